"""A store in front of another: every question goes on to it, and whoever stands in front says what is different."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.stores import Store
from ics_graph.stores.closable import Closable
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, Mentions, View


class ForwardingStore(Closable, Store):
    """Asks the store behind it; a method that a subclass does not give answers as that store does."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def about(self) -> Sequence[About]:
        """Return what the datasets in the store say of themselves."""
        return self.store.about()

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each."""
        return self.store.counts()

    def called(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies of this very name."""
        return self.store.called(text, limit)

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies of this name, and after them those with a near one."""
        return self.store.find(text, limit)

    def starting(self, text: str, limit: int) -> list[str]:
        """Return the names that begin as ``text``."""
        return self.store.starting(text, limit)

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids."""
        return self.store.bodies(ids)

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types, or that ``ever`` were of them."""
        return self.store.of_types(types, ever)

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up or down from ``ids``, or all."""
        return self.store.lines(ids, direction, families, view, far, most)

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        """Return to how many other bodies each of ``ids`` has a line."""
        return self.store.degrees(ids, families, view)

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        return self.store.line(id)

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``."""
        return self.store.closure(start, direction, families, view)

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return the facts of these entities, or all."""
        return self.store.facts(ids)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or all."""
        return self.store.gaps(ids)

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole."""
        return self.store.complete(ids)

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of a section of who may decide what, or those that refer to one of ``ids``."""
        return self.store.filed(section, ids, by)

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all."""
        return self.store.events(ids)

    def mentions(self, text: str) -> Mentions:
        """Return the records in which a text occurs."""
        return self.store.mentions(text)

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all."""
        return self.store.sources(ids)

    def notices(self) -> list[str]:
        """Return what a reader must be told of the store itself."""
        return self.store.notices()

    def is_current(self) -> bool:
        """Return whether this is still the store of today."""
        return self.store.is_current()

    def close(self) -> None:
        """Let go of files and connections."""
        self.store.close()

"""Where the graph is kept: one small protocol, two implementations held to it by one contract suite.

A store answers in rows (``ics_graph.stores.rows``); what they mean for a reader is the questions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from ics_graph.errors import IcsGraphError
from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, Mentions, View

__all__ = ["Store", "StoreError", "ontology_of", "open_store"]


class StoreError(IcsGraphError):
    """Raised where a store cannot be opened, read or written; the message says what to do."""


class Store(Protocol):
    """A graph that can be asked. ``up`` goes from subject to object, ``down`` from object to subject."""

    def about(self) -> Sequence[About]:
        """Return what the datasets in the store say of themselves."""
        ...

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each: by entity type, by relation type, and of the other records."""
        ...

    def called(self, text: str, limit: int = 20) -> list[Match]:
        """Return bodies whose id, name, other name or identifier is ``text``; if none is, those it is a short form of.

        Names are compared as ``names.fold`` has them, and short forms are those of ``names.short_forms``.
        """
        ...

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies that are ``called`` so, and after them those with a near name, the nearest first."""
        ...

    def starting(self, text: str, limit: int) -> list[str]:
        """Return names and other names that begin as ``text``, case and punctuation aside, in alphabetical order."""
        ...

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids, ordered by id; unknown ids are left out."""
        ...

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types (kinds of them are named, too), ordered by name and id.

        ``ever`` adds those that were of one of them once, and are of another type now.
        """
        ...

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up (these are subjects) or down (objects) from ``ids``, or all, ordered by id.

        Only those whose other end is in ``far``, and of each of ``ids`` no more than ``most``, where these are given.
        Those are the first by family, bounds (``start_min``, ``end_max``), other end and id.
        """
        ...

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        """Return to how many other bodies each of ``ids`` has a line, up or down; 0 for an unknown one."""
        ...

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        ...

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``, each once, by depth and id; linear in its answer."""
        ...

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        ...

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        ...

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole, ordered by id."""
        ...

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of who may decide what of a section, ordered by id: all, or those with one of these ids.

        ``by`` names another field that refers to records or bodies, such as ``right`` of grants: then those that refer
        to one of ``ids`` are returned. Rights are also found by ``function``: the folded text of one of its names.
        """
        ...

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all, ordered by id."""
        ...

    def mentions(self, text: str) -> Mentions:
        """Return the records in which a text occurs, in upper or lower case, each kind ordered by id.

        It is looked for in names, values, notes and locators.
        """
        ...

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all, ordered by id; unknown ids are left out."""
        ...

    def notices(self) -> list[str]:
        """Return what a reader must be told of the store itself, such as that it is being loaded."""
        ...

    def is_current(self) -> bool:
        """Return whether this is still the store of today; where it is not, open it anew. Raises as opening does."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def ontology_of(store: Store) -> Ontology:
    """Return the shipped ontology: as the embedded store keeps it, which is compiled anew where it changes; else read.

    Raises OntologyError where it has to be read and cannot be.
    """
    from ics_graph.stores.sqlite.embedded import EmbeddedStore

    return store.ontology() if isinstance(store, EmbeddedStore) else load_ontology()


def open_store(
    url: str | None = None,
    data: Sequence[Path | str] = (),
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    graph: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Store:
    """Return the store at ``url`` (``neo4j://``, ``bolt://`` or a path of an SQLite store).

    Without a URL it is the embedded store of the dataset folders ``data`` (all shipped ones by default). It is compiled
    when it is missing or when a file has changed; ``progress`` is told what is being done. User, password, database and
    graph are those of a Neo4j server, by default from the environment (see ``stores.neo4j.connection``). Raises
    StoreError, or DatasetError where the data are wrong.
    """
    if url is not None and "://" in url:
        from ics_graph.stores.neo4j import Neo4jStore

        return Neo4jStore(url, user, password, database, graph=graph)
    from ics_graph.stores.sqlite import SQLiteStore, embedded_store

    return SQLiteStore(Path(url)) if url is not None else embedded_store(data, progress)

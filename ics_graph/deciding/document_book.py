"""What the books of one body have in common: its documents in versions, and the names of whom its records speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from ics_graph.answering.asked import Asked
from ics_graph.model.decisions import Instrument, Version, entities_in
from ics_graph.stores.rows import Body

Record = TypeVar("Record")


class DocumentBook:
    """The documents that bear on a body, read from a store in as many calls as there are kinds of records."""

    asked: Asked
    body: str
    instruments: dict[str, Instrument]
    versions: dict[str, Version]
    _speak_of_bodies: ClassVar[tuple[str, ...]]
    """The sections of the book whose records name bodies, posts or people; each is an attribute of that name."""

    def _read_documents(self, own: dict[str, Instrument], named: set[str]) -> None:
        """Read all versions of the ``own`` instruments, and of those of which a version is ``named``.

        Where all that is named is in its own instruments, nothing else is asked for.
        """
        store = self.asked.store
        self.versions = by_id(store.filed("versions", set(own), "instrument"))
        others = {version.instrument for version in store.filed("versions", named - set(self.versions))}
        self.instruments = _in_order(own | by_id(store.filed("instruments", others)))
        self.versions = _in_order(self.versions | by_id(store.filed("versions", others, "instrument")))

    @cached_property
    def versions_of(self) -> Mapping[str, Sequence[Version]]:
        """Return the versions of each instrument."""
        return grouped(self.versions.values(), lambda version: version.instrument)

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Return every body, post and person that is named."""
        return self.asked.store.bodies(self._named())

    def _named(self) -> set[str]:
        """Return the ids of the bodies, posts and people of whom the records speak."""
        ids = {self.body}
        for section in self._speak_of_bodies:
            for record in getattr(self, section).values():
                ids |= entities_in(section, record)
        return ids

    def title(self, version: str) -> str:
        """Return what people call a version: ``SoRD v2``."""
        record = self.versions[version]
        instrument = self.instruments[record.instrument]
        return f"{instrument.short_name or instrument.name} {record.label}"

    def name(self, id_: str) -> str:
        """Return the name of a body, post or person."""
        body = self.bodies.get(id_)
        return body.name_apart if body else id_


def by_id(records: Iterable[Any]) -> dict[str, Any]:
    """Return records by their ids."""
    return {record.id: record for record in records}


def grouped(records: Iterable[Record], key: Callable[[Record], str]) -> Mapping[str, Sequence[Record]]:
    """Return records by what they have in common, each group in their order; what nothing has is an empty group."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _in_order(records: dict[str, Record]) -> dict[str, Record]:
    return dict(sorted(records.items()))

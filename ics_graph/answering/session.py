"""One answer, one session of the store: what was read for an answer is read once, and each record decoded once.

A session lives as long as one answer, one page, one board paper or one run of the checks, so that nothing in it is
older than what it is part of. It fulfils the contract of a store to the letter, order included. What it hands out are
lists and dictionaries of their own: who changes one changes no other; the records in them are frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from ics_graph.model import About, Completeness, Event, Fact, Gap, Source
from ics_graph.stores import Store
from ics_graph.stores.forwarding import ForwardingStore
from ics_graph.stores.rows import Body, Direction, Hop, Line, Match, Mentions, View

T = TypeVar("T")
R = TypeVar("R", bound=Fact | Gap | Completeness | Event)


def in_session(store: Store) -> Session:
    """Return a session of a store: the one at hand where it is a session already, so that sessions never nest."""
    return store if isinstance(store, Session) else Session(store)


class Session(ForwardingStore):
    """A store for the length of one answer. To close it forgets what was read; the store behind it stays open."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._behind = store
        self._begin()

    def _begin(self) -> None:
        # A store on a server reads ahead for the length of an answer; one on this machine need not.
        begin = getattr(self._behind, "for_one_answer", None)
        self.store = store = begin() if begin is not None else self._behind
        self._answers: dict[Hashable, Any] = {}
        self._bodies: dict[str, Body | None] = {}
        self._lines: dict[str, Line] = {}
        self._sources: dict[str, Source | None] = {}
        self._all_sources = False
        self._facts: _Kept[Fact] = _Kept(store.facts, _entity)
        self._gaps: _Kept[Gap] = _Kept(store.gaps, _entity)
        self._complete: _Kept[Completeness] = _Kept(store.complete, _entity)
        self._events: _Kept[Event] = _Kept(store.events, _participants)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, done the first time that this key is asked for; nobody may change it."""
        if key not in self._answers:
            self._answers[key] = work()
        result: T = self._answers[key]
        return result

    # --- bodies ---

    def bodies(self, ids: Collection[str]) -> dict[str, Body]:
        """Return the entities of these ids, ordered by id; unknown ids are left out."""
        wanted = set(ids)
        if missing := wanted - self._bodies.keys():
            there = self.store.bodies(missing)
            self._bodies.update((id_, there.get(id_)) for id_ in missing)
        return {id_: body for id_ in sorted(wanted) if (body := self._bodies[id_]) is not None}

    def of_types(self, types: Collection[str], ever: bool = False) -> list[Body]:
        """Return the entities of these very types, or that ``ever`` were of them, ordered by name and id."""
        key = ("of types", frozenset(types), ever)
        return list(self.once(key, lambda: self._same_bodies(self.store.of_types(types, ever))))

    def read_before(self, ids: Collection[str]) -> list[Body]:
        """Return those of these bodies that were read in this session, ordered by id: nothing is read for it."""
        return [body for id_ in sorted(ids) if (body := self._bodies.get(id_)) is not None]

    def _same_bodies(self, bodies: Iterable[Body]) -> list[Body]:
        """Return for each body the one that was read before, so that its record is decoded once."""
        return [self._bodies.get(body.id) or self._keep(body) for body in bodies]

    def _keep(self, body: Body) -> Body:
        self._bodies[body.id] = body
        return body

    # --- lines ---

    def lines(
        self,
        ids: Collection[str] | None,
        direction: Direction,
        families: Collection[str],
        view: View,
        far: Collection[str] | None = None,
        most: int | None = None,
    ) -> list[Line]:
        """Return the lines one hop up or down from ``ids``, or all, ordered by id."""
        key = ("lines", _set(ids), direction, frozenset(families), view, _set(far), most)
        return list(
            self.once(key, lambda: self._same_lines(self.store.lines(ids, direction, families, view, far, most)))
        )

    def line(self, id: str) -> Line | None:
        """Return one line by its id."""
        if id in self._lines:
            return self._lines[id]

        def read() -> Line | None:
            line = self.store.line(id)
            return line if line is None else self._same_lines([line])[0]

        return self.once(("line", id), read)

    def closure(self, start: str, direction: Direction, families: Collection[str], view: View) -> list[Hop]:
        """Return every line on the way up or down from ``start``, each once, by depth and id."""

        def read() -> list[Hop]:
            hops = self.store.closure(start, direction, families, view)
            lines = self._same_lines([hop.line for hop in hops])
            return [Hop(line, hop.depth) for line, hop in zip(lines, hops, strict=True)]

        return list(self.once(("closure", start, direction, frozenset(families), view), read))

    def degrees(self, ids: Collection[str], families: Collection[str], view: View) -> dict[str, int]:
        """Return to how many other bodies each of ``ids`` has a line, up or down; 0 for an unknown one."""
        key = ("degrees", frozenset(ids), frozenset(families), view)
        return dict(self.once(key, lambda: self.store.degrees(ids, families, view)))

    def _same_lines(self, lines: Iterable[Line]) -> list[Line]:
        """Return for each line the one that was read before, so that its record is decoded once."""
        return [self._lines.setdefault(line.id, line) for line in lines]

    # --- other records ---

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """Return all facts of these entities, or of all, ordered by id."""
        return self._facts.of(ids)

    def gaps(self, ids: Collection[str] | None = None) -> list[Gap]:
        """Return the stated gaps of these entities, or of all, ordered by id."""
        return self._gaps.of(ids)

    def complete(self, ids: Collection[str] | None = None) -> list[Completeness]:
        """Return which lists of these entities, or of all, are stated to be whole, ordered by id."""
        return self._complete.of(ids)

    def events(self, ids: Collection[str] | None = None) -> list[Event]:
        """Return the events in which these entities take part, or all, ordered by id."""
        return self._events.of(ids)

    def filed(self, section: str, ids: Collection[str] | None = None, by: str = "id") -> list[Any]:
        """Return the records of a section of who may decide what, or those that refer to one of ``ids``."""
        if ids is not None and not ids:
            return []
        key = ("filed", section, _set(ids), by)
        return list(self.once(key, lambda: self.store.filed(section, ids, by)))

    def sources(self, ids: Collection[str] | None = None) -> dict[str, Source]:
        """Return the sources of these ids, or all, ordered by id; unknown ids are left out."""
        if ids is None and not self._all_sources:
            self._sources = dict(self.store.sources())
            self._all_sources = True
        wanted = set(self._sources if ids is None else ids)
        missing = set() if self._all_sources else wanted - self._sources.keys()
        if missing:
            there = self.store.sources(missing)
            self._sources.update((id_, there.get(id_)) for id_ in missing)
        return {id_: source for id_ in sorted(wanted) if (source := self._sources.get(id_)) is not None}

    # --- the store as a whole ---

    def about(self) -> Sequence[About]:
        """Return what the datasets in the store say of themselves."""
        return list(self.once("about", self.store.about))

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many there are of each."""
        counts = self.once("counts", self.store.counts)
        return {name: dict(numbers) for name, numbers in counts.items()}

    def called(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies of this very name."""
        return list(self.once(("called", text, limit), lambda: self.store.called(text, limit)))

    def find(self, text: str, limit: int = 20) -> list[Match]:
        """Return the bodies of this name, and after them those with a near one."""
        return list(self.once(("find", text, limit), lambda: self.store.find(text, limit)))

    def starting(self, text: str, limit: int) -> list[str]:
        """Return the names that begin as ``text``."""
        return list(self.once(("starting", text, limit), lambda: self.store.starting(text, limit)))

    def mentions(self, text: str) -> Mentions:
        """Return the records in which a text occurs."""

        def read() -> Mentions:
            records = self.store.mentions(text)
            return records._replace(bodies=self._same_bodies(records.bodies), lines=self._same_lines(records.lines))

        kept = self.once(("mentions", text), read)
        return Mentions(
            list(kept.bodies),
            list(kept.lines),
            list(kept.facts),
            list(kept.events),
            list(kept.gaps),
            list(kept.passages),
        )

    def close(self) -> None:
        """Forget what was read; who opened the store closes it."""
        self._begin()


class _Kept(Generic[R]):
    """The records of one kind, by the entities that they are of: those of an entity are read once."""

    def __init__(self, read: Callable[[Collection[str] | None], list[R]], of: Callable[[R], Iterable[str]]) -> None:
        self._read, self._of = read, of
        self._by_entity: dict[str, list[R]] = {}
        self._all: list[R] | None = None

    def of(self, ids: Collection[str] | None) -> list[R]:
        """Return the records of these entities, or all, ordered by id, each once."""
        if ids is None:
            if self._all is None:
                self._all = self._read(None)
                self._by_entity = {}
                self._place(self._all)
            return list(self._all)
        wanted = set(ids)
        missing = set() if self._all is not None else wanted - self._by_entity.keys()
        if missing:
            self._by_entity |= {id_: [] for id_ in missing}
            self._place(self._read(missing), missing)
        records = {record.id: record for id_ in wanted for record in self._by_entity.get(id_, ())}
        return [records[id_] for id_ in sorted(records)]

    def _place(self, records: Iterable[R], among: Collection[str] | None = None) -> None:
        for record in records:
            for id_ in dict.fromkeys(self._of(record)):
                if among is None or id_ in among:
                    self._by_entity.setdefault(id_, []).append(record)


def _entity(record: Fact | Gap | Completeness) -> tuple[str]:
    return (record.entity,)


def _participants(event: Event) -> Iterable[str]:
    return (part.entity for part in event.participants)


def _set(ids: Collection[str] | None) -> frozenset[str] | None:
    return None if ids is None else frozenset(ids)

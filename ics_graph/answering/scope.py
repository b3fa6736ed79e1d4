"""What belongs to a system or body, for questions about a whole. This is the only place that says so.

Scope goes down and sideways, never up; docs/explanation/scope.md says in words what is in and what is not. It is found
ring by ring, from the body that is asked about. ``_Rings`` follows these lines, and no others:

- down the structure, membership and leadership: parts, members, posts and who holds them;
- coverage: what it covers, what lies in its geography, and what covers it and nothing outside it;
- what feeds into it;
- groupings: what its parts are parts of besides, where that is no body of a higher level, with its other parts;
- listings: what a source lists beside it;
- works: the documents, services and activities that it produces, approves, commissions or delegates;
- time: on a day, the predecessors and successors of those that did not exist on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.grammar import is_plural
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.session import in_session
from ics_graph.model import Event
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, ends
from ics_graph.validity import only_planned

_DOWN = ("structure", "membership", "leadership")
_AREAS = ("coverage", "support")
_RING = (*_DOWN, *_AREAS, "listing")
_WORKS = ("document", "approvals", "commissioning", "delegation", "support")
_ABOVE = ("NationalBody", "GovernmentDepartment", "NHSEnglandRegion", "SecretaryOfState", "StrategicHealthAuthority")
"""Regional and national bodies, which no system has beneath it."""
_SYSTEMS = ("IntegratedCareSystem", "SustainabilityAndTransformationPartnership", "IntegratedCareBoard")
_UNITS = ("Board", "Committee", "Group", "Forum")
"""Bodies whose scope is themselves, their parts and their members, and not the members' own."""
_GROUPINGS = ("Activity", *_UNITS)
_WORK_TYPES = ("Document", "Service", "Activity", "Function", "DecisionRight", "Priority")
_USED = ("citesData", "receives", "comparedWith", "negotiatesWith")
"""Relations by which a body uses or meets what is not its own: the publisher of a figure, a document of others."""

WITHIN = "only what belongs to this system or body (default: all)"
SOURCE = "only what this source says: its id, or words of its title"
"""How the parameters ``within`` and ``source`` are explained."""
NAMED = replace(EVERYTHING, general=False)
"""Everything but what is said of bodies in general, which would bring every system's into the one asked about."""


def scope_of(asked: Asked, within: Name | None, over_time: bool = False) -> Scope:
    """Return the bodies that an answer is about, worked out once in a session; raise LookupFailed for no name.

    It is the scope of the view's day; ``over_time`` is for what compares days, and takes in all that came before or
    after.
    """
    key = ("scope", within, asked.view.day, over_time)
    return in_session(asked.store).once(key, lambda: Scope(asked, within, over_time))


def words_of(body: Body) -> str:
    """Return how a sentence names a body and what belongs to it: `` of the system and its bodies``."""
    return f" of {the(shown_name(body))} and {'their' if is_plural(shown_name(body)) else 'its'} bodies"


def within(body: Body) -> str:
    """Return how a sentence begins that speaks of a body alone: ``within the system, ``."""
    return f"within {the(shown_name(body))}, "


class Scope:
    """The bodies that an answer is about: those of one system, or all where none is named."""

    def __init__(self, asked: Asked, within: Name | None, over_time: bool = False) -> None:
        self.body: Body | None = body_named(asked.store, within, asked.view.as_of) if within else None
        self.ids: frozenset[str] | None = None
        self.only_listed: frozenset[str] = frozenset()
        """What belongs to it for no other reason than that a source lists it, or what came before or after, beside."""
        if self.body is not None:
            rings = _Rings(asked, self.body, None if over_time else asked.view.day, over_time)
            self.ids = frozenset(rings.ids())
            self.only_listed = frozenset(rings.only_listed())

    @property
    def words(self) -> str:
        """How a sentence names what the answer is about: `` of the system`` or nothing."""
        return words_of(self.body) if self.body else ""

    def named(self, text: str) -> str:
        """Return what a headline says with the scope named, so that nobody takes a part for all of the data."""
        if self.body is None or shown_name(self.body) in text:
            return text
        return f"{within(self.body)}{text}"

    @property
    def for_it(self) -> str:
        """What a count is for: `` for the system and its bodies`` or nothing."""
        return self.words.replace(" of ", " for ", 1)

    @property
    def parameters(self) -> dict[str, str]:
        """The parameter of the answer."""
        return {"within": self.body.id} if self.body else {}

    def has(self, id_: str) -> bool:
        """Return whether a body belongs to it."""
        return self.ids is None or id_ in self.ids

    def touches(self, line: Line) -> bool:
        """Return whether a line belongs to it: one end is enough."""
        return self.has(line.subject) or self.has(line.object)


class _Rings:
    """Finds what belongs to a body, ring by ring."""

    def __init__(self, asked: Asked, start: Body, day: str | None, over_time: bool) -> None:
        self.store, self.start, self.day, self.over_time = asked.store, start, day, over_time
        kinds = asked.ontology.kinds_of

        def all_kinds(names: Iterable[str]) -> frozenset[str]:
            return frozenset(kind for name in names for kind in kinds(name))

        self.above, self.systems, self.units = all_kinds(_ABOVE), all_kinds(_SYSTEMS), all_kinds(_UNITS)
        self.groupings, self.works = all_kinds(_GROUPINGS), all_kinds(_WORK_TYPES)
        self.areas = kinds("Area")
        self.reached: dict[str, Body] = {start.id: start}
        self.touching: list[Line] = []
        """Lines by which others cover or help what was reached."""
        self.beside = set[str]()
        """What a source lists beside a body, and no other line has brought in."""
        self.wholes = {start.id}
        """The body asked about, its parts and what it covers: what is listed beside or covers these belongs to it."""

    def ids(self) -> set[str]:
        """Return the ids of the body and of all that belongs to it."""
        self._first()
        ring, families = set(self.reached), tuple[str, ...](_AREAS)
        while ring:
            ring, families = self._ring(ring, families), _RING
        if self.start.type not in self.units:
            self._covering()
        ids = set(self.reached) | self._works()
        return ids | self._in_time(ids)

    def only_listed(self) -> set[str]:
        """Return what was brought in by a listing alone, and what came before or after that and nothing else."""
        beside = self.beside & self.reached.keys()
        if not beside:
            return set()
        return (beside | self._in_time(beside)) - self._in_time(set(self.reached) - beside)

    def _first(self) -> None:
        """Enter all that is reached down the structure, in one reading of the store."""
        hops = self.store.closure(self.start.id, "down", (*_DOWN, "listing"), NAMED)
        below: dict[str, list[Line]] = defaultdict(list)
        for line in self._holding([hop.line for hop in hops]):
            below[line.object].append(line)
        self.store.bodies({end for lines in below.values() for end in ends(lines)})
        ring = {self.start.id}
        while ring:
            ring = self._enter(self._down(line for id_ in ring for line in below.get(id_, ())))

    def _ring(self, ring: Collection[str], families: Collection[str]) -> set[str]:
        """Enter what is one line from a ring, and return what is new: what is below it, its areas and groupings."""
        down = self._lines(ring, "down", families)
        self.touching += [line for line in down if line.type == "covers" or line.family == "support"]
        entered = self._down(down)
        if self.start.type not in self.units:
            up = self._lines(self.wholes.intersection(ring), "up", ("structure", "coverage"))
            bodies = self.store.bodies({line.object for line in up} | entered.keys())
            for line in up:
                if line.type in ("covers", "hosts"):
                    entered[line.object] = entered.get(line.object, False) or line.type == "covers"
                elif line.family == "structure" and self._grouping(line, bodies):
                    entered[line.object] = True
        return self._enter(entered)

    def _down(self, lines: Iterable[Line]) -> dict[str, bool]:
        """Return what is first reached down lines, each with whether it is a whole."""
        entered: dict[str, bool] = {}
        for line in lines:
            if line.family in _DOWN or line.type == "inGeographyOf":
                whole = line.object in self.wholes and line.family in ("structure", "coverage")
                entered[line.subject] = entered.get(line.subject, False) or whole
                self.beside.discard(line.subject)
            elif line.type == "feedsInto" and line.object in self.wholes:
                entered[line.subject] = True
            elif line.type == "listedBeside" and line.object in self.wholes:
                # What nobody calls a part brings its own parts with it, and not what it covers.
                if line.subject not in entered and line.subject not in self.reached:
                    self.beside.add(line.subject)
                entered.setdefault(line.subject, False)
        return entered

    def _grouping(self, line: Line, bodies: Mapping[str, Body]) -> bool:
        """Return whether a line leads from a part to a grouping that it is a part of besides."""
        body = bodies[line.object]
        if line.type == "atLevel" or line.subject == self.start.id or body.type in self.areas:
            return False
        return body.type in self.groupings or body.extent == "several"

    def _covering(self) -> None:
        """Enter what covers the body or a part of it, and nothing outside: a committee whose area is the system."""
        near = [line for line in self.touching if line.type == "covers" and line.object in self.wholes]
        subjects = {line.subject for line in near} - self.reached.keys()
        areas = [line for line in self._lines(subjects, "up", ("coverage",)) if line.type == "covers"]
        wider = {line.subject for line in areas if line.object not in self.reached}
        ring = self._enter(dict.fromkeys(subjects - wider, True))
        while ring:
            ring = self._enter(self._down(self._lines(ring, "down", _RING)))

    def _enter(self, entered: dict[str, bool]) -> set[str]:
        """Take in bodies, each a whole or not, and return those that were not there: no body of a higher level."""
        bodies = self.store.bodies(entered.keys() - self.reached.keys())
        new = {id_: body for id_, body in bodies.items() if not self._higher(body)}
        self.reached |= new
        whole = {id_ for id_, is_whole in entered.items() if is_whole and id_ in self.reached}
        # A part that was reached before as a member is looked at once more, now as a part.
        again = whole - self.wholes
        self.wholes |= whole
        if self.start.type in self.units:
            members = {id_ for id_ in new if id_ not in whole and new[id_].type not in ("Person", "Post")}
            return (new.keys() - members) | (again & new.keys())
        return new.keys() | again

    def _higher(self, body: Body) -> bool:
        """Return whether a body is of a higher level than the one asked about, or a system beside it."""
        if body.extent == "any" or body.type in self.above:
            # A region may have regions in it, and a national body its regions.
            return body.extent == "any" or self.start.type not in self.above
        # A system is inside nothing but a region; as a member of a board it is a member, but no part of the board.
        return body.type in self.systems and self.start.type not in self.above | self.systems | self.units

    def _works(self) -> set[str]:
        """Return the documents, services and activities of all that is reached: its own, and not what it uses."""
        of = [self.start.id] if self.start.type in self.units else list(self.reached)
        lines = [line for line in self._lines(of, "up", _WORKS) if line.type not in _USED]
        helping = [line for line in self.touching if line.family == "support" and line.object in self.wholes]
        far = {line.object for line in lines} | {line.subject for line in helping if line.type not in _USED}
        bodies = self.store.bodies(far - self.reached.keys())
        return {id_ for id_, body in bodies.items() if body.type in self.works and body.extent != "any"}

    def _lines(self, ids: Collection[str], direction: Direction, families: Collection[str]) -> list[Line]:
        """Return the lines up or down that hold, as ``_holding`` says."""
        return self._holding(self.store.lines(ids, direction, families, NAMED)) if ids else []

    def _holding(self, lines: Iterable[Line]) -> list[Line]:
        """Return the lines that somebody states; on a day, none that did not hold while both its ends existed."""
        lines = [line for line in lines if line.certainty not in ("denied", "rule")]
        day = self.day
        off = [line for line in lines if day and not line.planned and line.on(day) == "no"]
        bodies = self.store.bodies(ends(off)) if off else {}
        dropped = {
            line.id for line in off if day and all(bodies[end].on(day) != "no" for end in (line.subject, line.object))
        }
        return [line for line in lines if line.id not in dropped]

    def _in_time(self, ids: set[str]) -> set[str]:
        """Return what came before and after the bodies of the scope; on a day, of those only that were not there."""
        if self.over_time:
            return self._chain(ids, True) | self._chain(ids, False)
        if self.day is None:
            return set()
        return self._chain(self._gone(ids, True), True) | self._chain(self._gone(ids, False), False)

    def _gone(self, ids: Collection[str], before: bool) -> set[str]:
        """Return the bodies that were not there on the day: not yet (so that what was before them counts), or no more.

        Where no day is asked about, every body counts as such.
        """
        day, bodies = self.day, self.store.bodies(ids).values()
        return {b.id for b in bodies if day is None or (b.on(day) == "no" and (day < b.start_min) == before)}

    def _chain(self, ids: set[str], before: bool) -> set[str]:
        """Return the bodies, there on the day, to which events lead backwards or forwards, step by step."""
        mine, theirs = ("resulting", "original") if before else ("original", "resulting")
        there, done = set[str](), set[str]()
        while ids:
            done |= ids
            events = [event for event in self.store.events(ids) if not only_planned(event)]
            others = {end for event in events if _of(event, mine) & ids for end in _of(event, theirs)} - done
            bodies = self.store.bodies(others)
            there |= {
                id_
                for id_, body in bodies.items()
                if (self.day is None or body.on(self.day) != "no") and not self._higher(body)
            }
            # Beyond a body that was there on the day, its own past or future is no longer that of the first.
            ids = self._gone(others, before)
        return there


def _of(event: Event, side: str) -> set[str]:
    return {part.entity for part in event.participants if part.side == side}

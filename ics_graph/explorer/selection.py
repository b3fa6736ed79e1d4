"""What is drawn: one system with its bodies and lines, chosen from a store, and what is left out, with why.

The drawing is of named bodies: what is said of any such body ("each ICS") is never drawn as if it were one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import body_named
from ics_graph.errors import QuestionError
from ics_graph.governance import SYSTEMS, is_general, is_single
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, admits, claims_of
from ics_graph.validity import phase_on

MOST = 300
"""How many bodies are drawn at most: more are no picture but a hairball."""

LISTED = 2000
"""A store of more bodies than this is not read whole to list the bodies that are not drawn."""

WALKED = ("structure", "membership", "coverage", "leadership", "accountability", "reporting", "support")
LAID_OVER = ("delegation", "approvals", "scrutiny", "commissioning")
_HUBS = ("NationalBody", "GovernmentDepartment", "SecretaryOfState", "IntegratedCareSystem")


class NoSystem(QuestionError):
    """Raised where it is not clear which system is to be drawn; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A system, the bodies and lines drawn of it in the order in which they were reached, and what is left out.

    ``hanging`` says of how many bodies that are not drawn hang on one that is, where that is known. A ``near`` one is
    the neighbourhood of a body, drawn without reading the store whole; its ``total`` is how many bodies are near.
    """

    system: Body
    bodies: dict[str, Body]
    lines: tuple[Line, ...]
    total: int
    not_drawn: tuple[tuple[Body, str], ...] = ()
    lines_left_out: Counter[str] = field(default_factory=Counter)
    hanging: Mapping[str, int] = field(default_factory=dict)
    near: bool = False

    def phase(self, body: Body, day: date | None) -> str:
        """Return how far a drawn body is in the world."""
        return phase_on(body.record.phases, day)

    def words(self, body: Body, day: date | None) -> list[str]:
        """Return the words that a card carries where a body is not simply there: planned, shadow, uncertain."""
        phase = self.phase(body, day)
        words = [phase] if phase in ("planned", "shadow") else []
        return words if body.certainty == "stated" else [*words, body.certainty]


def at_any_date(asked: Asked) -> Asked:
    """Return what is asked with every date, plan, question and rule let in: what a page draws from, and then filters.

    So the places of bodies stay the same whichever day is looked at.
    """
    view = asked.view
    return replace(asked, view=replace(view, as_of=None, planned=True, uncertain=True, rules=True))


def select(asked: Asked, system: str | None = None, most: int = MOST, day: date | None = None) -> Selection:
    """Return what is drawn of a system (named, or the only one in the store); raise NoSystem or LookupFailed.

    ``day`` is that on which the name is meant, where what is drawn is of any.
    """
    store = asked.store
    start = body_named(store, system, day or asked.view.as_of) if system else _only_system(store, asked.ontology)
    reached = _Reach(asked, start).bodies()
    kept = dict(list(reached.items())[:most])
    lines = _lines_at(asked, kept)
    total = sum(store.counts()["entities"].values())
    return Selection(
        start,
        kept,
        tuple(line for line in lines if admits(line, asked.view) and line.subject in kept and line.object in kept),
        total,
        tuple(_not_drawn(asked, kept, reached) if total <= LISTED else ()),
        Counter(why_not(line) for line in lines if not admits(line, asked.view)),
    )


def is_system(ontology: Ontology, body: Body) -> bool:
    """Return whether a body is a system, which is drawn whole."""
    return any(ontology.is_a(body.type, kind) for kind in SYSTEMS)


def _only_system(store: Store, ontology: Ontology) -> Body:
    """Return the only system; in data without any, the only ICB, as those of one ICB's own documents."""
    for kind in (*SYSTEMS, "IntegratedCareBoard"):
        named = [body for body in store.of_types(ontology.kinds_of(kind)) if is_single(body)]
        if len(named) == 1:
            return named[0]
        if named:
            names = "; ".join(f"{body.name} ({body.id})" for body in named[:12])
            what = "systems" if kind in SYSTEMS else "integrated care boards"
            raise NoSystem(f"There are {len(named)} {what}; name one with --system: {names}")
    raise NoSystem("There is no integrated care system or board in these data; name a body with --system")


class _Reach:
    """Which bodies belong to the picture of a system: its parts, members and areas, and what these are linked to."""

    def __init__(self, asked: Asked, start: Body) -> None:
        self.asked = asked
        self.start = start
        self.hubs = {kind for hub in _HUBS for kind in asked.ontology.kinds_of(hub)}
        self.sources = {claim.source for claim in start.record.claims}
        self.reached: dict[str, Body] = {start.id: start}

    def bodies(self) -> dict[str, Body]:
        """Return the bodies, the nearest first."""
        frontier = [self.start.id]
        while frontier:
            parts = self._far(frontier, "down", ("structure", "membership"))
            # Of areas only those that the system's own sources name: a register puts each body into several.
            areas = self._add(self._far(frontier, "up", ("coverage",)), akin=True)
            frontier = [*self._add(parts), *areas]
        ontology = self.asked.ontology
        if not is_system(ontology, self.start):
            near = self._far(list(self.reached), "up", WALKED) | self._far(list(self.reached), "down", WALKED)
            self._add(near)
            return self.reached
        levels = self.asked.store.of_types(ontology.kinds_of("SystemLevel"))
        self._add({level.id for level in levels if self._akin(level)})
        frontier = list(self.reached)
        for round_ in range(3):
            open_ = [id_ for id_ in frontier if self.reached[id_].type not in self.hubs or id_ == self.start.id]
            # Further out, and of areas, only what the system's own sources speak of: else every system would draw its
            # neighbours.
            near, covering = (
                self._far(open_, "up", families) | self._far(open_, "down", families)
                for families in ([name for name in WALKED if name != "coverage"], ["coverage"])
            )
            frontier = [*self._add(near, akin=round_ > 0), *self._add(covering, akin=True)]
        return self.reached

    def _far(self, ids: Collection[str], direction: Direction, families: Collection[str]) -> set[str]:
        lines = self.asked.store.lines(ids, direction, families, self.asked.view)
        return {line.object if direction == "up" else line.subject for line in lines}

    def _add(self, ids: Iterable[str], akin: bool = False) -> list[str]:
        new = self.asked.store.bodies({id_ for id_ in ids if id_ not in self.reached})
        kept = [id_ for id_ in sorted(new) if not is_general(new[id_]) and (not akin or self._akin(new[id_]))]
        self.reached.update({id_: new[id_] for id_ in kept})
        return [id_ for id_ in kept if new[id_].type not in self.hubs]

    def _akin(self, body: Body) -> bool:
        return not is_general(body) and any(claim.source in self.sources for claim in body.record.claims)


def _lines_at(asked: Asked, kept: Collection[str]) -> list[Line]:
    """Return all lines of the families drawn that touch a drawn body, in the view or not, by id."""
    families = (*WALKED, *LAID_OVER)
    lines = asked.store.lines(kept, "up", families, EVERYTHING) + asked.store.lines(kept, "down", families, EVERYTHING)
    return sorted({line.id: line for line in lines if line.object != line.subject}.values())


def why_not(line: Line) -> str:
    """Return why a line that a view does not let in is left out of it."""
    if line.certainty in ("denied", "uncertain", "rule"):
        return line.certainty
    return "in general" if line.general else "planned" if line.planned else "at other times"


def _not_drawn(asked: Asked, kept: Collection[str], reached: Collection[str]) -> Iterable[tuple[Body, str]]:
    named = asked.store.of_types(asked.ontology.types)
    linked = {
        end
        for line in asked.store.lines([body.id for body in named], "up", (*WALKED, *LAID_OVER), EVERYTHING)
        for end in (line.subject, line.object)
    }
    for body in named:
        if body.id in kept:
            continue
        if is_general(body):
            yield body, "spoken of in general, not one body"
        elif body.id in reached:
            yield body, f"more than {len(kept)} bodies are no picture"
        elif body.id in linked:
            yield body, "no line that this picture lets in leads to it"
        else:
            yield body, "no source states a line to it"


def cited(lines: Iterable[Line]) -> set[str]:
    """Return the ids of the sources that the lines rest on."""
    return {claim.source for line in lines for claim in claims_of(line)}

"""How an answer about lines is gathered: what is let in, what stands under a heading of its own, what is left out.

Every question about a family of lines asks the store for its lines in the view, and once for everything that hangs
on the bodies reached. The difference is what the answer says it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from ics_graph.answering.answer import Excluded, Heading, Path, Row, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import bounds_in_words
from ics_graph.answering.grammar import planned_words
from ics_graph.answering.paths import circles, far_end, near_end, paths, walkable
from ics_graph.certainty import weakest
from ics_graph.model import Source
from ics_graph.stores.rows import (
    EVERYTHING,
    FIRST_DAY,
    LAST_DAY,
    Body,
    Direction,
    Line,
    View,
    claims_of,
    last_seen,
)

_HOLDS = ("yes", "possibly", "no")
_OPTIONS = {
    "planned": "--planned",
    "uncertain": "--uncertain",
    "rule": "omit --no-rules",
    "at other times": "omit --as-of",
}


@dataclass(slots=True)
class Traversal:
    """The lines of an answer: ``within`` the view with their depth, ``beside`` it by heading, and the rest counted."""

    asked: Asked
    start: Body
    direction: Direction
    within: list[tuple[Line, int]]
    beside: dict[Heading, list[Line]]
    bodies: dict[str, Body]
    sources: dict[str, Source]
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def lines(self) -> list[Line]:
        """The lines that the view lets in."""
        return [line for line, _ in self.within]

    def rows(self) -> tuple[Row, ...]:
        """Return a row for each line: first those within the view by depth, then the other headings."""
        rows = [self.row(line, depth, heading_of(line, self.asked.view)) for line, depth in self.within]
        for heading, lines in self.beside.items():
            rows += [self.row(line, 1, heading) for line in lines]
        return tuple(rows)

    def row(self, line: Line, depth: int, heading: Heading = "in effect") -> Row:
        """Return a line as a row of an answer, seen from the near end."""
        record, view = line.record, self.asked.view
        kind = self.asked.ontology.relations[line.type]
        far, near = self.body(far_end(line, self.direction)), self.body(near_end(line, self.direction))
        claims = claims_of(line)
        words = kind.label, kind.label if self.direction == "up" else kind.inverse_label
        if heading == "planned":
            words = planned_words(words[0], kind.family), planned_words(words[1], kind.family)
        return Row(
            id=far.id,
            name=shown_name(far),
            type=self.asked.type_of(far),
            kind=self.asked.kind_of(far),
            relation=words[1],
            record=line.id,
            of=near.id,
            of_name=shown_name(near),
            depth=depth,
            role=record.role,
            capacity=record.capacity,
            holds=line.on(view.day) if view.day and heading != "planned" else None,
            phase="planned" if heading == "planned" else line.phase(view.as_of),
            certainty=line.certainty,
            since=str(record.since) if record.since else None,
            until=str(record.until) if record.until else None,
            reaches=last_seen(line) if heading in ("in effect", "in general") else None,
            heading=heading,
            note="; ".join(filter(None, (record.note, bounds_in_words(line, self.bodies)))) or None,
            forward=words[0],
            upward=self.direction == "up",
            sources=tuple(citation(claim, self.sources) for claim in claims),
        )

    def body(self, id_: str) -> Body:
        """Return a body that a line leads to."""
        return self.bodies[id_]

    def paths(self, limit: int, goals: Collection[str] | None = None) -> tuple[tuple[Path, ...], bool]:
        """Return up to ``limit`` paths, the shortest first, and whether there are more."""
        walked = list(islice(paths(self.start.id, self.direction, self.lines, goals), limit + 1))
        return tuple(self.path(lines) for lines in walked[:limit]), len(walked) > limit

    def path(self, lines: tuple[Line, ...]) -> Path:
        """Return a chain of lines as a path: as sure as its weakest hop, for the days that all hops share."""
        steps = tuple(
            self.row(line, depth, heading_of(line, self.asked.view)) for depth, line in enumerate(lines, start=1)
        )
        first, last = max(line.start_min for line in lines), min(line.end_max for line in lines)
        return Path(
            steps=steps,
            holds=max((step.holds for step in steps if step.holds), key=_HOLDS.index, default=None),
            certainty=weakest(line.certainty for line in lines),
            since=None if first == FIRST_DAY else first,
            until=None if last == LAST_DAY else last,
        )

    def keep(self, kinds: Collection[str]) -> int:
        """Keep the lines that lead to bodies of these types, and return how many that the view lets in are left out."""

        def fits(line: Line) -> bool:
            return self.bodies[far_end(line, self.direction)].is_of(kinds, self.asked.view.as_of) != "no"

        before = len(self.within)
        self.within = [(line, depth) for line, depth in self.within if fits(line)]
        for heading, lines in self.beside.items():
            self.beside[heading] = [line for line in lines if fits(line)]
            self.left_out[heading] -= sum(not fits(line) and not line.general for line in lines)
        return before - len(self.within)

    def excluded(self) -> tuple[Excluded, ...]:
        """Return how many lines are left out for each reason, with the option that brings them in."""
        return tuple(Excluded(n, why, _OPTIONS.get(why)) for why, n in sorted(self.left_out.items()) if n > 0)


def traverse(asked: Asked, start: Body, direction: Direction, families: Collection[str], deep: bool) -> Traversal:
    """Return the lines of some families up or down from a body: all the way (``deep``), or one hop."""
    store, view = asked.store, asked.view
    within: list[tuple[Line, int]]
    if deep:
        hops = store.closure(start.id, direction, families, view)
        used = walkable(start.id, direction, [hop.line for hop in hops])
        within = [(hop.line, hop.depth) for hop in hops if hop.line.id in used]
        within = _without_needless_rules(within, direction, view.day)
    else:
        within = [(line, 1) for line in store.lines([start.id], direction, families, replace(view, general=False))]
        within = [(line, depth) for line, depth in within if line.subject != line.object]
        within = _without_needless_rules(within, direction, view.day)
    shown = {line.id for line, _ in within}
    reached = {start.id} | {far_end(line, direction) for line, _ in within if deep}
    beside: dict[Heading, list[Line]] = {}
    left_out: Counter[str] = Counter()
    for line in store.lines(reached, direction, families, EVERYTHING):
        if line.id in shown or line.subject == line.object:
            continue
        heading = line_status(line, view)
        if heading in ("planned", "uncertain", "in general", "denied"):
            beside.setdefault(heading, []).append(line)  # type: ignore[arg-type]
        if heading not in ("in effect", "in general", "denied") and not line.general:
            left_out[heading] += 1
    ids = {start.id}
    lines = [line for line, _ in within] + [line for lines in beside.values() for line in lines]
    for line in lines:
        ids |= {line.subject, line.object}
    cited = {claim.source for line in lines for claim in claims_of(line)}
    beside = dict(sorted(beside.items()))
    return Traversal(asked, start, direction, within, beside, store.bodies(ids), store.sources(cited), left_out)


def circle_caveats(gathered: Traversal, rows: Iterable[Row]) -> list[str]:
    """Return a sentence for each circle that the lines of these rows run in."""
    shown = {row.record for row in rows}
    names = {id_: body.name for id_, body in gathered.bodies.items()}
    return [
        f"These lines run in a circle and are followed once: {', '.join(names[id_] for id_ in ring)}."
        for ring in circles([line for line in gathered.lines if line.id in shown])
    ]


def _without_needless_rules(
    within: list[tuple[Line, int]], direction: Direction, day: str | None
) -> list[tuple[Line, int]]:
    """Leave out a rule's line while stated lines reach the same body: never because of a different body.

    What is planned, inferred or put with a question mark does not stand in for the law. Where no day is asked about,
    the stated lines have to cover all the time of the rule's.
    """
    stated = [line for line, _ in within if line.certainty in ("stated", "reported") and not line.planned]

    def needless(rule: Line) -> bool:
        covering = [
            line
            for line in stated
            if day is not None or (line.start_min <= rule.start_min and rule.end_max <= line.end_max)
        ]
        reached, waiting = set[str](), [near_end(rule, direction)]
        while waiting:
            at = waiting.pop()
            ends = {far_end(line, direction) for line in covering if near_end(line, direction) == at}
            waiting += ends - reached
            reached |= ends
        return far_end(rule, direction) in reached

    return [(line, depth) for line, depth in within if line.certainty != "rule" or not needless(line)]


def heading_of(line: Line, view: View) -> Heading:
    """Return the heading under which a line is shown in a view."""
    status = line_status(line, view)
    if status in ("planned", "uncertain", "in general", "denied"):
        return status  # type: ignore[return-value]
    return "in effect"


def line_status(line: Line, view: View) -> str:
    """Return why a line stands where it does: ``in effect`` where nothing is in its way."""
    if line.certainty == "denied":
        return "denied"
    day = view.day
    timely = day is None or line.start_min <= day <= line.end_max
    if line.planned or not timely:
        foreseen = line.plan_from is not None and (day is None or line.plan_from <= day <= str(line.plan_to))
        if not foreseen:
            return "at other times"
        return "planned"
    if line.certainty in ("uncertain", "rule"):
        return "uncertain" if line.certainty == "uncertain" else "rule" if not view.rules else "in effect"
    return "in general" if line.general else "in effect"

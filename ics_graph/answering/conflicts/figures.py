"""What cannot all be the case though no source denies another: sums, chairs, names and codes that do not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.answering.overlap import Bounds, Overlap, overlap
from ics_graph.answering.rows import fact_rows, line_rows
from ics_graph.answering.seats import presides, presides_with_others
from ics_graph.certainty import certainty
from ics_graph.governance import BORNE_OUT, holder_kind, is_line_borne_out, is_single
from ics_graph.model import Fact
from ics_graph.stores.rows import Body, Line
from ics_graph.validity import holds, only_planned

SUMS = "A whole that is not the sum of its parts"
CHAIRS = "Two in the chair at once"
_PARTS = ("partOf", "subOrganisationOf")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Rows that do not fit together, what of, in words, and whether they surely stand beside each other in time."""

    group: str
    words: str
    rows: tuple[Row, ...]
    when: Overlap

    def placed(self) -> list[Row]:
        """Return the rows under their title; that only dates allow it is said on each."""
        open_ = None if self.when == "yes" else "the dates leave open whether these held at one time"
        return [
            replace(row, group=self.group, note="; ".join(filter(None, (row.note, open_))) or None) for row in self.rows
        ]


def bounds_of(asked: Asked, facts: Sequence[Fact]) -> dict[str, Bounds]:
    """Return when each fact holds, by its id: never outside the life of its body."""
    sources = asked.store.sources({claim.source for fact in facts for claim in fact.claims})
    bodies = asked.store.bodies({fact.entity for fact in facts})
    bounds = {}
    for fact in facts:
        when, body = Bounds.of(holds(fact, sources)), bodies[fact.entity]
        bounds[fact.id] = when._replace(
            start_min=max(when.start_min, body.start_min), end_max=min(when.end_max, body.end_max)
        )
    return bounds


def sums(asked: Asked, lines: Sequence[Line], facts: Sequence[Fact]) -> Iterator[Discrepancy]:
    """Yield the figures of wholes that are not the sum of those of their parts, where every part of a type has one.

    About-figures are let differ by half of their last place: about 3,200,000 is 3,150,000 to 3,250,000.
    """
    numbers: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        counted = fact.property in ("population", "count") and fact.number is not None
        if counted and not only_planned(fact) and certainty(fact.claims) in BORNE_OUT:
            numbers[fact.entity, fact.property, fact.unit or ""].append(fact)
    wholes = {entity for entity, *_ in numbers}
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.type in _PARTS and line.object in wholes and is_line_borne_out(line):
            parts[line.object].append(line)
    bodies = asked.store.bodies({line.subject for of_whole in parts.values() for line in of_whole} | set(parts))
    when = bounds_of(asked, [fact for figures in numbers.values() for fact in figures])
    for (whole, property_, unit), stated in sorted(numbers.items()):
        by_type: dict[str, list[Line]] = defaultdict(list)
        for line in parts.get(whole, ()):
            by_type[bodies[line.subject].type].append(line)
        for whole_figure in stated:
            for of_type in by_type.values():
                yield from _sum(asked, whole_figure, of_type, (property_, unit), numbers, when, bodies)


def _sum(
    asked: Asked,
    whole: Fact,
    parts: Sequence[Line],
    figure: tuple[str, str],
    numbers: Mapping[tuple[str, str, str], list[Fact]],
    when: Mapping[str, Bounds],
    bodies: Mapping[str, Body],
) -> Iterator[Discrepancy]:
    there = [line for line in parts if overlap([line, when[whole.id]], asked.view.day)]
    if len({line.subject for line in there}) < 2 or any(not is_single(bodies[x.subject]) for x in there):
        return
    of_parts = [numbers.get((part, *figure), []) for part in sorted({line.subject for line in there})]
    if any(len(facts) != 1 for facts in of_parts):
        return  # a part without a figure, or with two: nothing can be added up
    facts = [facts[0] for facts in of_parts]
    held = overlap([when[whole.id], *(when[fact.id] for fact in facts), *there], asked.view.day)
    total = sum(fact.number or 0 for fact in facts)
    if held is None or abs(total - (whole.number or 0)) <= sum(map(_tolerance, (whole, *facts))):
        return
    name = shown_name(bodies[whole.entity])
    words = f"{figure[1] or figure[0]} of {name} ({whole.number:,} of the whole, {total:,} of its {len(facts)} parts)"
    yield Discrepancy(SUMS, words, (*fact_rows(asked, [whole, *facts]), *line_rows(asked, there)), held)


def _tolerance(fact: Fact) -> float:
    """Return by how much a figure may be off: half of its last place where it is about, else nothing."""
    if not fact.approximately or not fact.number:
        return 0
    digits = (
        f"{abs(fact.number):f}".rstrip("0").rstrip(".") if isinstance(fact.number, float) else str(abs(fact.number))
    )
    if "." in digits:
        return 0.5 * 10.0 ** -len(digits.partition(".")[2])
    return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))


def chairs(asked: Asked, lines: Sequence[Line]) -> Iterator[Discrepancy]:
    """Yield the bodies with two in the chair at one time, of one kind: two persons, two posts, two organisations.

    Who holds the post that chairs is in the chair by both lines. Joint chairs that sources call so are none.
    """
    holders: dict[str, list[Line]] = defaultdict(list)
    seats: dict[str, list[tuple[str, tuple[Line, ...]]]] = defaultdict(list)
    for line in lines:
        if line.type == "holdsPost" and is_line_borne_out(line):
            holders[line.object].append(line)
    for line in lines:
        if line.family in ("membership", "leadership") and is_line_borne_out(line) and _in_the_chair(line):
            seats[line.object].append((line.subject, (line,)))
            seats[line.object] += [(held.subject, (held, line)) for held in holders.get(line.subject, ())]
    several = {body: in_chair for body, in_chair in seats.items() if len({who for who, _ in in_chair}) > 1}
    bodies = asked.store.bodies({who for in_chair in several.values() for who, _ in in_chair} | set(several))
    for body, in_chair in sorted(several.items()):
        pairs = set[tuple[str, ...]]()
        for (left, first), (right, second) in combinations(sorted(in_chair, key=lambda seat: len(seat[1])), 2):
            pair = tuple(sorted((left, right)))
            held = overlap([*first, *second], asked.view.day)
            if left == right or held is None or pair in pairs:
                continue
            if holder_kind(asked.ontology, bodies[left].type) != holder_kind(asked.ontology, bodies[right].type):
                continue
            pairs.add(pair)
            words = f"{shown_name(bodies[body])} ({listed(sorted(shown_name(bodies[who]) for who in pair))})"
            rows = line_rows(asked, list(dict.fromkeys((*first, *second))), "down")
            yield Discrepancy(CHAIRS, words, rows, held)


def _in_the_chair(line: Line) -> bool:
    """Return whether a line puts somebody in the chair who does not share it with others in the words of a source."""
    return presides(line) and not presides_with_others(line)

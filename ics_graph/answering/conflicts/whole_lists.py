"""Whole lists of one body that differ, and what a whole list lacks that another source states of the same day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.conflicts.figures import Discrepancy
from ics_graph.answering.lists import listed
from ics_graph.answering.rows import line_rows
from ics_graph.answering.scope import Scope
from ics_graph.dates import Span, in_words
from ics_graph.spells import history
from ics_graph.stores.rows import EVERYTHING, Line, relation_id
from ics_graph.validity import all_witnesses
from ics_graph.whole_lists import WholeLists, direction_of

LISTS = "Whole lists that differ"
LACKING = "A whole list lacks what another source states of its day"


def whole_lists(asked: Asked, scope: Scope) -> Iterator[Discrepancy]:
    """Yield the whole lists in a scope that differ from the one before, and those that another source contradicts.

    On a day these are the lists between which it lies.
    """
    complete = asked.store.complete(scope.ids)
    if not complete:
        return
    at = {whole.entity for whole in complete}
    families = sorted({whole.family for whole in complete})
    lines = {line.id: line for way in ("up", "down") for line in asked.store.lines(at, way, families, EVERYTHING)}
    relations = {line.record.id: line.record for line in lines.values()}
    bodies = asked.store.bodies(at | {end for r in relations.values() for end in (r.subject, r.object)})
    sources = asked.store.sources()
    lists = WholeLists(complete, relations.values(), bodies, sources, asked.ontology)
    for (entity, family), before, after in lists.successive():
        if not _is_between(asked.view.as_of, before.when, after.when):
            continue
        alone = [(one, lists.alone((entity, family), one, other)) for one, other in ((before, after), (after, before))]
        if not any(ends for _, ends in alone):
            continue
        rows = []
        parts = []
        for one, ends in alone:
            place = f"{sources[one.claim.source].title}, {_day(one.when)}"
            cited = [relation.id for end in ends for relation in one.by_end[end]]
            of_list = line_rows(asked, _lines_of(list(lines.values()), cited, one.when), direction_of(family))
            rows += [
                replace(row, note="; ".join(filter(None, (row.note, f"on the list of {place}")))) for row in of_list
            ]
            names = listed(sorted(shown_name(bodies[end]) for end in ends))
            parts.append(f"{place}: {f'alone has {names}' if ends else 'has nobody that the other lacks'}")
        label = asked.ontology.families[family].label
        words = f"{label} of {shown_name(bodies[entity])} ({'; '.join(parts)})"
        yield Discrepancy(LISTS, words, tuple(rows), "yes")
    for relation in relations.values():
        lacking = lists.lacking(relation)
        seen = all_witnesses(relation, sources)
        against = history(relation.since, relation.until, seen, [one.when for one in lacking]).against
        for one in lacking:
            if one.when in against and _is_between(asked.view.as_of, one.when, one.when):
                place = f"{sources[one.claim.source].title}, {_day(one.when)}"
                rows = list(line_rows(asked, _lines_of(list(lines.values()), [relation.id], one.when)))
                label = asked.ontology.relations[relation.type].label
                ends_in_words = f"{shown_name(bodies[relation.subject])} {label} {shown_name(bodies[relation.object])}"
                yield Discrepancy(LACKING, f"{ends_in_words} (not on the whole list of {place})", tuple(rows), "yes")


def _is_between(day: date | None, first: Span, last: Span) -> bool:
    return day is None or first.first <= day <= last.last


def _lines_of(lines: Sequence[Line], relations: Collection[str], when: Span) -> list[Line]:
    """Return the spells of relations that may hold when a list was made."""
    first, last = when.first.isoformat(), when.last.isoformat()
    return [
        line
        for line in sorted(lines)
        if relation_id(line.id) in relations and line.start_min <= last and first <= line.end_max
    ]


def _day(when: Span) -> str:
    first, last = in_words(when.first), in_words(when.last)
    return first if first == last else f"between {first} and {last}"

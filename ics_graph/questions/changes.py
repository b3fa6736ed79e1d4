"""What changed between two days: bodies, lines, events and codes, with what dates leave open told apart.

The answer has one part for each kind of change, each with what is sure before what may be, and first of all the
balance of the bodies by type. A part lists no more than a person reads; all are counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from ics_graph.answering.answer import Answer, Verdict, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import is_ended_by_list
from ics_graph.answering.changes import balance
from ics_graph.answering.changes.events import when_happened
from ics_graph.answering.changes.parts import ChangeParts
from ics_graph.answering.changes.transfers import Transfers, transfers_of, when_began, when_ended
from ics_graph.answering.grammar import singular
from ics_graph.answering.horizon import not_known_after
from ics_graph.answering.lists import as_headline, listed, upper
from ics_graph.answering.lookup import Name, type_named
from ics_graph.answering.registry import question
from ics_graph.answering.scope import WITHIN, Scope, scope_of
from ics_graph.answering.spells import kinds_in_words
from ics_graph.dates import in_words
from ics_graph.day_words import When, when_of
from ics_graph.errors import InvalidValue
from ics_graph.stores.rows import Body, View, ends, last_seen

_COUNT = re.compile(
    r"(?P<number>[\d,]+(?: more)?) (?P<noun>.+?) (?P<were>was |were |may have (?:been )?)?"
    r"(?P<how>(?:established|abolished|began|begun|ended|planned|took)\b.*)"
)
"""How a count of a kind of change is worded."""
_BALANCE_WITHIN = (
    "The counts are of the bodies that belong to {system}, their predecessors and their successors. They leave out "
    "bodies that joined or left it without being established or abolished."
)


@question(
    "time",
    "changes 2020-03-31 2020-04-01 --type ClinicalCommissioningGroup",
    dated=False,
    first="a day; of a month or year its first",
    last="a later day; of a month or year its last",
    within=WITHIN,
    type="keep bodies and lines of one type of the ontology",
    limit="the most to list of each kind of change; all are counted",
    ways=(
        "what changed",
        "which {type} changed",
        "what change",
        "what {type} change",
        "what be different",
        "what (difference|change) [there]",
        "what change (in|for|at|to|of) {within}",
        "what new [in] {within}",
        "what {type} (open|close|merge|begin|end|create|abolish|establish|form)",
        "what (open|close|merge|begin|end|create|abolish|establish) [in] [{within}]",
        "what {type} (open|close|merge|begin|end) [in] {within}",
        "what happen [in] {within} -> between",
        "what happen to {within} -> between",
        "what happen",
        "what happen (to|with) {type}",
        "what (different|new) (about|for|with|among) {type}",
        "what change (among|amongst|for|in|with|about) {type}",
        "what {type} (merge|close|open|abolish|create|establish|start|end|replace)",
        "what {type} set up",
        "what {type} (merge|close|abolish|end|open) (or|and) [what] (set up|create|establish|open|merge|close|abolish)",
        "what {type} (create|establish|open) (or|and) [what] (merge|close|abolish)",
        "change (in|to|of|at|for) {within}",
        "change",
        "[what] (merger|closure) [take place|happen]",
    ),
)
def changes(
    asked: Asked, first: str, last: str, within: Name | None = None, type: str | None = None, limit: int = 100
) -> Answer:
    """What existed on one day and not on a later one, and the other way round: bodies, lines and events between.

    First comes the balance of the bodies by type. Those of the first day, with those established and without those
    abolished, are those of the last. Where dates and events do not agree, the answer says so. Then come events, bodies,
    lines that moved to another body, that lost an end or doubled, memberships, other lines, and codes.

    Only dates that sources state count as changes: what is undated is on neither list. What a date only leaves open,
    and what is only planned for these days, are told apart.
    """
    start, end = _when(first).first, _when(last).last
    if start >= end:
        raise InvalidValue(f"the second day must be later than the first, and {last} is not later than {first}")
    first, last = start.isoformat(), end.isoformat()
    scope = scope_of(asked, within, over_time=True)
    type = type_named(asked.ontology, type) if type else None
    every = [kind.name for kind in asked.ontology.types.values() if not kind.abstract]
    kinds = asked.ontology.kinds_of(type) if type else every
    bodies = [
        body
        for body in asked.store.of_types(kinds, ever=True)
        if scope.has(body.id) and not body.planned
        # Where no type is asked for, a body counts though no source says of what kind it then was.
        if type is None or _of_between(body, kinds, start, end)
    ]
    ids = {body.id for body in bodies} if type else None
    events = [event for event in asked.store.events(scope.ids) if when_happened(event, start, end) != "not"]
    events = [e for e in events if ids is None or any(part.entity in ids for part in e.participants)]
    surely_between = [event for event in events if when_happened(event, start, end) == "surely"]
    always = kinds if type and not within else ()
    balances, caveats = balance.balanced(asked, bodies, surely_between, first, last, always)
    balances = [row for row in balances if row.type in kinds]
    if turned := [body for body in bodies if body.kinds and body.types_on(start) != body.types_on(end)]:
        for body in turned:
            changed = f"{upper(the(shown_name(body)))} changed its type, or may have"
            caveats += [f"{changed}: {kinds_in_words(asked.ontology, body)}."] if body.record.kinds else []
    if balances and within:
        system = the(shown_name(scope.body)) if scope.body else "it"
        caveats.append(_BALANCE_WITHIN.format(system=system))

    parts = ChangeParts(asked, limit, asked.ontology.types[type].label if type else "body")
    parts.events(events, {event.id for event in events} - {event.id for event in surely_between})
    parts.bodies(bodies, first, last, surely_between)
    parts.lines(_lines(asked, scope, ids, first, last), first, last)
    everybody = asked.store.of_types(every) if type or within else bodies
    parts.codes(everybody, {body.id for body in bodies}, first, last)

    period, firm = f"between {in_words(start)} and {in_words(end)}", verdict_of(tuple(parts.sure), stated_none=False)
    counts = [*parts.counts, *parts.counts_of_lines, *parts.counts_beside]
    clauses = [f"{period}, no source dates a change{scope.words}"]
    if counts and any(row.heading != "planned" for row in parts.sure):
        clauses = _in_words(parts, period, scope)
    elif counts:
        clauses = [f"{period}, no source says for sure that anything{scope.words} changed", *counts]
    verdict: Verdict = firm if firm == "answered" or not parts.rows else "only-tentative"
    # What no source saw, none can date: after the last day on which any of the bodies was seen, silence says nothing.
    reaches = max(filter(None, map(last_seen, bodies)), default=None)
    if reaches is not None and reaches < last:
        if reaches <= first and not parts.sure:
            verdict = "beyond-sources"
            clauses = [f"what changed is {not_known_after(reaches)}, the last date in the sources"]
            clauses += [f"in the sources, {period}, {listed(counts)}"] if counts else []
        else:
            caveats.append(f"What changed after {in_words(reaches)} is not known: no source saw any of it later.")
    top = as_headline(*clauses)
    parameters = {"first": first, "last": last, **scope.parameters, **({"type": type} if type else {})}
    rows = (*balances, *parts.rows)
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        reaches=reaches,
        rows=rows,
        caveats=(*top.notes, *caveats, *parts.caveats, *parts.note_on_limit()),
    )


def _in_words(parts: ChangeParts, period: str, scope: Scope) -> list[str]:
    """Return what changed in sentences: bodies in the first, relationships or events in the second, then the rest.

    A sentence has no more than two counts; events come last where bodies changed, as they say the same of them.
    """
    bodies = [count for count in parts.counts if "event" not in count]
    events = [count for count in parts.counts if "event" in count]
    of_lines = list(parts.counts_of_lines)
    groups = [pair for counts in (bodies, of_lines, events) for pair in _in_pairs(counts)]
    clauses = [*map(_without_noun_twice, groups), *parts.counts_beside]
    return [scope.named(f"{period}, {clauses[0]}"), *clauses[1:]]


def _in_pairs(counts: Sequence[str]) -> list[list[str]]:
    return [list(counts[start : start + 2]) for start in range(0, len(counts), 2)]


def _without_noun_twice(counts: Sequence[str]) -> str:
    """Return counts in one clause, their noun once: "18 groups were established and 74 abolished"."""
    if len(counts) == 2:
        first, second = (_COUNT.match(count) for count in counts)
        same = (
            first and second and singular(first["noun"]) == singular(second["noun"]) and first["were"] == second["were"]
        )
        if first and second and same:
            return f"{counts[0]} and {second['number']} {second['how']}"
        if first and second and singular(first["noun"]) == singular(second["noun"]):
            return f"{counts[0]} and {second['number']} {second['were'] or ''}{second['how']}"
    return listed(list(counts))


def _of_between(body: Body, kinds: Collection[str], start: date, end: date) -> bool:
    """Return whether a body was or may have been of one of these types at some time from one day to another."""
    if not body.kinds:
        return body.type in kinds
    return any(
        kind.type in kinds and kind.when.start_min <= end and kind.when.end_max >= start for kind in body.dated_kinds
    )


def _lines(asked: Asked, scope: Scope, ids: set[str] | None, first: str, last: str) -> Transfers:
    """Return how the lines turned that a source states; of those that did not, not even the dates are read."""
    stated = [
        line
        for line in asked.store.lines(None, "up", list(asked.ontology.families), View(rules=False))
        if scope.touches(line) and (ids is None or line.subject in ids or line.object in ids)
    ]
    touched = [
        line for line in stated if when_began(line, first, last) != "not" or when_ended(line, first, last) != "not"
    ]
    bodies = asked.store.bodies(ends(touched))
    names = {id_: body.name for id_, body in bodies.items()}
    by_list = {line.id for line in touched if is_ended_by_list(line, bodies)}
    return transfers_of(touched, names, first, last, by_list, beside=stated)


def _when(text: str) -> When:
    try:
        return when_of(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from error

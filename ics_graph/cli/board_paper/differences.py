"""Where sources differ, and what is decided or planned and when: a sentence or a row for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ics_graph.answering.answer import Row
from ics_graph.answering.grammar import to_be, verb
from ics_graph.answering.lists import listed
from ics_graph.answering.traversal import line_status
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.text import Span, Text, row, text_of
from ics_graph.cli.board_paper.words import capital, quoted
from ics_graph.dates import in_words
from ics_graph.questions.decisions_taken import amiss

_DIFFER = "Sources differ"


class Difference(NamedTuple):
    """A thing on which sources differ: what of which body, and the sentence that puts all of it side by side."""

    of: str
    relation: str
    text: Text


def differences(material: Material) -> list[Difference]:
    """Return each thing on which sources differ, with every value and its source."""
    groups: dict[tuple[str | None, ...], list[Row]] = {}
    for differing in material.ask("conflicts", within=material.system.id).rows:
        key: tuple[str | None, ...] = (differing.group, differing.of, differing.relation)
        if differing.depth:
            # Bodies that a source names stand under the number that it gives.
            key = next((k for k in reversed(groups) if k[:2] == key[:2]), key)
        groups.setdefault(key, []).append(differing)
    return [_difference(material, group or _DIFFER, rows) for (group, *_), rows in groups.items()]


def _difference(material: Material, group: str, rows: list[Row]) -> Difference:
    first, *others = rows
    of = first.of_name or first.name
    if first.value and others and not any(other.value for other in others):
        number = material.notes.of(first.sources)
        start = Span(f"A source counts {first.value} of {of}", number)
        names = [other.name for other in others]
        text = Text(
            (start, Span(f" and names {len(names)}: {listed(names)}", material.notes.of_rows(others)), Span("."))
        )
        return Difference(of, f"number of {first.value.split(' ', 1)[-1]}", text)
    words = f"{group} on the {first.relation} of {of}: " if group == _DIFFER else f"{group}: {first.relation} of {of}: "
    spans = [Span(words)]
    for number_of_row, differing in enumerate(rows):
        words = quoted(differing.value) if differing.value else differing.name
        spans.append(Span(f"{'; ' if number_of_row else ''}{words}", material.notes.of(differing.sources)))
    return Difference(of, first.relation, Text((*spans, Span("."))))


def decisions_and_plans(material: Material) -> list[tuple[Text, ...]]:
    """Return a row for each decision, change and plan: when, and what.

    Decisions that lack a power or a quorum come first. Dated ones follow in the order of their days, then those of no
    date, then what was over before the day asked about.
    """
    day = material.asked.view.day or ""

    def place(pair: tuple[str | None, tuple[Text, ...]]) -> tuple[int, str]:
        when = pair[0]
        return (1, "") if when is None else (2 if when < day[: len(when)] else 0, when)

    decisions = [(decision, _decision(material, decision)) for decision in material.decisions]
    doubtful = [cells for decision, cells in decisions if amiss(decision)]
    others = [(decision.since, cells) for decision, cells in decisions if not amiss(decision)]
    return [*doubtful, *(cells for _, cells in sorted([*others, *_events(material)], key=place))]


def _decision(material: Material, decision: Row) -> tuple[Text, ...]:
    value = f", {decision.value}" if decision.value else ""
    lacks = f" ({'; '.join(amiss(decision))})" if amiss(decision) else ""
    return _row(material, decision, f"{capital(decision.relation)}{value}{lacks}", False)


def _events(material: Material) -> Iterator[tuple[str | None, tuple[Text, ...]]]:
    kinds = material.asked.ontology.schemes["event-kinds"]
    passing = {kinds[name].label for name in ("meeting", "consultation")}
    for event in material.events:
        planned = event.heading == "planned" or event.phase == "planned"
        if event.heading == "denied" or (event.relation in passing and not planned):
            continue
        words = capital(_of_event(material, event)).rstrip(".")
        yield event.since or event.until, _row(material, event, words, planned)
    # A vote or a decision that is planned is both an event and a line.
    of_events = {
        (subject.entity, object_.entity)
        for event in material.event_records.values()
        for subject in event.participants
        for object_ in event.participants
    }
    for line in material.lines:
        if line_status(line, material.asked.view) != "planned" or (line.subject, line.object) in of_events:
            continue
        (planned_line,) = material.rows([line])
        words = material.asked.ontology.relations[line.type].label
        words = planned_line.forward if line.family == "approvals" else to_be(words)
        text = f"{planned_line.of_name} {verb(words, planned_line.of_name or '')} "
        role = f" ({line.role})" if line.role else ""
        yield (
            planned_line.since or planned_line.until,
            _row(material, planned_line, f"{text}{planned_line.name}{role}", True),
        )


def _row(material: Material, cited: Row, words: str, planned: bool) -> tuple[Text, ...]:
    how = {"inferred": " (inferred)", "reported": " (reported)", "uncertain": " (with a question mark)"}
    sure = how.get(cited.certainty or "", "")
    text = f"{'Plan: ' if planned else ''}{words}{sure}."
    return row(_when(cited), text_of(text, material.notes.of(cited.sources)))


def _when(cited: Row) -> str:
    since, until = cited.since, cited.until
    if since and until and since != until:
        return f"Between {in_words(since)} and {in_words(until)}".replace(f" {until[:4]} and", " and")
    if since:
        return in_words(since)
    return f"By {in_words(until)}" if until else "Not dated"


def _of_event(material: Material, event: Row) -> str:
    """Return what happened: of a merger who merged into whom, else the event's own name."""
    record = material.event_records[event.record or ""]
    sides = {
        side: [part.entity for part in record.participants if part.side == side and part.part == "whole"]
        for side in ("original", "resulting")
    }
    whole = len(sides["original"]) + len(sides["resulting"]) == sum(x.side in sides for x in record.participants)
    if record.kind != "merger" or len(sides["original"]) < 2 or len(sides["resulting"]) != 1 or not whole:
        return event.name
    bodies = material.asked.store.bodies([*sides["original"], *sides["resulting"]])
    came = bodies[sides["resulting"][0]].name
    went = sorted(bodies[id_].name for id_ in sides["original"])
    return f"{listed(went, 4)} {'merge' if event.heading == 'planned' else 'merged'} into {came}"


def open_statements(material: Material) -> list[Row]:
    """Return what is said of bodies that is planned, foretold or put with a question mark, alike ones in one row."""
    merged: dict[tuple[object, ...], Row] = {}
    for statement in material.ask("uncertain", within=material.system.id).rows:
        if statement.group is not None or statement.depth or not statement.value or not statement.type:
            continue
        key = (
            statement.of,
            statement.relation,
            statement.heading,
            statement.certainty,
            statement.since,
            statement.until,
        )
        before = merged.get(key)
        if before is None:
            merged[key] = statement
        else:
            sources = tuple(dict.fromkeys((*before.sources, *statement.sources)))
            merged[key] = replace(before, value=f"{before.value}; {statement.value}", sources=sources)
    return list(merged.values())

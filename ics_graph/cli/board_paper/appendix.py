"""The appendix of the paper: bodies, seats, relationships, gaps, what page one has no room for, and numbered sources.

Alike rows stand together: who sits on one body in one way is one row, and so is all that stands in one line to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ics_graph.answering.answer import Row
from ics_graph.answering.horizon import past_sources
from ics_graph.answering.lists import listed, plural
from ics_graph.cli.board_paper.differences import open_statements
from ics_graph.cli.board_paper.front import NO_DENIAL, Rest
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.text import Block, Listing, Section, Span, Table, Text, row, table, text_of
from ics_graph.cli.board_paper.words import capital, how_sure
from ics_graph.stores.rows import Body, Line

_WITH_MEMBERS = ("Board", "Committee", "Group", "Forum", "ProgrammeBoard", "Collaboration")
"""Kinds of body of which it is told that no member is on record."""
_SEATS = ("membership", "leadership")
_ENDS = 60
"""How many names a row of relationships lists at most before it counts the rest."""


class _Group(NamedTuple):
    """What rows have in common that stand together."""

    near: str
    relation: str
    sure: str
    on_the_day: str
    note: str
    notes: tuple[int, ...]


def appendix(material: Material, rest: Rest) -> list[Section]:
    """Return the sections of the appendix but the sources."""
    sections = [
        Section("Bodies", tuple(_bodies(material))),
        Section("Seats: who sits on what, and who leads", tuple(_seats(material))),
        Section("Other relationships", tuple(_relationships(material))),
        Section("Gaps on record", tuple(_gaps(material))),
    ]
    if decisions := list(_who_may_decide(material)):
        sections.insert(2, Section("Who may decide", tuple(decisions)))
    if rest.differences:
        sections.append(
            Section(
                "Where else sources differ",
                (Listing(tuple(difference.text for difference in rest.differences)),),
            )
        )
    statements = _statements(material)
    if rest.dates or statements:
        table_of_dates = Table(("Date", "Decision or plan"), tuple(rest.dates), widths=(20, 80))
        blocks: list[Block] = [table_of_dates] if rest.dates else []
        sections.append(Section("More that is decided, planned, foretold or questioned", (*blocks, *statements)))
    return sections


def _who_may_decide(material: Material) -> Iterator[Block]:
    """Yield the functions of the system's bodies with who may decide each, those first that name nobody or several."""
    rights = material.asked.store.filed("rights", list(material.bodies), "body")
    for body in sorted({right.body for right in rights}):
        answer = material.ask("decision-map", body)
        rows = [
            row(
                decision.relation,
                decision.value or "",
                text_of(decision.name, material.notes.of(decision.sources)),
                decision.clause or capital(decision.group or ""),
            )
            for decision in answer.rows
        ]
        yield text_of(answer.headline)
        yield from table(("Function", "At which value", "Who may decide", "Row and clause"), rows, (26, 24, 28, 22))


def _bodies(material: Material) -> Iterator[Block]:
    """Yield all bodies by kind, and then those outside the system to which its relationships lead."""
    own = table(("Kind", "Bodies"), _by_kind(material, list(material.bodies.values())), (22, 78))
    yield from own
    ends = {end for line in material.lines for end in (line.subject, line.object)}
    ends |= material.shown.bodies.keys()
    outside = [material.everybody[id_] for id_ in ends if not material.scope.has(id_)]
    if outside:
        columns = ("Outside the system", "Bodies to which its relationships lead, or that the picture shows beside it")
        yield from table(columns, _by_kind(material, outside), (22, 78))


def _by_kind(material: Material, bodies: Sequence[Body]) -> list[tuple[Text, ...]]:
    kinds: dict[str, list[Body]] = defaultdict(list)
    for body in sorted(bodies, key=lambda body: (body.name.casefold(), body.id)):
        kinds[material.asked.label_of(body)].append(body)
    rows = []
    for kind, of_kind in sorted(kinds.items(), key=lambda item: item[0].casefold()):
        label = capital(plural(kind) if len(of_kind) > 1 else kind)
        rows.append(row(f"{label} ({len(of_kind)})" if len(of_kind) > 1 else label, _named(material, of_kind)))
    return rows


def _named(material: Material, bodies: Sequence[Body]) -> Text:
    """Return the names of bodies with their sources: once at the end where all have the same."""
    notes = [material.notes.of_claims(body.record.claims) for body in bodies]
    words = [f"{_with_words(material, body)}{'; ' if body is not bodies[-1] else ''}" for body in bodies]
    if len(set(notes)) == 1:
        return text_of("".join(words), notes[0])
    return Text(tuple(Span(name, numbers) for name, numbers in zip(words, notes, strict=True)))


def _with_words(material: Material, body: Body) -> str:
    """Return a body's name with a word where it is not simply there."""
    phase = material.shown.phase(body, material.asked.view.as_of)
    words = [{"shadow": "in shadow form"}.get(phase, phase)] if phase in ("planned", "shadow") else []
    words += {"stated": [], "uncertain": ["question mark in the source"]}.get(body.certainty, [body.certainty])
    words += ["only listed beside the system"] if body.id in material.scope.only_listed else []
    return f"{material.name(body.id)} ({', '.join(words)})" if words else material.name(body.id)


def _seats(material: Material) -> Iterator[Block]:
    lines = [line for line in material.lines if line.family in _SEATS]
    if lines:
        groups: dict[_Group, list[Row]] = defaultdict(list)
        for seat in _from_objects(material, lines):
            role = ", ".join(filter(None, (seat.role, seat.capacity)))
            relation = f"{seat.relation}: {role}" if role else seat.relation
            groups[_group(material, seat, relation)].append(seat)
        yield from _grouped(material, ("Body", "Seat", "Who"), groups, (20, 17, 32, 12, 7, 12))
    else:
        yield text_of("No source names a member, a leader or the holder of an office.")
    yield from _without_members(material)


def _without_members(material: Material) -> Iterator[Text]:
    """Yield the boards, partnerships and groups of which no member is on record, and of which that was not read."""
    kinds = {kind for root in _WITH_MEMBERS for kind in material.asked.ontology.kinds_of(root)}
    named = {line.object for line in material.lines if line.family == "membership"}
    unread = {gap.entity for gap, _ in material.gaps if gap.topic == "membership" and gap.reason == "not-read"}
    bodies = [id_ for id_, body in material.bodies.items() if body.type in kinds and id_ not in named]
    for words, ids in (
        ("Members not read, to be checked in the source", [id_ for id_ in bodies if id_ in unread]),
        ("Members not stated by any source", [id_ for id_ in bodies if id_ not in unread]),
    ):
        if ids:
            yield text_of(f"{words}: {'; '.join(material.names(ids))}.")


def _relationships(material: Material) -> Iterator[Block]:
    lines = [line for line in material.lines if line.family not in _SEATS]
    if not lines:
        yield text_of("No source states any.")
        return
    past = past_sources(material.lines, material.asked.view.day).strip()
    if past:
        yield text_of(past)
    groups: dict[_Group, list[Row]] = defaultdict(list)
    order = list(material.asked.ontology.families)
    by_type: dict[str, list[Line]] = defaultdict(list)
    by_law = [line for line in lines if line.certainty == "rule"]
    for line in sorted(lines, key=lambda line: order.index(line.family)):
        if line.certainty != "rule":
            by_type[line.type].append(line)
    for of_type in by_type.values():
        from_subject = len({line.subject for line in of_type}) <= len({line.object for line in of_type})
        rows = material.rows(of_type) if from_subject else _from_objects(material, of_type)
        for related in rows:
            role = f": {related.role}" if related.role else ""
            groups[_group(material, related, f"{related.relation}{role}")].append(related)
    for related in _by_law(material, by_law):
        groups[_group(material, related, related.relation)].append(related)
    yield from _grouped(material, ("Body", "Relationship", "Bodies"), groups, (18, 12, 35, 14, 8, 13))


def _by_law(material: Material, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield a row for all that the law lays down of two bodies: "assesses, may direct and receives reports from"."""
    rows_by_ends: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for related in _from_objects(material, lines):
        rows_by_ends[related.id, related.of].append(related)
    for first, *others in rows_by_ends.values():
        rows = [first, *others]
        cited = tuple(dict.fromkeys(citation for related in rows for citation in related.sources))
        yield replace(first, relation=listed([related.relation for related in rows]), sources=cited)


def _from_objects(material: Material, lines: Sequence[Line]) -> list[Row]:
    from ics_graph.answering.rows import line_rows

    return list(line_rows(material.asked, lines, "down"))


def _group(material: Material, related: Row, relation: str) -> _Group:
    notes, note = material.notes.of(related.sources), related.note or ""
    return _Group(related.of_name or "", relation, how_sure(related), related.holds or "", note, notes)


def _grouped(
    material: Material, titles: tuple[str, str, str], groups: dict[_Group, list[Row]], widths: Sequence[int]
) -> list[Block]:
    rows = [
        row(
            group.near,
            group.relation,
            _ends(group, rows),
            group.sure,
            group.on_the_day,
            material.notes.places(cited for of_group in rows for cited in of_group.sources),
        )
        for group, rows in groups.items()
    ]
    columns = (*titles, "How sure", "On the day", "Sources")
    return table(columns, rows, widths, once=("How sure", "On the day"))


def _ends(group: _Group, rows: Sequence[Row]) -> str:
    names = listed(list(dict.fromkeys(of_group.name for of_group in rows)), _ENDS)
    return f"{names} – {group.note}" if group.note else names


def _gaps(material: Material) -> Iterator[Block]:
    if not material.gaps:
        yield text_of("No gap is on record.")
        return
    yield text_of(f"What the sources were read for and do not say. {NO_DENIAL}")
    groups: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for gap, gap_row in material.gaps:
        reason = "" if gap.reason == "not-stated" else f"{capital(gap.reason.replace('-', ' '))}. "
        groups[gap_row.relation, reason, gap.note or "", material.notes.places(gap_row.sources)].append(gap_row.name)
    # What the same bodies lack in the same way is one row, whatever it is on.
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (topic, *way), names in groups.items():
        alike[(*way, listed(list(dict.fromkeys(names)), _ENDS))].append(topic)
    rows = [
        row(capital(", ".join(topics)), names, f"{reason}{capital(note)}", sources)
        for (reason, note, sources, names), topics in sorted(alike.items(), key=lambda item: item[1])
    ]
    yield from table(("On what", "Of", "Why, or what is open", "Sources"), rows, (11, 40, 35, 14))


def _statements(material: Material) -> list[Block]:
    rows = [
        row(
            statement.of_name or statement.name,
            f"{statement.relation}: {statement.value}",
            how_sure(statement),
            statement.holds or "",
            material.notes.places(statement.sources),
        )
        for statement in open_statements(material)
    ]
    if not rows:
        return []
    return table(
        ("Body", "Statement", "How sure", "On the day", "Sources"), rows, (20, 44, 13, 8, 15), once=("On the day",)
    )

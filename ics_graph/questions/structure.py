"""What systems and bodies consist of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, chain
from ics_graph.answering.headlines import MARKS, Words, places_cited
from ics_graph.answering.lists import MOST_NAMES, firsts, listed, sentence
from ics_graph.answering.lookup import Name
from ics_graph.answering.registry import question
from ics_graph.answering.relation_clauses import named
from ics_graph.answering.rows import fact_rows, in_time, line_rows

_MOST_OF_FUNCTIONS = 20


@question(
    "structure",
    'structure "North East and North Cumbria ICS"',
    body="the system or body",
    up="what it is a part of, instead of what it consists of",
    limit="the most paths to list",
    ways=(
        "what does {body} consist of",
        "what is {body} part of -> up",
        "what {body} (consist of|make up of|comprise|contain|include|compose of)",
        "what (make up|form|compose) {body}",
        "[what] (part|component|structure|sub-group|subgroup|constituent) (of|in|within) {body}",
        "[what] {body} (part|structure|component)",
        "how {body} (structure|organise|make up|set up|build)",
        "of what {body} (consist|compose|make up)",
        "what (group|committee|board) {body} (contain|include)",
        "what under {body}",
        "what sit (under|beneath|below) {body}",
        "what {body} [a] part of -> up",
        "of what {body} [a] part -> up",
        "what {kind} {body} [a] part of -> up",
        "what {body} (belong to as part|come under|sit under|fall under) -> up",
        "what above {body} -> up",
        "(at|on) what level [is] {body} -> up",
    ),
)
def structure(asked: Asked, body: Name, up: bool = False, limit: int = 100) -> Answer:
    """What a system or body consists of, level by level, and who says so (or, with ``up``, what it is a part of).

    Being a part says nothing of accountability, nor of membership.
    """
    if up:
        words = Words(
            "of what {body} {is a part}",
            "",
            "a source denies that {body} {is} part of {others}",
            "{body} {is} part of nothing",
        )
        return chain(asked, body, "structure", "up", words, limit)
    words = Words(
        "what {body} {consists} of",
        "",
        "a source denies that {others} {they is} part of {body}",
        "{body} {has} no parts",
    )
    return chain(asked, body, "structure", "down", words, limit)


@question(
    "structure",
    'coverage "South Integrated Care Partnership"',
    body="the body or area",
    ways=(
        "which areas does {body} cover",
        "who covers {body}",
        "what (area|place|council area|territory) {body} (cover|serve|have|span)",
        "what (patch|geography|footprint|region) {body} (cover|serve|have|span)",
        "what {body} (serve|span)",
        "[what] (area|place|territory|patch|geography|footprint|coverage) (of|for|cover by|serve by) {body}",
        "what {body} cover",
        "who cover {body}",
        "who {body} cover",
        "by who {body} cover",
        "what {kind} cover {body}",
        "where {body} (operate|work)",
        "in what {kind} {body} lie",
        "what {body} [the] (area|footprint|geography|coverage)",
        "which {kind} for {body}",
        "what (area|local authority|council|place) cover by {body}",
    ),
)
def coverage(asked: Asked, body: Name) -> Answer:
    """Which areas and people a body is for, and which bodies an area is covered by. Geography is not membership.

    Where a body covers nothing itself, what its parts cover is told beside.
    """
    words = Words(
        "which area {body} {covers}, or what {one covers} {them}",
        "",
        "a source denies that {body} {covers} or {is} covered by {others}",
        "{body} {covers} nothing",
    )
    answer = both_ways(asked, body, "coverage", words)
    return replace(answer, caveats=(*answer.caveats, *_through_parts(asked, answer)))


def _through_parts(asked: Asked, answer: Answer) -> list[str]:
    """Return a sentence on the areas that the parts of a body cover, where no line says that it covers one itself."""
    start = answer.parameters["body"]
    if any(row.of == start and row.upward and row.heading == "in effect" for row in answer.rows):
        return []
    hops = asked.store.closure(start, "down", ("structure",), asked.view)
    unsure = {hop.line.subject for hop in hops if hop.line.certainty not in ("stated", "reported")}
    parts = {hop.line.subject for hop in hops} - {start}
    rows = line_rows(asked, asked.store.lines(parts, "up", ["coverage"], asked.view))
    by_part: dict[str, list[Row]] = {}
    for row in rows:
        if row.heading == "in effect":
            by_part.setdefault(row.of or "", []).append(row)
    areas = []
    for part, covered in by_part.items():
        inferred = " (a part by inference only)" if part in unsure else ""
        areas.append(sentence(f"its part {the(covered[0].of_name or '')}{inferred} covers {listed(named(covered))}"))
    return areas


@question(
    "structure",
    'commissioning "Region (ICS CNE) level"',
    body="the body, level, service or provider",
    ways=(
        "what does {body} commission",
        "who provides {body}",
        "who (commission|provide|deliver|buy|purchase|run service) {body}",
        "what [service] {body} (commission|provide|deliver|buy|purchase|offer)",
        "[what] service (of|from|commission by|provide by|deliver by) {body}",
        "[what] {body} service",
        "by who {body} (commission|provide|deliver)",
        "{body} (commission|provide|deliver) by who",
        "what (commission|provide) (at|by) {body}",
        "what commissioning (of|by|for) {body}",
        "[what] commissioning [of|by] {body}",
    ),
)
def commissioning(asked: Asked, body: Name) -> Answer:
    """What a body or level commissions or provides, and who commissions or provides it.

    What a source gives as its function is told beside: to have a function is not always to commission.
    """
    words = Words(
        "what {body} {commissions} or {provides}, or who {one does} so for {them}",
        "",
        "a source denies that there {one is} commissioning between {body} and {others}",
        "{body} {commissions} nothing",
    )
    answer = both_ways(asked, body, "commissioning", words)
    start = asked.store.bodies([answer.parameters["body"]])[answer.parameters["body"]]
    tasks, _ = in_time(fact_rows(asked, [f for f in asked.store.facts([start.id]) if f.property == "function"], start))
    return replace(answer, caveats=(*answer.caveats, *_functions(tasks)))


def _functions(tasks: Sequence[Row]) -> list[str]:
    """Return what sources give as functions, those of one place together, and what is noted of how they are read."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for row in tasks:
        noted = "; ".join(dict.fromkeys(cited.note for cited in row.sources if cited.note))
        by_place.setdefault((places_cited([row]), noted), []).append(f"'{row.value}'{MARKS.get(row.heading, '')}")
    notes = []
    for (places, noted), values in by_place.items():
        functions = "a function" if len(values) == 1 else f"{len(values):,} functions"
        who = "who commissions or provides it" if len(values) == 1 else "who commissions or provides them"
        texts = [f"A source gives {functions} and does not say {who}."]
        rest = list(values)
        while rest:
            some = firsts(rest, _MOST_OF_FUNCTIONS)
            number = sum(value in some for value in rest[:MOST_NAMES])
            texts.append(f"{_these(number, len(values), len(rest))} {some}.")
            rest = rest[number:]
        texts += [sentence(part) for part in noted.split("; ")] if noted else []
        notes.append(" ".join([*texts, f"Source: {places}."]))
    return notes


def _these(number: int, of: int, left: int) -> str:
    """Return how a sentence begins that names some of several: the first, more, or the last of them."""
    if left < of:
        last = "The other is" if left == 1 else f"The other {left:,} are"
        return last if number == left else "More are"
    return "It is" if of == 1 else "They are" if number == of else "The first are"

"""What systems and bodies consist of."""

from __future__ import annotations

from dataclasses import replace

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.chains import both_ways, chain
from ics_graph.answering.headlines import Words, named, places_cited
from ics_graph.answering.lists import listed, sentence
from ics_graph.answering.lookup import Name
from ics_graph.answering.registry import question
from ics_graph.answering.rows import fact_rows, in_time, line_rows


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
        "which area {body} {covers}, or what covers {them}",
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
        areas.append(f"{covered[0].of_name}{inferred}: {listed(named(covered))}")
    return [f"Its part covers an area: {area}." for area in areas]


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
        "what {body} {commissions} or {provides}, or who does so for {them}",
        "",
        "a source denies that there is commissioning between {body} and {others}",
        "{body} {commissions} nothing",
    )
    answer = both_ways(asked, body, "commissioning", words)
    start = asked.store.bodies([answer.parameters["body"]])[answer.parameters["body"]]
    tasks, _ = in_time(fact_rows(asked, [f for f in asked.store.facts([start.id]) if f.property == "function"], start))
    caveats = [
        f"A {row.relation}, not stated as commissioning or providing: {row.value}"
        f"{f' ({row.heading})' if row.heading != 'in effect' else ''}. "
        f"Source: {places_cited([row])}. {sentence(_how(row))}"
        for row in tasks
    ]
    return replace(answer, caveats=(*answer.caveats, *caveats))


def _how(row: Row) -> str:
    """Return how well a fact is known, with what its claims note: that one reading competes with another."""
    return ": ".join(dict.fromkeys(filter(None, [row.certainty, *(cited.note for cited in row.sources)])))

"""Reporting lines, and the ways from one body to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Path, firm, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.caveats import caveats_of
from ics_graph.answering.chains import both_ways, chain
from ics_graph.answering.headlines import Words
from ics_graph.answering.lists import as_headline, be, counted, listed, on_day
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.registry import question
from ics_graph.answering.traversal import traverse
from ics_graph.errors import InvalidValue, UnknownWord

_MOST_IN_CHAIN = 2
ROUTE_FAMILIES = ("accountability", "reporting", "membership", "structure", "support")
"""The families that a route follows where none is named."""


@question(
    "reporting",
    'reports-to "ICS Management Group"',
    body="the body or post that reports",
    limit="the most paths to list",
    ways=(
        "who does {body} report to",
        "to whom does {body} report",
        "who {body} report [in] to",
        "to who {body} report",
        "who {body} report into",
        "where {body} report [to]",
        "[what] reporting line (of|for|from) {body}",
        "[what] {body} reporting line",
        "who {body} escalate to",
        "to who {body} escalate",
    ),
)
def reports_to(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """To whom a body or post reports, directly and through others, and who says so.

    Only reporting lines count: supporting a post, or feeding into a body, is not reporting to it.
    """
    words = Words(
        "who {body} {reports} to",
        "{body} {reports} to {others}",
        "a source denies that {body} {reports} to {others}",
        "{body} {reports} to nobody",
    )
    return chain(asked, body, "reporting", "up", words, limit)


@question(
    "reporting",
    'reporting-into "North West London ICS"',
    body="the body or post that receives reports",
    limit="the most paths to list",
    ways=(
        "who reports to {body}",
        "which groups report into {body}",
        "who report [in] (to|into) {body}",
        "who escalate to {body}",
        "who {body} receive report from",
    ),
)
def reporting_into(asked: Asked, body: Name, limit: int = 20) -> Answer:
    """Who reports to a body or post, directly and through others, and who says so.

    Only reporting lines count; what feeds into or supports the body is told by 'support'.
    """
    words = Words(
        "who {one reports} to {body}",
        "{others} {they reports} to {body}",
        "a source denies that {others} {they reports} to {body}",
        "nobody {one reports} to {body}",
    )
    return chain(asked, body, "reporting", "down", words, limit)


@question(
    "reporting",
    'support "ICS Management Group"',
    body="the body or post",
    ways=(
        "whom does {body} support",
        "who works with {body}",
        "who {body} (support|feed into|feed|work with|engage with|negotiate with|help)",
        "who (support|feed into|feed|work with|engage with|negotiate with|work alongside) {body}",
        "what {body} (support|feed into|engage with)",
        "with who {body} (work|engage|negotiate)",
        "who (support|consult) by {body}",
        "into what {body} feed",
    ),
)
def support(asked: Asked, body: Name) -> Answer:
    """Whom a body supports, feeds into, works with or negotiates with, and the other way round.

    None of these is a line of accountability or reporting.
    """
    words = Words(
        "what {body} {supports}, {feeds} into or {works} with",
        "",
        "a source denies that {body} {supports} or {works} with {others}",
        "{body} {supports} nothing",
    )
    answer = both_ways(asked, body, "support", words)
    warning = "The sources word this as support or joint work. They do not word it as accountability or reporting."
    return replace(answer, caveats=(*answer.caveats, warning)) if answer.rows else answer


@question(
    "reporting",
    'route "Mental Health workstream" "North East and North Cumbria ICS"',
    start="the body to start from",
    goal="the body to come to",
    family="a family of lines to follow, such as coverage (may be repeated; default: accountability, reporting, "
    "membership, structure and support)",
    limit="the most routes to list",
    ways=(
        "how is {start} connected to {goal}",
        "is {start} part of {goal} -> family=structure",
        "how {start} (connect|link|relate|tie|lead|join) (to|with) {goal}",
        "how (get|go) from {start} to {goal}",
        "how {start} (get|go|come) to {goal}",
        "[what] (route|way|path) [there] (from|between) {start} (to|and) {goal}",
        "[what] (chain|link|connection|relationship) [there] (from|between) {start} (to|and) {goal}",
        "how {start} and {goal} (connect|link|relate|tie|join)",
        "what [the] (link|connect) {start} (to|with|and) {goal}",
        "{start} accountable to {goal} -> family=accountability",
        "{start} report to {goal} -> family=reporting",
        "{start} (member of|sit on) {goal} -> family=membership",
        "{start} part of {goal} -> family=structure",
    ),
)
def route(asked: Asked, start: Name, goal: Name, family: tuple[str, ...] = (), limit: int = 5) -> Answer:
    """How one body leads to another along chosen families of lines, the shortest way first.

    Lines are followed upward: from the part to the whole, the member to the body, the reporter to the one reported to.
    For coverage they lead from a body to the area that it covers; an area is a goal, and no coverage leads on from it.
    Where nothing leads from the first to the second, the way back is tried and said to be the way back.
    """
    first, last = body_named(asked.store, start, asked.view.as_of), body_named(asked.store, goal, asked.view.as_of)
    if first.id == last.id:
        raise InvalidValue(f"start and goal are the same body, {first.name}")
    families = family or ROUTE_FAMILIES
    for word in families:
        if word not in asked.ontology.families:
            raise UnknownWord(f"there is no family '{word}'; there are {', '.join(asked.ontology.families)}")
    begin, end, back = first, last, False
    gathered = traverse(asked, begin, "up", families, deep=True)
    paths, more = gathered.paths(limit, goals={end.id})
    if not paths:
        other = traverse(asked, last, "up", families, deep=True)
        ways, others = other.paths(limit, goals={first.id})
        if ways:
            gathered, paths, more, begin, end, back = other, ways, others, last, first, True
    rows = tuple({step.record: step for way in paths for step in way.steps}.values())
    # A way is as sure as its weakest line, so one inferred hop makes the whole of it tentative.
    verdict = verdict_of(rows, stated_none=False)
    if paths and not any(all(firm(step) for step in way.steps) for way in paths):
        verdict = "only-tentative"
    caveats = caveats_of(asked, gathered, rows) if rows else []
    caveats += [f"There are more routes than the {limit} listed. To list more, raise --limit."] if more else []
    unfollowed = [name for name in asked.ontology.families if name not in families]
    rest = (
        f" It does not follow {listed(unfollowed, 20)}. To follow these, add --family."
        if unfollowed and not paths
        else ""
    )
    caveats.append(f"This answer looks only at relationships of {listed(list(families), 10)}.{rest}")
    if not paths and "coverage" in families:
        caveats.append(
            "Coverage leads from a body to an area and not on; 'ics-graph ask coverage' of the area says by whom."
        )
    first_clause, *others_of_them = _in_words(paths, more, shown_name(begin), shown_name(end), back)
    top = as_headline(f"{on_day(asked.view.as_of)}{first_clause}", *others_of_them)
    return Answer(
        parameters={"start": first.id, "goal": last.id, "family": ",".join(families)},
        headline=top.text,
        verdict=verdict,
        rows=rows,
        paths=paths,
        caveats=(*top.notes, *caveats),
        excluded=gathered.excluded() if not paths else (),
    )


def _in_words(paths: Sequence[Path], more: bool, begin: str, end: str, back: bool) -> list[str]:
    """Return the first of the paths as a sentence, ``back`` where it is the other way round, or that there is none."""
    if not paths:
        return [f"no relationship of the kinds followed leads from {the(begin)} up to {the(end)}, or back"]
    steps = paths[0].steps
    through = [the(step.name) for step in steps[:-1]]
    by_way_of = f", through {listed(through, _MOST_IN_CHAIN)}" if through else ""
    turn = [f"no way leads from {the(end)} to {the(begin)}"] if back else []
    number = f"{len(steps):,} relationships link" if len(steps) > 1 else "one relationship links"
    return [*turn, f"{number} {the(begin)} to {the(end)}{by_way_of}", _as_short(paths, more)]


def _as_short(ways: Sequence[Path], more: bool) -> str:
    """Return how many ways through other bodies are as short as the first; where there are more, more may be."""
    short = [tuple(step.id for step in way.steps) for way in ways if len(way.steps) == len(ways[0].steps)]
    others, least = len(set(short)) - 1, "at least " if more and len(short) == len(ways) else ""
    if not others:
        return "another way may be as short" if least else ""
    return f"{least}{counted(others, 'other way')} {be(others)} as short"

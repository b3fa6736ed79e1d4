"""What is open, missing or in dispute: for whoever has to sign an answer off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ics_graph.answering.answer import Answer, Row, Verdict, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.conflicts.dependents import dependents
from ics_graph.answering.grammar import subject_and_verb
from ics_graph.answering.lists import MOST_NAMES, be, briefly, counted, firsts, is_short, listed, sentence, sentences
from ics_graph.answering.lookup import Name
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_rows, cited_in, event_rows, fact_rows, gap_rows, line_rows, source_in_words
from ics_graph.answering.scope import NAMED, SOURCE, WITHIN, Scope, scope_of
from ics_graph.errors import InvalidValue
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line

_MOST_COUNTS = 2
"""How many counts a sentence has at most."""
_BOTH: tuple[Direction, Direction] = ("up", "down")


@question(
    "assurance",
    'gaps --within "H&F ICP"',
    within=WITHIN,
    source=SOURCE,
    ways=(
        "what is missing about {within}",
        "what do we not know about {within}",
        "what (miss|not know|unknown|not state|not say|not record) [about|of|for|in|on] {within}",
        "what (gap|hole) [there] [in|for|about|of] [record|data|evidence] [of|for|on|about] {within}",
        "what (gap|hole) [there] [in] [record|data]",
        "what not (know|state|say|tell|record) about {within}",
        "what (source|record|document|you) not (say|state|tell|know) (about|of|on) {within}",
        "what we not know (about|of|on) {within}",
        "(gap|miss information) (in|for|of|on|about) {within}",
        "what (information|detail) miss [about|for|on|from] [{within}]",
        "what on record as miss",
        "what miss",
        "[what] gap",
        "what not know [from (source|document)]",
        "what (not state|unstated)",
        "what (source|document) (not say|leave open)",
    ),
)
def gaps(asked: Asked, within: Name | None = None, source: str | None = None) -> Answer:
    """What is on record as missing: of which body, on what, why, and which source shows that it is not said.

    A gap is written down by whoever read the sources. What is not listed here may be missing from the sources too.
    """
    scope = scope_of(asked, within)
    rows = tuple(cited_in(asked, gap_rows(asked, asked.store.gaps(scope.ids)), source))
    # "Other" says least of what is missing, however often it is.
    by_number = sorted(Counter(row.relation for row in rows).most_common(), key=lambda topic: topic[0] == "other")
    topics = [f"{topic} ({number:,})" for topic, number in by_number]
    text = f"this data has no gap on record{scope.for_it}{source_in_words(asked, source)}"
    these = ""
    if rows:
        text = f"this data has {counted(len(rows), 'gap')} on record{scope.for_it}{source_in_words(asked, source)}"
        most = "the topics include" if len(topics) > MOST_NAMES else "the topics are"
        one = f"all are on one topic, '{rows[0].relation}'" if len(rows) > 1 else f"the topic is '{rows[0].relation}'"
        these = f"{most} {listed(topics[:MOST_NAMES])}" if len(topics) > 1 else one
    caveats = ("A gap means that the sources are silent, or that a part of them was not read. It is not a denial.",)
    verdict: Verdict = "answered" if rows else "not-stated"
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    return Answer(
        parameters=parameters,
        headline=sentences(text, these),
        verdict=verdict,
        rows=rows,
        caveats=caveats if rows else (),
    )


@question(
    "assurance",
    'uncertain --within "North East and North Cumbria ICS" --only questions',
    within=WITHIN,
    source=SOURCE,
    only="one kind: questions (a question mark or 'to be confirmed' in the source), planned, or shadow",
    ways=(
        "what is uncertain about {within}",
        "which parts of {within} have a question mark -> only=questions",
        "what (uncertain|unsure|unclear|doubtful) [about|in|for|of] [{within}]",
        "what (tentative|not certain|not sure|unconfirmed) [about|in|for|of] [{within}]",
        "what uncertainty [there] [about|in|for] [{within}]",
        "how (certain|sure) (about|of) {within}",
        "what (element|thing|part|body) (of|in) {within} [carry|have|bear] question mark -> only=questions",
        "what (carry|have|bear) question mark -> only=questions",
        "what (carry|have|bear) question mark [in|for] {within} -> only=questions",
        "what [element|thing|part] [of|in] {source} (carry|have|bear) question mark [or tbc] -> only=questions",
        "what (to be confirmed|tbc) [in|for] {within} -> only=questions",
        "what [only] (plan|propose|intend) (in|at|within|by) {within} -> only=planned",
        "what only (plan|propose) -> only=planned",
        "what (plan|propose) [overall] -> only=planned",
        "what in shadow [form] [in|at] [{within}] -> only=shadow",
        "what shadow (body|arrangement|form) [in] [{within}] -> only=shadow",
        "[what] shadow body -> only=shadow",
    ),
)
def uncertain(asked: Asked, within: Name | None = None, source: str | None = None, only: str | None = None) -> Answer:
    """Everything that a source marks with a question mark, plans or proposes, or calls a shadow of what is to come.

    After it come lines that are stated firmly, but of a body that is itself only planned or questioned. Then come
    bodies that sources place only under such bodies. These bear no verdict. What somebody is reported to say of the
    future is told apart: a forecast or an assurance is no plan.
    """
    kinds = {"questions": "uncertain", "planned": "planned", "shadow": "shadow"}
    if only is not None and only not in kinds:
        raise InvalidValue(f"'{only}' is none of {', '.join(kinds)}")
    scope = scope_of(asked, within)
    bodies, lines = _bodies_of(asked, scope), lines_of(asked, scope)
    rows = cited_in(asked, _open(asked, scope, bodies, lines), source)
    if only is not None:
        rows = [row for row in rows if kinds[only] in (row.heading, row.phase)]
    roots = {body.id: body for body in bodies if _heading(body) and only in (None, _heading(body))}
    hanging = cited_in(asked, dependents(asked, roots, lines), source) if roots else []
    rows.sort(key=lambda row: ("in effect", "uncertain", "planned").index(row.heading))
    questioned = [row for row in rows if row.heading == "uncertain"]
    forecast = asked.ontology.properties["statement"].label
    planned = [row for row in rows if row.heading == "planned" and row.relation != forecast]
    said = [row for row in rows if row.heading == "planned" and row.relation == forecast]
    shadow = [row for row in rows if row.heading == "in effect"]
    kinds_of_open = [
        (what, list(dict.fromkeys(map(_short, listed_rows))))
        for what, listed_rows in (
            ("marked by sources with a question mark", questioned),
            ("in shadow form", shadow),
            ("planned or proposed", planned),
            ("statements about the future", said),
        )
        if listed_rows
    ]
    among_them, counts_beside = "", list[str]()
    of_what = f"{scope.for_it}{source_in_words(asked, source)}"
    text = f"no source plans anything or marks it with a question mark{of_what}"
    if kinds_of_open:
        (first, names), *rest = kinds_of_open
        number = sum(len(entries) for _, entries in kinds_of_open)
        counts = [f"{len(entries):,} {be(len(entries))} {what}" for what, entries in kinds_of_open]
        counts = [count.replace("1 is statements", "1 is a statement") for count in counts]
        counts = [re.sub(r"^([\d,]+) (?:is|are) marked by sources", r"sources mark \1", count) for count in counts]
        if rest:
            text = f"{counted(number, 'entry')}{of_what} {be(number)} not settled"
            among_them, counts_beside = listed(counts[:_MOST_COUNTS]), counts[_MOST_COUNTS:]
        else:
            text = f"{counted(number, 'entry')}{of_what} {be(number)} {first}"
            if first.startswith("marked by "):
                text = f"sources mark {counted(number, 'entry')}{of_what} with a question mark"
            among_them = f"{'it is' if number == 1 else 'they include'} {firsts(names, 20)}"
            among_them = among_them if is_short(among_them) else ""
    parameters = {**scope.parameters, **{k: v for k, v in (("source", source), ("only", only)) if v}}
    verdict = verdict_of(tuple(rows), stated_none=False)
    return Answer(
        parameters=parameters,
        headline=sentences(text, among_them),
        verdict=verdict,
        rows=(*rows, *hanging),
        caveats=(
            *(sentence(re.sub(r"^([\d,]+) ", r"\1 more ", count)) for count in counts_beside),
            *((sentence(_hanging(hanging)),) if hanging else ()),
        ),
    )


def _hanging(rows: Sequence[Row]) -> str:
    """Return how many lines and bodies depend on what is open."""
    lines = len({row.record for row in rows if row.record})
    placed = [row.name for row in rows if not row.record]
    parts = [counted(lines, "relationship")] if lines else []
    parts += [f"the place of {briefly(placed)}"] if placed else []
    return f"{' and '.join(parts)} {'depends' if lines + len(placed) == 1 else 'depend'} on these entries"


def _heading(body: Body) -> str | None:
    """Return as what kind a body is open, by the word that narrows the answer to it; None where it is not."""
    if body.certainty == "uncertain":
        return "questions"
    return "planned" if body.planned else None


def _bodies_of(asked: Asked, scope: Scope) -> list[Body]:
    if scope.ids is not None:
        return list(asked.store.bodies(scope.ids).values())
    return asked.store.of_types([kind.name for kind in asked.ontology.types.values() if not kind.abstract])


def _open(asked: Asked, scope: Scope, bodies: Sequence[Body], lines: Sequence[Line]) -> list[Row]:
    store = asked.store
    open_ = [body for body in bodies if body.planned or body.certainty == "uncertain" or body.has_phase("shadow")]
    rows = body_rows(asked, open_)
    rows += line_rows(asked, [line for line in lines if _is_open(line)])
    rows += fact_rows(asked, store.facts(scope.ids))
    rows += event_rows(asked, store.events(scope.ids))
    return [row for row in rows if row.heading in ("planned", "uncertain") or row.phase == "shadow"]


def lines_of(asked: Asked, scope: Scope) -> list[Line]:
    """Return all lines of a scope, in every family: one end in it is enough, save for what only the law says."""
    families = list(asked.ontology.families)
    if scope.ids is None:
        return asked.store.lines(None, "up", families, EVERYTHING)
    both = {
        line.id: line
        for direction in _BOTH
        for line in asked.store.lines(scope.ids, direction, families, NAMED)
        if line.certainty != "rule" or (scope.has(line.subject) and scope.has(line.object))
    }
    return sorted(both.values())


def _is_open(line: Line) -> bool:
    return line.planned or line.certainty == "uncertain" or line.plan_from is not None or line.has_phase("shadow")


def _short(row: Row) -> str:
    if row.record is None or row.of is None:
        return the(row.name)
    if row.depth:
        return f"'{subject_and_verb(row.of_name or '', row.relation)} {row.name}'"
    if row.value and row.of_name and row.since is None:
        return f"the {row.relation} of {the(row.of_name)}: '{row.value.partition(' (')[0]}'"
    return f"'{row.value.partition(' (')[0]}'" if row.value else the(row.name)

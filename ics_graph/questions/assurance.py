"""What is open, missing or in dispute: for whoever has to sign an answer off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ics_graph.questions.answer import Answer, Row, Verdict, counted, listed, verdict_of
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name
from ics_graph.questions.records import body_row, cited_in, event_rows, fact_rows, gap_rows, line_rows
from ics_graph.questions.registry import question
from ics_graph.questions.scope import NAMED, Scope
from ics_graph.questions.wording import sentence
from ics_graph.stores.rows import EVERYTHING, Direction, Line

_WITHIN = "only what belongs to this system or body (default: all)"
_BOTH: tuple[Direction, Direction] = ("up", "down")
_SOURCE = "only what this source says: its id, or words of its title"


@question("assurance", 'gaps --within "H&F ICP"', within=_WITHIN, source=_SOURCE)
def gaps(asked: Asked, within: Name | None = None, source: str | None = None) -> Answer:
    """What is on record as missing: of which body, on what, why, and which source shows that it is not said.

    A gap is written down by whoever read the sources; what is not listed here may still be said by nobody.
    """
    scope = Scope(asked, within)
    rows = tuple(cited_in(asked, gap_rows(asked, asked.store.gaps(scope.ids)), source))
    topics: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        topics[row.relation].append(row.name)
    told = "; ".join(f"{topic}: {listed(list(dict.fromkeys(names)), 4)}" for topic, names in topics.items())
    text = (
        f"{counted(len(rows), 'gap')} on record{scope.words} – {told}" if rows else f"no gap is on record{scope.words}"
    )
    said = ("A gap says that the sources read do not tell; it does not say that there is nothing to tell.",)
    verdict: Verdict = "answered" if rows else "not-stated"
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    return Answer("gaps", parameters, sentence(text), verdict, asked.view.as_of, rows, (), said if rows else ())


@question(
    "assurance",
    'uncertain --within "North East and North Cumbria ICS" --only questions',
    within=_WITHIN,
    source=_SOURCE,
    only="one kind: questions (a question mark or 'to be confirmed' in the source), planned, or shadow",
)
def uncertain(asked: Asked, within: Name | None = None, source: str | None = None, only: str | None = None) -> Answer:
    """Everything that a source puts with a question mark, plans or proposes, or calls a shadow of what is to come."""
    kinds = {"questions": "uncertain", "planned": "planned", "shadow": "shadow"}
    if only is not None and only not in kinds:
        raise ValueError(f"'{only}' is none of {', '.join(kinds)}")
    scope = Scope(asked, within)
    rows = cited_in(asked, _open(asked, scope), source)
    if only is not None:
        rows = [row for row in rows if kinds[only] in (row.heading, row.phase)]
    rows.sort(key=lambda row: ("in effect", "uncertain", "planned").index(row.heading))
    questioned = [row for row in rows if row.heading == "uncertain"]
    planned = [row for row in rows if row.heading == "planned"]
    shadow = [row for row in rows if row.heading == "in effect"]
    parts = [
        f"{what}: {listed(list(dict.fromkeys(map(_short, found))), 12)}"
        for what, found in (
            ("with a question mark in the source", questioned),
            ("in shadow form", shadow),
            ("planned or proposed", planned),
        )
        if found
    ]
    text = f"{'; '.join(parts)}" if parts else f"no source plans anything or puts it with a question mark{scope.words}"
    parameters = {**scope.parameters, **{k: v for k, v in (("source", source), ("only", only)) if v}}
    verdict = verdict_of(tuple(rows), stated_none=False)
    return Answer("uncertain", parameters, sentence(text), verdict, asked.view.as_of, tuple(rows))


def _open(asked: Asked, scope: Scope) -> list[Row]:
    store = asked.store
    kinds = [kind.name for kind in asked.ontology.types.values() if not kind.abstract]
    bodies = list(store.bodies(scope.ids).values()) if scope.ids is not None else store.of_types(kinds)
    named = [body_row(asked, body) for body in bodies if body.planned or body.certainty == "uncertain" or _shadow(body)]
    rows = [row for row in named if row is not None]
    rows += line_rows(asked, [line for line in _lines(asked, scope) if _is_open(line)])
    rows += fact_rows(asked, store.facts(scope.ids))
    rows += event_rows(asked, store.events(scope.ids))
    return [row for row in rows if row.heading in ("planned", "uncertain") or row.phase == "shadow"]


def _lines(asked: Asked, scope: Scope) -> list[Line]:
    families = list(asked.ontology.families)
    if scope.ids is None:
        return asked.store.lines(None, "up", families, EVERYTHING)
    both = {
        line.id: line
        for direction in _BOTH
        for line in asked.store.lines(scope.ids, direction, families, NAMED)
        if scope.has(line.subject) and scope.has(line.object)
    }
    return sorted(both.values())


def _is_open(line: Line) -> bool:
    return line.planned or line.certainty == "uncertain" or line.plan_from is not None or '"shadow"' in line.doc


def _shadow(body: object) -> bool:
    return '"shadow"' in getattr(body, "doc", "")


def _short(row: Row) -> str:
    if row.line is None or row.of is None:
        return row.name
    if row.depth:
        return f"{row.of_name} {row.relation} {row.name}"
    return (row.value or "").partition(" (")[0] if row.value else row.name


@question("assurance", "conflicts", within=_WITHIN, source=_SOURCE)
def conflicts(asked: Asked, within: Name | None = None, source: str | None = None) -> Answer:
    """What sources differ on, side by side: disputed lines, and facts of one body that cannot all be the case.

    Populations, counts, statuses and levels of one body differ where their values do; a sum of parts that is not the
    whole is told, too. None is thrown away, and none is called right.
    """
    scope = Scope(asked, within)
    lines = [line for line in _lines(asked, scope) if line.certainty == "disputed"]
    facts = asked.store.facts(scope.ids)
    several: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for fact, row in zip(facts, fact_rows(asked, facts), strict=True):
        if asked.ontology.properties[fact.property].single_valued:
            several[fact.entity, fact.property, fact.unit or ""].append(row)
    differing = [found for found in several.values() if len({row.value for row in found}) > 1]
    disputed = [row for row in fact_rows(asked, facts) if row.certainty == "disputed"]
    rows = [*line_rows(asked, lines), *(row for found in differing for row in found)]
    rows += [row for row in disputed if row.line not in {known.line for known in rows}]
    rows = cited_in(asked, rows, source)
    told = [f"{row.of_name} {row.relation} {row.name}" for row in rows if row.depth]
    told += [f"the {found[0].relation} of {found[0].name}" for found in differing if any(r in rows for r in found)]
    told += [f"the {row.relation} of {row.name}" for row in disputed if row in rows]
    if told:
        text = f"sources differ on {listed(list(dict.fromkeys(told)), 8)}"
    else:
        text = f"no two sources are on record as differing{scope.words}"
    verdict: Verdict = "answered" if rows else "not-stated"
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    said = _one_source(differing)
    return Answer("conflicts", parameters, sentence(text), verdict, asked.view.as_of, tuple(rows), (), tuple(said))


def _one_source(differing: Iterable[list[Row]]) -> list[str]:
    said = []
    for found in differing:
        titles = {cited.title for row in found for cited in row.sources}
        if len(titles) == 1:
            said.append(f"On the {found[0].relation} of {found[0].name} one source differs with itself.")
    return said

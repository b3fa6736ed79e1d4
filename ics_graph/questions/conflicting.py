"""What sources differ on, with one another or one with itself, and what can be read in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ics_graph.model import Claim, Fact
from ics_graph.ontology import Ontology
from ics_graph.questions.answer import Answer, Row, Verdict, listed
from ics_graph.questions.assurance import lines_of
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import Name
from ics_graph.questions.records import cited_in, event_rows, fact_rows, line_rows
from ics_graph.questions.registry import question
from ics_graph.questions.scope import NAMED, SOURCE, WITHIN, Scope
from ics_graph.questions.wording import sentence
from ics_graph.stores.rows import Body, Line, claims_of, fold

# How a part of a claim's note begins where the place, or another one, can be read otherwise.
_AGAINST = ("competes with", "against this")
_LOCAL = "area"


@question("assurance", "conflicts", within=WITHIN, source=SOURCE)
def conflicts(asked: Asked, within: Name | None = None, source: str | None = None) -> Answer:
    """What sources differ on, side by side: disputed lines, and facts of one body that cannot all be the case.

    Populations, counts, statuses and levels of one body differ where their values do. A source may differ with
    itself: where it counts more or fewer bodies of a kind than it names, or a note says of a reading that another
    stands against it. None is thrown away, and none is called right.
    """
    scope = Scope(asked, within)
    lines, facts = lines_of(asked, scope), asked.store.facts(scope.ids)
    known = fact_rows(asked, facts)
    several: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for fact, row in zip(facts, known, strict=True):
        if asked.ontology.properties[fact.property].single_valued:
            several[fact.entity, fact.property, fact.unit or ""].append(row)
    differing = [found for found in several.values() if len({row.value for row in found}) > 1]
    differ = list(line_rows(asked, [line for line in lines if line.certainty == "disputed"]))
    differ += [row for found in differing for row in found]
    differ += [row for row in known if row.certainty == "disputed"]
    differ = cited_in(asked, differ, source)
    counts = [count for count in _counts(asked, facts, known) if cited_in(asked, [count.row], source)]
    against = cited_in(asked, _against(asked, scope, lines, facts, known), source)
    rows = _once([*differ, *(row for count in counts for row in (count.row, *count.named)), *against])
    told = list(dict.fromkeys(map(_what, differ)))
    parts = [f"sources differ on {listed(told, 8)}"] if told else []
    parts += [f"a source counts otherwise than it names: {listed([one.words for one in counts])}"] if counts else []
    other = list(dict.fromkeys(_what(row) for row in against if row not in differ))
    parts += [f"another reading stands against what is read of {listed(other, 8)}"] if other else []
    text = "; ".join(parts) or f"no two sources are on record as differing{scope.words}"
    verdict: Verdict = "answered" if differ or counts else "only-tentative" if rows else "not-stated"
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    said = tuple(_one_source(differing))
    return Answer("conflicts", parameters, sentence(text), verdict, asked.view.as_of, rows, (), said)


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({row.line: row for row in rows}.values())


def _what(row: Row) -> str:
    """Return what a row is about: a line in words, or which property of which body."""
    if row.depth:
        return f"{row.of_name} {row.relation} {row.name}"
    return f"the {row.relation} of {row.name}" if row.of else row.name


def _one_source(differing: Iterable[list[Row]]) -> list[str]:
    said = []
    for found in differing:
        titles = {cited.title for row in found for cited in row.sources}
        if len(titles) == 1:
            said.append(f"On the {found[0].relation} of {found[0].name} one source differs with itself.")
    return said


@dataclass(frozen=True, slots=True)
class _Count:
    """That a source gives a number of a kind of members or areas, and names another number of them."""

    row: Row
    named: tuple[Row, ...]
    words: str


def _counts(asked: Asked, facts: Sequence[Fact], rows: Sequence[Row]) -> list[_Count]:
    """Return the counts that are not the number of members or areas of that kind which the same source names.

    Where it names none, it only does not name them; where it names several together without a number, none can be held
    against it.
    """
    counts = [
        (fact, row, kind, local)
        for fact, row in zip(facts, rows, strict=True)
        if fact.property == "count"
        and fact.number is not None
        and not fact.approximately
        and row.heading == "in effect"
        for kind, local in [_kind_counted(asked.ontology, fact.unit or "")]
        if kind
    ]
    ids = {fact.entity for fact, *_ in counts}
    members = asked.store.lines(ids, "down", ["membership"], NAMED) if ids else []
    areas = asked.store.lines(ids, "up", ["coverage"], NAMED) if ids else []
    bodies = asked.store.bodies({end for line in (*members, *areas) for end in (line.subject, line.object)})
    found = []
    for fact, row, kind, local in counts:
        cited = {claim.source for claim in fact.claims}
        ends = [(x.object, x) for x in areas if x.subject == fact.entity] if local else []
        ends += [] if local else [(x.subject, x) for x in members if x.object == fact.entity]
        named = {
            end: line for end, line in ends if bodies[end].type in asked.ontology.kinds_of(kind) and _says(line, cited)
        }
        number = _number([bodies[end] for end in named])
        if named and number is not None and number != fact.number:
            words = f"{fact.unit} of {row.of_name} ({fact.number:,} counted, {number:,} named)"
            found.append(_Count(row, line_rows(asked, list(named.values()), "up" if local else "down"), words))
    return found


def _kind_counted(ontology: Ontology, unit: str) -> tuple[str | None, bool]:
    """Return the type that a unit counts ("CCGs", "foundation trusts"), and whether their areas ("council areas")."""
    one = fold(unit).removesuffix("s")
    local = one.endswith(f" {_LOCAL}")
    one = one.removesuffix(f" {_LOCAL}")
    for kind in ontology.types.values():
        labels = {fold(kind.label), fold(kind.label).removeprefix("nhs "), fold(kind.abbreviation or kind.label)}
        if one in labels:
            return kind.name, local
    return None, local


def _says(line: Line, sources: Iterable[str]) -> bool:
    """Return whether one of these sources says a line: no plan, no question."""
    known = not line.planned and line.certainty in ("stated", "reported", "inferred", "disputed")
    return known and any(claim.source in sources for claim in claims_of(line))


def _number(bodies: Sequence[Body]) -> int | None:
    """Return how many these are, those that are several together with their number; None where it is not known."""
    counts = [1 if body.record.extent == "one" else body.record.count for body in bodies]
    return None if None in counts else sum(count or 0 for count in counts)


def _against(
    asked: Asked, scope: Scope, lines: Sequence[Line], facts: Sequence[Fact], rows: Sequence[Row]
) -> list[Row]:
    """Return the lines, facts and events of which a note says that another reading stands against them."""
    events = [event for event in asked.store.events(scope.ids) if _is_against(event.claims)]
    found = list(line_rows(asked, [line for line in lines if _is_against(claims_of(line))]))
    found += [row for fact, row in zip(facts, rows, strict=True) if _is_against(fact.claims)]
    return [*found, *event_rows(asked, events)]


def _is_against(claims: Iterable[Claim]) -> bool:
    notes = [part.strip().lower() for claim in claims for part in (claim.note or "").replace(". ", ";").split(";")]
    return any(part.startswith(_AGAINST) for part in notes)

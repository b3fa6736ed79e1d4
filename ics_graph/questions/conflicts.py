"""What sources differ on, with one another or one with itself, and what can be read in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.asked import Asked
from ics_graph.answering.conflicts.figures import CHAIRS, SUMS, Discrepancy, bounds_of, chairs, sums
from ics_graph.answering.conflicts.names import CODES, NAMES, NAMESAKES, codes, names, namesakes
from ics_graph.answering.lists import listed, sentence
from ics_graph.answering.lookup import Name
from ics_graph.answering.overlap import overlap
from ics_graph.answering.registry import question
from ics_graph.answering.rows import cited_in, event_rows, fact_rows, line_rows
from ics_graph.answering.scope import NAMED, SOURCE, WITHIN, Scope, scope_of
from ics_graph.model import Claim, Fact
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.questions.gaps import lines_of
from ics_graph.stores.rows import Body, Line, claims_of

# How a part of a claim's note begins where the place, or another one, can be read otherwise.
_AGAINST = ("competes with", "against this")
_LOCAL = "area"
_DIFFER = "Sources differ"
_COUNTED = "A source counts otherwise than it names"
_READ = "Another reading stands against it"
_GROUPS = (SUMS, CHAIRS, NAMESAKES, CODES, NAMES)


@question(
    "assurance",
    "conflicts",
    within=WITHIN,
    source=SOURCE,
    limit="the most to list of each kind; all are counted",
)
def conflicts(asked: Asked, within: Name | None = None, source: str | None = None, limit: int = 100) -> Answer:
    """What sources differ on, side by side: disputed lines, facts of one body that cannot all be the case, and more.

    Populations, counts, statuses and levels of one body differ where their values do, at a time that both may be of. A
    source may differ with itself: where it counts more or fewer bodies of a kind than it names, or a note says of a
    reading that another stands against it. None is thrown away, and none is called right.

    What no source denies may still not fit together: a whole that is not the sum of its parts, where each part has a
    figure; two in one chair at once; one name, or one code, for two bodies at once; and names of one body in different
    sources of which neither is a short form of the other.
    """
    scope = scope_of(asked, within)
    lines, facts = lines_of(asked, scope), asked.store.facts(scope.ids)
    known = fact_rows(asked, facts)
    differing = _differing(asked, facts, known)
    differ = list(line_rows(asked, [line for line in lines if line.certainty == "disputed"]))
    differ += [row for found in differing for row in found]
    differ += [row for row in known if row.certainty == "disputed"]
    differ = cited_in(asked, differ, source)
    counts = [count for count in _counts(asked, facts, known) if cited_in(asked, [count.row], source)]
    against = cited_in(asked, _against(asked, scope, lines, facts, known), source)
    odd = [one for one in _discrepancies(asked, scope, lines, facts) if cited_in(asked, one.rows, source)]
    named = [row for count in counts for row in (count.row, *count.named)]
    said = _one_source(differing)
    rows = [*_titled(differ, _DIFFER), *_titled(named, _COUNTED)]
    for group in dict.fromkeys(one.group for one in odd):
        found = [one for one in odd if one.group == group]
        rows += [row for one in found[:limit] for row in one.placed()]
        if len(found) > limit:
            said.append(f"Only {limit:,} of {len(found):,} are listed: {group[:1].lower()}{group[1:]} (--limit).")
    rows += _titled(against, _READ)
    told = list(dict.fromkeys(map(_what, differ)))
    parts = [f"sources differ on {listed(told, 8)}"] if told else []
    parts += [f"a source counts otherwise than it names: {listed([one.words for one in counts])}"] if counts else []
    for group in dict.fromkeys(one.group for one in odd):
        words = list(dict.fromkeys(f"{one.words}{_perhaps(one)}" for one in odd if one.group == group))
        parts.append(f"{group[:1].lower()}{group[1:]}: {listed(words, 4)}")
    other = list(dict.fromkeys(_what(row) for row in against if row not in differ))
    parts += [f"another reading stands against what is read of {listed(other, 8)}"] if other else []
    text = "; ".join(parts) or f"no two sources are on record as differing{scope.words}"
    sure = bool(differ or counts or any(one.when == "yes" for one in odd))
    verdict: Verdict = "answered" if sure else "only-tentative" if rows else "not-stated"
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    return Answer(
        parameters=parameters,
        headline=sentence(text),
        verdict=verdict,
        rows=_once(rows),
        caveats=tuple(said),
    )


def _differing(asked: Asked, facts: Sequence[Fact], rows: Sequence[Row]) -> list[list[Row]]:
    """Return the facts, by body and property, of which two have different values at a time that both may be of."""
    several: dict[tuple[str, str, str], list[tuple[Fact, Row]]] = defaultdict(list)
    for fact, row in zip(facts, rows, strict=True):
        if asked.ontology.properties[fact.property].single_valued:
            several[fact.entity, fact.property, fact.unit or ""].append((fact, row))
    several = {key: found for key, found in several.items() if len({row.value for _, row in found}) > 1}
    when = bounds_of(asked, [fact for found in several.values() for fact, _ in found])
    differing = []
    for found in several.values():
        odd = {
            fact.id
            for (one, first), (two, second) in combinations(found, 2)
            if first.value != second.value and overlap([when[one.id], when[two.id]], asked.view.day)
            for fact in (one, two)
        }
        differing += [[row for fact, row in found if fact.id in odd]] if odd else []
    return differing


def _discrepancies(asked: Asked, scope: Scope, lines: Sequence[Line], facts: Sequence[Fact]) -> list[Discrepancy]:
    """Return what does not fit together, each kind with what is sure before what may be."""
    kinds = [kind.name for kind in asked.ontology.types.values() if not kind.abstract]
    bodies = [body for body in asked.store.of_types(kinds) if scope.has(body.id)]
    found = [
        *sums(asked, lines, facts),
        *chairs(asked, lines),
        *namesakes(asked, bodies),
        *codes(asked, bodies),
        *names(asked, facts, bodies),
    ]
    return sorted(found, key=lambda one: (_GROUPS.index(one.group), one.when != "yes"))


def _perhaps(one: Discrepancy) -> str:
    return "" if one.when == "yes" else ", if at one time"


def _titled(rows: Iterable[Row], group: str) -> list[Row]:
    return [replace(row, group=group) for row in rows]


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({(row.record, None if row.record else row.id, row.group): row for row in rows}.values())


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
    counts = [1 if body.extent == "one" else body.record.count for body in bodies]
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

"""What sources differ on, with one another or one with itself, and what can be read in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.conflicts.figures import CHAIRS, SUMS, Discrepancy, bounds_of, chairs, sums
from ics_graph.answering.conflicts.names import CODES, NAMES, NAMESAKES, codes, names, namesakes
from ics_graph.answering.conflicts.whole_lists import LACKING, LISTS, whole_lists
from ics_graph.answering.grammar import subject_and_verb
from ics_graph.answering.lists import be, briefly, counted, is_short, only_listed, sentence, sentences
from ics_graph.answering.lookup import Name
from ics_graph.answering.overlap import overlap
from ics_graph.answering.registry import question
from ics_graph.answering.rows import cited_in, event_rows, fact_rows, line_rows, source_in_words
from ics_graph.answering.scope import NAMED, SOURCE, WITHIN, Scope, scope_of
from ics_graph.governance import is_borne_out, is_single
from ics_graph.model import Claim, Fact
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.questions.gaps import lines_of
from ics_graph.stores.rows import Body, Line, claims_of

# How a part of a claim's note begins where the place, or another one, can be read otherwise.
_AGAINST = ("competes with", "against this")
_LOCAL = "area"
_DIFFER = "Sources differ"
_COUNTED = "Where the number that a source gives and its names differ"
_TWO_WAYS = "Words that can be read in two ways"
_ABOUT = {
    _DIFFER: "sources disagree",
    _COUNTED: "a number does not match the names",
    _TWO_WAYS: "a source's words can be read in two ways",
    LISTS: "two whole lists differ",
    LACKING: "a whole list lacks whom a source names",
    SUMS: "a whole is not the sum of its parts",
    CHAIRS: "two people or bodies chair one body at once",
    NAMESAKES: "two bodies have one name",
    CODES: "two bodies have one code",
    NAMES: "sources use different names for one body",
}
"""What is the case in differences of each kind."""
_EACH = {
    _DIFFER: "sources differ on {}",
    _COUNTED: "{}",
    _TWO_WAYS: "the source's words on {} can be read in two ways",
    LISTS: "two whole lists differ: {}",
    LACKING: "a source names whom a whole list lacks: {}",
    SUMS: "the whole is not the sum of its parts: {}",
    CHAIRS: "sources give two chairs at once: {}",
    NAMESAKES: "two bodies have one name: {}",
    CODES: "two bodies share a code: {}",
    NAMES: "{}",
}
"""How one difference of each kind is worded."""
_PERHAPS = "; the sources may have used these at different times"
_MOST_KINDS = 2
"""How many kinds of differences a headline tells of."""
_READ = "Another reading stands against it"
_GROUPS = (LISTS, LACKING, SUMS, CHAIRS, NAMESAKES, CODES, NAMES)


@question(
    "assurance",
    "conflicts",
    within=WITHIN,
    source=SOURCE,
    limit="the most to list of each kind; all are counted",
    ways=(
        "where do the sources disagree",
        "what conflicts are there between sources",
        "[where|what] source (disagree|differ|conflict|contradict [each other]) [about|over] [{within}]",
        "[where|what] source (disagree|differ|conflict|contradict [one another]) [about|over] [{within}]",
        "where [the] source (disagree|differ|conflict) [about|on|over] [{within}]",
        "[what|where] (conflict|contradiction) [between source] [within|about|over|for] [{within}]",
        "[what|where] (disagreement) [between source] [within|about|over|for] [{within}]",
        "[what|where] (discrepancy|inconsistency) [between source] [within|about|over|for] [{within}]",
        "what source (disagree|differ) (on|about|over) {within}",
        "on what source (disagree|differ) [about|on|for] [{within}]",
        "what [fact] (dispute|contest)",
        "(source|document|paper) (disagree|differ|conflict|contradict) [each other|one another] [anywhere]",
        "(source|document|paper) (disagree|differ|conflict|contradict) [each other|one another] [anywhere] on {within}",
    ),
)
def conflicts(asked: Asked, within: Name | None = None, source: str | None = None, limit: int = 100) -> Answer:
    """What sources differ on, side by side: disputed lines, facts of one body that cannot all be the case, and more.

    Populations, counts, statuses and levels of one body differ where their values do, at a time that both may be of. A
    source may differ with itself. It may count more or fewer bodies of a kind than it names, or a note may record a
    second reading. None is thrown away, and none is called right.

    What no source denies may still not fit together. A whole may not be the sum of its parts, where each part has a
    figure. Two people may chair one body at once, or two bodies have one name or one code at once. Sources may give one
    body two names of which neither is a short form of the other. Two whole lists of one body differ where one lacks
    whom the other has. Where they are of different days, the body may have changed between them.
    """
    scope = scope_of(asked, within)
    lines, facts = lines_of(asked, scope), asked.store.facts(scope.ids)
    rows_of_facts = fact_rows(asked, facts)
    differing = _differing(asked, facts, rows_of_facts)
    differ = list(line_rows(asked, [line for line in lines if line.certainty == "disputed"]))
    differ += [row for side_by_side in differing for row in side_by_side]
    differ += [row for row in rows_of_facts if row.certainty == "disputed"]
    differ = cited_in(asked, differ, source)
    counts = [count for count in _counts(asked, facts, rows_of_facts) if cited_in(asked, [count.row], source)]
    against = cited_in(asked, _against(asked, scope, lines, facts, rows_of_facts), source)
    odd = [odds for odds in _discrepancies(asked, scope, lines, facts) if cited_in(asked, odds.rows, source)]
    named = [row for count in counts for row in (count.row, *count.named)]
    caveats = _one_source(differing)
    rows = [*_titled(differ, _DIFFER), *_titled(named, _COUNTED)]
    for group in dict.fromkeys(discrepancy.group for discrepancy in odd):
        of_group = [discrepancy for discrepancy in odd if discrepancy.group == group]
        rows += [row for discrepancy in of_group[:limit] for row in discrepancy.placed()]
        if len(of_group) > limit:
            caveats.append(only_listed(limit, len(of_group), f"differences: {group[:1].lower()}{group[1:]}"))
    rows += _titled(against, _READ)
    by_kind = _by_kind(differ, counts, odd, against)
    of_what = f"{scope.for_it}{source_in_words(asked, source)}"
    text = _in_words(by_kind, of_what) or sentence(f"no difference between sources is known{of_what}")
    if len(by_kind) > 1:
        caveats += [_one(kind, thing) for kind, things in by_kind.items() for thing in things[:limit]]
    sure = bool(differ or counts or any(discrepancy.when == "yes" for discrepancy in odd))
    verdict: Verdict = "answered" if sure else "only-tentative" if rows else "not-stated"
    return Answer(
        parameters={**scope.parameters, **({"source": source} if source else {})},
        headline=text,
        verdict=verdict,
        rows=_once(rows),
        caveats=tuple(caveats),
    )


def _by_kind(
    differ: Sequence[Row], counts: Sequence[_Count], odd: Sequence[Discrepancy], against: Sequence[Row]
) -> dict[str, list[str]]:
    """Return what sources differ on, what does not fit together and what is read in another way, each kind in words."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    by_kind[_DIFFER] += map(_what, differ)
    by_kind[_COUNTED] += (count.words for count in counts)
    for discrepancy in odd:
        by_kind[discrepancy.group].append(f"{discrepancy.words}{_perhaps(discrepancy)}")
    by_kind[_TWO_WAYS] += (_what(row) for row in against if row not in differ)
    return {kind: list(dict.fromkeys(things)) for kind, things in by_kind.items() if things}


def _in_words(by_kind: Mapping[str, list[str]], of_what: str) -> str:
    """Return the differences of one kind by name, and those of several by their number; no words for none."""
    if not by_kind:
        return ""
    number = sum(map(len, by_kind.values()))
    count = f"there {be(number)} {counted(number, 'difference')} in the sources{of_what}"
    if len(by_kind) == 1:
        ((kind, things),) = by_kind.items()
        if kind == _DIFFER:
            return sentences(count, _EACH[kind].format(briefly(things)))
        first = _EACH[kind].format(things[0].removesuffix(_PERHAPS))
        return sentences(count, first if is_short(first) else f"in {'it' if number == 1 else 'each'}, {_ABOUT[kind]}")
    by_number = sorted(by_kind.items(), key=lambda kind: -len(kind[1]))
    named = by_number if len(by_number) <= _MOST_KINDS else by_number[:_MOST_KINDS]
    numbers = [f"in {'one' if len(things) == 1 else f'{len(things):,}'}, {_ABOUT[kind]}" for kind, things in named]
    return sentences(count, ", and ".join(numbers))


def _one(kind: str, thing: str) -> str:
    """Return one difference as a note, and after it what dates leave open of it."""
    perhaps = _PERHAPS.removeprefix("; ") if thing.endswith(_PERHAPS) else ""
    return " ".join(filter(None, [sentence(_EACH[kind].format(thing.removesuffix(_PERHAPS))), sentence(perhaps)]))


def _differing(asked: Asked, facts: Sequence[Fact], rows: Sequence[Row]) -> list[list[Row]]:
    """Return the facts, by body and property, of which two have different values at a time that both may be of."""
    several: dict[tuple[str, str, str], list[tuple[Fact, Row]]] = defaultdict(list)
    for fact, row in zip(facts, rows, strict=True):
        if asked.ontology.properties[fact.property].single_valued:
            several[fact.entity, fact.property, fact.unit or ""].append((fact, row))
    several = {key: pairs for key, pairs in several.items() if len({row.value for _, row in pairs}) > 1}
    when = bounds_of(asked, [fact for pairs in several.values() for fact, _ in pairs])
    differing = []
    for pairs in several.values():
        odd = {
            fact.id
            for (left, left_row), (right, right_row) in combinations(pairs, 2)
            if left_row.value != right_row.value and overlap([when[left.id], when[right.id]], asked.view.day)
            for fact in (left, right)
        }
        differing += [[row for fact, row in pairs if fact.id in odd]] if odd else []
    return differing


def _discrepancies(asked: Asked, scope: Scope, lines: Sequence[Line], facts: Sequence[Fact]) -> list[Discrepancy]:
    """Return what does not fit together, each kind with what is sure before what may be."""
    kinds = [kind.name for kind in asked.ontology.types.values() if not kind.abstract]
    bodies = [body for body in asked.store.of_types(kinds) if scope.has(body.id)]
    discrepancies = [
        *sums(asked, lines, facts),
        *chairs(asked, lines),
        *namesakes(asked, bodies),
        *codes(asked, bodies),
        *names(asked, facts, bodies),
        *whole_lists(asked, scope),
    ]
    return sorted(discrepancies, key=lambda discrepancy: (_GROUPS.index(discrepancy.group), discrepancy.when != "yes"))


def _perhaps(discrepancy: Discrepancy) -> str:
    return "" if discrepancy.when == "yes" else _PERHAPS


def _titled(rows: Iterable[Row], group: str) -> list[Row]:
    return [replace(row, group=group) for row in rows]


def _once(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple({(row.record, None if row.record else row.id, row.group): row for row in rows}.values())


def _what(row: Row) -> str:
    """Return what a row is about: a line in words, or which property of which body."""
    if row.depth:
        return f"{subject_and_verb(row.of_name or '', row.relation)} {row.name}"
    return f"the {row.relation} of {the(row.name)}" if row.of else row.name


def _one_source(differing: Iterable[list[Row]]) -> list[str]:
    sentences_on = []
    for rows in differing:
        titles = {cited.title for row in rows for cited in row.sources}
        if len(titles) == 1:
            sentences_on.append(f"On the {rows[0].relation} of {the(rows[0].name)}, one source differs with itself.")
    return sentences_on


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
    differing = []
    for fact, row, kind, local in counts:
        cited = {claim.source for claim in fact.claims}
        ends = [(x.object, x) for x in areas if x.subject == fact.entity] if local else []
        ends += [] if local else [(x.subject, x) for x in members if x.object == fact.entity]
        named = {
            end: line for end, line in ends if bodies[end].type in asked.ontology.kinds_of(kind) and _says(line, cited)
        }
        number = _number([bodies[end] for end in named])
        if named and number is not None and number != fact.number:
            of_body = the(row.of_name or "")
            words = f"a source counts {fact.number:,} {fact.unit} in {of_body} and names {number:,}"
            differing.append(_Count(row, line_rows(asked, list(named.values()), "up" if local else "down"), words))
    return differing


def _kind_counted(ontology: Ontology, unit: str) -> tuple[str | None, bool]:
    """Return the type that a unit counts ("CCGs", "foundation trusts"), and whether their areas ("council areas")."""
    noun = fold(unit).removesuffix("s")
    local = noun.endswith(f" {_LOCAL}")
    noun = noun.removesuffix(f" {_LOCAL}")
    for kind in ontology.types.values():
        labels = {fold(kind.label), fold(kind.label).removeprefix("nhs "), fold(kind.abbreviation or kind.label)}
        if noun in labels:
            return kind.name, local
    return None, local


def _says(line: Line, sources: Iterable[str]) -> bool:
    """Return whether one of these sources says a line: no plan, no question."""
    return is_borne_out(line) and any(claim.source in sources for claim in claims_of(line))


def _number(bodies: Sequence[Body]) -> int | None:
    """Return how many these are, those that are several together with their number; None where it is not known."""
    counts = [1 if is_single(body) else body.record.count for body in bodies]
    return None if None in counts else sum(count or 0 for count in counts)


def _against(
    asked: Asked, scope: Scope, lines: Sequence[Line], facts: Sequence[Fact], rows: Sequence[Row]
) -> list[Row]:
    """Return the lines, facts and events of which a note says that another reading stands against them."""
    events = [event for event in asked.store.events(scope.ids) if _is_against(event.claims)]
    against = list(line_rows(asked, [line for line in lines if line.may_have_notes and _is_against(claims_of(line))]))
    against += [row for fact, row in zip(facts, rows, strict=True) if _is_against(fact.claims)]
    return [*against, *event_rows(asked, events)]


def _is_against(claims: Iterable[Claim]) -> bool:
    notes = [part.strip().lower() for claim in claims for part in (claim.note or "").replace(". ", ";").split(";")]
    return any(part.startswith(_AGAINST) for part in notes)

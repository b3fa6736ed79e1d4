"""How complete the record is: stated, recorded as missing, or unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ics_graph.answering.answer import Answer, Row, Verdict, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import Headline, as_headline, be, counted, listed, on_day, only_listed
from ics_graph.answering.lookup import Name, hinted, type_named
from ics_graph.answering.registry import question
from ics_graph.answering.scope import WITHIN, Scope, scope_of
from ics_graph.checks.context import Context
from ics_graph.checks.expectations import EXPECTATIONS, Coverage, Expectation, claims_behind, coverage_of
from ics_graph.errors import InvalidValue, UnknownWord
from ics_graph.parameters import Choice
from ics_graph.stores.rows import Body
from ics_graph.validation import closest

_BY = ("type", "system", "body")
_KINDS: tuple[Literal["relation", "reason", "unanswered"], ...] = ("relation", "reason", "unanswered")
_MOST_COUNTS = 2
"""How many counts a sentence has at most."""
_IN_WORDS = {
    "not-stated": "not stated in the sources",
    "not-read": "may be in parts that were not read",
    "vacant": "recorded as vacant",
    "not-published": "recorded as not published",
    "to-be-confirmed": "recorded as to be confirmed",
    "complete": "not in a whole list",
    "planned": "planned",
    "uncertain": "marked with a question mark",
    "denied": "denied by a source",
}

_NO_DENIAL = "A missing statement is not a denial."


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One thing that should be on record of one body, and what is."""

    body: Body
    expectation: Expectation
    coverage: Coverage


@question(
    "assurance",
    'stated --within "North East and North Cumbria ICS"',
    within=WITHIN,
    by=Choice("what the shares are given by, or every body by itself", _BY),
    only=Choice("with --by body, keep these", _KINDS),
    what="keep some of what should be on record: accountability, reporting, chair, members, owner, holder",
    type="keep bodies of one type of the ontology, such as FoundationTrust",
    limit="with --by body, the most to list; all are counted",
    ways=(
        "how complete is the record",
        "how much is stated",
        "how complete [record|data|picture]",
        "how complete [record|data|picture] [for|of|on] {within}",
        "how much [of what ought to] (state|say|record|know|cover) [for|of|about] [{within}]",
        "how much of what ought to [be] say [be] state",
        "[what] completeness (of|for) [data|record] [for|of|on] [{within}]",
        "how (full|good|well document) [record|data] [of|for|on] {within}",
        "what [share|proportion] of what ought to say (state|say)",
    ),
)
def stated(
    asked: Asked,
    within: Name | None = None,
    by: str = "type",
    only: str | None = None,
    what: tuple[str, ...] = (),
    type: str | None = None,
    limit: int = 500,
) -> Answer:
    """How complete the record of the bodies is: stated, recorded as missing, or unanswered.

    What is looked for follows from the type of a body. Examples are to whom it is accountable, who chairs it, who its
    members are, and who holds a post. Each has exactly one of three results: a relation, a reason why there is none, or
    nothing. A reason is a gap on record (such as vacant or not published), a plan, a question mark, a denial, or a
    whole list. The table of what is looked for, and why, is in docs/reference/checks.md.
    """
    if only is not None and by != "body":
        raise InvalidValue("--only goes with --by body: shares are of all three")
    type = type_named(asked.ontology, type) if type else None
    names = [_expectation_named(word) for word in what]
    expectations = [expectation for expectation in EXPECTATIONS if not what or expectation.name in names]
    scope = scope_of(asked, within)
    context = Context(asked, scope)
    judgements = _all(context, expectations, type)
    caveats = _details([judgement.coverage for judgement in judgements])
    caveats += [_NO_DENIAL] if judgements else []
    types = {kind for expectation in expectations for kind in expectation.types_in(asked.ontology)}
    caveats += filter(None, [context.aside(types & asked.ontology.kinds_of(type) if type else types)])
    if by == "body":
        kept = [judgement for judgement in judgements if only in (None, judgement.coverage.kind)]
        kept.sort(key=lambda judgement: -_KINDS.index(judgement.coverage.kind))
        rows = [_row(asked, judgement) for judgement in kept[:limit]]
        caveats += [only_listed(limit, len(kept))] if len(kept) > limit else []
    elif by == "type":
        rows = _by_type(asked, judgements)
    else:
        rows, more = _by_system(asked, scope, judgements)
        caveats += more
    looked_for = ",".join(expectation.name for expectation in expectations) if what else None
    named = {"by": by, "only": only, "what": looked_for, "type": type}
    verdict: Verdict = "answered" if judgements else "not-stated"
    top = _in_all(judgements, scope, on_day(asked.view.as_of))
    return Answer(
        parameters={**scope.parameters, **{key: value for key, value in named.items() if value}},
        headline=top.text,
        verdict=verdict,
        rows=tuple(rows),
        caveats=(*top.notes, *caveats),
    )


def _expectation_named(word: str) -> str:
    names = [expectation.name for expectation in EXPECTATIONS]
    if word not in names:
        hint = closest(word, names) or f"there are {', '.join(names)}"
        raise UnknownWord(hinted(f"'{word}' is nothing that is looked for", hint))
    return word


def _all(context: Context, expectations: Sequence[Expectation], type: str | None) -> list[_Judgement]:
    kinds = context.ontology.kinds_of(type) if type else None
    return [
        _Judgement(body, expectation, coverage_of(context, body, expectation))
        for expectation in expectations
        for body in context.judged(expectation.types_in(context.ontology))
        if kinds is None or context.is_of(body, kinds)
    ]


def _in_all(judgements: Sequence[_Judgement], scope: Scope, start: str) -> Headline:
    if not judgements:
        return as_headline(f"{start}there is no body{scope.words} of which any of this should be on record")
    total = len(judgements)
    kinds = Counter(judgement.coverage.kind for judgement in judgements)
    by_law = sum(judgement.coverage.how == "rule" for judgement in judgements)
    inferred = sum(
        judgement.coverage.kind == "relation" and judgement.coverage.how == "inferred" for judgement in judgements
    )
    stated = kinds["relation"] - by_law - inferred
    of_all = f"of {counted(total, 'statement')} that the record should hold{scope.words.replace(' of ', ' on ', 1)}"
    first = f"{start}{of_all}, sources make {f'{stated:,}' if stated else 'none'}"
    counts = [(kinds["reason"], "recorded as missing"), (kinds["unanswered"], "unanswered")]
    counts += [(by_law, "by law only"), (inferred, "inferred only")]
    others = [f"{number:,} {be(number)} {words}" for number, words in counts if number]
    rest = total - stated
    beside = others[_MOST_COUNTS:]
    others = others[:_MOST_COUNTS]
    # The table counts them as stated, and the sentence before does not.
    more = [f"of the {total:,} statements, {listed(beside)}, which the table counts as stated"] if beside else []
    of_the_others = f"of the other {rest:,}" if stated else "of these"
    of_the_rest = f"{of_the_others}, {listed(others)}"
    if rest == 1:
        of_the_rest = f"the other one {others[0].removeprefix('1 ')}"
    elif len(others) == 1:
        of_the_rest = f"all {'other ' if stated else ''}{others[0]}"
    return as_headline(first, *([of_the_rest, *more] if rest else []))


def _details(coverages: Sequence[Coverage]) -> list[str]:
    """Return a sentence on how many of the stated ones are only possible, and one on how the missing ones are recorded.

    On what the others rest, the headline says.
    """
    open_ = _open(coverages)
    details = [f"Of what is stated, {open_}."] if open_ else []
    reasons = Counter(coverage.how for coverage in coverages if coverage.kind == "reason")
    counts = [(reasons[how], words) for how, words in _IN_WORDS.items() if reasons[how]]
    number = reasons.total()
    if len(counts) == 1:
        ((_, words),) = counts
        return [
            *details,
            f"All {number:,} missing ones {_be(2, words)}." if number > 1 else f"The missing one {_be(1, words)}.",
        ]
    missing_as = [f"{each:,} {_be(each, words)}" for each, words in counts]
    of_them = [f"Of the {number:,} recorded as missing, {listed(missing_as[:_MOST_COUNTS])}."] if missing_as else []
    rest = [f"Of the others, {listed(missing_as[_MOST_COUNTS:])}."] if missing_as[_MOST_COUNTS:] else []
    return [*details, " ".join([*of_them, *rest])] if of_them else details


def _be(number: int, words: str) -> str:
    """Return a reason after its verb: what was not read may or may not say a thing."""
    return words if words.startswith("may ") else f"{be(number)} {words}"


def _of_relations(coverages: Sequence[Coverage]) -> str:
    held = [coverage for coverage in coverages if coverage.kind == "relation"]
    by_law = sum(coverage.how == "rule" for coverage in held)
    inferred = sum(coverage.how == "inferred" for coverage in held)
    details = [f"{by_law:,} by law alone"] if by_law else []
    details += [f"{inferred:,} only inferred"] if inferred else []
    return "; ".join([*details, *filter(None, [_open(coverages)])])


def _open(coverages: Sequence[Coverage]) -> str:
    number = sum(coverage.kind == "relation" and coverage.holds == "possibly" for coverage in coverages)
    return f"{number:,} possibly, as the dates leave it open" if number else ""


def _of_reasons(coverages: Sequence[Coverage]) -> str:
    reasons = Counter(coverage.how for coverage in coverages if coverage.kind == "reason")
    details = [f"{reasons[how]:,} {words}" for how, words in _IN_WORDS.items() if reasons[how]]
    return "; ".join(details)


def _in_brackets(details: str) -> str:
    return f" [{details}]" if details else ""


def _percent(part: int, whole: int) -> str:
    """Return a share in whole per cent; never 0% or 100% where that is only nearly so."""
    share = round(100 * part / whole) if whole else 0
    return f"{min(max(share, int(part > 0)), 100 - int(part < whole)) if whole else 0}%"


def _by_type(asked: Asked, judgements: Iterable[_Judgement]) -> list[Row]:
    groups: dict[tuple[str, str], list[_Judgement]] = {}
    for judgement in judgements:
        groups.setdefault((asked.type_of(judgement.body), judgement.expectation.name), []).append(judgement)
    labels = {name: asked.ontology.types[name].label for name, _ in groups}
    ordered = sorted(
        groups.items(), key=lambda item: (labels[item[0][0]].casefold(), item[0][0], _place(item[1][0].expectation))
    )
    return [_share_row(kind, labels[kind], group) for (kind, _), group in ordered]


def _by_system(asked: Asked, scope: Scope, judgements: Sequence[_Judgement]) -> tuple[list[Row], list[str]]:
    """Return the shares of each integrated care system; a body of two is counted in both, and one of none apart."""
    systems = [
        body
        for body in asked.bodies_of(asked.ontology.kinds_of("IntegratedCareSystem"))
        if scope.has(body.id) and body.extent == "one" and body.certainty not in ("uncertain", "denied")
        if asked.view.day is None or body.on(asked.view.day) != "no"
    ]
    rows, inside = [], set[str]()
    for system in systems:
        ids = scope_of(asked, system.id).ids or frozenset()
        inside |= ids
        name = f"{shown_name(system)}{' (planned)' if system.planned else ''}"
        rows += _of_group(system.id, name, [judgement for judgement in judgements if judgement.body.id in ids])
    rest = [judgement for judgement in judgements if judgement.body.id not in inside]
    rows += _of_group("no-system", "of no such system", rest)
    caveats = ["A body that belongs to two systems is counted in both."] if len(systems) > 1 else []
    return rows, caveats


def _of_group(id_: str, name: str, judgements: Sequence[_Judgement]) -> list[Row]:
    by_expectation: dict[str, list[_Judgement]] = {}
    for judgement in judgements:
        by_expectation.setdefault(judgement.expectation.name, []).append(judgement)
    groups = sorted(by_expectation.values(), key=lambda group: _place(group[0].expectation))
    return [_share_row(id_, name, group) for group in groups]


def _place(expectation: Expectation) -> int:
    return EXPECTATIONS.index(expectation)


def _share_row(id_: str, name: str, group: Sequence[_Judgement]) -> Row:
    coverages = [judgement.coverage for judgement in group]
    kinds, total = Counter(coverage.kind for coverage in coverages), len(coverages)
    stated_by, missing_as = _in_brackets(_of_relations(coverages)), _in_brackets(_of_reasons(coverages))
    words = [
        f"{kinds['relation']:,} of {total:,} stated ({_percent(kinds['relation'], total)}){stated_by}",
        f"{kinds['reason']:,} recorded as missing ({_percent(kinds['reason'], total)}){missing_as}",
        f"{kinds['unanswered']:,} unanswered ({_percent(kinds['unanswered'], total)})",
    ]
    return Row(id=id_, name=name, type="", relation=group[0].expectation.label, depth=0, value="; ".join(words))


def _row(asked: Asked, judgement: _Judgement) -> Row:
    """Return what is said of one body on one thing, with who says so."""
    body, coverage = judgement.body, judgement.coverage
    value = "unanswered"
    if coverage.kind == "reason":
        value = f"reason: {_IN_WORDS[coverage.how]}"
    elif coverage.kind == "relation":
        value = "relation, by law alone" if coverage.how == "rule" else "relation"
    ids = {claim.source for claim in claims_behind(coverage)}
    sources = asked.store.sources(ids)
    cited = tuple(dict.fromkeys(citation(claim, sources) for claim in claims_behind(coverage)))
    return Row(
        id=body.id,
        name=shown_name(body),
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=judgement.expectation.label,
        depth=0,
        value=value,
        holds=coverage.holds,
        certainty=coverage.how if coverage.kind == "relation" else None,  # type: ignore[arg-type]
        sources=cited,
    )

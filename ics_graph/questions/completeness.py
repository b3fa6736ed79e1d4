"""How much of what ought to be said is said: a relation, a reason why there is none, or nothing by anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ics_graph.answering.answer import Answer, Row, Verdict, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import counted, on_day, sentence
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
_KINDS = ("relation", "reason", "unanswered")
_IN_WORDS = {
    "not-stated": "on record as not stated",
    "vacant": "on record as vacant",
    "not-published": "on record as not published",
    "to-be-confirmed": "on record as to be confirmed",
    "complete": "the whole list is given, and there is none",
    "planned": "planned",
    "uncertain": "with a question mark in the source",
    "denied": "denied by a source",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing that ought to be said of one body, and what is."""

    body: Body
    ought: Expectation
    said: Coverage


@question(
    "assurance",
    'stated --within "North East and North Cumbria ICS"',
    within=WITHIN,
    by=Choice("what the shares are given by, or every body by itself", _BY),
    only=Choice("with --by body, keep these", _KINDS),
    what="keep some of what ought to be said: accountability, reporting, chair, members, owner, holder",
    type="keep bodies of one type of the ontology, such as FoundationTrust",
    limit="with --by body, the most to list; all are counted",
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
    """How much of what ought to be said of the bodies is: a relation, a reason why there is none, or nothing.

    What is looked for follows from the type of a body: to whom it is accountable and reports, who chairs it, who its
    members are, who leads a workstream, who holds a post. Each has exactly one of the three. A reason is a gap on
    record (vacant, not published, not stated …), a plan, a question mark, a denial, or a list that is given as whole.
    The table of what is looked for, and why, is in docs/reference/checks.md.
    """
    if only is not None and by != "body":
        raise InvalidValue("--only goes with --by body: shares are of all three")
    type = type_named(asked.ontology, type) if type else None
    oughts = [ought for ought in EXPECTATIONS if not what or ought.name in {_ought_named(word) for word in what}]
    scope = scope_of(asked, within)
    ground = Context(asked, scope)
    found = _all(ground, oughts, type)
    total = counted(len(found), "thing")
    text = (
        f"{on_day(asked.view.as_of)}of {total} that ought to be said{scope.words}, {_shares([f.said for f in found])}"
    )
    said = (
        ["That nobody has said a thing, or that a gap is on record, does not say that there is none."] if found else []
    )
    types = {kind for ought in oughts for kind in ought.types_in(asked.ontology)}
    said += filter(None, [ground.aside(types & asked.ontology.kinds_of(type) if type else types)])
    if by == "body":
        kept = [one for one in found if only in (None, one.said.kind)]
        kept.sort(key=lambda one: -_KINDS.index(one.said.kind))
        rows = [_row(asked, one) for one in kept[:limit]]
        said += [f"Only {limit:,} of {len(kept):,} are listed (--limit)."] if len(kept) > limit else []
    elif by == "type":
        rows = _by_type(asked, found)
    else:
        rows, more = _by_system(asked, scope, found)
        said += more
    named = {"by": by, "only": only, "what": ",".join(ought.name for ought in oughts) if what else None, "type": type}
    parameters = {**scope.parameters, **{key: value for key, value in named.items() if value}}
    verdict: Verdict = "answered" if found else "not-stated"
    if not found:
        text = f"{on_day(asked.view.as_of)}there is no body{scope.words} of which any of this ought to be said"
    return Answer(
        parameters=parameters,
        headline=sentence(text),
        verdict=verdict,
        rows=tuple(rows),
        caveats=tuple(said),
    )


def _ought_named(word: str) -> str:
    known = [ought.name for ought in EXPECTATIONS]
    if word not in known:
        hint = closest(word, known) or f"there are {', '.join(known)}"
        raise UnknownWord(hinted(f"'{word}' is nothing that is looked for", hint))
    return word


def _all(ground: Context, oughts: Sequence[Expectation], type: str | None) -> list[_Asked]:
    kinds = ground.ontology.kinds_of(type) if type else None
    return [
        _Asked(body, ought, coverage_of(ground, body, ought))
        for ought in oughts
        for body in ground.judged(ought.types_in(ground.ontology))
        if kinds is None or body.type in kinds
    ]


def _shares(said: Sequence[Coverage]) -> str:
    """Return the three shares in words, each with what it is made of."""
    kinds = Counter(one.kind for one in said)
    verb = "is" if kinds["relation"] == 1 else "are"
    parts = [
        f"{kinds['relation']:,} ({_percent(kinds['relation'], len(said))}) {verb} said{_of_relations(said)}",
        f"for {kinds['reason']:,} ({_percent(kinds['reason'], len(said))}) there is a reason{_of_reasons(said)}",
        f"on {kinds['unanswered']:,} ({_percent(kinds['unanswered'], len(said))}) nobody has said anything",
    ]
    return ", ".join(parts[:2]) + " and " + parts[2]


def _of_relations(said: Sequence[Coverage]) -> str:
    held = [one for one in said if one.kind == "relation"]
    by_law = sum(one.how == "rule" for one in held)
    inferred = sum(one.how == "inferred" for one in held)
    open_ = sum(one.holds == "possibly" for one in held)
    told = [f"{by_law:,} by law alone"] if by_law else []
    told += [f"{inferred:,} only inferred"] if inferred else []
    told += [f"{open_:,} possibly, as the dates leave the day open"] if open_ else []
    return f" [{'; '.join(told)}]" if told else ""


def _of_reasons(said: Sequence[Coverage]) -> str:
    reasons = Counter(one.how for one in said if one.kind == "reason")
    told = [f"{reasons[how]:,} {words}" for how, words in _IN_WORDS.items() if reasons[how]]
    return f" [{'; '.join(told)}]" if told else ""


def _percent(part: int, whole: int) -> str:
    """Return a share in whole per cent; never 0% or 100% where that is only nearly so."""
    share = round(100 * part / whole) if whole else 0
    return f"{min(max(share, int(part > 0)), 100 - int(part < whole)) if whole else 0}%"


def _by_type(asked: Asked, found: Iterable[_Asked]) -> list[Row]:
    groups: dict[tuple[str, str], list[_Asked]] = {}
    for one in found:
        groups.setdefault((one.body.type, one.ought.name), []).append(one)
    labels = {name: asked.ontology.types[name].label for name, _ in groups}
    ordered = sorted(
        groups.items(), key=lambda item: (labels[item[0][0]].casefold(), item[0][0], _place(item[1][0].ought))
    )
    return [_share_row(kind, labels[kind], group) for (kind, _), group in ordered]


def _by_system(asked: Asked, scope: Scope, found: Sequence[_Asked]) -> tuple[list[Row], list[str]]:
    """Return the shares of each integrated care system; a body of two is counted in both, and one of none apart."""
    systems = [
        body
        for body in asked.store.of_types(asked.ontology.kinds_of("IntegratedCareSystem"))
        if scope.has(body.id) and body.extent == "one" and body.certainty not in ("uncertain", "denied")
        if asked.view.day is None or body.on(asked.view.day) != "no"
    ]
    rows, inside = [], set[str]()
    for system in systems:
        ids = scope_of(asked, system.id).ids or frozenset()
        inside |= ids
        name = f"{shown_name(system)}{' (planned)' if system.planned else ''}"
        rows += _of_group(system.id, name, [one for one in found if one.body.id in ids])
    rest = [one for one in found if one.body.id not in inside]
    rows += _of_group("no-system", "of no such system", rest)
    said = ["A body that belongs to two systems is counted in both."] if len(systems) > 1 else []
    return rows, said


def _of_group(id_: str, name: str, found: Sequence[_Asked]) -> list[Row]:
    by: dict[str, list[_Asked]] = {}
    for one in found:
        by.setdefault(one.ought.name, []).append(one)
    return [_share_row(id_, name, group) for group in sorted(by.values(), key=lambda group: _place(group[0].ought))]


def _place(ought: Expectation) -> int:
    return EXPECTATIONS.index(ought)


def _share_row(id_: str, name: str, group: Sequence[_Asked]) -> Row:
    said = [one.said for one in group]
    kinds = Counter(one.kind for one in said)
    total = len(said)
    words = [
        f"relation {kinds['relation']:,} of {total:,} ({_percent(kinds['relation'], total)}){_of_relations(said)}",
        f"reason {kinds['reason']:,} ({_percent(kinds['reason'], total)}){_of_reasons(said)}",
        f"unanswered {kinds['unanswered']:,} ({_percent(kinds['unanswered'], total)})",
    ]
    return Row(id=id_, name=name, type="", relation=group[0].ought.label, depth=0, value="; ".join(words))


def _row(asked: Asked, one: _Asked) -> Row:
    """Return what is said of one body on one thing, with who says so."""
    body, said = one.body, one.said
    value = "unanswered"
    if said.kind == "reason":
        value = f"reason: {_IN_WORDS[said.how]}"
    elif said.kind == "relation":
        value = "relation, by law alone" if said.how == "rule" else "relation"
    ids = {claim.source for claim in claims_behind(said)}
    sources = asked.store.sources(ids)
    cited = tuple(dict.fromkeys(citation(claim, sources) for claim in claims_behind(said)))
    return Row(
        id=body.id,
        name=shown_name(body),
        type=body.type,
        kind=asked.kind(body.type),
        relation=one.ought.label,
        depth=0,
        value=value,
        holds=said.holds,
        certainty=said.how if said.kind == "relation" else None,  # type: ignore[arg-type]
        sources=cited,
    )

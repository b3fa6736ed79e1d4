"""What bodies have in common: shared members, and overlapping memberships and areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from ics_graph.answering.answer import Answer, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.caveats import read_from_slides
from ics_graph.answering.headlines import hedge
from ics_graph.answering.lists import (
    MOST_NAMES,
    as_headline,
    briefly,
    counted,
    is_short,
    listed,
    of_day,
    on_day,
    sentence,
)
from ics_graph.answering.lookup import Name, body_named, type_named
from ics_graph.answering.registry import question
from ics_graph.answering.relation_clauses import Tense
from ics_graph.answering.rows import line_rows
from ics_graph.answering.scope import scope_of
from ics_graph.answering.tense import past
from ics_graph.errors import InvalidValue
from ics_graph.governance import is_general
from ics_graph.stores.rows import Body, Line

_TYPE = "a type of the ontology, such as IntegratedCarePartnership"
_AS = {"memberOf": "member", "representedOn": "member", "covers": "area", "inGeographyOf": "in its area"}
_TIED = {
    "member": ("is a member of", "are members of", "named as members"),
    "area": ("is in the area of", "are in the area of", "named as areas"),
    "part": ("is part of", "are part of", "named as parts"),
}
"""How one or several others are tied to a body, and how they are named, by the way in which they are."""
_PART = "part"
_NO_DENIAL = "A missing statement is not a denial."


@dataclass(slots=True)
class _Ties:
    """Which others are tied to which of some bodies: members, areas that they cover, and what else was asked for."""

    rows: dict[str, Row]
    bodies: dict[str, Body]
    of: dict[str, dict[str, list[str]]]
    """Other → body → the ids of the lines between them."""
    ways: dict[tuple[str, str], set[str]]
    """(Other, body) → whether it is a member, an area, a part or in its geography, or several of these."""

    def kinds(self) -> dict[str, list[str]]:
        """Return the others by their type."""
        by_type: dict[str, list[str]] = defaultdict(list)
        for other in self.of:
            by_type[self.bodies[other].type].append(other)
        return by_type

    def alike(self, other: str, first: str, second: str) -> bool:
        """Return whether another is the same to both bodies: a member of both, or an area that both cover."""
        return bool(self.ways[other, first] & self.ways[other, second])

    def name(self, id_: str) -> str:
        """Return the name of a body or of what is tied to it."""
        return the(shown_name(self.bodies[id_]))

    def both(self, others: Collection[str], first: str, second: str, tense: Tense = str) -> list[str]:
        """Return a clause on others that are members of both of two bodies, and one on areas that both cover."""
        clauses = []
        both = f"both {self.name(first)} and {self.name(second)}"
        for way in ("member", "area", _PART, "in its area"):
            alike = [o for o in others if way in self.ways[o, first] & self.ways[o, second]]
            if alike:
                one, several, _ = _TIED.get(way, _TIED["area"])
                clauses.append(
                    f"{briefly([self.name(o) for o in alike])} {tense(one if len(alike) == 1 else several)} {both}"
                )
        return clauses

    def unlike(self, others: Collection[str], first: str, second: str, tense: Tense = str) -> list[str]:
        """Return a clause on others that are a member of one of two bodies and an area of the other."""
        clauses = []
        for member_of, area_of in ((first, second), (second, first)):
            unalike = [o for o in others if not self.alike(o, first, second) and "member" in self.ways[o, member_of]]
            if unalike:
                words = "is a member" if len(unalike) == 1 else "are members"
                names = briefly([self.name(o) for o in unalike])
                clauses.append(
                    f"{names} {tense(words)} of {self.name(member_of)} and only covered by {self.name(area_of)}"
                )
        return clauses


def _ties(asked: Asked, ids: Collection[str], inside: bool = False) -> _Ties:
    """Return the ties of bodies: a member is the subject of its line, an area that is covered the object.

    Only to cover counts as having an area: to lie in the geography of something is to share none with others there.
    With ``inside``, parts and what lies in the geography of the bodies are tied to them as well.
    """
    lines: dict[str, tuple[str, str, Line]] = {}
    for line in asked.store.lines(ids, "down", ["membership"], asked.view):
        lines[line.id] = (line.object, line.subject, line)
    for line in asked.store.lines(ids, "up", ["coverage"], asked.view):
        if line.type == "covers":
            lines[line.id] = (line.subject, line.object, line)
    if inside:
        for line in asked.store.lines(ids, "down", ["structure", "coverage"], asked.view):
            if line.family == "structure" or line.type == "inGeographyOf":
                lines[line.id] = (line.object, line.subject, line)
    of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ways: dict[tuple[str, str], set[str]] = defaultdict(set)
    for body, other, line in lines.values():
        if body != other and line.certainty != "denied" and not line.general:
            of[other][body].append(line.id)
            ways[other, body].add(_AS.get(line.type, _PART))
    rows = {row.record: row for row in line_rows(asked, [line for _, _, line in lines.values()]) if row.record}
    return _Ties(rows, asked.store.bodies({*of, *ids}), of, ways)


@question(
    "membership",
    'shared-members "Central Integrated Care Partnership" "South Integrated Care Partnership"',
    first="a board, partnership or other body",
    second="another",
    ways=(
        "who sits on both {first} and {second}",
        "which members do {first} and {second} share",
        "who {first} and {second} (share|have in common)",
        "who member of both {first} and {second}",
        "who sit on both {first} and {second}",
        "who (in|on|belong to) both {first} and {second}",
        "{first} and {second} share [member|kind|{kind}]",
        "[who|what] (share|common|shared) member [of|between] {first} and {second}",
        "[what] member (share|common) (by|to|between) {first} and {second}",
        "what member {first} and {second} (share|have in common)",
        "what [member] {first} have in common with {second}",
        "what {first} share with {second}",
        "who member of {first} and [of] {second}",
        "{first} and {second} overlap",
        "who common to {first} and {second}",
        "what {kind} common to {first} and {second}",
    ),
)
def shared_members(asked: Asked, first: Name, second: Name) -> Answer:
    """Who is a member of both of two bodies, and which areas both cover, each with its two lines."""
    left, right = body_named(asked.store, first, asked.view.as_of), body_named(asked.store, second, asked.view.as_of)
    if left.id == right.id:
        raise InvalidValue(f"both are the same body, {left.name}")
    ties = _ties(asked, [left.id, right.id])
    both = sorted(other for other, bodies in ties.of.items() if len(bodies) == 2)
    rows = tuple(ties.rows[id_] for other in both for ids in ties.of[other].values() for id_ in ids)
    names, start = f"{the(shown_name(left))} and {the(shown_name(right))}", on_day(asked.view.as_of)
    shared = [other for other in both if ties.alike(other, left.id, right.id)]
    parts = ties.both(both, left.id, right.id, past if start else str)
    parts += ties.unlike(both, left.id, right.id, past if start else str)
    if not shared:
        # What sources do say comes first, and then what none says.
        parts.append(f"no source names a member of both {names}, or an area of both")
    if not rows:
        each = [sum(body.id in bodies for bodies in ties.of.values()) for body in (left, right)]
        named_of = [counted(number, "member") + f" or {'area' if number == 1 else 'areas'}" for number in each]
        counts = f"the sources name {named_of[0]} of the first and {named_of[1]} of the second"
        parts = [f"no source names a member of both {names}, or an area of both", counts]
    parameters = {"first": left.id, "second": right.id}
    verdict = verdict_of(rows, stated_none=False)
    open_ = hedge(asked, rows)
    top = as_headline(of_day(asked.view.as_of, parts[0]), *([open_] if open_ else []), *parts[1:])
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        rows=rows,
        caveats=top.notes if shared else (*top.notes, _NO_DENIAL),
    )


@question(
    "membership",
    "overlaps IntegratedCarePartnership",
    type=_TYPE,
    within="only those of this system or body",
    ways=(
        "which {type} share members",
        "overlaps between {type}",
        "what {type} (share|overlap|have common|have in common) [member|area|{kind}] [or] [{other}]",
        "what {type} have (member|area|{kind}) in common",
        "[two] {type} (share|overlap) [with (one another|each other)] [member|area|{kind}] [or] [{other}]",
        "two {within} {type} share (member|area|{kind}) [or] [{other}]",
        "overlap (between|among|of) {type}",
        "overlap (between|among|of) {within} {type}",
        "where {type} overlap",
    ),
)
def overlaps(asked: Asked, type: str, within: Name | None = None) -> Answer:
    """Which bodies of one type share members or areas with one another, pair by pair."""
    several = _of_type(asked, type, within)
    ties = _ties(asked, several)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for other, bodies in ties.of.items():
        for pair in combinations(sorted(bodies), 2):
            shared[pair].append(other)
    ids = [i for pair, others in sorted(shared.items()) for o in sorted(others) for b in pair for i in ties.of[o][b]]
    rows = tuple(ties.rows[id_] for id_ in dict.fromkeys(ids))
    label = asked.ontology.types[type_named(asked.ontology, type)].label
    of_all = f"the {counted(len(several), label)}"
    pairs = []
    for (a, b), others in sorted(shared.items()):
        pairs += ties.both(sorted(others), a, b, past if asked.view.as_of else str)
        pairs += ties.unlike(sorted(others), a, b, past if asked.view.as_of else str)
    text = pairs[0] if pairs else f"no source names a member or area that two of {of_all} have in common"
    have = ("had" if asked.view.as_of else "has" if len(shared) == 1 else "have") + " a member or area in common"
    if len(pairs) > 1:
        text = f"of {of_all}, {counted(len(shared), 'pair')} {have}"
    first = f"for example, {pairs[0]}" if len(pairs) > 1 else ""
    return _compared(asked, type, within, [text, first if is_short(first) else ""], rows, _counts(asked, ties, label))


@question(
    "structure",
    "spans IntegratedCarePartnership",
    type=_TYPE,
    within="only those of this system or body",
    ways=(
        "which {kind} are in {many} {type}",
        "what is in {many} {type}",
        "what (in|sit in|lie in|belong to|member of|part of|on) {many} [of] {type}",
        "what {kind} (in|sit in|lie in|belong to|member of|part of|on) {many} [of] {type}",
        "{kind} (in|sit in|lie in|belong to|member of|part of) {many} [of] {type}",
        "what {kind} span {type}",
        "what span {many} {type}",
        "(any|there) {kind} that (in|sit in|sit on|belong to|member of|part of) {many} [of] {type} [and what they]",
        "what {kind} (sit on|serve on) {many} [of] {type}",
        "what {kind} (in|sit in|lie in|belong to|member of|part of|on) {many} [of] {type} at once",
        "what {kind} span {many} {type}",
    ),
)
def spans(asked: Asked, type: str, within: Name | None = None) -> Answer:
    """What is in several bodies of one type: a trust in two partnerships, an area in two, a network in two CCGs.

    Looked through are their parts and members, the areas that they cover, and what lies in their geography.
    """
    several = _of_type(asked, type, within)
    ties = _ties(asked, several, inside=True)
    label = asked.ontology.types[type_named(asked.ontology, type)].label
    spanning = {other: bodies for other, bodies in ties.of.items() if len(bodies) > 1}
    rows = tuple(ties.rows[i] for other in sorted(spanning) for ids in spanning[other].values() for i in ids)
    is_, are = ("was", "were") if asked.view.as_of else ("is", "are")
    each = [
        f"{ties.name(other)} {_tied(ties, other, is_)} {counted(len(bodies), label)}: {briefly(_wholes(ties, other))}"
        for other, bodies in sorted(spanning.items())
    ]
    names = briefly([ties.name(other) for other in sorted(spanning)])
    text = each[0] if len(each) == 1 else f"{counted(len(each), 'body')} {are} in more than one {label}: {names}"
    of_all = f"two of the {counted(len(several), label)}"
    nothing = f"no source gives {of_all} the same part, member, area or body in their area"
    return _compared(asked, type, within, [text if each else nothing], rows, _counts(asked, ties, label))


def _tied(ties: _Ties, other: str, is_: str) -> str:
    """Return how another is tied to what it is in: as a member of each, a part of each or in the area of each."""
    ways = {way for body in ties.of[other] for way in ties.ways[other, body]}
    words = _TIED.get(next(iter(ways)), _TIED["area"])[0] if len(ways) == 1 else "is in"
    return words.replace("is ", f"{is_} ", 1)


def _wholes(ties: _Ties, other: str) -> list[str]:
    """Return the names of what another is in; how, where it is a member of one and an area of another."""
    ways = {body: ties.ways[other, body] for body in sorted(ties.of[other])}
    same = len({frozenset(how) for how in ways.values()}) == 1
    return [
        ties.name(body) if same else f"{ties.name(body)} as {' and '.join(sorted(how))}" for body, how in ways.items()
    ]


def _of_type(asked: Asked, type_: str, within: Name | None) -> dict[str, Body]:
    scope = scope_of(asked, within)
    bodies = asked.bodies_of(asked.ontology.kinds_of(type_named(asked.ontology, type_)))
    return {body.id: body for body in bodies if scope.has(body.id) and not is_general(body)}


def _counts(asked: Asked, ties: _Ties, label: str) -> list[str]:
    """Return how many of each kind are in how many of the bodies, so that "none in two" is seen to be looked at."""
    counts = []
    for kind, others in sorted(ties.kinds().items()):
        twice = sum(len(ties.of[other]) > 1 for other in others)
        if twice:
            of_kind = asked.ontology.types[kind].label
            ways = {way for other in others for body in ties.of[other] for way in ties.ways[other, body]}
            way = next(iter(ways)) if len(ways) == 1 else ""
            one, several, as_what = _TIED.get(way, ("is in", "are in", "named"))
            of_these = f"Of the {counted(len(others), of_kind)} {as_what}, {twice} {one if twice == 1 else several}"
            of_one = f"The {of_kind} {as_what.removesuffix('s')} {one}"
            counts.append(f"{of_these if len(others) > 1 else of_one} more than one {label}.")
    nowhere = {k: others for k, others in ties.kinds().items() if not any(len(ties.of[other]) > 1 for other in others)}
    looked_at = sorted(((len(others), kind) for kind, others in nowhere.items()), reverse=True)
    of_kinds = [counted(number, _label(asked, kind, len(looked_at) > 1)) for number, kind in looked_at]
    if of_kinds:
        total, most = sum(number for number, _ in looked_at), of_kinds[:MOST_NAMES]
        among = f", among them {listed(most)}" if len(of_kinds) > MOST_NAMES else f": {listed(most)}"
        named = f"They name {total:,} {'others' if counts else 'members, parts and areas'}{among}."
        body = "no body of any other kind" if counts else "no body"
        counts.append(f"The sources name {body} as a member, part or area of more than one {label}. {named}")
    return counts or ["The sources name no members or areas of them."]


def _label(asked: Asked, kind: str, among_others: bool) -> str:
    """Return how a kind is counted; beside others, what is only known as an organisation is another one."""
    label = asked.kind(kind)
    return f"other {label}" if among_others and kind == "Organisation" else label


def _compared(
    asked: Asked, type_: str, within: Name | None, texts: Sequence[str], rows: tuple[Row, ...], counts: Sequence[str]
) -> Answer:
    parameters = {"type": type_, **({"within": body_named(asked.store, within, asked.view.as_of).id} if within else {})}
    unsure = [row for row in rows if row.certainty not in ("stated", "reported")]
    caveats = (
        [sentence(f"no source states {len(unsure):,} of the {counted(len(rows), 'relationship')}")] if unsure else []
    )
    from_slides = [row for row in rows if any(cited.basis == "layout" for cited in row.sources)]
    caveats += read_from_slides(from_slides, len(rows), "relationship")
    verdict = verdict_of(rows, stated_none=False)
    caveats += [*counts, *_silence(rows)]
    first, *more = texts
    open_ = hedge(asked, rows)
    first = of_day(asked.view.as_of, scope_of(asked, within).named(first))
    top = as_headline(first, *([open_] if open_ else []), *more)
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        rows=rows,
        caveats=(*top.notes, *caveats),
    )


def _silence(rows: Collection[Row]) -> tuple[str, ...]:
    return () if rows else (_NO_DENIAL,)

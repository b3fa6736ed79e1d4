"""Names and codes that do not fit: one of two bodies at once, and names of one body that are no forms of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from ics_graph.answering.answer import Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.conflicts.figures import Discrepancy, bounds_of
from ics_graph.answering.lists import is_short, listed
from ics_graph.answering.overlap import Bounds, overlap
from ics_graph.answering.rows import body_row, fact_rows
from ics_graph.certainty import certainty
from ics_graph.dates import validity
from ics_graph.governance import BORNE_OUT, is_borne_out, is_single
from ics_graph.model import Fact, Identifier
from ics_graph.names import fold
from ics_graph.stores.rows import Body
from ics_graph.validity import only_planned

NAMESAKES = "One name for two bodies at once"
NAMES = "Different names for one body"
CODES = "One code for two bodies at once"
_SMALL = ("and", "of", "the", "for", "in")
"""Words that an abbreviation may leave out."""


def namesakes(asked: Asked, bodies: Sequence[Body]) -> Iterator[Discrepancy]:
    """Yield the names that two bodies of one type have at one time."""
    by_name: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in bodies:
        if _is_there(body):
            by_name[body.type, fold(body.name)].append(body)
    for (_, name), alike in sorted(by_name.items()):
        if name and len(alike) > 1:
            yield from _several(asked, NAMESAKES, f"{alike[0].name}", sorted(alike, key=lambda body: body.id))


def codes(asked: Asked, bodies: Sequence[Body]) -> Iterator[Discrepancy]:
    """Yield the codes that two bodies have at one time: they may be one body under two names."""
    holders: dict[tuple[str, str], list[tuple[Body, Identifier]]] = defaultdict(list)
    for body in bodies:
        if _is_there(body):
            for code in body.identifiers:
                holders[code.scheme, fold(code.value)].append((body, code))
    by_code: dict[tuple[str, str], dict[str, tuple[Body, Bounds]]] = defaultdict(dict)
    for key, several in holders.items():
        # Nearly every code is one body's alone.
        for body, code in several if len(several) > 1 else ():
            when = Bounds.of(validity(code.since, code.until))
            within = when._replace(
                start_min=max(when.start_min, body.start_min), end_max=min(when.end_max, body.end_max)
            )
            by_code[key][body.id] = body, within
    for (scheme, _), held in sorted(by_code.items()):
        for (left, first), (right, second) in combinations([held[id_] for id_ in sorted(held)], 2):
            meeting = overlap([first, second], asked.view.day)
            if meeting:
                words = f"the {scheme} code of {listed([shown_name(left), shown_name(right)])}"
                yield Discrepancy(CODES, words, _body_rows(asked, [left, right]), meeting)


def names(asked: Asked, facts: Sequence[Fact], bodies: Collection[Body]) -> Iterator[Discrepancy]:
    """Yield the bodies that two sources name in words that do not fit: neither's words are all in the other's.

    A short form and an abbreviation fit, and so do the same words in another order.
    """
    by_body: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.property == "name" and fact.text and not only_planned(fact) and certainty(fact.claims) in BORNE_OUT:
            by_body[fact.entity].append(fact)
    by_id = {body.id: body for body in bodies}
    when = bounds_of(asked, [fact for name_facts in by_body.values() for fact in name_facts])
    for entity, name_facts in sorted(by_body.items()):
        odd = [
            (left, right)
            for left, right in combinations(name_facts, 2)
            if not {claim.source for claim in left.claims} & {claim.source for claim in right.claims}
            and not _fit(str(left.text), str(right.text))
            and overlap([when[left.id], when[right.id]], asked.view.day)
        ]
        if odd and entity in by_id:
            differing = list({fact.id: fact for pair in odd for fact in pair}.values())
            texts = list(dict.fromkeys(f"'{fact.text}'" for fact in differing))
            number = f"sources use {len(texts)} names for {the(shown_name(by_id[entity]))}"
            in_one = f"{number}: {listed(texts)}"
            words = in_one if is_short(in_one) else f"{number}. They are {listed(texts)}"
            sure = any(overlap([when[left.id], when[right.id]], asked.view.day) == "yes" for left, right in odd)
            yield Discrepancy(NAMES, words, tuple(fact_rows(asked, differing)), "yes" if sure else "possibly")


def _fit(name: str, other: str) -> bool:
    """Return whether all words of one name are in another, or are the first letters of some that follow one another."""
    first, second = fold(name).split(), fold(other).split()
    return any(
        all(word in into or word in _initials(into) for word in words)
        for words, into in ((first, second), (second, first))
    )


def _initials(words: Sequence[str]) -> set[str]:
    """Return the abbreviations that words allow: the first letters of each run of them, with or without small words."""
    initials = set()
    for kept in (words, [word for word in words if word not in _SMALL]):
        letters = "".join(word[0] for word in kept)
        initials |= {letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)}
    return initials


def _several(asked: Asked, group: str, words: str, bodies: Sequence[Body]) -> Iterator[Discrepancy]:
    """Yield one discrepancy of all bodies that meet another of them in time."""
    meeting: dict[str, Body] = {}
    sure = False
    for body, other in combinations(bodies, 2):
        held = overlap([body, other], asked.view.day)
        if held:
            meeting |= {body.id: body, other.id: other}
            sure = sure or held == "yes"
    if meeting:
        yield Discrepancy(group, words, _body_rows(asked, list(meeting.values())), "yes" if sure else "possibly")


def _body_rows(asked: Asked, bodies: Sequence[Body]) -> tuple[Row, ...]:
    """Return a row for each body, also where no claim names it: its id tells it from the other."""
    rows = []
    for body in bodies:
        row = body_row(asked, body, f"is {body.id}")
        record = body.record
        rows.append(
            row
            or Row(
                id=body.id,
                name=shown_name(body),
                type=asked.type_of(body),
                kind=asked.kind_of(body),
                relation=f"is {body.id}",
                depth=0,
                certainty=body.certainty,
                since=str(record.since) if record.since else None,
                until=str(record.until) if record.until else None,
            )
        )
    return tuple(rows)


def _is_there(body: Body) -> bool:
    return is_single(body) and is_borne_out(body) and not body.unnamed

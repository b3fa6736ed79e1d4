"""Lists that sources give as whole, and which lines each of them lacks: evidence of absence.

The rule is in ``docs/decisions/0035-possibly-is-bounded.md``. Records and stores both ask here, so it knows neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol

from ics_graph.certainty import certainty
from ics_graph.dates import Span
from ics_graph.governance import holder_kind
from ics_graph.model import Claim, Completeness, Extent, Relation, Source, all_claims
from ics_graph.ontology import Ontology
from ics_graph.validity import only_planned, span_of

LISTED_UP = frozenset({"accountability", "reporting", "coverage"})
"""Families of which a body has a list upward: to whom it answers, which area it covers. Of others it has one down."""


class _Entity(Protocol):
    @property
    def type(self) -> str: ...

    @property
    def extent(self) -> Extent: ...


@dataclass(frozen=True, slots=True)
class WholeList:
    """One list that a source gives as whole, of a day within ``when``; ``by_end`` has its lines by their other ends.

    ``kinds`` are those of the ends that it names; None where it names some of them only together, and so not each.
    """

    whole: Completeness
    claim: Claim
    when: Span
    by_end: dict[str, list[Relation]] = field(compare=False)
    kinds: frozenset[str] | None


def direction_of(family: str) -> Literal["up", "down"]:
    """Return which way the lines of a body run that its lists of a family hold."""
    return "up" if family in LISTED_UP else "down"


def may_be_of(claim: Claim, sources: Mapping[str, Source], day: date | None) -> bool:
    """Return whether a list may be one of a day: one of no known day may, and without a day each is."""
    when = span_of(claim, sources)
    return day is None or when is None or when.first <= day <= when.last


class WholeLists:
    """The dated whole lists of some bodies, with the lines at these bodies."""

    def __init__(
        self,
        complete: Iterable[Completeness],
        relations: Iterable[Relation],
        entities: Mapping[str, _Entity],
        sources: Mapping[str, Source],
        ontology: Ontology,
    ) -> None:
        self.entities, self.ontology = entities, ontology
        self.families = {name: kind.family for name, kind in ontology.relations.items()}
        dated: dict[tuple[str, str], list[tuple[Completeness, Claim, Span]]] = defaultdict(list)
        for whole in complete:
            if certainty(whole.claims) not in ("denied", "disputed", "uncertain"):
                for claim in whole.claims:
                    if (when := span_of(claim, sources)) is not None:
                        dated[whole.entity, whole.family].append((whole, claim, when))
        self.lines: dict[tuple[str, str], dict[str, list[Relation]]] = {key: defaultdict(list) for key in dated}
        if dated:
            for relation in relations:
                for key, end in self._places(relation):
                    self.lines[key][end].append(relation)
        self.lists = {
            key: [
                self._list(key, whole, claim, when)
                for whole, claim, when in sorted(of_key, key=lambda one: (one[2].first, one[2].last, one[1].source))
            ]
            for key, of_key in dated.items()
        }

    def lacking(self, relation: Relation) -> list[WholeList]:
        """Return the lists that do not have a line which they would have, had it held."""
        if not self.lists or only_planned(relation) or certainty(all_claims(relation)) == "denied":
            return []
        return [
            one
            for key, end in self._places(relation)
            for one in self.lists[key]
            if end not in one.by_end and self._would_have(key, one, end)
        ]

    def successive(self) -> Iterator[tuple[tuple[str, str], WholeList, WholeList]]:
        """Yield each two lists of one body and family that follow one another, with the body and family."""
        for key, of_key in sorted(self.lists.items()):
            for before, after in pairwise(of_key):
                yield key, before, after

    def alone(self, key: tuple[str, str], one: WholeList, other: WholeList) -> list[str]:
        """Return the ends of the lines that one list has and another of the same body and family would have."""
        return sorted(end for end in one.by_end if end not in other.by_end and self._would_have(key, other, end))

    def _places(self, relation: Relation) -> list[tuple[tuple[str, str], str]]:
        """Return the bodies and families in whose lists a line would be, each with its other end."""
        family = self.families[relation.type]
        at_subject = family in LISTED_UP
        down = [] if at_subject else [((relation.object, family), relation.subject)]
        # The row of a post in a list of posts says who holds it, and where it is.
        post = self.entities[relation.subject]
        at_subject = at_subject or (family == "leadership" and self.ontology.is_a(post.type, "Post"))
        up = [((relation.subject, family), relation.object)] if at_subject else []
        return [place for place in (*down, *up) if place[0] in self.lines]

    def _list(self, key: tuple[str, str], whole: Completeness, claim: Claim, when: Span) -> WholeList:
        """Return a list with the lines, by their other ends, of which its source speaks."""
        by_end: dict[str, list[Relation]] = {}
        for end, relations in self.lines[key].items():
            if cited := [relation for relation in relations if any(_is_of(c, claim) for c in all_claims(relation))]:
                by_end[end] = cited
        named = all(self.entities[end].extent == "one" for end in by_end)
        return WholeList(whole, claim, when, by_end, frozenset(map(self._kind, by_end)) if named else None)

    def _would_have(self, key: tuple[str, str], one: WholeList, end: str) -> bool:
        """Return whether a list that gives names, of this kind of end, would give this one."""
        if one.kinds is None or self.entities[end].extent != "one":
            return False
        if not one.by_end or self.ontology.is_a(self.entities[key[0]].type, "Post"):
            return True
        return self._kind(end) in one.kinds

    def _kind(self, id_: str) -> str:
        return holder_kind(self.ontology, self.entities[id_].type)


def _is_of(claim: Claim, of_list: Claim) -> bool:
    """Return whether a claim may be of a list: of its source, and not of another day that the source speaks of."""
    if claim.source != of_list.source or claim.stance == "denies":
        return False
    return None in (claim.observed, of_list.observed) or claim.observed in (of_list.observed, "never")

"""Between which days a row stands, as far as that is stated: for a picture of any day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import listed
from ics_graph.deciding.amounts import limits_of
from ics_graph.deciding.rows import clauses_in_words, function_of
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.model import Claim
from ics_graph.model.decisions import DECIDING, Grant


class Power(NamedTuple):
    """What a body may decide: in words, with its row and clause, its first and last day, and who says so."""

    grant: Grant
    body: str
    """Of whose schemes it is a right."""
    holder: str
    function: str
    words: str
    clause: str
    first: date | None
    last: date | None
    claims: tuple[Claim, ...]


def powers_of(asked: Asked, holders: Collection[str]) -> Iterator[Power]:
    """Yield the rights to decide that rows give to any of these bodies, at any time, but in drafts."""
    grants = grants_held_by(asked, holders)
    if not grants:
        return
    book = Rulebook.of_grants(asked, grants)
    for grant in grants:
        if book.rights[grant.right].act in DECIDING and not book.versions[grant.version].draft:
            first, last = days_of(book, grant)
            function = function_of(book, grant)
            clause = clauses_in_words(book, grant)
            body = book.rights[grant.right].body
            having = book.holders(grant)
            for holder in having:
                if holder in holders:
                    others = listed([book.name(id_) for id_ in having if id_ != holder])
                    words = f"{function}: {limits_of(grant)}{f', jointly with {others}' if others else ''}"
                    yield Power(grant, body, holder, function, words, clause, first, last, grant.claims)


def grants_held_by(asked: Asked, holders: Collection[str]) -> list[Grant]:
    """Return the rows that name any of these as holder, or as who exercises the right jointly, each once."""
    store = asked.store
    grants: list[Grant] = [*store.filed("grants", holders, "holder"), *store.filed("grants", holders, "jointly_with")]
    return list({grant.id: grant for grant in grants}.values())


def days_of(book: Rulebook, grant: Grant) -> tuple[date | None, date | None]:
    """Return the first and last day on which a row stands, as far as they are stated."""
    version = book.versions[grant.version]
    starts = [when.earliest for when in (version.effective or version.published, grant.since) if when is not None]
    ends = [when.latest for when in (version.until, grant.until) if when is not None]
    first = max(starts, default=None)
    later = [
        other.effective.earliest
        for other in book.versions_of[version.instrument]
        if other.effective
        and not other.draft
        and version.effective
        and other.effective.earliest > version.effective.latest
    ]
    ends += [min(later) - timedelta(days=1)] if later else []
    owner = book.instruments[version.instrument].body
    until = book.bodies[owner].record.until if owner is not None and owner in book.bodies else None
    ends += [until.latest] if until is not None else []
    return first, min(ends, default=None)

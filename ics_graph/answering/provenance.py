"""Registers and laws beside documents: which claim bears out a body's dates, codes and name, and what to know of them.

A body that several folders tell of has all their claims together. Which of them gives a day is told by the kind of
its source (a register or a law, where there is one) and by a note that begins with "its first day" or "its last day".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.model import Claim, Identifier, Source
from ics_graph.names import fold
from ics_graph.stores.rows import Body

_REGISTERS = ("data file", "register")
LAW = "legislation"
"""The kind of source that is a law."""
_DAYS = {"begins": "its first day", "ends": "its last day"}
# How a claim's note begins to tell the name that the source itself gives.
_NAMED = "its name"


def is_document(source: Source | None) -> bool:
    """Return whether a source says things in words of its own, and is neither a register nor a law."""
    return source is None or source.kind not in (*_REGISTERS, LAW)


def is_law_of_a_rule(source: str) -> bool:
    """Return whether this is the id of a law that the ontology's rules bring, and no dataset."""
    return source.startswith("rule:")


def dated_by(asked: Asked, body: Body, end: Literal["begins", "ends"]) -> tuple[Claim, ...]:
    """Return the claims that bear out a body's first or last day."""
    formal = _formal(asked, body)
    saying = [claim for claim in formal if _begins(claim, _DAYS[end])]
    others = [claim for claim in formal if not any(_begins(claim, words) for words in _DAYS.values())]
    return tuple(saying or others or body.record.claims)


def coded_by(asked: Asked, body: Body, code: Identifier) -> tuple[Claim, ...]:
    """Return the claims that bear out a code and its days: registers, and for a day of the body's who gives that."""
    record = body.record
    sources = asked.store.sources({claim.source for claim in record.claims})
    same = {"begins": code.since == record.since, "ends": code.until is not None and code.until == record.until}

    def bears(claim: Claim) -> bool:
        for end, words in _DAYS.items():
            if _begins(claim, words):
                return same[end]
        return claim.source not in sources or sources[claim.source].kind != LAW

    return tuple(claim for claim in _formal(asked, body) if bears(claim)) or record.claims


def named_by(claims: Iterable[Claim], sources: Mapping[str, Source], words: Sequence[str]) -> list[Claim]:
    """Return the claims of a body whose place in the source has one of these words as its name.

    No law names a body, nor does a claim that sees it on no day; a note that tells the source's own name is believed.
    """
    looked_for = [fold(word) for word in words]

    def names(claim: Claim) -> bool:
        source, note = sources.get(claim.source), claim.note or ""
        if claim.observed == "never" or claim.basis == "rule" or (source and source.kind == LAW):
            return False
        return _NAMED not in note.lower() or any(word in fold(note.lower().partition(_NAMED)[2]) for word in looked_for)

    return [claim for claim in claims if names(claim)]


def citing(asked: Asked, row: Row, claims: Sequence[Claim]) -> Row:
    """Return a body's row with these of its claims only, and never surer than they are."""
    how_sure = certainty(claims) if row.certainty in ("stated", "reported", "inferred") else row.certainty
    return replace(row, sources=citations(asked, claims), certainty=how_sure)


def register_notes(asked: Asked, rows: Iterable[Row]) -> list[str]:
    """Return what the registers that these rows cite say of themselves, which a reader of their dates must know."""
    cited = dict.fromkeys(cited.source for row in rows for cited in row.sources)
    sources = asked.store.sources(list(cited))
    registers = [sources[id_] for id_ in cited if id_ in sources and sources[id_].kind in _REGISTERS]
    return [f"{_on_source(register.title, register.note.rstrip('.'))}." for register in registers if register.note]


def _on_source(title: str, note: str) -> str:
    """Return what is noted of a source as sentences that begin with it."""
    if note.startswith("It "):
        return f"The source '{title}' {note.removeprefix('It ')}"
    return f"A note on the source '{title}' says: {note}"


def kinds_of_a_later_day(asked: Asked, bodies: Collection[Body]) -> list[str]:
    """Return a sentence where the names and kinds of bodies rest on registers of later days alone; else none."""
    day = asked.view.as_of
    if day is None:
        return []
    sources = asked.store.sources()
    days: set[str] = set()
    number = 0
    for body in bodies:
        cited = [sources[claim.source] for claim in body.record.claims if claim.source in sources]
        if cited and all(source.kind in _REGISTERS and source.date and source.date.earliest > day for source in cited):
            days |= {str(source.date) for source in cited if source.date}
            number += 1
    of_how_many = "all bodies" if number == len(bodies) else f"{number:,} of {len(bodies):,} bodies"
    later = listed([in_words(each) for each in sorted(days)])
    return [f"names and types of {of_how_many} are those of later registers, of {later}"] if days else []


def same_codes(asked: Asked, body: Body, later: bool) -> list[str]:
    """Return a clause for each code of a body that is another's later (or was earlier): no statement of succession."""
    clauses = []
    for code in body.identifiers:
        ids = {match.id for match in asked.store.called(code.value)} - {body.id}
        for other in asked.store.bodies(ids).values():
            for held in other.identifiers:
                if (held.scheme, fold(held.value)) != (code.scheme, fold(code.value)):
                    continue
                if later and code.until and held.since and held.since.earliest > code.until.latest:
                    now = f"is that of {shown_name(other)} from {in_words(held.since)}"
                    clauses.append(f"its {code.scheme} code {code.value} {now}")
                if not later and code.since and held.until and held.until.latest < code.since.earliest:
                    was = f"was that of {shown_name(other)} until {held.until}"
                    clauses.append(f"its {code.scheme} code {code.value} {was}")
    return clauses


def _formal(asked: Asked, body: Body) -> list[Claim]:
    """Return the claims of registers and laws on a body, or all where there are none."""
    claims = body.record.claims
    sources = asked.store.sources({claim.source for claim in claims})
    return [claim for claim in claims if not is_document(sources.get(claim.source))] or list(claims)


def _begins(claim: Claim, words: str) -> bool:
    return (claim.note or "").lower().startswith(words)

"""Records in words, for formats that have one cell or attribute for what the model has in parts.

Nothing is judged here: each text says who says so, where, and whether that source supports, doubts or denies it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Entity, Event, Fact, Gap, PhaseSpell, Source, all_claims
from ics_graph.ontology import Ontology
from ics_graph.stores.rows import Body

_STANCES = {"denies": "denies it", "questions": "puts a question mark"}
_BASES = {"layout": "by its layout", "reported": "reported", "inferred": "inferred", "rule": "by rule"}
_SIDES = {
    "original": "as predecessor",
    "resulting": "as successor",
    "about": "is what it is about",
    "took-part": "took part",
}
_PARTS = {"part": " in part", "not-known": ", how far is not known"}


def between(since: PartialDate | None, until: PartialDate | None) -> str:
    """Return two dates in words, both days included: ``2018 to 2019-03-31``, ``from 2018``, or nothing."""
    if since and until:
        return f"{since} to {until}"
    return f"from {since}" if since else f"until {until}" if until else ""


def cited(claims: Iterable[Claim], sources: Mapping[str, Source]) -> str:
    """Return who says so: each source by its title, with the place in it and how it says it, parted by ``; ``."""
    return "; ".join(dict.fromkeys(_cited(claim, sources) for claim in claims))


def _cited(claim: Claim, sources: Mapping[str, Source]) -> str:
    source = sources.get(claim.source)
    place = ", ".join(part for part in (source.title if source else claim.source, claim.locator) if part)
    speaker = f"said by {claim.said_by}" if claim.said_by else None
    sure = f"confidence: {claim.confidence}" if claim.confidence else None
    how = [part for part in (_BASES.get(claim.basis), speaker, _STANCES.get(claim.stance), sure) if part]
    return f"{place} ({', '.join(how)})" if how else place


def codes(entity: Entity) -> str:
    """Return the identifiers of a body, each with its scheme and the time in which it was this body's."""
    return "; ".join(
        f"{code.scheme} {code.value}" + (f" ({when})" if (when := between(code.since, code.until)) else "")
        for code in entity.identifiers
    )


def other_names(entity: Entity) -> str:
    """Return what else a body is or was called, each name with its time where it has one."""
    dated = (
        f"{spell.name} ({when})" if (when := between(spell.since, spell.until)) else spell.name
        for spell in entity.names
    )
    return "; ".join([*entity.other_names, *dated])


def type_in_words(body: Body, ontology: Ontology, day: date | None) -> str:
    """Return the type of a body on a day in words; where a change has no day, "NHS trust or NHS foundation trust"."""
    labels = [ontology.types[name].label for name in body.types_on(day)]
    return " or ".join(labels) or f"not stated ({ontology.types[body.type].label} on other days)"


def kinds(entity: Entity, ontology: Ontology) -> str:
    """Return of which types a body was, and when: ``NHS trust until 2008-03-31; NHS foundation trust``."""
    return "; ".join(
        f"{ontology.types[spell.type].label} {between(spell.since, spell.until)}".rstrip() for spell in entity.kinds
    )


def phases(spells: Sequence[PhaseSpell]) -> str:
    """Return how far a thing was in the world, and when: ``planned from 2018; established from 2019-04``."""
    return "; ".join(
        f"{spell.phase.replace('-', ' ')} {between(spell.since, spell.until)}".rstrip() for spell in spells
    )


def valued(fact: Fact) -> str:
    """Return the value of a fact: ``about 500000 people``."""
    number = None if fact.number is None else f"{'about ' if fact.approximately else ''}{fact.number}"
    counted = " ".join(part for part in (number, fact.unit) if part)
    return ": ".join(part for part in (counted, fact.text) if part)


def stated(fact: Fact, ontology: Ontology, sources: Mapping[str, Source]) -> str:
    """Return a fact with its dates and sources: ``population: 512000 people, from 2019 [Letter, par. 1]``."""
    when = between(fact.since, fact.until)
    words = ", ".join(part for part in (valued(fact), when, phases(fact.phases)) if part)
    return _sourced(f"{ontology.properties[fact.property].label}: {words}", cited(all_claims(fact), sources))


def missing(gap: Gap, ontology: Ontology, sources: Mapping[str, Source]) -> str:
    """Return what is missing and why: ``holder: vacant (the last holder left) [Minutes, p. 2]``."""
    topic, reason = (ontology.schemes[scheme][name].label for scheme, name in _gap(gap))
    note = f" ({gap.note})" if gap.note else ""
    return _sourced(f"{topic}: {reason}{note}", cited(gap.claims, sources))


def _gap(gap: Gap) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("gap-topics", gap.topic), ("gap-reasons", gap.reason)


def taking_part(event: Event, names: Mapping[str, str]) -> str:
    """Return who took part in an event, and how."""
    return "; ".join(
        f"{names.get(part.entity, part.entity)} {_SIDES[part.side]}{_PARTS.get(part.part, '')}"
        + (f" ({part.role})" if part.role else "")
        for part in event.participants
    )


def happened(event: Event, sources: Mapping[str, Source]) -> str:
    """Return an event with its date and sources."""
    when = str(event.date) if event.date else between(event.not_before, event.not_after)
    words = ", ".join(part for part in (event.name, when, phases(event.phases)) if part)
    return _sourced(words, cited(all_claims(event), sources))


def _sourced(text: str, by: str) -> str:
    return f"{text} [{by}]" if by else text

"""What follows from a record's claims and dates alone: its certainty, its phase, and when it holds.

Nothing here knows files, stores or the ontology. The rules are those of ``docs/explanation/as-of.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span, Validity, validity
from ics_graph.model import Claim, Entity, Fact, Phase, Phased, PhaseSpell, Relation, Source

PHASES: tuple[Phase, ...] = ("not-stated", "planned", "shadow", "established")


def phase_on(phases: Sequence[PhaseSpell], day: date | None) -> Phase:
    """Return the phase in force on ``day``; without a day, the furthest that any spell states.

    Where several spells may hold on the day, the furthest that surely holds goes before one that only may. A plan
    without a last day is over once another phase has surely begun.
    """
    if not phases:
        return "not-stated"
    if day is None:
        return max((spell.phase for spell in phases), key=PHASES.index)
    if any(spell.phase != "planned" and spell.since and spell.since.latest <= day for spell in phases):
        phases = [spell for spell in phases if spell.phase != "planned" or spell.until]
    ranked = [
        (validity(spell.since, spell.until).on(day) == "yes", PHASES.index(spell.phase), spell.phase)
        for spell in phases
        if validity(spell.since, spell.until).on(day) != "no"
    ]
    return max(ranked)[2] if ranked else "not-stated"


def only_planned(thing: Phased) -> bool:
    """Return whether nothing but a plan is known of it: a plan is never established by the passing of its date."""
    return bool(thing.phases) and all(spell.phase == "planned" for spell in thing.phases)


def witnesses(claims: Iterable[Claim], sources: Mapping[str, Source], until: PartialDate | None) -> list[Span]:
    """Return the days on which the claims bear witness that a thing held.

    A supporting, present-tense claim that is not of a rule witnesses its source's date (``observed`` overrides
    it), unless the thing had ended by then.
    """
    seen = []
    for claim in claims:
        span = span_of(claim, sources)
        if span is None or (claim.observed is None and until is not None and until.latest < span.first):
            continue
        seen.append(span)
    return seen


def span_of(claim: Claim, sources: Mapping[str, Source]) -> Span | None:
    """Return the days within which a claim in the present tense was so; None where it witnesses none."""
    if claim.stance != "supports" or claim.basis == "rule" or claim.observed == "never":
        return None
    if claim.observed is not None:
        return Span.of(claim.observed)
    source = sources.get(claim.source)
    return None if source is None or source.when == Span() else source.when


def holds(thing: Entity | Relation | Fact, sources: Mapping[str, Source]) -> Validity:
    """Return when an entity exists, or a relation or fact holds, from its dates and witnesses.

    A planned thing has no witness. Raises ValueError where its dates are reversed.
    """
    return validity(thing.since, thing.until, all_witnesses(thing, sources))


def all_witnesses(thing: Entity | Relation | Fact, sources: Mapping[str, Source]) -> list[Span]:
    """Return the days on which a thing was seen, by its claims and those of its phases but for plans."""
    if only_planned(thing):
        return []
    claims = [
        *thing.claims,
        *(c for spell in thing.phases if spell.phase != "planned" for c in spell.claims),
    ]
    return witnesses(claims, sources, thing.until)


def planned_span(thing: Phased, sources: Mapping[str, Source]) -> Span | None:
    """Return the days on which a thing is shown as planned, or None where nobody plans it.

    From the first day on which a source of the plan may have been there, to the last day of what is planned, or
    to the day before it surely came into force.
    """
    plans = [spell for spell in thing.phases if spell.phase == "planned"]
    if not plans:
        return None
    claims = [claim for spell in plans for claim in (spell.claims or thing.claims) if claim.stance != "denies"]
    first_days = [sources[claim.source].when.first for claim in claims if claim.source in sources]
    first = min(first_days, default=MIN_DATE)
    until = thing.until if isinstance(thing, Entity | Relation | Fact) else None
    ends = [spell.until.latest for spell in plans if spell.until] + ([until.latest] if until else [])
    return Span(first, max(ends, default=MAX_DATE))


def weight_of(claim: Claim) -> tuple[object, ...]:
    """Return all of a claim that what holds and what is in order depends on, and not its place or its words.

    Days are told apart by identity, so it must not outlive the claim.
    """
    return claim.source, claim.stance, claim.basis, id(claim.observed)


class Held:
    """Works out ``holds`` once for all records that share their dates and claims, as those of bulk data do.

    Dates are told apart by identity, so it must not outlive the dataset whose records it is given.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._held: dict[tuple[object, ...], Validity] = {}

    def __call__(self, thing: Entity | Relation | Fact) -> Validity:
        """Return when a thing holds; raise ValueError where its dates are reversed."""
        if thing.phases:
            return holds(thing, self.sources)
        key = (id(thing.since), id(thing.until), *map(weight_of, thing.claims))
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = holds(thing, self.sources)
        return held

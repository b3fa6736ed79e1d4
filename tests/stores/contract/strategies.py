"""Random datasets for property tests: small, awkward, and within what the model allows.

Few bodies with many lines make circles, lines to oneself and parallel lines by themselves; dates of every precision
lie within a few years, so that they often just touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.model import (
    About,
    Claim,
    Completeness,
    Dataset,
    Entity,
    Event,
    Extent,
    Fact,
    Gap,
    Identifier,
    KindSpell,
    NameSpell,
    Participant,
    Phase,
    PhaseSpell,
    Relation,
    Source,
)
from ics_graph.stores.rows import View
from tests.stores.contract.decision_records import with_decisions

FAMILIES = ("accountability", "reporting", "membership", "structure", "coverage")
_BODIES = ("Organisation", "Group", "Committee", "IntegratedCareSystem", "FoundationTrust", "CouncilOfGovernors")
_ENTITY_TYPES = (*_BODIES, "Person", "Post")
# What the statutory rules speak of: a CCG and an ICB under NHS England, and that under the Secretary of State.
_RULED = ("ClinicalCommissioningGroup", "IntegratedCareBoard", "NHSEngland", "SecretaryOfState")
_RELATION_TYPES = ("accountableTo", "reportsTo", "escalatesTo", "memberOf", "partOf", "committeeOf", "sameSizeAs")
_IDS = ("ccg-a", "icb-b", "nhs:e", "sos.d", "e~5", "f_6", "G-7", "h", "i-9", "j")
_SOURCES = ("deck", "law", "minutes")
_NAMES = (
    "Darlington CCG",
    "darlington ccg",
    "NHS England",
    "Group & Board",
    "Tees / 'Valley' (North)",
    "Ærø ~* é",
    "A",
)
_PHASES: tuple[Phase, ...] = ("planned", "planned", "shadow", "established", "not-stated")
_EXTENTS: tuple[Extent, ...] = ("one", "one", "one", "several", "any")

days = st.dates(date(2018, 12, 1), date(2021, 2, 1))
"""Days on which the random datasets are asked."""

partial_dates = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]),
    st.dates(date(2019, 1, 1), date(2020, 12, 31)),
    st.sampled_from([1, 2, 3, 3]),
)
maybe_date = st.none() | partial_dates
ids = st.sampled_from(_IDS)


@st.composite
def _period(draw: st.DrawFn) -> tuple[PartialDate | None, PartialDate | None]:
    since, until = draw(maybe_date), draw(maybe_date)
    if since is not None and until is not None and since.earliest > until.latest:
        since, until = until, since
    return since, until


@st.composite
def _sources(draw: st.DrawFn, id_: str) -> Source:
    kind = draw(st.sampled_from(["dated", "bounded", "undated"]))
    if kind == "dated":
        return Source(id_, id_.title(), date=draw(partial_dates))
    if kind == "bounded":
        first, last = draw(_period())
        return Source(id_, id_.title(), not_before=first, not_after=last, date_note="by its contents")
    return Source(id_, id_.title())


claims = st.builds(
    Claim,
    source=st.sampled_from(_SOURCES),
    locator=st.none() | st.sampled_from(["slide 3", "para 2"]),
    basis=st.sampled_from(["explicit", "explicit", "layout", "reported", "inferred", "rule"]),
    stance=st.sampled_from(["supports", "supports", "supports", "questions", "denies"]),
    confidence=st.none() | st.sampled_from(["low", "high"]),
    observed=st.none() | st.just("never") | partial_dates,
)
_some_claims = st.lists(claims, max_size=2).map(tuple)


@st.composite
def _spells(draw: st.DrawFn) -> PhaseSpell:
    since, until = draw(_period())
    phase = draw(st.sampled_from(_PHASES))
    return PhaseSpell(phase, since, until, draw(_some_claims))


_phases = st.one_of(st.just(()), st.just(()), st.lists(_spells(), min_size=1, max_size=2).map(tuple))


@st.composite
def _names(draw: st.DrawFn, name: st.SearchStrategy[str]) -> NameSpell:
    since, until = draw(_period())
    return NameSpell(draw(name), since, until, draw(_some_claims))


@st.composite
def kinds_until(draw: st.DrawFn, last: str) -> tuple[KindSpell, ...]:
    """Return up to three types in the order of their days, the last being ``last``, with what a source may say of each.

    A day of a change is said of the type before it, of the one after it, of both or of none; there may be days between.
    """
    types = [*draw(st.lists(st.sampled_from([*_ENTITY_TYPES, *_RULED[:2]]), max_size=2)), last]
    turns = sorted(draw(st.lists(days, min_size=len(types) + 1, max_size=len(types) + 1, unique=True)))
    precision = st.sampled_from([2, 3, 3])

    def partial(day: date) -> PartialDate | None:
        return PartialDate(*day.timetuple()[: draw(precision)]) if draw(st.booleans()) else None

    spells: list[KindSpell] = []
    for number, type_ in enumerate(types):
        since, until = partial(turns[number]), partial(turns[number + 1] - timedelta(days=1))
        if since and until and until.earliest <= since.latest:
            since = None
        before = spells[-1].until if spells else None
        if since and before and since.latest <= before.earliest:
            since = None
        spells.append(KindSpell(type_, since, until, draw(_some_claims)))
    return tuple(spells)


@st.composite
def _entities(draw: st.DrawFn, id_: str, type_: str) -> Entity:
    since, until = draw(st.one_of(st.just((None, None)), _period()))
    extent = draw(st.sampled_from(_EXTENTS))
    codes = draw(st.lists(st.builds(Identifier, st.just("ods"), st.sampled_from(["13T", "X24"])), max_size=1))
    return Entity(
        id_,
        type_,
        draw(st.sampled_from(_NAMES) | st.text(min_size=1, max_size=12)),
        tuple(draw(st.lists(st.sampled_from(_NAMES), max_size=2))),
        tuple(codes),
        since,
        until,
        draw(_phases),
        extent,
        claims=draw(_some_claims),
        names=tuple(draw(st.lists(_names(st.sampled_from(_NAMES)), max_size=1))),
        kinds=draw(st.one_of(st.just(()), st.just(()), kinds_until(type_))),
    )


@st.composite
def _relations(draw: st.DrawFn, id_: str, among: list[str]) -> Relation:
    since, until = draw(_period())
    return Relation(
        id_,
        draw(st.sampled_from(among)),
        draw(st.sampled_from(_RELATION_TYPES)),
        draw(st.sampled_from(among)),
        role=draw(st.none() | st.just("chair")),
        since=since,
        until=until,
        phases=draw(_phases),
        claims=draw(_some_claims),
    )


@st.composite
def datasets(draw: st.DrawFn, most: int = 8, most_lines: int = 14) -> Dataset:
    """Return a dataset of up to ``most`` bodies and ``most_lines`` relations, with a few records of each other kind."""
    chosen = draw(st.lists(ids, min_size=1, max_size=most, unique=True))
    types = dict(zip(_IDS, _RULED, strict=False))
    entities = {
        id_: draw(_entities(id_, types[id_] if id_ in types else draw(st.sampled_from(_ENTITY_TYPES))))
        for id_ in chosen
    }
    numbers = range(draw(st.integers(0, most_lines)))
    relations = {f"line:{n}": draw(_relations(f"line:{n}", chosen)) for n in numbers}
    for twin in draw(st.lists(st.sampled_from(sorted(relations)), max_size=2)) if relations else ():
        relations[f"{twin}-too"] = replace(relations[twin], id=f"{twin}-too")
    body = st.sampled_from(chosen)
    facts = [
        Fact(f"fact {n}", draw(body), "population", draw(st.integers(0, 2**70) | st.floats(0, 1)), text="of 'x' \\ y")
        for n in range(draw(st.integers(0, 3)))
    ]
    gaps = [Gap(f"gap/{n}", draw(body), "chair", "vacant") for n in range(draw(st.integers(0, 2)))]
    family = st.sampled_from(["membership", "membership", "reporting", "structure"])
    whole = [
        Completeness(f"whole{n}", draw(body), draw(family), draw(_some_claims)) for n in range(draw(st.integers(0, 2)))
    ]
    sides = st.sampled_from(["original", "resulting", "about"])
    parts = st.lists(st.builds(Participant, body, sides), max_size=3).map(tuple)
    events = [Event(f"event-{n}", "merger", "A merger", draw(maybe_date), participants=draw(parts)) for n in range(2)]
    dataset = Dataset(
        (About("random", draw(st.sampled_from(["Random", "Another"]))),),
        {id_: draw(_sources(id_)) for id_ in _SOURCES},
        entities,
        relations,
        {fact.id: fact for fact in facts},
        {event.id: event for event in events},
        {gap.id: gap for gap in gaps},
        {record.id: record for record in whole},
    )
    return draw(with_decisions(dataset, st.sampled_from(_NAMES)))


any_text = st.text(min_size=1, max_size=9) | st.sampled_from(
    [
        'say "no"',
        "back\\slash",
        "two\nlines\r\nand\ta tab",
        "]]> & <b>",
        "\\u0041",
        "\x00\x07\x0b\x7f\x85",
        "\ufffe\uffff\u2028",
        "日本語 عربي 😀",
        "'''",
        " edges ",
        "",
    ]
)
"""Texts that some syntax or other has to escape, of any script; half a surrogate pair is no text."""
some_text = st.none() | any_text


@st.composite
def rich_datasets(draw: st.DrawFn) -> Dataset:
    """Return a dataset of which every field may say something, in any words: for formats that must lose nothing."""
    dataset = draw(datasets(most=4, most_lines=5))
    body = st.sampled_from(sorted(dataset.entities))

    def reworded(claim: Claim) -> Claim:
        place, who, note = draw(some_text), draw(some_text), draw(some_text)
        return replace(claim, locator=place, said_by=who, note=note, recorded=draw(maybe_date))

    def cited_anew(spells: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(spell, claims=tuple(map(reworded, spell.claims))) for spell in spells)

    def evidence(record: Any) -> dict[str, Any]:
        cited = record.claims or draw(_some_claims)
        told: dict[str, Any] = {"claims": tuple(map(reworded, cited)), "note": draw(some_text)}
        if hasattr(record, "phases"):
            told["phases"] = cited_anew(record.phases or draw(_phases))
        if isinstance(record, Entity):
            told["names"] = cited_anew(draw(st.lists(_names(any_text), max_size=2)))
            told["kinds"] = cited_anew(record.kinds)
        return told

    def each(records: Mapping[str, Any], change: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        return {id_: replace(record, **evidence(record), **change()) for id_, record in records.items()}

    def entity() -> dict[str, Any]:
        since, until = draw(_period())
        codes = st.builds(Identifier, any_text, any_text, st.just(since), st.just(until))
        return {
            "name": draw(any_text),
            "other_names": tuple(draw(st.lists(any_text, max_size=2))),
            "identifiers": tuple(draw(st.lists(codes, max_size=2))),
            "count": draw(st.none() | st.integers(0, 2**64)),
            "unnamed": draw(st.booleans()),
        }

    def relation() -> dict[str, Any]:
        return {
            "role": draw(some_text),
            "capacity": draw(some_text),
            "voting": draw(st.none() | st.booleans()),
            "on_behalf_of": draw(st.none() | body),
        }

    def fact() -> dict[str, Any]:
        since, until = draw(_period())
        return {
            "number": draw(st.none() | st.integers(-5, 2**70) | st.floats(allow_nan=False)),
            "unit": draw(some_text),
            "approximately": draw(st.booleans()),
            "text": draw(some_text),
            "since": since,
            "until": until,
        }

    def event() -> dict[str, Any]:
        sides = st.sampled_from(["original", "resulting", "about", "took-part"])
        parts = st.builds(Participant, body, sides, st.sampled_from(["whole", "part", "not-known"]), some_text)
        first, last = draw(_period())
        return {
            "name": draw(any_text),
            "participants": tuple(draw(st.lists(parts, max_size=3))),
            "legal_basis": draw(some_text),
            "not_before": first,
            "not_after": last,
        }

    def source() -> dict[str, Any]:
        told: dict[str, Any] = {name: draw(some_text) for name in ("kind", "publisher", "licence", "link", "note")}
        return {"title": draw(any_text), "date_note": draw(some_text), **told}

    names = st.lists(st.sampled_from(["second", "first", "a folder é"]), max_size=3, unique=True)
    told = [About(name, draw(any_text), draw(some_text), draw(some_text), tuple(draw(names))) for name in draw(names)]
    rich = Dataset(
        tuple(told),
        {id_: replace(record, **source()) for id_, record in dataset.sources.items()},
        each(dataset.entities, entity),
        each(dataset.relations, relation),
        each(dataset.facts, fact),
        each(dataset.events, event),
        each(dataset.gaps, lambda: {"reason": draw(st.sampled_from(["not-read", "vacant", "to-be-confirmed"]))}),
        each(dataset.complete, dict),
    )
    return draw(with_decisions(rich, any_text))


views = st.builds(View, st.none() | days, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
"""Views with and without a day, that let in more or less."""

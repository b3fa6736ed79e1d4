"""Random datasets whose every field may be said, in text that files get wrong: quotes, line ends, words like ``no``."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from ics_graph.model import (
    About,
    Claim,
    Completeness,
    Dataset,
    Entity,
    Gap,
    GapReason,
    Identifier,
    Participant,
)
from ics_graph.nobody import nobody_in
from ics_graph.ontology import load_ontology
from tests.stores.contract.decision_records import with_decisions
from tests.stores.contract.strategies import datasets, maybe_date

TEXTS = (
    "plain",
    "",
    " leading and trailing ",
    "two\nlines",
    "carriage\r\nreturn\r",
    "\ttab",
    "yes",
    "No",
    "null",
    "~",
    "007",
    "1e3",
    "2019-06-01",
    "=1+2",
    "-",
    "- item",
    "# no comment",
    "a: b",
    "a #b",
    "'single' \"double\"",
    "x|y",
    "|",
    "{[&*!%@`",
    "\ufeffmark",
    "next\x85line\u2028and\u2029paragraph",
    "bell\x07and\x1bescape",
    "\\u0041 \\n",
    "naïve 日本 عربى 🏥",
    "long words " * 30,
)
_ONTOLOGY = load_ontology()
texts = st.sampled_from(TEXTS) | st.text(max_size=8).filter(lambda text: "\0" not in text)
maybe = st.none() | texts


@st.composite
def _claims(draw: st.DrawFn, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(replace(claim, locator=draw(maybe), said_by=draw(maybe), note=draw(maybe)) for claim in claims)


def _types(entity: Entity) -> set[str]:
    return {entity.type, *(kind.type for kind in entity.kinds)}


@st.composite
def awkward_datasets(draw: st.DrawFn) -> Dataset:
    """Return a dataset with awkward text, and with every field of every kind of record, in order."""
    plain = draw(datasets(most=4, most_lines=5))
    some = st.lists(st.builds(Claim, st.sampled_from(sorted(plain.sources)), maybe), max_size=2).map(tuple)
    codes = st.lists(st.builds(Identifier, texts, texts, maybe_date), max_size=2).map(tuple)
    body = st.sampled_from(sorted(plain.entities))

    entities = {}
    for entity in plain.entities.values():
        several = entity.extent == "several"
        entities[entity.id] = replace(
            entity,
            # What means nobody is no name of a person, and is told as an error.
            name=draw(texts.filter(lambda text: nobody_in(text) is None)),
            other_names=tuple(draw(st.lists(texts, max_size=3))),
            identifiers=draw(codes),
            count=draw(st.none() | st.integers(2, 2**70)) if several else None,
            unnamed=draw(st.booleans()),
            phases=tuple(replace(spell, claims=draw(_claims(spell.claims))) for spell in entity.phases),
            claims=draw(_claims(entity.claims)),
            note=draw(maybe),
            names=tuple(replace(name, name=draw(texts), claims=draw(_claims(name.claims))) for name in entity.names),
            kinds=tuple(replace(kind, claims=draw(_claims(kind.claims))) for kind in entity.kinds),
        )
    relations = {}
    for relation in plain.relations.values():
        subject, object_ = plain.entities[relation.subject], plain.entities[relation.object]
        # Whatever kinds its ends were of at the time, the line is one that the ontology permits.
        ends = product(_types(subject), _types(object_))
        if not all(_ONTOLOGY.permits(relation.type, *types) for types in ends):
            continue
        relations[relation.id] = replace(
            relation,
            role=draw(maybe),
            capacity=draw(st.none() | st.sampled_from(["chair", "observer"])),
            voting=draw(st.none() | st.booleans()),
            on_behalf_of=draw(st.none() | body),
            claims=draw(_claims(relation.claims)),
            note=draw(maybe),
        )
    spell_of = st.sampled_from([entity.phases for entity in plain.entities.values()])
    facts = {}
    for fact in plain.facts.values():
        number = draw(st.integers(-(2**90), 2**90) | st.floats(allow_nan=False, allow_infinity=False))
        facts[fact.id] = replace(
            fact,
            number=number,
            unit=draw(maybe),
            approximately=draw(st.booleans()),
            text=draw(maybe),
            since=draw(maybe_date),
            phases=draw(spell_of),
            claims=draw(some),
            note=draw(maybe),
        )
    side = st.sampled_from(["original", "resulting", "about", "took-part"])
    part = st.sampled_from(["whole", "part", "not-known"])
    parts = st.lists(st.builds(Participant, body, side, part, maybe), max_size=3).map(tuple)
    events = {}
    for event in plain.events.values():
        events[event.id] = replace(
            event,
            name=draw(texts),
            not_before=draw(maybe_date),
            participants=draw(parts),
            legal_basis=draw(maybe),
            phases=draw(spell_of),
            claims=draw(some),
            note=draw(maybe),
        )
    reason: st.SearchStrategy[GapReason] = st.sampled_from(
        ["not-stated", "not-read", "vacant", "not-published", "to-be-confirmed"]
    )
    gaps: list[Gap] = [
        replace(gap, reason=draw(reason), claims=draw(some), note=draw(maybe)) for gap in plain.gaps.values()
    ]
    wholes: list[Completeness] = [
        replace(whole, claims=draw(some), note=draw(maybe)) for whole in plain.complete.values()
    ]
    sources = {
        source.id: replace(
            source,
            title=draw(texts),
            kind=draw(maybe),
            publisher=draw(maybe),
            licence=draw(maybe),
            link=draw(maybe),
            date_note=draw(maybe),
            note=draw(maybe),
        )
        for source in plain.sources.values()
    }
    titled = draw(texts.filter(bool))
    awkward = Dataset(
        (About("awkward", titled, draw(maybe), draw(maybe)),),
        sources,
        entities,
        relations,
        facts,
        events,
        {gap.id: gap for gap in gaps},
        {whole.id: whole for whole in wholes},
    )
    return draw(with_decisions(awkward, texts))

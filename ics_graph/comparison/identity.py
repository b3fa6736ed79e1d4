"""Bodies that have another id in a newer version of a dataset: recognised by type and dated code, never by name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ics_graph.comparison.deciding import following, with_new_ids
from ics_graph.dates import PartialDate, validity
from ics_graph.model import (
    Claim,
    Completeness,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    Identifier,
    Relation,
    Source,
    all_claims,
)
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.model.records import RECORDS, key_of

# How an importer names the file of a source: at the end of its title in brackets, or as all of it.
_FILE = re.compile(r"\([^()]+\.\w{2,7}\)$|^[^()]+\.\w{2,7}$")
_SECTIONS = tuple(name for name in RECORDS if name != "sources")
_OTHERS = tuple(name for name in _SECTIONS if name not in DECISION_RECORDS)


@dataclass(frozen=True, slots=True)
class Renamed:
    """``ids`` from the old id to the new; ``unsure`` are pairs of ids that may be one body, and others may be, too."""

    ids: Mapping[str, str]
    unsure: tuple[tuple[str, str], ...]


def renamed(old: Dataset, new: Dataset) -> Renamed:
    """Return which bodies of an older version have another id in a newer one.

    They are those whose id is gone and one whose id is new, of the same type, with the same code of a scheme at a
    time that both give, or at any where neither says when. Where several fit, none is taken for the other. An id that
    has other codes of the same schemes now is another body's: imports made apart give one id to two bodies of a name.
    """
    others = {
        id_ for id_ in old.entities.keys() & new.entities.keys() if _another(old.entities[id_], new.entities[id_])
    }
    gone = [entity for id_, entity in old.entities.items() if id_ not in new.entities or id_ in others]
    come = _by_code(entity for id_, entity in new.entities.items() if id_ not in old.entities or id_ in others)
    pairs = {
        (before.id, after.id)
        for before in gone
        for code in before.identifiers
        for after, held in come.get((before.type, code.scheme, code.value), ())
        if _meet((code, before), (held, after))
    }
    olds: dict[str, set[str]] = defaultdict(set)
    news: dict[str, set[str]] = defaultdict(set)
    for old_id, new_id in pairs:
        olds[old_id].add(new_id)
        news[new_id].add(old_id)
    sure = {(a, b) for a, b in pairs if len(olds[a]) == len(news[b]) == 1}
    return Renamed(dict(sorted(sure)), tuple(sorted(pairs - sure)))


def _another(before: Entity, after: Entity) -> bool:
    """Return whether two records of one id are plainly of two bodies: they share a scheme of codes, and no code."""
    mine = {(code.scheme, code.value) for code in before.identifiers}
    theirs = {(code.scheme, code.value) for code in after.identifiers}
    schemes = {scheme for scheme, _ in mine} & {scheme for scheme, _ in theirs}
    return bool(schemes) and mine.isdisjoint(theirs)


def same_sources(old: Dataset, new: Dataset) -> dict[str, str]:
    """Return the sources that say the same of themselves under another id, from the old id to the new."""
    after: dict[Source, list[str]] = defaultdict(list)
    for source in new.sources.values():
        after[replace(source, id="")].append(source.id)
    ids = {}
    for source in old.sources.values():
        alike = after.get(replace(source, id=""), [])
        if len(alike) == 1 and alike[0] != source.id:
            ids[source.id] = alike[0]
    # Two that are one in the newer version are not the same.
    often = Counter(ids.values())
    ids = {before: after_ for before, after_ in ids.items() if often[after_] == 1}
    return {**ids, **_under_another_name(old, new, ids)}


def _under_another_name(old: Dataset, new: Dataset, ids: Mapping[str, str]) -> dict[str, str]:
    """Return the files that were imported under another name: all but that is the same, and so is each claim."""

    def files(dataset: Dataset, other: Dataset, matched: Iterable[str]) -> dict[tuple[Any, ...], list[str]]:
        matched = set(matched)
        candidates = {
            id_: source
            for id_, source in dataset.sources.items()
            if id_ not in matched and source != other.sources.get(id_) and _FILE.search(source.title)
        }
        cited: dict[str, Counter[tuple[str, str, Claim]]] = {id_: Counter() for id_ in candidates}
        for section, record in dataset.claimed():
            for claim in all_claims(record):
                if claim.source in cited:
                    cited[claim.source][section, record.id, replace(claim, source="")] += 1
        by_claims: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        for id_, source in candidates.items():
            if cited[id_]:
                unnamed = replace(source, id="", title=_FILE.sub("", source.title))
                by_claims[unnamed, frozenset(cited[id_].items())].append(id_)
        return by_claims

    before, after = files(old, new, ids), files(new, old, ids.values())
    return {
        before[key][0]: after[key][0]
        for key in before.keys() & after.keys()
        if len(before[key]) == len(after[key]) == 1 and before[key] != after[key]
    }


def with_claims_in_order_of(old: Dataset, new: Dataset) -> Dataset:
    """Return the older dataset with the claims of each record in the newer order, where they are the same claims."""

    def ordered(record: Any, other: Any) -> Any:
        if other is None or record.claims == other.claims or Counter(record.claims) != Counter(other.claims):
            return record
        return replace(record, claims=other.claims)

    sections: dict[str, Any] = {
        name: {id_: ordered(record, new.section(name).get(id_)) for id_, record in old.section(name).items()}
        for name in _SECTIONS
    }
    return replace(old, **sections)


def citing(dataset: Dataset, ids: Mapping[str, str]) -> Dataset:
    """Return a dataset whose sources have these new ids, and whose claims cite them by these."""
    if not ids:
        return dataset
    taken = set(ids.values()) - set(ids)

    def cited(record: Any) -> Any:
        changed = {}
        for field_ in fields(record):
            value = getattr(record, field_.name)
            if isinstance(value, tuple) and value and isinstance(value[0], Claim):
                changed[field_.name] = tuple(replace(c, source=ids.get(c.source, c.source)) for c in value)
            elif isinstance(value, tuple) and value and hasattr(value[0], "claims"):
                changed[field_.name] = tuple(cited(part) for part in value)
        return replace(record, **changed) if changed else record

    sections: dict[str, Any] = {}
    for name in _SECTIONS:
        sections[name] = {id_: cited(record) for id_, record in dataset.section(name).items()}
    sources = [replace(source, id=ids.get(id_, id_)) for id_, source in dataset.sources.items() if id_ not in taken]
    return Dataset(dataset.about, {source.id: source for source in sources}, **sections)


def with_ids_of(old: Dataset, new: Dataset) -> Dataset:
    """Return the older dataset with the newer ids of lines, events and the like that say the same under another id.

    They have the same bodies, words and days; claims and notes may differ, and are compared then.
    """
    sections: dict[str, Any] = {"entities": old.entities}
    events: Mapping[str, str] = {}
    for name in _OTHERS[1:]:
        before = old.section(name)
        ids = _same_meaning(before, new.section(name))
        records = [replace(record, id=ids.get(id_, id_)) for id_, record in before.items()]
        sections[name] = {record.id: record for record in records}
        events = ids if name == "events" else events

    def new_ids(section: str, moved: Mapping[str, Any]) -> Mapping[str, str]:
        after = new.section(section)
        same = _same_meaning(moved, after)
        left = {id_: record for id_, record in old.section(section).items() if id_ not in same}
        taken = set(same.values())
        return {**following(left, moved, {id_: each for id_, each in after.items() if id_ not in taken}), **same}

    decisions = with_new_ids({name: old.section(name) for name in DECISION_RECORDS}, {"events": events}, new_ids)
    return Dataset(old.about, old.sources, **sections, **decisions)


def _same_meaning(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of records that say the same under another id, each with that id."""
    gone, come = _by_meaning(before, after), _by_meaning(after, before)
    return {gone[key][0]: come[key][0] for key in gone.keys() & come.keys() if len(gone[key]) == len(come[key]) == 1}


def _by_meaning(records: Mapping[str, Any], others: Mapping[str, Any]) -> dict[tuple[Any, ...], list[str]]:
    """Return the ids that only these records have, by all that the records say but names, claims and notes."""
    by_meaning: dict[tuple[Any, ...], list[str]] = {}
    for id_, record in records.items():
        if id_ in others:
            continue
        said = [
            frozenset(value) if field_.name == "participants" else value
            for field_ in fields(record)
            if field_.name not in ("id", "name", "claims", "phases", "note")
            for value in [getattr(record, field_.name)]
        ]
        by_meaning.setdefault(tuple(said), []).append(id_)
    return by_meaning


def _by_code(entities: Iterable[Entity]) -> dict[tuple[str, str, str], list[tuple[Entity, Identifier]]]:
    by_code: dict[tuple[str, str, str], list[tuple[Entity, Identifier]]] = defaultdict(list)
    for entity in entities:
        for code in entity.identifiers:
            by_code[entity.type, code.scheme, code.value].append((entity, code))
    return by_code


def _meet(*codes: tuple[Identifier, Entity]) -> bool:
    """Return whether the times of two codes meet; a day that a code does not give is that of its body's life."""
    spells = []
    for code, entity in codes:
        since: PartialDate | None = code.since or entity.since
        until: PartialDate | None = code.until or entity.until
        if since is not None and until is not None and since.earliest > until.latest:
            return False
        spells.append(validity(since, until))
    return spells[0].start_min <= spells[1].end_max and spells[1].start_min <= spells[0].end_max


def with_ids(dataset: Dataset, ids: Mapping[str, str]) -> Dataset:
    """Return a dataset whose records speak of bodies by these new ids; ids made of what a record says follow."""
    if not ids:
        return dataset

    def of(id_: str | None) -> Any:
        return ids.get(id_, id_) if id_ is not None else None

    def keyed(record: Any, changed: Any) -> Any:
        return replace(changed, id=key_of(changed)) if record.id == key_of(record) else changed

    def moved(record: Any) -> Any:
        match record:
            case Entity():
                return replace(record, id=of(record.id))
            case Relation():
                ends = {"subject": of(record.subject), "object": of(record.object)}
                return keyed(record, replace(record, **ends, on_behalf_of=of(record.on_behalf_of)))
            case Fact() | Gap() | Completeness():
                return keyed(record, replace(record, entity=of(record.entity)))
            case Event():
                parts = tuple(replace(part, entity=of(part.entity)) for part in record.participants)
                return replace(record, participants=parts)
        return record

    def new_ids(section: str, records: Mapping[str, Any]) -> Mapping[str, str]:
        before = dataset.section(section)
        return {id_: key_of(record) for id_, record in records.items() if id_ == key_of(before[id_])}

    sections: dict[str, Any] = {}
    for name in _OTHERS:
        records = [moved(record) for record in dataset.section(name).values()]
        sections[name] = {record.id: record for record in records}
    decisions = with_new_ids({name: dataset.section(name) for name in DECISION_RECORDS}, {"entities": ids}, new_ids)
    return replace(dataset, **{**sections, **decisions})


def successors(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of new records that are old ones with another date or value, each with the old id.

    The id of a line or fact that was given none is made of what it says, so it changes with a date or a value. One
    that is gone and one that came are the same where they alone are of the same ends and role, or body and property.
    """
    gone, come = _by_matter(before, after), _by_matter(after, before)
    return {come[key][0]: gone[key][0] for key in gone.keys() & come.keys() if len(gone[key]) == len(come[key]) == 1}


def _by_matter(records: Mapping[str, Any], others: Mapping[str, Any]) -> dict[tuple[Any, ...], list[str]]:
    """Return the ids that only these records have, and that are made of what they say, by what they are about."""
    by_matter: dict[tuple[Any, ...], list[str]] = {}
    for id_, record in records.items():
        if id_ in others or not isinstance(record, Relation | Fact) or id_ != key_of(record):
            continue
        key: tuple[Any, ...]
        match record:
            case Relation():
                key = (record.subject, record.type, record.object, record.role, record.on_behalf_of)
            case Fact():
                key = (record.entity, record.property, record.unit)
        by_matter.setdefault(key, []).append(id_)
    return by_matter

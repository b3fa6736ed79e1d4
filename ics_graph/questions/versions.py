"""What differs between two versions of a dataset, in the form of an answer: so every format writes it.

It knows datasets, not stores. Versions differ in what is recorded, and that is not what changed in the world: what a
newer version adds may have been true long before. Dates tell the two apart where sources give them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from ics_graph.dates import DAWN, DUSK, PartialDate, Span
from ics_graph.model import (
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    Identifier,
    PhaseSpell,
    Relation,
    Source,
    all_claims,
    key_of,
)
from ics_graph.ontology import Ontology
from ics_graph.plain import WRITTEN_AS, to_plain
from ics_graph.questions.answer import Answer, Row, citation, listed
from ics_graph.questions.records import value_in_words
from ics_graph.questions.renaming import renamed, with_ids
from ics_graph.questions.wording import sentence
from ics_graph.standing import certainty

SECTIONS = ("entities", "relations", "facts", "events", "gaps", "complete", "sources")
"""The sections in the order in which a person reads what differs."""
BALANCE = "Balance, by section and type"
NEW, EARLIER, UNDATED = "newly begun", "true earlier, recorded now", "added, beginning not known"
REMOVED, RENAMED, CHANGED = "removed", "renamed", "changed"
_KINDS = (NEW, EARLIER, UNDATED, REMOVED, RENAMED, CHANGED)
_SOURCES = {NEW: "newer than all before", EARLIER: "older, read now", UNDATED: "added, date not known"}
_NAMES = {"complete": "lists stated to be whole"}


def compared(
    old: Dataset,
    new: Dataset,
    ontology: Ontology,
    titles: tuple[str, str] = ("the older", "the newer"),
    limit: int = 500,
) -> Answer:
    """Return what differs between two versions of a dataset: each difference a row, with the balance before them.

    A record that only the newer version has is ``newly begun`` where its first day (an event's day, a source's date)
    surely lies after the newest source of the older version; it is ``true earlier, recorded now`` where that day, or
    its last, surely does not; else its dates do not tell. ``limit`` is the most rows of each kind; all are counted.
    The verdict is ``answered`` where the versions differ, else ``not-stated``.
    """
    names = renamed(old, new)
    differences = _Differences(with_ids(old, names.ids), new, ontology, _newest(old), limit)
    for section in SECTIONS:
        differences.section(section, {after: before for before, after in names.ids.items()})
    differences.about(old, new)
    rows = (*differences.balance(), *differences.rows)
    counts = [
        f"{section_in_words(section)}: {', '.join(told)}"
        for section in SECTIONS
        if (
            told := [
                f"{n:,} {kind_in_words(section, kind)}" for kind in _KINDS if (n := differences.counts[section, kind])
            ]
        )
    ]
    counts += ["the folders' own descriptions changed"] if differences.counts["about", CHANGED] else []
    text = f"between {titles[0]} and {titles[1]}: {'; '.join(counts)}" if counts else ""
    text = text or f"no difference between {titles[0]} and {titles[1]}"
    said = [*differences.said]
    if any(differences.counts[section, kind] for section in SECTIONS for kind in (NEW, EARLIER, UNDATED)):
        said.append(_how_told(differences.newest))
    said += [
        f"{old.entities[a].name} ({a}) may be {new.entities[b].name} ({b}), and so may others: they share a code."
        for a, b in names.unsure
    ]
    parameters = {"old": titles[0], "new": titles[1]}
    verdict = "answered" if counts else "not-stated"
    return Answer("compare", parameters, sentence(text), verdict, None, rows, (), tuple(said))  # type: ignore[arg-type]


def section_in_words(section: str) -> str:
    """Return what the records of a section are called."""
    return _NAMES.get(section, section)


def kind_in_words(section: str, kind: str) -> str:
    """Return what a kind of difference is called in a section: a source is not true, it is read."""
    return _SOURCES.get(kind, kind) if section == "sources" else kind


def _how_told(newest: date | None) -> str:
    if newest is None:
        return "No source of the older version has a date, so that nothing tells what was true earlier."
    return (
        f"'{EARLIER.capitalize()}' is what began, or ended, on or before {newest}, the newest date of a source of the "
        f"older version; '{NEW}' is what began after it."
    )


def _newest(dataset: Dataset) -> date | None:
    """Return the last day of the newest source whose date is known at its end; None where none is."""
    return max((one.when.last for one in dataset.sources.values() if one.when.last != DUSK), default=None)


@dataclass(slots=True)
class _Differences:
    """The differences found so far: rows under titles, their numbers by section and kind, and the balance's terms."""

    old: Dataset
    new: Dataset
    ontology: Ontology
    newest: date | None
    limit: int
    rows: list[Row] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    terms: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def section(self, section: str, were: Mapping[str, str]) -> None:
        """Add the differences of one section; ``were`` gives the old id of each body that has another now."""
        before, after = self.old.section(section), self.new.section(section)
        found: dict[str, list[Row]] = {kind: [] for kind in _KINDS}
        successors = _successors(before, after)
        for id_, record in after.items():
            if id_ not in before and id_ not in successors:
                kind = self._when(record)
                found[kind].append(self._row(section, record, "added", self.new))
                self._term(section, record, kind)
                continue
            was = before[successors.get(id_, id_)]
            if section == "entities" and id_ in were:
                told = f"id: {were[id_]} → {id_}"
                found[RENAMED].append(replace(self._row(section, record, RENAMED, self.new), value=told))
            if was != record:
                found[CHANGED] += self._changes(section, was, record)
                if self._type(section, was) != self._type(section, record):
                    self._term(section, was, "into another type")
                    self._term(section, record, "from another type")
        followed = set(successors.values())
        for id_, record in before.items():
            if id_ not in after and id_ not in followed:
                found[REMOVED].append(self._row(section, record, REMOVED, self.old))
                self._term(section, record, REMOVED)
        for kind, rows in found.items():
            title = f"{section_in_words(section).capitalize()} {kind_in_words(section, kind)}"
            rows.sort(key=lambda row: (row.kind, row.name, row.id, row.line or ""))
            self.rows += [replace(row, group=title) for row in rows[: self.limit]]
            # A record that changed in three fields is three rows and one record.
            self.counts[section, kind] = len({row.line or row.id for row in rows})
            if len(rows) > self.limit:
                self.said.append(f"Only {self.limit:,} of {len(rows):,} are listed: {title} (--limit).")

    def about(self, old: Dataset, new: Dataset) -> None:
        """Add what folders of the same name say of themselves otherwise than before."""
        were = {about.name: about for about in old.about}
        for about in new.about:
            if about.name not in were:
                continue
            for written, told in _fields(were[about.name], about):
                row = Row(about.name, about.title, "", "dataset", f"changed: {written}", depth=0, value=told)
                self.rows.append(replace(row, group="The folders' own descriptions"))
                self.counts["about", CHANGED] += 1

    def balance(self) -> list[Row]:
        """Return a row for each section and type in which the numbers moved: old + added − removed ± moved = new."""
        rows = []
        for (section, type_), terms in sorted(
            self.terms.items(), key=lambda item: (SECTIONS.index(item[0][0]), item[0][1])
        ):
            numbers = [
                sum(self._type(section, record) == type_ for record in dataset.section(section).values())
                for dataset in (self.old, self.new)
            ]
            signed = [
                (n if kind not in (REMOVED, "into another type") else -n, kind_in_words(section, kind))
                for kind in (NEW, EARLIER, UNDATED, "from another type", REMOVED, "into another type")
                if (n := terms[kind])
            ]
            told = "".join(f" {'+' if n > 0 else '−'} {abs(n):,} {words}" for n, words in signed)
            value = f"{numbers[0]:,} before{told} = {numbers[1]:,} now"
            left = numbers[1] - numbers[0] - sum(n for n, _ in signed)
            value += f"; does not balance: the sum is out by {left:+,}" if left else ""
            rows.append(
                Row(
                    f"{section}:{type_}",
                    type_,
                    "",
                    section_in_words(section),
                    "balance",
                    depth=0,
                    value=value,
                    group=BALANCE,
                )
            )
        return rows

    def _term(self, section: str, record: Any, kind: str) -> None:
        self.terms.setdefault((section, self._type(section, record)), Counter())[kind] += 1

    def _when(self, record: Any) -> str:
        """Return whether what the newer version adds began after the older one's newest source, or before."""
        span = _beginning(record)
        if self.newest is None or span is None:
            return UNDATED
        if span.last <= self.newest:
            return EARLIER
        ended = getattr(record, "until", None)
        if ended is not None and ended.latest <= self.newest:
            return EARLIER
        return NEW if span.first > self.newest else UNDATED

    def _type(self, section: str, record: Any) -> str:
        """Return the type of a record in words: what the balance adds up."""
        known = self.ontology
        words: dict[str, Callable[[], str]] = {
            "entities": lambda: known.types[record.type].label,
            "relations": lambda: known.relations[record.type].label,
            "facts": lambda: known.properties[record.property].label,
            "events": lambda: known.schemes["event-kinds"][record.kind].label,
            "gaps": lambda: known.schemes["gap-topics"][record.topic].label,
            "complete": lambda: str(record.family),
            "sources": lambda: record.kind or "source",
        }
        return words[section]()

    def _row(self, section: str, record: Any, relation: str, dataset: Dataset) -> Row:
        """Return a record as a row: what it says, its dates, and who says so in its own version."""
        claims: Sequence[Claim] = () if isinstance(record, Source) else all_claims(record)
        sources = dict(dataset.sources)
        since, until = _dates(record)
        entity = isinstance(record, Entity)
        return Row(
            record.id,
            self._title(record, dataset),
            record.type if entity else "",
            self._type(section, record),
            relation,
            line=None if entity else record.id,
            depth=0,
            role=getattr(record, "role", None),
            certainty=certainty(claims) if claims else None,
            since=since,
            until=until,
            note=getattr(record, "note", None),
            sources=tuple(dict.fromkeys(citation(claim, sources) for claim in claims)),
        )

    def _title(self, record: Any, dataset: Dataset) -> str:
        def name(id_: str) -> str:
            return dataset.entities[id_].name if id_ in dataset.entities else id_

        match record:
            case Relation():
                return f"{name(record.subject)} {self.ontology.relations[record.type].label} {name(record.object)}"
            case Fact():
                return f"{name(record.entity)}: {value_in_words(record)}"
            case Entity() | Event():
                return record.name
            case Source():
                return record.title
            case Gap():
                return f"{name(record.entity)}: {record.reason.replace('-', ' ')}"
        return name(record.entity)

    def _changes(self, section: str, was: Any, record: Any) -> list[Row]:
        """Return a row for each field that is otherwise now, with both values."""
        row = self._row(section, record, CHANGED, self.new)
        found = []
        for written, told in _fields(was, record):
            note = self._ended(was, record) if written == "until" else None
            found.append(replace(row, relation=f"changed: {written}", value=told, note=note))
        return found

    def _ended(self, was: Any, record: Any) -> str | None:
        """Return whether an end that was not on record lies before or after the older version's newest source."""
        if was.until is not None or record.until is None or self.newest is None:
            return None
        if record.until.latest <= self.newest:
            return "ended earlier, recorded now"
        return "newly ended" if record.until.earliest > self.newest else None


def _successors(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of new records that are old ones with another date or value, each with the old id.

    The id of a line or fact that was given none is made of what it says, so it changes with a date or a value. One
    that is gone and one that came are the same where they alone are of the same ends and role, or body and property.
    """
    gone, come = _by_matter(before, after), _by_matter(after, before)
    return {come[key][0]: gone[key][0] for key in gone.keys() & come.keys() if len(gone[key]) == len(come[key]) == 1}


def _by_matter(records: Mapping[str, Any], others: Mapping[str, Any]) -> dict[tuple[Any, ...], list[str]]:
    """Return the ids that only these records have, and that are made of what they say, by what they are about."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for id_, record in records.items():
        if id_ in others or not isinstance(record, Relation | Fact) or id_ != key_of(record):
            continue
        key: tuple[Any, ...]
        match record:
            case Relation():
                key = (record.subject, record.type, record.object, record.role, record.on_behalf_of)
            case Fact():
                key = (record.entity, record.property, record.unit)
        found.setdefault(key, []).append(id_)
    return found


def _beginning(record: Any) -> Span | None:
    """Return between which days a record's matter began, where a date says so on either side."""
    if isinstance(record, Source):
        return record.when if record.when != Span() else None
    if isinstance(record, Event):
        if record.date is not None:
            return Span.of(record.date)
        first, last = record.not_before, record.not_after
        return Span(first.earliest if first else DAWN, last.latest if last else DUSK) if first or last else None
    since, until = getattr(record, "since", None), getattr(record, "until", None)
    if since is not None:
        return Span.of(since)
    return Span(DAWN, until.latest) if until is not None else None


def _dates(record: Any) -> tuple[str | None, str | None]:
    names = ("since", "until")
    if isinstance(record, Event | Source):
        names = ("date", "date") if record.date is not None else ("not_before", "not_after")
    days = [getattr(record, name, None) for name in names]
    if names == ("date", "date"):
        days[1] = None
    return (str(days[0]) if days[0] else None, str(days[1]) if days[1] else None)


def _fields(was: Any, record: Any) -> list[tuple[str, str]]:
    """Return the fields that differ, as they are written in a file, each with its two values in words."""
    found = []
    for one in fields(record):
        before, after = getattr(was, one.name), getattr(record, one.name)
        if before == after or one.name == "id":
            continue
        if isinstance(before, tuple) and isinstance(after, tuple):
            gone = [f"− {_in_words(item)}" for item in before if item not in after]
            come = [f"+ {_in_words(item)}" for item in after if item not in before]
            told = "; ".join([*gone, *come]) or "in another order"
        else:
            told = f"{_in_words(before)} → {_in_words(after)}"
        found.append((WRITTEN_AS.get(one.name, one.name), told))
    return found


def _in_words(value: Any) -> str:
    """Return a value as a person reads it; what is not given is said to be not stated."""
    match value:
        case None:
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:,}"
        case Identifier():
            spell = " ".join(f"{w} {d}" for w, d in (("from", value.since), ("until", value.until)) if d)
            return f"{value.scheme} {value.value}{f' ({spell})' if spell else ''}"
        case Claim() | PhaseSpell():
            return _record_in_words(to_plain(value))
        case str() | PartialDate():
            return str(value)
    return _record_in_words(to_plain(value))


def _record_in_words(plain: Any) -> str:
    if isinstance(plain, dict):
        return ", ".join(f"{key} {_record_in_words(value)}" for key, value in plain.items())
    if isinstance(plain, list):
        return listed([f"({_record_in_words(item)})" for item in plain])
    return str(plain)

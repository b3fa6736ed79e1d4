"""What differs between two versions of a dataset, in the form of an answer: so every format writes it.

It knows datasets, not stores. Versions differ in what is recorded, and that is not what changed in the world: what a
newer version adds may have been true long before. Dates tell the two apart where sources give them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ics_graph.answering.answer import Answer, Row, Verdict, citation
from ics_graph.answering.lists import sentence
from ics_graph.certainty import certainty
from ics_graph.comparison.fields import beginning, days_of, fields_that_differ
from ics_graph.comparison.identity import (
    citing,
    renamed,
    same_sources,
    successors,
    with_claims_in_order_of,
    with_ids,
    with_ids_of,
)
from ics_graph.comparison.record_names import name_of, type_in_words
from ics_graph.dates import MAX_DATE
from ics_graph.model import (
    Claim,
    Dataset,
    Entity,
    Source,
    all_claims,
)
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology

SECTIONS = (*(name for name in RECORDS if name != "sources"), "sources")
"""All sections, in the order in which a person reads what differs: what they cite stands last."""
BALANCE = "Balance, by section and type"
NEW, EARLIER, UNDATED = "newly begun", "true earlier, recorded now", "added, beginning not known"
REMOVED, RENAMED, CHANGED = "removed", "renamed", "changed"
_KINDS = (NEW, EARLIER, UNDATED, REMOVED, RENAMED, CHANGED)
_SOURCES = {NEW: "newer than all before", EARLIER: "older, read now", UNDATED: "added, date not known"}
_NAMES = {
    "complete": "lists stated to be whole",
    "versions": "versions of instruments",
    "rights": "decision rights",
    "grants": "rows of schemes",
    "quorum_rules": "quorum rules",
}


def compare_versions(
    old: Dataset,
    new: Dataset,
    ontology: Ontology,
    titles: tuple[str, str] = ("the older", "the newer"),
    limit: int = 500,
) -> Answer:
    """Return what differs between two versions of a dataset: each difference a row, with the balance before them.

    Sources, lines and events that say the same under another id are the same. A record that only the newer version has
    is ``newly begun`` where its first day (an event's day, a source's date) surely lies after the newest source of the
    older version; it is ``true earlier, recorded now`` where that day, or its last, surely does not; else its dates do
    not tell. ``limit`` is the most rows of each kind; all are counted.
    The verdict is ``answered`` where the versions differ, else ``not-stated``.
    """
    names = renamed(old, new)
    was = with_ids(old, names.ids)
    was = with_claims_in_order_of(with_ids_of(citing(was, same_sources(was, new)), new), new)
    differences = _Differences(was, new, ontology, _newest(old), limit)
    for section in SECTIONS:
        differences.section(section, {after: before for before, after in names.ids.items()})
    differences.about(old, new)
    rows = (*differences.balance(), *differences.rows)
    counts = []
    for section in SECTIONS:
        numbers = [(kind, differences.counts[section, kind]) for kind in _KINDS]
        if parts := [f"{number:,} {kind_in_words(section, kind)}" for kind, number in numbers if number]:
            counts.append(f"{section_in_words(section)}: {', '.join(parts)}")
    counts += ["the folders' own descriptions changed"] if differences.counts["about", CHANGED] else []
    text = f"between {titles[0]} and {titles[1]}: {'; '.join(counts)}" if counts else ""
    text = text or f"no difference between {titles[0]} and {titles[1]}"
    caveats = [*differences.caveats]
    if any(differences.counts[section, kind] for section in SECTIONS for kind in (NEW, EARLIER, UNDATED)):
        caveats.append(_how_dated(differences.newest))
    caveats += [
        f"{old.entities[a].name} ({a}) may be {new.entities[b].name} ({b}), and so may others: they share a code."
        for a, b in names.unsure
    ]
    parameters = {"old": titles[0], "new": titles[1]}
    verdict: Verdict = "answered" if counts else "not-stated"
    return Answer(
        question="compare",
        parameters=parameters,
        headline=sentence(text),
        verdict=verdict,
        rows=rows,
        caveats=tuple(caveats),
    )


def section_in_words(section: str) -> str:
    """Return what the records of a section are called."""
    return _NAMES.get(section, section)


def kind_in_words(section: str, kind: str) -> str:
    """Return what a kind of difference is called in a section: a source is not true, it is read."""
    return _SOURCES.get(kind, kind) if section == "sources" else kind


def _how_dated(newest: date | None) -> str:
    if newest is None:
        return "No source of the older version has a date, so that nothing tells what was true earlier."
    return (
        f"'{EARLIER.capitalize()}' is what began, or ended, on or before {newest}, the newest date of a source of the "
        f"older version; '{NEW}' is what began after it."
    )


def _newest(dataset: Dataset) -> date | None:
    """Return the last day of the newest source whose date is known at its end; None where none is."""
    return max((source.when.last for source in dataset.sources.values() if source.when.last != MAX_DATE), default=None)


@dataclass(slots=True)
class _Differences:
    """The differences found so far: rows under titles, their numbers by section and kind, and the balance's terms."""

    old: Dataset
    new: Dataset
    ontology: Ontology
    newest: date | None
    limit: int
    rows: list[Row] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    terms: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def section(self, section: str, were: Mapping[str, str]) -> None:
        """Add the differences of one section; ``were`` gives the old id of each body that has another now."""
        before, after = self.old.section(section), self.new.section(section)
        rows_by_kind: dict[str, list[Row]] = {kind: [] for kind in _KINDS}
        now = successors(before, after)
        for id_, record in after.items():
            if id_ not in before and id_ not in now:
                kind = self._when(record)
                rows_by_kind[kind].append(self._row(section, record, "added", self.new))
                self._term(section, record, kind)
                continue
            was = before[now.get(id_, id_)]
            if section == "entities" and id_ in were:
                value = f"id: {were[id_]} → {id_}"
                rows_by_kind[RENAMED].append(replace(self._row(section, record, RENAMED, self.new), value=value))
            if was != record:
                rows_by_kind[CHANGED] += self._changes(section, was, record)
                if self._type(section, was) != self._type(section, record):
                    self._term(section, was, "into another type")
                    self._term(section, record, "from another type")
        followed = set(now.values())
        for id_, record in before.items():
            if id_ not in after and id_ not in followed:
                rows_by_kind[REMOVED].append(self._row(section, record, REMOVED, self.old))
                self._term(section, record, REMOVED)
        for kind, rows in rows_by_kind.items():
            title = f"{section_in_words(section).capitalize()} {kind_in_words(section, kind)}"
            rows.sort(key=lambda row: (row.kind, row.name, row.id, row.record or ""))
            self.rows += [replace(row, group=title) for row in rows[: self.limit]]
            # A record that changed in three fields is three rows and one record.
            self.counts[section, kind] = len({row.record or row.id for row in rows})
            if len(rows) > self.limit:
                self.caveats.append(f"Only {self.limit:,} of {len(rows):,} are listed: {title} (--limit).")

    def about(self, old: Dataset, new: Dataset) -> None:
        """Add what folders of the same name say of themselves otherwise than before."""
        were = {about.name: about for about in old.about}
        for about in new.about:
            if about.name not in were:
                continue
            for written, values in fields_that_differ(were[about.name], about):
                row = Row(
                    id=about.name,
                    name=about.title,
                    type="",
                    kind="dataset",
                    relation=f"changed: {written}",
                    depth=0,
                    value=values,
                )
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
            terms_in_words = "".join(f" {'+' if n > 0 else '−'} {abs(n):,} {words}" for n, words in signed)
            value = f"{numbers[0]:,} before{terms_in_words} = {numbers[1]:,} now"
            left = numbers[1] - numbers[0] - sum(n for n, _ in signed)
            value += f"; does not balance: the sum is out by {left:+,}" if left else ""
            rows.append(
                Row(
                    id=f"{section}:{type_}",
                    name=type_,
                    type="",
                    kind=section_in_words(section),
                    relation="balance",
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
        span = beginning(record)
        if self.newest is None or span is None:
            return UNDATED
        if span.last <= self.newest:
            return EARLIER
        ended = getattr(record, "until", None)
        if ended is not None and ended.latest <= self.newest:
            return EARLIER
        return NEW if span.first > self.newest else UNDATED

    def _type(self, section: str, record: Any) -> str:
        return type_in_words(section, record, self.ontology)

    def _row(self, section: str, record: Any, relation: str, dataset: Dataset) -> Row:
        """Return a record as a row: what it says, its dates, and who says so in its own version."""
        claims: Sequence[Claim] = () if isinstance(record, Source) else all_claims(record)
        sources = dict(dataset.sources)
        since, until = days_of(record)
        entity = isinstance(record, Entity)
        return Row(
            id=record.id,
            name=name_of(record, dataset, self.ontology),
            type=record.type if entity else "",
            kind=self._type(section, record),
            relation=relation,
            record=None if entity else record.id,
            depth=0,
            role=getattr(record, "role", None),
            certainty=certainty(claims) if claims else None,
            since=since,
            until=until,
            note=getattr(record, "note", None),
            sources=tuple(dict.fromkeys(citation(claim, sources) for claim in claims)),
        )

    def _changes(self, section: str, was: Any, record: Any) -> list[Row]:
        """Return a row for each field that is otherwise now, with both values."""
        row = self._row(section, record, CHANGED, self.new)
        rows = []
        for written, values in fields_that_differ(was, record):
            note = self._ended(was, record) if written == "until" else None
            rows.append(replace(row, relation=f"changed: {written}", value=values, note=note))
        return rows

    def _ended(self, was: Any, record: Any) -> str | None:
        """Return whether an end that was not on record lies before or after the older version's newest source."""
        if was.until is not None or record.until is None or self.newest is None:
            return None
        if record.until.latest <= self.newest:
            return "ended earlier, recorded now"
        return "newly ended" if record.until.earliest > self.newest else None

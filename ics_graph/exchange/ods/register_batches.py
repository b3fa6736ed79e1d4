"""A batch of records of the whole register as what is written of them: rows, checked and ready for their tables.

A batch needs the index of codes and nothing of other batches, so that several can be made at once, each in a process of
its own. What only one can do, to give an id that no other has, is left to who puts the batches together: such a batch
is not made here, but by that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ics_graph.dataset.streamed_writing import Written, written
from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.import_report import Note, Report
from ics_graph.exchange.ods.ccgs import ACT
from ics_graph.exchange.ods.code_register import Body, Codes
from ics_graph.exchange.ods.dataset import entity_of, facts_of, relation_of
from ics_graph.exchange.ods.from_records import add_what_it_says, bodies_of
from ics_graph.exchange.ods.lines import OdsLines
from ics_graph.exchange.ods.naming import id_for
from ics_graph.exchange.ods.ord_api import record_of
from ics_graph.exchange.ods.records import Record
from ics_graph.exchange.ods.register import Register
from ics_graph.exchange.ods.rows import OdsFile
from ics_graph.exchange.ods.xml_index import Coded, Follow, Index, Known, row_of
from ics_graph.model import Claim, Dataset, Entity, Fact, Relation, Source
from ics_graph.ontology import Ontology
from ics_graph.validation import Problem, errors_in

Raw = tuple[int, dict[str, Any]]
"""The number of a file, and an organisation of it as the ORD API would give it."""
_OTHER_END = "lines to bodies of types that were not asked for"
_OTHER_TYPE = "organisations of types that were not asked for"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all batches of an import have in common."""

    files: Sequence[OdsFile]
    roles: Sequence[dict[str, str]]
    """What each file calls the roles, by their codes."""
    ontology: Ontology
    known: Dataset
    sources: dict[str, Source]
    types: frozenset[str]

    def takes(self, body: Body) -> bool:
        """Return whether a body is of a type that was asked for."""
        return not self.types or body.type in self.types or any(spell.type in self.types for spell in body.kinds)


@dataclass(slots=True)
class Batch:
    """What became of a batch: its sections as they are written, and what the report has to say of it."""

    sections: list[Written] = field(default_factory=list)
    line_ids: list[str] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    skipped: list[Note] = field(default_factory=list)
    doubtful: list[Note] = field(default_factory=list)
    matched: dict[str, str] = field(default_factory=dict)
    already: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    by_law: bool = False


def record_in(wanted: Wanted, raw: Raw, report: Report, counts: Counter[str]) -> Record | None:
    """Return the record of an organisation, None where it is none; what it leaves behind is counted."""
    number, value = raw
    for left in ("GeoLoc", "Contacts"):
        counts[left] += bool(value.pop(left, None))
    counts.update(f"element {tag}" for tag in value.pop("others", ()))
    record = record_of(wanted.files[number], 0, value, report)
    if record is not None:
        roles = wanted.roles[number]
        for role in record.roles:
            role.name = role.name or roles.get(role.id, "")
    return record


def _ends(record: Record) -> list[str]:
    """Return the codes at the other ends of what a record says."""
    return [link.target for link in record.links] + [follows.target for follows in record.follows]


@dataclass(slots=True)
class Codings:
    """What the index is to have of a batch, and the latest day that each file has seen, by its number."""

    codes: list[Coded]
    seen: dict[int, PartialDate | None]


def codings(wanted: Wanted, first: int, raws: Iterable[Raw], there: KnownEntities, nobody: KnownEntities) -> Codings:
    """Return the codes of organisations and their bodies, those that are known already with their ids."""
    codes: list[Coded] = []
    numbers = set()
    for ordinal, raw in enumerate(raws, first):
        numbers.add(raw[0])
        # The second time tells what there is to tell.
        silent = Report()
        record = record_in(wanted, raw, silent, Counter())
        if record is not None:
            bodies = bodies_of(record, Register(silent, Codes(silent, nobody)), wanted.ontology)
            rows = [row_of(body, there) for body in bodies if wanted.takes(body)]
            codes.append((record.code, ordinal, bool(rows), rows))
    return Codings(codes, {number: wanted.files[number].seen for number in numbers})


class Batches:
    """Makes batches; ``names`` where it may give ids that no body and no line has, and so write to the index."""

    def __init__(self, wanted: Wanted, index: Index, *, names: bool) -> None:
        self.wanted, self.index, self.names = wanted, index, names
        self.there = KnownEntities(wanted.known, wanted.ontology)
        # What is known elsewhere is matched in the index; to look for it in each batch would take its time again.
        self.nobody = KnownEntities(Dataset(), wanted.ontology)
        self.renamed = {cited: source.id for cited, source in wanted.sources.items() if cited != source.id}
        self.by_law = False

    def made(self, first: int, raws: Iterable[Raw]) -> Batch | None:
        """Return what becomes of organisations, the first of them with a number in the order of all.

        None where a body or line needs an id, and this may give none.
        """
        batch, report = Batch(), Report()
        self.by_law = False
        records: list[tuple[int, Record]] = []
        for number, raw in enumerate(raws, first):
            file = self.wanted.files[raw[0]]
            batch.read[file.name] += 1
            record = record_in(self.wanted, raw, report, batch.counts.setdefault(file.name, Counter()))
            if record is not None:
                records.append((number, record))
        if not self._make(batch, report, records):
            return None
        batch.skipped, batch.doubtful, batch.matched = report.skipped, report.doubtful, report.matched
        batch.already = report.already["relations"]
        batch.by_law = self.by_law
        return batch

    def _make(self, batch: Batch, report: Report, records: Sequence[tuple[int, Record]]) -> bool:
        codes = {record.code for _, record in records}
        codes |= {code for _, record in records for code in _ends(record)}
        known = self.index.known(codes)
        register = Register(report, Codes(report, self.nobody))
        made: list[tuple[Record, list[Body]]] = []
        for number, record in records:
            entry = known[record.code]
            if not entry.wanted:
                batch.counts[record.row.file.name][_OTHER_TYPE] += 1
            elif entry.ordinal != number:
                register.skip(record.row, "the code stands above; the first record was kept", record.code)
            else:
                self._leave_unwanted(record, known, batch)
                made.append((record, self._bodies(record, register, entry)))
        # The bodies of other records to which these have lines come from the index.
        ends = {code for record, _ in made for code in _ends(record)}
        for code in sorted(ends - register.codes.by_code.keys()):
            if bodies := known[code].bodies(self.index.nowhere):
                register.codes.by_code[code] = bodies
            elif not self.names:
                return False
        lines = OdsLines(register)
        for record, bodies in made:
            add_what_it_says(record, bodies, lines, self.wanted.ontology)
        if not self._name_new(register):
            return False
        batch.follows = [row for succession in lines.successions.values() for row in self.index.follow(succession)]
        entities = [entity_of(body, self.cited) for body in register.codes if body.ours]
        relations: list[Relation] = []
        for line in lines:
            relation = relation_of(line, self.cited)
            if self.there.same(relation) is not None:
                report.already["relations"] += 1
            else:
                relations.append(replace(relation, id=self.index.line_id(relation.id)) if self.names else relation)
        batch.line_ids = [relation.id for relation in relations]
        if not self.names and len(set(batch.line_ids)) < len(relations):
            return False
        facts = facts_of(lines, self.cited)
        batch.problems = self._problems(register, entities, relations, facts)
        batch.sections = [written("entities", entities), written("relations", relations), written("facts", facts)]
        return True

    def _bodies(self, record: Record, register: Register, entry: Known) -> list[Body]:
        """Return the bodies of a record with the ids that the index has for them."""
        kept = []
        for body in bodies_of(record, register, self.wanted.ontology):
            if not self.wanted.takes(body):
                register.codes.by_code[body.code].remove(body)
                continue
            body.id, body.ours = entry.id_of(body.type)
            if not body.ours:
                register.report.matched[f"{body.code} {body.type}"] = body.id
            kept.append(body)
        return kept

    def _leave_unwanted(self, record: Record, known: dict[str, Known], batch: Batch) -> None:
        """Leave out the lines of a record to bodies of types that were not asked for, and count them."""
        if not self.wanted.types:
            return
        links = [link for link in record.links if known[link.target].wanted]
        follows = [other for other in record.follows if known[other.target].wanted]
        left = len(record.links) - len(links) + len(record.follows) - len(follows)
        batch.counts[record.row.file.name][_OTHER_END] += left
        record.links, record.follows = links, follows

    def _name_new(self, register: Register) -> bool:
        """Give an id to each body that no record explains, and keep it for the records to come.

        Return whether all bodies have one.
        """
        for body in register.codes:
            if not body.id:
                if not self.names:
                    return False
                body.id = self.index.fresh(id_for(body.type, body.code, body.name)[0])
                self.index.add(body)
        return True

    def cited(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Return claims with the ids that their sources have in the dataset."""
        given = tuple(claims)
        self.by_law = self.by_law or any(claim.source == ACT for claim in given)
        if not self.renamed:
            return given
        return tuple(replace(c, source=self.renamed.get(c.source, c.source)) for c in given)

    def _problems(
        self, register: Register, entities: list[Entity], relations: list[Relation], facts: list[Fact]
    ) -> list[Problem]:
        """Return where what was made is not in order, as whoever reads the folder would find it."""
        others = [entity_of(body, self.cited) for body in register.codes if not body.ours]
        dataset = Dataset(
            (),
            {source.id: source for source in self.wanted.sources.values()},
            {entity.id: entity for entity in (*others, *entities)},
            {relation.id: relation for relation in relations},
            {fact.id: fact for fact in facts},
        )
        return errors_in(dataset, self.wanted.ontology)

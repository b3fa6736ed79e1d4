"""The whole register from its XML to a dataset folder, body by body: no more of it in memory than a few hundred bodies.

The file is read twice. First each code and its bodies go to an index on the disk, so that a line may end at a body that
comes later in the file; then each record becomes bodies, lines and facts, which are checked and written in batches.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from ics_graph.dataset.streamed_writing import FolderWriter
from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.foreign_days import foreign_day
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.ods.ccgs import ACT
from ics_graph.exchange.ods.changes import events_of
from ics_graph.exchange.ods.code_register import Body, Codes
from ics_graph.exchange.ods.dataset import LICENCE, entity_of, facts_of, relation_of, sources_of
from ics_graph.exchange.ods.from_records import add_what_it_says, bodies_of
from ics_graph.exchange.ods.layouts import LAYOUTS
from ics_graph.exchange.ods.lines import OdsLines
from ics_graph.exchange.ods.naming import id_for
from ics_graph.exchange.ods.ord_api import record_of
from ics_graph.exchange.ods.records import Follows, Link, Record
from ics_graph.exchange.ods.register import Register
from ics_graph.exchange.ods.rows import OdsFile
from ics_graph.exchange.ods.xml_file import XmlPart, heading_of, organisations, parts_of
from ics_graph.exchange.ods.xml_index import Index
from ics_graph.exchange.text_files import in_order
from ics_graph.model import About, Claim, Dataset, Entity, Source
from ics_graph.ontology import Ontology
from ics_graph.validation import Problem, Problems, closest, validate

_AT_ONCE = 1000
_TOLD_EVERY = 20_000
_OTHER_END = "lines to bodies of types that were not asked for"
_OTHER_TYPE = "organisations of types that were not asked for"


def import_register(
    given: ImportInput, folder: Path, uses: Sequence[str], date: PartialDate | None, words: Sequence[str]
) -> dict[str, int]:
    """Write the dataset of the register's XML into a folder, and return how many records of each section it has.

    ``words`` are the types that are wanted, all where there are none. Raises ImportFailed where a file is not of the
    register, a word is no type, or what was made of it is not in order.
    """
    types = _wanted(words, given.ontology)
    with ExitStack() as stack:
        room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ics-graph-")))
        index = stack.enter_context(Index(room / "index.sqlite"))
        parts: list[tuple[XmlPart, OdsFile, dict[str, str]]] = []
        for path, name in in_order(given.files).items():
            for part in stack.enter_context(parts_of(path, name, given.report)):
                heading = heading_of(part)
                published = (
                    date or _published(heading.published) or given.report.day_of_file(Path(part.name), name, None)
                )
                file = OdsFile(part.name, "ods-xml", LAYOUTS["ods-xml"], {}, published)
                file.source = "ods-xml" + (f"-{len(parts) + 1}" if parts else "")
                parts.append((part, file, heading.roles))
        writer = stack.enter_context(FolderWriter(folder))
        return _Import(given, index, writer, types).run(parts, uses)


def _wanted(words: Sequence[str], ontology: Ontology) -> frozenset[str]:
    problems = []
    types: set[str] = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        if word in ontology.types:
            types |= ontology.kinds_of(word)
        elif word:
            hint = closest(word, ontology.types) or "The types are in docs/reference/ontology.md."
            problems.append(Problem("error", "type", f"'{word}' is no type of bodies", hint, file="--types"))
    if problems:
        raise ImportFailed(problems)
    return frozenset(types)


def _published(text: str) -> PartialDate | None:
    try:
        return foreign_day(text)
    except ValueError:
        return None


class _Import:
    def __init__(self, given: ImportInput, index: Index, writer: FolderWriter, types: frozenset[str]) -> None:
        self.given, self.index, self.writer, self.types = given, index, writer, types
        self.report, self.ontology = given.report, given.ontology
        self.there = KnownEntities(given.known, given.ontology)
        # What is known elsewhere is matched in the index; to look for it in each batch would take its time again.
        self.nobody = KnownEntities(Dataset(), given.ontology)
        self.sources: dict[str, Source] = {}
        self.renamed: dict[str, str] = {}
        self.counts: dict[str, Counter[str]] = {}
        self.by_law = False

    def run(self, parts: Sequence[tuple[XmlPart, OdsFile, dict[str, str]]], uses: Sequence[str]) -> dict[str, int]:
        silent = Report()
        for number, (_, record) in enumerate(self._records(parts, silent, "reading the codes of")):
            register = Register(silent, Codes(silent, self.nobody))
            bodies = [body for body in bodies_of(record, register, self.ontology) if self._is_wanted(body)]
            if self.index.add_code(record.code, number, bool(bodies)):
                for body in bodies:
                    self.index.add(body, self.there)
        alike = self.index.give_ids(self.given.known.entities)
        name = ", ".join(file.name for _, file, _ in parts)
        if alike:
            reason = "other bodies of their kind have the same name; told apart by their codes"
            self.report.doubt(name, None, f"{alike:,} bodies", reason)
        files = [file for _, file, _ in parts]
        self.sources = sources_of(files, self.there)
        self.renamed = {cited: source.id for cited, source in self.sources.items() if cited != source.id}
        records = enumerate(self._records(parts, self.report, "writing the bodies of"))
        while batch := list(islice(records, _AT_ONCE)):
            self._batch(batch)
        for successions in self.index.successions():
            self.writer.add("events", events_of(successions, self._cited, self.report))
        self._tell_counts()
        wanted = [source for key, source in self.sources.items() if key != ACT or self.by_law]
        self.writer.add("sources", wanted)
        title = f"NHS ODS: {', '.join(source.title for key, source in self.sources.items() if key != ACT)}"
        told = "Imported by ics-graph; import-report.json says what was skipped and what is doubtful."
        self.writer.finish(About(self.writer.folder.name, title, LICENCE, told), uses)
        if not self.writer.written["entities"] and not self.report.matched:
            hint = "Check the file, and the types after --types."
            raise ImportFailed([Problem("error", "nothing", "nothing in it could be taken over", hint, file=name)])
        return dict(self.writer.written)

    def _records(
        self, parts: Sequence[tuple[XmlPart, OdsFile, dict[str, str]]], report: Report, doing: str
    ) -> Iterator[tuple[OdsFile, Record]]:
        """Yield the records of all files; what each leaves behind is counted, and told after the second time."""
        telling = report is self.report
        for part, file, roles in parts:
            counts = self.counts.setdefault(file.name, Counter()) if telling else Counter[str]()
            for number, value in enumerate(organisations(part), 1):
                if number % _TOLD_EVERY == 0:
                    self.report.say(f"{doing} {file.name}: {number:,} organisations")
                if telling:
                    report.read[file.name] += 1
                for left in ("GeoLoc", "Contacts"):
                    counts[left] += bool(value.pop(left, None))
                counts.update(f"element {tag}" for tag in value.pop("others", ()))
                record = record_of(file, 0, value, report)
                if record is not None:
                    for role in record.roles:
                        role.name = role.name or roles.get(role.id, "")
                    yield file, record

    def _is_wanted(self, body: Body) -> bool:
        return not self.types or body.type in self.types or any(spell.type in self.types for spell in body.kinds)

    def _batch(self, batch: list[tuple[int, tuple[OdsFile, Record]]]) -> None:
        """Write what a batch of records says, once it is checked."""
        register = Register(self.report, Codes(self.report, self.nobody))
        made: list[tuple[Record, list[Body]]] = []
        for number, (file, record) in batch:
            if self.index.is_unwanted(record.code):
                self.counts[file.name][_OTHER_TYPE] += 1
            elif not self.index.is_first(record.code, number):
                register.skip(record.row, "the code stands above; the first record was kept", record.code)
            else:
                self._leave_unwanted(record)
                made.append((record, self._bodies(record, register)))
        self._load(made, register)
        lines = OdsLines(register)
        for record, bodies in made:
            add_what_it_says(record, bodies, lines, self.ontology)
        self._name_new(register)
        for succession in lines.successions.values():
            self.index.add_succession(succession)
        entities = [entity_of(body, self._cited) for body in register.codes if body.ours]
        relations = []
        for line in lines:
            relation = relation_of(line, self._cited)
            if self.there.same(relation) is not None:
                self.report.already["relations"] += 1
            else:
                relations.append(replace(relation, id=self.index.line_id(relation.id)))
        facts = facts_of(lines, self._cited)
        self._check(register, entities, relations, facts)
        self.writer.add("entities", entities)
        self.writer.add("relations", relations)
        self.writer.add("facts", facts)

    def _bodies(self, record: Record, register: Register) -> list[Body]:
        """Return the bodies of a record with the ids that the index has for them."""
        kept = []
        for body in bodies_of(record, register, self.ontology):
            if not self._is_wanted(body):
                register.codes.by_code[body.code].remove(body)
                continue
            id_ = self.index.ours(body.code, body.type)
            if id_ is None:
                known = next(other for other in self.index.bodies(body.code) if other.type == body.type)
                self.report.matched[f"{body.code} {body.type}"] = known.id
                body.id, body.ours = known.id, False
            else:
                body.id = id_
            kept.append(body)
        return kept

    def _leave_unwanted(self, record: Record) -> None:
        """Leave out the lines of a record to bodies of types that were not asked for, and count them."""
        if not self.types:
            return
        links: list[Link] = [link for link in record.links if not self.index.is_unwanted(link.target)]
        follows: list[Follows] = [other for other in record.follows if not self.index.is_unwanted(other.target)]
        left = len(record.links) - len(links) + len(record.follows) - len(follows)
        self.counts[record.row.file.name][_OTHER_END] += left
        record.links, record.follows = links, follows

    def _load(self, made: Sequence[tuple[Record, list[Body]]], register: Register) -> None:
        """Bring in from the index the bodies of other records to which these have lines."""
        codes = {link.target for record, _ in made for link in record.links}
        codes |= {follows.target for record, _ in made for follows in record.follows}
        for code in sorted(codes - register.codes.by_code.keys()):
            if bodies := self.index.bodies(code):
                register.codes.by_code[code] = bodies

    def _name_new(self, register: Register) -> None:
        """Give an id to each body that no record explains, and keep it for the records to come."""
        for body in register.codes:
            if not body.id:
                body.id = self.index.fresh(id_for(body.type, body.code, body.name)[0])
                self.index.add(body, self.nobody)

    def _cited(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        given = tuple(claims)
        self.by_law = self.by_law or any(claim.source == ACT for claim in given)
        if not self.renamed:
            return given
        return tuple(replace(c, source=self.renamed.get(c.source, c.source)) for c in given)

    def _check(self, register: Register, entities: list[Entity], relations: list[Any], facts: list[Any]) -> None:
        """Raise ImportFailed where what was made is not in order, as whoever reads the folder would find it."""
        others = [entity_of(body, self._cited) for body in register.codes if not body.ours]
        dataset = Dataset(
            (),
            {source.id: source for source in self.sources.values()},
            {entity.id: entity for entity in (*others, *entities)},
            {relation.id: relation for relation in relations},
            {fact.id: fact for fact in facts},
        )
        errors = [problem for problem in validate(dataset, self.ontology) if problem.severity == "error"]
        if errors:
            name = ", ".join(self.counts)
            raise ImportFailed(Problems(replace(problem, file=name) for problem in errors))

    def _tell_counts(self) -> None:
        for name, counts in self.counts.items():
            for what, number in counts.items():
                if not number:
                    continue
                if what in ("GeoLoc", "Contacts"):
                    self.report.skip(name, None, f"{what} of {number:,}", "places and contacts are never taken over")
                elif what.startswith("element "):
                    self.report.skip(name, None, f"{what}, {number:,} times", "an element that is not taken over")
                else:
                    self.report.skip(name, None, f"{number:,}", what)

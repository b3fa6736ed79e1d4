"""The whole register from its XML to a dataset folder, batch by batch: never more of it in memory than a few batches.

The file is read once. Each code and its bodies go to an index on the disk, so that a line may end at a body that comes
later in the file, and each organisation to a spool beside it. Then every thousand of them become bodies, lines and
facts, which are checked and written; several processes may do so at once.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ics_graph.dataset.streamed_writing import FolderWriter
from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.foreign_days import foreign_day
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.ods.ccgs import ACT
from ics_graph.exchange.ods.changes import events_of
from ics_graph.exchange.ods.dataset import LICENCE, sources_of
from ics_graph.exchange.ods.layouts import LAYOUTS
from ics_graph.exchange.ods.register_batches import Batch, Batches, Raw, Wanted
from ics_graph.exchange.ods.register_workers import Workers
from ics_graph.exchange.ods.rows import OdsFile
from ics_graph.exchange.ods.xml_file import XmlPart, heading_of, organisations, parts_of
from ics_graph.exchange.ods.xml_index import Index
from ics_graph.exchange.text_files import in_order
from ics_graph.model import About
from ics_graph.ontology import Ontology
from ics_graph.validation import Problem, Problems, closest

_TOLD_EVERY = 20_000


def import_register(
    given: ImportInput, folder: Path, uses: Sequence[str], date: PartialDate | None, words: Sequence[str]
) -> dict[str, int]:
    """Write the dataset of the register's XML into a folder, and return how many records of each section it has.

    ``words`` are the types that are wanted, all where there are none. Raises ImportFailed where a file is not of the
    register, a word is no type, or what was made of it is not in order.
    """
    types = _wanted(words, given.ontology)
    with ExitStack() as stack:
        room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ics-graph-"))).resolve()
        index = stack.enter_context(Index(room / "index.sqlite"))
        parts: list[XmlPart] = []
        files: list[OdsFile] = []
        roles: list[dict[str, str]] = []
        for path, name in in_order(given.files).items():
            for part in stack.enter_context(parts_of(path, name, given.report)):
                heading = heading_of(part)
                published = (
                    date or _published(heading.published) or given.report.day_of_file(Path(part.name), name, None)
                )
                file = OdsFile(part.name, "ods-xml", LAYOUTS["ods-xml"], {}, published)
                file.source = "ods-xml" + (f"-{len(parts) + 1}" if parts else "")
                parts.append(part)
                files.append(file)
                roles.append(heading.roles)
        wanted = Wanted(files, roles, given.ontology, given.known, {}, types)
        workers = stack.enter_context(Workers(given.jobs, wanted, room))
        job = _Import(given, wanted, index, workers, stack.enter_context(FolderWriter(folder)))
        job.read(parts)
        return job.write(uses)


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
    def __init__(
        self, given: ImportInput, wanted: Wanted, index: Index, workers: Workers, writer: FolderWriter
    ) -> None:
        self.given, self.wanted, self.index, self.workers, self.writer = given, wanted, index, workers, writer
        self.report = given.report
        self.names = ", ".join(file.name for file in wanted.files)
        self.counts: dict[str, Counter[str]] = {}
        self.by_law = False

    def read(self, parts: Sequence[XmlPart]) -> None:
        """Read all files once: their organisations to the spool, and their codes and bodies to the index."""
        for codings in self.workers.read(self._organisations(parts)):
            self.index.add_codes(codings.codes)
            for number, seen in codings.seen.items():
                file = self.wanted.files[number]
                if seen is not None and (file.seen is None or file.seen.earliest < seen.earliest):
                    file.seen = seen
        alike = self.index.give_ids(self.given.known.entities)
        if alike:
            reason = "other bodies of their kind have the same name; told apart by their codes"
            self.report.doubt(self.names, None, f"{alike:,} bodies", reason)
        self.index.share()

    def _organisations(self, parts: Sequence[XmlPart]) -> Iterator[Raw]:
        for number, part in enumerate(parts):
            for done, value in enumerate(organisations(part), 1):
                if done % _TOLD_EVERY == 0:
                    self.report.say(f"reading the codes of {part.name}: {done:,} organisations")
                yield number, value

    def write(self, uses: Sequence[str]) -> dict[str, int]:
        """Write what the organisations come to, batch by batch, and what makes the folder a dataset."""
        there = KnownEntities(self.given.known, self.wanted.ontology)
        wanted = replace(self.wanted, sources=sources_of(self.wanted.files, there))
        ours = Batches(wanted, self.index, names=True)
        written = 0
        for place, batch in self.workers.batches(wanted, self.index.file):
            if batch is None or not self.index.add_lines(batch.line_ids):
                batch = ours.made(place.first, self.workers.spool.organisations_at(place))
                assert batch is not None  # this one may give ids
            self._put(batch)
            before, written = written, written + batch.read.total()
            if before // _TOLD_EVERY < written // _TOLD_EVERY:
                self.report.say(f"writing the bodies of {self.names}: {written:,} organisations")
        for successions in self.index.successions():
            self.writer.add("events", events_of(successions, ours.cited, self.report))
        self._tell_counts()
        by_law = self.by_law or ours.by_law
        self.writer.add("sources", [source for key, source in wanted.sources.items() if key != ACT or by_law])
        title = f"NHS ODS: {', '.join(source.title for key, source in wanted.sources.items() if key != ACT)}"
        told = "Imported by ics-graph; import-report.json says what was skipped and what is doubtful."
        self.writer.finish(About(self.writer.folder.name, title, LICENCE, told), uses)
        if not self.writer.written["entities"] and not self.report.matched:
            hint = "Check the file, and the types after --types."
            raise ImportFailed(
                [Problem("error", "nothing", "nothing in it could be taken over", hint, file=self.names)]
            )
        return dict(self.writer.written)

    def _put(self, batch: Batch) -> None:
        """Write a batch; raise ImportFailed where it is not in order."""
        for name, counts in batch.counts.items():
            self.counts.setdefault(name, Counter()).update(counts)
        if batch.problems:
            name = ", ".join(self.counts)
            raise ImportFailed(Problems(replace(problem, file=name) for problem in batch.problems))
        self.report.read.update(batch.read)
        for note in batch.skipped:
            self.report.skipped.append(note)
        for note in batch.doubtful:
            self.report.doubtful.append(note)
        self.report.matched.update(batch.matched)
        if batch.already:
            self.report.already["relations"] += batch.already
        self.by_law = self.by_law or batch.by_law
        self.index.add_follows(batch.follows)
        for part in batch.sections:
            self.writer.put(part)

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

"""How the tests import: invented files or a few lines of text, through the same door as the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import all_imports
from ics_graph.exchange.import_job import run_import
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.model import Dataset, Relation

DATA = Path(__file__).resolve().parents[1] / "data"
FRAME = Path(__file__).resolve().parents[2] / "seeds" / "national-frame"


@dataclass(frozen=True)
class Imported:
    """What an import came to, as anybody reads it from the folder."""

    folder: Path
    dataset: Dataset
    report: Report

    def named(self, word: str) -> str:
        """Return the id of the one entity whose name holds the word."""
        (found,) = [entity.id for entity in self.dataset.entities.values() if word in entity.name]
        return found

    def lines(self, subject: str) -> list[tuple[str, str, str, str]]:
        """Return type, object, first and last day of the lines of a subject, in order."""
        return sorted(_told(line) for line in self.dataset.relations.values() if line.subject == subject)

    def skipped(self) -> list[tuple[str, int | None, str]]:
        """Return file, line and reason of what was skipped, but for the columns that never are taken."""
        return [(note.file, note.line, note.reason) for note in self.report.skipped if note.line]

    def doubtful(self) -> list[tuple[str, int | None, str]]:
        """Return file, line and reason of what is doubtful."""
        return [(note.file, note.line, note.reason) for note in self.report.doubtful]


def _told(line: Relation) -> tuple[str, str, str, str]:
    return line.type, line.object, str(line.since or ""), str(line.until or "")


def imported(
    tmp_path: Path,
    format_: str,
    files: Sequence[Path] | Mapping[str, str | bytes],
    match: Sequence[Path] = (),
    named: str = "made",
    **options: str,
) -> Imported:
    """Import files, or texts by the names of the files to make of them, and read the folder that came of it."""
    if isinstance(files, Mapping):
        given = tmp_path / "given"
        given.mkdir(exist_ok=True, parents=True)
        for name, text in files.items():
            (given / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        files = [given / name for name in files]
    known = all_imports()[format_]
    defaults = {parameter.name: parameter.default for parameter in known.parameters}
    into = tmp_path / named
    brought = run_import(known, list(files), into, match, {**defaults, **options}, lambda _: None)
    return Imported(into, read_datasets([into]).dataset, brought.report)


def refused(
    tmp_path: Path, format_: str, files: Mapping[str, str | bytes], match: Sequence[Path] = (), /, **options: str
) -> list[str]:
    """Import what cannot be, and return the problems; see that nothing is left of it."""
    before = {path for path in tmp_path.iterdir() if path.name != "given"}
    try:
        imported(tmp_path, format_, files, match, **options)
    except ImportFailed as error:
        assert {path for path in tmp_path.iterdir() if path.name != "given"} == before
        return [str(problem) for problem in error.problems]
    raise AssertionError("it was not refused")

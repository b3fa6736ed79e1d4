"""An import from files to a dataset folder that ``check`` accepts, or to every problem at once and no folder."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from ics_graph.cannot_read import no_file
from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset.folder import EXCEPTIONS_FILE
from ics_graph.dataset.writing import write_folder
from ics_graph.exchange.formats import Import, ImportInput
from ics_graph.exchange.import_report import ImportFailed, NotesOnDisk, Report
from ics_graph.exchange.output_folder import new_folder
from ics_graph.exchange.update import brought_up_to_date, without_known
from ics_graph.gc_pause import without_collecting
from ics_graph.model import Dataset
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.output import CannotWrite, FolderTaken, create
from ics_graph.output.folder import is_taken
from ics_graph.validation import Problem

REPORT = "import-report.json"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to: its report, how many records of each section were written, and what is otherwise now.

    ``difference`` is the headline of ``compare`` between what was matched and the updated whole, None without update.
    """

    report: Report
    written: dict[str, int]
    difference: str | None = None


def run_import(
    format_: Import,
    files: Sequence[Path],
    into: Path,
    match: Sequence[Path],
    options: dict[str, Any],
    say: Callable[[str], None],
    update: bool = False,
    jobs: int = 1,
) -> ImportResult:
    """Import files into a new dataset folder and return what came of it; the folder is there whole or not at all.

    With more than one of ``jobs`` large work is shared by processes; these import the main module of the program anew.
    With ``update`` the new folder holds what was matched, too, brought up to date, and needs no folder beside it.
    Raises ImportFailed with every problem of the files, and DatasetError where a folder to match is not in order.
    """
    into, match = _absolute(into), [_absolute(folder) for folder in match]
    _check_places(files, into, match, update)
    ontology = load_ontology()
    report = Report(say=say)
    if match:
        say("reading what is to be matched")
        given = ImportInput(files, ontology, read_datasets(match, ontology).dataset, report, jobs)
    else:
        given = ImportInput(files, ontology, report=report, jobs=jobs)
    if format_.streams:
        return _streamed(format_, given, into, match, options, update)
    say("reading files")
    with without_collecting():
        dataset = without_known(format_.function(given, **options), given.known, report, files)
        if (
            report.skipped
            and not report.matched
            and not any(dataset.section(section) for section in RECORDS if section != "sources")
        ):
            _refuse(report)
        with _room_beside(into) as beside:
            say("writing")
            whole = brought_up_to_date(given.known, dataset, report) if update else dataset
            shared = frozenset() if update else dataset.entities.keys() & given.known.entities.keys()
            write_folder(whole, beside, [] if update else [folder.name for folder in match], shared)
            if update:
                _keep_exceptions(match, beside)
            with create(beside / REPORT) as stream:
                _write_report(report, stream)
            say("checking")
            _check(beside, [] if update else match, ontology, files)
    difference = _difference(given.known, whole, ontology, match, into) if update else None
    return ImportResult(report, {section: len(dataset.section(section)) for section in RECORDS}, difference)


def _streamed(
    format_: Import, given: ImportInput, into: Path, match: Sequence[Path], options: dict[str, Any], update: bool
) -> ImportResult:
    """Let a format write its records into the folder one after another; it checks them itself as it goes."""
    report = given.report
    if update:
        hint = "Import it with --into DIR, and compare; or bring the files of single kinds up to date."
        message = "it is read body by body, and brings no other dataset up to date"
        raise ImportFailed([Problem("error", "update", message, hint, file=str(given.files[0]))])
    report.skipped, report.doubtful = NotesOnDisk(), NotesOnDisk()
    with _room_beside(into) as beside:
        written = format_.function(given, beside, [folder.name for folder in match], **options)
        with create(beside / REPORT) as stream:
            _write_report(report, stream)
    return ImportResult(report, written)


def _keep_exceptions(match: Sequence[Path], beside: Path) -> None:
    """Copy the accepted findings of the folder that is brought up to date: they lie beside the records."""
    for folder in match:
        if (folder / EXCEPTIONS_FILE).is_file() and not (beside / EXCEPTIONS_FILE).exists():
            with create(beside / EXCEPTIONS_FILE) as stream:
                stream.write((folder / EXCEPTIONS_FILE).read_bytes())


def _difference(known: Dataset, whole: Dataset, ontology: Ontology, match: Sequence[Path], into: Path) -> str:
    """Return in a sentence what differs between what was matched and the updated whole, as ``compare`` says it."""
    from ics_graph.comparison.versions import compare_versions

    return compare_versions(known, whole, ontology, (", ".join(folder.name for folder in match), into.name)).headline


def _refuse(report: Report) -> None:
    """Raise ImportFailed where files hold nothing that could be taken over, with what was skipped of each."""
    hint = "Check that these are the right files and the right format."
    problems = []
    for file in dict.fromkeys(note.file for note in report.skipped):
        reasons = list(dict.fromkeys(note.reason for note in report.skipped if note.file == file))
        message = f"nothing in it could be taken over: {'; '.join(reasons[:3])}"
        problems.append(Problem("error", "nothing", message, hint, file=file))
    raise ImportFailed(problems)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


@contextmanager
def _room_beside(into: Path) -> Iterator[Path]:
    """Lend a folder beside the one to be made, where what it uses is found as well; it becomes that one at the end.

    Raises ImportFailed where there is no room for it, or where something came to its place in the meantime.
    """
    try:
        with new_folder(into) as beside:
            yield beside
    except FolderTaken as error:
        raise ImportFailed([_taken(into)]) from error
    except CannotWrite as error:
        raise ImportFailed([_no_room(into, error)]) from error


def _no_room(into: Path, error: CannotWrite) -> Problem:
    message = f"this folder cannot be made ({error.strerror})"
    return Problem("error", "no-room", message, error.remedy, file=str(into))


def _taken(into: Path) -> Problem:
    hint = "Name a folder that is not there yet; what is there is never overwritten."
    return Problem("error", "not-empty", "this is there already and not empty", hint, file=str(into))


def _check(beside: Path, match: Sequence[Path], ontology: Ontology, files: Sequence[Path]) -> None:
    """Read what was written as anybody would; raise ImportFailed with its errors, by the files that were imported.

    The folder is gone then, so that no message may lead into it.
    """
    try:
        read_datasets([beside, *match], ontology, findings=False)
    except DatasetError as error:
        names = ", ".join(file.name for file in files)
        within = re.compile(re.escape(str(beside)) + r"[^\s:]*(?::\d+)?")

        def renamed(problem: Problem) -> Problem:
            message, remedy = (within.sub("what was imported", text) for text in (problem.message, problem.remedy))
            if problem.file is not None and problem.file.startswith(str(beside)):
                return replace(problem, file=names, line=None, message=message, remedy=remedy)
            return replace(problem, message=message, remedy=remedy)

        raise ImportFailed(error.problems.placed(renamed)) from error


def _check_places(files: Sequence[Path], into: Path, match: Sequence[Path], update: bool) -> None:
    problems = []
    for file in files:
        if (fault := no_file(file)) is not None:
            problems.append(Problem("error", "no-file", *fault, file=str(file)))
    try:
        if is_taken(into):
            problems.append(_taken(into))
    except OSError as error:
        problems.append(_no_room(into, CannotWrite(into, error)))
    for folder in match:
        if not update and folder.absolute().parent != into.parent:
            hint = "A dataset finds the folders that it uses beside it: make it there."
            message = f"{into.name} would not lie beside it"
            problems.append(Problem("error", "not-beside", message, hint, file=str(folder)))
    if problems:
        raise ImportFailed(problems)


def _write_report(report: Report, stream: IO[bytes]) -> None:
    """Write a report as JSON; its notes one by one, as there may be more of them than memory holds."""
    contents: dict[str, object] = {
        "read": dict(report.read),
        **({"dated": dict(report.dated)} if report.dated else {}),
        "matched": dict(sorted(report.matched.items())),
        "already": dict(report.already),
        "skipped": report.skipped,
        "doubtful": report.doubtful,
    }
    if report.witnesses:
        contents["witnessed"] = {
            section: sorted(witnesses) for section, witnesses in sorted(report.witnesses.items()) if witnesses
        }
    if report.gone:
        contents["gone"] = report.gone
    write = stream.write
    for number, (name, value) in enumerate(contents.items()):
        write(f"{',' if number else '{'}\n {json.dumps(name)}: ".encode())
        if not isinstance(value, list) or not value:
            write(json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ").encode())
            continue
        for at, note in enumerate(value):
            text = json.dumps(note._asdict(), ensure_ascii=False, indent=1).replace("\n", "\n  ")
            write(f"{',' if at else '['}\n  {text}".encode())
        write(b"\n ]")
    write(b"\n}\n")

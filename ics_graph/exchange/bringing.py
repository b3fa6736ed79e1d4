"""An import from files to a dataset folder that ``check`` accepts, or to every problem at once and no folder."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset.writing import write_folder
from ics_graph.exchange.formats import Given, Import
from ics_graph.exchange.reports import ImportFailed, Report
from ics_graph.model import RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.validation import Problem

REPORT = "import-report.json"


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import came to: its report, and how many records of each section were written."""

    report: Report
    written: dict[str, int]


def bring(
    known: Import,
    files: Sequence[Path],
    into: Path,
    match: Sequence[Path],
    options: dict[str, Any],
    say: Callable[[str], None],
) -> Brought:
    """Import files into a new dataset folder and return what came of it; the folder is there whole or not at all.

    Raises ImportFailed with every problem of the files, and DatasetError where a folder to match is not in order.
    """
    into = into.absolute()
    _check_places(files, into, match)
    ontology = load_ontology()
    report = Report(say=say)
    if match:
        say("reading what is to be matched")
        given = Given(files, ontology, read_datasets(match, ontology).dataset, report)
    else:
        given = Given(files, ontology, report=report)
    say("reading files")
    dataset = known.function(given, **options)
    say("writing")
    beside = into.with_name(f".{into.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        write_folder(dataset, beside, uses=[folder.absolute().name for folder in match])
        (beside / REPORT).write_text(_as_json(given.report), encoding="utf-8")
        say("checking")
        # Under its own name, so that what it uses is found beside it.
        into.parent.mkdir(parents=True, exist_ok=True)
        if into.exists():
            into.rmdir()
        beside.replace(into)
        try:
            read_datasets([into, *match], ontology)
        except DatasetError as error:
            os.replace(into, beside)
            raise ImportFailed(error.problems) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Brought(given.report, {section: len(dataset.section(section)) for section in RECORDS})


def _check_places(files: Sequence[Path], into: Path, match: Sequence[Path]) -> None:
    problems = []
    for file in files:
        if not file.is_file():
            hint = "Check the path." if not file.exists() else "Name the files in it, not the folder."
            message = "there is no such file" if not file.exists() else "this is a folder, not a file"
            problems.append(Problem("error", "no-file", message, hint, file=str(file)))
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        hint = "Name a folder that is not there yet; what is there is never overwritten."
        problems.append(Problem("error", "not-empty", "this is there already and not empty", hint, file=str(into)))
    for folder in match:
        if folder.absolute().parent != into.parent:
            hint = "A dataset finds the folders that it uses beside it: make it there."
            message = f"{into.name} would not lie beside it"
            problems.append(Problem("error", "not-beside", message, hint, file=str(folder)))
    if problems:
        raise ImportFailed(problems)


def _as_json(report: Report) -> str:
    told = {
        "read": dict(report.read),
        "matched": dict(sorted(report.matched.items())),
        "already": dict(report.already),
        "skipped": [note._asdict() for note in report.skipped],
        "doubtful": [note._asdict() for note in report.doubtful],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

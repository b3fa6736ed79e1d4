"""``ics-graph import FORMAT FILES… --into DIR``: files of other tools as a dataset folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ics_graph.cli.options import SETTINGS, progress
from ics_graph.cli.parameters import command_of, parameter_of
from ics_graph.exchange.formats import Import, all_imports
from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.exchange.import_report import Note, Report

_EXAMPLES = 3
_MOST_PROCESSES = 8


def _command(format_: Import) -> click.Command:
    """Return the command of a format, made of its name, documentation and signature."""
    parameters: list[click.Parameter] = [
        click.Argument(["files"], metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.Option(
            ["--into"],
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="The dataset folder to make; empty or not there yet.",
        ),
        click.Option(
            ["--update"],
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="Instead of --into: the folder to make of what --match names, brought up to date by the files.",
        ),
        click.Option(
            ["--match"],
            metavar="DIR",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A dataset beside it whose bodies are meant where code and type are the same (may be repeated).",
        ),
        *(parameter_of(parameter) for parameter in format_.parameters),
    ]
    return command_of(format_, "import", _run(format_), parameters)


def _run(format_: Import) -> Callable[..., int]:
    def run(
        files: tuple[Path, ...], into: Path | None, update: Path | None, match: tuple[Path, ...], **given: Any
    ) -> int:
        from ics_graph.exchange.import_job import run_import
        from ics_graph.exchange.import_report import ImportFailed

        to = into or update
        if to is None or (into and update):
            raise click.UsageError("Give --into DIR for a new dataset, or --update DIR for an updated one.")
        if update and not match:
            raise click.UsageError("--update needs --match DIR: the dataset that is to be brought up to date.")
        say = progress() or (lambda _: None)
        try:
            jobs = min(os.cpu_count() or 1, _MOST_PROCESSES)
            result = run_import(format_, files, to, match, given, say, update=update is not None, jobs=jobs)
        except ImportFailed as error:
            say("")
            number = error.problems.number("error")
            problems = f"{number:,} problem{'' if number == 1 else 's'}; nothing was written."
            lines = map(in_a_line, map(str, error.problems))
            click.echo("\n".join(filter(None, (*lines, error.problems.rest(), problems))), err=True)
            return 1
        say("")
        click.echo(_in_words(result.report, result.written, to, update is not None))
        if result.difference is not None:
            click.echo(in_a_line(result.difference))
        return 0

    return run


def _in_words(report: Report, written: dict[str, int], into: Path, updated: bool) -> str:
    """Return the report in words: counts, and the first few of each reason."""
    lines = [f"read     {number:>9,}  {file}" for file, number in report.read.items()]
    lines += [f"written  {number:>9,}  {section}" for section, number in written.items() if number]
    lines += [f"dated              {file}: {day}" for file, day in report.dated.items()]
    if report.matched:
        lines.append(f"matched  {len(report.matched):>9,}  bodies that are known already")
    lines += [f"already  {number:>9,}  {section} that are known already" for section, number in report.already.items()]
    for section, witnesses in report.witnesses.items():
        newer = "they are in the updated dataset with it" if updated else "--update DIR writes it to them"
        lines.append(f"evidence {len(witnesses):>9,}  {section} that are known already are in these files; {newer}")
    lines += _grouped("skipped", report.skipped) + _grouped("doubtful", report.doubtful)
    lines += _grouped("gone", report.gone)
    lines = [in_a_line(line) for line in lines]
    return "\n".join([*lines, f"{into} is a dataset; import-report.json in it has every line of this report."])


def _grouped(word: str, notes: Iterable[Note]) -> list[str]:
    of = Counter[str]()
    first: dict[str, list[str]] = {}
    for note in notes:
        of[note.reason] += 1
        if len(first.setdefault(note.reason, [])) < _EXAMPLES:
            place = f"{note.file}:{note.line}" if note.line else note.file
            first[note.reason].append(f"{place} {note.record}".rstrip())
    lines = []
    for reason, number in of.most_common():
        more = ", …" if number > _EXAMPLES else ""
        lines.append(f"{word:<8} {number:>9,}  {reason} ({', '.join(first[reason])}{more})")
    return lines


@click.group("import", context_settings=SETTINGS)
def import_() -> None:
    """Make a dataset folder from files of other tools; what is not taken over is told line by line.

    \b
    Examples:
      ics-graph import ods eccg.csv etr.csv --into ods
      ics-graph import ods eccg.csv --match national-frame --update national-frame-2026
      ics-graph import turtle graph.ttl --into my-system
    """


for _format in all_imports().values():
    import_.add_command(_command(_format))
COMMANDS: dict[str, click.Command] = {"import": import_}

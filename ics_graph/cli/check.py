"""``ics-graph check DIR``: everything that is wrong with a dataset, at once, by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ics_graph.cli.options import SETTINGS
from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.validation import Severity


@click.command(context_settings=SETTINGS)
@click.argument("folders", metavar="DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with status 1 for findings, too.")
def check(folders: tuple[Path, ...], strict: bool) -> int:
    """Read dataset folders and say everything that is wrong with them: file, line, record and remedy.

    Errors stop a dataset from being loaded. Findings do not: real data have them, and a reader should know.
    The exit status is 1 where there are errors.

    \b
    Examples:
      ics-graph check my-dataset/
      ics-graph check seeds/*
    """
    from ics_graph.cli.options import progress
    from ics_graph.dataset import DatasetError, folders_of, read_datasets, read_exceptions

    say = progress() or (lambda _: None)
    try:
        loaded = read_datasets(folders, progress=say)
        problems = loaded.findings
        problems += read_exceptions(folders_of(folders))[1]
        dataset = loaded.dataset
    except DatasetError as error:
        problems, dataset = error.problems, None
    say("")
    severities: tuple[Severity, ...] = ("error", "finding")
    for severity in severities:
        for problem in problems:
            if problem.severity == severity:
                click.echo(in_a_line(f"{severity}: {problem}"))
        if rest := problems.rest(severity):
            click.echo(rest)
    errors, findings = (problems.number(severity) for severity in severities)
    counted = f"{_n(errors, 'error')}, {_n(findings, 'finding')}"
    if dataset is None:
        click.echo(f"{counted}. Nothing can be loaded until the errors are mended.")
        return 1
    numbers = [_n(len(dataset.section(name)), noun) for name, noun in _COUNTED.items()]
    numbers += [_n(many, noun) for name, noun in _IF_ANY.items() if (many := len(dataset.section(name)))]
    click.echo(f"{counted}: {', '.join(numbers)}.")
    return 1 if strict and findings else 0


def _n(number: int, noun: str) -> str:
    thing, of, rest = noun.partition(" of ")
    plural = (thing[:-1] + "ies" if thing.endswith("y") else thing + "s") + of + rest
    return f"{number:,} {noun if number == 1 else plural}"


_COUNTED = {"entities": "entity", "relations": "relation", "facts": "fact", "gaps": "gap"}
_IF_ANY = {
    "versions": "version of a document",
    "clauses": "clause",
    "rights": "right",
    "grants": "row of a scheme",
    "seats": "seat",
    "appointments": "appointment",
    "quorum_rules": "quorum rule",
    "meetings": "meeting",
    "decisions": "decision",
    "interests": "interest",
}
"""What is counted of who may decide what, where there is any of it."""
COMMANDS: dict[str, click.Command] = {"check": check}

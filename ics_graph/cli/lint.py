"""``ics-graph lint``: the checks of assurance, over dataset folders or a store, for people and for pipelines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ics_graph.cli import completing
from ics_graph.cli.options import (
    SETTINGS,
    Count,
    Day,
    data_option,
    folders,
    opened,
    show_cypher_option,
    store_options,
    with_options,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ics_graph.checks.runner import LintReport
    from ics_graph.dataset import Excepted
    from ics_graph.ontology import Ontology
    from ics_graph.validation import Problem

_FORMATS = ("table", "json", "markdown", "sarif")
_LEVELS = ("error", "warning", "note")


def _list(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ics_graph.cli.formats.findings import explained

        click.echo(explained())
        ctx.exit()


@with_options(data_option(), *store_options(), show_cypher_option())
@click.command(context_settings=SETTINGS)
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="Explain every check.")
@click.option("--check", "ids", multiple=True, metavar="ID", help="Run only this check (may be repeated).")
@click.option(
    "--within",
    metavar="BODY",
    shell_complete=completing.bodies,
    help="Judge only what belongs to this system or body.",
)
@click.option(
    "--as-of",
    type=Day(),
    metavar="DAY",
    help="Judge as things stood on a day, such as 2019-06-01, or today. Default: all dates together.",
)
@click.option("--no-rules", is_flag=True, help="Do not count a line as stated only because the law implies it.")
@click.option(
    "--older-than",
    type=Count(),
    default=24,
    show_default=True,
    metavar="MONTHS",
    help="From which age on evidence is old, in months before the day of --as-of.",
)
@click.option("--format", "-f", "format_", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--all", "all_", is_flag=True, help="List all that is found, with the reason and remedy of each check.")
@click.option(
    "--limit",
    type=Count(),
    metavar="N",
    help="The most findings of a check in a table or Markdown. Default: the worst 5; all with --all or --check.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default="error",
    show_default=True,
    help="Exit with status 1 where anything is found that is of this level or higher.",
)
@click.option(
    "--exceptions",
    "extra",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file of exceptions besides those of the dataset folders (may be repeated).",
)
def lint(
    ids: tuple[str, ...],
    within: str | None,
    as_of: date | None,
    no_rules: bool,
    older_than: int,
    format_: str,
    all_: bool,
    limit: int | None,
    fail_on: str,
    extra: tuple[Path, ...],
    data: tuple[Path, ...],
    store: str | None,
) -> int:
    """Check the graph for what is missing, vacant, contradictory or old, and say what would close it.

    A table has a line for each check and its worst findings, by system. The most serious come first, then the surest,
    then those whose bodies have most lines. Bodies of which only a register tells, and which nobody says more of, are
    counted. JSON and SARIF have everything.

    Where a gap, a vacancy, a whole list or a plan is on record, nothing is missing. What somebody has looked at and
    accepts is excepted with a reason in the exceptions.yaml of its dataset folder. Silence is judged against what was
    said at all dates, or as of a day; never as of today unless asked.

    The exit status is 0 where no finding reaches the level of --fail-on, and 1 where one does. It is 2 for a problem in
    what was typed.

    \b
    Examples:
      ics-graph lint --list
      ics-graph lint --check no-members
      ics-graph lint --within "H&F ICP"
      ics-graph lint --data my-dataset/ --as-of 2024-04-01 --fail-on warning
      ics-graph lint --data my-dataset/ --format sarif > lint.sarif
    """
    from ics_graph.answering.asked import Asked
    from ics_graph.checks import Thresholds
    from ics_graph.checks.runner import checks_named, run_checks
    from ics_graph.cli.formats.findings import WORST, Listing, write
    from ics_graph.ontology import load_ontology
    from ics_graph.stores.rows import View

    ontology = load_ontology()
    checks = checks_named(ids)
    with opened(data, store) as opened_store:
        excepted, problems = exceptions_of(data, store, extra)
        view = View(as_of, rules=not no_rules)
        report = run_checks(
            Asked(opened_store, ontology, view),
            checks,
            within,
            Thresholds(older_than),
            excepted,
            problems,
            opened_store.notices(),
        )
    places = _places(data, ontology, report) if store is None and _has_findings(report) else {}
    whole = all_ or bool(ids)
    write(report, format_, places, Listing(limit or (None if whole else WORST), whole), sys.stdout)
    return int(any(report.count(level) for level in _LEVELS[: _LEVELS.index(fail_on) + 1]))  # type: ignore[arg-type]


def exceptions_of(
    data: tuple[Path, ...], store: str | None, extra: tuple[Path, ...] = ()
) -> tuple[Sequence[Excepted], Sequence[Problem]]:
    """Return what the folders (unless a store is asked) and the files named except."""
    from ics_graph.dataset import read_exceptions

    return read_exceptions([*(_folders(data) if store is None else ()), *extra])


def _folders(data: tuple[Path, ...]) -> Sequence[Path]:
    from ics_graph.dataset import folders_of
    from ics_graph.stores.sqlite import shipped_datasets

    return folders_of(folders(data) or shipped_datasets())


def _has_findings(report: LintReport) -> bool:
    return any(result.findings or result.excepted for result in report.results)


def _places(
    data: tuple[Path, ...], ontology: Ontology, report: LintReport
) -> Mapping[str, Mapping[str, tuple[str, int]]]:
    """Return the file and line of every record that findings name: the store keeps none, so the files are read."""
    from ics_graph.dataset import places_in

    findings = [finding for result in report.results for finding in result.findings]
    findings += [finding for result in report.results for finding, _ in result.excepted]
    wanted = {id_ for finding in findings for id_ in (finding.record, finding.entity)}
    return places_in(_folders(data), ontology, wanted)


COMMANDS: dict[str, click.Command] = {"lint": lint}

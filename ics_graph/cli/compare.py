"""``ics-graph compare OLD NEW``: what differs between two versions of a dataset."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS, Count

_FORMATS = ("table", "json", "csv", "markdown")


@click.command(context_settings=SETTINGS)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--old", "more_old", metavar="DIR", multiple=True, help="Another folder of the older version.")
@click.option("--new", "more_new", metavar="DIR", multiple=True, help="Another folder of the newer version.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "--limit",
    type=Count(),
    default=500,
    show_default=True,
    metavar="N",
    help="The most to list of each kind; all are counted.",
)
@click.option("--exit-code", is_flag=True, help="Exit with status 1 where the versions differ (for scripts).")
def compare(
    old: str,
    new: str,
    more_old: tuple[str, ...],
    more_new: tuple[str, ...],
    format_: str,
    limit: int,
    exit_code: bool,
) -> int:
    """Say what was added, removed, renamed and changed, field by field, between two versions of a dataset.

    OLD and NEW are dataset folders, or REVISION:FOLDER for a folder as it was at a revision of git, such as
    HEAD~1:seeds/national-frame. Each is read with the folders that it uses.

    What is new in the newer version is of two kinds. What begins after the newest source of the older version is newly
    begun. What began before was true earlier, and is recorded now. A record that has another id is recognised where its
    type and a code of the same time are the same. The balance adds up, section by section and type by type.

    \b
    Examples:
      ics-graph compare last-year/my-system my-system
      ics-graph compare v1.0:my-system HEAD:my-system --format markdown
      ics-graph compare main:my-system my-system --exit-code
    """
    from ics_graph.cli.formats import write
    from ics_graph.cli.options import progress
    from ics_graph.comparison.versions import compare_versions
    from ics_graph.dataset import read_datasets
    from ics_graph.dataset.git_revision import version_of
    from ics_graph.ontology import load_ontology

    ontology, say = load_ontology(), progress() or (lambda _: None)
    read = []
    for names in ((old, *more_old), (new, *more_new)):
        with ExitStack() as stack:
            folders: list[Path] = [stack.enter_context(version_of(name)) for name in names]
            read.append(read_datasets(folders, ontology, say).dataset)
    say("")
    titles = ", ".join((old, *more_old)), ", ".join((new, *more_new))
    answer = compare_versions(read[0], read[1], ontology, titles, limit)
    write(answer, format_, sys.stdout)
    return 1 if exit_code and answer.rows else 0


COMMANDS: dict[str, click.Command] = {"compare": compare}

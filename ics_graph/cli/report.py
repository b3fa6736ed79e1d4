"""``ics-graph report SYSTEM``: the paper for the board, as Markdown or as one page to print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ics_graph.cli import completing
from ics_graph.cli.options import SETTINGS, data_option, opened, store_options, view_options, with_options

_PAGES = (".html", ".htm")


@with_options(*view_options(), data_option(), *store_options())
@click.command(context_settings=SETTINGS)
@click.argument("system", required=False, shell_complete=completing.bodies)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="report.md or report.html; by default Markdown goes to standard output.",
)
def report(
    system: str | None,
    output: Path | None,
    as_of: Any,
    planned: bool,
    uncertain: bool,
    no_rules: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> None:
    """Write the board paper of a system: who is in it, who sits where, all lines, what is planned, missing or disputed.

    Every statement has its source; a picture and a place to sign it off are in it. An HTML page holds everything,
    opens offline and prints on A4; beside a Markdown file the picture is a file of its own. The same data always give
    the same paper, to the byte. SYSTEM may be left out where the data hold only one.

    \b
    Examples:
      ics-graph report "Lancashire and South Cumbria ICS" -o paper.html
      ics-graph report NENC --as-of 2019-06-01 -o paper.md
    """
    from ics_graph.answering.asked import Asked
    from ics_graph.cli.board_paper.document import Paper
    from ics_graph.cli.lint import exceptions_of
    from ics_graph.explorer.selection import NoSystem
    from ics_graph.ontology import load_ontology
    from ics_graph.output import write
    from ics_graph.stores.rows import View

    if output is not None and output.suffix.lower() not in (*_PAGES, ".md"):
        raise click.BadParameter("name a file that ends with .html or .md.", param_hint="--output")
    with opened(data, store) as there:
        try:
            asked = Asked(there, load_ontology(), View(as_of, planned, uncertain, not no_rules))
            paper = Paper(asked, system, *exceptions_of(data, store))
        except NoSystem as error:
            raise click.UsageError(f"{error}.".replace("--system", "SYSTEM")) from error
        if output is None:
            click.echo(paper.markdown(), nl=False)
            return
        files = {output: paper.html()} if output.suffix.lower() in _PAGES else {}
        if not files:
            beside = output.with_suffix(".svg")
            files = {beside: paper.picture.svg, output: paper.markdown(beside.name)}
    for file, text in files.items():
        write(file, text)
        click.echo(file)


COMMANDS: dict[str, click.Command] = {"report": report}

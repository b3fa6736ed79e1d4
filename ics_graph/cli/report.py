"""``ics-graph report SYSTEM``: the paper for the board, as a page to print, for Word or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ics_graph.cli import completing
from ics_graph.cli.options import SETTINGS, data_option, opened, store_options, view_options, with_options

_PAGES, _WORD = (".html", ".htm"), ".docx"


@with_options(*view_options(), data_option(), *store_options())
@click.command(context_settings=SETTINGS)
@click.argument("system", required=False, shell_complete=completing.bodies)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="report.html, report.docx or report.md; by default Markdown goes to standard output.",
)
@click.option(
    "--ask",
    "asks",
    metavar="TEXT",
    multiple=True,
    help="What the board is asked to do (may be repeated). Default: what the gaps and differences suggest.",
)
def report(
    system: str | None,
    output: Path | None,
    asks: tuple[str, ...],
    as_of: Any,
    planned: bool,
    uncertain: bool,
    no_rules: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> None:
    """Write the board paper of a system: two pages and an appendix.

    Every statement has the number of its source. An HTML page holds everything, opens offline and prints on A4. A Word
    document (.docx) needs the extra 'word'. Beside a Markdown file the picture is a file of its own. The same data
    always give the same paper, to the byte. SYSTEM may be left out where the data hold only one.

    \b
    Examples:
      ics-graph report "Lancashire and South Cumbria ICS" -o paper.html
      ics-graph report NENC --as-of 2019-06-01 -o paper.md
      ics-graph report NENC -o paper.docx --ask "Note the gaps." --ask "Agree who closes each of them."
    """
    from ics_graph.answering.asked import Asked
    from ics_graph.cli.board_paper.as_html import as_html
    from ics_graph.cli.board_paper.as_markdown import as_markdown
    from ics_graph.cli.board_paper.document import Paper
    from ics_graph.explorer.selection import NoSystem
    from ics_graph.ontology import load_ontology
    from ics_graph.output import write
    from ics_graph.stores.rows import View

    if output is not None and output.suffix.lower() not in (*_PAGES, _WORD, ".md"):
        raise click.BadParameter("name a file that ends with .html, .docx or .md.", param_hint="--output")
    with opened(data, store) as there:
        try:
            asked = Asked(there, load_ontology(), View(as_of, planned, uncertain, not no_rules))
            paper = Paper(asked, system, asks)
        except NoSystem as error:
            raise click.UsageError(f"{error}.".replace("--system", "SYSTEM")) from error
        if output is None:
            click.echo(as_markdown(paper), nl=False)
            return
        files: dict[Path, str | bytes]
        if output.suffix.lower() in _PAGES:
            files = {output: as_html(paper)}
        elif output.suffix.lower() == _WORD:
            from ics_graph.cli.board_paper.as_word import as_word

            files = {output: as_word(paper)}
        else:
            beside = output.with_suffix(".svg")
            files = {beside: paper.picture.svg, output: as_markdown(paper, beside.name)}
    for file, text in files.items():
        write(file, text)
        click.echo(file)


COMMANDS: dict[str, click.Command] = {"report": report}

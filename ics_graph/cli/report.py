"""``ics-graph report SYSTEM``: a board paper on one system, as Markdown or as one HTML page that prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ics_graph.cli import completing
from ics_graph.cli.options import SETTINGS, data_option, opened, store_options, view_options, with_options

_HTML = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")


@with_options(*view_options(), data_option(), *store_options())
@click.command(context_settings=SETTINGS)
@click.argument("system", shell_complete=completing.bodies)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The file to write: .md or .html; one that is there is replaced.",
)
def report(
    system: str,
    output: Path,
    as_of: Any,
    planned: bool,
    uncertain: bool,
    no_rules: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> None:
    """Write a board paper on one system: bodies by level, boards and members, lines, and what is planned or missing.

    It has what sources differ on, what the checks find, a picture, every place cited, and a place to sign off. An HTML
    file holds all of it, opens offline and prints; beside a Markdown file its picture is written as an SVG of the same
    name.

    \b
    Examples:
      ics-graph report "North East and North Cumbria ICS" -o paper.html
      ics-graph report "North West London ICS" --as-of 2020-01-01 -o paper.md
    """
    from ics_graph.cli.formats.board_paper import as_html, as_markdown
    from ics_graph.explorer.picture import picture
    from ics_graph.ontology import load_ontology
    from ics_graph.questions.gathering import Asked
    from ics_graph.questions.paper import paper
    from ics_graph.stores.rows import View

    ending = output.suffix.lower()
    if ending not in (*_HTML, *_MARKDOWN):
        raise click.UsageError(f"'{output.name}' says no format; end it with .md or .html.")
    with opened(data, store) as opened_store:
        asked = Asked(opened_store, load_ontology(), View(as_of, planned, uncertain, not no_rules))
        made = paper(asked, system)
        drawn = picture(asked, made.system.id)
        files = {output: as_html(made, drawn)}
        if ending in _MARKDOWN:
            image = output.with_suffix(".svg")
            files = {output: as_markdown(made, drawn, image.name.replace(" ", "%20")), image: f"{drawn.svg}\n"}
    for file, text in files.items():
        try:
            file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.FileError(str(file), error.strerror or str(error)) from error
        click.echo(file)


COMMANDS: dict[str, click.Command] = {"report": report}

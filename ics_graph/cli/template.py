"""``ics-graph template``: a spreadsheet to fill in."""

from __future__ import annotations

import io
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS


@click.command(context_settings=SETTINGS)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The workbook to write, such as my-system.xlsx; what is there is never overwritten.",
)
def template(output: Path) -> None:
    """Write a spreadsheet to fill in, with instructions, examples and lists to choose from.

    A filled-in one becomes a dataset by "ics-graph import xlsx FILE --into DIR".

    \b
    Example:
      ics-graph template -o my-system.xlsx
    """
    from ics_graph.exchange.spreadsheet.template import write_template
    from ics_graph.ontology import load_ontology
    from ics_graph.output import write

    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output} would not open: its name must end with .xlsx.")
    book = io.BytesIO()
    write_template(load_ontology(), book)
    try:
        # Somebody's filled-in workbook may have this name.
        write(output, book.getvalue(), new=True)
    except FileExistsError as error:
        raise click.UsageError(f"{output} is there already; name a file that is not there yet.") from error
    click.echo(f"{output}: fill it in, then: ics-graph import xlsx {output} --into {output.stem}")


COMMANDS: dict[str, click.Command] = {"template": template}

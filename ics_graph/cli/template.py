"""``ics-graph template``: a spreadsheet to fill in, or a folder of files for a text editor."""

from __future__ import annotations

import io
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS


@click.command(context_settings=SETTINGS)
@click.option(
    "-o",
    "--output",
    metavar="FILE-OR-DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The workbook to write, such as my-system.xlsx, or a new folder. What is there is never overwritten.",
)
@click.option(
    "--decisions",
    is_flag=True,
    help="Also who may decide what: schemes, terms of reference, seats, quorum, meetings, decisions, interests.",
)
def template(output: Path, decisions: bool) -> None:
    """Write a spreadsheet to fill in, or a folder of YAML, with instructions and examples.

    The spreadsheet has lists to choose from. A filled-in one becomes a dataset by "ics-graph import xlsx FILE --into
    DIR". A name without a dot is that of a folder, which is a dataset at once. Its files name their schema, so that an
    editor completes types and fields.

    \b
    Examples:
      ics-graph template -o my-system.xlsx
      ics-graph template -o my-system
      ics-graph template --decisions -o my-board.xlsx
    """
    if not output.suffix:
        _folder(output, decisions)
        return
    from ics_graph.exchange.spreadsheet.template import write_template
    from ics_graph.ontology import load_ontology
    from ics_graph.output import write

    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output} would not open: its name must end with .xlsx, or be that of a folder.")
    book = io.BytesIO()
    write_template(load_ontology(), book, decisions)
    try:
        # Somebody's filled-in workbook may have this name.
        write(output, book.getvalue(), new=True)
    except FileExistsError as error:
        raise click.UsageError(f"{output} is there already; name a file that is not there yet.") from error
    click.echo(f"{output}: fill it in, then: ics-graph import xlsx {output} --into {output.stem}")


def _folder(output: Path, decisions: bool) -> None:
    from ics_graph.dataset.template_folder import write_template_folder

    files = write_template_folder(output, decisions)
    click.echo(f"{output}: fill in {', '.join(file.name for file in files)}, then: ics-graph check {output}")


COMMANDS: dict[str, click.Command] = {"template": template}

"""``ics-graph render``: the network explorer as one file that opens in any browser, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ics_graph.cli.options import data_option, opened, store_options, view_options, with_options


@with_options(*view_options(), data_option(), *store_options())
@click.command()
@click.option(
    "--system",
    metavar="BODY",
    help="The system to draw (name, other name or id); may be left out where the data hold only one.",
)
@click.option("--root", metavar="BODY", help="Draw what is linked to this body, instead of a system.")
@click.option(
    "--depth",
    type=click.IntRange(1, 6),
    metavar="N",
    help="How many lines away from the root a body may be.  [default: 2]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("ics-graph.html"),
    show_default=True,
    help="The file to write: .html, or .svg or .png for the picture alone. One that is there is replaced.",
)
def render(
    system: str | None,
    root: str | None,
    depth: int | None,
    output: Path,
    as_of: Any,
    planned: bool,
    uncertain: bool,
    no_rules: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> None:
    """Write the network explorer of one system or about one body as a single HTML file, to open offline or to mail.

    The shipped data hold several systems, so that one has to be named; data of your own with a single system need
    no --system. The file carries every date, plan and question, and can be filtered, dated, compared and traced
    in; the options say what it shows first.

    \b
    Examples:
      ics-graph render --system "North East and North Cumbria ICS"
      ics-graph render --system NENC --as-of 2019-06-01 --planned --uncertain -o system.html
      ics-graph render --root "Central Integrated Care Partnership" --depth 1 -o central.html
      ics-graph render --system NENC -o system.svg
    """
    if system and root:
        raise click.UsageError("--system and --root name two things to draw; give one of them.")
    if depth and not root:
        raise click.UsageError("--depth counts lines from a body; name it with --root.")
    from ics_graph.answering.asked import Asked
    from ics_graph.explorer.page import write_page
    from ics_graph.explorer.picture import WIDTHS, as_png, picture
    from ics_graph.explorer.selection import NoSystem
    from ics_graph.ontology import load_ontology
    from ics_graph.output import write
    from ics_graph.stores.rows import View

    with opened(data, store) as opened_store:
        try:
            view = View(as_of, planned, uncertain, not no_rules)
            asked = Asked(opened_store, load_ontology(), view).in_session()
            if output.suffix.lower() == ".svg":
                write(output, picture(asked, system, root, depth or 2).svg)
            elif output.suffix.lower() == ".png":
                write(output, as_png(picture(asked, system, root, depth or 2).svg, 2 * WIDTHS["file"]))
            else:
                write_page(asked, output, system, root, depth or 2)
        except NoSystem as error:
            raise click.UsageError(f"{error}.") from error
    click.echo(output)


COMMANDS: dict[str, click.Command] = {"render": render}

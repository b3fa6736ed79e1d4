"""``ics-graph tour``: what this is, shown on the shipped data in a minute."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS
from ics_graph.cli.streams import say

_STEPS = (
    (
        "A question that a source answers",
        ("ask", "members", "Central Integrated Care Partnership"),
    ),
    (
        "A question that no source answers, and the law does",
        ("ask", "accountable-to", "NHS Darlington CCG", "--as-of", "2019-06-01"),
    ),
    (
        "A question that nobody has answered: silence is said to be silence",
        ("ask", "accountable-to", "Lancashire and South Cumbria ICS"),
    ),
)


@click.command(context_settings=SETTINGS)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ics-graph-tour"),
    show_default=True,
    help="The folder for the two files that the tour writes.",
)
def tour(into: Path) -> None:
    """Show what ics-graph does: three answers with their evidence, a file of RDF, and a page of the network.

    \b
    Example:
      ics-graph tour --into /tmp/tour
    """
    into.mkdir(parents=True, exist_ok=True)
    graph, page = into / "graph.ttl", into / "network.html"
    for title, args in _STEPS:
        _run(title, args)
    _run("The whole graph as RDF, for other tools", ("export", "turtle", "-o", str(graph)))
    _run(
        "The network as a page that opens in a browser, offline",
        ("render", "--system", "North East and North Cumbria ICS", "-o", str(page)),
    )
    say("\nWhat to type next (in a checkout: scripts/run instead of ics-graph)", bold=True)
    for line in (
        'ics-graph show "North East and North Cumbria ICS"      all that is known of one body',
        "ics-graph ask structure NENC                           what the system consists of",
        'ics-graph ask evidence "Partnership Board ?"           every claim, with its slide',
        "ics-graph ask --help                                   all questions",
        "ics-graph check DIR                                    a dataset of your own",
    ):
        click.echo(f"  {line}")


def _run(title: str, args: tuple[str, ...]) -> None:
    from ics_graph.cli.main import commands

    say(f"\n{title}", bold=True)
    shown = " ".join(f'"{arg}"' if " " in arg else arg for arg in args)
    say(f"$ ics-graph {shown}\n", dim=True)
    sys.stdout.flush()
    commands.main(args=list(args), prog_name="ics-graph", standalone_mode=False)


COMMANDS: dict[str, click.Command] = {"tour": tour}

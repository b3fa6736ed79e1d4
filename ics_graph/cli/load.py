"""``ics-graph load``: make a Neo4j database hold exactly what dataset folders say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ics_graph.cli.options import (
    SETTINGS,
    data_option,
    folders,
    progress,
    remember_as,
    server_named,
    server_options,
    with_options,
)

if TYPE_CHECKING:
    from ics_graph.stores.neo4j import Change

_WIDTH = 10


@click.command(context_settings=SETTINGS)
@click.option(
    "--to",
    "--store",
    "url",
    metavar="URL",
    envvar="ICS_GRAPH_STORE",
    callback=remember_as("store"),
    help="The Neo4j server, such as neo4j://localhost:7687 or neo4j+s://….databases.neo4j.io.",
)
@click.option("--force", is_flag=True, help="Remove more than a fifth of what is there, if that is what it takes.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def load(url: str | None, force: bool, dry_run: bool, data: tuple[Path, ...]) -> int:
    """Load dataset folders into a Neo4j server; what is there and not in them is removed.

    Only what differs is written, so that loading again is quick and a load that was broken off goes on where it
    stopped. Nodes without the label IcsGraph are not touched, nor are other graphs (--graph) in the same database.

    The password is read from ICS_GRAPH_NEO4J_PASSWORD, or asked for. The server is reached before the data are read.

    \b
    Examples:
      ics-graph load --to neo4j://localhost:7687
      ics-graph load --to neo4j://localhost:7687 --data my-dataset/ --graph mine --dry-run
      ics-graph ask members "ICS Management Group" --store neo4j://localhost:7687
    """
    from ics_graph.dataset import read_datasets
    from ics_graph.ontology import load_ontology
    from ics_graph.stores.neo4j import GRAPH, MOST_REMOVED, Connection, TooMuchRemoved, sync
    from ics_graph.stores.neo4j.connection import checked_address
    from ics_graph.stores.sqlite import shipped_datasets

    if url is None:
        raise click.UsageError("No server is named; say which with --to neo4j://…, or by ICS_GRAPH_STORE.")
    checked_address(url)
    server = server_named(url)
    graph = server.pop("graph") or GRAPH
    with Connection(url, **server) as connection:
        ontology, say = load_ontology(), progress()
        loaded = read_datasets(folders(data) or shipped_datasets(), ontology, say)
        # A dry run removes nothing, and shows what would be.
        share = 1.0 if force or dry_run else MOST_REMOVED
        try:
            changes = sync(connection, loaded.dataset, ontology, dry_run, say, graph, share)
        except TooMuchRemoved as error:
            _clear(say)
            raise TooMuchRemoved(f"{error} If so, add --force; --dry-run shows what would go.") from error
        connection.keep_bookmarks()
    _clear(say)
    click.echo(_table(changes, dry_run))
    return 0


def _clear(say: object) -> None:
    if callable(say):
        say("")


def _table(changes: dict[str, Change], dry_run: bool) -> str:
    """Return what a load changed, a line for each kind of record, with the sum in words."""
    lines = ["".join(["records".ljust(_WIDTH), *(word.rjust(_WIDTH) for word in ("added", "changed", "removed"))])]
    for section, change in changes.items():
        numbers = (change.added, change.changed, change.removed)
        lines.append("".join([section.ljust(_WIDTH), *(f"{number:,}".rjust(_WIDTH) for number in numbers)]))
    if not any(changes.values()):
        lines.append("The graph is already just so; nothing was changed.")
    elif dry_run:
        lines.append("This is what would change; nothing was changed.")
    return "\n".join(lines)


COMMANDS: dict[str, click.Command] = {"load": with_options(*server_options(), data_option())(load)}

"""``ics-graph load``: make a Neo4j database hold exactly what dataset folders say."""

from __future__ import annotations

from pathlib import Path

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
@click.option("--dry-run", is_flag=True, help="Say what would change, record by record, and change nothing.")
@click.option("--verify", is_flag=True, help="Read every property back, say which differ, and change nothing.")
@click.option("--repair", is_flag=True, help="Read every property back, and mend what differs.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How it is written.",
)
def load(
    url: str | None, force: bool, dry_run: bool, verify: bool, repair: bool, format_: str, data: tuple[Path, ...]
) -> int:
    """Load dataset folders into a Neo4j server; what is there and not in them is removed.

    Only what differs is written, so that loading again is quick and a load that was broken off goes on where it
    stopped. Nodes without the label IcsGraph are not touched, nor are other graphs (--graph) in the same database.
    Only a load with --repair gives nodes back a label that they lost. It removes nodes with the graph's name that no
    load wrote.

    A load compares digests that the load before left. It does not see what somebody changed by hand since then.
    --verify does: it reads everything back, and exits with status 1 where anything differs.

    The password is read from ICS_GRAPH_NEO4J_PASSWORD, or asked for. The server is reached before the data are read.

    \b
    Examples:
      ics-graph load --to neo4j://localhost:7687
      ics-graph load --to neo4j://localhost:7687 --data my-dataset/ --graph mine --dry-run
      ics-graph load --to neo4j://localhost:7687 --verify --format json
      ics-graph load --to neo4j://localhost:7687 --repair
      ics-graph ask members "ICS Management Group" --store neo4j://localhost:7687
    """
    from ics_graph.cli.load_report import Report, Way, quicker_way
    from ics_graph.dataset import read_datasets
    from ics_graph.dataset.git_revision import commit_of
    from ics_graph.ontology import load_ontology
    from ics_graph.stores.neo4j import GRAPH, MOST_REMOVED, Connection, Load, Named, TooMuchRemoved
    from ics_graph.stores.neo4j.connection import checked_address
    from ics_graph.stores.sqlite import shipped_datasets

    if url is None:
        raise click.UsageError("No server is named; say which with --to neo4j://…, or by ICS_GRAPH_STORE.")
    if repair and (verify or dry_run):
        raise click.UsageError("--repair mends what --verify would only show; give one of them.")
    checked_address(url)
    server = server_named(url)
    graph = server.pop("graph") or GRAPH
    records: list[Named] = []
    with Connection(url, **server) as connection:
        ontology, say = load_ontology(), progress()
        of = folders(data) or shipped_datasets()
        loaded = read_datasets(of, ontology, say)
        share = 1.0 if force else MOST_REMOVED
        thorough, commit = verify or repair, commit_of(of)
        job = Load(connection, loaded.dataset, ontology, graph, say, share, records.append, thorough, commit)
        quicker = quicker_way(len(loaded.dataset.relations), graph, folders(data))
        if quicker is not None and not thorough and job.would_be_first():
            _clear(say)
            click.echo(quicker, err=True)
        try:
            if repair:
                changes, is_just_so = job.repair()
            else:
                changes = job.run(dry_run or verify)
                is_just_so = verify and not any(changes.values())
        except TooMuchRemoved as error:
            _clear(say)
            raise TooMuchRemoved(f"{error} If so, add --force; --dry-run shows what would go.") from error
        connection.keep_bookmarks()
        database = connection.database_name()
    _clear(say)
    way: Way = "repair" if repair else "verify" if verify else "dry-run" if dry_run else "load"
    report = Report(way, url, database, graph, changes, records, job, is_just_so)
    click.echo(report.as_json() if format_ == "json" else report.table())
    return 1 if (verify or repair) and not is_just_so else 0


def _clear(say: object) -> None:
    if callable(say):
        say("")


COMMANDS: dict[str, click.Command] = {"load": with_options(*server_options(), data_option())(load)}

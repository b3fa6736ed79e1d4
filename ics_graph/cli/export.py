"""``ics-graph export FORMAT``: the graph as a file for other tools."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS, data_option, graph_named, graph_option, graph_was_named, with_options

FORMATS = ("turtle", "neo4j-admin")


@with_options(data_option(), graph_option())
@click.command(context_settings=SETTINGS)
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write. Default: standard output.")
@click.option("--base", metavar="IRI", help="What the IRIs of the data begin with.")
def export(format_: str, folder: Path | None, output: Path | None, base: str | None, data: tuple[Path, ...]) -> None:
    """Write the graph in another format, whole and without loss.

    \b
    turtle           RDF in the canonical form: every relation, fact and claim a resource of its own
    neo4j-admin DIR  files for "neo4j-admin database import", the first load of a big graph into Neo4j

    \b
    Examples:
      ics-graph export turtle -o graph.ttl
      ics-graph export turtle --data my-dataset/ | riot --validate
      ics-graph export neo4j-admin import/ --graph ics
    """
    if format_ == "neo4j-admin":
        if folder is None or output is not None or base is not None:
            raise click.UsageError("neo4j-admin wants a folder to write to, and no --output or --base.")
        _export_for_admin(folder, data)
        return
    if folder is not None:
        raise click.UsageError(f"{format_} is written to one file; name it with --output, not as '{folder}'.")
    if graph_was_named():
        raise click.UsageError(f"--graph is for neo4j-admin; {format_} has no names of graphs.")
    _export_to_file(format_, output, base, data)


def _export_for_admin(folder: Path, data: tuple[Path, ...]) -> None:
    from ics_graph.cli.options import read
    from ics_graph.ontology import load_ontology
    from ics_graph.stores.neo4j import GRAPH, admin

    ontology = load_ontology()
    written = admin.write(read(data, ontology), ontology, graph_named() or GRAPH, folder)
    click.echo(f"{folder}: {written.nodes:,} nodes, {written.relationships:,} relationships.", err=True)
    click.echo(f"{folder / admin.README} says how to import them.", err=True)


def _export_to_file(format_: str, output: Path | None, base: str | None, data: tuple[Path, ...]) -> None:
    import importlib

    from ics_graph.cli.options import read
    from ics_graph.exchange.terms import BASE
    from ics_graph.ontology import load_ontology

    if base is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", base):
        message = f"'{base}' cannot begin an IRI; write one that ends with / or #, such as https://example.org/id/"
        raise click.BadParameter(message, param_hint="--base")
    ontology = load_ontology()
    dataset = read(data, ontology)
    module = importlib.import_module(f"ics_graph.exchange.{format_}")
    if output is None:
        module.write(dataset, ontology, sys.stdout.buffer, base or BASE)
        return
    beside = output.with_name(f".{output.name}.new")
    try:
        with beside.open("wb") as to:
            module.write(dataset, ontology, to, base or BASE)
        beside.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
    click.echo(f"{output}: {len(dataset.entities):,} entities, {len(dataset.relations):,} relations.", err=True)


COMMANDS: dict[str, click.Command] = {"export": export}

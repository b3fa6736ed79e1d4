"""``ics-graph export FORMAT``: the graph as a file for other tools."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS, data_option, with_options

FORMATS = ("turtle",)


@with_options(data_option())
@click.command(context_settings=SETTINGS)
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write. Default: standard output.")
@click.option("--base", metavar="IRI", help="What the IRIs of the data begin with.")
def export(format_: str, output: Path | None, base: str | None, data: tuple[Path, ...]) -> None:
    """Write the graph in another format, whole and without loss.

    \b
    turtle  RDF in the canonical form: every relation, fact and claim a resource of its own

    \b
    Examples:
      ics-graph export turtle -o graph.ttl
      ics-graph export turtle --data my-dataset/ | riot --validate
    """
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

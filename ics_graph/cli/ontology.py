"""``ics-graph ontology``: the vocabulary as RDF, its SHACL shapes, and the JSON-LD context."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from ics_graph.cli.options import SETTINGS

SYNTAXES = ("turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")


@click.command(context_settings=SETTINGS)
@click.option("--format", "-f", "format_", type=click.Choice(SYNTAXES), help="The syntax of RDF. Default: turtle.")
@click.option("--shapes", is_flag=True, help="Write the SHACL shapes of what export writes, as Turtle.")
@click.option("--context", is_flag=True, help="Write the JSON-LD context of what export writes.")
@click.option("--base", metavar="BASE", help="With --context: what the IRIs of the data begin with.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write. Default: standard output.",
)
def ontology(format_: str | None, shapes: bool, context: bool, base: str | None, output: Path | None) -> int:
    """Write the ontology: every type, property, list and statutory rule, with labels and definitions.

    \b
    Examples:
      ics-graph ontology -o ics.ttl
      ics-graph ontology --format rdfxml -o ics.rdf
      ics-graph ontology --shapes -o shapes.ttl
      ics-graph ontology --context --base https://example.org/id/
    """
    if shapes and context:
        raise click.UsageError("--shapes and --context are two files; ask for one of them.")
    if format_ not in (None, "turtle") and (shapes or context):
        what = "The shapes are written as Turtle" if shapes else "The context is JSON"
        raise click.UsageError(f"{what}; leave out --format.")
    if base is not None and not context:
        raise click.UsageError("--base is for --context; the ontology has an address of its own.")
    out = io.BytesIO()
    if shapes:
        from ics_graph.exchange.rdf.shapes import write_shapes
        from ics_graph.ontology import load_ontology

        write_shapes(out, load_ontology())
    elif context:
        from ics_graph.exchange.rdf.vocabulary import write_context
        from ics_graph.exchange.terms import BASE

        write_context(out, base or BASE)
    else:
        from ics_graph.exchange.rdf.vocabulary import write_ontology

        write_ontology(out, format_ or "turtle")
    if output is None:
        sys.stdout.buffer.write(out.getvalue())
    else:
        from ics_graph.output import write

        write(output, out.getvalue())
        click.echo(f"{output}: {len(out.getvalue()):,} bytes.", err=True)
    return 0


COMMANDS: dict[str, click.Command] = {"ontology": ontology}

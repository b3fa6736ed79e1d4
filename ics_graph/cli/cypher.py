"""``ics-graph cypher``: a query of one's own to a Neo4j store, which the server lets read and nothing else."""

from __future__ import annotations

import itertools
import json
import sys
from typing import Any

import click

from ics_graph.cli.formats.as_rows import FORMATS, say_there_is_more, write_rows
from ics_graph.cli.options import SETTINGS, Count, Seconds, server_named, store_options, with_options


class Value(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A parameter of a query, written name=value; what reads as JSON is that, and all else is text."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Return the name and the value, or fail saying how they are written."""
        if isinstance(value, tuple):
            return value
        name, sign, text = str(value).partition("=")
        if not sign or not name.isidentifier():
            self.fail(f"'{value}' is not name=value; write for example --param day=2019-06-01.", param, ctx)
        try:
            parsed = json.loads(text, parse_constant=lambda _: text)
        except ValueError:
            parsed = text
        if isinstance(parsed, int) and not -(2**63) <= parsed < 2**63:
            parsed = text
        return name, parsed


@with_options(*store_options())
@click.command(context_settings=SETTINGS)
@click.argument("query", metavar="QUERY")
@click.option("--param", "-p", "given", type=Value(), multiple=True, help="A value for $name (may be repeated).")
@click.option(
    "--format", "-f", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write."
)
@click.option("--limit", type=Count(), default=1000, show_default=True, help="The most rows to write.")
@click.option(
    "--timeout",
    type=Seconds(),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long the server may work at it.",
)
def cypher(
    query: str,
    given: tuple[tuple[str, Any], ...],
    format_: str,
    limit: int,
    timeout: float,
    store: str | None,
) -> int:
    """Ask a Neo4j store in Cypher. Only reading is allowed: the server refuses a query that writes.

    The parameter $graph is the name of the graph, so that n.graph = $graph keeps to it. Give others by --param: what
    reads as JSON (12, true, ["a", "b"]) is taken for that, and all else for text. QUERY may be - for standard input.

    \b
    Examples:
      ics-graph cypher 'MATCH (n:NHSTrust {graph: $graph}) RETURN n.name' --store neo4j://localhost:7687
      ics-graph cypher 'MATCH (n:Entity {id: $id}) RETURN n' -p id=ics-nenc --format json
      ics-graph cypher - --format csv --limit 50000 < question.cypher
    """
    from ics_graph.cli.neo4j_values import plain, shown
    from ics_graph.stores.neo4j import GRAPH, Connection
    from ics_graph.stores.neo4j.failures import BadQuery, TooLong
    from ics_graph.stores.neo4j.schema import checked_graph
    from ics_graph.visible_text import in_a_line

    if store is None or "://" not in store:
        raise click.UsageError("Cypher is asked of Neo4j; name the server with --store neo4j://… or ICS_GRAPH_STORE.")
    text = sys.stdin.read() if query == "-" else query
    server = server_named(store)
    parameters = {"graph": checked_graph(server.pop("graph") or GRAPH), **dict(given)}
    with Connection(store, **server) as connection:
        try:
            with connection.asked(text.strip().rstrip(";"), parameters, timeout, min(limit + 1, 1000)) as (
                keys,
                records,
                warnings,
            ):
                rows = [record.values() for record in itertools.islice(records, limit)]
                more = next(records, None) is not None
                warned = warnings()
        except BadQuery as error:
            raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.".replace("..", ".")) from error
        except TooLong as error:
            hint = "ask for less, or allow more with --timeout SECONDS"
            raise TooLong(f"{error} ({timeout:g} s); {hint}") from error
    write_rows(keys, rows, format_, plain, shown)
    if more:
        say_there_is_more(limit)
    for warning in warned:
        click.echo(f"The server warns: {in_a_line(warning)}", err=True)
    return 0


COMMANDS: dict[str, click.Command] = {"cypher": cypher}

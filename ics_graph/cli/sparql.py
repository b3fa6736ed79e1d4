"""``ics-graph sparql``: a query of one's own in the RDF form of the graph, answered here, without a server."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ics_graph.cannot_read import no_file, reason_of, remedy_for
from ics_graph.cli.formats.as_rows import FORMATS, say_there_is_more, write_rows
from ics_graph.cli.options import (
    SETTINGS,
    Day,
    Seconds,
    data_option,
    folders,
    progress,
    server_named,
    store_options,
    with_options,
)
from ics_graph.cli.streams import turtle_for
from ics_graph.parameters import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ics_graph.exchange.rdf.asked_graph import AskedFor
    from ics_graph.exchange.rdf.querying import Graph, QueryResult
    from ics_graph.model import Dataset


@with_options(data_option(), *store_options())
@click.command(context_settings=SETTINGS)
@click.argument("query", metavar="QUERY")
@click.option("--format", "-f", "format_", type=click.Choice(FORMATS), help="How to write. Default: table.")
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    help="The most rows, or triples, to write.",
)
@click.option(
    "--timeout",
    type=Seconds(),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long the answer may take.",
)
@click.option("--as-of", type=Day(), metavar="DAY", help="Ask what surely held on a day, in W3C ORG: org:memberOf, …")
@click.option("--with-law", is_flag=True, help="Add lines that follow from statute, as ics:byLawUnderDirectionsOf, …")
@click.option(
    "--with-unsure",
    is_flag=True,
    help="With --as-of: add what is possible, planned or denied, as ics:possiblyMemberOf, ics:plannedMemberOf, …",
)
def sparql(
    query: str,
    format_: str | None,
    limit: int,
    timeout: float,
    as_of: date | None,
    with_law: bool,
    with_unsure: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> int:
    """Ask the graph in SPARQL, as "ics-graph export" writes it. Only reading, and nothing is fetched.

    QUERY may be @FILE, or - for standard input. The prefixes of the exports need not be declared, nor entity:,
    relation:, source: and the like for records: entity:nhs-england. A body has all types above its own, so that
    ics:NHSTrust finds foundation trusts, too. A line that is planned, denied or uncertain has words of its own:
    ics:plannedMemberOf is no ics:memberOf. A word that the data do not have is said. SELECT and ASK are answered as a
    table, JSON or CSV; CONSTRUCT and DESCRIBE as Turtle.

    \b
    Examples:
      ics-graph sparql 'SELECT ?name { ?body a ics:IntegratedCareSystem ; skos:prefLabel ?name } ORDER BY ?name'
      ics-graph sparql --as-of 2021-04-01 'SELECT ?name { ?part org:subOrganizationOf ?whole ; skos:prefLabel ?name }'
      ics-graph sparql 'DESCRIBE entity:ccg-darlington'
      ics-graph sparql @question.rq --format csv
    """
    from ics_graph.exchange.rdf.asked_graph import AskedFor
    from ics_graph.exchange.rdf.querying import Refused, TooLong, TooMuch, refuse
    from ics_graph.stores import StoreError

    if with_unsure and as_of is None:
        raise click.UsageError(
            "--with-unsure is for the snapshot of a day: add --as-of DAY. Without a day all lines are in the graph."
        )
    text = _text(query)
    try:
        refuse(text)
        with closing(_graph(data, store, AskedFor(as_of, with_law, with_unsure))) as graph:
            result = graph.ask(text, limit, timeout)
    except Refused as error:
        raise click.UsageError(sentence(str(error))) from error
    except (TooLong, TooMuch) as error:
        raise StoreError(sentence(str(error))) from error
    _say_what_is_absent(result)
    _write(result, format_, graph.prefixes)
    if result.more:
        say_there_is_more(limit, result.kind)
    return 0


def _say_what_is_absent(result: QueryResult) -> None:
    """Say which words of a query the data do not have; raise UsageError where no word like it is known at all.

    Of a type or relation of the ontology, or of a word of records, "no rows" is an answer. Of a word that nobody knows
    it would be read as one.
    """
    from ics_graph.exchange.rdf.standing import is_word_of
    from ics_graph.exchange.terms import FIELDS, ICS, RECORD_CLASS
    from ics_graph.ontology import load_ontology

    if not result.absent:
        return
    ontology = load_ontology()
    known = {*ontology.types, *ontology.relations, *ontology.families}
    of_records = {*RECORD_CLASS.values(), *(field.predicate for fields in FIELDS.values() for field in fields.values())}
    unknown = [
        text
        for word, text in result.absent.items()
        if word not in of_records
        if (name := word.removeprefix(ICS)) not in known and not is_word_of(name, ontology)
    ]
    if unknown and result.kind != "yes-no" and not result.rows:
        raise click.UsageError(" ".join(sentence(text) for text in unknown))
    for text in result.absent.values():
        click.echo(sentence(text), err=True)


def _text(query: str) -> str:
    if query != "-" and not query.startswith("@"):
        return query
    file = "standard input" if query == "-" else Path(query[1:])
    if isinstance(file, Path) and (fault := no_file(file)) is not None:
        raise click.UsageError(f"{file}: {fault[0]}. {fault[1]}")
    try:
        return (file.read_bytes() if isinstance(file, Path) else sys.stdin.buffer.read()).decode("utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {reason_of(error)}. {remedy_for(error)}") from error
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not in UTF-8; save it in that encoding.") from error


def _graph(data: tuple[Path, ...], store: str | None, asked_for: AskedFor) -> Graph:
    """Return the graph of what the options name: without loss, or the snapshot of a day; kept, but of a server's."""
    from ics_graph.exchange.oxigraph import graph_of, kept_graph
    from ics_graph.exchange.rdf.querying import Graph
    from ics_graph.stores.sqlite import shipped_datasets

    say = progress() or (lambda *_: None)

    def read() -> Dataset:
        from ics_graph.cli.export import whole
        from ics_graph.ontology import load_ontology

        return whole(data, store, load_ontology())

    if store is None:
        server_named(store)  # its options are for no folder
    try:
        if store is not None and not Path(store).is_file():
            return Graph.made(graph_of(read, asked_for, say))
        places = [Path(store)] if store is not None else folders(data) or shipped_datasets()
        kept = kept_graph(places, read, asked_for, say)
        return Graph(kept.folder(), again=lambda: kept.folder(damaged=True))
    finally:
        say("")


def _write(result: QueryResult, format_: str | None, prefixes: Mapping[str, str]) -> None:
    if result.kind == "triples":
        import pyoxigraph as ox

        if format_ is not None:
            raise click.UsageError("CONSTRUCT and DESCRIBE are answered as Turtle; leave out --format.")
        triples = sorted((ox.Triple(*row) for row in result.rows), key=str)
        parts = " ".join(str(term) for row in result.rows for term in row)
        used = {prefix: space for prefix, space in prefixes.items() if space in parts}
        text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode()
        # Prefixes come in any order; an answer is the same each time.
        lines = text.splitlines(keepends=True)
        head = [line for line in lines if line.startswith("@prefix ")]
        click.echo(turtle_for(sys.stdout, "".join([*sorted(head), *lines[len(head) :]])), nl=False)
    elif result.kind == "yes-no":
        format_ = format_ or "table"
        answer = result.yes if format_ == "json" else "yes" if result.yes else "no"
        write_rows(["answer"], [[answer]], format_, _plain, _whole)
    elif format_ in ("json", "csv"):
        write_rows(result.columns, result.rows, format_, _plain, _whole)
    else:
        write_rows(result.columns, result.rows, "table", _plain, lambda term: _short(term, prefixes))


def _plain(term: Any) -> Any:
    """Return a term as JSON has it: numbers and truth values as such, IRIs whole."""
    datatype = getattr(getattr(term, "datatype", None), "value", "").rpartition("#")[2]
    if datatype == "integer":
        # What is no integer, whatever its type says, is the text that it is.
        with suppress(ValueError):
            return int(term.value)
    if datatype == "boolean" and term.value in ("true", "1", "false", "0"):
        return term.value in ("true", "1")
    return term if isinstance(term, bool) else None if term is None else _whole(term)


def _whole(term: Any) -> str:
    """Return a term as text, IRIs whole."""
    if isinstance(term, str):
        return term
    return "" if term is None else str(getattr(term, "value", term))


def _short(term: Any, prefixes: Mapping[str, str]) -> str:
    """Return a term as a person reads it: IRIs with their prefix, as they can be written in a query."""
    text = _whole(term)
    if hasattr(term, "datatype") or term is None:
        return text
    fitting = [(space, prefix) for prefix, space in prefixes.items() if text.startswith(space)]
    if not fitting:
        return text
    space, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{text[len(space) :]}"


COMMANDS: dict[str, click.Command] = {"sparql": sparql}

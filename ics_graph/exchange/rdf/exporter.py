"""From records to a stream in one of the syntaxes: what every RDF export does, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Protocol

from ics_graph.errors import FormatError
from ics_graph.exchange.formats import Choice, ExportInput
from ics_graph.exchange.rdf import to_triples
from ics_graph.exchange.rdf.to_triples import Group
from ics_graph.exchange.terms import checked_base
from ics_graph.gc_pause import without_collecting

OPTIONS: Mapping[str, Any] = {
    "base": "What the IRIs of the data begin with",
    "profile": Choice(
        "The whole without loss (full), or what surely holds on the day of --as-of, in W3C ORG alone (org)",
        ("full", "org"),
    ),
}
GRAPHS = Choice("Put all into one graph, or what a source says into a graph of that source", ("one", "sources"))
_AT_ONCE = 500


class Syntax(Protocol):
    """What turns records into text."""

    head: str
    tail: str

    def group(self, group: Group) -> str:
        """Return a record and its parts as text."""
        ...


def export(chosen: ExportInput, to: IO[bytes], syntax: Syntax, base: str, profile: str) -> None:
    """Write what was chosen; two exports of equal datasets are equal byte for byte.

    Raises ValueError where the base cannot begin an IRI, where a snapshot has no day or is to have graphs of sources,
    and where a text holds half of a surrogate pair, which no RDF can.
    """
    if profile == "org":
        if getattr(syntax, "by_source", False):
            raise FormatError("a snapshot holds no claims, and so has no graphs of sources; leave out --graphs sources")
        from ics_graph.exchange.rdf.snapshot import groups

        write(groups(chosen, checked_base(base)), to, syntax)
    else:
        write(to_triples.groups(chosen.dataset, chosen.ontology, checked_base(base)), to, syntax)


def write(groups: Iterable[Group], to: IO[bytes], syntax: Syntax) -> None:
    """Write records in a syntax, a few hundred at a time, so that memory does not grow with them."""
    to.write(syntax.head.encode())
    # Nothing made on the way is part of a circle, and looking for circles among all records takes longer than writing.
    with without_collecting():
        for batch in _batches(groups):
            text = "".join([syntax.group(group) for group in batch])
            try:
                to.write(text.encode())
            except UnicodeEncodeError:
                raise _half_a_character(batch) from None
    to.write(syntax.tail.encode())


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    try:
        for group in groups:
            batch.append(group)
            if len(batch) == _AT_ONCE:
                yield batch
                batch = []
    except UnicodeEncodeError as error:
        message = f"an id holds half of a character (a lone surrogate): {error.object!r}; no IRI can. Correct the id"
        raise FormatError(message) from None
    yield batch


def _half_a_character(batch: Iterable[Group]) -> ValueError:
    """Return what to say of the first text that is no Unicode."""
    for group in batch:
        for subject, statements in group:
            for predicate, value, _ in statements:
                try:
                    value.encode()
                except UnicodeEncodeError as error:
                    what = f"U+{ord(value[error.start]):04X}"
                    return ValueError(
                        f"<{subject}> cannot be written: its <{predicate}> holds half of a character ({what}, a lone"
                        f" surrogate), which no RDF can. Correct that text: {value!r}"
                    )
    raise AssertionError("every text can be written")

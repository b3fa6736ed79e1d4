"""``open_rdf``: the graph that SPARQL asks, as a store of pyoxigraph on disk, for a notebook or a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ics_graph.exchange.rdf.asked_graph import AskedFor, groups
from ics_graph.exchange.rdf.disk_store import DiskStore, Progress
from ics_graph.stores import StoreError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from ics_graph.exchange.rdf.to_triples import Group
    from ics_graph.model import Dataset


def open_rdf(
    data: Sequence[Path | str] = (),
    as_of: date | str | None = None,
    with_law: bool = False,
    with_unsure: bool = False,
    progress: Progress | None = None,
) -> Store:
    """Return the graph of dataset folders, all shipped ones by default, as a ``pyoxigraph.Store`` that is only read.

    It is the one that ``ics-graph sparql`` asks: built where it is missing or a file has changed, then opened in an
    instant. It is read from disk as it is asked, so that a national dataset takes some 50 MB. Nothing bounds a query
    here: ask only your own. With ``as_of`` it is the snapshot of that day; ``with_law`` adds lines that follow from
    statute, and ``with_unsure`` what may hold on the day. Raises DatasetError where the data are wrong, StoreError
    where it cannot be built or read, and InvalidValue for a day that is none.
    """
    from pyoxigraph import Store

    from ics_graph.dataset import read_datasets
    from ics_graph.errors import InvalidValue
    from ics_graph.stores.sqlite import shipped_datasets

    if isinstance(as_of, str):
        from ics_graph.day_words import day_of

        try:
            as_of = day_of(as_of)
        except ValueError as error:
            raise InvalidValue(str(error)) from error
    if with_unsure and as_of is None:
        raise InvalidValue("with_unsure is for the snapshot of a day: give as_of")
    places = [Path(place) for place in data] or shipped_datasets()
    say = progress or (lambda *_: None)
    kept = kept_graph(places, lambda: read_datasets(places).dataset, AskedFor(as_of, with_law, with_unsure), say)
    # One that is damaged is built anew, once.
    for damaged in (False, True):
        folder = kept.folder(damaged)
        try:
            return Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            why = error
    raise StoreError(f"the store at {folder} cannot be read: {why}") from why


def kept_graph(places: Sequence[Path], read: Callable[[], Dataset], asked_for: AskedFor, say: Progress) -> DiskStore:
    """Return the kept graph of some folders, or of the one file of another store; ``read`` reads them to build it."""

    def make() -> Iterator[Group]:
        return graph_of(read, asked_for, say)

    return DiskStore(places, asked_for.options(), make, say)


def graph_of(read: Callable[[], Dataset], asked_for: AskedFor, say: Progress) -> Iterator[Group]:
    """Yield the records of a graph that is asked."""
    from ics_graph.ontology import load_ontology

    return groups(read(), load_ontology(), asked_for, say)

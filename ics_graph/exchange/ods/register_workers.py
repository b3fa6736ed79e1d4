"""The organisations of the register on their way: a spool of them on the disk, and the processes that work on it."""

from __future__ import annotations

import gc
import marshal
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.ods.register_batches import Batch, Batches, Codings, Raw, Wanted, codings
from ics_graph.exchange.ods.xml_index import Index
from ics_graph.model import Dataset

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

_IN_A_BATCH = 1000
_WORTH_A_PROCESS = 10
"""How many batches pay for the start of processes."""
_AHEAD = 3
"""How many batches for each process may wait, or be done and wait to be taken."""
_MANY = 100_000
"""After how many new objects a process looks for cycles among them."""


class Place(NamedTuple):
    """Where a batch lies in the spool: the number of its first organisation, where it begins, and how long it is."""

    first: int
    at: int
    length: int


class Spool:
    """Organisations in a file of our own: batches of them in their order, each of which is read on its own."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.places: list[Place] = []
        self._at = self._number = 0

    def add(self, raws: list[Raw]) -> Place:
        """Add a batch, and return where it is."""
        packed = marshal.dumps(raws)
        place = Place(self._number, self._at, len(packed))
        with self.file.open("ab") as out:
            out.write(packed)
        self.places.append(place)
        self._at += len(packed)
        self._number += len(raws)
        return place

    def organisations_at(self, place: Place) -> list[Raw]:
        """Return the organisations of a batch; they are trusted, as this process or its parent wrote them."""
        with self.file.open("rb") as stream:
            stream.seek(place.at)
            raws: list[Raw] = marshal.loads(stream.read(place.length))
        return raws


class Workers:
    """The processes, as a context; with one job, or where there is little to do, there are none beside our own."""

    def __init__(self, jobs: int, wanted: Wanted, room: Path) -> None:
        self.jobs, self.wanted, self.room = jobs, wanted, room
        self.spool = Spool(room / "organisations")
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def read(self, raws: Iterator[Raw]) -> Iterator[Codings]:
        """Put organisations on the spool, and yield for each batch of them what the index is to have of it."""
        places: Iterator[Place] = map(self.spool.add, iter(lambda: list(islice(raws, _IN_A_BATCH)), []))
        first = list(islice(places, _WORTH_A_PROCESS))
        places = chain(first, places)
        if self.jobs > 1 and len(first) == _WORTH_A_PROCESS:
            self._begin()
            yield from self._each(_codings, places)
        else:
            yield from map(_Worker(self.wanted, self.spool).codings, places)

    def batches(self, wanted: Wanted, index: Path) -> Iterator[tuple[Place, Batch | None]]:
        """Yield where each batch is and what becomes of it, in their order.

        The last is None where whoever puts the batches together has to make it: always where there is no process.
        """
        if self._pool is None:
            for place in self.spool.places:
                yield place, None
            return
        (self.room / _WANTED).write_bytes(pickle.dumps((wanted, index)))
        yield from zip(self.spool.places, self._each(_made, iter(self.spool.places)), strict=True)

    def _begin(self) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # A fork would copy locks that threads of this process may hold.
        pool = ProcessPoolExecutor(self.jobs, get_context("spawn"), _begin, (self.wanted, self.spool, self.room))
        self._pool = self._stack.enter_context(pool)
        self._stack.callback(pool.shutdown, cancel_futures=True)

    def _each(self, work: Callable[[Place], T], places: Iterator[Place]) -> Iterator[T]:
        """Yield what a function makes of each place, in their order, and no more of it at once than is needed."""
        assert self._pool is not None
        waiting: deque[Future[T]] = deque()
        for place in places:
            waiting.append(self._pool.submit(work, place))
            if len(waiting) == self.jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Worker:
    """What makes something of batches, in our own process or in another."""

    def __init__(self, wanted: Wanted, spool: Spool) -> None:
        self.wanted, self.spool = wanted, spool
        self.there = KnownEntities(wanted.known, wanted.ontology)
        self.nobody = KnownEntities(Dataset(), wanted.ontology)
        self.batches: Batches | None = None

    def codings(self, place: Place) -> Codings:
        """Return what the index is to have of a batch."""
        return codings(self.wanted, place.first, self.spool.organisations_at(place), self.there, self.nobody)

    def made(self, place: Place, room: Path) -> Batch | None:
        """Return what becomes of a batch, None where it needs ids."""
        if self.batches is None:
            wanted, index = pickle.loads((room / _WANTED).read_bytes())  # our parent wrote it
            self.batches = Batches(wanted, Index(index, read_only=True), names=False)
        return self.batches.made(place.first, self.spool.organisations_at(place))


_WANTED = "wanted"
_of_process: list[tuple[_Worker, Path]] = []


def _begin(wanted: Wanted, spool: Spool, room: Path) -> None:
    gc.set_threshold(_MANY)
    _of_process.append((_Worker(wanted, spool), room))


def _codings(place: Place) -> Codings:
    return _of_process[0][0].codings(place)


def _made(place: Place) -> Batch | None:
    worker, room = _of_process[0]
    return worker.made(place, room)

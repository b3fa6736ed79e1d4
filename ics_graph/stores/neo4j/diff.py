"""What of a dataset differs from what is there: buckets whose sums differ first, then one by one what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from ics_graph.stores.neo4j.changes import Difference
from ics_graph.stores.neo4j.connection import Connection
from ics_graph.stores.neo4j.elements import BUCKETS, Draft, bucket_of
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.remote_state import Drafted, RemoteState, Sums, TooMuchRemoved
from ics_graph.stores.neo4j.schema import LABELS
from ics_graph.stores.rows import is_later_spell


class Compared(Protocol):
    """What of a dataset differs from what is there, however that was found out."""

    whole: int | None
    broken_off: bool
    lacks_dataset: bool

    def different_nodes(self, section: str) -> Iterator[tuple[Draft, bool]]: ...

    def different_lines(self) -> Iterator[tuple[Draft, Drafted | None]]: ...

    def nodes_that_are_gone(self, section: str) -> list[str]: ...

    def lines_that_are_gone(self) -> list[tuple[str, str]]: ...

    def lines_too_many(self) -> list[tuple[str, str]]: ...

    def nodes_too_many(self) -> list[tuple[str, str]]: ...

    def second_nodes(self) -> list[tuple[str, str]]: ...

    def nodes_without_label(self) -> list[str]: ...

    def links_too_many(self) -> list[tuple[str, str]]: ...

    def differences_of(self, section: str, id_: str) -> tuple[tuple[Difference, ...], bool]: ...

    def check_share(self, most_removed: float) -> None: ...


class Progress(Protocol):
    """Is told what is being done, and which share of it is done already (0 to 1) where that is known."""

    def __call__(self, text: str, share: float | None = None) -> None: ...


_FEW = 20
_OFTEN = 2_000  # records between two words on how far it is
OF_THE_MODEL = ("entities", "facts", "gaps", "complete", "events")


class Diff:
    """The drafts of a dataset beside what lies in its graph, of which nothing is kept but what differs.

    ``whole`` is the digest that a load left when it came to its end, ``broken_off`` whether one is under way, or was
    broken off, ``lacks_dataset`` whether nodes are there and not the one that says of what. What is there and not in
    the dataset is known once all that differs was asked for.
    """

    def __init__(self, connection: Connection, mapping: GraphMapping, say: Progress) -> None:
        self.mapping = mapping
        self.say = say
        there = RemoteState(connection, mapping)
        self.whole, self.broken_off = there.state()
        say("adding up what is there")
        with ThreadPoolExecutor(1) as beside:
            # The server adds up what it holds while the sums of what is to be there are worked out here.
            theirs = beside.submit(lambda: (there.node_sums(), there.line_sums()))
            ours = self._node_sums(), self._line_sums()
            nodes, lines = theirs.result()
        self.lacks_dataset = self.whole is None and not self.broken_off and (nodes.broken or len(nodes) > 0)
        self._node_buckets, self._line_buckets = ours[0].differing(nodes), ours[1].differing(lines)
        say("reading what differs")
        self._old_nodes = there.nodes(self._node_buckets if len(nodes) or nodes.broken else ())
        self._old_lines, self._doubles = there.lines(self._line_buckets if len(lines) or lines.broken else ())

    def different_nodes(self, section: str) -> Iterator[tuple[Draft, bool]]:
        """Yield the nodes of a section that are not there as they should be, and whether each is new."""
        old, buckets = self._old_nodes, self._node_buckets
        if not buckets:
            return
        data = self.mapping.compiler.dataset
        # A body has two names or more; how many nodes the ontology's sections have is of no matter.
        sizes = {"names": 2 * len(data.entities), **{name: len(data.section(name)) for name in OF_THE_MODEL}}
        most = sizes.get(section, 0) * len(buckets) / BUCKETS
        for done, draft in enumerate(self.mapping.drafts(section, lambda key: bucket_of(key) in buckets)):
            if done % _OFTEN == 0:
                self.say(f"writing {section} ({done:,})", min(1.0, done / most) if most else None)
            is_there = draft.key in old
            if not is_there or old.pop(draft.key) != draft.digest:
                yield draft, not is_there

    def different_lines(self) -> Iterator[tuple[Draft, Drafted | None]]:
        """Yield the lines that are not there as they should be, each with what is there of it."""
        buckets = self._line_buckets
        if not buckets:
            return
        # Lines by rule come last, and are few.
        most = len(self.mapping.compiler.dataset.relations) * len(buckets) / BUCKETS
        for done, draft in enumerate(self.mapping.edge_drafts(lambda id_: bucket_of(id_) in buckets)):
            if done % _OFTEN == 0:
                self.say(f"writing relations ({done:,})", min(1.0, done / most) if most else None)
            there = self._old_lines.pop(draft.key, None)
            if there is None or there[0] != draft.digest:
                yield draft, there

    def nodes_that_are_gone(self, section: str) -> list[str]:
        """Return the keys of nodes that no record has, once ``different_nodes`` has come to its end."""
        begin = self.mapping.ref(section, "")
        return [key for key in self._old_nodes if key.startswith(begin)]

    def lines_that_are_gone(self) -> list[tuple[str, str]]:
        """Return where lines are that no record has, and their ids; likewise."""
        return [(at, id_) for id_, (_, at, _) in self._old_lines.items()]

    def lines_too_many(self) -> list[tuple[str, str]]:
        """Return where lines are whose record another line has, too, and their ids."""
        return self._doubles

    def check_share(self, most_removed: float) -> None:
        """Raise TooMuchRemoved where a dataset lacks much of what is there: it may be another than was meant."""
        check_share(self.mapping.graph, *self._share(), most_removed)

    def nodes_too_many(self) -> list[tuple[str, str]]:
        """Return nothing: a node whose key no record could have is seen by those alone who read everything back."""
        return []

    def second_nodes(self) -> list[tuple[str, str]]:
        """Return nothing, likewise."""
        return []

    def nodes_without_label(self) -> list[str]:
        """Return nothing, likewise."""
        return []

    def links_too_many(self) -> list[tuple[str, str]]:
        """Return nothing, likewise."""
        return []

    def differences_of(self, section: str, id_: str) -> tuple[tuple[Difference, ...], bool]:
        """Return nothing: a digest tells that a record differs, and not in what."""
        return (), False

    def _node_sums(self) -> Sums:
        sums = Sums()
        for section in LABELS:
            self.say(f"comparing {section}")
            sums.add(draft.digest for draft in self.mapping.drafts(section))
        return sums

    def _line_sums(self) -> Sums:
        self.say("comparing relations")
        sums = Sums()
        sums.add(draft.digest for draft in self.mapping.edge_drafts())
        return sums

    def _share(self) -> tuple[int, int]:
        """Return how many records of the model are there, and how many of them would go."""
        data = self.mapping.compiler.dataset
        there = gone = 0
        for section in OF_THE_MODEL:
            begin, ours = self.mapping.ref(section, ""), data.section(section)
            old = {key[len(begin) :] for key in self._old_nodes if key.startswith(begin)}
            new = [id_ for id_ in ours if id_ not in old and bucket_of(begin + id_) in self._node_buckets]
            left = len(old.difference(ours))
            there, gone = there + len(ours) - len(new) + left, gone + left
        lines = set(filter(is_of_the_model, self._old_lines))
        new = [id_ for id_ in data.relations if id_ not in lines and bucket_of(id_) in self._line_buckets]
        left = len(lines.difference(data.relations))
        return there + len(data.relations) - len(new) + left, gone + left


def is_of_the_model(line: str) -> bool:
    """Return whether a line is a relation of a dataset: not one by law, nor a second spell of one."""
    return not line.startswith("rule:") and not is_later_spell(line)


def check_share(graph: str, there: int, gone: int, most_removed: float) -> None:
    """Raise TooMuchRemoved where more than a share of the records that are there would go, and more than a few."""
    if gone > _FEW and gone > most_removed * there:
        raise TooMuchRemoved(
            f"this would remove {gone:,} of the {there:,} records of the graph '{graph}', more than "
            f"{most_removed:.0%} of them; is it the right dataset, and the right graph?"
        )

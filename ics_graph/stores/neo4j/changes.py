"""What a load changes, or would change: how many records of each kind, and which, with what differs of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["added", "changed", "removed"]


@dataclass(slots=True)
class Change:
    """How many records of one kind a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Difference(NamedTuple):
    """One thing that a record in the graph says otherwise than the files: a property, its labels, a link, its ends."""

    what: str
    in_graph: Any
    in_files: Any


class Named(NamedTuple):
    """A record that a load adds, changes or removes.

    ``differences`` are known where it was read back. ``by_hand`` says that its digest is right and what it says is not:
    then somebody changed it since it was loaded, and the files are as they were. ``twice`` says of one that is removed
    that another like it stays.
    """

    section: str
    id: str
    change: Kind
    differences: tuple[Difference, ...] = ()
    by_hand: bool = False
    twice: bool = False


Naming = Callable[[Named], None]

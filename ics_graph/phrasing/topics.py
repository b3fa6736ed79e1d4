"""What the parts of a question before speak of: what "it", "them" and "each" mean in the part after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ics_graph.phrasing.command import Command

_LISTING = {"bodies": "Entity", "members": "Entity", "levels": "SystemLevel"}
"""The questions that list bodies, and of which type these are."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is meant: its id, its name, and its type."""

    id: str
    name: str
    type: str


class Topic:
    """The bodies that the part before was asked of, the relations that it sought, and the bodies that it lists.

    What it lists is looked up where a later part speaks of it, and not before.
    """

    def __init__(
        self,
        bodies: Sequence[Body] = (),
        kinds: Sequence[str] = (),
        lists: Callable[[], Sequence[Body]] | None = None,
        of_lists: bool = False,
    ) -> None:
        self.bodies, self.kinds, self._lists, self._of_lists = tuple(bodies), tuple(kinds), lists, of_lists

    def __bool__(self) -> bool:
        return bool(self.bodies or self._lists)

    @property
    def lists(self) -> bool:
        """Whether a part before is a list, even one of nothing."""
        return self._lists is not None

    @cached_property
    def listed(self) -> tuple[Body, ...]:
        """The bodies that the answers to the parts before list, in their order, where these are lists."""
        return tuple(dict.fromkeys(self._lists())) if self._lists else ()

    @property
    def unsaid(self) -> tuple[Body, ...]:
        """What a part without any body is asked of: "which boards are there, and who chairs", but not of the members.

        After "who sits on the board, and who chairs" it is the board.
        """
        return self.listed if self._of_lists else self.bodies

    def after(
        self,
        commands: Sequence[Command],
        seen: Sequence[Body],
        bodies_of: Callable[[Command, str], Sequence[Body]],
    ) -> Topic:
        """Return the topic after a part that was read as these commands, and in which these bodies were named.

        Of two bodies in one command "it" is the first, which the part is about. Lists one after the other are one.
        ``bodies_of`` returns the bodies of a type that the answer to a command lists.
        """
        ids = [next((str(v) for v in command.given.values() if str(v) in command.names), "") for command in commands]
        bodies = tuple(body for body in seen if body.id in ids) or self.bodies
        kinds = next((command.relations for command in commands if command.relations), self.kinds)
        if not all(command.question.name in _LISTING for command in commands):
            # What was listed before is still what "they" are: "…, at which level, and who sits on them".
            return Topic(bodies, kinds, self._lists and (lambda: self.listed), self._of_lists)

        def lists() -> Sequence[Body]:
            new = [body for command in commands for body in bodies_of(command, _LISTING[command.question.name])]
            return [*self.listed, *new]

        of_a_body = any(
            parameter.kind == "body" and parameter.required for parameter in commands[0].question.parameters
        )
        return Topic(bodies, kinds, lists, not of_a_body)

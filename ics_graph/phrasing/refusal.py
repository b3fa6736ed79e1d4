"""Why a question in words is not answered, and what may be asked instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ics_graph.errors import QuestionError

Kind = Literal["ambiguous", "unread", "declined"]


class NotRead(QuestionError):
    """Raised where a question in words is not answered: it may mean several things, or none, or is not for this graph.

    ``kind`` says which; ``choices`` are the commands that may have been meant.
    """

    def __init__(self, kind: Kind, why: str, choices: Sequence[str] = ()) -> None:
        self.kind, self.why, self.choices = kind, why, tuple(choices)
        super().__init__(why)

    @property
    def advice(self) -> str:
        """What a person reads: why nothing is answered, and what could be asked instead."""
        several = "It may be read as any of these; ask the one that you mean:"
        several = several if len(self.choices) > 1 else "Ask it with the whole name:"
        lines = [self.why]
        if self.choices:
            lines.append(several if self.kind == "ambiguous" else "The nearest questions are:")
        return "\n".join([*lines, *(f"  {choice}" for choice in self.choices)])

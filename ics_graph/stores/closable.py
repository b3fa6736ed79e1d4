"""What is opened and has to be let go of: a store's file, a graph, a connection to a server."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Closable:
    """Lets ``with`` close what a subclass closes."""

    def close(self) -> None:
        """Let go of what is open."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

"""A store that counts what it is asked: each call is a transaction on a server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from ics_graph.stores import Store
from ics_graph.stores.forwarding import ForwardingStore

METHODS = [name for name in vars(ForwardingStore) if not name.startswith("_") and name not in ("close", "is_current")]
"""What a store can be asked."""


class CountingStore(ForwardingStore):
    """Counts the calls of the store behind it, by the name of the method; ``asked`` holds each with its arguments."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.calls: Counter[str] = Counter()
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        for name in METHODS:
            setattr(self, name, self._counted(name, getattr(store, name)))

    def _counted(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.calls[name] += 1
            self.asked.append((name, (*arguments, *named.values())))
            return method(*arguments, **named)

        return counted

"""What belongs to a system, for questions about a whole: its parts, members and posts, and what these deal with."""

from __future__ import annotations

from dataclasses import replace

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.session import in_session
from ics_graph.stores.rows import EVERYTHING, Body, Direction

_DOWN = ("structure", "membership", "leadership")
_BESIDE = ("document", "participation", "approvals", "commissioning", "scrutiny")
_ABOVE = ("accountability", "reporting", "structure", "membership", "support")
WITHIN = "only what belongs to this system or body (default: all)"
SOURCE = "only what this source says: its id, or words of its title"
"""How the parameters ``within`` and ``source`` are explained."""
NAMED = replace(EVERYTHING, general=False)
"""Everything but what is said of bodies in general, which would bring every system's into the one asked about."""


def scope_of(asked: Asked, within: Name | None) -> Scope:
    """Return the bodies that an answer is about, worked out once in a session; raise LookupFailed for no name."""
    return in_session(asked.store).once(("scope", within, asked.view.as_of), lambda: Scope(asked, within))


class Scope:
    """The bodies that an answer is about: those of one system, or all where none is named."""

    def __init__(self, asked: Asked, within: Name | None) -> None:
        self.body: Body | None = body_named(asked.store, within, asked.view.as_of) if within else None
        self.ids: frozenset[str] | None = None
        if self.body is None:
            return
        hops = asked.store.closure(self.body.id, "down", _DOWN, NAMED)
        inner = {self.body.id} | {hop.line.subject for hop in hops}
        ids = set(inner)
        directions: tuple[Direction, Direction] = ("up", "down")
        for direction in directions:
            # What covers an area is no part of it, but an area that is covered belongs to what covers it; what is
            # fed into is no part of what feeds it, but the other way round.
            beside = (*_BESIDE, "support") if direction == "down" else (*_BESIDE, "coverage")
            for line in asked.store.lines(inner, direction, beside, NAMED):
                ids.add(line.object if direction == "up" else line.subject)
        higher = {hop.line.object for hop in asked.store.closure(self.body.id, "up", _ABOVE, NAMED)}
        self.ids = frozenset(ids - (higher - inner))

    @property
    def words(self) -> str:
        """How a sentence names what the answer is about: `` of the system`` or nothing."""
        return f" of {shown_name(self.body)} and what belongs to it" if self.body else ""

    @property
    def parameters(self) -> dict[str, str]:
        """The parameter of the answer."""
        return {"within": self.body.id} if self.body else {}

    def has(self, id_: str) -> bool:
        """Return whether a body belongs to it."""
        return self.ids is None or id_ in self.ids

"""The order of strokes that run beside each other in one channel or aisle, so that few of them cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from ics_graph.explorer.layout.plan import Key

Turns = set[tuple[float, int]]
"""Where along its lane a stroke turns off, and to which side: −1 before the lane (above, or left), 1 behind it."""
_APART = 14.0
_SWEEPS = 6


class _Use:
    """How one stroke uses a lane."""

    def __init__(self, turns: Turns) -> None:
        ts = [t for t, _ in turns]
        self.low, self.high = min(ts), max(ts)
        self.before = sorted(t for t, side in turns if side < 0)
        self.behind = sorted(t for t, side in turns if side > 0)
        self.balance = (len(self.behind) - len(self.before)) / len(turns)

    def crossings(self, below: _Use) -> int:
        """Return how often the two cross where this one runs before the other."""
        mine = bisect_left(self.behind, below.high - 0.01) - bisect_right(self.behind, below.low + 0.01)
        its = bisect_left(below.before, self.high - 0.01) - bisect_right(below.before, self.low + 0.01)
        return max(0, mine) + max(0, its)


def tracks(turns: Mapping[Key, Turns]) -> dict[Key, int]:
    """Return the track of each stroke, counted from 0 at the upper or left side.

    Strokes that never run beside each other may share a track.
    """
    uses = {key: _Use(turns_of) for key, turns_of in turns.items()}
    order = sorted(uses, key=lambda key: (uses[key].balance, uses[key].low, key))
    for _ in range(_SWEEPS):
        changed = False
        for n in range(len(order) - 1):
            a, b = uses[order[n]], uses[order[n + 1]]
            if a.low < b.high and b.low < a.high and a.crossings(b) > b.crossings(a):
                order[n], order[n + 1] = order[n + 1], order[n]
                changed = True
        if not changed:
            break
    track: dict[Key, int] = {}
    placed: list[list[tuple[float, float]]] = []
    for key in order:
        low, high = uses[key].low - _APART, uses[key].high + _APART
        n = len(placed)
        while n and not any(begin < high and end > low for begin, end in placed[n - 1]):
            n -= 1
        if n == len(placed):
            placed.append([])
        placed[n].append((uses[key].low, uses[key].high))
        track[key] = n
    return track

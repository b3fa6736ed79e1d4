"""The order of strokes that run beside each other in one channel or aisle, so that few of them cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

Key = tuple[str, str, str]
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
    uses = {key: _Use(found) for key, found in turns.items()}
    order = sorted(uses, key=lambda key: (uses[key].balance, uses[key].low, key))
    for _ in range(_SWEEPS):
        changed = False
        for n in range(len(order) - 1):
            a, b = order[n], order[n + 1]
            if uses[a].crossings(uses[b]) > uses[b].crossings(uses[a]):
                order[n], order[n + 1] = b, a
                changed = True
        if not changed:
            break
    track: dict[Key, int] = {}
    placed: list[tuple[float, float, int]] = []
    for key in order:
        use = uses[key]
        beside = [n for low, high, n in placed if low < use.high + _APART and high > use.low - _APART]
        track[key] = max(beside, default=-1) + 1
        placed.append((use.low, use.high, track[key]))
    return track

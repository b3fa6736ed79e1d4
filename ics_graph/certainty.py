"""How well a thing is known: derived from its claims, never written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ics_graph.model import Certainty, Claim

_ORDER: tuple[Certainty, ...] = ("stated", "reported", "inferred", "uncertain", "disputed", "denied", "rule")


def certainty(claims: Sequence[Claim]) -> Certainty:
    """Return how well a thing is known, from its claims.

    A denial beside support makes it ``disputed``, a denial alone ``denied``. Otherwise the strongest supporting
    claim decides: explicit words and what a slide lays out are ``stated`` (a layout of low confidence is only
    ``inferred``), what somebody is reported to have said is ``reported``, a reading is ``inferred``. Where no
    source supports it and one puts it with a question mark, it is ``uncertain``; where only rules support it,
    ``rule``. Without any claim it is ``inferred``: nobody said it.
    """
    strengths: set[Certainty] = {_strength(claim) for claim in claims if claim.stance == "supports"}
    if any(claim.stance == "denies" for claim in claims):
        return "disputed" if strengths else "denied"
    for level in ("stated", "reported", "inferred"):
        if level in strengths:
            return level
    if any(claim.stance == "questions" for claim in claims):
        return "uncertain"
    return "rule" if strengths else "inferred"


def certainty_in_words(level: Certainty, bases: Iterable[str]) -> str:
    """Return a certainty as a reader sees it: ``stated (layout)`` where no words say it and the layout of a slide does.

    ``bases`` are those of the claims that support it. JSON keeps the certainty and each citation's basis apart.
    """
    supporting = set(bases)
    only_layout = level == "stated" and "layout" in supporting and "explicit" not in supporting
    return "stated (layout)" if only_layout else level


def _strength(claim: Claim) -> Certainty:
    match claim.basis:
        case "explicit":
            return "stated"
        case "layout":
            return "inferred" if claim.confidence == "low" else "stated"
        case "reported":
            return "reported"
        case "rule":
            return "rule"
        case _:
            return "inferred"


def weakest(levels: Iterable[Certainty]) -> Certainty:
    """Return the certainty of a path: that of its weakest hop (``stated`` where there is none)."""
    return max(levels, key=_ORDER.index, default="stated")

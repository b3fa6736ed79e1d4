"""Whether two names may be of one person: a question to be asked, and never an answer. Nobody is merged by a name."""

from __future__ import annotations

from functools import lru_cache

from ics_graph.names import fold

_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "cllr",
        "councillor",
        "rev",
        "reverend",
        "the",
        "rt",
        "hon",
        "obe",
        "cbe",
        "mbe",
        "kbe",
        "dbe",
        "frcp",
        "frcs",
        "frcgp",
        "mbbs",
        "phd",
        "jp",
        "qc",
        "kc",
    )
)
_LONG = 8
"""Names shorter than this, put together, are too short for one letter to tell little."""


def may_be_one(name: str, other: str) -> bool:
    """Return whether two names are near enough that somebody should ask whether they are of one person.

    They are where they have the same words in any order, titles aside; where the last is the same and the first of one
    is the initial or the beginning of the other's; or where one letter is another, missing or has changed places.
    """
    one, two = _words(name), _words(other)
    if not one or not two:
        return False
    if sorted(one) == sorted(two):
        return True
    if len(one) > 1 and len(two) > 1 and one[-1] == two[-1] and _begins(one[0], two[0]):
        return _middle(one, two)
    return _one_letter("".join(one), "".join(two)) or _one_letter("".join(sorted(one)), "".join(sorted(two)))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name).split() if word not in _TITLES)


def _begins(one: str, two: str) -> bool:
    """Return whether a first name is the initial or the beginning of another: J, Jo and Jonathan; not Jo and Jane."""
    return one.startswith(two) or two.startswith(one)


def _middle(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether the names between do not speak against it: where both have as many, each begins as the other."""
    between = one[1:-1], two[1:-1]
    if len(between[0]) != len(between[1]):
        return True
    return all(_begins(a, b) for a, b in zip(*between, strict=True))


def _one_letter(one: str, two: str) -> bool:
    if min(len(one), len(two)) < _LONG or abs(len(one) - len(two)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, two, score_cutoff=1) <= 1

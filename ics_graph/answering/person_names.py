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
    words, other_words = _words(name), _words(other)
    if not words or not other_words:
        return False
    if sorted(words) == sorted(other_words):
        return True
    if len(words) > 1 and len(other_words) > 1 and words[-1] == other_words[-1] and _begins(words[0], other_words[0]):
        return _middle(words, other_words)
    if _one_letter("".join(words), "".join(other_words)):
        return True
    return _one_letter("".join(sorted(words)), "".join(sorted(other_words)))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name).split() if word not in _TITLES)


def _begins(first: str, second: str) -> bool:
    """Return whether a first name is the initial or the beginning of another: J, Jo and Jonathan; not Jo and Jane."""
    return first.startswith(second) or second.startswith(first)


def _middle(words: tuple[str, ...], other_words: tuple[str, ...]) -> bool:
    """Return whether the names between do not speak against it: where both have as many, each begins as the other."""
    between = words[1:-1], other_words[1:-1]
    if len(between[0]) != len(between[1]):
        return True
    return all(_begins(a, b) for a, b in zip(*between, strict=True))


def _one_letter(letters: str, other_letters: str) -> bool:
    if min(len(letters), len(other_letters)) < _LONG or abs(len(letters) - len(other_letters)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(letters, other_letters, score_cutoff=1) <= 1

"""The tense of a sentence: what held on a day asked about, or of a body that has ended, is told in the past.

An answer states nothing for a day later than its sources (``horizon``), so the day that it is asked for has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from ics_graph.answering.asked import Asked
from ics_graph.answering.grammar import INCLUDING, infinitive
from ics_graph.stores.rows import LAST_DAY, Body, Line

_IRREGULAR = {"is": "was", "are": "were", "has": "had", "have": "had", "does": "did", "do": "did"}
_IRREGULAR |= {"lead": "led", "hold": "held", "feed": "fed", "set": "set", "sit": "sat", "speak": "spoke"}
_IRREGULAR |= {"hear": "heard", "send": "sent", "lay": "laid", "make": "made", "give": "gave", "meet": "met"}
_IRREGULAR |= {"write": "wrote", "take": "took", "begin": "began", "come": "came", "go": "went"}
_IRREGULAR |= {"may": "could", "can": "could", "must": "had to"}
_PARTICIPLES = {"gave": "given", "wrote": "written", "took": "taken", "began": "begun", "came": "come", "went": "gone"}
_PARTICIPLES |= {"spoke": "spoken"}
_VOWELS = "aeiou"


def past(words: str) -> str:
    """Return what is said of a body as it is said of the past: ``is a member of`` is ``was a member of``."""
    if INCLUDING.match(words):
        return f"{words.rpartition(' ')[0]} included"
    first, space, rest = words.partition(" ")
    bare = first.rstrip(",")
    word = infinitive(bare)
    told = _IRREGULAR.get(bare) or _IRREGULAR.get(word) or _regular(word)
    return f"{told}{first[len(bare) :]}{space}{rest.replace('that is to be', 'that was to be')}"


def perhaps_past(words: str) -> str:
    """Return what may have been so: ``must comply with`` is ``may have had to comply with``."""
    if INCLUDING.match(words):
        return f"{words.rpartition(' ')[0]} may have included"
    first, space, rest = words.partition(" ")
    participle = {"is": "been", "are": "been", "must": "had to", "may": "been able to", "can": "been able to"}.get(
        first
    )
    told = past(words).partition(" ")[0]
    return f"may have {participle or _PARTICIPLES.get(told, told)}{space}{rest}"


def of_the_law(lines: Collection[Line], tense: Callable[[str], str]) -> Callable[[str], str]:
    """Return the tense in which lines by law are told: what may never have held, what is over, or else ``tense``."""
    if not any(line.surely_held for line in lines):
        return perhaps_past
    return past if all(line.end_max != LAST_DAY for line in lines) else tense


def has_ended(body: Body) -> bool:
    """Return whether a source says when a body ended."""
    return body.record.until is not None


def ended_in_words(asked: Asked, bodies: Collection[Body]) -> str:
    """Return how bodies are said to have ended: organisations and partnerships are abolished, all else ends."""
    is_a = asked.ontology.is_a
    kinds = ("Organisation", "Collaboration")
    return "been abolished" if all(any(is_a(body.type, kind) for kind in kinds) for body in bodies) else "ended"


def _regular(word: str) -> str:
    if word.endswith("e"):
        return f"{word}d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ied"
    return f"{word}ed"

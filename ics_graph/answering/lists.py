"""How names, numbers and days are put into a sentence; knows no store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from ics_graph.dates import in_words

LEFT_OPEN = "the sources' dates leave open whether that held on the day"
"""What is said after a sentence of a day where the dates do not settle what it says."""
MOST_NAMES = 3
"""How many names a sentence has at most, with the rest counted."""
MOST_WORDS = 14
"""How many words of names, or of one value, a sentence has at most."""
MOST_IN_A_SENTENCE = 25
"""How many words a sentence has at most in all; a longer one is said with less."""


def on_day(day: date | None) -> str:
    """Return how a sentence begins that speaks of a day; empty where none is asked about."""
    return f"As at {in_words(day)}, " if day else ""


def listed(names: list[str], most: int = 6, noun: str = "") -> str:
    """Return names as a person lists them: ``a, b and c``, with the rest counted, by a noun where one is given."""
    shown = names[:most]
    if len(names) > most:
        rest = len(names) - most
        return f"{', '.join(shown)} and {rest} more{f' {noun if rest == 1 else plural(noun)}' if noun else ''}"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1] if shown else ""]))


def briefly(names: list[str], most: int = MOST_NAMES, words: int = MOST_WORDS, noun: str = "") -> str:
    """Return names as a headline lists them: the first, and so many more as it holds, with the rest counted."""
    lengths = accumulate(len(name.split()) for name in names[:most])
    return listed(names, max(1, sum(length <= words for length in lengths)), noun)


def first_of(values: Sequence[str]) -> str:
    """Return how a count goes on to the first of what it counts; nothing where that is too long for a headline."""
    if not values or len(values[0].split()) > MOST_WORDS:
        return ""
    return f": {values[0]}" if len(values) == 1 else f", the first: {values[0]}"


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: ``1 entry``, ``3 entries``."""
    return f"{n:,} {noun if n == 1 else plural(noun)}"


def a(noun: str) -> str:
    """Return a noun with its article: ``a council``, ``an NHS trust``, ``a unitary authority``."""
    first = noun.partition(" ")[0]
    spelt = first.isupper() and len(first) > 1
    vowel = first[:1] in "AEFHILMNORSX" if spelt else first[:1].lower() in "aeiou" and not first.startswith("uni")
    return f"{'an' if vowel else 'a'} {noun}"


def be(n: int) -> str:
    """Return the verb after a number of things: ``is`` after one, ``are`` after others."""
    return "is" if n == 1 else "are"


def plural(noun: str) -> str:
    """Return a noun in the plural: ``entries``."""
    if noun == "person":
        return "people"
    if noun.partition(" ")[0].endswith("s") and " " in noun:  # committees in common
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def sentence(text: str) -> str:
    """Return a text as a sentence; nothing for nothing."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def sentences(first: str, *others: str) -> str:
    """Return a headline of at most two sentences: the first clause, and all others that say something together."""
    return " ".join(filter(None, [sentence(first), sentence("; ".join(filter(None, others)))]))


def followed_by(text: str, *clauses: str) -> str:
    """Return a headline with clauses after it: as its second sentence, or at the end of that where it has one."""
    more = "; ".join(filter(None, clauses))
    if not more or not text:
        return f"{text}{sentence(more)}"
    if ". " in text:
        return sentence(f"{text.removesuffix('.')}; {more}")
    return f"{text} {sentence(more)}"

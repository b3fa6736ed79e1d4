"""How names, numbers and days are put into a sentence; knows no store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from ics_graph.dates import in_words

_TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("Dr", "Mr", "Ms", "Mrs", "St", "No", "Prof", "Rev"))
_END = re.compile(rf"{_TITLES}(?<=\.) (?=[A-Z0-9'])")
_SMALL = {"The", "No", "By", "It", "They", "A", "An", "Of", "For", "Its", "In", "On", "Within", "Nobody", "These"}
_SMALL |= {"Another", "One", "Sources", "There", "This", "Those"}
_SAYING = re.compile(
    r"^(?:within .+?, )?(?:no source |a source denies |the parts of the sources that were read )", re.IGNORECASE
)
"""How clauses begin that say what sources say, or do not say, of a day."""
_OF = re.compile(r" (?:of|in|on) ")
LEFT_OPEN = "the sources' dates leave open whether that held on the day"
"""What is said after a sentence of a day where the dates do not settle what it says."""
MOST_NAMES = 3
"""How many names a sentence has at most, with the rest counted."""
MOST_WORDS = 16
"""How many words of names, or of one value, a sentence has at most."""
MOST_IN_A_SENTENCE = 25
"""How many words a sentence has at most in all; a longer one is said with less."""


def on_day(day: date | None) -> str:
    """Return how a sentence begins that speaks of a day; empty where none is asked about."""
    return f"On {in_words(day)}, " if day else ""


def of_day(day: date | None, clause: str) -> str:
    """Return a clause as a sentence says it of a day, so that the day is that of the fact and not of the saying.

    ``no source says who leads it`` has the day at its end, and all that is stated has it at its beginning.
    """
    if day is None:
        return clause
    if not _SAYING.match(clause):
        return f"{on_day(day)}{clause}"
    if not re.search(r" (?:says?|that|do not say) ", clause):
        return f"for {in_words(day)}, {clause}"
    return f"{clause.removesuffix('.')} on {in_words(day)}"


def is_silence(text: str) -> bool:
    """Return whether a sentence, with its day or without one, says that no source says a thing."""
    return re.match(r"(?:for \d+ \w+ \d+, )?(?:within .+?, )?no source ", text, re.IGNORECASE) is not None


def without_day(text: str, day: date) -> str:
    """Return a sentence without the day that ``of_day`` gave it, as it stands within another."""
    of_it = in_words(day)
    text = lower(text.removesuffix("."))
    return text.removeprefix(f"on {of_it}, ").removeprefix(f"for {of_it}, ").removesuffix(f" on {of_it}")


def listed(names: list[str], most: int = 6, noun: str = "") -> str:
    """Return names as a person lists them: ``a, b and c``, with the rest counted, by a noun where one is given."""
    shown = names[:most]
    if len(names) > most:
        rest = len(names) - most
        more = "more" if not noun.startswith("other ") else ""
        counted_rest = " ".join(
            filter(None, [f"{rest:,}", more, (noun if rest == 1 else plural(noun)) if noun else ""])
        )
        return f"{', '.join(shown)} and {counted_rest}"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1] if shown else ""]))


def either(names: list[str]) -> str:
    """Return names of which none is meant more than another: ``a, b or c``."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))


def briefly(names: list[str], most: int = MOST_NAMES, words: int = MOST_WORDS, noun: str = "") -> str:
    """Return names as a headline lists them: the first, and so many more as it holds, with the rest counted."""
    lengths = accumulate(len(name.split()) for name in names[:most])
    shown = max(1, sum(length <= words for length in lengths))
    # Of members that are kinds without names, "2 more" would be two of the kind before.
    of_groups = len(names) > shown and all(name.endswith("not named)") for name in names[shown:])
    return listed(names, shown, noun or ("group" if of_groups else ""))


def firsts(names: Sequence[str], words: int = MOST_WORDS) -> str:
    """Return the first of several names, as many as a sentence holds, with nothing said of the others."""
    lengths = accumulate(len(name.split()) for name in names[:MOST_NAMES])
    return listed(list(names[: max(1, sum(length <= words for length in lengths))]))


def first_of(values: Sequence[str]) -> str:
    """Return a clause of the first of what a headline counts; nothing where that is too long for a sentence."""
    if not values:
        return ""
    clause = f"{'it is' if len(values) == 1 else 'the first is'} that {values[0].removesuffix('.')}"
    return clause if is_short(clause) else ""


_LISTS = "The table lists"


def only_listed(limit: int, of: int, what: str = "") -> str:
    """Return a note that a table lists only some of what is counted, and how to list more."""
    return f"{_LISTS} {limit:,} of {of:,}{f' {what}' if what else ''}. To list more, raise --limit."


def lists_only_some(note: str) -> bool:
    """Return whether a note says that a table lists only some of what is counted."""
    return note.startswith(_LISTS)


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
    head, of, rest = re.split(r"( (?:of|in|on) )", noun, maxsplit=1) if _OF.search(noun) else (noun, "", "")
    several = f"{head[:-1]}ies" if head.endswith("y") and head[-2:-1] not in "aeiou" else f"{head}s"
    return f"{several}{of}{rest}"


def upper(text: str) -> str:
    """Return a text as a sentence begins with it."""
    return f"{text[:1].upper()}{text[1:]}"


def lower(text: str) -> str:
    """Return a sentence as it stands within another: its first letter small, where no name begins with it."""
    first = text.partition(" ")[0]
    return f"{text[:1].lower()}{text[1:]}" if first in _SMALL else text


def sentences_of(headline: str) -> list[str]:
    """Return the sentences of a headline, each with its full stop."""
    return _END.split(headline) if headline else []


def sentence(text: str) -> str:
    """Return a text as a sentence; nothing for nothing."""
    return f"{upper(text)}{'' if text.endswith('.') else '.'}" if text else ""


def sentences(first: str, *others: str) -> str:
    """Return a headline of at most two sentences: the first clause, and all others that say something together."""
    return " ".join(filter(None, [sentence(first), sentence("; ".join(filter(None, others)))]))


class Headline(NamedTuple):
    """A headline of at most two sentences, and in sentences of their own what it has no room for."""

    text: str
    notes: tuple[str, ...] = ()


def as_headline(*clauses: str) -> Headline:
    """Return clauses as sentences: the first two are the headline, and the others its first notes."""
    each = [sentence(clause) for clause in clauses if clause]
    return Headline(" ".join(each[:2]), tuple(each[2:]))


def is_short(text: str) -> bool:
    """Return whether a text is no longer than a sentence may be."""
    return len(text.split()) <= MOST_IN_A_SENTENCE


def followed_by(text: str, *clauses: str) -> Headline:
    """Return a headline, of one sentence or two, and what follows it: in its second sentence, or else in notes."""
    more = [sentence(clause) for clause in clauses if clause]
    second = more[:1] if text and not _END.search(text) else more[: 0 if text else 2]
    return Headline(" ".join(filter(None, [text, *second])), tuple(more[len(second) :]))

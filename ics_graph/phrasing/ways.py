"""The small language of the ways to ask a question, and how they are found in a text.

A way is words, with ``{slots}``, ``(one|or another)`` and ``[perhaps]``: ``who (chairs|leads) {body}``. ``who`` and
``what`` also stand for "which bodies". After ``->`` stand options that are fixed by it: ``{body} is part of -> up``.
Every word of the text must be a word of the way, or fill a slot, or be one of the empty words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ics_graph.phrasing.words import ARTICLES, GENERIC, PREPOSITIONS, QUESTION_WORDS, VERBS, Token, stem

_PART = re.compile(r"\{(\w+)\}|([(\[])|([)\]])|(\|)|([^\s{}()\[\]|]+)")
WORD = 10
"""What a word of a way counts where it is found; "what" for "who" counts a little less."""
NOUN = "noun"
"""The slot of the noun after a question word."""
_SAME = {"who": ("who", "what"), "what": ("what", "who")}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a way that words of the text fill."""

    name: str


Element = Slot | str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask without alternatives: stems and slots in order, and what it fixes of the question's parameters."""

    elements: tuple[Element, ...]
    fixed: Mapping[str, str | bool]

    @property
    def stems(self) -> frozenset[str]:
        """Its words, but for "who" and "what", which stand for one another."""
        return frozenset(part for part in self.elements if isinstance(part, str) and part not in _SAME)


@dataclass(frozen=True, slots=True)
class Found:
    """A way found in a text: which tokens fill which slot, and what the words of the way count."""

    way: Way
    slots: Mapping[str, tuple[int, int]]
    words: int


Fits = Callable[[str, Sequence[Token]], bool]
"""Whether tokens may fill a slot of a name: what needs no store to be seen."""


@lru_cache(maxsize=1024)
def ways_of(text: str) -> tuple[Way, ...]:
    """Return a way as it is written as those it stands for, each without alternatives."""
    pattern, _, options = text.partition("->")
    fixed: dict[str, str | bool] = {}
    for option in options.split():
        name, equals, value = option.partition("=")
        fixed[name] = value if equals else True
    parts = list(_PART.finditer(pattern))
    sequences, rest = _alternatives(parts, 0)
    if rest != len(parts):
        raise ValueError(f"'{text}' closes a bracket that it does not open")
    return tuple(Way(elements, fixed) for elements in dict.fromkeys(sequences))


def raw_words(text: str) -> frozenset[str]:
    """Return the words of a way as they are written."""
    return frozenset(match[5] for match in _PART.finditer(text.partition("->")[0]) if match[5])


def _alternatives(parts: list[re.Match[str]], at: int) -> tuple[list[tuple[Element, ...]], int]:
    """Return the sequences from here to the end of the bracket, and where that is."""
    done: list[tuple[Element, ...]] = []
    now: list[list[tuple[Element, ...]]] = []
    while at < len(parts):
        slot, opened, closed, other, word = parts[at].groups()
        if closed:
            break
        at += 1
        if slot:
            now.append([(Slot(slot),)])
        elif word in VERBS or word in ARTICLES:
            # They make a way readable, and say nothing.
            continue
        elif word:
            now.append([(word,) if word in _SAME else (stem(word),)])
        elif other:
            done += _joined(now)
            now = []
        elif opened:
            inner, at = _alternatives(parts, at)
            at += 1
            now.append([(), *inner] if opened == "[" else inner)
    return done + _joined(now), at


def _joined(parts: list[list[tuple[Element, ...]]]) -> list[tuple[Element, ...]]:
    return [tuple(element for part in parts for element in part) for parts in product(*parts)]


def found_in(way: Way, text: Sequence[Token], fits: Fits) -> Iterator[Found]:
    """Yield each manner in which a way is the whole of a text."""
    yield from _from(way, text, fits, 0, 0, {}, 0)


def _from(
    way: Way,
    text: Sequence[Token],
    fits: Fits,
    element: int,
    at: int,
    slots: dict[str, tuple[int, int]],
    words: int,
) -> Iterator[Found]:
    if element == len(way.elements):
        if all(_may_pass(way, token) for token in text[at:]):
            yield Found(way, dict(slots), words)
        return
    if at == len(text):
        return
    if _may_pass(way, text[at]) and not _goes_with(text[at], way.elements[element]):
        yield from _from(way, text, fits, element, at + 1, slots, words)
    part = way.elements[element]
    if isinstance(part, Slot):
        if not text[at].empty:
            for end in range(at + 1, len(text) + 1):
                if not text[end - 1].empty and fits(part.name, text[at:end]):
                    filled = {**slots, part.name: (at, end)}
                    yield from _from(way, text, fits, element + 1, end, filled, words + _counted(part))
        return
    if any(text[at].means(same) for same in _SAME.get(part, (part,))):
        worth = WORD if text[at].stem == part else WORD - 1
        yield from _from(way, text, fits, element + 1, at + 1, slots, words + worth)
        follows = way.elements[element + 1] if element + 1 < len(way.elements) else None
        if part in _SAME and not (isinstance(follows, Slot) and follows.name in ("type", "kind")):
            # "which bodies", "which board": a noun goes with its question word, where no slot is for it.
            for end in range(at + 2, min(at + 6, len(text)) + 1):
                if not text[end - 1].empty and fits(NOUN, text[at + 1 : end]):
                    # A type that the question does not keep apart counts less than one that it does.
                    noun = WORD if text[at + 1].stem in GENERIC else WORD - 2
                    yield from _from(way, text, fits, element + 1, end, slots, words + worth + noun)
    elif part in _SAME and text[at].stem in GENERIC:
        yield from _from(way, text, fits, element + 1, at + 1, slots, words + WORD)


def _goes_with(token: Token, follows: Element) -> bool:
    """Return whether a word is a preposition before a noun of the way: "who is on the board" is not "which boards are".

    Before a name it says nothing: "the chair of it", "the chair at it".
    """
    of_a_name = isinstance(follows, Slot) and follows.name not in ("type", "kind", "other")
    return token.raw in PREPOSITIONS and not of_a_name


def _may_pass(way: Way, token: Token) -> bool:
    """Return whether a word may be passed over: an empty one; a preposition only in a way that has words of its own."""
    return token.empty and (bool(way.stems) or token.raw not in PREPOSITIONS)


def _counted(slot: Slot) -> int:
    """Return what a filled slot counts: what a list of words fills is as sure as a word."""
    if slot.name == "source":
        return WORD // 2
    return WORD if slot.name in ("type", "kind", "other", "property", "also", "facet", "many", "kinds") else 0


def is_a_name(text: Sequence[Token]) -> bool:
    """Return whether tokens may be a name: neither a question word nor a verb is in them."""
    return not any(token.raw in QUESTION_WORDS or token.raw in VERBS for token in text)

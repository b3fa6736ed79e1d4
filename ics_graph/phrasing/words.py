"""Words as they are compared: without case, endings and short forms, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


EMPTY = word_set(
    "a an the is are was were be been being am do does did has have had having will would can could may might "
    "shall must of in on at there please pls plz kindly exactly actually just also then so already any some all me us "
    "i we"
)
"""Words that may stand anywhere in a question and say nothing that would change its answer."""

PRONOUNS = word_set("it its they them their he him his she her this that these those")
"""Words that mean the body of the part of the question before."""

VERBS = word_set("is are was were be been am do does did has have had will would can could may might shall must")
"""Empty words that never stand in a name."""

ARTICLES = word_set("a an the")
PREPOSITIONS = word_set("of in on at")
"""Empty words that are not passed over where a way has no other word: "who is in it" is not "who is it"."""

QUESTION_WORDS = word_set("who whom which what whose where when why how")

GENERIC = word_set("body organisation people person group anyone anybody someone everyone anything something")
"""Nouns that keep nothing apart: "which bodies" is "what"."""

SHORT = {
    "who's": "who is",
    "what's": "what is",
    "where's": "where is",
    "when's": "when is",
    "how's": "how is",
    "that's": "that is",
    "there's": "there is",
    "it's": "it is",
    "whos": "who is",
    "whats": "what is",
}
IRREGULAR = {
    "whom": "who",
    "which": "what",
    "sat": "sit",
    "led": "lead",
    "held": "hold",
    "wrote": "writ",
    "written": "writ",
    "spoke": "speak",
    "spoken": "speak",
    "went": "go",
    "gone": "go",
    "goes": "go",
    "became": "becom",
    "took": "take",
    "taken": "take",
    "ran": "run",
    "said": "say",
    "gave": "give",
    "given": "give",
    "made": "make",
    "came": "come",
    "met": "meet",
    "people": "person",
    "left": "leav",
    "began": "begin",
    "begun": "begin",
    "known": "know",
    "knew": "know",
    "got": "get",
    "drawn": "draw",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "organizations": "organisation",
    "pres": "present",
    "ppl": "person",
    "shown": "show",
    "found": "find",
    "lies": "lie",
    "tied": "tie",
    "alias": "alias",
    "aliases": "alias",
    "used": "use",
    "owed": "ow",
    "owes": "ow",
    "owe": "ow",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|&")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it stands there, its stem, and other stems that it may be when a letter is put right."""

    raw: str
    stem: str
    start: int
    end: int
    near: frozenset[str] = field(default=frozenset())

    @property
    def empty(self) -> bool:
        """Whether it may be passed over."""
        return self.raw in EMPTY

    def means(self, stem: str) -> bool:
        """Return whether it is a word of this stem, a misspelling forgiven."""
        return self.stem == stem or stem in self.near


def tokens(text: str, vocabulary: Collection[str] = ()) -> list[Token]:
    """Return the words of a text; a long word that is in nobody's vocabulary may be its nearest word there."""
    made: list[Token] = []
    for match in _WORD.finditer(text):
        raw, end = match[0].lower().replace("’", "'"), match.end()
        if raw in SHORT:
            made += [Token(part, stem(part), match.start(), end) for part in SHORT[raw].split()]
            continue
        if raw.endswith("n't") or raw == "cannot":
            made.append(Token("not", "not", match.start(), end))
            continue
        if "'" in raw:
            before, _, after = raw.partition("'")
            # A possessive ends its word; what else stands after an apostrophe (O'Neill) belongs to the word.
            if after in ("s", "re", "ve", "ll", "d", "m"):
                raw, end = before, match.start() + len(before)
        raw = "and" if raw == "&" else raw
        made.append(Token(raw, stem(raw), match.start(), end, _nearest(raw, vocabulary)))
    return made


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending: "chairs", "chaired" and "chairing" are "chair". It need be no word itself."""
    word = re.sub(r"iz(?=e|a|i)", "is", word) if len(word) > 5 else word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in GENERIC or len(word) <= 3:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("eed"):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            elif re.fullmatch(r"[^aeiou][aeiou][^aeiouwxy]", word):
                word += "e"
            break
    # Short words keep their "e": "note" is not "not", and "site" is not "sit".
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _nearest(raw: str, vocabulary: Collection[str]) -> frozenset[str]:
    """Return the stems of the words of a vocabulary of which this is a misspelling; only long words have any."""
    if len(raw) < 6 or not vocabulary or raw in vocabulary or stem(raw) in _stems(frozenset(vocabulary)):
        return frozenset()
    return frozenset(stem(word) for word in vocabulary if misspelt(raw, word))


@lru_cache(maxsize=4)
def _stems(vocabulary: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in vocabulary)


def misspelt(word: str, right: str) -> bool:
    """Return whether a word may be another misspelt: one letter wrong, missing, too many or swapped; two in long words.

    The first letter must be right, and short words are never put right: too many of them are words of their own.
    """
    from rapidfuzz.distance import OSA

    most = 2 if min(len(word), len(right)) >= 9 else 1 if min(len(word), len(right)) >= 5 else 0
    return most > 0 and word[:1] == right[:1] and OSA.distance(word, right, score_cutoff=most) <= most

"""Which ways to ask are in a text: what words alone say, before any name is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ics_graph.answering.registry import Question
from ics_graph.phrasing.catalogue import all_ways
from ics_graph.phrasing.topics import Topic
from ics_graph.phrasing.vocabulary import Vocabulary
from ics_graph.phrasing.ways import NOUN, Fits, Found, Slot, Way, found_in, is_a_name
from ics_graph.phrasing.words import PRONOUNS, Token, word_set

BODY_SLOTS = ("body", "within", "about", "among", "first", "second", "start", "goal", "parts", "deputy", "member")
"""The slots that names of bodies fill."""
SOURCE_NOUNS = word_set("deck slide minut paper document report file agenda")
"""Words for a source: without one of them, words of its title do not mean it."""
_MOST_OF_AN_AMOUNT = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way found in a text; ``elided`` names the slot that goes without saying, and means what was said before."""

    question: Question
    found: Found
    text: str
    words: Sequence[Token]
    elided: str = ""


def candidates(vocabulary: Vocabulary, text: str, words: Sequence[Token], topic: Topic) -> Iterator[Candidate]:
    """Yield every way that is the whole of a text, also where its body is that of the part before."""
    stems = {word.stem for word in words}.union(*(word.near for word in words))
    for question, way, _ in all_ways():
        if not way.stems <= stems:
            continue
        fits = _fits_of(vocabulary, question, bool(way.stems))
        for found in found_in(way, words, fits):
            yield Candidate(question, found, text, words)
        # In a later part the body or the relation may go without saying: "…, and who chairs?", "…, and towards whom?"
        slot = _elidable(way, topic)
        if slot is not None and way.stems:
            shorter = replace(way, elements=tuple(element for element in way.elements if element != slot))
            for found in found_in(shorter, words, _fits_of(vocabulary, question, has_words=False)):
                yield Candidate(question, found, text, words, slot.name)


def by_score(found: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return candidates by how many words they account for with words of their own, the most first."""
    levels: dict[int, list[Candidate]] = {}
    for candidate in found:
        levels.setdefault(candidate.found.words, []).append(candidate)
    return [level for _, level in sorted(levels.items(), reverse=True)]


def _elidable(way: Way, topic: Topic) -> Slot | None:
    slots = [element for element in way.elements if isinstance(element, Slot)]
    bodies = [slot for slot in slots if slot.name in BODY_SLOTS]
    if topic and len(bodies) == 1 and bodies[0].name in ("body", "about"):
        return bodies[0]
    return slots[0] if topic.kinds and len(slots) == 1 and slots[0].name == "family" else None


def _fits_of(vocabulary: Vocabulary, question: Question, has_words: bool) -> Fits:
    """Return what may fill the slots of the ways of a question.

    Where a question keeps no type apart, "which board scrutinises" is "who scrutinises".
    """

    def fits(slot: str, words: Sequence[Token]) -> bool:
        return _fits(vocabulary, question, slot, words)

    def fits_with_noun(slot: str, words: Sequence[Token]) -> bool:
        return fits(slot, words) or (slot == NOUN and (vocabulary.type(words) or vocabulary.facet(words)) is not None)

    return fits_with_noun if has_words and not _has_type(question) else fits


def _fits(vocabulary: Vocabulary, question: Question, slot: str, words: Sequence[Token]) -> bool:
    if slot == NOUN:
        return vocabulary.is_generic(words)
    if slot == "type":
        named = vocabulary.is_generic(words) or vocabulary.type(words) is not None
        return named or (question.name == "bodies" and vocabulary.type_with_a_word(words) is not None)
    if slot in ("kind", "other"):
        return vocabulary.type(words) is not None
    if slot == "many":
        return vocabulary.is_many(words)
    if slot in ("property", "also"):
        return vocabulary.property(words) is not None
    if slot == "facet":
        return vocabulary.facet(words) is not None
    if slot == "kinds":
        return vocabulary.kinds(words) is not None
    if slot == "family":
        return vocabulary.family(words) is not None
    if slot == "source":
        return any(word.stem in SOURCE_NOUNS for word in words)
    if slot == "amount":
        first = next((word.raw for word in words if not word.empty), "")
        return first[:1].isdigit() and len(words) <= _MOST_OF_AN_AMOUNT and is_a_name(words)
    if slot == "text":
        return len(words) <= 3 and is_a_name(words) and not any(_is_small(word) for word in words)
    return is_a_name(words)


@lru_cache(maxsize=256)
def _has_type(question: Question) -> bool:
    return any(parameter.name == "type" for parameter in question.parameters)


def _is_small(word: Token) -> bool:
    """Return whether a word is none that one looks for in records."""
    return word.empty or word.raw in PRONOUNS or word.raw in ("for", "to", "by", "from", "with", "about", "not")

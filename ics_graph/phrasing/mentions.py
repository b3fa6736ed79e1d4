"""Which bodies words of a question mean: by name, other name, code or short form, with the spelling forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.answering.lookup import AmbiguousName, UnknownName, body_named
from ics_graph.dates import PartialDate
from ics_graph.day_words import When
from ics_graph.governance import is_general, is_several
from ics_graph.model.decisions import Meeting
from ics_graph.names import fold
from ics_graph.phrasing.topics import Body, Topic
from ics_graph.phrasing.vocabulary import Vocabulary, number_of
from ics_graph.phrasing.words import EMPTY, PRONOUNS, Token, misspelt, tokens, word_set
from ics_graph.stores.rows import View

MOST_LOOKUPS = 30
"""How many different names are looked up for one question, at most."""
MOST_LISTED = 12
"""How many bodies of a list a later part may be asked of, at most: nobody reads more answers than that."""
_CANDIDATES = 60
EACH = ("each", "every", "all")
_OF_SEVERAL = word_set("they them their these those each")
"""What means all that was listed, where something was."""
UNSAYING = word_set("nhs trust foundation system body board")
LOOSE = word_set("draft new final current single system each every")
"""Words that say of which version or state a body is, and are no part of most names."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A body that is meant by its parts, as in "the four NENC ICPs"; and these."""

    body: Body
    parts: tuple[Body, ...]


def _overlap(when: When, date_: PartialDate) -> bool:
    return when.first <= date_.latest and date_.earliest <= when.last


def _telling(text: str) -> list[str]:
    """Return the stems of the words of a function that say something."""
    return [word.stem for word in tokens(text) if not word.empty and word.raw not in ("to", "for", "and", "or")]


class Unclear(Exception):
    """Words that mean no body, or may mean several; ``choices`` are these."""

    def __init__(self, text: str, choices: Sequence[Body], several: bool) -> None:
        self.text, self.choices, self.several = text, tuple(choices), several
        super().__init__(text)


class Mentions:
    """Finds bodies in words; each name is looked up once, and ``lookups`` counts them."""

    def __init__(self, asked: Asked, vocabulary: Vocabulary) -> None:
        self.asked, self.vocabulary = asked, vocabulary
        self.lookups = 0
        self._kept: dict[tuple[str, date | None], tuple[Body, ...] | Unclear] = {}

    def bodies(self, text: str, words: Sequence[Token], day: date | None, topic: Topic) -> tuple[Body, ...]:
        """Return the bodies that words of a text mean: one, or each of a kind; raise Unclear where that is not clear.

        ``topic`` has what the part of the question before speaks of, which "it" and "these bodies" mean.
        """
        bare = [word for word in words if not word.empty]
        if topic and (before := self._spoken_of_before(bare, topic)):
            return self._few(before)
        while len(bare) > 1 and bare[0].raw in ("the", "a", "an"):
            bare = bare[1:]
        if not bare or bare[0].raw in PRONOUNS:
            raise Unclear(text, (), several=False)
        # A name may begin with "The", so both are tried; what it is kept under holds neither case nor punctuation.
        name = text[bare[0].start : bare[-1].end]
        if text[bare[-1].end : bare[-1].end + 1] == ")" and "(" in name:
            name += ")"
        key = (fold(name), day)
        if key not in self._kept:
            try:
                self._kept[key] = self._looked_up(name, bare, day)
            except Unclear as error:
                self._kept[key] = error
        bodies = self._kept[key]
        if isinstance(bodies, Unclear):
            raise bodies
        return bodies

    def function(self, text: str) -> str | None:
        """Return the function of a scheme that words name, in the words of the scheme, or None where none is named so.

        An article before it and a plural are forgiven, and so are small words: "change the constitution" is "change to
        the constitution".
        """
        bare = re.sub(r"^(a|an|the|any)\s+", "", text.strip(" ?\"'"), flags=re.IGNORECASE)
        for name in dict.fromkeys((bare, bare.removesuffix("s"))):
            rights = self.asked.store.filed("rights", [fold(name)], "function")
            if rights:
                return str(rights[0].function)
        words = _telling(text)
        alike = {str(each.function) for each in self.asked.store.filed("rights") if words == _telling(each.function)}
        return alike.pop() if words and len(alike) == 1 else None

    def meeting(self, text: str, when: When | None = None) -> str | None:
        """Return the id of the meeting that words name: by its name or id, or by its body, on a day where one is said.

        Where a body is named and has several meetings, it is the name of the body, so that one asks for which. None
        where no meeting is named.
        """
        name = re.sub(r"^(the\s+)?(meeting\s+(of\s+)?)?(the\s+)?", "", text.strip(" ?\"',"), flags=re.IGNORECASE)
        name = re.sub(r"['’]?s?\s+meeting$", "", name, flags=re.IGNORECASE).strip(" ,")
        key = fold(name)
        meetings: list[Meeting] = self.asked.store.filed("meetings")
        meetings = [each for each in meetings if when is None or (each.date and _overlap(when, each.date))]
        named = [
            each
            for each in meetings
            if key in (fold(each.id), fold(each.name)) or fold(each.name).startswith(f"{key} ")
        ]
        if not named and key:
            bodies = {match.id for match in self.asked.store.called(name)}
            named = [each for each in meetings if each.body in bodies]
            if len(named) > 1:
                return name
        return named[0].id if len(named) == 1 else None

    def _spoken_of_before(self, bare: Sequence[Token], topic: Topic) -> tuple[Body, ...]:
        """Return the bodies before that "it", "them", "each" or "these councils" mean; none where words mean others."""
        if not bare or not (bare[0].raw in PRONOUNS or bare[0].raw == "each"):
            return ()
        rest = bare[2:] if [word.raw for word in bare[:2]] == ["each", "them"] else bare[1:]
        kind = self.vocabulary.type(rest) if rest else None
        any_kind = not rest or self.vocabulary.is_generic(rest)
        several = bare[0].raw in _OF_SEVERAL and topic.lists
        if several and any_kind and not topic.listed:
            # What has no member has none that "them" could mean.
            raise Unclear("", (), several=False)
        for before in (topic.listed, topic.bodies) if several else (topic.bodies,):
            if before and (any_kind or (kind and all(self._is(kind, body) for body in before))):
                return before
        return ()

    def meant_before(self, topic: Topic) -> tuple[Body, ...]:
        """Return what a part without any body is asked of; raise Unclear where that is nothing, or too many."""
        if not topic.unsaid:
            raise Unclear("", (), several=False)
        return self._few(topic.unsaid)

    def whole_of(self, text: str, words: Sequence[Token], day: date | None) -> Whole | None:
        """Return the body that is meant by its parts, with these; None where words mean no parts of one body."""
        bare = [word for word in words if not word.empty]
        if not bare:
            return None
        body, parts = self._parts_meant(text[bare[0].start : bare[-1].end], bare, day) or (None, ())
        return Whole(body, parts) if body else None

    def _few(self, bodies: Sequence[Body]) -> tuple[Body, ...]:
        """Return bodies that were listed before; raise Unclear where they are too many to be asked of each."""
        if len(bodies) <= MOST_LISTED:
            return tuple(bodies)
        key = (" ".join(body.id for body in bodies), None)
        unclear = self._kept.setdefault(key, Unclear("them", bodies, several=True))
        if isinstance(unclear, Unclear):
            raise unclear
        return unclear

    @contextmanager
    def meaning(self, unclear: Unclear, body: Body) -> Iterator[None]:
        """Let a name that may mean several bodies mean this one, within a ``with`` block."""
        kept = self._kept
        self._kept = {key: (body,) if value is unclear else value for key, value in kept.items()}
        try:
            yield
        finally:
            self._kept = kept

    def system_of(self, body: Body, day: date | None) -> Body:
        """Return the system that has the name of an area with "ICS" after it; the body itself where there is none."""
        if not self._is("Area", body):
            return body
        systems = self._called(f"{body.name} ICS", day)
        return systems[0] if systems else body

    def _called(self, name: str, day: date | None) -> tuple[Body, ...]:
        """Return the one body that is called this, looked up once; nothing where there is none, or several."""
        key = (fold(name), day)
        if key not in self._kept:
            matches = self.asked.store.called(name)
            self._kept[key] = tuple(Body(match.id, match.name, match.type) for match in matches)
        bodies = self._kept[key]
        return bodies if not isinstance(bodies, Unclear) and len(bodies) == 1 else ()

    def is_person(self, body: Body) -> bool:
        """Return whether a body is a person or a post."""
        return self._is("Person", body) or self._is("Post", body)

    def _is(self, kind: str, body: Body) -> bool:
        return self.asked.ontology.is_a(body.type, kind)

    def _looked_up(self, name: str, words: Sequence[Token], day: date | None) -> tuple[Body, ...]:
        each = self._each(name, words, day)
        if each:
            return each
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise Unclear(name, (), several=False)
        if self.vocabulary.is_generic(words):
            raise Unclear(name, (), several=False)
        kind = self.vocabulary.type(words)
        if kind and not words[-1].raw.endswith("s"):
            # "the ICP", "the board": a kind of body and no name; which one is not said.
            raise Unclear(name, self._of_type(kind, None, day), several=True)
        if words[-1].raw == "system" and (systems := self._called(f"{name[: -len(words[-1].raw)].strip()} ICS", day)):
            return systems
        try:
            body = body_named(self.asked.store, name, day)
        except AmbiguousName as error:
            raise Unclear(name, [Body(m.id, m.name, m.type) for m in error.choices], several=True) from error
        except UnknownName as error:
            if kind:
                # "the integrated care boards" are all of them, and no body that has these words among others.
                raise Unclear(name, (), several=False) from error
            return (self._nearly(name, words, error),)
        return (Body(body.id, body.name, body.type),)

    def _nearly(self, name: str, words: Sequence[Token], error: UnknownName) -> Body:
        """Return the one body of which a name has all these words, misspellings and short forms forgiven."""
        spelt = [word for word in self.vocabulary.spelt_out(name) if word not in EMPTY and word not in LOOSE]
        best: dict[str, tuple[tuple[int, int], Body]] = {}
        matches = self.asked.store.find(name, _CANDIDATES)
        loose = " ".join(word.raw for word in words if word.raw not in LOOSE)
        if loose != " ".join(word.raw for word in words):
            matches = [*matches, *self.asked.store.find(loose, _CANDIDATES)]
        for match in matches:
            for spelling in {match.matched, match.name}:
                theirs = [word for word in self.vocabulary.spelt_out(spelling) if word not in EMPTY]
                over = _left_over(spelt, theirs)
                if over is not None and (match.id not in best or over < best[match.id][0]):
                    best[match.id] = (over, Body(match.id, match.name, match.type))
        if not best:
            nearest = [Body(match.id, match.name, match.type) for match in error.choices[:3]]
            raise Unclear(name, nearest, several=False)
        least = min(over for over, _ in best.values())
        bodies = [body for over, body in best.values() if over == least]
        if len(bodies) > 1 or least[0] > len(spelt) // 2 or (len(spelt) == 1 and least != (0, 0)):
            raise Unclear(name, [body for _, body in best.values()], several=True)
        return bodies[0]

    def _each(self, name: str, words: Sequence[Token], day: date | None) -> tuple[Body, ...]:
        """Return all bodies that "each of the four NENC ICPs" means; nothing where the words say no such thing."""
        parts = self._parts_meant(name, words, day)
        return parts[1] if parts else ()

    def _parts_meant(
        self, name: str, words: Sequence[Token], day: date | None
    ) -> tuple[Body | None, tuple[Body, ...]] | None:
        """Return the body and its parts of a kind that "each of the four NENC ICPs" means; None where it means none.

        A number that is said must be the number that there is. "The ICPs of NENC" without a number means no parts.
        """
        rest = list(words)
        said = bool(rest) and rest[0].raw in EACH
        rest = rest[1:] if said else rest
        number = number_of(rest[0]) if rest else None
        rest = rest[1:] if number else rest
        if not (said or number) or not rest:
            return None
        # "each NENC ICP", and "each ICP in NENC".
        parts = [(rest[at:], rest[:at]) for at in range(len(rest))]
        parts += [(rest[:at], rest[at:]) for at in range(1, len(rest)) if said]
        for of_kind, of_body in parts:
            kind = self.vocabulary.type(of_kind)
            if kind:
                within = self.bodies(name, _moved(of_body, words), day, Topic())[0] if of_body else None
                bodies = self._of_type(kind, within, day)
                if number and number != len(bodies):
                    raise Unclear(name, bodies, several=True)
                return within, bodies
        return None

    def _of_type(self, kind: str, within: Body | None, day: date | None) -> tuple[Body, ...]:
        """Return the single, named bodies of a type, of a system where one is given."""
        from ics_graph.answering.scope import scope_of

        asked = Asked(self.asked.store, self.asked.ontology, View(day))
        scope = scope_of(asked, within.id if within else None)
        return tuple(
            Body(body.id, body.name, body.type)
            for body in self.asked.store.of_types(self.asked.ontology.kinds_of(kind))
            if scope.has(body.id) and not is_several(body) and not is_general(body) and not body.unnamed
        )


def _moved(words: Sequence[Token], all_words: Sequence[Token]) -> list[Token]:
    """Return tokens with their places in a name that begins where the first of all words begins."""
    start = all_words[0].start
    return [Token(word.raw, word.stem, word.start - start, word.end - start, word.near) for word in words]


def _left_over(asked: Sequence[str], theirs: Sequence[str]) -> tuple[int, int] | None:
    """Return how many words a name has besides those asked for, telling ones first; None where one of these lacks."""
    rest = list(theirs)
    for word in asked:
        same = next((other for other in rest if other == word), None) or next(
            (other for other in rest if misspelt(word, other)), None
        )
        if same is None:
            return None
        rest.remove(same)
    return sum(1 for word in rest if word not in UNSAYING), len(rest)

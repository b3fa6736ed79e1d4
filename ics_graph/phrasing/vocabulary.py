"""The words of the ontology as people say them: types in the plural and short, kinds of facts, and relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from ics_graph.ontology import Ontology
from ics_graph.phrasing.words import GENERIC, Token, misspelt, stem, tokens

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
OWN_QUESTIONS = ("role", "name", "statement", "population", "count", "figure", "level")
MANY = (
    "two",
    "three",
    "several",
    "multiple",
    "many",
    "more than one",
    "at least two",
    "two or more",
    "one or more than one",
    "more than a single",
)


class Vocabulary:
    """What the words of an ontology are, spoken."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def type(self, words: Sequence[Token]) -> str | None:
        """Return the type that words name, in the singular or plural; None where they name none."""
        key = _key(words)
        name = self.types.get(key)
        if name is None and len(key) > 7:
            near = {type_ for spoken, type_ in self.types.items() if len(spoken) > 7 and misspelt(key, spoken)}
            name = near.pop() if len(near) == 1 else None
        return name

    def type_with_a_word(self, words: Sequence[Token]) -> tuple[str, Token] | None:
        """Return the type that words name with one short form of another type among them, and that: "CCG board"."""
        for at, word in enumerate(words):
            if word.stem in self.abbreviations:
                kind = self.type([*words[:at], *words[at + 1 :]])
                if kind is not None:
                    return kind, word
        return None

    def facet(self, words: Sequence[Token]) -> str | None:
        """Return the kind of fact that words name, such as ``priority``."""
        return self.properties.get(_key(word for word in words if word.raw not in ("key", "first", "main")))

    def property(self, words: Sequence[Token]) -> str | None:
        """Return the same, but for the kinds that have a question of their own, such as roles, names and figures."""
        name = self.facet(words)
        return None if name in OWN_QUESTIONS else name

    def kinds(self, words: Sequence[Token]) -> tuple[str, ...] | None:
        """Return the families and relations that a list of words names, in order; None where one is none."""
        kinds: list[str] = []
        rest = [word for word in words if word.raw not in ("and", "or")]
        while rest:
            for end in range(len(rest), 0, -1):
                kind = self.kinds_of_relations.get(_key(rest[:end]))
                if kind:
                    kinds.append(kind)
                    rest = rest[end:]
                    break
            else:
                return None
        return tuple(kinds) or None

    def family(self, words: Sequence[Token]) -> str | None:
        """Return the family of relations that words name, such as ``accountability``."""
        kinds = self.kinds(words)
        return kinds[0] if kinds and len(kinds) == 1 and kinds[0] in self.ontology.families else None

    def is_generic(self, words: Sequence[Token]) -> bool:
        """Return whether words keep nothing apart: bodies, organisations, people."""
        return len(words) == 1 and words[0].stem in GENERIC

    def is_many(self, words: Sequence[Token]) -> bool:
        """Return whether words say "more than one"."""
        return " ".join(word.raw for word in words) in MANY

    def spelt_out(self, name: str) -> list[str]:
        """Return the stems of a name with its abbreviations spelt out, so that ICP is integrated care partnership."""
        spelt: list[str] = []
        for word in tokens(name):
            spelt += self.abbreviations.get(word.stem, [word.stem])
        return spelt

    @cached_property
    def types(self) -> dict[str, str]:
        made: dict[str, str] = {}
        for kind in self.ontology.types.values():
            # What is also a kind of fact ("priority") is meant as that: few sources make a body of it.
            if (
                kind.name in ("Entity", "Area")
                or stem(kind.name.lower()) in GENERIC
                or kind.singleton
                or _key(tokens(kind.label)) in self.properties
            ):
                continue
            label = kind.label.removeprefix("NHS ") if kind.label != "NHS trust" else kind.label
            plural = f"{kind.abbreviation}s" if kind.abbreviation else None
            for words in (kind.label, label, kind.abbreviation, plural, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.name)):
                if words:
                    made.setdefault(_key(tokens(words)), kind.name)
        more = {"trust": "NHSTrust", "council area": "Council", "local authority": "Council", "practice": "GPPractice"}
        return {**{_key(tokens(words)): name for words, name in more.items()}, **made}

    @cached_property
    def properties(self) -> dict[str, str]:
        return {_key(tokens(each.label)): each.name for each in self.ontology.properties.values()}

    @cached_property
    def kinds_of_relations(self) -> dict[str, str]:
        made = {_key(tokens(name)): name for name in self.ontology.families}
        for relation in self.ontology.relations.values():
            bare = re.sub(r"^(is|has) (a |an |the )?", "", relation.label)
            for label in (relation.label, bare):
                made.setdefault(_key(tokens(label)), relation.name)
        # Said from the other side, by the words of the field.
        made.setdefault(_key(tokens("employs")), "employedBy")
        return made

    @cached_property
    def abbreviations(self) -> dict[str, list[str]]:
        kinds = [kind for kind in self.ontology.types.values() if kind.abbreviation]
        made = {
            stem(f"{kind.abbreviation}{ending}".lower()): [
                word.stem for word in tokens(kind.label.removeprefix("NHS "))
            ]
            for kind in kinds
            for ending in ("", "s")
        }
        return {**made, "hosp": ["hospital"], "uni": ["university"], "nhsft": ["nhs", "foundation", "trust"]}


def number_of(word: Token) -> int | None:
    """Return the number that a word is, in words or figures."""
    return int(word.raw) if word.raw.isdigit() else NUMBERS.get(word.raw)


def _key(words: Iterable[Token]) -> str:
    return " ".join(word.stem for word in words if not word.empty)

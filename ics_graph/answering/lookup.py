"""From what a person types to the one body meant: a near miss suggests, an ambiguous one lists the choices."""

from __future__ import annotations

import re

from ics_graph.answering.grammar import SHOWN
from ics_graph.errors import QuestionError, UnknownWord
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, Match
from ics_graph.validation import closest

_MANY = 100
_BRACKET = re.compile(r" \([^()]*\)$")
Name = str
"""The id, name, other name or identifier of a body, in any case."""


ALIKE = 60.0
"""From how alike on (0 to 100) a name is suggested."""


class LookupFailed(QuestionError):
    """Raised where a name does not say exactly one body; ``choices`` are what may have been meant."""

    def __init__(self, text: str, choices: list[Match]) -> None:
        self.text = text
        self.choices = choices
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What went wrong, in a sentence."""
        return f"no body is called '{self.text}'"

    @property
    def advice(self) -> str:
        """What a person reads: what went wrong, the choices, and how to name one."""
        several = isinstance(self, AmbiguousName)
        lines = [self.sentence[:1].upper() + self.sentence[1:] + (":" if several else ".")]
        if self.choices and not several:
            lines.append("Did you mean one of these?")
        width = max((len(match.id) for match in self.choices), default=0)
        lines += [f"  {match.id:<{width}}  {match.name} ({match.type})" for match in self.choices]
        if self.choices:
            lines.append("Name it by its id (first column) or its whole name.")
        else:
            lines.append("Look for it with: ics-graph find PART-OF-ITS-NAME")
        return "\n".join(lines)


class UnknownName(LookupFailed):
    """Raised where nothing has the name; the choices are the most alike, the best first."""


class AmbiguousName(LookupFailed):
    """Raised where several have the name."""

    @property
    def sentence(self) -> str:
        """What went wrong, in a sentence."""
        return f"'{self.text}' may be any of {len(self.choices)}"


def type_named(ontology: Ontology, word: str) -> str:
    """Return the entity type of this name, abbreviation or label (``CCG``); raise UnknownWord where there is none."""
    folded = fold(word)
    for kind in ontology.types.values():
        if word == kind.name or folded in (fold(kind.name), fold(kind.label), fold(kind.abbreviation or kind.name)):
            return kind.name
    hint = closest(word, [label for kind in ontology.types.values() for label in (kind.name, kind.label)])
    raise UnknownWord(hinted(f"the ontology has no type '{word}'", hint))


def hinted(problem: str, hint: str) -> str:
    """Return a problem with a hint ("Did you mean …?") in brackets after it, so that a full stop can follow."""
    return f"{problem} ({hint[:1].lower()}{hint[1:].rstrip('.')})" if hint else problem


def property_named(ontology: Ontology, word: str) -> str:
    """Return the fact property of this name or label; raise UnknownWord where there is none."""
    for candidate in ontology.properties.values():
        if fold(word) in (fold(candidate.name), fold(candidate.label)):
            return candidate.name
    raise UnknownWord(f"there is no property '{word}'; there are {', '.join(ontology.properties)}")


def body_named(store: Store, text: Name) -> Body:
    """Return the one body of this id, name, other name or identifier; raise LookupFailed where it is not one.

    A name may be as answers show it ("… (8, not named)"), and its first words are enough where they are those of one
    body alone.
    """
    matches = store.find(text)
    exact = [match for match in matches if match.exact]
    if not exact and SHOWN.search(text):
        text = SHOWN.sub("", text)
        matches = store.find(text)
        exact = [match for match in matches if match.exact]
    if not exact:
        # A name may end with what it is, in brackets: "Middlesbrough (council area)", "… (not named)".
        bare = [match for match in matches if fold(_BRACKET.sub("", match.name)) == fold(text)]
        begun = bare or _beginning(store, text)
        exact = begun if len(begun) == 1 else []
    by_id = [match for match in exact if match.id == text.strip()]
    if len(by_id or exact) != 1:
        if exact:
            raise AmbiguousName(text, exact)
        raise UnknownName(text, [match for match in matches if match.score >= ALIKE][:5])
    id_ = (by_id or exact)[0].id
    return store.bodies([id_])[id_]


def _beginning(store: Store, text: str) -> list[Match]:
    """Return the bodies of which a name begins with these whole words: all of them, or as many as show several."""
    words = f"{fold(text)} "
    matches: dict[str, Match] = {}
    for name in store.starting(text, _MANY) if words.strip() else []:
        if fold(name).startswith(words) and len(matches) < 2:
            matches |= {match.id: match for match in store.find(name) if match.exact}
    return list(matches.values())

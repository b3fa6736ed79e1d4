"""From what a person types to the one body meant: a near miss suggests, an ambiguous one lists the choices."""

from __future__ import annotations

import re

from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, Match, fold
from ics_graph.validation import closest

_BRACKET = re.compile(r" \([^()]*\)$")
Name = str
"""The id, name, other name or identifier of a body, in any case."""


ALIKE = 60.0
"""From how alike on (0 to 100) a name is suggested."""


class LookupFailed(Exception):
    """Raised where a name does not say exactly one body; ``choices`` are what may have been meant."""

    def __init__(self, text: str, choices: list[Match]) -> None:
        self.text = text
        self.choices = choices
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What went wrong, in a sentence."""
        return f"no body is called '{self.text}'"


class UnknownName(LookupFailed):
    """Raised where nothing has the name; the choices are the most alike, the best first."""


class AmbiguousName(LookupFailed):
    """Raised where several have the name."""

    @property
    def sentence(self) -> str:
        """What went wrong, in a sentence."""
        return f"'{self.text}' may be any of {len(self.choices)}"


def type_named(ontology: Ontology, word: str) -> str:
    """Return the entity type of this name, abbreviation or label (``CCG``); raise ValueError where there is none."""
    asked = fold(word)
    for kind in ontology.types.values():
        if word == kind.name or asked in (fold(kind.name), fold(kind.label), fold(kind.abbreviation or kind.name)):
            return kind.name
    hint = closest(word, [known for kind in ontology.types.values() for known in (kind.name, kind.label)])
    raise ValueError(f"the ontology has no type '{word}'{f'. {hint}' if hint else ''}")


def property_named(ontology: Ontology, word: str) -> str:
    """Return the fact property of this name or label; raise ValueError where there is none."""
    for known in ontology.properties.values():
        if fold(word) in (fold(known.name), fold(known.label)):
            return known.name
    raise ValueError(f"there is no property '{word}'; there are {', '.join(ontology.properties)}")


def body_named(store: Store, text: Name) -> Body:
    """Return the one body of this id, name, other name or identifier; raise LookupFailed where it is not one."""
    found = store.find(text)
    exact = [match for match in found if match.exact]
    if not exact:
        # A name may end with what it is, in brackets: "Middlesbrough (council area)", "… (not named)".
        bare = [match for match in found if fold(_BRACKET.sub("", match.name)) == fold(text)]
        exact = bare if len(bare) == 1 else []
    by_id = [match for match in exact if match.id == text.strip()]
    if len(by_id or exact) != 1:
        if exact:
            raise AmbiguousName(text, exact)
        raise UnknownName(text, [match for match in found if match.score >= ALIKE][:5])
    id_ = (by_id or exact)[0].id
    return store.bodies([id_])[id_]

"""The lists of words that a sheet offers: as people read them, and as records write them."""

from __future__ import annotations

from collections.abc import Mapping

from ics_graph.exchange.spreadsheet.layout import WITH_PHASES, WITH_SOURCES
from ics_graph.names import fold
from ics_graph.ontology import Ontology

_SCHEMES = (
    "phases",
    "capacities",
    "bases",
    "event-kinds",
    "gap-topics",
    "gap-reasons",
    "instrument-kinds",
    "clause-effects",
)
_EXTENTS = {"one": "one", "several": "several", "any": "any"}
_STANCES = {"supports": "supports it", "denies": "denies it", "questions": "marks it with a question mark"}
_CONFIDENCES = {"high": "high", "medium": "medium", "low": "low"}
_SIDES = {"original": "predecessor", "resulting": "successor", "about": "subject", "took-part": "took part"}
_EARLIER = {
    "stances": {"puts a question mark": "questions"},
    "sides": {"went in": "original", "came out": "resulting", "is what it is about": "about"},
}
"""Words that earlier templates offered: a sheet that has them is read as ever."""
_DECISIONS: dict[str, dict[str, str]] = {
    "acts": {
        "decide": "decide",
        "approve": "approve",
        "recommend": "recommend",
        "be-consulted": "be consulted",
        "note": "note",
        "sign": "sign",
    },
    "grant-kinds": {"reserve": "reserve", "delegate": "delegate", "sub-delegate": "sub-delegate", "joint": "joint"},
    "pers": {"decision": "decision", "year": "year", "whole-life": "whole life"},
    "vats": {"with": "with VAT", "without": "without VAT"},
    "quorum bases": {
        "all-seats": "all seats",
        "members-in-post": "members in post",
        "members-present": "members present",
    },
    "roundings": {"up": "up", "down": "down"},
    "attending": {
        "present": "present",
        "apologies": "apologies",
        "deputy": "deputy",
        "in-attendance": "in attendance",
        "not-recorded": "not recorded",
    },
}
"""The words of the sheets of who may decide what."""
_PARTS = {"whole": "the whole", "part": "a part", "not-known": "not known"}


class Vocabulary:
    """The lists by name; each knows a word by its label, by what records write, and by a type's abbreviation."""

    def __init__(self, ontology: Ontology) -> None:
        types = {kind.name: kind.label for kind in ontology.types.values() if not kind.abstract}
        self.labels: dict[str, Mapping[str, str]] = {
            "types": dict(sorted(types.items(), key=lambda pair: fold(pair[1]))),
            "relations": {kind.name: kind.label for kind in ontology.relations.values()},
            "properties": {kind.name: kind.label for kind in ontology.properties.values()},
            "families": {family.name: family.label for family in ontology.families.values()},
            **{name: {word.name: word.label for word in ontology.schemes[name].values()} for name in _SCHEMES},
            "extents": _EXTENTS,
            "stances": _STANCES,
            "confidences": _CONFIDENCES,
            "sides": _SIDES,
            "parts": _PARTS,
            **_DECISIONS,
            "sheets with phases": {name: name for name in WITH_PHASES},
            "sheets with sources": {name: name for name in WITH_SOURCES},
            "yes or no": {"yes": "yes", "no": "no"},
        }
        self._known = {name: self._of(words) for name, words in self.labels.items()}
        for name, words in _EARLIER.items():
            self._known[name] |= {fold(word): code for word, code in words.items()}
        for kind in ontology.types.values():
            if kind.abbreviation and not kind.abstract:
                self._known["types"].setdefault(fold(kind.abbreviation), kind.name)

    @staticmethod
    def _of(words: Mapping[str, str]) -> dict[str, str]:
        return {**{fold(name): name for name in words}, **{fold(label): name for name, label in words.items()}}

    def label(self, list_: str, name: str) -> str:
        """Return a word as people read it; one that the list does not have as it is."""
        return self.labels[list_].get(name, name)

    def name(self, list_: str, text: str) -> str | None:
        """Return a word as records write it, or None where the list does not have it."""
        return self._known[list_].get(fold(text))

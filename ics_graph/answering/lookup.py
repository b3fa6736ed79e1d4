"""From what a person types to the one body meant: a near miss suggests, an ambiguous one lists the choices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ics_graph.answering.grammar import SHOWN
from ics_graph.answering.names_of_the_day import days_of, meant_on, told_of_the_day
from ics_graph.errors import QuestionError, UnknownWord
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, Match

_MANY = 100
_FIRST = 20
_ALL = 10_000
_BRACKET = re.compile(r" \([^()]*\)$")
Name = str
"""The id, name, other name or identifier of a body, in any case."""


ALIKE = 60.0
"""From how alike on (0 to 100) a name is suggested."""


class LookupFailed(QuestionError):
    """Raised where a name does not say exactly one body; ``choices`` are what may have been meant.

    ``days`` says in words when each choice was there and had the code, by its id, where several have one name.
    """

    def __init__(self, text: str, choices: list[Match], days: Mapping[str, str] | None = None) -> None:
        self.text = text
        self.choices = choices
        self.days = days or {}
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
        for match in self.choices[:_FIRST]:
            which = "; ".join(filter(None, [_in_words(match.type), self.days.get(match.id)]))
            lines.append(f"  {match.id:<{width}}  {match.name} ({which})")
        if len(self.choices) > _FIRST:
            lines.append(f"  … and {len(self.choices) - _FIRST:,} more")
        if self.choices:
            alone = len({fold(match.name) for match in self.choices}) == len(self.choices)
            whole = " or its full name" if alone else ""
            by_day = ", or ask as of a day on which only one of them is meant (--as-of)" if several else ""
            lines.append(f"Use its id (first column){whole}{by_day}.")
        else:
            lines.append("Look for it with: ics-graph find PART-OF-ITS-NAME")
        return "\n".join(lines)


class UnknownName(LookupFailed):
    """Raised where nothing has the name; the choices are the closest names, the best first."""


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
    from ics_graph.validation import closest

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


def body_named(store: Store, text: Name, day: date | None = None) -> Body:
    """Return the one body of this id, name, other name or identifier; raise LookupFailed where it is not one.

    Where several have it, the ``day`` asked about decides: who had the code then, else who was there. A name may be
    as answers show it ("… (8, not named)"), and its first words are enough where they are those of one body alone.
    """
    return _resolved(store, text, day)[0]


def name_told(store: Store, text: Name, day: date | None) -> str | None:
    """Return a sentence on whom a name or code means on the day, where days decide that; None where they do not.

    Raises LookupFailed as ``body_named`` does.
    """
    if day is None:
        return None
    body, exact = _resolved(store, text, day)
    return told_of_the_day(body, exact, text, day)


def _resolved(store: Store, text: Name, day: date | None) -> tuple[Body, Sequence[Body]]:
    """Return the body that is meant, and all that have the name or code at some time, itself among them."""
    # The one of the day may be after the first so many.
    exact = store.called(text, _ALL)
    if not exact and SHOWN.search(text):
        text = SHOWN.sub("", text)
        exact = store.called(text, _ALL)
    if not exact and (apart := _BRACKET.search(text)):
        # Where an answer has two of one name, it puts after it what tells them apart: "Ann Roe (a1)".
        exact = [match for match in store.called(_BRACKET.sub("", text), _ALL) if match.id == apart.group()[2:-1]]
    matches = [] if exact else store.find(text)
    if not exact:
        # A name may end with what it is, in brackets: "Middlesbrough (council area)", "… (not named)".
        bare = [match for match in matches if fold(_BRACKET.sub("", match.name)) == fold(text)]
        begun = bare or _beginning(store, text)
        exact = begun if len(begun) == 1 else []
    if not exact:
        raise UnknownName(text, [match for match in matches if match.score >= ALIKE][:5])
    meant = [match for match in exact if match.id == text.strip()] or exact
    bodies = list(store.bodies({match.id for match in meant}).values())
    of_the_day = meant_on(bodies, text, day) if day and len(bodies) > 1 else bodies
    if len(of_the_day) != 1:
        left = {body.id: days_of(body, text) for body in of_the_day}
        raise AmbiguousName(text, [match for match in meant if match.id in left], left)
    return of_the_day[0], bodies


def _beginning(store: Store, text: str) -> list[Match]:
    """Return the bodies of which a name begins with these whole words: all of them, or as many as show several."""
    words = f"{fold(text)} "
    matches: dict[str, Match] = {}
    for name in store.starting(text, _MANY) if words.strip() else []:
        if fold(name).startswith(words) and len(matches) < 2:
            matches |= {match.id: match for match in store.called(name)}
    return list(matches.values())


def _in_words(type: str) -> str:
    """Return the name of a type as words: ``FoundationTrust`` is ``foundation trust``, ``NHSTrust`` ``NHS trust``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", type).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)

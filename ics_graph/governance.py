"""What bodies, lines, seats and offices are, said once: single or general, borne out or not, who chairs and stands in.

Questions, checks, importers and exports ask here, so that "chair" means the same everywhere. Words of a role are those
of its source; the table from words to capacities is the list of capacities in the ontology, with its other labels.
"""

from __future__ import annotations

import re
from typing import Literal, Protocol

from ics_graph.model import Certainty, Entity, Extent
from ics_graph.names import fold, short_forms
from ics_graph.ontology import Ontology

BORNE_OUT: frozenset[Certainty] = frozenset({"stated", "reported", "inferred", "disputed"})
"""Certainties of what a source bears out, if only in part: no question mark, no denial, not the law alone."""

SYSTEMS = ("IntegratedCareSystem", "SustainabilityAndTransformationPartnership")
"""The types of the systems, which are drawn and reported on whole; that of today first."""

SHARES = "shares the post"
"""How an importer words that a holder has a post together with another."""
_CALLED_FOR_SHORT = frozenset({"ClinicalCommissioningGroup", "IntegratedCareBoard", "IntegratedCareSystem"})


class _Known(Protocol):
    """A body or a line, with how far it is planned and how well it is known."""

    @property
    def planned(self) -> bool: ...

    @property
    def certainty(self) -> Certainty: ...


class _Line(_Known, Protocol):
    @property
    def general(self) -> bool: ...


class _Extended(Protocol):
    @property
    def extent(self) -> Extent: ...


def is_single(body: _Extended) -> bool:
    """Return whether a body is one body, and neither several together nor bodies in general."""
    return body.extent == "one"


def is_general(body: _Extended) -> bool:
    """Return whether bodies of a kind are spoken of in general ("each ICS"), and no body of its own."""
    return body.extent == "any"


def is_several(body: _Extended) -> bool:
    """Return whether a body stands for several together ("eight CCGs")."""
    return body.extent == "several"


def is_borne_out(thing: _Known) -> bool:
    """Return whether a source bears out a body or line as it is now: no plan, no question mark, no denial, no rule."""
    return not thing.planned and thing.certainty in BORNE_OUT


def is_line_borne_out(line: _Line) -> bool:
    """Return whether a source bears out a line between bodies that it names, and does not speak of them in general."""
    return is_borne_out(line) and not line.general


def holder_kind(ontology: Ontology, type_: str) -> Literal["Person", "Post", "Organisation"]:
    """Return what kind of holder of a seat a type of entity is: a person, a post, or an organisation."""
    if ontology.is_a(type_, "Person"):
        return "Person"
    return "Post" if ontology.is_a(type_, "Post") else "Organisation"


CHAIR, CO_CHAIR, VICE_CHAIR, DEPUTY = "chair", "co-chair", "vice-chair", "deputy"
"""Capacities of the ontology that say something of the chair."""

_CHAIR = re.compile(r"\b(?:co[- ]?)?chair(?:man|woman|person)?s?\b", re.IGNORECASE)
_STANDS_IN = re.compile(r"\b(?:vice|deputy)[- ]?chair(?:man|woman|person)?\b", re.IGNORECASE)
_NOT_IN_THE_CHAIR = re.compile(r"\b(?:vice|deputy|former|past|assistant|designate|elect)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:co[- ]?chair(?:man|woman|person)?|joint[- ]chair(?:man|woman|person)?)\b", re.IGNORECASE)


def capacity_in_words(ontology: Ontology, words: str | None) -> str | None:
    """Return the capacity that these words of a role are, whatever their case; None where they are another role.

    ``Chairman`` is ``chair``, ``Joint Chair`` is ``co-chair``; ``Chair of Finance`` is a role of its own.
    """
    if not words:
        return None
    for concept in ontology.schemes["capacities"].values():
        if fold(words) in {fold(label) for label in (concept.name, concept.label, *concept.other_labels)}:
            return concept.name
    return None


def seat_in_words(ontology: Ontology, words: str | None) -> tuple[str | None, str | None]:
    """Return the role and the capacity that an importer makes of the words of a role.

    The words stay the role unless the capacity says as much.
    """
    capacity = capacity_in_words(ontology, words)
    if capacity is None or not words:
        return words, None
    is_implied = fold(words) in {fold(capacity), fold(ontology.schemes["capacities"][capacity].label)}
    return None if is_implied else words, capacity


def says_chair(words: str | None) -> bool:
    """Return whether words name the chair, alone or with others; a vice-chair or a former chair is none."""
    return bool(words and _CHAIR.search(words) and not _NOT_IN_THE_CHAIR.search(words))


def is_in_the_chair(relation: str, family: str, capacity: str | None, role: str | None) -> bool:
    """Return whether a line of this type, family, capacity and role says who chairs its object."""
    if relation == "chairs":
        return not role or not _STANDS_IN.search(role)
    if relation not in ("holdsRole", "leads") and family != "membership":
        return False
    return capacity in (CHAIR, CO_CHAIR) or says_chair(role)


def chairs_with_others(capacity: str | None, role: str | None) -> bool:
    """Return whether a capacity and a role say that several are in one chair, together or in turn."""
    return capacity == CO_CHAIR or bool(role and _TOGETHER.search(role))


def shares_the_post(role: str | None) -> bool:
    """Return whether a role says that its holder has the post together with another."""
    return role is not None and bool(re.search(rf"\bjob[- ]?share|\b{SHARES}\b", role, re.IGNORECASE))


def stands_in_for_the_chair(capacity: str | None, role: str | None) -> bool:
    """Return whether a capacity and a role say who presides or sits where another cannot."""
    return capacity in (VICE_CHAIR, DEPUTY) or bool(role and _STANDS_IN.search(role))


def short_forms_of(entity: Entity, ontology: Ontology) -> list[str]:
    """Return what people call a single CCG or system for short, where that is no name of it already."""
    if entity.extent != "one" or _CALLED_FOR_SHORT.isdisjoint(ontology.types[entity.type].ancestors):
        return []
    names = (entity.name, *entity.also_called)
    forms = {fold(form): form for name in reversed(names) for form in short_forms(name)}
    # Most have none, and then no name need be folded.
    own = {fold(name) for name in (entity.id, *names)} if forms else set()
    return [form for key, form in sorted(forms.items()) if key not in own]

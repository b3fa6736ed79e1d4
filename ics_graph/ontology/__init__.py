"""The types that the graph may speak of, read once from Turtle.

It knows entity types, relation types and their families, fact properties, lists, statutory rules and seats. It
knows nothing of datasets and stores, and of time only how a date is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ics_graph.dates import PartialDate
from ics_graph.errors import IcsGraphError
from ics_graph.package_data import shipped

if TYPE_CHECKING:
    from ics_graph.ontology.law import Rule, Seat

ROOT = "Entity"
NAMESPACE = "https://w3id.org/ics-graph/ontology#"


class OntologyError(IcsGraphError):
    """Everything that is wrong with the ontology, one problem a line; each names its subject."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of entity; ``ancestors`` run from itself to ``Entity``, and no entity has an abstract type.

    ``broader`` are the classes of other vocabularies that it is under, ``mappings`` these and those it is matched with.
    Each of ``ods_roles`` is one combination that marks the type: ``RO98``, or ``RO197+RO57`` held together.
    ``exists_from`` is the first day, or the year, in which an entity of the type can have been there, its own or that
    of the nearest type above it; ``exists_from_basis`` is the law or document that says so. ``exists_until`` is the
    last such day, where the law of ``exists_until_basis`` abolished them all. A type that bodies take on when they were
    there already has ``kind_from`` instead, the first day on which the Act ``kind_basis`` knew it.
    """

    name: str
    iri: str
    label: str
    abbreviation: str | None
    definition: str
    parent: str | None
    ancestors: tuple[str, ...]
    abstract: bool
    singleton: bool
    broader: tuple[str, ...]
    mappings: tuple[str, ...]
    ods_roles: tuple[str, ...]
    see_also: tuple[str, ...]
    exists_from: PartialDate | None = None
    exists_from_basis: str | None = None
    exists_until: PartialDate | None = None
    exists_until_basis: str | None = None
    kind_from: date | None = None
    kind_basis: str | None = None


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation; ``subjects`` and ``objects`` hold every permitted type, kinds of a type included.

    ``ods_inverse_relationships`` are the ODS relationships whose source is the object here.
    """

    name: str
    iri: str
    label: str
    inverse_label: str
    definition: str
    family: str
    subjects: frozenset[str]
    objects: frozenset[str]
    declared_subjects: tuple[str, ...]
    declared_objects: tuple[str, ...]
    symmetric: bool
    mappings: tuple[str, ...]
    ods_relationships: tuple[str, ...]
    ods_inverse_relationships: tuple[str, ...]

    @property
    def neo4j_type(self) -> str:
        """The relationship type in Neo4j: ``accountableTo`` is ``ACCOUNTABLE_TO``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).upper()


@dataclass(frozen=True, slots=True)
class Family:
    """A group of relation types that answer one kind of question."""

    name: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class FactProperty:
    """A property whose values are a ``number``, a ``text`` or ``either``; a single-valued one has one at a time."""

    name: str
    iri: str
    label: str
    definition: str
    value_kind: str
    single_valued: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a list; ``name`` is what datasets write, ``rank`` its place where the list has an order.

    ``other_labels`` are other words that sources use for it.
    """

    scheme: str
    name: str
    iri: str
    label: str
    definition: str
    rank: int | None
    other_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Every type by its name. Asking about a name that is not there raises KeyError."""

    iri: str
    version: str
    types: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]
    families: Mapping[str, Family]
    properties: Mapping[str, FactProperty]
    schemes: Mapping[str, Mapping[str, Concept]]
    rules: tuple[Rule, ...]
    seats: tuple[Seat, ...] = ()

    def is_a(self, type_name: str, ancestor: str) -> bool:
        """Return whether a type is ``ancestor`` or a kind of it."""
        return self.types[ancestor].name in self.types[type_name].ancestors

    def kinds_of(self, type_name: str) -> frozenset[str]:
        """Return the type and all kinds of it."""
        wanted = self.types[type_name].name
        return frozenset(kind.name for kind in self.types.values() if wanted in kind.ancestors)

    def bound_by(self, rule: Rule) -> frozenset[str]:
        """Return the types that a rule surely binds: its own and their kinds, but not those that it leaves out."""
        return self._kinds_of_all(rule.subject_types) - self._kinds_of_all((*rule.except_types, *rule.unclear_types))

    def perhaps_bound_by(self, rule: Rule) -> frozenset[str]:
        """Return the types that do not say whether a rule binds their bodies: an ambulance trust is of either sort."""
        return self._kinds_of_all(rule.unclear_types)

    @property
    def inverse_labels(self) -> dict[str, str]:
        """Each relation as its label says it, with how the same is said from its object."""
        return {relation.label: relation.inverse_label for relation in self.relations.values()}

    def law_words(self, rule: Rule) -> tuple[str, str]:
        """Return what a rule says of its subject, and of its object: "must consult", "must be consulted by"."""
        if rule.relation is not None:
            relation = self.relations[rule.relation]
            return relation.label, relation.inverse_label
        word = self.schemes["lines-by-law"][rule.line or ""]
        return word.label, word.other_labels[0]

    def _kinds_of_all(self, types: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.kinds_of(name) for name in types))

    def permits(self, relation: str, subject_type: str, object_type: str) -> bool:
        """Return whether a relation may run from an entity of the first type to one of the second."""
        subject, kind, object_ = self.types[subject_type], self.relations[relation], self.types[object_type]
        return subject.name in kind.subjects and object_.name in kind.objects

    def in_family(self, family: str) -> tuple[str, ...]:
        """Return the names of the relations of a family."""
        wanted = self.families[family].name
        return tuple(relation.name for relation in self.relations.values() if relation.family == wanted)

    def labels_for_neo4j(self, type_name: str) -> tuple[str, ...]:
        """Return the labels of a node of the type, the most general (``Entity``) first."""
        return self.types[type_name].ancestors[::-1]


def load_ontology(path: Path | None = None) -> Ontology:
    """Return the ontology of a ``.ttl`` file, or of all such files of a folder; the shipped one by default.

    Raises OntologyError with every problem found, and FileNotFoundError where there is nothing to read.
    """
    place = path if path is not None else shipped("ontology")
    files = sorted(place.glob("*.ttl")) if place.is_dir() else [place]
    if not files:
        raise FileNotFoundError(f"{place} has no .ttl file")
    from ics_graph.ontology.turtle import read_turtle

    return read_turtle(files)

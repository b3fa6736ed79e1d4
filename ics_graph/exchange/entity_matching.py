"""Which body that is known already an imported one is: by dated code and type together, never by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate
from ics_graph.model import Dataset, Entity, Event, Identifier, Relation
from ics_graph.names import fold
from ics_graph.ontology import Ontology


class KnownEntities:
    """The entities of the datasets that an import is matched against."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.dataset = dataset
        self.ontology = ontology
        self._codes: dict[tuple[str, str], list[tuple[Identifier, Entity]]] = defaultdict(list)
        self._names: dict[str, list[Entity]] = defaultdict(list)
        for entity in dataset.entities.values():
            for code in entity.identifiers:
                self._codes[code.scheme.casefold(), code.value.casefold()].append((code, entity))
            for name in {entity.name, *entity.also_called}:
                self._names[fold(name)].append(entity)

    def by_code(
        self, scheme: str, value: str, type_: str, since: PartialDate | None, until: PartialDate | None
    ) -> Entity | None:
        """Return the one entity of this type (or a kind of it, or the reverse) that had the code in the time."""
        entities = {
            entity.id: entity
            for code, entity in self._codes.get((scheme.casefold(), value.casefold()), ())
            if self.alike(entity.type, type_) and _meet(code, entity, since, until)
        }
        return next(iter(entities.values())) if len(entities) == 1 else None

    def near(self, scheme: str, value: str, type_: str, name: str | None) -> Entity | None:
        """Return an entity that may be meant and was not matched: of the same type with the code, or with the name."""
        for _, entity in self._codes.get((scheme.casefold(), value.casefold()), ()):
            if self.alike(entity.type, type_):
                return entity
        for entity in self._names.get(fold(name or ""), ()):
            if self.alike(entity.type, type_):
                return entity
        return None

    def same(self, record: Relation | Event) -> str | None:
        """Return the id of the line or change that is known already: between the same bodies and on the same days."""
        return self._meanings.get(_what(record))

    def continued(self, line: Relation) -> Relation | None:
        """Return the one known line of which this is the same with a day more or less, where no two may be meant."""
        alike = [
            other
            for other in self._between.get((line.subject, line.type, line.object), ())
            if (other.role or "").casefold() == (line.role or "").casefold()
            and all(
                mine is None or theirs is None or mine == theirs
                for mine, theirs in ((other.since, line.since), (other.until, line.until))
            )
        ]
        return alike[0] if len(alike) == 1 else None

    @cached_property
    def _meanings(self) -> dict[tuple[object, ...], str]:
        dataset = self.dataset
        return {
            _what(record): record.id for records in (dataset.relations, dataset.events) for record in records.values()
        }

    @cached_property
    def _between(self) -> dict[tuple[str, str, str], list[Relation]]:
        lines: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
        for line in self.dataset.relations.values():
            lines[line.subject, line.type, line.object].append(line)
        return lines

    def holds(self, section: str, id_: str) -> bool:
        """Return whether there is a record of this id in a section already."""
        return id_ in self.dataset.section(section)

    def alike(self, type_: str, other_type: str) -> bool:
        """Return whether two types may be of one body: one is a kind of the other, or both are kinds of trust or so."""
        types = self.ontology.types
        if type_ not in types or other_type not in types:
            return False
        if type_ == other_type:
            return True
        together = any(type_ in kinds and other_type in kinds for kinds in self._one_body)
        return together or self.ontology.is_a(type_, other_type) or self.ontology.is_a(other_type, type_)

    @cached_property
    def _one_body(self) -> tuple[frozenset[str], ...]:
        """Sets of types between which a body may change without becoming another."""
        return self.ontology.kinds_of("NHSTrust"), frozenset({"GPPractice", "PrescribingCostCentre"})


def _what(record: Relation | Event) -> tuple[object, ...]:
    if isinstance(record, Relation):
        role = record.role.casefold() if record.role else None
        return record.subject, record.type, record.object, role, record.since, record.until
    sides = frozenset((part.entity, part.side) for part in record.participants)
    # Of an event that names nobody nothing tells whether it is the same.
    return record.kind, record.date, sides or record.id


def _meet(code: Identifier, entity: Entity, since: PartialDate | None, until: PartialDate | None) -> bool:
    """Return whether a code was an entity's on a day of a time; a code without days was so in the entity's life."""
    begins, ends = code.since or entity.since, code.until or entity.until
    first, last = (begins.earliest if begins else MIN_DATE), (ends.latest if ends else MAX_DATE)
    return first <= (until.latest if until else MAX_DATE) and last >= (since.earliest if since else MIN_DATE)


def fresh(id_: str, taken: Collection[str], longer: str = "") -> str:
    """Return an id that is not taken: this one, the longer one, or one with a number."""
    for candidate in (id_, longer):
        if candidate and candidate not in taken:
            return candidate
    number = 2
    while f"{id_}-{number}" in taken:
        number += 1
    return f"{id_}-{number}"

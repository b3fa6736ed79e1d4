"""The documents of a dataset, as the rules on what is in force read them: without a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ics_graph.deciding.in_force import InForce
from ics_graph.model import Dataset
from ics_graph.model.decisions import Version
from ics_graph.ontology import Ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.rows import Body


class DatasetDocuments:
    """The instruments and versions of a dataset, and the bodies whose they are."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.instruments, self.versions = dataset.instruments, dataset.versions
        self.versions_of: dict[str, list[Version]] = {id_: [] for id_ in dataset.instruments}
        for version in dataset.versions.values():
            self.versions_of[version.instrument].append(version)
        whose = {instrument.body for instrument in dataset.instruments.values()}
        self.bodies: Mapping[str, Body] = {
            body.id: body for body in Compiler(dataset, ontology).bodies() if body.id in whose
        }


def in_force(dataset: Dataset, ontology: Ontology, day: date) -> InForce:
    """Return what tells of each version of a dataset whether it is in force on a day."""
    return InForce(DatasetDocuments(dataset, ontology), day)

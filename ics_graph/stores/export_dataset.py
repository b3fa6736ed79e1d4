"""A store read back whole: the dataset that was put into it, equal to the last claim."""

from __future__ import annotations

from ics_graph.model import Dataset
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import EVERYTHING


def dataset_of(store: Store, ontology: Ontology) -> Dataset:
    """Return the dataset that a store holds: what the statutory rules add is left out, as it is in no dataset."""
    lines = store.lines(None, "up", list(ontology.families), EVERYTHING)
    return Dataset(
        tuple(store.about()),
        {source.id: source for source in store.sources().values() if not source.id.startswith("rule:")},
        {body.id: body.record for body in store.of_types(ontology.types)},
        {line.record.id: line.record for line in lines if not line.id.startswith("rule:")},
        {fact.id: fact for fact in store.facts()},
        {event.id: event for event in store.events()},
        {gap.id: gap for gap in store.gaps()},
        {whole.id: whole for whole in store.complete()},
        **{section: {record.id: record for record in store.filed(section)} for section in DECISION_RECORDS},
    )

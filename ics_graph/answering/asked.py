"""What a question is asked of, and how a body is named in its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from ics_graph.answering.session import in_session
from ics_graph.governance import is_general, is_several
from ics_graph.ontology import Ontology
from ics_graph.stores import Store
from ics_graph.stores.rows import Body, View


@dataclass(frozen=True, slots=True)
class Asked:
    """A store, its ontology and a view: what a question is asked of."""

    store: Store
    ontology: Ontology
    view: View

    def in_session(self) -> Self:
        """Return the same with a session of the store, which reads nothing twice: for one answer, page or paper."""
        return replace(self, store=in_session(self.store))

    def kind(self, type_name: str) -> str:
        """Return an entity type as readers see it: its abbreviation where it has one, else its label."""
        kind = self.ontology.types[type_name]
        return kind.abbreviation or kind.label


def shown_name(body: Body) -> str:
    """Return a body's name, with what it stands for where it is not one named body."""
    if is_several(body):
        number = str(body.record.count or "several")
        return f"{body.name} ({number}, not named)" if body.unnamed else f"{body.name} ({number} together)"
    if is_general(body):
        return f"{body.name} (any, in general)"
    return body.name

"""What a question is asked of, and how a body is named in its answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
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

    def on(self, day: date | None) -> Self:
        """Return the same as of a day."""
        return replace(self, view=replace(self.view, as_of=day))

    def kind(self, type_name: str) -> str:
        """Return an entity type as readers see it: its abbreviation where it has one, else its label."""
        kind = self.ontology.types[type_name]
        return kind.abbreviation or kind.label

    def bodies_of(self, types: Collection[str]) -> list[Body]:
        """Return the bodies that are or may be of these types on the day asked about; without a day, those that are."""
        day = self.view.as_of
        bodies = self.store.of_types(types, ever=day is not None)
        return [body for body in bodies if body.is_of(types, day) != "no"]

    def type_of(self, body: Body) -> str:
        """Return the type of a body on the day asked about where it is sure, else its latest."""
        return body.type_on(self.view.as_of)

    def kind_of(self, body: Body) -> str:
        """Return the type of a body as readers see it, on the day asked about: "NHS trust or FT" where that is open."""
        return self._on_the_day(body, self.kind)

    def label_of(self, body: Body) -> str:
        """Return the whole label of the type of a body on the day asked about, as ``kind_of`` does."""
        return self._on_the_day(body, lambda name: self.ontology.types[name].label)

    def _on_the_day(self, body: Body, worded: Callable[[str], str]) -> str:
        types = body.types_on(self.view.as_of)
        return " or ".join(map(worded, types)) if types else f"not stated ({worded(body.type)} on other days)"


def shown_name(body: Body) -> str:
    """Return a body's name, with what it stands for where it is not one named body.

    Where another of its name is in the same answer, its id stands after the name.
    """
    name = body.name_apart
    if is_several(body):
        number = str(body.record.count or "several")
        return f"{name} ({number}, not named)" if body.unnamed else f"{name} ({number} together)"
    if is_general(body):
        return f"{name} (any, in general)"
    return name

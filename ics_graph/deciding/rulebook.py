"""The documents of one body: its instruments, their versions, clauses and rows, and whom they name.

They are read from a store in as many calls as there are kinds of records, whatever the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Self

from ics_graph.answering.asked import Asked
from ics_graph.deciding.document_book import DocumentBook, by_id, grouped
from ics_graph.model import Event
from ics_graph.model.decisions import Clause, DecisionRight, Grant, Instrument
from ics_graph.names import fold


class Rulebook(DocumentBook):
    """What bears on the rights of ``body``: read once, whole."""

    _speak_of_bodies = ("rights", "grants", "clauses", "instruments", "versions")

    def __init__(self, asked: Asked, body: str) -> None:
        self.asked, self.body = asked, body
        self.rights: dict[str, DecisionRight] = by_id(asked.store.filed("rights", [body], "body"))
        self.grants: dict[str, Grant] = by_id(asked.store.filed("grants", self.rights, "right"))
        cited = self._read(by_id(asked.store.filed("instruments", [body], "body")))
        self.clauses: dict[str, Clause] = by_id(asked.store.filed("clauses", self.versions, "version"))
        self.clauses |= cited
        self._add_acts({body, *(grant.giver for grant in self.grants.values())})

    @classmethod
    def of_grants(cls, asked: Asked, grants: Sequence[Grant]) -> Self:
        """Return the book of some rows, of any bodies, with what they cite: enough to say of each where it stands."""
        book = cls.__new__(cls)
        book.asked, book.body, book.grants = asked, "", {grant.id: grant for grant in grants}
        book.rights = by_id(asked.store.filed("rights", {grant.right for grant in grants}))
        book.clauses = book._read({})
        return book

    def _read(self, own: dict[str, Instrument]) -> dict[str, Clause]:
        """Read the documents of its own and those of all rows beside them; return the clauses that the rows cite."""
        cited: dict[str, Clause] = by_id(
            self.asked.store.filed("clauses", {id_ for grant in self.grants.values() for id_ in grant.granted_by})
        )
        named = {grant.version for grant in self.grants.values()} | {clause.version for clause in cited.values()}
        self._read_documents(own, named)
        return cited

    def _add_acts(self, bodies: Iterable[str]) -> None:
        """Add the clauses by which an Act, which is nobody's document, gives functions to these bodies."""
        store = self.asked.store
        about = [clause for clause in store.filed("clauses", set(bodies), "body") if clause.id not in self.clauses]
        versions = by_id(store.filed("versions", {clause.version for clause in about}))
        acts = by_id(store.filed("instruments", {version.instrument for version in versions.values()}))
        acts = {id_: act for id_, act in acts.items() if act.body is None}
        self.instruments |= acts
        self.versions |= {id_: version for id_, version in versions.items() if version.instrument in acts}
        self.clauses |= {clause.id: clause for clause in about if clause.version in self.versions}

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Return the events with which rows end."""
        wanted = {grant.until_event for grant in self.grants.values() if grant.until_event}
        if not wanted:
            return {}
        ends = {self.body, *self.bodies}
        events = {event.id: event for event in self.asked.store.events(ends) if event.id in wanted}
        if len(events) < len(wanted):  # nobody who is named took part in it
            events = {event.id: event for event in self.asked.store.events() if event.id in wanted}
        return events

    @cached_property
    def clauses_of(self) -> Mapping[str, Sequence[Clause]]:
        """Return the clauses of each version."""
        return grouped(self.clauses.values(), lambda clause: clause.version)

    @cached_property
    def grants_of(self) -> Mapping[str, Sequence[Grant]]:
        """Return the rows of each function, by its folded name: drafts are left out, as they are never in force."""
        grants = (grant for grant in self.grants.values() if not self.versions[grant.version].draft)
        return grouped(grants, lambda grant: fold(self.rights[grant.right].function))

    def functions(self) -> dict[str, str]:
        """Return the functions that any row names, in the words of the schemes, by their folded names."""
        return {
            fold(right.function): right.function for right in sorted(self.rights.values(), key=lambda right: right.id)
        }

    def holders(self, grant: Grant) -> tuple[str, ...]:
        """Return who has a right by a row: its holder, and those who hold it jointly with the holder."""
        return (grant.holder, *(() if self._is_shared_body(grant) else grant.jointly_with))

    def givers(self, grant: Grant) -> tuple[str, ...]:
        """Return who keeps or gives what a row gives: its giver, and those who give it to a joint committee as well."""
        return (grant.giver, *(grant.jointly_with if self._is_shared_body(grant) else ()))

    def _is_shared_body(self, grant: Grant) -> bool:
        """Return whether the holder of a row is itself the body by which several exercise the right."""
        if not grant.jointly_with or grant.holder not in self.bodies:
            return False
        return self.asked.ontology.is_a(self.bodies[grant.holder].type, "JointCommittee")

    def place(self, record: Grant | Clause) -> str:
        """Return where a row or a clause stands: ``SoRD v2 row 8``, ``CON v2 4.2``."""
        instrument = self.instruments[self.versions[record.version].instrument]
        if instrument.body is None:
            number = "" if record.number == "not stated" else f" {record.number}"
            return f"{instrument.short_name or instrument.name}{number}"
        is_row = isinstance(record, Grant) and instrument.kind in _IN_ROWS
        return f"{self.title(record.version)} {'row ' if is_row else ''}{record.number}"

    def place_of(self, id_: str) -> str:
        """Return where the row or the clause of an id stands."""
        return self.place(self.grants[id_] if id_ in self.grants else self.clauses[id_])


_IN_ROWS = ("scheme-of-reservation-and-delegation", "standing-financial-instructions", "governance-handbook")


class Rulebooks(dict[str, Rulebook]):
    """The rulebooks of bodies, each read when it is first asked for."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def __missing__(self, body: str) -> Rulebook:
        book = self[body] = Rulebook(self.asked, body)
        return book

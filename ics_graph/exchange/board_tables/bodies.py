"""Whom a cell of a scheme names: a body that is known, or a new one of the kind that its column says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ics_graph.exchange.board_tables.given import GivenCell
from ics_graph.exchange.board_tables.naming import BY_ID
from ics_graph.exchange.entity_matching import fresh
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.spreadsheet.cells import Unfit, text_from
from ics_graph.exchange.spreadsheet.name_index import Hints, NameIndex
from ics_graph.exchange.text_files import slug
from ics_graph.model import Claim, Entity
from ics_graph.ontology import Ontology

_KINDS = {
    "reserved": "Board",
    "committee": "Committee",
    "individual": "Post",
    "deputy": "Post",
    "body": "Organisation",
}
_ICB = re.compile(r"\b(ICB|integrated care board)$", re.IGNORECASE)
_BOARD = re.compile(r"(?:.*(?<!care ))?\b(board|governing body)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(sub-?)?(committees?|groups?|panels?|forum)\b", re.IGNORECASE)


def names_in(cell: GivenCell) -> list[str]:
    """Return the names of a cell, which are parted by semicolons or lines."""
    if not isinstance(cell.value, str):
        return [cell.text] if cell.text else []
    return [name for part in re.split(r"[;\n]", cell.value) if (name := text_from(part))]


class SchemeBodies:
    """The bodies that may be named, and those that were made for names that nobody has yet."""

    def __init__(self, known: Mapping[str, Entity], ontology: Ontology, report: Report, file: str) -> None:
        self.known, self.ontology, self.report, self.file = known, ontology, report, file
        self.made: dict[str, Entity] = {}
        self._hints = Hints()
        self._index = NameIndex("body", self._hints)
        for entity in known.values():
            label = ontology.types[entity.type].label if entity.type in ontology.types else None
            self._index.add(entity.id, entity.name, entity.also_called, label)

    def body(self, text: str, place: str, row: int | None, kind: str, claim: Claim) -> str:
        """Return the id of the body that a name or id means; where there is none, make one and tell it.

        Raises Unfit where the name may be several bodies.
        """
        by_id = BY_ID.fullmatch(text)
        if by_id and by_id[2] in self._index:
            return str(by_id[2])
        if text in self._index:
            return text
        name = (by_id[1] or by_id[2]) if by_id else text
        if not by_id:
            match = self._index.find(name)
            if match.id is not None:
                return match.id
            if "may be any of" in match.problem:
                raise Unfit(match.problem)
        return self._make(name, by_id[2] if by_id else None, place, row, kind, claim)

    def has(self, name: str) -> str | None:
        """Return the id of the one body of a name, or None."""
        return self._index.find(name).id

    def _make(self, name: str, id_: str | None, place: str, row: int | None, kind: str, claim: Claim) -> str:
        if not slug(name) and id_ is None:
            raise Unfit(f"no id can be made of the name '{name}'. Write its id beside it, as in: Name [id]")
        type_ = self._type(name, kind)
        made = id_ or fresh(slug(name), {*self.known, *self.made})
        self.made[made] = Entity(made, type_, name, claims=(claim,))
        label = self.ontology.types[type_].label
        self._index.add(made, name, (), label)
        reason = f"a name that is not known yet; a new body was made for it ({label})"
        self.report.doubt(self.file, row, f"{place} {name}", reason)
        return made

    def _type(self, name: str, kind: str) -> str:
        if kind == "delegated":
            return "Committee" if _GROUP.search(name) else "Board" if _BOARD.search(name) else "Post"
        if kind == "reserved" and _GROUP.search(name) and not _BOARD.search(name):
            return "Committee"
        if kind in ("body", "giver"):
            if _ICB.search(name) and not _BOARD.match(name):
                return "IntegratedCareBoard"
            if kind == "giver":
                return "Board" if _BOARD.search(name) else "Committee" if _GROUP.search(name) else "Organisation"
        return _KINDS.get(kind, "Organisation")

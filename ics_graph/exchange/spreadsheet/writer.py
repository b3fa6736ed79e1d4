"""From records to the rows of the sheets."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from ics_graph.certainty import certainty
from ics_graph.errors import FormatError
from ics_graph.exchange.spreadsheet.cells import date_to, names_to, number_to, text_to
from ics_graph.exchange.spreadsheet.columns import Column, Sheet
from ics_graph.exchange.spreadsheet.layout import EXAMPLE, OF_SECTION, PARTS_OF_DECISIONS, SHEETS
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.model import Dataset, all_claims
from ics_graph.model.records import RECORDS
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.serialization import to_plain

Cell = str | int | float | date | None
Flat = dict[str, Any]


class RecordWriter:
    """The rows of a dataset, by the name of their sheet, ordered by the ids of their records."""

    def __init__(self, dataset: Dataset, ontology: Ontology) -> None:
        self.data = dataset
        self.words = Vocabulary(ontology)
        titles = Counter(fold(source.title) for source in dataset.sources.values())
        # A title says which source is meant where it is the only one, and could not be an id.
        self.titles = {
            source.id: source.title
            for source in dataset.sources.values()
            if titles[fold(source.title)] == 1 and fold(source.title) and source.title not in dataset.sources
        }
        self.rows: dict[str, list[list[Cell]]] = {sheet.name: [] for sheet in SHEETS}
        for sheet in SHEETS:
            if sheet.section in RECORDS:
                for _, record in sorted(dataset.section(sheet.section).items()):
                    self.record(sheet, record)
        self.rows["More sources"].sort(key=_place)
        self.rows["Phases"].sort(key=_place)

    def record(self, sheet: Sheet, record: Any) -> None:
        """Add the row of a record, and those of what it has several of."""
        flat = to_plain(record)
        claims, spells = flat.pop("claims", []), flat.pop("phases", [])
        for section, column in (("names", "name"), ("kinds", "kind")):
            for number, part in enumerate(flat.pop(section, []), 1):
                said = part.pop("claims", [])
                self.add(OF_SECTION[section], {"entity": record.id, **part, **_first(said)})
                self.further(sheet, record.id, said, column, number)
        if sheet.section in ("entities", "relations", "facts", "events"):
            flat["certainty"] = certainty(all_claims(record))
        for code in flat.pop("identifiers", []):
            self.add(OF_SECTION["identifiers"], {"entity": record.id, **code})
        for part in flat.pop("participants", []):
            self.add(OF_SECTION["participants"], {"event": record.id, **part})
        for section in PARTS_OF_DECISIONS:
            for part in flat.pop(section, []):
                self.add(OF_SECTION[section], {"record": record.id, **part})
        if len(spells) == 1 and spells[0].keys() == {"phase"}:
            flat["phase"] = spells[0]["phase"]
        else:
            for number, spell in enumerate(spells, 1):
                said = spell.pop("claims", [])
                at = {"sheet": sheet.name, "record": record.id}
                self.add(OF_SECTION["phases"], {**at, **spell, **_first(said)})
                self.further(sheet, record.id, said, "spell", number)
        self.add(sheet, {**flat, **_first(claims)})
        self.further(sheet, record.id, claims)

    def further(
        self, sheet: Sheet, id_: str, claims: list[Flat], part: str = "spell", number: int | None = None
    ) -> None:
        """Add the claims after the first to the sheet for them: of the record, or of a numbered part of it."""
        for claim in claims[1:]:
            self.add(OF_SECTION["claims"], {"sheet": sheet.name, "record": id_, part: number, **_first([claim])})

    def add(self, sheet: Sheet, flat: Flat) -> None:
        """Add one row; raise FormatError, naming sheet and record, where a text is too long for a cell."""
        try:
            row = [self.cell(column, flat) for column in sheet.columns]
        except ValueError as error:
            id_ = flat.get("id") or flat.get("record") or flat.get("entity")
            raise FormatError(f"{sheet.name}, {id_}: {error}; a spreadsheet cannot say it") from error
        if row[0] == EXAMPLE:
            row[0] = f"_x{ord(EXAMPLE[0]):04X}_{EXAMPLE[1:]}"
        self.rows[sheet.name].append(row)

    def cell(self, column: Column, flat: Flat) -> Cell:
        """Return the cell of a column."""
        value = flat.get(column.field)
        if value is None or value == "":
            return None
        match column.kind:
            case "names" | "bodies":
                return names_to([name for name in value if name]) or None
            case "date":
                return date_to(value)
            case "seen":
                return value if value == "never" else date_to(value)
            case "number" | "count":
                return number_to(value)
            case "yes":
                return "yes" if value else "no"
            case "word":
                return text_to(self.words.label(column.words, value))
            case "body":
                return text_to(self.data.entities[value].name or str(value))
            case "source":
                return text_to(self.titles.get(value) or str(value))
            case _:
                return text_to(str(value))


def rows_of(dataset: Dataset, ontology: Ontology) -> dict[str, list[list[Cell]]]:
    """Return the rows of each sheet; raise FormatError where a text is too long for a cell."""
    return RecordWriter(dataset, ontology).rows


def _first(claims: list[Flat]) -> Flat:
    return {f"claim.{name}": value for name, value in claims[0].items()} if claims else {}


def _place(row: list[Cell]) -> tuple[str, str]:
    """Return what the rows of phases and sources are ordered by; those of one record keep their order."""
    return str(row[0]), str(row[1])

"""From the rows of a filled-in workbook to records, or to every problem at once, by sheet and cell.

The file is long because it is one pass: names first, then records, then what hangs on them, with each cell's faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from ics_graph.dataset.by_code import CodeHolders, NoHolder, is_code
from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ImportInput as Asked
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.spreadsheet.book import Book
from ics_graph.exchange.spreadsheet.cells import Unfit, date_from, names_from, number_from, text_from
from ics_graph.exchange.spreadsheet.columns import Column
from ics_graph.exchange.spreadsheet.layout import BY_NAME, OF_SECTION, PARTS_OF_DECISIONS
from ics_graph.exchange.spreadsheet.name_index import Hints, NameIndex, NameMatch
from ics_graph.exchange.spreadsheet.openings import openings_in
from ics_graph.exchange.spreadsheet.sheets import SheetRow, Sheets, SourceRows
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.exchange.text_files import slug
from ics_graph.model import About, Dataset, Entity
from ics_graph.model.records import RECORDS, key_of
from ics_graph.names import fold
from ics_graph.serialization import from_plain
from ics_graph.spoilt_codes import A_DAY, guess_of, spoilt, spoilt_ods
from ics_graph.validation import Problem, closest, validate

_NAMED = {"sources": "title", "entities": "name", "events": "name"}
Flat = dict[str, Any]


@dataclass(slots=True)
class _Making:
    """A record in the making: where it stands, and what is said of it."""

    row: SheetRow
    flat: Flat
    claims: list[Flat] = field(default_factory=list)
    spells: list[Flat] = field(default_factory=list)
    names: list[Flat] = field(default_factory=list)
    kinds: list[Flat] = field(default_factory=list)


class RecordReader:
    """Reads one workbook; ``dataset`` returns what it says, or raises ImportFailed with all that is wrong."""

    def __init__(self, asked: Asked, book: Book) -> None:
        self.asked, self.words = asked, Vocabulary(asked.ontology)
        self.pages = Sheets(book, asked.report)
        self.made: dict[str, dict[str, _Making]] = {name: {} for name in RECORDS}
        self.hints = Hints()
        self.bodies, self.sources, self.events = (NameIndex(what, self.hints) for what in ("body", "source", "event"))
        self.lost: set[str] = set()
        # The ids that were made of names: where one is known elsewhere, nothing says that the same is meant.
        self.of_names: set[tuple[str, str]] = set()
        self.holders = CodeHolders(())
        self.of_codes: list[Problem] = []

    def dataset(self) -> Dataset:
        """Return the records of the workbook."""
        named = {section: list(self.pages.rows(OF_SECTION[section].name)) for section in _NAMED}
        self.know(named)
        for section in RECORDS:
            if section in _NAMED:
                for row in named[section]:
                    self.record(section, row)
                if section == "entities":
                    self.codes()
            else:
                for row in self.pages.rows(OF_SECTION[section].name):
                    self.record(section, row)
        self.parts()
        found: dict[str, dict[str, Any]] = {
            section: {id_: self.finished(section, making) for id_, making in made.items()}
            for section, made in self.made.items()
        }
        about = self.pages.about()
        title = about.get("title") or self.pages.file.stem
        openings = openings_in(about.get("opens_on", ""))
        told = About(self.pages.file.stem, title, about.get("licence"), about.get("description"), opens_on=openings)
        dataset = Dataset((told,), **found)
        self.check(dataset)
        if self.pages.problems:
            raise ImportFailed(self.pages.problems)
        return dataset

    def know(self, named: dict[str, list[SheetRow]]) -> None:
        """Give what has a name its id, so that every row may be named from anywhere."""
        for section, names in (("sources", self.sources), ("entities", self.bodies), ("events", self.events)):
            for row in named[section]:
                name = self.text(row, _NAMED[section])
                id_ = self.text(row, "id") or slug(name or "")
                if not id_:
                    if name is None:
                        continue  # told as an empty cell, with the rest of its row
                    self.fault(row, _NAMED[section], "no ID can be made of this name", "Write one beside it.", "id")
                    continue
                if "id" not in row.cells:
                    self.of_names.add((section, id_))
                row.cells["id"] = row.cells.get("id") or SourceRows(id_, "@", f"A{row.number}")
                others = names_from(*_value(row, "other_names")) if "other_names" in row.cells else []
                kind = self.word(row, "type") if section == "entities" else None
                names.add(id_, name or id_, others, kind and self.words.label("types", kind))
        for entity in self.asked.known.entities.values():
            label = self.words.label("types", entity.type)
            self.bodies.add(entity.id, entity.name, entity.also_called, label, known=True)
        for source in self.asked.known.sources.values():
            self.sources.add(source.id, source.title, (), None, known=True)

    def record(self, section: str, row: SheetRow) -> None:
        """Add the record of a row; what is wrong with its cells is a problem each."""
        flat, well = self.flat(row)
        if not well:
            self.lost.add(str(flat.get("id")))
            return
        claims = [claim] if (claim := _claim_in(flat)) else []
        phase = flat.pop("phase", None)
        if "id" not in flat and section in _NAMED:
            return
        if "id" not in flat:
            flat["id"] = key_of(from_plain(RECORDS[section], {**flat, "id": ""}))  # type: ignore[arg-type]
        id_ = flat["id"]
        if (section, id_) in self.of_names and id_ in self.asked.known.section(section):
            self.taken(row, id_)
            return
        first = self.made[section].get(id_)
        if first is not None:
            place = f"{first.row.sheet.name}!{first.row.number}"
            hint = "Give each an ID of its own." if "id" in row.cells else "Give each an ID, or remove one of them."
            self.fault(row, "id", f"the ID '{id_}' is taken by {place}", hint)
            return
        self.made[section][id_] = _Making(row, flat, claims, [{"phase": phase}] if phase else [])

    def taken(self, row: SheetRow, id_: str) -> None:
        """Tell that an ID is that of another record of a dataset to match."""
        hint = "Leave the row out where the same is meant, or give it another ID."
        self.fault(row, "id", f"the ID '{id_}' is taken in a dataset to match", hint)

    def codes(self) -> None:
        """Add the codes to their bodies, before anything that may name a body by one; faults are told in their turn."""
        before = len(self.pages.problems)
        for row in self.pages.rows("Codes"):
            flat, well = self.flat(row)
            well = well and self.code_is_sound(row, flat)
            if well and (making := self.of(row, "entities", flat.pop("entity"), "entity")):
                making.flat.setdefault("identifiers", []).append(flat)
        made = (from_plain(Entity, making.flat) for making in self.made["entities"].values())
        self.of_codes = self.pages.problems[before:]
        self.pages.problems.drop_after(before)
        self.holders = CodeHolders([*made, *self.asked.known.entities.values()])

    def parts(self) -> None:
        """Add what stands on sheets of its own to the records that it belongs to."""
        self.pages.problems += self.of_codes
        for row in self.pages.rows("Taking part"):
            flat, well = self.flat(row)
            if well and (making := self.of(row, "events", flat.pop("event"), "event")):
                making.flat.setdefault("participants", []).append(flat)
        for section, of in PARTS_OF_DECISIONS.items():
            for row in self.pages.rows(OF_SECTION[section].name):
                flat, well = self.flat(row)
                if well and (making := self.of(row, of, flat.pop("record"), "record")):
                    making.flat.setdefault(section, []).append(flat)
        for sheet in ("Names", "Kinds"):
            for row in self.pages.rows(sheet):
                flat, well = self.flat(row)
                if well and (making := self.of(row, "entities", flat.pop("entity"), "entity")):
                    claims = [claim] if (claim := _claim_in(flat)) else []
                    (making.names if sheet == "Names" else making.kinds).append({**flat, "claims": claims})
        for row in self.pages.rows("Phases"):
            flat, well = self.flat(row)
            if well and (making := self.spoken_of(row, flat)):
                claims = [claim] if (claim := _claim_in(flat)) else []
                making.spells.append({**flat, "claims": claims})
        for row in self.pages.rows("More sources"):
            flat, well = self.flat(row)
            if well and (making := self.spoken_of(row, flat)):
                self.another(row, making, flat)

    def code_is_sound(self, row: SheetRow, flat: Flat) -> bool:
        """Return whether the spreadsheet left a code as it is; where it made a number or a day of it, that is told.

        What is spoilt is known of codes of ODS and ONS; a text in another scheme may be just so.
        """
        given = row.cells["value"].value if "value" in row.cells else None
        value, scheme = str(flat.get("value", "")), fold(str(flat.get("scheme", "")))
        how = spoilt_ods(value) if scheme == "ods" else spoilt(value) if scheme in ("ons", "gss") else None
        if isinstance(given, datetime | date):
            how = A_DAY
        if how is None:
            return True
        guess = guess_of(value, how)
        hint = f"Write the code as text{f', such as {guess}' if guess else ''}: format the cell as text first."
        self.fault(row, "value", f"'{value}' is no code: {how}", hint)
        return False

    def another(self, row: SheetRow, making: _Making, flat: Flat) -> None:
        """Add a further source to a record, or to the one of its phases, names or kinds that the row says."""
        parts = {"spell": ("phase", making.spells), "name": ("name", making.names), "kind": ("kind", making.kinds)}
        given = [column for column in parts if flat.get(column) is not None]
        claim = _claim_in(flat)
        if not claim:
            self.fault(row, "claim.source", "no source is named", "Name it, or remove the row.")
        elif not given:
            making.claims.append(claim)
        elif len(given) > 1:
            self.fault(row, given[1], "a source of one row is of one part", "Write a row for each of them.")
        else:
            (word, spells), number = parts[given[0]], flat[given[0]]
            if 1 <= number <= len(spells):
                spells[number - 1].setdefault("claims", []).append(claim)
            else:
                has = f"The record has {len(spells)} {word}{'' if len(spells) == 1 else 's'}."
                self.fault(row, given[0], f"there is no {word} {number}", has)

    def spoken_of(self, row: SheetRow, flat: Flat) -> _Making | None:
        """Return the record that a row of phases or sources is about."""
        section = BY_NAME[flat.pop("sheet")].section
        return self.of(row, section, flat.pop("record"), "record")

    def of(self, row: SheetRow, section: str, id_: str, column: str) -> _Making | None:
        """Return a record of this workbook; a body or event may be given by name."""
        names = {"entities": self.bodies, "events": self.events, "sources": self.sources}.get(section)
        if id_ not in self.made[section] and names is not None:
            found = names.find(id_)
            id_ = found.id or id_
        if id_ in self.made[section]:
            return self.made[section][id_]
        if id_ not in self.lost:
            sheet = OF_SECTION[section].name
            hint = self.hints(id_, self.made[section]) or f"Write the ID that stands on the sheet {sheet}."
            self.fault(row, column, f"there is no record '{id_}' on the sheet {sheet}", hint)
        return None

    def finished(self, section: str, making: _Making) -> Any:
        """Return the record."""
        flat = dict(making.flat)
        if section != "sources":
            flat["claims"] = making.claims
        if making.spells:
            flat["phases"] = making.spells
        if making.names:
            flat["names"] = making.names
        if making.kinds:
            flat["kinds"] = making.kinds
        return from_plain(RECORDS[section], flat)

    def check(self, dataset: Dataset) -> None:
        """Add what the ontology and time say of the records, each at its row."""
        known = self.asked.known
        for section, made in self.made.items():
            others = known.section(section)
            for id_ in made.keys() & others.keys():
                record, other = dataset.section(section)[id_], others[id_]
                # A body may be described in both; any other record is the known one, or has taken its ID.
                if record != other and not (section == "entities" and record.type == other.type):
                    self.taken(made[id_].row, id_)
        # What a row refers to may be a record of any kind in a dataset to match.
        both: dict[str, Any] = {section: {**known.section(section), **dataset.section(section)} for section in RECORDS}
        whole = replace(dataset, **both)
        cells_wrong = bool(self.pages.problems)
        for problem in validate(whole, self.asked.ontology):
            making = self.made.get(problem.section or "", {}).get(problem.record or "")
            # What hangs on a row that could not be read is not a second fault.
            if problem.severity != "error" or making is None or (cells_wrong and problem.code.startswith("dangling")):
                continue
            place = self.pages.at(making.row.sheet.name, str(making.row.number))
            self.pages.problems.append(replace(problem, file=place, line=None))

    # --- cells ---------------------------------------------------------------------------------------------------

    def fault(self, row: SheetRow, field_: str, message: str, remedy: str, place: str | None = None) -> None:
        cell = row.cells.get(place or field_)
        letters = [chr(ord("A") + n) if n < 26 else f"A{chr(ord('A') + n - 26)}" for n in range(52)]
        index = next((n for n, column in enumerate(row.sheet.columns) if column.field == field_), 0)
        self.pages.fault(row.sheet.name, cell.place if cell else f"{letters[index]}{row.number}", message, remedy)

    def flat(self, row: SheetRow) -> tuple[Flat, bool]:
        """Return what a row says, by field, and whether all of it could be read."""
        before = self.pages.problems.number("error")
        flat: Flat = {}
        for column in row.sheet.columns:
            if column.kind in ("told", "body-id"):
                continue
            value = self.value(row, column)
            if value is not None and value != []:
                flat[column.field] = value
            elif column.needed and not {column.field, f"{column.field} (ID)"} & (row.cells.keys() | row.faulty):
                self.fault(row, column.field, f"'{column.heading}' is empty", column.hint or "Fill it in.")
        told = {name for name in row.cells if name.startswith("claim.")}
        if told and "claim.source" not in told | row.faulty:
            self.fault(row, "claim.source", "no source is named", "Name it, or empty the cells that tell of it.")
        # What is wrong with a faulty cell was told when the sheet was read.
        return flat, self.pages.problems.number("error") == before and not row.faulty

    def value(self, row: SheetRow, column: Column) -> Any:
        given = row.cells.get(column.field)
        if column.kind == "body":
            return self.body(row, column)
        if given is None:
            return None
        try:
            return self._read(row, column, given)
        except Unfit as error:
            message, _, remedy = str(error).partition(". ")
            self.pages.fault(row.sheet.name, given.place, message, _ended(remedy))
            return None

    def _read(self, row: SheetRow, column: Column, given: SourceRows) -> Any:
        text = text_from(given.value, given.format)
        match column.kind:
            case "names":
                return names_from(given.value, given.format)
            case "bodies":
                return [self._named(self.bodies, name) for name in names_from(given.value, given.format)]
            case "date" | "seen":
                if column.kind == "seen" and (text or "").lower() == "never":
                    return "never"
                when, shortened = date_from(given.value, given.format)
                if shortened:
                    self.doubt(row, given, "a day of which only month or year is shown, read as month or year")
                return str(when)
            case "number":
                return number_from(given.value)
            case "count":
                number = number_from(given.value)
                if not isinstance(number, int):
                    raise Unfit(f"'{given.value}' is not a whole number. Write digits, such as 8")
                return number
            case "yes":
                word = self.words.name(
                    "yes or no", {"true": "yes", "false": "no"}.get((text or "").lower(), text or "")
                )
                if word is None:
                    raise Unfit(f"'{text}' is neither yes nor no. Write one of them, or leave the cell empty")
                return word == "yes"
            case "word":
                return self._word(column, text or "")
            case "source":
                return self._named(self.sources, text or "")
            case _:
                if not isinstance(given.value, str | int | float):
                    self.doubt(row, given, "a date where text is expected, read as text")
                return text

    def _word(self, column: Column, text: str) -> str:
        name = self.words.name(column.words, text)
        if name is None:
            labels = self.words.labels[column.words].values()
            hint = (
                self._meant(column, text) or closest(text, labels) or f"It is one of: {', '.join(list(labels)[:20])}."
            )
            raise Unfit(f"'{text}' is not in the list of '{column.heading}'. {hint}")
        return name

    def _meant(self, column: Column, text: str) -> str:
        """Return what is meant where the word that looks most alike would be a false friend."""
        if column.words == "attending" and text.casefold().startswith("attend"):
            who = "of a member who was there"
            return f"Write 'present' {who}; whoever was 'in attendance' never counts for the quorum"
        return ""

    @staticmethod
    def _named(names: NameIndex, text: str) -> str:
        found = names.find(text)
        if found.id is None:
            raise Unfit(found.problem)
        return found.id

    def body(self, row: SheetRow, column: Column) -> str | None:
        """Return the id of the body that a name and the ID beside it mean; they must mean the same."""
        by_name, by_id = row.cells.get(column.field), row.cells.get(f"{column.field} (ID)")
        if by_id is not None:
            id_ = text_from(by_id.value, by_id.format) or ""
            if id_ not in self.bodies:
                hint = self.hints(id_, self.bodies.ids) or "Add it on the sheet Bodies."
                self.pages.fault(row.sheet.name, by_id.place, f"there is no body with the ID '{id_}'", hint)
                return None
            name = text_from(by_name.value, by_name.format) if by_name is not None else None
            if name is not None and by_name is not None and not self.bodies.may_mean(name, id_):
                hint = "Correct one of them, or empty the ID."
                message = f"'{name}' is not the name of '{id_}' in {by_id.place}"
                self.pages.fault(row.sheet.name, by_name.place, message, hint)
                return None
            return id_
        if by_name is None:
            return None
        text = text_from(by_name.value, by_name.format) or ""
        found = self.bodies.find(text)
        if found.id is None and is_code(text):
            found = self.by_code(row, by_name, text)
        if found.id is None:
            message, _, remedy = found.problem.partition(". ")
            self.pages.fault(row.sheet.name, by_name.place, message, _ended(remedy))
        return found.id

    def by_code(self, row: SheetRow, given: SourceRows, text: str) -> NameMatch:
        """Return the body that had a code on the first day of a row, or what is wrong."""
        since, until = self.day_in(row, "from"), self.day_in(row, "until")
        try:
            id_, doubt = self.holders.holder(text, since, until)
        except NoHolder as error:
            return NameMatch(None, f"{error}. {error.remedy}")
        if doubt:
            self.doubt(row, given, "the code was another body's before the row ends; that of the first day was taken")
        return NameMatch(id_)

    def day_in(self, row: SheetRow, field_: str) -> PartialDate | None:
        """Return a day of a row; None where it has none, or one that is told as wrong with its own cell."""
        if field_ not in row.cells:
            return None
        try:
            return date_from(*_value(row, field_))[0]
        except Unfit:
            return None

    def text(self, row: SheetRow, field_: str) -> str | None:
        return text_from(*_value(row, field_)) if field_ in row.cells else None

    def word(self, row: SheetRow, field_: str) -> str | None:
        text = self.text(row, field_)
        return self.words.name(row.sheet.of(field_).words, text) if text else None

    def doubt(self, row: SheetRow, given: SourceRows, reason: str) -> None:
        report, file = self.asked.report, self.pages.file.name
        report.doubt(file, row.number, f"{row.sheet.name}!{given.place}", reason)


def _ended(remedy: str) -> str:
    return remedy if remedy.endswith(("?", ".")) else f"{remedy}."


def _value(row: SheetRow, field_: str) -> tuple[Any, str]:
    given = row.cells[field_]
    return given.value, given.format


def _claim_in(flat: Flat) -> Flat:
    """Take the cells of a claim out of a row and return them as a claim; empty where there is none."""
    names = [name for name in flat if name.startswith("claim.")]
    return {name.removeprefix("claim."): flat.pop(name) for name in names}

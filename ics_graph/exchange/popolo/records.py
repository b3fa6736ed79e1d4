"""Popolo files as plain records by class: lists and single objects, with what was embedded taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.json_text import parsed
from ics_graph.exchange.text_files import shown
from ics_graph.validation import Problem, Problems

Plain = dict[str, Any]
CLASSES = ("persons", "organizations", "posts", "areas", "memberships", "events")
ONE = dict(zip(CLASSES, ("person", "organization", "post", "area", "membership", "event"), strict=True))
_OF = {"person": "persons", "organization": "organizations", "post": "posts", "area": "areas"}
# What only Popolo's other classes have: motions, vote events, votes, counts and speeches.
_OTHER = {"text", "option", "voter_id", "result", "motion_id", "counts", "votes", "group_results", "audio", "video"}
_NOT_TAKEN = "none of the classes of Popolo that are taken over"
_MARKS = {
    "memberships": {"person_id", "person", "member", "post_id", "post", "on_behalf_of", "on_behalf_of_id"},
    "posts": {"other_label", "label"},
    "events": {"attendees", "location", "status", "start_date", "end_date"},
    "organizations": {"founding_date", "dissolution_date", "posts", "parent_id", "children", "classification"},
    "persons": {"family_name", "given_name", "birth_date", "death_date", "gender", "biography", "email", "sort_name"},
}


@dataclass(slots=True)
class PopoloRecord:
    """A record of a file, with the number of its place among those of its class."""

    class_: str
    id: str
    values: Plain
    file: str
    number: int


@dataclass(slots=True)
class PopoloRecords:
    """The records of all files, each class by Popolo's ids; ``same`` said twice are one."""

    report: Report
    names: dict[Path, str]
    by_class: dict[str, dict[str, PopoloRecord]] = field(default_factory=lambda: {name: {} for name in CLASSES})
    problems: Problems = field(default_factory=Problems)

    def read(self, file: Path) -> None:
        """Add what a file holds; what is no Popolo is a problem or told as passed over."""
        try:
            tree = parsed(file.read_text("utf-8-sig"))
        except ValueError as error:
            hint = "Popolo is JSON in UTF-8."
            line = getattr(error, "lineno", None)
            problem = Problem("error", "json", f"the file is no JSON ({error})", hint, file=str(file), line=line)
            self.problems.append(problem)
            return
        for class_, record in self.of(tree, file):
            if isinstance(record, dict):
                self.add(class_, record, self.names[file], {})
                self.report.read[self.names[file]] += 1
            else:
                self.problems.append(_shape(file, f"an item of '{class_}' is no object"))

    def of(self, tree: Any, file: Path) -> Iterator[tuple[str, Any]]:
        """Yield the records of a tree with their classes."""
        if isinstance(tree, list):
            for item in tree:
                yield from self.of(item, file)
        elif not isinstance(tree, dict):
            self.problems.append(_shape(file, "the file holds no object"))
        elif any(isinstance(tree.get(name), list) for name in CLASSES) and not {"id", "name", "label"} & tree.keys():
            for name, items in tree.items():
                if name in CLASSES and isinstance(items, list):
                    yield from ((name, item) for item in items)
                else:
                    for _ in items if isinstance(items, list) else [items]:
                        self.report.skip(self.names[file], None, name, _NOT_TAKEN)
        elif {"type", "value"} <= tree.keys():
            self.report.skip(self.names[file], None, "contact_detail", "contact details, which are never taken")
        elif tree and all(isinstance(items, list) for items in tree.values()):
            for name, items in tree.items():
                for _ in items:
                    self.report.skip(self.names[file], None, name, _NOT_TAKEN)
        elif (class_ := _class_of(tree)) is not None:
            yield class_, tree
        else:
            shown = str(tree.get("id") or tree.get("name") or tree.get("label") or "")
            self.report.skip(self.names[file], None, shown, "nothing in it says which of Popolo's classes it is of")

    def add(self, class_: str, record: Plain, file: str, within: Plain) -> str | None:
        """Add a record and what is embedded in it; return its id, one made of its contents where it has none."""
        values = {**within, **{name: value for name, value in record.items() if value not in (None, "", [], {})}}
        if class_ in ("memberships", "posts", "organizations", "events", "areas"):
            self.take_out(values, file)
        given = values.get("id")
        id_ = str(given) if given is not None else _made_id(class_, values)
        self.take_lists(class_, id_, values, file)
        by_id = self.by_class[class_]
        if id_ in by_id and given is None and class_ != "memberships":
            reason = "it has no id, and is taken for the one of the same name above; give each an id if they differ"
            self.report.doubt(file, None, f"{ONE[class_]} {id_}", reason)
        if id_ in by_id:
            self.unite(by_id[id_], values, file)
        else:
            by_id[id_] = PopoloRecord(class_, id_, values, file, len(by_id) + 1)
        return id_

    def take_out(self, values: Plain, file: str) -> None:
        """Replace an embedded object by its id; an organization may be a part of an embedded one, and so on."""
        for name, class_ in (*_OF.items(), ("on_behalf_of", "organizations"), ("parent", None), ("member", None)):
            inner = values.get(name)
            if not isinstance(inner, dict):
                continue
            del values[name]
            if name == "member":
                class_ = _class_of(inner) or "organizations"
            elif name == "parent":
                class_ = _class_of(values) or "organizations"
            id_ = self.add(str(class_), inner, file, {})
            values.setdefault("member_id" if name == "member" else f"{name}_id", id_)

    def take_lists(self, class_: str, id_: str, values: Plain, file: str) -> None:
        """Take memberships, posts and children out of the record in which they are embedded."""
        singular = ONE[class_]
        for name, inner_class in (("memberships", "memberships"), ("posts", "posts"), ("children", class_)):
            items = values.pop(name, None)
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict):
                    key = "parent_id" if name == "children" else f"{singular}_id"
                    self.add(inner_class, item, file, {key: id_})

    def unite(self, first: PopoloRecord, values: Plain, file: str) -> None:
        """Add what another place says of the same record; the first place counts where they differ."""
        for name, value in values.items():
            if name not in first.values:
                first.values[name] = value
            elif first.values[name] != value:
                where = f"{ONE[first.class_]} {first.id}"
                self.report.doubt(file, None, where, f"its '{name}' is given twice and differently; the first counts")


def _class_of(record: Plain) -> str | None:
    """Return the class of an object that stands alone, from the fields that only that class has."""
    given = {name for name, value in record.items() if value not in (None, "", [], {})}
    if _OTHER & given:
        return None
    for class_, marks in _MARKS.items():
        if marks & given:
            if class_ == "organizations" and {"identifier", "geometry"} & given:
                return "areas"
            return class_
    if "identifier" in given or "geometry" in given:
        return "areas"
    memberships = record.get("memberships")
    inner = [of for of in memberships if isinstance(of, dict)] if isinstance(memberships, list) else []
    if inner:
        return "persons" if any({"organization_id", "organization"} & of.keys() for of in inner) else "organizations"
    return None


def _made_id(class_: str, values: Plain) -> str:
    if class_ != "memberships":
        return str(values.get("name") or values.get("label") or values.get("identifier") or "")
    parts = (
        values.get(name) for name in ("person_id", "member_id", "post_id", "organization_id", "role", "start_date")
    )
    return ":".join(str(part) for part in parts if part is not None)


def _shape(file: Path, message: str) -> Problem:
    return Problem("error", "shape", message, "See https://www.popoloproject.com/specs/.", file=str(file))


def read_records(files: list[Path], report: Report) -> PopoloRecords:
    """Return the records of the files; raise ImportFailed with everything that keeps them from being read."""
    records = PopoloRecords(report, shown(files))
    for file in files:
        records.read(file)
    if records.problems:
        raise ImportFailed(records.problems)
    return records

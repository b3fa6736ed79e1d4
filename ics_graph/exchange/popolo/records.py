"""Popolo files as plain records by class: lists and single objects, with what was embedded taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.json_text import values_of
from ics_graph.exchange.text_files import broken_lines, decoded, in_order
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
    without_id: set[str] = field(default_factory=set)
    """The persons that the files give no id: a name is no identity, so that each is a person of its own."""
    person_of_code: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, file: Path) -> None:
        """Add what a file holds; what is no Popolo is a problem or told as passed over."""
        try:
            values = list(
                values_of(decoded(file, self.names[file], self.report), broken_lines(self.names[file], self.report))
            )
        except ImportFailed as error:
            self.problems += error.problems
            return
        except JSONDecodeError as error:
            hint = "Popolo is JSON in UTF-8."
            message = f"the file is no JSON ({error.msg})"
            self.problems.append(Problem("error", "json", message, hint, file=str(file), line=error.lineno))
            return
        if not any(isinstance(tree, dict | list) for _, tree in values):
            self.problems.append(_shape(file, "the file holds no object"))
            return
        for _, tree in values:
            for class_, record in self.of(tree, file):
                if isinstance(record, dict):
                    self.add(class_, record, self.names[file], {})
                    self.report.read[self.names[file]] += 1
                else:
                    self.report.skip(self.names[file], None, str(record)[:40], f"an item of '{class_}' is no object")

    def of(self, tree: Any, file: Path) -> Iterator[tuple[str, Any]]:
        """Yield the records of a tree with their classes."""
        if isinstance(tree, list):
            for item in tree:
                yield from self.of(item, file)
        elif not isinstance(tree, dict):
            self.report.skip(self.names[file], None, str(tree)[:40], "it is no object")
        elif any(isinstance(tree.get(name), list) for name in CLASSES) and not {"id", "name", "label"} & tree.keys():
            for name, items in tree.items():
                if name in CLASSES and isinstance(items, list):
                    yield from ((name, item) for item in items)
                else:
                    for _ in items if isinstance(items, list) else [items]:
                        self.report.skip(self.names[file], None, name, _NOT_TAKEN)
        elif isinstance(answer := tree.get("results", tree.get("result")), dict | list) and "id" not in tree:
            # An answer of PopIt: a page of records, or one.
            yield from self.of(answer, file)
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
        # What is embedded in a membership counts, and not what that stands in.
        within = {key: id_ for key, id_ in within.items() if not isinstance(record.get(key.removesuffix("_id")), dict)}
        values = {**within, **{name: value for name, value in record.items() if value not in (None, "", [], {})}}
        if class_ in ("memberships", "posts", "organizations", "events", "areas"):
            self.take_out(values, file)
        given = values.get("id")
        id_ = str(given) if given is not None else _made_id(class_, values)
        by_id = self.by_class[class_]
        if class_ == "persons" and given is None:
            id_ = self.of_person(id_, values)
        if class_ == "memberships" and given is not None and id_ in by_id and _differ(by_id[id_].values, values):
            reason = "another membership has its id, and joins others; kept as one of its own"
            self.report.doubt(file, None, f"membership {id_}", reason)
            id_ = f"{id_}:{_made_id(class_, values)}"
        self.take_lists(class_, id_, values, file)
        if id_ in by_id and given is None and class_ not in ("memberships", "persons"):
            reason = "it has no id, and is taken for the one of the same name above; give each an id if they differ"
            self.report.doubt(file, None, f"{ONE[class_]} {id_}", reason)
        if id_ in by_id:
            self.unite(by_id[id_], values, file)
        else:
            by_id[id_] = PopoloRecord(class_, id_, values, file, len(by_id) + 1)
        if class_ == "persons":
            for code in _codes(values):
                self.person_of_code.setdefault(code, id_)
        return id_

    def of_person(self, name: str, values: Plain) -> str:
        """Return the id of a person who is given none: that of the same codes, else one of their own."""
        by_id = self.by_class["persons"]
        for code in _codes(values):
            if code in self.person_of_code:
                return self.person_of_code[code]
        id_, number = name, 2
        while id_ in by_id:
            id_, number = f"{name} ({number})", number + 1
        self.without_id.add(id_)
        return id_

    def take_out(self, values: Plain, file: str) -> None:
        """Replace an embedded object by its id; an organization may be a part of an embedded one, and so on."""
        for name, class_ in (*_OF.items(), ("on_behalf_of", "organizations"), ("parent", None), ("member", None)):
            inner = values.get(name)
            if not isinstance(inner, dict):
                continue
            del values[name]
            if name == "member":
                class_ = _class_of(inner)
                if class_ is None:
                    reason = "nothing says whether this member is a person; taken for an organization"
                    self.report.doubt(file, None, f"member {plain_text(inner.get('name') or inner.get('id'))}", reason)
                class_ = class_ or "organizations"
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
    named = plain_text(record.get("@type") or record.get("type")).rpartition("/")[2].rpartition("#")[2].casefold()
    if (class_ := {word: name for name, word in ONE.items()}.get(named)) is not None:
        return class_
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
        # Whose memberships name a person is what the person is a member of.
        of_persons = any({"person_id", "person", "member", "member_id"} & of.keys() for of in inner)
        of_bodies = any({"organization_id", "organization"} & of.keys() for of in inner)
        return "persons" if of_bodies and not of_persons else "organizations"
    return None


def _made_id(class_: str, values: Plain) -> str:
    """Return an id of what tells a record apart: of a membership all that it says, of a post its place, too."""
    if class_ == "memberships":
        parts: tuple[str, ...] = (
            *("person_id", "member_id", "post_id", "organization_id", "role", "label"),
            *("on_behalf_of_id", "area_id", "legislative_period_id", "start_date", "end_date"),
        )
        return ":".join(text for text in (plain_text(values.get(name)) for name in parts) if text)
    name = next(filter(None, (plain_text(values.get(name)) for name in ("name", "label", "identifier"))), "")
    if class_ == "persons":
        name = name or " ".join(filter(None, (plain_text(values.get(part)) for part in ("given_name", "family_name"))))
    place = plain_text(values.get({"posts": "organization_id", "areas": "parent_id"}.get(class_, "")))
    return f"{name}:{place}" if place else name


def _differ(values: Plain, other_values: Plain) -> bool:
    """Return whether two memberships of one id join others: one of their ends is given in both and differently."""
    ends = ("person_id", "member_id", "organization_id", "post_id")
    return any(
        plain_text(values[end]) != plain_text(other_values[end])
        for end in ends
        if end in values and end in other_values
    )


def plain_text(value: Any) -> str:
    """Return a text, or of a map of languages to texts the English one, else the first; empty where it is none."""
    return next(iter(texts_of(value)), "")


def texts_of(value: Any) -> list[str]:
    """Return a text, or all texts of a map of languages to texts, English first; each once."""
    if isinstance(value, dict):
        words = {str(language): text.strip() for language, text in value.items() if isinstance(text, str)}
        order = sorted(words, key=lambda language: (not re.match("en([-_]|$)", language, re.IGNORECASE), language))
        return list(dict.fromkeys(words[language] for language in order if words[language]))
    if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        return [str(value).strip()]
    return []


def _codes(values: Plain) -> set[tuple[str, str]]:
    given = values.get("identifiers")
    codes = [code for code in given if isinstance(code, dict)] if isinstance(given, list) else []
    return {(str(code.get("scheme") or ""), str(code["identifier"])) for code in codes if code.get("identifier")}


def _shape(file: Path, message: str) -> Problem:
    return Problem("error", "shape", message, "See https://www.popoloproject.com/specs/.", file=str(file))


def read_records(files: list[Path], report: Report) -> PopoloRecords:
    """Return the records of the files; raise ImportFailed with everything that keeps them from being read."""
    records = PopoloRecords(report, in_order(files))
    for file in records.names:
        records.read(file)
    if records.problems:
        raise ImportFailed(records.problems)
    return records

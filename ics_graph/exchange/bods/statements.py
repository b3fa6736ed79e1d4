"""The statements of BODS files as records: the latest of each, in the form of version 0.4, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.foreign_days import foreign_day
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.json_text import values_of
from ics_graph.exchange.text_files import broken_lines, decoded, in_order
from ics_graph.validation import Problem, Problems

Plain = dict[str, Any]
KINDS = ("entity", "person", "relationship")
_ENDS = ("subject", "interestedParty")
_OLDER = {
    "entityStatement": "entity",
    "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
    "relationshipStatement": "relationship",
}
"""What ``statementType`` said until version 0.3."""


@dataclass(eq=False, slots=True)
class Statement:
    """What is said of an entity, a person or a relationship on a day."""

    kind: str
    record: str
    id: str
    details: Plain
    envelope: Plain
    file: str
    line: int
    number: int
    older: list[Plain] = field(default_factory=list)
    """What earlier statements said of the same record, the latest first."""

    @property
    def when(self) -> PartialDate | None:
        """The day on which it is claimed to be true; None where it gives none that can be read."""
        try:
            return foreign_day(str(self.envelope.get("statementDate") or ""))
        except ValueError:
            return None

    @property
    def is_closed(self) -> bool:
        """Whether the record is no longer a part of the network that was declared."""
        return self.envelope.get("recordStatus") == "closed"

    @property
    def place(self) -> str:
        """How a claim and a report name it."""
        return f"statement {self.id}" if self.id else f"statement number {self.number}"


@dataclass(slots=True)
class Statements:
    """The latest statement of each record, by kind and record id; ``replaced_by`` leads on from ids of older ones."""

    of: dict[str, dict[str, Statement]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    replaced_by: dict[str, str] = field(default_factory=dict)
    record_of: dict[str, str] = field(default_factory=dict)
    """The record of each statement: some name an end by the id of a statement."""

    def current(self, record: str) -> str:
        """Return the id of the record that took the place of one, or its own."""
        seen = set()
        while record in self.replaced_by and record not in seen:
            seen.add(record)
            record = self.replaced_by[record]
        return record

    def named(self, end: str) -> str:
        """Return the id of the record that an end of a relationship names: by its own id, else by a statement's."""
        record = self.current(end)
        is_there = any(record in records for records in self.of.values())
        return record if is_there else self.current(self.record_of.get(end, end))


def read_statements(files: Sequence[Path], report: Report) -> Statements:
    """Return the latest statement of each record, by kind and record id.

    Raises ImportFailed with every file that is no JSON. What is no statement is told as skipped.
    """
    problems = Problems()
    read: list[Statement] = []
    for path, name in in_order(files).items():
        try:
            values = list(values_of(decoded(path, name, report), broken_lines(name, report)))
        except ImportFailed as error:
            problems += error.problems
            continue
        except JSONDecodeError as error:
            hint = "BODS is a list of statements as JSON, or a statement a line."
            message = f"the file is no JSON ({error.msg})"
            problems.append(Problem("error", "json", message, hint, file=name, line=error.lineno))
            continue
        if not values:
            hint = "Check that this is the right file."
            problems.append(Problem("error", "no-statement", "it holds no statement", hint, file=name))
        for number, (line, value) in enumerate(_flat(values), 1):
            report.read[name] += 1
            statement = _statement(value, name, line, number)
            if isinstance(statement, str):
                which = str(value.get("statementId") or value.get("statementID") or "") if _is(value) else ""
                report.skip(name, line, which or f"statement number {number}", statement)
            else:
                read.append(statement)
    if problems:
        raise ImportFailed(problems)
    return _latest(read, report)


def _flat(values: Sequence[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """Yield single statements: some lay them into a list in an object, or a list in a line."""
    for line, value in values:
        inner = value
        if isinstance(value, dict) and not {"statementId", "statementID", "recordId"} & value.keys():
            lists = [item for item in value.values() if isinstance(item, list)]
            inner = lists[0] if len(lists) == 1 else value
        if isinstance(inner, list):
            yield from ((line, item) for item in inner)
        else:
            yield line, inner


def _is(value: Any) -> bool:
    return isinstance(value, dict)


def _statement(value: Any, file: str, line: int, number: int) -> Statement | str:
    """Return a statement, or why a value is none."""
    if not isinstance(value, dict):
        return "it is no object"
    if str(value.get("statementType")) in _OLDER and "recordDetails" not in value:
        value = _of_today(value)
    kind, details = value.get("recordType") or _OLDER.get(str(value.get("statementType"))), value.get("recordDetails")
    record = value.get("recordId") or value.get("statementId")
    if kind not in KINDS:
        return "its 'recordType' is none of entity, person and relationship"
    if not isinstance(record, str | int) or not str(record).strip():
        return "it has no 'recordId'"
    if not isinstance(details, dict):
        return "it has no 'recordDetails'"
    envelope = {name: item for name, item in value.items() if name != "recordDetails"}
    details = {**details, **{end: _named(details[end]) for end in _ENDS if end in details}}
    return Statement(
        str(kind), str(record).strip(), str(value.get("statementId") or ""), details, envelope, file, line, number
    )


def _of_today(value: Plain) -> Plain:
    """Return a statement of version 0.1 to 0.3 in the form of 0.4: its id is that of its record, as it had no other."""
    of_statement = {
        *("statementID", "statementId", "statementType", "statementDate", "publicationDetails", "source"),
        *("annotations", "replacesStatements", "declarationSubject", "recordStatus"),
    }
    id_ = value.get("statementID") or value.get("statementId")
    details = {name: item for name, item in value.items() if name not in of_statement}
    if isinstance(details.get("entityType"), str):
        details["entityType"] = {"type": details["entityType"]}
        if isinstance(sort := details.pop("entitySubtype", None), dict):
            # ``stateBody-governmentDepartment`` in version 0.3.
            subtype = str(sort.get("generalCategory") or "").rpartition("-")[2]
            details["entityType"] |= {"subtype": subtype, "details": sort.get("localTerm")}
    envelope = {name: item for name, item in value.items() if name in of_statement}
    return {
        **envelope,
        "statementId": id_,
        "recordId": id_,
        "recordType": _OLDER[value["statementType"]],
        "recordDetails": details,
    }


def _named(end: Any) -> Any:
    """Return what an end of a relationship is since version 0.4: a record id, or why there is none."""
    if not isinstance(end, dict):
        return end
    named = end.get("describedByEntityStatement") or end.get("describedByPersonStatement")
    return named or end.get("unspecified") or end


def _latest(read: Sequence[Statement], report: Report) -> Statements:
    """Return the latest statement of each record; those before it are told, and what they say is kept beside it."""
    statements = Statements()
    for statement in read:
        statements.record_of.setdefault(statement.id, statement.record)
        replaced = statement.envelope.get("replacesStatements")
        for id_ in replaced if isinstance(replaced, list) else ():
            statements.replaced_by[str(id_)] = statement.record
    by_record: dict[tuple[str, str], list[Statement]] = {}
    for statement in read:
        if statements.current(statement.record) != statement.record:
            report.skip(statement.file, statement.line, statement.place, "a statement that another one replaces")
        else:
            by_record.setdefault((statement.kind, statement.record), []).append(statement)
    for (kind, record), of_record in by_record.items():
        *older, last = sorted(of_record, key=_order)
        last.older = [statement.details for statement in reversed(older)]
        statements.of[kind][record] = last
        for statement in older:
            report.skip(statement.file, statement.line, statement.place, "an older statement of the same record")
    return statements


def _order(statement: Statement) -> tuple[str, str]:
    published = statement.envelope.get("publicationDetails")
    return (
        str(statement.envelope.get("statementDate") or ""),
        str(published.get("publicationDate") or "") if isinstance(published, dict) else "",
    )

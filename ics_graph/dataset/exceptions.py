"""What a dataset excepts from the checks of assurance: which finding, why, by whom, and until when.

The file ``exceptions.yaml`` lies beside the records and is none of them: an exception says nothing of the world, so it
enters no store and no export. It is read here with the line of each; which checks and bodies there are, the checks
themselves know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ics_graph.dataset.files import text_of
from ics_graph.dataset.folder import EXCEPTIONS_FILE
from ics_graph.dataset.yaml_tree import Mapping, Sequence, read_yaml
from ics_graph.dates import PartialDate
from ics_graph.problems import Problem, Problems, closest, shortened

_SECTION = "exceptions"
_NEEDED = ("check", "reason", "by")
_TARGETS = ("entity", "record")
_LAST_DAY = "It is the last day on which the exception holds."
_FIELDS = (*_NEEDED, *_TARGETS, "until")


@dataclass(frozen=True, slots=True)
class Excepted:
    """One finding (of a check at an entity, or at one record) that is accepted; ``until`` is its last day."""

    check: str
    reason: str
    by: str
    entity: str | None
    record: str | None
    until: PartialDate | None
    file: str
    line: int


def read_exceptions(folders: Iterable[Path]) -> tuple[list[Excepted], Problems]:
    """Return the exceptions of dataset folders (or of files of them), and every problem with file and line.

    A folder without such a file excepts nothing. An exception that is not in order is a finding, and excepts nothing:
    the graph itself can be loaded as before.
    """
    exceptions: list[Excepted] = []
    problems = Problems()
    for path in folders:
        file = path / EXCEPTIONS_FILE if path.is_dir() else path
        if file.is_file() or not path.is_dir():
            exceptions += _of_file(file, problems)
    return exceptions, problems


def _of_file(file: Path, problems: Problems) -> list[Excepted]:
    def wrong(line: int, message: str, remedy: str, code: str = "exception") -> None:
        problems.append(Problem("finding", code, message, remedy, file=str(file), line=line))

    text, unreadable = text_of(file)
    if text is None:
        problems += [unreadable] if unreadable else []
        return []
    tree, faults = read_yaml(text)
    for fault in faults:
        wrong(fault.line, fault.message, fault.remedy, "yaml")
    if tree is None:
        return []
    if not isinstance(tree, Mapping) or set(tree) - {_SECTION} or not isinstance(tree.get(_SECTION), Sequence):
        wrong(1, f"the file is not a list of '{_SECTION}'", f"Begin with '{_SECTION}:' and write each as '- check: …'.")
        return []
    items = tree[_SECTION]
    exceptions = []
    for item, line in zip(items, items.lines, strict=True):
        if not isinstance(item, Mapping):
            wrong(line, "this is no exception", "Write '- check: …' with its fields.")
            continue
        before = problems.number("finding")
        for key in item:
            if key not in _FIELDS:
                hint = closest(key, _FIELDS) or f"It may have {', '.join(_FIELDS)}."
                wrong(item.lines[key], f"unknown field '{shortened(key)}'", hint)
            elif not isinstance(item[key], str) and item[key] is not None:
                wrong(item.lines[key], f"'{key}' is not a text", _WANTED.get(key, "Write a text."))
        for key in _NEEDED:
            if item.get(key) in (None, ""):
                wrong(item.lines.get(key, line), f"an exception without '{key}'", _WANTED[key])
        if sum(bool(item.get(key)) for key in _TARGETS) != 1:
            wrong(line, "an exception of no one thing", "Name either an 'entity' or a 'record' by its id.")
        until = None
        if isinstance(item.get("until"), str):
            try:
                until = PartialDate.parse(item["until"])
            except ValueError as error:
                wrong(
                    item.lines["until"],
                    f"'until': {shortened(str(error))}",
                    _LAST_DAY,
                )
        if problems.number("finding") == before:
            check, reason, by = (str(item[key]) for key in _NEEDED)
            entity, record = (item.get(key) for key in _TARGETS)
            exceptions.append(Excepted(check, reason, by, entity, record, until, str(file), line))
    return exceptions


_WANTED = {
    "check": "Name the check by its id; 'ics-graph lint --list' has them.",
    "reason": "Say why it is accepted: a reader of the report reads this instead of the finding.",
    "by": "Say who accepted it: a person, a role or a body.",
}

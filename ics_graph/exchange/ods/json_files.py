"""JSON files of organisations: one record, a list, or a record a line, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.json_text import JsonPlace, values_of
from ics_graph.exchange.ods.layouts import LAYOUTS
from ics_graph.exchange.ods.rows import OdsFile
from ics_graph.exchange.text_files import broken_lines, decoded, in_order
from ics_graph.validation import Problem


@dataclass(slots=True)
class JsonFile:
    """A file and the JSON values in it, each with the line on which it begins."""

    file: OdsFile
    values: list[JsonPlace]


def read_json(paths: Sequence[Path], kind: str, date: PartialDate | None, report: Report) -> list[JsonFile]:
    """Return the values of JSON and ndjson files; raise ImportFailed with every file that is neither.

    They come in the order of their names, so that it makes no difference in which they are given.
    """
    problems: list[Problem] = []
    files = []
    for number, (path, name) in enumerate(in_order(paths).items()):
        try:
            text = decoded(path, name, report)
            if text.lstrip().startswith("<"):
                hint = "Ask the server for JSON (_format=json), and give that."
                problems.append(Problem("error", "xml", "this is XML", hint, file=name))
                continue
            values = list(values_of(text, broken_lines(name, report)))
        except ImportFailed as error:
            problems += error.problems
            continue
        except JSONDecodeError as error:
            hint = "It must be JSON, or one JSON value a line (ndjson)."
            problems.append(
                Problem("error", "json", f"the JSON is broken: {error.msg}", hint, file=name, line=error.lineno)
            )
            continue
        file = OdsFile(name, kind, LAYOUTS[kind], {}, report.day_of_file(path, name, date))
        file.source = f"ods-{kind}" + (f"-{number + 1}" if number else "")
        files.append(JsonFile(file, values))
    if problems:
        raise ImportFailed(problems)
    return files


def dicts(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a value that is an object, a list of them, or neither: both formats are lax in this."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inside(value: Any, *names: str) -> Any:
    """Return what lies inside nested objects by these names; None where there is no such thing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text_of(value: Any) -> str:
    """Return a JSON string or number as text, without blanks around it; empty where it is neither."""
    if value.__class__ is str:
        return " ".join(value.split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""

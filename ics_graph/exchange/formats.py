"""The formats that go out and come in: a function becomes one by its decorator, and then appears everywhere.

Each format is a module in ``exports/`` or ``imports/``. Its name, docstring and signature are its command, its help and
its entry in the reference: nothing else names it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ics_graph.dates import PartialDate
from ics_graph.errors import InvalidValue
from ics_graph.exchange.import_report import Report
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology
from ics_graph.parameters import Choice, Parameter, parameters_of

if TYPE_CHECKING:
    from ics_graph.dataset import OwnRecords

W = TypeVar("W", bound=Callable[..., None])
R = TypeVar("R", bound=Callable[..., Dataset | dict[str, int]])

__all__ = [
    "Choice",
    "Export",
    "ExportInput",
    "Import",
    "ImportInput",
    "all_exports",
    "all_imports",
    "exporter",
    "importer",
]


def _silent(sentence: str) -> None:
    """Tell nobody: the words of an export that nobody waits for."""


@dataclass(frozen=True, slots=True)
class ExportInput:
    """What an exporter is handed: the records to write, and of which day they were chosen (None: of any).

    ``whole`` is what they were chosen from, and ``only`` the words that chose them: for what the law adds, which is in
    no dataset. ``tell`` is for a sentence to the person who exports, where a format cannot say all. ``own`` is given
    where only a dataset's own records are wanted: ``dataset`` then has what they refer to as well. ``folders`` are the
    dataset folders of which it is the whole (none: all that are shipped), and None where it is a part or of a store.
    ``suffix`` is the ending of the file, of a format that has several (``endings``).
    """

    dataset: Dataset
    ontology: Ontology
    as_of: date | None = None
    whole: Dataset | None = None
    only: Sequence[str] = ()
    tell: Callable[[str], None] = _silent
    own: OwnRecords | None = None
    folders: Sequence[Path] | None = None
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class ImportInput:
    """What an importer is handed: the files, what is known already to match against, and where it reports.

    ``jobs`` is how many processes it may use.
    """

    files: Sequence[Path]
    ontology: Ontology
    known: Dataset = field(default_factory=Dataset)
    report: Report = field(default_factory=Report)
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    example: str
    parameters: tuple[Parameter, ...]
    function: Callable[..., Any]

    @property
    def documentation(self) -> str:
        """The whole of its documentation, without indentation."""
        return inspect.getdoc(self.function) or ""

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        return self.documentation.split("\n\n")[0].replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Export(_Format):
    """A format that goes out: ``function(chosen, to, **parameters)``.

    ``to`` is a binary stream, or the path of a folder that is empty or not there where ``folder`` is true. ``binary``
    formats are not written to a terminal. One with ``endings`` is written to a file, whose name ends with one of them.
    """

    folder: bool = False
    binary: bool = False
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Import(_Format):
    """A format that comes in: ``function(given, **parameters)`` returns the Dataset and tells ``given.report``.

    It raises ``reports.ImportFailed`` with all problems at once where a file is not of the format. One that ``streams``
    is too big to be a Dataset: ``function(given, folder, uses, **parameters)`` writes the records into the folder,
    checks them as it goes, and returns how many it wrote of each section.
    """

    streams: bool = False


def exporter(
    example: str, /, folder: bool = False, binary: bool = False, endings: tuple[str, ...] = (), **helps: str | Choice
) -> Callable[[W], W]:
    """Make a function an export format; ``example`` is what follows ``ics-graph export`` and is run by a test."""

    def mark(function: W) -> W:
        parameters = parameters_of(function, 2, helps)
        made = Export(_name(function), example, parameters, function, folder, binary, endings)
        function.format = made  # type: ignore[attr-defined]
        return function

    return mark


def importer(example: str, /, streams: bool = False, **helps: str | Choice) -> Callable[[R], R]:
    """Make a function an import format; ``example`` is what follows ``ics-graph import``."""

    def mark(function: R) -> R:
        parameters = parameters_of(function, 3 if streams else 1, helps)
        function.format = Import(_name(function), example, parameters, function, streams)  # type: ignore[attr-defined]
        return function

    return mark


def date_typed(text: str | None) -> PartialDate | None:
    """Return the date that a person gave for a file, None where none was; raise InvalidValue where it is no date.

    It may be in words, as in files: 1 April 2024.
    """
    if not text:
        return None
    from ics_graph.exchange.foreign_days import foreign_day

    try:
        return foreign_day(text)
    except ValueError as error:
        raise InvalidValue(str(error)) from error


def all_exports() -> Mapping[str, Export]:
    """Return the formats that go out, by name."""
    return {name: format_ for name, format_ in _formats("exports").items() if isinstance(format_, Export)}


def all_imports() -> Mapping[str, Import]:
    """Return the formats that come in, by name."""
    return {name: format_ for name, format_ in _formats("imports").items() if isinstance(format_, Import)}


def _formats(room: str) -> dict[str, _Format]:
    package = importlib.import_module(f"ics_graph.exchange.{room}")
    formats = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        home = importlib.import_module(f"{package.__name__}.{module}")
        for value in vars(home).values():
            format_ = getattr(value, "format", None)
            if isinstance(format_, _Format) and value.__module__ == home.__name__:
                formats[format_.name] = format_
    return dict(sorted(formats.items()))


def _name(function: Callable[..., Any]) -> str:
    return function.__name__.strip("_").replace("_", "-")

"""Reads dataset folders into one Dataset, or says everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ics_graph.dataset.files import not_a_dataset, text_of
from ics_graph.dataset.folder import ABOUT_FILE, data_files
from ics_graph.dataset.merge import united
from ics_graph.dataset.raw import RawRecord, read_records
from ics_graph.dataset.yaml_tree import Mapping, read_yaml
from ics_graph.errors import IcsGraphError
from ics_graph.gc_pause import without_collecting
from ics_graph.model import RECORDS, About, Claim, Dataset, key_of
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.serialization import WRITTEN_AS
from ics_graph.validation import Problem, closest, validate

Progress = Callable[[str], None]
_AT_ONCE = 20_000


class DatasetError(IcsGraphError):
    """Raised where a dataset cannot be loaded; ``problems`` holds all errors and findings, by file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in problems if problem.severity == "error"]
        super().__init__("\n".join(str(problem) for problem in errors))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset that may be used, with the findings that its readers should know of.

    ``places`` tells the file and line of each record, by section and id.
    """

    dataset: Dataset
    findings: tuple[Problem, ...] = ()
    places: MappingOf[str, MappingOf[str, tuple[str, int]]] = field(default_factory=dict)


def folders_of(folders: Iterable[Path | str]) -> list[Path]:
    """Return the folders and, before each, the ones that it uses (beside it), each once.

    Raises DatasetError where a folder is not a dataset.
    """
    problems: list[Problem] = []
    ordered: dict[Path, None] = {}
    for folder in folders:
        _collect(Path(folder).resolve(), ordered, [], problems)
    if problems:
        raise DatasetError(problems)
    return list(ordered)


def read_datasets(
    folders: Iterable[Path | str], ontology: Ontology | None = None, progress: Progress | None = None
) -> Loaded:
    """Return the dataset that the folders (and those they use) make together, with its findings.

    Raises DatasetError with every problem at once where any of them is an error.
    """
    reader = _Reader(ontology or load_ontology(), progress or (lambda _: None))
    with without_collecting():
        return reader.read(folders_of(folders))


def _collect(folder: Path, ordered: dict[Path, None], path: list[Path], problems: list[Problem]) -> None:
    if folder in ordered or folder in path:
        return
    problem = not_a_dataset(folder)
    if problem is not None:
        problems.append(problem)
        return
    for used in _about(folder, []).uses:
        beside = folder.parent / used
        if not (beside / ABOUT_FILE).is_file():
            others = [p.parent.name for p in folder.parent.glob(f"*/{ABOUT_FILE}") if p.parent.name[0] != "."]
            hint = closest(used, others) or f"It is looked for beside this folder, in {folder.parent}."
            message = f"it uses '{used}', which is not there"
            problems.append(Problem("error", "uses", message, hint, file=str(folder / ABOUT_FILE)))
        else:
            _collect(beside.resolve(), ordered, [*path, folder], problems)
    ordered[folder] = None


def uses_of(folder: Path) -> tuple[str, ...]:
    """Return the folders whose entities a dataset folder refers to, as its ``dataset.yaml`` names them."""
    return _about(folder, []).uses


def _about(folder: Path, problems: list[Problem]) -> About:
    file = folder / ABOUT_FILE
    text, problem = text_of(file)
    tree, faults = read_yaml(text) if text is not None else (None, [])
    problems += [problem] if problem else []
    problems += [Problem("error", "yaml", f.message, f.remedy, file=str(file), line=f.line) for f in faults]
    tree = tree if isinstance(tree, Mapping) else Mapping(1)
    known = ("title", "licence", "description", "uses")
    for key in tree:
        if key not in known:
            hint = closest(key, known) or f"It may have {', '.join(known)}."
            where = tree.lines[key]
            problems.append(Problem("error", "about", f"unknown field '{key}'", hint, file=str(file), line=where))
    if not isinstance(tree.get("title"), str) and not faults and problem is None:
        hint = "Say what this dataset is, in a few words."
        problems.append(Problem("error", "about", "a 'title' is missing", hint, file=str(file), line=1))
    uses = tree.get("uses") or []
    return About(
        folder.name,
        str(tree.get("title") or folder.name),
        tree.get("licence"),
        tree.get("description"),
        tuple(str(name) for name in (uses if isinstance(uses, list) else [uses])),
    )


@dataclass(slots=True)
class _Reader:
    ontology: Ontology
    progress: Progress
    problems: list[Problem] = field(default_factory=list)
    sections: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in RECORDS})
    places: dict[str, dict[str, tuple[str, int]]] = field(default_factory=lambda: {name: {} for name in RECORDS})
    shared: dict[tuple[tuple[str, str], ...], Any] = field(default_factory=dict)

    def read(self, folders: Sequence[Path]) -> Loaded:
        abouts = []
        for folder in folders:
            abouts.append(_about(folder, self.problems))
            for path in data_files(folder):
                if path.name != ABOUT_FILE:
                    self.progress(f"reading {folder.name}/{path.name}")
                    self.file(path)
        dataset = Dataset(tuple(abouts), **self.sections)
        self.progress("checking")
        self.problems += [self.placed(problem) for problem in validate(dataset, self.ontology)]
        if any(problem.severity == "error" for problem in self.problems):
            raise DatasetError(self.problems)
        return Loaded(dataset, tuple(self.problems), self.places)

    def placed(self, problem: Problem) -> Problem:
        place = self.places.get(problem.section or "", {}).get(problem.record or "")
        return replace(problem, file=place[0], line=place[1]) if place else problem

    def file(self, path: Path) -> None:
        text, problem = text_of(path)
        if problem is not None:
            self.problems.append(problem)
        if text is None:
            return
        batches: dict[str, list[RawRecord]] = {}
        for raw in read_records(path, text, self.problems):
            batch = batches.setdefault(raw.section, [])
            batch.append(raw)
            if len(batch) >= _AT_ONCE:
                self.records(path, raw.section, batch)
                batch.clear()
        for section, batch in batches.items():
            self.records(path, section, batch)

    def records(self, path: Path, section: str, batch: list[RawRecord]) -> None:
        """Check a batch at once, which is fast; where it fails, look for the records at fault one by one."""
        from pydantic import TypeAdapter, ValidationError

        rows = [raw.values for raw in batch]
        for raw, values in zip(batch, rows, strict=True):
            if "id" not in values:
                values["id"] = ""
            if raw.shared_claims is not None:
                values["claims"] = self.claims_of(raw.shared_claims)
        try:
            kind: Any = RECORDS[section]
            several: TypeAdapter[list[Any]] = TypeAdapter(list[kind])
            records = several.validate_python(rows)
            kept, places, file = self.sections[section], self.places[section], str(path)
            for raw, record in zip(batch, records, strict=True):
                if record.id and record.id not in kept:
                    kept[record.id] = record
                    places[record.id] = (file, raw.line)
                else:
                    self.keep(path, raw, record)
        except ValidationError:
            adapter: TypeAdapter[Any] = TypeAdapter(RECORDS[section])
            for raw in batch:
                try:
                    self.keep(path, raw, adapter.validate_python(raw.values))
                except ValidationError as error:
                    self.explain(path, raw, error)

    def claims_of(self, shared: tuple[tuple[str, str], ...]) -> Any:
        """Return the one claim that many rows of a CSV file share, checked once; unchecked where it is wrong."""
        known = self.shared.get(shared)
        if known is None:
            from pydantic import ValidationError

            plain = [dict(shared)] if shared else []
            try:
                known = _claims_adapter().validate_python(plain)
            except ValidationError:
                known = plain
            self.shared[shared] = known
        return known

    def keep(self, path: Path, raw: RawRecord, record: Any) -> None:
        section = self.sections[raw.section]
        given = record.id
        if not given:
            if raw.section in ("sources", "entities", "events"):
                self.fault(path, raw.line, raw, "no-id", "it has no id", "Give it an 'id' that stays the same.")
                return
            record = replace(record, id=key_of(record))
        if record.id in section:
            file, line = self.places[raw.section][record.id]
            if raw.shared and Path(file).parent != path.parent:
                try:
                    section[record.id] = united(section[record.id], record)
                except ValueError as error:
                    hint = f"One body is one record; compare {file}:{line}, or give it another id."
                    self.fault(path, raw.line, raw, "shared", f"{error}", hint)
                return
            hint = "Give one of them another id." if given else "Both say the same; give each an 'id', or merge them."
            message = f"the id '{record.id}' is taken by {file}:{line}"
            self.fault(path, raw.line, raw, "duplicate", message, hint)
            return
        section[record.id] = record
        self.places[raw.section][record.id] = (str(path), raw.line)

    def fault(self, path: Path, line: int, raw: RawRecord, code: str, message: str, hint: str) -> None:
        name = raw.values.get("id") or raw.values.get("name") or raw.values.get("subject")
        record = name if isinstance(name, str) else None
        self.problems.append(Problem("error", code, message, hint, raw.section, record, str(path), line))

    def explain(self, path: Path, raw: RawRecord, error: Any) -> None:
        for detail in error.errors(include_url=False):
            where = [WRITTEN_AS.get(str(part), str(part)) for part in detail["loc"] if part != "function-plain"]
            first = str(detail["loc"][0]) if detail["loc"] else ""
            message, hint = _in_words(".".join(where), detail)
            self.fault(path, (raw.lines or {}).get(first, raw.line), raw, "field", message, hint)


@cache
def _claims_adapter() -> Any:
    """Return what checks claims; made once, as making it takes longer than checking a thousand."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Claim, ...])


def _in_words(name: str, detail: Any) -> tuple[str, str]:
    given = detail.get("input")
    match detail["type"]:
        case "unexpected_keyword_argument":
            return f"unknown field '{name}'", "Check its spelling, or remove it."
        case "missing_argument" | "missing" | "missing_keyword_only_argument":
            return f"'{name}' is missing", "Add it."
        case "literal_error":
            return f"'{name}' is '{given}'", f"It must be {detail['ctx']['expected']}."
        case "value_error":
            return f"'{name}': {detail['ctx']['error']}", "Write the date as the source gives it."
        case "dataclass_type" | "tuple_type" | "list_type":
            return f"'{name}' has the wrong shape", "See docs/reference/dataset-format.md for how it is written."
        case _:
            return f"'{name}' is {given!r}: {detail['msg'].lower()}", "Correct the value."

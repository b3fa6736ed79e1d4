"""Reads dataset folders into one Dataset, or says everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from ics_graph.cannot_read import no_file
from ics_graph.dataset.about import UNSEEN_HINT, about_in, resolved
from ics_graph.dataset.by_code import CodeHolders, NoHolder, is_code
from ics_graph.dataset.files import not_a_dataset, text_of
from ics_graph.dataset.folder import ABOUT_FILE, data_files, is_beside, no_files
from ics_graph.dataset.like_rows import LikeRows, WantedRows
from ics_graph.dataset.merge import united
from ics_graph.dataset.raw import RawRecord, RowTaker, read_records, record_in_row, section_of
from ics_graph.dates import NO_DAYS, PartialDate
from ics_graph.day_words import when_of
from ics_graph.errors import IcsGraphError
from ics_graph.gc_pause import without_collecting
from ics_graph.governance import SYSTEMS
from ics_graph.model import About, Claim, Dataset, Relation
from ics_graph.model.records import RECORDS, key_of
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.problems import Problem, Problems, closest, no_file_can_hold, shortened, text_problems, texts_of
from ics_graph.relation_columns import RelationColumns
from ics_graph.serialization import WRITTEN_AS
from ics_graph.validation import Severity, errors_in, validate
from ics_graph.visible_text import unseen_in

Progress = Callable[[str], None]
_AT_ONCE = 20_000
# The fields of a record that name a body.
_NAMING = {
    "relations": ("subject", "object", "on_behalf_of"),
    "facts": ("entity",),
    "gaps": ("entity",),
    "complete": ("entity",),
}
_LONGEST_ID = 400
_PLAIN_IN_CLAIMS = frozenset({"source", "locator", "said_by", "note"})
# How many digits Python turns into a number, since more would take it too long.
_MOST_DIGITS = 4300


class DatasetError(IcsGraphError):
    """Raised where a dataset cannot be loaded; ``problems`` holds the errors and findings, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = Problems(problems)
        errors = [str(problem) for problem in self.problems if problem.severity == "error"]
        super().__init__("\n".join(filter(None, (*errors, self.problems.rest()))))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset that may be used, with the findings that its readers should know of.

    ``places`` tells the file and line of each record, by section and id.
    """

    dataset: Dataset
    findings: Problems = field(default_factory=Problems)
    places: MappingOf[str, MappingOf[str, tuple[str, int]]] = field(default_factory=dict)


def folders_of(folders: Iterable[Path | str]) -> list[Path]:
    """Return the folders and, before each, the ones that it uses (beside it), each once.

    Raises DatasetError where a folder is not a dataset.
    """
    problems = Problems()
    ordered: dict[Path, None] = {}
    for folder in folders:
        _collect(_resolved(Path(folder)), ordered, problems)
    if problems:
        raise DatasetError(problems)
    return list(ordered)


def _resolved(folder: Path) -> Path:
    """Return the true place of a folder; raise DatasetError where its path is none that this computer can have."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links, too long a name, a NUL in it
        message = f"this is no path ({error})"
        shown = shortened(str(folder))
        raise DatasetError([Problem("error", "no-folder", message, "Check the path.", file=shown)]) from error


def read_datasets(
    folders: Iterable[Path | str],
    ontology: Ontology | None = None,
    progress: Progress | None = None,
    *,
    findings: bool = True,
) -> Loaded:
    """Return the dataset that the folders (and those they use) make together, with its findings.

    Without ``findings`` only errors are looked for, which takes less time. Raises DatasetError with every problem at
    once where any of them is an error.
    """
    reader = _Reader(ontology or load_ontology(), progress or (lambda _: None))
    with without_collecting():
        return reader.read(folders_of(folders), validate if findings else errors_in)


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """What dataset folders hold themselves: not what the folders hold that they use.

    ``uses`` names these, and ``shared`` are the ids of bodies that they describe as well. ``dataset`` may refer to what
    only they have.
    """

    dataset: Dataset
    uses: tuple[str, ...]
    shared: frozenset[str]


def own_records(folders: Iterable[Path | str], whole: Dataset, ontology: Ontology | None = None) -> OwnRecords:
    """Return the records that the folders themselves hold; ``whole`` is what they make with those that they use.

    Raises DatasetError where a folder that is used cannot be read by itself.
    """
    named = [_resolved(Path(folder)) for folder in folders]
    used = [folder for folder in folders_of(named) if folder not in named]
    ontology = ontology or load_ontology()
    own = _Reader(ontology, lambda _: None).own(named, whole)
    if not used:
        return OwnRecords(own, (), frozenset())
    others = read_datasets(used, ontology).dataset
    return OwnRecords(
        own, tuple(folder.name for folder in used), frozenset(own.entities.keys() & others.entities.keys())
    )


def places_in(
    folders: Iterable[Path | str], ontology: Ontology, wanted: Collection[str] | None = None
) -> MappingOf[str, MappingOf[str, tuple[str, int]]]:
    """Return the file and line of each record of folders that were found in order before, by section and id.

    Where ids are ``wanted``, other records may be left out, and what is in any is not looked at. Raises DatasetError
    where a file cannot be read any more.
    """
    folders = folders_of(folders)
    with without_collecting():
        reader = _Reader(ontology, lambda _: None, wanted=wanted)
        places = reader.read(folders, None).places
        if wanted is not None and reader.by_code:
            # Who had a code is known when all bodies are.
            places = _Reader(ontology, lambda _: None).read(folders, None).places
    return places


def _collect(folder: Path, ordered: dict[Path, None], problems: Problems) -> None:
    """Add a folder after those that it uses; without recursion, as one may use another a thousand deep."""
    waiting: list[tuple[Path, Iterator[Path]]] = []
    begun: set[Path] = set()

    def begin(path: Path) -> None:
        if path in ordered or path in begun:
            return
        problem = not_a_dataset(path)
        if problem is not None:
            problems.append(problem)
            return
        begun.add(path)
        waiting.append((path, _used(path, problems)))

    begin(folder)
    while waiting:
        path, used = waiting[-1]
        after = next(used, None)
        if after is None:
            ordered[path] = None
            waiting.pop()
        else:
            begin(after)


def _used(folder: Path, problems: Problems) -> Iterator[Path]:
    """Yield the folders that a dataset names under ``uses``; those that may not or cannot be used are problems."""
    for used in about_in(folder, Problems()).uses:
        file = str(folder / ABOUT_FILE)
        if not is_beside(used):
            message = f"it uses '{shortened(used)}', which is no folder beside it"
            hint = f"Write its name alone, and put it into {folder.parent}: nothing outside of that is read."
            problems.append(Problem("error", "uses", message, hint, file=file))
            continue
        beside = folder.parent / used
        try:
            there = (beside / ABOUT_FILE).is_file()
        except OSError:
            there = False
        if there:
            yield _resolved(beside)
            continue
        others = [p.parent.name for p in folder.parent.glob(f"*/{ABOUT_FILE}") if p.parent.name[0] != "."]
        hint = closest(used, others) or f"It is looked for beside this folder, in {folder.parent}."
        message = f"it uses '{shortened(used)}', which is not there"
        problems.append(Problem("error", "uses", message, hint, file=file))


@dataclass(slots=True)
class _Reader:
    ontology: Ontology
    progress: Progress
    problems: Problems = field(default_factory=Problems)
    sections: dict[str, Any] = field(default_factory=lambda: {name: {} for name in RECORDS})
    places: dict[str, Any] = field(default_factory=lambda: {name: {} for name in RECORDS})
    shared: dict[tuple[tuple[str, str], ...], Any] = field(default_factory=dict)
    by_code: list[tuple[Path, RawRecord, Any]] = field(default_factory=list)
    """Records that name a body by a code: who had it is known when all bodies are."""
    wanted: Collection[str] | None = None
    """Ids of records beside which others are left out; all are read where there are none."""
    relations: RelationColumns = field(default_factory=RelationColumns)

    def __post_init__(self) -> None:
        self.sections["relations"] = self.relations
        if self.wanted is None:
            self.places["relations"] = self.relations.places

    def read(self, folders: Sequence[Path], check: Callable[[Dataset, Ontology], Problems] | None) -> Loaded:
        abouts = []
        for folder in folders:
            abouts.append(about_in(folder, self.problems))
            for path in no_files(folder):
                message, hint = no_file(path) or ("this is no file", "Remove it.")
                self.problems.append(Problem("error", "unreadable", message, hint, file=str(path)))
            for path in data_files(folder):
                if path.name != ABOUT_FILE:
                    self.progress(f"reading {folder.name}/{path.name}")
                    self.file(path)
        if self.wanted is None:
            self.keep_by_code(self.sections["entities"])
        else:
            self.places["relations"] = {**self.relations.places, **self.places["relations"]}
        dataset = Dataset(self.with_openings(folders, abouts), **self.sections)
        if check is not None:
            self.progress("checking")
            self.problems += check(dataset, self.ontology).placed(self.placed)
        if self.problems.number("error"):
            raise DatasetError(self.problems)
        return Loaded(dataset, self.problems, self.places)

    def own(self, folders: Sequence[Path], whole: Dataset) -> Dataset:
        """Return the records of these folders alone; bodies that they name by a code are looked up in the whole."""
        abouts = [about_in(folder, self.problems) for folder in folders]
        for folder in folders:
            for path in data_files(folder):
                if path.name != ABOUT_FILE:
                    self.file(path)
        self.keep_by_code(whole.entities)
        return Dataset(self.with_openings(folders, abouts), **self.sections)

    def with_openings(self, folders: Sequence[Path], abouts: Sequence[About]) -> tuple[About, ...]:
        """Return what folders say of themselves, each opening day with the system that it is of."""
        if self.wanted is not None:
            return tuple(abouts)  # not all bodies were read, and nobody asks when a page opens
        systems: dict[Path, list[str]] = {}
        if any(about.opens_on for about in abouts):
            kinds = frozenset().union(*map(self.ontology.kinds_of, SYSTEMS))
            for id_, (file, _) in self.places["entities"].items():
                if self.sections["entities"][id_].type in kinds:
                    systems.setdefault(Path(file).parent, []).append(id_)
        return tuple(
            resolved(about, folder, systems.get(folder, ()), self.sections["entities"], self.problems)
            for folder, about in zip(folders, abouts, strict=True)
        )

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
        # Nearly every file has none, so that its records need not be looked through one by one.
        unseen = bool(unseen_in(text)) or (path.suffix.lower() != ".csv" and "\\" in text)
        rows = self.taker(path, batches, unseen) if path.suffix.lower() == ".csv" else None
        for raw in read_records(path, text, self.problems, rows):
            if self.wanted is not None and isinstance(id_ := raw.values.get("id"), str) and id_:
                if id_ in self.wanted:
                    self.places[raw.section].setdefault(id_, (str(path), raw.line))
                continue
            if unseen:
                self.look_for_unseen(path, raw)
            batch = batches.setdefault(raw.section, [])
            batch.append(raw)
            if len(batch) >= _AT_ONCE:
                self.batch(path, raw.section, batches)
        for section in list(batches):
            self.batch(path, section, batches)

    def taker(self, path: Path, batches: dict[str, list[RawRecord]], unseen: bool) -> RowTaker | None:
        """Return what takes rows of a file of CSV that need not become records, nor be looked at, one by one."""
        section = section_of(path)
        if section is None:
            return None
        if self.wanted is not None:
            places, file = self.places[section], str(path)
            return WantedRows(self.wanted, lambda id_, line: places.setdefault(id_, (file, line)))
        if section != "relations" or unseen:
            return None
        flush = partial(self.batch, path, section, batches)
        return LikeRows(self.relations, str(path), partial(self.relation_in, path), flush)

    def batch(self, path: Path, section: str, batches: dict[str, list[RawRecord]]) -> None:
        """Check the records of a section that wait."""
        if batch := batches.pop(section, None):
            self.records(path, section, batch)

    def relation_in(self, path: Path, header: list[str], row: list[str]) -> Relation | None:
        """Return the relation of a row of CSV; None where the row is not in order, or names a body by its code."""
        from pydantic import ValidationError

        raw = record_in_row("relations", header, row, path)
        if raw is None or raw.suspect:
            return None
        if raw.shared_claims is not None:
            raw.values["claims"] = self.claims_of(raw.shared_claims)
        try:
            relation: Relation = _adapter("relations").validate_python({"id": "", **raw.values})
        except ValidationError:
            return None
        return None if names_by_code(relation) else relation

    def look_for_unseen(self, path: Path, raw: RawRecord) -> None:
        """Report what a record holds that nobody can see; what no file can hold is told as an error elsewhere."""
        for name, value in (*raw.values.items(), *(raw.shared_claims or ())):
            texts = [text for text in texts_of(value) if not no_file_can_hold(text)]
            signs = list(dict.fromkeys(sign for text in texts for sign in unseen_in(text)))
            if signs:
                written = WRITTEN_AS.get(name, name)
                message = f"'{written}' holds what cannot be seen: {' '.join(signs)}"
                line = (raw.lines or {}).get(name, raw.line)
                self.problem("finding", path, line, raw, "unseen", message, UNSEEN_HINT)

    def records(self, path: Path, section: str, batch: list[RawRecord]) -> None:
        """Check a batch at once, which is fast; where it fails, look for the records at fault one by one."""
        from pydantic import ValidationError

        rows = [raw.values for raw in batch]
        for raw, values in zip(batch, rows, strict=True):
            if raw.suspect:
                self.texts(path, raw)
            if "id" not in values:
                values["id"] = ""
            if raw.shared_claims is not None:
                values["claims"] = self.claims_of(raw.shared_claims)
        try:
            records = _adapter(section, several=True).validate_python(rows)
            kept = self.sections[section]
            for raw, record in zip(batch, records, strict=True):
                if section in _NAMING and names_by_code(record):
                    self.by_code.append((path, raw, record))
                elif record.id and record.id not in kept:
                    self.put(path, raw, record)
                else:
                    self.keep(path, raw, record)
        except ValidationError:
            adapter = _adapter(section)
            for raw in batch:
                try:
                    record = adapter.validate_python(raw.values)
                    if section in _NAMING and names_by_code(record):
                        self.by_code.append((path, raw, record))
                    else:
                        self.keep(path, raw, record)
                except ValidationError as error:
                    self.explain(path, raw, error)

    def texts(self, path: Path, raw: RawRecord) -> None:
        """Add what is wrong with the texts of a record; its id is told by validation where it cannot be one."""
        values = {WRITTEN_AS.get(name, name): value for name, value in raw.values.items()}
        if raw.shared_claims:
            values["claims"] = dict(raw.shared_claims)
        given = raw.values.get("id")
        record = given if isinstance(given, str) and len(given) <= _LONGEST_ID else None
        for problem in text_problems(raw.section, values, record):
            self.problems.append(replace(problem, file=str(path), line=raw.line))

    def claims_of(self, shared: tuple[tuple[str, str], ...]) -> Any:
        """Return the one claim that many rows of a CSV file share, checked once; unchecked where it is wrong."""
        known = self.shared.get(shared)
        if known is None:
            from pydantic import ValidationError

            plain = [dict(shared)] if shared else []
            if plain and plain[0].keys() <= _PLAIN_IN_CLAIMS and "source" in plain[0]:
                # Texts that may be any: bulk data have a claim of its own for each row, and nothing in it to check.
                given = plain[0]
                known = (
                    Claim(given["source"], given.get("locator"), said_by=given.get("said_by"), note=given.get("note")),
                )
            else:
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
            message = f"the id '{shortened(record.id)}' is taken by {file}:{line}"
            self.fault(path, raw.line, raw, "duplicate", message, hint)
            return
        self.put(path, raw, record)

    def put(self, path: Path, raw: RawRecord, record: Any) -> None:
        """Keep a record of a new id, with its place."""
        if raw.section == "relations":
            self.relations.add(record, str(path), raw.line)
        else:
            self.sections[raw.section][record.id] = record
            self.places[raw.section][record.id] = (str(path), raw.line)

    def keep_by_code(self, entities: MappingOf[str, Any]) -> None:
        """Keep the records that name bodies by their codes, with the ids of these; what names none alone is told."""
        if not self.by_code:
            return
        holders = CodeHolders(entities.values())
        for path, raw, record in self.by_code:
            ids: dict[str, str] = {}
            faults = 0
            for name in _NAMING[raw.section]:
                text = getattr(record, name)
                if text is None or text in entities or not is_code(text):
                    continue
                line = (raw.lines or {}).get(name, raw.line)
                try:
                    ids[name], doubt = holders.holder(text, *_days_of(record))
                except NoHolder as error:
                    faults += 1
                    self.fault(path, line, raw, "dangling", f"'{name}': {error}", error.remedy)
                    continue
                if doubt:
                    remedy = "End the line with the code, or name the body by its id."
                    self.problem("finding", path, line, raw, "code-passed-on", f"'{name}': {doubt}", remedy)
            if not faults:
                self.keep(path, raw, replace(record, **ids))

    def fault(self, path: Path, line: int, raw: RawRecord, code: str, message: str, hint: str) -> None:
        self.problem("error", path, line, raw, code, message, hint)

    def problem(
        self, severity: Severity, path: Path, line: int, raw: RawRecord, code: str, message: str, hint: str
    ) -> None:
        name = raw.values.get("id") or raw.values.get("name") or raw.values.get("subject")
        record = shortened(name) if isinstance(name, str) else None
        self.problems.append(Problem(severity, code, message, hint, raw.section, record, str(path), line))

    def explain(self, path: Path, raw: RawRecord, error: Any) -> None:
        details = error.errors(include_url=False)
        places = {detail["loc"] for detail in details}
        for detail in details:
            # A number is whole or not: that it is neither is one fault.
            if detail["loc"][-1:] == ("int",) and (*detail["loc"][:-1], "float") in places:
                continue
            where = [WRITTEN_AS.get(str(part), str(part)) for part in detail["loc"] if part != "function-plain"]
            first = str(detail["loc"][0]) if detail["loc"] else ""
            if first == "names":  # which of the other names it is nobody would count from there
                where = ["other_names", *where[2:]]
            message, hint = _in_words(".".join(where), detail)
            self.fault(path, (raw.lines or {}).get(first, raw.line), raw, "field", message, hint)


def names_by_code(record: Any) -> bool:
    """Return whether a record may name a body by its code: a colon stands in one of its ids of bodies."""
    if isinstance(record, Relation):
        return ":" in record.subject or ":" in record.object or ":" in (record.on_behalf_of or "")
    return ":" in record.entity


def _days_of(record: Any) -> tuple[PartialDate | None, PartialDate | None]:
    return getattr(record, "since", None), getattr(record, "until", None)


@cache
def _adapter(section: str, several: bool = False) -> Any:
    """Return what checks the records of a section; made once, as making it takes longer than checking a small file."""
    from pydantic import TypeAdapter

    kind: Any = RECORDS[section]
    return TypeAdapter(list[kind] if several else kind)


@cache
def _claims_adapter() -> Any:
    """Return what checks claims; made once, as making it takes longer than checking a thousand."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Claim, ...])


def _date_remedy(text: str) -> str:
    """Return what to write in place of a text that is no date here: a date that there is, where it can be read so."""
    if text in NO_DAYS:
        return "It stands for no day: leave it out."
    if re.fullmatch(r"[2-5]\d{4}", text):
        day = date(1899, 12, 30) + timedelta(days=int(text))
        return f"Write {day}, if it is a day that a spreadsheet shows as a number."
    try:
        when = when_of(text)
    except ValueError:
        return "Write the date as the source gives it."
    if when.words.startswith("the financial year"):
        return f"It is a financial year: write {when.first} for its first day, or {when.last} for its last."
    first = ", if the day stands first" if re.fullmatch(r"(0?[1-9]|1[0-2])[/.-]\d{1,2}[/.-]\d{4}", text) else ""
    return f"Write {when.option}{first}."


def _number_remedy(given: Any) -> str:
    """Return what to write in place of a text that is no number: one where only its thousands are parted."""
    plain = re.sub(r"[\s,]", "", str(given))
    parted = re.fullmatch(r"[+-]?\d{1,3}(?:[\s,]\d{3})+(?:\.\d+)?", str(given).strip())
    return f"Write {plain}, without signs between thousands." if parted else "Write it in digits, such as 1204 or 0.6."


def _in_words(name: str, detail: Any) -> tuple[str, str]:
    given = detail.get("input")
    name = shortened(name)
    match detail["type"]:
        case "unexpected_keyword_argument":
            return f"unknown field '{name}'", "Check its spelling, or remove it."
        case "missing_argument" | "missing" | "missing_keyword_only_argument":
            return f"'{name}' is missing", "Add it."
        case "literal_error":
            return f"'{name}' is '{shortened(str(given))}'", f"It must be {detail['ctx']['expected']}."
        case "value_error":
            return f"'{name}': {shortened(str(detail['ctx']['error']))}", _date_remedy(str(given).strip())
        case "dataclass_type" | "tuple_type" | "list_type":
            return f"'{name}' has the wrong shape", "See docs/reference/dataset-format.md for how it is written."
        case "float_parsing":
            return f"'{name.removesuffix('.float')}' is '{shortened(str(given))}', which is no number", _number_remedy(
                given
            )
        case "int_parsing_size":
            return f"'{name}' is a number of more than {_MOST_DIGITS:,} digits", "Write the number that is meant."
        case _ if given is None:
            return f"'{name}' says nothing", "Remove it, or write what it should say."
        case _:
            return f"'{name}' is {shortened(repr(given))}: {detail['msg'].lower()}", "Correct the value."

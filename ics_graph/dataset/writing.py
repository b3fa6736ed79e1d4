"""Writes a Dataset as a folder: YAML for what has several parts, CSV for the many records that are one row each.

What is read back is the same Dataset. Two writes of equal datasets are equal byte for byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.raw import csv_columns, list_fields
from ics_graph.errors import FormatError
from ics_graph.model import About, Dataset
from ics_graph.model.records import RECORDS
from ics_graph.output import create
from ics_graph.serialization import WRITTEN_AS, to_plain

_FEW = 200
_WIDTH = 120
# Python's reader of CSV refuses cells of more than 131,072 characters.
_LONGEST_CELL = 100_000
# A file of YAML is ended after this many characters: the reader refuses those of more than 32 MiB.
LONGEST_YAML = 7_000_000
_AT_ONCE = 100
# What a row cannot say, as a record may have several of them.
_SEVERAL = frozenset(["participants", "names", "kinds", "approvals", "attendance", "items", "needs"])


def write_folder(
    dataset: Dataset, folder: Path, uses: Sequence[str] = (), shared: Collection[str] = frozenset()
) -> None:
    """Write the files of a dataset into a folder that is not there yet or empty; ``uses`` are folders beside it.

    Bodies whose ids are ``shared`` are described in one of these as well: the two records become one. A section of up
    to two hundred records is YAML, for a person to go on with; of a bigger one the records that fit go to CSV. Several
    datasets become one, under all their titles, licences and descriptions; its name is that of the folder. Raises
    OSError where the folder cannot be written, and ValueError for text that is no Unicode.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for section in RECORDS:
        records = [to_plain(record) for _, record in sorted(dataset.section(section).items())]
        bulk = len(records) > _FEW
        if section == "entities":
            records = [{**record, "shared": "yes"} if record["id"] in shared else record for record in records]
        rows = [as_row(section, record) if bulk else None for record in records]
        if bulk and any(rows):
            _write_csv(folder / f"{section}.csv", section, [row for row in rows if row is not None])
        rest = [record for record, row in zip(records, rows, strict=True) if row is None]
        for number, text in enumerate(_in_parts(section, rest), 1):
            write_text(folder / (f"{section}.yaml" if number == 1 else f"{section}-{number}.yaml"), text)
    # What makes a folder a dataset comes last, so that a part of one is not taken for a whole.
    write_text(folder / ABOUT_FILE, yaml_of(about_of(dataset.about, uses)))


def about_of(abouts: Sequence[About], uses: Iterable[str] = ()) -> dict[str, Any]:
    """Return what several datasets say of themselves as one; they need none of one another beside it."""
    within = {about.name for about in abouts}
    outside = [name for about in abouts for name in about.uses]
    fields = {
        "title": "; ".join(about.title for about in abouts) or "Untitled",
        "licence": _joined("; ", [about.licence for about in abouts]),
        "description": _joined("\n", [about.description for about in abouts]),
        "uses": [name for name in dict.fromkeys([*uses, *outside]) if name not in within] or None,
        "opens_on": [to_plain(opening) for about in abouts for opening in about.opens_on] or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _joined(by: str, texts: Iterable[str | None]) -> str | None:
    given = [text for text in dict.fromkeys(texts) if text is not None]
    return by.join(given) if given else None


def as_row(section: str, record: dict[str, Any]) -> dict[str, str] | None:
    """Return a record as the cells of one row, or None where it has more than a row can say."""
    row = dict(record)
    if "shared" in row:
        return None
    claims, phases, codes = row.pop("claims", ()), row.pop("phases", ()), row.pop("identifiers", ())
    if len(phases) > 1 or (not _SEVERAL.isdisjoint(row) and any(row.pop(name) for name in _SEVERAL & row.keys())):
        return None
    if len(claims) == 1:
        for key, value in claims[0].items():
            row["claim_note" if key == "note" else key] = str(value)
        claims = ()
    for key in dict.fromkeys(key for claim in claims for key in claim) if claims else ():
        cells = [str(claim.get(key, "")) for claim in claims]
        if any("|" in cell or cell != cell.strip() for cell in cells) or any(claim.get(key) == "" for claim in claims):
            return None
        row["claim_note" if key == "note" else key] = "|".join(cells)
    for spell in phases:
        if spell.keys() != {"phase"}:
            return None
        row["phase"] = spell["phase"]
    for field in ("scheme", "value", "from", "until") if codes else ():
        cells = [code.get(field, "") for code in codes]
        if any("|" in cell or cell != cell.strip() for cell in cells) or (field in ("scheme", "value") and "" in cells):
            return None
        if any(cells):
            row[f"identifier_{field}"] = "|".join(cells)
    for field in list_fields(section):
        if texts := row.get(field):
            if any("|" in text or text != text.strip() or not text for text in texts):
                return None
            row[field] = "|".join(texts)
    cells_of: dict[str, str] = {
        key: value if value.__class__ is str else "yes" if value is True else "no" if value is False else str(value)
        for key, value in row.items()
    }
    # Texts that would not come back from a cell: an empty one says nothing, and line ends change.
    together = "".join(cells_of.values())
    if "" in cells_of.values() or "\r" in together or "\0" in together:
        return None
    return None if len(together) > _LONGEST_CELL and max(map(len, cells_of.values())) > _LONGEST_CELL else cells_of


def columns_of(section: str) -> list[str]:
    """Return the columns that a CSV file of a section may have, as they are written."""
    return [WRITTEN_AS.get(name, name) for name in csv_columns(section)]


def _write_csv(path: Path, section: str, rows: list[dict[str, str]]) -> None:
    used = {key for row in rows for key in row}
    columns = [name for name in columns_of(section) if name in used]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([map(row.get, columns, repeat("")) for row in rows])
    write_text(path, out.getvalue())


def _in_parts(section: str, records: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the records as the texts of as many files as it takes for none to be too long to be read."""
    head, part, length = f"{section}:\n", list[str](), 0
    for start in range(0, len(records), _AT_ONCE):
        written = [_with_names(record) for record in records[start : start + _AT_ONCE]]
        items = yaml_of({section: written}).removeprefix(head)
        if part and length + len(items) > LONGEST_YAML:
            yield head + "".join(part)
            part, length = [], 0
        part.append(items)
        length += len(items)
    if part:
        yield head + "".join(part)


def _with_names(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its names with days among its other names, where a file has them."""
    if "names" not in record:
        return record
    together = [*record.get("other_names", []), *record["names"]]
    parts = {name: value for name, value in record.items() if name not in ("names", "other_names")}
    named: dict[str, Any] = {name: parts.pop(name) for name in ("id", "type", "name") if name in parts}
    return {**named, "other_names": together, **parts}


def yaml_of(tree: dict[str, Any]) -> str:
    """Return a tree as YAML that is read back the same."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Repeats what several records share, as a reader of the file would not look for it elsewhere."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    try:
        text: str = yaml.dump(tree, None, Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    except UnicodeEncodeError as error:  # the emitter meets it before the file does
        raise _half_a_character(next(iter(tree)), error) from error
    return text


def write_text(path: Path, text: str) -> None:
    """Write a new file of UTF-8; raise ValueError for text that is no Unicode."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _half_a_character(path.name, error) from error
    with create(path) as stream:
        stream.write(data)


def _half_a_character(place: str, error: UnicodeEncodeError) -> FormatError:
    """Return the error of a text that holds half of a character (a lone surrogate), which UTF-8 cannot write."""
    before, half = error.object[max(error.start - 40, 0) : error.start], ord(error.object[error.start])
    return FormatError(f"{place}: a half of a character (U+{half:04X}) cannot be written, after {before!r}")

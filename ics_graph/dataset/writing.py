"""Writes a Dataset as a folder: YAML for what has several parts, CSV for the many records that are one row each.

What is read back is the same Dataset. Two writes of equal datasets are equal byte for byte.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.raw import csv_columns
from ics_graph.model import RECORDS, About, Dataset
from ics_graph.plain import WRITTEN_AS, to_plain

_FEW = 200
_WIDTH = 120


def write_folder(dataset: Dataset, folder: Path, uses: Sequence[str] = ()) -> None:
    """Write the files of a dataset into a folder that is not there yet or empty; ``uses`` are folders beside it.

    A section of up to two hundred records is YAML, for a person to go on with; of a bigger one the records that fit go
    to CSV. Several datasets become one, under all their titles. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_yaml(folder / ABOUT_FILE, _about(dataset.about, uses))
    for section in RECORDS:
        records = [to_plain(record) for _, record in sorted(dataset.section(section).items())]
        bulk = len(records) > _FEW
        rows = [_row(section, record) if bulk else None for record in records]
        if bulk and any(rows):
            _write_csv(folder / f"{section}.csv", section, [row for row in rows if row is not None])
        rest = [record for record, row in zip(records, rows, strict=True) if row is None]
        if rest:
            _write_yaml(folder / f"{section}.yaml", {section: rest})


def _about(abouts: Sequence[About], uses: Iterable[str]) -> dict[str, Any]:
    within = {about.name for about in abouts}
    outside = [name for about in abouts for name in about.uses]
    told = {
        "title": "; ".join(about.title for about in abouts) or "Untitled",
        "licence": "; ".join(dict.fromkeys(about.licence for about in abouts if about.licence)),
        "description": "\n".join(about.description for about in abouts if about.description),
        "uses": [name for name in dict.fromkeys([*uses, *outside]) if name not in within],
    }
    return {key: value for key, value in told.items() if value}


def _row(section: str, record: dict[str, Any]) -> dict[str, str] | None:
    """Return a record as the cells of one row, or None where it has more than a row can say."""
    row = dict(record)
    claims, phases, codes = (row.pop(name, []) for name in ("claims", "phases", "identifiers"))
    if len(claims) > 1 or len(phases) > 1 or row.pop("participants", None):
        return None
    for claim in claims:
        row |= {"claim_note" if key == "note" else key: value for key, value in claim.items()}
    for spell in phases:
        if spell.keys() != {"phase"}:
            return None
        row["phase"] = spell["phase"]
    for field in ("scheme", "value", "from", "until"):
        cells = [code.get(field, "") for code in codes]
        if any("|" in cell or cell != cell.strip() for cell in cells):
            return None
        if any(cells):
            row[f"identifier_{field}"] = "|".join(cells)
    names = row.get("other_names", [])
    if any("|" in name or name != name.strip() or not name for name in names):
        return None
    if names:
        row["other_names"] = "|".join(names)
    cells_of = {key: "yes" if value is True else "no" if value is False else str(value) for key, value in row.items()}
    return None if any(not cell or "\r" in cell or "\0" in cell for cell in cells_of.values()) else cells_of


def _write_csv(path: Path, section: str, rows: list[dict[str, str]]) -> None:
    used = {key for row in rows for key in row}
    columns = [name for name in (WRITTEN_AS.get(c, c) for c in csv_columns(section)) if name in used]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_yaml(path: Path, tree: dict[str, Any]) -> None:
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Repeats what several records share, as a reader of the file would not look for it elsewhere."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(tree, file, Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)

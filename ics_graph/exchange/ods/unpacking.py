"""The files of rows that people have of the register: as they are, or in the zip archives in which ODS packs them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.text_files import decoded_bytes
from ics_graph.validation import Problem

LARGEST = 512 * 1024 * 1024
"""How many bytes a file of rows in an archive may have, unpacked."""
MOST_PARTS = 1000
"""How many files an archive may hold."""
_ROWS = {".csv", ".txt", ".tsv", ".tab"}
_READ_ME = ("readme", "read me", "licence", "license", "terms", "disclaimer", "release")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of rows: where its day and kind may be read (``stem``), what it is called in the report, its text."""

    name: str
    stem: str
    text: str


def data_files(path: Path, name: str, report: Report) -> Iterator[DataFile]:
    """Yield the file, or the files of rows in it where it is a zip archive; what else is in that is told as skipped.

    Raises ImportFailed where it cannot be read, is a workbook, or has no file of rows in it.
    """
    with path.open("rb") as stream:
        packed = stream.read(4) == b"PK\x03\x04"
    if not packed:
        yield DataFile(name, path.stem, decoded_bytes(path.read_bytes(), name, report))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            names = [part.filename for part in parts]
            if "[Content_Types].xml" in names or "mimetype" in names:
                hint = "Save the sheet with the rows as CSV (UTF-8), and name that file."
                raise _refused(name, "packed", "this is a workbook", hint)
            if len(parts) > MOST_PARTS:
                raise _refused(name, "packed", f"it holds more than {MOST_PARTS:,} files", "Unpack it yourself.")
            yield from _rows_in(archive, parts, path, name, report)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        hint = "Fetch it again, or unpack it and name the file with the rows."
        raise _refused(
            name, "packed", f"the zip archive cannot be read ({str(error)[:100].rstrip('.')})", hint
        ) from None


def _rows_in(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], path: Path, name: str, report: Report
) -> Iterator[DataFile]:
    wanted = [part for part in parts if _is_rows(part.filename)]
    if not wanted:
        inside = ", ".join(part.filename for part in parts[:5]) or "nothing"
        hint = "Name the file with the rows itself."
        if any(part.filename.casefold().endswith(".zip") for part in parts):
            hint = "An archive within an archive is not opened: unpack the outer one, and name the inner one."
        raise _refused(name, "packed", f"no file of rows (.csv) is in the zip archive; it holds {inside}", hint)
    for part in parts:
        if part not in wanted:
            report.skip(name, None, part.filename, "a file in the archive that is no file of rows")
    for part in wanted:
        inner = PurePosixPath(part.filename)
        with archive.open(part) as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            hint = "Unpack it, and name the file with the rows."
            raise _refused(name, "huge", f"{part.filename} is larger than {LARGEST // 2**20} MiB, unpacked", hint)
        # The day is often in the name of the archive alone.
        stem = inner.stem if any(sign.isdecimal() for sign in inner.stem) else f"{inner.stem} {path.stem}"
        called = f"{name}/{part.filename}"
        yield DataFile(called, stem, decoded_bytes(raw, called, report))


def _is_rows(filename: str) -> bool:
    inner = PurePosixPath(filename)
    hidden = inner.name.startswith(".") or "__MACOSX" in inner.parts
    words = inner.stem.casefold().replace("_", " ").replace("-", " ")
    return inner.suffix.casefold() in _ROWS and not hidden and not any(word in words for word in _READ_ME)


def _refused(name: str, code: str, message: str, remedy: str) -> ImportFailed:
    return ImportFailed([Problem("error", code, message, remedy, file=name)])

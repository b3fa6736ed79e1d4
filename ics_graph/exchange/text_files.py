"""The text of files that other tools wrote, whatever their encoding, and ids made of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.names import plain_letters
from ics_graph.validation import Problem

# A page of HTML, with what may stand before it: a mark of the encoding, the line of XML, comments.
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?"
    rb"(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)",
    re.IGNORECASE | re.DOTALL,
)


def decoded(path: Path, name: str, report: Report) -> str:
    """Return the text of a file: UTF-8, or Windows-1252 where it is none, which is told as doubtful.

    Raises ImportFailed where it is no text at all but a zip archive, in which ODS packs its files, a workbook or a web
    page, or where it is empty.
    """
    return decoded_bytes(path.read_bytes(), name, report)


def decoded_bytes(raw: bytes, name: str, report: Report) -> str:
    """Return the text of the bytes of a file, as ``decoded`` does."""
    if raw.startswith(b"PK\x03\x04"):
        hint = "Unpack it, or save the sheet as CSV, and name the file that comes of it."
        raise ImportFailed([Problem("error", "packed", "this is a zip archive or a workbook", hint, file=name)])
    if raw.startswith(b"\x1f\x8b"):
        hint = "Unpack it with gunzip, and name the file that comes of it."
        raise ImportFailed([Problem("error", "packed", "this is packed by gzip", hint, file=name)])
    if not raw.strip():
        raise ImportFailed([Problem("error", "empty", "the file is empty", "Fetch it again.", file=name)])
    if _WEB_PAGE.match(raw[:2000]):
        hint = "Fetch the file again, and look at it in a browser first."
        message = "this is a web page, perhaps what a server answered instead of the file"
        raise ImportFailed([Problem("error", "web-page", message, hint, file=name)])
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if (encoding := _without_mark(raw)) is not None:
        report.doubt(name, None, "", "the file does not say how it is encoded; it was read as UTF-16")
        return raw.decode(encoding, errors="replace")
    if b"\x00" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
        hint = "Check that this is the right file; fetch it again, or save it anew as text in UTF-8."
        message = "this is no text: it holds a byte 0 here, which no text has"
        raise ImportFailed([Problem("error", "binary", message, hint, file=name, line=line)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report.doubt(name, line, "", "the file is not UTF-8; it was read as Windows-1252")
        return raw.decode("cp1252", errors="replace")


def broken_lines(name: str, report: Report) -> Callable[[int, str, str], None]:
    """Return what tells of a line of a file that is no JSON, among lines that are."""

    def tell(line: int, text: str, fault: str) -> None:
        report.skip(name, line, f"{text} ({fault})", "the line is no JSON")

    return tell


def slug(text: str, longest: int = 80) -> str:
    """Return a text as a part of an id: small letters, digits and hyphens; empty where none is left."""
    plain = plain_letters(text.replace("&", " and ")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:longest].rstrip("-")


def shown(paths: list[Path]) -> dict[Path, str]:
    """Return what each file is called in the report: its name, or its whole path where two have the same name."""
    names = [path.name for path in paths]
    return {path: path.name if names.count(path.name) == 1 else str(path) for path in paths}


def in_order(paths: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is called in the report, by name: what an import makes is the same in any order."""
    return dict(sorted(shown(list(paths)).items(), key=lambda item: (item[0].name, str(item[0]))))


def _without_mark(raw: bytes) -> str | None:
    """Return how a text in UTF-16 is encoded that does not say so: nearly every second byte of it is nought."""
    start = raw[:2000]
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        halves, others = start[at::2], start[1 - at :: 2]
        if len(start) >= 20 and halves.count(0) > 0.9 * len(halves) and others.count(0) == 0:
            return encoding
    return None

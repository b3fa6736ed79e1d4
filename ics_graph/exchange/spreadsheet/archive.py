"""A workbook or Word document as the zip archive that it is: what unpacking takes, before anything of it is read.

A few kilobytes can be packed so that they unpack to gigabytes. The sizes that the archive states are added up, and
then every part that is read is unpacked once and counted, as an archive may state what it likes. This also meets
whatever is damaged, with the name of the part.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from ics_graph.exchange.import_report import ImportFailed
from ics_graph.validation import Problem

MOST_UNPACKED = 512 * 1024 * 1024
"""How many bytes all parts of a workbook may have together, unpacked."""
MOST_OF_STRINGS = 128 * 1024 * 1024
"""How many bytes the texts of a workbook may have, which are all held at once."""
MOST_OF_ANY_OTHER = 16 * 1024 * 1024
"""How many bytes each part may have that is neither a sheet nor the texts: styles, names, the list of sheets."""
MOST_TAGS_OF_STRINGS = 8_000_000
"""How many tags of XML the texts may have: some four each."""
MOST_TAGS_OF_ANY_OTHER = 500_000
"""How many tags of XML each part may have that is neither a sheet nor the texts."""
MOST_OF_DOCUMENT, MOST_TAGS_OF_DOCUMENT = 64 * 1024 * 1024, 2_000_000
"""How many bytes and tags the text of a Word document may have, which is held whole."""
MOST_PARTS = 10_000
_AT_ONCE = 1 << 20
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_XML = re.compile(r".*\.(xml|rels)", re.IGNORECASE)
_SMALLER = "Remove what is not needed, or split it into several workbooks."
_SAVE_AGAIN = "Open it in a spreadsheet and save it again as an Excel workbook (.xlsx)."


def check_archive(file: Path) -> None:
    """Raise ImportFailed where a file is no archive that can be unpacked whole and within the limits."""
    with file.open("rb") as stream:
        start = stream.read(8)
    if start == _OLD_OR_LOCKED:
        message = "this is a workbook with a password, or of the old kind (.xls)"
        raise _failed(file, "Save it without a password as an Excel workbook (.xlsx).", message)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise _failed(file, _SMALLER, f"it has {len(parts):,} parts, and may have {MOST_PARTS:,}")
            _within(file, "it", sum(part.file_size for part in parts), MOST_UNPACKED)
            unpacked = 0
            # What the other parts are is told in the first, which may call any of them the texts.
            parts.sort(key=lambda part: part.filename != _TYPES)
            texts: set[str] = set()
            for part in parts:
                if _XML.fullmatch(part.filename):
                    unpacked += _unpacked(file, archive, part, part.filename in texts)
                    _within(file, "it", unpacked, MOST_UNPACKED)
                if part.filename == _TYPES:
                    texts = _texts(archive.read(part))
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        hint = "Save it as an Excel workbook (.xlsx)."
        raise _failed(file, hint, f"this is no spreadsheet that can be read ({_words(error)})") from error


def _texts(types: bytes) -> set[str]:
    """Return the names of the parts that are texts, by the list of what each part is; none where that is no XML."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(types)
    except (ElementTree.ParseError, ValueError, LookupError):
        return set()  # openpyxl refuses it as well
    return {str(item.get("PartName")).removeprefix("/") for item in root if item.get("ContentType") == _STRINGS}


def _unpacked(file: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, texts: bool) -> int:
    """Return how many bytes a part has, unpacked; raise ImportFailed where it is too much, locked or damaged."""
    name = part.filename
    if part.flag_bits & 1:
        raise _failed(file, "Save it without a password.", f"its part {name} is locked with a password")
    most, most_tags = MOST_OF_ANY_OTHER, MOST_TAGS_OF_ANY_OTHER
    if texts:
        most, most_tags = MOST_OF_STRINGS, MOST_TAGS_OF_STRINGS
    elif name == _DOCUMENT:
        most, most_tags = MOST_OF_DOCUMENT, MOST_TAGS_OF_DOCUMENT
    elif _SHEET.fullmatch(name):
        # The cells of a sheet are counted while they are read, and let go one after another.
        most = most_tags = MOST_UNPACKED
    size = tags = 0
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_AT_ONCE):
                size += len(piece)
                _within(file, f"its part {name}", size, most)
                tags += piece.count(b"<")
                if tags > most_tags:
                    raise _failed(file, _SMALLER, f"its part {name} has more than {most_tags:,} tags")
    except (zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _failed(file, _SAVE_AGAIN, f"its part {name} is damaged ({_words(error)})") from error
    return size


def _within(file: Path, what: str, size: int, most: int) -> None:
    if size > most:
        message = f"{what} would be more than {most // (1024 * 1024)} MiB when unpacked"
        raise _failed(file, _SMALLER, message)


def _words(error: Exception) -> str:
    return str(error)[:100].rstrip(".") or type(error).__name__


# What the same fault is called in a Word document.
_IN_WORD = (
    ("Open it in a spreadsheet", "Open it in Word"),
    ("an Excel workbook (.xlsx)", "a Word document (.docx)"),
    ("the old kind (.xls)", "the old kind (.doc)"),
    ("several workbooks", "several documents"),
    ("a workbook", "a document"),
    ("no spreadsheet", "no Word document"),
)


def _failed(file: Path, remedy: str, message: str) -> ImportFailed:
    if file.suffix.lower() == ".docx":
        for words, others in _IN_WORD:
            remedy, message = remedy.replace(words, others), message.replace(words, others)
    return ImportFailed([Problem("error", "format", message, remedy, file=str(file))])

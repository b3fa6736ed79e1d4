"""The XML of the whole register (HSCOrgRefData, as TRUD gives it out): its organisations, one after another.

Each is returned as the ORD API would give it, so that both are read by the same rules. Nothing of the file is kept but
the organisation that is being read.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.validation import Problem

_ZIP = b"PK\x03\x04"
_MOST_ELEMENTS = 500_000
"""How many elements one organisation, or the words before the first, may have."""
_MOST_WAITING = 64 * 1024 * 1024
"""How many bytes may come before an organisation ends."""
_DEEPEST = 30
_MOST_UNPACKED = 32 * 1024**3
"""How many bytes an archive within the archive may have, unpacked to the disk."""


@dataclass(frozen=True, slots=True)
class XmlPart:
    """A file of the register: as the report calls it, and how it is opened."""

    name: str
    path: Path
    inner: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Lend its bytes."""
        if self.inner is None:
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.inner) as stream:
            yield stream


@dataclass(slots=True)
class Heading:
    """What stands before the organisations: the day of publication, whether it is whole, and what roles are called."""

    published: str = ""
    kind: str = ""
    roles: dict[str, str] = field(default_factory=dict)


@contextmanager
def parts_of(path: Path, name: str, report: Report) -> Iterator[list[XmlPart]]:
    """Lend the files of the register in a file: itself, or those in a zip archive and in the archives within it.

    Raises ImportFailed where there is none.
    """
    with path.open("rb") as stream:
        packed = stream.read(4) == _ZIP
    if not packed:
        yield [XmlPart(name, path)]
        return
    with ExitStack() as stack:
        room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ics-graph-")))
        parts: list[XmlPart] = []
        try:
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    suffix = PurePosixPath(info.filename).suffix.casefold()
                    called = f"{name}/{info.filename}"
                    if suffix == ".xml":
                        parts.append(XmlPart(called, path, info.filename))
                    elif suffix == ".zip":
                        parts += _within(archive, info, called, room, report)
                    elif not info.is_dir():
                        report.skip(name, None, info.filename, "a file in the archive that is no XML")
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            message = f"the zip archive cannot be read ({str(error)[:100].rstrip('.')})"
            raise _refused(name, message, "Fetch it again, or unpack it and name the XML file.") from None
        if not parts:
            raise _refused(name, "no XML file is in the zip archive", "Name the XML file itself.")
        yield parts


def _within(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, called: str, room: Path, report: Report
) -> Iterator[XmlPart]:
    if info.file_size > _MOST_UNPACKED:
        raise _refused(called, f"it is larger than {_MOST_UNPACKED // 2**30} GiB, unpacked", "Unpack it yourself.")
    beside = room / f"{len(list(room.iterdir()))}.zip"
    with archive.open(info) as packed, beside.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, 1 << 20)
    with zipfile.ZipFile(beside) as inner:
        for part in inner.infolist():
            if part.filename.casefold().endswith(".xml"):
                yield XmlPart(f"{called}/{part.filename}", beside, part.filename)
            elif not part.is_dir():
                report.skip(called, None, part.filename, "a file in the archive that is no XML")


def heading_of(part: XmlPart) -> Heading:
    """Return what stands before the organisations of a file; raise ImportFailed where it is none of the register."""
    heading = Heading()
    for _ in organisations(part, heading):
        break
    return heading


def organisations(part: XmlPart, heading: Heading | None = None) -> Iterator[dict[str, Any]]:
    """Yield each organisation of a file as the ORD API would give it, and fill in the heading.

    Raises ImportFailed, with the line, where the file is no XML, is not of the register, or is made to fill the memory.
    """
    from xml.etree.ElementTree import ParseError, XMLPullParser

    heading = Heading() if heading is None else heading
    parser: Any = XMLPullParser(("start", "end"))
    read = _Reading(part.name, heading)
    try:
        with part.open() as stream:
            start = stream.read(1 << 20)
            if b"<!DOCTYPE" in start.upper():
                hint = "The register has none; fetch the file again."
                raise _refused(part.name, "it has a DOCTYPE, whose entities can grow a few lines into gigabytes", hint)
            piece = start
            while piece:
                read.waiting += len(piece)
                if read.waiting > _MOST_WAITING:
                    raise read.too_large()
                parser.feed(piece)
                yield from read.events(parser)
                piece = stream.read(1 << 16)
            parser.close()
            yield from read.events(parser)
    except ParseError as error:
        line = error.position[0]
        message = f"the XML breaks off or is broken ({str(error).partition(':')[0]})"
        raise _refused(part.name, message, "Fetch the file again: it may be cut.", line) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        message = f"the archive is damaged or locked ({str(error)[:100].rstrip('.')})"
        raise _refused(part.name, message, "Fetch it again.") from None
    if not read.seen:
        message = "no element 'Organisations' is in it: this is not the XML of the register"
        raise _refused(part.name, message, "Name the file HSCOrgRefData_Full_….xml, or the archive that it is in.")


class _Reading:
    """What has been read of a file: where in the tree it is, and the organisation in the making."""

    def __init__(self, name: str, heading: Heading) -> None:
        self.name, self.heading = name, heading
        self.above: list[Any] = []
        self.elements = 0
        self.waiting = 0
        self.seen = False

    def events(self, parser: Any) -> Iterator[dict[str, Any]]:
        for event, element in parser.read_events():
            if event == "start":
                self.above.append(element)
                self.elements += 1
                if len(self.above) > _DEEPEST or self.elements > _MOST_ELEMENTS:
                    raise self.too_large()
                self.seen = self.seen or _tag(element) == "Organisations"
                continue
            self.above.pop()
            tag, parent = _tag(element), _tag(self.above[-1]) if self.above else ""
            if tag == "Organisation" and parent == "Organisations":
                yield _organisation(element)
                self._let_go(element)
            elif tag in ("Manifest", "CodeSystems"):
                self._head(tag, element)
                self._let_go(element)

    def too_large(self) -> ImportFailed:
        """Return that a part of the file is larger than any of the register is."""
        hint = "Check that this is the file of the register."
        return _refused(self.name, "one of its parts is too large or nested too deep", hint)

    def _let_go(self, element: Any) -> None:
        """Forget an element that has been read, or the tree would grow with the file."""
        element.clear()
        if self.above:
            self.above[-1].remove(element)
            self.above[-1].text = None
        self.elements = self.waiting = 0

    def _head(self, tag: str, element: Any) -> None:
        for inner in element.iter():
            name = _tag(inner)
            if name == "PublicationDate":
                self.heading.published = inner.get("value", "")
            elif name == "PublicationType":
                self.heading.kind = inner.get("value", "")
            elif tag == "CodeSystems" and name == "concept" and inner.get("id", "").startswith("RO"):
                self.heading.roles[inner.get("id", "")] = inner.get("displayName", "")


def _organisation(element: Any) -> dict[str, Any]:
    """Return an organisation as the ORD API gives it; of places and contacts only that they are there."""
    value: dict[str, Any] = {"orgRecordClass": element.get("orgRecordClass", "")}
    for child in element:
        tag = _tag(child)
        if tag == "Name":
            value["Name"] = child.text or ""
        elif tag == "Date":
            value.setdefault("Date", []).append(_date(child))
        elif tag == "OrgId":
            value["OrgId"] = {"extension": child.get("extension", "")}
        elif tag in ("Status", "LastChangeDate"):
            value[tag] = child.get("value", "")
        elif tag in ("GeoLoc", "Contacts"):
            value[tag] = True
        elif tag in ("Roles", "Rels", "Succs"):
            value[tag] = {tag[:-1]: [_held(inner) for inner in child]}
        else:
            value.setdefault("others", []).append(tag)
    return value


def _held(element: Any) -> dict[str, Any]:
    """Return a role, relationship or succession."""
    value: dict[str, Any] = {
        "id": element.get("id", ""),
        "primaryRole": element.get("primaryRole", "") == "true",
        "uniqueRelId": element.get("uniqueRelId", ""),
        "uniqueSuccId": element.get("uniqueSuccId", ""),
    }
    for child in element:
        tag = _tag(child)
        if tag == "Date":
            value.setdefault("Date", []).append(_date(child))
        elif tag == "Status":
            value["Status"] = child.get("value", "")
        elif tag == "Type":
            value["Type"] = child.get("value") or (child.text or "").strip()
        elif tag == "Target":
            ids = {_tag(inner): inner for inner in child}
            org, role = ids.get("OrgId"), ids.get("PrimaryRoleId")
            value["Target"] = {
                "OrgId": {"extension": org.get("extension", "") if org is not None else ""},
                "PrimaryRoleId": {"id": role.get("id", "") if role is not None else ""},
            }
    return value


def _date(element: Any) -> dict[str, str]:
    return {_tag(inner): inner.get("value", "") for inner in element}


def _tag(element: Any) -> str:
    return cast(str, element.tag).rpartition("}")[2]


def _refused(name: str, message: str, remedy: str, line: int | None = None) -> ImportFailed:
    return ImportFailed([Problem("error", "xml", message, remedy, file=name, line=line)])

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
from typing import IO, Any

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.validation import Problem

_ZIP = b"PK\x03\x04"
_MOST_ELEMENTS = 500_000
"""How many elements one organisation, or the words before the first, may have."""
_MOST_WAITING = 64 * 1024 * 1024
"""How many bytes may come before an organisation ends."""
_DEEPEST = 30
_MOST_NAMES = 10_000
"""How many different elements a file may have; the register has some forty."""
_OF_ELEMENTS_ALONE = frozenset(
    {"Organisations", "Organisation", "Roles", "Rels", "Succs", "Date", "Target", "Contacts"}
)
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
    from xml.parsers.expat import ExpatError

    read = _Reading(part.name, Heading() if heading is None else heading)
    try:
        with part.open() as stream:
            piece = stream.read(1 << 16)
            while piece:
                yield from read.organisations_of(piece)
                piece = stream.read(1 << 16)
            yield from read.organisations_of(b"", last=True)
    except ExpatError as error:
        message = f"the XML breaks off or is broken ({str(error).partition(':')[0]})"
        raise _refused(part.name, message, "Fetch the file again: it may be cut.", error.lineno) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        message = f"the archive is damaged or locked ({str(error)[:100].rstrip('.')})"
        raise _refused(part.name, message, "Fetch it again.") from None
    if not read.seen:
        message = "no element 'Organisations' is in it: this is not the XML of the register"
        raise _refused(part.name, message, "Name the file HSCOrgRefData_Full_….xml, or the archive that it is in.")


class _Element:
    """An element: its name without its namespace, its attributes, what is in it, and the words before that."""

    __slots__ = ("attributes", "inner", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inner: list[_Element] = []
        self.text = ""


class _Reading:
    """What has been read of a file: where in the tree it is, and the organisation in the making.

    The handlers of expat make no tree of the whole, and no event of each element for somebody else to look at.
    """

    def __init__(self, name: str, heading: Heading) -> None:
        from xml.parsers.expat import ParserCreate

        self.name, self.heading = name, heading
        self.at = _Element("", {})
        self.above: list[_Element] = []
        self.tags: dict[str, str] = {}
        self.elements = 0
        self.waiting = 0
        self.seen = False
        self.whole: list[_Element] = []
        self.parser = ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def organisations_of(self, piece: bytes, *, last: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the organisations that end in the next piece of the file."""
        self.waiting += len(piece)
        if self.waiting > _MOST_WAITING:
            raise self.too_large()
        self.parser.Parse(piece, last)
        whole, self.whole = self.whole, []
        return map(_organisation, whole)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self.tags.get(name)
        if tag is None:
            # Nobody names this many elements; a file that does must not fill the memory with them.
            if len(self.tags) > _MOST_NAMES:
                raise self.too_large()
            tag = self.tags[name] = name.rpartition("}")[2]
        self.elements += 1
        if len(self.above) >= _DEEPEST or self.elements > _MOST_ELEMENTS:
            raise self.too_large()
        self.above.append(self.at)
        element = _Element(tag, attributes)
        self.at.inner.append(element)
        self.at = element
        if tag == "Organisations":
            self.seen = True

    def _end(self, _: str) -> None:
        element = self.at
        self.at = parent = self.above.pop()
        tag = element.tag
        if tag == "Organisation" and parent.tag == "Organisations":
            self.whole.append(element)
            self._let_go()
        elif tag in ("Manifest", "CodeSystems"):
            if not self.seen:
                self._head(tag, element)
            self._let_go()

    def _text(self, text: str) -> None:
        if not self.at.inner and self.at.tag not in _OF_ELEMENTS_ALONE:
            self.at.text += text

    def _doctype(self, *_: object) -> None:
        hint = "The register has none; fetch the file again."
        raise _refused(self.name, "it has a DOCTYPE, whose entities can grow a few lines into gigabytes", hint)

    def too_large(self) -> ImportFailed:
        """Return that a part of the file is larger than any of the register is."""
        hint = "Check that this is the file of the register."
        return _refused(self.name, "one of its parts is too large or nested too deep", hint)

    def _let_go(self) -> None:
        """Forget the element that has been read, or the tree would grow with the file."""
        self.at.inner.pop()
        self.elements = self.waiting = 0

    def _head(self, tag: str, element: _Element) -> None:
        name, value = element.tag, element.attributes
        if name == "PublicationDate":
            self.heading.published = value.get("value", "")
        elif name == "PublicationType":
            self.heading.kind = value.get("value", "")
        elif tag == "CodeSystems" and name == "concept" and value.get("id", "").startswith("RO"):
            self.heading.roles[value.get("id", "")] = value.get("displayName", "")
        for inner in element.inner:
            self._head(tag, inner)


def _organisation(element: _Element) -> dict[str, Any]:
    """Return an organisation as the ORD API gives it; of places and contacts only that they are there."""
    value: dict[str, Any] = {"orgRecordClass": element.attributes.get("orgRecordClass", "")}
    for child in element.inner:
        tag = child.tag
        if tag == "Name":
            value["Name"] = child.text
        elif tag == "Date":
            value.setdefault("Date", []).append(_date(child))
        elif tag == "OrgId":
            value["OrgId"] = {"extension": child.attributes.get("extension", "")}
        elif tag in ("Status", "LastChangeDate"):
            value[tag] = child.attributes.get("value", "")
        elif tag in ("GeoLoc", "Contacts"):
            value[tag] = True
        elif tag in ("Roles", "Rels", "Succs"):
            value[tag] = {tag[:-1]: [_held(inner) for inner in child.inner]}
        else:
            value.setdefault("others", []).append(tag)
    return value


def _held(element: _Element) -> dict[str, Any]:
    """Return a role, relationship or succession."""
    attributes = element.attributes
    value: dict[str, Any] = {
        "id": attributes.get("id", ""),
        "primaryRole": attributes.get("primaryRole", "") == "true",
        "uniqueRelId": attributes.get("uniqueRelId", ""),
        "uniqueSuccId": attributes.get("uniqueSuccId", ""),
    }
    for child in element.inner:
        tag = child.tag
        if tag == "Date":
            value.setdefault("Date", []).append(_date(child))
        elif tag == "Status":
            value["Status"] = child.attributes.get("value", "")
        elif tag == "Type":
            value["Type"] = child.attributes.get("value") or child.text.strip()
        elif tag == "Target":
            ids = {inner.tag: inner.attributes for inner in child.inner}
            org, role = ids.get("OrgId", {}), ids.get("PrimaryRoleId", {})
            value["Target"] = {
                "OrgId": {"extension": org.get("extension", "")},
                "PrimaryRoleId": {"id": role.get("id", "")},
            }
    return value


def _date(element: _Element) -> dict[str, str]:
    return {inner.tag: inner.attributes.get("value", "") for inner in element.inner}


def _refused(name: str, message: str, remedy: str, line: int | None = None) -> ImportFailed:
    return ImportFailed([Problem("error", "xml", message, remedy, file=name, line=line)])

"""Statements of RDF files by subject and property, with the file that makes each; nothing of their meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.json_text import is_deeper, parsed
from ics_graph.exchange.org_rdf.jsonld import ContextElsewhere, embedded, is_page, with_local_context
from ics_graph.exchange.text_files import in_order, slug
from ics_graph.exchange.xml_text import DEEPEST, swelling, too_deep
from ics_graph.problems import Problem, shortened

LOCAL = "file:///"
"""How the address of a thing begins that its file gives no whole address."""


@dataclass(frozen=True, slots=True)
class Term:
    """An object: a resource (``literal`` false) by IRI or the name of a blank node, or a literal."""

    value: str
    literal: bool
    language: str = ""
    datatype: str = ""


@dataclass(eq=False, slots=True)
class RdfFile:
    """A file of statements: its name, when it was made, and the id of its source."""

    name: str
    date: PartialDate | None
    source: str


@dataclass(slots=True)
class Graph:
    """All statements, by subject and property in their order, each with the file it was first made in."""

    files: list[RdfFile] = field(default_factory=list)
    about: dict[str, dict[str, dict[Term, RdfFile]]] = field(default_factory=lambda: defaultdict(dict))

    def all(self, subject: str, *properties: str) -> list[Term]:
        """Return the objects of a subject's properties, in the order of the properties."""
        by_property = self.about.get(subject, {})
        return [term for name in properties for term in by_property.get(name, ())]

    def resources(self, subject: str, *properties: str) -> list[str]:
        """Return those objects that are resources."""
        return [term.value for term in self.all(subject, *properties) if not term.literal]

    def file_of(self, subject: str) -> RdfFile:
        """Return the file that says the first thing of a subject."""
        for objects in self.about.get(subject, {}).values():
            for file in objects.values():
                return file
        return self.files[0]


class _Swells(Exception):
    """Raised where entities could fill the memory, with the line at which they begin."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _TooDeep(_Swells):
    """Raised where a file is nested too deep, with the line."""


def read_graph(paths: Sequence[Path], date: PartialDate | None, report: Report) -> Graph:
    """Return the statements of all files in any syntax of RDF; raise ImportFailed with every file that is none.

    Nothing is fetched: a file of JSON-LD must hold its context, or have that of schema.org. A web page is read for the
    JSON-LD that it embeds.
    """
    import pyoxigraph as ox

    graph = Graph()
    problems: list[Problem] = []
    taken: set[str] = set()
    for number, (path, name) in enumerate(in_order(paths).items()):
        source = f"rdf-{slug(path.stem, 60) or number}"
        source = source if source not in taken else f"{source}-{number + 1}"
        taken.add(source)
        file = RdfFile(name, report.day_of_file(path, name, date), source)
        graph.files.append(file)
        report.say(f"reading {name}")
        blank: dict[str, str] = {}

        def named(term: Any, blank: dict[str, str] = blank, number: int = number) -> str:
            if isinstance(term, ox.BlankNode):
                # Their own names are made anew at each reading; their order is not.
                return blank.setdefault(term.value, f"_:{number + 1}.{len(blank) + 1}")
            return str(term.value)

        try:
            for quad in _quads(path, name):
                if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                    report.skip(name, None, str(quad.predicate.value), "statements about statements")
                    continue
                end = quad.object
                if isinstance(end, ox.Literal):
                    term = Term(end.value, True, end.language or "", end.datatype.value)
                else:
                    term = Term(named(end), False)
                graph.about[named(quad.subject)].setdefault(quad.predicate.value, {}).setdefault(term, file)
                report.read[name] += 1
        except _TooDeep as error:
            hint = "Write the file anew in another way, such as Turtle."
            message = f"nested deeper than {DEEPEST} levels"
            problems.append(Problem("error", "deep", message, hint, file=name, line=error.line))
            continue
        except _Swells as error:
            message = "its DOCTYPE has entities that can grow a few lines into gigabytes"
            hint = "Write the file anew with what they stand for."
            problems.append(Problem("error", "doctype", message, hint, file=name, line=error.line))
            continue
        except MemoryError:  # so the parser calls a text that is longer than it takes
            hint = "Shorten it, or leave it out."
            problems.append(Problem("error", "long-text", "a text in it is longer than 16 MiB", hint, file=name))
            continue
        except ContextElsewhere as error:
            hint = "Put the context itself into the file."
            problems.append(Problem("error", "context", f"the RDF cannot be read: {error}", hint, file=name))
            continue
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            hint = "It must be Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD with its context in it."
            problems.append(
                Problem("error", "rdf", f"the RDF cannot be read: {shortened(str(error))}", hint, file=name, line=line)
            )
            continue
        if not report.read[name]:
            hint = "Check that this is the right file."
            message = "the file makes no statement"
            if is_page(path.read_bytes()[:1000]):
                message = "this is a web page, and no JSON-LD is embedded in it"
            problems.append(Problem("error", "no-rdf", message, hint, file=name))
    if problems:
        raise ImportFailed(problems)
    return graph


def _quads(path: Path, name: str) -> Iterator[Any]:
    import pyoxigraph as ox

    text = path.read_bytes()
    base = f"{LOCAL}{slug(Path(name).stem) or 'file'}"
    if is_page(text[:1000]):
        for value in embedded(text.decode("utf-8", errors="replace")):
            yield from ox.parse(with_local_context(value), format=ox.RdfFormat.JSON_LD, base_iri=base)
        return
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.decode("utf-16").encode()
    syntax = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    start = text.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    if syntax is None or path.suffix.lower() in (".xml", ".json"):
        syntax = (
            ox.RdfFormat.JSON_LD
            if start[:1] in (b"{", b"[")
            else ox.RdfFormat.RDF_XML
            if start[:5] == b"<?xml" or b"<rdf:RDF" in start
            else ox.RdfFormat.TRIG
        )
    if syntax == ox.RdfFormat.RDF_XML and (line := swelling(text)):
        raise _Swells(line)
    deep = None
    if syntax == ox.RdfFormat.RDF_XML:
        deep = too_deep(text)
    elif syntax == ox.RdfFormat.JSON_LD and is_deeper(text, DEEPEST):
        deep = 1
    if deep:
        raise _TooDeep(deep)
    if syntax == ox.RdfFormat.JSON_LD:
        text = with_local_context(parsed(text.decode("utf-8-sig")))
    yield from ox.parse(text, format=syntax, base_iri=base)

"""RDF files of any syntax read back: what every RDF import does, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from sys import intern
from typing import Any

from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.json_text import DEEPEST, is_deeper
from ics_graph.exchange.rdf.from_triples import DatasetBuilder, NotCanonical, Wrong
from ics_graph.exchange.rdf.jsonld_pieces import pieces
from ics_graph.exchange.terms import Iri, Value, checked_base
from ics_graph.exchange.xml_text import DEEPEST as XML_DEEPEST
from ics_graph.exchange.xml_text import doctype, too_deep
from ics_graph.gc_pause import without_collecting
from ics_graph.model import Dataset
from ics_graph.problems import Problem, Problems

# By the name of the format: how it is called, and how pyoxigraph calls it.
SYNTAXES = {
    "turtle": ("Turtle", "TURTLE"),
    "ntriples": ("N-Triples", "N_TRIPLES"),
    "nquads": ("N-Quads", "N_QUADS"),
    "trig": ("TriG", "TRIG"),
    "rdfxml": ("RDF/XML", "RDF_XML"),
    "jsonld": ("JSON-LD", "JSON_LD"),
}
_MEDIA = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig", ".rdf": "rdfxml", ".jsonld": "jsonld"}
_LONGEST = 200
LONGEST_LITERAL = 16 * 1024 * 1024
"""How long a text in RDF may be."""
# Where a record begins in a line: as the subject of Turtle and its like, of RDF/XML, and of JSON-LD.
_BEGINS = re.compile(rb'^\s*<([^>\s]*)>|\babout="([^"]*)"|"@id":\s*"([^"]*)"')


def import_rdf(given: ImportInput, syntax: str, base: str) -> Dataset:
    """Return the dataset that the files hold together; what they hold besides is told in the report.

    Raises ImportFailed with every problem where a file is not of the syntax, or no dataset as ics-graph writes it.
    """
    with without_collecting():
        return _dataset(given, syntax, DatasetBuilder(checked_base(base)))


def _dataset(given: ImportInput, syntax: str, reading: DatasetBuilder) -> Dataset:
    problems = []
    for file in given.files:
        before = reading.size
        problem = _parse(file, syntax, reading)
        given.report.read[str(file)] = reading.size - before
        problems += [problem] if problem else []
    if problems:
        raise ImportFailed(problems)
    where = ", ".join(map(str, given.files))
    if not reading.size:
        raise ImportFailed([Problem("error", "empty", "there is no triple in it", "Check the file.", file=where)])
    try:
        dataset = reading.dataset()
    except NotCanonical as error:
        problems = Problems(_placed(error.wrong, given.files))
        problems.left_out["error"] += error.more
        raise ImportFailed(problems) from error
    _report(given, reading, where)
    return dataset


def _parse(file: Path, syntax: str, reading: DatasetBuilder) -> Problem | None:
    """Take in the triples of a file; return what is wrong with it, where it is not of the syntax."""
    import pyoxigraph as ox

    # The parser opens the file itself, and does not say which it was that it could not open.
    file.open("rb").close()
    name, theirs = SYNTAXES[syntax]
    if syntax == "rdfxml" and (line := doctype(file.read_bytes())):
        message = "it has a DOCTYPE, whose entities can grow a few lines into gigabytes"
        remedy = "No export here writes one; write the file anew without it."
        return Problem("error", "doctype", message, remedy, file=str(file), line=line)
    if syntax == "jsonld" and _take_pieces(file, reading):
        return None
    if problem := _too_deep(file, syntax):
        return problem
    try:
        if not _take(ox.parse(path=str(file), format=getattr(ox.RdfFormat, theirs)), reading):
            return too_long(str(file))
    except MemoryError:  # so the parser calls a text that is longer than it takes
        return too_long(str(file))
    except SyntaxError as error:
        line = error.lineno or _line_of_xml(file, syntax)
        message = re.sub(r"^Parser error [^:]*: | \(line \d+\)$", "", error.msg or str(error))
        if "LoadDocumentCallback" in message:
            message, remedy = (
                "its @context is on the network, and nothing is fetched",
                "Write the context into the file.",
            )
        else:
            # A parser may show all that it has read where it stumbles.
            message = message if len(message) <= _LONGEST else f"{message[:_LONGEST].split(chr(10))[0]}…"
            remedy = _remedy(file, syntax, name)
        return Problem(
            "error", "syntax", f"this is not {name}: {message.rstrip('.')}", remedy, file=str(file), line=line
        )
    return None


def _take(quads: Iterable[Any], reading: DatasetBuilder) -> bool:
    """Take in what a parser yields; return whether no text in it is too long."""
    import pyoxigraph as ox

    for quad in quads:
        subject, end = quad.subject, quad.object
        # Each of these strings is made anew by the parser, and a big file has a few of them many million times.
        predicate = intern(quad.predicate.value)
        if isinstance(subject, ox.NamedNode) and isinstance(end, ox.NamedNode):
            reading.add(subject.value, predicate, Iri(end.value))
        elif isinstance(subject, ox.NamedNode) and isinstance(end, ox.Literal):
            if len(text := end.value) > LONGEST_LITERAL:
                return False
            reading.add(subject.value, predicate, Value(text, intern(end.datatype.value)))
        else:  # a blank node, or a statement about a statement: the writer makes neither
            reading.size += 1
            reading.pass_over(str(subject).strip("<>"), predicate)
    return True


def _take_pieces(file: Path, reading: DatasetBuilder) -> bool:
    """Take in JSON-LD that can be taken apart; return whether it could, and all of it is in order.

    The parser of JSON-LD holds a whole document, many times as large as the file. Where a piece is not in order, the
    whole is read, which tells the place: what was taken in is then said a second time, which adds nothing.
    """
    import pyoxigraph as ox

    before, passed_over, taken = reading.size, dict(reading.passed_over), 0
    try:
        for piece in pieces(file):
            if is_deeper(piece, DEEPEST) or not _take(ox.parse(piece, format=ox.RdfFormat.JSON_LD), reading):
                taken = 0
                break
            taken += 1
    except (MemoryError, SyntaxError):
        taken = 0
    if not taken:
        reading.size, reading.passed_over = before, passed_over
    return bool(taken)


def _too_deep(file: Path, syntax: str) -> Problem | None:
    """Return the problem of a file that is nested too deep, in the syntaxes whose parser that would bring down."""
    line, most = None, XML_DEEPEST
    if syntax == "rdfxml":
        line = too_deep(file.read_bytes())
    elif syntax == "jsonld" and is_deeper(file.read_bytes(), DEEPEST):
        line, most = 1, DEEPEST
    if line is None:
        return None
    hint = "Flatten it; what we write is never so deep."
    return Problem("error", "deep", f"nested deeper than {most} levels", hint, file=str(file), line=line)


def too_long(file: str) -> Problem:
    """Return the problem of a file with a text that is longer than any parser of RDF here takes."""
    message = f"a text in it is longer than {LONGEST_LITERAL // (1024 * 1024)} MiB"
    return Problem("error", "long-text", message, "Shorten it, or leave it out.", file=file)


def _remedy(file: Path, syntax: str, name: str) -> str:
    other = _MEDIA.get(file.suffix)
    if other is not None and other != syntax:
        return f"By its name it is {SYNTAXES[other][0]}: ics-graph import {other} {file.name}"
    return f"Mend it there, or write it anew: ics-graph export {syntax}"


def _line_of_xml(file: Path, syntax: str) -> int | None:
    """Return the line at which XML breaks off, which the parser of RDF does not say."""
    if syntax != "rdfxml":
        return None
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(file.read_bytes(), True)
    except expat.ExpatError as error:
        return error.lineno
    except (ValueError, LookupError):  # it is in an encoding that nobody knows
        return 1
    return None


def _placed(wrong: Sequence[Wrong], files: Sequence[Path]) -> list[Problem]:
    """Return the problems with the file and line in which each record begins, as far as that can be told."""
    wanted = {fault.iri: fault.iri for fault in wrong if fault.iri}
    wanted |= {f"id:{'/'.join(iri.rsplit('/', 2)[-2:])}": iri for iri in wanted}
    places = _places(wanted, files) if wanted else {}
    problems = []
    for fault in wrong:
        file, line = places.get(fault.iri, (", ".join(map(str, files)), None))
        record = fault.record or (f"<{fault.iri}>" if fault.iri else None)
        section = fault.section or None
        problems.append(Problem("error", "rdf", fault.message, fault.remedy, section, record, file, line))
    return problems


def _places(wanted: Mapping[str, str], files: Sequence[Path]) -> dict[str, tuple[str, int | None]]:
    """Return the file and line of each record that is wanted, by its IRI; the files are read once."""
    by_iri: dict[str, tuple[str, int | None]] = {}
    for file in files:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                begins = _BEGINS.search(line)
                written = next(filter(None, begins.groups()), b"").decode("utf-8", "replace") if begins else ""
                if iri := wanted.get(unescape(written)):
                    by_iri.setdefault(iri, (str(file), number))
    return by_iri


def _report(given: ImportInput, reading: DatasetBuilder, where: str) -> None:
    for subject, predicate in sorted(reading.passed_over):
        given.report.skip(where, None, subject, f"<{predicate}> says nothing in our model here")

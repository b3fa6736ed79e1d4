"""Files for ``neo4j-admin database import full``: the graph that ``sync`` would make, for a first load of any size.

One pass over the graph, each row written as it is made. What a column holds is known once all rows are written, so
headers are files of their own and come last; a row that does not fit (one number is whole, another is not) goes to a
second file with a header of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from ics_graph.model import Dataset
from ics_graph.ontology import Ontology
from ics_graph.output import create, whole_folder
from ics_graph.stores import StoreError
from ics_graph.stores.compiler import Compiler
from ics_graph.stores.neo4j.elements import Link, Node, Properties, about_of, digest_of_meta, meta
from ics_graph.stores.neo4j.mapping import GraphMapping
from ics_graph.stores.neo4j.schema import LABELS, OURS, checked_graph, meta_ref, statements

README = "README.txt"
SCHEMA = "schema.cypher"
_BETWEEN = "\x1f"
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double", date: "date", list: "string[]"}


class Written(NamedTuple):
    """How much was written."""

    nodes: int
    relationships: int


def write(
    dataset: Dataset, ontology: Ontology, graph: str, folder: Path, made_from: Sequence[Path] | None = None
) -> Written:
    """Write the files into a folder that is empty or not there; it is there whole or not at all.

    ``made_from`` are the dataset folders that it is the whole of (none: all shipped ones), with which README.txt checks
    what was imported.
    Raises FolderTaken where it is not empty, and CannotWrite.
    """
    mapping = GraphMapping(Compiler(dataset, ontology), checked_graph(graph))
    with whole_folder(folder, README) as beside:
        return _write(mapping, dataset, ontology, graph, beside, made_from)


def _write(
    mapping: GraphMapping,
    dataset: Dataset,
    ontology: Ontology,
    graph: str,
    folder: Path,
    made_from: Sequence[Path] | None,
) -> Written:
    with _Files(folder) as files:
        for section in LABELS:
            for draft in mapping.drafts(section):
                files.node(f"nodes-{section}", mapping.node(section, draft), draft.digest)
        about = meta(graph, about_of(dataset))
        of_this_version = about._replace(properties={**about.properties, "version": version("ics-graph")})
        files.node("nodes-dataset", of_this_version, digest_of_meta(about))
        for draft in mapping.edge_drafts():
            edge = mapping.edge(draft)
            ends = mapping.ref("entities", edge.subject), mapping.ref("entities", edge.object)
            files.row("relationships-lines", (*ends, edge.type), {**edge.properties, "digest": draft.digest})
            files.written[1] += 1
            for link in edge.cites:
                files.link(link, ends[0], link.ref)
    text = "".join(f"{statement};\n" for statement in statements(ontology).values())
    loaded = f"MATCH (d:{OURS} {{ref: '{meta_ref(graph)}'}}) SET d.loaded_at = datetime();\n"
    _create(folder / SCHEMA, f"{text}CALL db.awaitIndexes();\n{loaded}")
    written = Written(*files.written)
    _create(folder / README, _readme(graph, written, files.options(), made_from))
    return written


def _create(path: Path, text: str) -> None:
    with create(path) as stream:
        stream.write(text.encode())


class _File:
    """A file of rows that have the same columns, with the type of each column as far as a row has told."""

    def __init__(self, path: Path, fixed: Sequence[str], keys: Sequence[str], to: BinaryIO) -> None:
        self.path = path
        self.fixed = fixed
        self.types: dict[str, str | None] = dict.fromkeys(keys)
        self.to = to

    def takes(self, types: Sequence[str | None]) -> bool:
        """Return whether a row of these types fits."""
        return all(
            new is None or kept is None or new == kept for new, kept in zip(types, self.types.values(), strict=True)
        )

    def write(self, cells: Iterable[str], types: Sequence[str | None]) -> None:
        for key, kind in zip(self.types, types, strict=True):
            if kind is not None:
                self.types[key] = kind
        self.to.write((",".join(cells) + "\n").encode())

    @property
    def header(self) -> Path:
        return self.path.with_name(f"{self.path.stem}-header.csv")

    def write_header(self) -> None:
        named = (f"{key}:{kind or 'string'}" for key, kind in self.types.items())
        _create(self.header, ",".join((*self.fixed, *named)) + "\n")


class _Files:
    """The files of one import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open = ExitStack()
        self.files: dict[tuple[str, tuple[str, ...]], list[_File]] = {}
        self.of_name: dict[str, int] = {}
        self.written = [0, 0]
        self.several_lines = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.__exit__(kind, error, trace)
        if error is None:
            for file in self.all():
                file.write_header()

    def all(self) -> list[_File]:
        return [file for files in self.files.values() for file in files]

    def node(self, name: str, node: Node, digest: int) -> None:
        """Write a node and the links that belong to it."""
        properties = {key: of for key, of in node.properties.items() if key != "ref"}
        labels = _BETWEEN.join((OURS, *node.labels))
        self.row(name, (node.ref, labels), {**properties, "digest": digest})
        self.written[0] += 1
        for link in node.out:
            self.link(link, node.ref, link.ref)
        for link in node.into:
            self.link(link, link.ref, node.ref)

    def link(self, link: Link, start: str, end: str) -> None:
        self.row(f"relationships-{link.type}", (start, end, link.type), link.properties)
        self.written[1] += 1

    def row(self, name: str, fixed: Sequence[str], properties: Properties) -> None:
        types = [_type(of) for of in properties.values()]
        candidates = self.files.setdefault((name, tuple(properties)), [])
        file = next((file for file in candidates if file.takes(types)), None)
        if file is None:
            number = self.of_name[name] = self.of_name.get(name, 0) + 1
            path = self.folder / f"{name}{'' if number == 1 else f'-{number}'}.csv"
            to = self.open.enter_context(create(path))
            columns = ("ref:ID", ":LABEL") if name.startswith("nodes-") else (":START_ID", ":END_ID", ":TYPE")
            file = _File(path, columns, tuple(properties), to)
            candidates.append(file)
        cells = [_cell(of) for of in (*fixed, *properties.values())]
        self.several_lines = self.several_lines or any("\n" in cell or "\r" in cell for cell in cells)
        file.write(cells, types)

    def options(self) -> list[str]:
        """Return the options that name the files."""
        options = ["--array-delimiter=U+001F"]
        if self.several_lines:
            options.append("--multiline-fields=true")
        for file in self.all():
            option = "--nodes" if file.path.name.startswith("nodes-") else "--relationships"
            # With "./", since the tool of 2026 asks each path for its folder.
            options.append(f"{option}=./{file.header.name},./{file.path.name}")
        return options


def _type(value: Any) -> str | None:
    return None if value is None else _TYPES[type(value)]


def _cell(value: Any) -> str:
    """Return a value as CSV has it: nothing at all is no value, and "" an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if any(_BETWEEN in part for part in value) or value in ([], [""]):
            raise StoreError(f"a list cannot be written for the import: {value!r}")
        value = _BETWEEN.join(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return value.isoformat() if isinstance(value, date) else repr(value)


def _readme(graph: str, written: Written, options: Sequence[str], made_from: Sequence[Path] | None) -> str:
    command = " \\\n  ".join(["neo4j-admin database import full neo4j", "--overwrite-destination=true", *options])
    return f"""\
The graph '{graph}' for neo4j-admin: {written.nodes:,} nodes and {written.relationships:,} relationships.

1. Stop the server. Whatever its database 'neo4j' holds is replaced.

2. In this folder, as the user that Neo4j runs as:

{command}

3. Start the server, and create the constraints and the indexes:

cypher-shell --file {SCHEMA}

4. Read everything back, and compare it with the files. This says that the graph is already just so:

{_check(graph, made_from)}

5. From now on, load what changes. The same command without --verify does it.
"""


def _check(graph: str, made_from: Sequence[Path] | None) -> str:
    command = ["ics-graph", "load", "--to", "neo4j://localhost:7687", "--graph", graph]
    if made_from is None:
        # A load is of whole folders, so there are none yet to check a part with.
        part = "ics-graph export dataset part/        (with the options that chose the part, or the store)"
        return f"{part}\n{shlex.join([*command, '--data', 'part/', '--verify'])}"
    for path in made_from:
        # The command may be run elsewhere than the export was.
        command += ["--data", str(path.absolute())]
    return shlex.join([*command, "--verify"])

"""A first load into an empty Neo4j: by ``load``, by ``neo4j-admin``, and by the Cypher script; one command.

    python -m benchmarks.first_load [FOLDER]      # a dataset; by default the nation of benchmarks.national
    python -m benchmarks.first_load --script …    # and the Cypher script, statement by statement

Each begins with a server of its own that holds nothing. The time of ``neo4j-admin`` is that of all it takes: the files,
the import, the start of the server, constraint and indexes. Target: at most half of what ``load`` takes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neo4j import GraphDatabase

from benchmarks.national import make
from ics_graph.dataset import read_datasets
from ics_graph.exchange.exports.cypher import cypher
from ics_graph.exchange.formats import ExportInput
from ics_graph.model import Dataset
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores.neo4j import GRAPH, Connection, Load, admin
from tests.stores.neo4j.server import Neo4jServer
from tests.stores.neo4j.test_import import command_of


def main(folder: Path | None, with_script: bool) -> None:
    """Measure each way, and print its seconds and its ratio."""
    ontology = load_ontology()
    with tempfile.TemporaryDirectory() as work:
        dataset = read_datasets([folder or nation(Path(work))], ontology).dataset
        print(f"{len(dataset.entities):,} entities, {len(dataset.relations):,} relations", flush=True)
        loaded = by_load(dataset, ontology)
        print(f"load: {loaded:.1f} s", flush=True)
        imported = by_import(dataset, ontology, Path(work) / "import")
        print(f"neo4j-admin: {imported:.1f} s in all; load takes {loaded / imported:.1f} times as long (target 2)")
        if with_script:
            print(f"the Cypher script: {by_script(dataset, ontology, Path(work) / 'graph.cypher'):.1f} s")


def nation(folder: Path) -> Path:
    """Return the folder of an invented England of the real size."""
    make(folder / "ods")
    files = sorted(map(str, (folder / "ods").iterdir()))
    command = [sys.executable, "-m", "ics_graph", "import", "ods", *files, "--output", str(folder / "nation")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "nation"


def by_load(dataset: Dataset, ontology: Ontology) -> float:
    """Return the seconds of a first load, as the command makes it."""
    with server_of_its_own() as server, Connection(server.uri, *server.auth) as connection:
        begin = time.perf_counter()
        Load(connection, dataset, ontology).run()
        return time.perf_counter() - begin


def by_import(dataset: Dataset, ontology: Ontology, folder: Path) -> float:
    """Return the seconds from the dataset to a graph that answers, by the steps of README.txt."""
    with server_of_its_own() as server:
        server.stop()
        steps = [time.perf_counter()]
        admin.write(dataset, ontology, GRAPH, folder)
        steps.append(time.perf_counter())
        server.admin(command_of((folder / admin.README).read_text(encoding="utf-8"))[1:], folder)
        steps.append(time.perf_counter())
        server.start()
        steps.append(time.perf_counter())
        run(server, (folder / admin.SCHEMA).read_text(encoding="utf-8"))
        steps.append(time.perf_counter())
    names = ("files", "import", "start", "constraint and indexes")
    each = ", ".join(
        f"{name} {after - before:.1f} s" for name, before, after in zip(names, steps[:-1], steps[1:], strict=True)
    )
    print(f"  {each}", flush=True)
    return steps[-1] - steps[0]


def by_script(dataset: Dataset, ontology: Ontology, path: Path) -> float:
    """Return the seconds that a server takes for the Cypher script, each statement sent after the other."""
    with path.open("wb") as to:
        cypher(ExportInput(dataset, ontology), to)
    with server_of_its_own() as server:
        begin = time.perf_counter()
        run(server, path.read_text(encoding="utf-8"))
        return time.perf_counter() - begin


def server_of_its_own() -> Neo4jServer:
    return Neo4jServer(heap="2g", as_in_production=True)


def run(server: Neo4jServer, script: str) -> None:
    """Run a script of ours, in which each statement ends a line with its semicolon."""
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver, driver.session() as session:
        for statement in script.split(";\n"):
            if text := statement.strip():
                session.run(text).consume()


if __name__ == "__main__":
    folders = [Path(word) for word in sys.argv[1:] if word != "--script"]
    main(folders[0] if folders else None, with_script="--script" in sys.argv)

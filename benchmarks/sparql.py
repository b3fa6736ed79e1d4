"""A SPARQL query at national size: of the store on disk, beside the graph read into memory for each query.

    python -m benchmarks.sparql [FOLDER]

Targets: under 1 s and 200 MB, in all processes together, from the second query on. FOLDER is a dataset of national
size, as ``python -m benchmarks.national FOLDER`` leaves in ``FOLDER/imported``; without it, one is made. The peer is
pyoxigraph in memory: the same triples written to a file, read by a process of its own and asked the same, as this
project did before its store was on disk. All are run in turns, each in fresh processes.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.national import FILES, make, run

_MEMBERS = "?l ics:object ?b ; ics:relation ics:memberOf ; ics:subject ?m ; ics:from ?from ."
_NAMED = '?b skos:prefLabel "NHS Anytown 1 CCG" .'
QUERIES = {
    "members of a body, named first": f"SELECT ?m ?from {{ {_NAMED} {_MEMBERS} }} ORDER BY ?m",
    "the same, named last": f"SELECT ?m ?from {{ {_MEMBERS} {_NAMED} }} ORDER BY ?m",
    "all memberships, counted": "SELECT (COUNT(*) AS ?n) { ?l ics:relation ics:memberOf }",
    "bodies by type": "SELECT ?type (COUNT(*) AS ?n) { ?b skos:prefLabel ?name ; a ?type } GROUP BY ?type",
}
_OURS = """
import sys
from ics_graph.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert not left.code, left.code
"""
# As it was: the triples go to a file, and a process reads them into memory and answers.
_PEER = """
import subprocess, sys, tempfile
from pathlib import Path
from ics_graph.dataset import read_datasets
from ics_graph.exchange.rdf import to_triples
from ics_graph.exchange.rdf.exporter import write
from ics_graph.exchange.rdf.ntriples import NTriples
from ics_graph.exchange.terms import BASE, KIND_IN_IRI, PREFIXES
from ics_graph.ontology import load_ontology
ontology = load_ontology()
with tempfile.NamedTemporaryFile() as file:
    dataset = read_datasets([Path(sys.argv[2])]).dataset
    write(to_triples.groups(dataset, ontology), file, NTriples(BASE))
    file.flush()
    prefixes = {**PREFIXES, **{kind: f"{BASE}{kind}/" for kind in KIND_IN_IRI.values()}}
    code = '''
import sys
import pyoxigraph as ox
store = ox.Store()
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)
print(len([[str(term) for term in row] for row in store.query(sys.argv[2], prefixes=eval(sys.argv[3]))]))
'''
    subprocess.run([sys.executable, "-c", code, file.name, sys.argv[1], repr(prefixes)], check=True)
"""
# In a notebook: the store on disk, and a graph of rdflib in memory.
_OPENED = """
import sys
from ics_graph import open_rdf
store = open_rdf([sys.argv[1]])
print(len(list(store.query("SELECT ?name { ?b a <https://w3id.org/ics-graph/ontology#ClinicalCommissioningGroup> ; "
                           "<http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"))))
"""
_RDFLIB = """
import sys
from ics_graph import read_datasets, to_rdflib
print(len(to_rdflib(read_datasets([sys.argv[1]]).dataset)))
"""
_USED = """
import json, resource, time
parent, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
processor = parent.ru_utime + parent.ru_stime + child.ru_utime + child.ru_stime
print("used", json.dumps([processor, parent.ru_maxrss / 1024, child.ru_maxrss / 1024]))
"""


class Took(NamedTuple):
    """Seconds on the clock and of the processor, and the most megabytes of the command and of its own process."""

    clock: float
    processor: float
    parent: float
    child: float

    def __str__(self) -> str:
        return (
            f"{self.clock:6.2f} s, {self.processor:6.2f} s of processor, {self.parent:5.0f} MB and in its process "
            f"{self.child:5.0f} MB"
        )


def took(code: str, *words: str) -> Took:
    """Return what a piece of Python took."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", code + _USED, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    clock = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(done.stderr)
    return Took(clock, *json.loads(done.stdout.rpartition("used ")[2]))


def middle(many: list[Took]) -> Took:
    """Return the medians."""
    return Took(*(statistics.median(values) for values in zip(*many, strict=True)))


def measured(folder: Path, rounds: int = 3) -> None:
    """Print what the first query takes, and each of the queries after it beside the peer."""
    os.environ["ICS_GRAPH_DATA"] = str(folder)
    first = took(_OURS, "sparql", QUERIES["all memberships, counted"])
    print(f"the first query, which builds the store: {first}", flush=True)
    stores = Path(os.environ["ICS_GRAPH_CACHE"]).glob("*.rdf/*")
    print(f"the store on disk: {sum(path.stat().st_size for path in stores) / 1e6:.0f} MB")
    for name, query in QUERIES.items():
        pairs = [(took(_OURS, "sparql", query), took(_PEER, query, str(folder))) for _ in range(rounds)]
        ours, peers = middle([pair[0] for pair in pairs]), middle([pair[1] for pair in pairs])
        times = statistics.median(peer.clock / our.clock for our, peer in pairs)
        print(f"{name} (target 1 s, 200 MB): {ours}", flush=True)
        print(f"  in memory, for each query: {peers}: {times:.1f} times as long", flush=True)
    for name, code in (("open_rdf and a query", _OPENED), ("to_rdflib", _RDFLIB)):
        print(f"in Python, {name}: {middle([took(code, str(folder)) for _ in range(rounds)])}", flush=True)


def main() -> None:
    """Make the data where none are named, and print what was measured."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as there:
        scratch = Path(there)
        # Both, so that no store of an earlier run is found.
        os.environ["ICS_GRAPH_CACHE"] = os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else scratch / "imported"
        if len(sys.argv) == 1:
            make(scratch / "england")
            files = [str(scratch / "england" / name) for name in FILES]
            run("import", "ods", *files, "--into", str(folder))
        measured(folder)


if __name__ == "__main__":
    main()

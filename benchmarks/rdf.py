"""RDF exports of 400,000 relations, beside rdflib writing the very same triples.

    python -m benchmarks.rdf [RELATIONS [RELATIONS-FOR-RDFLIB]]

Targets: 10 times as fast as rdflib's serialisers for Turtle and JSON-LD, 5 times for RDF/XML, twice for N-Triples, and
10 times for each where the time in which rdflib builds its graph is counted too; memory that does not grow with the
dataset. Processor time is measured, as other work on the machine would else be measured with it. rdflib holds each
triple as Python objects, and its Turtle takes longer than in proportion: it is run on as many relations as are named
for it, 2,000 by default, and our time for as many is measured beside it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.embedded import make
from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.exchange.rdf.to_triples import triples
from ics_graph.exchange.rdflib import to_rdflib
from ics_graph.ontology import load_ontology

# Our format, what rdflib calls it, and how many times as fast ours should be.
SYNTAXES = (
    ("ntriples", "nt", 2),
    ("turtle", "turtle", 10),
    ("jsonld", "json-ld", 10),
    ("rdfxml", "xml", 5),
)


def ours(format_: str, chosen: ExportInput, into: Path) -> float:
    """Return the seconds of processor time of one export to a file."""
    begin = time.process_time()
    with into.open("wb") as stream:
        all_exports()[format_].function(chosen, stream)
    return time.process_time() - begin


def peak() -> float:
    """Return the most memory that this process has ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(folder: Path, format_: str) -> None:
    """Print what one export takes, in time and in memory on top of the dataset's (run in its own process)."""
    ontology = load_ontology()
    chosen = ExportInput(read_datasets([folder]).dataset, ontology)
    ours(format_, ExportInput(read_datasets([Path("tests/data/small")]).dataset, ontology), folder / "warm")
    # What reading took and gave back would hide what the export takes: the peak is set back to what is held now.
    Path("/proc/self/clear_refs").write_text("5")
    before = peak_now()
    seconds = ours(format_, chosen, folder / "out")
    print(f"{seconds} {peak_now() - before} {(folder / 'out').stat().st_size / 1e6}")


def peak_now() -> float:
    """Return the peak since it was last set back, in MB (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measured(folder: Path, format_: str) -> tuple[float, float, float]:
    """Return the seconds, the growth of memory in MB and the size in MB of an export in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.rdf", "--alone", str(folder), format_]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, growth, size = map(float, done.stdout.split())
    return seconds, growth, size


def beside_rdflib(folder: Path, scratch: Path) -> None:
    """Print each syntax beside rdflib's, on the same triples."""
    ontology = load_ontology()
    chosen = ExportInput(read_datasets([folder]).dataset, ontology)
    number = sum(1 for _ in triples(chosen.dataset, ontology))
    begin = time.process_time()
    graph = to_rdflib(chosen.dataset, ontology)
    building = time.process_time() - begin
    print(
        f"rdflib: {len(chosen.dataset.relations):,} relations, {number:,} triples; "
        f"graph built in {building:.1f} s, {peak():,.0f} MB"
    )
    for format_, theirs, wanted in SYNTAXES:
        took = min(ours(format_, chosen, scratch / "ours") for _ in range(3))
        begin = time.process_time()
        graph.serialize(scratch / "theirs", format=theirs, encoding="utf-8")
        peer = time.process_time() - begin
        print(
            f"  {format_:<9} {took:7.2f} s  rdflib {peer:7.2f} s: {peer / took:5.1f} times as fast (target {wanted}), "
            f"{(building + peer) / took:5.1f} with its graph (target 10)"
        )


def main() -> None:
    """Print what was measured."""
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    compared = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, relations in (("large", large), ("tenth", large // 10), ("compared", compared)):
            make(folder / name, relations // 4)
        beside_rdflib(folder / "compared", folder)
        for format_, *_ in (*SYNTAXES, ("trig",), ("nquads",)):
            few, growth_of_few, _ = measured(folder / "tenth", format_)
            many, growth, size = measured(folder / "large", format_)
            print(
                f"{format_:<9} {large:,} relations: {many:6.1f} s, {size:6,.0f} MB; a tenth of them {few:5.2f} s "
                f"({many / few:.1f} times as long); memory on top {growth:.0f} MB, of a tenth {growth_of_few:.0f} MB"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(Path(sys.argv[2]), sys.argv[3])
    else:
        main()

"""What a load is reported as, where no server is needed to tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from ics_graph.cli.load_report import Report, Way, quicker_way
from ics_graph.stores.neo4j import Change, Named


class Done:
    """A load that has come to its end."""

    refused = None
    broken_off = False
    compared_records = 0

    def __init__(self, is_there: bool) -> None:
        self.is_there = is_there


def report(way: Way, added: int, is_there: bool = False, records: int = 0) -> str:
    named = [Named("relations", f"line-{n}", "added") for n in range(records)]
    changes = {"relations": Change(added=added)}
    return Report(way, "neo4j://host", "neo4j", "ics", changes, named, cast(Any, Done(is_there)), False).table()


def test_a_big_first_load_is_told_of_a_quicker_way() -> None:
    assert quicker_way(50_000, "ics", [Path("mine")]) is None
    told = quicker_way(50_001, "ics", [Path("my data"), Path("frame")])
    assert told is not None
    assert "\n  ics-graph export neo4j-admin import/ --data 'my data' --data frame --graph ics\n" in told


def test_a_table_names_twenty_records_and_counts_the_rest() -> None:
    lines = report("dry-run", 25, records=25).splitlines()
    assert sum(line.startswith("  added: relations line-") for line in lines) == 20
    assert lines[-1] == "  … and 5 more; --format json names all."
    assert "more;" not in report("dry-run", 20, records=20)

"""What each format leaves behind is counted by field and told; a format that leaves nothing says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.model import Claim, Dataset, Entity, Fact, Gap, Identifier, Relation, Source
from tests.exchange.golden import ONTOLOGY, written


def full() -> Dataset:
    """Return two bodies with a line, and one of each thing that some format has no place for."""
    seen = Claim("s", "p. 1", observed=PartialDate(2019, 6, 1), note="as read")
    trust = Entity(
        "t", "NHSTrust", "Trust", ("T",), (Identifier("ods", "RZ8"),), since=PartialDate(2001), claims=(seen,)
    )
    return Dataset(
        (),
        {"s": Source("s", "S", publisher="P")},
        {"t": trust, "b": Entity("b", "Board", "Board", claims=(seen,), note="meets")},
        {"r": Relation("r", "t", "memberOf", "b", voting=True, claims=(seen,), note="a seat")},
        {"f": Fact("f", "t", "note", text="x", claims=(seen,))},
        gaps={"g": Gap("g", "b", "chair", claims=(seen,))},
    )


CLAIMS = "days that claims bear witness for (5); notes of claims (5)"
DRAWN = (
    "A drawing cannot say: codes (1); dates of bodies (1); facts (1); gaps (1); notes of bodies (1); "
    "notes of lines (1); other names (1); sources (1); whether a member votes (1)."
)


@pytest.mark.parametrize(
    ("format_", "words"),
    [
        ("mermaid", DRAWN),
        ("dot", DRAWN),
        ("graphml", f"GraphML cannot say: {CLAIMS}; publishers, links, licences and dates of sources (1)."),
        ("gexf", f"GEXF cannot say: {CLAIMS}; publishers, links, licences and dates of sources (1)."),
        ("node-link", f"Node-link JSON cannot say: {CLAIMS}; publishers, links, licences and dates of sources (1)."),
        ("turtle", None),
        ("cypher", None),
    ],
)
def test_what_is_left_behind_is_counted_by_field(format_: str, words: str | None) -> None:
    told: list[str] = []
    written(format_, ExportInput(full(), ONTOLOGY, tell=told.append))
    assert told == ([words] if words else [])


def test_tables_leave_what_a_cell_cannot_name(tmp_path: Path) -> None:
    told: list[str] = []
    all_exports()["csv"].function(ExportInput(full(), ONTOLOGY, tell=told.append), tmp_path / "out")
    assert told == [f"CSV cannot say: {CLAIMS}."]


def test_a_snapshot_counts_the_lines_and_bodies_that_it_lacks() -> None:
    told: list[str] = []
    chosen = ExportInput(full(), ONTOLOGY, as_of=date(2019, 6, 2), tell=told.append)
    written("turtle", chosen, profile="org")
    assert told == [
        "The snapshot cannot say: bodies that are not surely there on the day (2); dates of bodies (1); facts (1); "
        "gaps (1); lines that do not surely hold on the day, or are only inferred (1); notes of bodies (1); "
        "notes of lines (1); sources (1)."
    ]


def test_a_format_that_leaves_nothing_says_nothing() -> None:
    told: list[str] = []
    bare = Dataset((), {}, {"t": Entity("t", "NHSTrust", "Trust")})
    for format_ in ("mermaid", "dot", "graphml", "gexf", "node-link"):
        written(format_, replace(ExportInput(bare, ONTOLOGY), tell=told.append))
    assert told == []

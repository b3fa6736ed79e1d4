"""The Cypher script, run on a real Neo4j: what it makes is what a load makes, to the last property."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from ics_graph.exchange.formats import ExportInput
from ics_graph.model import Claim, Dataset, Entity, Fact, Identifier, Relation
from ics_graph.stores import StoreError
from ics_graph.stores.export_dataset import dataset_of
from ics_graph.stores.neo4j import Connection, Neo4jStore, sync
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small, written

HOSTILE = (
    "O'Brien's \"Board\"",
    "back\\slash \\' \\\\",
    "`backtick` $param {map} // no comment /* none */",
    "two\nlines\r\nand\ttab; MATCH (n) DETACH DELETE n;",
    r"\u0041 \u0027 \\u0027 \\\u0027",
    "' }) DETACH DELETE n //",
    "bell\x07 nul\x00 \x85 \u2028",
    "日本 عربى 🏥",
    "of | two ^ and ~",
)


def statements(script: bytes) -> list[str]:
    """Return the statements of a script: each ends a line with its semicolon."""
    text = "\n".join(line for line in script.decode().splitlines() if not line.startswith("//"))
    return [part for part in re.split(r";\n|;\Z", text.strip()) if part.strip()]


def run(script: bytes, url: str, auth: tuple[str, str]) -> None:
    with GraphDatabase.driver(url, auth=auth) as driver, driver.session() as session:
        for statement in statements(script):
            session.run(statement).consume()  # type: ignore[arg-type,unused-ignore]


def hostile() -> Dataset:
    texts = dict(enumerate(HOSTILE))
    claims = tuple(Claim("minutes", text, said_by=text, note=text) for text in HOSTILE)
    bodies = {
        f"h{n}": Entity(f"h{n}", "Group", text, (f"{text} too",), (Identifier(text, text),), claims=claims, note=text)
        for n, text in texts.items()
    }
    lines = {
        f"l{n}": Relation(f"l{n}", f"h{n}", "reportsTo", "h0", role=text, claims=claims) for n, text in texts.items()
    }
    numbers = (1e22, 1.5e-300, -0.25, 2**63 - 1, -(2**63), 0)
    facts = {f"f{n}": Fact(f"f{n}", "h0", "figure", number, text="x") for n, number in enumerate(numbers)}
    return replace(small().dataset, entities=bodies, relations=lines, facts=facts, events={}, gaps={}, complete={})


@pytest.mark.parametrize("which", ["small", "hostile"])
def test_the_script_makes_what_a_load_makes(empty_neo4j: str, neo4j_auth: tuple[str, str], which: str) -> None:
    dataset = small().dataset if which == "small" else hostile()
    run(written("cypher", ExportInput(dataset, ONTOLOGY)), empty_neo4j, neo4j_auth)
    with Neo4jStore(empty_neo4j, *neo4j_auth, ontology=ONTOLOGY) as store:
        assert dataset_of(store, ONTOLOGY) == dataset
        assert store.notices() == []
    with Connection(empty_neo4j, *neo4j_auth) as connection:
        assert not any(sync(connection, dataset, ONTOLOGY, dry_run=True).values())


def test_a_second_run_stops_and_changes_nothing(empty_neo4j: str, neo4j_auth: tuple[str, str]) -> None:
    script = written("cypher", small(), graph="mine")
    run(script, empty_neo4j, neo4j_auth)
    with pytest.raises(Exception, match="already exists with label"):
        run(script, empty_neo4j, neo4j_auth)
    with Connection(empty_neo4j, *neo4j_auth) as connection:
        assert not any(sync(connection, small().dataset, ONTOLOGY, dry_run=True, graph="mine").values())


def test_a_small_system_is_written_as_it_always_was() -> None:
    found = written("cypher", small(only=["reporting"]))
    assert written("cypher", reversed_in_order(small(only=["reporting"]))) == found
    records = [line for line in found.decode().splitlines(keepends=True) if "ics/entities" in line or "// " in line]
    # What the ontology says is in the script, too, and changes with it; digests are the business of loads.
    assert_golden("reporting.cypher", re.sub(r"\|\d{12,}(?=\|$|', )", "|0", "".join(records), flags=re.M).encode())


def test_a_name_that_no_graph_can_have_is_refused(ics: Ics, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be the name of a graph"):
        written("cypher", small(), graph="a b")
    status, _, said = ics("export", "cypher", "-o", str(tmp_path / "x"), "--graph", "a b", "--data", str(SMALL))
    assert (status, list(tmp_path.glob("x"))) == (1, [])
    assert "'a b' cannot be the name of a graph; use letters, digits, - and _" in said

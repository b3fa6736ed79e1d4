"""Rows of relations that are like one that was checked are kept as columns, and nobody can tell it by what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset import raw as raw_module
from ics_graph.dataset.like_rows import LikeRows
from ics_graph.dataset.reader import _Reader
from ics_graph.dataset.streamed_writing import FolderWriter
from ics_graph.model import About, Claim, Dataset, Relation
from ics_graph.ontology import load_ontology
from ics_graph.relation_columns import RelationColumns, ends_of_types, of_types
from ics_graph.stores.compiler import Compiler
from ics_graph.validation import validate
from tests.stores.contract.strategies import datasets

BODIES = """
sources: [{id: s, title: Minutes, date: 2019-06-15}, {id: t, title: Plan}]
entities:
  - {id: board, type: Board, name: The Board, claims: [{source: s}]}
  - {id: ccg, type: ClinicalCommissioningGroup, name: A CCG, claims: [{source: s}],
     identifiers: [{scheme: ods, value: 00C}]}
  - {id: trust, type: FoundationTrust, name: A Trust, from: 2010, until: 2019, claims: [{source: s}]}
"""
HEADER = "id,subject,type,object,role,on_behalf_of,from,until,phase,source,locator,basis,claim_note\n"
PLAIN = "r{n},ccg,supports,{object},,,2013-04,,,s,{place},,\n"


def rows(number: int, first: int = 0) -> str:
    return "".join(
        PLAIN.format(n=n, object=("board", "trust")[n % 2], place=f"p. {n}" if n % 3 else "")
        for n in range(first, first + number)
    )


ODD = {
    "alike": rows(9),
    "a code in place of an id": rows(4) + "c,ods:00C,supports,board,,,,,,s,,,\n" + rows(4, 4),
    "on behalf of a code": rows(4) + "c,ccg,supports,board,,ods:00C,,,,s,,,\n" * 2 + rows(4, 4),
    "an id twice": rows(5) + rows(1, 2) + rows(3, 5),
    "an id twice, far apart": rows(9) + rows(1, 2) + rows(3, 9),
    "no id": ",ccg,supports,board,Lead,,2013,,,s,p. 1,,\n,trust,supports,board,Lead,,2013,,,s,p. 2,,\n" + rows(2),
    "one id made of another": rows(3)
    + "ccg:supports:board:2013-04,ccg,supports,board,,,,,,s,,,\n"
    + ",ccg,supports,board,,,2013-04,,,s,,,\n",
    "several sources": rows(4) + "m,ccg,supports,board,,,,,,s|t,p. 1|p. 2,,\n" + rows(4, 4),
    "uneven sources": rows(4) + "m,ccg,supports,board,,,,,,s|t,a|b|c,,\n" + rows(4, 4),
    "a plan": "".join(f"p{n},ccg,supports,board,,,,,planned,s,,,\n" for n in range(4)),
    "a bad date": rows(4) + "d,ccg,supports,board,,,31/12/2019,,,s,,,\n" + rows(4, 4),
    "a bad basis": rows(4) + "d,ccg,supports,board,,,,,,s,,hearsay,\n" + rows(4, 4),
    "a place without a source": rows(4) + "d,ccg,supports,board,,,,,,,p. 1,,\n" + rows(4, 4),
    "a type that is none": rows(4) + "d,ccg,feeds,board,,,,,,s,,,\n" * 2 + rows(4, 4),
    "a body that is not there": rows(4) + "d,nobody,supports,board,,,2013-04,,,s,p. 1,,\n" + rows(4, 4),
    "a body and itself": rows(4) + "d,ccg,supports,ccg,,,2013-04,,,s,p. 1,,\n" + rows(4, 4),
    "ends that do not go": rows(4) + "".join(f"e{n},trust,committeeOf,board,,,,,,s,,,\n" for n in range(3)),
    "reversed": "".join(f"e{n},trust,supports,board,,,2014,2013,,s,,,\n" for n in range(3)),
    "outside a life": "".join(f"e{n},trust,supports,board,,,2021,,,s,{n},,\n" for n in range(3)),
    "a source that is not there": "".join(f"e{n},trust,supports,board,,,,,,u,{n},,\n" for n in range(3)),
    "an id that cannot be": rows(4) + "rule:x,ccg,supports,board,,,2013-04,,,s,p. 1,,\n" + rows(4, 4),
    "a cell of two lines": rows(3)
    + 'l,ccg,supports,board,,,,,,s,"p. 1\np. 2",,\n'
    + rows(4, 3)
    + "z,ccg,feeds,board,,,,,,s,,,\n",
    "blank rows": rows(3) + "\n,,,,,,,,,,,,\n" + rows(4, 3) + "\n",
    "short rows": rows(3) + "k,ccg,supports,board\n" + rows(2, 3) + "k,ccg\n" + rows(2, 5),
    "long rows": rows(3) + "k,ccg,supports,board,,,,,,s,,,,,\n" + rows(2, 3) + "k,ccg,supports,board,,,,,,s,,,,,x\n",
    "a long place": rows(3) + f"k,ccg,supports,board,,,2013-04,,,s,{'p' * 40_000},,\n" + rows(2, 3),
    "what cannot be seen": rows(3) + "k,ccg,supports,board,,,2013-04,,,s,p\u202e1,,\n" + rows(2, 3),
    "a NUL": rows(3) + "k,ccg,supports,board,,,2013-04,,,s,p\0 1,,\n" + rows(2, 3),
    "broken quotes": rows(7) + 'k,ccg,supports,board,,,,,,s,"p"1,,\n' + rows(2, 7),
}


def said(folder: Path) -> tuple[object, ...]:
    """Return all that reading a folder says: its relations in their order, their lines, their places, its problems."""
    try:
        loaded = read_datasets([folder])
    except DatasetError as error:
        return tuple(error.problems)
    relations = loaded.dataset.relations
    lines = list(Compiler(loaded.dataset, load_ontology()).lines())
    return list(relations.items()), dict(loaded.places["relations"]), list(loaded.findings), lines


@pytest.mark.parametrize("case", ODD)
@pytest.mark.parametrize("at_once", [2, 3, 2_000])
def test_rows_that_are_taken_say_what_they_would_one_by_one(
    case: str, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dataset.yaml").write_text("title: T\n")
    (tmp_path / "all.yaml").write_text(BODIES)
    (tmp_path / "relations.csv").write_text(HEADER + ODD[case], "utf-8")
    monkeypatch.setattr(raw_module, "_ROWS_AT_ONCE", at_once)
    taken = said(tmp_path)
    monkeypatch.setattr(LikeRows, "takes", lambda self, rows, first: False)
    assert taken == said(tmp_path)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataset=datasets())
def test_lines_of_columns_are_those_of_the_same_relations_one_by_one(dataset: Dataset) -> None:
    reader = _Reader(load_ontology(), lambda _: None)
    with TemporaryDirectory() as place:
        with FolderWriter(Path(place, "made")) as folder:
            folder.add("relations", dataset.relations.values())
            folder.finish(About("made", "Made"), ())
        for path in Path(place, "made").glob("relations*"):
            reader.file(path)
    reader.keep_by_code(dataset.entities)
    relations = reader.relations
    # Whether it is in order is not asked: random relations go between bodies where the ontology has none.
    loaded = replace(dataset, relations=relations)
    whole = replace(dataset, relations=dict(relations.items()))
    assert whole.relations == dataset.relations
    as_columns, one_by_one = Compiler(loaded, load_ontology()), Compiler(whole, load_ontology())
    assert list(as_columns.lines()) == list(one_by_one.lines())
    assert list(map(str, validate(loaded, load_ontology()))) == list(map(str, validate(whole, load_ontology())))


def columns_of(tmp_path: Path, text: str) -> RelationColumns:
    (tmp_path / "dataset.yaml").write_text("title: T\n")
    (tmp_path / "all.yaml").write_text(BODIES)
    (tmp_path / "relations.csv").write_text(HEADER + text, "utf-8")
    relations = read_datasets([tmp_path]).dataset.relations
    assert isinstance(relations, RelationColumns)
    return relations


def test_rows_alike_are_kept_as_columns(tmp_path: Path) -> None:
    relations = columns_of(tmp_path, rows(6))
    assert [number for *_, number, _ in relations.rows()] == [1, 2, 2, 1, 2, 2]
    assert relations["r4"] == Relation(
        "r4", "ccg", "supports", "board", since=relations["r0"].since, claims=(Claim("s", "p. 4"),)
    )


def test_claims_of_rows_live_as_long_as_the_relations_and_are_the_same_each_time(tmp_path: Path) -> None:
    relations = columns_of(tmp_path, rows(6))
    assert [relation.claims[0] for relation in relations.values()][4] is relations["r4"].claims[0]


def test_a_file_in_which_no_two_rows_are_alike_is_given_up(tmp_path: Path) -> None:
    text = "".join(f"r{n},ccg,supports,board,Role {n},,,,,s,,,\n" for n in range(2_500))
    relations = columns_of(tmp_path, text + rows(4, 2_500))
    assert len(relations.patterns) < 2_100
    assert len(relations) == 2_504
    assert [number for *_, number, _ in relations.rows()][-4:] == [0, 0, 0, 0]


@pytest.mark.parametrize("as_mapping", [dict, lambda relations: relations])
def test_relations_of_some_types_are_found_in_columns_and_in_any_mapping(
    as_mapping: Callable[[RelationColumns], dict[str, Relation]], tmp_path: Path
) -> None:
    both = rows(2) + "e,ccg,partOf,trust,,,,,,s,,,\nf,ccg,partOf,trust,,,,,,s|t,,,\n"
    relations = as_mapping(columns_of(tmp_path, both))
    assert [relation.id for relation in of_types(relations, {"partOf"})] == ["e", "f"]
    to_board = of_types(relations, {"supports"}, lambda type_, subject, object_: object_ == "board")
    assert [relation.id for relation in to_board] == ["r0"]
    assert list(ends_of_types(relations, {"partOf"})) == [("ccg", "trust")] * 2


def test_the_place_of_a_relation_is_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "relations-b.csv").write_text(HEADER + rows(2, 6))
    relations = columns_of(tmp_path, rows(6))
    assert relations.place("r5") == (str(tmp_path / "relations.csv"), 7)
    assert relations.place("r6") == (str(tmp_path / "relations-b.csv"), 2)
    assert "r8" not in relations.places
    with pytest.raises(KeyError):
        relations.place("r8")

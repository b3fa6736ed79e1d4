"""A dataset written as a folder: it loads to the same model, whatever its text, and is the same bytes each time."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import ics_graph.dataset.writing as writing
from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset.writing import write_folder
from ics_graph.dates import PartialDate
from ics_graph.errors import FormatError
from ics_graph.exchange.exports import dataset as dataset_export
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import select
from ics_graph.model import About, Claim, Completeness, Dataset, Entity, Fact, Relation, Source
from ics_graph.ontology import load_ontology
from ics_graph.stores.sqlite import shipped_datasets
from tests.asking import SMALL
from tests.conftest import Ics
from tests.exchange.awkward import awkward_datasets

SEEDS = shipped_datasets()
ONTOLOGY = load_ontology()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("few", [0, 200], ids=["as-csv", "as-yaml"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataset=awkward_datasets())
def test_any_dataset_comes_back_equal(few: int, dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_FEW", few)
        folder = Path(place, "awkward")
        write_folder(dataset, folder)
        back = read_datasets([folder], ONTOLOGY).dataset
        assert back == dataset
        write_folder(back, Path(place, "again"))
        assert files(Path(place, "again")) == files(folder)


@pytest.mark.parametrize("folder", [SMALL, *SEEDS], ids=lambda path: path.name)
def test_a_shipped_dataset_comes_back_equal(folder: Path, tmp_path: Path) -> None:
    dataset = read_datasets([folder]).dataset
    write_folder(dataset, tmp_path / "again")
    back = read_datasets([tmp_path / "again"]).dataset
    assert replace(back, about=()) == replace(dataset, about=())
    (about,) = back.about
    assert about.title == "; ".join(about.title for about in dataset.about)
    assert about.uses == ()


def test_several_licences_and_descriptions_become_one_of_each() -> None:
    first = About("a", "First", "OGL v3", "What is first.", uses=("b", "elsewhere"))
    second = About("b", "Second", "OGL v3")
    third = About("c", "Third", "CC0", "What is third.")
    assert writing.about_of([first, second, third], ["frame"]) == {
        "title": "First; Second; Third",
        "licence": "OGL v3; CC0",
        "description": "What is first.\nWhat is third.",
        "uses": ["frame", "elsewhere"],
    }


def test_a_text_that_is_too_long_for_a_cell_is_written_as_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_FEW", 0)
    facts = {id_: Fact(id_, "a", "note", text=text) for id_, text in (("long", "x" * 200_000), ("short", "x"))}
    dataset = Dataset((About("again", "R"),), {}, {"a": Entity("a", "Group", "A")}, {}, facts)
    write_folder(dataset, tmp_path / "again")
    assert sorted(files(tmp_path / "again")) == ["dataset.yaml", "entities.csv", "facts.csv", "facts.yaml"]
    assert read_datasets([tmp_path / "again"]).dataset == dataset


def test_yaml_that_grows_too_long_to_be_read_goes_on_in_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LONGEST_YAML", 8_000)
    monkeypatch.setattr(writing, "_FEW", 1000)
    entities = {f"e{n:03}": Entity(f"e{n:03}", "Group", "a name\nin two lines") for n in range(350)}
    dataset = Dataset((About("again", "R"),), {}, entities)
    write_folder(dataset, tmp_path / "again")
    names = ["dataset.yaml", "entities-2.yaml", "entities-3.yaml", "entities-4.yaml", "entities.yaml"]
    assert sorted(files(tmp_path / "again")) == names
    assert read_datasets([tmp_path / "again"]).dataset == dataset


def test_a_number_that_cannot_be_counted_to_is_an_error_of_the_dataset(tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("title: T\n")
    (tmp_path / "entities.yaml").write_text("entities: [{id: a, type: Group, name: A}]\n")
    (tmp_path / "facts.csv").write_text("id,entity,property,number\nf,a,count,inf\n")
    with pytest.raises(DatasetError, match=r"facts\.csv:2: facts/f: inf is no number that can be counted to\."):
        read_datasets([tmp_path])


def test_half_a_character_is_refused_and_leaves_no_folder(tmp_path: Path) -> None:
    dataset = Dataset((About("x", "R"),), {}, {"a": Entity("a", "Group", "half \ud800")})
    with pytest.raises(FormatError, match=r"a half of a character \(U\+D800\) cannot be written, after 'half '"):
        dataset_export.dataset(ExportInput(dataset, load_ontology()), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_overwritten(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    status, _, said = ics("export", "dataset", str(tmp_path), "--data", str(SMALL))
    assert status == 2
    assert "is there already and not empty; name a folder that is not there yet." in said
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_part_is_a_dataset_of_its_own(ics: Ics, tmp_path: Path) -> None:
    folder = tmp_path / "part"
    arguments = ("--only", "accountability", "--data", str(SMALL))
    assert ics("export", "dataset", str(folder), *arguments)[0] == 0
    assert sorted(read_datasets([folder]).dataset.relations) == [
        "board:accountableTo:ics:2018-04-01",
        "group-b:accountableTo:council:2016",
        "group-c:accountableTo:group-b:2013",
        "ics:accountableTo:nhse:2018-10",
    ]


@pytest.mark.parametrize(
    ("only", "as_of", "kept"),
    [
        (["membership"], None, True),
        (["accountability"], None, False),
        (["Board"], None, False),
        (["Board", "FoundationTrust"], None, True),
        ([], date(2020, 1, 1), True),
        (["accountability"], date(2020, 1, 1), False),
    ],
)
def test_a_list_is_complete_in_a_part_only_where_all_of_it_is_there(
    only: list[str], as_of: date | None, kept: bool
) -> None:
    day = PartialDate.parse
    claims = (Claim("minutes"),)
    bodies = [Entity("board", "Board", "Board"), Entity("old", "Council", "Old", until=day("2019"))]
    bodies += [Entity("trust", "FoundationTrust", "Trust"), Entity("nhse", "NHSEngland", "NHS England")]
    lines = [Relation("m", "trust", "memberOf", "board"), Relation("a", "board", "accountableTo", "nhse")]
    dataset = Dataset(
        (About("x", "X"),),
        {"minutes": Source("minutes", "Minutes")},
        {body.id: body for body in bodies},
        {line.id: line for line in lines},
        complete={"whole": Completeness("whole", "board", "membership", claims)},
    )
    part = select(dataset, load_ontology(), as_of, only)
    assert (bool(part.complete), bool(part.sources)) == (kept, kept)
    assert "board" in part.entities


def test_five_is_written_as_five_point_nought_is() -> None:
    whole, float_ = (Fact("f", "a", "count", number) for number in (5, 5.0))
    assert repr(whole) == repr(float_)
    assert Fact("f", "a", "count", 2.0**60).number == 2**60
    assert repr(Fact("f", "a", "count", 0.5).number) == "0.5"

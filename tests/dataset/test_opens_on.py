"""As at which day a page opens: what a dataset says of it, through every way out and back, and every broken form."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ics_graph.answering.asked import Asked
from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset.writing import write_folder
from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ExportInput, ImportInput, all_exports, all_imports
from ics_graph.explorer.neighbourhood import neighbourhood
from ics_graph.explorer.opening_day import opening_of
from ics_graph.explorer.selection import at_any_date, select
from ics_graph.model import Dataset, OpeningDay
from ics_graph.ontology import load_ontology
from ics_graph.stores import Store, open_store
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite.building import build

RECORDS = """\
claim_defaults: {source: deck}
sources:
  - {id: deck, title: The deck, kind: slide deck, not_before: "2018", not_after: 2019-06}
  - {id: minutes, title: The minutes, kind: minutes, date: 2019-02-11}
  - {id: register, title: The register, kind: register, date: 2024-07-24}
entities:
  - {id: ics-a, type: IntegratedCareSystem, name: A ICS, claims: [{}, {source: minutes}, {source: register}]}
  - {id: ics-b, type: IntegratedCareSystem, name: B ICS, claims: [{source: register}]}
  - {id: ccg, type: ClinicalCommissioningGroup, name: A CCG, until: 2019-03-31, claims: [{}]}
"""
OPENS = "opens_on: {day: 2019-02-01, reason: All that is named was there}"
EVER = View()


def folder(root: Path, about: str = "", records: str = RECORDS) -> Path:
    made = root / "data"
    made.mkdir(exist_ok=True)
    (made / "dataset.yaml").write_text(f"title: A test\n{about}\n", "utf-8")
    (made / "all.yaml").write_text(records, "utf-8")
    return made


def opened(tmp_path: Path, about: str = "", records: str = RECORDS) -> Store:
    file = tmp_path / "made.sqlite"
    build(file, read_datasets([folder(tmp_path, about, records)]).dataset)
    return open_store(str(file))


def day_of(store: Store, id_: str, view: View = EVER) -> tuple[date, str]:
    asked = Asked(store, load_ontology(), view)
    wide = at_any_date(asked)
    shown = select(wide, id_) if id_.startswith("ics-") else neighbourhood(wide, id_)
    opening = opening_of(asked, shown)
    return opening.day, opening.why


def test_the_day_that_a_dataset_states_is_that_of_each_of_its_systems(tmp_path: Path) -> None:
    with opened(tmp_path, OPENS) as store:
        stated = (date(2019, 2, 1), "All that is named was there")
        assert day_of(store, "ics-a") == day_of(store, "ics-b") == stated
        # A person who asks for a day gets it.
        assert day_of(store, "ics-a", View(date(2020, 1, 1))) == (date(2020, 1, 1), "")


def test_without_it_the_page_opens_on_the_last_day_of_the_newest_document_that_names_the_system(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert day_of(store, "ics-a") == (date(2019, 6, 30), "“The deck” was made by then.")
        assert day_of(store, "ics-b") == (date(2024, 7, 24), "It is the day of “The register”.")
        # A body is never looked at on a day on which it was gone.
        assert day_of(store, "ccg") == (date(2019, 3, 31), "It is the last day of A CCG.")


def test_a_document_with_a_first_day_alone_is_taken_at_that_day(tmp_path: Path) -> None:
    records = RECORDS.replace(", not_after: 2019-06", "").replace(", date: 2019-02-11", "")
    with opened(tmp_path, records=records) as store:
        assert day_of(store, "ics-a")[0] == date(2018, 1, 1)


def test_it_is_kept_in_files_rdf_and_spreadsheets(tmp_path: Path) -> None:
    about = """\
opens_on:
  - {system: ics-a, day: 2019-02-01, reason: It is so}
  - {system: ics-b, day: 2020-03-04, reason: b}
"""
    dataset = read_datasets([folder(tmp_path, about)]).dataset
    stated = (
        OpeningDay(PartialDate(2019, 2, 1), "It is so", "ics-a"),
        OpeningDay(PartialDate(2020, 3, 4), "b", "ics-b"),
    )
    assert dataset.about[0].opens_on == stated
    write_folder(dataset, tmp_path / "written")
    assert read_datasets([tmp_path / "written"]).dataset.about[0].opens_on == stated
    for name, file in (("trig", "made.trig"), ("jsonld", "made.jsonld"), ("xlsx", "made.xlsx")):
        assert back(dataset, name, tmp_path / file).about[0].opens_on == stated


def back(dataset: Dataset, name: str, file: Path) -> Dataset:
    out = io.BytesIO()
    all_exports()[name].function(ExportInput(dataset, load_ontology()), out)
    file.write_bytes(out.getvalue())
    dataset_back: Dataset = all_imports()[name].function(ImportInput([file], load_ontology()))
    return dataset_back


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("opens_on: 2019-06-01", "'opens_on' is not a day with its reason"),
        ("opens_on: {day: June 2019, reason: x}", "'day' of 'opens_on' is not a day"),
        ("opens_on: {day: 2019-06, reason: x}", "'day' of 'opens_on' is not a day"),
        ("opens_on: {day: 2019-06-01}", "'opens_on' has no reason"),
        ("opens_on: {day: 2019-06-01, reason: x, why: y}", "unknown field 'why' of 'opens_on'"),
        ("opens_on: {day: 2019-06-01, reason: x, system: ics-c}", "'opens_on' is of 'ics-c', which is not there"),
        (
            "opens_on: [{day: 2019-06-01, reason: x}, {day: 2019-06-02, reason: y}]",
            "'opens_on' has two days for 'ics-a'",
        ),
    ],
)
def test_what_is_no_opening_day_is_told_with_its_file(tmp_path: Path, about: str, said: str) -> None:
    with pytest.raises(DatasetError) as caught:
        read_datasets([folder(tmp_path, about)])
    problems = [problem for problem in caught.value.problems if said in str(problem)]
    assert problems
    assert all(str(problem.file).endswith("dataset.yaml") and problem.remedy for problem in problems)


def test_a_folder_without_systems_says_whose_page_it_means(tmp_path: Path) -> None:
    records = RECORDS.replace("IntegratedCareSystem", "Board")
    with pytest.raises(DatasetError, match="'opens_on' is of no system"):
        read_datasets([folder(tmp_path, OPENS, records)])


def test_a_spreadsheet_says_in_which_cell_an_opening_day_is_none(tmp_path: Path) -> None:
    from ics_graph.exchange.import_report import ImportFailed

    dataset = read_datasets([folder(tmp_path, OPENS)]).dataset
    broken = replace(dataset.about[0], opens_on=(OpeningDay(PartialDate(2019), "a year", "ics-a"),))
    with pytest.raises(ImportFailed, match=r"About!B\d+.*is no opening day"):
        back(replace(dataset, about=(broken,)), "xlsx", tmp_path / "made.xlsx")

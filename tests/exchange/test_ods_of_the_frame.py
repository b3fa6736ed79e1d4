"""The ODS files of the national frame, through the importer: the same bodies come of them as the frame has."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.validity import holds
from tests.exchange.bringing import FRAME, Imported, imported

ODS = [FRAME / "ods" / name for name in ("eccg.csv", "etr.csv", "ccg_mapping_2021.csv", "ccg_succession.csv")]


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(tmp_path_factory.mktemp("ods"), "ods", ODS)


def test_the_same_bodies_come_of_the_files_as_the_national_frame_has(england: Imported) -> None:
    frame = read_datasets([FRAME]).dataset.entities
    differ = {
        id_: (england.dataset.entities[id_].name if id_ in england.dataset.entities else None)
        for id_, entity in frame.items()
        if id_ not in england.dataset.entities
        or (entity.name, entity.until) != (england.dataset.entities[id_].name, england.dataset.entities[id_].until)
    }
    # Written by hand there, or corrected there by what the mapping does not say.
    assert differ == {
        "nhs-england": None,
        "secretary-of-state-for-health-and-social-care": None,
        "ccg-herefordshire": None,
        "ccg-herefordshire-and-worcestershire": None,
    }


def test_as_many_ccgs_are_open_on_a_day_as_there_were(england: Imported) -> None:
    ccgs = [e for e in england.dataset.entities.values() if e.type == "ClinicalCommissioningGroup"]
    days = ("2013-03-31", "2013-04-01", "2022-06-30", "2022-07-01")
    counts = {
        day: sum(holds(ccg, england.dataset.sources).on(date.fromisoformat(day)) == "yes" for ccg in ccgs)
        for day in days
    }
    assert counts == {"2013-03-31": 0, "2013-04-01": 211, "2022-06-30": 106, "2022-07-01": 0}


def test_bodies_and_mergers_of_the_frame_are_matched_and_not_said_twice(tmp_path: Path) -> None:
    shutil.copytree(FRAME, tmp_path / "national-frame")
    made = imported(tmp_path, "ods", ODS, match=[tmp_path / "national-frame"])
    assert made.report.matched["00C ClinicalCommissioningGroup"] == "ccg-darlington"
    assert made.report.matched["16C SubICBLocation"] == "sub-icb-16c"
    assert [id_ for id_ in made.dataset.entities if id_.startswith("ccg-darlington")] == ["ccg-darlington"]
    assert made.report.already["events"] == 37

"""The national frame: made from the ODS files to the byte, with as many CCGs on each day as there were."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.dataset.reader import Loaded
from tests.asking import ROOT, Asker, asking, names, row

FRAME = ROOT / "seeds" / "national-frame"
MADE = ("entities.csv", "entities.yaml", "events.yaml", "relations.csv")
NORTH_WEST_LONDON = (
    "brent",
    "central-london-westminster",
    "ealing",
    "hammersmith-and-fulham",
    "harrow",
    "hillingdon",
    "hounslow",
    "west-london",
)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return read_datasets([FRAME])


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(FRAME, tmp_path_factory.mktemp("store")) as asker:
        yield asker


def generate(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "generate.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_files_are_what_the_generator_makes_and_nothing_is_dropped_in_silence(tmp_path: Path) -> None:
    copy = tmp_path / "frame"
    (copy / "ods").mkdir(parents=True)
    for name in ("generate.py", *(f"ods/{path.name}" for path in (FRAME / "ods").glob("*.csv"))):
        shutil.copyfile(FRAME / name, copy / name)
    assert generate(copy, "--check").returncode == 1
    done = generate(copy)
    assert done.returncode == 0, done.stderr
    for name in MADE:
        assert (copy / name).read_bytes() == (FRAME / name).read_bytes(), name
    assert generate(copy, "--check").returncode == 0
    told = {what: int(number) for number, what in (line.split(maxsplit=1) for line in done.stdout.splitlines()[:-1])}
    assert (
        told["read: eccg.csv"]
        == 320
        == told["written: ClinicalCommissioningGroup"]
        + sum(told[f"left out: {what}"] for what in ("commissioning hub", "sub-ICB reporting entity"))
    )
    kinds = ("FoundationTrust", "NHSTrust", "AmbulanceTrust", "MentalHealthTrust")
    assert told["read: etr.csv"] == 218 == told["left out: trust in Wales"] + sum(told[f"written: {k}"] for k in kinds)


def test_it_loads_without_a_finding(loaded: Loaded) -> None:
    assert loaded.findings == []


@pytest.mark.parametrize(
    ("day", "ccgs"),
    [
        ("2013-03-31", 0),
        ("2013-04-01", 211),
        ("2015-01-01", 211),
        ("2015-04-01", 209),
        ("2020-03-31", 191),
        ("2020-04-01", 135),
        ("2021-03-31", 135),
        ("2021-04-01", 106),
        ("2022-06-30", 106),
        ("2022-07-01", 0),
    ],
)
def test_so_many_ccgs_there_were(ask: Asker, day: str, ccgs: int) -> None:
    bodies = ask.store.of_types(["ClinicalCommissioningGroup"])
    held = Counter(body.on(day) for body in bodies)
    assert held == Counter({"yes": ccgs, "no": 248 - ccgs})


def test_every_ccg_that_closed_has_one_successor_on_the_next_day(loaded: Loaded) -> None:
    entities, into = loaded.dataset.entities, {}
    for event in loaded.dataset.events.values():
        (new,) = [part.entity for part in event.participants if part.side == "resulting"]
        for part in event.participants:
            if part.side == "original":
                assert part.entity not in into
                into[part.entity] = new
                closed = entities[part.entity].until
                assert closed is not None
                assert event.date is not None
                assert (event.date.earliest - closed.latest).days == 1
    closed_early = {
        entity.id
        for entity in entities.values()
        if entity.type == "ClinicalCommissioningGroup" and str(entity.until) != "2022-06-30"
    }
    assert len(closed_early) == 142
    assert set(into) == closed_early


def test_eight_ccgs_became_north_west_london(loaded: Loaded) -> None:
    event = loaded.dataset.events["event-north-west-london-2021-04-01"]
    assert (event.kind, str(event.date)) == ("merger", "2021-04-01")
    went = sorted(part.entity for part in event.participants if part.side == "original")
    assert went == [f"ccg-{name}" for name in NORTH_WEST_LONDON]
    assert {claim.basis for claim in event.claims} == {"explicit"}
    (code, *_) = loaded.dataset.entities["ccg-north-west-london"].identifiers
    assert (code.value, str(code.since), str(code.until)) == ("W2U3Z", "2021-04-01", "2022-06-30")


def test_a_code_is_used_again_and_is_no_identity(loaded: Loaded) -> None:
    def lives(value: str) -> set[tuple[str, str, str]]:
        return {
            (entity.id, str(code.since), str(code.until))
            for entity in loaded.dataset.entities.values()
            for code in entity.identifiers
            if (code.scheme, code.value) == ("ods", value)
        }

    assert lives("00L") == {
        ("ccg-northumberland", "2013-04-01", "2022-06-30"),
        ("sub-icb-00l", "2022-07-01", "None"),
    }
    assert lives("QHM") == {
        ("stp-cumbria-and-north-east", "None", "2022-06-30"),
        ("icb-north-east-and-north-cumbria", "2022-07-01", "None"),
    }


def test_a_closed_ccg_is_never_put_into_a_partnership_of_2021(loaded: Loaded) -> None:
    entities = loaded.dataset.entities
    placed = [entities[line.subject] for line in loaded.dataset.relations.values() if line.object.startswith("stp-")]
    assert len(placed) == 106
    assert {str(ccg.until) for ccg in placed} == {"2022-06-30"}


def test_names_are_written_as_in_a_sentence(loaded: Loaded) -> None:
    shown = {entity.name for entity in loaded.dataset.entities.values()}
    assert {
        "NHS Hartlepool and Stockton-on-Tees CCG",
        "NHS Durham Dales, Easington and Sedgefield CCG",
        "NHS Birmingham CrossCity CCG",
        "NHS Herefordshire CCG",
        "NHS Herefordshire and Worcestershire CCG",
        "The Newcastle upon Tyne Hospitals NHS Foundation Trust",
        "Guy's and St Thomas' NHS Foundation Trust",
        "NHS North East and North Cumbria ICB - 00L",
    } <= shown
    assert len(shown) == len(loaded.dataset.entities)


def test_the_law_says_to_whom_each_is_accountable(ask: Asker) -> None:
    for body, day, act in (
        ("NHS Darlington CCG", "2019-06-01", "National Health Service Act 2006, section 14Z16(1), from 1 April 2013"),
        ("NHS North East and North Cumbria ICB", "2022-07-01", "section 14Z59(1), from 1 July 2022"),
    ):
        answer = ask("accountable-to", body, as_of=day)
        assert act in " ".join(cited.title for line in answer.rows for cited in line.sources)
        assert set(names(answer)) == {"NHS England", "Secretary of State for Health and Social Care"}
        assert {found.certainty for found in answer.rows} == {"rule"}
    assert names(ask("accountable-to", "NHS Darlington CCG", as_of="2020-04-01")) == []


def test_no_trust_was_a_foundation_trust_before_the_law_and_no_file_says_when_it_became_one(ask: Asker) -> None:
    before = ask("bodies", "FoundationTrust", as_of="2003-01-01")
    assert (before.verdict, before.rows) == ("stated-none", ())
    assert "0 NHS foundation trusts existed: by law, there were none before 1 April 2004 (Health and" in before.headline
    after = ask("bodies", "FoundationTrust", as_of="2010-01-01")
    assert "124 may have been, as no source says when they became such." in after.headline
    kinds = Counter(row.kind for row in after.rows if row.holds == "possibly")
    assert kinds["NHS trust or FT"] == 124
    assert row(ask("bodies", "NHSTrust", as_of="2003-01-01"), "trust-airedale").kind == "NHS trust"

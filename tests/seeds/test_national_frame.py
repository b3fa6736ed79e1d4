"""The national frame: as many commissioners on each day as there were, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.dataset.reader import Loaded
from tests.asking import ROOT, Asker, asking, names, row

FRAME = ROOT / "seeds" / "national-frame"
SIDES = ("original", "resulting")
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


def test_it_is_made_of_records_alone(loaded: Loaded) -> None:
    """No file of a register, no script and no address lies in the folder; each claim names its source and its place."""
    assert {path.suffix for path in FRAME.iterdir()} == {".yaml", ".csv"}
    for _, record in loaded.dataset.claimed():
        assert record.claims, record.id
        assert all(claim.source and claim.locator for claim in record.claims), record.id


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
        if not any(part.entity.startswith("ccg-") and part.side == "resulting" for part in event.participants):
            continue
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


@pytest.mark.parametrize(
    ("day", "boards"), [("2022-06-30", 0), ("2022-07-01", 42), ("2026-03-31", 42), ("2026-04-01", 36)]
)
def test_so_many_boards_there_were(ask: Asker, day: str, boards: int) -> None:
    answer = ask("bodies", "IntegratedCareBoard", as_of=day)
    assert Counter(row.holds for row in answer.rows) == Counter({"yes": boards} if boards else {})
    assert answer.verdict == ("answered" if boards else "stated-none")


def test_boards_of_november_2026_are_told_with_how_far_the_sources_reach(ask: Asker) -> None:
    answer = ask("bodies", "IntegratedCareBoard", as_of="2026-11-15")
    assert (answer.verdict, str(answer.reaches)) == ("beyond-sources", "2026-04-01")
    assert Counter(row.holds for row in answer.rows) == Counter({"possibly": 36})


def test_forty_two_boards_became_thirty_six(ask: Asker) -> None:
    balance = {row.name: (row.value, row.note) for row in ask("changes", "2026-03-31", "2026-04-01").rows}
    assert balance["integrated care board"] == (
        "42 on 31 March 2026 + 6 established − 12 abolished = 36 on 1 April 2026",
        "6 of 6 were established by an event on record; 12 of 12 were abolished by an event on record",
    )


# Read against the register: each predecessor with its successors, by ODS code.
SUCCESSIONS_OF_2026 = {
    "QHG": {"S1Y5D"},
    "QUE": {"S1Y5D"},
    "QM7": {"S1Y5D", "D7T5G"},
    "QH8": {"D7T5G"},
    "QJG": {"D7T5G", "T6Y0W"},
    "QMM": {"T6Y0W"},
    "QNQ": {"S0E4D", "S9B9J", "QRL"},
    "QU9": {"S0E4D"},
    "QXU": {"S9B9J"},
    "QNX": {"S9B9J"},
    "QMJ": {"Z9B2Z"},
    "QRV": {"Z9B2Z"},
}


def test_the_sixteen_successions_of_2026_are_those_of_the_register(loaded: Loaded) -> None:
    dataset = loaded.dataset
    boards = {body.id: body.identifiers[0].value for body in dataset.entities.values() if body.id.startswith("icb-")}
    into: dict[str, set[str]] = {}
    for event in dataset.events.values():
        if str(event.date) == "2026-04-01":
            sides = {side: [boards.get(p.entity) for p in event.participants if p.side == side] for side in SIDES}
            for old in filter(None, sides["original"]):
                into.setdefault(old, set()).update(filter(None, sides["resulting"]))
    assert into == SUCCESSIONS_OF_2026
    assert sum(map(len, into.values())) == 16


def test_frimley_was_divided_among_three_boards_with_the_share_of_each(ask: Asker) -> None:
    answer = ask("succession", "NHS Frimley ICB")
    assert {row.name: row.role for row in answer.rows if row.relation == "became"} == {
        "NHS Thames Valley ICB": "in part: 58.9% of its people",
        "NHS Surrey and Sussex ICB": "in part: 18.2% of its people",
        "NHS Hampshire and Isle of Wight ICB": "in part: 22.9% of its people",
    }
    assert "what became of the rest" not in answer.headline


def test_the_shares_of_the_other_two_divisions_are_on_record_as_missing(loaded: Loaded) -> None:
    gaps = {gap.entity for gap in loaded.dataset.gaps.values() if gap.topic == "figure"}
    assert gaps == {"icb-hertfordshire-and-west-essex", "icb-suffolk-and-north-east-essex"}


def test_a_board_with_a_new_boundary_is_the_same_body_with_another_ons_code(loaded: Loaded) -> None:
    board = loaded.dataset.entities["icb-hampshire-and-isle-of-wight"]
    assert [(code.scheme, code.value, str(code.since), str(code.until)) for code in board.identifiers] == [
        ("ods", "QRL", "2022-07-01", "None"),
        ("ons", "E54000042", "None", "2026-03-31"),
        ("ons", "E54000067", "2026-04-01", "None"),
    ]
    assert "boundary changed" in (board.note or "")


@pytest.mark.parametrize("number", [42, 36])
def test_every_board_of_a_day_has_its_codes_its_legal_name_and_one_region(loaded: Loaded, number: int) -> None:
    day = "2026-03-31" if number == 42 else "2026-04-01"
    boards = [
        body
        for body in loaded.dataset.entities.values()
        if body.type == "IntegratedCareBoard"
        and str(body.since) <= day
        and (body.until is None or str(body.until) >= day)
    ]
    assert len(boards) == number
    for board in boards:
        assert {code.scheme for code in board.identifiers} == {"ods", "ons"}, board.id
        assert [name for name in board.other_names if name.endswith(" Integrated Care Board")], board.id
        regions = [
            line.object
            for line in loaded.dataset.relations.values()
            if (line.subject, line.type) == (board.id, "inGeographyOf") and line.object.startswith("region-")
        ]
        assert len(regions) == 1, board.id


def test_a_partnership_gave_its_code_to_the_board_that_followed_it(ask: Asker) -> None:
    answer = ask("succession", "NHS Sussex ICB")
    told = {(row.relation, row.name, str(row.since)) for row in answer.rows if row.depth == 1}
    assert {
        ("came from", "Sussex Health and Care Partnership", "2022-07-01"),
        ("came from", "NHS Brighton and Hove CCG", "2022-07-01"),
        ("became", "NHS Surrey and Sussex ICB", "2026-04-01"),
    } <= told


def test_glossop_went_to_another_board_than_the_rest_of_its_ccg(ask: Asker) -> None:
    rows = ask("succession", "NHS Tameside and Glossop CCG").rows
    assert {row.name: row.role for row in rows if row.relation == "became" and row.depth == 1} == {
        "NHS Greater Manchester ICB": "in part: all but Glossop, share not stated",
        "NHS Derby and Derbyshire ICB": "in part: Glossop, share not stated",
    }


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
    placed = [
        entities[line.subject]
        for line in loaded.dataset.relations.values()
        if line.object.startswith("stp-") and line.subject.startswith("ccg-")
    ]
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
        cited = [f"{cited.title}, {cited.locator}" for line in answer.rows for cited in line.sources]
        assert any(act in section for section in cited)
        assert set(names(answer)) == {"NHS England", "Secretary of State for Health and Social Care"}
        assert {found.certainty for found in answer.rows} == {"rule"}
    assert names(ask("accountable-to", "NHS Darlington CCG", as_of="2020-04-01")) == []


def test_no_trust_was_a_foundation_trust_before_the_law_and_no_file_says_when_it_became_one(ask: Asker) -> None:
    before = ask("bodies", "FoundationTrust", as_of="2003-01-01")
    assert (before.verdict, before.rows) == ("stated-none", ())
    assert "no NHS foundation trust existed: by law, there were none before 1 April 2004 (Health and" in before.headline
    after = ask("bodies", "FoundationTrust", as_of="2010-01-01")
    assert "For 123 of the others, no source says since when they were of that type." in after.headline
    kinds = Counter(row.kind for row in after.rows if row.holds == "possibly")
    assert kinds["NHS trust or FT"] == 123
    assert row(after, "trust-hertfordshire-partnership-university").holds == "yes"
    assert row(ask("bodies", "NHSTrust", as_of="2003-01-01"), "trust-airedale").kind == "NHS trust"


def test_a_reorganised_council_has_its_last_day_by_its_order_and_the_other_reading_beside_it(loaded: Loaded) -> None:
    council = loaded.dataset.entities["council-copeland"]
    assert (council.type, str(council.until)) == ("DistrictCouncil", "2023-03-31")
    notes = {claim.source: claim.note or "" for claim in council.claims}
    assert notes["si-2022-331"].startswith("its last day")
    against = [claim for claim in council.claims if (claim.note or "").startswith("against this")]
    assert [(claim.source, claim.confidence) for claim in against] == [("mysociety-councils-2025", "low")]
    assert "2023-04-01" in (against[0].note or "")


@pytest.mark.parametrize(
    ("new", "day", "olds"),
    [
        ("council-dorset", "2019-04-01", 6),
        ("council-bournemouth-christchurch-and-poole", "2019-04-01", 3),
        ("council-buckinghamshire", "2020-04-01", 5),
        ("council-cumberland", "2023-04-01", 3),
    ],
)
def test_a_council_says_of_which_others_it_came(loaded: Loaded, new: str, day: str, olds: int) -> None:
    event = loaded.dataset.events[f"event-{new}-{day}"]
    assert len([part for part in event.participants if part.side == "original"]) == olds
    assert str(loaded.dataset.entities[new].since) == day
    for part in event.participants:
        if part.side == "original":
            assert str(loaded.dataset.entities[part.entity].until) < day


def test_the_council_of_a_county_that_went_on_is_one_body_of_two_kinds(ask: Asker) -> None:
    kinds = {
        day: [
            row.id for row in ask("bodies", kind, as_of=day).rows if row.id == "council-somerset" and row.holds != "no"
        ]
        for kind, day in (("CountyCouncil", "2023-03-31"), ("UnitaryAuthority", "2023-04-01"))
    }
    assert kinds == {"2023-03-31": ["council-somerset"], "2023-04-01": ["council-somerset"]}
    assert not [row for row in ask("bodies", "CountyCouncil", as_of="2024-07-01").rows if row.id == "council-somerset"]


def test_no_council_has_a_first_day_before_2019(loaded: Loaded) -> None:
    councils = [body for body in loaded.dataset.entities.values() if body.id.startswith("council-")]
    assert len(councils) == 363
    assert [body.id for body in councils if body.since is not None and str(body.since) < "2019"] == []


def test_councils_that_straddle_boards_are_told_with_the_number_of_their_small_areas(loaded: Loaded) -> None:
    lines: dict[str, list[str]] = {}
    for line in loaded.dataset.relations.values():
        if line.subject.startswith("council-") and any(c.source == "ons-small-areas-2024" for c in line.claims):
            lines.setdefault(line.subject, []).append(line.note or "")
    assert len(lines) == 296
    assert len([subject for subject, notes in lines.items() if len(notes) > 1]) == 13
    assert sorted(note[:40] for note in lines["council-cherwell"]) == [
        "1 of its 103 small areas (LSOA 2021); so",
        "102 of its 103 small areas (LSOA 2021)",
    ]


def test_in_which_board_a_council_of_a_divided_one_lies_in_2026_is_on_record_as_missing(loaded: Loaded) -> None:
    slough = [line for line in loaded.dataset.relations.values() if line.subject == "council-slough"]
    assert [(line.object, str(line.until)) for line in slough] == [("icb-frimley", "2026-03-31")]
    assert loaded.dataset.gaps["gap-board-council-slough"].topic == "area"
    brighton = {
        (line.object, str(line.since), claim.basis)
        for line in loaded.dataset.relations.values()
        if line.subject == "council-brighton-and-hove"
        for claim in line.claims
    }
    assert ("icb-surrey-and-sussex", "2026-04-01", "inferred") in brighton


def test_three_councils_left_one_combined_authority_for_another_and_both_became_one(ask: Asker) -> None:
    rows = ask("succession", "North East Mayoral Combined Authority").rows
    assert {(row.relation, row.name, str(row.since)) for row in rows if row.depth == 1} == {
        ("came from", "North East Combined Authority", "2024-05-07"),
        ("came from", "North of Tyne Combined Authority", "2024-05-07"),
    }


def test_a_combined_authority_begins_by_its_order_and_not_by_the_register(loaded: Loaded) -> None:
    entities = loaded.dataset.entities
    days = {id_: str(entities[id_].since) for id_ in entities if id_.startswith("combined-")}
    assert days["combined-authority-greater-manchester"] == "2011-04-01"
    assert days["combined-authority-cambridgeshire-and-peterborough"] == "2017-03-03"
    assert days["combined-county-authority-east-midlands"] == "2024-02-28"
    unread = {id_ for id_, day in days.items() if day == "None"}
    assert unread == {gap.entity for gap in loaded.dataset.gaps.values() if gap.id.startswith("gap-first-day-")}

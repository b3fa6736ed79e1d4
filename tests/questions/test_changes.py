"""What changed between two days: the balance of the mergers of April, and each kind of change once in a system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.answering.answer import Answer
from ics_graph.cli.formats import as_csv, as_json, as_markdown
from ics_graph.dates import PartialDate
from ics_graph.governance import is_borne_out
from ics_graph.model import Dataset, Entity, Identifier, Relation
from ics_graph.ontology import load_ontology
from tests.asking import ROOT, Asker, asking, folder_of
from tests.conftest import Ics
from tests.stores.contract.oracle import Oracle
from tests.stores.contract.strategies import datasets, days

FRAME = ROOT / "seeds" / "national-frame"
CCG = "ClinicalCommissioningGroup"
SYSTEM = """
claim_defaults: {source: minutes, locator: p. 1}
sources: [{id: minutes, title: Minutes, kind: minutes, date: 2022-06-15}]
entities:
  - {id: ccg-a, type: ClinicalCommissioningGroup, name: Ashton CCG, from: 2013-04-01, until: 2020-03-31,
     identifiers: [{scheme: ods, value: 01A, from: 2013-04-01, until: 2020-03-31}]}
  - {id: ccg-b, type: ClinicalCommissioningGroup, name: Bolton CCG, from: 2013-04-01, until: 2020-03-31}
  - {id: ccg-c, type: ClinicalCommissioningGroup, name: Carlton CCG, from: 2013-04-01, until: 2020-03-31}
  - {id: ccg-d, type: ClinicalCommissioningGroup, name: Denton CCG, from: 2013-04-01}
  - {id: ccg-ab, type: ClinicalCommissioningGroup, name: Ashton and Bolton CCG, from: 2020-04-01,
     claims: [{locator: p. 2}]}
  - {id: ccg-brief, type: ClinicalCommissioningGroup, name: Brief CCG, from: 2020-06-01, until: 2020-06-30}
  - {id: sub, type: SubICBLocation, name: Ashton place, from: 2020-04-01,
     identifiers: [{scheme: ods, value: 01A, from: 2020-04-01}]}
  - {id: trust, type: NHSTrust, name: Hospital, from: 2000-04-01, until: 2020-03-31}
  - {id: ft, type: FoundationTrust, name: Hospital FT, from: 2020-04-01, claims: [{locator: p. 2}]}
  - {id: old, type: FoundationTrust, name: Old FT, from: 2019, until: 2020}
  - {id: board, type: Board, name: Board}
  - {id: group, type: Group, name: Group}
  - {id: ann, type: Person, name: Ann Archer}
relations:
  - {id: moved-from, subject: ann, type: memberOf, object: board, from: 2018-01-01, until: 2020-03-31}
  - {id: moved-to, subject: ann, type: memberOf, object: group, from: 2020-04-01}
  - {id: lost, subject: ccg-c, type: memberOf, object: board, from: 2018-01-01}
  - {id: first, subject: ccg-d, type: memberOf, object: board, from: 2018-01-01}
  - {id: second, subject: ccg-d, type: memberOf, object: board, from: 2020-05-01}
  - {id: begun, subject: ft, type: providesServicesTo, object: ccg-d, from: 2020-04-01}
  - {id: ended, subject: ccg-d, type: accountableTo, object: group, from: 2018-01-01, until: 2020-05-31}
  - {id: maybe, subject: ft, type: memberOf, object: group, from: 2020}
events:
  - {id: merger, kind: merger, name: Merger of Ashton and Bolton, date: 2020-04-01, participants: [
       {entity: ccg-a, side: original}, {entity: ccg-b, side: original}, {entity: ccg-ab, side: resulting}]}
  - {id: authorised, kind: establishment, name: Foundation status, date: 2020-04-01, participants: [
       {entity: trust, side: original}, {entity: ft, side: resulting}]}
"""


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(FRAME, tmp_path_factory.mktemp("frame")) as asker:
        yield asker


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(SYSTEM, tmp_path_factory.mktemp("small")), tmp_path_factory.mktemp("store")) as asker:
        yield asker


def balance(answer: Answer) -> dict[str, str | None]:
    return {row.name: row.value for row in answer.rows if row.relation == "balance"}


def under(answer: Answer, group: str) -> list[tuple[str | None, str, str | None]]:
    return [(row.of, row.id, row.value) for row in answer.rows if row.group == group]


# --- the mergers of the national frame ---


@pytest.mark.parametrize(
    ("first", "last", "sum_", "events"),
    [
        (
            "2020-03-31",
            "2020-04-01",
            "191 on 31 March 2020 + 18 established − 74 abolished = 135 on 1 April 2020",
            ("18 of 18 were established by an event on record; 74 of 74 were abolished by an event on record"),
        ),
        (
            "2021-03-31",
            "2021-04-01",
            "135 on 31 March 2021 + 9 established − 38 abolished = 106 on 1 April 2021",
            ("9 of 9 were established by an event on record; 38 of 38 were abolished by an event on record"),
        ),
        (
            "2020-03-31",
            "2021-04-01",
            "191 on 31 March 2020 + 27 established − 112 abolished = 106 on 1 April 2021",
            ("27 of 27 were established by an event on record; 112 of 112 were abolished by an event on record"),
        ),
        ("2020-04-01", "2021-03-31", "135 on 1 April 2020 = 135 on 31 March 2021", None),
    ],
)
def test_the_ccgs_of_the_mergers_balance(frame: Asker, first: str, last: str, sum_: str, events: str | None) -> None:
    answer = frame("changes", first, last, type="CCG")
    assert [(row.id, row.name, row.value, row.note) for row in answer.rows if row.relation == "balance"] == [
        (CCG, "clinical commissioning group", sum_, events)
    ]


def test_each_merger_and_each_body_of_it_is_listed(frame: Asker) -> None:
    answer = frame("changes", "2020-03-31", "2020-04-01", type="CCG")
    assert [
        len(under(answer, group))
        for group in ("Mergers and other events", "Bodies that were established", "Bodies that were abolished")
    ] == [
        18,
        18,
        74,
    ]
    opened = [row.name for row in answer.rows if row.group == "Bodies that were established"]
    assert opened == sorted(opened)


def test_a_body_that_merged_says_into_what_and_what_came_out_says_of_what(frame: Asker) -> None:
    rows = frame("changes", "2020-03-31", "2020-04-01", type="CCG").rows
    told = {(row.relation, row.name): row.value for row in rows if row.relation in ("was established", "was abolished")}
    assert told["was abolished", "NHS North Durham CCG"] == "into NHS County Durham CCG (merger)"
    assert told["was established", "NHS County Durham CCG"] == (
        "out of NHS Durham Dales, Easington and Sedgefield CCG and NHS North Durham CCG (merger)"
    )


def test_bodies_that_became_another_type_move_from_one_to_the_other_in_the_balance(frame: Asker) -> None:
    answer = frame("changes", "2022-06-30", "2022-07-01")
    balances = {row.name: (row.value, row.note) for row in answer.rows if row.relation == "balance"}
    assert balances["sub-ICB location"] == (
        "0 on 30 June 2022 + 106 established = 106 on 1 July 2022",
        "0 of 106 were established by an event on record",
    )
    assert balances["clinical commissioning group"][1] == "105 of 106 were abolished by an event on record"
    assert balances["integrated care board"][1] == "42 of 42 were established by an event on record"
    assert balances["sustainability and transformation partnership"] == (
        "42 on 30 June 2022 − 42 into another type: integrated care board = 0 on 1 July 2022",
        "42 of 42 were abolished by an event on record",
    )
    # 148 of the ODS, and the others of the ONS.
    assert "277 codes passed to another body." in answer.caveats
    passed = [
        row
        for row in frame("changes", "2022-06-30", "2022-07-01", limit=300).rows
        if row.forward.startswith("had the code")
    ]
    assert len(passed) == 277
    assert all(row.sources for row in passed)


def test_the_balance_is_in_every_format(frame: Asker) -> None:
    answer = frame("changes", "2021-03-31", "2021-04-01", type="CCG")
    sum_ = "135 on 31 March 2021 + 9 established − 38 abolished = 106 on 1 April 2021"
    for render in (as_csv.render, as_json.render, as_markdown.render):
        assert sum_ in render(answer)
    assert "### Balance, by type of body" in as_markdown.render(answer)


def test_the_terminal_shows_each_kind_of_change_under_its_title(ics: Ics) -> None:
    status, out, _ = ics("ask", "changes", "2021-03-31", "2021-04-01", "--type", "CCG", "--data", str(FRAME))
    titles = [
        "Balance, by type of body",
        "Mergers and other events",
        "Bodies that were established",
        "Bodies that were abolished",
    ]
    places = [out.splitlines().index(f"{title}:") for title in titles]
    assert (status, places) == (0, sorted(places))


# --- on random data ---


@settings(max_examples=40, deadline=None)
@given(datasets(), st.tuples(days, days).filter(lambda pair: pair[0] < pair[1]))
def test_the_sum_of_the_dates_is_never_out(data: Dataset, pair: tuple[date, date]) -> None:
    first, last = (day.isoformat() for day in pair)
    asker = Asker(Oracle(data, load_ontology()))
    for row in asker("changes", first, last).rows:
        if row.relation == "balance":
            assert row.value is not None
            assert "out by" not in row.value
            opening, *terms, closing = (int(n.replace(",", "")) for n in re.findall(r"(?:^|[+−=] )([\d,]+)", row.value))
            signs = re.findall(r" ([+−]) \d", row.value)
            assert opening + sum(n if sign == "+" else -n for n, sign in zip(terms, signs, strict=True)) == closing
            bodies = [
                body
                for body in asker.store.of_types([row.id], ever=True)
                if body.record.extent == "one" and not body.planned
            ]
            bodies = [body for body in bodies if is_borne_out(body)]
            of_type = [
                [body for body in bodies if body.on(day.isoformat()) != "no" and body.is_of([row.id], day) != "no"]
                for day in pair
            ]
            assert [opening, closing] == list(map(len, of_type))


# --- each kind of change once ---


def test_what_opened_and_closed_within_the_time_is_in_both_terms(ask: Asker) -> None:
    answer = ask("changes", "2020-03-31", "2020-12-31", type="CCG")
    assert balance(answer) == {
        "clinical commissioning group": "4 on 31 March 2020 + 2 established − 4 abolished = 2 on 31 December 2020"
    }
    (note,) = [row.note for row in answer.rows if row.relation == "balance"]
    assert note == "1 of 2 were established by an event on record; 2 of 4 were abolished by an event on record"


def test_a_body_that_became_another_of_another_type_is_transferred(ask: Asker) -> None:
    sums = balance(ask("changes", "2020-03-31", "2020-04-01"))
    assert sums == {
        "clinical commissioning group": "4 on 31 March 2020 + 1 established − 3 abolished = 2 on 1 April 2020",
        "NHS trust": "1 on 31 March 2020 − 1 into another type: NHS foundation trust = 0 on 1 April 2020",
        "NHS foundation trust": "1 on 31 March 2020 + 1 from another type: NHS trust = 2 on 1 April 2020",
        "sub-ICB location": "0 on 31 March 2020 + 1 established = 1 on 1 April 2020",
    }


def test_what_may_have_closed_is_a_term_of_its_own(ask: Asker) -> None:
    assert balance(ask("changes", "2020-06-30", "2021-01-01", type="FoundationTrust")) == {
        "NHS foundation trust": "2 on 30 June 2020 − 1 that may have been abolished = 1 on 1 January 2021"
    }
    assert balance(ask("changes", "2018-12-31", "2019-06-30", type="FoundationTrust")) == {
        "NHS foundation trust": "0 on 31 December 2018 + 1 that may have been established = 1 on 30 June 2019"
    }


def test_where_an_event_and_the_dates_do_not_agree_the_balance_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "wrong"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Wrong\n")
    (folder / "all.yaml").write_text(
        SYSTEM.replace("Bolton CCG, from: 2013-04-01, until: 2020-03-31", "Bolton CCG, from: 2013-04-01")
    )
    with asking(folder, tmp_path) as asker:
        sums = balance(asker("changes", "2020-03-31", "2020-04-01", type="CCG"))
    assert sums == {
        "clinical commissioning group": (
            "4 on 31 March 2020 + 1 established − 2 abolished = 3 on 1 April 2020; does not balance with "
            "the events: Bolton CCG ended in an event, and by its dates it existed on 1 April 2020, or may "
            "have"
        )
    }


def test_each_kind_of_change_is_told_once_and_under_its_title(ask: Asker) -> None:
    answer = ask("changes", "2020-03-31", "2020-12-31")
    assert under(answer, "Lines that moved to another body") == [
        ("ann", "board", "the line moved from here to Group"),
        ("ann", "group", "the line moved here from Board"),
    ]
    assert under(answer, "Lines that lost an end: a body is gone, and no source ends the line") == [
        ("ccg-c", "board", "the line ended because a body was abolished")
    ]
    doubled = "Lines that doubled: two of the same ends and role at once"
    assert sorted(row.record or "" for row in answer.rows if row.group == doubled) == ["first", "second"]
    assert [row.record for row in answer.rows if row.group == "Memberships and roles that began"] == ["second", "maybe"]
    assert under(answer, "Other lines that began") == [("ft", "ccg-d", "the line began")]
    assert under(answer, "Other lines that ended") == [("ccg-d", "group", "the line ended")]
    assert under(answer, "Memberships and roles that ended") == []
    assert under(answer, "Codes that passed from one body to another") == [("ccg-a", "sub", "ods code 01A")]
    assert "That a code passed from one body to another does not say that one followed the other." in answer.caveats
    (lost,) = [row.note for row in answer.rows if row.record == "lost"]
    assert lost == "Carlton CCG ended; no source states an end of the line itself"


def test_what_is_sure_stands_before_what_may_be(ask: Asker) -> None:
    rows = ask("changes", "2020-03-31", "2020-11-30").rows
    rows = tuple(row for row in rows if row.group == "Memberships and roles that began")
    assert [row.value for row in rows] == ["the line began", "the line may have begun"]


def test_a_line_whose_end_may_have_gone_before_may_have_ended(tmp_path: Path) -> None:
    folder = tmp_path / "maybe"
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Maybe\n")
    (folder / "all.yaml").write_text(
        SYSTEM.replace("Carlton CCG, from: 2013-04-01, until: 2020-03-31", "Carlton CCG, until: 2020")
    )
    with asking(folder, tmp_path) as asker:
        answer = asker("changes", "2020-06-30", "2021-01-01")
    assert under(answer, "Lines that lost an end: a body is gone, and no source ends the line") == [
        ("ccg-c", "board", "the line may have ended because a body was abolished")
    ]
    assert "1 relationship may have ended because a body was abolished." in answer.caveats


def test_a_code_that_both_bodies_have_has_not_passed(ask: Asker) -> None:
    assert under(ask("changes", "2020-04-01", "2020-04-02"), "Codes that passed from one body to another") == []


def made(lines: list[tuple[str, str | None, str | None]], codes: dict[str, tuple[str | None, str | None]]) -> Asker:
    """Return an asker of one person with seats (of which body, from, until), and of bodies that had one code."""

    def day(text: str | None) -> PartialDate | None:
        return PartialDate.parse(text) if text else None

    coded = {id_: (Identifier("ods", "01A", day(since), day(until)),) for id_, (since, until) in codes.items()}
    ids = {*(board for board, *_ in lines), *codes}
    entities = [
        Entity(id_, "Group", id_.title(), identifiers=coded.get(id_, ()), since=day("2010")) for id_ in sorted(ids)
    ]
    relations = [
        Relation(f"seat-{n}", "ann", "memberOf", board, since=day(since), until=day(until))
        for n, (board, since, until) in enumerate(lines)
    ]
    everybody = [Entity("ann", "Person", "Ann"), *entities]
    data = Dataset(entities={one.id: one for one in everybody}, relations={one.id: one for one in relations})
    return Asker(Oracle(data, load_ontology()))


def test_a_seat_that_is_taken_up_again_has_not_moved() -> None:
    groups = (
        "Lines that moved to another body",
        "Memberships and roles that began",
        "Memberships and roles that ended",
    )
    again = made([("x", "2018-01-01", "2020-03-31"), ("x", "2020-05-01", None), ("y", "2020-05-01", None)], {})
    rows = again("changes", "2020-03-31", "2020-12-31").rows
    assert [[row.record for row in rows if row.group == group] for group in groups] == [
        [],
        ["seat-1", "seat-2"],
        ["seat-0"],
    ]
    left = made([("x", "2018-01-01", "2020-03-31"), ("z", "2018-01-01", "2020-03-31"), ("x", "2020-05-01", None)], {})
    rows = left("changes", "2020-03-31", "2020-12-31").rows
    assert [[row.record for row in rows if row.group == group] for group in groups] == [
        [],
        ["seat-2"],
        ["seat-0", "seat-1"],
    ]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ({"old": ("2013-04-01", "2020-03-31"), "new": ("2020-04-01", None)}, [("old", "new", "ods code 01A")]),
        ({"old": ("2013-04-01", "2020-03-31"), "new": ("2013-04-01", None)}, []),
        ({"old": ("2013-04-01", None), "new": ("2020-04-01", None)}, []),
        ({"old": ("2013-04-01", "2020-03"), "new": ("2020-04-01", None)}, []),
        ({"old": ("2013-04-01", "2018-03-31"), "new": ("2020-04-01", None)}, []),
    ],
    ids=["it passed", "both had it", "both have it", "its last day is open", "nobody had it on the first day"],
)
def test_a_code_passes_from_who_had_it_to_who_has_it(
    codes: dict[str, tuple[str | None, str | None]], told: list[tuple[str, str, str]]
) -> None:
    answer = made([], codes)("changes", "2020-03-31", "2020-04-01")
    assert under(answer, "Codes that passed from one body to another") == told


def test_a_code_that_passed_to_a_body_of_another_type_is_told_of_either_type(ask: Asker) -> None:
    for kind in ("CCG", "SubICBLocation"):
        answer = ask("changes", "2020-03-31", "2020-04-01", type=kind)
        assert under(answer, "Codes that passed from one body to another") == [("ccg-a", "sub", "ods code 01A")]
    assert (
        under(ask("changes", "2020-03-31", "2020-04-01", type="FT"), "Codes that passed from one body to another") == []
    )


def test_what_is_not_listed_is_counted_and_said(ask: Asker) -> None:
    answer = ask("changes", "2020-03-31", "2020-04-01", limit=1)
    assert [row.name for row in answer.rows if row.group == "Bodies that were established"] == ["Hospital FT"]
    assert "No claim bears out these bodies that were abolished, so none is listed: Hospital." in answer.caveats
    assert "3 bodies were established" in answer.headline


def test_a_body_that_nobody_is_cited_for_is_not_dropped_in_silence(ask: Asker) -> None:
    answer = ask("changes", "2020-03-31", "2020-04-01")
    assert [row.name for row in answer.rows if row.group == "Bodies that were established"] == [
        "Hospital FT",
        "Ashton and Bolton CCG",
    ]
    assert "No claim bears out these bodies that were established, so none is listed: Ashton place." in answer.caveats


def test_days_may_be_written_in_any_form(ask: Asker) -> None:
    written = ask("changes", "31 March 2020", "1/4/2020")
    assert written == ask("changes", "2020-03-31", "2020-04-01")
    assert written.parameters["first"] == "2020-03-31"

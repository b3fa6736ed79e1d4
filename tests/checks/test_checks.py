"""What the checks find: each its own fault in a small dataset of its own, and nothing where all is sound.

A new check brings a folder of its name in ``tests/data/checks``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ics_graph.checks import CHECKS, Finding, severity_of
from ics_graph.checks.contradictions import months_before
from ics_graph.dataset import Excepted, read_datasets
from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Completeness, Dataset, Gap, PhaseSpell, Relation
from tests.asking import ROOT
from tests.checks.running import found, report

DATA = ROOT / "tests" / "data"
DAY = "2019-06-15"


@pytest.fixture(scope="module")
def sound() -> Dataset:
    return read_datasets([DATA / "sound"]).dataset


@cache
def fault_of(check: str) -> Dataset:
    """Return the dataset in which one check finds one fault, and no other check finds any."""
    return read_datasets([DATA / "checks" / check]).dataset


def only(dataset: Dataset, id_: str, as_of: str | None = None) -> list[Finding]:
    (result,) = report(dataset, as_of, ids=(id_,)).results
    return list(result.findings)


def with_lines(dataset: Dataset, *lines: Relation) -> Dataset:
    return replace(dataset, relations={**dataset.relations, **{line.id: line for line in lines}})


def changed(dataset: Dataset, id_: str, **fields: object) -> Dataset:
    return with_lines(dataset, replace(dataset.relations[id_], **fields))  # type: ignore[arg-type]


def with_gap(dataset: Dataset, gap: Gap) -> Dataset:
    return replace(dataset, gaps={**dataset.gaps, gap.id: gap})


SAID = (Claim("minutes", "p. 9"),)


# --- each fault once, and no false alarm ---


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_finds_its_own_fault_and_no_other_check_finds_any(check: str) -> None:
    assert {id_: len(entities) for id_, entities in found(report(fault_of(check), DAY)).items()} == {check: 1}


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_tells_its_fault_from_what_is_sound_beside_it(check: str) -> None:
    (result,) = report(fault_of(check), DAY, ids=(check,)).results
    assert len(result.findings) == 1
    assert result.checked > 1 or check == "gap-on-record"  # which counts the gaps that are open, and nothing else


@pytest.mark.parametrize("check", CHECKS)
def test_without_a_day_all_is_found_but_what_is_old(check: str) -> None:
    lint = report(fault_of(check))
    assert list(found(lint)) == ([] if check == "old-evidence" else [check])
    assert lint.results[-1].skipped == "it is judged as of a day only (--as-of)"


def test_without_a_day_a_row_is_judged_as_it_last_stood() -> None:
    ended = fault_of("grant-over-power")
    until = {id_: replace(version, until=PartialDate.parse("2019-12-31")) for id_, version in ended.versions.items()}
    ended = replace(ended, versions=until)
    assert only(ended, "grant-over-power", "2024-01-01") == []
    assert [finding.record for finding in only(ended, "grant-over-power")] == ["row-3"]


def test_a_fault_is_at_its_place() -> None:
    entities = {check: entity for check in CHECKS for entity in found(report(fault_of(check), DAY))[check]}
    assert entities["outlives-body"] == "friends"
    assert entities["circle-of-structure"] == "ring-a"
    assert entities["one-seat-two-holders"] == "shared"
    assert entities["old-evidence"] == "council"
    assert entities["board-without-terms"] == "lawless"


@pytest.mark.parametrize(
    ("check", "record", "entity", "message"),
    [
        ("grant-to-closed", "row-2", "friends", "gives a right to Faultham Friends, which ended on 31 December 2018"),
        ("grant-over-power", "row-3", "site", "what Head of Works does not have itself at some values"),
        ("grant-circular", "row-2", "site", "by Scheme v1 row 2 and Scheme v1 row 3 the right goes round"),
        ("decision-without-grant", "roof", "site", "decided by Site Manager on 1 February 2019: no row in force gives"),
        ("ended-grant-used", "roof", "works", "Scheme v1 row 2 ended on 31 January 2019"),
        ("meeting-not-quorate", "winter", "council", "of Faultham Council on 10 January 2019 was not quorate"),
        ("quorum-out-of-reach", "quorum-council", "council", "no attendance can make a quorum on 15 June 2019"),
        (
            "term-over",
            "winter",
            "person-b",
            "B. Baker sat in Faultham Council on 10 January 2019, after a term",
        ),
        ("grant-without-clause", "row-2", "works", "Scheme v1 row 2 gives Head of Works a right, and names no clause"),
        ("review-overdue", "v2", "council", "Scheme v2 was due for review by 14 June 2019; it still binds"),
        ("seat-without-nominator", "second-member", "council", "nominates the second member of Faultham Council"),
        ("interest-not-reviewed", "old", "person-a", "(financial) was last declared on 14 June 2018"),
    ],
)
def test_a_fault_in_who_may_decide_is_at_its_record(check: str, record: str, entity: str, message: str) -> None:
    (finding,) = only(fault_of(check), check, DAY)
    assert (finding.record, finding.entity) == (record, entity)
    assert message in finding.message
    assert [cited.title for cited in finding.sources] == ["Minutes of Faultham"]


@pytest.mark.parametrize(
    ("passed_on", "message"),
    [(False, "what Head of Works may not pass on"), (None, "may not pass on, as its own row does not say that it may")],
)
def test_a_giver_that_may_not_pass_a_right_on_is_told_apart(passed_on: bool | None, message: str) -> None:
    dataset = fault_of("grant-over-power")
    rows = {id_: replace(row, passed_on=passed_on) for id_, row in dataset.grants.items()}
    messages = [each.message for each in only(replace(dataset, grants=rows), "grant-over-power", DAY)]
    assert [each for each in messages if message in each], messages


@pytest.mark.parametrize("day", [None, "2018-06-01", "2019-01-01", DAY, "2020-01-01"])
def test_nothing_is_found_where_nothing_is_wrong(sound: Dataset, day: str | None) -> None:
    assert found(report(sound, day)) == {}


def test_what_was_looked_at_is_counted() -> None:
    lint = report(fault_of("board-without-chair"), DAY)
    counts = {r.check.id: (len(r.findings), r.checked, r.check.of) for r in lint.results}
    assert counts["board-without-chair"] == (1, 2, "boards and committees")
    assert counts["post-without-holder"] == (0, 1, "posts")
    assert counts["circle-of-reporting"] == (0, 3, "bodies with a line of reporting")
    assert lint.remarks == (
        ("This count leaves out 3 bodies: 1 doubted or denied, 1 only planned and 1 spoken of in general."),
    )


def test_a_finding_says_what_is_so_and_who_says_so() -> None:
    (outlives,) = only(fault_of("outlives-body"), "outlives-body")
    assert outlives.message == (
        "“Faultham Friends is a member of Faultham ICS” is stated until 31 December 2019, after Faultham Friends had "
        "ended (31 December 2018)"
    )
    assert [(cited.title, cited.locator) for cited in outlives.sources] == [("Minutes of Faultham", "p. 1")]
    (closed,) = only(fault_of("into-closed-body"), "into-closed-body")
    assert closed.message == (
        "“Adrift Group reports to Closed Forum” leads to a body that ended on 31 December 2018; no source gives a line "
        "upward that followed"
    )
    (silent,) = only(fault_of("board-without-chair"), "board-without-chair")
    assert (silent.message, silent.sources) == ("no source says who chairs Headless Committee", ())


# --- unknown is not missing ---


@pytest.mark.parametrize("reason", ["vacant", "not-published", "to-be-confirmed", "not-read", "not-stated"])
def test_a_gap_on_record_is_an_answer(reason: str) -> None:
    faulty = fault_of("board-without-chair")
    gap = Gap("gap-chair", "headless", "chair", reason, SAID)  # type: ignore[arg-type]
    assert only(with_gap(faulty, gap), "board-without-chair") == []


def test_a_gap_on_another_topic_is_none() -> None:
    faulty = fault_of("board-without-chair")
    gap = Gap("gap-members", "headless", "membership", "not-stated", SAID)
    assert [one.entity for one in only(with_gap(faulty, gap), "board-without-chair")] == ["headless"]


def test_a_list_that_is_given_as_whole_is_an_answer() -> None:
    faulty = fault_of("no-members")
    whole = replace(faulty, complete={"whole": Completeness("whole", "empty", "membership", SAID)})
    assert only(whole, "no-members") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"phases": (PhaseSpell("planned"),)},
        {"claims": (Claim("minutes", "p. 9", stance="questions"),)},
        {"claims": (Claim("minutes", "p. 9", stance="denies"),)},
    ],
    ids=["planned", "question mark", "denied"],
)
def test_a_plan_a_question_mark_and_a_denial_are_answers(fields: dict[str, object]) -> None:
    faulty = fault_of("board-without-chair")
    line = replace(Relation("new", "person-a", "chairs", "headless", claims=SAID), **fields)  # type: ignore[arg-type]
    assert only(with_lines(faulty, line), "board-without-chair") == []


def test_the_law_gives_a_line_upward_unless_it_is_left_out(sound: Dataset) -> None:
    assert found(report(sound, DAY, rules=False)) == {"no-line-upward": ["nhse", "ccg"]}


@pytest.mark.parametrize(
    ("line", "finds"),
    [
        (Relation("new", "person-a", "chairs", "headless", claims=SAID), False),
        (Relation("new", "person-a", "memberOf", "headless", capacity="chair", claims=SAID), False),
        (Relation("new", "person-a", "holdsRole", "headless", role="Independent Chair", claims=SAID), False),
        (Relation("new", "person-a", "holdsRole", "headless", role="Deputy Chair", claims=SAID), True),
        (Relation("new", "person-a", "holdsRole", "headless", role="Secretary", claims=SAID), True),
        (Relation("new", "person-a", "memberOf", "headless", capacity="vice-chair", claims=SAID), True),
    ],
)
def test_only_a_chair_is_a_chair(line: Relation, finds: bool) -> None:
    faulty = fault_of("board-without-chair")
    assert bool(only(with_lines(faulty, line), "board-without-chair")) is finds


def test_a_post_of_the_chair_without_a_holder_is_found_as_the_post() -> None:
    faulty = fault_of("board-without-chair")
    post = replace(faulty.entities["unheld"], name="Chair of the Headless Committee")
    relations = {id_: line for id_, line in faulty.relations.items() if id_ != "held-unheld"}
    dataset = replace(faulty, entities={**faulty.entities, "unheld": post}, relations=relations)
    dataset = with_lines(dataset, Relation("at", "unheld", "postAt", "headless", claims=SAID))
    asked = found(report(dataset, DAY))
    assert "board-without-chair" not in asked
    assert asked["post-without-holder"] == ["unheld"]


# --- judged in time ---


def test_a_chair_that_has_left_leaves_the_board_without_one(sound: Dataset) -> None:
    key = "person-b:memberOf:board:2019-04-01"
    dataset = replace(sound, relations={id_: line for id_, line in sound.relations.items() if id_ != key})
    assert only(dataset, "board-without-chair", "2019-03-31") == []
    assert [(one.entity, one.holds) for one in only(dataset, "board-without-chair", "2019-04-01")] == [("board", "yes")]
    assert only(dataset, "board-without-chair") == []


def test_where_the_dates_leave_the_day_open_it_is_told_as_possibly() -> None:
    faulty = fault_of("no-line-upward")
    (on_the_day,) = only(faulty, "no-line-upward", DAY)
    (later,) = only(faulty, "no-line-upward", "2019-06-16")
    assert (on_the_day.holds, later.holds) == ("yes", "possibly")


def test_an_error_that_is_only_possible_is_a_warning() -> None:
    faulty = fault_of("circle-of-reporting")
    check = CHECKS["circle-of-reporting"]
    graver = [severity_of(check, one) for day in (DAY, "2019-06-16") for one in only(faulty, check.id, day)]
    assert graver == ["error", "warning"]


@pytest.mark.parametrize(
    ("until", "finds"),
    [("2018-12-31", False), ("2018-12", False), ("2018", False), ("2019", True), ("2019-01-01", True)],
)
def test_a_line_outlives_a_body_only_where_its_dates_surely_say_so(until: str, finds: bool) -> None:
    faulty = fault_of("outlives-body")
    never = (Claim("minutes", "p. 1", observed="never"),)
    dataset = changed(faulty, "seat-friends", until=PartialDate.parse(until), claims=never)
    assert bool(only(dataset, "outlives-body")) is finds


def test_a_year_in_which_both_may_have_ended_is_no_contradiction() -> None:
    faulty = fault_of("outlives-body")
    friends = replace(faulty.entities["friends"], until=PartialDate.parse("2018-06-30"))
    never = (Claim("minutes", "p. 1", observed="never"),)
    dataset = changed(faulty, "seat-friends", until=PartialDate.parse("2018"), claims=never)
    assert only(replace(dataset, entities={**dataset.entities, "friends": friends}), "outlives-body") == []


def test_an_end_that_nobody_states_is_no_contradiction() -> None:
    faulty = fault_of("outlives-body")
    never = (Claim("minutes", "p. 1", observed="never"),)
    assert only(changed(faulty, "seat-friends", until=None, claims=never), "outlives-body") == []


def test_a_source_that_saw_a_line_after_a_body_had_ended_is_enough() -> None:
    faulty = fault_of("outlives-body")
    (one,) = only(changed(faulty, "seat-friends", until=None), "outlives-body")
    assert one.message.endswith("held on 15 June 2019, after Faultham Friends had ended (31 December 2018)")


def test_a_line_outlives_a_body_on_the_day_asked_about_alone() -> None:
    faulty = fault_of("outlives-body")
    assert [one.entity for one in only(faulty, "outlives-body", "2019-06-20")] == ["friends"]
    assert only(faulty, "outlives-body", "2018-12-31") == []
    assert only(faulty, "outlives-body", "2020-01-01") == []


def test_a_line_that_began_before_a_body_is_found(sound: Dataset) -> None:
    dataset = changed(sound, "person-b:chairs:committee:2018-04-01", since=PartialDate.parse("2018-03-31"))
    (one,) = only(dataset, "outlives-body")
    assert one.message.endswith("is stated from 31 March 2018, before Finance Committee began (1 April 2018)")


@pytest.mark.parametrize(
    "answer",
    [
        Relation("next", "adrift", "reportsTo", "ics", since=PartialDate.parse("2019-01-01"), claims=SAID),
        Gap("gap-reporting", "adrift", "reporting", "not-stated", SAID),
    ],
    ids=["another line", "a gap"],
)
def test_what_followed_a_closed_body_settles_it(answer: Relation | Gap) -> None:
    faulty = fault_of("into-closed-body")
    dataset = with_gap(faulty, answer) if isinstance(answer, Gap) else with_lines(faulty, answer)
    asked = found(report(dataset, DAY))
    assert "into-closed-body" not in asked
    assert "no-line-upward" not in asked


def test_a_line_that_ended_with_the_body_leads_into_none() -> None:
    faulty = fault_of("into-closed-body")
    never = (Claim("minutes", "p. 2", observed="never"),)
    dataset = changed(faulty, "line-adrift", until=PartialDate.parse("2018-12-31"), claims=never)
    assert only(dataset, "into-closed-body") == []
    assert [one.entity for one in only(dataset, "no-line-upward", DAY)] == ["adrift"]


def test_lines_that_never_share_a_day_make_no_circle() -> None:
    faulty = fault_of("circle-of-reporting")
    never = (Claim("minutes", "p. 2", observed="never"),)
    dataset = changed(faulty, "rep-ab", until=PartialDate.parse("2018-12-31"), claims=never)
    dataset = changed(dataset, "rep-ba", since=PartialDate.parse("2019-01-01"))
    assert only(dataset, "circle-of-reporting") == []
    touching = changed(dataset, "rep-ba", since=PartialDate.parse("2018-12-31"))
    assert len(only(touching, "circle-of-reporting")) == 1


def test_a_body_that_reports_to_itself_is_a_circle(sound: Dataset) -> None:
    dataset = with_lines(sound, Relation("self", "group", "reportsTo", "group", claims=SAID))
    (one,) = only(dataset, "circle-of-reporting")
    assert (one.entity, one.message) == ("group", "Estates Group reports to itself")


def test_one_seat_is_single_at_one_instant(sound: Dataset) -> None:
    key = "person-b:holdsPost:post:2019-04-01"
    assert only(sound, "one-seat-two-holders") == []
    dataset = changed(sound, key, since=PartialDate.parse("2019-03-30"))
    (finding,) = only(dataset, "one-seat-two-holders")
    assert finding.message == "A. Able and B. Baker both hold Managing Director on 31 March 2019"
    assert severity_of(CHECKS["one-seat-two-holders"], finding) == "warning"
    assert only(dataset, "one-seat-two-holders", "2019-04-01") == []


def test_the_day_of_handing_over_is_only_noted(sound: Dataset) -> None:
    dataset = changed(sound, "person-b:holdsPost:post:2019-04-01", since=PartialDate.parse("2019-03-31"))
    (finding,) = only(dataset, "one-seat-two-holders")
    both = "A. Able and B. Baker both hold Managing Director on 31 March 2019"
    assert finding.message == f"{both}: the day on which one handed over to the other"
    assert severity_of(CHECKS["one-seat-two-holders"], finding) == "note"


def test_a_seat_counts_once_however_many_held_it(sound: Dataset) -> None:
    third = Relation("third", "person-c", "holdsPost", "post", since=PartialDate.parse("2019-01-01"), claims=SAID)
    entity = replace(sound.entities["person-b"], id="person-c", name="C. Clark")
    dataset = replace(
        changed(sound, "person-b:holdsPost:post:2019-04-01", since=PartialDate.parse("2019-01-01")),
        entities={**sound.entities, "person-c": entity},
    )
    dataset = with_lines(dataset, third)
    (result,) = [r for r in report(dataset).results if r.check.id == "one-seat-two-holders"]
    (finding,) = result.findings
    assert finding.entity == "post"
    assert finding.message.count("both hold Managing Director") >= 2
    assert len(result.findings) <= result.checked


@pytest.mark.parametrize(("capacity", "role"), [("co-chair", None), ("chair", "Joint Chair"), (None, "Co-Chairman")])
def test_co_chairs_share_a_chair(sound: Dataset, capacity: str | None, role: str | None) -> None:
    seats = [
        Relation(f"seat-{who}", who, "memberOf", "board", role, capacity, since=PartialDate.parse("2019"), claims=SAID)
        for who in ("person-a", "person-b")
    ]
    assert only(with_lines(sound, *seats), "one-seat-two-holders") == []


def test_evidence_is_as_old_as_its_last_source_by_the_day_asked_about() -> None:
    faulty = fault_of("old-evidence")
    assert [one.record for one in report(faulty, DAY, months=40).results[-1].findings] == ["seat-old"]
    assert report(faulty, DAY, months=41).results[-1].findings == ()
    both = changed(faulty, "seat-old", claims=(*faulty.relations["seat-old"].claims, *SAID))
    assert report(both, DAY).results[-1].findings == ()
    assert months_before(PartialDate.parse("2020-03-31").earliest, 1).isoformat() == "2020-02-29"


def test_a_gap_that_a_stated_line_has_closed_is_open_no_more() -> None:
    faulty = fault_of("vacant-seat")
    line = Relation("new", "person-b", "holdsPost", "vacant", claims=SAID)
    assert only(with_lines(faulty, line), "vacant-seat") == []


# --- who may decide ---


def with_record(dataset: Dataset, section: str, id_: str, **fields: object) -> Dataset:
    records = getattr(dataset, section)
    return replace(dataset, **{section: {**records, id_: replace(records[id_], **fields)}})  # type: ignore[arg-type]


def test_a_row_that_may_be_within_the_power_is_no_error() -> None:
    """Where nobody knows whether the row above applies, that its giver has nothing is possibly so."""
    faulty = with_record(fault_of("grant-over-power"), "grants", "row-4", applies_if="the lease is short")
    findings = {finding.record: finding for finding in only(faulty, "grant-over-power", DAY)}
    graver = {id_: severity_of(CHECKS["grant-over-power"], finding) for id_, finding in findings.items()}
    assert graver == {"row-3": "error", "row-5": "warning"}
    assert (findings["row-3"].holds, findings["row-5"].holds) == ("yes", "possibly")
    of_any_time = {one.record: severity_of(CHECKS["grant-over-power"], one) for one in only(faulty, "grant-over-power")}
    assert of_any_time == graver


def test_what_may_not_be_passed_on_is_over_the_power() -> None:
    faulty = with_record(fault_of("grant-over-power"), "grants", "row-4", passed_on=None)
    assert [one.record for one in only(faulty, "grant-over-power", DAY)] == ["row-3", "row-5"]


def test_advice_to_the_giver_makes_no_circle() -> None:
    faulty = with_record(fault_of("grant-circular"), "grants", "row-3", right="repairs-advice")
    advice = replace(faulty.rights["repairs"], id="repairs-advice", act="recommend")
    assert only(replace(faulty, rights={**faulty.rights, advice.id: advice}), "grant-circular", DAY) == []


def test_a_circle_of_rows_that_may_have_ended_is_no_error() -> None:
    faulty = with_record(fault_of("grant-circular"), "grants", "row-3", ends_when="the works are done")
    (finding,) = only(faulty, "grant-circular", DAY)
    assert (finding.holds, severity_of(CHECKS["grant-circular"], finding)) == ("possibly", "warning")


def test_a_holder_that_is_still_to_come_has_not_ended() -> None:
    faulty = fault_of("grant-to-closed")
    friends = replace(faulty.entities["friends"], since=PartialDate.parse("2020-04-01"), until=None)
    assert only(replace(faulty, entities={**faulty.entities, "friends": friends}), "grant-to-closed", DAY) == []


@pytest.mark.parametrize(("kind", "finds"), [("terms-of-reference", False), ("constitution", False), ("plan", True)])
def test_a_document_of_a_body_tells_its_terms_by_its_kind(kind: str, finds: bool) -> None:
    faulty = with_record(fault_of("board-without-terms"), "instruments", "scheme", kind=kind)
    assert bool(only(faulty, "board-without-terms")) is finds


# --- within a system, and excepted ---


def test_only_what_belongs_to_a_system_is_judged() -> None:
    assert found(report(fault_of("outlives-body"), DAY, within="Faultham ICS")) == {"outlives-body": ["friends"]}
    assert found(report(fault_of("no-line-upward"), DAY, within="Faultham ICS")) == {}


def test_the_lines_of_bodies_outside_a_system_are_not_judged_with_it() -> None:
    adrift = fault_of("into-closed-body")
    assert "into-closed-body" not in found(report(adrift, within="Closed Forum"))
    assert found(report(adrift, within="Adrift Group"))["into-closed-body"] == ["adrift"]
    assert "one-seat-two-holders" not in found(report(fault_of("one-seat-two-holders"), within="A. Able"))


def test_a_law_that_is_left_out_follows_no_closed_body(sound: Dataset) -> None:
    friends = Relation("to-friends", "ccg", "accountableTo", "gone", claims=SAID)
    dataset = with_lines(sound, friends)
    assert "into-closed-body" not in found(report(dataset, DAY))
    assert found(report(dataset, DAY, rules=False))["into-closed-body"] == ["ccg"]


def excepted(check: str, entity: str | None = None, **more: object) -> Excepted:
    told: dict[str, object] = {"record": None, "until": None, **more}
    return Excepted(check, "it is known", "the board", entity, file="exceptions.yaml", line=2, **told)  # type: ignore[arg-type]


def test_what_is_excepted_is_kept_with_its_reason() -> None:
    by_entity = report(fault_of("no-members"), DAY, exceptions=(excepted("no-members", "empty"),))
    by_record = report(fault_of("outlives-body"), DAY, exceptions=(excepted("outlives-body", record="seat-friends"),))
    for lint, check, entity in ((by_entity, "no-members", "empty"), (by_record, "outlives-body", "friends")):
        assert found(lint) == {}
        kept = {r.check.id: [(one.entity, why.reason) for one, why in r.excepted] for r in lint.results if r.excepted}
        assert kept == {check: [(entity, "it is known")]}
        assert lint.troubles == ()


@pytest.mark.parametrize(
    ("wrong", "severity", "told"),
    [
        (excepted("no-member", "empty"), "error", "an exception from 'no-member', which is no check"),
        (excepted("no-members", "emty"), "error", "an exception of 'emty', which is no entity of the data"),
        (excepted("no-members", None, record="nowhere"), "error", "an exception of 'nowhere', which is no record"),
        (excepted("no-members", "full"), "note", "the exception from 'no-members' for 'full' excepts nothing"),
        (
            excepted("no-members", "empty", until=PartialDate.parse("2019-06-14")),
            "warning",
            "the exception from 'no-members' held to 14 June 2019, and no longer does",
        ),
    ],
)
def test_an_exception_that_is_wrong_over_or_idle_is_told_and_hides_nothing(
    wrong: Excepted, severity: str, told: str
) -> None:
    faulty = fault_of("no-members")
    asked = report(faulty, DAY, exceptions=(wrong,))
    assert found(asked) == {"no-members": ["empty"]}
    (trouble,) = asked.troubles
    assert trouble.severity == severity
    assert trouble.message.startswith(told)
    assert (trouble.file, trouble.line) == ("exceptions.yaml", 2)


def test_an_exception_holds_on_its_last_day_and_is_not_judged_by_todays() -> None:
    faulty = fault_of("no-members")
    by = excepted("no-members", "empty", until=PartialDate.parse(DAY))
    assert "no-members" not in found(report(faulty, DAY, exceptions=(by,)))
    asked = report(faulty, exceptions=(by,))
    assert "no-members" not in found(asked)
    assert "Whether exceptions are over is judged as of a day only (--as-of)." in asked.remarks

"""What is found in any dataset: spoilt codes, days for no day, bodies after the law abolished them, one body twice."""

from __future__ import annotations

import pytest

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset, Entity, Identifier, NameSpell, Relation, Source
from ics_graph.ontology import load_ontology
from ics_graph.validation import errors_in, validate

ONTOLOGY = load_ontology()
SAID = (Claim("s", "p1", observed="never"),)


def day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def body(id_: str = "a", type_: str = "Group", since: str | None = None, until: str | None = None, *codes: Identifier
         ) -> Entity:  # fmt: skip
    return Entity(id_, type_, f"Body {id_}", identifiers=codes, since=day(since), until=day(until), claims=SAID)


def findings(*records: Entity | Relation, **sources: Source) -> list[tuple[str, str | None, str]]:
    """Return code, record and message of what is found."""
    dataset = Dataset(
        (),
        {"s": Source("s", "Register"), **sources},
        {record.id: record for record in records if isinstance(record, Entity)},
        {record.id: record for record in records if isinstance(record, Relation)},
    )
    problems = validate(dataset, ONTOLOGY)
    return [(problem.code, problem.record, problem.message) for problem in problems if problem.code != "rule-unplaced"]


@pytest.mark.parametrize(
    ("scheme", "code", "how"),
    [
        ("ods", "5.00E+01", "a spreadsheet made a number of the code"),
        ("ods", "50", "a spreadsheet made a number of the code"),
        ("ODS", "100000", "a spreadsheet made a number of the code"),
        ("ods", "2022-05-01", "a spreadsheet made a day of the code"),
        ("ods", "1-Mar", "a spreadsheet made a day of the code"),
        ("ons", "1.2E+06", "a spreadsheet made a number of the code"),
        ("gss", "#REF!", "a spreadsheet shows an error in place of the code"),
    ],
)
def test_a_code_that_a_spreadsheet_spoilt_is_found(scheme: str, code: str, how: str) -> None:
    told = f"the {scheme} code '{code}' is spoilt: {how}"
    assert findings(body("a", "Group", None, None, Identifier(scheme, code))) == [("spoilt-code", "a", told)]


@pytest.mark.parametrize(
    ("scheme", "code"),
    [("ods", "5E1"), ("ods", "1E5"), ("ods", "00L"), ("ods", "101"), ("ons", "E38000130"), ("company", "1.0")],
)
def test_a_sound_code_is_not_found(scheme: str, code: str) -> None:
    assert findings(body("a", "Group", None, None, Identifier(scheme, code))) == []


def test_a_day_for_no_day_is_found_wherever_it_stands() -> None:
    code = Identifier("ods", "99Z", day("1900-01-01"), day("2999-12-31"))
    named = Entity("b", "Group", "B", names=(NameSpell("Old", until=day("2999-12-31")),), claims=SAID)
    line = Relation("l", "a", "memberOf", "b", since=day("1900-01-01"), claims=SAID)
    late = Source("t", "Minutes", date=day("2999-12-31"))
    told = "{} is a day that registers write where there is none"
    assert sorted(findings(body("a", "Group", None, "2999-12-31", code), named, line, t=late)) == [
        ("no-day", "a", told.format("1900-01-01")),
        ("no-day", "a", told.format("2999-12-31")),
        ("no-day", "a", told.format("2999-12-31")),
        ("no-day", "b", told.format("2999-12-31")),
        ("no-day", "l", told.format("1900-01-01")),
        ("no-day", "t", told.format("2999-12-31")),
    ]


@pytest.mark.parametrize(
    ("type_", "since", "until", "told"),
    [
        ("ClinicalCommissioningGroup", "2013-04-01", "2023-03-31",
         "it existed on 2023-03-31, when there was no clinical commissioning group any more (until 2022-06-30)"),
        ("PrimaryCareTrust", "2014", None,
         "it existed on 2014-01-01, when there was no primary care trust any more (until 2013-03-31)"),
        ("StrategicHealthAuthority", "2006-07-01", "2013-03-31", ""),
        ("ClinicalCommissioningGroup", "2013-04-01", None, ""),
        ("HealthAuthority", "2014", None, ""),
    ],
)  # fmt: skip
def test_a_body_that_outlived_its_type_is_found(type_: str, since: str, until: str | None, told: str) -> None:
    wanted = [("after-its-type", "a", told)] if told else []
    assert findings(body("a", type_, since, until)) == wanted


def test_two_records_of_one_code_at_one_time_are_found_and_one_after_the_other_are_not() -> None:
    old = body("old", "Group", "2013-04-01", "2016-03-31", Identifier("ods", "99Z"))
    new = body("new", "Group", "2016-04-01", None, Identifier("ods", "99Z"))
    assert findings(old, new) == []
    third = body("third", "Group", "2016-03-31", "2018-03-31", Identifier("ODS", "99z"))
    assert findings(old, new, third) == [
        ("two-records", "third", "it has the ods code 99Z at the same time as old (Body old)"),
        ("two-records", "new", "it has the ods code 99Z at the same time as third (Body third)"),
    ]


def test_a_code_that_a_body_lists_twice_is_one_body() -> None:
    twice = (Identifier("ods", "99Z", day("2013")), Identifier("ods", "99Z", day("2013-04-01")))
    assert findings(body("a", "Group", None, None, *twice)) == []


@pytest.mark.parametrize(
    ("name", "severity"),
    [("Vacant", "error"), ("(TBC)", "error"), ("n/a", "error"), ("Name withheld", "error"), ("Med3 Vacant", "finding")],
)
def test_a_person_whose_name_says_that_there_is_none_is_found(name: str, severity: str) -> None:
    person = Entity("p", "Person", name, claims=SAID)
    problems = validate(Dataset((), {"s": Source("s", "Register")}, {"p": person}), ONTOLOGY)
    assert [(p.code, p.severity, p.message) for p in problems if p.code != "rule-unplaced"] == [
        ("nobody", severity, f"'{name}' is no name of a person")
    ]


def test_somebody_without_a_name_and_a_body_may_be_called_so() -> None:
    assert findings(Entity("p", "Person", "Name withheld", unnamed=True, claims=SAID)) == []
    assert findings(Entity("g", "Group", "TBC", claims=SAID)) == []


def test_a_sign_of_a_spreadsheet_before_a_code_is_found() -> None:
    (finding,) = findings(body("a", "Group", None, None, Identifier("ods", "'00K")))
    assert finding[2].endswith("is spoilt: a sign by which a spreadsheet marks a text is before the code")


def test_errors_alone_are_the_errors_among_all_problems() -> None:
    records = [
        body("a", "Group", "2010-01-01", "2000-01-01"),
        body("b", "Nothing"),
        body("?", "Group"),
        body("c", "ClinicalCommissioningGroup", "1990-01-01", None, Identifier("ods", "5.00E+01")),
        body("d", "Group", "2010", "2012"),
        Relation("r1", "a", "partOf", "nobody", claims=SAID),
        *(Relation(f"r{n}", "d", "accountableTo", "c", since=day("1980"), claims=SAID) for n in (2, 3)),
        Relation("r4", "d", "accountableTo", "c", since=day("1980"), claims=(Claim("nowhere", "p1"),)),
        Relation("r5", "d", "nothing", "c", since=day("2013-01-01"), until=day("2012-01-01"), claims=SAID),
    ]
    dataset = Dataset(
        (),
        {"s": Source("s", "Register", date=day("2019"))},
        {record.id: record for record in records if isinstance(record, Entity)},
        {record.id: record for record in records if isinstance(record, Relation)},
    )
    problems = validate(dataset, ONTOLOGY)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert errors_in(dataset, ONTOLOGY) == errors
    assert {"reversed", "unknown-word", "dangling", "dangling-source"} <= {problem.code for problem in errors}
    assert len(errors) < len(problems)

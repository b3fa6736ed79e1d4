"""BODS both ways: statements read with interests and days, nobody made a person, written as the standard has it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.errors import InvalidValue
from ics_graph.exchange.bods.interests import TYPES, in_words, of_words
from ics_graph.exchange.formats import ExportInput
from ics_graph.model import About, Claim, Dataset, Entity, Identifier, NameSpell, PhaseSpell, Relation, Source
from ics_graph.ontology import load_ontology
from ics_graph.serialization import to_plain
from ics_graph.validity import holds
from tests.exchange.bods_rules import faults
from tests.exchange.bringing import Imported, imported, refused
from tests.exchange.golden import written

ONTOLOGY = load_ontology()


def statement(kind: str, record: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a statement as a publisher writes it."""
    return {
        "statementId": f"{kind}-{record}-0123456789abcdef0123456789abcdef"[:64],
        "statementDate": "2024-06-01",
        "declarationSubject": "c1",
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
        "publicationDetails": {
            "publicationDate": "2024-06-02",
            "bodsVersion": "0.4",
            "publisher": {"name": "Register of Anyland"},
        },
        "source": {"type": ["officialRegister"], "description": "GB Persons Of Significant Control Register"},
        **more,
    }


def entity(record: str, name: str, **details: Any) -> dict[str, Any]:
    return statement("entity", record, {"entityType": {"type": "registeredEntity"}, "name": name, **details})


def person(record: str, *names: str, **details: Any) -> dict[str, Any]:
    given_names = [{"type": "legal", "fullName": name} for name in names]
    return statement("person", record, {"personType": "knownPerson", "names": given_names, **details})


def relationship(record: str, party: Any, *interests: dict[str, Any], **more: Any) -> dict[str, Any]:
    details = {"subject": "c1", "interestedParty": party, "interests": list(interests)}
    return statement("relationship", record, details, **more)


def brought(tmp_path: Path, *statements: Any, **options: str) -> Imported:
    return imported(tmp_path, "bods", {"a.json": json.dumps(list(statements))}, (), **options)


def roles(made: Imported) -> set[tuple[str, str, str, str | None, str, str]]:
    return {
        (line.subject, line.type, line.object, line.role, str(line.since or ""), str(line.until or ""))
        for line in made.dataset.relations.values()
    }


COMPANY = entity(
    "c1",
    "Wharfside Care Ltd",
    identifiers=[{"id": "01234567", "scheme": "GB-COH"}, {"id": "AXX", "scheme": "GB-NHS"}],
    alternateNames=["Wharfside"],
    foundingDate="2010-04-01",
    uri="https://register.example.org/01234567",
)


def test_an_interest_is_a_line_that_says_its_kind_share_and_days(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        COMPANY,
        person("p1", "Ann Ash"),
        entity("c2", "Holding plc"),
        relationship(
            "r1",
            "p1",
            {
                "type": "shareholding",
                "share": {"exclusiveMinimum": 25, "maximum": 50},
                "directOrIndirect": "direct",
                "beneficialOwnershipOrControl": True,
                "startDate": "2016-04-06",
                "details": "ownership-of-shares-25-to-50-percent",
            },
            {
                "type": "votingRights",
                "share": {"exact": 37.5, "minimum": 37.5, "maximum": 37.5},
                "endDate": "2020-03-31",
            },
        ),
        relationship("r2", "c2", {"type": "boardChair", "startDate": "2017-01-01"}),
        relationship("r3", "c2", {"type": "boardMember"}),
    )
    assert roles(made) == {
        ("p1", "hasInterestIn", "c1", "shareholding of more than 25% and at most 50%, direct, of a beneficial owner",
         "2016-04-06", ""),
        ("p1", "hasInterestIn", "c1", "voting rights of 37.5%", "", "2020-03-31"),
        ("c2", "memberOf", "c1", "board chair", "2017-01-01", ""),
        ("c2", "memberOf", "c1", "board member", "", ""),
    }  # fmt: skip
    company = made.dataset.entities["c1"]
    assert {(code.scheme, code.value) for code in company.identifiers} == {
        ("GB-COH", "01234567"), ("ods", "AXX"), ("iri", "https://register.example.org/01234567"),
    }  # fmt: skip
    assert (company.other_names, str(company.since)) == (("Wharfside",), "2010-04-01")
    assert made.dataset.relations["r2"].capacity == "chair"
    assert made.dataset.relations["r1:1"].note == "ownership-of-shares-25-to-50-percent"
    (source,) = made.dataset.sources.values()
    assert (source.publisher, source.kind) == ("Register of Anyland", "BODS statements")


def test_a_statement_bears_witness_for_its_own_day(tmp_path: Path) -> None:
    made = brought(tmp_path, COMPANY, person("p1", "Ann Ash"), relationship("r1", "p1", {"type": "shareholding"}))
    line = made.dataset.relations["r1"]
    assert [holds(line, made.dataset.sources).on(date(2024, 6, day)) for day in (1, 2)] == ["yes", "possibly"]


def test_of_several_statements_of_a_record_the_latest_counts_and_older_names_are_kept(tmp_path: Path) -> None:
    older = {**entity("c1", "Old Name Ltd"), "statementDate": "2020-01-01"}
    first = relationship("r1", "p1", {"type": "shareholding", "share": {"exact": 10}}, statementDate="2020-01-01")
    last = relationship("r1", "p1", {"type": "shareholding", "share": {"exact": 20}}, recordStatus="updated")
    made = brought(tmp_path, last, COMPANY, older, person("p1", "Ann Ash"), first)
    assert [role for *_, role, _, _ in roles(made)] == ["shareholding of 20%"]
    assert made.dataset.entities["c1"].other_names == ("Old Name Ltd", "Wharfside")
    reasons = [note.reason for note in made.report.skipped]
    assert reasons.count("an older statement of the same record") == 2


def test_a_closed_record_without_an_end_is_not_shown_by_its_day(tmp_path: Path) -> None:
    closed = relationship("r1", "p1", {"type": "shareholding"}, recordStatus="closed")
    made = brought(tmp_path, COMPANY, person("p1", "Ann Ash"), closed)
    assert made.dataset.relations["r1"].claims[0].observed == "never"
    assert [note.reason for note in made.report.doubtful] == [
        "the record is closed, and no day is given on which the interest ended"
    ]


@pytest.mark.parametrize(
    ("party", "reason", "words"),
    [
        ({"reason": "subjectExemptFromDisclosure"}, "not-published", "subject exempt from disclosure"),
        ({"reason": "unknown", "description": "no answer"}, "not-stated", "unknown (no answer)"),
        ("p9", "not-published", "anonymousPerson"),
        ("p8", "vacant", "Vacant"),
        ("c9", "not-stated", "unknown"),
    ],
)
def test_a_party_that_is_not_known_is_a_gap_and_no_person(tmp_path: Path, party: Any, reason: str, words: str) -> None:
    unknown = {"entityType": {"type": "unknownEntity"}, "unspecifiedEntityDetails": {"reason": "unknown"}}
    made = brought(
        tmp_path,
        COMPANY,
        statement("person", "p9", {"personType": "anonymousPerson"}),
        person("p8", "Vacant"),
        statement("entity", "c9", unknown),
        relationship("r1", party, {"type": "shareholding"}),
    )
    assert set(made.dataset.entities) == {"c1"}
    (gap,) = made.dataset.gaps.values()
    assert (gap.entity, gap.topic, gap.reason, gap.note) == ("c1", "other", reason, f"an interested party: {words}")


def test_that_there_is_no_beneficial_owner_is_a_statement_and_no_gap(tmp_path: Path) -> None:
    made = brought(tmp_path, COMPANY, relationship("r1", {"reason": "noBeneficialOwners", "description": "a charity"}))
    assert made.dataset.gaps == {}
    assert [fact.text for fact in made.dataset.facts.values() if fact.property == "statement"] == [
        "it has no beneficial owner that has to be told: no beneficial owners (a charity)"
    ]


def test_the_lives_of_people_are_never_taken_and_every_field_that_is_left_is_counted(tmp_path: Path) -> None:
    life = {
        "birthDate": "1961-02",
        "nationalities": [{"code": "GB", "name": "United Kingdom"}],
        "addresses": [{"address": "1 Quay, Anytown", "postCode": "ZZ1 1ZZ"}],
        "identifiers": [{"id": "AB123456C", "scheme": "GBR-TAXID"}],
    }
    ash = person("p1", "Ann Ash", **life)
    ash["recordDetails"]["names"].append({"type": "birth", "fullName": "Ann Beech"})
    interest = {"type": "shareholding", "colour": "blue"}
    company = entity("c1", "Wharfside Care Ltd", jurisdiction={"code": "GB", "name": "United Kingdom"})
    made = brought(tmp_path, company, ash, relationship("r1", "p1", interest, annotations=[{}]))
    text = "".join(path.read_text("utf-8") for path in made.folder.iterdir() if path.name != "import-report.json")
    assert not [word for word in ("1961", "Quay", "AB123456C", "Beech", "ZZ1") if word in text]
    private = "the lives and places of people and bodies are never taken over"
    assert {(note.record, note.reason) for note in made.report.skipped} == {
        ("annotations (1)", "a field that is not taken over"),
        ("declarationSubject (3)", "a field that is not taken over"),
        ("publicationDetails/publicationDate (3)", "a field that is not taken over"),
        ("source/type (3)", "a field that is not taken over"),
        ("recordDetails/addresses (1)", private),
        ("recordDetails/birthDate (1)", private),
        ("recordDetails/identifiers (1)", private),
        ("recordDetails/nationalities (1)", private),
        ("recordDetails/interests/colour (1)", "a field that is not taken over"),
        ("recordDetails/jurisdiction (1)", "a field that is not taken over"),
        ("recordDetails/names of birth (1)", "they are the person's own affair"),
    }


def test_one_bad_statement_keeps_no_other_out_and_is_named(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        COMPANY,
        person("p1", "Ann Ash"),
        7,
        {"statementId": "x1", "recordType": "thing"},
        relationship("r1", "p1", {"type": "shareholding", "share": {"exact": 250}, "startDate": "2020-02-30"}),
        relationship("r2", "p1", {"type": "shareholding", "startDate": "2020-01-01", "endDate": "2010-01-01"}),
        relationship("r3", "nowhere", {"type": "shareholding"}),
        relationship("r4", "p1"),
    )
    assert roles(made) == {
        ("p1", "hasInterestIn", "c1", "shareholding", "", ""),
        ("p1", "hasInterestIn", "c1", "an interest of a kind that is not known", "", ""),
    }
    assert len(made.dataset.relations) == 3
    assert made.dataset.relations["r2"].claims[0].observed == "never"
    assert {note.reason for note in made.report.skipped} - {"a field that is not taken over"} == {
        "it is no object",
        "its 'recordType' is none of entity, person and relationship",
        "the interested party that it names is not in the files",
    }
    assert {note.reason for note in made.report.doubtful} == {
        "a share that is none; taken over without it",
        "its 'startDate' is no day; taken over without it",
        "it ends before it begins; taken over without its days",
        "it names no interest; taken over as one of a kind that is not known",
    }
    assert all(note.file == "a.json" and note.record for note in (*made.report.skipped, *made.report.doubtful))


def test_statements_of_version_0_2_are_read_too(tmp_path: Path) -> None:
    details = {"publicationDetails": {"bodsVersion": "0.2"}, "statementDate": "2019-05-16"}
    made = brought(
        tmp_path,
        {
            "statementID": "e0",
            "statementType": "entityStatement",
            "entityType": "registeredEntity",
            "name": "Old",
            **details,
        },
        {
            "statementID": "e1",
            "statementType": "entityStatement",
            "entityType": "registeredEntity",
            "name": "Company B",
            "replacesStatements": ["e0"],
            **details,
        },
        {
            "statementID": "p1",
            "statementType": "personStatement",
            "personType": "knownPerson",
            "names": [{"type": "individual", "fullName": "Ann Ash"}],
            **details,
        },
        {
            "statementID": "r1",
            "statementType": "ownershipOrControlStatement",
            "subject": {"describedByEntityStatement": "e0"},
            "interestedParty": {"describedByPersonStatement": "p1"},
            "interests": [
                {
                    "type": "voting-rights",
                    "interestLevel": "direct",
                    "share": {"minimum": 25, "exclusiveMinimum": True, "maximum": 50, "exclusiveMaximum": False},
                }
            ],
            **details,
        },
    )
    assert roles(made) == {
        ("p1", "hasInterestIn", "e1", "voting rights of more than 25% and at most 50%, direct", "", "")
    }


def test_a_state_body_of_version_0_3_is_a_government_department(tmp_path: Path) -> None:
    subtype = {"generalCategory": "stateBody-governmentDepartment", "localTerm": "Ministry"}
    body = {"statementID": "e1", "statementType": "entityStatement", "entityType": "stateBody", "name": "Dept of Fish"}
    made = brought(tmp_path, {**body, "entitySubtype": subtype})
    assert made.dataset.entities["e1"].type == "GovernmentDepartment"
    assert [fact.text for fact in made.dataset.facts.values()] == [
        "classification: stateBody, governmentDepartment, Ministry"
    ]


def test_a_statement_a_line_is_read_and_a_broken_file_is_refused_by_line(tmp_path: Path) -> None:
    text = "\n".join(json.dumps(each) for each in (COMPANY, person("p1", "Ann Ash"), relationship("r1", "p1", {})))
    made = imported(tmp_path, "bods", {"a.jsonl": text})
    assert set(made.dataset.relations) == {"r1"}
    (tmp_path / "other").mkdir()
    (problem,) = refused(tmp_path / "other", "bods", {"a.json": '[{"statementId": }]'})
    assert problem.startswith("a.json:1: the file is no JSON")


_NUMBERS = st.one_of(st.integers(0, 100), st.floats(0, 100).map(lambda number: round(number, 4)))
_SHARES = st.one_of(
    _NUMBERS.map(lambda number: {"exact": number, "minimum": number, "maximum": number}),
    st.builds(
        lambda lower, low, upper, high: {lower: low, upper: high},
        *(st.just("minimum") | st.just("exclusiveMinimum"), st.just(1.5)),
        *(st.just("maximum") | st.just("exclusiveMaximum"), st.just(50)),
    ),
    _NUMBERS.map(lambda number: {"exclusiveMinimum": number}),
)


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(TYPES))},
        optional={
            "share": _SHARES,
            "directOrIndirect": st.sampled_from(["direct", "indirect", "unknown"]),
            "beneficialOwnershipOrControl": st.booleans(),
        },
    )
)
def test_an_interest_in_words_is_read_back_as_it_was(interest: dict[str, Any]) -> None:
    assert of_words(in_words(interest)) == interest


@pytest.mark.parametrize("role", ["Chair of Finance", "shareholding of much", "shareholding, later", "trustee of 5"])
def test_words_of_another_are_no_interest_of_the_standard(role: str) -> None:
    assert of_words(role) is None


def owned() -> Dataset:
    by = (Claim("s", "statement 1", observed=PartialDate(2024, 6, 1)),)
    entities = [
        Entity("ann", "Person", "Ann Ash", ("Annie",), claims=by),
        Entity("bob", "Person", "Bob", claims=by),
        Entity(
            "trust", "NHSTrust", "Trust", ("T",), (Identifier("ods", "RZ8"), Identifier("iri", "https://x.example/")),
            since=PartialDate(2001, 4, 1), claims=by,
        ),
        Entity("ltd", "Organisation", "Trust Services Ltd", (), (Identifier("GB-COH", "01234567"),), claims=by),
        Entity("vague", "Board", "Vague", (), (Identifier("our list", "7"),), since=PartialDate(2001), claims=by),
        Entity("later", "Organisation", "Later", phases=(PhaseSpell("planned"),), claims=by),
        Entity("named", "Organisation", "Named", names=(NameSpell("Was", until=PartialDate(2010)),), claims=by),
        Entity("place", "GeographicArea", "Fen", claims=by),
    ]  # fmt: skip
    day = PartialDate(2012, 4, 1)
    share = "shareholding of 75%, direct"
    relations = [
        Relation("r1", "trust", "hasInterestIn", "ltd", share, since=day, note="A shares", claims=by),
        Relation("r2", "ann", "memberOf", "ltd", "board chair", "chair", until=day, claims=by),
        Relation("r3", "vague", "hasInterestIn", "ltd", "golden share", claims=by),
        Relation("r4", "later", "hasInterestIn", "ltd", share, claims=by),
        Relation("r5", "bob", "memberOf", "vague", claims=by),
        Relation("r6", "trust", "hasInterestIn", "named", phases=(PhaseSpell("planned"),), claims=by),
        Relation("r7", "trust", "accountableTo", "vague", claims=by),
    ]
    return Dataset(
        (About("o", "Owners"),),
        {
            "s": Source(
                "s", "statements.json", "BODS statements", "P", link="https://p.example/", date=PartialDate(2024, 6)
            )
        },
        {each.id: each for each in entities},
        {each.id: each for each in relations},
    )


def test_what_is_written_is_as_the_standard_has_it_and_what_is_not_is_counted() -> None:
    told: list[str] = []
    statements = json.loads(written("bods", ExportInput(owned(), ONTOLOGY, tell=told.append)))
    assert faults(statements) == []
    assert [each["recordId"] for each in statements] == ["ann", "ltd", "named", "trust", "vague", "r1", "r2", "r3"]
    assert told[0] == "Written: entity (4), person (1), relationship (3)."
    for left in (
        "planned bodies (1)", "people without an interest (1)", "planned lines (1)", "dates of other names (1)",
        "lines of bodies that are not written (1)", 'lines of the kind "is accountable to" (1)',
        'lines of the kind "is a member of" (1)', "things that are neither bodies nor people (1)",
        "years and months, as the standard knows days only (1)",
    ):  # fmt: skip
        assert left in told[1]
    assert {each["publicationDetails"]["publicationDate"] for each in statements} == {"2024-06-30"}
    assert statements[5]["recordDetails"]["interests"] == [
        {
            "type": "shareholding",
            "share": {"exact": 75, "minimum": 75, "maximum": 75},
            "directOrIndirect": "direct",
            "details": "A shares",
            "startDate": "2012-04-01",
        }
    ]
    assert statements[7]["recordDetails"]["interests"] == [{"type": "unknownInterest", "details": "golden share"}]


def test_what_the_standard_can_say_comes_back_equal_but_for_who_says_so(tmp_path: Path) -> None:
    kept = {"ann", "trust", "ltd", "r1", "r2"}
    whole = owned()
    part = Dataset(
        whole.about,
        whole.sources,
        {id_: each for id_, each in whole.entities.items() if id_ in kept},
        {id_: each for id_, each in whole.relations.items() if id_ in kept},
    )
    text = written("bods", ExportInput(part, ONTOLOGY))
    made = imported(tmp_path, "bods", {"a.json": text})

    def said(dataset: Dataset) -> dict[str, Any]:
        plain = {
            id_: to_plain(each) for section in (dataset.entities, dataset.relations) for id_, each in section.items()
        }
        for each in plain.values():
            del each["claims"]
            each.get("identifiers", []).sort(key=str)
        return plain

    assert said(made.dataset) == said(part)
    assert [note.record for note in made.report.skipped] == [
        "declarationSubject (5)", "publicationDetails/publicationDate (5)",
    ]  # fmt: skip


def test_a_day_of_publication_is_given_or_that_of_the_sources() -> None:
    chosen = ExportInput(owned(), ONTOLOGY)
    (first, *_) = json.loads(written("bods", chosen, published="2026-01-02", publisher="Us"))
    assert first["publicationDetails"] == {
        "publicationDate": "2026-01-02", "bodsVersion": "0.4", "publisher": {"name": "Us"},
    }  # fmt: skip
    bare = Dataset((About("o", "O"),), {"s": Source("s", "S")}, {}, {})
    with pytest.raises(InvalidValue, match="No source or claim has a date"):
        written("bods", ExportInput(bare, ONTOLOGY))
    with pytest.raises(InvalidValue, match="is not a day"):
        written("bods", chosen, published="2026")


def test_statements_that_name_each_other_by_their_own_ids_are_read(tmp_path: Path) -> None:
    company = {"statementId": "s1", "recordType": "entity", "recordDetails": {"name": "C"}}
    owner = {
        "statementId": "s2",
        "recordId": "p",
        "recordType": "person",
        "recordDetails": {"names": [{"fullName": "Ann"}]},
    }
    ends = {"subject": {"describedByEntityStatement": "s1"}, "interestedParty": "s2"}
    line = {"statementId": "s3", "statementType": "relationshipStatement", "recordDetails": ends}
    made = brought(tmp_path, company, owner, line)
    assert roles(made) == {("p", "hasInterestIn", "s1", "an interest of a kind that is not known", "", "")}


def test_a_broken_line_among_others_is_left_out_and_told(tmp_path: Path) -> None:
    lines = [
        json.dumps(COMPANY),
        json.dumps(person("p1", "Ann Ash")),
        '{"statementId": "x", ',
        json.dumps(person("p2", "B")),
    ]
    made = imported(tmp_path, "bods", {"a.jsonl": "\n".join(lines)})
    assert set(made.dataset.entities) == {"c1", "p1", "p2"}
    (note,) = (note for note in made.report.skipped if note.line == 3)
    assert (note.file, note.reason) == ("a.jsonl", "the line is no JSON")

"""Popolo both ways: as its specification has it, invented files of all its classes read, what does not fit told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.dates import PartialDate
from ics_graph.exchange.formats import ExportInput, ImportInput
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.imports.popolo import popolo as read_popolo
from ics_graph.model import About, Claim, Dataset, Entity, Event, Identifier, Participant, PhaseSpell, Relation, Source
from ics_graph.serialization import to_plain
from ics_graph.stores.sqlite import shipped_datasets
from tests.conftest import Ics
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small, written
from tests.exchange.popolo_rules import faults

FILES = Path(__file__).parent.parent / "data" / "popolo"


def imported(tmp_path: Path, *trees: Any, known: Dataset | None = None) -> tuple[Dataset, ImportInput]:
    files = []
    for number, tree in enumerate(trees):
        files.append(tmp_path / f"file{number}.json")
        files[-1].write_text(json.dumps(tree), "utf-8")
    given = ImportInput(files, ONTOLOGY, known or Dataset())
    return read_popolo(given), given


def test_a_small_system_is_written_as_it_always_was() -> None:
    found = written("popolo", small())
    assert_golden("small.popolo.json", found)
    assert written("popolo", reversed_in_order(small())) == found
    assert faults(json.loads(found)) == []


def test_all_that_is_shipped_is_as_the_specification_has_it() -> None:
    dataset = read_datasets(shipped_datasets(), ONTOLOGY).dataset
    tree = json.loads(written("popolo", ExportInput(dataset, ONTOLOGY)))
    assert len(tree["memberships"]) == 103
    assert faults(tree) == []


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({"persons": [{"id": "a", "name": 7}]}, "persons[0].name: 7 is no text"),
        ({"persons": [{"id": "a", "nmae": "Ann"}]}, "persons[0]: nmae is not known"),
        ({"memberships": [{"start_date": "June 2019"}]}, "memberships[0].start_date: 'June 2019' is not of the form"),
        ({"posts": [{"other_label": "Cook"}]}, "posts[0].other_label: 'Cook' is no list"),
        ({"areas": [{"sources": [{"note": "p. 1"}]}]}, "areas[0].sources[0]: url is missing"),
        ({"organizations": [{"identifiers": [{"scheme": "ods"}]}]}, "identifiers[0]: identifier is missing"),
        ({"motions": []}, "motions is no class"),
    ],
)
def test_a_rule_that_is_not_kept_is_noticed(tree: dict[str, list[dict[str, Any]]], fault: str) -> None:
    (words,) = faults(tree)
    assert fault in words


def people() -> Dataset:
    """Return persons, posts and bodies with all that Popolo can say of them."""
    by = (Claim("s", "person ann"),)
    entities = [
        Entity("ann", "Person", "Ann Other", ("A. Other",), (Identifier("orcid", "007"),), claims=by),
        Entity("bob", "Person", "Bob", claims=by),
        Entity("board", "PartnershipBoard", "The Board", since=PartialDate(2018), note="It meets", claims=by),
        Entity(
            "trust",
            "NHSTrust",
            "The Trust",
            ("Trust",),
            since=PartialDate(2019, 4),
            until=PartialDate(2020, 3, 31),
            claims=by,
        ),
        Entity("committee", "Committee", "The Committee", claims=by),
        Entity("chair", "Post", "Chair of the Board", ("Chairman",), since=PartialDate(2018, 6), claims=by),
        Entity("area", "GeographicArea", "Anytown", claims=by),
    ]
    day = PartialDate(2019, 4, 1)
    relations = [
        Relation("m1", "ann", "memberOf", "board", role="lay voice", on_behalf_of="trust", since=day, claims=by),
        Relation("m2", "bob", "memberOf", "board", capacity="vice-chair", until=PartialDate(2020), claims=by),
        Relation("m3", "trust", "memberOf", "board", since=PartialDate(2019, 5), claims=by),
        Relation("m4", "ann", "holdsPost", "chair", since=PartialDate(2019), claims=by),
        Relation("chair:postAt:board", "chair", "postAt", "board", claims=by),
        Relation("committee:subOrganisationOf:trust", "committee", "subOrganisationOf", "trust", claims=by),
    ]
    event = Event("e", "meeting", "A meeting", day, participants=(Participant("ann", "took-part"),), claims=by)
    return Dataset(
        (About("p", "P"),),
        {"s": Source("s", "people.json", "Popolo JSON")},
        {entity.id: entity for entity in entities},
        {line.id: line for line in relations},
        {},
        {"e": event},
    )


def without_claims(dataset: Dataset) -> dict[str, Any]:
    plain = {
        name: {k: to_plain(v) for k, v in dataset.section(name).items()} for name in ("entities", "relations", "events")
    }
    for records in plain.values():
        for record in records.values():
            del record["claims"]
    return plain


def test_what_popolo_can_say_comes_back_equal_but_for_who_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    data = written("popolo", ExportInput(people(), ONTOLOGY, tell=told.append))
    tree = json.loads(data)
    assert faults(tree) == []
    assert told == ["Written: persons (2), organizations (3), posts (1), memberships (4), areas (1), events (1)."]
    back, given = imported(tmp_path, tree)
    assert without_claims(back) == without_claims(people())
    assert list(back.sources.values()) == [Source("file0", "file0.json", "Popolo JSON")]
    assert {claim.source for _, record in back.claimed() for claim in record.claims} == {"file0"}
    assert given.report.skipped == []
    ann = back.entities["ann"].claims[0]
    assert (ann.locator, ann.note) == (
        "person ann",
        "it cites: people.json, person ann https://w3id.org/ics-graph/id/source/s",
    )


def test_nothing_planned_uncertain_or_denied_is_written_as_true() -> None:
    told: list[str] = []
    chosen = small()
    tree = json.loads(written("popolo", ExportInput(chosen.dataset, ONTOLOGY, tell=told.append)))
    assert [record["id"] for record in tree["memberships"]] == [
        "ccg-north:memberOf:board:2018-04-01",
        "trust:memberOf:board:2018-04-01",
        "trust:memberOf:board:2019-03-01",
    ]
    assert "summit" not in {record["id"] for record in tree["organizations"]}
    _, sentence = told
    for left in (
        "planned lines (1)",
        "uncertain, disputed or denied lines (3)",
        'lines of the kind "is accountable to" (4)',
    ):
        assert left in sentence
    assert "facts (2); gaps (3)" in sentence


def test_the_phase_of_a_planned_body_keeps_it_out() -> None:
    planned = Entity("a", "Board", "A", phases=(PhaseSpell("planned"),))
    assert json.loads(written("popolo", ExportInput(Dataset((), {}, {"a": planned}), ONTOLOGY))) == {}


def test_files_of_all_classes_alone_and_nested_are_read_as_one(ics: Ics, tmp_path: Path) -> None:
    files = sorted(str(path) for path in FILES.glob("*.json"))
    status, _, _ = ics("import", "popolo", *files, "--into", str(tmp_path / "town"))
    assert status == 0
    dataset = read_datasets([tmp_path / "town"], ONTOLOGY).dataset
    assert {id_: (entity.type, entity.name) for id_, entity in dataset.entities.items()} == {
        "ann-ash": ("Person", "Dr Ann Ash"),
        "area-moor-ward-anyshire": ("GeographicArea", "Moor Ward"),
        "cy-cedar": ("Person", "Cy Cedar"),
        "moor-head-cook": ("Post", "Head cook of Moor Kitchens"),
        "moor-kitchens": ("Organisation", "Moor Kitchens"),
        "moor-porter": ("Post", "Kitchen porter of Moor Kitchens"),
    }
    assert {
        (line.id, line.subject, line.type, line.object, line.role, str(line.since or ""), str(line.until or ""))
        for line in dataset.relations.values()
    } == {
        ("m-31", "ann-ash", "holdsPost", "moor-porter", "Kitchen porter", "1979-03", "1981-12-31"),
        ("m-31:member", "ann-ash", "memberOf", "moor-kitchens", "Kitchen porter", "1979-03", "1981-12-31"),
        ("m-32", "ann-ash", "holdsPost", "moor-head-cook", "Head cook", "1982-01-01", "1990-04-15"),
        ("m-32:member", "ann-ash", "memberOf", "moor-kitchens", "Head cook", "1982-01-01", "1990-04-15"),
        ("moor-head-cook:postAt:moor-kitchens", "moor-head-cook", "postAt", "moor-kitchens", None, "", ""),
        ("moor-porter:postAt:moor-kitchens", "moor-porter", "postAt", "moor-kitchens", None, "", ""),
    }
    cook = dataset.entities["moor-head-cook"]
    assert (str(cook.since), str(cook.until), cook.other_names) == ("1951", "2004", ("Kitchen lead",))
    kitchens = dataset.entities["moor-kitchens"]
    assert (str(kitchens.since), str(kitchens.until)) == ("1951-01-01", "2004-09-30")
    assert kitchens.identifiers == (Identifier("Register of kitchens", "K-17"), Identifier("Payroll", "00099"))
    assert set(kitchens.also_called) == {"Moor's", "Peat Street Canteen", "The Canteen"}
    assert {(name.name, str(name.since), str(name.until)) for name in kitchens.names} == {
        ("Peat Street Canteen", "1951-01-01", "1955-12-31"),
        ("The Canteen", "1956-01-01", "None"),
    }
    assert dataset.events == {}


def test_what_is_personal_or_has_no_place_is_left_out_and_told(tmp_path: Path) -> None:
    dataset, given = imported(tmp_path, *(json.loads(path.read_text("utf-8")) for path in sorted(FILES.glob("*.json"))))
    written_ = repr(dataset)
    assert [
        word for word in ("07700", "01632", "moor-kitchens.example", "1961", "2021", "female") if word in written_
    ] == []
    reasons = [note.reason for note in given.report.skipped]
    # Of the person, the organization, the post and the membership, and one that stands alone.
    assert reasons.count("contact details, which are never taken") == 5
    # A motion, a vote event, a vote, a count and a speech.
    assert reasons.count("nothing in it says which of Popolo's classes it is of") == 5
    assert reasons.count("an event of a kind that the ontology does not have") == 1
    assert {note.record for note in given.report.skipped if "that it names is not in the files" in note.reason} == {
        "organization moor-kitchens moor-holdings",
        "area Moor Ward:anyshire anyshire",
    }


@pytest.mark.parametrize(
    ("name", "bodies", "lines", "missing"),
    [
        ("person", {"ann-ash"}, set(), {"m-31 moor-porter", "m-32 moor-head-cook"}),
        (
            "organization",
            {"moor-kitchens", "moor-head-cook", "moor-porter"},
            {"moor-head-cook:postAt:moor-kitchens", "moor-porter:postAt:moor-kitchens"},
            {"m-31 ann-ash", "m-32 ann-ash"},
        ),
        (
            "membership",
            {"ann-ash", "moor-kitchens", "moor-head-cook"},
            {"m-32", "m-32:member", "moor-head-cook:postAt:moor-kitchens"},
            set(),
        ),
        ("post", {"moor-kitchens", "moor-head-cook"}, {"moor-head-cook:postAt:moor-kitchens"}, {"m-32 ann-ash"}),
    ],
)
def test_what_is_nested_is_taken_out(
    name: str, bodies: set[str], lines: set[str], missing: set[str], tmp_path: Path
) -> None:
    dataset, given = imported(tmp_path, json.loads((FILES / f"nested-{name}.json").read_text("utf-8")))
    assert (set(dataset.entities), set(dataset.relations)) == (bodies, lines)
    reasons = {note.record: note.reason for note in given.report.skipped}
    assert reasons.keys() == {f"membership {record}" for record in missing}
    assert all("that it names is not in the files" in reason for reason in reasons.values())


def test_one_id_in_two_classes_is_two_bodies(tmp_path: Path) -> None:
    tree = {
        "persons": [{"id": 1, "name": "Ann"}],
        "organizations": [{"id": 1, "name": "Board", "classification": "Board"}],
        "memberships": [{"person_id": 1, "organization_id": 1, "role": "Chair"}],
    }
    dataset, _ = imported(tmp_path, tree)
    assert {id_: entity.name for id_, entity in dataset.entities.items()} == {"1": "Ann", "organization-1": "Board"}
    (line,) = dataset.relations.values()
    assert (line.subject, line.object, line.capacity, line.role) == ("1", "organization-1", "chair", None)


def test_times_are_cut_to_days_and_what_is_no_date_is_told(tmp_path: Path) -> None:
    tree = {
        "persons": [{"id": "a", "name": "Ann"}],
        "organizations": [{"id": "b", "name": "Board", "founding_date": "long ago"}],
        "memberships": [
            {
                "id": "m",
                "person_id": "a",
                "organization_id": "b",
                "start_date": "2019-06-01T12:00:00Z",
                "end_date": "2020",
            }
        ],
    }
    dataset, given = imported(tmp_path, tree)
    line = dataset.relations["m"]
    assert (str(line.since), str(line.until)) == ("2019-06-01", "2020")
    assert [str(note) for note in given.report.skipped] == [
        "file0.json: organization b long ago: its 'founding_date' is no date"
    ]


def test_what_two_places_say_differently_is_doubtful_and_the_first_counts(tmp_path: Path) -> None:
    first, second = {"persons": [{"id": "a", "name": "Ann"}]}, {"persons": [{"id": "a", "name": "Anne", "gender": "f"}]}
    dataset, given = imported(tmp_path, first, second)
    assert dataset.entities["a"].name == "Ann"
    assert [str(note) for note in given.report.doubtful] == [
        "file1.json: person a: its 'name' is given twice and differently; the first counts"
    ]


def test_a_body_of_a_matched_dataset_is_known_by_its_code_and_type(tmp_path: Path) -> None:
    known = Dataset((), {}, {"trust-x": Entity("trust-x", "NHSTrust", "X", (), (Identifier("ods", "RXX"),))})
    tree = {
        "persons": [{"id": "a", "name": "Ann"}],
        "organizations": [
            {
                "id": "x",
                "name": "X Trust",
                "classification": "NHS trust",
                "identifiers": [{"scheme": "ODS", "identifier": "RXX"}],
            }
        ],
        "memberships": [{"id": "m", "person_id": "a", "organization_id": "x"}],
    }
    dataset, given = imported(tmp_path, tree, known=known)
    assert set(dataset.entities) == {"a"}
    assert dataset.relations["m"].object == "trust-x"
    assert [str(note) for note in given.report.doubtful] == [
        "file0.json: person a: no body of the datasets to match has its code and type; it is a new one"
    ]
    assert given.report.matched == {"organization x": "trust-x"}


def test_what_is_no_popolo_is_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text("7")
    (tmp_path / "c.json").write_text('{"persons": ["Ann"]}')  # one bad record keeps no other out
    with pytest.raises(ImportFailed) as failed:
        read_popolo(ImportInput([tmp_path / f"{name}.json" for name in "abc"], ONTOLOGY))
    found = [str(problem).removeprefix(f"{tmp_path}/") for problem in failed.value.problems]
    assert found[0].startswith("a.json:1: the file is no JSON (Expecting property name")
    assert found[1:] == ["b.json: the file holds no object. See https://www.popoloproject.com/specs/."]


def test_a_person_of_a_matched_dataset_is_known_by_id_type_and_name_alone_is_not_enough(tmp_path: Path) -> None:
    known = Dataset((), {}, {"ann": Entity("ann", "Person", "Ann"), "bob": Entity("bob", "Person", "Bob")})
    tree = {"persons": [{"id": "ann", "name": "ann"}, {"id": "bob", "name": "Robert"}, {"id": "x", "name": "Bob"}]}
    dataset, given = imported(tmp_path, tree, known=known)
    assert given.report.matched == {"person ann": "ann"}
    assert {id_: entity.name for id_, entity in dataset.entities.items()} == {"person-bob": "Robert", "x": "Bob"}
    assert len(given.report.doubtful) == 2


def test_two_files_of_one_name_are_two_sources(tmp_path: Path) -> None:
    files = [tmp_path / folder / "people.json" for folder in "ab"]
    for file, name in zip(files, ("Ann", "Bob"), strict=True):
        file.parent.mkdir()
        file.write_text(json.dumps({"persons": [{"id": name.lower(), "name": name}]}))
    dataset = read_popolo(ImportInput(files, ONTOLOGY))
    assert sorted(source.title for source in dataset.sources.values()) == [str(file) for file in files]
    assert len(dataset.sources) == 2


def test_people_of_one_name_without_an_id_are_kept_apart_and_put_as_a_question(tmp_path: Path) -> None:
    tree = {
        "organizations": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
        "persons": [
            {"name": "Ann", "memberships": [{"organization_id": "a"}]},
            {"name": "Ann", "memberships": [{"organization_id": "b"}]},
            {"id": "x", "name": "Bob"},
            {"id": "y", "name": "Bob"},
            {"name": "Cy", "identifiers": [{"scheme": "gmc", "identifier": "7"}]},
            {"name": "Cyril", "identifiers": [{"scheme": "gmc", "identifier": "7"}]},
        ],
    }
    dataset, given = imported(tmp_path, tree)
    people = {id_: entity.name for id_, entity in dataset.entities.items() if entity.type == "Person"}
    assert people == {"Ann": "Ann", "person-ann-2": "Ann", "x": "Bob", "y": "Bob", "Cy": "Cy"}
    assert {(line.subject, line.object) for line in dataset.relations.values()} == {("Ann", "a"), ("person-ann-2", "b")}
    (question,) = dataset.facts.values()
    assert (question.entity, question.property, question.text) == ("person-ann-2", "possiblySameAs", "Ann (Ann)")
    assert question.claims[0].basis == "inferred"
    assert [str(note) for note in given.report.doubtful] == [
        "file0.json: person Cy: its 'name' is given twice and differently; the first counts",
        "file0.json: person Ann (2): another has the same name, and one of them no id; "
        "kept as two, and put as a question",
    ]


def term(number: int, first: str, last: str | None) -> dict[str, Any]:
    """Return a legislative period as EveryPolitician writes it."""
    days = {"start_date": first} | ({"end_date": last} if last else {})
    return {"id": f"term/{number}", "name": f"Term {number}", "classification": "legislative period", **days}


def test_memberships_without_an_id_are_told_apart_by_term_party_and_days(tmp_path: Path) -> None:
    seat = {"person_id": "p", "organization_id": "house", "role": "member"}
    tree = {
        "meta": {"sources": ["https://example.org"]},
        "persons": [{"id": "p", "name": "Ann Ash"}],
        "organizations": [
            {"id": "house", "name": "House", "classification": "legislature"},
            {"id": "blue", "name": "Blues", "classification": "party"},
            {"id": "red", "name": "Reds", "classification": "party"},
        ],
        "areas": [{"id": "area/fen", "name": "Fen"}],
        "events": [term(1, "2010-05-06", "2015-03-30"), term(2, "2015-05-07", None)],
        "memberships": [
            {**seat, "legislative_period_id": "term/1", "on_behalf_of_id": "blue", "area_id": "area/fen"},
            {**seat, "legislative_period_id": "term/2", "on_behalf_of_id": "blue", "end_date": "2016-02-01"},
            {**seat, "legislative_period_id": "term/2", "on_behalf_of_id": "red", "start_date": "2016-02-02"},
            {**seat, "legislative_period_id": "term/9", "on_behalf_of_id": "red", "area_id": "area/moor"},
            {**seat, "legislative_period_id": "term/1", "on_behalf_of_id": "blue", "area_id": "area/fen"},
        ],
    }
    dataset, given = imported(tmp_path, tree)
    assert {
        (line.on_behalf_of, str(line.since or ""), str(line.until or ""), line.note)
        for line in dataset.relations.values()
    } == {
        ("blue", "2010-05-06", "2015-03-30", "in the period Term 1, whose first and last day it has; for Fen"),
        ("blue", "2015-05-07", "2016-02-01", "in the period Term 2, whose first day it has"),
        ("red", "2016-02-02", "", "in the period Term 2"),
        ("red", "", "", "for area/moor"),
    }
    assert "p:house:member:blue:area-fen:term-1" in dataset.relations
    reasons = [note.reason for note in given.report.doubtful]
    assert "the legislative period that it names is not in the files; taken without its days" in reasons
    assert "the area that it names is not in the files; kept by its id" in reasons
    assert [note.reason for note in given.report.skipped].count(
        "a legislative period: its days are those of the memberships that name it"
    ) == 2


def test_a_map_of_languages_is_read_in_every_text_english_first(tmp_path: Path) -> None:
    def said(english: str, welsh: str) -> dict[str, str]:
        return {"cy": welsh, "en": english}

    tree = {
        "persons": [{"id": "p", "name": said("Ann", "Anwen"), "other_names": [{"name": said("Annie", "Anwenna")}]}],
        "organizations": [{"name": said("Fen Board", "Bwrdd Ffen"), "classification": said("Board", "Bwrdd")}],
        "posts": [{"id": "c", "label": said("Chair", "Cadeirydd"), "role": said("Lead", "Arweinydd")}],
        "memberships": [
            {"person_id": "p", "organization": {"name": said("Fen Board", "Bwrdd Ffen")}, "role": said("Chair", "Cad")}
        ],
    }
    dataset, given = imported(tmp_path, tree)
    assert {note.reason for note in given.report.skipped} == {
        "its 'classification' in other languages", "its 'role' in other languages",
    }  # fmt: skip
    assert {(e.type, e.name, e.other_names, e.note) for e in dataset.entities.values()} == {
        ("Person", "Ann", ("Annie", "Anwen", "Anwenna"), None),
        ("Board", "Fen Board", ("Bwrdd Ffen",), None),
        ("Post", "Chair", ("Cadeirydd",), "Role: Lead"),
    }
    (line,) = dataset.relations.values()
    assert (line.capacity, line.role) == ("chair", None)
    assert "{" not in repr(dataset.relations.keys())


def test_posts_of_one_label_at_two_bodies_are_two_posts(tmp_path: Path) -> None:
    tree = {
        "organizations": [
            {"id": name, "name": name, "posts": [{"label": "Chair", "memberships": [{"person": {"name": holder}}]}]}
            for name, holder in (("north", "Ann"), ("south", "Bob"))
        ]
    }
    dataset, given = imported(tmp_path, tree)
    lines = {(line.subject, line.type, line.object) for line in dataset.relations.values()}
    assert {line for line in lines if line[1] == "postAt"} == {
        ("Chair:north", "postAt", "north"), ("Chair:south", "postAt", "south"),
    }  # fmt: skip
    assert given.report.doubtful == []


def test_one_bad_membership_keeps_no_other_out_and_is_named(tmp_path: Path) -> None:
    tree = {
        "persons": [{"id": "p", "name": "Ann"}, {"id": "q", "name": "N\u0000"}, 7],
        "organizations": [{"id": "b", "name": "Board", "founding_date": "2020", "dissolution_date": "2010"}],
        "memberships": [
            {"id": "m1", "person_id": "p", "organization_id": "b", "end_date": "2015-02-30"},
            {"id": "m2", "person_id": "q", "organization_id": "b"},
            {"id": "m3", "person_id": "p", "organization_id": "b", "start_date": "2012"},
            ["m4"],
        ],
    }
    dataset, given = imported(tmp_path, tree)
    assert set(dataset.entities) == {"p", "b"}
    assert dataset.relations["m1"].claims[0].observed == "never"
    assert str(dataset.relations["m3"].since) == "2012"
    assert sorted((note.record, note.reason) for note in given.report.skipped) == [
        ("7", "an item of 'persons' is no object"),
        ("['m4']", "an item of 'memberships' is no object"),
        ("membership m1 2015-02-30", "its 'end_date' is no date"),
        ("membership m2", "it cannot be kept: subject 'q' is not there"),
        ("person q", "it cannot be kept: 'name' holds U+0000, which no file can hold"),
    ]
    assert ("organization b", "it ends before it begins; taken over without its days") in [
        (note.record, note.reason) for note in given.report.doubtful
    ]


def test_an_acting_holder_is_a_person_in_a_role(tmp_path: Path) -> None:
    tree = {
        "persons": [{"id": "p", "name": "Ann Ash (Interim)"}, {"id": "q", "name": "Acting Bob Birch"}],
        "organizations": [{"id": "b", "name": "Board"}],
        "memberships": [
            {"id": "m1", "person_id": "p", "organization_id": "b", "role": "Chair"},
            {"id": "m2", "person_id": "q", "organization_id": "b", "role": "Finance lead"},
        ],
    }
    dataset, _ = imported(tmp_path, tree)
    assert {(dataset.entities[r.subject].name, r.capacity, r.role) for r in dataset.relations.values()} == {
        ("Ann Ash", "chair", "Interim"),
        ("Bob Birch", None, "Finance lead (acting)"),
    }


def test_the_day_of_a_file_is_given_or_read_in_its_name(tmp_path: Path) -> None:
    tree = {"persons": [{"id": "p", "name": "Ann"}]}
    (tmp_path / "people-2019-06-01.json").write_text(json.dumps(tree))
    (tmp_path / "people.json").write_text(json.dumps(tree))
    for name, date, day in (("people-2019-06-01", None, "2019-06-01"), ("people", "2020-05", "2020-05")):
        dataset = read_popolo(ImportInput([tmp_path / f"{name}.json"], ONTOLOGY), date=date)
        assert [str(source.date) for source in dataset.sources.values()] == [day]


def test_an_answer_of_popit_is_read_as_the_records_in_it(tmp_path: Path) -> None:
    tree = {"page": 1, "results": [{"id": "p", "family_name": "Ash", "name": "Ann Ash", "memberships": []}]}
    dataset, _ = imported(tmp_path, tree, {"result": {"id": "q", "given_name": "Bob", "family_name": "Birch"}})
    assert {entity.name for entity in dataset.entities.values()} == {"Ann Ash", "Bob Birch"}


def test_a_person_called_vacant_is_a_gap_of_the_post(tmp_path: Path) -> None:
    dataset, given = imported(
        tmp_path,
        {
            "persons": [{"id": "p1", "name": "Vacant"}, {"id": "p2", "name": {"cy": "Anwen", "en": "Ann"}}],
            "organizations": [{"id": "board", "name": "Fen Board"}],
            "posts": [{"id": "chair", "label": "Chair", "organization_id": "board"}],
            "memberships": [
                {"id": "m1", "person_id": "p1", "post_id": "chair"},
                {"id": "m2", "person_id": "p1", "organization_id": "board", "role": "lay member"},
                {"id": "m3", "person_id": "p2", "organization_id": "board"},
            ],
        },
    )
    assert [(body.name, body.other_names) for body in dataset.entities.values() if body.type == "Person"] == [
        ("Ann", ("Anwen",))
    ]
    assert {(gap.entity, gap.topic, gap.reason, gap.note) for gap in dataset.gaps.values()} == {
        ("chair", "holder", "vacant", None),
        ("board", "membership", "vacant", "a seat without a holder: lay member"),
    }
    assert [note.record for note in given.report.doubtful] == ["person p1"]


def test_a_membership_that_ends_before_it_begins_is_taken_without_its_days(tmp_path: Path) -> None:
    days = {"start_date": "2016", "end_date": "2015-06-01"}
    dataset, given = imported(
        tmp_path,
        {
            "persons": [{"id": "p1", "name": "Ann Ash"}],
            "organizations": [{"id": "board", "name": "Fen Board"}],
            "memberships": [{"id": "m1", "person_id": "p1", "organization_id": "board", **days}],
        },
    )
    line = dataset.relations["m1"]
    assert (line.since, line.until, line.claims[0].observed) == (None, None, "never")
    assert [(note.record, note.reason) for note in given.report.doubtful] == [
        ("membership m1", "it ends before it begins; taken over without its days")
    ]


def test_a_day_that_stands_for_none_is_told_and_not_taken(tmp_path: Path) -> None:
    days = {"start_date": "01/04/2015", "end_date": "9999-12-31"}
    dataset, given = imported(
        tmp_path,
        {
            "persons": [{"id": "p1", "name": "Ann Ash"}],
            "organizations": [{"id": "board", "name": "Fen Board"}],
            "memberships": [{"id": "m1", "person_id": "p1", "organization_id": "board", **days}],
        },
    )
    assert (str(dataset.relations["m1"].since), dataset.relations["m1"].until) == ("2015-04-01", None)
    assert [note.reason for note in given.report.skipped] == ["its 'end_date' stands for no day"]


def test_two_memberships_of_one_id_that_join_others_are_two(tmp_path: Path) -> None:
    tree = {
        "persons": [{"id": "p", "name": "Ann"}, {"id": "q", "name": "Bob"}, {"id": "r"}],
        "organizations": [{"id": "b", "name": "Board"}],
        "memberships": [
            {"id": "m", "person_id": "p", "organization_id": "b"},
            {"id": "m", "person_id": "q", "organization_id": "b"},
            {"id": "n", "person_id": "r", "organization_id": "b"},
        ],
    }
    dataset, given = imported(tmp_path, tree)
    assert {(line.id, line.subject) for line in dataset.relations.values()} == {("m", "p"), ("m:q:b", "q")}
    assert [note.record for note in given.report.doubtful] == ["membership m"]
    assert [(note.record, note.reason) for note in given.report.skipped] == [
        ("person r", "it has no name"),
        ("membership n r", "a person that it names could not be taken over"),
    ]


def test_a_record_that_stands_alone_says_by_its_type_what_it_is(tmp_path: Path) -> None:
    trees = [{"@type": "Person", "name": "Ann"}, {"@type": "http://example.org/popolo#Organization", "name": "Board"}]
    dataset, _ = imported(tmp_path, *trees)
    assert {(entity.type, entity.name) for entity in dataset.entities.values()} == {
        ("Person", "Ann"), ("Organisation", "Board"),
    }  # fmt: skip

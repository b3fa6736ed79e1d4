"""Popolo both ways: valid by its own schemas, its own examples read, and all that does not fit told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

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

DATA = Path(__file__).parent.parent / "data" / "popolo"
EXAMPLES = DATA / "examples"
ONE = {"persons": "person", "organizations": "organization", "posts": "post"}
ONE |= {"memberships": "membership", "areas": "area", "events": "event"}


def assert_valid(tree: dict[str, list[dict[str, Any]]]) -> None:
    """Assert that each record is valid by the schema of its class."""
    schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in (DATA / "schemas").glob("*.json")}
    named = [(schema["id"].rstrip("#"), Resource.from_contents(schema, DRAFT3)) for schema in schemas.values()]
    registry: Registry[Any] = Registry().with_resources([*named, *((f"{name}#", of) for name, of in named)])
    for class_, records in tree.items():
        schema = schemas[ONE[class_]]
        checker = jsonschema.Draft3Validator(schema, registry=registry)
        for record in records:
            assert list(checker.iter_errors(record)) == []
            # The schemas permit what they do not know: a misspelt property would pass.
            assert record.keys() <= schema["properties"].keys()


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
    assert_valid(json.loads(found))


def test_all_that_is_shipped_is_valid_by_the_schemas() -> None:
    dataset = read_datasets(shipped_datasets(), ONTOLOGY).dataset
    tree = json.loads(written("popolo", ExportInput(dataset, ONTOLOGY)))
    assert len(tree["memberships"]) == 35
    assert_valid(tree)


def test_a_schema_that_is_not_kept_is_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_valid({"persons": [{"id": "a", "name": 7}]})
    with pytest.raises(AssertionError):
        assert_valid({"memberships": [{"start_date": "June 2019"}]})


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
    assert_valid(tree)
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


def test_the_examples_of_the_specification_are_read_as_one(ics: Ics, tmp_path: Path) -> None:
    files = sorted(str(path) for path in EXAMPLES.glob("*.json"))
    status, _, _ = ics("import", "popolo", *files, "--into", str(tmp_path / "spec"))
    assert status == 0
    dataset = read_datasets([tmp_path / "spec"], ONTOLOGY).dataset
    assert {id_: entity.type for id_, entity in dataset.entities.items()} == {
        "abc-inc": "Organisation",
        "abc-inc-chef": "Post",
        "abc-inc-kitchen-assistant": "Post",
        "area-boston-ward-1": "GeographicArea",
        "john-q-public": "Person",
    }
    held = dataset.relations["593"]
    assert (held.subject, held.type, held.object) == ("john-q-public", "holdsPost", "abc-inc-kitchen-assistant")
    assert (str(held.since), str(held.until), held.role) == ("1970-01", "1971-12-31", "Kitchen assistant")
    chef = dataset.entities["abc-inc-chef"]
    assert (str(chef.since), str(chef.until), chef.other_names) == ("1950", "2010", ("Cook",))
    assert dataset.entities["abc-inc"].identifiers[0] == Identifier("DUNS", "123456789")
    report = (tmp_path / "spec" / "import-report.json").read_text("utf-8")
    written_ = "".join(path.read_text("utf-8") for path in (tmp_path / "spec").glob("*.*"))
    assert "555" not in written_
    assert "jqpublic" not in written_
    reasons = [note["reason"] for note in json.loads(report)["skipped"]]
    # One for each record that has some: person, organization, post, membership, and a contact detail on its own.
    assert reasons.count("contact details, which are never taken") == 5
    assert "an organization that it names is not in the files" in reasons  # its parent company


@pytest.mark.parametrize(
    "name", ["embedding-person", "embedding-organization", "embedding-membership", "embedding-post"]
)
def test_what_is_embedded_is_taken_out(name: str, tmp_path: Path) -> None:
    dataset, given = imported(tmp_path, json.loads((EXAMPLES / f"{name}.json").read_text("utf-8")))
    expected = {
        "embedding-person": ({"john-q-public"}, set()),
        "embedding-organization": (
            {"abc-inc", "abc-inc-chef", "abc-inc-kitchen-assistant"},
            {"abc-inc-chef:postAt:abc-inc", "abc-inc-kitchen-assistant:postAt:abc-inc"},
        ),
        "embedding-membership": ({"john-q-public", "abc-inc", "abc-inc-chef"}, {"700", "abc-inc-chef:postAt:abc-inc"}),
        "embedding-post": ({"abc-inc", "abc-inc-chef"}, {"abc-inc-chef:postAt:abc-inc"}),
    }
    assert (set(dataset.entities), set(dataset.relations)) == expected[name]
    missing = [note for note in given.report.skipped if "that it names is not in the files" in note.reason]
    assert bool(missing) == (name != "embedding-membership")


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
    (tmp_path / "c.json").write_text('{"persons": ["Ann"]}')
    with pytest.raises(ImportFailed) as failed:
        read_popolo(ImportInput([tmp_path / f"{name}.json" for name in "abc"], ONTOLOGY))
    found = [str(problem).removeprefix(f"{tmp_path}/") for problem in failed.value.problems]
    assert found[0].startswith("a.json:1: the file is no JSON (Expecting property name")
    assert found[1:] == [
        "b.json: the file holds no object. See https://www.popoloproject.com/specs/.",
        "c.json: an item of 'persons' is no object. See https://www.popoloproject.com/specs/.",
    ]


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


def test_two_without_an_id_of_one_name_are_taken_for_one_and_doubtful(tmp_path: Path) -> None:
    tree = {
        "organizations": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
        "persons": [
            {"name": "Ann", "memberships": [{"organization_id": "a"}]},
            {"name": "Ann", "memberships": [{"organization_id": "b"}]},
        ],
    }
    dataset, given = imported(tmp_path, tree)
    assert sorted(line.object for line in dataset.relations.values()) == ["a", "b"]
    assert [str(note) for note in given.report.doubtful] == [
        "file0.json: person Ann: it has no id, and is taken for the one of the same name above; "
        "give each an id if they differ"
    ]

"""The XML of the whole register: read body by body, and to the same records as the ORD API gives of the same bodies."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from ics_graph.exchange.formats import all_imports
from ics_graph.exchange.import_job import run_import
from ics_graph.exchange.import_report import ImportFailed, Note, NotesOnDisk
from ics_graph.exchange.ods import register_workers
from ics_graph.model import Dataset
from tests.conftest import Ics
from tests.exchange.bringing import DATA, imported, refused
from tests.exchange.test_ord_and_fhir import organisation, to

FULL = "HSCOrgRefData_Full_20240501.xml"


def element(tag: str, value: Any) -> str:
    """Return a part of an answer of the ORD API as the register's XML writes it."""
    if tag in ("Name", "Type") and isinstance(value, str) and tag == "Name":
        return f"<Name>{value}</Name>"
    if isinstance(value, list):
        return "".join(element(tag, item) for item in value)
    if not isinstance(value, dict):
        return f"<{tag}>{value}</{tag}>" if tag == "succession" else f"<{tag} value={quoteattr(str(value))}/>"
    attributes = {
        name: str(inner).lower() if isinstance(inner, bool) else str(inner)
        for name, inner in value.items()
        if name in ("id", "primaryRole", "orgRecordClass", "extension", "root", "assigningAuthorityName")
        or name.startswith("unique")
    }
    children = "".join(element(name, inner) for name, inner in value.items() if name not in attributes)
    return f"<{tag}{''.join(f' {name}={quoteattr(text)}' for name, text in attributes.items())}>{children}</{tag}>"


def register(*answers: dict[str, Any], head: str = '<PublicationDate value="2024-05-01"/>', more: str = "") -> str:
    """Return the XML of a register of these answers of the ORD API."""
    bodies = "".join(element("Organisation", answer["Organisation"]) for answer in answers)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<HSCOrgRefData:OrgRefData '
        f'xmlns:HSCOrgRefData="http://refdata.hscic.gov.uk/org/v2-0-0"><Manifest>{head}</Manifest><CodeSystems>'
        '<CodeSystem name="OrganisationRole"><concept id="RO999" code="999" displayName="A PLACE SITE"/></CodeSystem>'
        f"</CodeSystems>\n<Organisations>\n{bodies}{more}</Organisations></HSCOrgRefData:OrgRefData>\n"
    )


TRUST = json.loads((DATA / "ods" / "RZV.json").read_text("utf-8"))
BODIES = (
    TRUST,
    organisation("RAA01", "A SITE", "2001-04-01", [("RO198", "2001-04-01")],
                 Rels={"Rel": [to("RAA", "RO197", "RE6", "2001-04-01", 1), to("X9", "RO1", "RE99", "2013-04-01", 3)]}),
    organisation("RAA", "A NHS TRUST", "1994-04-01", [("RO197", "1994-04-01"), ("RO57", "2008-05-01")]),
    organisation("RAB", "A NHS TRUST", "1994-04-01", [("RO197", "1994-04-01")]),
    organisation("QZA", "ANYTOWN ICB", "2017-04-01",
                 [("RO261", "2017-04-01"), ("RO262", "2017-04-01"), ("RO318", "2022-07-01")]),
    organisation("RAC", "A CARE TRUST", "1994-04-01", [("RO107", "1994-04-01")],
                 Rels={"Rel": [to("QZA", "RO261", "RE5", "2020-04-01", 7)]}),
)  # fmt: skip


def plain(dataset: Dataset) -> dict[str, Any]:
    """Return what a dataset says, without what only its source says of itself."""
    sections = {name: dict(dataset.section(name)) for name in ("entities", "relations", "facts", "events")}
    text = json.dumps({name: sorted(map(repr, records.values())) for name, records in sections.items()})
    return dict(json.loads(text.replace("ods-xml", "ods-ord")))


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_it_says_what_the_ord_api_says_however_it_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(register_workers, "_IN_A_BATCH", at_once)
    (tmp_path / "ord").mkdir()
    ord_ = imported(tmp_path / "ord", "ord", {"all.json": json.dumps(list(BODIES))}, date="2024-05-01")
    xml = imported(tmp_path, "ods-xml", {FULL: register(*BODIES)})
    assert plain(xml.dataset) == plain(ord_.dataset)
    assert (xml.report.read[FULL], str(xml.dataset.sources["ods-xml"].date)) == (6, "2024-05-01")


def test_processes_that_share_the_work_make_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One line of an unknown code and two of one number: what only one process may give an id.
    lost = organisation("RAD", "A LOST TRUST", "1994-04-01", [("RO197", "1994-04-01")],
                        Rels={"Rel": [to("ZZ9", "RO197", "RE6", "2020-04-01", 7)]})  # fmt: skip
    file = tmp_path / FULL
    file.write_text(register(*BODIES, *(replace_code(BODIES[3], f"R{n:03}") for n in range(12)), lost), "utf-8")
    monkeypatch.setattr(register_workers, "_IN_A_BATCH", 2)
    monkeypatch.setattr(register_workers, "_WORTH_A_PROCESS", 2)
    for jobs in (1, 2):
        into, options = tmp_path / str(jobs) / "made", {"date": None, "types": ()}
        run_import(all_imports()["ods-xml"], [file], into, [], options, lambda _: None, jobs=jobs)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / n / "made").iterdir()} for n in ("1", "2"))
    assert one == two
    assert b"ods-rel-7-2" in one["relations.csv"]
    assert b"ods-rel-7," in one["relations.csv"]
    assert one["entities.csv"].count(b"\n") > 19


def test_roles_are_called_what_the_file_calls_them_and_a_site_is_one(tmp_path: Path) -> None:
    body = organisation("VAA01", "A PLACE", "2001-04-01", [("RO999", "2001-04-01")])
    made = imported(tmp_path, "ods-xml", {FULL: register(body)})
    assert made.dataset.entities["site-vaa01"].name == "A Place"
    assert [fact.text for fact in made.dataset.facts.values()] == ["ODS role RO999: A place site"]


def test_what_is_left_behind_is_counted(tmp_path: Path) -> None:
    other = organisation("RAA", "ANOTHER", "1994-04-01", [("RO197", "1994-04-01")], Extra={"x": "y"})
    made = imported(tmp_path, "ods-xml", {FULL: register(*BODIES, other)})
    notes = {(note.record, note.reason) for note in made.report.skipped}
    assert notes >= {
        ("GeoLoc of 1", "places and contacts are never taken over"),
        ("Contacts of 1", "places and contacts are never taken over"),
        ("element Extra, 1 times", "an element that is not taken over"),
        ("RAA", "the code stands above; the first record was kept"),
        ("RAA01 RE99 X9", "a relationship for which the ontology has no type"),
    }
    assert ("2 bodies", "other bodies of their kind have the same name; told apart by their codes") in {
        (note.record, note.reason) for note in made.report.doubtful
    }
    ids = {entity.id for entity in made.dataset.entities.values() if entity.name == "A NHS Trust"}
    assert ids == {"trust-a-raa", "trust-a-rab"}


def test_only_the_types_that_are_asked_for_are_written_and_the_rest_is_counted(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / FULL).write_text(register(*BODIES), "utf-8")
    out = tmp_path / "out"
    status, told, _ = ics("import", "ods-xml", str(tmp_path / FULL), "--into", str(out), "--types", "NHSTrust")
    assert status == 0
    assert "organisations of types that were not asked for" in told
    assert "lines to bodies of types that were not asked for" in told
    text = (out / "entities.csv").read_text("utf-8") + (out / "entities.yaml").read_text("utf-8")
    assert "site-raa01" not in text
    assert "trust-a-rab" in text
    assert "QZA" not in (out / "relations.csv").read_text("utf-8")


def test_a_word_that_is_no_type_is_told_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods-xml", {FULL: register(*BODIES)}, types=["NHSTrusts"])  # type: ignore[arg-type]
    assert problem == "--types: 'NHSTrusts' is no type of bodies. Did you mean 'NHSTrust'?"


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return stream.getvalue()


def test_the_archive_of_trud_with_archives_in_it_is_read_whole(tmp_path: Path) -> None:
    full = zipped(**{FULL: register(*BODIES[:3]).encode()})
    archive = zipped(**{"HSCOrgRefData_Archive_20240501.xml": register(*BODIES[3:]).encode()})
    outer = zipped(**{"fullfile.zip": full, "archive.zip": archive, "readme.pdf": b"%PDF"})
    made = imported(tmp_path, "ods-xml", {"hscorgrefdataxml_data_1.0.0.zip": outer})
    name = "hscorgrefdataxml_data_1.0.0.zip"
    assert dict(made.report.read) == {
        f"{name}/fullfile.zip/{FULL}": 3,
        f"{name}/archive.zip/HSCOrgRefData_Archive_20240501.xml": 3,
    }
    assert Note(name, None, "readme.pdf", "a file in the archive that is no XML") in list(made.report.skipped)
    assert {"ods-xml", "ods-xml-2"} <= made.dataset.sources.keys()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (register(*BODIES)[:-200].encode(), f"{FULL}:"),
        (b"<Pets><Pet/></Pets>", "no element 'Organisations' is in it: this is not the XML of the register"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "it has a DOCTYPE, whose entities can grow a few lines into gigabytes"),
        (register(more=f"<Organisation>{'<a>' * 40}{'</a>' * 40}</Organisation>").encode(), "nested too deep"),
        (register(more=f"<Organisation><Name>{'x' * 70_000_000}</Name></Organisation>").encode(), "too large"),
        (register().encode(), "nothing in it could be taken over"),
        (b"{}", "the XML breaks off or is broken"),
        (zipped(readme=b"x"), "no XML file is in the zip archive"),
    ],
    ids=["cut", "other", "doctype", "deep", "long", "empty", "json", "archive"],
)
def test_what_is_not_the_register_is_refused_for_what_it_is(tmp_path: Path, raw: bytes, told: str) -> None:
    (problem,) = refused(tmp_path, "ods-xml", {FULL: raw})
    assert told in problem
    assert "/tmp" not in problem.replace(str(tmp_path), "")


def test_bodies_that_are_known_already_keep_their_ids(tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.mkdir()
    (known / "dataset.yaml").write_text("title: Known\n", "utf-8")
    (known / "all.yaml").write_text(
        "sources: [{id: s, title: S}]\nentities:\n"
        "  - {id: our-trust, type: NHSTrust, name: Ours, identifiers: [{scheme: ods, value: RAB}],"
        " claims: [{source: s}]}\n",
        "utf-8",
    )
    body = organisation("RAA01", "A SITE", "2001-04-01", [("RO198", "2001-04-01")],
                        Rels={"Rel": [to("RAB", "RO197", "RE6", "2001-04-01", 1)]})  # fmt: skip
    made = imported(tmp_path, "ods-xml", {FULL: register(body, BODIES[3])}, [known])
    assert made.report.matched == {"RAB NHSTrust": "our-trust"}
    assert made.lines("site-raa01") == [("operatedBy", "our-trust", "2001-04-01", "")]
    assert made.dataset.entities["our-trust"].name == "Ours"


def test_it_brings_no_other_dataset_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / FULL
    file.write_text(register(*BODIES), "utf-8")
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "dataset.yaml").write_text("title: Known\n", "utf-8")
    format_ = all_imports()["ods-xml"]
    with pytest.raises(ImportFailed, match="it is read body by body, and brings no other dataset up to date"):
        run_import(format_, [file], tmp_path / "new", [tmp_path / "known"], {}, lambda _: None, update=True)


def test_notes_go_on_on_the_disk_and_come_back_in_order() -> None:
    notes = NotesOnDisk(most=2)
    for number in range(5):
        notes.append(Note("file", number, f"record {number}", "a reason"))
    assert (len(notes), bool(notes)) == (5, True)
    assert [note.line for note in notes] == [note.line for note in notes] == [0, 1, 2, 3, 4]
    assert list(notes)[4] == Note("file", 4, "record 4", "a reason")


def test_the_report_of_a_long_import_is_whole(tmp_path: Path) -> None:
    several = [replace_code(BODIES[3], f"R{n:03}") for n in range(20)]
    made = imported(tmp_path, "ods-xml", {FULL: register(*several, *several)})
    report = json.loads((made.folder / "import-report.json").read_text("utf-8"))
    twice = [note for note in report["skipped"] if note["reason"].startswith("the code stands above")]
    assert [note["record"] for note in twice] == [f"R{n:03}" for n in range(20)]
    assert report["read"] == {FULL: 40}


def replace_code(answer: dict[str, Any], code: str) -> dict[str, Any]:
    inner = answer["Organisation"]
    return {"Organisation": {**inner, "OrgId": {**inner["OrgId"], "extension": code}}}


def test_an_id_of_name_and_code_that_is_another_name_is_told_apart_by_a_number(tmp_path: Path) -> None:
    third = organisation("RZZ", "A RAB NHS TRUST", "1994-04-01", [("RO197", "1994-04-01")])
    made = imported(tmp_path, "ods-xml", {FULL: register(BODIES[2], BODIES[3], third)})
    ids = {entity.identifiers[0].value: entity.id for entity in made.dataset.entities.values()}
    assert ids == {"RAA": "trust-a-raa", "RAB": "trust-a-rab", "RZZ": "trust-a-rab-2"}

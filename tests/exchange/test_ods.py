"""ODS files as a dataset: invented rows in the published layouts, joined by code and date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.validity import holds
from tests.conftest import Ics
from tests.exchange.bringing import DATA, FRAME, Imported, imported, refused

CCGS = [DATA / "ods" / name for name in ("eccg.csv", "etr.csv", "ccg_mapping_2021.csv", "ccg_succession.csv")]
PRACTICES = [DATA / "ods" / name for name in ("epraccur.csv", "epcmem.csv", "gp-reg-pat-prac-map.csv")]


def row(code: str, name: str, opened: str = "20130401", closed: str = "", **cells: str) -> str:
    """Return a line of the 27 columns."""
    at = {"region": 2, "health": 3, "telephone": 17, "status": 12, "subtype": 13, "parent": 14}
    at |= {"joined": 15, "left": 16, "setting": 25, "address": 4}
    line = [""] * 27
    line[0], line[1], line[10], line[11] = code, name, opened, closed
    for name_, text in cells.items():
        line[at[name_]] = text
    return ",".join(f'"{cell}"' for cell in line) + "\r\n"


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(tmp_path_factory.mktemp("ods"), "ods", [*CCGS, *PRACTICES])


def test_a_practice_goes_from_its_group_to_its_trust_to_its_ccg_each_with_its_days(england: Imported) -> None:
    assert england.lines("practice-p99001") == [
        ("inGeographyOf", "office-q97", "", ""),
        ("memberOf", "ccg-anytown-and-moors", "", ""),
        ("memberOf", "ccg-anytown-north", "2013-04-01", ""),
        ("memberOf", "pcg-4zp01", "1999-04-01", "2001-03-31"),
        ("memberOf", "pcn-u99001", "", ""),
        ("memberOf", "pct-5za", "2001-04-01", "2013-03-31"),
    ]


def test_spells_that_stand_in_no_order_each_keep_their_days(england: Imported) -> None:
    assert england.lines("practice-p99004") == [
        ("inGeographyOf", "office-q97", "", ""),
        ("memberOf", "ccg-anytown-and-moors", "", ""),
        ("memberOf", "ccg-anytown-south", "2013-04-01", ""),
        ("memberOf", "pcg-4zd03", "1999-04-01", "2002-03-31"),
        ("memberOf", "pcn-u99003", "", ""),
        ("memberOf", "pct-5zm", "2002-04-01", "2006-09-30"),
        ("memberOf", "pct-5zq", "2006-10-01", "2013-03-31"),
    ]


def test_a_closed_practice_has_its_last_day_and_so_has_its_last_membership(england: Imported) -> None:
    practice = england.dataset.entities["practice-p99003"]
    assert (practice.name, str(practice.since), str(practice.until)) == (
        "Old Quay Practice", "1974-04-01", "2017-10-31",
    )  # fmt: skip
    assert england.lines("practice-p99003") == [
        ("memberOf", "ccg-anytown-north", "2013-04-01", "2017-10-31"),
        ("memberOf", "pcg-4zf02", "1999-04-01", "2001-03-31"),
        ("memberOf", "pct-5zd", "2001-04-01", "2013-03-31"),
    ]


def test_a_practice_that_only_the_mapping_names_is_in_the_ccg_of_its_day_without_days_of_its_own(
    england: Imported,
) -> None:
    practice = england.dataset.entities["practice-f99002"]
    assert (practice.name, practice.since, practice.until) == ("Church Green Surgery", None, None)
    assert [str(claim.observed) for claim in practice.claims] == ["2022-01-01"]
    assert england.lines("practice-f99002") == [("memberOf", "ccg-greater-harbour", "", "")]


def test_a_trust_that_had_closed_when_its_file_was_made_lies_in_no_area_of_that_day(england: Imported) -> None:
    trusts = ("anytown-university-hospitals", "moors-ambulance-service", "old-quay-hospital")
    here = [("inGeographyOf", "stp-anytown-and-moors", "", "")]
    assert [england.lines(f"trust-{name}") for name in trusts] == [here, here, []]


def test_the_commissioner_is_the_parent_and_not_the_trust_that_runs_the_service(england: Imported) -> None:
    assert {
        (line.type, line.subject, str(line.since))
        for line in england.dataset.relations.values()
        if line.object == "cost-centre-y99902"
    } == {("commissions", "ccg-harbour", "2014-10-01")}


def test_a_code_that_was_reused_is_two_bodies_with_dated_identifiers(england: Imported) -> None:
    had = {
        entity.id: [(str(code.since), str(code.until)) for code in entity.identifiers if code.value == "91Z"]
        for entity in england.dataset.entities.values()
        if any(code.value == "91Z" for code in entity.identifiers)
    }
    assert had == {
        "ccg-anytown-and-moors": [("2020-04-01", "2022-06-30")],
        "sub-icb-91z": [("2022-07-01", "None")],
    }
    qza = {e.id for e in england.dataset.entities.values() if any(code.value == "QZA" for code in e.identifiers)}
    assert qza == {"icb-anytown-and-moors", "stp-anytown-and-moors"}


def test_a_ccg_of_the_last_day_has_its_own_name_and_not_that_of_today(england: Imported) -> None:
    ccg = england.dataset.entities["ccg-greater-harbour"]
    assert (ccg.name, str(ccg.since), str(ccg.until)) == ("NHS Greater Harbour CCG", "2021-04-01", "2022-06-30")
    assert [claim.source for claim in ccg.claims] == ["ods-eccg", "health-and-care-act-2022", "ods-gp-map"]
    assert england.dataset.entities["sub-icb-h9z9z"].name == "NHS Greater Harbour ICB - H9Z9Z"


def test_each_row_becomes_a_body_of_the_kind_that_its_file_and_roles_say(england: Imported) -> None:
    kinds = ["ClinicalCommissioningGroup", "CommissioningHub", "FoundationTrust", "AmbulanceTrust", "NHSTrust"]
    kinds += ["SubICBLocation", "IntegratedCareBoard", "SustainabilityAndTransformationPartnership", "NHSEnglandRegion"]
    bodies = england.dataset.entities.values()
    assert {kind: sorted(body.id for body in bodies if body.type == kind) for kind in kinds} == {
        "ClinicalCommissioningGroup": [
            "ccg-anytown-and-moors", "ccg-anytown-north", "ccg-anytown-south", "ccg-greater-harbour", "ccg-harbour",
            "ccg-hedgeshire-90f", "ccg-hedgeshire-92f", "ccg-moorside-dales-and-coast", "ccg-vale",
        ],
        "CommissioningHub": ["hub-anytown-commissioning-hub"],
        "FoundationTrust": ["trust-anytown-university-hospitals"],
        "AmbulanceTrust": ["trust-moors-ambulance-service"],
        "NHSTrust": ["trust-old-quay-hospital", "trust-valleys"],
        "SubICBLocation": ["sub-icb-91z", "sub-icb-92f", "sub-icb-h9z9z"],
        "IntegratedCareBoard": ["icb-anytown-and-moors", "icb-greater-harbour", "icb-hedgeshire-and-vale"],
        "SustainabilityAndTransformationPartnership": [
            "stp-anytown-and-moors", "stp-harbour-health-and-care-partnership", "stp-hedgeshire-and-vale",
        ],
        "NHSEnglandRegion": ["region-invented-north", "region-invented-south"],
    }  # fmt: skip


def test_two_ccgs_to_which_a_file_gives_one_name_are_told_apart_by_code_and_are_doubtful(england: Imported) -> None:
    notes = [note for note in england.report.doubtful if "same name" in note.reason]
    assert [(note.file, note.record) for note in notes] == [("eccg.csv", "90F"), ("eccg.csv", "92F")]
    assert {"ccg-hedgeshire-90f", "ccg-hedgeshire-92f"} <= england.dataset.entities.keys()


def test_a_ccg_is_open_on_the_days_that_its_code_and_the_act_say(england: Imported) -> None:
    def open_on(day: date) -> list[str]:
        sources = england.dataset.sources
        ccgs = [e for e in england.dataset.entities.values() if e.type == "ClinicalCommissioningGroup"]
        return sorted(ccg.id.removeprefix("ccg-") for ccg in ccgs if holds(ccg, sources).on(day) == "yes")

    first = ["anytown-north", "anytown-south", "harbour", "hedgeshire-90f", "moorside-dales-and-coast"]
    assert open_on(date(2013, 3, 31)) == []
    assert open_on(date(2013, 4, 1)) == first
    assert open_on(date(2020, 4, 1)) == ["anytown-and-moors", "harbour", "hedgeshire-92f"]
    assert open_on(date(2022, 6, 30)) == ["anytown-and-moors", "greater-harbour", "hedgeshire-92f"]
    assert open_on(date(2022, 7, 1)) == []


def test_a_merger_is_an_event_of_the_file_of_successions(england: Imported) -> None:
    assert {
        event.id: [(part.entity, part.side) for part in event.participants] for event in england.dataset.events.values()
    } == {
        "event-merger-ccg-anytown-and-moors-2020-04-01": [
            ("ccg-anytown-north", "original"),
            ("ccg-anytown-south", "original"),
            ("ccg-moorside-dales-and-coast", "original"),
            ("ccg-anytown-and-moors", "resulting"),
        ],
        "event-merger-ccg-hedgeshire-92f-2020-04-01": [
            ("ccg-hedgeshire-90f", "original"),
            ("ccg-vale", "original"),
            ("ccg-hedgeshire-92f", "resulting"),
        ],
        "event-transfer-ccg-greater-harbour-2021-04-01": [
            ("ccg-harbour", "original"),
            ("ccg-greater-harbour", "resulting"),
        ],
    }
    claims = england.dataset.events["event-merger-ccg-anytown-and-moors-2020-04-01"].claims
    assert [(claim.source, claim.locator, claim.basis) for claim in claims] == [
        ("ods-ccg-succession", "line 2", "explicit"),
        ("ods-ccg-succession", "line 3", "explicit"),
        ("ods-ccg-succession", "line 4", "inferred"),
    ]


def test_no_telephone_number_and_no_address_is_taken_over(england: Imported) -> None:
    written = "".join(path.read_text("utf-8") for path in england.folder.iterdir()).upper()
    assert "01632 960000" not in written
    assert "ZZ1 1AA" not in written
    assert "MILL STREET" not in written.replace("MILL STREET PRACTICE", "")


def test_every_row_is_read_and_what_was_not_taken_is_told_with_its_line(england: Imported) -> None:
    assert dict(england.report.read) == {
        "eccg.csv": 9,
        "etr.csv": 4,
        "ccg_mapping_2021.csv": 10,
        "ccg_succession.csv": 6,
        "epraccur.csv": 12,
        "epcmem.csv": 27,
        "gp-reg-pat-prac-map.csv": 6,
    }
    later = "it says in which later CCG the area lies, which is no succession; see the succession file"
    assert sorted(england.skipped()) == [
        *(("ccg_mapping_2021.csv", line, later) for line in (2, 3, 4, 5, 6, 7, 11)),
        ("epcmem.csv", 6, "the same line with the same days stands above"),
        ("epcmem.csv", 16, "the row has not the 6 columns of a file of kind epcmem"),
        ("gp-reg-pat-prac-map.csv", 6, "the practice is in no network there"),
        ("gp-reg-pat-prac-map.csv", 7, "the practice is in no network there"),
    ]


def test_a_parent_joined_before_it_had_its_code_is_joined_on_the_first_day_of_the_code(england: Imported) -> None:
    assert ("memberOf", "ccg-harbour", "2013-04-01", "2013-07-31") in england.lines("practice-f99001")
    notes = [note for note in england.report.doubtful if "first day of the code was taken" in note.reason]
    assert [(note.file, note.line, note.record) for note in notes] == [("epraccur.csv", 7, "90H")]


def test_a_body_known_by_its_code_alone_is_kept_without_a_name_and_is_doubtful(england: Imported) -> None:
    group = england.dataset.entities["pcg-4zp01"]
    assert (group.type, group.name, group.unnamed) == ("PrimaryCareGroup", "ODS code 4ZP01", True)
    assert [claim.basis for claim in group.claims] == ["inferred"]
    assert "4ZP01" in {note.record for note in england.report.doubtful}


def test_a_cost_centre_that_is_no_gp_practice_is_not_called_one(england: Imported) -> None:
    centres = {e.id: e.note for e in england.dataset.entities.values() if e.type == "PrescribingCostCentre"}
    assert centres == {
        "cost-centre-y99901": "prescribing setting 9, community health service",
        "cost-centre-y99902": "prescribing setting 9, community health service",
        "cost-centre-y99903": "prescribing setting 10, hospital service",
        "cost-centre-y99904": "prescribing setting 9, community health service",
    }


def test_a_dormant_practice_has_that_status_in_the_words_of_the_file(england: Imported) -> None:
    facts = {fact.entity: fact.text for fact in england.dataset.facts.values()}
    assert facts == {"practice-p99005": "dormant", "practice-p99006": "dormant"}


def test_the_question_of_a_day_is_answered_by_the_group_of_that_day(england: Imported, ics: Ics) -> None:
    status, out, _ = ics(
        "ask", "memberships", "P99001", "--as-of", "2000-01-01", "--data", str(england.folder), "--format", "csv"
    )
    assert status == 0
    assert "ODS code 4ZP01" in out
    assert "5ZA" not in out


def test_known_bodies_are_matched_by_code_type_and_days_and_what_they_say_is_not_said_twice(tmp_path: Path) -> None:
    known = imported(tmp_path, "ods", CCGS).folder.rename(tmp_path / "known")
    made = imported(tmp_path, "ods", [*CCGS, *PRACTICES], match=[known])
    assert made.report.matched["90A ClinicalCommissioningGroup"] == "ccg-anytown-north"
    assert made.report.matched["91Z SubICBLocation"] == "sub-icb-91z"
    assert "90A" not in {note.record for note in made.report.doubtful}
    assert {e.id for e in made.dataset.entities.values() if e.id.startswith("ccg-")} == {
        e.id for e in read_datasets([known]).dataset.entities.values() if e.id.startswith("ccg-")
    }
    assert made.lines("practice-p99006") == [
        ("inGeographyOf", "office-q97", "", ""),
        ("memberOf", "ccg-moorside-dales-and-coast", "2013-04-01", ""),
        ("memberOf", "pct-5zn", "2006-10-01", "2013-03-31"),
    ]
    assert {source.id for source in made.dataset.sources.values()} >= {"ods-eccg-2", "ods-epraccur"}
    assert made.report.already["events"] == 3
    assert made.dataset.events.keys() == {
        "event-merger-ccg-anytown-and-moors-2020-04-01",
        "event-merger-ccg-hedgeshire-92f-2020-04-01",
        "event-transfer-ccg-greater-harbour-2021-04-01",
    }


def test_what_is_known_tells_whose_a_code_was_where_the_files_do_not(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(FRAME, tmp_path / "national-frame")
    practice = row("P99001", "THE SURGERY", "19740401", status="A", parent="16C", joined="20200401", setting="4")
    files = {"epraccur-2024-07.csv": practice}
    made = imported(tmp_path, "ods", files, match=[tmp_path / "national-frame"])
    assert made.lines("practice-p99001") == [
        ("inGeographyOf", "sub-icb-16c", "2022-07-01", ""),
        ("memberOf", "ccg-tees-valley", "2020-04-01", "2022-06-30"),
    ]
    assert made.doubtful() == []


def test_a_trust_that_became_a_foundation_trust_between_two_files_is_one_body(tmp_path: Path) -> None:
    early = row("RZV", "A NHS TRUST", "20010401")
    late = row("RZV", "A NHS FOUNDATION TRUST", "20010401")
    made = imported(tmp_path, "ods", {"etr-2005.csv": early, "etr-2022.csv": late})
    (trust,) = made.dataset.entities.values()
    assert (trust.type, trust.name) == ("FoundationTrust", "A NHS Foundation Trust")
    assert trust.other_names == ("A NHS Trust",)


def test_an_earlier_file_of_ccgs_gives_the_name_that_a_later_one_has_no_more(tmp_path: Path) -> None:
    early = row("16C", "NHS TEES VALLEY CCG", "20200401")
    late = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    made = imported(tmp_path, "ods", {"eccg-2020-06.csv": early, "eccg-2024.csv": late})
    ccg = made.dataset.entities["ccg-tees-valley"]
    assert (ccg.name, str(ccg.until)) == ("NHS Tees Valley CCG", "2022-06-30")
    assert made.doubtful() == []


def test_an_older_file_that_knows_no_end_yet_does_not_contradict_a_later_one_that_does(tmp_path: Path) -> None:
    def members(left: str) -> str:
        return f'"P99001","5ZA","W","20010401","{left}","0"\r\n'

    made = imported(tmp_path, "ods", {"epcmem-2010.csv": members(""), "epcmem-2014.csv": members("20130331")})
    (line,) = made.dataset.relations.values()
    assert (str(line.until), [claim.source for claim in line.claims]) == (
        "2013-03-31",
        ["ods-epcmem-2010", "ods-epcmem-2014"],
    )
    assert [reason[:12] for *_, reason in made.doubtful()] == ["no file says", "no file says"]


def test_networks_and_their_partners_have_their_days(tmp_path: Path) -> None:
    networks = (
        "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Address Line 1\n"
        "U99002,NORTH ANYTOWN PCN,16C,NHS NENC ICB - 16C,20190701,,HIGH STREET\n"
    )
    partners = (
        "Partner Organisation Code,Partner Name,PCN Code,PCN Name,Practice to PCN Relationship Start Date,"
        "Practice to PCN Relationship End Date\n"
        "P99001,THE SURGERY,U99002,NORTH ANYTOWN PCN,20190701,20210331\n"
        "P99001,THE SURGERY,U99999,ANYTOWN PCN,20210401,\n"
    )
    location = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    files = {"eccg-2024-07.csv": location, "epcn-2024-07.csv": networks, "partners-2024-07.csv": partners}
    made = imported(tmp_path, "ods", files)
    assert made.lines("practice-p99001") == [
        ("memberOf", "pcn-u99002", "2019-07-01", "2021-03-31"),
        ("memberOf", "pcn-u99999", "2021-04-01", ""),
    ]
    assert made.lines("pcn-u99002") == [("inGeographyOf", "sub-icb-16c", "", "")]
    assert str(made.dataset.entities["pcn-u99002"].since) == "2019-07-01"
    assert "HIGH STREET" not in "".join(path.read_text("utf-8") for path in made.folder.iterdir())


def test_a_location_that_closed_before_there_were_any_is_taken_for_a_ccg(tmp_path: Path) -> None:
    made = imported(
        tmp_path, "ods", {"eccg.csv": row("16C", "NHS X ICB - 16C", "20130401", "20200331", subtype="RO319")}
    )
    assert [e.type for e in made.dataset.entities.values()] == ["ClinicalCommissioningGroup"]


def test_a_ccg_whose_name_is_known_already_is_not_doubtful_for_having_another_today(tmp_path: Path) -> None:
    known = imported(tmp_path, "ods", CCGS).folder.rename(tmp_path / "known")
    matched = imported(tmp_path, "ods", [CCGS[0]], match=[known])
    (tmp_path / "alone").mkdir()
    alone = imported(tmp_path / "alone", "ods", [CCGS[0]])
    records = [
        [n.record for n in made.report.doubtful if "under a name of today" in n.reason] for made in (matched, alone)
    ]
    assert records == [[], ["91Z", "92F", "H9Z9Z"]]


# One row at a time


def test_an_eccg_file_by_any_name_is_known_by_its_content(tmp_path: Path) -> None:
    rows = row("00C", "NHS DARLINGTON CCG", closed="20200331")
    made = imported(tmp_path, "ods", {"download.csv": rows})
    assert [e.id for e in made.dataset.entities.values()] == ["ccg-darlington"]


def test_a_file_that_is_no_ods_file_is_refused_with_the_kinds_that_are_known(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods", {"pets.csv": "name,animal\nRex,dog\n"})
    assert problem.startswith("pets.csv: this is not an ODS file of a kind that is known here. The kinds are eccg,")
    assert problem.endswith("a word of the file's name says which it is, or --kind KIND.")


def test_an_archive_is_refused_with_what_to_do(tmp_path: Path) -> None:
    problems = refused(tmp_path, "ods", {"epraccur.zip": b"PK\x03\x04 and so on", "pets.csv": "name,animal\nRex,dog\n"})
    assert [problem.partition(". ")[0] for problem in problems] == [
        "epraccur.zip: the zip archive cannot be read (File is not a zip file)",
        "pets.csv: this is not an ODS file of a kind that is known here",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\x1f\x8b\x08\x00\x00", "this is packed by gzip"),
        (b"\n \r\n", "the file is empty"),
        (b"\n<!DOCTYPE html><html><body>Not Found</body></html>", "this is a web page"),
        (b'"R0A",\x00\x01', "this is no text"),
        (b'"R0A";"A TRUST";"Y62";"QOP";""\n', "its rows, of 5 columns, have not the 27 columns of that kind"),
        (b'"R0A","A TRUST\n', "etr.csv:1: none of its lines can be read: a quote is not closed"),
        (b"<?xml version='1.0'?><HSCOrgRefData/>", "this is XML. Import the XML of the whole register with"),
        (b'{"Organisation": {}}', "this is JSON. Import answers of the ORD API with"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_by_what_it_is(tmp_path: Path, text: bytes, told: str) -> None:
    (problem,) = refused(tmp_path, "ods", {"etr.csv": text})
    assert told in problem


_TRUST, _CCG = row("RAA", "A NHS TRUST"), row("00C", "NHS DARLINGTON CCG")


@pytest.mark.parametrize(
    ("name", "rows", "kind", "plainly"),
    [
        ("a_eccg.csv", _TRUST, "", "eccg, and its rows are plainly those of etr"),
        ("etr.csv", _TRUST, "eccg", "eccg, and its rows are plainly those of etr"),
        ("eccg.csv", _CCG, "lauth", "lauth, and its rows are plainly those of eccg"),
        (
            "epraccur.csv",
            row("P99001", "A", status="A", setting="4"),
            "etr",
            "etr, and its rows are plainly those of epraccur",
        ),
    ],
)
def test_rows_that_are_plainly_of_another_kind_are_refused(
    tmp_path: Path, name: str, rows: str, kind: str, plainly: str
) -> None:
    (problem,) = refused(tmp_path, "ods", {name: rows}, kind=kind)
    assert problem.startswith(f"{name}: it is given as {plainly}: bodies of a wrong kind. Give it with --kind ")


def test_trusts_and_their_sites_may_be_given_as_such_or_as_organisations(tmp_path: Path) -> None:
    for kind, type_ in (("etrust", "NHSTrust"), ("organisations", "Organisation")):
        (tmp_path / kind).mkdir()
        made = imported(tmp_path / kind, "ods", {"eccg.csv": _TRUST}, kind=kind)
        assert [body.type for body in made.dataset.entities.values()] == [type_]


def test_a_folder_that_cannot_be_made_is_told_by_its_own_name(tmp_path: Path, ics: Ics) -> None:
    (tmp_path / "eccg.csv").write_text(_CCG)
    (tmp_path / "file").write_text("")
    into = tmp_path / "file" / "made"
    status, _, said = ics("import", "ods", str(tmp_path / "eccg.csv"), "--into", str(into))
    assert status == 1
    assert said.splitlines()[-2].startswith(f"{into}: this folder cannot be made (")
    assert said.splitlines()[-2].endswith("). A part of its path is a file; name another place.")


def test_all_files_that_are_none_are_told_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "ods", {"pets.csv": "name,animal\nRex,dog\n", "empty.csv": ""})) == 2


def test_a_file_of_single_doctors_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods", {"list.csv": row("G1234567", "SMITH J")})
    assert "single doctors" in problem


def test_a_file_whose_name_says_that_it_lists_doctors_is_refused_whatever_is_in_it(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "ods", {"a_egpcur.csv": row("RAA", "A NHS TRUST")})
    assert problem.startswith("a_egpcur.csv: this is a file of single doctors")


def test_a_practice_to_which_two_files_give_other_days_is_in_its_ccg_by_both_and_doubtful(tmp_path: Path) -> None:
    practice = row("P99005", "THE SURGERY", status="A", parent="00K", joined="20160901", setting="4")
    files = {"epraccur.csv": practice, "epcmem.csv": '"P99005","00K","W","20130401","","0"\n'}
    made = imported(tmp_path, "ods", {"eccg.csv": row("00K", "NHS STOCKTON CCG", closed="20200331"), **files})
    told = "another file gives other days for the practice there; both were kept"
    assert ("epraccur.csv", 1, told) in made.doubtful()
    days = [since for type_, _, since, _ in made.lines("practice-p99005") if type_ == "memberOf"]
    assert days == ["2013-04-01", "2016-09-01"]


def test_a_practice_of_elsewhere_keeps_a_parent_of_which_no_more_than_the_code_is_known(tmp_path: Path) -> None:
    practice = row("S10001", "THE SURGERY", "19740401", status="A", parent="SA9", joined="20060401", setting="4")
    made = imported(tmp_path, "ods", {"epraccur.csv": practice})
    assert made.lines("org-sa9") == [("commissions", "practice-s10001", "2006-04-01", "")]
    board = made.dataset.entities["org-sa9"]
    assert (board.type, board.name, board.unnamed) == ("Organisation", "ODS code SA9", True)


def test_a_file_of_27_columns_of_no_known_kind_is_of_organisations_and_doubtful(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"ehospice.csv": row("8A123", "ST ANNE'S HOSPICE", parent="8A1")})
    assert made.dataset.entities["org-st-annes-hospice"].type == "Organisation"
    assert made.lines("org-st-annes-hospice") == [("partOf", "org-8a1", "", "")]
    assert [reason[:35] for *_, reason in made.doubtful()] == [
        "recognised by its columns alone, so",
        "no file says what has this code; ta",
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('"P99001","5ZA","W","20010431","20130331","0"', "an impossible day on which it joined or left its parent"),
        ('"P99001","5ZA","W","20130331","20010401","0"', "it left its parent before it joined it"),
        ('"P99001","","W","20010401","20130331","0"', "the code of the practice or of its parent is missing"),
        ('"P99001","5ZA","W","20010401"', "the row has not the 6 columns of a file of kind epcmem"),
        ('"P99001","5ZA,"W","2001', "the line is broken CSV"),
        ('"P99002","5ZA","W","20010401","20130331","0"', "the same line with the same days stands above"),
    ],
)
def test_a_membership_that_cannot_be_taken_is_skipped_with_its_line_and_the_rest_is_not(
    tmp_path: Path, bad: str, reason: str
) -> None:
    good = '"P99002","5ZA","W","20010401","20130331","0"'
    made = imported(tmp_path, "ods", {"epcmem.csv": f"{good}\r\n{bad}\r\n"})
    assert made.skipped() == [("epcmem.csv", 2, reason)]
    assert made.lines("practice-p99002") == [("memberOf", "pct-5za", "2001-04-01", "2013-03-31")]
    assert made.report.read["epcmem.csv"] == 2


def test_an_impossible_close_date_leaves_the_body_without_one_and_unwitnessed(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"etr-2022-03.csv": row("RXX", "A TRUST", "20010401", "20199999")})
    trust = made.dataset.entities["trust-a"]
    assert (str(trust.since), trust.until) == ("2001-04-01", None)
    assert holds(trust, made.dataset.sources).on(date(2022, 2, 1)) == "possibly"
    assert made.doubtful() == [
        ("etr-2022-03.csv", 1, "the day on which it closed is impossible; taken over without that day")
    ]


def test_a_body_that_closed_before_it_opened_is_taken_over_without_either_day(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"etr.csv": row("RXX", "A TRUST", "20190401", "20010401")})
    trust = made.dataset.entities["trust-a"]
    assert (trust.since, trust.until) == (None, None)
    assert [reason for *_, reason in made.doubtful()] == ["it closed before it opened; taken over without either day"]


def test_a_code_given_twice_in_a_file_is_told_and_the_first_row_kept(tmp_path: Path) -> None:
    twice = row("RXX", "A TRUST") + row("RXX", "A TRUST") + row("RXX", "ANOTHER TRUST")
    made = imported(tmp_path, "ods", {"etr.csv": twice})
    assert [e.name for e in made.dataset.entities.values()] == ["A Trust"]
    assert made.skipped() == [
        ("etr.csv", 2, "the very row stands above"),
        ("etr.csv", 3, "the code stands above with other details, which were kept"),
    ]


def test_a_file_in_windows_1252_keeps_its_letters_and_says_so(tmp_path: Path) -> None:
    made = imported(tmp_path, "ods", {"etr.csv": row("RXX", "CAFÉ NHS TRUST").encode("cp1252")})
    assert [e.name for e in made.dataset.entities.values()] == ["Café NHS Trust"]
    assert [(line, reason[:25]) for _, line, reason in made.doubtful()] == [(1, "the file is not UTF-8; it")]


def test_a_header_is_no_row(tmp_path: Path) -> None:
    header = ",".join(["Organisation Code", "Name", *(f"c{n}" for n in range(25))]) + "\n"
    made = imported(tmp_path, "ods", {"etr.csv": header + row("RXX", "A NHS TRUST")})
    assert dict(made.report.read) == {"etr.csv": 1}


def test_a_welsh_practice_has_a_local_health_board_as_its_parent(tmp_path: Path) -> None:
    practice = row(
        "W91001", "THE SURGERY", "19740401", status="A", parent="7A1", joined="20091001", setting="4", region="W00"
    )
    made = imported(tmp_path, "ods", {"epraccur.csv": practice})
    assert made.dataset.entities["lhb-7a1"].type == "LocalHealthBoard"
    assert made.lines("lhb-7a1") == [("commissions", "practice-w91001", "2009-10-01", "")]


def test_a_spell_that_goes_on_when_the_code_changes_hands_is_with_the_ccg_and_then_in_the_location(
    tmp_path: Path,
) -> None:
    ccg = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    practice = row("P99001", "THE SURGERY", "19740401", status="A", parent="16C", joined="20200401", setting="4")
    made = imported(tmp_path, "ods", {"eccg-2024-07.csv": ccg, "epraccur-2024-07.csv": practice})
    assert made.lines("practice-p99001") == [
        ("inGeographyOf", "sub-icb-16c", "2022-07-01", ""),
        ("memberOf", "ccg-16c", "2020-04-01", "2022-06-30"),
    ]
    assert made.lines("ccg-16c") == [("commissions", "practice-p99001", "2020-04-01", "2022-06-30")]
    assert ("commissions", "practice-p99001", "2022-07-01", "") in made.lines("sub-icb-16c")


def test_an_open_spell_reaches_only_as_far_as_its_file(tmp_path: Path) -> None:
    ccg = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    practice = row("P99001", "THE SURGERY", "19740401", status="A", parent="16C", joined="20200401", setting="4")
    made = imported(tmp_path, "ods", {"eccg-2024-07.csv": ccg, "epraccur-2021-06.csv": practice})
    assert made.lines("practice-p99001") == [("memberOf", "ccg-16c", "2020-04-01", "")]
    assert made.lines("sub-icb-16c") == [("partOf", "icb-nenc", "2022-07-01", "")]


def test_no_practice_is_a_member_of_a_sub_icb_location(tmp_path: Path) -> None:
    ccg = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    members = '"P99001","16C","W","20200401","","0"\r\n"P99002","16C","W","20230401","","0"\r\n'
    made = imported(tmp_path, "ods", {"eccg-2024-07.csv": ccg, "epcmem-2024-07.csv": members})
    assert made.lines("practice-p99001") == [
        ("inGeographyOf", "sub-icb-16c", "2022-07-01", ""),
        ("memberOf", "ccg-16c", "2020-04-01", "2022-06-30"),
    ]
    assert made.lines("practice-p99002") == [("inGeographyOf", "sub-icb-16c", "2023-04-01", "")]


def test_a_body_known_by_its_code_alone_takes_no_spell_that_a_dated_one_had(tmp_path: Path) -> None:
    ccg = row("16C", "NHS NENC ICB - 16C", "20200401", subtype="RO319", health="QHM")
    members = '"P99001","16C","W","20150401","20160331","0"\r\n"P99001","16C","W","20200401","20210331","0"\r\n'
    made = imported(tmp_path, "ods", {"eccg-2024-07.csv": ccg, "epcmem-2024-07.csv": members})
    assert made.lines("practice-p99001") == [
        ("memberOf", "ccg-16c", "2020-04-01", "2021-03-31"),
        ("memberOf", "org-16c", "2015-04-01", "2016-03-31"),
    ]


def test_a_planned_practice_is_planned_and_so_is_its_commissioner(tmp_path: Path) -> None:
    ccg = row("00C", "NHS DARLINGTON CCG")
    practice = row("P99001", "THE SURGERY", "20190401", status="P", parent="00C", joined="20190401", setting="4")
    made = imported(tmp_path, "ods", {"eccg-2019.csv": ccg, "epraccur-2019-02.csv": practice})
    assert [spell.phase for spell in made.dataset.entities["practice-p99001"].phases] == ["planned"]
    assert {spell.phase for r in made.dataset.relations.values() for spell in r.phases} == {"planned"}


def test_succ_gives_a_merger_a_split_and_a_transfer(tmp_path: Path) -> None:
    trusts = "".join(row(code, f"{code} NHS TRUST", "20010401") for code in ("RAA", "RBB", "RCC", "RDD", "REE", "RFF"))
    succ = (
        '"RAA","RCC","1","20100401","1"\r\n"RBB","RCC","1","20100401","1"\r\n'
        '"RDD","REE","","20110401",""\r\n"RDD","RFF","","20110401",""\r\n'
        '"RCC","XYZ1","","20120401",""\r\n"RCC","RCC","","20120401",""\r\n'
    )
    made = imported(tmp_path, "ods", {"etr.csv": trusts, "succ.csv": succ})
    assert sorted(
        (e.kind, str(e.date), [(p.entity, p.side) for p in e.participants]) for e in made.dataset.events.values()
    ) == [
        ("merger", "2010-04-01", [("trust-raa", "original"), ("trust-rbb", "original"), ("trust-rcc", "resulting")]),
        ("split", "2011-04-01", [("trust-rdd", "original"), ("trust-ree", "resulting"), ("trust-rff", "resulting")]),
        ("transfer", "2012-04-01", [("trust-rcc", "original"), ("org-xyz1", "resulting")]),
    ]
    assert made.skipped() == [("succ.csv", 6, "it succeeds itself")]


# The command


def test_the_command_tells_what_was_read_written_skipped_and_doubtful(tmp_path: Path, ics: Ics) -> None:
    into = tmp_path / "out" / "deep"
    status, out, _ = ics("import", "ods", *map(str, PRACTICES), "--into", str(into))
    assert status == 0
    assert "read            12  epraccur.csv" in out
    assert "known by its code alone" not in out
    assert "import-report.json in it has every line of this report." in out
    assert sorted(path.name for path in into.parent.iterdir()) == ["deep"]


def test_a_folder_that_is_there_and_empty_is_filled_even_the_one_that_one_stands_in(
    tmp_path: Path, ics: Ics, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    before = here.stat().st_ino
    monkeypatch.chdir(here)
    status, _, err = ics("import", "ods", *map(str, PRACTICES), "--into", ".")
    assert (status, err) == (0, "")
    assert (here / "dataset.yaml").is_file()
    assert Path.cwd().stat().st_ino == before


def test_an_import_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ics_graph.exchange import import_job

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_job, "read_datasets", interrupted)
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path / "a" / "b", "ods", PRACTICES)
    assert list(tmp_path.iterdir()) == []


def test_a_date_that_is_none_is_a_mistake_in_what_was_typed(tmp_path: Path, ics: Ics) -> None:
    status, _, err = ics("import", "ods", str(PRACTICES[0]), "--into", str(tmp_path / "x"), "--date", "last week")
    assert status == 2
    assert "'last week' is not a day" in err


@pytest.mark.parametrize(
    "days", [{"status": "C"}, {"status": "C", "closed": "20190230"}, {"opened": "20190230", "status": "A"}]
)
def test_a_practice_that_may_be_over_has_no_commissioner_for_sure_when_the_file_is_made(
    tmp_path: Path, days: dict[str, str]
) -> None:
    parent = {"parent": "00L", "joined": "20130401", "setting": "4"}
    rows = row("P99001", "CLOSED", **days, **parent) + row("P99002", "OPEN", status="A", **parent)
    made = imported(tmp_path, "ods", {"epraccur-2019-06-01.csv": rows})
    data = made.dataset
    on: dict[str, set[str]] = {"P99001": set(), "P99002": set()}
    for line in data.relations.values():
        practice = next(code for code in on if code.lower() in line.id)
        on[practice].add(f"{line.type} {holds(line, data.sources).on(date(2019, 6, 1))}")
    assert on == {
        "P99001": {"commissions possibly"},
        "P99002": {"commissions yes"},
    }

"""Organograms as a dataset: posts and holders by the days of their snapshots."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import ImportInput, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.model import Dataset, all_claims
from ics_graph.ontology import load_ontology
from ics_graph.stores.compiler import Compiler
from ics_graph.validation import validate
from ics_graph.validity import holds
from tests.conftest import Ics
from tests.exchange.bringing import DATA, FRAME, Imported, imported, refused

ANYSHIRE = [DATA / "organogram" / f"anyshire-2016-03-31-{kind}.csv" for kind in ("senior", "junior")]
COUNCIL = "anyshire-skills-council"
SENIOR = (
    "Post Unique Reference", "Name", "Grade (or equivalent)", "Job Title", "Job/Team Function", "Parent Department",
    "Organisation", "Unit", "Contact Phone", "Contact E-mail", "Reports to Senior Post", "Salary Cost of Reports (£)",
    "FTE", "Actual Pay Floor (£)", "Actual Pay Ceiling (£)", "", "Professional/Occupational Group", "Notes", "Valid?",
)  # fmt: skip


def sheet(*rows: tuple[str, str, str, str], **more: str) -> str:
    """Return a file of senior posts: reference, name, title and the post reported to."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(SENIOR)
    for ref, name, title, above in rows:
        cells = dict.fromkeys(SENIOR, "")
        cells |= {"Post Unique Reference": ref, "Name": name, "Job Title": title, "Reports to Senior Post": above}
        cells |= {"Organisation": "Town Trust", "Unit": "Office", "Contact Phone": "0300 123 1234", "Valid?": "1"}
        cells |= {"Actual Pay Floor (£)": "120000", "Contact E-mail": "a.b@example.org"} | more
        writer.writerow([cells[name] for name in SENIOR])
    return out.getvalue()


def anyshire(tmp_path: Path) -> Imported:
    return imported(tmp_path, "organogram", ANYSHIRE)


def test_a_post_has_its_holder_its_place_and_the_post_that_it_reports_to(tmp_path: Path) -> None:
    made = anyshire(tmp_path)
    post = f"post-{COUNCIL}-70002"
    assert made.dataset.entities[post].name == "Deputy Chief Executive, Finance and Estates"
    assert made.lines(post) == [
        ("postAt", f"{COUNCIL}-finance-and-estates", "", ""),
        ("reportsTo", f"post-{COUNCIL}-70001", "", ""),
    ]
    assert made.lines(f"person-bob-birch-{COUNCIL}") == [("holdsPost", post, "", "")]
    assert made.lines(f"{COUNCIL}-finance-and-estates") == [("subOrganisationOf", COUNCIL, "", "")]
    assert made.lines(COUNCIL) == [("partOf", "department-for-invented-affairs", "", "")]
    assert made.lines(f"post-{COUNCIL}-70001") == [("postAt", f"{COUNCIL}-asc", "", "")]


def test_what_a_snapshot_shows_held_on_its_day_and_is_possible_on_others(tmp_path: Path) -> None:
    made = anyshire(tmp_path)
    (line,) = [r for r in made.dataset.relations.values() if r.type == "holdsPost" and r.object.endswith("70001")]
    on = {day: holds(line, made.dataset.sources).on(date.fromisoformat(day)) for day in ("2016-03-31", "2016-04-01")}
    assert on == {"2016-03-31": "yes", "2016-04-01": "possibly"}


def test_who_holds_the_posts_of_a_file_and_why_the_others_have_no_holder(tmp_path: Path) -> None:
    made = anyshire(tmp_path)
    data = made.dataset
    held = [(data.entities[r.subject].name, r.object[-5:]) for r in data.relations.values() if r.type == "holdsPost"]
    assert sorted(held) == [
        ("Ann Ashe", "70007"),
        ("Bob Birch", "70002"),
        ("Cy Cedar", "70006"),
        ("Dame Ann Ash", "70001"),
        ("Di Dogwood", "70006"),
    ]
    shared = {r.role for r in data.relations.values() if r.type == "holdsPost" and r.object.endswith("70006")}
    assert shared == {"shares the post: 0.5 of full time"}
    gaps = {(gap.entity[-5:], gap.reason) for gap in data.gaps.values()}
    assert gaps == {("70003", "vacant"), ("70004", "not-published")}
    status = {fact.entity[-5:]: fact.text for fact in data.facts.values() if fact.property == "status"}
    assert status == {"70005": "eliminated"}
    assert made.lines(f"post-{COUNCIL}-70005") == []


def test_junior_rows_are_groups_of_posts_with_their_number(tmp_path: Path) -> None:
    made = anyshire(tmp_path)
    groups = {
        body.name: (body.extent, [line[1] for line in made.lines(id_) if line[0] == "reportsTo"])
        for id_, body in made.dataset.entities.items()
        if id_.startswith("posts-")
    }
    above = f"post-{COUNCIL}-"
    assert groups == {
        "Administrator, grade 4, Finance and Estates": ("several", [f"{above}70002"]),
        "Administrator, grade 5, Finance and Estates": ("one", [f"{above}70002"]),
        "Administrator, grade 4, Learning, Skills and Work": ("several", [f"{above}70003"]),
        "Policy Adviser, grade 9, Learning, Skills and Work": ("one", [f"{above}70003"]),
        "Office Assistant/Receptionist, grade 2, Finance and Estates": ("several", [f"{above}70006"]),
        "Analyst, grade 8, Research": ("one", [f"{above}70099"]),
    }
    counts = {
        (made.dataset.entities[f.entity].name.partition(",")[0], f.number, f.unit)
        for f in made.dataset.facts.values()
        if f.number and f.entity.startswith("posts-")
    }
    unit = "posts (full-time equivalent)"
    assert counts == {
        ("Administrator", 8.5, unit),
        ("Administrator", 0.5, unit),
        ("Administrator", 2, unit),
        ("Office Assistant/Receptionist", 3, unit),
        ("Analyst", 1, unit),
    }


def test_every_row_is_taken_or_told_with_its_line(tmp_path: Path) -> None:
    made = anyshire(tmp_path)
    senior, junior = (path.name for path in ANYSHIRE)
    assert dict(made.report.read) == {junior: 6, senior: 10}
    assert sorted(made.skipped()) == [
        (senior, 9, "the very row stands above"),
        (senior, 10, "the row has not as many cells as the header has columns"),
    ]
    assert sorted(made.doubtful(), key=str) == [
        (junior, 5, "the number of posts is none; taken over without it"),
        (junior, 7, "it reports to a post that is not in the files; taken over by its reference alone"),
        (senior, 11, "a name much like another of the organisation; kept as two people, and put as a question"),
    ]
    written = "".join(path.read_text("utf-8") for path in made.folder.iterdir() if path.suffix == ".yaml")
    private = ("01632", "example.org", "100000", "104999", "250000", "17000", "20000", "36000")
    assert [word for word in private if word in written] == []


def test_pay_and_contact_are_never_taken_over_and_their_columns_are_told(tmp_path: Path) -> None:
    made = imported(tmp_path, "organogram", {"2016-03-31.csv": sheet(("1", "Ann Ash", "Chief", "XX"))})
    written = "".join(path.read_text("utf-8") for path in made.folder.iterdir())
    assert not [word for word in ("0300 123", "120000", "a.b@example.org") if word in written]
    told = [note.record for note in made.report.skipped if "pay and contact" in note.reason]
    assert told == [
        "column 'Contact Phone'", "column 'Contact E-mail'", "column 'Salary Cost of Reports (£)'",
        "column 'Actual Pay Floor (£)'", "column 'Actual Pay Ceiling (£)'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("VACANT", "vacant"),
        ("Vacant post", "vacant"),
        ("N/D", "not-published"),
        ("N/A", "not-stated"),
        ("", "not-stated"),
    ],
)
def test_a_post_without_a_named_holder_is_a_gap_with_its_reason(tmp_path: Path, name: str, reason: str) -> None:
    made = imported(tmp_path, "organogram", {"2016-03-31.csv": sheet(("1", name, "Chief", "XX"))})
    assert [(g.entity, g.topic, g.reason) for g in made.dataset.gaps.values()] == [
        ("post-town-trust-1", "holder", reason)
    ]
    assert [e for e in made.dataset.entities.values() if e.type == "Person"] == []


def test_an_eliminated_post_is_not_there_and_has_no_lines(tmp_path: Path) -> None:
    rows = sheet(("1", "Ann Ash", "Chief", "XX"), ("2", "Eliminated", "Deputy", "1"))
    made = imported(tmp_path, "organogram", {"2016-03-31.csv": rows})
    assert made.lines("post-town-trust-2") == []
    post = made.dataset.entities["post-town-trust-2"]
    assert holds(post, made.dataset.sources).on(date(2016, 3, 31)) == "possibly"
    assert {f.text for f in made.dataset.facts.values() if f.entity == post.id} == {"eliminated"}


def test_snapshots_become_dated_witnesses_and_no_day_is_made_up_between_them(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        "organogram",
        {
            "2011-03-31.csv": sheet(("1", "Ann Ash", "Chief", "XX")),
            "2012-03-31.csv": sheet(("1", "Bob Birch", "Chief", "XX")),
            "2013-03-31.csv": sheet(("1", "Ann Ash", "Chief", "XX")),
        },
    )
    spells = [
        (r.subject, str(r.until), [c.source for c in r.claims], r.note)
        for r in made.dataset.relations.values()
        if r.type == "holdsPost"
    ]
    assert sorted(spells) == [
        (
            "person-ann-ash-town-trust",
            "None",
            ["organogram-2011-03-31"],
            "no longer in the organogram of 31 March 2012",
        ),
        ("person-ann-ash-town-trust", "None", ["organogram-2013-03-31"], None),
        (
            "person-bob-birch-town-trust",
            "None",
            ["organogram-2012-03-31"],
            "no longer in the organogram of 31 March 2013",
        ),
    ]
    on = date(2012, 3, 31)
    sure = [
        r.subject
        for r in made.dataset.relations.values()
        if r.type == "holdsPost" and holds(r, made.dataset.sources).on(on) == "yes"
    ]
    assert sure == ["person-bob-birch-town-trust"]


def test_two_spellings_of_a_name_are_two_people_and_a_question(tmp_path: Path) -> None:
    rows = sheet(("1", "Sir Adam Larch", "Chief", "XX"), ("2", "Adam Larche", "Director", "1"))
    made = imported(tmp_path, "organogram", {"2016-03-31.csv": rows})
    assert sorted(e.name for e in made.dataset.entities.values() if e.type == "Person") == [
        "Adam Larche",
        "Sir Adam Larch",
    ]
    assert [(f.entity, f.text) for f in made.dataset.facts.values() if f.property == "possiblySameAs"] == [
        ("person-adam-larche-town-trust", "Sir Adam Larch")
    ]
    assert [(line, reason[:41]) for _, line, reason in made.doubtful()] == [
        (3, "a name much like another of the organisat")
    ]


def test_what_is_odd_in_an_organogram_is_taken_over_and_told(tmp_path: Path) -> None:
    rows = sheet(
        ("1", "Ann Ash", "Chief", "XX"),
        ("2", "Bob Birch", "Director", "2"),
        ("3", "Cy Cedar", "Director", "XX"),
        ("4", "Di Date", "Director", "99"),
        ("4", "Ed Elm", "Director", "99"),
        ("5", "Fay Fir", "Director", "6"),
        ("6", "Gus Gum", "Director", "5"),
        ("7", "Hal Hop", "Director", "1"),
        ("7", "Hal Hop", "Director", "1"),
        ("", "Ida Ivy", "Director", "1"),
    )
    made = imported(tmp_path, "organogram", {"2016-03-31.csv": rows})
    assert made.doubtful() == [
        ("2016-03-31.csv", 3, "the post reports to itself"),
        ("2016-03-31.csv", 6, "the post has several holders on one day: shared, or given twice"),
        ("2016-03-31.csv", 2, "one of several posts at the top: it reports to none"),
        ("2016-03-31.csv", 4, "one of several posts at the top: it reports to none"),
        ("2016-03-31.csv", None, "posts that report to one another in a circle"),
        ("2016-03-31.csv", 5, "it reports to a post that is not in the files; taken over by its reference alone"),
    ]
    assert made.skipped() == [
        ("2016-03-31.csv", 10, "the very row stands above"),
        ("2016-03-31.csv", 11, "the post has no reference"),
    ]
    codes = {problem.code for problem in read_datasets([made.folder]).findings}
    assert codes == {"self-line", "two-holders"}


def test_a_file_without_a_day_is_doubtful_and_a_day_can_be_given(tmp_path: Path) -> None:
    rows = {"posts.csv": sheet(("1", "Ann Ash", "Chief", "XX"))}
    (tmp_path / "a").mkdir()
    undated = imported(tmp_path / "a", "organogram", rows)
    assert [reason[:21] for *_, reason in undated.doubtful()] == ["no day is known on wh"]
    (tmp_path / "b").mkdir()
    dated = imported(tmp_path / "b", "organogram", rows, date="2016-03-31")
    assert [str(source.date) for source in dated.dataset.sources.values()] == ["2016-03-31"]


def test_an_organisation_of_a_known_name_is_made_anew_and_doubtful(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(FRAME, tmp_path / "national-frame")
    rows = {"2016-03-31.csv": sheet(("1", "Ann Ash", "Chief", "XX"), Organisation="NHS Darlington CCG")}
    made = imported(tmp_path, "organogram", rows, match=[tmp_path / "national-frame"])
    assert made.lines("post-nhs-darlington-ccg-1") == [("postAt", "nhs-darlington-ccg-office", "", "")]
    assert [note.record for note in made.report.doubtful] == ["NHS Darlington CCG (ccg-darlington)"]


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, "organogram", {"pets.csv": "name,animal\nRex,dog\n"})
    assert problem.startswith("pets.csv:1: this is no organogram.")


def test_the_holder_of_a_post_on_a_day_is_found_by_the_question(tmp_path: Path, ics: Ics) -> None:
    made = anyshire(tmp_path)
    status, out, _ = ics(
        "ask",
        "reports-to",
        "Deputy Chief Executive, Finance and Estates",
        "--data",
        str(made.folder),
        "--format",
        "csv",
    )
    assert status == 0
    assert "Chief Executive, ASC" in out


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(*(st.sampled_from(["", "1", "2", "XX", "N/D", "Ann", "é\x00", '"', "VACANT"]) for _ in range(4))),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["", "Office", "Town Trust", "'", "—"]),
    st.sampled_from(["1", "", "0.5", "nan", "-3", "1e400"]),
)
def test_every_row_is_in_the_dataset_or_is_told(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]], unit: str, fte: str
) -> None:
    path = tmp_path_factory.mktemp("o") / "2016-03-31.csv"
    path.write_text(sheet(*rows, Unit=unit, FTE=fte), encoding="utf-8")
    ontology = load_ontology()
    handed = ImportInput([path], ontology)
    try:
        made: Dataset = all_imports()["organogram"].function(handed)
    except ImportFailed:
        return
    assert [str(p) for p in validate(made, ontology) if p.severity == "error"] == []
    cited = {claim.locator for _, record in made.claimed() for claim in all_claims(record)}
    told = {f"line {note.line}" for note in (*handed.report.skipped, *handed.report.doubtful)}
    assert handed.report.read[path.name] == len(rows)
    assert {f"line {n}" for n in range(2, len(rows) + 2)} <= cited | told


def test_a_line_of_an_older_file_does_not_stand_beside_the_newer_on_its_day(tmp_path: Path) -> None:
    top = ("1", "Ann Ash", "Chief", "XX"), ("2", "Bob Birch", "Deputy", "1")
    made = imported(
        tmp_path,
        "organogram",
        {
            "2011-03-31.csv": sheet(*top, ("3", "Cy Cedar", "Head", "1"), ("4", "Di Dale", "Analyst", "2")),
            "2011-09-30.csv": sheet(*top, ("3", "Cy Cedar", "Head", "2")),
        },
    )
    lines = list(Compiler(made.dataset, load_ontology()).lines())

    def above(post: str, day: str) -> dict[str, str]:
        of_post = [line for line in lines if line.type == "reportsTo" and line.subject == f"post-town-trust-{post}"]
        return {line.object[-1]: line.on(day) for line in of_post if line.on(day) != "no"}

    assert above("3", "2011-03-31") == {"1": "yes"}
    assert above("3", "2011-06-30") == {"1": "possibly", "2": "possibly"}
    assert above("3", "2011-09-30") == {"2": "yes"}
    # The newer file has no row of the post, which says that it had none above it, no holder and no place.
    assert above("4", "2011-09-30") == {}
    gone = [line for line in lines if "post-town-trust-4" in (line.subject, line.object)]
    assert {line.type for line in gone} == {"reportsTo", "holdsPost", "postAt"}
    assert {line.end_max for line in gone} == {"2011-09-29"}
    of_post = made.dataset.complete["post-town-trust-3:complete:reporting"]
    assert [(claim.source, claim.locator) for claim in of_post.claims] == [
        ("organogram-2011-03-31", "line 4"),
        ("organogram-2011-09-30", "line 4"),
    ]
    missing = made.dataset.complete["post-town-trust-4:complete:reporting"]
    assert [(claim.source, claim.note) for claim in missing.claims] == [
        ("organogram-2011-09-30", "the file has no row of this post")
    ]


def test_of_two_files_of_one_day_neither_denies_the_lines_of_the_other(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        "organogram",
        {
            "a-2011-03-31.csv": sheet(("1", "Ann Ash", "Chief", "XX")),
            "b-2011-03-31.csv": sheet(("2", "Bob Birch", "Deputy", "1")),
        },
    )
    assert made.dataset.complete == {}


# --- what stands where a name ought to be, and numbers that a spreadsheet wrote ---


def small(tmp_path: Path, *rows: tuple[str, str, str, str], name: str = "trust-2019-03-31-senior.csv") -> Imported:
    return imported(tmp_path, "organogram", {name: sheet(*rows)})


def test_words_for_nobody_are_gaps_and_never_people(tmp_path: Path) -> None:
    names = {
        "(Vacant)": "vacant",
        "Post vacant": "vacant",
        "North2 Vacant": "vacant",
        "to be appointed": "to-be-confirmed",
        "Name withheld": "not-published",
        "N/A": "not-stated",
        "Ann Poe (Interim)": None,
    }
    rows = [(f"P{n}", name, f"Title {n}", "XX") for n, name in enumerate(names)]
    made = small(tmp_path, *rows)
    people = [body.name for body in made.dataset.entities.values() if body.type == "Person"]
    assert people == ["Ann Poe"]
    (held,) = [line for line in made.dataset.relations.values() if line.type == "holdsPost"]
    assert held.role == "Interim"
    gaps = sorted((gap.entity[-2:], gap.reason) for gap in made.dataset.gaps.values())
    assert gaps == [(f"p{n}", reason) for n, reason in enumerate(names.values()) if reason]
    doubtful = [line for _, line, reason in made.doubtful() if "has other words beside it" in reason]
    assert doubtful == [4]


def test_numbers_that_a_spreadsheet_wrote_otherwise_are_one_reference(tmp_path: Path) -> None:
    made = small(tmp_path, ("1", "Ann", "Head", "XX"), ("2", "Bob", "Second", "1.0"), ("3", "Cy", "Third", "0"))
    posts = [body.name for body in made.dataset.entities.values() if body.type == "Post"]
    assert len(posts) == 3
    (line,) = [line for line in made.dataset.relations.values() if line.type == "reportsTo"]
    assert (line.subject[-1], line.object[-1]) == ("2", "1")
    assert any("written as another number" in reason for _, _, reason in made.doubtful())


def test_junior_posts_that_report_to_nought_report_to_nobody(tmp_path: Path) -> None:
    head = "Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE,Profession"
    row = "Town Trust,Office,0.0,4,Administrator,8.5,Operations"
    made = imported(tmp_path, "organogram", {"trust-2019-03-31-junior.csv": f"Parent Department,{head}\n,{row}\n"})
    assert [body.name for body in made.dataset.entities.values() if body.type == "Post"] == [
        "Administrator, grade 4, Office"
    ]
    assert [line.type for line in made.dataset.relations.values() if line.type == "reportsTo"] == []
    assert ("trust-2019-03-31-junior.csv", 2, "the posts report to no senior post") in made.doubtful()


def test_the_day_of_a_file_is_told_with_what_it_was_read_from(tmp_path: Path) -> None:
    made = small(tmp_path, ("1", "Ann", "Head", "XX"), name="trust__30-09-2014__senior.csv")
    assert made.report.dated == {"trust__30-09-2014__senior.csv": "30 September 2014 (from '30-09-2014' in the name)"}
    assert [str(source.date) for source in made.dataset.sources.values()] == ["2014-09-30"]


@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_columns_that_a_spreadsheet_parted_otherwise_are_read_and_told(tmp_path: Path, sign: str, word: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(csv.reader(io.StringIO(sheet(("1", "Ann Ash", "Chief, Care", "XX")))))
    made = imported(tmp_path, "organogram", {"a-2016-03-31.csv": out.getvalue()})
    assert "Chief, Care, Office" in {entity.name for entity in made.dataset.entities.values()}
    assert [note.reason for note in made.report.doubtful] == [
        f"its columns are parted by {word}, as a spreadsheet saves them; read as that"
    ]

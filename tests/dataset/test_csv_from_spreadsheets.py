"""Files of a dataset as a spreadsheet leaves them, bodies named by code, and rows with several sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.dataset.writing import write_folder
from ics_graph.model import Claim

SOURCES = "id,title,date\ns,Minutes,2019-06-15\nr,Register,2020-01-01\n"
STP = "stp,SustainabilityAndTransformationPartnership,A partnership,ods,QZZ,2016-03-01,2022-06-30,s"
BODIES = f"""\
id,type,name,identifier_scheme,identifier_value,identifier_from,identifier_until,source
{STP}
icb,IntegratedCareBoard,NHS A ICB,ods,QZZ,2022-07-01,,s
ccg,ClinicalCommissioningGroup,NHS A CCG,ods,99Z,2013-04-01,2022-06-30,s
board,Board,A board,,,,,s
"""


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    (made / "dataset.yaml").write_text("title: A test\n", "utf-8")
    for name, text in {"sources": SOURCES, "entities": BODIES, **files}.items():
        (made / f"{name}.csv").write_text(text, "utf-8")
    return made


def problems(made: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read_datasets([made])
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    return [str(problem).replace(f"{made}/", "") for problem in errors]


def test_what_a_spreadsheet_leaves_behind_is_passed_over(tmp_path: Path) -> None:
    text = "ID,Type,Name,Source,Locator,Claim Note,,\nx,Group,Alpha,s,p1,,,\n,,,,,,,\ny,Group,Beta,s,p2\n"
    loaded = read_datasets([folder(tmp_path, entities=text)])
    assert [(body.id, body.claims) for body in loaded.dataset.entities.values()] == [
        ("x", (Claim("s", "p1"),)),
        ("y", (Claim("s", "p2"),)),
    ]
    assert [(problem.code, problem.line, problem.message) for problem in loaded.findings] == [
        ("cells", 4, "5 cells where the header has 6; the last were read as empty")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id;type;name;source\nx;Group;Alpha;s\n", "entities.csv:1: the columns are separated by semicolons. Save it"),
        ("sep=;\nid;type;name\nx;Group;Alpha\n", "entities.csv:1: the columns are separated by semicolons. Save it"),
        ("id\ttype\tname\nx\tGroup\tAlpha\n", "entities.csv:1: the columns are separated by tabs. Save it"),
        ("id,,type,name\nx,?,Group,Alpha\n", "entities.csv:1: column 2 has no heading. Write one, or remove"),
        ("id,type,name,,\nx,Group,Alpha,mine,\n", "entities.csv:2: 5 cells where the header has 3. Quote cells"),
        ("id,type,name\nx,Group\n", "entities.csv:2: 2 cells where the header has 3. Quote cells that contain"),
    ],
)
def test_what_cannot_be_passed_over_is_told_by_what_it_is(tmp_path: Path, text: str, told: str) -> None:
    assert problems(folder(tmp_path, entities=text))[0].startswith(told)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("01/04/2019", "Write 2019-04-01, if the day stands first."),
        ("1 April 2019", "Write 2019-04-01."),
        ("April 2019", "Write 2019-04."),
        ("2019/20", "It is a financial year: write 2019-04-01 for its first day, or 2020-03-31 for its last."),
        ("43556", "Write 2019-04-01, if it is a day that a spreadsheet shows as a number."),
        ("9999-12-31", "It stands for no day: leave it out."),
        ("31/06/2022", "Write the date as the source gives it."),
    ],
)
def test_the_remedy_for_a_date_is_a_date(tmp_path: Path, text: str, remedy: str) -> None:
    (problem,) = problems(folder(tmp_path, relations=f"subject,type,object,from\nccg,memberOf,board,{text}\n"))
    assert problem.endswith(remedy)


def test_an_end_of_a_line_may_be_a_code_and_is_who_had_it_on_the_first_day(tmp_path: Path) -> None:
    text = """\
subject,type,object,from,until,source
ods:QZZ,memberOf,board,2019-04-01,,s
ODS:qzz,memberOf,board,2022-07-01,,s
ods:QZZ,memberOf,board,,2021-03-31,s
ccg,partOf,ods:QZZ,2018,2019,s
"""
    lines = read_datasets([folder(tmp_path, relations=text)]).dataset.relations
    assert {(line.subject, line.object): id_ for id_, line in lines.items() if line.since} == {
        ("stp", "board"): "stp:memberOf:board:2019-04-01",
        ("icb", "board"): "icb:memberOf:board:2022-07-01",
        ("ccg", "stp"): "ccg:partOf:stp:2018",
    }
    assert [line.subject for line in lines.values() if line.since is None] == ["stp"]


@pytest.mark.parametrize(
    ("end", "since", "told"),
    [
        (
            "ods:QZZ",
            "",
            "'subject': 'ods:QZZ' is the code of 2 bodies: A partnership (stp, from 1 March 2016 to 30 June 2022), "
            "NHS A ICB (icb, from 1 July 2022). Give the line a first day ('from'), or name the body by its id.",
        ),
        (
            "ods:99Z",
            "2023-01-01",
            "'subject': no body had the code 'ods:99Z' on 1 January 2023: NHS A CCG (ccg, from 1 April 2013 to 30 June "
            "2022). Check the date and the code, or name the body by its id.",
        ),
        ("ods:ZZZ", "2019", "'subject': no body has the code 'ods:ZZZ'. Add the body with this identifier,"),
        (
            "ods:9.90E+02",
            "2019",
            "'subject': no body has the code 'ods:9.90E+02'. It seems that a spreadsheet made a number of the code "
            "(99E1?): write the code as text.",
        ),
    ],
)
def test_a_code_that_names_no_body_alone_is_told_with_who_had_it(
    tmp_path: Path, end: str, since: str, told: str
) -> None:
    (problem,) = problems(folder(tmp_path, relations=f"subject,type,object,from\n{end},memberOf,board,{since}\n"))
    assert problem.startswith(f"relations.csv:2: relations/{end}: {told}")


def test_a_line_that_goes_on_when_its_code_was_another_bodys_is_a_finding(tmp_path: Path) -> None:
    text = "subject,type,object,from,until,source\nods:QZZ,memberOf,board,2019-04-01,2024-03-31,s\n"
    findings = read_datasets([folder(tmp_path, relations=text)]).findings
    told = "'subject': 'ods:QZZ' was its code until 30 June 2022 only, and the line ends 31 March 2024"
    assert (findings[0].code, findings[0].message) == ("code-passed-on", told)


def test_an_id_with_a_colon_is_an_id_before_it_is_a_code(tmp_path: Path) -> None:
    bodies = BODIES + "ods:QZZ,Group,A group,,,,,s\n"
    text = "subject,type,object,source\nods:QZZ,memberOf,board,s\n"
    lines = read_datasets([folder(tmp_path, entities=bodies, relations=text)]).dataset.relations
    assert list(lines) == ["ods:QZZ:memberOf:board"]


def test_facts_and_gaps_may_name_a_body_by_its_code(tmp_path: Path) -> None:
    facts = "entity,property,text,from,source\nods:QZZ,note,a text,2019,s\n"
    gaps = "entity,topic,source\nods:99Z,chair,s\n"
    dataset = read_datasets([folder(tmp_path, facts=facts, gaps=gaps)]).dataset
    assert [fact.entity for fact in dataset.facts.values()] == ["stp"]
    assert [gap.entity for gap in dataset.gaps.values()] == ["ccg"]


def test_a_row_may_have_several_sources(tmp_path: Path) -> None:
    text = "subject,type,object,source,locator,stance,claim_note\nccg,memberOf,board,s|r,p3 | line 4,|denies,\n"
    (line,) = read_datasets([folder(tmp_path, relations=text)]).dataset.relations.values()
    assert line.claims == (Claim("s", "p3"), Claim("r", "line 4", stance="denies"))


def test_several_sources_need_as_many_places(tmp_path: Path) -> None:
    text = "subject,type,object,source,locator,basis\nccg,memberOf,board,s|r,p3,explicit|inferred|layout\n"
    assert problems(folder(tmp_path, relations=text)) == [
        "relations.csv:2: 2 sources, and 1 in 'locator'. "
        "Part 'locator' by '|' as the sources are, with nothing between where one has none: 'p3|'.",
        "relations.csv:2: 2 sources, and 3 in 'basis'. "
        "Part 'basis' by '|' as the sources are, with nothing between where one has none: 'p3|'.",
    ]


def test_records_with_several_sources_are_written_as_rows_and_come_back(tmp_path: Path) -> None:
    rows = [f"ccg,memberOf,board,{1500 + n},s|r,p{n}|\n" for n in range(201)]
    text = "subject,type,object,from,source,locator\n" + "".join(rows)
    dataset = read_datasets([folder(tmp_path, relations=text)]).dataset
    write_folder(dataset, tmp_path / "written")
    assert not (tmp_path / "written" / "relations.yaml").exists()
    assert read_datasets([tmp_path / "written"]).dataset.relations == dataset.relations

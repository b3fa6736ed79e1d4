"""Reading datasets: right ones, and every kind of broken one, each with file, line, record and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ics_graph.dataset import DatasetError, places_in, read_datasets
from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset, Entity, Identifier, KindSpell, NameSpell, PhaseSpell, Source
from ics_graph.ontology import load_ontology
from ics_graph.validation import validate

ABOUT = "title: A test\n"
GOOD = """\
claim_defaults: {source: s}
sources:
  - {id: s, title: Minutes, date: 2019-06-15}
entities:
  - {id: ccg, type: ClinicalCommissioningGroup, name: A CCG, claims: [{locator: p. 1}]}
  - {id: board, type: Board, name: A board, claims: [{locator: p. 1}]}
relations:
  - {subject: ccg, type: memberOf, object: board, from: 2018-04, claims: [{locator: p. 2}]}
"""
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def make(**files: str | bytes) -> Path:
        made = tmp_path / "data"
        made.mkdir(exist_ok=True)
        (made / "dataset.yaml").write_text(ABOUT, "utf-8")
        for name, content in files.items():
            path = made / name.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return made

    return make


def problems(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read_datasets([folder])
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def findings(folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in read_datasets([folder]).findings]


def test_a_good_dataset_is_read_whole(folder: Folder) -> None:
    dataset = read_datasets([folder(all__yaml=GOOD)]).dataset
    relation = dataset.relations["ccg:memberOf:board:2018-04"]
    assert (relation.subject, relation.object, relation.since) == ("ccg", "board", PartialDate(2018, 4))
    assert relation.claims == (Claim("s", "p. 2"),)
    assert dataset.about[0].title == "A test"


def test_codes_and_words_are_kept_as_they_are_written(folder: Folder) -> None:
    text = GOOD.replace("name: A CCG,", "name: NO, identifiers: [{scheme: ods, value: 001}],")
    entity = read_datasets([folder(all__yaml=text)]).dataset.entities["ccg"]
    assert entity.name == "NO"
    assert entity.identifiers == (Identifier("ods", "001"),)


def test_csv_says_the_same_as_yaml(folder: Folder) -> None:
    in_yaml = read_datasets([folder(all__yaml=GOOD)]).dataset
    made = folder(
        all__yaml="{}",
        sources__csv="id,title,date\ns,Minutes,2019-06-15\n",
        entities__csv=(
            'id,type,name,source,locator\nccg,ClinicalCommissioningGroup,A CCG,s,p. 1\nboard,Board,"A board",s,p. 1\n'
        ),
        **{"relations-2019__csv": "subject,type,object,from,source,locator\nccg,memberOf,board,2018-04,s,p. 2\n"},
    )
    assert read_datasets([made]).dataset == in_yaml


def test_a_row_of_csv_may_carry_identifiers(folder: Folder) -> None:
    text = """\
id,type,name,source,identifier_scheme,identifier_value,identifier_from,identifier_until
a,Board,A,s,ods,00C,2013-04-01,2020-03-31
b,Board,B,s,ods|ons,00L|E38000130,2013-04|,
c,Board,C,s,,,,
"""
    entities = read_datasets([folder(all__yaml=GOOD, entities__csv=text)]).dataset.entities
    assert entities["a"].identifiers == (Identifier("ods", "00C", PartialDate(2013, 4, 1), PartialDate(2020, 3, 31)),)
    assert entities["b"].identifiers == (Identifier("ods", "00L", PartialDate(2013, 4)), Identifier("ons", "E38000130"))
    assert entities["c"].identifiers == ()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "there is no such folder" in problems(tmp_path / "nowhere")[0]


def test_a_file_is_not_a_folder(folder: Folder) -> None:
    assert "this is a file" in problems(folder(all__yaml=GOOD) / "all.yaml")[0]


def test_a_folder_without_its_title_page_is_not_a_dataset(tmp_path: Path) -> None:
    assert "has no dataset.yaml" in problems(tmp_path)[0]


def test_all_problems_are_told_at_once_each_with_its_line(folder: Folder) -> None:
    text = """\
sources:
  - {id: s, title: Minutes}
entities:
  - {id: ccg, type: ClinicalComissioningGroup, name: A CCG, claims: [{source: s}]}
  - {id: board, type: Board, name: A board, claims: [{source: t}]}
  - {id: board, type: Board, name: Another, claims: [{source: s}]}
relations:
  - {subject: ccg, type: membrOf, object: bord, claims: [{source: s}]}
  - subject: board
    type: memberOf
    object: board
    from: 2019-13
    claims: [{source: s}]
"""
    told = problems(folder(all__yaml=text))
    expected = [
        ("all.yaml:4: entities/ccg: unknown type 'ClinicalComissioningGroup'", "'ClinicalCommissioningGroup'?"),
        ("all.yaml:5: entities/board: source 't' is not there", ""),
        ("all.yaml:6: entities/board: the id 'board' is taken by", "another id"),
        ("all.yaml:8: relations/ccg:membrOf:bord: unknown relation 'membrOf'", "'memberOf'?"),
        ("all.yaml:8: relations/ccg:membrOf:bord: object 'bord' is not there", "'board'?"),
        ("all.yaml:12: relations/board: 'from': '2019-13' is not a date: there is no month 13", ""),
    ]
    for start, hint in expected:
        assert any(line.startswith(start) and hint in line for line in told), (start, told)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("entities: [", 1, "the YAML is broken"),
        ("entities:\n  - {id: a\n  - b", 3, "the YAML is broken"),
        ("entities:\n  - !!python/object:os.system {id: a}\n", 2, "a tag"),
        ("sources:\n  - &x {id: a, title: A}\n  - *x\n", 3, "an alias"),
        ("a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n", 2, "an alias"),
        ("entities:\n  - id: a\n    id: b\n", 3, "'id' is given twice (first on line 2)"),
        ("- a\n- b\n", 1, "the file is not a mapping"),
        ("entitys: []\n", 1, "unknown section 'entitys'"),
        ("entities: many\n", 1, "'entities' is not a list"),
        ("entities:\n  - just a word\n", 2, "an item of 'entities' is not a record"),
        ("sources:\n  - {id: s, title: T}\n---\nsources: []\n", 3, "a second document"),
        ("sources:\n  - {id: s, title: T, colour: red}\n", 2, "unknown field 'colour'"),
        ("sources:\n  - {id: s}\n", 2, "'title' is missing"),
        ("sources:\n  - {title: T}\n", 2, "it has no id"),
        ("sources:\n  - {id: a b, title: T}\n", 2, "'a b' cannot be an id"),
        ("sources:\n  - {id: 'rule:x', title: T}\n", 2, "'rule:x' cannot be an id"),
        ("claim_defaults: s\n", 1, "'claim_defaults' is not a mapping"),
        ("x: " + "[" * 100 + "]" * 100, 1, "nested deeper"),
    ],
)
def test_broken_yaml_is_explained_at_its_line(folder: Folder, text: str, line: int, says: str) -> None:
    told = problems(folder(all__yaml=text))
    assert any(problem.startswith(f"all.yaml:{line}:") and says in problem for problem in told), told


def test_a_control_character_is_explained(folder: Folder) -> None:
    assert any("all.yaml" in p and "character" in p for p in problems(folder(all__yaml="sources: []\na: \x07\n")))


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("relations", "", 1, "the file is empty"),
        ("relations", "subject,type,objekt\n", 1, "unknown column 'objekt'"),
        ("relations", "subject,subject,type\n", 1, "column given twice: 'subject'"),
        ("relations", "subject,type,object\na,b\n", 2, "2 cells where the header has 3"),
        ("relations", 'subject,type,object\n"a"x,b,c\n', 2, "the CSV is broken"),
        ("relations", "subject,type,object,from\nccg,memberOf,board,2019-02-30\n", 2, "no day 30"),
        ("entities", "id,type,name,identifier_value\na,Board,A,00C\n", 2, "'identifiers.0.scheme' is missing"),
        (
            "entities",
            "id,type,name,identifier_scheme,identifier_value\na,Board,A,ods,X|Y\n",
            2,
            "'identifiers.1.scheme'",
        ),
        ("facts", "entity,property,text,identifier_value\nccg,note,x,00C\n", 1, "unknown column 'identifier_value'"),
        ("gaps", "entity,topic,phase\nccg,chair,planned\n", 1, "unknown column 'phase'"),
        ("sources", "id,title,claim_note\nx,X,y\n", 1, "unknown column 'claim_note'"),
        ("relations", "subject,type,object,form\n", 1, "unknown column 'form'. Did you mean 'from'?"),
        ("lines", "subject,type,object\n", None, "the name of the file says no section"),
    ],
)
def test_broken_csv_is_explained_at_its_line(folder: Folder, name: str, text: str, line: int | None, says: str) -> None:
    told = problems(folder(all__yaml=GOOD, **{f"{name}__csv": text}))
    where = f"{name}.csv:{line}:" if line else f"{name}.csv:"
    assert any(problem.startswith(where) and says in problem for problem in told), told


def test_a_quoted_cell_with_line_breaks_does_not_shift_the_lines(folder: Folder) -> None:
    text = 'id,type,name,source,note\na,Board,A,s,"one\ntwo\nthree"\nb,Bord,B,s,\n'
    assert any(
        p.startswith("entities.csv:5: entities/b: unknown type")
        for p in problems(folder(all__yaml=GOOD, entities__csv=text))
    )


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        ("sources:\n  - {id: s, title: Café}\n".encode("latin-1"), 2, "not UTF-8 (byte 0xe9)"),
        ("sources: []\n".encode("utf-16"), 1, "UTF-16"),
    ],
)
def test_a_wrong_encoding_is_named(folder: Folder, raw: bytes, line: int, says: str) -> None:
    told = problems(folder(all__yaml=raw))
    assert any(problem.startswith(f"all.yaml:{line}:") and says in problem for problem in told), told


def test_a_byte_order_mark_does_no_harm(folder: Folder) -> None:
    assert "ccg" in read_datasets([folder(all__yaml=b"\xef\xbb\xbf" + GOOD.encode())]).dataset.entities


def test_a_huge_yaml_file_is_refused_before_it_is_read(folder: Folder) -> None:
    made = folder(all__yaml=GOOD)
    with (made / "big.yaml").open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    assert any("too large for YAML" in problem and "CSV" in problem for problem in problems(made))


def test_an_empty_file_is_a_finding_and_loads(folder: Folder) -> None:
    told = findings(folder(all__yaml=GOOD, empty__yaml=""))
    assert "empty.yaml: the file is empty. Remove it, or add records to it." in told


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("type: memberOf", "type: accountableTo"), None),
        (("type: memberOf", "type: holdsPost"), "'holdsPost' does not go from a ClinicalCommissioningGroup"),
        (("object: board", "object: ccg2"), "object 'ccg2' is not there"),
        (("from: 2018-04", "from: 2018-04, until: 2018-03-31"), "ends (2018-03-31) before it begins (2018-04)"),
        (("from: 2018-04", "capacity: boss"), "unknown capacity 'boss'"),
        (("from: 2018-04", "on_behalf_of: nobody"), "on_behalf_of 'nobody' is not there"),
        (("from: 2018-04", "phase: finished"), "'phases.0.phase' is 'finished'"),
        (("{locator: p. 2}", "{locator: p. 2, basis: gossip}"), "'claims.0.basis' is 'gossip'"),
        (("type: Board", "type: OrganisationalUnit"), "only groups other types"),
        (("name: A board", "name: A board, extent: several, count: 1"), "count 1"),
        (("name: A board", "name: A board, from: 2020, until: 2019"), "ends (2019) before it begins (2020)"),
    ],
)
def test_what_the_ontology_and_time_do_not_permit_is_an_error(
    folder: Folder, change: tuple[str, str], says: str | None
) -> None:
    made = folder(all__yaml=GOOD.replace(*change))
    if says is None:
        assert read_datasets([made]).dataset.entities
    else:
        assert any(says in problem for problem in problems(made)), problems(made)


def test_two_records_that_say_the_same_ask_for_an_id(folder: Folder) -> None:
    twice = GOOD + GOOD.splitlines()[-1] + "\n"
    assert any(
        "all.yaml:9" in p and "is taken by" in p and "give each an 'id'" in p for p in problems(folder(all__yaml=twice))
    )


def test_real_data_with_oddities_load_with_findings(folder: Folder) -> None:
    text = (
        GOOD.replace("name: A CCG,", "name: A CCG, until: 2017-03-31,")
        + "  - {subject: board, type: reportsTo, object: board, claims: [{locator: p. 3}]}\n"
        + "  - {subject: board, type: supports, object: ccg}\n"
    )
    told = findings(folder(all__yaml=text))
    assert any("all.yaml:8" in line and "never meets the life of A CCG" in line for line in told)
    assert any("all.yaml:9" in line and "A board reports to itself" in line for line in told)
    assert any("all.yaml:10" in line and "nobody is cited" in line for line in told)


def test_two_who_hold_one_post_at_once_are_a_finding(folder: Folder) -> None:
    text = GOOD.split("relations:")[0] + (
        "  - {id: p, type: Post, name: Chair, claims: [{locator: p. 1}]}\n"
        "  - {id: a, type: Person, name: Ann, claims: [{locator: p. 1}]}\n"
        "  - {id: b, type: Person, name: Bob, claims: [{locator: p. 1}]}\n"
        "relations:\n"
        "  - {subject: a, type: holdsPost, object: p, from: 2018-01-01, until: 2019-12-31, claims: [{locator: p. 1}]}\n"
        "  - {subject: b, type: holdsPost, object: p, from: 2019-01-01, until: 2020-12-31, claims: [{locator: p. 1}]}\n"
    )
    assert any("a and b hold p at the same time" in line for line in findings(folder(all__yaml=text)))
    apart = text.replace("from: 2019-01-01", "from: 2020-01-01")
    assert not any("at the same time" in line for line in findings(folder(all__yaml=apart)))


def test_a_circle_of_parts_is_a_finding(folder: Folder) -> None:
    text = GOOD + (
        "  - {subject: ccg, type: partOf, object: board, claims: [{locator: p. 1}]}\n"
        "  - {subject: board, type: partOf, object: ccg, claims: [{locator: p. 1}]}\n"
    )
    assert any("contain one another: board, ccg" in line for line in findings(folder(all__yaml=text)))


def test_a_dataset_may_use_another_beside_it(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "dataset.yaml").write_text("title: One\n")
    (tmp_path / "one" / "all.yaml").write_text(GOOD)
    (tmp_path / "two" / "dataset.yaml").write_text("title: Two\nuses: [one]\n")
    (tmp_path / "two" / "more.yaml").write_text(
        "relations:\n  - {subject: board, type: accountableTo, object: ccg, claims: [{source: s}]}\n"
    )
    loaded = read_datasets([tmp_path / "two"]).dataset
    assert [about.name for about in loaded.about] == ["one", "two"]
    assert "board:accountableTo:ccg" in loaded.relations
    (tmp_path / "two" / "dataset.yaml").write_text("title: Two\nuses: [onne]\n")
    assert any("it uses 'onne', which is not there. Did you mean 'one'?" in p for p in problems(tmp_path / "two"))


@pytest.fixture
def two(tmp_path: Path) -> Callable[[str, str], list[Path]]:
    """Make two datasets, the second using the first, each with these entities."""

    def make(first: str, second: str) -> list[Path]:
        for name, about, entities in (("a", ABOUT, first), ("b", ABOUT + "uses: [a]\n", second)):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "dataset.yaml").write_text(about, "utf-8")
            text = f"sources:\n  - {{id: {name}, title: {name}}}\nentities:\n  - {{{entities}}}\n"
            (tmp_path / name / "all.yaml").write_text(text, "utf-8")
        return [tmp_path / "b"]

    return make


TRUST = """\
claim_defaults: {source: s}
sources: [{id: s, title: Register}]
entities:
- id: t
  type: FoundationTrust
  name: T
"""


def test_kinds_and_names_with_days_are_read(folder: Folder) -> None:
    text = f"""{TRUST}  other_names:
  - TT
  - {{name: Old Trust, until: 2008-03, claims: [{{locator: p. 1}}]}}
  - {{name: Moor}}
  kinds:
  - {{type: NHSTrust, until: 2008-03-31}}
  - {{type: FoundationTrust, claims: [{{locator: p. 2}}]}}
  claims: [{{}}]
"""
    trust = read_datasets([folder(all__yaml=text)]).dataset.entities["t"]
    assert trust.other_names == ("TT",)
    assert trust.names == (NameSpell("Old Trust", None, PartialDate(2008, 3), (Claim("s", "p. 1"),)), NameSpell("Moor"))
    assert trust.also_called == ("TT", "Old Trust", "Moor")
    assert trust.kinds == (
        KindSpell("NHSTrust", until=PartialDate(2008, 3, 31)),
        KindSpell("FoundationTrust", claims=(Claim("s", "p. 2"),)),
    )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            "kinds: [{type: FoundationTrust}, {type: NHSTrust}]",
            "its type is FoundationTrust, and the last of its kinds is NHSTrust. 'type' is the latest kind: correct it",
        ),
        (
            "kinds: [{type: NHSTrust, until: 2008-04-01}, {type: FoundationTrust, from: 2008-04-01}]",
            "it is a NHSTrust until 2008-04-01 and a FoundationTrust from 2008-04-01. A body is of one type at a time",
        ),
        (
            "kinds: [{type: NHSTrust, from: 2010}, {type: FoundationTrust, from: 2009}]",
            "its kinds NHSTrust and FoundationTrust are not in the order of their days. Write the earlier one first",
        ),
        (
            "kinds: [{type: NHSTrust, from: 2010, until: 2009}, {type: FoundationTrust}]",
            "kind NHSTrust ends (2009) before it begins (2010)",
        ),
        ("kinds: [{type: ICB}, {type: FoundationTrust}]", "unknown type 'ICB'. Did you mean 'IntegratedCareBoard'?"),
        ("kinds: [{type: NHSTrusts}, {type: FoundationTrust}]", "unknown type 'NHSTrusts'. Did you mean 'NHSTrust'?"),
        ("kinds: [{type: Entity}, {type: FoundationTrust}]", "type 'Entity' only groups other types. Use one of:"),
        ("kinds: [{from: 2009}, {type: FoundationTrust}]", "'kinds.0.type' is missing. Add it."),
        (
            "kinds: [{type: NHSTrust, claims: [{source: x}]}, {type: FoundationTrust}]",
            "source 'x' is not there",
        ),
        ("other_names: [{name: X, from: 2010, until: 2009}]", "name 'X' ends (2009) before it begins (2010)"),
        ("other_names: [{from: 2010}]", "'other_names.name' is missing. Add it."),
        ("names: [{name: X}]", "unknown field 'names'. Write names with days under 'other_names'."),
    ],
)
def test_what_is_wrong_with_kinds_and_names_is_said_with_its_remedy(folder: Folder, fields: str, says: str) -> None:
    text = f"{TRUST}  claims: [{{}}]\n  {fields}\n"
    # What the law binds has no line where the body that it names is not there; that is told beside.
    told = [problem for problem in problems(folder(all__yaml=text)) if "exactly one" not in problem]
    assert [says in problem and problem.startswith("all.yaml:") for problem in told] == [True], told


def test_a_kind_from_before_its_law_is_a_finding(folder: Folder) -> None:
    text = f"{TRUST}  claims: [{{}}]\n  kinds: [{{type: FoundationTrust, from: 2000}}]\n"
    (told,) = [problem for problem in findings(folder(all__yaml=text)) if "exactly one" not in problem]
    assert "it is a FoundationTrust from 2000, and the law knew none before 2004-04-01. Check the date" in told


def test_the_ends_of_a_line_go_by_the_kinds_of_its_time(folder: Folder) -> None:
    text = """\
sources: [{id: s, title: Minutes}]
entities:
- {id: g, type: Person, name: G, claims: [{source: s}], kinds: [{type: Group, until: 2018-03-31}, {type: Person}]}
- {id: b, type: Board, name: B, claims: [{source: s}]}
relations:
- {id: early, subject: g, type: partOf, object: b, until: 2017, claims: [{source: s}]}
- {id: late, subject: g, type: partOf, object: b, from: 2019, claims: [{source: s}]}
"""
    (told,) = problems(folder(all__yaml=text))
    assert "relations/late: 'partOf' does not go from a Person (g)" in told


def test_two_folders_may_know_a_body_by_different_kinds(two: Callable[[str, str], list[Path]]) -> None:
    register = "id: x, type: FoundationTrust, name: X, kinds: [{type: NHSTrust, until: 2008}, {type: FoundationTrust}]"
    folders = two(register, "id: x, type: NHSTrust, name: X, shared: yes, other_names: [{name: Y, until: 2009}]")
    (trust,) = read_datasets(folders).dataset.entities.values()
    assert (trust.type, len(trust.kinds), trust.also_called) == ("FoundationTrust", 2, ("Y",))


def test_two_folders_may_describe_one_body(two: Callable[[str, str], list[Path]]) -> None:
    register = "id: x, type: Board, name: THE BOARD, from: 2013-04-01, identifiers: [{scheme: ods, value: 1X}]"
    document = "id: x, type: Board, name: The Board, other_names: [TB], shared: yes, until: 2020"
    folders = two(f"{register}, claims: [{{source: a}}]", f"{document}, claims: [{{source: b}}]")
    (board,) = read_datasets(folders).dataset.entities.values()
    assert (board.name, board.other_names) == ("The Board", ("TB", "THE BOARD"))
    assert (str(board.since), str(board.until)) == ("2013-04-01", "2020")
    assert [claim.source for claim in board.claims] == ["a", "b"]
    assert board.identifiers[0].value == "1X"


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("id: x, type: Board, name: B", "the id 'x' is taken"),
        ("id: x, type: Group, name: B, shared: yes", "its type is 'Group' here and 'Board' there"),
        (
            "id: x, type: Group, name: B, kinds: [{type: Committee, until: 2009}, {type: Group}], shared: yes",
            "its type is 'Group' here and 'Board' there",
        ),
        ("id: x, type: Board, name: B, extent: any, shared: yes", "its extent is 'any' here and 'one' there"),
        ("id: x, type: Board, name: B, from: 2014, shared: yes", "its 'from' is 2014 here and 2013-04-01 there"),
        ("id: x, type: Board, name: B, shared: perhaps", "unknown field 'shared'"),
    ],
)
def test_what_two_folders_cannot_both_say_of_one_body_is_an_error(
    two: Callable[[str, str], list[Path]], second: str, says: str
) -> None:
    with pytest.raises(DatasetError) as caught:
        read_datasets(two("id: x, type: Board, name: A, from: 2013-04-01", second))
    assert says in str(caught.value)
    assert "all.yaml:4" in str(caught.value)


def test_one_folder_cannot_share_a_body_with_itself(folder: Folder) -> None:
    entity = "  - {id: x, type: Board, name: A, shared: yes, claims: [{source: s}]}\n"
    found = problems(folder(all__yaml=GOOD, more__yaml="entities:\n" + entity + entity))
    assert "the id 'x' is taken" in found[0]


def test_an_unknown_field_of_the_title_page_is_an_error(folder: Folder) -> None:
    made = folder(all__yaml=GOOD)
    (made / "dataset.yaml").write_text("titel: A\n")
    told = problems(made)
    assert any("unknown field 'titel'. Did you mean 'title'?" in line for line in told)
    assert any("a 'title' is missing" in line for line in told)


def test_the_claims_of_a_spell_are_checked_also_where_the_record_shares_its_own() -> None:
    shared = (Claim("s"),)
    spell = PhaseSpell("planned", claims=(Claim("nowhere"),))
    board = Entity("a", "Board", "A", claims=shared)
    planned = Entity("b", "Board", "B", claims=shared, phases=(spell,))
    dataset = Dataset(sources={"s": Source("s", "S")}, entities={"a": board, "b": planned})
    errors = [problem for problem in validate(dataset, load_ontology()) if problem.severity == "error"]
    assert [(problem.record, problem.message) for problem in errors] == [("b", "source 'nowhere' is not there")]


# --- the places of some records alone ---


def test_the_places_of_wanted_records_are_those_that_all_records_have(folder: Folder) -> None:
    rows = "id,subject,type,object,source\nr1,ccg,memberOf,board,s\n,board,partOf,ccg,s\nr3,ccg,supports,board,s\n"
    made = folder(all__yaml=GOOD, relations__csv=rows)
    everywhere = places_in([made], load_ontology())
    some = places_in([made], load_ontology(), {"board", "r3", "board:partOf:ccg"})
    for section, id_ in (("entities", "board"), ("relations", "r3"), ("relations", "board:partOf:ccg")):
        assert some[section][id_] == everywhere[section][id_]
    assert some["relations"]["r3"] == (str(made / "relations.csv"), 4)
    assert "r1" not in some["relations"]


def test_the_places_of_records_that_name_a_body_by_its_code_are_found(folder: Folder) -> None:
    records = GOOD.replace("name: A CCG,", "name: A CCG, identifiers: [{scheme: ods, value: 00C}],")
    made = folder(all__yaml=records, relations__csv="subject,type,object,source\nods:00C,supports,board,s\n")
    assert places_in([made], load_ontology(), {"ccg:supports:board"})["relations"]["ccg:supports:board"] == (
        str(made / "relations.csv"),
        2,
    )


def test_claims_of_rows_with_a_place_of_their_own_are_what_a_check_would_make_of_them(folder: Folder) -> None:
    cells = ["p. 1", '"a ""b"""', "é \\ ü", "'"]
    rows = "id,subject,type,object,source,locator,basis\n"
    rows += "".join(f"r{n},ccg,supports,board,s,{cell},{'explicit' if n else ''}\n" for n, cell in enumerate(cells))
    relations = read_datasets([folder(all__yaml=GOOD, relations__csv=rows)]).dataset.relations
    assert [relations[f"r{n}"].claims for n in range(4)] == [
        (Claim("s", place),) for place in ("p. 1", 'a "b"', "é \\ ü", "'")
    ]

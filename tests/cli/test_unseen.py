"""What nobody can see in a dataset: shown as signs, in every format, on every terminal, and reported by ``check``."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ics_graph.answering.as_markdown import escape
from ics_graph.cli.main import main
from ics_graph.formulas import without_formula
from ics_graph.visible_text import encodable, has_stray_bytes, in_a_line, json_visible, turtle_visible, visible
from tests.asking import ROOT, SMALL
from tests.conftest import Ics

LINK = "\x1b]8;;http://evil.example\x1b\\"
UNSEEN = [*map(chr, (0x1B, 0x07, 0x0D, 0x7F, 0x9B, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066))]
UNSEEN += [*map(chr, (0x2069, 0x2028, 0x3164, 0xFE0F, 0xFEFF, 0xE0041))]
DATASET = """
claim_defaults: {source: paper}
sources:
  - {id: paper, title: "Paper \\u202Eof the board", date: 2019-06-15}
entities:
  - {id: board, type: PartnershipBoard, name: "Board \\e]8;;http://evil.example\\e\\\\of\\e]8;;\\e\\\\ all"}
  - {id: trust, type: NHSTrust, name: "Trust \\u202Edetsurt", claims: [{source: paper}]}
relations:
  - {subject: trust, type: memberOf, object: board, role: "chair\\nVerdict: all is well", claims: [{source: paper}]}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "unseen"
    folder.mkdir()
    (folder / "dataset.yaml").write_text('title: "Data \\u200B of ours"\n', "utf-8")
    (folder / "all.yaml").write_text(DATASET, "utf-8")
    return folder


def bare(cache: Path, *words: str | bytes, shell: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with nothing in its environment but what is given; ``shell`` is what follows it there."""
    given = {"PATH": os.environ["PATH"], "ICS_GRAPH_CACHE": str(cache), "HOME": str(cache), **env}
    command: list[str | bytes] = [sys.executable, "-m", "ics_graph", *words]
    if shell:
        command = ["/bin/sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"U+{ord(char):04X}")
def test_a_character_that_cannot_be_seen_is_a_sign(char: str) -> None:
    assert visible(f"a{char}b") == f"a⟨U+{ord(char):04X}⟩b"
    assert json.loads(json_visible(json.dumps(f"a{char}b", ensure_ascii=False))) == f"a{char}b"
    assert json_visible(json.dumps(f"a{char}b", ensure_ascii=False)).isprintable()


def test_what_can_be_seen_stays_as_it_is() -> None:
    text = "Ynys Môn – “Board” (1½) 東京 Ελλάδα\tand\nso on 🙂 £5"
    assert visible(text) == text
    assert in_a_line("one\r\n  two\n\nthree  four") == "one two three  four"


def test_bytes_that_are_no_text_are_told_as_bytes() -> None:
    name = os.fsdecode(b"caf\xe9")
    assert has_stray_bytes(name)
    assert visible(name) == "caf⟨byte E9⟩"


def test_an_encoding_gets_what_it_can_write_and_json_and_turtle_lose_nothing() -> None:
    assert encodable("Môn – “so” → ⟨U+202E⟩ 🙂", "ascii") == 'M<U+00F4>n - "so" -> <U+202E> <U+1F642>'
    assert encodable("Môn – so", "latin-1") == "Môn - so"
    assert json_visible('"Môn – 🙂"', "ascii") == '"M\\u00f4n \\u2013 \\ud83d\\ude42"'
    assert turtle_visible('"–🙂\x7f"', "ascii") == '"\\u2013\\U0001F642\\u007F"'


@pytest.mark.parametrize("format_", ["table", "markdown", "mermaid", "csv"])
def test_no_format_lets_a_name_steer_the_terminal_or_add_a_line(ics: Ics, data: Path, format_: str) -> None:
    status, out, _ = ics("ask", "members", "board", "--data", str(data), "--format", format_)
    assert status == 0
    assert not set(UNSEEN) & set(out)
    assert "U+202E" in out
    if format_ != "csv":
        assert not any(line.lstrip().startswith("Verdict: all is well") for line in out.splitlines())


def test_csv_keeps_its_lines_and_json_its_characters(ics: Ics, data: Path) -> None:
    _, out, _ = ics("ask", "members", "board", "--data", str(data), "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["Body"], row["Role"]) == ("Trust ⟨U+202E⟩detsurt", "chair\nVerdict: all is well")
    _, out, _ = ics("ask", "members", "board", "--data", str(data), "--format", "json")
    assert not set(UNSEEN) & set(out)
    assert json.loads(out)["rows"][0]["name"] == "Trust \u202edetsurt"


@pytest.mark.parametrize(
    "words",
    [
        ("show", "board"),
        ("lint",),
        ("lint", "-f", "markdown"),
        ("lint", "-f", "sarif"),
        ("sparql", "SELECT ?name { ?body skos:prefLabel ?name }"),
        ("sparql", "SELECT ?name { ?body skos:prefLabel ?name }", "-f", "json"),
        ("sparql", "DESCRIBE entity:trust"),
        ("find", "Trust"),
        ("report", "--no-such-option\x1b[31m"),
        ("show", f"{LINK}nobody"),
    ],
    ids=" ".join,
)
def test_no_command_lets_it_through(ics: Ics, data: Path, words: tuple[str, ...]) -> None:
    _, out, error = ics(*words, *(() if words[0] == "report" else ("--data", str(data))))
    assert not set(UNSEEN) & set(out + error)


def test_check_tells_file_line_and_record(ics: Ics, data: Path) -> None:
    status, out, _ = ics("check", str(data))
    assert status == 0
    hint = "Remove it, unless the source itself has it; readers are shown the sign."
    file = data / "all.yaml"
    assert out.splitlines()[:4] == [
        f"finding: {data / 'dataset.yaml'}:1: 'title' holds what cannot be seen: ⟨U+200B⟩. {hint}",
        f"finding: {file}:4: sources/paper: 'title' holds what cannot be seen: ⟨U+202E⟩. {hint}",
        f"finding: {file}:6: entities/board: 'name' holds what cannot be seen: ⟨U+001B⟩. {hint}",
        f"finding: {file}:7: entities/trust: 'name' holds what cannot be seen: ⟨U+202E⟩. {hint}",
    ]


def test_check_tells_it_of_csv_too_and_of_its_claims(ics: Ics, tmp_path: Path) -> None:
    (tmp_path / "dataset.yaml").write_text("title: Ours\n", "utf-8")
    (tmp_path / "sources.csv").write_text("id,title,date\npaper,Paper,2019-06-15\n", "utf-8")
    rows = "id,type,name,source,locator\na,NHSTrust,A,paper,p. 1\nb,NHSTrust,B,paper,p.\u200b2\n"
    (tmp_path / "entities.csv").write_text(rows, "utf-8")
    _, out, _ = ics("check", str(tmp_path))
    assert f"finding: {tmp_path / 'entities.csv'}:3: entities/b: 'locator' holds what cannot be seen: ⟨U+200B⟩" in out


AWKWARD = [
    "1. first",
    "2) second",
    "- item",
    "+ item",
    "# head",
    "=== under",
    "--- rule",
    "~~struck~~",
    "a | b",
    "`code`",
]
AWKWARD += [
    "https://evil.example",
    "www.evil.example",
    "<b>bold</b>",
    "&lt; &copy; &amp;",
    "![i](x)",
    "a*b*_c_",
    "\\*a*",
]
AWKWARD += ["> quoted", "1986", "3 – 4", "a\\"]


@pytest.mark.parametrize("text", AWKWARD)
def test_nothing_in_a_text_is_markdown(text: str) -> None:
    renderer = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    words = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for before, after in (("", ""), ("- ", ""), ("| head |\n| --- |\n| ", " |")):
        assert renderer.render(f"{before}{escape(text)}{after}") == renderer.render(f"{before}x{after}").replace(
            "x", words
        )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\N{NO-BREAK SPACE}=1", "＝1", "＋1", "－1", "＠a"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert without_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "1-2", " a", "– none", "(=1)"])
def test_a_cell_that_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert without_formula(cell) == cell


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "words", [("ask", "members", "Anytown Board"), ("--help",), ("show", "nobody at all")], ids=" ".join
)
def test_any_encoding_of_the_terminal_will_do(tmp_path: Path, encoding: str, words: tuple[str, ...]) -> None:
    env = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "ICS_GRAPH_DATA": str(SMALL)}
    done = bare(tmp_path, *words, **env)
    assert done.returncode == (2 if words[0] == "show" else 0)
    text = (done.stdout + done.stderr).decode(encoding)
    assert "Traceback" not in text
    assert "Error" not in text


def test_a_plain_c_locale_shows_an_answer_whole(tmp_path: Path, data: Path) -> None:
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = bare(tmp_path, "ask", "members", "board", "--data", str(data), **env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Trust <U+202E>detsurt" in done.stdout
    answer = bare(tmp_path, "ask", "members", "board", "--data", str(data), "-f", "json", **env).stdout
    assert json.loads(answer.decode("ascii"))["rows"][0]["name"] == "Trust \u202edetsurt"


@pytest.mark.parametrize(
    "words", [("ask", "members", "Anytown Board"), ("--version",), ("ontology",), ("stats", "-f", "csv")]
)
def test_a_closed_standard_output_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = bare(tmp_path, *words, shell=">&-", ICS_GRAPH_DATA=str(SMALL))
    assert done.returncode == 1
    assert (
        done.stderr.decode()
        == "standard output cannot be written: it is closed. Check the path, or name another place.\n"
    )


def test_a_closed_standard_error_costs_the_words_alone(tmp_path: Path) -> None:
    done = bare(tmp_path, "show", "nobody", shell="2>&-", ICS_GRAPH_DATA=str(SMALL))
    assert (done.returncode, done.stdout) == (2, b"")
    done = bare(tmp_path, "find", "Anytown", shell="0<&- 2>&-", ICS_GRAPH_DATA=str(SMALL))
    assert done.returncode == 0
    assert done.stdout.startswith(b"No body has exactly the name 'Anytown'.")


def test_nothing_is_written_to_a_file_by_way_of_a_closed_stream(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    bare(cache, "stats", shell=">&- 2>&-", ICS_GRAPH_DATA=str(SMALL))
    assert bare(cache, "stats", ICS_GRAPH_DATA=str(SMALL)).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_folder_whose_name_is_no_text_is_read_and_named(tmp_path: Path, data: Path, locale: str) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.rename(data, folder)
    env = {"LANG": locale, "PYTHONUTF8": "0"}
    done = bare(tmp_path, "check", folder, **env)
    assert done.returncode == 0
    assert b"caf" in done.stdout
    assert b"byte E9" in done.stdout
    done = bare(tmp_path, "find", "Trust", b"--data", folder, **env)
    assert (done.returncode, done.stderr) == (0, b"")
    done = bare(tmp_path, "check", folder + b"/none\xff", **env)
    assert done.returncode == 1
    assert b"byte FF" in done.stdout
    assert b"there is no such folder" in done.stdout


def test_a_name_in_bytes_that_are_no_text_is_an_error_in_words(tmp_path: Path) -> None:
    done = bare(tmp_path, "show", b"caf\xe9", ICS_GRAPH_DATA=str(SMALL), LANG="C.UTF-8")
    assert done.returncode == 2
    assert "byte E9" in done.stderr.decode()


def test_the_streams_are_as_before_when_a_command_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdin, sys.stdout, sys.stderr
    with pytest.raises(SystemExit):
        main(["--version"])
    assert (sys.stdin, sys.stdout, sys.stderr) == before

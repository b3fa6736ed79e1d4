"""JSON and RDF of others made to bring a reader down: each is refused at once, with its file, line and a remedy."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ics_graph.exchange.json_text import NotPermitted, parsed
from ics_graph.exchange.rdf import importer
from ics_graph.exchange.text_files import decoded
from ics_graph.exchange.xml_text import too_deep
from tests.conftest import Ics

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
LITERAL = '<http://e/a>\n<http://e/p> "{}" .'


def refused(ics: Ics, tmp_path: Path, format_: str, name: str, text: str) -> str:
    """Return what an import says of a file that it refuses, without the folder that it is in."""
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    began = time.process_time()
    status, out, said = ics("import", format_, str(file), "--into", str(tmp_path / "made"))
    assert (status, out, (tmp_path / "made").exists()) == (1, "", False)
    assert time.process_time() - began < 10
    return said.replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("format_", ["ord", "fhir", "popolo"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("NaN", "NaN is no number of JSON"),
        ("-Infinity", "-Infinity is no number of JSON"),
        ("1e999", "a number that is too large"),
        ("9" * 5000, "a number of too many digits"),
        ('"\\ud800"', "half a character (a lone surrogate)"),
        ("[" * 100_000, "nested deeper than 100 levels"),
        ("[" * 200 + "]" * 200, "nested deeper than 100 levels"),
    ],
)
def test_what_json_does_not_have_is_an_error(ics: Ics, tmp_path: Path, format_: str, value: str, words: str) -> None:
    told = refused(ics, tmp_path, format_, "a.json", f'{{"id": 1,\n"name": {value}}}')
    assert told.startswith("a.json:")
    assert words in told
    assert len(told) < 400


def test_a_whole_character_in_two_escapes_is_read() -> None:
    assert parsed('"\\ud83c\\udfe5 [[["') == "🏥 [[["


def test_a_bad_number_is_told_by_its_line() -> None:
    with pytest.raises(NotPermitted) as failed:
        parsed('{"a": "NaN",\n"b": 1,\n"c": Infinity}')
    assert failed.value.lineno == 3


@pytest.mark.parametrize("format_", ["rdfxml", "org-rdf"])
def test_rdf_in_xml_is_held_to_its_depth(ics: Ics, tmp_path: Path, format_: str) -> None:
    told = refused(ics, tmp_path, format_, "a.rdf", RDF + "<rdf:Description>\n<e:p>" * 100_000)
    assert told.startswith("a.rdf:52: nested deeper than 100 levels. ")


def test_xml_up_to_its_depth_is_read() -> None:
    assert too_deep(b"<a>" * 100 + b"</a>" * 100) is None
    assert too_deep(b"<a>" * 101 + b"</a>" * 101) == 1
    assert too_deep(b"<a></a>" * 1000) is None


@pytest.mark.parametrize(("format_", "name"), [("jsonld", "a.jsonld"), ("org-rdf", "a.json")])
def test_json_ld_is_held_to_its_depth(ics: Ics, tmp_path: Path, format_: str, name: str) -> None:
    told = refused(ics, tmp_path, format_, name, '{"http://e/p":' * 5000 + "1" + "}" * 5000)
    assert told.startswith(f"{name}:1: nested deeper than 100 levels. ")


@pytest.mark.parametrize("format_", ["turtle", "org-rdf"])
def test_a_text_of_17_mb_in_rdf_is_refused(ics: Ics, tmp_path: Path, format_: str) -> None:
    told = refused(ics, tmp_path, format_, "a.ttl", LITERAL.format("a" * 17_000_000))
    assert told.startswith("a.ttl: a text in it is longer than 16 MiB. Shorten it, or leave it out.")


def test_a_text_is_held_to_the_limit_in_xml_too(ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "LONGEST_LITERAL", 100)
    text = f'{RDF}<rdf:Description rdf:about="http://e/a"><e:p>{"a" * 101}</e:p></rdf:Description></rdf:RDF>'
    assert "a text in it is longer than" in refused(ics, tmp_path, "rdfxml", "a.rdf", text)


def test_xml_in_an_encoding_that_nobody_knows_is_an_error(ics: Ics, tmp_path: Path) -> None:
    told = refused(ics, tmp_path, "rdfxml", "a.rdf", '<?xml version="1.0" encoding="nobody"?>\n<a/>')
    assert told.startswith("a.rdf:1: this is not RDF/XML: ")


def test_a_number_of_too_many_digits_in_rdf_is_an_error(ics: Ics, tmp_path: Path) -> None:
    status, text, _ = ics("export", "turtle", "--data", "tests/data/small")
    assert status == 0
    number = next(line for line in text.splitlines() if "ics:number " in line)
    odd = text.replace(number, number.replace(number.split("ics:number ")[1].split()[0], "9" * 5000))
    told = refused(ics, tmp_path, "turtle", "a.ttl", odd)
    assert "is '9999" in told
    assert max(map(len, told.splitlines())) < 1000


@pytest.mark.parametrize(
    "format_", ["ods", "ord", "fhir", "popolo", "organogram", "org-rdf", "bods", "turtle", "rdfxml", "xlsx"]
)
def test_a_file_that_may_not_be_read_is_named_with_a_remedy(
    ics: Ics, tmp_path: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n", "utf-8")

    def denied(path: Path, *_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # Root may read everything, so that the rights of the file alone would not tell.
    for name in ("read_bytes", "read_text", "open"):
        monkeypatch.setattr(Path, name, denied)
    status, _, said = ics("import", format_, str(file), "--into", str(tmp_path / "made"))
    remedy = "Ask its owner for the right to read it (chmod u+r, for a folder u+rx), or name another."
    assert (status, said) == (1, f"{file} cannot be read: Permission denied. {remedy}\n")


def test_what_an_import_writes_and_cannot_be_checked_is_told_by_the_file_that_was_imported(
    ics: Ics, tmp_path: Path
) -> None:
    dates = '[{"Type": "Operational", "Start": "2001-04-01"}]'
    body = f'{{"Organisation": {{"Name": "x\\u0000y", "OrgId": {{"extension": "RZ8"}}, "Date": {dates}}}}}'
    told = refused(ics, tmp_path, "ord", "a.json", body)
    assert told.startswith("a.json: ")
    assert "made/" not in told
    assert "'name' holds U+0000, which no file can hold. Remove it." in told
    assert "ics-graph-part" not in told


def test_decoding_never_names_another_file(tmp_path: Path) -> None:
    from ics_graph.exchange.import_report import ImportFailed, Report

    file = tmp_path / "a.csv"
    file.write_bytes(b"a\0b")
    with pytest.raises(ImportFailed, match=r"^a\.csv:1: this is no text"):
        decoded(file, "a.csv", Report())

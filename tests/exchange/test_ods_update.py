"""A dataset brought up to date by newer files of the register: evidence, what is new, changed and gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ics_graph.comparison.versions import compare_versions
from ics_graph.dataset import read_datasets
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from tests.conftest import Ics


def row(code: str, name: str, opened: str, closed: str = "", role: str = "", within: str = "QZ9") -> str:
    """Return a line of the 27 columns."""
    line = [""] * 27
    line[:4], line[10:12], line[13] = [code, name, "Y99", within], [opened, closed], role
    return ",".join(f'"{cell}"' for cell in line) + "\r\n"


OLD = (
    row("9AA", "NHS ANYTOWN CCG", "20130401", "20200331")
    + row("9BB", "NHS ANYWHERE ICB - 9BB", "20130401", role="RO319")
    + row("9CC", "NHS ANYWHERE ICB - 9CC", "20130401", role="RO319")
)
NEW = row("9BB", "NHS ANYWHERE ICB - 9BB", "20130401", role="RO319") + row(
    "9DD", "NHS ANYWHERE ICB - 9DD", "20250401", role="RO319"
)
LINE = ("sub-icb-9bb", "partOf", "icb-anywhere")


@pytest.fixture
def folders(tmp_path: Path, ics: Ics) -> tuple[Path, Path, str]:
    """The dataset of an older file, that of it and a newer one, and what the command said."""
    (tmp_path / "eccg-2024-01.csv").write_text(OLD)
    (tmp_path / "eccg-2025-06.csv").write_text(NEW)
    old, new = tmp_path / "england", tmp_path / "elsewhere" / "england-2025"
    new.parent.mkdir()
    status, _, said = ics("import", "ods", str(tmp_path / "eccg-2024-01.csv"), "--into", str(old))
    assert status == 0, said
    (old / "exceptions.yaml").write_text("exceptions: []\n")
    files = str(tmp_path / "eccg-2025-06.csv")
    status, out, said = ics("import", "ods", files, "--match", str(old), "--update", str(new))
    assert status == 0, said
    return old, new, out


def dataset(folder: Path) -> Dataset:
    return read_datasets([folder]).dataset


def claims_of_line(data: Dataset) -> list[str]:
    (line,) = [r for r in data.relations.values() if (r.subject, r.type, r.object) == LINE]
    return [claim.source for claim in line.claims]


def test_a_line_that_is_known_gets_the_newer_witness(folders: tuple[Path, Path, str]) -> None:
    old, new, out = folders
    assert claims_of_line(dataset(old)) == ["ods-eccg"]
    assert claims_of_line(dataset(new)) == ["ods-eccg", "ods-eccg-2"]
    assert str(dataset(new).sources["ods-eccg-2"].date) == "2025-06"
    assert "relations that are known already are in these files; they are in the updated dataset with it" in out


def test_a_body_that_is_known_gets_it_too_and_keeps_its_days(folders: tuple[Path, Path, str]) -> None:
    old, new, _ = folders
    before, after = (dataset(folder).entities["sub-icb-9bb"] for folder in (old, new))
    assert [claim.source for claim in after.claims][: len(before.claims)] == [claim.source for claim in before.claims]
    assert "ods-eccg-2" in {claim.source for claim in after.claims}
    assert (after.since, after.until, after.name) == (before.since, before.until, before.name)


def test_what_is_new_is_added_and_nothing_is_lost(folders: tuple[Path, Path, str]) -> None:
    old, new, _ = folders
    before, after = dataset(old), dataset(new)
    assert set(after.entities) - set(before.entities) == {"sub-icb-9dd", "ccg-9dd"} & set(after.entities)
    assert "sub-icb-9dd" in after.entities
    for section in ("entities", "relations", "events", "sources"):
        assert before.section(section).keys() <= after.section(section).keys()


def test_what_a_newer_list_lacks_is_told_and_kept(folders: tuple[Path, Path, str]) -> None:
    _, new, out = folders
    report = json.loads((new / "import-report.json").read_text("utf-8"))
    assert [note["record"] for note in report["gone"]] == ["9CC (sub-icb-9cc)"]
    assert "gone" in out
    assert dataset(new).entities["sub-icb-9cc"].until is None


def test_the_command_says_what_compare_says(folders: tuple[Path, Path, str]) -> None:
    old, new, out = folders
    answer = compare_versions(dataset(old), dataset(new), load_ontology(), ("england", "england-2025"))
    assert out.splitlines()[-1] == answer.headline
    assert "changed" in answer.headline


def test_the_updated_folder_stands_alone_and_keeps_accepted_findings(folders: tuple[Path, Path, str]) -> None:
    _, new, _ = folders
    assert dataset(new).about[0].uses == ()
    assert (new / "exceptions.yaml").read_text() == "exceptions: []\n"


def test_a_day_of_an_end_is_filled_in_only_where_there_was_none(tmp_path: Path, ics: Ics) -> None:
    (tmp_path / "etr-2024.csv").write_text(row("RZ8", "ANYTOWN NHS TRUST", "19940401"))
    (tmp_path / "etr-2025.csv").write_text(row("RZ8", "ANYTOWN NHS TRUST", "19930401", "20250331"))
    old, new = tmp_path / "a", tmp_path / "b"
    assert ics("import", "ods", str(tmp_path / "etr-2024.csv"), "--into", str(old))[0] == 0
    status, out, _ = ics("import", "ods", str(tmp_path / "etr-2025.csv"), "--match", str(old), "--update", str(new))
    trust = dataset(new).entities["trust-anytown"]
    assert (status, str(trust.since), str(trust.until)) == (0, "1994-04-01", "2025-03-31")
    assert "has another day of its beginning or end; that was kept" in out


def test_without_an_update_the_evidence_is_told_and_how_to_keep_it(tmp_path: Path, ics: Ics) -> None:
    (tmp_path / "eccg-2024-01.csv").write_text(OLD)
    old, more = tmp_path / "england", tmp_path / "more"
    assert ics("import", "ods", str(tmp_path / "eccg-2024-01.csv"), "--into", str(old))[0] == 0
    (tmp_path / "eccg-2025-06.csv").write_text(NEW)
    status, out, _ = ics("import", "ods", str(tmp_path / "eccg-2025-06.csv"), "--match", str(old), "--into", str(more))
    assert status == 0
    assert "--update DIR writes it to them" in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Give --into DIR for a new dataset, or --update DIR for an updated one."),
        (["--into", "a", "--update", "b"], "Give --into DIR for a new dataset, or --update DIR for an updated one."),
        (["--update", "b"], "--update needs --match DIR"),
    ],
)
def test_where_to_write_is_said_once(tmp_path: Path, ics: Ics, options: list[str], words: str) -> None:
    (tmp_path / "eccg.csv").write_text(OLD)
    status, _, said = ics("import", "ods", str(tmp_path / "eccg.csv"), *options)
    assert status == 2
    assert words in said

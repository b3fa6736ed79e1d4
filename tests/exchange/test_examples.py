"""The examples in the help of each format, run as they stand there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from ics_graph.dataset import read_datasets
from ics_graph.exchange.formats import all_exports, all_imports
from tests.asking import ROOT, SMALL
from tests.conftest import Ics


@pytest.mark.parametrize("name", all_exports())
def test_the_example_of_an_export_writes_what_it_says(
    name: str, ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = all_exports()[name]
    words = shlex.split(known.example)
    assert words[0] == name
    # What nobody in the small system has is shown with the invented example, which lies in the checkout.
    given = [] if "--data" in words else ["--data", str(SMALL)]
    status, out, said = ics(
        "export", *(str(ROOT / word) if word.startswith("examples/") else word for word in words), *given
    )
    assert (status, out if "-o" in words else "") == (0, "")
    (made,) = [path for path in tmp_path.iterdir() if path.name != "cache"] if "-o" in words or known.folder else [None]
    if made is None:
        assert out
    else:
        assert made.is_dir() == known.folder
        assert any(made.iterdir()) if known.folder else made.stat().st_size > 0
        assert f"{made.name}" in said or known.endings
    help_ = ics("export", name, "--help")[1]
    assert f"ics-graph export {known.example}" in help_


@pytest.mark.parametrize("name", sorted(all_exports().keys() & all_imports().keys()))
def test_the_example_of_an_import_reads_what_the_export_writes(
    name: str, ics: Ics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(all_imports()[name].example)
    (file,) = words[1 : words.index("--into")]
    given = _in_checkout(shlex.split(all_exports()[name].example)[1:]) if all_exports()[name].endings else []
    given = given or ["-o", file, "--data", str(SMALL)]
    assert file in given
    assert ics("export", name, *given)[0] == 0
    status, out, said = ics("import", *words)
    assert (status, said) == (0, "")
    into = words[words.index("--into") + 1]
    assert f"{into} is a dataset" in out
    made = read_datasets([tmp_path / into]).dataset
    # Nobody in the small system has an interest in a body, and statements of ownership have no other line.
    assert {"bods": made.entities, "sord": made.grants}.get(name, made.relations)


def _in_checkout(words: list[str]) -> list[str]:
    """Return the words of an example with the invented example where it lies."""
    return [str(ROOT / word) if word.startswith("examples/") else word for word in words]

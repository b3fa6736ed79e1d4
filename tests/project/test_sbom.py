"""The bill of materials and the pinned tools behind it: what can be held without a network."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.asking import ROOT

SCRIPT = ROOT / "scripts" / "sbom"


@pytest.mark.parametrize("name", ["run", "test", "build", "lowest", "pip", "sbom"])
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = re.findall(r"^[A-Za-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert pinned
    assert len(pinned) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))


def test_no_requirement_says_where_packages_come_from() -> None:
    for file in (ROOT / "requirements").iterdir():
        assert "://" not in file.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the scripts are for bash")
def test_the_script_says_how_it_is_called_and_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run([SCRIPT, "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0
    assert "scripts/sbom BILL.json [LICENCES.md]" in done.stdout
    assert subprocess.run([SCRIPT], cwd=tmp_path, capture_output=True, timeout=30, check=False).returncode == 2
    assert not list(tmp_path.iterdir())

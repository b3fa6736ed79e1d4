"""What is shipped: a wheel that answers where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.asking import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the pinned build tools of this environment."""
    into = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = into.glob("*.whl")
    return made


def test_the_wheel_holds_ontology_seeds_and_page_and_nothing_of_the_checkout(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "ics_graph/_data/ontology/ics.ttl",
        "ics_graph/_data/seeds/north-east-and-north-cumbria/dataset.yaml",
        "ics_graph/_data/examples/westmarch/sord-v2.yaml",
        "ics_graph/stores/sqlite/schema.sql",
        "ics_graph/stores/sqlite/indexes.sql",
        "ics_graph/explorer/static/explorer.js",
        "ics_graph/explorer/static/picture.js",
        "ics_graph/py.typed",
    ):
        assert needed in held
    assert not [
        name for name in held if name.startswith(("tests/", "benchmarks/", "docs/", "ontology/", "page/", "seeds/"))
    ]
    # A dataset's files are shipped, and nothing else that may lie beside them.
    seeds = [name.removeprefix("ics_graph/_data/seeds/") for name in held if "/_data/seeds/" in name]
    assert "national-frame/entities-ccgs.csv" in seeds
    assert not [name for name in seeds if name.count("/") > 1 or name.endswith(".py")]
    # Of the examples, the invented board; the notebooks are pages of the checkout.
    assert not [name for name in held if "/_data/examples/" in name and "/westmarch/" not in name]


def test_an_installed_wheel_answers_elsewhere(wheel: Path, tmp_path: Path) -> None:
    # The libraries are those of this environment; the project itself is only the wheel's.
    venv.create(tmp_path / "venv", with_pip=False, system_site_packages=False)
    site = next((tmp_path / "venv" / "lib").glob("python3*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "libraries.pth").write_text(libraries + "\n")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("ICS_GRAPH_", "PYTHON"))}
    code = "import ics_graph, sys; print(ics_graph.__file__)\nfrom ics_graph.cli.main import main; main(sys.argv[1:])"
    done = subprocess.run(
        [str(tmp_path / "venv" / "bin" / "python"), "-c", code, "ask", "members", "CDDFT", "--fail-if-empty"],
        cwd=tmp_path,
        env={**env, "ICS_GRAPH_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[0].startswith(str(site))
    assert "No source says who the members of CDDFT are." in done.stdout
    assert done.returncode == 1

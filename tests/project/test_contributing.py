"""Each recipe of CONTRIBUTING.md, followed to the letter in a copy of the checkout: it works, and names every file."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.asking import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
pytestmark = pytest.mark.slow
# What a recipe changes or reads; all else of the checkout is not needed.
COPIED = ("ics_graph", "ontology", "seeds", "docs", "tests", "pyproject.toml", "README.md", "CHANGELOG.md")
LINKED = ("LICENSE", "CONTRIBUTING.md", "mkdocs.yml", "scripts", "compose.yaml")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")

_STEP = re.compile(
    r"(?P<verb>Write|Add\s+to(?:\s+the\s+end\s+of)?)\s+`(?P<path>[^`]+)`"
    r"(?:,\s+(?P<where>after|before)\s+the\s+line\s+(?:beginning\s+)?`(?P<line>[^`]+)`)?:\n\n```\w+\n(?P<text>.*?)```",
    re.DOTALL,
)
_REPLACED = re.compile(r"`([^`]+)`\s+in\s+place\s+of\s+`([^`]+)`")
SYSTEM = """
sources: [{id: paper, title: Paper, kind: paper, date: 2019-06-15}]
claim_defaults: {source: paper, locator: p. 1}
entities:
  - {id: council, type: Council, name: Anytown Council, claims: [{}]}
  - {id: group, type: Group, name: Anytown Group, claims: [{}]}
  - {id: talk, type: Meeting, name: Anytown Talk, claims: [{}]}
relations:
  - {subject: council, type: delegatesTo, object: group, claims: [{}]}
"""


@dataclass(frozen=True)
class Recipe:
    """A section of the page."""

    title: str
    text: str

    @property
    def files(self) -> set[str]:
        """The files that it lists."""
        return set(re.findall(r"^- `([^`]+)`", self.text.rsplit("\nFiles:\n", 1)[1], re.MULTILINE))


RECIPES = {
    title: Recipe(title, text)
    for title, text in re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
}


class Copy:
    """A copy of the checkout, in which a recipe is followed and the program runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name, ignore=NOT_COPIED)
            else:
                shutil.copy(ROOT / name, root / name)
        for name in LINKED:
            (root / name).symlink_to(ROOT / name)
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ICS_GRAPH_")}
        self.env = {
            **kept,
            "PYTHONPATH": str(root),
            "ICS_GRAPH_CACHE": str(root.parent / "cache"),
            "COLUMNS": "100",
        }
        self.before = self._digests()

    def _digests(self) -> dict[str, str]:
        return {
            path.relative_to(self.root).as_posix(): sha256(path.read_bytes()).hexdigest()
            for name in COPIED
            for path in (self.root / name, *(self.root / name).rglob("*"))
            if path.is_file() and path.suffix != ".pyc"
        }

    def changed(self) -> set[str]:
        """Return the files that are new or other than before."""
        return {name for name, digest in self._digests().items() if self.before.get(name) != digest}

    def restore(self) -> None:
        """Take back what has changed."""
        for name in self.changed():
            if name in self.before:
                shutil.copy(ROOT / name, self.root / name)
            else:
                (self.root / name).unlink()
        for name in ("seeds/anyshire", "tests/data/checks/meeting-without-party"):
            shutil.rmtree(self.root / name, ignore_errors=True)

    def run(self, *command: str, **variables: str) -> str:
        """Run a command of this Python in the copy and return what it writes; it has to succeed."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env={**self.env, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def ics(self, *words: str) -> str:
        """Run ics-graph."""
        return self.run("-m", "ics_graph", *words)

    def json(self, *words: str) -> Any:
        """Run ics-graph and return what it writes as JSON."""
        return json.loads(self.ics(*words, "--format", "json"))

    def test(self, *words: str, **variables: str) -> None:
        """Run tests of the copy."""
        self.run("-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *words, **variables)

    def page(self, name: str) -> str:
        """Return a page of the reference."""
        return (self.root / "docs" / "reference" / name).read_text("utf-8")

    def system(self) -> str:
        """Write a small system of our own beside the copy and return its folder."""
        folder = self.root.parent / "mine"
        folder.mkdir(exist_ok=True)
        (folder / "dataset.yaml").write_text("title: Mine\n", "utf-8")
        (folder / "all.yaml").write_text(SYSTEM, "utf-8")
        return str(folder)

    def follow(self, recipe: Recipe) -> None:
        """Do what a recipe says, and make the pages that come from the code."""
        steps = list(_STEP.finditer(recipe.text))
        # A block of the page that is no step would be left out in silence.
        assert len(steps) == len(re.findall(r"^```(?!sh\n)\w+$", recipe.text, re.MULTILINE)), recipe.title
        for step in steps:
            self._take(step)
        for sentence in re.finditer(r"In\s+`(?P<path>[^`]+)`,\s+write\s(?P<pairs>.*?)\.\n", recipe.text, re.DOTALL):
            for new, old in _REPLACED.findall(sentence["pairs"]):
                path = self.root / sentence["path"]
                text = path.read_text("utf-8")
                assert text.count(old) == 1, old
                path.write_text(text.replace(old, new), "utf-8")
        for command in re.findall(r"```sh\n(.*?)\n```", recipe.text, re.DOTALL):
            self._golden(command)
        self.run("docs/reference/generate.py")
        code = [name for name in sorted(self.changed()) if name.endswith(".py")]
        if code:
            self.run("-m", "ruff", "format", "--check", "--no-cache", *code)
            self.run("-m", "ruff", "check", "--no-cache", *code)

    def _take(self, step: re.Match[str]) -> None:
        path = self.root / step["path"]
        if step["verb"] == "Write":
            assert not path.exists(), path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], "utf-8")
            return
        text = path.read_text("utf-8")
        apart = "\n\n" if path.suffix == ".py" else "\n"
        if step["where"] is None:
            path.write_text(f"{text}{apart}{step['text']}", "utf-8")
            return
        lines = text.splitlines(keepends=True)
        places = [number for number, line in enumerate(lines) if line.strip().startswith(step["line"].strip())]
        assert places, f"{step['path']} has no line that begins with {step['line']}"
        if step["where"] == "before":
            lines.insert(places[0], step["text"] + apart)
        else:
            lines.insert(places[0] + 1, step["text"])
        path.write_text("".join(lines), "utf-8")

    def _golden(self, command: str) -> None:
        variable, program, *words = shlex.split(command)
        assert (variable, program) == ("ICS_GRAPH_WRITE_GOLDEN=1", ".venv/bin/pytest")
        self.run("-m", "pytest", "-p", "no:cacheprovider", *words, ICS_GRAPH_WRITE_GOLDEN="1")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all recipes."""
    root = tmp_path_factory.mktemp("contributing") / "checkout"
    root.mkdir()
    return Copy(root)


@pytest.fixture
def copy(checkout: Copy) -> Iterator[Copy]:
    """The copy as it was made; what a recipe did is taken back."""
    yield checkout
    checkout.restore()


def test_a_type_of_body_and_a_relation(copy: Copy) -> None:
    recipe = RECIPES["A type of body or relation"]
    copy.follow(recipe)
    assert copy.changed() == recipe.files
    folder = Path(copy.system())
    panel = folder / "panel.yaml"
    panel.write_text(
        "claim_defaults: {source: paper, locator: p. 2}\n"
        "entities: [{id: panel, type: CitizensPanel, name: Anytown Panel, claims: [{}]}]\n"
        "relations: [{subject: council, type: consults, object: panel, claims: [{}]}]\n",
        "utf-8",
    )
    answer = copy.json("ask", "attendance", "Anytown Panel", "--data", str(folder))
    panel.unlink()
    (row,) = answer["rows"]
    assert (row["name"], row["relation"]) == ("Anytown Council", "is consulted by")
    assert answer["verdict"] == "answered"
    assert "| `CitizensPanel` | citizens' panel | Residents whom a system" in copy.page("ontology.md")
    assert '"CitizensPanel"' in copy.page("dataset.schema.json")
    assert "ics:consults a owl:ObjectProperty" in copy.ics("ontology", "--format", "turtle")
    copy.test("tests/ontology/test_ontology.py")


def test_a_question(copy: Copy) -> None:
    recipe = RECIPES["A question"]
    copy.follow(recipe)
    assert copy.changed() == recipe.files
    assert "handed-on" in copy.ics("ask", "--help")
    assert "Who delegates stays answerable" in copy.ics("ask", "handed-on", "--help")
    answer = copy.json("ask", "handed-on", "Anytown Council", "--data", copy.system())
    assert answer["verdict"] == "answered"
    assert answer["headline"].startswith("Anytown Council delegates to the Anytown Group")
    assert "### handed-on" in copy.page("questions.md")
    assert "ics-graph ask handed-on" in copy.page("cli.md")
    copy.test("tests/questions/test_questions.py", "-k", "delegates")


def test_a_format(copy: Copy) -> None:
    recipe = RECIPES["A format"]
    copy.follow(recipe)
    assert copy.changed() == recipe.files
    assert "names" in copy.ics("export", "--help")
    written = copy.ics("export", "names", "--data", copy.system())
    assert written == "Anytown Council: council\nAnytown Group: group\nAnytown Talk: meeting\n"
    assert "## ics-graph export names" in copy.page("cli.md").replace("### ", "## ")
    copy.test("tests/exchange/test_names.py", "tests/exchange/test_examples.py", "-k", "names")


def test_a_check(copy: Copy) -> None:
    recipe = RECIPES["A check"]
    copy.follow(recipe)
    assert copy.changed() == recipe.files
    assert "meeting-without-party (note, version 1)" in copy.ics("lint", "--list")
    folder = copy.system()
    report = copy.json("lint", "--data", folder, "--check", "meeting-without-party")
    (finding,) = report["findings"]
    assert (finding["entity"], Path(finding["file"]).name) == ("talk", "all.yaml")
    assert finding["message"] == "no source says which body met in Anytown Talk, or who took part"
    assert "| `meeting-without-party` | note | 1 | A meeting is named" in copy.page("checks.md")
    copy.test("tests/checks/test_checks.py", "tests/cli/test_lint.py", "-k", "meeting-without-party or sarif_is_valid")


def test_a_dataset(copy: Copy) -> None:
    recipe = RECIPES["A dataset"]
    copy.follow(recipe)
    assert copy.changed() == recipe.files
    assert copy.ics("check", "seeds/anyshire").startswith("0 errors, 0 findings: 2 entities")
    # Without --data: it comes with the program.
    answer = copy.json("ask", "structure", "Anyshire ICS")
    assert answer["headline"].startswith("The parts of the Anyshire ICS include the Anyshire Partnership Board")
    copy.test("tests/seeds/test_seeds.py", "-k", "cites or people")


def test_every_recipe_is_followed_here() -> None:
    assert list(RECIPES) == [
        "A type of body or relation",
        "A question",
        "A format",
        "A check",
        "A dataset",
    ]

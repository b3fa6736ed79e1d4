"""What a start costs: the modules that help and an answer import, which nobody may add to without saying so here."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ics_graph.cli.main import COMMANDS, commands, main
from ics_graph.cli.summaries import SUMMARIES
from ics_graph.gc_pause import collecting_rarely
from ics_graph.questions import MODULES
from tests.asking import ROOT, SMALL

HELP = {"cli", "cli.main", "cli.streams", "cli.errors", "cli.options", "cli.summaries", "gc_pause", "visible_text"}
# An answer as JSON, whichever question it is of; what a question needs beyond it is its own module's business.
ANSWER = {
    *(HELP - {"cli.summaries"}),
    *("answering", "answering.answer", "answering.as_json", "answering.asked", "answering.bounds"),
    *("answering.chain_certainty", "answering.chains", "answering.each_day"),
    *("answering.existence", "answering.fact_values", "answering.grammar", "answering.headlines"),
    *("answering.horizon", "answering.in_period", "answering.lists", "answering.lookup"),
    *("answering.names_of_the_day", "answering.namesakes", "answering.passed", "answering.paths"),
    *("answering.provenance", "answering.registry", "answering.rows", "answering.session", "answering.statutory"),
    *("answering.traversal", "answering.verdicts", "answering.articles", "answering.gap_words", "answering.nouns"),
    *("answering.relation_clauses", "answering.tense", "answering.caveats", "model.claims"),
    *("certainty", "cli.ask", "cli.completing", "cli.formats", "cli.formats.as_json", "cli.options"),
    *("cli.parameters", "dataset", "dataset.folder", "dates", "errors", "governance", "kinds", "model"),
    *("names", "ontology", "ontology.kept", "package_data", "parameters", "questions", "serialization"),
    *("stores", "stores.cache_dir", "stores.closable", "stores.forwarding", "stores.rows", "stores.search"),
    *("stores.sqlite", "stores.sqlite.embedded", "stores.sqlite.reading", "stores.sqlite.state"),
    *("succession", "validity", "whole_lists"),
}
# Libraries that take long to import: an answer as JSON needs none of them, nor the reader of the ontology's Turtle.
HEAVY = {"pydantic", "pyoxigraph", "yaml", "rich", "networkx", "rdflib", "neo4j", "pyvis", "platformdirs", "hashlib"}


def imported(cache: Path, *args: str) -> set[str]:
    """Return the modules that a command has imported at its end."""
    code = (
        "import sys\nfrom ics_graph.cli.main import main\n"
        f"try:\n    main({list(args)!r})\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    env = {**os.environ, "ICS_GRAPH_CACHE": str(cache), "ICS_GRAPH_DATA": str(SMALL)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def ours(modules: set[str]) -> set[str]:
    return {name.removeprefix("ics_graph.") for name in modules if name.startswith("ics_graph.")}


def test_help_imports_none_of_the_commands(tmp_path: Path) -> None:
    modules = imported(tmp_path, "--help")
    assert ours(modules) == HELP
    assert modules & HEAVY == set()


def test_an_answer_imports_its_own_question_and_what_all_answers_share(tmp_path: Path) -> None:
    ask = ("ask", "members", "Anytown Board", "--format", "json")
    imported(tmp_path, *ask)
    modules = imported(tmp_path, *ask)
    assert ours(modules) == ANSWER | {"questions.membership"}
    assert modules & HEAVY == set()


def test_a_question_imports_the_module_of_no_other_kind_of_question(tmp_path: Path) -> None:
    ask = ("ask", "accountable-to", "Anytown Board", "--format", "json")
    imported(tmp_path, *ask)
    questions = {name for name in ours(imported(tmp_path, *ask)) if name.startswith("questions.")}
    assert questions == {f"questions.{MODULES['accountable-to']}"}


def test_the_collector_is_as_it_was_after_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    before = gc.get_threshold()
    with collecting_rarely():
        assert gc.get_threshold()[0] > before[0]
    with pytest.raises(SystemExit):
        main(["--help"])
    assert gc.get_threshold() == before


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    command = commands.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert SUMMARIES[name] == command.get_short_help_str(90)

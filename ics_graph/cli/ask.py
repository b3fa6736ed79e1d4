"""``ics-graph ask QUESTION``, and the questions that are commands of their own: show, find, stats."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ics_graph.answering.registry import Question
from ics_graph.cli.formats import FORMATS
from ics_graph.cli.options import SETTINGS, data_option, opened, show_cypher_option, store_options, view_options
from ics_graph.cli.parameters import parameter_of
from ics_graph.questions import MODULES, all_questions, question_named

_OWN_COMMANDS = ("show", "find", "stats")


def _command(question: Question) -> click.Command:
    """Return the command of a question, made of its name, documentation and signature."""
    parameters: list[click.Parameter] = [parameter_of(parameter) for parameter in question.parameters]
    prefix = "" if question.name in _OWN_COMMANDS else "ask "
    text = f"{question.documentation}\n\n\b\nExample:\n  ics-graph {prefix}{question.example}"
    parameters += [*_format_options(), *view_options(), data_option(), *store_options(), show_cypher_option()]
    return click.Command(
        question.name, callback=_run(question), params=parameters, help=text, context_settings=SETTINGS
    )


def _format_options() -> list[click.Option]:
    empty = "Exit with status 1 where no source gives an answer (for scripts)."
    kinds = click.Choice(FORMATS)
    return [
        click.Option(
            ["--format", "-f", "format_"],
            type=kinds,
            default="table",
            show_default=True,
            help="How it is written.",
        ),
        click.Option(["--fail-if-empty"], is_flag=True, help=empty),
    ]


def _run(question: Question) -> Callable[..., int]:
    def run(
        format_: str,
        fail_if_empty: bool,
        data: tuple[Path, ...],
        store: str | None,
        as_of: Any,
        planned: bool,
        uncertain: bool,
        no_rules: bool,
        **given: Any,
    ) -> int:
        from ics_graph.answering.answer import EMPTY
        from ics_graph.answering.asked import Asked
        from ics_graph.cli.formats import write
        from ics_graph.ontology import load_ontology
        from ics_graph.stores.rows import View

        view = View(as_of, planned, uncertain, not no_rules)
        with opened(data, store) as opened_store:
            answer = question.ask(Asked(opened_store, load_ontology(), view), **given)
        write(answer, format_, sys.stdout)
        return 1 if fail_if_empty and answer.verdict in EMPTY else 0

    return run


class Questions(click.Group):
    """The questions, listed in their families; only the module of the one that is asked is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions in the order of the table, without those that are commands themselves."""
        return [name for name in MODULES if name not in _OWN_COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a question, made now; None where there is none of that name."""
        return question_command(name) if name in self.list_commands(ctx) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the questions with their first sentences, family by family."""
        families: dict[str, list[tuple[str, str]]] = {}
        for name, question in all_questions().items():
            if name not in _OWN_COMMANDS:
                families.setdefault(question.family, []).append((name, question.summary))
        for family, rows in families.items():
            with formatter.section(family.capitalize()):
                formatter.write_dl(rows)


@click.group(cls=Questions, context_settings=SETTINGS)
def ask() -> None:
    """Ask a question of the graph; the answer says who says so, and what it leaves out.

    \b
    Examples:
      ics-graph ask accountable-to "NHS Darlington CCG" --as-of 2019-06-01
      ics-graph ask members "Central Integrated Care Partnership" --format markdown
      ics-graph ask reports-to "ICS Management Group" --format json
    """


def command_named(name: str) -> click.Command:
    """Return ``ask``, or one of the questions that are commands of their own."""
    return ask if name == "ask" else question_command(name)


def question_command(name: str) -> click.Command:
    """Return the command of one question."""
    return _command(question_named(name))

"""``ics-graph ask QUESTION``, and the questions that are commands of their own: show, find, stats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ics_graph.answering.answer import EMPTY, Answer
from ics_graph.answering.registry import Question, is_in_words
from ics_graph.cli.formats import FORMATS
from ics_graph.cli.options import (
    SETTINGS,
    data_option,
    draw_cypher_option,
    opened,
    options_before,
    show_cypher_option,
    store_options,
    view_options,
    wants_drawing,
    with_options,
)
from ics_graph.cli.parameters import parameter_of
from ics_graph.questions import MODULES, all_questions, question_named
from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.answering.asked import Asked

_OWN_COMMANDS = ("show", "find", "stats")
_SHOWN_WAYS = 2


def _command(question: Question) -> click.Command:
    """Return the command of a question, made of its name, documentation and signature."""
    parameters: list[click.Parameter] = [parameter_of(parameter) for parameter in question.parameters]
    prefix = "" if question.name in _OWN_COMMANDS else "ask "
    text = f"{question.documentation}\n\n\b\nExample:\n  ics-graph {prefix}{question.example}"
    if question.ways:
        text += "\n\n\b\nWays to ask it in your own words:\n" + "\n".join(
            f"  {way}" for way in question.ways_to_ask[:_SHOWN_WAYS]
        )
    parameters += _shared_options()
    return click.Command(
        question.name, callback=_run(question), params=parameters, help=text, context_settings=SETTINGS
    )


def _shared_options() -> list[click.Parameter]:
    return [
        *_format_options(),
        *view_options(periods=True),
        data_option(),
        *store_options(),
        show_cypher_option(),
        draw_cypher_option(),
    ]


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


def _answering(answers: Callable[[Asked, Any, dict[str, Any]], Sequence[Answer]]) -> Callable[..., int]:
    """Return what a command runs: ``answers`` is given what is asked, when, and the parameters; they are written."""

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
        from ics_graph.answering.asked import Asked
        from ics_graph.cli.formats import write_all
        from ics_graph.stores import ontology_of
        from ics_graph.stores.rows import View

        with opened(data, store) as opened_store:
            asked = Asked(opened_store, ontology_of(opened_store), View(None, planned, uncertain, not no_rules))
            written = answers(asked, as_of, given)
            if wants_drawing():
                _say_how_to_draw(written, opened_store)
        write_all(written, format_, sys.stdout)
        return 1 if fail_if_empty and any(answer.verdict in EMPTY for answer in written) else 0

    return run


def _say_how_to_draw(answers: Sequence[Answer], store: Any) -> None:
    from ics_graph.stores.neo4j.drawing import drawing_query
    from ics_graph.stores.neo4j.paste import pasted

    rows = [row for answer in answers for row in (*answer.rows, *(row for path in answer.paths for row in path.steps))]
    bodies = {id_ for row in rows for id_ in (row.id, row.of) if id_}
    query, parameters = drawing_query(store.graph, bodies, {row.record for row in rows if row.record})
    click.echo(f"{pasted(query, parameters)}\n", err=True)


def _run(question: Question) -> Callable[..., int]:
    def answers(asked: Asked, as_of: Any, given: dict[str, Any]) -> Sequence[Answer]:
        from ics_graph.answering.each_day import asked_over

        return asked_over(question, asked, given, as_of)

    return _answering(answers)


def _in_words(text: str) -> click.Command:
    """Return the command that reads a text as a question in a person's own words, and answers it."""

    def answers(asked: Asked, as_of: Any, _: dict[str, Any]) -> Sequence[Answer]:
        from ics_graph.phrasing import answers_to, read

        reading = read(asked, text, as_of)
        # Before the answer, and not among it: what is copied or piped on is the answer alone.
        click.echo("\n".join(in_a_line(line) for line in reading.line.splitlines()), err=True)
        return answers_to(asked, reading)

    return click.Command(text, callback=_answering(answers), params=_shared_options(), context_settings=SETTINGS)


class Questions(click.Group):
    """The questions, listed in their families; only the module of the one that is asked is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions in the order of the table, without those that are commands themselves."""
        return [name for name in MODULES if name not in _OWN_COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a question, made now; None where there is none of that name."""
        if name in self.list_commands(ctx):
            return question_command(name)
        return _in_words(name) if is_in_words(name) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the questions with their first sentences, family by family."""
        families: dict[str, list[tuple[str, str]]] = {}
        for name, question in all_questions().items():
            if name not in _OWN_COMMANDS:
                families.setdefault(question.family, []).append((name, question.summary))
        for family, rows in families.items():
            with formatter.section(family.capitalize()):
                formatter.write_dl(rows)


@with_options(*options_before())
@click.group(cls=Questions, context_settings=SETTINGS)
def ask() -> None:
    """Ask a question of the graph; the answer says who says so, and what it leaves out.

    Ask it by its name, or in your own words between quotation marks: then it says first how it read them.
    The words of an answer are explained in docs/reference/glossary.md.

    \b
    Examples:
      ics-graph ask "Who chairs the Central ICP?"
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

"""The page of the commands: the help of each, as a terminal of 100 columns shows it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator.markdown import block, document, sentence, table
from ics_graph.cli.main import commands, main

WIDTH = 100


def page() -> str:
    """Return the page."""
    walked = list(_walk(commands, "ics-graph", None))
    told = {option.envvar: option for here in walked for option in here.command.params if option.envvar}
    variables = [(f"`{name}`", f"`{option.opts[0]}`") for name, option in told.items()]
    statuses = sentence((main.__doc__ or "").split(":", 1)[1].strip())
    return document(
        "# Commands",
        "What `--help` shows. What the questions mean is in [questions](questions.md).",
        *(
            f"{'##' if here.parent is None else '###'} {here.command_path}\n\n{block(here.get_help())}"
            for here in walked
        ),
        "## Exit status and environment",
        f"Exit status: {statuses}",
        "These variables stand for options that are not given:",
        table(["variable", "option"], variables),
    )


def context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """Return what a command is told when it runs: here, a width that is no terminal's."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _walk(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    here = context(command, name, parent)
    yield here
    if isinstance(command, click.Group):
        for below in command.list_commands(here):
            found = command.get_command(here, below)
            assert found is not None
            yield from _walk(found, below, here)

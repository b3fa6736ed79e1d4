"""The commands, each in a module of its own that is imported when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from ics_graph.gc_pause import collecting_rarely

# Where each command lives; a new command is one line here and one module.
COMMANDS = {
    "ask": "ics_graph.cli.ask",
    "show": "ics_graph.cli.ask",
    "find": "ics_graph.cli.ask",
    "stats": "ics_graph.cli.ask",
    "check": "ics_graph.cli.check",
    "compare": "ics_graph.cli.compare",
    "lint": "ics_graph.cli.lint",
    "load": "ics_graph.cli.load",
    "cypher": "ics_graph.cli.cypher",
    "export": "ics_graph.cli.export",
    "import": "ics_graph.cli.import_",
    "template": "ics_graph.cli.template",
    "ontology": "ics_graph.cli.ontology",
    "sparql": "ics_graph.cli.sparql",
    "report": "ics_graph.cli.report",
    "render": "ics_graph.cli.render",
    "explore": "ics_graph.cli.explore",
    "tour": "ics_graph.cli.tour",
    "completion": "ics_graph.cli.completion",
}
DONE = 0


class Commands(click.Group):
    """A group that imports a command only when it is asked for, so that every start is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command, imported now; None where there is none of that name."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name])
        # The questions make their commands one by one, so that only the module of the one that is asked is imported.
        command: click.Command = module.COMMANDS[name] if hasattr(module, "COMMANDS") else module.command_named(name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Suggest the nearest command where there is none of that name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from ics_graph.validation import closest

            hint = closest(args[0], COMMANDS)
            raise click.UsageError(f"{error.message} {hint}".rstrip(), ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the commands, each with its first sentence."""
        from ics_graph.cli.summaries import SUMMARIES

        rows = [(name, SUMMARIES[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _check_words(words: Sequence[str]) -> None:
    """Raise UsageError where a word can be neither a name nor a path; a shell lets nobody type one, a program may."""
    for word in words:
        if "\0" in word:
            raise click.UsageError(f"'{word[:80]}' holds a character that no text has (NUL); leave it out.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="ics-graph", prog_name="ics-graph")
def commands() -> None:
    """Who is accountable to whom, who sits on what, and who says so, in integrated care systems.

    \b
    Try:
      ics-graph tour
      ics-graph ask members "Central Integrated Care Partnership"
      ics-graph ask accountable-to "NHS Darlington CCG" --as-of 2019-06-01
      ics-graph check my-dataset/
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 answered, 1 a problem in the data or store, 2 a problem in what was typed."""
    from ics_graph.cli.errors import explained
    from ics_graph.cli.streams import any_text

    with collecting_rarely(), any_text(), explained():
        try:
            _check_words(sys.argv[1:] if args is None else args)
            code = commands.main(args=args, prog_name="ics-graph", standalone_mode=False)
            sys.stdout.flush()
        except click.exceptions.Exit as left:
            code = left.exit_code
        except click.Abort:
            click.echo("Stopped.", err=True)
            sys.exit(130)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of a pipe went away, which is how `head` says "enough".
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(DONE)
        sys.exit(code if isinstance(code, int) else DONE)

"""``ics-graph completion SHELL``: the line that teaches a shell to complete names of bodies."""

from __future__ import annotations

import click

from ics_graph.cli.options import SETTINGS


@click.command(context_settings=SETTINGS)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Write what makes a shell complete commands, options and the names of bodies.

    \b
    Examples:
      eval "$(ics-graph completion bash)"          # in ~/.bashrc
      eval "$(ics-graph completion zsh)"           # in ~/.zshrc
      ics-graph completion fish > ~/.config/fish/completions/ics-graph.fish
    """
    from click.shell_completion import get_completion_class

    from ics_graph.cli.main import commands

    made = get_completion_class(shell)
    assert made is not None
    # Click asks the shell for its version, which is not this command's business.
    made._check_version = staticmethod(lambda: None)  # type: ignore[attr-defined]
    click.echo(made(commands, {}, "ics-graph", "_ICS_GRAPH_COMPLETE").source())


COMMANDS: dict[str, click.Command] = {"completion": completion}

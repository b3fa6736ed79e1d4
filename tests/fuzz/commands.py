"""Command lines at random: every command and option there is, with values that nobody should type."""

from __future__ import annotations

from random import Random

import click

from ics_graph.cli.main import COMMANDS, commands
from tests.fuzz.changes import WORDS

# They wait for a person, a browser or a server.
_NOT_RUN = {"load", "explore", "tour"}
_NAMES = ("board", "ccg", "A CCG", "NHS", "Board", "2019-06-01", "2019", "accountability", "member of", "data", ".")
TYPED = (
    *WORDS,
    *_NAMES,
    "\udcff",
    "-",
    "--",
    "--x",
    "-1",
    "1e3",
    "inf",
    "nan",
    "999999999999",
    "nowhere",
    "data/all.yaml",
)


def command_line(random: Random) -> tuple[str, ...]:
    """Return a command with arguments and options that it knows, and values of any kind."""
    name = random.choice([name for name in COMMANDS if name not in _NOT_RUN])
    command = commands.get_command(click.Context(commands), name)
    args = [name]
    while isinstance(command, click.Group):
        context = click.Context(command)
        inner = random.choice(command.list_commands(context))
        args.append(inner)
        command = command.get_command(context, inner)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            args += [_value(random, parameter) for _ in range(1 if parameter.nargs == 1 else random.choice((1, 2)))]
        elif isinstance(parameter, click.Option) and random.random() < _share(parameter):
            option = random.choice(parameter.opts)
            args += [option] if parameter.is_flag else [option, _value(random, parameter)]
    if random.random() < 0.1:
        args.append(random.choice(TYPED))
    # A process gets no NUL on its command line, and nothing is written or read outside of its folder.
    return tuple(arg for arg in args if "\0" not in arg and not arg.startswith("/etc"))


def _share(option: click.Option) -> float:
    if "--data" in option.opts or option.required:
        return 0.95
    return 0.0 if "--to" in option.opts else 0.2


def _value(random: Random, parameter: click.Parameter) -> str:
    if random.random() < 0.6:
        if isinstance(parameter.type, click.Choice):
            return str(random.choice(list(parameter.type.choices)))
        if isinstance(parameter, click.Option) and "--data" in parameter.opts:
            return "data"
        if isinstance(parameter.type, click.Path):
            return random.choice(("data", "data/all.yaml", "out", "out/x"))
        return random.choice(_NAMES)
    return random.choice(TYPED)

"""From the parameters of a function to those of its command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ics_graph.cli import completing
from ics_graph.cli.options import SETTINGS, Count, Day
from ics_graph.parameters import Parameter, sentence

if TYPE_CHECKING:
    from ics_graph.exchange.formats import Export, Import


def command_of(
    format_: Export | Import, group: str, run: Callable[..., object], parameters: list[click.Parameter]
) -> click.Command:
    """Return the command of a format in its group, made of its name and documentation, with its example."""
    text = f"{format_.documentation}\n\n\b\nExample:\n  ics-graph {group} {format_.example}"
    return click.Command(
        format_.name, callback=run, params=parameters, help=text, short_help=format_.summary, context_settings=SETTINGS
    )


def parameter_of(parameter: Parameter) -> click.Parameter:
    """Return the argument (where it must be given) or the option of a parameter."""
    name = parameter.name
    shown = completing.bodies if parameter.kind == "body" else completing.words
    if parameter.required:
        several = parameter.kind == "words"
        return click.Argument(
            [name],
            metavar=f"{name.upper()}…" if several else name.upper(),
            nargs=-1 if several else 1,
            required=True,
            shell_complete=shown,
        )
    option = f"--{name.replace('_', '-')}"
    if parameter.kind == "flag":
        return click.Option([option, name], is_flag=True, help=sentence(parameter.help))
    numbered = parameter.kind == "number"
    return click.Option(
        [option, name],
        multiple=parameter.kind == "words",
        type=_type(parameter),
        default=None if parameter.kind == "words" else parameter.default,
        show_default=numbered or bool(parameter.choices and parameter.default),
        metavar=None if parameter.choices else "N" if numbered else name.upper(),
        help=sentence(parameter.help),
        shell_complete=None if parameter.choices else shown,
    )


def _type(parameter: Parameter) -> Any:
    if parameter.choices:
        return click.Choice(parameter.choices)
    return {"number": Count(), "day": Day()}.get(parameter.kind, str)

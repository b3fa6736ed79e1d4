"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ics_graph.cli.streams import write_styled
from ics_graph.visible_text import in_a_line

if TYPE_CHECKING:
    from ics_graph.day_words import When
    from ics_graph.model import Dataset
    from ics_graph.ontology import Ontology
    from ics_graph.stores import Store

F = TypeVar("F")
_BAR = 24
_DAY = 86_400
_MOST = 1_000_000_000
_OF_A_SERVER = ("graph", "database", "user", "show_cypher", "draw_cypher")
# What every command is made with.
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day, as people write it in English."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail saying how it is written."""
        from ics_graph.day_words import day_of

        try:
            return value if isinstance(value, date) else day_of(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class DayOrPeriod(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day, month or year, as people write it in English."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        """Return the day or period, or fail saying how it is written."""
        from ics_graph.day_words import When, when_of

        try:
            return value if isinstance(value, When) else when_of(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class Count(click.IntRange):
    """A number from 1 on, up to more than anybody needs and less than what a store cannot hold."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or fail saying which there may be."""
        number: int = super().convert(value, param, ctx)
        if number > _MOST:
            self.fail(f"{number} is more than {_MOST:,}; leave it out for the default.", param, ctx)
        return number


class Seconds(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A time in seconds: a number above none, up to a day."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds, or fail saying which there may be; "nan" and "inf" are no times."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = math.nan
        if not 0.001 <= seconds <= _DAY:
            self.fail(f"'{value}' is no number of seconds from 0.001 to {_DAY:,}.", param, ctx)
        return seconds


def data_option() -> click.Option:
    """Return ``--data``: which dataset folders are read."""
    return click.Option(
        ["--data"],
        metavar="DIR",
        multiple=True,
        envvar="ICS_GRAPH_DATA",
        callback=remember_as("data"),
        type=click.Path(path_type=Path),
        help="A dataset folder (may be repeated). Default: all that are shipped.",
    )


def store_option() -> click.Option:
    """Return ``--store``: which store is asked instead of dataset folders."""
    return click.Option(
        ["--store"],
        metavar="URL",
        envvar="ICS_GRAPH_STORE",
        callback=remember_as("store"),
        help="Ask this store (neo4j://…, bolt://… or an SQLite file) instead of dataset folders.",
    )


def server_options() -> list[click.Option]:
    """Return ``--graph``, ``--database`` and ``--user`` of a Neo4j server; ``server_named`` returns what they say."""
    texts = {
        "graph": "Which graph of a Neo4j database, where several lie side by side. Default: ics.",
        "database": "The database of a Neo4j server. Default: the server's own default.",
        "user": "Who asks a Neo4j server. Default: ICS_GRAPH_NEO4J_USER, else neo4j.",
    }
    return [
        click.Option(
            [f"--{name}"],
            metavar="NAME",
            envvar="ICS_GRAPH_NEO4J_GRAPH" if name == "graph" else None,
            expose_value=False,
            callback=remember_as(name),
            help=text,
        )
        for name, text in texts.items()
    ]


def store_options() -> list[click.Option]:
    """Return ``--store`` and the options of a Neo4j server."""
    return [store_option(), *server_options()]


def options_before() -> list[click.Option]:
    """Return what a group of commands takes for all of them: ``--data``, ``--store`` and the options of a server."""
    options = [data_option(), *store_options()]
    for option in options:
        option.expose_value = False
    return options


def show_cypher_option() -> click.Option:
    """Return ``--show-cypher``: print each query that a Neo4j store is asked."""
    return click.Option(
        ["--show-cypher"],
        is_flag=True,
        expose_value=False,
        callback=remember_as("show_cypher"),
        help="Print each query that ran, with its parameters, to standard error (Neo4j only).",
    )


def draw_cypher_option() -> click.Option:
    """Return ``--draw-cypher``: print the query that draws what a Neo4j store answered."""
    return click.Option(
        ["--draw-cypher"],
        is_flag=True,
        expose_value=False,
        callback=remember_as("draw_cypher"),
        help="Print one query that draws the answer in the Neo4j Browser, to standard error (Neo4j only).",
    )


def wants_drawing() -> bool:
    """Return whether ``--draw-cypher`` was typed."""
    return bool(_remembered("draw_cypher")[0])


def remember_as(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return what keeps the value of an option, and whether it was typed, for this command and those below it.

    An option may stand before a command or after it: typed in neither place it is the default of the last, and typed in
    both it is the one that stands last.
    """

    def remember(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        typed = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
        before = ctx.meta.get(f"ics_graph.{name}")
        if not typed and before is not None and before[1]:
            return before[0]
        ctx.meta[f"ics_graph.{name}"] = value, typed
        return value

    return remember


def _remembered(name: str) -> tuple[Any, bool]:
    """Return the value of such an option, and whether it was typed."""
    value: tuple[Any, bool] = click.get_current_context().meta.get(f"ics_graph.{name}", (None, False))
    return value


def typed_before() -> list[str]:
    """Return the options that were typed before the command, as they are written."""
    names = ("data", "store", "graph", "database", "user")
    return [f"--{name}" for name in names if _remembered(name)[1]]


def server_named(url: str | None) -> dict[str, Any]:
    """Return user, password, database and graph of the Neo4j server at ``url``, as the options say; else nothing.

    The password is that of the environment. Where there is none and somebody sits at a terminal, it is asked for: once,
    and before anything else is done. Raises UsageError where such an option is typed for a store that is no server.
    """
    if url is None or "://" not in url:
        for name in _OF_A_SERVER:
            if _remembered(name)[1]:
                option = f"--{name.replace('_', '-')}"
                raise click.UsageError(f"{option} is for a graph in Neo4j; name it with --store neo4j://…")
        return {}
    from ics_graph.stores.neo4j.connection import checked_address

    checked_address(url)
    return {**{name: _remembered(name)[0] for name in ("user", "database", "graph")}, "password": _password()}


def _password() -> str | None:
    from ics_graph.stores.neo4j.connection import password_from_environment

    meta = click.get_current_context().meta
    if "ics_graph.password" not in meta:
        password = password_from_environment()
        if password is None and sys.stdin.isatty():
            asked = click.prompt("Password", hide_input=True, default="", show_default=False, err=True)
            # A server without credentials has none to be asked for.
            password = asked or None
        meta["ics_graph.password"] = password
    word: str | None = meta["ics_graph.password"]
    return word


def view_options(periods: bool = False) -> list[click.Option]:
    """Return ``--as-of``, ``--planned``, ``--uncertain`` and ``--no-rules``: what an answer lets in.

    With ``periods`` the day may be a month or a year, and is a ``When``.
    """
    from ics_graph.dates import FORMS

    period = ". A month or year is asked on its first and its last day" if periods else ""
    return [
        click.Option(
            ["--as-of"],
            type=DayOrPeriod() if periods else Day(),
            metavar="DAY",
            help=f"As things stood on a day: {FORMS}{period}."
            if periods
            else "As things stood on a day: 1 June 2019, 1/6/2019, 2019-06-01 or today.",
        ),
        click.Option(["--planned"], is_flag=True, help="Let planned lines into chains."),
        click.Option(["--uncertain"], is_flag=True, help="Let lines with a question mark into chains."),
        click.Option(["--no-rules"], is_flag=True, help="Leave out lines that only the law gives."),
    ]


def with_options(*options: click.Option) -> Callable[[F], F]:
    """Return a decorator that adds options to a command, after its own."""

    def add(command: F) -> F:
        command.params.extend(options)  # type: ignore[attr-defined]
        return command

    return add


def opened(data: tuple[Path, ...], store: str | None) -> Store:
    """Return the store that the options name; long work says on a terminal what it does."""
    from ics_graph.stores import open_store

    if store is not None and data and _remembered("data")[1]:
        raise click.UsageError("--store and --data name two graphs; give one of them.")
    server = server_named(store)
    opened_store = open_store(store, folders(data), **server, progress=progress() if store is None else None)
    if _remembered("show_cypher")[0]:
        _show_cypher(opened_store)
    return opened_store


def _show_cypher(store: Any) -> None:
    from ics_graph.stores.neo4j.paste import pasted

    def show(query: str, parameters: Mapping[str, Any]) -> None:
        click.echo(f"{pasted(query, parameters)}\n", err=True)

    store.connection.heard = show


class _Progress:
    """Writes what is being done to a terminal, on one line, with a bar where the share that is done is known."""

    def __call__(self, text: str, share: float | None = None) -> None:
        drawn = "█" * round(_BAR * (share or 0))
        bar = f"{drawn:░<{_BAR}} {share:4.0%}  " if share is not None else ""
        write_styled(sys.stderr, f"\r\033[K{bar}{in_a_line(text)}…" if text else "\r\033[K")
        sys.stderr.flush()


def progress() -> _Progress | None:
    """Return what shows progress on a terminal; None where there is none."""
    return _Progress() if sys.stderr.isatty() else None


def read(data: tuple[Path, ...], ontology: Ontology) -> Dataset:
    """Return the dataset that the options name, whole; all shipped ones where none is named."""
    from ics_graph.dataset import read_datasets
    from ics_graph.stores.sqlite import shipped_datasets

    return read_datasets(folders(data) or shipped_datasets(), ontology, progress()).dataset


def folders(data: tuple[Path, ...]) -> list[Path]:
    """Return the folders named by ``--data``; the environment variable may hold several, parted as in PATH."""
    return [Path(part) for folder in data for part in str(folder).split(os.pathsep)]

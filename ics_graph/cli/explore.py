"""``ics-graph explore``: the network explorer, served to the browser of this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ics_graph.cli.options import data_option, folders, opened, server_named, store_options, view_options, with_options
from ics_graph.explorer.server import PORT

if TYPE_CHECKING:
    from ics_graph.stores import Store


@with_options(*view_options(), data_option(), *store_options())
@click.command()
@click.option("--system", metavar="BODY", help="The system to begin with (name, other name or id).")
@click.option("--body", metavar="BODY", help="The body to begin with: what is linked to it, and what to that.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="Where to listen; where it is taken, a free one is used.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def explore(
    system: str | None,
    body: str | None,
    port: int,
    no_browser: bool,
    as_of: Any,
    planned: bool,
    uncertain: bool,
    no_rules: bool,
    data: tuple[Path, ...],
    store: str | None,
) -> None:
    """Serve the network explorer to this computer and open it in the browser; Ctrl-C stops it.

    For a graph of any size: a system opens whole, and any other body with what is linked to it. What changes in the
    dataset or the store is seen by the next page. The questions are an HTTP API beside it, described at
    /openapi.json. Nobody but this computer is answered.

    \b
    Examples:
      ics-graph explore
      ics-graph explore --system NENC --as-of 2019-06-01 --planned
      ics-graph explore --body "NHS Darlington CCG" --no-browser --port 8000
      ics-graph explore --store neo4j://localhost:7687
    """
    if system and body:
        raise click.UsageError("--system and --body name two places to begin with; give one of them.")
    from urllib.parse import quote

    from ics_graph.answering.lookup import body_named
    from ics_graph.explorer.server.app import application
    from ics_graph.explorer.server.serve import HOST, bound, leave, run
    from ics_graph.explorer.server.store_pool import StorePool
    from ics_graph.ontology import load_ontology
    from ics_graph.stores import open_store
    from ics_graph.stores.rows import View

    first = opened(data, store)
    server = server_named(store)

    def again() -> Store:
        return open_store(store, folders(data), **server)

    named = system or body
    start = body_named(first, named, as_of).id if named else None
    kept = StorePool(first, again)
    listening = bound(port)
    here = listening.getsockname()[1]
    address = f"http://{HOST}:{here}/" + (f"body/{quote(start, safe='')}" if start and body else "")
    if port and here != port:
        click.echo(f"Port {port} is taken, so a free one is used: {here}.", err=True)

    def ready() -> None:
        click.echo(f"{address}  (Ctrl-C stops it)")
        sys.stdout.flush()
        if not no_browser and _has_display():
            _open(address)

    view = View(as_of, planned, uncertain, not no_rules)
    run(application(kept, load_ontology(), view, here, start if system else None), listening, ready)
    kept.close()
    leave(0)


def _has_display() -> bool:
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(address: str) -> None:
    """Open the browser beside the server, because some start only when they are answered."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


COMMANDS: dict[str, click.Command] = {"explore": explore}

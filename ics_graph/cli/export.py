"""``ics-graph export FORMAT``: the graph, or a part of it, as a file for other tools."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ics_graph.cli import completing
from ics_graph.cli.options import SETTINGS, Day, data_option, folders, progress, server_named, store_options
from ics_graph.cli.parameters import command_of, parameter_of
from ics_graph.exchange.formats import Export, all_exports

if TYPE_CHECKING:
    from ics_graph.model import Dataset
    from ics_graph.ontology import Ontology


def _command(format_: Export) -> click.Command:
    """Return the command of a format, made of its name, documentation and signature."""
    place = "DIR" if format_.folder else "FILE"
    argument = click.Argument(["given_place"], metavar=f"[{place}]", required=False, type=click.Path(path_type=Path))
    parameters: list[click.Parameter] = [argument]
    standard = "" if format_.folder or format_.endings else " Default: standard output."
    ending = f" Its name ends with {_either(format_.endings)}." if format_.endings else ""
    parameters += [
        click.Option(
            ["-o", "--output"],
            metavar=place,
            type=click.Path(path_type=Path),
            help=f"The {'folder' if format_.folder else 'file'} to write, which may also follow the format."
            f"{ending}{standard}",
        ),
        *(parameter_of(parameter) for parameter in format_.parameters),
        click.Option(["--as-of"], type=Day(), metavar="DAY", help="Only what holds, or may hold, on a day."),
        click.Option(
            ["--only"],
            metavar="WORD",
            multiple=True,
            help="Only a family or type of relations, or a type of bodies (may be repeated).",
        ),
        click.Option(
            ["--within"],
            metavar="BODY",
            shell_complete=completing.bodies,
            help="Only a system or body and what belongs to it, by name or id.",
        ),
        click.Option(
            ["--own"],
            is_flag=True,
            help="Only the records of the folders that are named, not those of folders that they use.",
        ),
        data_option(),
        *(option for option in store_options() if option.name not in {p.name for p in format_.parameters}),
    ]
    return command_of(format_, "export", _run(format_), parameters)


def _run(format_: Export) -> Callable[..., None]:
    def run(
        output: Path | None,
        as_of: date | None,
        only: tuple[str, ...],
        within: str | None,
        own: bool,
        data: tuple[Path, ...],
        store: str | None,
        given_place: Path | None,
        **given: Any,
    ) -> None:
        from ics_graph.exchange.formats import ExportInput
        from ics_graph.exchange.selection import own_part, select
        from ics_graph.ontology import load_ontology

        if output is not None and given_place is not None:
            raise click.UsageError(f"Two places to write to are named: '{given_place}' and '{output}'.")
        output = output or given_place
        if output is None and format_.folder:
            raise click.UsageError(f"{format_.name} is written to a folder; name one.")
        suffix = _suffix(format_, output)
        if output is None and format_.binary and sys.stdout.isatty():
            raise click.UsageError(f"{format_.name} is not for a terminal; name a file with --output.")
        if own and store is not None:
            message = "--own is for dataset folders: a store does not know which folder a record came from."
            raise click.UsageError(message)
        ontology = load_ontology()
        everything = whole(data, store, ontology)
        part = select(everything, ontology, as_of, only, within)
        mine = None
        if own:
            mine, part = own_part(part, _own(data, everything, ontology))
        is_whole = store is None and as_of is None and within is None and not only and not own
        named = folders(data) if is_whole else None
        chosen = ExportInput(part, ontology, as_of, everything, only, _tell, mine, named, suffix)
        _write(format_, chosen, output, given)
        if mine is not None and format_.name == "dataset":
            part = mine.dataset
        if output is not None and not format_.endings:
            counts = f"{len(part.entities):,} entities, {len(part.relations):,} relations"
            click.echo(f"{output}: {counts}.", err=True)

    return run


def _suffix(format_: Export, output: Path | None) -> str:
    """Return the ending of the file of a format that has several; raise UsageError where it is none of them."""
    if not format_.endings:
        return ""
    if output is None:
        raise click.UsageError(f"{format_.name} is written to a file; name one with -o, such as {format_.name}.xlsx.")
    if output.suffix.lower() not in format_.endings:
        raise click.UsageError(f"{output} would not open: its name must end with {_either(format_.endings)}.")
    return output.suffix.lower()


def _either(endings: tuple[str, ...]) -> str:
    return " or ".join(filter(None, [", ".join(endings[:-1]), endings[-1]]))


def _own(data: tuple[Path, ...], everything: Any, ontology: Any) -> Any:
    """Return what the folders that were named hold themselves."""
    from ics_graph.dataset import own_records
    from ics_graph.stores.sqlite import shipped_datasets

    return own_records(folders(data) or shipped_datasets(), everything, ontology)


def _tell(text: str) -> None:
    click.echo(text, err=True)


def whole(data: tuple[Path, ...], store: str | None, ontology: Ontology) -> Dataset:
    """Return the dataset that the options name: of folders, or read back from a store."""
    from ics_graph.cli.options import opened, read

    if store is None:
        server_named(store)  # its options are for no folder
        dataset = read(data, ontology)
    else:
        from ics_graph.stores.export_dataset import dataset_of

        with opened(data, store) as there:
            dataset = dataset_of(there, ontology)
    if say := progress():
        say("")
    return dataset


def _write(format_: Export, select: Any, to: Path | None, given: dict[str, Any]) -> None:
    """Write to a folder, to standard output, or to a file that is there whole or not at all."""
    if to is None:
        if sys.stdout.isatty():
            shown = io.BytesIO()
            format_.function(select, shown, **given)
            # A person reads it here: what would steer the terminal is shown. A pipe or a file gets every byte.
            sys.stdout.write(shown.getvalue().decode("utf-8", "surrogateescape"))
        else:
            format_.function(select, sys.stdout.buffer, **given)
        return
    if format_.folder:
        format_.function(select, to, **given)
        return
    from ics_graph.output import replacing

    with replacing(to) as stream:
        format_.function(select, stream, **given)


@click.group(context_settings=SETTINGS)
def export() -> None:
    """Write the graph, or a part of it, in another format.

    \b
    Examples:
      ics-graph export turtle -o graph.ttl
      ics-graph export turtle --only membership --as-of 2019-06-01
      ics-graph export xlsx -o graph.xlsx --within "Central Integrated Care Partnership"
      ics-graph export mermaid -o drawing.mmd --only accountability
      ics-graph export neo4j-admin import/ --graph ics
    """


for _format in all_exports().values():
    export.add_command(_command(_format))
COMMANDS: dict[str, click.Command] = {"export": export}

"""The dataset's own files: a folder that can be checked, edited by hand, and loaded again."""

from __future__ import annotations

from pathlib import Path

from ics_graph.exchange.formats import ExportInput, exporter
from ics_graph.exchange.output_folder import new_folder


@exporter("dataset my-part/ --only membership", folder=True)
def dataset(chosen: ExportInput, to: Path) -> None:
    """The files of a dataset folder, to go on with by hand: YAML, and CSV for what there is much of.

    It loads to the same records. Several datasets become one, which has the titles, licences and descriptions of all of
    them and needs none of them beside it. With --own, what they use stays where it is, and the new folder uses it, too:
    put it beside it. Raises ValueError where the folder is there already and not empty.
    """
    from ics_graph.dataset.writing import write_folder

    with new_folder(to) as folder:
        if chosen.own is None:
            write_folder(chosen.dataset, folder)
        else:
            write_folder(chosen.own.dataset, folder, chosen.own.uses, chosen.own.shared)

"""The whole register of the NHS Organisation Data Service, as XML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ics_graph.exchange.formats import ImportInput, date_typed, importer


@importer(
    "ods-xml HSCOrgRefData_Full_20260427.xml --into register",
    streams=True,
    date="When the file was published, where it does not say itself (YYYY, YYYY-MM or YYYY-MM-DD)",
    types="Only bodies of this type and its kinds, such as NHSTrust (may be repeated)",
)
def ods_xml(
    given: ImportInput, folder: Path, uses: Sequence[str], date: str | None = None, types: tuple[str, ...] = ()
) -> dict[str, int]:
    """The XML of the whole ODS register (HSCOrgRefData), alone or in the archive of TRUD, read body by body.

    Its records are read as those of the ORD API are: roles, relationships, predecessors and successors, with legal and
    operational days. The memory that it takes does not grow with the file. A dataset of all 370,000 organisations is
    slow to ask: keep what you need by "--types". Places and contacts are never taken over.
    """
    from ics_graph.exchange.ods.whole_register import import_register

    return import_register(given, folder, uses, date_typed(date), types)

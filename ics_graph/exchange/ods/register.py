"""What the rows of ODS files came to: the bodies by code, and what is still to be told of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.code_register import Body, Codes
from ics_graph.exchange.ods.rows import OdsRow

CCG, BOARD, LOCATION = "ClinicalCommissioningGroup", "IntegratedCareBoard", "SubICBLocation"
STP, REGION, NETWORK = "SustainabilityAndTransformationPartnership", "NHSEnglandRegion", "PrimaryCareNetwork"
PRACTICES = ("GPPractice", "PrescribingCostCentre")


@dataclass(slots=True)
class Register:
    """What the rows of organisations and of mappings came to, and what is still to be told of them.

    ``rows_of`` has the body (or bodies) of each row of an organisation, for the lines that the row states as well.
    """

    report: Report
    codes: Codes
    rows_of: list[tuple[OdsRow, list[Body]]] = field(default_factory=list)
    names: dict[str, list[tuple[PartialDate, str, OdsRow, str]]] = field(default_factory=lambda: defaultdict(list))

    def doubt(self, row: OdsRow, reason: str, record: str = "") -> None:
        """Tell of a row that was taken over and should be looked at."""
        self.report.doubt(row.file.name, row.line, record or row.cell("code"), reason)

    def skip(self, row: OdsRow, reason: str, record: str = "") -> None:
        """Tell of a row, or a part of one, that was not taken over."""
        self.report.skip(row.file.name, row.line, record or row.cell("code"), reason)


def mapped_day(row: OdsRow) -> PartialDate | None:
    """Return the day of which a row of a mapping speaks."""
    return row.day("day") if row.file.kind == "gp-map" else row.file.date

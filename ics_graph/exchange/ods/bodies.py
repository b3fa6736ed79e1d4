"""The bodies that ODS files list, each with its type, its days and the row that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ics_graph.dates import MIN_DATE, PartialDate
from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.ccgs import ccg_of, names_of_ccgs
from ics_graph.exchange.ods.code_register import Body, Codes
from ics_graph.exchange.ods.mapped import closed_ccgs, mapped, networks_of_partners
from ics_graph.exchange.ods.naming import cased
from ics_graph.exchange.ods.register import CCG, LOCATION, Register
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim

_NOT_CCGS = {"RO218": "CommissioningHub", "RO327": "SubICBReportingEntity"}
_SETTINGS = {
    "0": "other",
    "1": "walk-in centre",
    "2": "out-of-hours",
    "3": "walk-in centre and out-of-hours",
    "4": "GP practice",
    "8": "public health service",
    "9": "community health service",
    "10": "hospital service",
}


def gather(files: Iterable[OdsFile], report: Report, there: KnownEntities) -> Register:
    """Return the register of all bodies in the files."""
    register = Register(report, Codes(report, there))
    files = list(files)
    for file in files:
        if file.kind in ("eccg", "ccg-mapping", "gp-map"):
            names_of_ccgs(file, register)
    # Of several files of a kind the latest names a body; what others call it are its other names.
    latest = sorted(files, key=lambda file: file.known_day.latest if file.known_day else MIN_DATE, reverse=True)
    for file in sorted(latest, key=lambda file: file.kind != "eccg"):
        if file.layout.type is not None:
            _organisations(file, register)
    for file in files:
        if file.kind in ("ccg-mapping", "gp-map"):
            mapped(file, register)
        elif file.kind == "pcn-partners":
            networks_of_partners(file, register)
        elif file.kind == "ccg-succession":
            closed_ccgs(file, register)
    return register


def _organisations(file: OdsFile, register: Register) -> None:
    seen: dict[str, tuple[int, list[str]]] = {}
    for row in file.rows:
        code, name = row.cell("code"), row.cell("name")
        if not re.fullmatch(r"[A-Za-z0-9]{2,12}", code):
            register.skip(row, "the first column is no ODS code", row.cells[0][:40])
            continue
        if code in seen:
            same = seen[code][1] == row.cells
            reason = (
                "the very row stands above" if same else "the code stands above with other details, which were kept"
            )
            register.skip(row, reason)
            continue
        seen[code] = row.line, row.cells
        made = _bodies(row, code, name, register)
        register.rows_of.append((row, [register.codes.add(body) for body in made]))


def _bodies(row: OdsRow, code: str, name: str, register: Register) -> list[Body]:
    since, until, sound = _life(row, register)
    claim = Claim(row.file.source, row.locator, observed=None if sound else "never")
    type_ = _type(row, code, name)
    body = Body(code, type_, cased(name) or None, row, since, until, claims=[claim], over=not sound)
    if not name:
        register.doubt(row, "the row has no name")
        body.note = "the file gives it no name"
    if type_ in (CCG, LOCATION):
        return ccg_of(row, body, name, register)
    if row.file.kind in ("epraccur", "npraccur"):
        _practice(row, body, register)
    return [body]


def _life(row: OdsRow, register: Register) -> tuple[PartialDate | None, PartialDate | None, bool]:
    """Return the open and close dates, and whether both could be read and are in order."""
    dates: list[PartialDate | None] = []
    sound = True
    for column in ("opened", "closed"):
        try:
            dates.append(row.day(column))
        except ValueError:
            register.doubt(row, f"the day on which it {column} is impossible; taken over without that day")
            dates.append(None)
            sound = False
    since, until = dates
    if since and until and since.earliest > until.latest:
        register.doubt(row, "it closed before it opened; taken over without either day")
        return None, None, False
    return since, until, sound


def _type(row: OdsRow, code: str, name: str) -> str:
    kind, subtype, capitals = row.file.kind, row.cell("subtype"), name.upper()
    if kind == "eccg":
        roles = subtype.split("|")
        others = [type_ for role, type_ in _NOT_CCGS.items() if role in roles]
        return others[0] if others else LOCATION if "RO319" in roles else CCG
    if kind in ("epraccur", "npraccur"):
        return "GPPractice" if row.cell("setting") in ("4", "") else "PrescribingCostCentre"
    if kind in ("etrust", "ecare") and len(code) > 3:
        return "Site"
    type_ = row.file.layout.type or "Organisation"
    if type_ == "NHSTrust":
        # The kinds that a name says; what a trust does is not guessed.
        type_ = "FoundationTrust" if "FOUNDATION TRUST" in capitals else type_
        type_ = "AmbulanceTrust" if "AMBULANCE" in capitals else type_
    return type_


def _practice(row: OdsRow, body: Body, register: Register) -> None:
    status, setting = row.cell("status"), row.cell("setting")
    if body.type == "PrescribingCostCentre":
        body.note = f"prescribing setting {setting}" + (f", {_SETTINGS[setting]}" if setting in _SETTINGS else "")
    if status == "P":
        body.planned = True
    elif status == "C" and body.until is None:
        register.doubt(row, "its status is closed, and no day is given on which it closed")
        body.over = True
        body.claims = [Claim(c.source, c.locator, observed="never", note="closed, without a day") for c in body.claims]
    elif status not in ("", "A", "C", "D"):
        register.doubt(row, "its status is none of A, C, D and P; taken over without it")

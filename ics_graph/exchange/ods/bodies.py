"""The bodies that ODS files list: one row may be two bodies, since a code changed hands while the row stayed.

A CCG that lasted to the end stands in a file of today as the sub-ICB location that has its code now, under the name of
a board, with the CCG's first day. It is read as both, and the CCG takes its name from a file made while it was there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.codes import Body, Codes
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS
from ics_graph.exchange.ods.files import OdsFile, Row
from ics_graph.exchange.ods.naming import cased
from ics_graph.exchange.reports import Report
from ics_graph.model import Claim

ACT = "health-and-care-act-2022"
CCG, BOARD, LOCATION = "ClinicalCommissioningGroup", "IntegratedCareBoard", "SubICBLocation"
STP, REGION, NETWORK = "SustainabilityAndTransformationPartnership", "NHSEnglandRegion", "PrimaryCareNetwork"
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
_UNALLOCATED = "U"


@dataclass(slots=True)
class Register:
    """What the rows of organisations and of mappings came to, and what is still to be told of them.

    ``rows_of`` has the body (or bodies) of each row of an organisation, for the lines that the row states as well.
    """

    report: Report
    codes: Codes
    rows_of: list[tuple[Row, list[Body]]] = field(default_factory=list)
    names: dict[str, list[tuple[PartialDate, str, Row, str]]] = field(default_factory=lambda: defaultdict(list))

    def doubt(self, row: Row, reason: str, record: str = "") -> None:
        """Tell of a row that was taken over and should be looked at."""
        self.report.doubt(row.file.name, row.line, record or row.cell("code"), reason)

    def skip(self, row: Row, reason: str, record: str = "") -> None:
        """Tell of a row, or a part of one, that was not taken over."""
        self.report.skip(row.file.name, row.line, record or row.cell("code"), reason)


def mapped_day(row: Row) -> PartialDate | None:
    """Return the day of which a row of a mapping speaks."""
    return row.day("day") if row.file.kind == "gp-map" else row.file.date


def gather(files: Iterable[OdsFile], report: Report) -> Register:
    """Return the register of all bodies in the files."""
    register = Register(report, Codes(report))
    files = list(files)
    for file in files:
        if file.kind in ("ccg-mapping", "gp-map"):
            _names_of_ccgs(file, register)
    for file in sorted(files, key=lambda file: file.kind != "eccg"):
        if file.layout.type is not None:
            _organisations(file, register)
    for file in files:
        if file.kind in ("ccg-mapping", "gp-map"):
            _mapped(file, register)
        elif file.kind == "ccg-succession":
            _closed_ccgs(file, register)
    return register


def _names_of_ccgs(file: OdsFile, register: Register) -> None:
    """Remember what a file made at a time calls the CCGs of that time."""
    seen = set()
    for row in file.rows:
        code, name = row.cell("ccg"), row.cell("ccg_name")
        try:
            when = mapped_day(row)
        except ValueError:
            continue
        if code and name and when and when.latest <= LAST_OF_CCGS.latest and (code, name, when) not in seen:
            seen.add((code, name, when))
            register.names[code].append((when, name, row, row.cell("ccg_ons")))


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


def _bodies(row: Row, code: str, name: str, register: Register) -> list[Body]:
    since, until, sound = _life(row, register)
    claim = Claim(row.file.source, row.locator, observed=None if sound else "never")
    type_ = _type(row, code, name)
    body = Body(code, type_, cased(name) or None, row, since, until, claims=[claim])
    if not name:
        register.doubt(row, "the row has no name")
        body.note = "the file gives it no name"
    if type_ in (CCG, LOCATION):
        return _ccg(row, body, name, register)
    if row.file.kind in ("epraccur", "npraccur"):
        _practice(row, body, register)
    return [body]


def _life(row: Row, register: Register) -> tuple[PartialDate | None, PartialDate | None, bool]:
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


def _type(row: Row, code: str, name: str) -> str:
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


def _ccg(row: Row, body: Body, name: str, register: Register) -> list[Body]:
    """Return the CCG of a row, and the sub-ICB location and the board that a row of today is of as well."""
    board_name = name.rpartition(" - ")[0]
    board_code = row.cell("health")
    made: list[Body] = []
    if body.type == LOCATION:
        location = Body(body.code, LOCATION, body.name, row, FIRST_OF_BOARDS, body.until)
        note = None
        if body.since and body.since.earliest >= FIRST_OF_BOARDS.earliest:
            location.since = body.since
        else:
            note = "the open date there is that of the CCG that had the code before"
        location.claims = [Claim(row.file.source, row.locator, note=note)]
        made.append(location)
        if board_name and re.fullmatch(r"Q[A-Z0-9]{2}", board_code):
            board = Body(board_code, BOARD, cased(board_name), row, FIRST_OF_BOARDS)
            note = "its name and code, in those of a sub-ICB location"
            board.claims = [Claim(row.file.source, row.locator, note=note), by_law("its first day")]
            board.other_names = {_short(cased(board_name))} - {cased(board_name)}
            made.append(board)
        elif board_name:
            register.doubt(row, "the fourth column is no code of a board, so the board in the name is not taken over")
        if location.since != FIRST_OF_BOARDS or body.since is None:
            return made
    ccg = Body(body.code, CCG, body.name, row, body.since, body.until, claims=body.claims, note=body.note)
    if body.type == LOCATION:
        ccg.name, ccg.until = None, None
        ccg.claims = [
            Claim(row.file.source, row.locator, note=f"its first day; its name is there that of today, {name}")
        ]
    if ccg.since is not None and ccg.since.earliest > LAST_OF_CCGS.earliest:
        register.doubt(row, "it opened after CCGs were abolished")
    elif ccg.until is None:
        ccg.until = LAST_OF_CCGS
        ccg.claims.append(by_law("its last day: CCGs were abolished on 1 July 2022"))
    _name_ccg(ccg, row, register)
    return [ccg, *made]


def _name_ccg(ccg: Body, row: Row, register: Register) -> None:
    known = sorted(register.names.get(ccg.code, ()), key=lambda told: told[0].earliest)
    if known and (ccg.until is None or ccg.until.latest >= known[-1][0].earliest):
        when, name, source_row, ons = known[-1]
        note = f"its name in {when.year}: {name}"
        ccg.claims.append(Claim(source_row.file.source, source_row.locator, observed=_observed(when), note=note))
        names = {cased(other) for _, other, *_ in known} | ({ccg.name} if ccg.name else set())
        ccg.name = ccg.name or cased(name)
        ccg.other_names |= {other for other in names if other.casefold() != ccg.name.casefold()}
        ccg.ons = ons
    if ccg.name is None:
        register.doubt(
            row, "a CCG under a name of today; no file given says its own (a mapping of 2022 or before does)"
        )
        ccg.note = (
            "its own name is not in the files; there it has that of the sub-ICB location which took over its code"
        )
    elif ccg.name.startswith("NHS "):
        ccg.other_names.add(_short(ccg.name))


def _practice(row: Row, body: Body, register: Register) -> None:
    status, setting = row.cell("status"), row.cell("setting")
    if body.type == "PrescribingCostCentre":
        body.note = f"prescribing setting {setting}" + (f", {_SETTINGS[setting]}" if setting in _SETTINGS else "")
    if status == "P":
        body.planned = True
    elif status == "C" and body.until is None:
        register.doubt(row, "its status is closed, and no day is given on which it closed")
        body.claims = [Claim(c.source, c.locator, observed="never", note="closed, without a day") for c in body.claims]
    elif status not in ("", "A", "C", "D"):
        register.doubt(row, "its status is none of A, C, D and P; taken over without it")


def _mapped(file: OdsFile, register: Register) -> None:
    """Add the networks, CCGs, partnerships, boards and regions that a mapping names, and practices unknown so far."""
    seen: set[tuple[str, str]] = set()
    for row in file.rows:
        try:
            when = mapped_day(row)
        except ValueError:
            continue  # told where the lines of the row are read
        if when is None:
            continue
        boards = when.earliest >= FIRST_OF_BOARDS.earliest
        wanted = [("ccg", LOCATION if boards else CCG), ("stp", BOARD if boards else STP), ("region", REGION)]
        if file.kind == "gp-map":
            wanted = [("code", "GPPractice"), ("pcn", NETWORK), *wanted]
        elif row.cell("code") != row.cell("ccg") or row.cell("ccg") == "Unknown":
            continue
        for column, type_ in wanted:
            code, name = row.cell(column), row.cell("name" if column == "code" else f"{column}_name")
            if (type_, code) in seen or not re.fullmatch(r"[A-Za-z0-9]{2,12}", code):
                continue
            seen.add((type_, code))
            others = [b for b in register.codes.holders(code, when, when) if _like(b.type, type_)]
            if not others:
                _named_there(row, code, type_, name, when, column, register)


def _named_there(
    row: Row, code: str, type_: str, name: str, when: PartialDate, column: str, register: Register
) -> None:
    told = cased(name)
    body = Body(code, type_, told or None, row, ons=row.cell(f"{column}_ons"))
    body.claims = [Claim(row.file.source, row.locator, observed=_observed(when))]
    if type_ == STP:
        body.in_use = None, LAST_OF_CCGS
        body.name = told + ("" if re.search(r"(Partnership\)?|ICS|STP)$", told) else " STP")
    elif type_ == REGION:
        body.name = f"{told} (NHS England region)" if told else None
        body.other_names = {f"{told} region"} if told else set()
    elif type_ in (BOARD, LOCATION):
        body.since = FIRST_OF_BOARDS
        body.claims.append(by_law("its first day"))
    elif type_ == CCG:
        body.until = LAST_OF_CCGS
        body.claims.append(by_law("its last day: CCGs were abolished on 1 July 2022"))
        body.other_names = {_short(told)} - {told}
    if body.name is None:
        register.doubt(row, "a code without a name; taken over as a body without one", code)
    register.codes.add(body)


def _closed_ccgs(file: OdsFile, register: Register) -> None:
    """Add the CCGs that only the succession file names."""
    for row in file.rows:
        code, name = row.cell("code"), row.cell("name")
        if not code or not name or any(body.type == CCG for body in register.codes.by_code.get(code, ())):
            continue
        try:
            closed = row.day("closed")
        except ValueError:
            continue
        claim = Claim(file.source, row.locator, note="its name and last day")
        register.codes.add(Body(code, CCG, cased(name), row, until=closed, claims=[claim]))


def _like(one: str, other: str) -> bool:
    practices = ("GPPractice", "PrescribingCostCentre")
    return one == other or (one in practices and other in practices)


def by_law(note: str) -> Claim:
    """Return the claim of the Act for the day on which CCGs ended or boards began; the note says which."""
    return Claim(ACT, "Part 1", observed="never", note=note)


def _observed(when: PartialDate) -> PartialDate:
    """Return the day of which a mapping speaks; one that names only a year is of its first of April."""
    return when if when.month else PartialDate(when.year, 4, 1)


def _short(name: str) -> str:
    return name.removeprefix("NHS ")

"""Bodies that only a mapping or a file of successions names: networks, partnerships, regions, closed CCGs."""

from __future__ import annotations

import re

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.ccgs import by_law, observed, short
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS
from ics_graph.exchange.ods.naming import cased
from ics_graph.exchange.ods.register import BOARD, CCG, LOCATION, NETWORK, REGION, STP, Register, mapped_day
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim


def mapped(file: OdsFile, register: Register) -> None:
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
    row: OdsRow, code: str, type_: str, name: str, when: PartialDate, column: str, register: Register
) -> None:
    written = cased(name)
    body = Body(code, type_, written or None, row, ons=row.cell(f"{column}_ons"))
    body.claims = [Claim(row.file.source, row.locator, observed=observed(when))]
    if type_ == STP:
        body.in_use = None, LAST_OF_CCGS
        body.name = written + ("" if re.search(r"(Partnership\)?|ICS|STP)$", written) else " STP")
    elif type_ == REGION:
        body.name = f"{written} (NHS England region)" if written else None
        body.other_names = {f"{written} region"} if written else set()
    elif type_ in (BOARD, LOCATION):
        body.since = FIRST_OF_BOARDS
        body.claims.append(by_law("its first day"))
    elif type_ == CCG:
        body.until = LAST_OF_CCGS
        body.claims.append(by_law("its last day: CCGs were abolished on 1 July 2022"))
        body.other_names = {short(written)} - {written}
    if body.name is None:
        register.doubt(row, "a code without a name; taken over as a body without one", code)
    register.codes.add(body)


def closed_ccgs(file: OdsFile, register: Register) -> None:
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


def networks_of_partners(file: OdsFile, register: Register) -> None:
    """Add the networks that only the file of their partners names."""
    for row in file.rows:
        code, name = row.cell("parent"), row.cell("parent_name")
        if name and code.isalnum() and not register.codes.by_code.get(code):
            claim = Claim(file.source, row.locator, note="its name")
            register.codes.add(Body(code, NETWORK, cased(name), row, claims=[claim]))


def _like(kind: str, other_kind: str) -> bool:
    practices = ("GPPractice", "PrescribingCostCentre")
    return kind == other_kind or (kind in practices and other_kind in practices)

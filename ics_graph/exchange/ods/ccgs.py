"""CCGs and what came after them under their codes: one row of a file may be a CCG, a sub-ICB location and a board.

A CCG that lasted to the end stands in a file of today as the sub-ICB location that has its code now, under the name of
a board, with the CCG's first day. It is read as both, and the CCG takes its name from a file made while it was there.
"""

from __future__ import annotations

import re

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS
from ics_graph.exchange.ods.naming import cased
from ics_graph.exchange.ods.register import BOARD, CCG, LOCATION, Register, mapped_day
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim

ACT = "health-and-care-act-2022"


def names_of_ccgs(file: OdsFile, register: Register) -> None:
    """Remember what a file made at a time calls the CCGs of that time."""
    seen = set()
    listed = file.kind == "eccg"
    for row in file.rows:
        code, name = (row.cell("code"), row.cell("name")) if listed else (row.cell("ccg"), row.cell("ccg_name"))
        if listed and "RO" in row.cell("subtype"):
            continue  # a hub, a location or a reporting entity
        try:
            when = file.date if listed else mapped_day(row)
        except ValueError:
            continue
        if code and name and when and when.latest <= LAST_OF_CCGS.latest and (code, name, when) not in seen:
            seen.add((code, name, when))
            register.names[code].append((when, name, row, row.cell("ccg_ons")))


def ccg_of(row: OdsRow, body: Body, name: str, register: Register) -> list[Body]:
    """Return the CCG of a row, and the sub-ICB location and the board that a row of today is of as well."""
    board_name = name.rpartition(" - ")[0]
    board_code = row.cell("health")
    made: list[Body] = []
    if body.type == LOCATION and body.until and body.until.latest < FIRST_OF_BOARDS.earliest:
        register.doubt(row, "it closed before there were sub-ICB locations; taken for a CCG")
        body.type = CCG
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
            board.other_names = {short(cased(board_name))} - {cased(board_name)}
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


def _name_ccg(ccg: Body, row: OdsRow, register: Register) -> None:
    elsewhere = [naming for naming in register.names.get(ccg.code, ()) if naming[2] is not row]
    namings = sorted(elsewhere, key=lambda naming: naming[0].earliest)
    if namings and (ccg.until is None or ccg.until.latest >= namings[-1][0].earliest):
        when, name, source_row, ons = namings[-1]
        note = f"its name in {when.year}: {name}"
        ccg.claims.append(Claim(source_row.file.source, source_row.locator, observed=observed(when), note=note))
        names = {cased(other) for _, other, *_ in namings} | ({ccg.name} if ccg.name else set())
        ccg.name = ccg.name or cased(name)
        ccg.other_names |= {other for other in names if other.casefold() != ccg.name.casefold()}
        ccg.ons = ons
    has_named_ccg = any(body.type == CCG and body.name for body in register.codes.by_code.get(ccg.code, ()))
    if ccg.name is None and not has_named_ccg:
        register.doubt(
            row, "a CCG under a name of today; no file given says its own (a mapping of 2022 or before does)"
        )
        ccg.note = (
            "its own name is not in the files; there it has that of the sub-ICB location which took over its code"
        )
    elif ccg.name is not None and ccg.name.startswith("NHS "):
        ccg.other_names.add(short(ccg.name))


def by_law(note: str) -> Claim:
    """Return the claim of the Act for the day on which CCGs ended or boards began; the note says which."""
    return Claim(ACT, "Part 1", observed="never", note=note)


def observed(when: PartialDate) -> PartialDate:
    """Return the day of which a mapping speaks; one that names only a year is of its first of April."""
    return when if when.month else PartialDate(when.year, 4, 1)


def short(name: str) -> str:
    """Return a name without the "NHS" before it, as people say it."""
    return name.removeprefix("NHS ")

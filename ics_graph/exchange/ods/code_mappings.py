"""What mappings and files of successions say of two bodies."""

from __future__ import annotations

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS
from ics_graph.exchange.ods.lines import OdsLines, Succession
from ics_graph.exchange.ods.register import BOARD, CCG, LOCATION, NETWORK, PRACTICES, REGION, STP, mapped_day
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim


def mapping(file: OdsFile, lines: OdsLines) -> None:
    register, codes = lines.register, lines.register.codes
    seen: set[tuple[str, PartialDate]] = set()
    for row in file.rows:
        try:
            when = mapped_day(row)
        except ValueError:
            register.skip(row, "an impossible day")
            continue
        if when is None:
            register.skip(row, "no day is known of which it speaks; give it by --date")
            continue
        when = when if when.month else PartialDate(when.year, 4, 1)
        if file.kind == "ccg-mapping" and (row.cell("code") != row.cell("ccg") or row.cell("ccg") == "Unknown"):
            register.skip(
                row, "it says in which later CCG the area lies, which is no succession; see the succession file"
            )
            continue
        if (row.cell("code"), when) in seen:
            register.skip(row, "the code stands above, of the same day")
            continue
        seen.add((row.cell("code"), when))
        boards = when.earliest >= FIRST_OF_BOARDS.earliest
        wanted = [("ccg", LOCATION if boards else CCG), ("stp", BOARD if boards else STP), ("region", REGION)]
        held: dict[str, Body] = {}
        for column, type_ in [("code", "GPPractice"), ("pcn", NETWORK), *wanted]:
            code = row.cell(column)
            if len(code) >= 2 and code.isalnum() and (file.kind == "gp-map" or column not in ("code", "pcn")):
                types = PRACTICES if column == "code" else (type_,)
                held[column] = codes.on(code, when, row, types)
        if file.kind == "gp-map":
            if "code" not in held:
                register.skip(row, "no code of a practice")
                continue
            if "pcn" in held:
                lines.witness(row, (held["code"], "memberOf", held["pcn"]), when)
            elif "pcn" in file.columns:  # months before July 2019 know no networks
                register.skip(row, "the practice is in no network there")
            if "ccg" in held:
                kind = "inGeographyOf" if boards else "memberOf"
                lines.witness(row, (held["code"], kind, held["ccg"]), when)
        for low, high in (("pcn", "ccg"), ("ccg", "stp"), ("stp", "region")):
            if low in held and high in held and held[low] is not held[high]:
                kind = "partOf" if held[low].type == LOCATION and held[high].type == BOARD else "inGeographyOf"
                lines.witness(row, (held[low], kind, held[high]), when)


def successions(file: OdsFile, lines: OdsLines) -> None:
    register, codes = lines.register, lines.register.codes
    seen: set[tuple[str, ...]] = set()
    for row in file.rows:
        code, successor = row.cell("code"), row.cell("successor")
        if not code.isalnum() or not successor.isalnum():
            register.skip(row, "the code of the predecessor or of the successor is missing")
            continue
        if code == successor:
            register.skip(row, "it succeeds itself")
            continue
        try:
            effective = row.day("effective")
        except ValueError:
            register.skip(row, "an impossible day on which it took effect")
            continue
        if effective is None:
            register.skip(row, "no day on which it took effect")
            continue
        if (code, successor, str(effective)) in seen:
            register.skip(row, "the very row stands above")
            continue
        seen.add((code, successor, str(effective)))
        closed = [
            body
            for body in codes.holders(code, None, effective)
            if body.until is None or body.until.latest <= effective.latest
        ]
        before = closed[-1] if closed else codes.on(code, effective, row)
        after = codes.nearest(successor, effective, row)
        succession = lines.successions.setdefault((after, effective), Succession(after, effective))
        succession.predecessors.append((before, _claim(row)))
        opened = after.since
        if opened and before.until and opened.earliest <= before.until.earliest and after.first.file.kind == "eccg":
            register.doubt(
                row, "the successor's code was open before the predecessor had closed", f"{code} {successor}"
            )


def _claim(row: OdsRow) -> Claim:
    """Return the claim of a row of succession: a file that was worked out says so itself."""
    if row.cell("basis") == "inferred":
        note = f"worked out from the GP practices that moved: {row.cell('moved')}"
        return Claim(row.file.source, row.locator, basis="inferred", note=note)
    codes = [f"{name} {row.cell(name)}" for name in ("reason", "indicator") if row.cell(name)]
    return Claim(row.file.source, row.locator, note=f"in the file's codes: {', '.join(codes)}" if codes else None)

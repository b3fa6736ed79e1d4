"""What the rows of organisations and memberships say of two bodies: parents, commissioners, areas, with their days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Literal

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_mappings import mapping, successions
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS
from ics_graph.exchange.ods.lines import OdsLine, OdsLines
from ics_graph.exchange.ods.register import BOARD, CCG, LOCATION, NETWORK, PRACTICES, REGION, STP, Register
from ics_graph.exchange.ods.rows import OdsFile, OdsRow
from ics_graph.model import Claim


def add_relations(files: Iterable[OdsFile], register: Register, say: Callable[[str], None]) -> OdsLines:
    """Return the lines that the rows of all files state."""
    lines = OdsLines(register)
    files = list(files)
    for file in files:
        if file.kind in ("epcmem", "pcn-partners"):
            say(f"joining {len(file.rows):,} rows of {file.name}")
            _memberships(file, lines)
    say("joining organisations with those above them")
    _of_organisations(lines)
    for file in files:
        if file.kind in ("ccg-mapping", "gp-map"):
            say(f"joining {len(file.rows):,} rows of {file.name}")
            mapping(file, lines)
        elif file.kind in ("succ", "ccg-succession"):
            successions(file, lines)
    _in_two_at_once(lines)
    return lines


def _spell(row: OdsRow, register: Register) -> tuple[PartialDate | None, PartialDate | None] | None:
    """Return the joined and left days of a row, or None where they cannot be taken, which is told."""
    try:
        joined, left = row.day("joined"), row.day("left")
    except ValueError:
        register.skip(row, "an impossible day on which it joined or left its parent")
        return None
    if joined and left and joined.earliest > left.latest:
        register.skip(row, "it left its parent before it joined it")
        return None
    return joined, left


def _memberships(file: OdsFile, lines: OdsLines) -> None:
    register = lines.register
    for row in file.rows:
        code, parent = row.cell("code"), row.cell("parent")
        if not code.isalnum() or not parent.isalnum():
            register.skip(row, "the code of the practice or of its parent is missing")
            continue
        days = _spell(row, register)
        if days is not None:
            _belongs(row, _practice(code, days, row, register), parent, days, lines)


def _practice(code: str, days: tuple[PartialDate | None, PartialDate | None], row: OdsRow, register: Register) -> Body:
    """Return the practice of a code: by its days where the code was another's as well."""
    holders = register.codes.by_code.get(code, ())
    if len(holders) == 1:
        return holders[0]
    practices = [body for body in register.codes.holders(code, *days) if body.type in PRACTICES]
    return practices[-1] if practices else register.codes.unexplained(code, *days, row, "GPPractice")


def _belongs(
    row: OdsRow,
    practice: Body,
    parent: str,
    days: tuple[PartialDate | None, PartialDate | None],
    lines: OdsLines,
) -> None:
    """A practice belongs to its group, trust or CCG; to a sub-ICB location, which has no members, only by its area."""
    for spell in lines.register.codes.spells(parent, *days, row):
        if spell.body.type == LOCATION:
            note = "the file gives the spell of the code, which was a CCG's before"
            claim = Claim(row.file.source, row.locator, note=note if spell.since != days[0] else None)
            lines.add(row, (practice, "inGeographyOf", spell.body), (spell.since, spell.until), claim)
        else:
            lines.add(row, (practice, "memberOf", spell.body), (spell.since, spell.until))


def _of_organisations(lines: OdsLines) -> None:
    register = lines.register
    closed: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    above: dict[tuple[str, str], OdsRow] = {}
    for row, bodies in register.rows_of:
        if not bodies:
            continue
        if row.cell("parent"):
            _parent(row, bodies[0], lines)
        if row.cell("within"):
            _within(row, bodies[0], lines)
        if row.cell("status") == "D":
            claim = Claim(row.file.source, row.locator)
            lines.facts.append((bodies[0], "status", "dormant", (None, None), claim))
        _area(row, bodies, lines, above, closed, elsewhere)
    for (health, region), row in above.items():
        made = row.file.known_day
        claim = Claim(
            row.file.source,
            row.locator,
            basis="inferred",
            note="its rows have both codes",
            observed=row.file.date,
        )
        low = register.codes.on(health, made, row, (BOARD, STP))
        high = register.codes.on(region, made, row, (REGION,))
        if low is not high:
            lines.add(row, (low, "inGeographyOf", high), claim=claim)
    for name, number in closed.items():
        reason = "areas of bodies that had closed: the file gives those of its own day, and not of theirs"
        register.report.skip(name, None, f"{number:,} rows", reason)
    for name, number in elsewhere.items():
        reason = "national groupings that are no region of NHS England"
        register.report.skip(name, None, f"{number:,} rows", reason)


def _within(row: OdsRow, body: Body, lines: OdsLines) -> None:
    """A file of networks says in which CCG or location an open one lies on the file's day."""
    made, code = row.file.known_day, row.cell("within")
    if made is None or not code.isalnum() or (body.until is not None and body.until.latest < made.earliest):
        return
    types = (LOCATION,) if made.earliest >= FIRST_OF_BOARDS.earliest else (CCG,)
    high = lines.register.codes.on(code, made, row, types)
    if high is not body:
        lines.add(row, (body, "inGeographyOf", high), claim=Claim(row.file.source, row.locator))


def _parent(row: OdsRow, body: Body, lines: OdsLines) -> None:
    register = lines.register
    parent = row.cell("parent")
    days = _spell(row, register)
    if days is None or not parent.isalnum():
        if days is not None:
            register.skip(row, "the code of its parent is none")
        return
    practice = row.file.kind in ("epraccur", "npraccur")
    claim = Claim(row.file.source, row.locator, observed="never" if body.planned or body.over else None)
    for spell in register.codes.spells(parent, *days, row):
        if spell.body is body:
            register.skip(row, "it is its own parent")
        elif practice:
            lines.add(row, (spell.body, "commissions", body), (spell.since, spell.until), claim)
            if spell.body.type in (CCG, LOCATION) and body.type == "GPPractice":
                _is_member(row, body, (spell.since, spell.until), spell.body, lines)
        else:
            lines.add(row, (body, "partOf", spell.body), (spell.since, spell.until), claim)


def _is_member(
    row: OdsRow, practice: Body, days: tuple[PartialDate | None, PartialDate | None], parent: Body, lines: OdsLines
) -> None:
    """A CCG's members were the practices it is the parent of: so the file that names the commissioner implies it.

    Where a file of memberships says it in so many words, nothing needs to be inferred.
    """
    kind = "memberOf" if parent.type == CCG else "inGeographyOf"
    there = lines.between[practice, kind, parent]
    if any(line.since == days[0] and line.until == days[1] for line in there):
        return
    if any(line.first.file is not row.file for line in there):
        lines.register.doubt(row, "another file gives other days for the practice there; both were kept")
    note = "from the file's column of the commissioner, which is the practice's parent"
    observed: Literal["never"] | None = "never" if practice.planned or practice.over else None
    claim = Claim(row.file.source, row.locator, basis="inferred", observed=observed, note=note)
    lines.add(row, (practice, kind, parent), days, claim)


def _area(
    row: OdsRow,
    bodies: Sequence[Body],
    lines: OdsLines,
    above: dict[tuple[str, str], OdsRow],
    closed: Counter[str],
    elsewhere: Counter[str],
) -> None:
    """Take the area of a body that was open when the file was made, and the board of a sub-ICB location."""
    file, codes = row.file, lines.register.codes
    health, region = row.cell("health"), row.cell("region")
    made = file.known_day
    location = next((body for body in bodies if body.type == LOCATION), None)
    board = next((body for body in bodies if body.type == BOARD), None)
    if location is not None and board is not None:
        note = "the board of today there, by the location's name and the code in column 4"
        claim = Claim(file.source, row.locator, basis="layout", note=note)
        lines.add(row, (location, "partOf", board), (location.since or FIRST_OF_BOARDS, location.until), claim)
    if not health and not region:
        return
    body = location or bodies[0]
    if made is None or (body.until is not None and body.until.latest < made.earliest):
        closed[file.name] += 1
        return
    is_ours = bool(codes.by_code.get(region)) or (region.startswith("Y") and len(region) == 3)
    if region and not is_ours:
        elsewhere[file.name] += 1
    if health and region and is_ours:
        above.setdefault((health, region), row)
    claim = Claim(file.source, row.locator)
    if body.planned or body.over or location is not None:
        return
    if health:
        high = codes.on(health, made, row, (BOARD, STP))
    elif is_ours:
        high = codes.on(region, made, row, (REGION,))
    else:
        return
    if high is not body:
        lines.add(row, (body, "inGeographyOf", high), claim=claim)


def _in_two_at_once(lines: OdsLines) -> None:
    """Tell of practices that were in two groups, trusts or CCGs on one day: the rows are kept, and doubtful."""
    of: dict[Body, list[OdsLine]] = defaultdict(list)
    for (subject, type_, object_), spells in lines.between.items():
        if type_ == "memberOf" and subject.type in PRACTICES and object_.type != NETWORK:
            of[subject] += [line for line in spells if line.since is not None]
    for spells in of.values():
        spells.sort(key=lambda line: line.since.earliest if line.since else PartialDate(1000).earliest)
        for before, after in pairwise(spells):
            ends = before.until or before.object.until
            if (
                after.since
                and (ends is None or ends.latest >= after.since.latest)
                and before.object is not after.object
            ):
                lines.register.doubt(after.first, "it joined one parent before it left another")

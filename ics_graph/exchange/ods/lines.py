"""What the rows say of two bodies: memberships, commissioners, areas and successions, each with its days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.bodies import BOARD, CCG, LOCATION, NETWORK, REGION, STP, Register, mapped_day
from ics_graph.exchange.ods.codes import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS
from ics_graph.exchange.ods.files import OdsFile, Row
from ics_graph.model import Claim

_PRACTICES = ("GPPractice", "PrescribingCostCentre")


@dataclass(eq=False, slots=True)
class Line:
    """A relation in the making."""

    subject: Body
    type: str
    object: Body
    since: PartialDate | None
    until: PartialDate | None
    claims: list[Claim]
    first: Row
    apart: bool = False
    key: str = ""


@dataclass(eq=False, slots=True)
class Succession:
    """What came after some bodies on a day, by the rows of one file."""

    successor: Body
    effective: PartialDate
    predecessors: list[tuple[Body, Claim]] = field(default_factory=list)


class Lines:
    """The lines between the bodies of a register, each once, with every row that says it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.between: dict[tuple[Body, str, Body], list[Line]] = defaultdict(list)
        self.successions: dict[tuple[Body, PartialDate], Succession] = {}
        self.facts: list[tuple[Body, str, str, tuple[PartialDate | None, PartialDate | None], Claim]] = []

    def __iter__(self) -> Iterator[Line]:
        return (line for lines in self.between.values() for line in lines)

    def add(
        self,
        row: Row,
        ends: tuple[Body, str, Body],
        days: tuple[PartialDate | None, PartialDate | None] = (None, None),
        claim: Claim | None = None,
        key: str = "",
    ) -> None:
        """Add what a row says of two bodies; a row that repeats one of its own file is told as skipped."""
        since, until = days
        claim = claim or Claim(row.file.source, row.locator)
        lines = self.between[ends]
        for line in lines:
            if line.since != since:
                continue
            if line.until == until:
                if any(known.source == claim.source for known in line.claims):
                    self.register.skip(row, "the same line with the same days stands above")
                else:
                    line.claims.append(claim)
                return
            if line.until is None or until is None:
                self.register.doubt(row, "one row gives the line an end and another none; the end was kept")
                line.until = line.until or until
                line.claims.append(claim)
                return
        apart = any(line.since == since for line in lines)
        if apart:
            self.register.doubt(row, "it begins on the same day as a line above and ends on another; both were kept")
        lines.append(Line(*ends, since, until, [claim], row, apart, key))

    def witness(self, row: Row, ends: tuple[Body, str, Body], when: PartialDate) -> None:
        """Add that a row shows a line on a day: to the spell that holds then, or as a line without days."""
        claim = Claim(row.file.source, row.locator, observed=when)
        lines = self.between[ends]
        for line in lines:
            begun = line.since is None or line.since.earliest <= when.latest
            if begun and (line.until is None or line.until.latest >= when.earliest):
                if not any(known.source == claim.source for known in line.claims):
                    line.claims.append(claim)
                return
        lines.append(Line(*ends, None, None, [claim], row))


def draw(files: Iterable[OdsFile], register: Register, say: Callable[[str], None]) -> Lines:
    """Return the lines that the rows of all files state."""
    lines = Lines(register)
    files = list(files)
    for file in files:
        if file.kind == "epcmem":
            say(f"joining {len(file.rows):,} rows of {file.name}")
            _memberships(file, lines)
    say("joining organisations with those above them")
    _of_organisations(lines)
    for file in files:
        if file.kind in ("ccg-mapping", "gp-map"):
            say(f"joining {len(file.rows):,} rows of {file.name}")
            _mapping(file, lines)
        elif file.kind in ("succ", "ccg-succession"):
            _successions(file, lines)
    _in_two_at_once(lines)
    return lines


def _spell(row: Row, register: Register) -> tuple[PartialDate | None, PartialDate | None] | None:
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


def _memberships(file: OdsFile, lines: Lines) -> None:
    register = lines.register
    for row in file.rows:
        code, parent = row.cell("code"), row.cell("parent")
        if not code.isalnum() or not parent.isalnum():
            register.skip(row, "the code of the practice or of its parent is missing")
            continue
        days = _spell(row, register)
        if days is not None:
            _belongs(row, _practice(code, days, row, register), parent, days, lines)


def _practice(code: str, days: tuple[PartialDate | None, PartialDate | None], row: Row, register: Register) -> Body:
    """Return the practice of a code: by its days where the code was another's as well."""
    known = register.codes.by_code.get(code, ())
    if len(known) == 1:
        return known[0]
    found = [body for body in register.codes.holders(code, *days) if body.type in _PRACTICES]
    return found[-1] if found else register.codes.unexplained(code, *days, row, "GPPractice")


def _belongs(
    row: Row,
    practice: Body,
    parent: str,
    days: tuple[PartialDate | None, PartialDate | None],
    lines: Lines,
) -> None:
    """A practice belongs to its group, trust or CCG; to a sub-ICB location, which has no members, only by its area."""
    for spell in lines.register.codes.spells(parent, *days, row):
        if spell.body.type == LOCATION:
            note = "the file gives the spell of the code, which was a CCG's before"
            claim = Claim(row.file.source, row.locator, note=note if spell.since != days[0] else None)
            lines.add(row, (practice, "inGeographyOf", spell.body), (spell.since, spell.until), claim)
        else:
            lines.add(row, (practice, "memberOf", spell.body), (spell.since, spell.until))


def _of_organisations(lines: Lines) -> None:
    register = lines.register
    closed: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    above: dict[tuple[str, str], Row] = {}
    for row, bodies in register.rows_of:
        if not bodies:
            continue
        if row.cell("parent"):
            _parent(row, bodies[0], lines)
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


def _parent(row: Row, body: Body, lines: Lines) -> None:
    register = lines.register
    parent = row.cell("parent")
    days = _spell(row, register)
    if days is None or not parent.isalnum():
        if days is not None:
            register.skip(row, "the code of its parent is none")
        return
    practice = row.file.kind in ("epraccur", "npraccur")
    claim = Claim(row.file.source, row.locator, observed="never" if body.planned else None)
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
    row: Row, practice: Body, days: tuple[PartialDate | None, PartialDate | None], parent: Body, lines: Lines
) -> None:
    """A CCG's members were the practices it is the parent of: so the file that names the commissioner implies it.

    Where a file of memberships says it in so many words, nothing needs to be inferred.
    """
    kind = "memberOf" if parent.type == CCG else "inGeographyOf"
    if any(line.since == days[0] and line.until == days[1] for line in lines.between[practice, kind, parent]):
        return
    note = "from the file's column of the commissioner, which is the practice's parent"
    claim = Claim(row.file.source, row.locator, basis="inferred", note=note)
    lines.add(row, (practice, kind, parent), days, claim)


def _area(
    row: Row,
    bodies: Sequence[Body],
    lines: Lines,
    above: dict[tuple[str, str], Row],
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
    known = bool(codes.by_code.get(region)) or (region.startswith("Y") and len(region) == 3)
    if region and not known:
        elsewhere[file.name] += 1
    if health and region and known:
        above.setdefault((health, region), row)
    claim = Claim(file.source, row.locator)
    if body.planned or location is not None:
        return
    if health:
        high = codes.on(health, made, row, (BOARD, STP))
    elif known:
        high = codes.on(region, made, row, (REGION,))
    else:
        return
    if high is not body:
        lines.add(row, (body, "inGeographyOf", high), claim=claim)


def _mapping(file: OdsFile, lines: Lines) -> None:
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
                types = _PRACTICES if column == "code" else (type_,)
                held[column] = codes.on(code, when, row, types)
        if file.kind == "gp-map":
            if "code" not in held:
                register.skip(row, "no code of a practice")
                continue
            if "pcn" in held:
                lines.witness(row, (held["code"], "memberOf", held["pcn"]), when)
            else:
                register.skip(row, "the practice is in no network there")
            if "ccg" in held:
                kind = "inGeographyOf" if boards else "memberOf"
                lines.witness(row, (held["code"], kind, held["ccg"]), when)
        for low, high in (("pcn", "ccg"), ("ccg", "stp"), ("stp", "region")):
            if low in held and high in held and held[low] is not held[high]:
                kind = "partOf" if held[low].type == LOCATION and held[high].type == BOARD else "inGeographyOf"
                lines.witness(row, (held[low], kind, held[high]), when)


def _successions(file: OdsFile, lines: Lines) -> None:
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
        after = codes.on(successor, effective, row, (before.type,))
        found = lines.successions.setdefault((after, effective), Succession(after, effective))
        found.predecessors.append((before, _said(row)))
        opened = after.since
        if opened and before.until and opened.earliest <= before.until.earliest and after.first.file.kind == "eccg":
            register.doubt(
                row, "the successor's code was open before the predecessor had closed", f"{code} {successor}"
            )


def _said(row: Row) -> Claim:
    """Return the claim of a row of succession: a file that was worked out says so itself."""
    if row.cell("basis") == "inferred":
        note = f"worked out from the GP practices that moved: {row.cell('moved')}"
        return Claim(row.file.source, row.locator, basis="inferred", note=note)
    codes = [f"{name} {row.cell(name)}" for name in ("reason", "indicator") if row.cell(name)]
    return Claim(row.file.source, row.locator, note=f"in the file's codes: {', '.join(codes)}" if codes else None)


def _in_two_at_once(lines: Lines) -> None:
    """Tell of practices that were in two groups, trusts or CCGs on one day: the rows are kept, and doubtful."""
    of: dict[Body, list[Line]] = defaultdict(list)
    for (subject, type_, object_), spells in lines.between.items():
        if type_ == "memberOf" and subject.type in _PRACTICES and object_.type != NETWORK:
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

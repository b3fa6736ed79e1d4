"""The lines between the bodies of a register, each once, with every row that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.register import Register
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.model import Claim


@dataclass(eq=False, slots=True)
class OdsLine:
    """A relation in the making."""

    subject: Body
    type: str
    object: Body
    since: PartialDate | None
    until: PartialDate | None
    claims: list[Claim]
    first: OdsRow
    apart: bool = False
    key: str = ""


@dataclass(eq=False, slots=True)
class Succession:
    """What came after some bodies on a day, by the rows of one file."""

    successor: Body
    effective: PartialDate
    predecessors: list[tuple[Body, Claim]] = field(default_factory=list)


class OdsLines:
    """The lines between the bodies of a register, each once, with every row that says it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.between: dict[tuple[Body, str, Body], list[OdsLine]] = defaultdict(list)
        self.successions: dict[tuple[Body, PartialDate], Succession] = {}
        self.facts: list[tuple[Body, str, str, tuple[PartialDate | None, PartialDate | None], Claim]] = []

    def __iter__(self) -> Iterator[OdsLine]:
        return (line for lines in self.between.values() for line in lines)

    def add(
        self,
        row: OdsRow,
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
                if any(cited.source == claim.source for cited in line.claims):
                    self.register.skip(row, "the same line with the same days stands above")
                else:
                    line.claims.append(claim)
                return
            if line.until is None or until is None:
                open_, end = (line.first, until) if line.until is None else (row, line.until)
                made = open_.file.known_day
                if made is None or end is None or made.earliest > end.latest:
                    self.register.doubt(row, "one row gives the line an end and another none; the end was kept")
                line.until = line.until or until
                line.claims.append(claim)
                return
        apart = any(line.since == since for line in lines)
        if apart:
            self.register.doubt(row, "it begins on the same day as a line above and ends on another; both were kept")
        lines.append(OdsLine(*ends, since, until, [claim], row, apart, key))

    def witness(self, row: OdsRow, ends: tuple[Body, str, Body], when: PartialDate) -> None:
        """Add that a row shows a line on a day: to the spell that holds then, or as a line without days."""
        claim = Claim(row.file.source, row.locator, observed=when)
        lines = self.between[ends]
        for line in lines:
            begun = line.since is None or line.since.earliest <= when.latest
            if begun and (line.until is None or line.until.latest >= when.earliest):
                if not any(cited.source == claim.source for cited in line.claims):
                    line.claims.append(claim)
                return
        lines.append(OdsLine(*ends, None, None, [claim], row))

"""Which type an organisation of the register is of by its roles, and bodies of which a role is all that is known."""

from __future__ import annotations

from typing import Literal

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_register import Body, Codes
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS
from ics_graph.exchange.ods.records import NO_DAYS, Days, Record
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.model import Claim
from ics_graph.ontology import Ontology

# A display name of a role, where the ontology has no code for the type.
_BY_NAME = {"LOCAL HEALTH BOARD": "LocalHealthBoard", "WELSH LOCAL HEALTH BOARD": "LocalHealthBoard"}
# Pairs of types that one code had, the second from 1 July 2022 on.
_CHANGED_HANDS = (
    ("ClinicalCommissioningGroup", "SubICBLocation"),
    ("SustainabilityAndTransformationPartnership", "IntegratedCareBoard"),
)
STP_OR_BOARD = "RO261"


def kinds_of(record: Record, ontology: Ontology) -> list[str]:
    """Return the types that a record was of, one after the other: one, or two where its code changed hands in 2022.

    A type is told by roles that are held together, the more of them the more exactly.
    """
    held = {role.id for role in record.roles}
    matches = {
        kind.name: len(combination.split("+"))
        for kind in ontology.types.values()
        for combination in kind.ods_roles
        if held.issuperset(combination.split("+"))
    }
    if not matches:
        primary = next((role for role in record.roles if role.primary), None)
        name = (primary.name if primary else "").upper()
        return [_BY_NAME.get(name) or ("Site" if name.endswith("SITE") else "Organisation")]
    since = record.legal[0] or record.operational[0]
    for earlier, later in _CHANGED_HANDS:
        if earlier in matches and later in matches:
            early = since is None or since.earliest < FIRST_OF_BOARDS.earliest
            return [earlier, later] if early else [later]
    return [max(matches, key=lambda name: matches[name])]


def expected(
    codes: Codes,
    code: str,
    role: str,
    days: Days,
    over: bool,
    row: OdsRow,
    ontology: Ontology,
) -> None:
    """Make the bodies that a code without a record stands for, by the primary role that is given of it.

    The record shows that they were there on the last of the days, or on its own day where these go on; not where that
    in which they are named is ``over``.
    """
    if codes.by_code.get(code):
        return
    since, until = days
    shown: PartialDate | Literal["never"] | None = until or ("never" if over else None)
    claim = Claim(row.file.source, row.locator, observed=shown, note="its code and primary role alone")

    def add(type_: str, in_use: Days = NO_DAYS) -> None:
        note = "known by its code and primary role alone: no record names it"
        codes.by_code[code].append(Body(code, type_, None, row, in_use=in_use, claims=[claim], note=note))

    if role == STP_OR_BOARD:
        # One role for both; which it was is told by the day of the law.
        if since is None or since.earliest < FIRST_OF_BOARDS.earliest:
            add("SustainabilityAndTransformationPartnership", (None, LAST_OF_CCGS))
        made = row.file.known_day
        last = until if until is not None else made
        if last is not None and last.latest >= FIRST_OF_BOARDS.earliest:
            add("IntegratedCareBoard", (FIRST_OF_BOARDS, None))
    else:
        kinds = [kind.name for kind in ontology.types.values() if role and role in kind.ods_roles]
        add(kinds[0] if kinds else "Organisation")
    reason = "no record has this code; taken over as a body without a name, of the kind of its primary role"
    codes.report.doubt(row.file.name, row.line or None, code, reason)

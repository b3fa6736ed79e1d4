"""Which type an organisation of the register is of by its roles, and bodies of which a role is all that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.code_register import Body, Codes, guessed
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS, after, before
from ics_graph.exchange.ods.records import NO_DAYS, Days, Record
from ics_graph.exchange.ods.role_marks import role_marks
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.model import Claim, KindSpell
from ics_graph.ontology import Ontology

# A display name of a role, where the ontology has no code for the type.
_BY_NAME = {"LOCAL HEALTH BOARD": "LocalHealthBoard", "WELSH LOCAL HEALTH BOARD": "LocalHealthBoard"}
# Pairs of types that one code had, the second from 1 July 2022 on.
_CHANGED_HANDS = (
    ("ClinicalCommissioningGroup", "SubICBLocation"),
    ("SustainabilityAndTransformationPartnership", "IntegratedCareBoard"),
)
STP_OR_BOARD = "RO261"
_KNOWN_BY = "known by its"


def kinds_of(record: Record, ontology: Ontology) -> list[str]:
    """Return the types that a record was of, one after the other: one, or two where its code changed hands in 2022.

    A type is told by roles that are held together, the more of them the more exactly.
    """
    matches = {name: len(roles) for name, roles in _marked(record, ontology)}
    if not matches:
        primary = next((role for role in record.roles if role.primary), None)
        name = (primary.name if primary else "").upper()
        site = record.site or name.endswith("SITE")
        return [_BY_NAME.get(name) or ("Site" if site else record.kind or "Organisation")]
    since = record.legal[0] or record.operational[0]
    for earlier, later in _CHANGED_HANDS:
        if earlier in matches and later in matches:
            early = since is None or since.earliest < FIRST_OF_BOARDS.earliest
            return [earlier, later] if early else [later]
    return [max(matches, key=lambda name: matches[name])]


def _marked(record: Record, ontology: Ontology) -> Sequence[tuple[str, frozenset[str]]]:
    """Return the types that the roles of a record mark, each with the roles that do."""
    return role_marks(ontology).of(frozenset([role.id for role in record.roles]))


def spells_of_kind(
    record: Record, type_: str, days: Days, claims: tuple[Claim, ...], ontology: Ontology
) -> tuple[KindSpell, ...]:
    """Return the types that a body was of one after the other, by the days of its roles; none where it was of one only.

    A trust is a foundation trust for as long as it has that role as well. What a role adds without a day, or after it
    ended without one, is not told apart.
    """
    combinations = _marked(record, ontology)
    if len(combinations) < 2:
        return ()
    held = {role.id: role for role in record.roles}
    exact = next((roles for name, roles in combinations if name == type_), None)
    general = max(
        (
            (len(roles), name)
            for name, roles in combinations
            if exact and name != type_ and roles < exact and ontology.is_a(type_, name)
        ),
        default=None,
    )
    if exact is None or general is None:
        return ()
    _, plainer = general
    (plain_roles,) = [roles for name, roles in combinations if name == plainer and roles < exact][:1]
    added = [held[id_] for id_ in exact - plain_roles]
    if any(role.over for role in added):
        return ()
    since = max((role.days[0] for role in added if role.days[0]), key=lambda day: day.earliest, default=None)
    until = min((role.days[1] for role in added if role.days[1]), key=lambda day: day.latest, default=None)
    begins, ends = days
    spells = []
    if since and (begins is None or begins.latest < since.earliest):
        spells.append(KindSpell(plainer, None, before(since), claims))
    later = until and (ends is None or until.latest < ends.earliest)
    spells.append(KindSpell(type_, since if spells else None, until if later else None, claims))
    if later and until:
        spells.append(KindSpell(plainer, after(until), None, claims))
    return tuple(spells) if len(spells) > 1 else ()


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
    there = codes.by_code.get(code)
    if there and not any(body.note.startswith(_KNOWN_BY) for body in there):
        return
    since, until = days
    shown: PartialDate | Literal["never"] | None = until or ("never" if over else None)
    by = "code and primary role alone" if role else "code alone"
    claim = Claim(row.file.source, row.locator, observed=shown, note=f"its {by}")
    if there:
        for body in there:
            if body.note.startswith(_KNOWN_BY):
                inferred = body.claims[:1] and body.claims[0].basis == "inferred"
                body.cite(replace(claim, basis="inferred", note=body.claims[0].note) if inferred else claim)
        return

    def add(type_: str, in_use: Days = NO_DAYS) -> None:
        note = f"{_KNOWN_BY} {by}: no record names it"
        codes.by_code[code].append(Body(code, type_, None, row, in_use=in_use, claims=[claim], note=note))

    if role == STP_OR_BOARD:
        # One role for both; which it was is told by the day of the law.
        if since is None or since.earliest < FIRST_OF_BOARDS.earliest:
            add("SustainabilityAndTransformationPartnership", (None, LAST_OF_CCGS))
        made = row.file.known_day
        last = until if until is not None else made
        if last is not None and last.latest >= FIRST_OF_BOARDS.earliest:
            add("IntegratedCareBoard", (FIRST_OF_BOARDS, None))
    elif not role:
        type_, why = guessed(code, since, until)
        if why:
            claim = replace(claim, basis="inferred", note=f"its kind, from {why}")
        add(type_)
        reason = "no record has this code; taken over as a body without a name"
        codes.report.doubt(row.file.name, row.line or None, code, reason)
        return
    else:
        kinds = [kind.name for kind in ontology.types.values() if role and role in kind.ods_roles]
        add(kinds[0] if kinds else "Organisation")
    reason = "no record has this code; taken over as a body without a name, of the kind of its primary role"
    codes.report.doubt(row.file.name, row.line or None, code, reason)

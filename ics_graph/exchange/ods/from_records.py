"""What becomes of the records of the ODS register: bodies, their roles, and the lines between them.

A record is all that had a code: where its roles say that it was one kind of body and then another (a CCG and then a
sub-ICB location, an STP and then a board), it becomes two, with dated identifiers. Legal dates are a body's life,
operational dates those of its code; where only one kind is given, it stands for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ics_graph.exchange.ods.ccgs import by_law
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.days import FIRST_OF_BOARDS, LAST_OF_CCGS, before
from ics_graph.exchange.ods.lines import OdsLines, Succession
from ics_graph.exchange.ods.naming import cased
from ics_graph.exchange.ods.records import Follows, Link, Record
from ics_graph.exchange.ods.register import Register
from ics_graph.exchange.ods.role_marks import role_marks
from ics_graph.exchange.ods.roles import expected, kinds_of, spells_of_kind
from ics_graph.model import Claim
from ics_graph.ontology import Ontology


def register_of_records(records: Iterable[Record], register: Register, ontology: Ontology) -> OdsLines:
    """Bring records into a register, and return the lines between its bodies."""
    records = list(records)
    lines = OdsLines(register)
    seen: dict[str, Record] = {}
    kept = []
    for record in records:
        if record.code in seen:
            register.skip(record.row, "the code stands above; the first record was kept", record.code)
            continue
        seen[record.code] = record
        kept.append((record, bodies_of(record, register, ontology)))
    for record, bodies in kept:
        add_what_it_says(record, bodies, lines, ontology)
    return lines


def add_what_it_says(record: Record, bodies: Sequence[Body], lines: OdsLines, ontology: Ontology) -> None:
    """Add what a record says of its bodies: their roles, their lines to others, and what became of whom."""
    _roles(record, bodies, lines, ontology)
    for link in record.links:
        _link(record, link, lines, ontology)
    for follows in record.follows:
        _follow(record, follows, lines, ontology)


def bodies_of(record: Record, register: Register, ontology: Ontology) -> list[Body]:
    """Return the bodies that a record is of, added to a register: one, or two where its code changed hands in 2022."""
    since, until = record.legal if any(record.legal) else record.operational
    source, place = record.row.file.source, record.row.locator
    kinds = kinds_of(record, ontology)
    made = []
    for type_ in kinds:
        body = Body(record.code, type_, cased(record.name) or None, record.row, since, until, scheme=record.scheme)
        body.claims = [Claim(source, place, observed="never" if record.over else None)]
        if type_ is kinds[-1]:
            body.other_names = record.other_names - {body.name or ""}
            body.identifiers = list(record.identifiers)
            if len(kinds) == 1:
                body.kinds = spells_of_kind(record, type_, (since, until), tuple(body.claims), ontology)
                body.type = body.kinds[-1].type if body.kinds else type_
        else:
            body.name, body.until = None, LAST_OF_CCGS
            body.note = "the register has the code under a name of later; its own is not in the file"
            note = f"its first day; the code has there the name of later, {record.name}"
            body.claims = [Claim(source, place, observed="never", note=note)]
            reason = "its code was another body's before, whose name the record does not give"
            register.doubt(record.row, reason, record.code)
        if len(kinds) == 2 and type_ is kinds[1]:
            body.since = FIRST_OF_BOARDS
            body.claims.append(by_law("its first day"))
        if type_ == "ClinicalCommissioningGroup" and since and since.earliest > LAST_OF_CCGS.earliest:
            register.doubt(record.row, "it opened after CCGs were abolished", record.code)
        elif type_ == "ClinicalCommissioningGroup" and (body.until is None or len(kinds) == 2):
            body.until = LAST_OF_CCGS
            body.claims.append(by_law("its last day: CCGs were abolished on 1 July 2022"))
        if len(kinds) == 1 and any(record.operational):
            body.in_use = record.operational
            _tell_apart(body, record)
        if len(kinds) == 1 and any(record.code_days):
            body.in_use = record.code_days
        made.append(register.codes.add(body))
    if not record.name:
        register.doubt(record.row, "the record has no name", record.code)
    return made


def _tell_apart(body: Body, record: Record) -> None:
    """Say in a note that a body's legal days are others than those on which it worked under its code."""
    if any(record.legal) and record.legal != record.operational:
        since, until = record.operational
        body.note = f"its days are the legal ones; it worked under its code from {since or '…'} until {until or '…'}"


def _roles(record: Record, bodies: Sequence[Body], lines: OdsLines, ontology: Ontology) -> None:
    """Keep each role with its days as a fact: what a body was entitled to, and since when."""
    if not bodies:
        return
    labels = role_marks(ontology).labels
    for role in record.roles:
        since, until = role.days
        if since and until and since.earliest > until.latest:
            lines.register.doubt(record.row, "a role ends before it begins; taken over without its days", record.code)
            since, until = None, None
        named = role.name.capitalize() if role.name.isupper() else role.name
        text = f"ODS role {role.id}" + (f": {named or labels.get(role.id)}" if named or role.id in labels else "")
        body = next(
            (b for b in reversed(bodies) if not since or not b.since or b.since.earliest <= since.latest), bodies[0]
        )
        over = record.over or role.over
        claim = Claim(record.row.file.source, record.row.locator, observed="never" if over else None)
        lines.facts.append((body, "governanceProperty", text, (since, until), claim))
    for note in dict.fromkeys(record.notes):
        claim = Claim(record.row.file.source, record.row.locator, observed="never" if record.over else None)
        lines.facts.append((bodies[-1], "note", note, (None, None), claim))


def _link(record: Record, link: Link, lines: OdsLines, ontology: Ontology) -> None:
    register, row = lines.register, link.row or record.row
    type_, inverse = role_marks(ontology).relations.get(link.kind, ("", False))
    if not type_:
        reason = "a relationship for which the ontology has no type"
        register.skip(row, reason, f"{record.code} {link.kind} {link.target}")
        return
    since, until = link.legal if any(link.legal) else link.operational
    if since and until and since.earliest > until.latest:
        register.skip(row, "a relationship that ends before it begins", f"{record.code} {link.kind} {link.target}")
        return
    note = None
    if any(link.legal) and any(link.operational) and link.legal != link.operational:
        begins, ends = link.operational
        note = f"its days are the legal ones; operational from {begins or '…'} until {ends or '…'}"
    place = row.locator + (f", uniqueRelId {link.key}" if link.key else "")
    over = record.over or link.over
    claim = Claim(row.file.source, place, observed="never" if over else None, note=note)
    expected(register.codes, link.target, link.role, (since, until), over, row, ontology)
    mine = register.codes.spells(record.code, since, until, row)
    number = 0
    for own in mine:
        for other in register.codes.spells(link.target, own.since, own.until, row):
            low, high = (other.body, own.body) if inverse else (own.body, other.body)
            if low is high or not ontology.permits(type_, low.type, high.type):
                reason = f"the ontology does not permit {type_} between bodies of these kinds"
                register.skip(row, reason, f"{record.code} {link.kind} {link.target}")
                continue
            number += 1
            key = f"ods-rel-{link.key}" if link.key.isascii() and link.key.isdecimal() else ""
            key += f"-{number}" if key and number > 1 else ""
            lines.add(row, (low, type_, high), (other.since, other.until), claim, key)


def _follow(record: Record, follows: Follows, lines: OdsLines, ontology: Ontology) -> None:
    register = lines.register
    named = f"{record.code} {'successor' if follows.later else 'predecessor'} {follows.target}"
    if follows.since is None:
        register.skip(record.row, "a succession without a day", named)
        return
    day = follows.since
    # That it went before or came after does not say that it is there when the file is made.
    expected(register.codes, follows.target, follows.role, (None, None), True, record.row, ontology)
    earlier, later = (record.code, follows.target) if follows.later else (follows.target, record.code)
    predecessor = register.codes.nearest(earlier, before(day), record.row)
    after = register.codes.nearest(later, day, record.row)
    if predecessor is after:
        register.skip(record.row, "it succeeds itself", named)
        return
    place = record.row.locator + (f", uniqueSuccId {follows.key}" if follows.key else "")
    succession = lines.successions.setdefault((after, day), Succession(after, day))
    if all(body is not predecessor for body, _ in succession.predecessors):
        succession.predecessors.append((predecessor, Claim(record.row.file.source, place)))

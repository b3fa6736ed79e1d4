"""Which provisions of the law apply to a body or a type on a day: each as a row that cites its section.

A rule that makes a line has it in the store as well; here it stands with all others, those that make none among them.
What a provision says of a body is by law only, and no Act says of a body that it is "accountable to" another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ics_graph.answering.answer import Citation, Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.dates import Holds, Validity, in_words
from ics_graph.governance import is_single
from ics_graph.ontology.law import Provision, Rule, Seat
from ics_graph.stores.rows import FIRST_DAY, Body, last_seen
from ics_graph.stores.rule_ways import in_force

BINDS, TOWARDS, SEATS, OTHER_TIMES = (
    "What binds it",
    "What binds others towards it",
    "Seats that it must have",
    "At other times",
)
_FIRST = ("accountability", "reporting", "approvals", "structure")
_RELEVANT = "each relevant"
_HOLDS: tuple[Holds, ...] = ("no", "possibly", "yes")


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom it is asked which law applies: a body, or any body of a type (``body`` is None)."""

    name: str
    types: tuple[str, ...]
    body: Body | None = None


def of_body(body: Body) -> Subject:
    """Return a body with every type that it has or had."""
    return Subject(shown_name(body), tuple(kind.type for kind in body.dated_kinds) or (body.type,), body)


def provision_rows(asked: Asked, subject: Subject) -> list[Row]:
    """Return a row for each rule that binds the subject, then those that bind others to it, then its seats by law.

    Those that do not apply on the day asked about, but on others, come last under a title of their own. What could
    never apply to the body, as a law of after its end, is left out.
    """
    ontology, types = asked.ontology, frozenset(subject.types)
    placed: list[tuple[str, Provision, frozenset[str], Row]] = []
    for rule in _in_order(asked):
        bound = ontology.bound_by(rule)
        if types & bound:
            placed.append((BINDS, rule, bound, _bound_row(asked, subject, rule)))
    for rule in _in_order(asked):
        pointed_at = frozenset().union(*(ontology.kinds_of(name) for name in rule.object_types))
        if types & pointed_at:
            placed.append((TOWARDS, rule, pointed_at, _towards_row(asked, subject, rule)))
    organs = {name for name in types if ontology.types[name].label in {seat.organ for seat in ontology.seats}}
    for seat in ontology.seats:
        has_it = ontology.kinds_of(seat.seat_on)
        has_it |= {name for name in organs if ontology.types[name].label == seat.organ}
        if types & has_it:
            placed.append((SEATS, seat, has_it, _seat_row(subject, seat)))
    rows = [row for entry in placed for row in _on_the_day(asked, subject, *entry)]
    return sorted(rows, key=lambda row: row.group == OTHER_TIMES)


def unclear_rules(asked: Asked, subject: Subject) -> list[Rule]:
    """Return the rules of which the subject's type does not say whether they bind it, as of an ambulance trust."""
    return [rule for rule in asked.ontology.rules if set(subject.types) & asked.ontology.perhaps_bound_by(rule)]


def is_accountability(asked: Asked, record: str | None) -> bool:
    """Return whether by the rule of a row another body assesses, directs or holds its subject to account."""
    for rule in asked.ontology.rules:
        if record == f"rule:{rule.name}" and rule.relation is not None:
            return asked.ontology.relations[rule.relation].family == "accountability"
    return False


def _in_order(asked: Asked) -> list[Rule]:
    """Return all rules: accountability first, then reports, consents and structure, then what makes no line."""

    def place(rule: Rule) -> int:
        family = asked.ontology.relations[rule.relation].family if rule.relation else ""
        return _FIRST.index(family) if family in _FIRST else len(_FIRST)

    return sorted(asked.ontology.rules, key=place)


def _on_the_day(
    asked: Asked, subject: Subject, group: str, provision: Provision, types: frozenset[str], row: Row
) -> list[Row]:
    """Return a row with whether it holds on the day asked about, under its title or that of other times.

    It is none where the provision can never have applied to the body.
    """
    when, body, day = in_force(provision), subject.body, asked.view.day
    if body is not None and not _meet(body, when):
        return []
    if day is None:
        if body is not None and body.type not in types:
            # It bound what the body was before, as a trust that is now a foundation trust.
            first = max(when.start_max, date.fromisoformat(body.start_max))
            surely = body.is_of(types, first) == "yes"
            return [replace(row, group=OTHER_TIMES, holds=None if surely else "possibly")]
        # A body that no source saw after the provision began may never have been bound by it.
        later = body is not None and (last_seen(body) or FIRST_DAY) < when.start_min.isoformat()
        return [replace(row, group=group, holds="possibly" if later else None)]
    holds = _on(provision, when, day)
    if body is not None:
        holds = min(holds, body.on(day), body.is_of(types, asked.view.as_of), key=_HOLDS.index)
    return [replace(row, holds=holds, group=OTHER_TIMES if holds == "no" else group)]


def _on(provision: Provision, when: Validity, day: str) -> Holds:
    """Return whether a provision is in force on a day; where its first day was not read, it may have been before."""
    holds = when.on(date.fromisoformat(day))
    return "possibly" if holds == "yes" and provision.since is None else holds


def _meet(body: Body, when: Validity) -> bool:
    """Return whether there is a day on which the body may have been there and the provision may be in force."""
    return max(body.start_min, when.start_min.isoformat()) <= min(body.end_max, when.end_max.isoformat())


def _bound_row(asked: Asked, subject: Subject, rule: Rule) -> Row:
    words, _ = asked.ontology.law_words(rule)
    bodies = _objects(asked, subject, rule)
    row = Row(
        id=bodies[0].id if len(bodies) == 1 else _own_id(subject),
        name=listed([shown_name(body) for body in bodies]) if bodies else _of_types(asked, rule),
        type=asked.type_of(bodies[0]) if bodies else next(iter(rule.object_types), ""),
        kind=asked.kind_of(bodies[0]) if bodies else "",
        relation=words,
        forward=words,
        value=rule.definition,
    )
    return _citing(subject, rule, row)


def _towards_row(asked: Asked, subject: Subject, rule: Rule) -> Row:
    _, words = asked.ontology.law_words(rule)
    row = Row(
        id=_own_id(subject),
        name=_each(asked, rule.subject_types, "each"),
        type=rule.subject_types[0],
        relation=words,
        forward=words,
        upward=False,
        value=rule.definition,
    )
    return _citing(subject, rule, row)


def _seat_row(subject: Subject, seat: Seat) -> Row:
    who = [number] if (number := _number(seat)) else []
    for words, name in (
        ("nominated", seat.nominated_by),
        ("appointed", seat.appointed_by),
        ("approved", seat.approved_by),
    ):
        who += [f"{words} {'' if name.startswith(('as ', 'by ')) else 'by '}{name}"] if name else []
    on = f"has on its {seat.organ}" if seat.organ else "has a seat for"
    row = Row(
        id=_own_id(subject),
        name=seat.label,
        type="",
        relation=on,
        forward=on,
        value="; ".join(who) or None,
    )
    return _citing(subject, seat, row)


def _number(seat: Seat) -> str:
    """Return how many hold a seat, in words; empty where the Act fixes no least number above nought."""
    if not seat.least:
        return ""
    if seat.most is None:
        return f"at least {seat.least}"
    return "one" if seat.least == seat.most == 1 else f"{seat.least} to {seat.most}"


def _citing(subject: Subject, provision: Provision, row: Row) -> Row:
    """Return a row with its provision: its days, how far what was read reaches, its limits and its section."""
    is_rule = isinstance(provision, Rule)
    limits = provision.limits if isinstance(provision, Rule) else provision.definition
    reading = {"in-part": "The words were read only in part.", "not-read": "The words were not read."}
    known_to = provision.known_to if provision.until is None else None
    seen = f"What was read reaches to {in_words(known_to)}." if known_to else None
    note = " ".join(filter(None, (limits, reading.get(provision.reading), seen)))
    source = f"{'rule' if is_rule else 'seat'}:{provision.name}"
    cited = Citation(
        source,
        provision.legal_basis,
        provision.cited,
        "rule",
        "supports",
        note=provision.remarks or None,
        link=provision.legislation,
    )
    return replace(
        row,
        record=source,
        of=_own_id(subject),
        of_name=subject.name,
        certainty="rule",
        since=provision.since,
        until=provision.until,
        reaches=provision.known_to,
        note=note or None,
        sources=(cited,),
    )


def _own_id(subject: Subject) -> str:
    return subject.body.id if subject.body is not None else subject.types[0]


def _of_types(asked: Asked, rule: Rule) -> str:
    """Return whom a rule means where no body of these data is known to be it."""
    if rule.object_name is not None:
        return rule.object_name
    return _each(asked, rule.object_types, _RELEVANT)


def _each(asked: Asked, names: Sequence[str], each: str) -> str:
    """Return types in words, with ``each`` before those of which there may be several bodies."""
    types = [asked.ontology.types[name] for name in names]
    is_a = asked.ontology.is_a

    def named(kind: str, label: str) -> str:
        # A body has one council of governors: its own.
        return f"{'the' if each == _RELEVANT and is_a(kind, 'OrganisationalUnit') else each} {label}"

    return listed([kind.label if kind.singleton else named(kind.name, kind.label) for kind in types])


def _objects(asked: Asked, subject: Subject, rule: Rule) -> Sequence[Body]:
    """Return the bodies of these data that a rule binds a body to: the one of its type, or those on the way to it."""
    ontology = asked.ontology
    if rule.reached_by:
        return _reached(asked, subject.body, rule) if subject.body is not None else []
    if not rule.object_types or not all(ontology.types[name].singleton for name in rule.object_types):
        return []
    bodies = [body for body in asked.store.of_types(ontology.kinds_of(rule.object_types[0])) if is_single(body)]
    return bodies if len(bodies) == 1 and len(rule.object_types) == 1 else []


def _reached(asked: Asked, body: Body, rule: Rule) -> Sequence[Body]:
    wanted = {kind for name in rule.object_types for kind in asked.ontology.kinds_of(name)}
    ids: set[str] = set()
    for path in rule.reached_by:
        at = {body.id}
        for step in path:
            family = asked.ontology.relations[step.relation].family
            lines = asked.store.lines(at, "down" if step.inverse else "up", [family], asked.view)
            lines = [line for line in lines if line.type == step.relation and line.certainty in ("stated", "reported")]
            at = {line.subject if step.inverse else line.object for line in lines}
        ids |= at
    bodies = asked.store.bodies(ids).values()
    return sorted(
        (found for found in bodies if found.type in wanted and is_single(found)), key=lambda found: found.name
    )

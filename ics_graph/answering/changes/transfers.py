"""What passed from body to body between two days: lines that moved, that doubled, that lost an end, and codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import listed
from ics_graph.answering.provenance import coded_by
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import MAX_DATE, validity
from ics_graph.model import Identifier
from ics_graph.stores.rows import FIRST_DAY, LAST_DAY, Body, Line

SEATS = ("membership", "leadership")
"""The families whose lines are memberships and roles."""


@dataclass(slots=True)
class Transfers:
    """The lines that began or ended between two days, each under one kind; ``details`` says more of some."""

    began: list[Line] = field(default_factory=list)
    may_have_begun: list[Line] = field(default_factory=list)
    ended: list[Line] = field(default_factory=list)
    may_have_ended: list[Line] = field(default_factory=list)
    orphaned: list[Line] = field(default_factory=list)
    doubled: list[Line] = field(default_factory=list)
    moved: list[Line] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)


def transfers_of(
    lines: Sequence[Line],
    names: Mapping[str, str],
    first: str,
    last: str,
    by_list: Collection[str] = (),
    beside: Sequence[Line] | None = None,
) -> Transfers:
    """Return how lines turned between two days; only dates that sources state count, and the lives of the ends.

    ``beside`` are all lines, among them those that turned; where it is left out, they are among ``lines``.

    A line moved where its subject surely ended one and surely began another of the same type and role, to another
    body; both are there. It doubled where a second one of the same ends, type and role began while the first held.
    Those ``by_list`` ended before the day of a whole list that lacks them, and with no body.
    """
    transfers = Transfers()
    for line in lines:
        began, ended = when_began(line, first, last), when_ended(line, first, last)
        if (began, ended) == ("not", "not"):
            continue
        since, until = line.since, line.until
        if began != "not" and since:
            (transfers.began if began == "surely" else transfers.may_have_begun).append(line)
        if ended != "not" and (until or line.id in by_list):
            (transfers.ended if ended == "surely" else transfers.may_have_ended).append(line)
            if until is None:
                words = "ended" if ended == "surely" else "may have ended"
                transfers.details[line.id] = f"the line {words}: a whole list of after {line.end_max} lacks it"
        elif until is None and line.id not in by_list and first <= line.end_max < last:
            transfers.orphaned.append(line)
    _move(transfers, names)
    _double(transfers, lines if beside is None else beside, last)
    return transfers


def _seat(line: Line) -> tuple[str, ...]:
    """Return what two lines of one seat have in common besides their objects."""
    return (line.subject, line.type, line.role or "", line.capacity or "", line.on_behalf_of or "")


def _move(transfers: Transfers, names: Mapping[str, str]) -> None:
    """Take out of the begun and the ended lines those that moved, and say from where and where to."""
    begun: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    subjects = {line.subject for line in transfers.began}
    for line in transfers.began:
        begun[_seat(line)].append(line)
    gone: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in (*transfers.ended, *transfers.orphaned):
        if line.subject in subjects:
            gone[_seat(line)].append(line)
    moved: set[str] = set()
    for seat in begun.keys() & gone.keys():
        old, new = {line.object for line in gone[seat]}, {line.object for line in begun[seat]}
        came = [line for line in begun[seat] if line.object not in old]
        left = [line for line in gone[seat] if line.object not in new]
        if not came or not left:
            continue
        for line in came:
            transfers.details[line.id] = f"the line moved here from {_named(left, names)}"
        for line in left:
            transfers.details[line.id] = f"the line moved from here to {_named(came, names)}"
        transfers.moved += [*left, *came]
        moved |= {line.id for line in (*left, *came)}
    if moved:
        for kind in ("began", "ended", "orphaned"):
            setattr(transfers, kind, [line for line in getattr(transfers, kind) if line.id not in moved])


def _named(lines: Sequence[Line], names: Mapping[str, str]) -> str:
    several = {names[line.object] for line in lines}
    return listed(sorted(several)) if len(several) > 1 else several.pop()


def _double(transfers: Transfers, lines: Sequence[Line], last: str) -> None:
    """Find the lines that hold on the last day beside one of the same ends, type and role that began after it."""
    fresh = [line for line in (*transfers.began, *transfers.moved) if line.on(last) != "no"]
    ends = {(line.subject, line.type, line.object) for line in fresh}
    subjects = {line.subject for line in fresh}
    alike: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line.subject in subjects and (line.subject, line.type, line.object) in ends and line.on(last) != "no":
            alike[(*_seat(line), line.object)].append(line)
    new = {line.id for line in fresh}
    transfers.doubled = [
        line
        for several in alike.values()
        if len(several) > 1 and any(other.id in new for other in several)
        for line in several
    ]


@dataclass(frozen=True, slots=True)
class PassedCode:
    """That a code of one body is another's later; that does not say that one followed the other."""

    code: str
    scheme: str
    old: Body
    new: Body
    held: Identifier


def passed_codes(bodies: Iterable[Body], first: str, last: str) -> list[PassedCode]:
    """Return the codes that one body had on the first day and another has on the last, and had not then.

    Where dates leave either open it is not told. A code without a last day ends with its body.
    """
    holders: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in bodies:
        for code in body.code_names:
            holders[code].append(body)
    before: dict[tuple[str, str], dict[str, Body]] = defaultdict(dict)
    after: dict[tuple[str, str], dict[str, tuple[Body, Identifier]]] = defaultdict(dict)
    for code, several in holders.items():
        # Nearly every code is one body's alone, and what days it had it on is nobody's question.
        for body in dict.fromkeys(several) if len(several) > 1 else ():
            for held in body.identifiers:
                if (held.scheme, held.value) != code:
                    continue
                if _held(body, held, first):
                    before[code][body.id] = body
                if _held(body, held, last):
                    after[code][body.id] = (body, held)
    return [
        PassedCode(code[1], code[0], old, new, held)
        for code in sorted(before.keys() & after.keys())
        for old_id, old in sorted(before[code].items())
        if old_id not in after[code]
        for new_id, (new, held) in sorted(after[code].items())
        if new_id not in before[code]
    ]


def _held(body: Body, code: Identifier, day: str) -> bool:
    """Return whether a body surely, or as surely as it was there at all, had a code on a day."""
    if body.planned or body.on(day) == "no":
        return False
    if code.since is None and code.until is None:
        return body.on(day) == "yes"
    when = validity(code.since, code.until)
    end = when.end_min if code.until else MAX_DATE
    return when.start_max.isoformat() <= day <= end.isoformat()


def code_rows(asked: Asked, passed: Sequence[PassedCode], group: str) -> list[Row]:
    """Return a row for each code that passed, from the body that had it to the one that has it."""
    rows = []
    for passage in passed:
        claims = coded_by(asked, passage.new, passage.held)
        rows.append(
            Row(
                id=passage.new.id,
                name=shown_name(passage.new),
                type=asked.type_of(passage.new),
                kind=asked.kind_of(passage.new),
                relation="had the code that is now of",
                of=passage.old.id,
                of_name=shown_name(passage.old),
                value=f"{passage.scheme} code {passage.code}",
                certainty=certainty(claims),
                since=str(passage.held.since) if passage.held.since else None,
                until=str(passage.held.until) if passage.held.until else None,
                forward="had the code that is now of",
                sources=citations(asked, claims),
                group=group,
            )
        )
    return rows


def when_began(thing: Body | Line, first: str, last: str) -> str:
    """Return whether a thing's stated first day is ``surely``, ``perhaps`` or ``not`` after one and up to another."""
    if thing.start_min == FIRST_DAY or thing.start_min > last or thing.start_max <= first:
        return "not"
    if (thing.since if isinstance(thing, Line) else thing.record.since) is None:
        return "not"  # the first day of a type, a plan or a list is none of its own
    return "surely" if first < thing.start_min and thing.start_max <= last else "perhaps"


def when_ended(thing: Body | Line, first: str, last: str) -> str:
    """Return whether a thing ended between the days: what has a last day is gone on the day after."""
    if thing.end_max == LAST_DAY or thing.end_max < first or thing.end_min >= last:
        return "not"
    return "surely" if first <= thing.end_min and thing.end_max < last else "perhaps"


def ends_gone(lines: Collection[Line], bodies: Mapping[str, Body]) -> dict[str, str]:
    """Return of each line that ended with a body which that was, in words."""
    notes = {}
    for line in lines:
        gone = [bodies[end] for end in (line.subject, line.object) if bodies[end].end_max == line.end_max]
        names = listed([shown_name(body) for body in gone])
        notes[line.id] = f"{names} ended; no source states an end of the line itself" if names else ""
    return notes

"""Decisions beside the powers for them: which row in force on the day gave the power, if any did."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal, NamedTuple

from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import listed
from ics_graph.dates import in_words
from ics_graph.deciding.cases import Case, exact, values_to_try
from ics_graph.deciding.outcomes import decide
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.quorum import Quorate
from ics_graph.deciding.quorum import judged as judged_quorum
from ics_graph.deciding.rows import REASONS, clauses_in_words, holder_of
from ics_graph.deciding.rulebook import Rulebook, Rulebooks
from ics_graph.deciding.seat_book import SeatBook, Seating
from ics_graph.model.decisions import Clause, Decision, Meeting
from ics_graph.names import fold

Code = Literal["power", "possibly", "no power"]
POWER: Code = "power"
POSSIBLY: Code = "possibly"
NO_POWER: Code = "no power"


class Judged(NamedTuple):
    """A decision with whether a row gave the power, which, and why not; its day, and the name of its meeting."""

    decision: Decision
    code: Code
    clause: str | None
    reason: str
    day: date | None
    meeting: str
    ended: bool = False
    """Whether there was a row for it, which had ended."""


def judged_decisions(
    asked: Asked, holders: Collection[str], until: date | None, books: Rulebooks | None = None
) -> list[Judged]:
    """Return the decisions that any of ``holders`` took, up to a day where one is given, each judged on its own day.

    ``books`` are the rulebooks that have been read already.
    """
    decisions: list[Decision] = asked.store.filed("decisions", holders, "holder")
    meetings: dict[str, Meeting] = {
        meeting.id: meeting
        for meeting in asked.store.filed("meetings", {decision.meeting for decision in decisions if decision.meeting})
    }
    rights = {right.id: right for right in asked.store.filed("rights", {d.right for d in decisions if d.right})}
    books = books if books is not None else Rulebooks(asked)
    judged: list[Judged] = []
    for decision in decisions:
        meeting = meetings.get(decision.meeting or "")
        when = decision.date or (meeting.date if meeting else None)
        day = when.earliest if when is not None and when.earliest == when.latest else None
        if until is not None and when is not None and when.earliest > until:
            continue
        name = meeting.name if meeting else ""
        if decision.right is None:
            judged.append(_without_right(asked, decision, day, name))
        elif day is None:
            judged.append(Judged(decision, POSSIBLY, None, "the day of the decision is not known", None, name))
        else:
            body = rights[decision.right].body
            judged.append(_judged(books[body], decision, day, name))
    return judged


def _without_right(asked: Asked, decision: Decision, day: date | None, meeting: str) -> Judged:
    clauses: list[Clause] = asked.store.filed("clauses", [decision.holder], "body")
    advisory = [clause for clause in clauses if clause.effect == "advisory"]
    versions = {record.id: record for record in asked.store.filed("versions", {clause.version for clause in advisory})}
    named = {record.instrument for record in versions.values()}
    instruments = {record.id: record for record in asked.store.filed("instruments", named)}
    places = []
    for clause in advisory:
        version = versions[clause.version]
        instrument = instruments[version.instrument]
        places.append(f"{instrument.short_name or instrument.name} {version.label} {clause.number}")
    reason = "no row gives it a right to this"
    reason += f"; it advises only ({', '.join(places)})" if places else ""
    return Judged(decision, NO_POWER, None, reason, day, meeting)


def _judged(book: Rulebook, decision: Decision, day: date, meeting: str) -> Judged:
    right = book.rights[str(decision.right)]
    function = fold(right.function)
    rows = list(book.grants_of.get(function, ()))
    value = exact(decision.value) if decision.value is not None else None
    tried = values_to_try(rows)
    tried = tuple(sorted({*tried, value})) if value is not None else tried
    powers = Powers(book, day)
    outcome = decide(powers, function, Case(value, decision.vat, decision.per, tried))
    own = [id_ for id_ in outcome.deciders if id_ in book.grants and decision.holder in book.holders(book.grants[id_])]
    residual = [id_ for id_ in outcome.deciders if id_ in book.clauses and book.clauses[id_].body == decision.holder]
    if own:
        alone = [id_ for id_ in own if len(book.holders(book.grants[id_])) == 1]
        sure = any(outcome.deciders[id_] for id_ in alone)
        clause = "; ".join(clauses_in_words(book, book.grants[id_]) for id_ in own)
        # A record of a decision names one decider: whether the others decided with it, it does not say.
        together = listed([holder_of(book, id_) for id_ in own if id_ not in alone])
        apart = f"the right is held by {together}; the record names {book.name(decision.holder)} alone"
        reason = apart if together and not sure else ""
        return Judged(decision, POWER if sure else POSSIBLY, clause, reason, day, meeting)
    if residual:
        return Judged(decision, POWER, book.place_of(residual[0]), "", day, meeting)
    theirs = [row for row in rows if decision.holder in book.holders(row)]
    reasons = [
        f"{book.place(row)}: {REASONS[status]}"
        for row in theirs
        for status in outcome.statuses.get(row.id, ())
        if status not in ("not in force", "draft") and REASONS[status]
    ]
    reason = "; ".join(dict.fromkeys(reasons)) or "no row in force gives it this right"
    standing = [row for row in theirs if "other days" in outcome.statuses.get(row.id, ())]
    ended = [row for row in standing if row.until and row.until.latest < day]
    if ended:
        reason = "; ".join(f"{book.place(row)} ended on {in_words(row.until)}" for row in ended if row.until)
    return Judged(decision, NO_POWER, None, reason, day, meeting, bool(ended))


def quorum_of(asked: Asked, judged: Judged) -> tuple[Quorate, str] | None:
    """Return whether the meeting was quorate for a decision, and under which clauses; None where no rule is known."""
    if judged.decision.meeting is None or judged.day is None:
        return None
    meeting: Meeting = asked.store.filed("meetings", [judged.decision.meeting])[0]
    seating = Seating(SeatBook(asked, meeting.body), judged.day)
    item = next((each for each in meeting.items if each.number == judged.decision.item), None)
    quorum = judged_quorum(seating, meeting, item)
    if quorum is None:
        return None
    rule, clauses = quorum.rule, seating.book.clauses
    places = [seating.book.place(clauses[id_]) for id_ in rule.clauses if id_ in clauses]
    return quorum.quorate, listed(places) or seating.book.title(rule.version)

"""Rows of schemes as a reader sees them: who, what, up to which amount, under which clause, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import listed
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import PartialDate, in_words
from ics_graph.deciding.amounts import limits_of
from ics_graph.deciding.powers import Status
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.deciding.worlds import Factor
from ics_graph.model.decisions import DECIDING, Clause, Grant
from ics_graph.stores.rows import EVERYTHING, Line

ACTS = {
    "decide": "decides",
    "approve": "approves",
    "recommend": "recommends",
    "be-consulted": "is consulted on",
    "note": "notes",
    "sign": "signs",
}
"""What who holds a right does."""
REASONS: dict[Status, str] = {
    "decides": "",
    "passed on": "it gave the right on",
    "step before": "a step before the decision",
    "draft": "only a draft",
    "not in force": "this version is not in force on that day",
    "other days": "outside the row's own dates",
    "ended": "the event with which it ends has happened",
    "not applicable": "its condition is not met",
    "other values": "the value is outside its limits",
    "other act": "this is no power to decide",
    "holder gone": "the holder no longer exists",
    "no power": "over the giver's power: the giver does not have what the row gives",
    "may not be passed on": "the giver may not pass it on: its own row says so",
    "passing on not stated": "the giver may not pass it on: its own row does not say that it may",
    "gives way": "another document prevails",
}
"""Why a row makes no decider."""
DECIDE, POSSIBLY, CHAIN, OTHERS = "Decides", "Possibly decides", "Chain of the power", "Rows that do not decide"
_ONE_FUNCTION = (DECIDE, POSSIBLY, CHAIN, OTHERS)
"""The titles of rows that are all of the function asked about."""


def grant_row(
    asked: Asked, book: Rulebook, grant: Grant, group: str | None = None, relation: str = "", note: str = ""
) -> Row:
    """Return one row of a scheme; ``relation`` says what its holder does, where that is not the act of the right."""
    right = book.rights[grant.right]
    body = book.bodies[grant.holder]
    notes = [note, *said_of(book, grant)]
    return Row(
        id=grant.holder,
        name=holder_of(book, grant.id),
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=relation or ACTS[right.act],
        record=grant.id,
        of=grant.giver,
        of_name=book.name(grant.giver),
        value=limits_of(grant) if group in _ONE_FUNCTION else f"{function_of(book, grant)}: {limits_of(grant)}",
        certainty=certainty(grant.claims) if grant.claims else None,
        since=str(grant.since) if grant.since else None,
        until=str(grant.until) if grant.until else None,
        note="; ".join(filter(None, notes)) or None,
        clause=clauses_in_words(book, grant),
        sources=citations(asked, grant.claims),
        group=group,
    )


def holder_of(book: Rulebook, id_: str, name: Callable[[str], str] = str) -> str:
    """Return the name of who decides by a row, or by the clause of a residual rule: ``X and Y jointly``.

    ``name`` is what is done with each name, such as to put an article before it.
    """
    grant = book.grants.get(id_)
    if grant is None:
        return name(book.name(str(book.clauses[id_].body)))
    holders = [name(book.name(holder)) for holder in book.holders(grant)]
    return f"{listed(holders)} jointly" if len(holders) > 1 else holders[0]


def clause_row(asked: Asked, book: Rulebook, clause: Clause, group: str, relation: str) -> Row:
    """Return a clause as a row about the body of which it speaks."""
    id_ = clause.body or book.body
    body = book.bodies[id_]
    return Row(
        id=id_,
        name=body.name_apart,
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=relation,
        record=clause.id,
        depth=0,
        certainty=certainty(clause.claims) if clause.claims else None,
        note=clause.text,
        clause=book.place(clause),
        sources=citations(asked, clause.claims),
        group=group,
    )


def function_of(book: Rulebook, grant: Grant) -> str:
    """Return the function of a row, with the scope of its right."""
    right = book.rights[grant.right]
    return f"{right.function} ({right.scope})" if right.scope else right.function


def clauses_in_words(book: Rulebook, grant: Grant) -> str:
    """Return where a row stands and by which clauses it was given: ``SoRD v2 row 8, by CON v2 4.2``."""
    cited = [book.place(book.clauses[id_]) for id_ in grant.granted_by if id_ in book.clauses]
    return f"{book.place(grant)}{f', by {listed(cited)}' if cited else ''}"


def said_of(book: Rulebook, grant: Grant) -> list[str]:
    """Return what a row says beside its amounts: joint givers, conditions, exclusions, deputies, how it ends."""
    parts = []
    if others := book.givers(grant)[1:]:
        parts.append(f"given jointly with {listed([book.name(id_) for id_ in others])}")
    if grant.kind == "joint" and not grant.jointly_with:
        parts.append("held jointly; the row does not say with whom")
    parts += bounds_of(grant)
    if grant.until_event:
        event = book.events.get(grant.until_event)
        parts.append(f"ends with: {event.name if event else grant.until_event}")
    parts += [f"ends when {grant.ends_when}"] if grant.ends_when else []
    parts += [f"deputy: {book.name(grant.deputy)}"] if grant.deputy else []
    parts += ["no deputy may act"] if grant.no_deputy else []
    parts += [grant.note] if grant.note else []
    return parts


def passing_on(book: Rulebook, grant: Grant) -> str:
    """Return whether who decides by a row may give the right on, in words; nothing of other acts."""
    if book.rights[grant.right].act not in DECIDING:
        return ""
    if grant.passed_on is None:
        return "whether it may be passed on is not stated"
    return "it may be passed on" if grant.passed_on else "it may not be passed on"


def bounds_of(grant: Grant) -> list[str]:
    """Return in words under what a row applies, on what condition, and what it leaves out."""
    parts = [f"applies only if {grant.applies_if}"] if grant.applies_if else []
    parts += [f"condition: {grant.condition}"] if grant.condition else []
    return [*parts, *([f"exclusion: {grant.exclusion}"] if grant.exclusion else [])]


def turning_on(book: Rulebook, factors: Iterable[Factor]) -> list[str]:
    """Return in sentences what is not known, where an answer turns on it."""
    texts: dict[str, None] = {}
    for factor in factors:
        texts[_open(book, factor)] = None
    return list(texts)


def _open(book: Rulebook, factor: Factor) -> str:
    of = factor.of
    match factor.kind:
        case "vat":
            return f"{book.title(of)} does not say whether its amounts are with VAT."
        case "value's vat":
            return "The question does not say whether the value is with VAT: add --vat with, or --vat without."
        case "value":
            return "The question gives no value: add --value."
        case "per":
            what = {"year": "the year", "decision": "one decision"}.get(of, "the whole life")
            return f"A row counts the value of {what}, which the question does not give."
        case "applies if":
            grant = book.grants[of]
            return f"{book.place(grant)} applies only if {grant.applies_if}. The question does not say that."
        case "event":
            grant = book.grants.get(of) or next(g for g in book.grants.values() if g.until_event == of)
            event = book.events.get(of)
            what = event.name if event else grant.ends_when or of
            return f"{book.place(grant)} ends with this, of which no day is recorded: {what}."
        case "effective":
            return f"No source states from when {book.title(of)} is in force."
        case "life":
            return f"It is not known whether {book.name(of)} existed on that day."
        case _:
            return f"A day of {_record_name(book, of)} is known only as a month or year."


def _record_name(book: Rulebook, of: str) -> str:
    if of in book.versions:
        return book.title(of)
    return book.place(book.grants[of]) if of in book.grants else of


def holder_notes(asked: Asked, book: Rulebook, grant: Grant, day: date) -> Iterator[str]:
    """Yield a sentence on each post that holds a row and that nobody is in on the day, as far as that is recorded."""
    holders = book.holders(grant)
    for holder in holders:
        if not asked.ontology.is_a(book.bodies[holder].type, "Post"):
            continue
        if (empty := post_empty(asked, holder, day)) is None:
            continue
        if len(holders) > 1:
            yield f"The post of {book.name(holder)} is empty {empty}. The right is still held jointly."
        else:
            yield f"The post is empty {empty}. The decider is still the post. {_deputy_for(book, grant)}"


def _deputy_for(book: Rulebook, grant: Grant) -> str:
    return (
        f"The row names {book.name(grant.deputy)} as deputy, who may act."
        if grant.deputy
        else "The row says that no deputy may act."
        if grant.no_deputy
        else "The row names no deputy, so nobody is recorded who may act."
    )


def post_empty(asked: Asked, post: str, day: date) -> str | None:
    """Return since when nobody is recorded in a post, in words; None where somebody is, or nobody ever was."""
    family = asked.ontology.relations["holdsPost"].family
    lines = [line for line in asked.store.lines([post], "down", [family], EVERYTHING) if line.type == "holdsPost"]
    if not lines or any(line.on(day.isoformat()) != "no" for line in lines):
        return None
    text = f"on {in_words(day)}"
    before = max((line for line in lines if line.end_max < day.isoformat()), key=_end, default=None)
    after = min((line for line in lines if line.start_min > day.isoformat()), key=_start, default=None)
    if before is not None and before.until is not None:
        text += f": the last holder left on {in_words(before.until)}"
        if after is not None and after.since is not None:
            text += f", and the next began on {in_words(after.since)}"
    return text


def _end(line: Line) -> str:
    return line.end_max


def _start(line: Line) -> str:
    return line.start_min


def _when(when: PartialDate) -> str:
    return f"{'on' if when.day else 'in'} {in_words(when)}"


def versions_told(book: Rulebook, versions: Iterable[str], day: date) -> list[str]:
    """Return a sentence for each version that is past its review on the day, or of which no first day is stated."""
    texts = []
    for id_ in sorted(set(versions)):
        version = book.versions[id_]
        title = book.title(id_)
        if version.review_due and version.review_due.latest < day:
            due = in_words(version.review_due)
            texts.append(f"{title} was due for review by {due}. That ends nothing: it still binds.")
        if version.effective is None:
            known = f" It was published {_when(version.published)}." if version.published else ""
            texts.append(f"No source states from when {title} is in force.{known}")
    return texts

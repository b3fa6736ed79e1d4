"""What is delegated: the powers of one holder, what a body has given and received, and what a merger leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absent_first
from ics_graph.answering.lists import as_headline, briefly, counted
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.registry import question
from ics_graph.dates import in_words
from ics_graph.day_words import when_of
from ics_graph.deciding.cases import Case, values_to_try
from ics_graph.deciding.powers import WITHOUT_POWER, Powers
from ics_graph.deciding.rows import REASONS, grant_row, holder_of, passing_on, post_empty, versions_told
from ics_graph.deciding.rulebook import Rulebook, Rulebooks
from ics_graph.deciding.standing import grants_held_by
from ics_graph.deciding.worlds import every_world
from ics_graph.errors import QuestionError
from ics_graph.model.decisions import DECIDING, Grant
from ics_graph.names import fold
from ics_graph.stores.rows import Body

_IN_FORCE, _POSSIBLY, NO_EFFECT = "In force", "Possibly in force", "Stands in a scheme, but does not count"
_AS_DEPUTY = "May act as deputy of another holder"
_GIVEN, _RECEIVED = "Given", "Received"
_GONE = "Whose holder or giver no longer exists"


@question(
    "decisions",
    'powers "Board of NHS Sussex ICB" --as-of 2024-09-01',
    holder="the board, committee, post or body",
    ways=(
        "what powers {body} have",
        "what may {body} decide",
        "what (may|can) {body} (decide|approve|sign) [on]",
        "(delegated|decision) (power|authority|limit) of {body}",
    ),
)
def powers(asked: Asked, holder: Name) -> Answer:
    """All rights that a board, committee, post or body has on a day, with limits, conditions and clauses.

    Today where no day is given. Rows that stand in a scheme but do not count, as their giver has not the power or
    another document prevails, are listed apart. Rights to recommend, to be consulted or to sign are among them.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    body = body_named(asked.store, holder, day)
    books = Rulebooks(asked)
    listed = [
        grant_row(asked, book, grant, group, note=note or passing_on(book, grant))
        for book, grant, group, note in standing_rows(books, grants_held_by(asked, [body.id]), day)
        if body.id in book.holders(grant)
    ]
    in_force = [row for row in listed if row.group == _IN_FORCE]
    listed += [
        grant_row(asked, book, grant, _AS_DEPUTY, note="; ".join(filter(None, [_deputy_of(book, grant), note])))
        for book, grant, group, note in standing_rows(books, asked.store.filed("grants", [body.id], "deputy"), day)
        if group != NO_EFFECT
    ]
    could = "had" if day < date.today() else "has"
    on = in_words(day)
    if not listed:
        text = [f"These data hold no row in force on {on} that gives {the(body.name_apart)} a right"]
    else:
        text = [f"{the(body.name_apart)} {could} {counted(len(in_force), 'right')} by rows in force on {on}"]
        more = sum(row.group not in (_IN_FORCE, _AS_DEPUTY) for row in listed)
        text += [f"{more:,} more may be in force, or stand in a scheme without effect"] if more else []
    if deputised := sum(row.group == _AS_DEPUTY for row in listed):
        who = the(body.name_apart)
        text += [f"{who} {'was' if day < date.today() else 'is'} named as deputy in {counted(deputised, 'row')}"]
    headline = absent_first(asked, body, as_headline(*text))
    notes = [note for _, book in sorted(books.items()) for note in versions_told(book, _versions(book, listed), day)]
    if body.on(day.isoformat()) != "no" and (empty := post_empty(asked, body.id, day)) is not None:
        notes.append(f"The post is empty {empty}. Its powers stay with the post.")
    verdict: Verdict = "answered" if in_force else "only-tentative" if listed else "not-stated"
    return Answer(
        parameters={"holder": body.id},
        headline=headline.text,
        verdict=verdict,
        as_of=day,
        rows=tuple(listed),
        caveats=(*headline.notes, *dict.fromkeys(notes)),
    )


def standing_rows(books: Rulebooks, grants: Sequence[Grant], day: date) -> Iterator[tuple[Rulebook, Grant, str, str]]:
    """Yield the rows that stand on the day, in the order of their books, each with its title and why it fails."""
    rights = books.asked.store.filed("rights", {grant.right for grant in grants})
    for body in sorted({right.body for right in rights}):
        book = books[body]
        powers_ = Powers(book, day)
        for grant in sorted((grant for grant in grants if grant.id in book.grants), key=_order):
            if (found := _standing(powers_, grant)) is not None:
                yield book, grant, *found


def _deputy_of(book: Rulebook, grant: Grant) -> str:
    return f"as deputy of {holder_of(book, grant.id)}"


def _order(grant: Grant) -> tuple[str, int, str]:
    digits = "".join(sign for sign in grant.number if sign.isdigit())
    return grant.version, int(digits or 0), grant.id


def _standing(powers_: Powers, grant: Grant) -> tuple[str, str] | None:
    """Return under which title a row stands on the day, and why it does not count; None where it is not in force."""
    stands, *_ = every_world(lambda world: powers_.in_force(grant, world))
    if not any(stands):
        return None
    exists, *_ = every_world(lambda world: powers_.holders_exist(grant, world))
    if not any(exists):
        return NO_EFFECT, "the holder no longer exists"
    if powers_.book.rights[grant.right].act in DECIDING:
        reason = _never(powers_, grant)
        if reason:
            return NO_EFFECT, reason
    return (_IN_FORCE, "") if all(stands) and all(exists) else (_POSSIBLY, "")


def _never(powers_: Powers, grant: Grant) -> str:
    """Return why a row counts at no value; nothing where it does at some."""
    book = powers_.book
    case = Case(tried=values_to_try(list(book.grants_of.get(fold(book.rights[grant.right].function), ()))))
    statuses, *_ = every_world(lambda world: powers_.status_of(grant, case, world))
    if "decides" in statuses:
        return ""
    return next((REASONS[status] for status in statuses if status in WITHOUT_POWER or status == "gives way"), "")


def _versions(book: Rulebook, rows: Iterable[Row]) -> list[str]:
    return [book.grants[row.record].version for row in rows if row.record in book.grants]


@question(
    "decisions",
    'delegations "NHS Sussex ICB" --as-of 2024-09-01',
    body="the body whose schemes are looked through, or one that gave or received rights",
    expiring_before="only those that end before this day, such as 2027-01-01 or 1 January 2027",
    gone="only those whose holder or giver no longer exists",
    ways=(
        "what has {body} delegated",
        "which delegations of {body} are in force",
        "what {body} (delegate|have delegated)",
        "(may|can) {body} delegate [its function]",
        "(may|can) {body} delegate {function}",
        "what delegation (of|by) {body} [in force]",
        "[list] delegation (of|by|from) {body}",
    ),
)
def delegations(asked: Asked, body: Name, expiring_before: str | None = None, gone: bool = False) -> Answer:
    """What a body has delegated and what has been delegated to it, as its schemes and agreements have it on a day.

    Today where no day is given. With ``--expiring-before`` those whose own last day is before that day, and possibly
    those that end on an event that nobody recorded. With ``--gone`` those whose holder or giver no longer exists. What
    a body reserves for itself is no delegation.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    whose = body_named(asked.store, body, day)
    before = _day(expiring_before) if expiring_before is not None else None
    rows: list[Row] = []
    notes: list[str] = []
    given = [*asked.store.filed("grants", [whose.id], "giver"), *grants_held_by(asked, [whose.id])]
    rights = asked.store.filed("rights", {grant.right for grant in given})
    for of in sorted({whose.id, *(right.body for right in rights)}):
        book = Rulebook(asked, of)
        powers_ = Powers(book, day)
        for grant in sorted(book.grants.values(), key=_order):
            if of != whose.id and whose.id not in (*book.givers(grant), *book.holders(grant)):
                continue
            row = _delegation(asked, powers_, grant, whose, before, gone)
            rows += [row] if row is not None else []
        notes += _ends_of_body(book, day, before)
        notes += versions_told(book, _versions(book, rows), day)
    what = _asked_for(before, gone)
    sure = [row for row in rows if not (row.group or "").startswith("Possibly")]
    on = in_words(day)
    if rows:
        number = counted(len(sure), "delegation")
        text = f"The documents record {number} of {the(whose.name_apart)} in force on {on}{what}"
        ends = [f"{row.name} ({in_words(row.until)})" for row in sure if before and row.until]
        more = len(rows) - len(sure)
        possibly = f"possibly {more} more" if more else ""
        without = sum("no longer exists" in (row.note or "") for row in sure)
        lost = "" if gone or not without else f"of {without:,}, the holder or giver no longer exists"
        headline = as_headline(text, "; ".join(filter(None, [lost, briefly(ends), possibly])))
    else:
        headline = as_headline(f"The documents record no delegation of {the(whose.name_apart)} in force on {on}{what}")
    headline = absent_first(asked, whose, headline)
    parameters = {"body": whose.id}
    if expiring_before is not None:
        parameters["expiring_before"] = str(before)
    return Answer(
        parameters=parameters,
        headline=headline.text,
        verdict="answered" if sure else "only-tentative" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *dict.fromkeys(notes)),
    )


def _asked_for(before: date | None, gone: bool) -> str:
    parts = [f"that end before {in_words(before)}"] if before else []
    parts += ["whose holder or giver no longer exists"] if gone else []
    return f" {' and '.join(parts)}" if parts else ""


def _day(text: str) -> date:
    try:
        return when_of(text).first
    except ValueError as error:
        raise QuestionError(f"--expiring-before: {error}") from error


def _delegation(
    asked: Asked, powers_: Powers, grant: Grant, whose: Body, before: date | None, gone: bool
) -> Row | None:
    """Return a row of a delegation that is asked for; None for others, and for what a body keeps for itself."""
    book = powers_.book
    if grant.kind == "reserve" or grant.giver == grant.holder:
        return None
    stands, *_ = every_world(lambda world: powers_.in_force(grant, world))
    if not any(stands):
        return None
    is_gone = [id_ for id_ in (*book.holders(grant), *book.givers(grant)) if not _may_exist(powers_, id_)]
    if gone and not is_gone:
        return None
    last = grant.until or book.versions[grant.version].until
    sure = all(stands)
    on_event = bool(grant.until_event or grant.ends_when)
    if before is not None and not (last and last.latest < before) and not on_event:
        return None
    direction = _RECEIVED if whose.id in book.holders(grant) else _GIVEN
    possibly = not sure or (before is not None and not (last and last.latest < before))
    note = "; ".join(f"{book.name(id_)} no longer exists" for id_ in is_gone)
    group = f"Possibly {direction.lower()}" if possibly else direction
    row = grant_row(asked, book, grant, group, note=note)
    return row


def _may_exist(powers_: Powers, body: str) -> bool:
    return any(every_world(lambda world: powers_.exists(body, world))[0])


def _ends_of_body(book: Rulebook, day: date, before: date | None) -> list[str]:
    body = book.bodies[book.body]
    until = body.record.until
    if until is None or before is None or until.latest >= before or until.latest < day:
        return []
    return [f"{body.name_apart} itself ends on {in_words(until)}, and what its documents give with it."]


@question(
    "decisions",
    'inherits "NHS Darlington CCG"',
    body="the body that ended or is to end",
    ways=(
        "which powers of {body} have no successor",
        "who inherited the powers of {body}",
        "which (power|delegation|right|grant) of {body} have no successor",
        "what nobody inherit from {body}",
        "who inherit (power|right|delegation) of {body}",
    ),
)
def inherits(asked: Asked, body: Name) -> Answer:
    """Which rights of a body that ended were continued by a row of its successor, and which have no successor.

    A row has no successor if it counted on the last day of the body, and no row of another body continues it. It
    counted if it did so at some value. Rows that did not count then are listed apart with the reason: nothing was left
    of them to inherit.
    """
    whose = body_named(asked.store, body, asked.view.as_of)
    until = whose.record.until
    if until is None:
        raise QuestionError(f"no source states when {whose.name_apart} ended, so it is not known what was inherited")
    day = until.latest
    asked = asked.on(day)
    book = Rulebook(asked, whose.id)
    powers_ = Powers(book, day)
    continuing: dict[str, list[Grant]] = {}
    for grant in asked.store.filed("grants", book.grants, "continues"):
        for old in grant.continues:
            continuing.setdefault(old, []).append(grant)
    rights = asked.store.filed("rights", {grant.right for grants in continuing.values() for grant in grants})
    others = {right.body: Rulebook(asked, right.body) for right in rights if right.body != whose.id}
    own = [grant for grant in book.grants.values() if not any(grant.id in other.grants for other in others.values())]
    rows = [row for grant in sorted(own, key=_order) if (row := _inherited(asked, powers_, grant, continuing, others))]
    rows.sort(key=lambda row: (_WITHOUT, _WITH, _NOTHING).index(row.group or ""))
    left = [row for row in rows if row.group == _WITHOUT]
    places = [book.place(book.grants[row.record]) for row in left if row.record]
    text = f"{counted(len(left), 'right')} of {the(whose.name_apart)} had no successor after {in_words(day)}"
    headline = as_headline(text, f"They are {briefly(places)}" if places else "")
    return Answer(
        parameters={"body": whose.id},
        headline=headline.text,
        verdict="answered" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, _LAW),
    )


_LAW = "That a right has no successor does not say that nobody may decide now: the law may give it to somebody."
_WITHOUT, _WITH, _NOTHING = "Without successor", "Continued", "Nothing was left to inherit"


def _inherited(
    asked: Asked,
    powers_: Powers,
    grant: Grant,
    continuing: dict[str, list[Grant]],
    others: dict[str, Rulebook],
) -> Row | None:
    book = powers_.book
    following = continuing.get(grant.id, [])
    standing = _standing(powers_, grant)
    if standing is None:
        if not _stood_in_last_version(powers_, grant):
            return None
        reason = f"it ended on {in_words(grant.until)}" if grant.until else "it had ended"
        return grant_row(asked, book, grant, _NOTHING, note=reason)
    group, reason = standing
    if group == NO_EFFECT:
        return grant_row(asked, book, grant, _NOTHING, note=reason)
    if following:
        places = [other.place(new) for new in following for other in others.values() if new.id in other.grants]
        return grant_row(asked, book, grant, _WITH, note=f"continued by {', '.join(dict.fromkeys(places))}")
    return grant_row(asked, book, grant, _WITHOUT)


def _stood_in_last_version(powers_: Powers, grant: Grant) -> bool:
    """Return whether the version of a row was in force on the day, though the row itself had ended."""
    version = powers_.book.versions[grant.version]
    return any(every_world(lambda world: powers_.version_in_force(version, world))[0])

"""Meetings: whether one was quorate, for each item too, whose interests it touched, and who attended over a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import a, as_headline, be, briefly, counted, is_short, listed, sentence
from ics_graph.answering.lookup import Name, body_named, hinted
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.certainty import certainty
from ics_graph.dates import in_words, period_in_words
from ics_graph.day_words import when_of
from ics_graph.deciding.quorum import Count, Judged, judged, reachable, rule_for, unrecorded
from ics_graph.deciding.seat_book import SeatBook, Seating
from ics_graph.deciding.worlds import Factor, may
from ics_graph.errors import QuestionError, UnknownWord
from ics_graph.model.decisions import AgendaItem, Interest, Meeting, QuorumNeed, QuorumRule
from ics_graph.names import fold
from ics_graph.questions.meeting_days import Head, days_of, over_its_days
from ics_graph.questions.seats import holders

_NEAREST = 5

# --- quorum ---


@question(
    "seats and meetings",
    'quorate "Hertfordshire Health and Wellbeing Board 2024-09-03"',
    meeting="the meeting: its name or id, or the body and its day, such as: Board of NHS Westmarch ICB 2026-03-19",
    dated=False,
    ways=(
        "was {meeting} quorate",
        "did {meeting} have a quorum",
        "be {meeting} (quorate|inquorate)",
        "be there [a] quorum (at|for) {meeting}",
    ),
)
def quorate(asked: Asked, meeting: str) -> Answer:
    """Whether a meeting was quorate, and each item from which somebody withdrew: yes, possibly or no.

    It is judged under the rule in force on the day of the meeting. A person counts once, and only in a voting seat of
    that body; who is in attendance never counts. Attendance that nobody recorded is tried both ways, and so is what
    the rule does not say. The notes name what the answer turns on. A meeting of which only the month is known is judged
    on the first and the last day of it.
    """
    found = _meeting_named(asked, meeting)
    return over_its_days(found, lambda day, head: _quorate_on(asked.on(day), found, day, head))


def _quorate_on(asked: Asked, found: Meeting, day: date, head: Head) -> Answer:
    book = SeatBook(asked, found.body)
    seating = Seating(book, day)
    whole = judged(seating, found)
    items = [(item, judgement) for item in found.items if item.withdrew and (judgement := judged(seating, found, item))]
    parameters = {"meeting": found.id}
    judgements = [*([(None, whole)] if whole else []), *items]
    if not judgements:
        text = f"No document in these data says when {the(book.name(found.body))} was quorate on {in_words(day)}"
        return Answer(
            parameters=parameters,
            headline=as_headline(text).text,
            verdict="not-stated",
            as_of=day,
            rows=tuple(_attendance_rows(asked, seating, found, None)),
        )
    first = judgements[0][1]
    rule = first.rule
    rows = [_quorum_row(asked, seating, found, item, each) for item, each in judgements]
    rows += _attendance_rows(asked, seating, found, first)
    headline = head(_quorate_text(book, found, whole, day), *_items_text(items))
    notes = [note for item, each in judgements for note in _why(seating, found, each, item)]
    if first.quorate == "no" and not reachable(seating, rule):
        notes.append(f"No attendance could have met {_places(book, rule)} {_out_of_reach(asked, book, day)}.")
    notes += _review(book, rule, day)
    notes += [] if rule.clauses or rule.note else ["The clause that sets the quorum is not stated."]
    notes += [sentence(note) for note in (rule.note, found.note) if note]
    verdict: Verdict = "only-tentative" if first.quorate == "possibly" else "answered"
    return Answer(
        parameters=parameters,
        headline=headline.text,
        verdict=verdict,
        outcome=whole.quorate if whole else None,
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *dict.fromkeys(notes)),
    )


def _meeting_named(asked: Asked, text: str) -> Meeting:
    """Return the meeting of an id or name, or of a body and a day after it; raise UnknownWord where it is not one."""
    by_id: list[Meeting] = asked.store.filed("meetings", [text.strip()])
    if by_id:
        return by_id[0]
    words = text.split()
    other_days: dict[str, Meeting] = {}
    asked_of: tuple[str, date] | None = None
    for at in range(len(words) - 1, 0, -1):
        try:
            when = when_of(" ".join(words[at:]).removeprefix("on "))
        except ValueError:
            continue
        name = " ".join(words[:at]).removesuffix(" on").removesuffix(",")
        matches = asked.store.called(name)
        meetings: list[Meeting] = [
            each for match in matches for each in asked.store.filed("meetings", [match.id], "body")
        ]
        of_day = [each for each in meetings if each.date and when.first <= each.date.earliest <= when.last]
        if len(of_day) == 1:
            return of_day[0]
        if not of_day and meetings:
            other_days |= {each.id: each for each in meetings}
            asked_of = asked_of or (name, when.first)
    every: list[Meeting] = asked.store.filed("meetings")
    named = [each for each in every if fold(each.name) == fold(text)]
    named = named or [each for each in every if fold(text) and fold(text) in fold(each.name)]
    if len(named) == 1:
        return named[0]
    from ics_graph.validation import closest

    if named:
        raise UnknownWord(
            f"'{text}' may be {listed([f'{each.name} ({each.id})' for each in named], 6)}; name it by its id"
        )
    if asked_of is not None:
        raise UnknownWord(_on_other_days(*asked_of, other_days.values()))
    of_body = {match.id for match in asked.store.called(text)}
    held = sorted((each for each in every if each.body in of_body), key=lambda each: str(each.date))
    if held:
        names = listed([f"{each.name} ({each.id})" for each in held], 8)
        raise UnknownWord(f"{counted(len(held), 'meeting')} of '{text}' are in these data; name one: {names}")
    hint = closest(text, [each.name for each in every])
    raise UnknownWord(hinted(f"no meeting in these data is called '{text}'", hint))


def _on_other_days(name: str, day: date, meetings: Iterable[Meeting]) -> str:
    """Return that no meeting is known on a day, with the nearest that are, in their order."""

    def distance(meeting: Meeting) -> int:
        return abs((meeting.date.earliest - day).days) if meeting.date else date.max.toordinal()

    nearest = sorted(sorted(meetings, key=distance)[:_NEAREST], key=lambda each: str(each.date or ""))
    days = [f"{in_words(each.date) if each.date else 'day not stated'} ({each.id})" for each in nearest]
    return f"no meeting of '{name}' on {in_words(day)} is in these data; the nearest {be(len(days))} on {listed(days)}"


def _quorate_text(book: SeatBook, meeting: Meeting, whole: Judged | None, day: date) -> str:
    if whole is None:
        return f"A rule says when {the(book.name(meeting.body))} was quorate on {in_words(day)} for some items only"
    which = f"the meeting of {the(book.name(meeting.body))} on {in_words(day)}"
    words = {"yes": "was quorate", "no": "was not quorate", "possibly": "was possibly quorate"}[whole.quorate]
    under = f"{which} {words} under {_places(book, whole.rule)}"
    return under if is_short(under) else f"{which} {words}"


def _items_text(items: Sequence[tuple[AgendaItem, Judged]]) -> list[str]:
    if not items:
        return []
    words = {"yes": "was", "no": "was not", "possibly": "possibly was"}
    return ["; ".join(f"for item {item.number} it {words[each.quorate]}" for item, each in items)]


def _places(book: SeatBook, rule: QuorumRule) -> str:
    return listed([book.place(book.clauses[id_]) for id_ in rule.clauses if id_ in book.clauses]) or book.title(
        rule.version
    )


def _quorum_row(asked: Asked, seating: Seating, meeting: Meeting, item: AgendaItem | None, each: Judged) -> Row:
    book = seating.book
    body = book.bodies[meeting.body]
    claims = tuple(dict.fromkeys((*meeting.claims, *each.rule.claims)))
    return Row(
        id=meeting.body,
        name=body.name_apart,
        type=asked.type_of(body),
        relation=f"item {item.number}: {item.subject}" if item else "the meeting",
        record=meeting.id,
        value=f"quorate: {each.quorate}",
        certainty=certainty(claims) if claims else None,
        note="; or ".join(dict.fromkeys(_in_words(count) for count in each.counts)),
        clause=_places(book, each.rule),
        sources=citations(asked, claims),
        group="Quorate",
    )


def _in_words(count: Count) -> str:
    people, rule = len(count.counted), count.rule
    base = {"all-seats": "seats", "members-in-post": "members in post", "members-present": "members present"}
    of = (
        f" ({rule.share} of {count.base:,} {base.get(rule.base or '', '')})"
        if rule.share and count.base is not None
        else ""
    )
    unmet = [_unmet(need) for need in count.unmet]
    return ", and ".join([f"{people:,} {be(people)} counted, {count.needed:,} needed{of}", *unmet])


def _unmet(need: QuorumNeed) -> str:
    kinds = " or ".join(need.seat_kinds)
    if need.at_least == 1:
        return f"{a(kinds)} is needed and was not there"
    return f"{need.at_least:,} are needed of the seats {kinds} and were not there"


def _attendance_rows(asked: Asked, seating: Seating, meeting: Meeting, whole: Judged | None) -> list[Row]:
    """Return who was there and who was not; who counts is said only where there is a rule by which to count."""
    worlds = [{person for person, _ in count.counted} for count in whole.counts] if whole else [set[str]()]
    in_all, in_some = set[str].intersection(*worlds), set[str].union(*worlds)
    people = asked.store.bodies({each.person for each in meeting.attendance})
    # Whoever was present may hold a seat of which no holder is on record.
    members = {each.person for each in holders(seating)}
    if may(lambda world: bool(unrecorded(seating, world))):
        in_some |= {each.person for each in meeting.attendance if each.state == "present"} - members
    rows = []
    for each in meeting.attendance:
        person = people.get(each.person)
        if person is None:
            continue
        possibly = "possibly counts" if each.person in in_some else "does not count"
        member = asked.store.bodies({each.deputy_for}).get(each.deputy_for) if each.deputy_for else None
        rows.append(
            Row(
                id=person.id,
                name=person.name_apart,
                type=asked.type_of(person),
                kind=asked.kind_of(person),
                relation=each.state.replace("-", " "),
                record=meeting.id,
                value=("counts" if each.person in in_all else possibly) if whole else None,
                note=f"for {member.name_apart}" if member else None,
                group="Who was there",
            )
        )
    return rows


def _why(seating: Seating, meeting: Meeting, each: Judged, item: AgendaItem | None = None) -> list[str]:
    """Return what an outcome that is open turns on."""
    prefix = f"Item {item.number}: it" if item else "It"
    return [f"{prefix} turns on {_factor(seating.book, factor, each.rule)}." for factor in each.turns_on]


def _factor(book: SeatBook, factor: Factor, rule: QuorumRule) -> str:
    place = _places(book, rule)
    match factor.kind:
        case "attendance":
            return f"whether {book.name(factor.of)} was there, which is not recorded"
        case "withdrawn":
            return f"whether members who withdraw count, on which {place} is silent"
        case "deputies":
            return f"whether deputies count, on which {place} is silent"
        case "empty seats":
            return f"whether a deputy counts for a seat that nobody holds, on which {place} is silent"
        case "votes":
            return f"whether the seat of {book.seats[factor.of].kind} has a vote, which is not stated"
        case "rounding":
            return f"whether the share is rounded up or down, which {place} does not say"
        case "base":
            return f"of whom it is a share, which {place} does not say"
        case "names":
            return "who was there, which is not recorded"
        case "unrecorded":
            return "who holds the seats of which no holder is on record, and whether they were there"
        case "unrecorded holders" | "unrecorded came":
            return f"who holds the seat of {book.seats[factor.of].kind}, of which no holder is on record"
        case "sat for":
            return f"for whom {_person(book, factor)} sat, which is not recorded"
        case "post":
            return f"since or until when {_person(book, factor)} was in the post {book.name(factor.of.split()[1])}"
        case "rule":
            return "which of several rules in force is the right one"
        case "effective":
            return f"whether {book.title(factor.of)} was in force, which states no day"
        case "life":
            return f"the day on which {the(book.name(factor.of))} began or ended"
        case _:
            return f"a day of {factor.of} that is known only as a month or year"


def _person(book: SeatBook, factor: Factor) -> str:
    """Return the name of whom a factor is: it may stand before what else tells the factor from others."""
    id_ = factor.of.split()[0]
    person = book.asked.store.bodies({id_}).get(id_)
    return person.name_apart if person else id_


def _out_of_reach(asked: Asked, book: SeatBook, day: date) -> str:
    """Return in words from when to when around a day no attendance could make a quorum."""
    days = sorted(_changes(book))
    met = [each for each in days if each <= day and _is_reachable(asked, book, each)]
    start = min((each for each in days if each <= day and (not met or each > met[-1])), default=day)
    end = min((each for each in days if each > day and _is_reachable(asked, book, each)), default=None)
    last = end - timedelta(days=1) if end else day
    return f"{period_in_words(start.isoformat(), last.isoformat() if end else None)}"


def _is_reachable(asked: Asked, book: SeatBook, day: date) -> bool:
    seating = Seating(book, day)
    rule = rule_for(seating)
    return rule is None or reachable(seating, rule)


def _changes(book: SeatBook) -> set[date]:
    """Return the days on which who holds which seat, or which version is in force, may change."""
    days: set[date] = set()
    for term in (term for seat in book.seats for term in book.terms(seat)):
        days |= {term.since.earliest} if term.since else set()
        days |= {term.until.latest + timedelta(days=1)} if term.until else set()
    for version in book.versions.values():
        days |= {version.effective.earliest} if version.effective else set()
    return days


def _review(book: SeatBook, rule: QuorumRule, day: date) -> list[str]:
    version = book.versions[rule.version]
    if version.review_due is None or version.review_due.latest >= day:
        return []
    due = in_words(version.review_due)
    return [f"{book.title(rule.version)} was due for review by {due}. That ends nothing: it still binds."]


# --- interests ---


@question(
    "seats and meetings",
    'interests "Hertfordshire Health and Wellbeing Board 2024-09-03"',
    meeting="the meeting: its name or id, or the body and its day",
    dated=False,
    ways=(
        "which interests touch {meeting}",
        "who had an interest at {meeting}",
        "which interest touch {meeting}",
        "who have [an] interest at {meeting}",
        "what interest (at|for|in) {meeting}",
    ),
)
def interests(asked: Asked, meeting: str) -> Answer:
    """Which registered interests touch the items of a meeting: potential conflicts, and never more than that.

    An interest touches an item if the item names the same organisation, and the dates of the interest hold on the day.
    The person has to be a member of the body on that day, or to attend. One that had ended is listed apart. An
    interest that is on no register cannot be found here.
    """
    found = _meeting_named(asked, meeting)
    return over_its_days(found, lambda day, head: _interests_on(asked.on(day), found, day, head))


def _interests_on(asked: Asked, found: Meeting, day: date, head: Head) -> Answer:
    book = SeatBook(asked, found.body)
    members = {each.person for each in holders(Seating(book, day))}
    people = members | {each.person for each in found.attendance}
    registered: list[Interest] = asked.store.filed("interests", people, "person")
    rows = [
        row
        for interest in registered
        for item in found.items
        if (row := _interest_row(asked, found, interest, item, day))
    ]
    touching = [row for row in rows if row.group == _TOUCHES]
    meeting_of = f"the meeting of {the(book.name(found.body))} on {in_words(day)}"
    number = counted(len(touching), "registered interest")
    headline = head(
        f"{number} {_touch(len(touching))} {meeting_of}"
        if touching
        else f"No registered interest touches {meeting_of}",
        f"{briefly([row.name for row in touching])}: potential only" if touching else "",
    )
    return Answer(
        parameters={"meeting": found.id},
        headline=headline.text,
        verdict="answered" if rows else "not-stated",
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, "An interest that is on no register in these data is not found here."),
    )


_TOUCHES, _ENDED = "Potential conflict", "Ended before the meeting"


def _touch(number: int) -> str:
    return "touches" if number == 1 else "touch"


def _interest_row(asked: Asked, meeting: Meeting, interest: Interest, item: AgendaItem, day: date) -> Row | None:
    if interest.organisation not in item.concerns:
        return None
    if interest.since and interest.since.earliest > day:
        return None
    ended = interest.until is not None and interest.until.latest < day
    bodies = asked.store.bodies({interest.person, interest.organisation})
    person = bodies[interest.person]
    withdrew = "withdrew from it" if interest.person in item.withdrew else "did not withdraw, as far as is recorded"
    state = next((each.state for each in meeting.attendance if each.person == interest.person), None)
    absent = {"apologies": "sent apologies", "not-recorded": "attendance is not recorded"}.get(
        state or "not-recorded", ""
    )
    return Row(
        id=person.id,
        name=person.name_apart,
        type=asked.type_of(person),
        kind=asked.kind_of(person),
        relation=f"item {item.number}: {item.subject}",
        record=interest.id,
        value=f"{interest.kind}: {bodies[interest.organisation].name_apart}",
        certainty=certainty(interest.claims) if interest.claims else None,
        since=str(interest.since) if interest.since else None,
        until=str(interest.until) if interest.until else None,
        note="; ".join(filter(None, [absent or withdrew, _declared(interest), _mitigated(interest)])),
        sources=citations(asked, (*interest.claims, *meeting.claims)),
        group=_ENDED if ended else _TOUCHES,
    )


def _declared(interest: Interest) -> str:
    return f"declared {in_words(interest.declared)}" if interest.declared else "when it was declared is not stated"


def _mitigated(interest: Interest) -> str:
    return f"mitigation: {interest.mitigation}" if interest.mitigation else ""


# --- attendance over a time ---


@question(
    "seats and meetings",
    'attendance-record "Hertfordshire Health and Wellbeing Board"',
    body="the board or committee",
    first="from this day on, such as 2025-04-01",
    last="up to this day, such as 2026-03-31",
    dated=False,
    ways=(
        "how often did the members of {body} attend",
        "who attended the meetings of {body}",
        "how often do member of {body} attend [meeting]",
        "[what] attendance record of {body}",
    ),
)
def attendance_record(asked: Asked, body: Name, first: str | None = None, last: str | None = None) -> Answer:
    """How many meetings of a board each member attended, out of those held while he or she had a seat.

    For the annual governance statement: give the first and last day of the year. A deputy is counted for no member.
    Attendance that is not recorded is counted apart.
    """
    whose = body_named(asked.store, body, asked.view.as_of)
    start = _bound("--first", first, date.min)
    end = _bound("--last", last, date.max)
    every: list[Meeting] = asked.store.filed("meetings", [whose.id], "body")
    meetings = [each for each in every if each.date and start <= each.date.earliest and each.date.latest <= end]
    book = SeatBook(asked, whose.id)
    held: Counter[str] = Counter()
    states: Counter[tuple[str, str]] = Counter()
    for meeting in meetings:
        first_day, last_day = days_of(meeting)
        # Of a month, whoever was a member on its first or on its last day may have been one at the meeting.
        members = {each.person for day in {first_day, last_day} for each in holders(Seating(book, day))}
        recorded = {each.person: each.state for each in meeting.attendance}
        for person in members:
            held[person] += 1
            states[person, recorded.get(person, "not-recorded")] += 1
    people = asked.store.bodies(held)
    ordered = sorted(held, key=lambda id_: people[id_].name)
    rows = [_record_row(asked, people[id_], held[id_], states, meetings) for id_ in ordered]
    period = period_in_words(first, last)
    number = counted(len(meetings), "meeting")
    text = f"These data record {number} of {the(whose.name_apart)}{f' {period}' if period else ''}"
    return Answer(
        parameters={"body": whose.id},
        headline=as_headline(text).text,
        verdict="answered" if rows else "not-stated",
        rows=tuple(rows),
        caveats=("Meetings that are not in these data are not counted.",),
    )


def _bound(option: str, text: str | None, default: date) -> date:
    if text is None:
        return default
    try:
        when = when_of(text)
    except ValueError as error:
        raise QuestionError(f"{option}: {error}") from error
    return when.first if option == "--first" else when.last


def _record_row(
    asked: Asked, person: Any, held: int, states: Counter[tuple[str, str]], meetings: Iterable[Meeting]
) -> Row:
    present, missing = states[person.id, "present"], states[person.id, "not-recorded"]
    claims = tuple(dict.fromkeys(claim for meeting in meetings for claim in meeting.claims))
    return Row(
        id=person.id,
        name=person.name_apart,
        type=asked.type_of(person),
        kind=asked.kind_of(person),
        relation="attended",
        value=f"{present:,} of {counted(held, 'meeting')}",
        certainty=certainty(claims) if claims else None,
        note=f"attendance is not recorded for {missing:,}" if missing else None,
        sources=citations(asked, claims),
    )

"""Who leads, chairs and holds which office, and who holds several."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Row, firm, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.caveats import caveats_of
from ics_graph.answering.chains import YEAR_INFERRED, events_in_words, places_not_read, stated_gaps
from ics_graph.answering.existence import absence
from ics_graph.answering.headlines import Words, facts_in_words, headline, hedge, places_cited
from ics_graph.answering.lists import (
    MOST_NAMES,
    Headline,
    as_headline,
    briefly,
    counted,
    followed_by,
    is_short,
    listed,
    lower,
    of_day,
    sentence,
)
from ics_graph.answering.lookup import Name, body_named, type_named
from ics_graph.answering.registry import question
from ics_graph.answering.rows import event_rows, fact_rows, in_time, line_rows
from ics_graph.answering.scope import scope_of
from ics_graph.answering.seats import is_seat_of_the_chair
from ics_graph.answering.traversal import traverse
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.governance import holder_kind, stands_in_for_the_chair
from ics_graph.model import Event, GapReason
from ics_graph.stores.rows import Body, Direction, Line

_ROLE_HOLDERS = ("role holders include", "holds a role at")
_LEADING = ("leadership", "chair", "holder")
_ON_ROLES = ("holder", "leadership", "name", "other")
_CHAIR = re.compile(r"\b(?:co-|vice-)?(?:chair|lead(?:s|ers?|ership)?\b|led by)", re.IGNORECASE)


@question(
    "leadership",
    'leaders "Lancashire and South Cumbria ICS"',
    body="the system, board, body or post",
    ways=(
        "who chairs {body}",
        "who leads {body}",
        "who (chair|lead|head|head up|run|manage|direct|co-chair|vice chair|deputy chair|in charge) {body}",
        "who [to|going to] (chair|lead|head|run) {body}",
        "who (chair|lead) or (chair|lead) {body}",
        "who the (chair|chief officer) of {body} who (address|speak to|present to) (board|committee)",
        "who the (chair|lead|leader|head) (of|for|at) {body}",
        "who the (boss|chief executive|chief officer|ceo|accountable officer) (of|for|at) {body}",
        "who the (director|deputy chair|vice chair|sro) (of|for|at) {body}",
        "who the (senior responsible owner|programme lead|convener|president|mayor) (of|for|at) {body}",
        "who {body} (leader|boss)",
        "who {body} (chief executive|chief officer|ceo|accountable officer|director|sro)",
        "[who] (chair|lead|leader|head|leadership) (of|for|at) {body}",
        "[who] (boss|chief executive|chief officer|ceo|accountable officer|sro) (of|for|at) {body}",
        "[what] (leadership|leader|chair) (of|for) {body}",
        "{body} have (chair|leader|lead|head|chief executive|chief officer)",
        "who (chair|lead|head|run) by {body}",
        "by who {body} (chair|lead|head|run)",
        "{body} (chair|lead|head|run) by who",
        "who (hold|have) office in {body}",
        "who hold chair of {body}",
        "by what title [lead|chair] {body}",
        "who sro (of|for) {body}",
        "who responsible for [running|leading] {body}",
        "name [of] (chair|leader|lead) of {body}",
        "who (oversee|preside over) {body}",
        "who name as (chair|lead|leader) of {body}",
    ),
)
def leaders(asked: Asked, body: Name) -> Answer:
    """Who leads or chairs a body or holds an office in it, by which title, and which seats have no holder named.

    To lead is not to chair: each is given in the word of its source. Who chaired one meeting is named beside, as that
    says nothing of a standing chair. So is what sources state of the chair as a property of the body.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    gathered = traverse(asked, entity, "down", ["leadership"], deep=True)
    seats = traverse(asked, entity, "down", ["membership"], deep=False)
    chairing = tuple(_as_chairing(asked, row) for row in seats.rows() if is_seat_of_the_chair(row))
    roles, properties = _facts_on_leading(asked, entity)
    lines = (*gathered.rows(), *chairing)
    rows = (*lines, *roles)
    gaps, unread = stated_gaps(asked, entity.id, _LEADING), places_not_read(asked, [entity.id], _LEADING)
    verdict = verdict_of(lines, any(reason == "vacant" for _, reason in gaps), bool(unread))
    is_post = holder_kind(asked.ontology, entity.type) == "Post"
    words = Words(
        f"who {{one holds}} the post of {shown_name(entity)}" if is_post else "who {one leads} or {one chairs} {body}",
        "",
        "a source denies that {others} {they leads} {body}",
        "{body} {has} no leader",
    )
    single = _chairing(asked, entity)
    said = [topic for topic in (("holder",) if is_post else ("leadership", "chair")) if verdict == "not-stated"]
    caveats = [*caveats_of(asked, gathered, lines)]
    caveats += [text for text, _ in (stated_gaps(asked, entity.id, _LEADING, said) if said else gaps)]
    caveats += _once(asked, entity, single)
    posts = [row for row in lines if holder_kind(asked.ontology, row.type) == "Post"]
    held = {row.of for row in lines if row.relation == asked.ontology.relations["holdsPost"].inverse_label}
    vacant = [row for row in posts if row.id not in held]
    caveats += [f"No source names who holds the post of {row.name}." for row in vacant]
    caveats += [sentence(facts_in_words(shown_name(entity), properties))] if properties else []
    gone = absence(asked, entity)
    caveats += gone.sources if gone else ()
    top = Headline(gone.words, gone.notes) if gone else headline(words, gathered, _once_each(lines), verdict)
    notes = list(top.notes)
    if single and not lines:
        # On which day that was, the note says, with whether the source gives its year.
        who = briefly(list(dict.fromkeys(who for _, _, who in single)))
        top = followed_by(top.text, f"{who} chaired {counted(len(single), 'meeting').replace('1 ', 'one ', 1)}")
        notes += top.notes
    if gone and not rows:
        verdict = "stated-none"
    elif verdict == "not-stated":
        from ics_graph.questions.seats import seat_of_the_chair

        if (seated := seat_of_the_chair(asked, entity)) is not None:
            return seated
    return Answer(
        parameters={"body": entity.id},
        headline=top.text,
        verdict=verdict,
        rows=rows,
        caveats=(*notes, *caveats),
        excluded=gathered.excluded(),
    )


def _as_chairing(asked: Asked, row: Row) -> Row:
    """Return the seat of a member as what it says of the chair, where that member presides."""
    if stands_in_for_the_chair(row.capacity, row.role) or row.heading == "planned":
        return row
    chairs = asked.ontology.relations["chairs"]
    return replace(row, relation=chairs.inverse_label, forward=chairs.label)


def _facts_on_leading(asked: Asked, body: Body) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the roles that are top of a body, and its properties that speak of a chair or lead."""
    facts = asked.store.facts([body.id])
    of_chair = [f for f in facts if f.property == "governanceProperty" and _CHAIR.search(f.text or "")]
    roles, _ = in_time(fact_rows(asked, [fact for fact in facts if fact.property == "role"], body))
    properties, _ = in_time(fact_rows(asked, of_chair, body))
    return roles, properties


def _once_each(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a leader's title beside the leading, where a source gives both of one person."""
    office = {row.id: row for row in rows if row.role and row.relation in _ROLE_HOLDERS}
    kept: list[Row] = []
    for row in rows:
        title = office.get(row.id)
        if title is not None and row.relation not in _ROLE_HOLDERS and row.of == title.of and not row.role:
            row = replace(row, role=title.role)
            del office[row.id]
            kept = [other for other in kept if other is not title]
        if row.relation not in _ROLE_HOLDERS or row.id in office or not row.role:
            kept.append(row)
    return kept


def _chairing(asked: Asked, body: Body) -> list[tuple[Event, str, str]]:
    """Return each event of a body in which somebody chaired it, with the role, and who it was.

    Who chaired a single meeting says nothing of a standing chair.
    """
    chairs = [
        (event, part)
        for event in asked.store.events([body.id])
        for part in event.participants
        if part.role and "chair" in part.role and part.entity != body.id
    ]
    names = asked.store.bodies({part.entity for _, part in chairs})
    return [(event, part.role or "", shown_name(names[part.entity])) for event, part in chairs]


def _once(asked: Asked, body: Body, chairing: Sequence[tuple[Event, str, str]]) -> list[str]:
    """Return a sentence for each event in which somebody chaired the body, with what is noted of it beside it.

    That one meeting is on record does not say that there was one only, nor that there is a standing chair.
    """
    meetings = []
    rows = {row.record: row for row in event_rows(asked, [event for event, _, _ in chairing], body)}
    for event, role, who in chairing:
        on = f" on {in_words(event.date)}" if event.date else ""
        noted = (event.note or "").replace(YEAR_INFERRED, f"the {YEAR_INFERRED.replace(' ', ' is ')}", 1)
        note = " ".join(map(sentence, filter(None, noted.split("; "))))
        cited = f"Source: {places_cited([rows[event.id]])}."
        chaired = "chaired" if role == "chair" else f"was {role} of"
        meetings.append(" ".join(filter(None, [f"{who} {chaired} '{event.name}'{on}.", note, cited])))
    return meetings


@question(
    "leadership",
    'roles "Dr Amanda Doyle"',
    body="the person, post or body",
    ways=(
        "what roles does {body} have",
        "who holds the post of {body}",
        "what (role|post|position|job|office|title|seat|hat) {body} (have|hold|occupy|get|fill|do|wear)",
        "what (role|post|position|job|office|title) {body}",
        "[what] (role|post|position|job|office|title) (of|hold by) {body}",
        "[what] {body} (role|post|position|job|office|title)",
        "who hold {body}",
        "who hold (post|office|role|position|title) of {body}",
        "who (occupy|fill) {body}",
        "who {body}",
        "what {body} do",
        "where {body} work",
        "who {body} work for",
        "what {kind} {body} work for",
        "{body} work for who",
        "what does {body} chair",
        "what {body} (chair|lead)",
        "{body} (have|hold) (more than one|several|two) (role|post|job|position)",
    ),
)
def roles(asked: Asked, body: Name) -> Answer:
    """Which offices, seats and parts in meetings a person has; of a post, where it is and who holds it.

    An unnamed holder stays unnamed: the answer says that no source names one.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    ways: tuple[Direction, Direction] = ("up", "down")
    gathered = [traverse(asked, entity, way, ["leadership"], deep=False) for way in ways]
    seats = traverse(asked, entity, "up", ["membership"], deep=False)
    lines = (*gathered[0].rows(), *gathered[1].rows(), *seats.rows())
    facts = fact_rows(asked, [f for f in asked.store.facts([entity.id]) if f.property == "role"], entity)
    events = [event for event in asked.store.events([entity.id]) if _role_in(entity.id, event.participants)]
    rows = (*lines, *facts, *event_rows(asked, events, entity))
    gaps, unread = _on_roles(asked, entity), places_not_read(asked, [entity.id], _ON_ROLES)
    post = holder_kind(asked.ontology, entity.type) == "Post"
    nobody_holds_it = post and not any(map(firm, gathered[1].rows()))
    words = Words(
        f"who {{one holds}} the post of {shown_name(entity)}" if nobody_holds_it else "which post {body} {holds}",
        "",
        "a source denies that {body} {has a role} at {others}",
        "{body} {has} no roles",
    )
    caveats = [*caveats_of(asked, gathered[0], lines), *(text for text, _ in gaps)]
    if entity.unnamed:
        caveats.append(f"No source gives a name. '{entity.name}' is how this project speaks of the person or body.")
    verdict = verdict_of((*lines, *facts), any(reason == "vacant" for _, reason in gaps), bool(unread))
    of_lines = verdict if lines else verdict_of(lines, stated_none=False, not_read=bool(unread))
    gone = absence(asked, entity)
    caveats += gone.sources if gone else ()
    top = Headline(gone.words, gone.notes) if gone else headline(words, gathered[0], _once_each(lines), of_lines)
    titles = _titles(top.text, lines)
    # What somebody did in a meeting is told where no source states an office.
    of_events = _in_events(asked, entity, events) if events and of_lines != "answered" else []
    beside = []
    if of_lines == "only-tentative":
        # What is tentative in the verdict are the lines, and no event.
        beside, of_events = [" ".join(map(sentence, of_events))] if of_events else [], []
    text, notes = followed_by(top.text, titles, *of_events)
    out = gathered[0].excluded()
    return Answer(
        parameters={"body": entity.id},
        headline=text,
        verdict=verdict,
        rows=rows,
        caveats=(*top.notes, *notes, *beside, *caveats),
        excluded=out,
    )


def _in_events(asked: Asked, body: Body, events: Sequence[Event]) -> list[str]:
    """Return a clause of what somebody did in an event: "Ann Archer took part in 'First meeting' (chair)"."""
    if len(events) > 1:
        return events_in_words(shown_name(body), event_rows(asked, events, body))
    (row,), (event,) = event_rows(asked, events, body), events
    roles = [part.role for part in event.participants if part.entity == body.id and part.role]
    name = the(shown_name(body))
    clause = f"{name} took part in '{event.name}' ({listed(roles)})"
    dated = (
        f"{clause.removesuffix(')')}, {in_words(event.date)})"
        if event.date and not (row.note or "").startswith(YEAR_INFERRED)
        else clause
    )
    return [text for text in (dated, clause) if is_short(text)][:1] or events_in_words(shown_name(body), [row])


def _titles(text: str, rows: tuple[Row, ...]) -> str:
    """Return a clause of the titles that a headline does not give yet; nothing where it names as many as it may."""
    titled = [row for row in rows if row.role and firm(row) and row.heading == "in effect" and row.role not in text]
    at: dict[str, dict[str, None]] = {}
    for row in titled:
        at.setdefault(row.role or "", {})[row.name] = None
    if len(at) == 1 and len(bodies := next(iter(at.values()))) > 1:
        return f"the title at the {counted(len(bodies), 'body')} is {next(iter(at))}" if " more" not in text else ""
    several = len({name for of in at.values() for name in of}) > 1
    titles = [
        f"{role} ({the(next(iter(of))) if len(of) == 1 else counted(len(of), 'body')})" if several else role
        for role, of in at.items()
    ]
    titles_are = "the title is" if len(titles) == 1 else "the titles are"
    return f"{titles_are} {briefly(titles, words=20)}" if titles and " more" not in text else ""


def _role_in(id_: str, participants: object) -> bool:
    return any(part.entity == id_ and part.role for part in participants)  # type: ignore[attr-defined]


@question(
    "leadership",
    "multiple-roles",
    within="only people with a role in this system or body (default: all)",
    type="of which type of the ontology those who hold several are",
    ways=(
        "who holds more than one role",
        "who wears two hats",
        "who (hold|have|get|occupy) (several|many) (role|post|position|job|office|seat|hat)",
        "who (hold|have|get|occupy) (multiple|two|more than one) (role|post|position|job|office|seat|hat)",
        "who wear (several|many|multiple|two|more than one) hat",
        "what {type} (hold|have|get) (several|many) (role|post|position|job|office|seat)",
        "what {type} (hold|have|get) (multiple|two|more than one) (role|post|position|job|office|seat)",
        "who in (several|multiple|two|more than one) (role|post|position|job|office)",
        "(several|multiple|two) (role|post|office) [hold] [by|of] [one|the same] person",
        "who sit in (several|two|more than one) (seat|place|chair)",
        "who has (several|two|more than one) (role|post|position|job|office|seat) at once",
    ),
)
def multiple_roles(asked: Asked, within: Name | None = None, type: str = "Person") -> Answer:
    """Who holds several offices or seats at once, with every one of them.

    What is inferred or planned is counted apart, and who has several only with that is named apart. Several may be
    one joint office: where a source does not say, nor does the answer.
    """
    type = type_named(asked.ontology, type)
    scope = scope_of(asked, within)
    people = {body.id: body for body in asked.bodies_of(asked.ontology.kinds_of(type))}
    view = replace(asked.view, planned=True)
    lines = asked.store.lines(people, "up", ["leadership", "membership"], view)
    held: dict[str, dict[tuple[str, str], Line]] = defaultdict(dict)
    for line in lines:
        if certainty(line.record.claims) != "denied":
            held[line.subject].setdefault((line.object, line.role or ""), line)
    for seats in held.values():
        for seat, title in list(seats):
            # To lead a system and to be its Lead is one office, named twice.
            if not title and any(other == seat and named for other, named in seats):
                del seats[seat, title]
    several = {
        id_: seats for id_, seats in held.items() if len(seats) > 1 and any(scope.has(seat) for seat, _ in seats)
    }
    rows = line_rows(asked, [line for id_ in sorted(several) for line in several[id_].values()])
    of_each = {id_: [row for row in rows if row.of == id_] for id_ in sorted(several)}
    surely = {id_ for id_, seats in of_each.items() if sum(map(firm, seats)) > 1}
    stated = {id_: counted(sum(map(firm, seats)), "role") for id_, seats in of_each.items() if id_ in surely}
    names = [f"{of_each[id_][0].of_name} ({number})" for id_, number in stated.items()]
    others = [_with_seats(seats) for id_, seats in of_each.items() if id_ not in surely]
    label = asked.ontology.types[type].label
    hold = "held" if asked.view.as_of else "holds" if len(names) == 1 else "hold"
    number = (
        f"{counted(len(names), label)} {hold} more than one role or seat, among them "
        if len(names) > MOST_NAMES
        else ""
    )
    holds = "held" if asked.view.as_of else "holds"
    text = (
        f"no source says that any {label} {holds} more than one role or seat{scope.for_it.replace(' for ', ' in ', 1)}"
    )
    if names:
        text = (
            f"{number}{listed(names[:MOST_NAMES])}" if number else f"{listed(names)} {hold} more than one role or seat"
        )
    top = as_headline(of_day(asked.view.as_of, scope.named(text)), hedge(asked, rows))
    more = counted(len(others), f"more {label}" if names else label)
    if_counted = "if inferred and planned roles are counted"
    apart = (
        sentence(f"{if_counted}, {more} {'has' if len(others) == 1 else 'have'} several: {briefly(others)}")
        if others
        else ""
    )
    verdict = verdict_of(rows if surely else tuple(row for row in rows if not firm(row)), stated_none=False)
    parameters = {**scope.parameters, "type": type}
    gaps = [(people[id_].name, text) for id_ in sorted(several) for text, _ in _on_roles(asked, people[id_])]
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        rows=rows,
        caveats=(*([apart] if apart else []), *(f"On {name}: {lower(text)}" for name, text in gaps)),
    )


def _with_seats(rows: Sequence[Row]) -> str:
    """Return a person with how many seats a source states, and how many are inferred or planned, counted apart."""
    stated = sum(map(firm, rows))
    apart = Counter(row.heading if row.heading != "in effect" else row.certainty for row in rows if not firm(row))
    parts = [f"{stated} stated"] if stated else []
    parts += [f"{number} {'by law' if how == 'rule' else how}" for how, number in apart.items()]
    return f"{rows[0].of_name} ({listed(parts)})"


def _on_roles(asked: Asked, body: Body) -> list[tuple[str, GapReason]]:
    """Return what is on record as missing of the offices of a person, post or body."""
    return stated_gaps(asked, body.id, _ON_ROLES)

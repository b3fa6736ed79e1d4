"""The shape that all questions along one family of lines share: gather, judge, put into words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ics_graph.answering.answer import Answer, Path, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.caveats import caveats_of, no_surer
from ics_graph.answering.chain_certainty import with_chain_certainty
from ics_graph.answering.existence import absence
from ics_graph.answering.gap_words import gap_in_words
from ics_graph.answering.headlines import Words, facts_in_words, headline
from ics_graph.answering.lists import Headline, followed_by, is_short, sentence
from ics_graph.answering.lookup import body_named
from ics_graph.answering.rows import event_rows, fact_rows, in_time
from ics_graph.answering.statutory import lines_above_by_law, rows_in_general
from ics_graph.answering.tense import ended_in_words, has_ended
from ics_graph.answering.traversal import Traversal, traverse
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.model import Claim, Fact, GapReason
from ics_graph.stores.rows import Direction
from ics_graph.whole_lists import direction_of, may_be_of

_MOST_OF_PLACES = 20
"""How many words of places to check the line of the verdict has at most."""
YEAR_INFERRED = "year inferred"
"""How the note of an event begins of which the source gives a day and no year."""
_TOPICS: dict[tuple[str, Direction], tuple[str, ...]] = {
    ("accountability", "up"): ("accountability",),
    ("reporting", "up"): ("reporting",),
    ("membership", "down"): ("membership",),
    ("leadership", "down"): ("leadership", "chair", "holder"),
    ("structure", "down"): ("structure",),
    ("coverage", "up"): ("area",),
    ("commissioning", "down"): ("commissioner",),
    ("approvals", "down"): ("decision-maker",),
}


def chain(
    asked: Asked,
    name: str,
    family: str,
    direction: Direction,
    words: Words,
    limit: int,
) -> Answer:
    """Return the answer that follows a family of lines all the way up or down from a body, with its paths."""
    body = body_named(asked.store, name, asked.view.as_of)
    gathered = traverse(asked, body, direction, [family], deep=True)
    paths, more = gathered.paths(limit)
    caveats = _not_all_drawn(paths, limit, any(depth > 1 for _, depth in gathered.within)) if more else []
    return _answer(gathered, words, family, caveats, paths=paths)


def _not_all_drawn(paths: Sequence[Path], limit: int, deep: bool) -> list[str]:
    """Return what is said where there are more paths than asked for: paths of one line are never drawn."""
    if any(len(path.steps) > 1 for path in paths):
        return [f"The tree shows {limit} paths, and the table all their relationships. To draw more, raise --limit."]
    if deep:
        return [
            f"There are more than {limit} paths, so none is drawn. The table has all relationships. "
            "To draw paths, raise --limit."
        ]
    return []


def both_ways(
    asked: Asked,
    name: str,
    family: str,
    words: Words,
    events: Sequence[str] = (),
    facts: Callable[[Fact], bool] | None = None,
) -> Answer:
    """Return the answer that lists the lines of one family at a body in both directions.

    ``events`` are kinds of events of the body that belong to the answer, too (a vote is an approval), and ``facts``
    says which of what is said of it does.
    """
    body = body_named(asked.store, name, asked.view.as_of)
    up, down = (traverse(asked, body, direction, [family], deep=False) for direction in ("up", "down"))
    up.left_out += down.left_out
    lines = {row.record: row for row in (*up.rows(), *down.rows())}
    ordered = sorted(lines.values(), key=_by_heading)
    of_events = event_rows(asked, [event for event in asked.store.events([body.id]) if event.kind in events], body)
    kept = [fact for fact in asked.store.facts([body.id]) if facts(fact)] if facts else []
    of_facts, _ = in_time(fact_rows(asked, kept, body))
    rows = (*ordered, *of_facts, *of_events)
    topics = topics_of(family)
    gaps, unread = stated_gaps(asked, body.id, topics), places_not_read(asked, [body.id], topics)
    vacant = any(reason == "vacant" for _, reason in gaps)
    verdict = verdict_of((*ordered, *of_facts) or rows, vacant, bool(unread))
    caveats = [*caveats_of(asked, up, ordered), *(sentence for sentence, _ in gaps)]
    gone = absence(asked, body)
    caveats += gone.sources if gone else ()
    if gone and not rows:
        verdict = "stated-none"
    of_lines = verdict_of(tuple(ordered), verdict == "stated-none", bool(unread))
    top_of_lines = headline(words, up, ordered, of_lines)
    text = gone.words if gone else top_of_lines.text if ordered or not (of_events or of_facts) else ""
    notes = [*(gone.notes if gone else top_of_lines.notes)] if text else []
    more = [facts_in_words(shown_name(body), of_facts, None if text else asked.view.as_of)] if of_facts else []
    more += events_in_words(shown_name(body), of_events) if of_events else []
    if of_lines == "only-tentative" and text:
        # What is tentative in the verdict are the lines, and no event.
        notes, more = [*notes, *([" ".join(map(sentence, more))] if more else [])], []
    text, notes_of_more = followed_by(text, *more)
    return Answer(
        parameters={"body": body.id},
        headline=text,
        verdict=verdict,
        rows=rows,
        caveats=(*notes, *notes_of_more, *caveats),
        excluded=up.excluded(),
    )


def events_in_words(body: str, events: Sequence[Row]) -> list[str]:
    """Return a clause that counts the events of a body, and one that names the first of them where it is short."""
    first = _named_and_dated(events[0])
    if len(events) == 1:
        count = f"the sources give one event for {the(body)}"
        return [f"{count}: {first}"] if is_short(f"{count}: {first}") else [count, f"the event is {first}"]
    count = f"the sources give {len(events):,} events for {the(body)}"
    # One without a date may have come before all others.
    which = "the first" if all(row.since or row.until for row in events) else "the first with a date"
    return (
        [f"{count}, {which} {first}"]
        if is_short(f"{count}, {which} {first}")
        else [count, f"{which} of the {len(events):,} events is {first}"]
    )


def _named_and_dated(row: Row) -> str:
    name = (row.value or "").partition(" (")[0]
    marks = [*([str(row.heading)] if row.heading != "in effect" else []), _date(row)]
    marks += [YEAR_INFERRED] if (row.note or "").startswith(YEAR_INFERRED) else []
    return f"'{name}' ({', '.join(marks)})"


def _date(row: Row) -> str:
    date = in_words(row.since) if row.since else "undated"
    if row.until:
        last = in_words(row.until)
        date = f"between {date} and {last}" if row.since else f"by {last}"
    return date


def _by_heading(row: Row) -> int:
    return ("in effect", "planned", "uncertain", "in general", "denied").index(row.heading)


def one_hop(
    asked: Asked,
    name: str,
    family: str,
    direction: Direction,
    words: Words,
    kind: str | None = None,
) -> Answer:
    """Return the answer that lists the lines of one family at a body; ``kind`` keeps bodies of one type."""
    body = body_named(asked.store, name, asked.view.as_of)
    gathered = traverse(asked, body, direction, [family], deep=False)
    if kind is None:
        return _answer(gathered, words, family, [])
    others = gathered.keep(asked.ontology.kinds_of(kind))
    one, several = (
        "1 relationship with a body of another type is left out. To include it, omit --type.",
        f"{others} relationships with bodies of other types are left out. To include them, omit --type.",
    )
    return _answer(gathered, words, family, [one if others == 1 else several] if others else [])


def _answer(
    gathered: Traversal,
    words: Words,
    family: str,
    given: list[str],
    paths: tuple[Path, ...] = (),
) -> Answer:
    asked, body = gathered.asked, gathered.start
    rows = (*gathered.rows(), *rows_in_general(gathered, family))
    topics = _TOPICS.get((family, gathered.direction), ())
    gaps, unread = stated_gaps(asked, body.id, topics), places_not_read(asked, [body.id], topics)
    whole = _whole(asked, body.id, family) if gathered.direction == direction_of(family) else None
    vacant = any(reason == "vacant" for _, reason in gaps)
    chained = tuple(with_chain_certainty(rows, body.id))
    verdict = verdict_of(chained, stated_none=vacant or whole is not None, not_read=bool(unread))
    gone = absence(asked, body)
    top = Headline(gone.words, gone.notes) if gone else headline(words, gathered, rows, verdict, whole)
    caveats = [*top.notes, *_ended(gathered, rows), *caveats_of(asked, gathered, rows)]
    caveats += [*no_surer(gathered, rows), *given]
    said = topics if verdict == "not-stated" else ()
    caveats += [text for text, _ in (stated_gaps(asked, body.id, topics, said) if said else gaps)]
    caveats += gone.sources if gone else lines_above_by_law(gathered, rows, family)
    if whole is not None:
        caveats.append(f"A source gives this as the whole list ({whole}).")
    elif rows and gathered.direction == "down" and family == "membership":
        caveats.append("No source says that this list is complete.")
    if gone and not rows:
        # Its dates say that it did not exist, so there is an answer: nobody, and what to ask about instead.
        verdict = "stated-none"
    return Answer(
        parameters={"body": body.id},
        headline=top.text,
        verdict=verdict,
        rows=rows,
        paths=paths,
        caveats=tuple(caveats),
        less=f"check {unread}" if verdict == "not-read" and unread and len(unread.split()) <= _MOST_OF_PLACES else None,
        excluded=gathered.excluded(),
    )


def _ended(gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return how many of the bodies that an answer of no day names have ended, where others have not."""
    if gathered.asked.view.as_of is not None:
        return []
    near = {row.id for row in rows if row.of == gathered.start.id and row.id in gathered.bodies}
    ended = [gathered.bodies[id_] for id_ in near if has_ended(gathered.bodies[id_])]
    if not 0 < len(ended) < len(near):
        return []
    has = "has" if len(ended) == 1 else "have"
    return [f"Of the {len(near):,} bodies in the table, {len(ended):,} {has} {ended_in_words(gathered.asked, ended)}."]


def _whole(asked: Asked, body: str, family: str) -> str | None:
    """Return where a source says that a body's list in a family is whole, on the day asked about; or None."""
    for complete in asked.store.complete([body]):
        if complete.family == family and certainty(complete.claims) not in ("denied", "disputed", "uncertain"):
            sources = asked.store.sources({claim.source for claim in complete.claims})
            of_day = [claim for claim in complete.claims if may_be_of(claim, sources, asked.view.as_of)]
            if of_day:
                return _places(asked, of_day)
    return None


def _places(asked: Asked, claims: Collection[Claim]) -> str:
    sources = asked.store.sources({claim.source for claim in claims})
    places: dict[str, dict[str, None]] = {}
    for claim in claims:
        if claim.source in sources:
            at = places.setdefault(sources[claim.source].title, {})
            at.update({claim.locator: None} if claim.locator else {})
    return "; ".join(", ".join(filter(None, [title, " and ".join(at)])) for title, at in places.items())


def topics_of(family: str) -> tuple[str, ...]:
    """Return the topics of gaps that say why a family of lines is missing at a body, in either direction."""
    return (*_TOPICS.get((family, "up"), ()), *_TOPICS.get((family, "down"), ()))


def places_not_read(asked: Asked, bodies: Collection[str] | None, topics: Collection[str]) -> str:
    """Return where to look for what was not read of bodies (None: of all) on these topics; empty where no gap says so.

    A part of a source that was not read, as the arrows of a diagram, may say what no words say: not read is not
    "not stated".
    """
    gaps = asked.store.gaps(bodies)
    claims = [claim for gap in gaps if gap.reason == "not-read" and gap.topic in topics for claim in gap.claims]
    return _places(asked, dict.fromkeys(claims))


def stated_gaps(
    asked: Asked, body: str, topics: Collection[str], said: Collection[str] = ()
) -> list[tuple[str, GapReason]]:
    """Return a sentence and the reason for each gap that is recorded of a body on these topics.

    Where the headline has ``said`` what a gap says, the sentence is on where it was looked for.
    """
    gaps = []
    for gap in asked.store.gaps([body]):
        if gap.topic in topics:
            places = _places(asked, gap.claims)
            source = f"{'Sources' if '; ' in places else 'Source'}: {places}."
            text = gap_in_words(gap, said)
            gaps.append((f"{text} {source}" if text else f"This was looked for in {places}.", gap.reason))
    return gaps

"""Bodies that were not there on the day asked about: what came before or after them, by the events of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.grammar import verb
from ics_graph.answering.lists import listed
from ics_graph.answering.provenance import same_codes
from ics_graph.answering.rows import when
from ics_graph.certainty import certainty
from ics_graph.model import Event, all_claims
from ics_graph.stores.rows import Body
from ics_graph.validity import only_planned


def absence_in_words(asked: Asked, body: Body) -> str | None:
    """Return a sentence that a body was not there on the day asked about, and what was before or after it.

    None where no day is asked about, or the body was or may have been there.
    """
    day = asked.view.as_of
    if day is None or body.on(day.isoformat()) != "no":
        return None
    record, early = body.record, day.isoformat() < body.start_min
    since = f"from {record.since}" if record.since else ""
    until = f"until {record.until}" if record.until else ""
    life = " ".join(part for part in (since, until) if part)
    was = verb("was", shown_name(body))
    text = f"{shown_name(body)} {was} not there {'yet' if early else 'any more'} on {day.day} {day:%B %Y}"
    text += f" ({'they were' if was == 'were' else 'it was'} there {life})" if life else ""
    others = neighbours(asked, body, later=not early)
    if not others:
        codes = same_codes(asked, body, later=not early)
        beside = f"; {'; '.join(codes)}, which does not say that one followed the other" if codes else ""
        return f"{text}; no source says what came {'before' if early else 'after'} it{beside}."
    by_event: dict[str, list[str]] = {}
    for other, event in others:
        by_event.setdefault(_how(asked, event), []).append(shown_name(other))
    came = "; ".join(f"{listed(names, 12)} ({how})" for how, names in by_event.items())
    return f"{text}; {'before' if early else 'after'} it came {came}."


def neighbours(asked: Asked, body: Body, later: bool) -> list[tuple[Body, Event]]:
    """Return the bodies that came out of (``later``) or went into the events that a body went into or came out of."""
    mine, theirs = ("original", "resulting") if later else ("resulting", "original")
    event_of: dict[str, Event] = {}
    events = asked.store.events([body.id])
    # What was planned does not stand beside what took place; it is told where nothing else is known.
    took_place = [event for event in events if not only_planned(event)]
    for event in sorted(_moving(took_place, body, mine, theirs) or events, key=when):
        if any(part.entity == body.id and part.side == mine for part in event.participants):
            for part in event.participants:
                if part.side == theirs and part.entity != body.id:
                    event_of.setdefault(part.entity, event)
    bodies = asked.store.bodies(event_of)
    return [(bodies[id_], event) for id_, event in event_of.items()]


def _moving(events: Sequence[Event], body: Body, mine: str, theirs: str) -> list[Event]:
    """Return the events that lead from the body on one side to others on the other."""
    sides = [({part.side for part in event.participants if part.entity == body.id}, event) for event in events]
    return [e for own, e in sides if mine in own and any(part.side == theirs for part in e.participants)]


def _how(asked: Asked, event: Event) -> str:
    claims = all_claims(event)
    sources = asked.store.sources({claim.source for claim in claims})
    titles = list(dict.fromkeys(sources[claim.source].title for claim in claims if claim.source in sources))
    date: Sequence[str] = [f"planned for {event.date}" if only_planned(event) else str(event.date or "no date")]
    sure = [word] if (word := certainty(claims)) in ("inferred", "reported", "disputed") else []
    return ", ".join([*date, *sure, *titles])

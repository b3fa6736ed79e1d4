"""Bodies that did not exist on the day asked about: what came before or after them, by the events of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import plan_in_words, type_in_words
from ics_graph.answering.grammar import is_plural
from ics_graph.answering.lists import listed
from ics_graph.answering.passed import Passed, passed, without_the_rest
from ics_graph.answering.provenance import same_codes
from ics_graph.certainty import certainty
from ics_graph.dates import in_words, period_in_words
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
    life = period_in_words(record.since, record.until)
    they, them = ("they", "them") if is_plural(shown_name(body)) else ("it", "it")
    text = f"{shown_name(body)} {'did not exist yet' if early else 'no longer existed'} on {in_words(day)}"
    text += f" ({they} existed {life})" if life else ""
    reason = plan_in_words(body) or type_in_words(asked, body) if early and not record.since else None
    text += f": {reason}" if reason else ""
    passings = _took_place(asked, body, later=not early)
    others = [passing for passing in passings if passing.bounds]
    parts = _parts_in_words([] if early else [passing for passing in passings if not passing.bounds], asked)
    if not others and reason:
        return f"{text}."
    if not others:
        codes = same_codes(asked, body, later=not early)
        beside = f"; {'; '.join(codes)}, which does not say that one followed the other" if codes else ""
        return f"{text}; no source says what came {'before' if early else 'after'} {them}{beside}{parts}."
    by_event: dict[str, dict[str, None]] = {}
    for passing in others:
        how = _how(asked, passing.event)
        how = f"{how}, in part: {passing.share}" if passing.share else how
        by_event.setdefault(how, {}).setdefault(shown_name(passing.far))
    came = "; ".join(f"{listed(list(names), 12)} ({how})" for how, names in by_event.items())
    rest = "; no source says what became of the rest of it" if without_the_rest(others) else ""
    return f"{text}; {'before' if early else 'after'} {them} came {came}{rest}{parts}."


def _took_place(asked: Asked, body: Body, later: bool) -> list[Passed]:
    """Return what events passed from a body (``later``) or to it, those that took place where there are any at a bound.

    What was planned does not stand beside what took place; it is told where nothing else is known.
    """
    passings = passed(asked, [body.id], asked.store.events([body.id]), later)
    done = [passing for passing in passings if not only_planned(passing.event)]
    if any(passing.bounds for passing in done):
        return done
    return [*done, *(passing for passing in passings if only_planned(passing.event) and passing.bounds)]


def _parts_in_words(parts: Sequence[Passed], asked: Asked) -> str:
    """Return what a sentence adds on parts that left a body in its lifetime, which does not say what came after it."""
    words = {f"{shown_name(part.far)} ({_how(asked, part.event)}; {part.what})": None for part in parts}
    return f"; a part of it went to {listed(list(words))} in its lifetime" if words else ""


def _date_of(event: Event) -> str:
    if event.date is None:
        return "no date"
    return f"planned for {in_words(event.date)}" if only_planned(event) else in_words(event.date)


def _how(asked: Asked, event: Event) -> str:
    claims = all_claims(event)
    sources = asked.store.sources({claim.source for claim in claims})
    titles = list(dict.fromkeys(sources[claim.source].title for claim in claims if claim.source in sources))
    sure = [word] if (word := certainty(claims)) in ("inferred", "reported", "disputed") else []
    return ", ".join([_date_of(event), *sure, *titles])

"""Which of several bodies a code or name means on a day: codes pass from body to body, and names are used again.

A code says who is meant only together with a day (docs/decisions/0031-part-and-whole-codes-of-the-day.md). Names have
no days of their own, so that the life of the body decides there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ics_graph.answering.asked import shown_name
from ics_graph.answering.lists import listed
from ics_graph.dates import MAX_DATE, Holds, PartialDate, validity
from ics_graph.model import Identifier
from ics_graph.names import fold
from ics_graph.stores.rows import Body

_RANK: dict[Holds, int] = {"yes": 0, "possibly": 1, "no": 2}


def meant_on(bodies: Iterable[Body], text: str, day: date) -> list[Body]:
    """Return which of these bodies a text means on a day; several where the day does not tell them apart.

    Those whose code it was on the day go before all others, then those that surely were there before those that
    possibly were. Where none was there, all of them are left.
    """
    candidates = list(bodies)
    places = {body.id: (not _has_code_on(body, text, day), _RANK[body.on(day.isoformat())]) for body in candidates}
    best = min(places.values(), default=(True, 2))
    if best == (True, 2):
        return candidates
    return [body for body in candidates if places[body.id] == best]


def days_of(body: Body, text: str) -> str:
    """Return in words when a body was there, and when the text was its code where it is one."""
    record = body.record
    parts = [_from_until(record.since, record.until) or "no dates stated"]
    parts += [
        f"{code.scheme} code {code.value} {_from_until(code.since, code.until) or 'without dates'}"
        for code in _codes(body, text)
    ]
    return "; ".join(parts)


def told_of_the_day(chosen: Body, others: Iterable[Body], text: str, day: date) -> str | None:
    """Return a sentence on whom a text means on a day, where it means others on other days, or is a code out of use."""
    others = [body for body in others if body.id != chosen.id]
    on_the_day = f"{day.day} {day:%B %Y}"
    if others:
        rest = listed([f"{shown_name(body)} ({days_of(body, text)})" for body in others])
        return (
            f"On {on_the_day}, '{text}' means {shown_name(chosen)} ({days_of(chosen, text)}); "
            f"on other days it may mean {rest}."
        )
    codes = _codes(chosen, text)
    if not codes or any(_code_on(chosen, code, day) for code in codes) or chosen.id == text.strip():
        return None
    if fold(text) in {fold(name) for name in (chosen.name, *chosen.record.other_names)}:
        return None
    periods = listed([f"{code.scheme} code, {_from_until(code.since, code.until)}" for code in codes])
    return f"'{text}' was not a code of {shown_name(chosen)} on {on_the_day}: it was its {periods}."


def _codes(body: Body, text: str) -> list[Identifier]:
    return [code for code in body.identifiers if fold(code.value) == fold(text)]


def _has_code_on(body: Body, text: str, day: date) -> bool:
    return any(_code_on(body, code, day) for code in _codes(body, text))


def _code_on(body: Body, code: Identifier, day: date) -> bool:
    """Return whether a code may be a body's on a day: without dates for its whole life, without a last day to its end.

    Operational days may go on after the legal end of a body, so a last day that is stated is believed.
    """
    there = body.on(day.isoformat()) != "no"
    if code.since is None and code.until is None:
        return there
    when = validity(code.since, code.until)
    end = when.end_max if code.until else MAX_DATE
    return when.start_min <= day <= end and (there or code.until is not None)


def _from_until(since: PartialDate | None, until: PartialDate | None) -> str:
    return " ".join(filter(None, [f"from {since}" if since else "", f"to {until}" if until else ""]))

"""Which of several bodies a code or name means on a day: codes pass from body to body, and names are used again.

A code says who is meant only together with a day (docs/decisions/0031-part-and-whole-codes-of-the-day.md). Where a name
has no days of its own, the life of the body decides (0034-dated-kinds-and-names.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ics_graph.answering.asked import shown_name
from ics_graph.answering.lists import listed
from ics_graph.dates import MAX_DATE, MIN_DATE, Holds, Validity, in_words, period_in_words, validity
from ics_graph.model import Entity, Identifier, NameSpell
from ics_graph.names import fold
from ics_graph.stores.rows import Body

_NOWHERE = (1, 2)
_RANK: dict[Holds, int] = {"yes": 0, "possibly": 1, "no": 2}


def meant_on(bodies: Iterable[Body], text: str, day: date) -> list[Body]:
    """Return which of these bodies a text means on a day; several where the day does not tell them apart.

    Those whose code or dated name it was on the day go before all others, then those that surely were there before
    those that possibly were, then those of which it surely was no name then. Where none was there, all are left.
    """
    candidates = list(bodies)
    places = {body.id: _place(body, text, day) for body in candidates}
    best = min(places.values(), default=_NOWHERE)
    if best >= _NOWHERE:
        return candidates
    return [body for body in candidates if places[body.id] == best]


def _place(body: Body, text: str, day: date) -> tuple[int, int]:
    """Return how near a body is to being meant, the nearest first: as whose code or name, then as there on the day."""
    there = _RANK[body.on(day.isoformat())]
    names = _names(body, text)
    if _has_code_on(body, text, day) or any(held_on(spell, day) == "yes" for spell in names):
        return 0, there
    return (2 if names and all(held_on(spell, day) == "no" for spell in names) else 1), there


def days_of(body: Body, text: str) -> str:
    """Return in words when a body was there, and when the text was its code where it is one."""
    record = body.record
    parts = [period_in_words(record.since, record.until) or "no dates stated"]
    parts += [
        f"{code.scheme} code {code.value} {period_in_words(code.since, code.until) or 'without dates'}"
        for code in _codes(body, text)
    ]
    parts += [f"the name {spell.name} {period_in_words(spell.since, spell.until)}" for spell in _names(body, text)]
    return "; ".join(parts)


def told_of_the_day(chosen: Body, others: Iterable[Body], text: str, day: date) -> str | None:
    """Return a sentence on whom a text means on a day, where it means others on other days, or is a code out of use."""
    others = [body for body in others if body.id != chosen.id]
    on_the_day = in_words(day)
    if others:
        rest = listed([f"{shown_name(body)} ({days_of(body, text)})" for body in others])
        return (
            f"On {on_the_day}, '{text}' means {shown_name(chosen)} ({days_of(chosen, text)}); "
            f"on other days it may mean {rest}."
        )
    names = _names(chosen, text)
    if names and all(held_on(spell, day) == "no" for spell in names):
        periods = listed([period_in_words(spell.since, spell.until) for spell in names])
        return f"'{text}' was not a name of {shown_name(chosen)} on {on_the_day}: it was its name {periods}."
    codes = _codes(chosen, text)
    if not codes or any(code_on(chosen, code, day) for code in codes) or chosen.id == text.strip():
        return None
    if fold(text) in {fold(name) for name in (chosen.name, *chosen.record.also_called)}:
        return None
    periods = listed([f"{code.scheme} code, {period_in_words(code.since, code.until)}" for code in codes])
    return f"'{text}' was not a code of {shown_name(chosen)} on {on_the_day}: it was its {periods}."


def names_on(bodies: Iterable[Body], day: date) -> str | None:
    """Return a sentence on what bodies were called on a day and are not now; None where that is nothing."""
    former = []
    for body in bodies:
        spell = former_name(body.record, day)
        if spell is not None and body.on(day.isoformat()) != "no":
            was = "was called" if held_on(spell, day) == "yes" else "may have been called"
            period = period_in_words(spell.since, spell.until)
            former.append(f"{shown_name(body)} {was} {spell.name} (its name {period})")
    return f"On {in_words(day)}, {listed(former)}." if former else None


def former_name(record: Entity, day: date) -> NameSpell | None:
    """Return the name that a body had, or may have had, on a day before it had the one that is shown.

    That is a name with a last day, which the day does not come after. One without a first day is taken to be the name
    from the beginning on; where there are several, the one that ended first is meant.
    """
    held = [(spell.until.latest, spell) for spell in record.names if spell.until and held_on(spell, day) != "no"]
    return min(held, key=lambda pair: pair[0])[1] if held else None


def _names(body: Body, text: str) -> list[NameSpell]:
    """Return the names with days that a text is, where it is no name or id of the body without any."""
    record, folded = body.record, fold(text)
    if not record.names or folded in {fold(name) for name in (body.id, body.name, *record.other_names)}:
        return []
    return [spell for spell in record.names if (spell.since or spell.until) and fold(spell.name) == folded]


def held_on(spell: NameSpell, day: date) -> Holds:
    """Return whether a name was in use on a day: without a first day from the beginning, without a last to the end."""
    since, until = spell.since, spell.until
    when = Validity(
        since.earliest if since else MIN_DATE,
        since.latest if since else MIN_DATE,
        until.earliest if until else MAX_DATE,
        until.latest if until else MAX_DATE,
    )
    return when.on(day)


def _codes(body: Body, text: str) -> list[Identifier]:
    return [code for code in body.identifiers if fold(code.value) == fold(text)]


def _has_code_on(body: Body, text: str, day: date) -> bool:
    return any(code_on(body, code, day) for code in _codes(body, text))


def code_on(body: Body, code: Identifier, day: date) -> bool:
    """Return whether a code may be a body's on a day: without dates for its whole life, without a last day to its end.

    Operational days may go on after the legal end of a body, so a last day that is stated is believed.
    """
    there = body.on(day.isoformat()) != "no"
    if code.since is None and code.until is None:
        return there
    when = validity(code.since, code.until)
    end = when.end_max if code.until else MAX_DATE
    return when.start_min <= day <= end and (there or code.until is not None)


def code_held_on(body: Body, code: Identifier, day: date) -> Holds:
    """Return whether a code was a body's on a day, as ``code_on`` has it: ``possibly`` where its days leave it open."""
    if not code_on(body, code, day):
        return "no"
    if code.since is None and code.until is None:
        return body.on(day.isoformat())
    when = validity(code.since, code.until)
    has_begun = when.start_max <= day
    goes_on = day <= when.end_min if code.until else body.on(day.isoformat()) == "yes"
    return "yes" if has_begun and goes_on else "possibly"

"""How the kinds and names of a body are told with their days."""

from __future__ import annotations

from dataclasses import replace

from ics_graph.answering.lists import listed
from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Validity, in_words, period_in_words
from ics_graph.model import Entity, KindSpell
from ics_graph.ontology import Ontology
from ics_graph.stores.rows import Body


def with_days(text: str, since: PartialDate | None, until: PartialDate | None) -> str:
    """Return a text with the days for which it holds, as far as stated: ``NHS trust to 31 March 2008``."""
    return " ".join(filter(None, [text, period_in_words(since, until)]))


def spells_of_kinds(body: Body) -> list[tuple[KindSpell, str]]:
    """Return the kinds of a body in their order, and in words what is known of a first day that nobody states.

    A day that one kind gives is also that of its neighbour, and stands with both.
    """
    kinds = body.record.kinds
    spells = []
    for spell, kind in zip(kinds, body.dated_kinds, strict=True):
        when, bounds = kind.when, ""
        if spell.since is None and spell is not kinds[0]:
            if when.start_min == when.start_max:
                spell = replace(spell, since=PartialDate.parse(when.start_min.isoformat()))
            else:
                bounds = _bounded(when)
        if spell.until is None and MIN_DATE < when.end_min == when.end_max < MAX_DATE:
            spell = replace(spell, until=PartialDate.parse(when.end_max.isoformat()))
        spells.append((spell, bounds))
    return spells


def kinds_in_words(ontology: Ontology, body: Body) -> str:
    """Return the kinds of a body with their days: ``NHS trust until 2008-03-31, NHS foundation trust from …``."""
    return "; ".join(
        with_days(f"{ontology.types[spell.type].label}{f' ({bounds})' if bounds else ''}", spell.since, spell.until)
        for spell, bounds in spells_of_kinds(body)
    )


def _bounded(when: Validity) -> str:
    bounds = [f"not before {in_words(when.start_min)}"] if when.start_min > MIN_DATE else []
    bounds += [f"not after {in_words(when.start_max)}"] if when.start_max < MAX_DATE else []
    return f"its first day is not stated{': ' if bounds else ''}{listed(bounds)}"


def names_with_days(record: Entity) -> list[str]:
    """Return all names but the one shown, with their days in brackets where there are any."""
    days = {spell.name: with_days("", spell.since, spell.until).strip() for spell in record.names}
    return [f"{name} ({days[name]})" if days.get(name) else name for name in record.also_called]

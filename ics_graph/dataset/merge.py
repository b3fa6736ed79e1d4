"""One body that several folders describe: how their records of it become one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ics_graph.model import Entity, KindSpell, PhaseSpell


def united(first: Entity, second: Entity) -> Entity:
    """Return one entity of the records that two folders have of it; the name of the second is the one shown.

    Names, identifiers, phases and claims of both are kept. Where one of them gives dates, as a register does, and the
    other no more than a plan, the dates are a phase of their own: they are not planned.

    Raises ValueError, in words, where they contradict each other in what can only be one: the type, the kinds, the
    extent, or a date that both give. Where one folder knows all kinds of a body, the other may have it as any of them.
    """
    if first.extent != second.extent:
        raise ValueError(f"its extent is '{second.extent}' here and '{first.extent}' there")
    dated = {spell.name for spell in (*first.names, *second.names)}
    names = {first.name, *first.other_names, *second.other_names} - dated - {second.name}
    notes = dict.fromkeys(note.rstrip(".") for note in (first.note, second.note) if note)
    return replace(
        second,
        type=_type(first, second),
        kinds=_kinds(first, second),
        names=_both(first.names, second.names),
        other_names=tuple(names),
        identifiers=_both(first.identifiers, second.identifiers),
        since=_agreed("from", first.since, second.since),
        until=_agreed("until", first.until, second.until),
        phases=_phases(first, second),
        count=_agreed("count", first.count, second.count),
        unnamed=first.unnamed and second.unnamed,
        claims=_both(first.claims, second.claims),
        note="; ".join(notes) or None,
    )


def _type(first: Entity, second: Entity) -> str:
    for one, other in ((first, second), (second, first)):
        if one.type == other.type or other.type in {spell.type for spell in one.kinds}:
            return one.type
    raise ValueError(f"its type is '{second.type}' here and '{first.type}' there")


def _kinds(first: Entity, second: Entity) -> tuple[KindSpell, ...]:
    """Return the kinds of a body with the claims of both folders, which give the same kinds with the same days.

    A folder that knows one kind only has it as that by its own sources: they bear witness for it, where it was of that
    kind once.
    """
    if not first.kinds or not second.kinds:
        known, other = (first, second) if first.kinds else (second, first)
        meant = [spell for spell in known.kinds if spell.type == other.type]
        return tuple(
            replace(spell, claims=_both(spell.claims, other.claims)) if meant == [spell] else spell
            for spell in known.kinds
        )
    if [replace(spell, claims=()) for spell in first.kinds] != [replace(spell, claims=()) for spell in second.kinds]:
        here, there = (", ".join(spell.type for spell in entity.kinds) for entity in (second, first))
        raise ValueError(f"its kinds are {here} here and {there} there, or their days differ")
    return tuple(
        replace(here, claims=_both(there.claims, here.claims))
        for there, here in zip(first.kinds, second.kinds, strict=True)
    )


def _phases(first: Entity, second: Entity) -> tuple[PhaseSpell, ...]:
    spells: tuple[PhaseSpell, ...] = _both(first.phases, second.phases)
    if spells and all(spell.phase == "planned" for spell in spells):
        for record in (first, second):
            if not record.phases and (record.since or record.until):
                return (*spells, PhaseSpell("not-stated", record.since, record.until, record.claims))
    return spells


def _both(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _agreed(field: str, first: Any, second: Any) -> Any:
    if first is not None and second is not None and first != second:
        raise ValueError(f"its '{field}' is {second} here and {first} there")
    return first if second is None else second

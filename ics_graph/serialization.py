"""Records as plain dictionaries and back: what files, stores and exchange formats share.

A field that says nothing (None, empty, its default) is left out, so that the plain form is short and equality of
records is equality of plain forms. ``since`` is written ``from``, the word that people write. No pydantic here:
this is the way from the store to an answer, where a start-up of a tenth of a second counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Identifier, KindSpell, NameSpell, OpeningDay, Participant, PhaseSpell

T = TypeVar("T")

_NESTED: dict[str, type[Any]] = {
    "claims": Claim,
    "identifiers": Identifier,
    "phases": PhaseSpell,
    "names": NameSpell,
    "kinds": KindSpell,
    "participants": Participant,
    "opens_on": OpeningDay,
}
# The parts of records of who may decide what, whose module most answers do without.
_NESTED_IN_DECISIONS = {
    "approvals": "Approval",
    "attendance": "Attendance",
    "items": "AgendaItem",
    "needs": "QuorumNeed",
}
_DATES = frozenset(
    (
        *("since", "until", "date", "not_before", "not_after", "recorded", "observed", "day"),
        *("effective", "published", "review_due", "declared"),
    )
)
WRITTEN_AS = {"since": "from"}
READ_AS = {written: name for name, written in WRITTEN_AS.items()}
_WRITTEN_DATES = _DATES | {WRITTEN_AS.get(name, name) for name in _DATES}


def to_plain(record: Any) -> dict[str, Any]:
    """Return a record as a dictionary of strings, numbers, lists and dictionaries, ready for JSON or YAML."""
    plain: dict[str, Any] = {}
    shape, values_of = _shape(record.__class__)
    for (name, written, default), value in zip(shape, values_of(record), strict=True):
        if value is default:
            continue
        # Most values are texts, and need none of the questions below.
        if value.__class__ is str:
            if value != default:
                plain[written] = value
            continue
        # A date is compared in Python, field by field, and no default is one.
        if value.__class__ is PartialDate:
            plain[written] = str(value)
            continue
        if value == default:
            continue
        if name in _NESTED or name in _NESTED_IN_DECISIONS:
            value = [to_plain(item) for item in value]
        elif isinstance(value, tuple):
            value = list(value)
        plain[written] = value
    return plain


def from_plain(kind: type[T], plain: dict[str, Any]) -> T:
    """Return the record that ``to_plain`` wrote; the input is trusted, as it is our own."""
    return kind(**fields_from_plain(plain))


def fields_from_plain(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a record's fields by their names, for a record of which some stand elsewhere."""
    values = {}
    for key, value in plain.items():
        if value.__class__ is list:
            kind = _NESTED.get(key) or _nested_in_decisions(key)
            value = tuple([from_plain(kind, item) for item in value]) if kind is not None else tuple(value)
        elif key in _WRITTEN_DATES and value != "never":
            values[READ_AS.get(key, key)] = PartialDate.parse(value)
            continue
        values[key] = value
    return values


@cache
def _nested_in_decisions(field: str) -> type[Any] | None:
    if field not in _NESTED_IN_DECISIONS:
        return None
    from ics_graph.model import decisions

    kind: type[Any] = getattr(decisions, _NESTED_IN_DECISIONS[field])
    return kind


@cache
def _shape(kind: Any) -> tuple[tuple[tuple[str, str, Any], ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the fields of a kind of record: name, as it is written, and default; and what gets all their values."""
    shape = tuple((field.name, WRITTEN_AS.get(field.name, field.name), field.default) for field in fields(kind))
    names = [name for name, _, _ in shape]
    return shape, attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)

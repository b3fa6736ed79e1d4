"""Bodies named by a code of theirs in place of their id: ``ods:99Z`` is whoever had the code on the day of the line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, in_words, period_in_words
from ics_graph.model import Entity, Identifier
from ics_graph.problems import shortened
from ics_graph.spoilt_codes import A_NUMBER, may_have_been, spoilt, spoilt_ods

_BY_CODE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9._-]*):(?P<value>\S.*)")
_MOST_NAMED = 5


class NoHolder(ValueError):
    """Raised where a code names no body, or not one alone; the message has a remedy in ``remedy``."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def is_code(text: str) -> bool:
    """Return whether a text may name a body by its code: a scheme, a colon and a code."""
    return ":" in text and _BY_CODE.fullmatch(text) is not None


class CodeHolders:
    """The bodies by their codes, each with the days on which the code was theirs."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._holders: dict[tuple[str, str], list[tuple[Identifier, Entity]]] = defaultdict(list)
        for entity in entities:
            for code in entity.identifiers:
                self._holders[code.scheme.casefold(), code.value.casefold()].append((code, entity))

    def holder(self, text: str, since: PartialDate | None, until: PartialDate | None) -> tuple[str, str]:
        """Return the id of who had a code on the first day of a line (on its last where it has no first), and a doubt.

        The doubt is a sentence where the code was another body's before the line ends; else it is empty. Raises
        NoHolder where no body had the code then, or several had.
        """
        match = _BY_CODE.fullmatch(text)
        scheme, value = (match["scheme"], match["value"]) if match else ("", text)
        holders = self._holders.get((scheme.casefold(), value.casefold()), [])
        if not holders:
            raise NoHolder(f"no body has the code '{shortened(text)}'", _unknown(scheme, value))
        day = since or until
        then = [(code, body) for code, body in holders if day is None or _had(code, body, day)]
        bodies = {body.id: (code, body) for code, body in then}
        if len(bodies) > 1:
            message = f"'{shortened(text)}' is the code of {len(bodies)} bodies: {_listed(then)}"
            on = "Give the line a first day ('from')" if day is None else "Give the line an exact first day"
            raise NoHolder(message, f"{on}, or name the body by its id.")
        if not bodies:
            message = f"no body had the code '{shortened(text)}' on {in_words(day) if day else ''}: {_listed(holders)}"
            raise NoHolder(message, "Check the date and the code, or name the body by its id.")
        ((code, body),) = bodies.values()
        ends = code.until or body.until
        if until is not None and ends is not None and until.earliest > ends.latest and len(holders) > 1:
            doubt = f"'{shortened(text)}' was its code until {in_words(ends)} only, and the line ends {in_words(until)}"
            return body.id, doubt
        return body.id, ""


def _had(code: Identifier, body: Entity, day: PartialDate) -> bool:
    begins, ends = code.since or body.since, code.until or body.until
    return (begins.earliest if begins else MIN_DATE) <= day.latest and (
        ends.latest if ends else MAX_DATE
    ) >= day.earliest


def _listed(holders: Iterable[tuple[Identifier, Entity]]) -> str:
    named = []
    for code, body in holders:
        period = period_in_words(code.since or body.since, code.until or body.until)
        named.append(f"{body.name} ({', '.join(filter(None, (body.id, period)))})")
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more


def _unknown(scheme: str, value: str) -> str:
    how = spoilt_ods(value) if scheme.casefold() == "ods" else spoilt(value)
    if how is not None:
        guess = may_have_been(value) if how == A_NUMBER else ""
        return f"It seems that {how}{f' ({guess}?)' if guess else ''}: write the code as text."
    return "Add the body with this identifier, or name under 'uses' the folder that has it."

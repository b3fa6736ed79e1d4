"""Who says so: sources, claims, and the few words that records share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate, Span

Phase = Literal["not-stated", "planned", "shadow", "established"]
Basis = Literal["explicit", "layout", "reported", "inferred", "rule"]
Stance = Literal["supports", "denies", "questions"]
Confidence = Literal["high", "medium", "low"]
Certainty = Literal["stated", "reported", "inferred", "uncertain", "disputed", "denied", "rule"]
Extent = Literal["one", "several", "any"]
GapReason = Literal["not-stated", "not-read", "vacant", "not-published", "to-be-confirmed"]
Part = Literal["whole", "part", "not-known"]


class Strict:
    """Tells pydantic, where it reads these records from outside, that an unknown field is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Source(Strict):
    """Where claims come from. Its date may be partial (``date``) or only bounded, with the reason in ``date_note``."""

    id: str
    title: str
    kind: str | None = None
    publisher: str | None = None
    licence: str | None = None
    link: str | None = None
    date: PartialDate | None = None
    not_before: PartialDate | None = None
    not_after: PartialDate | None = None
    date_note: str | None = None
    note: str | None = None

    @property
    def when(self) -> Span:
        """The days between which the source was made; open at the side that nobody states."""
        if self.date is not None:
            return Span.of(self.date)
        return Span(
            self.not_before.earliest if self.not_before else MIN_DATE,
            self.not_after.latest if self.not_after else MAX_DATE,
        )


@dataclass(frozen=True, slots=True)
class Claim(Strict):
    """That one source says so, at ``locator``. ``questions`` means that the source itself puts a question mark.

    ``observed`` overrides the day that the claim bears witness for (the source's own date otherwise). The word
    ``never`` there says that the claim is of the past or the future and witnesses no day.
    """

    source: str
    locator: str | None = None
    basis: Basis = "explicit"
    stance: Stance = "supports"
    said_by: str | None = None
    confidence: Confidence | None = None
    observed: PartialDate | Literal["never"] | None = None
    recorded: PartialDate | None = None
    note: str | None = None


def slug(text: str | None, longest: int = 60) -> str | None:
    """Return a text as a part of an id: small letters, digits and hyphens; None where there is no text."""
    if text is None:
        return None
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:longest].rstrip("-") or "x"

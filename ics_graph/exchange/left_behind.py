"""What a format has no place for, counted by field, and told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ics_graph.exchange.formats import ExportInput
from ics_graph.model import Claim, Dataset, Source, all_claims

_COUNTS: dict[str, Callable[[Dataset], int]] = {
    "facts": lambda data: len(data.facts),
    "events": lambda data: len(data.events),
    "gaps": lambda data: len(data.gaps),
    "whole lists": lambda data: len(data.complete),
    "sources": lambda data: len(data.sources),
    "codes": lambda data: sum(len(body.identifiers) for body in data.entities.values()),
    "other names": lambda data: sum(len(body.also_called) for body in data.entities.values()),
    "dates of bodies": lambda data: sum(bool(body.since or body.until) for body in data.entities.values()),
    "notes of bodies": lambda data: sum(body.note is not None for body in data.entities.values()),
    "notes of lines": lambda data: sum(line.note is not None for line in data.relations.values()),
    "on whose behalf": lambda data: sum(line.on_behalf_of is not None for line in data.relations.values()),
    "whether a member votes": lambda data: sum(line.voting is not None for line in data.relations.values()),
    "notes of claims": lambda data: _claims(data, lambda claim: claim.note is not None),
    "days that claims bear witness for": lambda data: _claims(data, lambda claim: claim.observed is not None),
    "days on which claims were recorded": lambda data: _claims(data, lambda claim: claim.recorded is not None),
    "publishers, links, licences and dates of sources": lambda data: sum(map(_is_described, data.sources.values())),
}
DRAWING = (
    *("facts", "events", "gaps", "whole lists", "sources", "codes", "other names", "dates of bodies"),
    *("notes of bodies", "notes of lines", "on whose behalf", "whether a member votes"),
)
"""What no drawing has."""
TABLE = ("notes of claims", "days that claims bear witness for", "days on which claims were recorded")
"""What no table has, since a cell names the sources of its row in words."""
GRAPH = (*TABLE, "publishers, links, licences and dates of sources")
"""What no graph has, whose nodes and edges name their sources in words."""


def left_behind(dataset: Dataset, fields: tuple[str, ...]) -> dict[str, int]:
    """Return how often each of these fields of the records stands there, which a format leaves behind."""
    return {field: _COUNTS[field](dataset) for field in fields}


def tell_left(chosen: ExportInput, format_: str, left: Mapping[str, int]) -> None:
    """Tell what a format leaves behind, with its number; say nothing where it leaves nothing."""
    counted = [f"{what} ({number:,})" for what, number in sorted(left.items()) if number]
    if counted:
        chosen.tell(f"{format_} cannot say: {'; '.join(counted)}.")


def _claims(data: Dataset, is_meant: Callable[[Claim], bool]) -> int:
    return sum(is_meant(claim) for _, record in data.claimed() for claim in all_claims(record))


def _is_described(source: Source) -> bool:
    return bool(
        source.publisher or source.link or source.licence or source.date or source.not_before or source.not_after
    )

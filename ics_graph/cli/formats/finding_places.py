"""Where the record of a finding stands, and how a result is counted: what every format of the findings shares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ics_graph.checks import Finding
from ics_graph.checks.runner import CheckOutcome

Places = Mapping[str, Mapping[str, tuple[str, int]]]
"""File and line of each record, by section and id."""


def counted(result: CheckOutcome) -> str:
    """Return a result as ``3 of 40 posts``, with how many of these are only possibly so."""
    possibly = sum(finding.holds == "possibly" for finding in result.findings)
    open_ = f", {possibly:,} of them possibly: the dates known leave the day open" if possibly else ""
    aside = f"; {result.aside}" if result.aside else ""
    return f"{len(result.findings):,} of {result.checked:,} {result.check.of}{open_}{aside}"


def place_of(finding: Finding, places: Places) -> tuple[str, int] | None:
    """Return the file and line of a finding's record, or else of the body that it is about; None for a store."""
    place = places.get(finding.section, {}).get(finding.record)
    return place or places.get("entities", {}).get(finding.entity)


def shown_path(file: str) -> str:
    """Return a path as a person here reads it: from the current folder where it lies in it."""
    path = Path(file)
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()

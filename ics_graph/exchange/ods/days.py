"""The days of law between which ODS codes changed hands, and the days before and after a day."""

from __future__ import annotations

from datetime import timedelta

from ics_graph.dates import PartialDate

# The Health and Care Act 2022 abolished the CCGs and established the boards on 1 July 2022.
LAST_OF_CCGS = PartialDate(2022, 6, 30)
FIRST_OF_BOARDS = PartialDate(2022, 7, 1)


def before(when: PartialDate) -> PartialDate:
    """Return the day before the first day of a date."""
    return PartialDate.parse((when.earliest - timedelta(days=1)).isoformat())


def after(when: PartialDate) -> PartialDate:
    """Return the day after the last day of a date."""
    return PartialDate.parse((when.latest + timedelta(days=1)).isoformat())

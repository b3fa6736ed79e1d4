"""What records say, in the types of Neo4j itself, so that a query needs neither their JSON nor this project's rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ics_graph.dates import MAX_DATE, MIN_DATE, PartialDate
from ics_graph.model import Certainty, Identifier
from ics_graph.stores.neo4j.elements import Properties

_NOT_IN_EFFECT = ("uncertain", "denied")
_SCHEMES = ("ods", "ons")
_PRECISE = 10  # 2019-06-01


def in_effect(certainty: Certainty, planned: bool, general: bool = False) -> bool:
    """Return whether a record counts as in effect in answers (``rows.admits``), its days aside.

    One that is planned, denied, or has a question mark does not. Nor does a line of "each ICS" rather than of one body,
    nor a node that stands for several bodies, or for any such body, rather than for one (``general``).
    """
    return not planned and not general and certainty not in _NOT_IN_EFFECT


def stated_days(
    since: PartialDate | None, until: PartialDate | None, first: date = MIN_DATE, last: date = MAX_DATE
) -> Properties:
    """Return the first and last day that are stated of a record: as days, and as they are written.

    A year or a month is no day, and is there as it is written alone. A stated day that lies outside of ``first`` to
    ``last``, in which the record holds at most, is left out: it is not why the record begins or ends.
    """
    if since is not None and since.latest < first:
        since = None
    if until is not None and until.earliest > last:
        until = None
    return {
        "from": _day(since),
        "from_text": str(since) if since else None,
        "until": _day(until),
        "until_text": str(until) if until else None,
    }


def dated(when: PartialDate | None, not_before: PartialDate | None, not_after: PartialDate | None) -> Properties:
    """Return the date of an event or a source: the day where one is stated, as it is written, and its bounds."""
    return {
        "date": _day(when),
        "date_text": str(when) if when else None,
        "date_min": when.earliest if when else not_before.earliest if not_before else None,
        "date_max": when.latest if when else not_after.latest if not_after else None,
    }


def codes(identifiers: Iterable[Identifier]) -> Properties:
    """Return the codes of a body in the schemes of ODS and ONS: all that it had, and the latest of each scheme.

    The latest is the one without a last day, else with the last of them; of several the first that is written.
    """
    written: Properties = {}
    for scheme in _SCHEMES:
        of_scheme = [code for code in identifiers if code.scheme.casefold() == scheme]
        latest = max(of_scheme, key=lambda code: code.until.latest if code.until else MAX_DATE, default=None)
        written[f"{scheme}_code"] = latest.value if latest else None
        written[f"{scheme}_codes"] = list(dict.fromkeys(code.value for code in of_scheme)) or None
    return written


def _day(when: PartialDate | None) -> date | None:
    return when.earliest if when is not None and len(str(when)) == _PRECISE else None

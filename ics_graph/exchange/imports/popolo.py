"""Popolo JSON: persons, organizations, posts and memberships of other tools."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "popolo people.json --into my-people",
    date="When the files were made, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def popolo(given: ImportInput, date: str | None = None) -> Dataset:
    """Popolo JSON: persons, organizations, posts, memberships, areas and events.

    A membership of a post is holding the post, of an organization being a member, of both it is both. An organization's
    parent is what it is a sub-organisation of. Records may stand in lists, alone or in one another; several files are
    read as one. A membership without days has those of its legislative period. People without an id stay apart,
    though they have one name. Contact details, links, images and the lives of people are not taken; all that is passed
    over is told.
    """
    from ics_graph.exchange.popolo.reader import read

    return read(given, date_typed(date))

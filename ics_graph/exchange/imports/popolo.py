"""Popolo JSON: persons, organizations, posts and memberships of other tools."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, importer
from ics_graph.model import Dataset


@importer("popolo people.json --into my-people")
def popolo(given: ImportInput) -> Dataset:
    """Popolo JSON: persons, organizations, posts, memberships, areas and events.

    A membership of a post is holding the post, any other being a member; an organization's parent is what it is a
    sub-organisation of. Records may stand in lists, alone or in one another; several files are read as one. Dates keep
    their precision. Every claim's source is the file. Contact details, links, images, and the lives and persons of
    people beyond their names are not taken; all that is passed over is told.
    """
    from ics_graph.exchange.popolo.reader import read

    return read(given)

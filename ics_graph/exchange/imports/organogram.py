"""Organograms of British public bodies, in the format of data.gov.uk."""

from __future__ import annotations

from ics_graph.exchange.formats import ImportInput, date_typed, importer
from ics_graph.model import Dataset


@importer(
    "organogram 2011-03-31-senior.csv 2011-03-31-junior.csv --into organogram",
    date="The day of the files, where their names do not say (YYYY, YYYY-MM or YYYY-MM-DD)",
)
def organogram(given: ImportInput, date: str | None = None) -> Dataset:
    """Organogram files of data.gov.uk: senior posts, their holders, groups of junior posts, and which reports to which.

    Files of several days become one. Each line has been seen on the days of the files that show it, and no day is made
    up between them. A vacant post is a gap. Two spellings of a name are two people and a question. Columns of pay and
    contact are never taken over.
    """
    from ics_graph.exchange.entity_matching import KnownEntities
    from ics_graph.exchange.organograms.reader import OrganogramReader
    from ics_graph.exchange.organograms.tables import read_snapshots

    snapshots = read_snapshots(given.files, date_typed(date), given.report)
    posts = OrganogramReader(KnownEntities(given.known, given.ontology), given.report)
    posts.add(snapshots)
    return posts.dataset(snapshots)

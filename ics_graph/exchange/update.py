"""A dataset brought up to date: what is known, with what newer files say of it and what they have besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ics_graph.exchange.import_report import Report, Witness
from ics_graph.model import About, Dataset


def brought_up_to_date(known: Dataset, made: Dataset, report: Report) -> Dataset:
    """Return the known dataset with the claims, days and records that an import adds to it.

    Nothing is taken away: what a newer file does not list stays, as a list that lacks a body gives no day of its end.
    A day is filled in only where the record had none. The records of ``made`` have ids that are not known.
    """
    sections = {}
    for section in ("entities", "relations", "facts", "events", "gaps", "complete"):
        records = dict(known.section(section))
        for id_, witness in report.witnesses.get(section, {}).items():
            records[id_] = _witnessed(records[id_], witness)
        sections[section] = {**records, **made.section(section)}
    sources = {**known.sources, **made.sources}
    return Dataset(_about(known.about, made.about), sources, **sections)


def _witnessed(record: Any, witness: Witness) -> Any:
    """Return a record with the claims of newer files after its own, and with the days that it lacked."""
    claims = tuple(dict.fromkeys((*record.claims, *witness.claims)))
    days = {
        name: given
        for name, given in (("since", witness.since), ("until", witness.until))
        if given is not None and getattr(record, name, given) is None
    }
    return replace(record, claims=claims, **days)


def _about(known: Iterable[About], made: Iterable[About]) -> tuple[About, ...]:
    """Return what the known folders say of themselves, with a licence of the new files that is not theirs yet."""
    abouts = tuple(known)
    licences = [about.licence for about in made if about.licence]
    missing = [text for text in licences if not any(text in (about.licence or "") for about in abouts)]
    if not abouts or not missing:
        return abouts
    joined = "; ".join(filter(None, [abouts[0].licence, *missing]))
    return replace(abouts[0], licence=joined), *abouts[1:]

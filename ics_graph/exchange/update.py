"""A dataset brought up to date: what is known, with what newer files say of it and what they have besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ics_graph.exchange.import_report import ImportFailed, Report, Witness
from ics_graph.model import About, Dataset
from ics_graph.model.records import RECORDS
from ics_graph.problems import Problem, Problems, shortened


def brought_up_to_date(known: Dataset, made: Dataset, report: Report) -> Dataset:
    """Return the known dataset with the claims, days and records that an import adds to it.

    Nothing is taken away: what a newer file does not list stays, as a list that lacks a body gives no day of its end.
    A day is filled in only where the record had none. The records of ``made`` have ids that are not known.
    """
    sections = {}
    for section in (name for name in RECORDS if name != "sources"):
        records = dict(known.section(section))
        for id_, witness in report.witnesses.get(section, {}).items():
            records[id_] = _witnessed(records[id_], witness)
        sections[section] = {**records, **made.section(section)}
    sources = {**known.sources, **made.sources}
    return Dataset(_about(known.about, made.about), sources, **sections)


def without_known(made: Dataset, known: Dataset, report: Report, files: Sequence[Path]) -> Dataset:
    """Return what an import made without the records that are known already, just as they are; they are counted.

    A body of a known id and type is described in both from now on. Raises ImportFailed where any other record has the
    id of a known one and says something else.
    """
    problems = Problems()
    sections: dict[str, dict[str, Any]] = {}
    for section in RECORDS:
        records, others = made.section(section), known.section(section)
        kept = dict(records)
        for id_ in sorted(records.keys() & others.keys()):
            if records[id_] == others[id_]:
                del kept[id_]
                report.already[section] += 1
            elif section == "entities" and records[id_].type == others[id_].type:
                reason = "its id is that of a body that is known already; the two records become one"
                report.doubt(_named(files), None, id_, reason)
            else:
                message = (
                    f"the id '{shortened(id_)}' is taken in a dataset to match, by a record that says something else"
                )
                hint = "Give it another id, or leave it out where the same is meant."
                problems.append(Problem("error", "taken", message, hint, section, id_, _named(files)))
        sections[section] = kept
    if problems:
        raise ImportFailed(problems)
    # What a whole export says of a folder that is used stays with that folder, or nothing would be read from there.
    abouts = tuple(about for about in made.about if about.name not in {other.name for other in known.about})
    return Dataset(abouts or made.about, **sections)


def _named(files: Sequence[Path]) -> str:
    return ", ".join(file.name for file in files)


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

"""One bad record never keeps the others out: what a dataset cannot hold is left out and told by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ics_graph.exchange.formats import ImportInput
from ics_graph.model import Dataset
from ics_graph.model.records import RECORDS
from ics_graph.problems import Problem, text_problems
from ics_graph.serialization import to_plain
from ics_graph.validation import validate

_SECTIONS = tuple(name for name in RECORDS if name != "sources")


def sound_part(made: Dataset, given: ImportInput, files: Mapping[str, str]) -> Dataset:
    """Return what was made without the records that no dataset can hold, each of which is told as skipped.

    ``files`` has the name of the file of each source. A line goes with a body that is left out, which is told as well.
    """
    while True:
        wrong = _errors(made, given)
        if not wrong:
            return made
        for (section, id_), problem in wrong.items():
            claims = made.section(section)[id_].claims
            file = files.get(claims[0].source, "") if claims else ""
            place = claims[0].locator if claims and claims[0].locator else id_
            given.report.skip(file or "records", None, place, f"it cannot be kept: {problem.message}")
        kept: dict[str, Any] = {
            section: {id_: record for id_, record in made.section(section).items() if (section, id_) not in wrong}
            for section in _SECTIONS
        }
        made = replace(made, **kept)


def _errors(made: Dataset, given: ImportInput) -> dict[tuple[str, str], Problem]:
    """Return the first error of each record that was made, seen together with what is known already."""
    whole = made
    if given.known.entities:
        known = given.known
        both: dict[str, Any] = {section: {**known.section(section), **made.section(section)} for section in RECORDS}
        whole = replace(made, **both)
    problems = [problem for problem in validate(whole, given.ontology) if problem.severity == "error"]
    for name, record in made.claimed():
        in_texts = text_problems(name, to_plain(record), record.id)
        problems += [problem for problem in in_texts if problem.severity == "error"]
    wrong: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        section, id_ = problem.section, problem.record
        if section is not None and section in _SECTIONS and id_ is not None and id_ in made.section(section):
            wrong.setdefault((section, id_), problem)
    return wrong

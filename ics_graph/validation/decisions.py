"""What must hold of the records of who may decide what: references, words, amounts and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from math import isfinite
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.model import Dataset
from ics_graph.model.decisions import DECISION_RECORDS, Grant, QuorumRule, Seat, references_in
from ics_graph.ontology import Ontology
from ics_graph.problems import Problem, closest, shortened

_MOST_HINTS = 20
_WORDS = {("instruments", "kind"): "instrument-kinds", ("clauses", "effect"): "clause-effects"}


def decision_problems(
    dataset: Dataset, ontology: Ontology, is_id: re.Pattern[str], largest: float
) -> Iterator[Problem]:
    """Yield what is wrong with these records; ``is_id`` is what an id looks like, ``largest`` the largest number."""
    hints = _MOST_HINTS
    for section in DECISION_RECORDS:
        for record in dataset.section(section).values():
            if not is_id.fullmatch(record.id):
                hint = "Use letters, digits and - . _ ~ : (at most 400), a letter or digit first, and not 'rule:'."
                yield _error("bad-id", f"'{shortened(record.id)}' cannot be an id", hint, section, record)
            for name, of, id_ in references_in(section, record):
                others: Mapping[str, Any] = dataset.section(of)
                if id_ not in others:
                    hints -= 1
                    hint = (closest(id_, others) if hints >= 0 else "") or f"Add it under '{of}'."
                    yield _error("dangling", f"{name} '{shortened(id_)}' is not there", hint, section, record)
            yield from _of_words(section, record, ontology)
            yield from _of_days(section, record)
            yield from _of_numbers(section, record, largest)


def _of_words(section: str, record: Any, ontology: Ontology) -> Iterator[Problem]:
    for (of, name), scheme in _WORDS.items():
        word = getattr(record, name) if of == section else None
        if word is not None and word not in ontology.schemes[scheme]:
            words = ontology.schemes[scheme]
            hint = closest(word, words) or f"It is one of {', '.join(sorted(words))}."
            yield _error("unknown-word", f"unknown {name} '{shortened(word)}'", hint, section, record)


def _of_days(section: str, record: Any) -> Iterator[Problem]:
    since = getattr(record, "since", None) or getattr(record, "effective", None)
    until: PartialDate | None = getattr(record, "until", None)
    if since is not None and until is not None and since.earliest > until.latest:
        message = f"it ends ({until}) before it begins ({since})"
        yield _error("reversed", message, "'until' is the last day; check both.", section, record)


def _of_numbers(section: str, record: Any, largest: float) -> Iterator[Problem]:
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if (isinstance(value, float) and not isfinite(value)) or abs(value) > largest:
            yield _error(
                "infinite",
                f"'{field.name}' is no number that can be counted to",
                "Write it in digits.",
                section,
                record,
            )
        elif value < 0:
            yield _error(
                "negative", f"'{field.name}' is {value}, and cannot be under 0", "Correct it.", section, record
            )
    if (
        isinstance(record, Grant)
        and record.over is not None
        and record.up_to is not None
        and record.over >= record.up_to
    ):
        message = f"it is for values over {record.over:,} and up to {record.up_to:,}, and there is none"
        yield _error("limits", message, "Check both amounts.", section, record)
    if isinstance(record, Seat) and record.number < 1:
        yield _error(
            "no-seat",
            "it is of no seat",
            "'number' is how many seats there are; leave it out for one.",
            section,
            record,
        )
    if isinstance(record, QuorumRule):
        if record.share is not None and share_of(record.share) is None:
            yield _error("share", f"'{shortened(record.share)}' is no share", "Write it as 1/2.", section, record)
        if record.number is None and record.share is None and not record.needs:
            message = "a quorum without a number, a share or needs"
            yield _error("empty-quorum", message, "Say how many make it.", section, record)


def share_of(text: str) -> Fraction | None:
    """Return a share such as 1/2 as a number over 0 and up to 1, or None where the text is none."""
    if not re.fullmatch(r"[0-9]{1,4}/[0-9]{1,4}", text) or text.endswith(("/0", "/00", "/000", "/0000")):
        return None
    share = Fraction(text)
    return share if 0 < share <= 1 else None


def _error(code: str, message: str, hint: str, section: str, record: Any) -> Problem:
    return Problem("error", code, message, hint, section, record.id)

"""Random records of who may decide what: every field may say something, and refers to what is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any, get_args, get_type_hints

from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, Dataset
from ics_graph.model.decisions import (
    DECISION_RECORDS,
    REFERENCES,
    AgendaItem,
    Approval,
    Attendance,
    QuorumNeed,
)
from ics_graph.ontology import load_ontology

_ONTOLOGY = load_ontology()
_PARTS: dict[str, type[Any]] = {
    "approvals": Approval,
    "attendance": Attendance,
    "items": AgendaItem,
    "needs": QuorumNeed,
}
_WORDS = {("instruments", "kind"): "instrument-kinds", ("clauses", "effect"): "clause-effects"}
_DATES = st.dates(date(2000, 1, 1), date(2049, 12, 31))
_partial = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), _DATES, st.sampled_from([1, 2, 3])
)
_MOST = 2


def _said(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return texts that say something: an empty one cannot be told from none in every format."""
    return text.filter(lambda said: bool(said) and said == said.strip())


@st.composite
def _value(
    draw: st.DrawFn,
    section: str,
    name: str,
    hint: Any,
    text: st.SearchStrategy[str],
    claims: st.SearchStrategy[tuple[Claim, ...]],
    ids: Mapping[str, Sequence[str]],
) -> Any:
    """Return a value of a field, by what it refers to or by its type."""
    if name == "claims":
        return draw(claims)
    if name in _PARTS:
        return tuple(
            draw(_record(name, _PARTS[name], {}, text, claims, ids)) for _ in range(draw(st.integers(0, _MOST)))
        )
    several = str(hint).startswith("tuple")
    if name in REFERENCES.get(section, {}):
        pool = ids[REFERENCES[section][name]]
        if several:
            return tuple(draw(st.lists(st.sampled_from(pool), max_size=_MOST, unique=True))) if pool else ()
        return draw(st.sampled_from(pool)) if pool else None
    if several:
        return tuple(draw(st.lists(text, min_size=1, max_size=_MOST, unique=True)))
    if (section, name) in _WORDS:
        return draw(st.sampled_from(sorted(_ONTOLOGY.schemes[_WORDS[section, name]])))
    if name == "share":
        return draw(st.sampled_from(["1/2", "1/3", "2/3"]))
    kinds = get_args(hint) or (hint,)
    words = [word for kind in (hint, *kinds) for word in get_args(kind) if isinstance(word, str)]
    if words:
        return draw(st.sampled_from(words))
    if PartialDate in kinds:
        return draw(_partial)
    if bool in kinds:
        return draw(st.booleans())
    if float in kinds:
        return draw(st.integers(0, 2**70) | st.floats(0, 1e9).filter(lambda number: not number.is_integer()))
    if int in kinds:
        return draw(st.integers(1, 99))
    return draw(text)


@st.composite
def _record(
    draw: st.DrawFn,
    section: str,
    kind: type[Any],
    given: Mapping[str, Any],
    text: st.SearchStrategy[str],
    claims: st.SearchStrategy[tuple[Claim, ...]],
    ids: Mapping[str, Sequence[str]],
) -> Any:
    hints = get_type_hints(kind)
    values = dict(given)
    for field in fields(kind):
        if field.name in values:
            continue
        needed = field.default is MISSING
        if needed or draw(st.booleans()):
            value = draw(_value(section, field.name, hints[field.name], text, claims, ids))
            if value is not None:
                values[field.name] = value
    since, until = values.get("since") or values.get("effective"), values.get("until")
    if since is not None and until is not None and since.earliest > until.latest:
        del values["until"]
    over, up_to = values.get("over"), values.get("up_to")
    if section == "grants" and over is not None and up_to is not None and over >= up_to:
        del values["up_to"]
    return kind(**values)


@st.composite
def with_decisions(draw: st.DrawFn, dataset: Dataset, text: st.SearchStrategy[str]) -> Dataset:
    """Return a dataset with records of some of these sections."""
    text = _said(text)
    claims = st.lists(st.builds(Claim, st.sampled_from(sorted(dataset.sources)), st.none() | text), max_size=2).map(
        tuple
    )
    ids: dict[str, list[str]] = {"entities": sorted(dataset.entities), "events": sorted(dataset.events)}
    ids |= {section: [] for section in DECISION_RECORDS}
    made: dict[str, Any] = {section: {} for section in DECISION_RECORDS}
    if not draw(st.booleans()):
        return dataset
    for section, kind in DECISION_RECORDS.items():
        needed = [
            REFERENCES[section][field.name]
            for field in fields(kind)
            if field.default is MISSING and field.name in REFERENCES[section]
        ]
        for number in range(draw(st.integers(0, _MOST))):
            if not all(ids[of] for of in needed):
                continue
            id_ = f"{section}-{number}"
            record = draw(_record(section, kind, {"id": id_}, text, claims, ids))
            if section == "quorum_rules" and record.number is None and record.share is None and not record.needs:
                continue
            made[section][id_] = record
            ids[section].append(id_)
    return replace(dataset, **made)

"""Whatever ``check`` accepts, every export writes: of every field of every record, with any text and any type."""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ics_graph.dataset import DatasetError, read_datasets
from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput, all_exports
from ics_graph.model import Claim, Identifier, Participant, PhaseSpell
from ics_graph.model.records import RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.problems import Problem
from ics_graph.serialization import WRITTEN_AS
from tests.exchange.awkward import TEXTS

ONTOLOGY = load_ontology()
CLAIMS = [{"source": "s", "locator": "p. 1"}]
RIGHT: dict[str, dict[str, Any]] = {
    "sources": {"id": "s", "title": "Minutes", "date": "2019-06-15"},
    "entities": {"id": "board", "type": "Board", "name": "A board", "claims": CLAIMS},
    "relations": {"id": "r", "subject": "ccg", "type": "memberOf", "object": "board", "claims": CLAIMS},
    "facts": {"id": "f", "entity": "board", "property": "population", "number": "12", "claims": CLAIMS},
    "events": {"id": "e", "kind": "merger", "name": "A merger", "date": "2019", "claims": CLAIMS},
    "gaps": {"id": "g", "entity": "board", "topic": "chair", "claims": CLAIMS},
    "complete": {"id": "c", "entity": "board", "family": "membership", "claims": CLAIMS},
    "instruments": {"id": "i", "kind": "constitution", "name": "A constitution", "body": "ccg", "claims": CLAIMS},
    "versions": {"id": "v", "instrument": "i", "label": "v1", "effective": "2019-04", "claims": CLAIMS},
    "clauses": {"id": "k", "version": "v", "number": "4.2", "text": "It may give.", "effect": "power", "body": "board"},
    "rights": {"id": "right", "function": "a scheme", "act": "approve", "body": "ccg", "claims": CLAIMS},
    "grants": {
        **{"id": "grant", "version": "v", "number": "8", "right": "right", "kind": "delegate", "giver": "board"},
        **{"holder": "ccg", "over": "5", "up_to": "50", "vat": "with", "granted_by": ["k"], "claims": CLAIMS},
    },
    "seats": {"id": "seat", "body": "board", "kind": "chair", "versions": ["v"], "voting": "yes", "claims": CLAIMS},
    "appointments": {"id": "a", "seat": "seat", "since": "2019", "claims": CLAIMS},
    "quorum_rules": {"id": "q", "body": "board", "version": "v", "share": "1/2", "base": "all-seats"},
    "meetings": {"id": "m", "body": "board", "name": "A meeting", "date": "2019-06-01", "claims": CLAIMS},
    "decisions": {"id": "d", "name": "A decision", "holder": "board", "right": "right", "meeting": "m", "value": "7"},
    "interests": {"id": "n", "person": "board", "organisation": "ccg", "kind": "financial", "claims": CLAIMS},
}
PARTS = {"claims": Claim, "identifiers": Identifier, "phases": PhaseSpell, "participants": Participant}
ODD_TEXTS = (*TEXTS, "\ud800", "\0", "\ufffe", "\x7f", "\u202e", "x" * 33_000, "9" * 5000, "1e999", "nan", "-1", "2")
texts = st.sampled_from(ODD_TEXTS) | st.text(st.characters(), max_size=5)
# As YAML is read, there are texts, lists and mappings, and nothing.
values: st.SearchStrategy[Any] = st.recursive(
    texts | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def changed(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return what a dataset says of itself and its records, with one value anywhere put into the place of another."""
    about: dict[str, Any] = {"title": "Odd"}
    records = {section: [json.loads(json.dumps(record))] for section, record in RIGHT.items()}
    records["entities"].append({"id": "ccg", "type": "ClinicalCommissioningGroup", "name": "A CCG", "claims": CLAIMS})
    for _ in range(draw(st.integers(1, 2))):
        if draw(st.integers(0, 9)) == 0:
            about[draw(st.sampled_from(["title", "licence", "description", "uses"]))] = draw(values)
            continue
        section = draw(st.sampled_from(sorted(RIGHT)))
        holder = records[section][0]
        name = draw(st.sampled_from([field.name for field in fields(RECORDS[section])]))
        kind = PARTS.get(name)
        if kind is not None and draw(st.booleans()):
            part = {
                "source": "s",
                "scheme": "ods",
                "value": "X",
                "phase": "planned",
                "entity": "board",
                "side": "about",
            }
            known = [field.name for field in fields(kind)]
            holder[name] = [{key: value for key, value in part.items() if key in known}]
            holder, name = holder[name][0], draw(st.sampled_from(known))
        holder[WRITTEN_AS.get(name, name)] = draw(values | texts)
    return about, records


def write(folder: Path, about: dict[str, Any], records: dict[str, Any]) -> None:
    """Write a dataset as JSON, which is YAML, and can say every character."""
    folder.mkdir()
    (folder / "dataset.yaml").write_text(json.dumps(about), "utf-8")
    (folder / "all.yaml").write_text(json.dumps(records), "utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed())
def test_whatever_check_accepts_every_export_writes(odd: tuple[dict[str, Any], dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "odd")
        write(folder, *odd)
        try:
            loaded = read_datasets([folder], ONTOLOGY)
        except DatasetError:
            return
        asked = ExportInput(loaded.dataset, ONTOLOGY, whole=loaded.dataset)
        for name, format_ in all_exports().items():
            if format_.endings:
                continue  # the document of one body, which has to be named
            to = Path(place, name) if format_.folder else io.BytesIO()
            try:
                format_.function(asked, to)
            except FormatError:
                assert name == "xlsx"
                assert any(finding.code == "long-text" for finding in loaded.findings)


@pytest.mark.parametrize("field", ["title", "licence", "description"])
def test_a_list_where_a_dataset_wants_a_text_is_refused(tmp_path: Path, field: str) -> None:
    write(tmp_path / "odd", {"title": "Odd"} | {field: ["a", "b"]}, {})
    with pytest.raises(DatasetError) as failed:
        read_datasets([tmp_path / "odd"])
    assert f"dataset.yaml:1: '{field}' is not a text. Write a text." in str(failed.value)


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("nul \0", "character", "error"),
        ("bell \x07", "unseen", "finding"),
        ("x" * 32_768, "long-text", "finding"),
    ],
)
@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_a_text_that_some_format_cannot_hold_is_told(
    tmp_path: Path, text: str, code: str, severity: str, form: str
) -> None:
    write(tmp_path / "odd", {"title": "Odd"}, {"sources": [{"id": "s", "title": "Minutes", "note": text}]})
    if form == "csv":
        (tmp_path / "odd" / "all.yaml").unlink()
        (tmp_path / "odd" / "sources.csv").write_text(f"id,title,note\ns,Minutes,{text}\n", "utf-8")
    assert [(problem.code, problem.severity, problem.record) for problem in problems_of(tmp_path / "odd")] == [
        (code, severity, "s")
    ]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_half_a_character_is_an_error_with_either_loader(
    tmp_path: Path, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, loader))
    write(tmp_path / "odd", {"title": "Odd"}, {"sources": [{"id": "s", "title": "half \ud800"}]})
    assert [(problem.severity, problem.line) for problem in problems_of(tmp_path / "odd")] == [("error", 1)]


def problems_of(folder: Path) -> list[Problem]:
    """Return the errors of a dataset, or its findings where it has none."""
    try:
        return read_datasets([folder]).findings
    except DatasetError as failed:
        return failed.problems

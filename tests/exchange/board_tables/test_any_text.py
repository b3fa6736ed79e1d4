"""Whatever texts a scheme holds, the table of it comes back with the same, in Excel and in Word."""

from __future__ import annotations

import io
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ics_graph.exchange.board_tables.reader import SchemeReader
from ics_graph.exchange.formats import ExportInput, ImportInput, all_exports
from ics_graph.model import Dataset, Entity
from ics_graph.model.decisions import DecisionRight, Grant, Instrument, Version
from ics_graph.ontology import load_ontology

ONTOLOGY = load_ontology()
AWKWARD = (
    "no",
    "X",
    "=1+1",
    " a ",
    "a; b",
    "a\nb",
    "tab\tend",
    "_x0041_",
    "[id]",
    "Name [icb]",
    "bell\x07",
    "£50k",
    "row 3",
    "ü–✓",
)
texts = st.one_of(
    st.sampled_from(AWKWARD), st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1)
)
said = texts.filter(lambda text: bool(text.strip()))
amounts = st.one_of(st.none(), st.integers(0, 10**12), st.floats(0, 10**6).map(lambda number: round(number, 3)))


@st.composite
def schemes(draw: st.DrawFn) -> Dataset:
    """Return a scheme of one body, whose rows say anything."""
    types = {"icb": "IntegratedCareBoard", "one": "Committee", "two": "Post"}
    entities = {id_: Entity(id_, type_, draw(said)) for id_, type_ in types.items()}
    instrument = Instrument("sord", "standing-orders", draw(said), "icb", draw(st.none() | said))
    version = Version("v", "sord", "v2", note=draw(st.none() | said))
    rights, grants = {}, {}
    for number in range(draw(st.integers(1, 3))):
        names = tuple(draw(st.lists(said, max_size=2)))
        right = DecisionRight(
            f"r{number}", draw(said), "sign", "icb", draw(st.none() | said), draw(st.none() | said), names
        )
        over, up_to = draw(amounts), draw(amounts)
        grant = Grant(
            f"v-{number}",
            "v",
            f"{number}",
            right.id,
            draw(st.sampled_from(["reserve", "delegate", "sub-delegate", "joint"])),
            "one",
            draw(st.sampled_from(["icb", "one", "two"])),
            over=over,
            up_to=up_to if up_to is None or over is None or up_to > over else None,
            condition=draw(st.none() | said),
            applies_if=draw(st.none() | said),
            exclusion=draw(st.none() | said),
            ends_when=draw(st.none() | said),
            per_what=draw(st.none() | said),
            passed_on=draw(st.sampled_from([None, True, False])),
            no_deputy=draw(st.booleans()),
            note=draw(st.none() | said),
        )
        rights[right.id], grants[grant.id] = right, grant
    return Dataset(
        entities=entities,
        instruments={"sord": instrument},
        versions={"v": version},
        rights=rights,
        grants=grants,
    )


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=schemes())
def test_whatever_a_scheme_says_comes_back(ending: str, data: Dataset) -> None:
    out = io.BytesIO()
    chosen = ExportInput(data, ONTOLOGY, whole=data, suffix=ending)
    all_exports()["sord"].function(chosen, out, "icb", None, ["v"])
    known = replace(data, versions={}, rights={}, grants={})
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, f"sord{ending}")
        file.write_bytes(out.getvalue())
        made = SchemeReader(ImportInput([file], ONTOLOGY, known), None, None, None, None).dataset()
    assert not made.entities
    (version,) = made.versions.values()
    assert (version.instrument, version.label, version.note) == ("sord", "v2", data.versions["v"].note)
    assert len(made.grants) == len(data.grants)
    for before, after in zip(data.grants.values(), made.grants.values(), strict=True):
        for field in fields(Grant):
            if field.name not in ("id", "version", "right", "claims"):
                assert getattr(after, field.name) == getattr(before, field.name), field.name
        right, other = data.rights[before.right], made.rights[after.right]
        assert replace(other, id=right.id, claims=()) == right

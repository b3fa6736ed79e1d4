"""The CSV tables: one row a record, in words, as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from ics_graph.dates import PartialDate
from ics_graph.exchange.exports.csv import csv as export
from ics_graph.exchange.formats import ExportInput
from ics_graph.model import Dataset, Entity, Identifier, PhaseSpell, Relation
from tests.exchange.golden import ONTOLOGY, assert_golden, reversed_in_order, small


def tables(chosen: ExportInput, folder: Path, no_rules: bool = False) -> dict[str, list[dict[str, str]]]:
    export(chosen, folder, no_rules)
    found = {}
    for path in sorted(folder.iterdir()):
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        found[path.stem] = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    return found


def test_a_small_system_is_written_as_it_always_was(tmp_path: Path) -> None:
    export(small(), tmp_path / "a")
    export(reversed_in_order(small()), tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == [
        f"{name}.csv" for name in ("complete", "entities", "events", "facts", "gaps", "relations", "sources")
    ]
    for name in names:
        assert_golden(f"csv/{name}", (tmp_path / "a" / name).read_bytes())
        assert (tmp_path / "b" / name).read_bytes() == (tmp_path / "a" / name).read_bytes()


def test_a_line_is_one_row_that_reads_as_a_sentence(tmp_path: Path) -> None:
    rows = {row["Id"]: row for row in tables(small(), tmp_path / "t")["relations"]}
    assert len(rows) == 31
    row = rows["ics:accountableTo:nhse:2018-10"]
    assert {name: cell for name, cell in row.items() if cell} == {
        "Id": "ics:accountableTo:nhse:2018-10",
        "Who": "Anytown ICS",
        "Relation": "is accountable to",
        "To whom": "NHS England",
        "From": "2018-10",
        "Phase": "not-stated",
        "Certainty": "reported",
        "Family": "accountability",
        "Relation (word)": "accountableTo",
        "Who (id)": "ics",
        "To whom (id)": "nhse",
        "Sources": "Plan for Anytown, p. 4 (reported, said by the chair)",
    }
    assert rows["group-a:memberOf:board"]["Sources"] == "Letter to Anytown, par. 2 (denies it)"
    assert rows["ccg-south:memberOf:board:2020-04-01"]["Phase"] == "planned"
    assert rows["rule:ccg-assessment:ccg-south"]["Certainty"] == "rule"


def test_a_day_adds_whether_each_body_and_line_surely_holds_on_it(tmp_path: Path) -> None:
    found = tables(small(as_of=date(2019, 6, 1)), tmp_path / "t", no_rules=True)
    holds = {row["Id"]: row["Holds on 2019-06-01"] for row in found["relations"]}
    assert holds["board:accountableTo:ics:2018-04-01"] == "yes"
    assert holds["board:partOf:ics"] == "possibly"
    assert holds["ccg-south:memberOf:board:2020-04-01"] == "no"  # a plan
    assert "trust:memberOf:board:2018-04-01" not in holds
    assert {row["Id"]: row["Holds on 2019-06-01"] for row in found["entities"]}["ccg-north"] == "yes"


def test_what_a_spreadsheet_would_run_is_made_safe(tmp_path: Path) -> None:
    names = ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "plain"]
    bodies = {f"b{n}": Entity(f"b{n}", "Group", name) for n, name in enumerate(names)}
    found = tables(ExportInput(Dataset((), {}, bodies), ONTOLOGY), tmp_path / "t")
    assert [row["Name"] for row in found["entities"]] == [*(f"'{name}" for name in names[:-1]), "plain"]
    assert sorted(found) == ["entities", "relations"]


def test_phases_and_codes_with_dates_are_spelt_out(tmp_path: Path) -> None:
    day, year = PartialDate(2019, 4, 1), PartialDate(2018)
    spells = (PhaseSpell("shadow", year, year), PhaseSpell("established", day))
    entity = Entity("a", "Group", "A", (), (Identifier("ods", "007", None, year), Identifier("x", "y")), phases=spells)
    line = Relation("l", "a", "reportsTo", "a", voting=False, on_behalf_of="a")
    data = Dataset((), {}, {"a": entity}, {"l": line})
    found = tables(replace(small(), dataset=data, whole=None), tmp_path / "t")
    (row,) = found["entities"]
    assert row["Codes"] == "ods 007 (until 2018); x y"
    assert (row["Phase"], row["Phases with dates"]) == (
        "established",
        "shadow 2018 to 2018; established from 2019-04-01",
    )
    (line_row,) = found["relations"]
    assert (line_row["Voting"], line_row["On behalf of"], line_row["On behalf of (id)"]) == ("no", "A", "a")

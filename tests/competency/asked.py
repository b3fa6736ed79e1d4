"""How a competency question is asked: a command as it is typed, on one store, with its answer as JSON."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from ics_graph.cli.main import commands

DECK = "nenc-deck"
MINUTES = "darlington-board-minutes"
PRIORITIES = "nenc-priorities"
COMMITTEE = "lsc-committee-item"
INTEGRATION = "nwl-integration-item"

# A rule of law stands in answers as a rule; these are the certainties of what a source says itself.
SAID = {"stated", "reported", "disputed"}


@dataclass(frozen=True)
class Said:
    """An answer, and what tests look for in it. Rows are chosen by heading, relation (in words) and type."""

    command: str
    json: dict[str, Any]

    @property
    def headline(self) -> str:
        """The one sentence that can be pasted."""
        return str(self.json["headline"])

    @property
    def verdict(self) -> str:
        """One of answered, only-tentative, stated-none, not-read and not-stated."""
        return str(self.json["verdict"])

    @property
    def caveats(self) -> str:
        """All caveats, one a line."""
        return "\n".join(self.json["caveats"])

    @property
    def text(self) -> str:
        """What is said in words: the headline and the caveats."""
        return f"{self.headline}\n{self.caveats}"

    def rows(self, heading: str | None = None, relation: str | None = None, type_: str | None = None) -> list[Any]:
        """Return the rows under a heading, with a relation in words and of a type; None does not choose."""
        return [
            row
            for row in self.json["rows"]
            if heading in (None, row["heading"])
            and relation in (None, row.get("relation"))
            and type_ in (None, row.get("type"))
        ]

    def names(self, heading: str = "in effect", relation: str | None = None, type_: str | None = None) -> set[str]:
        """Return whom or what the rows lead to."""
        return {row["name"] for row in self.rows(heading, relation, type_)}

    def values(self, heading: str = "in effect", relation: str | None = None) -> set[str]:
        """Return the values of the rows that have one."""
        return {row["value"] for row in self.rows(heading, relation) if "value" in row}

    def dated(self, heading: str | None = None) -> list[tuple[str, str | None, str | None]]:
        """Return relation, first and last day of each row, in the order of the answer."""
        return [(row["relation"], row.get("since"), row.get("until")) for row in self.rows(heading)]

    def cited(self, heading: str | None = None, relation: str | None = None) -> set[tuple[str, str]]:
        """Return which source, and where in it, stands behind the rows."""
        return {(c["source"], c["locator"]) for row in self.rows(heading, relation) for c in row["sources"]}

    def basis(self, heading: str | None = None, relation: str | None = None) -> set[tuple[str, str | None]]:
        """Return how the sources say it (explicit, layout, reported, inferred, rule), with the confidence noted."""
        return {(c["basis"], c.get("confidence")) for row in self.rows(heading, relation) for c in row["sources"]}

    def certainty(self, heading: str | None = None) -> set[str | None]:
        """Return how well known the rows are."""
        return {row.get("certainty") for row in self.rows(heading)}

    def notes(self, heading: str | None = None) -> str:
        """Return the notes of the rows and of their citations, one a line."""
        rows = self.rows(heading)
        return "\n".join(
            [row.get("note", "") for row in rows] + [c.get("note", "") for row in rows for c in row["sources"]]
        )

    def speakers(self) -> set[str | None]:
        """Return who is reported as saying what the rows give."""
        return {c.get("said_by") for row in self.rows() for c in row["sources"]}


Ask = Callable[[str], Said]


def printed(command: str, store: str) -> str:
    """Return what a command prints as JSON, of a store."""
    result = CliRunner().invoke(commands, [*shlex.split(command), "--format", "json", "--store", store])
    assert result.exit_code == 0, f"{command}\n{result.output}{result.exception}"
    return result.stdout


def read(command: str, output: str) -> Said:
    """Return the printed answer, once it is known to pass nothing off as more than it is.

    No plan stands under "in effect", and "answered" never rests on plans, rules and inferences alone. (Whether a word
    is used is answered by its use, be it of a plan.)
    """
    said = Said(command, json.loads(output))
    assert not [row for row in said.rows("in effect") if row.get("phase") == "planned"], f"{command}: a plan in effect"
    known = [row for row in said.rows() if "certainty" in row]
    firm = [row for row in known if row["heading"] in ("in effect", "in general") and row["certainty"] in SAID]
    used = said.json["question"] == "mentions"
    assert said.verdict != "answered" or firm or used or not known, f"{command}: answered by nothing that a source says"
    return said

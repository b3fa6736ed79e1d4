"""The page of queries: each is run on shipped data, and finds what the command of the same question answers."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.asking import ROOT
from tests.conftest import Ics

PAGE = (ROOT / "docs" / "reference" / "sparql-queries.md").read_text("utf-8")
Rows = list[dict[str, Any]]


class Documented(NamedTuple):
    """A query of the page, with its options, and the command beside it."""

    number: int
    options: list[str]
    query: str
    command: list[str]


def documented() -> list[Documented]:
    """Return every query of the page."""
    found = []
    for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        query = re.search(r"```sparql\n(?:# ([^\n]*)\n)?(.*?)```", part, re.DOTALL)
        command = re.search(r"^The same: .*?`ics-graph (ask .*)`$", part, re.MULTILINE)
        assert query, part
        assert command, part
        number = int(part.partition(".")[0])
        found.append(Documented(number, shlex.split(query[1] or ""), query[2], shlex.split(command[1])))
    return found


def ids(key: str, which: Callable[[dict[str, Any]], bool] = lambda row: True) -> Callable[[Rows], list[str]]:
    """Return what gets the different values of a key of the rows in effect."""
    return lambda rows: sorted({row[key] for row in rows if row["heading"] == "in effect" and which(row)})


def on_slide_10(row: dict[str, Any]) -> bool:
    return any((cited["source"], cited.get("locator")) == ("nenc-deck", "slide 10") for cited in row["sources"])


# What of the command's rows the first column of a query is, where it is not the bodies of the rows in effect.
WANTED: dict[int, Callable[[Rows], list[str]]] = {
    2: ids("id", lambda row: row["holds"] == "yes"),
    3: lambda rows: [str(len(rows))],
    4: ids("line"),
    6: ids("id", lambda row: row["holds"] == "yes"),
    7: lambda rows: [row["id"] for row in rows if row["heading"] == "planned"],
    9: ids("line"),
    10: ids("line", lambda row: "meeting" not in row["relation"]),
    11: ids("line"),
    12: ids("id", lambda row: row["depth"] == 1),
    14: ids("id", lambda row: row["relation"] == "came from"),
    15: ids("line", lambda row: row["relation"] == "merger"),
    17: ids("line", on_slide_10),
    18: ids("line"),
    19: ids("line", lambda row: row["group"] == "In force"),
    20: ids("line"),
}
# Where a number is compared, the column it is in.
COLUMN = {3: 1}


def test_there_are_twenty() -> None:
    assert [query.number for query in documented()] == list(range(1, 21))


@pytest.fixture(scope="module")
def one_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cache for all queries, as most are asked of the same data."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("asked", documented(), ids=lambda asked: str(asked.number))
def test_a_query_finds_what_the_command_answers(
    asked: Documented, ics: Ics, one_cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ICS_GRAPH_CACHE", one_cache)
    status, text, _ = ics("sparql", *asked.options, asked.query, "-f", "json", "--limit", "10000")
    assert status == 0
    column = COLUMN.get(asked.number, 0)
    found = [str([*row.values()][column]) for row in json.loads(text)["rows"]]
    shown = sorted({re.sub(r"^https://w3id.org/ics-graph/id/[^/]*/", "", value) for value in found})
    # Some questions answer a page at a time.
    more = ("--limit", "10000") if asked.command[1] in ("bodies", "changes") else ()
    status, text, _ = ics(*asked.command, "--format", "json", *more)
    assert status == 0
    wanted = WANTED.get(asked.number, ids("id"))(json.loads(text)["rows"])
    assert shown == wanted
    assert wanted

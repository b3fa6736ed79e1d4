"""How far an answer reaches: to the last day that its sources surely saw, and what is said of a later day."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from ics_graph.answering.as_json import as_plain
from ics_graph.answering.verdicts import verdict_line
from ics_graph.cli.main import commands
from ics_graph.questions import all_questions
from tests.asking import Asker, asking, folder_of

ABOUT = "title: A system made up for its horizon\nlicence: CC0\n"
SYSTEM = """\
claim_defaults: {source: minutes, locator: p. 1}
sources:
  - {id: minutes, title: Minutes, kind: minutes, date: 2019-06-15}
  - {id: newer, title: Newer minutes, kind: minutes, date: 2021-03}
  - {id: bounded, title: Bounded paper, kind: paper, not_before: 2018-02, not_after: 2020, date_note: undated}
  - {id: undated, title: Undated paper, kind: paper, date_note: undated}
entities:
  - {id: board, type: Board, name: Wyre Board, claims: [{source: newer}]}
  - {id: group, type: Group, name: Wyre Group, claims: [{}]}
  - {id: forum, type: Forum, name: Wyre Forum, claims: [{source: bounded}]}
  - {id: meeting, type: Group, name: Wyre Meeting, claims: [{source: undated}]}
  - {id: alder, type: Council, name: Alder, claims: [{}]}
  - {id: birch, type: Council, name: Birch, claims: [{}]}
  - {id: cedar, type: Council, name: Cedar, from: 2010-04-01, until: 2020-03-31, claims: [{}]}
relations:
  - {subject: alder, type: memberOf, object: board, claims: [{}, {source: newer}]}
  - {subject: birch, type: memberOf, object: board, claims: [{}]}
  - {subject: cedar, type: memberOf, object: board, until: 2020-03-31, claims: [{}]}
  - {subject: alder, type: memberOf, object: group, claims: [{}]}
  - {subject: birch, type: memberOf, object: forum, claims: [{source: bounded}]}
  - {subject: alder, type: memberOf, object: meeting, claims: [{source: undated}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(folder_of(SYSTEM, tmp_path_factory.mktemp("wyre"), ABOUT), tmp_path_factory.mktemp("store")) as asker:
        yield asker


def verdicts(ask: Asker, body: str, days: str) -> list[str]:
    return [ask("members", body, as_of=day).verdict for day in days.split()]


def test_a_line_reaches_to_the_day_of_its_source(ask: Asker) -> None:
    assert verdicts(ask, "group", "2018-02-01 2019-06-15 2019-06-16") == ["answered", "answered", "beyond-sources"]
    answer = ask("members", "group", as_of="2026-11-01")
    assert answer.headline == (
        "In sources that reach to 15 June 2019, Alder was a member of the Wyre Group. "
        "These sources do not reach to 1 November 2026."
    )
    assert answer.reaches == answer.rows[0].reaches == "2019-06-15"
    assert verdict_line(answer) == "Not known after 15 June 2019; stated until then"
    assert as_plain(answer)["reaches"] == "2019-06-15"


def test_a_source_whose_day_is_bounded_reaches_to_the_first_day_on_which_it_can_have_been_made(ask: Asker) -> None:
    assert verdicts(ask, "forum", "2018-02-01 2018-02-02 2021-01-01") == ["answered", *["beyond-sources"] * 2]
    assert ask("members", "forum").reaches == "2018-02-01"


def test_a_source_without_a_day_reaches_to_no_known_day(ask: Asker) -> None:
    answer = ask("members", "meeting", as_of="2018-02-01")
    assert (answer.verdict, answer.reaches) == ("beyond-sources", None)
    assert answer.headline.startswith(
        "In the sources, Alder was a member of the Wyre Meeting. These sources are not all dated, so it is "
        "not known for 1 February 2018."
    )
    assert "reaches" not in as_plain(answer)


def test_an_answer_reaches_as_far_as_the_earliest_of_its_lines(ask: Asker) -> None:
    # Alder is in minutes of March 2021, of which the first is the last day that is sure; Cedar had left by then.
    assert {row.name: row.reaches for row in ask("members", "board").rows} == {
        "Alder": "2021-03-01",
        "Birch": "2019-06-15",
        "Cedar": "2020-03-31",
    }
    answer = ask("members", "board", as_of="2020-04-01")
    assert (answer.verdict, answer.reaches) == ("beyond-sources", "2019-06-15")
    assert answer.headline == (
        "In the sources up to 1 April 2020, Alder and Birch were members of the Wyre Board. For "
        "Birch the sources do not reach to that day."
    )


def test_without_a_day_an_answer_says_of_which_days_its_lines_are(ask: Asker) -> None:
    assert verdict_line(ask("members", "group")) == "Stated; sources reach to 15 June 2019"
    of_two_days = "the sources are of different dates, from 15 June 2019 to 1 March 2021"
    assert verdict_line(ask("members", "board")) == f"Stated; {of_two_days}"
    assert (
        ask("members", "meeting").caveats[-1]
        == "The sources do not date the statement that the members of the Wyre Meeting include Alder."
    )
    assert verdict_line(ask("members", "group", as_of="2019-06-15")) == "Stated; sources reach to 15 June 2019"


def test_a_count_after_the_sources_is_no_count_of_that_day(ask: Asker) -> None:
    answer = ask("bodies", "Council", as_of="2020-04-01", limit=1)
    assert (answer.verdict, answer.reaches) == ("beyond-sources", "2019-06-15")
    assert answer.headline == (
        "In sources that reach to 15 June 2019, 2 councils existed. These sources do not reach to 1 April 2020."
    )
    assert ask("bodies", "Council", as_of="2020-03-31").headline.startswith(
        "In the sources up to 31 March 2020, 1 council"
    )


def test_silence_about_days_after_the_sources_is_no_lack_of_change(ask: Asker) -> None:
    answer = ask("changes", "2026-03-31", "2026-04-01")
    assert (answer.verdict, answer.reaches) == ("beyond-sources", "2021-03-01")
    assert answer.headline.startswith("What changed is not known after 1 March 2021, the last date in the sources.")
    partly = ask("changes", "2020-03-31", "2026-04-01")
    assert partly.verdict == "answered"
    assert "What changed after 1 March 2021 is not known: no source saw any of it later." in partly.caveats
    assert ask("changes", "2019-06-14", "2019-06-15").verdict == "not-stated"


def shipped(command: str, day: str) -> dict[str, Any]:
    """Return the JSON of the command line's answer about the shipped data."""
    words = shlex.split(command)
    start = [] if words[0] in ("show", "find", "stats") else ["ask"]
    done = CliRunner().invoke(commands, [*start, *words, "--as-of", day, "--format", "json"])
    assert done.exception is None, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_what_the_law_gives_reaches_to_the_text_that_was_read_and_no_further_than_its_bodies() -> None:
    board = shipped('accountable-to "NHS Devon ICB"', "2026-11-01")
    # The register saw the board on 1 April 2026; the text of one of its sections was read as it stood before that.
    assert (board["verdict"], board["reaches"]) == ("beyond-sources", "2024-04-19")
    assert ". In the sources, by law, NHS England " in board["headline"]
    assert "The sources for this do not reach to 1 November 2026." in board["caveats"]
    ended = shipped('accountable-to "NHS Frimley ICB"', "2026-11-01")
    assert ended["headline"].startswith("NHS Frimley ICB no longer existed on 1 November 2026")
    england = shipped('accountable-to "NHS England"', "2026-11-01")
    assert (england["verdict"], england["reaches"]) == ("beyond-sources", "2024-12-18")
    assert shipped('accountable-to "NHS England"', "2024-12-18")["verdict"] == "only-tentative"
    count = shipped("bodies IntegratedCareBoard", "2026-11-21")
    assert count["headline"] == (
        "In sources that reach to 1 April 2026, 36 integrated care boards existed. "
        "These sources do not reach to 21 November 2026."
    )


@pytest.mark.parametrize("name", [name for name, question in all_questions().items() if question.dated])
def test_no_question_states_anything_of_a_day_after_its_sources(name: str) -> None:
    """What an answer lists of 2040, it does not state of 2040: nothing that is shipped was seen then."""
    answer = shipped(all_questions()[name].example, "2040-01-01")
    open_ = [row for row in answer["rows"] if row.get("holds") == "possibly" and row["heading"] == "in effect"]
    if open_:
        assert answer["verdict"] == "beyond-sources", answer["headline"]
        sources_end = (
            "[Tt]he sources for this (?:reach to|do not reach|are not)|^No law that was read "
            "reaches|(?:These|these) sources (?:do not reach|are not)|In the sources"
        )
        assert re.search(sources_end, answer["headline"]), answer["headline"]

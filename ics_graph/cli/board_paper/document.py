"""The board paper as one document: page one, the picture, the appendix. It is written as HTML, Markdown or for Word."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import counted
from ics_graph.answering.registry import invented
from ics_graph.cli.board_paper.appendix import appendix
from ics_graph.cli.board_paper.differences import decisions_and_plans, differences
from ics_graph.cli.board_paper.front import front, sign_off
from ics_graph.cli.board_paper.known import headline
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.requests import requests
from ics_graph.cli.board_paper.text import Section
from ics_graph.dates import in_words
from ics_graph.explorer.picture import picture
from ics_graph.explorer.selection import select

SOURCES = "Sources"


class Paper:
    """The paper of one system, whatever it is written as; raises NoSystem or LookupFailed as a picture does.

    ``asks`` are what the board is asked, in somebody's own words; without any, the paper suggests some.
    """

    def __init__(self, asked: Asked, system: str | None, asks: Sequence[str] = ()) -> None:
        self.asked = asked = asked.in_session()
        self.picture = picture(asked, system, medium="paper")
        self.shown = select(asked, system)
        material = Material(asked, self.shown)
        self.system = material.name(material.system.id)
        # The order is that of the pages: sources have their numbers in it.
        self.headline, self.verdict = headline(material)
        sides, dates = differences(material), decisions_and_plans(material)
        sections, rest = front(material, sides, dates)
        self.front: list[Section] = [*sections, requests(material, sides, asks), sign_off()]
        self.appendix: list[Section] = appendix(material, rest)
        self.sources = material.notes.sources
        self.invented = invented(asked.store)
        self.notices = list(asked.store.notices())
        titles = "; ".join(about.title for about in asked.store.about())
        self.made_by = f"Made by ics-graph {version('ics-graph')} from: {titles}."

    @property
    def title(self) -> str:
        """What the paper is called."""
        return f"{self.invented}{self.system}: who is accountable to whom"

    @property
    def day(self) -> str:
        """Of which day the paper is."""
        day = self.asked.view.as_of
        return f"as at {in_words(day)}" if day else "of any date"

    @property
    def about(self) -> str:
        """The line under the title."""
        day = f"{self.day[:1].upper()}{self.day[1:]}"
        return f"Paper for the board · {day} · {counted(len(self.sources), 'source')}, listed at the end"

    @property
    def picture_title(self) -> str:
        """What stands over the picture."""
        day = self.asked.view.as_of
        return f"{self.system}{f' on {in_words(day)}' if day else ', at any date'}"

    @property
    def picture_in_words(self) -> str:
        """What the picture shows, for whoever does not see it."""
        plan = self.picture.plan
        cards, bands = len(plan["cards"]), len(plan["bands"])
        return (
            f"Diagram of {self.picture_title}: {counted(cards, 'body')} in {counted(bands, 'band')}, with what is "
            "inside each. Lines show accountability and reporting only. The appendix says the same in words."
        )

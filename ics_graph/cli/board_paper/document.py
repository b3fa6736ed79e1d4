"""The board paper as one document: Markdown, and the same Markdown as a page to print that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as as_html
from importlib.metadata import version
from pathlib import Path

from ics_graph.answering.asked import Asked
from ics_graph.answering.verdicts import verdict_line
from ics_graph.checks import CHECKS
from ics_graph.checks.runner import run_checks
from ics_graph.cli.board_paper.sections import Part, Section, opening, sections
from ics_graph.cli.formats.as_markdown import body, escape, escape_source
from ics_graph.cli.formats.findings import Listing, markdown
from ics_graph.cli.formats.layout import References, notes
from ics_graph.dataset.exceptions import Excepted
from ics_graph.explorer.svg import picture
from ics_graph.validation import Problem

_STYLE = Path(__file__).with_name("paper.css")
_LISTED = 50
_SIGNED = ("Prepared by", "Checked against the sources by", "Approved by")


class Paper:
    """The paper of one system, to be written in either form; raises NoSystem or LookupFailed as a picture does."""

    def __init__(
        self,
        asked: Asked,
        system: str | None,
        exceptions: Sequence[Excepted] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        self.asked = asked = asked.in_session()
        self.picture = picture(asked, system)
        self.sections = sections(asked, self.picture)
        # Gaps on record have a section of their own.
        checks = [check for check in CHECKS.values() if check.id != "gap-on-record"]
        within = self.picture.shown.system.id
        self.checks = run_checks(asked, checks, within, None, exceptions, problems)
        self.references = References(
            *(part.answer for section in self.sections for part in section.parts if part.answer)
        )

    @property
    def title(self) -> str:
        """What the paper is called."""
        return f"{self.picture.shown.system.name}: who is accountable to whom, who sits where, and who says so"

    def markdown(self, picture_file: str | None = None) -> str:
        """Return the paper as Markdown; it shows the picture where that is a file beside it."""
        shown = [f"![{escape(self.picture.shown.system.name)}]({picture_file})", ""] if picture_file else []
        return "\n".join([*self._front(), *shown, *self._rest()])

    def html(self) -> str:
        """Return the paper as one HTML document with the picture in it: no script, and nothing from elsewhere."""
        from markdown_it import MarkdownIt

        # Without "html", whatever looks like a tag in a name is text.
        rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render
        style = _STYLE.read_text("utf-8")
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        title = as_html(self.title)
        return (
            f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{style}</style>\n</head>\n'
            f"<body>\n<main>\n{rendered(chr(10).join(self._front()))}"
            f'<figure tabindex="0" aria-label="Picture; it scrolls sideways on a narrow screen">\n{self.picture.svg}'
            f"</figure>\n{rendered(chr(10).join(self._rest()))}</main>\n</body>\n</html>\n"
        )

    def _front(self) -> list[str]:
        store = self.asked.store
        titles = [f"{about.title}" for about in store.about()]
        data = f"Made by ics-graph {version('ics-graph')} from: {'; '.join(titles)}."
        signed = ["| | Name | Role | Date |", "| --- | --- | --- | --- |", *(f"| {words} | | | |" for words in _SIGNED)]
        notices = [f"> {escape(notice)}" for notice in store.notices()]
        return [
            f"# {escape(self.title)}",
            "",
            escape(opening(self.asked, self.picture.shown)),
            "",
            *notices,
            "",
            escape(data),
            "",
            *signed,
            "",
        ]

    def _rest(self) -> Iterator[str]:
        for number, section in enumerate(self.sections, 1):
            yield from self._section(number, section)
        yield f"## {len(self.sections) + 1}. What the checks find"
        yield ""
        yield from markdown(self.checks, {}, Listing(_LISTED))
        yield ""
        yield f"## {len(self.sections) + 2}. Sources"
        yield ""
        yield from (f"- {escape_source(line)}" for line in self.references.lines())
        yield ""

    def _section(self, number: int, section: Section) -> Iterator[str]:
        yield f"## {number}. {section.title}"
        yield ""
        yield f"*{escape(section.intro)}*"
        yield ""
        sentences: dict[str, None] = {}
        for part in section.parts:
            yield from self._part(part)
            sentences |= dict.fromkeys(notes(part.answer) if part.answer else ())
        if sentences:
            yield from (f"- {escape(sentence)}" for sentence in sentences)
            yield ""

    def _part(self, part: Part) -> Iterator[str]:
        if part.title:
            yield f"### {escape(part.title)}"
            yield ""
        if part.plain is not None:
            yield from (line for text in part.plain.splitlines() for line in (escape(text), ""))
        if part.answer is not None:
            yield f"**{escape(part.answer.headline)}** *{escape(verdict_line(part.answer))}.*"
            yield ""
            yield from body(part.answer, self.references, "####")

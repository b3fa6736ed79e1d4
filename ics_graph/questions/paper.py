"""What a board paper on one system is made of: sections of answers, each to a question of this room.

The sections are chosen here and written nowhere: how a paper looks is the business of its formats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ics_graph.questions.answer import Answer, counted, on_day, verdict_of
from ics_graph.questions.checks import CHECKS
from ics_graph.questions.checks.running import Report, run_checks
from ics_graph.questions.evidence import dating
from ics_graph.questions.gathering import Asked, shown_name
from ics_graph.questions.ground import Ground
from ics_graph.questions.lookup import Name, body_named
from ics_graph.questions.oughts import OUGHTS
from ics_graph.questions.records import line_rows
from ics_graph.questions.registers import is_law_of_a_rule
from ics_graph.questions.registry import all_questions
from ics_graph.questions.scope import Scope
from ics_graph.questions.wording import sentence
from ics_graph.stores.rows import Body

_UPWARD = ("accountability", "reporting")
_SHOWN = ("in effect", "planned", "uncertain", "denied")


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of a section, under a heading of its own where the section has several."""

    answer: Answer
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a paper: its heading, what a reader has to know of it, and its answers."""

    heading: str
    words: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on one system, as of a day or of any time."""

    system: Body
    name: str
    as_of: date | None
    data: tuple[str, ...]
    sections: tuple[Section, ...]
    checks: Report
    sources: tuple[str, ...]


def paper(asked: Asked, system: Name) -> Paper:
    """Return the paper on a system; raise LookupFailed where the name does not say one body."""
    body = body_named(asked.store, system)
    questions = all_questions()

    def ask(name: str, *given: object, **more: object) -> Answer:
        return questions[name].ask(asked, *given, **more)

    within = {"within": body.id}
    ground = Ground(asked, Scope(asked, body.id))
    sections = (
        Section(
            "How much is said",
            "Of each body what its type asks for: a relation, a reason why there is none, or nothing by anybody.",
            (Part(ask("stated", **within)),),
        ),
        Section(
            "Bodies by level",
            "Being a part of a body, or at a level, says nothing of accountability.",
            (Part(ask("structure", body.id), "What it consists of"), Part(ask("levels", **within), "Levels")),
        ),
        Section(
            "Boards and members",
            "Of the system itself and of what sources name as a part or member of it; what they only place beside it "
            "is in the picture. Attending is not being a member.",
            tuple(_boards(ground, body, ask)),
        ),
        Section(
            "Lines of accountability and reporting",
            "Only lines of which a source says so in these words, and those that the law gives.",
            (
                Part(ask("accountable-to", body.id), f"To whom {shown_name(body)} is accountable"),
                Part(_lines_upward(ground), f"Lines upward of {shown_name(body)} and of what belongs to it"),
            ),
        ),
        Section(
            "Planned, in shadow form, or with a question mark",
            "A plan is never established by the passing of its date.",
            (Part(ask("uncertain", **within)),),
        ),
        Section(
            "Missing",
            "What whoever read the sources has written down as not told.",
            (Part(ask("gaps", **within)),),
        ),
        Section(
            "Disputed",
            "Where sources differ, both are shown and neither is thrown away.",
            (Part(ask("conflicts", **within)),),
        ),
    )
    data = tuple(about.title for about in asked.store.about())
    checks = run_checks(asked, [check for check in CHECKS.values() if check.id != "gap-on-record"], body.id)
    rows = [row for section in sections for part in section.parts for row in part.answer.rows]
    cited = dict.fromkeys(one.source for row in rows for one in row.sources if not is_law_of_a_rule(one.source))
    sources = tuple(dating(asked, list(cited)))
    return Paper(body, shown_name(body), asked.view.as_of, data, sections, checks, sources)


def _boards(ground: Ground, system: Body, ask: Callable[..., Answer]) -> list[Part]:
    """Return the members and leaders of each board, committee, group and partnership, and of the system itself."""
    types = {ought.name: ought.types_in(ground.ontology) for ought in OUGHTS}
    bodies = {system.id: system, **{body.id: body for body in ground.judged(types["members"])}}
    parts = []
    for body in bodies.values():
        parts.append(Part(ask("members", body.id), shown_name(body)))
        leaders = ask("leaders", body.id)
        if leaders.rows or body.type in types["chair"]:
            parts.append(Part(leaders))
    return parts


def _lines_upward(ground: Ground) -> Answer:
    """Return the lines of accountability and reporting of all bodies in scope, wherever they lead."""
    view = ground.asked.view
    found = [
        line
        for line in ground.lines
        if line.family in _UPWARD and ground.scope.has(line.subject) and ground.standing(line) in _SHOWN
    ]
    rows = line_rows(ground.asked, found)
    by_law = sum(row.certainty == "rule" for row in rows)
    stated = len(rows) - by_law
    told = f"sources give {counted(stated, 'line')} of accountability and reporting{ground.scope.words}"
    if not stated:
        told = f"no source gives a line of accountability or reporting{ground.scope.words}"
    law = f"; by law alone there {'is' if by_law == 1 else 'are'} {by_law:,}" if by_law else ""
    verdict = verdict_of(rows, stated_none=False)
    text = sentence(f"{on_day(view.as_of)}{told}{law}")
    return Answer("lines-upward", ground.scope.parameters, text, verdict, view.as_of, rows)

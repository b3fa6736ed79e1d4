"""What a paper is written from: the bodies, lines and gaps of one system, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from ics_graph.answering.answer import Answer, Row, verdict_of
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.horizon import of_undated_sources, with_reach
from ics_graph.answering.rows import event_rows, gap_rows, line_rows
from ics_graph.answering.scope import scope_of
from ics_graph.answering.traversal import line_status
from ics_graph.answering.verdicts import verdict_line
from ics_graph.checks.context import Context
from ics_graph.cli.board_paper.notes import Notes
from ics_graph.explorer.selection import Selection
from ics_graph.governance import SYSTEMS, is_general
from ics_graph.model import Event, Gap
from ics_graph.questions import question_named
from ics_graph.stores.rows import Body, Line

_SHOWN = ("in effect", "planned", "uncertain", "denied")


class Material:
    """One system as of the view's day: what belongs to it, and every line with an end in it."""

    def __init__(self, asked: Asked, shown: Selection) -> None:
        self.asked = asked
        self.shown = shown
        self.system = shown.system
        self.scope = scope_of(asked, self.system.id)
        self.context = Context(asked, self.scope)
        self.everybody = {**shown.bodies, **self.context.bodies}
        self.notes = Notes(asked)

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """What belongs to the system and was or may have been there on the day; nothing spoken of in general."""
        day = self.asked.view.day
        inside = {id_: body for id_, body in self.context.bodies.items() if self.scope.has(id_)}
        return {
            id_: body
            for id_, body in sorted(inside.items(), key=lambda item: (item[1].name, item[0]))
            if not is_general(body) and body.certainty != "denied" and (day is None or body.on(day) != "no")
        }

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the day with an end in the system, and those of the picture: all but those of other times."""
        bodies = self.everybody
        return [
            line
            for line in sorted({line.id: line for line in (*self.context.lines, *self.shown.lines)}.values())
            if line_status(line, self.asked.view) in _SHOWN
            and line.subject != line.object
            and not (is_general(bodies[line.subject]) or is_general(bodies[line.object]))
        ]

    @cached_property
    def in_effect(self) -> list[Line]:
        """Those of the lines that sources bear out, or the law gives, as they are on the day."""
        return [line for line in self.lines if line_status(line, self.asked.view) == "in effect"]

    @cached_property
    def partnerships(self) -> list[Body]:
        """The partnerships that belong to the system."""
        ontology = self.asked.ontology
        kinds = ontology.kinds_of("Collaboration") - {kind for name in SYSTEMS for kind in ontology.kinds_of(name)}
        return [body for body in self.bodies.values() if body.type in kinds and body.extent == "one"]

    @cached_property
    def gaps(self) -> list[tuple[Gap, Row]]:
        """The gaps on record of what belongs to the system, each with its row.

        Where a part of a source that may say it was not read, that goes before what others do not say.
        """
        gaps = self.asked.store.gaps(self.scope.ids)
        unread = {(gap.entity, gap.topic) for gap in gaps if gap.reason == "not-read"}
        kept = [gap for gap in gaps if gap.reason != "not-stated" or (gap.entity, gap.topic) not in unread]
        return list(zip(kept, gap_rows(self.asked, kept), strict=True))

    @cached_property
    def event_records(self) -> dict[str, Event]:
        """The events of what belongs to the system, of any day, by id."""
        return {event.id: event for event in self.asked.store.events(self.scope.ids)}

    @cached_property
    def events(self) -> list[Row]:
        """A row for each of the events, in the order of their days."""
        return event_rows(self.asked, self.event_records.values())

    def ask(self, question: str, *subjects: object, **more: object) -> Answer:
        """Return the answer to a question."""
        return question_named(question).ask(self.asked, *subjects, **more)

    @cached_property
    def decisions(self) -> tuple[Row, ...]:
        """The decisions on record of the bodies of the system, as the question about them has them."""
        if not self.asked.store.filed("decisions", list(self.bodies), "holder"):
            return ()
        return self.ask("decisions", self.system.id).rows

    def rows(self, lines: Iterable[Line]) -> list[Row]:
        """Return a row for each line, read from its subject."""
        return list(line_rows(self.asked, list(lines)))

    def limit(self, rows: Sequence[Row]) -> str:
        """Return how sure a sentence is that rests on these rows, and to which day their sources reach."""
        day = self.asked.view.as_of
        answer = Answer(headline="", verdict=verdict_of(tuple(rows), stated_none=False), as_of=day, rows=tuple(rows))
        return verdict_line(of_undated_sources(self.asked.store, with_reach(answer, day)))

    def name(self, id_: str) -> str:
        """Return the name of a body as readers see it."""
        return shown_name(self.everybody[id_])

    def names(self, ids: Collection[str]) -> list[str]:
        """Return the names of bodies, each once and in order."""
        return sorted({self.name(id_) for id_ in ids}, key=str.casefold)

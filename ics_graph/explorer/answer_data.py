"""What a page without a server answers: the answers themselves, each for the days between which it does not change.

They are those of the questions, asked when the page is made, so that no rule of what is stated, by law, not read or not
known is written a second time. An answer changes only on days on which something of what it rests on begins, ends or is
last seen; in between only the day in its sentence differs, and the page puts that in
(docs/decisions/0050-the-page-reads-questions.md).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ics_graph.answering.answer import Answer
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.existence import NOT_YET
from ics_graph.answering.grammar import is_plural
from ics_graph.answering.tense import has_ended
from ics_graph.answering.verdicts import VERDICTS, verdict_line
from ics_graph.explorer.answer_days import (
    day_after,
    days_of_claims,
    days_of_facts,
    days_of_kinds,
    days_of_names,
    days_of_things,
    times_of,
)
from ics_graph.explorer.answer_tables import KeptAnswers, absences, day_when_there
from ics_graph.explorer.payload import Payload
from ics_graph.explorer.selection import Selection
from ics_graph.governance import holder_kind
from ics_graph.ontology.law import Rule
from ics_graph.questions import question_named
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, View

Plain = dict[str, Any]

OF_ONE_BODY: Mapping[str, tuple[tuple[str, ...], Direction]] = {
    "members": (("membership",), "down"),
    "accountable-to": (("accountability",), "up"),
    "leaders": (("leadership", "membership"), "down"),
}
"""The questions of one body that a page answers, with the lines that they rest on."""

_ONLY = (None, "questions", "planned", "shadow")
_TIES: tuple[tuple[Direction, tuple[str, ...]], ...] = (
    ("down", ("membership", "structure", "coverage")),
    ("up", ("coverage",)),
)
_MOST_TYPES = 12
_TRUST = "NHSTrust"
_ONE = "one"


def answers_of(asked: Asked, shown: Selection, load: Payload, namesakes: Iterable[Body] = ()) -> Plain | None:
    """Return the answers that a page carries; None where it does not carry all that they rest on.

    ``covers`` are the bodies of which it can say who sits on them, leads them and whom they answer to. Of one with
    neither an answer of its own nor a day on which it was ``gone``, the answer is that of ``silent``. An answer has its
    sentence, its code and its line of verdict, its rows and its notes, all but the code as places in ``texts`` and
    ``rows``: most are said of several days.
    """
    if load.scope is None:
        return None
    maker = _Answers(asked, shown, load, namesakes)
    return {
        "covers": sorted(load.bodies),
        "wordedAs": {id_: how for id_, body in load.bodies.items() if (how := _worded_as(asked, body)) != _ONE},
        "absent": verdict_line(Answer(headline=NOT_YET, verdict="stated-none")),
        "verdicts": VERDICTS,
        **maker.of_bodies(),
        "membersOfType": maker.members_of_type(),
        "spans": maker.spans(),
        "gaps": maker.gaps(),
        **maker.of_the_system(),
        **maker.kept.tables(),
    }


class _Answers:
    """Asks the questions, each body and type on one day of every time between which its answer does not change."""

    def __init__(self, asked: Asked, shown: Selection, load: Payload, namesakes: Iterable[Body]) -> None:
        # A question is answered as one types it, whatever the picture lets in.
        self.asked, self.shown, self.load = replace(asked, view=View()), shown, load
        self.kept = KeptAnswers()
        # The page calls these otherwise than an answer that has one of them alone.
        self.apart = {body.id for body in namesakes}
        self.shapes: dict[Hashable, tuple[list[list[Any]], list[Line]]] = {}
        self.laws: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
        self.titles = " ".join(source.title for source in asked.store.sources().values())

    def of_bodies(self) -> Plain:
        """Return the answers of one body each, by question and body; and what is said of a silent or absent one."""
        answers: Plain = {name: {} for name in OF_ONE_BODY}
        silent: Plain = {name: {} for name in OF_ONE_BODY}
        gone: Plain = {}
        for body in self.load.bodies.values():
            if away := absences(self.asked, body):
                gone[body.id] = away
            for name, (families, direction) in OF_ONE_BODY.items():
                if own := self._of_body(body, name, families, direction, silent[name]):
                    answers[name][body.id] = own
        return {"of": answers, "silent": silent, "gone": gone}

    def members_of_type(self) -> Plain:
        """Return which members of each type a drawn body has, by the body and the type: which CCGs are in an ICP."""
        store, trusts = self.asked.store, self.asked.ontology.kinds_of(_TRUST)
        answers: Plain = {}
        for id_ in sorted(self.shown.bodies):
            body = self.shown.bodies[id_]
            lines = store.lines([id_], "down", ["membership", "coverage"], EVERYTHING)
            members = store.bodies({line.subject for line in lines if line.family == "membership"})
            ends = store.bodies({line.subject for line in lines})
            types = {member.type for member in members.values()}
            types |= {_TRUST} if types & trusts else set()
            days = days_of_things([body, *lines, *ends.values()]) | days_of_kinds(ends.values())
            for end in (body, *ends.values()):
                days |= days_of_names(end)
            as_body = self._as_body(body)
            of_type = {kind: self._over_time(days, "members", body, as_body, type=kind) for kind in sorted(types)}
            if of_type:
                answers[id_] = of_type
        return answers

    def spans(self) -> Plain:
        """Return what is in several bodies of one type of the system, by the type."""
        by_type: dict[str, list[Body]] = {}
        for id_ in sorted(self.load.scope or ()):
            body = self.load.bodies.get(id_)
            if body is not None and not body.kinds:
                by_type.setdefault(body.type, []).append(body)
        several = sorted(
            (kind for kind, bodies in by_type.items() if len(bodies) > 1), key=lambda kind: (-len(by_type[kind]), kind)
        )
        return {kind: spans for kind in several[:_MOST_TYPES] if (spans := self._spans(kind, by_type[kind]))}

    def gaps(self) -> Plain:
        """Return what is on record as missing of each drawn body and what belongs to it, and how none is said."""
        entry = question_named("gaps")
        gaps: Plain = {}
        for id_ in sorted(self.shown.bodies):
            answer = entry.ask(self.asked.on(None), within=id_)
            as_body = self._as_body(self.shown.bodies[id_])
            if answer.rows or not as_body:
                gaps[id_] = self.kept.plain(answer, None, as_body)
            elif (none := f"no gaps: {_worded_as(self.asked, self.shown.bodies[id_])}") not in gaps:
                gaps[none] = self.kept.plain(answer, None, as_body)
        return gaps

    def of_the_system(self) -> Plain:
        """Return where sources differ, and what is uncertain, planned or in shadow form, in the whole of the system."""
        asked, within = self.asked.on(None), self.shown.system.id
        conflicts = question_named("conflicts").ask(asked, within=within)
        uncertain = question_named("uncertain")
        return {
            "conflicts": self.kept.plain(conflicts, None),
            "uncertain": {
                only or "": self.kept.plain(uncertain.ask(asked, within=within, only=only), None) for only in _ONLY
            },
        }

    def _as_body(self, body: Body) -> str:
        """Return the name that the page may put into a sentence; nothing where it is told apart, or has an article."""
        name = shown_name(body)
        return "" if body.id in self.apart or name.lower().startswith("the ") else name

    def _of_body(
        self, body: Body, name: str, families: tuple[str, ...], direction: Direction, silent: Plain
    ) -> list[list[Any]]:
        """Return the answers of one body, each with the day from which on it is that; none where it is as ``silent``.

        What is said where there is nothing at all to say differs in the name alone, and is kept once.
        """
        store = self.asked.store
        lines = [hop.line for hop in store.closure(body.id, direction, families, EVERYTHING)]
        facts = [fact for fact in store.facts([body.id]) if fact.property == "role"] if name == "leaders" else []
        events = store.events([body.id]) if name == "leaders" else []
        whole = store.complete([body.id])
        laws = self._days_of_laws(body.type, families) if direction == "up" else set[str]()
        as_body = self._as_body(body)
        bare = as_body and not (
            lines or laws or facts or whole or store.gaps([body.id]) or body.planned or body.record.names
        )
        if (
            bare
            and not any(part.role for event in events for part in event.participants)
            and body.certainty == "stated"
        ):
            key = _worded_as(self.asked, body)
            if key not in silent:
                day = day_when_there(body)
                answer = question_named(name).ask(self.asked.on(day), body.id)
                silent[key] = self.kept.plain(answer, day, as_body)
            return []
        days = laws | days_of_things([body, *lines]) | days_of_facts(facts, store.sources())
        days |= days_of_claims((claim for each in whole for claim in each.claims), store.sources())
        near = store.bodies({end for line in lines for end in (line.subject, line.object)})
        for end in (body, *near.values()):
            days |= days_of_names(end)
        shape = None if direction == "down" or whole or store.gaps([body.id]) else _shape(self.asked, body, lines, near)
        if shape is None or store.events([body.id]) or not as_body:
            return self._over_time(days, name, body, as_body)
        if shape not in self.shapes:
            self.shapes[shape] = self._over_time(days, name, body, as_body), lines
        answers, others = self.shapes[shape]
        own = {line.id: mine.id for line, mine in zip(sorted(others), sorted(lines), strict=True)}
        return [[*answer[:4], self.kept.rows_of(answer[4], own), answer[5]] for answer in answers]

    def _spans(self, kind: str, bodies: list[Body]) -> list[list[Any]]:
        ids = [body.id for body in bodies]
        lines = [
            line
            for direction, families in _TIES
            for line in self.asked.store.lines(ids, direction, families, EVERYTHING)
        ]
        if not lines:
            return []
        within = self.shown.system.id
        ends = self.asked.store.bodies({end for line in lines for end in (line.subject, line.object)})
        days = days_of_things([*bodies, *lines, *ends.values()])
        return [
            [first, *self.kept.plain(question_named("spans").ask(self.asked.on(day), kind, within=within), day)]
            for first, day in times_of(days, self.titles)
        ]

    def _days_of_laws(self, kind: str, families: tuple[str, ...]) -> set[str]:
        """Return the days on which a law on bodies of a kind, in these families, comes into force or ceases to be."""
        if (kind, families) not in self.laws:
            ontology = self.asked.ontology
            self.laws[kind, families] = [
                rule
                for rule in ontology.rules
                if rule.relation is not None
                and ontology.relations[rule.relation].family in families
                and kind in ontology.bound_by(rule)
            ]
        return {day for rule in self.laws[kind, families] for day in (rule.since or "", day_after(rule.until or ""))}

    def _over_time(self, days: set[str], name: str, body: Body, as_body: str, **given: str) -> list[list[Any]]:
        """Return the answers of a body over all time, each after the first day on which it is that, none twice."""
        answers: list[list[Any]] = []
        for first, day in times_of(days, self.titles):
            plain = self.kept.plain(question_named(name).ask(self.asked.on(day), body.id, **given), day, as_body)
            if not answers or answers[-1][1:] != plain:
                answers.append([first, *plain])
        return answers


def _worded_as(asked: Asked, body: Body) -> str:
    """Return by which sentence a body is spoken of where only the name differs: by number, tense, article and post."""
    number = "several" if is_plural(shown_name(body)) else _ONE
    name = shown_name(body)
    marks = ["ended" if has_ended(body) else "", "with an article" if the(name) != name else ""]
    # A region is named in a sentence as that of NHS England, and so in words of its own.
    marks += [body.id] if name not in the(name) and not name.startswith("The ") else []
    marks += ["a post"] if holder_kind(asked.ontology, body.type) == "Post" else []
    return ", ".join([number, *filter(None, marks)])


def _shape(asked: Asked, body: Body, lines: Sequence[Line], near: Mapping[str, Body]) -> Hashable | None:
    """Return what bodies have in common of which all is said alike but the name; None where a name is in another.

    That is so of the many CCGs of which nothing is stated, and which the law binds alike.
    """
    name = shown_name(body)
    if body.record.names or body.planned or any(name in shown_name(end) for end in near.values() if end.id != body.id):
        return None
    far = [
        (line.id if line.subject != body.id else "", line.type, line.object, line.certainty, line.doc, *line[8:14])
        for line in sorted(lines)
    ]
    return body.type, body.certainty, _worded_as(asked, body), body[5:9], tuple(far)

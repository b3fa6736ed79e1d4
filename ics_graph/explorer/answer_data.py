"""What a page without a server answers: the answers themselves, each for the days between which it does not change.

They are those of the questions, asked when the page is made, so that no rule of what is stated, by law, not read or not
known is written a second time. An answer changes only on days on which something of what it rests on begins, ends or is
last seen; in between only the day in its sentence differs, and the page puts that in
(docs/decisions/0050-the-page-reads-questions.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.existence import NOT_YET, absence
from ics_graph.answering.grammar import is_plural
from ics_graph.answering.verdicts import VERDICTS, verdict_line
from ics_graph.dates import in_words
from ics_graph.explorer.payload import Payload, phases
from ics_graph.explorer.selection import Selection
from ics_graph.model import Claim
from ics_graph.ontology.law import Rule
from ics_graph.questions import question_named
from ics_graph.stores.rows import EVERYTHING, FIRST_DAY, LAST_DAY, Body, Direction, Line, View, last_seen
from ics_graph.validity import holds, span_of

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
_DAY, _BODY = "{day}", "{body}"
_EARLIEST, _LATEST = date(1000, 1, 1), date(2999, 12, 31)
_MOST_NOTES = 3
_MOST_TYPES = 12
_APART = timedelta(days=400)
_NEXT = timedelta(days=1)


def answers_of(asked: Asked, shown: Selection, load: Payload) -> Plain | None:
    """Return the answers that a page carries; None where it does not carry all that they rest on.

    ``covers`` are the bodies of which it can say who sits on them, leads them and whom they answer to. Of one with
    neither an answer of its own nor a day on which it was ``gone``, the answer is that of ``silent``. An answer has its
    sentence, its code and its line of verdict, its rows and its notes, all but the code as places in ``texts`` and
    ``rows``: most are said of several days.
    """
    if load.scope is None:
        return None
    maker = _Answers(asked, shown, load)
    return {
        "covers": sorted(load.bodies),
        "plural": sorted(id_ for id_, body in load.bodies.items() if is_plural(shown_name(body))),
        "absent": verdict_line(Answer(headline=NOT_YET, verdict="stated-none")),
        "verdicts": VERDICTS,
        **maker.of_bodies(),
        "spans": maker.spans(),
        "gaps": maker.gaps(),
        **maker.of_the_system(),
        **maker.tables(),
    }


class _Answers:
    """Asks the questions, each body and type on one day of every time between which its answer does not change."""

    def __init__(self, asked: Asked, shown: Selection, load: Payload) -> None:
        # A question is answered as one types it, whatever the picture lets in.
        self.asked, self.shown, self.load = replace(asked, view=View()), shown, load
        self.texts: dict[str, int] = {}
        self.laws: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
        self.rows: dict[tuple[str | None, ...], int] = {}
        self.titles = " ".join(source.title for source in asked.store.sources().values())

    def of_bodies(self) -> Plain:
        """Return the answers of one body each, by question and body; and what is said of a silent or absent one."""
        answers: Plain = {name: {} for name in OF_ONE_BODY}
        silent: Plain = {name: {} for name in OF_ONE_BODY}
        gone: Plain = {}
        for body in self.load.bodies.values():
            if absences := self._absences(body):
                gone[body.id] = absences
            for name, (families, direction) in OF_ONE_BODY.items():
                if own := self._of_body(body, name, families, direction, silent[name]):
                    answers[name][body.id] = own
        return {"of": answers, "silent": silent, "gone": gone}

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
        """Return what is on record as missing of each drawn body and what belongs to it; "" is where nothing is."""
        entry = question_named("gaps")
        gaps: Plain = {}
        for id_ in sorted(self.shown.bodies):
            answer = entry.ask(self.asked.on(None), within=id_)
            if answer.rows:
                gaps[id_] = self._plain(answer, None)
            elif "" not in gaps:
                gaps[""] = self._plain(answer, None, shown_name(self.shown.bodies[id_]))
        return gaps

    def of_the_system(self) -> Plain:
        """Return where sources differ, and what is uncertain, planned or in shadow form, in the whole of the system."""
        asked, within = self.asked.on(None), self.shown.system.id
        conflicts = question_named("conflicts").ask(asked, within=within)
        uncertain = question_named("uncertain")
        return {
            "conflicts": self._plain(conflicts, None),
            "uncertain": {
                only or "": self._plain(uncertain.ask(asked, within=within, only=only), None) for only in _ONLY
            },
        }

    def tables(self) -> Plain:
        """Return the texts and rows of all answers so far, in the order of their places."""
        return {"texts": list(self.texts), "rows": [list(row) for row in self.rows]}

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
        bare = not (lines or laws or facts or whole or store.gaps([body.id]) or body.planned or body.record.names)
        if (
            bare
            and not any(part.role for event in events for part in event.participants)
            and body.certainty == "stated"
        ):
            key = "several" if is_plural(shown_name(body)) else "one"
            if key not in silent:
                day = self._day_when_there(body)
                answer = question_named(name).ask(self.asked.on(day), body.id)
                silent[key] = self._plain(answer, day, shown_name(body))
            return []
        days = self._days([body, *lines])
        sources = store.sources()
        for fact in facts:
            when = holds(fact, sources)
            days |= _turns(
                *(bound.isoformat() for bound in (when.start_min, when.start_max, when.end_min, when.end_max))
            )
        days |= self._days_of_claims(claim for complete in whole for claim in complete.claims)
        for end in (body, *store.bodies({end for line in lines for end in (line.subject, line.object)}).values()):
            days |= _days_of_names(end)
        days |= laws
        return self._over_time(days, lambda day: question_named(name).ask(self.asked.on(day), body.id))

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
        days = self._days([*bodies, *lines, *ends.values()])
        return self._over_time(days, lambda day: question_named("spans").ask(self.asked.on(day), kind, within=within))

    def _days(self, things: Iterable[Body | Line]) -> set[str]:
        """Return the days on which what is said of these things may change."""
        days: set[str] = set()
        for thing in things:
            days |= _turns(thing.start_min, thing.start_max, thing.end_min, thing.end_max)
            days.add(_after(last_seen(thing) or ""))
            days |= {day for day, _ in phases(thing.record.phases)["steps"]}
            if isinstance(thing, Line) and thing.plan_from is not None:
                days |= {thing.plan_from, _after(str(thing.plan_to))}
        return days

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
        return {day for rule in self.laws[kind, families] for day in (rule.since or "", _after(rule.until or ""))}

    def _days_of_claims(self, claims: Iterable[Claim]) -> set[str]:
        """Return the days on which whole lists may begin or cease to be of the day."""
        sources = self.asked.store.sources()
        spans = [span for claim in claims if (span := span_of(claim, sources)) is not None]
        return {day for span in spans for day in (span.first.isoformat(), _after(span.last.isoformat()))}

    def _over_time(self, days: set[str], ask: Any) -> list[list[Any]]:
        """Return the answers over all time, each after the first day on which it is that, and none twice in a row."""
        firsts = sorted(day for day in days if _EARLIEST.isoformat() < day <= _LATEST.isoformat())
        times = [_EARLIEST.isoformat(), *firsts]
        answers: list[list[Any]] = []
        for first, following in pairwise([*times, _LATEST.isoformat()]):
            day = self._within(date.fromisoformat(first), date.fromisoformat(following))
            plain = self._plain(ask(day), day)
            if not answers or answers[-1][1:] != plain:
                answers.append([first, *plain])
        return answers

    def _within(self, first: date, following: date) -> date:
        """Return a day of a time that stands in no title, so that the day asked about can be told from other dates."""
        inner = first + min(_APART, (following - first) // 2)
        candidates = [inner + timedelta(days=n) for n in range(5) if inner + timedelta(days=n) < following]
        return next((day for day in candidates if in_words(day) not in self.titles), first)

    def _plain(self, answer: Answer, day: date | None, name: str = "") -> list[Any]:
        """Return an answer as a page has it, with the notes that matter; ``name`` is one that the page puts in."""

        def placed(text: str) -> int:
            undated = text.replace(in_words(day), _DAY) if day else text
            return self.texts.setdefault(undated.replace(name, _BODY) if name else undated, len(self.texts))

        return [
            placed(answer.headline),
            answer.verdict,
            placed(verdict_line(answer)),
            [self.rows.setdefault(_row(row), len(self.rows)) for row in answer.rows],
            [placed(note) for note in answer.caveats[:_MOST_NOTES]],
        ]

    def _absences(self, body: Body) -> list[list[Any] | None] | None:
        """Return what is said of a body before and after it existed, with who says so; None where nothing is."""
        told: list[list[Any] | None] = []
        for bounded, bound, days in (
            (body.start_min != FIRST_DAY, body.start_min, -_APART),
            (body.end_max != LAST_DAY, body.end_max, _APART),
        ):
            day = date.fromisoformat(bound) + days if bounded else None
            away = absence(self.asked.on(day), body) if day else None
            told.append([away.words.replace(in_words(day), _DAY), list(away.sources)] if away and day else None)
        return told if any(told) else None

    def _day_when_there(self, body: Body) -> date:
        """Return a day on which a body may have existed."""
        if body.end_max == LAST_DAY:
            return date.fromisoformat(body.start_min) + _APART if body.start_min != FIRST_DAY else date(2019, 6, 1)
        return date.fromisoformat(body.end_max)


def _row(row: Row) -> tuple[str | None, ...]:
    """Return a row as a page has it: its record, which the page tells of, and its heading; else the body it is of."""
    return (row.record, row.heading) if row.record else (None, row.heading, row.id)


def _turns(start_min: str, start_max: str, end_min: str, end_max: str) -> set[str]:
    """Return the days on which a thing of these bounds begins, ends, or may."""
    return {start_min, start_max, _after(end_min), _after(end_max)}


def _days_of_names(body: Body) -> set[str]:
    """Return the days on which a dated name of a body begins or ends, or may."""
    days: set[str] = set()
    for spell in body.record.names:
        if spell.since:
            days |= {spell.since.earliest.isoformat(), spell.since.latest.isoformat()}
        if spell.until:
            days |= {_after(spell.until.earliest.isoformat()), _after(spell.until.latest.isoformat())}
    return days


def _after(day: str) -> str:
    return "" if day in ("", FIRST_DAY, LAST_DAY) else (date.fromisoformat(day) + _NEXT).isoformat()

"""The parts of an answer about two days, one for each kind of change, each with what is sure before what may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ics_graph.answering.answer import Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.changes.events import by_event, events_in_words
from ics_graph.answering.changes.transfers import (
    SEATS,
    Transfers,
    code_rows,
    ends_gone,
    passed_codes,
    when_began,
    when_ended,
)
from ics_graph.answering.lists import briefly, counted
from ics_graph.answering.provenance import citing, dated_by
from ics_graph.answering.rows import body_row, event_rows, line_rows, read_sources
from ics_graph.model import Event
from ics_graph.stores.rows import Body, Line, ends

_OPEN = "its date leaves open whether it lies between these days"
_EVENTS = "Mergers and other events"
_CODES = "Codes that passed from one body to another"
_CAUTION = "That a code passed from one body to another does not say that one followed the other."


class ChangeParts:
    """The parts of the answer, filled one after another: their rows, what the headline counts, and caveats."""

    def __init__(self, asked: Asked, limit: int, noun: str = "body") -> None:
        self.asked, self.limit, self.noun = asked, limit, noun
        self.rows: list[Row] = []
        self.sure: list[Row] = []
        self.counts: list[str] = []
        self.counts_of_lines: list[str] = []
        self.counts_beside: list[str] = []
        self.caveats: list[str] = []
        self.cut_kinds: list[str] = []

    def add(self, rows: Iterable[Row], group: str, sure: bool) -> None:
        """Take in rows under a title; only sure ones bear the verdict."""
        placed = [replace(row, group=group) for row in rows]
        self.rows += placed
        self.sure += placed if sure else []

    def cut(self, items: Sequence[object], what: str) -> int:
        """Return how many of these are listed, and say so where that is not all."""
        if len(items) > self.limit:
            self.cut_kinds.append(f"{self.limit:,} of {len(items):,} {what}")
        return self.limit

    def note_on_limit(self) -> list[str]:
        """Return one note on all that is not listed whole; none where everything is."""
        if not self.cut_kinds:
            return []
        lists = (
            f"The table lists {self.cut_kinds[0]}"
            if len(self.cut_kinds) == 1
            else f"Of each kind of change, the table lists only the first {self.limit:,}"
        )
        return [f"{lists}. To list more, raise --limit."]

    def events(self, events: Sequence[Event], open_: set[str]) -> None:
        """Add what happened, or was planned, surely or perhaps between the days."""
        all_rows = event_rows(self.asked, events)
        for sure in (True, False):
            rows = [row for row in all_rows if (row.record not in open_) == sure]
            if not sure:
                rows = [replace(row, note="; ".join(filter(None, (row.note, _OPEN)))) for row in rows]
            what = "events" if sure else "events that may lie between these days"
            self.add(rows[: self.cut(rows, what)], _EVENTS, sure)
        self.counts += events_in_words(events, open_)

    def bodies(self, bodies: Sequence[Body], first: str, last: str, events: Sequence[Event]) -> None:
        """Add the bodies that were established or abolished, by type and name, each with the event that says it."""
        types = self.asked.ontology.types
        bodies = sorted(bodies, key=lambda body: (types[body.type].label, body.name, body.id))
        for what, later in (("established", False), ("abolished", True)):
            group = f"Bodies that were {what}"
            for words, how in ((f"were {what}", "surely"), (f"may have been {what}", "perhaps")):
                when, end = (when_ended, "ends") if later else (when_began, "begins")
                matching = [body for body in bodies if when(body, first, last) == how]
                shown = matching[: self.cut(matching, f"bodies that {words}")]
                read_sources(self.asked, shown)
                of_one = words.replace("were ", "was ")
                named_rows = [(body.name, _changed(self.asked, body, of_one, end)) for body in shown]
                in_words = by_event(self.asked, [body.id for body in shown], events, later=later)
                rows = [replace(row, value=in_words.get(row.id)) for _, row in named_rows if row is not None]
                self.add(rows, group, how == "surely")
                if uncited := [name for name, row in named_rows if row is None]:
                    self.caveats.append(
                        f"No claim bears out these bodies that {words}, so none is listed: {briefly(uncited)}."
                    )
                in_sentence = of_one if len(matching) == 1 else words
                self.counts += [f"{counted(len(matching), self.noun)} {in_sentence}"] if matching else []

    def lines(self, transfers: Transfers, first: str, last: str) -> None:
        """Add the lines that moved, lost an end, doubled, began and ended: memberships and roles before others."""
        lost = "Lines that lost an end: a body is gone, and no source ends the line"
        doubled = "Lines that doubled: two of the same ends and role at once"
        orphaned, may_be_orphaned = self._orphans(transfers.orphaned, first, last)
        self._add_lines(transfers.moved, "moved", "Lines that moved to another body", transfers.details, True)
        self._add_lines(orphaned, "ended because a body was abolished", lost, transfers.details, True)
        self._add_lines(may_be_orphaned, "may have ended because a body was abolished", lost, transfers.details, False)
        self._add_lines(transfers.doubled, "doubled", doubled, transfers.details, True)
        for seats in (True, False):
            title = "Memberships and roles" if seats else "Other lines"
            for sure, maybe, words, might in (
                (transfers.began, transfers.may_have_begun, "began", "may have begun"),
                (transfers.ended, transfers.may_have_ended, "ended", "may have ended"),
            ):
                for what, phrase, firm in ((sure, words, True), (maybe, might, False)):
                    kept = [line for line in what if (line.family in SEATS) == seats]
                    self._add_lines(kept, phrase, f"{title} that {words}", transfers.details, firm)
        counts = [
            f"{counted(number, 'relationship')} {words}"
            for number, words in (
                (len(transfers.began), "began"),
                (len(transfers.may_have_begun), "may have begun"),
                (len(transfers.ended), "ended"),
                (len(transfers.may_have_ended), "may have ended"),
            )
            if number
        ]
        # Those of a body that was abolished are told after the others, and as more than they.
        more = "more " if transfers.ended or transfers.may_have_ended else ""
        counts += [
            f"{counted(number, f'{more}relationship')} {words}"
            for number, words in (
                (len(orphaned), "ended because a body was abolished"),
                (len(may_be_orphaned), "may have ended because a body was abolished"),
            )
            if number
        ]
        self.counts_of_lines += counts
        moved = len({line.subject for line in transfers.moved})
        if moved:
            have = "has" if moved == 1 else "have"
            self.counts_beside.append(f"{counted(moved, 'body')} {have} a relationship that moved to another body")
        if transfers.doubled:
            self.counts_beside.append(f"{counted(len(transfers.doubled), 'relationship')} doubled")

    def _orphans(self, lines: Sequence[Line], first: str, last: str) -> tuple[list[Line], list[Line]]:
        """Return the lines of which an end surely went between the days, and those of which one may have."""
        bodies = self.asked.store.bodies(ends(lines))

        def sure(line: Line) -> bool:
            gone = [bodies[end] for end in (line.subject, line.object) if bodies[end].end_max == line.end_max]
            return any(when_ended(body, first, last) == "surely" for body in gone)

        return [line for line in lines if sure(line)], [line for line in lines if not sure(line)]

    def _add_lines(self, lines: Sequence[Line], words: str, group: str, details: dict[str, str], sure: bool) -> None:
        if not lines:
            return
        ontology = self.asked.ontology
        bodies = self.asked.store.bodies(ends(lines))

        def place(line: Line) -> tuple[str, ...]:
            return ontology.relations[line.type].label, bodies[line.subject].name, bodies[line.object].name, line.id

        lines = sorted(lines, key=place)
        lines = lines[: self.cut(lines, f"relationships that {words}")]
        gone = ends_gone(lines, bodies) if words.endswith("ended because a body was abolished") else {}
        rows = []
        for row in line_rows(self.asked, lines):
            value = details.get(row.record or "") or f"the line {words}"
            note = "; ".join(filter(None, (row.note, gone.get(row.record or ""))))
            rows.append(replace(row, value=value, note=note or None))
        self.add(rows, group, sure)

    def codes(self, bodies: Sequence[Body], kept: set[str], first: str, last: str) -> None:
        """Add the codes that one body had and another has, where one of them is kept in the answer."""
        passed = [passage for passage in passed_codes(bodies, first, last) if {passage.old.id, passage.new.id} & kept]
        if not passed:
            return
        self.add(code_rows(self.asked, passed[: self.limit], _CODES), _CODES, True)
        if len(passed) > self.limit:
            self.cut(passed, "codes that passed")
        self.counts_beside.append(f"{counted(len(passed), 'code')} passed to another body")
        self.caveats.append(_CAUTION)


def _changed(asked: Asked, body: Body, words: str, end: str) -> Row | None:
    """Return a body's row with the claims that bear out its first or last day."""
    row = body_row(asked, body, words)
    return citing(asked, row, dated_by(asked, body, "begins" if end == "begins" else "ends")) if row else None

"""What the questions and checks of assurance stand on: the bodies that are judged, and all lines at them, read once.

A body is judged where it is one, is no plan, and was or may have been there on the day asked about. What is several
together, general, planned or put with a question mark is counted apart: nobody can say what should be on record of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from ics_graph.answering.answer import Citation, citation
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import counted, listed
from ics_graph.answering.scope import Scope
from ics_graph.answering.traversal import line_status
from ics_graph.checks.schemes import Schemes
from ics_graph.dates import Holds, Validity
from ics_graph.deciding.seat_book import may_cover
from ics_graph.governance import is_borne_out, is_line_borne_out, is_single
from ics_graph.model import Claim, Completeness, Gap, Source
from ics_graph.model.decisions import Appointment, Seat
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, claims_of, ends
from ics_graph.validity import holds


def _in_number(words: str, number: int) -> str:
    return words if number == 1 else words.replace("group of", "groups of")


class Context:
    """The part of a graph that is judged, as of the day that is asked about."""

    def __init__(self, asked: Asked, scope: Scope) -> None:
        self.asked = asked
        self.scope = scope
        self.ontology = asked.ontology
        self.day = asked.view.day
        self.lines = self._lines()
        kinds = [kind.name for kind in asked.ontology.types.values() if not kind.abstract]
        if scope.ids is None:
            self.bodies = {body.id: body for body in asked.store.of_types(kinds)}
        else:
            self.bodies = asked.store.bodies(scope.ids | ends(self.lines))
        self.sources: dict[str, Source] = asked.store.sources()
        self._own: dict[str, Validity] = {}
        self._claims: dict[str, tuple[Claim, ...]] = {}
        self._cited: dict[str, frozenset[str]] = {}
        self._at: dict[Direction, dict[str, list[Line]]] = {"up": defaultdict(list), "down": defaultdict(list)}
        for line in self.lines:
            self._at["up"][line.subject].append(line)
            self._at["down"][line.object].append(line)

    def _lines(self) -> list[Line]:
        families, ids, store = list(self.ontology.families), self.scope.ids, self.asked.store
        if ids is None:
            return store.lines(None, "up", families, EVERYTHING)
        ways: tuple[Direction, Direction] = ("up", "down")
        lines = {line.id: line for way in ways for line in store.lines(ids, way, families, EVERYTHING)}
        return sorted(lines.values())

    @cached_property
    def gaps(self) -> dict[str, list[Gap]]:
        """The gaps on record of each body."""
        gaps: dict[str, list[Gap]] = defaultdict(list)
        for gap in self.asked.store.gaps(None if self.scope.ids is None else list(self.bodies)):
            gaps[gap.entity].append(gap)
        return gaps

    @cached_property
    def complete(self) -> dict[str, list[Completeness]]:
        """The lists of each body that a source gives as whole."""
        lists: dict[str, list[Completeness]] = defaultdict(list)
        for whole in self.asked.store.complete(None if self.scope.ids is None else list(self.bodies)):
            lists[whole.entity].append(whole)
        return lists

    def there(self, body: Body) -> Holds | None:
        """Return whether a body was there on the day; None where no day is asked about."""
        return body.on(self.day) if self.day else None

    def is_of(self, body: Body, types: Collection[str]) -> bool:
        """Return whether a body is or may have been of one of these types on the day; without a day, is now."""
        return body.is_of(types, self.asked.view.as_of) != "no"

    def judged(self, types: Collection[str]) -> list[Body]:
        """Return the bodies of these types that are judged, in the order of their names."""
        bodies = [body for body in self.bodies.values() if self.is_of(body, types) and self.scope.has(body.id)]
        bodies = [body for body in bodies if self.single(body) and self.there(body) != "no"]
        return sorted(bodies, key=lambda body: (body.name, body.id))

    def single(self, body: Body) -> bool:
        """Return whether a body is one, and no plan or question."""
        return is_single(body) and is_borne_out(body)

    def aside(self, types: Collection[str]) -> str:
        """Return in words which bodies of these types are not judged for what they are, or nothing."""
        counts: Counter[str] = Counter()
        for body in self.bodies.values():
            if (
                not self.is_of(body, types)
                or not self.scope.has(body.id)
                or self.there(body) == "no"
                or self.single(body)
            ):
                continue
            extent = body.extent
            several = "group of bodies" if extent == "several" else "spoken of in general" if extent == "any" else ""
            counts["only planned" if body.planned else several or "doubted or denied"] += 1
        parts = [f"{number:,} {_in_number(words, number)}" for words, number in sorted(counts.items())]
        number = counts.total()
        return f"This count leaves out {counted(number, 'body')}: {listed(parts)}." if parts else ""

    def at(self, id_: str, direction: Direction, families: Collection[str]) -> list[Line]:
        """Return the lines up or down from a body in some families, those to itself left out."""
        lines = self._at[direction].get(id_, ())
        return [line for line in lines if line.family in families and line.subject != line.object]

    def standing(self, line: Line) -> str:
        """Return how a line stands on the day: ``in effect``, or ``planned``, ``uncertain``, ``denied`` and so on."""
        return line_status(line, self.asked.view)

    @cached_property
    def borne_out(self) -> list[Line]:
        """The lines that some source bears out: no plan, no question, no law, none in general."""
        return [line for line in self.lines if is_line_borne_out(line) and line.subject != line.object]

    def own(self, line: Line) -> Validity:
        """Return when a line holds by its own dates and witnesses, whatever the lives of its ends."""
        # Lines of bulk data share their documents but for the place in the source, which bears on no day.
        shared = line.shared_doc
        validity = self._own.get(shared)
        if validity is None:
            validity = self._own[shared] = holds(line.record, self.sources)
        return validity

    def claims(self, line: Line) -> tuple[Claim, ...]:
        """Return all claims of a line."""
        claims = self._claims.get(line.doc)
        if claims is None:
            claims = self._claims[line.doc] = claims_of(line)
        return claims

    def cited_by(self, line: Line) -> frozenset[str]:
        """Return the sources of a line, without the law behind a rule."""
        shared = line.shared_doc
        cited = self._cited.get(shared)
        if cited is None:
            claims = claims_of(line)
            cited = self._cited[shared] = frozenset(claim.source for claim in claims if claim.basis != "rule")
        return cited

    def holds(self, lines: Iterable[Line]) -> Holds | None:
        """Return ``yes`` where one of the lines surely holds on the day, else ``possibly``.

        Without a day it is None, or ``possibly`` where none of them surely held on any.
        """
        if self.day is None:
            return None if any(line.surely_held for line in lines) else "possibly"
        return "yes" if any(line.on(self.day) == "yes" for line in lines) else "possibly"

    def cited(self, claims: Iterable[Claim]) -> tuple[Citation, ...]:
        """Return claims as readers see them."""
        return tuple(citation(claim, self.sources) for claim in claims)

    @cached_property
    def seats_held(self) -> dict[str, list[Seat]]:
        """The seats of each body that somebody held at any time, or may hold on the day asked about."""
        seats: list[Seat] = self.asked.store.filed(
            "seats", None if self.scope.ids is None else list(self.bodies), "body"
        )
        held = {each.seat for each in self._appointments([seat.id for seat in seats]) if each.person is not None}
        found: dict[str, list[Seat]] = defaultdict(list)
        for seat in seats:
            if seat.id in held:
                found[seat.body].append(seat)
        return found

    def _appointments(self, seats: list[str]) -> list[Appointment]:
        every: list[Appointment] = self.asked.store.filed("appointments", seats, "seat")
        day = self.asked.view.as_of
        if day is None:
            return every
        return [each for each in every if may_cover(each, day)]

    @cached_property
    def schemes(self) -> Schemes:
        """The documents of who may decide what, with the seats and decisions under them."""
        return Schemes(self.asked, self.scope)

    def name(self, id_: str) -> str:
        """Return the name of a body, post or person."""
        body = self.bodies.get(id_) or self.asked.store.bodies({id_}).get(id_)
        return body.name_apart if body else id_

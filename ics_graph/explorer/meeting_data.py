"""What the page tells of the meetings of the bodies that it carries: the answers of the questions about each.

Whether a meeting was quorate, which interests touch it, which decisions were taken and which seats there were, is said
by those questions alone. They are asked when the page is made, so that a page without a server has them, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.verdicts import verdict_line
from ics_graph.errors import QuestionError
from ics_graph.explorer.card_data import CardData
from ics_graph.model.decisions import Decision, Meeting
from ics_graph.questions.decisions_taken import decisions
from ics_graph.questions.meetings import interests, quorate
from ics_graph.questions.seats import AMISS, composition
from ics_graph.stores.rows import Body, View

Plain = dict[str, Any]

MOST_TOLD = 60
"""How many meetings a page tells of in full, the latest first: of the others it has name and day."""


def meetings_told(asked: Asked, bodies: Collection[str], teller: CardData) -> Plain:
    """Return the meetings of bodies by their ids, the latest first, each with what the questions say of it."""
    meetings: list[Meeting] = sorted(asked.store.filed("meetings", bodies, "body"), key=_latest_first, reverse=True)
    if not meetings:
        return {}
    # Each question sees to its own day, and what a picture leaves out is no matter to it.
    asked = replace(asked, view=View())
    told = meetings[:MOST_TOLD]
    meeting_teller = _Teller(asked, teller, asked.store.bodies({each.body for each in meetings}))
    taken = dict(_decisions_of(asked, told))
    full = {each.id: meeting_teller.whole(each, taken.get(each.id, ())) for each in told}
    return full | {each.id: meeting_teller.frame(each) for each in meetings[MOST_TOLD:]}


def _latest_first(meeting: Meeting) -> tuple[str, str]:
    return (meeting.date.earliest.isoformat() if meeting.date else "", meeting.id)


def _decisions_of(asked: Asked, meetings: Iterable[Meeting]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the decisions taken at each meeting, as the question about the decisions of a body has them."""
    by_meeting: dict[str, list[str]] = {}
    holders: dict[str, None] = {}
    of_meetings: list[Decision] = asked.store.filed("decisions", [each.id for each in meetings], "meeting")
    for decision in of_meetings:
        by_meeting.setdefault(str(decision.meeting), []).append(decision.id)
        holders[decision.holder] = None
    rows = {row.record: row for holder in holders for row in decisions(asked, holder).rows}
    for meeting, ids in by_meeting.items():
        yield meeting, [rows[id_] for id_ in ids]


class _Teller:
    """Puts meetings into plain values, with rows as the lists of the page have them."""

    def __init__(self, asked: Asked, cards: CardData, bodies: dict[str, Body]) -> None:
        self.asked, self.cards, self.bodies = asked, cards, bodies

    def frame(self, meeting: Meeting) -> Plain:
        """Return what is known of a meeting without asking a question."""
        return {
            "id": meeting.id,
            "name": meeting.name,
            "body": meeting.body,
            "bodyName": shown_name(self.bodies[meeting.body]),
            "day": str(meeting.date) if meeting.date else None,
            "items": [[item.number, item.subject] for item in meeting.items],
            "note": meeting.note,
            "claims": self.cards.claims(meeting.claims),
        }

    def whole(self, meeting: Meeting, taken: Collection[Row]) -> Plain:
        """Return a meeting with its quorum, interests, decisions and seats."""
        return {
            **self.frame(meeting),
            "quorum": self._said(lambda: quorate(self.asked, meeting.id)),
            "interests": self._said(lambda: interests(self.asked, meeting.id)),
            "decisions": self.cards.slim_rows(taken),
            "seats": self._said(lambda: self._seats(meeting)),
        }

    def _seats(self, meeting: Meeting) -> Answer | None:
        """Return how many seats there were on the day, and those not held as they should; None where none are known."""
        if meeting.date is None:
            return None
        answer = composition(self.asked.on(meeting.date.earliest), meeting.body)
        if answer.verdict == "not-stated":
            return None
        return replace(answer, rows=tuple(row for row in answer.rows if row.group in AMISS))

    def _said(self, ask: Callable[[], Answer | None]) -> Plain | None:
        """Return what a question answers; where it cannot be asked of this meeting, why not."""
        try:
            answer = ask()
        except QuestionError as error:
            return {"sentence": str(error), "line": "", "outcome": None, "rows": [], "notes": []}
        if answer is None:
            return None
        return {
            "sentence": answer.headline,
            "line": verdict_line(answer),
            "outcome": answer.outcome,
            "rows": self.cards.slim_rows(answer.rows),
            "notes": list(answer.caveats),
        }

"""What the board paper says, section by section: each is answers of the questions, and nothing is said beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ics_graph.answering.answer import EMPTY, Answer
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.horizon import past_sources
from ics_graph.answering.lists import listed, on_day
from ics_graph.explorer.selection import Selection
from ics_graph.explorer.svg import Picture
from ics_graph.questions import question_named
from ics_graph.stores.rows import Body

_LINES = {
    "accountability": "Who is accountable to whom",
    "reporting": "Who reports to whom",
    "leadership": "Who leads, and who holds which office",
    "approvals": "Whose consent or sign-off is needed",
    "delegation": "What is delegated",
    "scrutiny": "Who scrutinises",
    "commissioning": "Who commissions and provides",
}
# Bodies that have members: who sits on these is asked of each.
_SEATED = ("OrganisationalUnit", "Collaboration")


class Part(NamedTuple):
    """A heading with an answer beneath it; ``plain`` is said instead of its tables, or where there is no answer."""

    title: str
    answer: Answer | None = None
    plain: str | None = None


class Section(NamedTuple):
    """A section of the paper: its title, what a reader should know of it, and its parts."""

    title: str
    intro: str
    parts: tuple[Part, ...]


def sections(asked: Asked, drawn: Picture) -> list[Section]:
    """Return the sections of a system's paper, in the order in which a board reads them."""
    shown = drawn.shown
    system = shown.system.id
    return [
        Section(
            "How much is said",
            "Of each body what its type asks for: a relation, a reason why there is none, or nothing by anybody.",
            (Part("", _ask(asked, "stated", within=system)),),
        ),
        Section(
            "Bodies, level by level",
            "Everybody in the picture, row by row. Rows arrange them for the eye; what sources say of levels follows.",
            (
                *(Part(name, plain=_bodies(asked, shown, bodies)) for name, bodies in drawn.rows),
                Part("What sources say of levels", _ask(asked, "levels", within=system)),
            ),
        ),
        Section(
            "What the system consists of",
            "Parts, programmes and workstreams, as sources state them.",
            (Part("", _ask(asked, "structure", system)),),
        ),
        Section(
            "Boards, partnerships and groups: who sits on them, and who leads them",
            "Members are those whom a source names as such; attending a meeting is not being a member.",
            tuple(_members(asked, shown)),
        ),
        Section(
            "Lines",
            "Each family of lines with one end or both in the system. Where a family has none, no source states one.",
            tuple(Part(title, _ask(asked, "all-lines", [family], within=system)) for family, title in _LINES.items()),
        ),
        Section(
            "What is planned, proposed or uncertain",
            "Not in force, or put with a question mark by the source itself.",
            (Part("", _ask(asked, "uncertain", within=system)),),
        ),
        Section(
            "What is missing",
            "What the sources were read for and do not say. A gap is not a finding that there is nothing.",
            (Part("", _ask(asked, "gaps", within=system)),),
        ),
        Section(
            "What is disputed",
            "Sources that differ, side by side; none is called right.",
            (Part("", _ask(asked, "conflicts", within=system)),),
        ),
    ]


def opening(asked: Asked, shown: Selection) -> str:
    """Return the sentences with which the paper begins: what it is about, of which day, how much, and how far known."""
    day = asked.view.as_of
    when = on_day(day) or "At any date, "
    bodies, lines = len(shown.bodies), len(shown.lines)
    return (
        f"{when}{shown_name(shown.system)} is shown with {bodies:,} bodies and {lines:,} lines between them, each with "
        "the source that says so. What no source says is called not stated, and never none."
        f"{past_sources(shown.lines, asked.view.day)}"
    )


def _ask(asked: Asked, question: str, *subjects: object, **more: object) -> Answer:
    return question_named(question).ask(asked, *subjects, **more)


def _bodies(asked: Asked, shown: Selection, bodies: Sequence[Body]) -> str:
    by_type: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        by_type[asked.ontology.types[body.type].label].append(_named(asked, shown, body))
    rows = (f"{label[:1].upper()}{label[1:]}: {'; '.join(sorted(names))}." for label, names in sorted(by_type.items()))
    return "\n".join(rows)


def _named(asked: Asked, shown: Selection, body: Body) -> str:
    """Return a body's name with a word where it is not simply there."""
    phase = shown.phase(body, asked.view.as_of)
    words = [phase] if phase in ("planned", "shadow") else []
    words += [body.certainty] if body.certainty != "stated" else []
    return f"{shown_name(body)} ({', '.join(words)})" if words else shown_name(body)


def _members(asked: Asked, shown: Selection) -> Iterator[Part]:
    """Yield who sits on each body that may have members, and last those of which nobody says it, or it was not read."""
    kinds = {kind for root in _SEATED for kind in asked.ontology.kinds_of(root)}
    silent: list[str] = []
    unread: list[str] = []
    for body in _in_order(shown, kinds):
        answer = _ask(asked, "members", body.id)
        if answer.verdict in EMPTY and not answer.rows:
            (unread if answer.verdict == "not-read" else silent).append(shown_name(body))
        else:
            yield Part(shown_name(body), answer)
        leaders = _ask(asked, "leaders", body.id)
        if leaders.rows:
            yield Part(f"Who leads {shown_name(body)}", leaders)
    if unread:
        yield Part(
            "Of whom it was not read, and has to be checked in the source", plain=f"{listed(unread, len(unread))}."
        )
    if silent:
        yield Part("Of whom no source says it", plain=f"{listed(silent, len(silent))}.")


def _in_order(shown: Selection, kinds: Sequence[str] | set[str]) -> list[Body]:
    return sorted((body for body in shown.bodies.values() if body.type in kinds), key=lambda body: (body.name, body.id))

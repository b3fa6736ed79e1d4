"""Page one of the paper: what is known, not stated and disputed, what is decided or planned, and the sign-off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from ics_graph.answering.lists import be, counted, listed
from ics_graph.checks.expectations import EXPECTATIONS, Coverage, Expectation, coverage_of
from ics_graph.cli.board_paper.differences import Difference
from ics_graph.cli.board_paper.known import what_is_known
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.text import Block, Listing, Section, Table, Text, row, text_of
from ics_graph.cli.board_paper.words import capital, shortened
from ics_graph.model import Gap
from ics_graph.stores.rows import Body

_SENTENCES, _DIFFERENCES, _DATES, _KINDS, _LINES = 3, 2, 3, 2, 10
"""How many of each page one has room for, and for how many lines of tables and differences. The rest is appended."""
T = TypeVar("T")
Cells = tuple[Text, ...]
SIGNED = ("Prepared by", "Checked against the sources by", "Approved by")
NO_DENIAL = "A missing statement is not a denial."
MEMBERS, ALL_MEMBERS = "membership", "membership in part"
"""What a gap of membership leaves open: who the members are, or where sources name some, who all of them are."""
# What a gap of this topic leaves open, of one body or several.
PHRASES: dict[str, Callable[[str, str], str]] = {
    "accountability": lambda names, are: f"to whom {names} {are} accountable",
    "leadership": lambda names, are: f"who leads {names}",
    "chair": lambda names, are: f"who chairs {names}",
    MEMBERS: lambda names, are: f"who the members of {names} are",
    ALL_MEMBERS: lambda names, are: f"who all the members of {names} are",
    "reporting": lambda names, are: f"to whom {names} {'reports' if are == 'is' else 'report'}",
    "holder": lambda names, are: f"who holds the post of {names}",
    "decision-maker": lambda names, are: f"who decides on {names}",
}
_RECORDED = {"vacant": "vacant", "not-published": "not published", "to-be-confirmed": "to be confirmed"}


class OpenQuestion(NamedTuple):
    """What is on record as missing of one body or several in one way, with the gaps that say so."""

    topic: str
    reason: str
    bodies: tuple[str, ...]
    gaps: tuple[Gap, ...]


class Rest(NamedTuple):
    """What page one has no room for."""

    differences: Sequence[Difference]
    dates: Sequence[Cells]


def front(material: Material, differences: Sequence[Difference], dates: Sequence[Cells]) -> tuple[list[Section], Rest]:
    """Return the sections of page one down to decisions and plans, and what they leave to the appendix."""
    system = material.name(material.system.id)
    purpose = "To tell the board what the sources say, what they do not say, and where they differ."
    sentences = what_is_known(material) or [
        text_of(f"The sources say nothing of who leads, belongs to or makes up {system}.")
    ]
    coverage = _coverage(material)
    differing, more_differences = _parted(differences, _DIFFERENCES)
    # Where little else stands on the page there is room for more days.
    lines = len(coverage.rows if coverage else ()) + max(len(differing), 1) + bool(more_differences)
    shown, more_dates = _parted(dates, _DATES + max(0, _LINES - lines) // 2)
    sections = [
        Section("Purpose", (text_of(purpose),)),
        Section("What we know", (Listing(tuple(sentences)),)),
        Section("What the sources do not say", tuple(_silence(material, coverage))),
        Section("Where sources differ", tuple(_differences(differing, len(more_differences)))),
        Section("Decisions and plans", tuple(_dates(shown, len(more_dates)))),
    ]
    return sections, Rest(more_differences, more_dates)


def sign_off() -> Section:
    """Return the table in which a paper is signed off."""
    rows = tuple(row(words, "", "") for words in SIGNED)
    return Section("Sign-off", (Table(("", "Name and role", "Date"), rows, widths=(38, 40, 22), to_fill_in=True),))


def open_questions(material: Material) -> list[OpenQuestion]:
    """Return what is missing of the system and its partnerships, the system's own first, alike ones together."""
    chief = [material.system.id, *(body.id for body in material.partnerships)]
    groups: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    with_members = {line.object for line in material.in_effect if line.family == MEMBERS}
    for topic in PHRASES:
        for id_ in chief:
            for gap, _ in material.gaps:
                in_part = gap.topic == MEMBERS and gap.entity in with_members
                if gap.entity == id_ and topic == (ALL_MEMBERS if in_part else gap.topic):
                    groups[topic, gap.reason].append(gap)
    return [
        OpenQuestion(topic, reason, tuple(dict.fromkeys(material.name(gap.entity) for gap in gaps)), tuple(gaps))
        for (topic, reason), gaps in groups.items()
    ]


def phrase(topic: str, names: Sequence[str], shown: str) -> str:
    """Return what a gap leaves open, in words."""
    return PHRASES[topic](shown, be(len(names)))


def _silence(material: Material, coverage: Table | None) -> list[Block]:
    questions = open_questions(material)
    sentences = [_open(material, question) for question in questions[:_SENTENCES]]
    number = len(material.gaps)
    in_all = f"{counted(number, 'gap')} {be(number)} on record in all (see the appendix). " if number else ""
    blocks: list[Block] = [Listing(tuple(sentences))] if sentences else []
    blocks += [coverage] if coverage else []
    return [*blocks, text_of(f"{in_all}{NO_DENIAL}")]


def _open(material: Material, question: OpenQuestion) -> Text:
    notes = material.notes.of_claims(claim for gap in question.gaps for claim in gap.claims)

    def sentence(shown: str) -> str:
        words = phrase(question.topic, question.bodies, shown)
        if question.reason == "not-read":
            places = dict.fromkeys(claim.locator for gap in question.gaps for claim in gap.claims if claim.locator)
            return f"Not read, to be checked in the source ({listed(list(places), 2)}): {words}."
        if question.reason in _RECORDED:
            return f"Recorded as {_RECORDED[question.reason]}: {words}."
        return f"The sources do not say {words}."

    return text_of(shortened(question.bodies, sentence), notes)


def _coverage(material: Material) -> Table | None:
    """Return how much is said of what should be on record: of accountability by kind of body, of the rest in all."""
    columns = {
        "Stated": lambda coverage: coverage.kind == "relation" and coverage.how not in ("rule", "inferred"),
        "Inferred": lambda coverage: coverage.kind == "relation" and coverage.how == "inferred",
        "By law only": lambda coverage: coverage.kind == "relation" and coverage.how == "rule",
        "Recorded as not stated": lambda coverage: coverage.kind == "reason" and coverage.how == "not-stated",
        "Not read": lambda coverage: coverage.kind == "reason" and coverage.how == "not-read",
        "Other reason": lambda coverage: coverage.kind == "reason" and coverage.how not in ("not-stated", "not-read"),
        "Unanswered": lambda coverage: coverage.kind == "unanswered",
    }
    # Posts without a holder are told of the bodies whose posts they are.
    groups = [
        group
        for expectation in EXPECTATIONS
        if expectation.name != "holder"
        for group in _groups(material, expectation)
    ]
    kept = [title for title, holds in columns.items() if any(any(map(holds, of_group)) for _, of_group in groups)]
    rows = [row(name, *(str(sum(map(columns[title], of_group)) or "–") for title in kept)) for name, of_group in groups]
    return (
        Table(
            ("What ought to be stated, and of how many", *kept),
            tuple(rows),
            True,
            (44, *(56 // len(kept) for _ in kept)),
        )
        if rows
        else None
    )


def _groups(material: Material, expectation: Expectation) -> list[tuple[str, list[Coverage]]]:
    context = material.context
    bodies = context.judged(expectation.types_in(material.asked.ontology))
    if not bodies:
        return []
    coverages = {body.id: coverage_of(context, body, expectation) for body in bodies}
    label = capital(expectation.label)
    if expectation.name != "accountability":
        return [(f"{label}: {len(bodies)}", list(coverages.values()))]
    kinds = _by_kind(material, bodies)
    return [
        (f"{label}: {counted(len(ids), kind) if kind else f'{len(ids)} others'}", [coverages[id_] for id_ in ids])
        for kind, ids in kinds.items()
    ]


def _by_kind(material: Material, bodies: Sequence[Body]) -> dict[str, list[str]]:
    """Return bodies by kind, the most frequent first, the rare ones together under no kind."""
    kind_of = {body.id: material.asked.kind_of(body) for body in bodies}
    counts = Counter(kind_of.values())
    frequent = sorted(counts, key=lambda kind: (-counts[kind], kind))
    frequent = frequent if len(frequent) <= _KINDS + 1 else frequent[:_KINDS]
    kinds: dict[str, list[str]] = {kind: [id_ for id_, own in kind_of.items() if own == kind] for kind in frequent}
    rest = [id_ for id_, kind in kind_of.items() if kind not in frequent]
    return {**kinds, **({"": rest} if rest else {})}


def _differences(differences: Sequence[Difference], more: int) -> list[Block]:
    if not differences:
        return [text_of("No two sources are on record as differing.")]
    rest = [text_of(f"{more} more: see the appendix.")] if more else []
    return [Listing((*(difference.text for difference in differences), *rest))]


def _dates(dates: Sequence[Cells], more: int) -> list[Block]:
    if not dates:
        return [text_of("No decision and no plan is on record.")]
    blocks: list[Block] = [Table(("Date", "Decision or plan"), tuple(dates), widths=(21, 79))]
    return [*blocks, text_of(f"{more} more: see the appendix.")] if more else blocks


def _parted(items: Sequence[T], most: int) -> tuple[Sequence[T], Sequence[T]]:
    """Return what page one shows and what it leaves out; one more than ``most`` takes no more room than saying so."""
    return (items, ()) if len(items) <= most + 1 else (items[:most], items[most:])

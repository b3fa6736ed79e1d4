"""What the board is asked: suggested from gaps and differences by a few fixed patterns, or as somebody wrote it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ics_graph.answering.lists import counted, listed
from ics_graph.cli.board_paper.differences import Difference
from ics_graph.cli.board_paper.front import ALL_MEMBERS, MEMBERS, OpenQuestion, open_questions, phrase
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.text import Listing, Section, Text, text_of
from ics_graph.cli.board_paper.words import shortened
from ics_graph.model import Claim
from ics_graph.questions.decisions_taken import amiss

_MOST = 4
TITLE = "The board is asked to"
SUGGESTED = "Suggested from the gaps and differences on record."


def requests(material: Material, differences: Sequence[Difference], written: Sequence[str]) -> Section:
    """Return what the board is asked: what was written, or else what is suggested, and then it says so."""
    if written:
        return Section(TITLE, (Listing(tuple(map(text_of, written)), numbered=True),))
    suggested = _suggested(material, differences)
    if not suggested:
        return Section(TITLE, (text_of("note this paper: no gap and no difference is on record. (Suggested)"),))
    return Section(TITLE, (text_of(SUGGESTED), Listing(tuple(suggested), numbered=True)))


def _suggested(material: Material, differences: Sequence[Difference]) -> list[Text]:
    questions = open_questions(material)
    unread = [question for question in questions if question.reason == "not-read"]
    unanswered = [question for question in questions if question.reason != "not-read"]
    texts = [*_doubtful(material), *_checks(material, unread), *_statements(material, unanswered)]
    differing = _confirmations(differences)
    # Neither gaps nor differences push the others out.
    return [*texts[: max(_MOST - len(differing), _MOST - 1)], *differing][:_MOST]


def _doubtful(material: Material) -> list[Text]:
    """Return a request about the decisions that lack a power or a quorum, or may; none where all have both."""
    rows = [decision for decision in material.decisions if amiss(decision)]
    if not rows:
        return []
    notes = sorted({note for decision in rows for note in material.notes.of(decision.sources)})
    number = counted(len(rows), "decision")
    words = f" whether {number} on record {'stands' if len(rows) == 1 else 'stand'}: see what each lacks in the table."
    return [text_of(words, notes, lead="Consider")]


def _checks(material: Material, questions: Sequence[OpenQuestion]) -> list[Text]:
    """Return a request for each place in a source that may answer a question and was not read."""
    by_place: dict[tuple[str, str | None], list[OpenQuestion]] = defaultdict(list)
    claims: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for question in questions:
        for claim in dict.fromkeys(claim for gap in question.gaps for claim in gap.claims):
            place = claim.source, claim.locator
            claims[place].append(claim)
            if question not in by_place[place]:
                by_place[place].append(question)
    texts = []
    for (source, locator), asked in by_place.items():
        number = listed([f"[{note}]" for note in material.notes.of_claims(claims[source, locator])])
        where = f"{locator} of source {number}" if locator else f"source {number}"
        names = list(dict.fromkeys(name for question in asked for name in question.bodies))
        matters = listed([phrase(question.topic, question.bodies, "them") for question in asked])
        if len(names) == 1:
            matters = matters.replace("them are", "it is").replace("them", "it")
        matters = matters.replace("them are", "they are")
        text = shortened(names, lambda shown, m=matters, w=where: f" {w} checked for {shown}: {m}.")  # type: ignore[misc]
        texts.append(text_of(text, lead="Have"))
    return texts


def _statements(material: Material, questions: Sequence[OpenQuestion]) -> list[Text]:
    """Return a request for each set of bodies of which the same is not stated, the system itself first."""
    open_of: dict[str, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        for name in question.bodies:
            open_of[name].append(question)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, of_body in open_of.items():
        alike[tuple(question.topic for question in of_body)].append(name)
    own = material.name(material.system.id)
    texts = []
    for topics, names in sorted(alike.items(), key=lambda item: own not in item[1]):
        pronoun = "it" if len(names) == 1 else "they"
        matters = listed([_indirect(topic, names, pronoun) for topic in topics])
        gaps = [gap for name in names for question in open_of[name] for gap in question.gaps]
        notes = material.notes.of_claims(claim for gap in gaps for claim in gap.claims)
        text = shortened(names, lambda shown, matters=matters: f" {shown} to state {matters}.")  # type: ignore[misc]
        texts.append(text_of(text, notes, lead="Ask"))
    return texts


def _confirmations(differences: Sequence[Difference]) -> list[Text]:
    """Return a request for each body of which sources give several values of one thing."""
    matters: dict[str, list[Difference]] = defaultdict(list)
    for difference in differences:
        matters[difference.of].append(difference)
    texts = []
    for of, of_body in matters.items():
        what = listed(list(dict.fromkeys(difference.relation for difference in of_body)))
        notes = sorted({note for difference in of_body for span in difference.text.spans for note in span.notes})
        texts.append(text_of(f" {of} to confirm its {what}: see where sources differ.", notes, lead="Ask"))
    return texts


def _indirect(topic: str, names: Sequence[str], pronoun: str) -> str:
    """Return what bodies are asked to state of themselves."""
    words = phrase(topic, names, pronoun)
    own = "its" if pronoun == "it" else "their"
    if topic in (MEMBERS, ALL_MEMBERS):
        return f"who {'all ' if topic == ALL_MEMBERS else ''}{own} members are"
    return words if words.startswith("to whom") else words.replace(" they", " them")

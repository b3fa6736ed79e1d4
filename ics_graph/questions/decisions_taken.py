"""Decisions that were taken: whether a row in force gave the power for each, and under which clause."""

from __future__ import annotations

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import as_headline, briefly, counted
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.registry import question
from ics_graph.answering.rows import citations
from ics_graph.answering.scope import scope_of
from ics_graph.certainty import certainty
from ics_graph.deciding.amounts import per_in_words, pounds, vat_in_words
from ics_graph.deciding.quorum import Quorate
from ics_graph.deciding.taken import NO_POWER, POSSIBLY, POWER, Judged, judged_decisions, quorum_of

WITH_A_POWER = "With a power"
_GROUPS = {NO_POWER: "No power", POSSIBLY: "Possibly no power", POWER: WITH_A_POWER}
_QUORUM_WORDS: dict[Quorate, str] = {"yes": "quorate", "no": "not quorate", "possibly": "possibly not quorate"}
_NOT_QUORATE = tuple(f"{words} under " for words in _QUORUM_WORDS.values() if words != _QUORUM_WORDS["yes"])


@question(
    "decisions",
    'decisions "NHS Sussex ICB"',
    body="the body whose decisions are looked at: it, and the boards, committees and posts that belong to it",
    ways=(
        "which decisions of {body} lack a power",
        "which decisions has {body} taken",
        "which decision of {body} (lack|have no|be without) power",
        "what decision {body} take",
        "which decision of {body} be in order",
    ),
)
def decisions(asked: Asked, body: Name) -> Answer:
    """Which decisions of a body are recorded, and whether a row in force on their day gave the power for each.

    The value is compared in the row's own terms. Without a day, all of them; with one, those up to that day. A decision
    whose right no row names has no power that is recorded; whether the law gives one is not judged here.
    """
    whose = body_named(asked.store, body, asked.view.as_of)
    ids = {whose.id, *(scope_of(asked, body).ids or ())}
    # A committee that no source places in the body uses its rights all the same.
    rights = {right.id for right in asked.store.filed("rights", [whose.id], "body")}
    users = {decision.holder for decision in asked.store.filed("decisions", rights, "right")}
    found = judged_decisions(asked, ids | users, asked.view.as_of)
    found = [each for each in found if each.decision.holder in ids or each.decision.right in rights]
    quorums = {judged.decision.id: quorum for judged in found if (quorum := quorum_of(asked, judged)) is not None}
    found.sort(key=lambda judged: list(_GROUPS).index(judged.code))
    rows = [_row(asked, judged, quorums.get(judged.decision.id)) for judged in found]
    lacking = [judged.decision.name for judged in found if judged.code == NO_POWER]
    count = f"These data record {counted(len(found), 'decision')} of {the(whose.name_apart)}"
    without = sum(quorate == "no" for quorate, _ in quorums.values())
    perhaps = sum(quorate == "possibly" for quorate, _ in quorums.values())
    headline = as_headline(
        count if found else f"These data record no decision of {the(whose.name_apart)}",
        f"for {len(lacking):,} no row in force gives the power: {briefly(lacking)}" if lacking else "",
        _quorums(without, perhaps),
    )
    return Answer(
        parameters={"body": whose.id},
        headline=headline.text,
        verdict="answered" if found else "not-stated",
        rows=tuple(rows),
        caveats=headline.notes,
    )


def _row(asked: Asked, judged: Judged, quorum: tuple[Quorate, str] | None) -> Row:
    decision = judged.decision
    body = asked.store.bodies({decision.holder})[decision.holder]
    terms = [vat_in_words(decision.vat), per_in_words(decision.per)]
    value = " ".join(filter(None, [pounds(decision.value), *terms])) if decision.value is not None else None
    item = f"item {decision.item}" if decision.item else ""
    where = " ".join(filter(None, [judged.meeting, item, decision.minute]))
    when = judged.day
    return Row(
        id=body.id,
        name=body.name_apart,
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=decision.name,
        record=decision.id,
        value=value,
        since=when.isoformat() if when else None,
        certainty=certainty(decision.claims) if decision.claims else None,
        note="; ".join(filter(None, [where, judged.reason, _quorum_in_words(quorum), decision.note])) or None,
        clause=judged.clause,
        sources=citations(asked, decision.claims),
        group=_GROUPS[judged.code],
    )


def amiss(decision: Row) -> list[str]:
    """Return what a decision of an answer lacks: the power, the quorum, both or neither; each is short."""
    lacks = [decision.group.lower()] if decision.group and decision.group != WITH_A_POWER else []
    said = [part for part in (decision.note or "").split("; ") if part.startswith(_NOT_QUORATE)]
    return [*lacks, *(part.partition(" under ")[0] for part in said)]


def _quorums(without: int, perhaps: int) -> str:
    """Return how many of the decisions were taken without a quorum; nothing where none was."""
    if not without:
        return f"{perhaps:,} {_was(perhaps)} possibly taken without a quorum" if perhaps else ""
    possibly = f", and {perhaps:,} possibly without one" if perhaps else ""
    return f"{without:,} {_was(without)} taken without a quorum{possibly}"


def _quorum_in_words(quorum: tuple[Quorate, str] | None) -> str:
    if quorum is None:
        return ""
    return f"{_QUORUM_WORDS[quorum[0]]} under {quorum[1]}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"

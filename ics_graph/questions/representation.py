"""Which bodies of a system no source names on a board, committee or partnership."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.lists import briefly, counted, of_day, sentences
from ics_graph.answering.lookup import Name, body_named, type_named
from ics_graph.answering.registry import question
from ics_graph.answering.scope import NAMED
from ics_graph.errors import InvalidValue
from ics_graph.governance import is_single
from ics_graph.stores.rows import Body


@question(
    "membership",
    'not-represented "Partnership Board (North East and North Cumbria)" --among "North East and North Cumbria ICS"',
    body="the board, committee or partnership",
    among="whose members and parts are looked through (default: what the body is a part or member of)",
    type="keep bodies of one type of the ontology (default: Organisation)",
    ways=(
        "who is not represented on {body}",
        "which {type} have no seat on {body}",
        "who not (represent|member|sit|in|include) [of|on|in] {body}",
        "what {type} not (represent|member|sit|in|include) [of|on|in] {body}",
        "who not on {body}",
        "what {type} not on {body}",
        "who (miss|absent|leave out|left out|exclude) (from|of) {body}",
        "what {type} (miss|absent|leave out|left out|exclude) (from|of) {body}",
        "who has no (seat|place|voice|representation) [on|in|at] {body}",
        "who no (seat|place|voice|representation) [on|in|at] {body}",
        "what {type} no (seat|place|voice|representation) [on|in|at] {body}",
        "who (lack|without) [a] (seat|place) on {body}",
        "who not have [a] (seat|place|voice) on {body}",
        "what {type} not have [a] (seat|place) on {body}",
    ),
)
def not_represented(asked: Asked, body: Name, among: Name | None = None, type: str | None = None) -> Answer:
    """Which bodies of a system no source names as a member of a body, nor as represented on it.

    That no source names them does not say that they are not members, unless a source gives the whole list. Members and
    parts are searched, not the areas that the system covers. Bodies that sources count or describe without naming them
    cannot be searched for.
    """
    board = body_named(asked.store, body, asked.view.as_of)
    type = type_named(asked.ontology, type) if type else None
    wholes = [body_named(asked.store, among, asked.view.as_of)] if among else _wholes(asked, board)
    if not wholes:
        raise InvalidValue(f"no source says what {board.name} is part of; name the system with --among")
    hops = [h for whole in wholes for h in asked.store.closure(whole.id, "down", ("structure", "membership"), NAMED)]
    kinds = asked.ontology.kinds_of(type or "Organisation")
    # Several bodies spoken of together have the members of each.
    seats = {board.id, *(_parts(asked, board) if board.extent == "several" else ())}
    lines = asked.store.lines(seats, "down", ["membership"], asked.view)
    named_on = {line.subject for line in lines}
    surely = {line.subject for line in lines if line.certainty in ("stated", "reported")}
    open_ = {line.subject for line in asked.store.lines(seats, "down", ["membership"], NAMED)} - named_on
    inner = {hop.line.subject for hop in hops} - seats
    there = asked.store.bodies(inner).values()
    looked = [candidate for candidate in there if candidate.is_of(kinds, asked.view.as_of) != "no"]
    single = [candidate for candidate in looked if is_single(candidate)]
    lacking = sorted((b for b in single if b.id not in named_on | open_), key=lambda b: b.name)
    is_complete = any(whole.family == "membership" for whole in asked.store.complete([board.id]))
    system, on = briefly([the(shown_name(whole)) for whole in wholes]), the(shown_name(board))
    label = asked.ontology.types[type or "Organisation"].label
    first = ""
    if lacking:
        number = f"{len(lacking):,} of the {counted(len(single), label)}"
        number = f"any of the {counted(len(single), label)}" if len(lacking) == len(single) > 1 else number
        text = f"no source names {number} of {system} on {on}"
        first = f"they are {briefly([b.name for b in lacking])}"
        if not named_on:
            text, first = (
                f"no source names any member of {on}",
                f"so none of the {counted(len(single), label)} of {system} is named on it",
            )
    elif not single:
        text = f"the sources name no body of the type '{label}' as a member or part of {system}, to look for there"
    else:
        text = f"of {system}, every one of {counted(len(single), label)} that sources name as a member or part of it "
        text += f"is named on {on}{' or may be' if any(b.id in open_ for b in single) else ''}"
    # Where each is named there, sources have said so; where one is not, only a whole list would say that it is not.
    is_answered = is_complete if lacking else bool(single) and all(candidate.id in surely for candidate in single)
    verdict: Verdict = "answered" if is_answered else "not-stated"
    caveats: list[str] = []
    caveats += ["A source gives the whole list of members."] if is_complete else []
    if single and not is_complete and not is_answered:
        caveats.append("A missing statement is not a denial.")
    if open_:
        unsure = [shown_name(candidate) for candidate in asked.store.bodies(open_).values()]
        caveats.append(f"The sources name these as planned, at other dates, in doubt or denied: {briefly(unsure)}.")
    caveats += _not_looked_for(asked, wholes, inner, looked, kinds)
    among_ids = ",".join(whole.id for whole in wholes)
    return Answer(
        parameters={"body": board.id, "among": among_ids, **({"type": type} if type else {})},
        headline=sentences(of_day(asked.view.as_of, text), first),
        verdict=verdict,
        rows=tuple(_row(asked, candidate, board) for candidate in lacking),
        caveats=tuple(caveats),
    )


def _row(asked: Asked, candidate: Body, board: Body) -> Row:
    return Row(
        id=candidate.id,
        name=candidate.name,
        type=asked.type_of(candidate),
        kind=asked.kind_of(candidate),
        relation="is not named as a member of",
        of=board.id,
        of_name=board.name,
    )


def _not_looked_for(
    asked: Asked, wholes: Sequence[Body], inner: Collection[str], looked: Sequence[Body], kinds: Collection[str]
) -> list[str]:
    """Return which bodies of these types an answer leaves aside: those that are not named, and areas covered."""
    unnamed = [shown_name(candidate) for candidate in looked if not is_single(candidate)]
    sentences = [f"The sources do not name these one by one: {briefly(unnamed)}."] if unnamed else []
    covering = {candidate.id for candidate in wholes} | set(inner)
    lines = [line for line in asked.store.lines(covering, "up", ["coverage"], NAMED) if line.type == "covers"]
    areas = asked.store.bodies({line.object for line in lines} - set(inner))
    names = sorted(shown_name(candidate) for candidate in areas.values() if candidate.type in kinds)
    if names:
        sentences.append(
            "The bodies counted are members and parts. The count leaves out "
            f"{'1 area that is' if len(names) == 1 else f'{len(names):,} areas that are'} covered: {briefly(names)}."
        )
    return sentences


def _parts(asked: Asked, together: Body) -> set[str]:
    return {line.subject for line in asked.store.lines([together.id], "down", ["structure"], asked.view)}


def _wholes(asked: Asked, body: Body) -> list[Body]:
    hops = asked.store.closure(body.id, "up", ("structure",), NAMED)
    systems = asked.ontology.kinds_of("Collaboration") | asked.ontology.kinds_of("Organisation")
    above = asked.store.bodies({hop.line.object for hop in hops}) or {body.id: body}
    wholes = [candidate for candidate in above.values() if candidate.type in systems]
    return sorted(wholes, key=lambda candidate: candidate.id)

"""Who may decide: one function with its value, all powers of one holder, and a map of the functions of a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absence
from ics_graph.answering.lists import as_headline, briefly, either, listed, sentence
from ics_graph.answering.lookup import Name, body_named, hinted
from ics_graph.answering.registry import question
from ics_graph.dates import in_words
from ics_graph.deciding.amounts import amount_and_vat, per_in_words, pounds, vat_in_words
from ics_graph.deciding.cases import VAT, Case, values_to_try
from ics_graph.deciding.chain import chain_rows
from ics_graph.deciding.outcomes import Outcome, decide
from ics_graph.deciding.powers import Powers
from ics_graph.deciding.rows import (
    DECIDE,
    OTHERS,
    POSSIBLY,
    REASONS,
    clause_row,
    clauses_in_words,
    grant_row,
    holder_notes,
    holder_of,
    passing_on,
    turning_on,
    versions_told,
)
from ics_graph.deciding.rulebook import Rulebook
from ics_graph.deciding.worlds import every_world
from ics_graph.errors import UnknownWord
from ics_graph.model.decisions import DecisionRight, Grant, Per, Vat
from ics_graph.names import fold
from ics_graph.parameters import Choice

_VALUE = "the value in pounds, such as 250000, £250,000 or 1.5m"
_VAT = Choice(
    "whether the value is with VAT or without; not given: both are tried where it matters", ("with", "without")
)
_PER = Choice(
    "of what it is the value: one decision, a financial year, or the whole life of a contract; not given: of what each "
    "row counts",
    ("decision", "year", "whole-life"),
)
_BODY = "whose function it is: an ICB, a council …, or a board of it; needed where several bodies have it"
_MOST_WORDS = 20
_MOST_HINTS = 3
# A slip of the pen is nearer (90 and more); "budget approval" is as far from "annual budget" as 71.
_NEAR = 80
_SMALL_WORDS = {"a", "an", "the", "of", "for", "to", "on", "in", "and", "or"}
_FUNCTION = "what is to be decided, in the words of the scheme, such as: capital scheme"


@question(
    "decisions",
    'who-decides "change to the constitution" --body "NHS Sussex ICB" --as-of 2024-09-01',
    function=_FUNCTION,
    value=_VALUE,
    vat=_VAT,
    per=_PER,
    body=_BODY,
    ways=(
        "who decides {function}",
        "who may approve {function}",
        "who [may|can] (decide|approve|authorise|agree) [on|about] {function} [(of|for|at|worth) {amount}]",
        "who [may|can] (decide|approve|authorise|agree) [on|about] {function} (of|for|at|worth) {amount} with vat"
        " -> vat=with",
        "who [may|can] (decide|approve|authorise|agree) [on|about] {function} (of|for|at|worth) {amount} without vat"
        " -> vat=without",
        "who [may|can] (decide|approve|authorise|agree) [on|about|to] {function} (of|for|at) {body}",
        "who [may|can] decide to {function}",
        "(may|can) {body} delegate {function}",
        "who have [the] (power|authority) (to decide|to approve|for|over|on) {function}",
        "whose decision be {function}",
    ),
)
def who_decides(
    asked: Asked,
    function: str,
    value: str | None = None,
    vat: str | None = None,
    per: str | None = None,
    body: Name | None = None,
) -> Answer:
    """Who may decide a function on a day, at a value, by which row and clause; today where no day is given.

    The chain of the power runs from the Act down to the decider, which is the last holder of it. Rows that do not
    decide stand below, each with the reason. Two that surely decide are both named; where a document leaves open who
    does, the answer is "possibly". Recommending, being consulted, noting and signing decide nothing.
    """
    day = asked.view.as_of or date.today()
    asked = asked.on(day)
    whose, name = _function(asked, function, body, day)
    book = Rulebook(asked, whose)
    case = _case(book, name, value, vat, per)
    powers = Powers(book, day)
    outcome = decide(powers, name, case)
    rows = [*_deciders(asked, powers, outcome), *_others(asked, powers, outcome)]
    what = _what(book.functions().get(name, function), case)
    gone = absence(asked, book.bodies[whose]) if outcome.code == "not found" else None
    headline = as_headline(*([gone.words] if gone else []), *_headline(powers, outcome, what, day))
    return Answer(
        parameters=_given(function, whose, value, vat, per),
        headline=headline.text,
        verdict=_verdict(outcome),
        outcome=outcome.code,
        as_of=day,
        rows=tuple(rows),
        caveats=(*headline.notes, *(gone.notes if gone else ()), *_notes(asked, powers, outcome, case)),
    )


def _given(function: str, whose: str, value: str | None, vat: str | None, per: str | None) -> dict[str, str]:
    given = {"function": function, "body": whose, "value": value, "vat": vat, "per": per}
    return {name: text for name, text in given.items() if text is not None}


def _function(asked: Asked, text: str, body: Name | None, day: date) -> tuple[str, str]:
    """Return whose function is meant, and the folded name of it.

    Raises UnknownWord where no scheme names it and no body is given, or where several bodies have it. It does so too
    where a scheme of the body has a function of nearly that name: a slip of the pen is no function that no row names,
    which the residual rule would give to somebody else.
    """
    key = fold(text)
    rights: list[DecisionRight] = asked.store.filed("rights", [key], "function")
    if body is not None:
        whose = body_named(asked.store, body, day)
        own = [right for right in rights if right.body == whose.id] or _of_its_board(asked, rights, whose.id)
        if own:
            return own[0].body, fold(own[0].function)
        if hint := _nearest(text, asked.store.filed("rights", [whose.id], "body")):
            raise UnknownWord(hinted(f"no scheme of {the(whose.name_apart)} names the function '{text}'", hint))
        return whose.id, key
    bodies = asked.store.bodies({right.body for right in rights})
    there = {id_: found for id_, found in bodies.items() if found.on(day.isoformat()) != "no"} or bodies
    if len(there) == 1:
        whose_id = next(iter(there))
        return whose_id, fold(next(right.function for right in rights if right.body == whose_id))
    if there:
        names = listed([found.name_apart for found in there.values()])
        raise UnknownWord(f"'{text}' is a function of {names}; say whose with --body")
    hint = _nearest(text, asked.store.filed("rights"))
    known = asked.store.filed("instruments")
    if not known:
        raise UnknownWord("these data hold no scheme of delegation, constitution or terms of reference")
    hint = hint or "'ics-graph ask decision-map' lists them"
    raise UnknownWord(hinted(f"no scheme in these data names the function '{text}'", hint))


def _of_its_board(asked: Asked, rights: Sequence[DecisionRight], board: str) -> list[DecisionRight]:
    """Return those rights of which rows say that a board, committee or post has or gives them: they are of its body."""
    store = asked.store
    rows: list[Grant] = [*store.filed("grants", [board], "holder"), *store.filed("grants", [board], "giver")]
    named = {grant.right for grant in rows}
    return [right for right in rights if right.id in named]


def _nearest(text: str, rights: Iterable[DecisionRight]) -> str:
    """Return a hint at the functions that a text may be meant for; nothing where none is so near."""
    from rapidfuzz import fuzz, process

    bare = {right.function: _bare(right.function) for right in sorted(rights, key=lambda right: right.function)}
    asked, words = _bare(text), set(_bare(text).split())
    # "capital" alone, or "waivers of tender", has the words of a name, which a comparison of letters may not find near.
    near = [name for name, its in bare.items() if words and words <= set(its.split())]
    near = near or [name for *_, name in process.extract(asked, bare, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)]
    return f"Did you mean {either([repr(name) for name in near[:_MOST_HINTS]])}?" if near else ""


def _bare(text: str) -> str:
    """Return the words of a function without small words and plurals."""
    return " ".join(word.rstrip("s") for word in fold(text).split() if word not in _SMALL_WORDS)


def _case(book: Rulebook, function: str, value: str | None, vat: str | None, per: str | None) -> Case:
    rows = list(book.grants_of.get(function, ()))
    tried = values_to_try(rows)
    amount, said = amount_and_vat(value) if value is not None else (None, None)
    if amount is not None:
        tried = tuple(sorted({*tried, amount}))
    given: Vat | None = "with" if vat == "with" else "without" if vat == "without" else None
    if given and said and given != said:
        raise UnknownWord(f"the value '{value}' is {vat_in_words(said)}, and --vat says {given}")
    vat_ = given or said
    periods: tuple[Per, ...] = ("decision", "year", "whole-life")
    per_ = next((word for word in periods if word == per), None)
    return Case(amount, vat_, per_, tried)


def _what(function: str, case: Case) -> str:
    if case.value is None:
        return f"'{function}'"
    return (
        f"'{function}' ({' '.join(filter(None, [pounds(case.value), per_in_words(case.per), vat_in_words(case.vat)]))})"
    )


def _headline(powers: Powers, outcome: Outcome, what: str, day: date) -> list[str]:
    book = powers.book
    could = "could" if day < date.today() else "may"
    matter = f"decide on {what} for {the(book.name(book.body))} on {in_words(day)}"
    by = {id_: f"{holder_of(book, id_, the)} ({book.place_of(id_)})" for id_ in outcome.deciders}
    holders = list(dict.fromkeys(holder_of(book, id_, the) for id_ in outcome.deciders))
    if outcome.code == "not found":
        return [f"Not found: no row in force says who {could} {matter}"]
    if outcome.residual and outcome.code == "decided by":
        return [
            f"No scheme of {the(book.name(book.body))} names this function",
            f"What none names falls to {holders[0]}, who {could} {matter}",
            f"The power is in {_places(book, outcome.deciders)}",
        ]
    if outcome.code == "decided by":
        return [f"{holders[0]} {could} {matter}", f"The power is in {_places(book, outcome.deciders)}"]
    if outcome.code == "two deciders":
        return [
            f"{_NUMBERS.get(len(holders), str(len(holders)))} {could} each {matter}",
            f"They are {_few(by.values())}",
        ]
    sure = [text for id_, text in by.items() if outcome.deciders[id_]]
    maybe = [text for id_, text in by.items() if not outcome.deciders[id_]]
    certain = f"{_few(sure)}{', and ' if maybe else ''}" if sure else ""
    return [
        f"The documents leave open who {could} {matter}",
        f"It is {certain}{f'possibly {_few(maybe)}' if maybe else ''}",
    ]


_NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


def _few(names: Iterable[str]) -> str:
    names = list(names)
    whole = listed(names, 3)
    return whole if len(whole.split()) <= _MOST_WORDS else briefly(names)


def _places(book: Rulebook, ids: Iterable[str]) -> str:
    """Return the rows of a decider with the clauses that they cite, in words."""
    places: list[str] = []
    for id_ in ids:
        grant = book.grants.get(id_)
        places += [clauses_in_words(book, grant)] if grant else [book.place_of(id_)]
    return briefly(places)


def _verdict(outcome: Outcome) -> Verdict:
    if outcome.code == "not found":
        return "not-stated"
    return "only-tentative" if outcome.code == "possibly" else "answered"


def _deciders(asked: Asked, powers: Powers, outcome: Outcome) -> list[Row]:
    """Return the rows that make a decider, and for each the chain of its power from the top."""
    book, rows = powers.book, []
    for id_, surely in outcome.deciders.items():
        group, verb = (DECIDE, "") if surely else (POSSIBLY, "possibly decides")
        if id_ in book.grants:
            grant = book.grants[id_]
            rows.append(grant_row(asked, book, grant, group, verb, passing_on(book, grant)))
        else:
            rows.append(clause_row(asked, book, book.clauses[id_], group, verb or "decides"))
    for id_ in outcome.deciders:
        if id_ in book.grants:
            rows += chain_rows(asked, powers, book.grants[id_], outcome.chains.get(id_, ()))
    return list(dict.fromkeys(rows))


def _others(asked: Asked, powers: Powers, outcome: Outcome) -> list[Row]:
    """Return the rows of the function that do not decide, each with the reason, but those of other versions."""
    book, rows = powers.book, []
    shown = {id_ for chain in outcome.chains.values() for id_ in chain}
    for id_, statuses in sorted(outcome.statuses.items()):
        reasons = [REASONS[status] for status in statuses if REASONS[status]]
        if id_ in outcome.deciders or id_ in shown or set(statuses) <= {"not in force", "draft"}:
            continue
        rows.append(grant_row(asked, book, book.grants[id_], OTHERS, note="; or ".join(reasons)))
    return rows


def _notes(asked: Asked, powers: Powers, outcome: Outcome, case: Case) -> list[str]:
    book, day = powers.book, powers.day
    notes = turning_on(book, outcome.turns_on)
    if not outcome.whole:
        notes.append("So much is open here that not every combination was tried: nobody is named as certain.")
    grants = [book.grants[id_] for id_ in outcome.deciders if id_ in book.grants]
    notes += _vat_notes(grants, case)
    notes += _period_notes(book, grants, case)
    notes += [note for grant in grants for note in holder_notes(asked, book, grant, day)]
    notes += _given_on(powers, outcome)
    notes += _answerable(powers, outcome, grants)
    versions = {grant.version for grant in grants} | {
        book.clauses[id_].version for id_ in outcome.deciders if id_ in book.clauses
    }
    notes += versions_told(book, versions, day)
    if outcome.residual:
        notes.append("No row in force names this function, so the residual rule of the documents applies.")
    return list(dict.fromkeys(notes))


def _given_on(powers: Powers, outcome: Outcome) -> list[str]:
    """Return a note on each row above a decider that would cover the case itself, had its holder not given it on."""
    book = powers.book
    notes = []
    for id_, statuses in sorted(outcome.statuses.items()):
        if "passed on" not in statuses or id_ in outcome.deciders:
            continue
        has = "has" if len(book.holders(book.grants[id_])) == 1 else "have"
        gave_it_on = f"{holder_of(book, id_, the)} {has} this right by {book.place_of(id_)} and gave it on"
        notes.append(f"{sentence(gave_it_on)} The decider named is the last to have it.")
    return notes


def _vat_notes(grants: Sequence[Grant], case: Case) -> list[str]:
    if case.value is None or case.vat is None:
        return []
    stated = {grant.vat for grant in grants if grant.vat and grant.vat != case.vat and (grant.over or grant.up_to)}
    value = case.value * VAT if case.vat == "without" else case.value / VAT
    other = "with" if case.vat == "without" else "without"
    return [f"The row counts {vat_in_words(other)}: {pounds(value)}, at 20 per cent." for _ in stated][:1]  # type: ignore[arg-type]


def _period_notes(book: Rulebook, grants: Sequence[Grant], case: Case) -> list[str]:
    """Return a note on each row that decides and whose limits are for more than one decision."""
    whole = {"year": "the total of the financial year", "whole-life": "the value over the whole life"}
    notes = []
    for grant in grants:
        if (grant.over is None and grant.up_to is None) or grant.per not in whole or grant.per == case.per:
            continue
        what = f" ({grant.per_what})" if grant.per_what else ""
        notes.append(f"The limit of {book.place(grant)} is for {whole[grant.per]}{what}, and not for one decision.")
    return notes


def _answerable(powers: Powers, outcome: Outcome, grants: Sequence[Grant]) -> list[str]:
    """Return who stays accountable and who stays liable, by the rows or by clauses in force."""
    book = powers.book
    chain = [book.grants[id_] for ids in outcome.chains.values() for id_ in ids]
    givers = {grant.giver for grant in (*chain, *grants)}
    functions = {fold(book.rights[grant.right].function) for grant in grants}
    texts: dict[str, None] = {}
    for grant in (*grants, *chain):
        if grant.accountable:
            texts[f"Accountable: {the(book.name(grant.accountable))} ({book.place(grant)})."] = None
        if grant.liable:
            texts[f"Liable: {the(book.name(grant.liable))} ({book.place(grant)})."] = None
    clauses = every_world(
        lambda world: [
            (effect, clause.id)
            for effect in ("accountability", "liability")
            for clause in powers.clauses_in_force(effect, world)
        ]
    )[0]
    for effect, id_ in clauses[0] if clauses and grants else ():
        clause = book.clauses[id_]
        about = {fold(book.rights[right].function) for right in clause.rights if right in book.rights}
        if clause.body in givers and (not about or about & functions):
            word = "Accountable" if effect == "accountability" else "Liable"
            texts = {
                text: None for text in texts if not text.startswith(f"{word}: {the(book.name(str(clause.body)))} (")
            }
            texts[sentence(f"{word}: {the(book.name(str(clause.body)))} ({book.place(clause)})")] = None
    return sorted(texts)

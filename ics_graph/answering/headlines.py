"""Headlines: one plain sentence per answer, which says no more than the sources do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ics_graph.answering.answer import Row, Verdict, firm
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.chain_certainty import with_chain_certainty
from ics_graph.answering.grammar import acting, infinitive, is_plural, to_be, verb
from ics_graph.answering.lists import (
    LEFT_OPEN,
    MOST_IN_A_SENTENCE,
    MOST_NAMES,
    MOST_WORDS,
    Headline,
    as_headline,
    briefly,
    counted,
    is_short,
    listed,
    of_day,
    on_day,
)
from ics_graph.answering.relation_clauses import Tense, each, line_in_words, named
from ics_graph.answering.rows import without_speaker
from ics_graph.answering.tense import has_ended, of_the_law, past
from ics_graph.answering.traversal import Traversal
from ics_graph.dates import in_words
from ics_graph.stores.rows import LAST_DAY


@dataclass(frozen=True, slots=True)
class Words:
    """How a question is put into sentences; ``{body}`` is the one asked about, ``{others}`` what was found.

    ``{it}`` and ``{them}`` are the body again; any other words in braces are its verb, after ``they`` that of the
    others, and after ``one`` that of one person: ``{is}``, ``{they is a member of}``, ``who {one leads}``.

    ``topic`` fits after "No source says …", ``fact`` is the sentence when it is stated (empty where each relation of
    the family is to be worded by itself), ``denied`` when a source denies it, ``nothing`` when a source gives the whole
    list and it is empty.
    """

    topic: str
    fact: str
    denied: str
    nothing: str


class _Agreeing(dict[str, str]):
    """Fills the braces of Words: names with their articles, and every other word as a verb that agrees."""

    def __init__(self, body: str, others: Sequence[str], tense: Tense, room: int) -> None:
        it, them = ("they", "them") if is_plural(body) else ("it", "it")
        super().__init__(body=the(body), others=briefly(list(others), words=room), it=it, them=them)
        self._many = len(others) > 1 or any(is_plural(name) for name in others)
        self._body, self._tense = body, tense

    def __missing__(self, words: str) -> str:
        for who, several in (("they ", self._many), ("one ", False)):
            if words.startswith(who):
                return self._tense(verb(words.removeprefix(who), several))
        return self._tense(verb(words, self._body))


def worded(template: str, body: str, others: Sequence[str] = (), tense: Tense = str) -> str:
    """Return a sentence of Words about a body and others, its verbs agreeing with them, in a tense."""
    for room in (MOST_IN_A_SENTENCE, MOST_WORDS, MOST_WORDS // 2):
        text = template.format_map(_Agreeing(body, others, tense, room))
        if is_short(text):
            break
    return text


_DEEDS = {"participation", "document"}
"""The families of what is done once: a meeting is attended, a document written or received."""
MARKS = {"planned": " (proposed)", "uncertain": " (with a question mark)", "denied": " (denied)"}
"""What is said after the value of a fact that is not simply so, by the heading of its row."""


def headline(
    words: Words,
    gathered: Traversal,
    rows: Sequence[Row],
    verdict: Verdict,
    whole: str | None = None,
) -> Headline:
    """Return the sentences for a verdict: stated things as stated, rules and plans never as statements.

    ``whole`` is where a source says that the list is complete. What is no more than inferred, or hangs on an inferred
    line, is not told here: the line of the verdict says so, and a note names it.
    """
    body, day = shown_name(gathered.start), gathered.asked.view.as_of
    start = on_day(day)
    rows = with_chain_certainty(rows, gathered.start.id)
    tense = tense_of(gathered, [row for row in rows if firm(row)] if verdict == "answered" else rows)
    nothing = of_day(day, f"no source says {worded(words.topic, body, tense=tense_of(gathered))}")
    match verdict:
        case "answered":
            shown = [row for row in rows if firm(row)]
            named_ones = [row for row in shown if row.depth == 1 and row.heading == "in effect"]
            direct = named_ones or [row for row in shown if row.heading == "in general"]
            claim, *more = _plain(words, body, direct, tense, len(start.split()))
            general = "" if named_ones else "said only in general: "
            certain = [row for row in shown if row.heading == "in effect"] or direct
            open_ = _left_open(gathered, certain) if start else ""
            return as_headline(f"{start}{general}{claim}{_through(gathered, shown, direct)}", open_, *more)
        case "only-tentative":
            return as_headline(nothing, *_tentative(words, gathered, rows, tense))
        case "stated-none":
            denials = [row for row in rows if row.heading == "denied"]
            if denials:
                return as_headline(of_day(day, worded(words.denied, body, named(denials), tense)))
            if whole is not None:
                return as_headline(f"{start}{worded(words.nothing, body, tense=tense)}")
            return as_headline(f"a source records the place as vacant, and {nothing}")
        case "not-read":
            return as_headline(not_read(nothing))
        case _:
            return as_headline(nothing)


def tense_of(gathered: Traversal, rows: Sequence[Row] = ()) -> Tense:
    """Return the tense of a sentence: of a day asked about, or of what has ended at one end, it is the past."""
    if gathered.asked.view.as_of is not None or has_ended(gathered.start):
        return past
    relations = gathered.asked.ontology.relations.values()
    deeds = {words for kind in relations if kind.family in _DEEDS for words in (kind.label, kind.inverse_label)}
    if rows and all(row.relation in deeds for row in rows):
        return past
    bodies = gathered.bodies
    near = [row for row in rows if row.depth <= 1] or rows
    over = [row.until is not None or (row.id in bodies and has_ended(bodies[row.id])) for row in near]
    # What is said of bodies of which one that is named, or half of all, has been abolished is no longer so.
    return past if any(over[:MOST_NAMES]) or (over and sum(over) * 2 >= len(over)) else str


def not_read(text: str) -> str:
    """Return a clause that no source says a thing as one that leaves open what has still to be read."""
    return re.sub(
        r"^no source (\w+)",
        lambda verb: f"the parts of the sources that were read do not {infinitive(verb[1])}",
        text.removesuffix("."),
        flags=re.IGNORECASE,
    )


def _left_open(gathered: Traversal, rows: Sequence[Row]) -> str:
    """Return what is said, after a sentence of a day, of lines that the dates do not settle: of all, or by name."""
    unsure = [row for row in rows if row.holds != "yes"]
    if not unsure:
        return ""
    if len(unsure) == len(rows):
        return LEFT_OPEN
    names = briefly(list(dict.fromkeys(line_in_words(row, gathered.start.id) for row in unsure)))
    return f"for {names} {LEFT_OPEN}"


def _plain(words: Words, body: str, rows: Sequence[Row], tense: Tense, before: int) -> list[str]:
    return [worded(words.fact, body, named(rows), tense)] if words.fact else each(body, rows, tense, before)


def _through(gathered: Traversal, rows: Sequence[Row], direct: Sequence[Row]) -> str:
    """Return how a sentence goes on to what lies behind the direct lines: upward to it, downward through to it."""
    near = named(direct)
    behind = [row for row in rows if row.depth > 1 and row.heading == "in effect" and row.id != gathered.start.id]
    further = [name for name in named(behind) if name not in near]
    those = "that" if len(near) == 1 and not is_plural(near[0]) else "these"
    to = "to " if gathered.direction == "up" else ""
    left = MOST_NAMES - len(near)
    names = briefly(further, left) if left > 0 else f"{len(further)} more"
    return f", and through {those} {to}{names}" if further else ""


def _tentative(words: Words, gathered: Traversal, rows: Sequence[Row], tense: Tense) -> list[str]:
    """Return what the law says and what is planned; what is inferred or marked with a question mark, notes say."""
    body, clauses = shown_name(gathered.start), list[str]()
    rules = [row for row in rows if row.certainty == "rule"]
    if rules:
        # No Act says "accountable": each line is worded as its section has it.
        near = [row for row in rules if row.of == gathered.start.id] or rules
        clauses += _what_the_law_says(gathered, body, near, tense)
    planned = [row for row in rows if row.heading == "planned"]
    if planned:
        near = [_to_be(replace(row, certainty=None)) for row in planned if row.of == gathered.start.id]
        near = near or [replace(row, certainty=None) for row in planned]
        first, *others = each(body, near, str)
        only_inferred = all(row.certainty == "inferred" for row in planned)
        clauses += [f"it is inferred that {first}" if only_inferred else first, *others]
    return clauses


def _what_the_law_says(gathered: Traversal, body: str, rows: Sequence[Row], tense: Tense) -> list[str]:
    """Return what the law says of a body; of what it may never have said of it, only that, and until when at most.

    A trust that became a foundation trust on a day that no source gives may have done so before a section applied.
    """
    lines = {line.id: line for line in gathered.lines}
    surely = [row for row in rows if row.holds == "yes"]
    surely = surely or [row for row in rows if row.record not in lines or lines[row.record].surely_held]
    told = surely or rows
    of_them = [lines[row.record] for row in told if row.record in lines]
    if len(of_them) == len(told):
        tense = of_the_law(of_them, tense)
    first, *others = _by_law(gathered.asked, body, told, tense)
    last = {line.end_max for line in of_them}
    if not surely and len(last) == 1 and (day := last.pop()) != LAST_DAY and not any(row.until for row in rows):
        first = f"{first}, but not after {in_words(day)}"
    open_ = len(rows) - len(told)
    more = f"the dates do not show that {counted(open_, 'more relationship')} by law {_ever(gathered.asked)}"
    return [f"by law, {first}", *others, *([more] if open_ else [])]


def _ever(asked: Asked) -> str:
    return "ever applied" if asked.view.as_of is None else f"applied on {in_words(asked.view.as_of)}"


def _to_be(row: Row) -> Row:
    """Return a planned row with its relation worded as a plan, from both of its ends."""
    words = (row.relation, row.forward)
    relation, forward = (w if w.startswith("is to ") or " are to " in w else to_be(w) for w in words)
    return replace(row, relation=relation, forward=forward)


def _by_law(asked: Asked, body: str, rows: Sequence[Row], tense: Tense) -> list[str]:
    """Return what the law says of a body, from the end of the one that acts: "NHS England assesses it"."""
    others, words = list(dict.fromkeys(row.name for row in rows)), list(dict.fromkeys(row.relation for row in rows))
    if len(others) > 1 or any(row.of_name not in (None, body) for row in rows):
        return each(body, rows, tense)
    inverses = asked.ontology.inverse_labels
    return [acting(the(body), words, the(others[0]), inverses, is_plural(body), tense)]


def _by(row: Row) -> str:
    """Return who is reported as saying a fact; nothing where a source says it itself."""
    speaker = (row.value or "").removesuffix(without_speaker(row)).removesuffix(": ")
    return f", said by {speaker}," if speaker else ""


def facts_in_words(body: str, rows: Sequence[Row], day: date | None = None) -> str:
    """Return a clause of what sources say of a body apart from its lines: its decision rights, how it is governed."""
    values = briefly(
        [f"the {row.relation} '{without_speaker(row)}'{MARKS.get(row.heading, '')}{_by(row)}" for row in rows]
    )
    return f"{on_day(day)}sources give {values} for {the(body)}"


def hedge(asked: Asked, rows: Sequence[Row]) -> str:
    """Return what is said after a sentence of a day where the dates do not settle any of its rows; else nothing."""
    unsure = asked.view.day is not None and rows and all(row.holds != "yes" for row in rows)
    return LEFT_OPEN if unsure else ""


def places_cited(rows: Sequence[Row]) -> str:
    """Return where the rows are said: each source once, with its locators; or that no source is named."""
    places: dict[str, list[str]] = {}
    for row in rows:
        for cited in row.sources:
            at = places.setdefault(cited.title, [])
            if cited.locator and cited.locator not in at:
                at.append(cited.locator)
    if not places:
        return "no source is named"
    return "; ".join(f"{title}, {listed(at, 4)}" if at else title for title, at in places.items())

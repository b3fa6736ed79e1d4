"""Headlines: one plain sentence per answer, which says no more than the sources do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ics_graph.answering.answer import Row, Verdict, firm
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import plan_in_words
from ics_graph.answering.chain_certainty import with_chain_certainty
from ics_graph.answering.grammar import acting, infinitive, is_plural, subject_and_verb, to_be, verb
from ics_graph.answering.lists import (
    LEFT_OPEN,
    MOST_NAMES,
    Headline,
    as_headline,
    be,
    briefly,
    counted,
    listed,
    on_day,
)
from ics_graph.answering.relation_clauses import Tense, each, named
from ics_graph.answering.tense import has_ended, past
from ics_graph.answering.traversal import Traversal, circle_caveats
from ics_graph.dates import in_words


@dataclass(frozen=True, slots=True)
class Words:
    """How a question is put into sentences; ``{body}`` is the one asked about, ``{others}`` what was found.

    ``{it}`` and ``{them}`` are the body again; any other words in braces are its verb, after ``they`` that of the
    others, and after ``one`` that of one person: ``{is}``, ``{they is a member of}``, ``who {one leads}``.

    ``topic`` fits after "No source says …", ``fact`` is the sentence when it is stated (empty where each relation of
    the family is to be worded by itself), ``denied`` when a source denies it, ``nothing`` when a source gives the whole
    list and it is empty, ``planned`` what goes before plans, where that is more than their words say.
    """

    topic: str
    fact: str
    denied: str
    nothing: str
    planned: str = ""


class _Agreeing(dict[str, str]):
    """Fills the braces of Words: names with their articles, and every other word as a verb that agrees."""

    def __init__(self, body: str, others: Sequence[str], tense: Tense) -> None:
        it, them = ("they", "them") if is_plural(body) else ("it", "it")
        super().__init__(body=the(body), others=briefly(list(others)), it=it, them=them)
        self._many = len(others) > 1 or any(is_plural(name) for name in others)
        self._body, self._tense = body, tense

    def __missing__(self, words: str) -> str:
        for who, several in (("they ", self._many), ("one ", False)):
            if words.startswith(who):
                return self._tense(verb(words.removeprefix(who), several))
        return self._tense(verb(words, self._body))


def worded(template: str, body: str, others: Sequence[str] = (), tense: Tense = str) -> str:
    """Return a sentence of Words about a body and others, its verbs agreeing with them, in a tense."""
    return template.format_map(_Agreeing(body, others, tense))


READ_FROM_SLIDE = "read from the order of the words on a slide. Check them on the slide itself."
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
    body, start = shown_name(gathered.start), on_day(gathered.asked.view.as_of)
    rows = with_chain_certainty(rows, gathered.start.id)
    tense = tense_of(gathered, [row for row in rows if firm(row)] if verdict == "answered" else rows)
    topic = worded(words.topic, body, tense=tense)
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
            return as_headline(f"{start}no source says {topic}", *_tentative(words, gathered, rows, tense))
        case "stated-none":
            denials = [row for row in rows if row.heading == "denied"]
            if denials:
                return as_headline(f"{start}{worded(words.denied, body, named(denials), tense)}")
            if whole is not None:
                return as_headline(f"{start}{worded(words.nothing, body, tense=tense)}")
            return as_headline(f"{start}the place is recorded as vacant, and no source says {topic}")
        case "not-read":
            return as_headline(f"{start}{not_read(f'no source says {topic}')}")
        case _:
            return as_headline(f"{start}no source says {topic}")


def tense_of(gathered: Traversal, rows: Sequence[Row] = ()) -> Tense:
    """Return the tense of a sentence: of a day asked about, or of what has ended at one end, it is the past."""
    if gathered.asked.view.as_of is not None or has_ended(gathered.start):
        return past
    relations = gathered.asked.ontology.relations.values()
    deeds = {words for kind in relations if kind.family in _DEEDS for words in (kind.label, kind.inverse_label)}
    if rows and all(row.relation in deeds for row in rows):
        return past
    bodies = gathered.bodies
    over = [row.until is not None or (row.id in bodies and has_ended(bodies[row.id])) for row in rows]
    return past if over and all(over) else str


def not_read(text: str) -> str:
    """Return a clause that no source says a thing as one that leaves open what has still to be read."""
    return re.sub(
        r"^no source (\w+)",
        lambda verb: f"the sources, as far as they were read, do not {infinitive(verb[1])}",
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
    names = briefly(list(dict.fromkeys(_line(row, gathered.start.id) for row in unsure)))
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


def caveats_of(asked: Asked, gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return what a reader must know before the answer is used: how it was read, and what its dates leave open."""
    caveats: list[str] = []
    if gathered.start.certainty == "uncertain":
        caveats.append(f"The source marks {the(gathered.start.name)} with a question mark.")
    if gathered.start.planned:
        name = shown_name(gathered.start)
        they = "They" if is_plural(name) else "It"
        earliest = (plan_in_words(gathered.start) or "").removeprefix("not before ")
        first = f" {they} did not exist before {earliest}." if earliest else ""
        caveats.append(f"The sources describe {the(name)} as planned or being set up.{first}")
    read = [row for row in rows if _best_basis(row) == "layout"]
    if read:
        are = be(len(read))
        count = "All relationships are" if len(read) == len(rows) else f"{len(read)} of {len(rows)} relationships {are}"
        caveats.append(f"{count} {READ_FROM_SLIDE}")
    inferred = [row for row in rows if row.certainty == "inferred"]
    if inferred:
        names = briefly(list(dict.fromkeys(_line(row, gathered.start.id) for row in inferred)))
        of_each = "1 relationship is inferred, and no source states it"
        of_all = f"{len(inferred):,} relationships are inferred, and no source states them"
        caveats.append(f"{of_each if len(inferred) == 1 else of_all} ({names}).")
    disputed = [row for row in rows if row.certainty == "disputed"]
    if disputed:
        names = briefly(list(dict.fromkeys(_line(row, gathered.start.id) for row in disputed)))
        caveats.append(f"Sources differ on {names}.")
    caveats += circle_caveats(gathered, rows)
    day = asked.view.day
    if day is not None and any(row.holds == "possibly" for row in rows):
        settled = f"whether all of this held on {in_words(day)}"
        caveats.append(f"The known dates do not show {settled}. Such relationships are marked 'possibly'.")
    return caveats


def no_surer(gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return a sentence on the relationships that a source states, and that hang on what is only inferred."""
    chained = with_chain_certainty(rows, gathered.start.id)
    pairs = zip(rows, chained, strict=True)
    hanging = [row for row, in_chain in pairs if firm(row) and in_chain.certainty == "inferred"]
    if not hanging:
        return []
    names = briefly(list(dict.fromkeys(_line(row, gathered.start.id) for row in hanging)))
    depends = "depends on that, and is no surer" if len(hanging) == 1 else "depend on that, and are no surer"
    return [f"{counted(len(hanging), 'more relationship')} {depends} ({names})."]


def _tentative(words: Words, gathered: Traversal, rows: Sequence[Row], tense: Tense) -> list[str]:
    """Return what the law says and what is planned; what is inferred or marked with a question mark, notes say."""
    body, clauses = shown_name(gathered.start), list[str]()
    rules = [row for row in rows if row.certainty == "rule"]
    if rules:
        # No Act says "accountable": each line is worded as its section has it.
        near = [row for row in rules if row.of == gathered.start.id] or rules
        first, *others = _by_law(gathered.asked, body, near, tense)
        clauses += [f"by law, {first}", *others]
    planned = [row for row in rows if row.heading == "planned"]
    if planned:
        near = [replace(row, certainty=None, relation=_to_be(row)) for row in planned if row.of == gathered.start.id]
        near = near or [replace(row, certainty=None) for row in planned]
        if words.fact and near[0].of == gathered.start.id:
            clauses.append(f"{words.planned or 'what is planned'}: {briefly(named(near))}")
        else:
            first, *others = each(body, near, str)
            clauses += [f"{words.planned}: {first}" if words.planned else first, *others]
    return clauses


def _to_be(row: Row) -> str:
    return row.relation if row.relation.startswith("is to ") or " are to " in row.relation else to_be(row.relation)


def _by_law(asked: Asked, body: str, rows: Sequence[Row], tense: Tense) -> list[str]:
    """Return what the law says of a body, from the end of the one that acts: "NHS England assesses it"."""
    others, words = list(dict.fromkeys(row.name for row in rows)), list(dict.fromkeys(row.relation for row in rows))
    if len(others) > 1 or any(row.of_name not in (None, body) for row in rows):
        return each(body, rows, tense)
    inverses = asked.ontology.inverse_labels
    return [acting(the(body), words, the(others[0]), inverses, is_plural(body), tense)]


def facts_in_words(body: str, rows: Sequence[Row], day: date | None = None) -> str:
    """Return a clause of what is said of a body apart from its lines: its decision rights, how it is governed."""
    values = briefly([f"{row.relation}: {row.value}{MARKS.get(row.heading, '')}" for row in rows])
    return f"{on_day(day)}said of {body}: {values}"


def _line(row: Row, start: str) -> str:
    """Return a line as it is named in a caveat: its far end, and where it is not one at the body asked about, whole."""
    if row.of == start or row.of_name is None:
        return row.name
    return f"{subject_and_verb(row.of_name, row.relation)} {row.name}"


def _best_basis(row: Row) -> str | None:
    bases = [cited.basis for cited in row.sources if cited.stance == "supports"]
    order = ("explicit", "layout", "reported", "inferred", "rule")
    return min(bases, key=order.index, default=None)


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

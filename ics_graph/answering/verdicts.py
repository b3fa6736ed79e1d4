"""The verdicts: their codes, their words, and which goes before which. This is the only place that says so.

An answer has one code (``answer.Verdict``, stable, in JSON and CSV) and one line of words. That is the second line of
the answer, which is copied with the first: the verdict, what is less than stated, and to which day the sources reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ics_graph.answering.answer import DEPENDENTS, Answer, Row, certainty_of, firm
from ics_graph.answering.existence import NO_LONGER, NOT_YET
from ics_graph.answering.horizon import in_headline, not_known_after
from ics_graph.answering.lists import be, counted, either, is_short, listed, lists_only_some, upper
from ics_graph.answering.nouns import noun_of, share
from ics_graph.dates import in_words

CALLED = "is called"
"""How a body of the very name that was looked for is told from those of near names."""
VERDICTS = {
    "answered": "Stated",
    "only-tentative": "Only tentative",
    "beyond-sources": "Not known on that day",
    "stated-none": "A source says there is none",
    "not-read": "Not read",
    "not-stated": "Not stated",
}
"""The words of each code. Where an answer's rows say it closer, as below, those words go before these."""
CLOSER = {
    "disputed": "Sources differ",
    "stated": "Stated",
    "stated (layout)": "Read from the layout of a slide",
    "reported": "Reported",
}
"""What an answer that a source bears out is called, the first that one of its lines has."""
IN_PART = {
    "Stated": "Stated in part",
    "Reported": "Reported in part",
    "Read from the layout of a slide": "Read in part from a slide",
}
"""What an answer is called of which some rows are less sure than its first words say."""
_SHARES = {
    "stated (layout)": "read from a slide",
    "reported": "from reported speech",
    "planned": "only planned",
    "uncertain": "marked with a question mark",
    "inferred": "inferred",
    "rule": "by law only",
}
"""What is said of the rows of an answer that are less than its first words, the surest first."""
# Questions of which the plans may be no more than proposals.
_PROPOSED = ("facts", "all-facts", "uncertain")
# Questions whose headline counts all rows, planned ones among them.
_COUNTS_ALL = ("facts", "all-facts", "figures", "statements", "history", "attendance", "levels", "evidence", "show")
# Questions whose rows tell events beside what is asked.
_WITH_EVENTS = ("roles", "approvals")
ALONE = {
    "rule": "By law only",
    "planned": "Planned only",
    "uncertain": "Marked with a question mark only",
    "inferred": "Inferred only",
}
"""What an answer is called that no source bears out, where all of its lines are of one kind."""
# Questions that search this data and no source's own words.
_SEARCHES = ("find", "mentions")
_SEARCHED = {"answered": "Found in this data", "not-stated": "In no record of this data"}
# What is counted is this data itself: what it records as missing, how much of it is stated.
COUNTED = "Counted in this data"
_COUNTED = {"gaps": "Recorded as missing", **dict.fromkeys(("stated", "sources", "stats"), COUNTED)}
# What is told is of all times, and each row has its own days: no day is that of the answer.
_OF_ALL_TIMES = ("history", "succession", "evidence", "show")
# What is compared are two versions of data, and no source is asked.
_COMPARED = {"answered": "The versions differ", "not-stated": "No difference"}

_MOST_KINDS = 2
_EDGES = {"begins": "first day", "ends": "last day"}
_BEYOND_IT = 2
"""From which depth on a row is of a body behind those at the one asked about."""


def verdict_line(answer: Answer) -> str:
    """Return the second line of an answer, without a full stop: its verdict, how sure it is, and how far it reaches."""
    if answer.verdict_words is not None:
        return answer.verdict_words
    if answer.question in _SEARCHES and answer.verdict in _SEARCHED:
        near = answer.question == "find" and answer.rows and answer.rows[0].relation != CALLED
        return "No exact match" if near else _SEARCHED[answer.verdict]
    if answer.question in _COUNTED and answer.verdict == "answered":
        return _COUNTED[answer.question]
    if answer.verdict == "stated-none" and any(words in answer.headline for words in (NOT_YET, NO_LONGER)):
        return CLOSER["stated"]
    if answer.question == "compare":
        return _COMPARED[answer.verdict]
    if answer.verdict not in ("answered", "only-tentative", "beyond-sources"):
        first = VERDICTS[answer.verdict]
        if answer.verdict == "not-read" and answer.less:
            # Of a slide that is to be checked, the words were read.
            first = f"{first} in full: {answer.less}"
        return "; ".join([first, *_events_beside(answer)])
    if answer.question == "uncertain" and answer.verdict == "answered" and any(map(_is_open, answer.rows)):
        # What is in shadow form is stated; what the headline counts beside it is not.
        return IN_PART["Stated"]
    words = _closer(answer) or VERDICTS["answered" if answer.verdict == "answered" else "only-tentative"]
    less = [*_less_than_stated(answer, words), *([answer.less] if answer.less else [])]
    if answer.question in _PROPOSED and words.startswith("Planned"):
        words = words.replace("Planned", "Planned or proposed" if words == ALONE["planned"] else "Planned, proposed", 1)
    if answer.question != "statements" and answer.verdict != "only-tentative":
        words = IN_PART.get(words, words) if less else words
    parts = [words, *less, *_events_beside(answer)]
    if answer.verdict == "beyond-sources":
        after = not_known_after(answer.reaches)
        parts.insert(0, f"{after[:1].upper()}{after[1:]}")
        until_then = " until then" if answer.reaches and words.startswith(("Stated", "Reported")) else ""
        parts[1] = f"{words[:1].lower()}{words[1:]}{until_then}"
        # Where there is nothing to be sure of, that it is not known is all.
        parts = [part for part in parts if part != VERDICTS["only-tentative"].lower()]
    elif answer.reaches and not (answer.as_of is None and answer.question in _OF_ALL_TIMES):
        parts += filter(None, [_reach(answer, answer.reaches)])
    lines = parts[:1]
    for part in parts[1:]:
        # A sentence that would be too long ends before the next part.
        in_one = f"{lines[-1]}; {part}"
        lines = [*lines[:-1], in_one] if is_short(in_one) else [*lines, upper(part)]
    return ". ".join(lines)


def _reach(answer: Answer, reaches: str) -> str:
    """Return up to which day the sources show an answer: all of it, and where that is not one day, some of it."""
    rows = in_headline(answer.rows) or list(answer.rows)
    # Where no source states anything, the headline tells only what stands at the body itself.
    rows = rows if any(map(firm, rows)) else [row for row in rows if row.depth < _BEYOND_IT]
    seen = [row.reaches for row in rows if row.reaches and not (row.since and row.reaches < row.since)]
    if not seen and any(row.reaches for row in rows):
        return ""  # no source is of a day on which any of it surely was so
    reaches, latest = max(reaches, min(seen, default=reaches)), max(seen, default=reaches)
    if latest <= reaches:
        undated = f"undated sources, of {in_words(reaches)} or later"
        return undated if answer.reaches_or_later else f"sources reach to {in_words(reaches)}"
    if answer.as_of is not None:
        return f"the sources reach at least to {in_words(reaches)}"
    return f"the sources are of different dates, from {in_words(reaches)} to {in_words(latest)}"


def _events_beside(answer: Answer) -> list[str]:
    """Return how many events are stated beside what no source bears out; nothing where the answer itself is firm."""
    if answer.question not in _WITH_EVENTS or answer.verdict not in ("only-tentative", "not-stated"):
        return []
    events = sum(_is_event(row) and firm(row) for row in answer.rows)
    return [f"{counted(events, 'event')} {be(events)} stated"] if events else []


def _closer(answer: Answer) -> str | None:
    """Return the words for what an answer's rows rest on, or None where there is nothing closer than the code's."""
    sure = {certainty_of(row) for row in answer.rows if firm(row) and row.group != DEPENDENTS}
    if sure and answer.verdict != "only-tentative":
        return next((words for kind, words in CLOSER.items() if kind in sure), None)
    # What is firm beside them, as an event, does not answer the question.
    kinds = {_kind(row) for row in _tentative(answer)}
    named = [words for kind, words in ALONE.items() if kind in kinds]
    if not named or None in kinds:
        return None
    if len(named) == 1:
        return named[0]
    several = [words.removesuffix(" only") for words in named]
    rest = [f"{words[:1].lower()}{words[1:]}" for words in several[1:]]
    return f"{', '.join([several[0], *rest[:-1]])} or {rest[-1]} only"


def _kind(row: Row) -> str | None:
    if row.heading == "planned" or row.phase == "planned":
        return "planned"
    return row.certainty if row.certainty in ALONE else None


def _tentative(answer: Answer) -> list[Row]:
    """Return the rows of which the verdict of an answer that no source bears out is made."""
    rows = [row for row in answer.rows if row.heading != "denied" and row.group != DEPENDENTS]
    return [row for row in rows if not firm(row)]


def _less_than_stated(answer: Answer, words: str) -> list[str]:
    """Return how many of the rows of an answer are less sure than its first words say, and how sure they are."""
    if answer.verdict == "only-tentative":
        # Of what is open, the headline gives the numbers.
        return _of_tentative(_tentative(answer), noun_of(answer), answer.question != "uncertain")
    every = [row for row in answer.rows if row.heading != "denied"]
    rows = every if answer.question in _COUNTS_ALL else in_headline(answer.rows)
    if answer.question == "history":
        # What its headline counts are events; the days of a body and of its lines stand beside them in the table.
        rows = [row for row in rows if _is_event(row)] or rows
    elif answer.question == "succession":
        rows = [row for row in rows if row.depth == 1]
    if not any(map(firm, rows)):
        return []
    kinds = Counter(_how_sure(row) for row in rows)
    if answer.question == "changes":
        # What it counts are changes, which rest on days and not on who states each line; the table may list only some.
        grades = [_SHARES[kind] for kind in ("inferred", "rule") if kinds[kind]]
        return [f"some changes are {either(grades)}"] if grades else []
    surest = next((kind for kind, name in CLOSER.items() if name == words), "")
    order = list(_SHARES)
    less = order[order.index(surest) + 1 :] if surest in order else order
    noun = "event" if answer.question == "history" and all(map(_is_event, rows)) else noun_of(answer)
    if answer.question == "bodies" and any(map(lists_only_some, answer.caveats)):
        noun = f"{noun} in the table"
    if answer.question == "themes" and len(rows) < len(every):
        noun = f"{noun}, plans aside,"
    shares = _shares({kind: kinds[kind] for kind in less if kinds[kind]}, len(rows), noun)
    if answer.question == "statements":
        shares = [part.replace(_SHARES["planned"], "about the future") for part in shares]
    return [*shares, *_beside_headline(answer, every)]


def _beside_headline(answer: Answer, rows: Sequence[Row]) -> list[str]:
    """Return what of a life or a succession is inferred beside its events: a first or last day, or what lies behind."""
    inferred = [row for row in rows if row.certainty == "inferred"]
    if answer.question == "history":
        edges = [row.relation for row in inferred if row.record is None and row.relation in _EDGES]
        named = [name for relation, name in _EDGES.items() if relation in edges]
        return [f"its {listed(named)} {be(len(named))} inferred"] if named else []
    if answer.question == "succession":
        behind = [row for row in rows if row.depth > 1]
        number = sum(row.depth > 1 for row in inferred)
        of = "" if number == len(behind) else f"{number:,} of "
        return [f"{of}the {len(behind):,} successions further back are inferred"] if number else []
    return []


def _of_plans(rows: Sequence[Row], noun: str) -> list[str]:
    """Return in one part how many of the plans among rows are inferred; nothing where none is."""
    plans = [row for row in rows if row.heading == "planned" or row.phase == "planned"]
    plans = [row for row in plans if row.relation != "statement"]
    inferred = sum(row.certainty == "inferred" for row in plans)
    # What stands in differences or lists, it does not stand there as a plan.
    noun = noun.partition(" in these ")[0]
    return [share(inferred, len(plans), f"planned {noun}", "inferred")] if inferred else []


def _of_tentative(rows: Sequence[Row], noun: str, counts: bool) -> list[str]:
    kinds = Counter(kind for row in rows if (kind := _kind(row)))
    of_plans = _of_plans(rows, noun)
    shares = {kind: kinds[kind] for kind in _SHARES if kinds[kind]}
    return [*(_shares(shares, len(rows), noun, surely=False) if len(kinds) > 1 and counts else []), *of_plans]


def _shares(kinds: Mapping[str, int], of: int, noun: str, surely: bool = True) -> list[str]:
    """Return in one part how many rows are of each kind: ``2 of 9 relationships are reported and 1 is inferred``.

    Of more than two kinds the most frequent is named, and the others are counted together. ``surely`` is whether the
    answer has rows that are stated; where it has none, its first words name all kinds.
    """
    if not kinds:
        return []
    in_order = surely and len(kinds) <= _MOST_KINDS
    ordered = list(kinds.items()) if in_order else sorted(kinds.items(), key=lambda kind: -kind[1])
    (kind, number), *others = ordered
    counts = [share(number, of, noun, _SHARES[kind])]
    # The first words of a tentative answer name all of its kinds: how many are of the most frequent is enough.
    if surely and len(others) < _MOST_KINDS:
        counts += [f"{each:,} {be(each)} {_SHARES[other]}" for other, each in others]
    elif surely:
        rest = sum(each for _, each in others)
        return [counts[0], f"{rest:,} are {either([_SHARES[other] for other, _ in others])}"]
    return [listed(counts)]


def _is_event(row: Row) -> bool:
    """Return whether a row of a history is of an event: those of the body itself and of its lines are not."""
    return row.record is not None and row.depth == 0


def _is_open(row: Row) -> bool:
    return row.heading in ("planned", "uncertain")


def _how_sure(row: Row) -> str:
    return "planned" if row.heading == "planned" or row.phase == "planned" else certainty_of(row)

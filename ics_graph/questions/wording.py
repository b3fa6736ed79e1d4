"""Headlines: one plain sentence per answer, which says no more than the sources do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ics_graph.questions.answer import Row, Verdict, firm, listed, on_day
from ics_graph.questions.gathering import Asked, Gathered, circle_caveats, shown_name


@dataclass(frozen=True, slots=True)
class Words:
    """How a question is put into sentences; ``{body}`` is the one asked about, ``{others}`` what was found.

    ``topic`` fits after "No source says …", ``fact`` is the sentence when it is stated (empty where each relation of
    the family is to be worded by itself), ``denied`` when a source
    denies it, ``nothing`` when a source gives the whole list and it is empty, ``planned`` what goes before plans.
    """

    topic: str
    fact: str
    denied: str
    nothing: str
    planned: str = "what is planned"


_MARKED = ("reported", "inferred", "disputed")


def headline(words: Words, gathered: Gathered, rows: Sequence[Row], verdict: Verdict, whole: str | None = None) -> str:
    """Return the sentence for a verdict: stated things as stated, rules and plans never as statements.

    ``whole`` is where a source says that the list is complete.
    """
    body, start = shown_name(gathered.start), on_day(gathered.asked.view.as_of)
    topic = words.topic.format(body=body)
    stated = [row for row in rows if firm(row)]
    match verdict:
        case "answered":
            shown = [row for row in rows if firm(row) or (row.heading == "in effect" and row.certainty == "inferred")]
            direct = [row for row in shown if row.depth == 1 and row.heading == "in effect"] or stated
            plain = words.fact.format(body=body, others=listed(named(direct)))
            words_said = plain or _each(body, direct)
            behind = [row for row in shown if row.depth > 1 and row.id != gathered.start.id]
            further = [name for name in named(behind) if name not in named(direct)]
            through = f", and through that to {listed(further)}" if further else ""
            unsure = all(row.holds != "yes" for row in stated)
            open_ = "; the sources' dates leave open whether that held on the day" if start and unsure else ""
            return sentence(f"{start}{words_said}{through} ({places_cited(direct)}){open_}")
        case "only-tentative":
            return sentence(f"{start}no source says {topic}; {_tentative(words, body, rows)}")
        case "stated-none":
            denials = [row for row in rows if row.heading == "denied"]
            if denials:
                denied = words.denied.format(body=body, others=listed(named(denials)))
                return sentence(f"{start}{denied} ({places_cited(denials)})")
            if whole is not None:
                return sentence(f"{start}{words.nothing.format(body=body)} ({whole})")
            return sentence(f"{start}the place is on record as vacant, and no source says {topic}")
        case _:
            return sentence(f"{start}no source says {topic}")


def caveats(asked: Asked, gathered: Gathered, rows: Sequence[Row]) -> list[str]:
    """Return what a reader must know before the answer is used: how it was read, and what its dates leave open."""
    said: list[str] = []
    if gathered.start.certainty == "uncertain":
        said.append(f"The source itself puts {gathered.start.name} with a question mark.")
    if gathered.start.planned:
        said.append(f"{gathered.start.name} itself is planned or in the making, by what its sources say.")
    read = [row for row in rows if _best_basis(row) == "layout"]
    if read:
        count = "Every line is" if len(read) == len(rows) else f"{len(read)} of {len(rows)} lines are"
        said.append(f"{count} a reading of a slide's layout, whose columns or arrows are lost in the text.")
    inferred = [row for row in rows if row.certainty == "inferred"]
    if inferred:
        names = listed([row.name for row in inferred])
        said.append(f"Inferred, and said by nobody in words: {names}.")
    disputed = [row for row in rows if row.certainty == "disputed"]
    if disputed:
        said.append(f"Sources differ on {listed([row.name for row in disputed])}.")
    said += circle_caveats(gathered, rows)
    day = asked.view.day
    if day is not None and any(row.holds == "possibly" for row in rows):
        said.append(f"The dates known do not settle whether all of this held on {day}; such lines say 'possibly'.")
    return said


def _tentative(words: Words, body: str, rows: Sequence[Row]) -> str:
    parts = []
    rules = [row for row in rows if row.certainty == "rule"]
    if rules:
        laws = listed(sorted({cited.title for row in rules for cited in row.sources}))
        near = [row for row in rules if row.depth == 1] or rules
        by_law = words.fact.format(body=body, others=listed(named(near))) if words.fact else _each(body, near)
        parts.append(f"by the {laws}, {by_law}")
    planned = [row for row in rows if row.heading == "planned"]
    asked = [row for row in rows if row.certainty == "uncertain" and row.heading != "planned"]
    guessed = [row for row in rows if row.heading in ("in effect", "in general") and row.certainty == "inferred"]
    for told, found in (
        (words.planned, planned),
        ("inferred only", guessed),
        ("with a question mark in the source", asked),
    ):
        if found:
            names = listed(list(dict.fromkeys(row.name for row in found)))
            said = names if words.fact else _each(body, found, marked=False)
            parts.append(f"{told}: {said} ({places_cited(found)})")
    return "; ".join(parts)


def _each(body: str, rows: Sequence[Row], marked: bool = True) -> str:
    """Return a sentence that words each relation as it is: a level is not a whole, a programme not a part."""
    by_relation: dict[str, list[Row]] = {}
    for row in rows:
        titled = replace(row, name=f"{row.name} ({row.role})") if row.role else row
        by_relation.setdefault(row.relation, []).append(titled)
    told = {
        words: named(found) if marked else list(dict.fromkeys(row.name for row in found))
        for words, found in by_relation.items()
    }
    return f"{body} " + "; ".join(f"{words} {listed(names)}" for words, names in told.items())


def _best_basis(row: Row) -> str | None:
    bases = [cited.basis for cited in row.sources if cited.stance == "supports"]
    order = ("explicit", "layout", "reported", "inferred", "rule")
    return min(bases, key=order.index, default=None)


def named(rows: Sequence[Row]) -> list[str]:
    """Return the names, with a word at those that no source puts in words or that sources differ on."""
    marked = (f"{row.name} ({row.certainty})" if row.certainty in _MARKED else row.name for row in rows)
    return list(dict.fromkeys(marked))


def places_cited(rows: Sequence[Row]) -> str:
    """Return where the rows are said: each source once, with its locators."""
    places: dict[str, list[str]] = {}
    for row in rows:
        for cited in row.sources:
            at = places.setdefault(cited.title, [])
            if cited.locator and cited.locator not in at:
                at.append(cited.locator)
    return "; ".join(f"{title}, {listed(at, 4)}" if at else title for title, at in places.items())


def sentence(text: str) -> str:
    """Return a text as a sentence."""
    return text[:1].upper() + text[1:] + "."

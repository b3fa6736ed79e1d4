"""What a reader must know before an answer is used: how it was read, what is inferred, what its dates leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ics_graph.answering.answer import Row, firm
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import plan_in_words
from ics_graph.answering.chain_certainty import with_chain_certainty
from ics_graph.answering.headlines import tense_of
from ics_graph.answering.lists import be, briefly, counted, is_short, listed, sentence, upper
from ics_graph.answering.relation_clauses import each, line_in_words
from ics_graph.answering.traversal import Traversal, circle_caveats
from ics_graph.dates import in_words
from ics_graph.stores.rows import Body


def caveats_of(asked: Asked, gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return what a reader must know before the answer is used: how it was read, and what its dates leave open."""
    caveats: list[str] = []
    if gathered.start.certainty == "uncertain":
        caveats.append(f"The source marks {the(gathered.start.name)} with a question mark.")
    if gathered.start.planned:
        caveats.append(_planned_still(gathered.start))
    caveats += read_from_slides([row for row in rows if _best_basis(row) == "layout"], len(rows), "relationship")
    caveats += _inferred(gathered, rows)
    disputed = [row for row in rows if row.certainty == "disputed"]
    if disputed:
        names = briefly(list(dict.fromkeys(line_in_words(row, gathered.start.id) for row in disputed)))
        caveats.append(f"Sources differ on {names}.")
    caveats += circle_caveats(gathered, rows)
    day = asked.view.day
    if day is not None and any(row.holds == "possibly" for row in rows):
        settled = f"whether all of these relationships still applied on {in_words(day)}"
        caveats.append(f"The dates do not show {settled}. The table marks them 'possibly'.")
    return caveats


def _planned_still(body: Body) -> str:
    """Return that sources describe a body as planned, and on or after which day, where nothing says when it began."""
    name = the(shown_name(body))
    seen = (plan_in_words(body) or "").removeprefix("not before ")
    if not seen:
        return f"The sources describe {name} as planned."
    return f"A source of {seen} or later describes {name} as planned."


def read_from_slides(read: Sequence[Row], of: int, noun: str) -> list[str]:
    """Return a note on what a slide shows by its layout and not in words, with the places to check; none for none."""
    if not read:
        return []
    cited = [source for row in read for source in row.sources if source.basis == "layout"]
    places = list(dict.fromkeys(source.locator.partition(",")[0] for source in cited if source.locator))
    slides = [place.removeprefix("slide ") for place in places if place.startswith("slide ")]
    what = "this" if len(read) == of else f"{len(read):,} of the {counted(of, noun)}"
    if len(places) == 1:
        return [
            f"{upper(places[0])} shows {what} by its layout, not in words. Check {'the slide' if slides else 'it'}."
        ]
    if slides and len(slides) == len(places):
        return [f"The slides show {what} by their layout, not in words. Check slides {listed(slides)}."]
    return [f"The sources show {what} by their layout, not in words. Check them."]


def _inferred(gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return what is inferred and not stated, in sentences that say who stands in which relationship to whom.

    What is both planned and inferred, the headline or the list of plans says.
    """
    inferred = [row for row in rows if row.certainty == "inferred" and row.heading != "planned"]
    if not inferred:
        return []
    start = shown_name(gathered.start)
    near = [row for row in inferred if row.of == gathered.start.id] or inferred
    tense = tense_of(gathered, near)
    clauses = each(start, [replace(row, certainty=None) for row in near], tense, before=5)
    texts = [f"{'it is also' if number else 'it is'} inferred that {clause}" for number, clause in enumerate(clauses)]
    texts = [text if is_short(text) else text.replace("inferred that ", "inferred: ", 1) for text in texts]
    rest = len(inferred) - len(near)
    texts += [f"{counted(rest, 'more relationship')} {be(rest)} inferred"] if rest else []
    texts.append(f"no source states {'this' if len(inferred) == 1 else 'these relationships'}")
    return [" ".join(map(sentence, texts))]


def no_surer(gathered: Traversal, rows: Sequence[Row]) -> list[str]:
    """Return a sentence on the relationships that a source states, and that hang on what is only inferred."""
    chained = with_chain_certainty(rows, gathered.start.id)
    pairs = zip(rows, chained, strict=True)
    hanging = [row for row, in_chain in pairs if firm(row) and in_chain.certainty == "inferred"]
    if not hanging:
        return []
    names = briefly(list(dict.fromkeys(line_in_words(row, gathered.start.id) for row in hanging)))
    depends = (
        "depends on this and is no more certain" if len(hanging) == 1 else "depend on this and are no more certain"
    )
    text = f"{counted(len(hanging), 'more relationship')} {depends}"
    return [f"{text}: {names}." if is_short(f"{text}: {names}") else f"{text}."]


def _best_basis(row: Row) -> str | None:
    bases = [cited.basis for cited in row.sources if cited.stance == "supports"]
    order = ("explicit", "layout", "reported", "inferred", "rule")
    return min(bases, key=order.index, default=None)

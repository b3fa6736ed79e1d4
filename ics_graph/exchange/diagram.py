"""What a drawing shows, whoever draws it: bodies and lines with what must be said of them in words.

Phase and certainty are a stroke *and* a word, so that a drawing printed in grey says no more than its sources.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ics_graph.exchange import record_text
from ics_graph.exchange.formats import ExportInput
from ics_graph.exchange.selection import rows
from ics_graph.model import Phased
from ics_graph.validity import phase_on
from ics_graph.visible_text import in_a_line

# What begins a list in Markdown.
_LIST = re.compile(r"\d*[.)+-]")
SMALLER = "Choose a part: --only FAMILY, --within BODY or --as-of DAY"
"""What to do about a drawing that is too big."""


class Box(NamedTuple):
    """A body: its number in the drawing, id, name, and the caption under the name; ``dashed`` if not simply there."""

    number: int
    id: str
    name: str
    caption: str
    dashed: bool


class Arrow(NamedTuple):
    """A line from one box to another, with its words; ``dashed`` where it is not simply stated."""

    low: Box
    high: Box
    label: str
    dashed: bool


def diagram_of(chosen: ExportInput, rules: bool) -> tuple[list[Box], list[Arrow]]:
    """Return the boxes and arrows of what was chosen, both in the order of their ids."""
    compiled, lines, _ = rows(chosen, rules)
    boxes: dict[str, Box] = {}
    for number, body in enumerate(sorted(compiled.bodies(), key=lambda body: body.id)):
        it = body.record
        extent = {"several": f"{it.count or 'several'}, not named", "any": "any"}.get(it.extent)
        type_ = record_text.type_in_words(body, chosen.ontology, chosen.as_of)
        words = [type_ if type_ != it.name else None, extent, _phase(it, chosen), _sure(body.certainty)]
        dashed = body.planned or body.certainty != "stated"
        boxes[it.id] = Box(number, it.id, it.name, _joined(words), dashed)
    arrows = []
    for line in lines:
        record = line.record
        capacity = chosen.ontology.schemes["capacities"][record.capacity].label if record.capacity else None
        label = chosen.ontology.relations[line.type].label
        words = [label, record.role, capacity, record_text.between(record.since, record.until), _phase(record, chosen)]
        dashed = line.planned or line.certainty != "stated"
        arrows.append(Arrow(boxes[line.subject], boxes[line.object], _joined([*words, _sure(line.certainty)]), dashed))
    return list(boxes.values()), arrows


def mermaid_text(text: str) -> str:
    """Return text that Mermaid takes for text: whatever it could take for anything else is written as its number.

    Letters and digits of any script stay. A list of Markdown, which Mermaid would refuse, does not begin with a number.
    """
    words = " ".join(in_a_line(text).split())
    start = _LIST.match(words)
    first = start.end() if start else 0
    return "".join(
        char if char.isalnum() or (char in " .,:!?'/()+-–→⟨⟩" and at >= first) else f"#{ord(char)};"
        for at, char in enumerate(words)
    )


def _phase(record: Phased, chosen: ExportInput) -> str | None:
    phase = phase_on(record.phases, chosen.as_of)
    return phase if phase != "not-stated" else None


def _sure(certainty: str) -> str | None:
    return None if certainty == "stated" else "by rule" if certainty == "rule" else certainty


def _joined(words: list[str | None]) -> str:
    return ", ".join(word for word in words if word)

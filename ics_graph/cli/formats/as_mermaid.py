"""An answer's lines as a Mermaid flowchart: full strokes for what is stated, dashed for what is not."""

from __future__ import annotations

from ics_graph.answering.answer import Answer, Row, certainty_of
from ics_graph.exchange.diagram import mermaid_text


def render(answer: Answer) -> str:
    """Return a ``flowchart BT`` of the rows that are lines, each from its subject to its object, with what it says."""
    lines = ["flowchart BT", f"  %% {mermaid_text(answer.headline)}"]
    numbers: dict[str, str] = {}
    for row in answer.rows:
        if row.of is None or row.depth == 0:
            continue
        near = _node(numbers, lines, row.of, row.of_name or row.of)
        far = _node(numbers, lines, row.id, row.name)
        low, high = (near, far) if row.upward else (far, near)
        arrow = "-->" if row.heading == "in effect" and row.certainty == "stated" else "-.->"
        lines.append(f'  {low} {arrow}|"{_label(row)}"| {high}')
    if len(numbers) == 0:
        lines.append(f'  nothing["{mermaid_text(answer.headline)}"]')
    return "\n".join(lines)


def _node(numbers: dict[str, str], lines: list[str], id_: str, name: str) -> str:
    if id_ not in numbers:
        numbers[id_] = f"n{len(numbers)}"
        lines.append(f'  {numbers[id_]}["{mermaid_text(name)}"]')
    return numbers[id_]


def _label(row: Row) -> str:
    words = [row.forward, row.role, row.phase if row.phase != "not-stated" else None]
    words.append(certainty_of(row) if certainty_of(row) != "stated" else None)
    words.append(f"holds: {row.holds}" if row.holds else None)
    return mermaid_text(", ".join(word for word in words if word))

"""An answer's lines as a Mermaid flowchart: full strokes for what is stated, dashed for what is not."""

from __future__ import annotations

from ics_graph.questions.answer import Answer, Row


def render(answer: Answer) -> str:
    """Return a ``flowchart BT`` of the rows that are lines, each from its subject to its object, with what it says."""
    lines = ["flowchart BT", f"  %% {_plain(answer.headline)}"]
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
        lines.append(f'  nothing["{_plain(answer.headline)}"]')
    return "\n".join(lines)


def _node(numbers: dict[str, str], lines: list[str], id_: str, name: str) -> str:
    if id_ not in numbers:
        numbers[id_] = f"n{len(numbers)}"
        lines.append(f'  {numbers[id_]}["{_plain(name)}"]')
    return numbers[id_]


def _label(row: Row) -> str:
    words = [row.forward, row.role, row.phase if row.phase != "not-stated" else None]
    words.append(row.certainty if row.certainty != "stated" else None)
    words.append(f"holds: {row.holds}" if row.holds else None)
    return _plain(", ".join(word for word in words if word))


def _plain(text: str) -> str:
    """Return text that Mermaid takes for text: its quotes, brackets and tags as entities."""
    safe = "".join(char if char.isalnum() or char in " .,;:!?'/()&+-–→" else f"#{ord(char)};" for char in text)
    return " ".join(safe.split())

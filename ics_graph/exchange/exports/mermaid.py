"""Mermaid: a drawing as text, for wikis and Markdown."""

from __future__ import annotations

from typing import IO

from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput, exporter

_MOST_LINES = 500
_LONGEST = 50_000


@exporter("mermaid -o drawing.mmd --only accountability", no_rules="Leave out lines that only the law gives")
def mermaid(chosen: ExportInput, to: IO[bytes], no_rules: bool = False) -> None:
    """A Mermaid flowchart of a part of the graph, for wikis, GitHub and Markdown.

    Lines run upward from subject to object. What is not simply stated is dashed and says in words what it is: planned,
    uncertain, denied, by rule. Raises ValueError for more than Mermaid draws: 500 lines or 50,000 characters.
    """
    from ics_graph.exchange.diagram import SMALLER, diagram_of, mermaid_text
    from ics_graph.exchange.left_behind import DRAWING, left_behind, tell_left

    boxes, arrows = diagram_of(chosen, not no_rules)
    lines = ["flowchart BT"]
    for box in boxes:
        label = "<br/>".join(mermaid_text(text) for text in (box.name, box.caption) if text.strip())
        lines.append(f'  n{box.number}["{label or box.id}"]')
    for low, high, words, dashed in arrows:
        lines.append(f'  n{low.number} {"-.->" if dashed else "-->"}|"{mermaid_text(words)}"| n{high.number}')
    if not boxes:
        lines.append('  nothing["nothing was chosen"]')
    if dashed_boxes := [f"n{box.number}" for box in boxes if box.dashed]:
        lines += ["  classDef unsure stroke-dasharray: 5 5", f"  class {','.join(dashed_boxes)} unsure"]
    text = "\n".join(lines) + "\n"
    if len(arrows) > _MOST_LINES or len(text) > _LONGEST:
        size = f"{len(arrows):,} lines in {len(text):,} characters"
        raise FormatError(
            f"Mermaid draws at most {_MOST_LINES} lines in {_LONGEST:,} characters, not {size}. {SMALLER}"
        )
    to.write(text.encode())
    tell_left(chosen, "A drawing", left_behind(chosen.dataset, DRAWING))

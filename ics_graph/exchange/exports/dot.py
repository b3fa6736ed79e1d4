"""DOT: a drawing for Graphviz."""

from __future__ import annotations

from typing import IO

from ics_graph.exchange.formats import ExportInput, exporter

_MANY = 300


@exporter("dot -o drawing.dot --only accountability", no_rules="Leave out lines that only the law gives")
def dot(chosen: ExportInput, to: IO[bytes], no_rules: bool = False) -> None:
    """A drawing for Graphviz: dot -Tsvg drawing.dot -o drawing.svg.

    Lines run upward from subject to object. What is not simply stated is dashed and says in words what it is: planned,
    uncertain, denied, by rule. A drawing of more bodies than anybody can read is written, and says so.
    """
    from ics_graph.exchange.diagram import SMALLER, diagram_of
    from ics_graph.exchange.left_behind import DRAWING, left_behind, tell_left
    from ics_graph.exchange.xml_text import Replacing

    safe = Replacing()

    def quoted(*lines: str) -> str:
        return '"' + "\\n".join(_escaped(safe(" ".join(line.split()))) for line in lines if line) + '"'

    boxes, arrows = diagram_of(chosen, not no_rules)
    out = [
        "digraph ics_graph {",
        "  rankdir=BT;",
        '  node [shape=box, fontname="sans-serif", fontsize=11];',
        '  edge [fontname="sans-serif", fontsize=9];',
    ]
    for box in boxes:
        style = ", style=dashed" if box.dashed else ""
        out.append(f"  {quoted(box.id)} [label={quoted(box.name, box.caption)}{style}];")
    for low, high, label, dashed in arrows:
        style = ", style=dashed" if dashed else ""
        out.append(f"  {quoted(low.id)} -> {quoted(high.id)} [label={quoted(label)}{style}];")
    to.write("\n".join([*out, "}", ""]).encode())
    if len(boxes) > _MANY:
        chosen.tell(f"A drawing of {len(boxes):,} bodies takes long and nobody can read it. {SMALLER}.")
    safe.say(chosen.tell, "Graphviz")
    tell_left(chosen, "A drawing", left_behind(chosen.dataset, DRAWING))


def _escaped(text: str) -> str:
    # Graphviz reads escapes such as \N in labels, and names of characters as in HTML.
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")

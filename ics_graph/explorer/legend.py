"""What the shapes, colours and dashes of a drawing mean, each with how often it is there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.explorer.selection import Selection
from ics_graph.explorer.style import dash_of, kind_of, stroke_of


def legend(asked: Asked, drawn: Selection) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of the legend: types, families of lines, phases and certainties, the commonest first."""
    ontology, day = asked.ontology, asked.view.as_of
    types = Counter(body.type for body in drawn.bodies.values())
    families = Counter(line.family for line in drawn.lines)
    phases: Counter[str] = Counter("planned" if line.planned else line.phase(day) for line in drawn.lines)
    certainties: Counter[str] = Counter(line.certainty for line in drawn.lines)
    of_bodies: Counter[str] = Counter(drawn.phase(body, day) for body in drawn.bodies.values())
    return {
        "types": [
            {"label": ontology.types[name].label, "kind": kind_of(ontology, name), "count": n, "type": name}
            for name, n in sorted(types.items(), key=lambda item: (-item[1], item[0]))
        ],
        "families": [
            {
                "label": ontology.families[name].label,
                "family": name,
                "count": n,
                "head": stroke_of(name).head,
                "definition": ontology.families[name].definition,
            }
            for name, n in sorted(families.items(), key=lambda item: (-item[1], item[0]))
        ],
        "phases": [
            {"label": concept.label, "count": phases[name], "bodies": of_bodies[name], "dash": dash_of(name, "")}
            for name, concept in ontology.schemes["phases"].items()
            if phases[name] or of_bodies[name]
        ],
        "certainties": [
            {"label": concept.label, "count": certainties[name], "dash": dash_of("", name)}
            for name, concept in ontology.schemes["certainties"].items()
            if certainties[name]
        ],
    }

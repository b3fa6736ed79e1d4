"""How types, families, phases and certainties look: shape, colour and dash, each always beside its word.

The colours are Okabe and Ito's palette, darkened for a light page and lightened for a dark one until each has at
least 3:1 against its ground; no two kinds differ by colour alone, and the words carry everything that they say.
"""

from __future__ import annotations

from dataclasses import dataclass

from ics_graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Look:
    """The shape and the colours (on a light and on a dark page) of a kind of body; ``shape`` is one of ``SHAPES``."""

    shape: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """The colours, arrow head and width of the lines of a family; the heads are those that vis-network knows."""

    light: str
    dark: str
    head: str
    width: float


_BLUE, _SKY = ("#005a9c", "#6bb8f0"), ("#0d6b74", "#6cc8d0")
_GREEN, _RED = ("#4b6b22", "#a9cd75"), ("#b34700", "#ff9d5c")
_PURPLE, _OCHRE = ("#6a4c93", "#c3a9ea"), ("#7d5c00", "#efc24a")
_GREY, _INK = ("#565f6b", "#aab4c0"), ("#23303d", "#e6ebf0")
# Orange is for lines of accountability alone.
_ROSE = ("#8a3a5b", "#f0a3c0")

# A type looks like the nearest of its ancestors that is listed here.
LOOKS = {
    "IntegratedCareSystem": Look("hexagon", *_BLUE),
    "Collaboration": Look("pentagon", *_BLUE),
    "SustainabilityAndTransformationPartnership": Look("octagon", *_BLUE),
    "NationalBody": Look("star", *_INK),
    "GovernmentDepartment": Look("star", *_INK),
    "Organisation": Look("bar", *_GREY),
    "ClinicalCommissioningGroup": Look("circle", *_PURPLE),
    "IntegratedCareBoard": Look("circle", *_PURPLE),
    "PrimaryCareTrust": Look("circle", *_PURPLE),
    "PrimaryCareGroup": Look("circle", *_PURPLE),
    "NHSTrust": Look("cross", *_SKY),
    "Council": Look("square", *_GREEN),
    "CombinedAuthority": Look("squares", *_GREEN),
    "OrganisationalUnit": Look("diamond", *_ROSE),
    "Activity": Look("triangle", *_OCHRE),
    "Programme": Look("wedge", *_OCHRE),
    "Person": Look("person", *_INK),
    "Post": Look("chair", *_INK),
    "Area": Look("drop", *_GREEN),
    "SystemLevel": Look("steps", *_GREY),
    "Constituency": Look("ring", *_GREY),
    "Entity": Look("ring", *_GREY),
}
STROKES = {
    "structure": Stroke(*_GREY, "triangle", 1.4),
    "membership": Stroke(*_PURPLE, "arrow", 1.4),
    "coverage": Stroke(*_GREEN, "circle", 1.4),
    "accountability": Stroke(*_RED, "vee", 2.4),
    "reporting": Stroke(*_BLUE, "vee", 2.2),
    "leadership": Stroke(*_INK, "diamond", 1.4),
    "support": Stroke(*_OCHRE, "curve", 1.8),
}
OTHER = Stroke(*_SKY, "box", 1.6)

# Strokes and gaps in pixels. A dash means one of three things: stated is whole, weaker is broken, planned is dotted.
# Which of the weaker ones it is, a word says. Not listed is what is drawn whole.
_WEAKER, _PLANNED = [6, 4], [2, 3]
DASHES: dict[str, list[int]] = {
    "planned": _PLANNED,
    "shadow": _PLANNED,
    "inferred": _WEAKER,
    "uncertain": _WEAKER,
    "disputed": _WEAKER,
    "rule": _WEAKER,
}


def look_of(ontology: Ontology, type_name: str) -> Look:
    """Return how a body of a type looks: like the nearest kind above it that has a look."""
    return LOOKS[kind_of(ontology, type_name)]


def kind_of(ontology: Ontology, type_name: str) -> str:
    """Return the nearest kind above a type that has a look, or the type itself."""
    return next(kind for kind in ontology.types[type_name].ancestors if kind in LOOKS)


def stroke_of(family: str) -> Stroke:
    """Return how the lines of a family look."""
    return STROKES.get(family, OTHER)


def dash_of(phase: str, certainty: str) -> list[int] | None:
    """Return the dash of a line or an outline: that of its phase, else of its certainty, None for a whole one."""
    return DASHES.get(phase) or DASHES.get(certainty)


# Outlines in a square from -10 to 10, as SVG paths: the canvas and the legend draw the same ones.
SHAPES = {
    "hexagon": "M10 0 5 8.7-5 8.7-10 0-5-8.7 5-8.7Z",
    "pentagon": "M0-10 9.8-2.9 6 8.6-6 8.6-9.8-2.9Z",
    "octagon": "M4-9.6 9.6-4 9.6 4 4 9.6-4 9.6-9.6 4-9.6-4-4-9.6Z",
    "star": "M0-10.5 2.6-3.5 10-3.2 4.2 1.4 6.2 8.5 0 4.4-6.2 8.5-4.2 1.4-10-3.2-2.6-3.5Z",
    "bar": "M-10-5H10V5H-10Z",
    "circle": "M9 0A9 9 0 1 1-9 0A9 9 0 1 1 9 0Z",
    "cross": "M-3.5-9.5H3.5V-3.5H9.5V3.5H3.5V9.5H-3.5V3.5H-9.5V-3.5H-3.5Z",
    "square": "M-8-8H8V8H-8Z",
    "squares": "M-9.5-9.5H3.5V-3.5H9.5V9.5H-3.5V3.5H-9.5Z",
    "diamond": "M0-10.5 10.5 0 0 10.5-10.5 0Z",
    "triangle": "M0-9.5 10 8-10 8Z",
    "wedge": "M0 9.5 10-8-10-8Z",
    "person": "M0-10A4.5 4.5 0 1 1 0-1A4.5 4.5 0 1 1 0-10ZM-9 10C-9 3-5 1 0 1S9 3 9 10Z",
    "chair": "M-7-10H-3V-1H7V10H3V4H-3V10H-7Z",
    "drop": "M0 10C-9 1-9-10 0-10S9 1 0 10Z",
    "steps": "M-9-9H9V-5H-9ZM-9-2H9V2H-9ZM-9 5H9V9H-9Z",
    "ring": "M9 0A9 9 0 1 1-9 0A9 9 0 1 1 9 0ZM4.5 0A4.5 4.5 0 1 0-4.5 0A4.5 4.5 0 1 0 4.5 0Z",
}

"""What is in the graph at all: bodies by name, and how many there are of each kind."""

from __future__ import annotations

from ics_graph.questions.answer import Answer, Row, listed
from ics_graph.questions.gathering import Asked
from ics_graph.questions.lookup import ALIKE
from ics_graph.questions.registry import question


@question(
    "overview",
    "find tees",
    text="a name, a part of one, or a code",
    limit="the most bodies to list",
)
def find(asked: Asked, text: str, limit: int = 20) -> Answer:
    """Bodies that have a name, other name or code; where none has exactly that, the most alike."""
    matches = [match for match in asked.store.find(text, limit) if match.score >= ALIKE]
    rows = tuple(
        Row(
            m.id,
            m.name,
            m.type,
            asked.kind(m.type),
            relation="is called" if m.exact else "is alike",
            value=m.matched,
            depth=0,
        )
        for m in matches
    )
    if matches and matches[0].exact:
        verb = "is" if len(rows) == 1 else "are"
        headline = f"{len(rows)} {verb} called '{text}': {listed([row.name for row in rows])}."
    elif rows:
        headline = f"Nothing is called just '{text}'; most alike: {listed([row.name for row in rows])}."
    else:
        headline = f"Nothing is called '{text}', or anything like it."
    return Answer("find", {"text": text}, headline, "answered" if rows else "not-stated", None, rows)


@question("overview", "stats")
def stats(asked: Asked) -> Answer:
    """How many bodies there are of each type, lines of each relation, and records of other kinds."""
    counts = asked.store.counts()
    rows = []
    for kind, number in counts["entities"].items():
        rows.append(
            Row(
                kind,
                asked.ontology.types[kind].label,
                kind,
                relation="entity type",
                value=f"{number:,}",
                depth=0,
            )
        )
    for kind, number in counts["relations"].items():
        label = asked.ontology.relations[kind].label
        rows.append(Row(kind, label, kind, relation="relation", value=f"{number:,}", depth=0))
    for kind, number in counts["records"].items():
        rows.append(Row(kind, kind, kind, relation="record", value=f"{number:,}", depth=0))
    entities, lines = sum(counts["entities"].values()), sum(counts["relations"].values())
    titles = listed([about.title for about in asked.store.about()])
    headline = f"{entities:,} entities and {lines:,} lines in: {titles}."
    return Answer("stats", {}, headline, "answered" if entities else "not-stated", None, tuple(rows))

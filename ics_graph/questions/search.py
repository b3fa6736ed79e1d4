"""What is in the graph at all: bodies by name, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import briefly, sentences
from ics_graph.answering.lookup import ALIKE
from ics_graph.answering.provenance import is_law_of_a_rule
from ics_graph.answering.registry import question
from ics_graph.answering.verdicts import CALLED
from ics_graph.names import fold, telling
from ics_graph.stores.rows import EVERYTHING


@question(
    "overview",
    "find tees",
    dated=False,
    text="a name, a part of one, or a code",
    limit="the most bodies to list",
    ways=(
        "search for {text}",
        "what is called {text}",
        "(find|search|search for|look for|look up|lookup) {text}",
        "what call {text}",
        "what [body] [have] name {text}",
        "what body call {text}",
    ),
)
def find(asked: Asked, text: str, limit: int = 20) -> Answer:
    """Bodies that have a name, other name or code, and after them those with a near name, the nearest first.

    After an exact name stand only those that share a whole word with it.
    What people say for short is a name, too: a CCG without "NHS … CCG", a CCG or system by its first letters.
    """
    matches = [match for match in asked.store.find(text, limit) if match.score >= ALIKE]
    if matches and matches[0].exact:
        # What only looks like a name that is somebody's already was not meant: "Warrington" is not "Darlington".
        words = _words(text)
        matches = [match for match in matches if match.exact or words & _words(match.matched)]
    bodies = asked.store.bodies([match.id for match in matches])
    rows = tuple(
        Row(
            id=m.id,
            name=bodies[m.id].name_apart,
            type=m.type,
            kind=asked.kind(m.type),
            relation=CALLED if m.exact else "closest name",
            value=m.matched,
            depth=0,
        )
        for m in matches
    )
    exact = [row.name for row, match in zip(rows, matches, strict=True) if match.exact]
    if exact:
        noun = "body is" if len(exact) == 1 else "bodies are"
        near = [row.name for row in rows[len(exact) :]]
        names_are = "a close name is" if len(near) == 1 else "close names are"
        called = f"{len(exact)} {noun} called '{text}': {briefly(exact)}"
        headline = sentences(called, f"{names_are} {briefly(near)}" if near else "")
    elif rows:
        names_are = "the closest name is" if len(rows) == 1 else "the closest names are"
        headline = sentences(
            f"no body has exactly the name '{text}'", f"{names_are} {briefly([row.name for row in rows])}"
        )
    else:
        headline = f"No body has the name '{text}', or one like it."
    return Answer(
        parameters={"text": text},
        headline=headline,
        verdict="answered" if rows else "not-stated",
        rows=rows,
    )


def _words(text: str) -> set[str]:
    return set(telling(fold(text)).split())


@question(
    "overview",
    "stats",
    dated=False,
    ways=(
        "how much data is there",
        "how big is the graph",
        "how (much|many) (data|record|body|line|fact|entry) [is] [there] [in] [graph|store|data|database]",
        "[what] (statistic|stats|size) of [graph|data|store|database]",
        "how big [graph|data|database|store]",
        "how large [graph|data|database|store]",
        "(statistic|stats) [graph|data]",
        "what [in] (graph|database|store)",
    ),
)
def stats(asked: Asked) -> Answer:
    """How many bodies there are of each type, lines of each relation, and records of other kinds.

    Lines that only the law gives, and the laws that give them, are counted, and told apart.
    """
    counts = asked.store.counts()
    by_law = _by_law(asked)
    laws = sum(is_law_of_a_rule(id_) for id_ in asked.store.sources())
    rows = []
    for kind, number in counts["entities"].items():
        rows.append(
            Row(
                id=kind,
                name=asked.ontology.types[kind].label,
                type=kind,
                relation="entity type",
                value=f"{number:,}",
                depth=0,
            )
        )
    for kind, number in counts["relations"].items():
        label = asked.ontology.relations[kind].label
        value = f"{number:,}{_of_them(by_law[kind], 'by law alone')}"
        rows.append(Row(id=kind, name=label, type=kind, relation="relation", value=value, depth=0))
    for kind, number in counts["records"].items():
        value = f"{number:,}{_of_them(laws if kind == 'sources' else 0, 'laws behind lines by law alone')}"
        rows.append(Row(id=kind, name=kind, type=kind, relation="record", value=value, depth=0))
    entities, lines = sum(counts["entities"].values()), sum(counts["relations"].values())
    titles = briefly([f"'{about.title}'" for about in asked.store.about()], noun="dataset")
    by_law_only = f"Of its {lines:,} relationships, {by_law.total():,} are by law only."
    relationships = by_law_only if by_law else f"It has {lines:,} relationships."
    headline = f"This data has {entities:,} bodies, people and other entries. {relationships}"
    return Answer(
        parameters={},
        headline=headline,
        verdict="answered" if entities else "not-stated",
        rows=tuple(rows),
        caveats=(_ALL_ENTRIES, *((f"The data comes from {titles}.",) if titles else ())),
    )


_ALL_ENTRIES = (
    "Every entry counts here, with those for several bodies, for any body and for plans. To count bodies, ask 'bodies'."
)


def _by_law(asked: Asked) -> Counter[str]:
    """Return how many lines of each relation only the law gives; only the families that rules speak of are read."""
    relations = {rule.relation for rule in asked.ontology.rules if rule.relation is not None}
    families = {asked.ontology.relations[relation].family for relation in relations}
    lines = asked.store.lines(None, "up", families, EVERYTHING) if families else []
    return Counter(line.type for line in lines if line.certainty == "rule")


def _of_them(number: int, what: str) -> str:
    return f", {number:,} of them {what}" if number else ""

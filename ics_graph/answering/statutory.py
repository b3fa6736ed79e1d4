"""What the law says where no line by rule is in the answer: of any body of a kind, or of several together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ics_graph.answering.answer import Row, citation
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.traversal import Traversal
from ics_graph.governance import is_general, is_several, is_single
from ics_graph.model import Claim
from ics_graph.stores.rows import Body

if TYPE_CHECKING:
    from ics_graph.ontology.law import Rule


def rows_in_general(gathered: Traversal, family: str) -> list[Row]:
    """Return a row in general for each law that binds any body of the kind asked about ("each CCG")."""
    asked, start = gathered.asked, gathered.start
    if gathered.direction != "up" or not is_general(start) or not asked.view.rules:
        return []
    day = asked.view.day
    rows = []
    for rule in _in_force(asked, start, family):
        bodies = _objects(asked, rule)
        if len(bodies) != 1 or (day is not None and bodies[0].on(day) == "no"):
            continue
        (body,), law = bodies, f"rule:{rule.name}"
        label, _ = asked.ontology.law_words(rule)
        rows.append(
            Row(
                id=body.id,
                name=shown_name(body),
                type=asked.type_of(body),
                kind=asked.kind_of(body),
                relation=label,
                of=start.id,
                of_name=shown_name(start),
                holds="yes" if day else None,
                certainty="rule",
                since=rule.since,
                until=rule.until,
                heading="in general",
                forward=label,
                sources=(citation(Claim(law, rule.cited, basis="rule"), asked.store.sources([law])),),
            )
        )
    return rows


def lines_above_by_law(gathered: Traversal, rows: Sequence[Row], family: str) -> list[str]:
    """Return a sentence for each law that speaks of such a body and has no row: it binds each of several, or points
    at a body that is not in the data."""
    asked, start = gathered.asked, gathered.start
    if gathered.direction != "up" or any(row.certainty == "rule" for row in rows) or not asked.view.rules:
        return []
    sentences = []
    for rule in _in_force(asked, start, family):
        law = f"{rule.label} ({rule.legal_basis}, {rule.cited})"
        objects = len(_objects(asked, rule))
        if is_several(start) and objects == 1:
            sentences.append(f"{law}. The law binds each of them, and does not speak of {shown_name(start)} together.")
        elif rule.reached_by:
            kind = asked.kind(rule.object_type)
            sentences.append(f"{law}. It makes no line here, as these data do not say which {kind} is its own.")
        elif objects != 1:
            kind = asked.kind(rule.object_type)
            sentences.append(f"{law}. It makes no line here, as these data hold no single body of the type '{kind}'.")
    return sentences


def _in_force(asked: Asked, body: Body, family: str) -> list[Rule]:
    kind, day = asked.type_of(body), asked.view.day
    return [
        rule
        for rule in asked.ontology.rules
        if rule.relation is not None
        and kind in asked.ontology.bound_by(rule)
        and asked.ontology.relations[rule.relation].family == family
        and (day is None or ((rule.since or day) <= day <= (rule.until or day)))
    ]


def _objects(asked: Asked, rule: Rule) -> list[Body]:
    if rule.reached_by:
        return []
    bodies = asked.store.of_types(asked.ontology.kinds_of(rule.object_type))
    return [body for body in bodies if is_single(body)]

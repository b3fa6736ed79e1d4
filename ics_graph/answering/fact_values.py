"""How the value of a fact is written; knows no store."""

from __future__ import annotations

from ics_graph.answering.grammar import singular
from ics_graph.model import Fact


def value_in_words(fact: Fact) -> str:
    """Return a fact's value as a person writes it: ``about 3,200,000 people``, ``£22,000,000 – funding``."""
    parts = []
    if fact.number is not None:
        money = fact.unit == "GBP"
        unit = "" if money or not fact.unit else f" {singular(fact.unit) if fact.number == 1 else fact.unit}"
        number = f"{'£' if money else ''}{fact.number:,}{unit}"
        parts.append(f"about {number}" if fact.approximately else number)
    if fact.text:
        parts.append(fact.text)
    return " – ".join(parts)

"""How names, numbers and days are put into a sentence; knows no store."""

from __future__ import annotations

from datetime import date

from ics_graph.dates import in_words

LEFT_OPEN = "the sources' dates leave open whether that held on the day"
"""How a sentence of a day ends where the dates do not settle what it says."""


def on_day(day: date | None) -> str:
    """Return how a sentence begins that speaks of a day; empty where none is asked about."""
    return f"On {in_words(day)}, " if day else ""


def listed(names: list[str], most: int = 6) -> str:
    """Return names as a person lists them: ``a, b and c``, with the rest counted."""
    shown = names[:most]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1] if shown else ""]))


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: ``1 entry``, ``3 entries``."""
    return f"{n:,} {noun if n == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return a noun in the plural: ``entries``."""
    if noun.partition(" ")[0].endswith("s") and " " in noun:  # committees in common
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def sentence(text: str) -> str:
    """Return a text as a sentence."""
    return text[:1].upper() + text[1:] + "."

"""Phrases that the program does not use, each with plain words for the same."""

from __future__ import annotations

import re

FORBIDDEN: dict[str, str] = {
    r"\b(?:it|they) (?:was|were) there\b": "it existed",
    r"\b(?:was|were) not there\b": "did not exist",
    r"\b(?:was|were) there (?:from|until|already|on)\b": "existed",
    r"\bwent in(?:to)?\b": "preceded; merged into",
    r"\bcame out(?: of)?\b": "succeeded; was formed from",
    r"\b(?:is|are|most) alike\b": "closest; has a similar name",
    r"\b(?:is|are) put (?:with|as|beside)\b": "the source marks; is stated as",
    r"\bputs? .{0,60}\bwith a question mark\b": "the source marks it with a question mark",
    r"\b(?:stand|stands) (?:or|and) (?:fall|falls)\b": "depends on",
    r"\bby lot\b": "at random",
    r"\bof any time\b": "at any date",
    r"\bso grave\b": "at this level",
    r"\bas grave as\b": "at this level or above",
    r"\bthe gravest\b": "the most serious",
    r"\bof whom no source\b": "no source states that they …",
    r"\bof (?:whom|which) nobody\b": "nobody states …",
    r"\bso many\b": "give the number",
    r"\bonly tentative\b": "by law only, planned only, inferred only",
    r"\bhas as an? \w+": "members include, parts include",
    r"\bhas in a role\b": "role holders include",
    r"\bis called just\b": "has exactly the name",
    r"\bgives? a line of\b": "states",
    r"\bnobody's\b": "nobody is responsible for",
    r"\btake it as said\b": "count it as stated",
    r"\bought to be said\b": "should be on record",
    r"\bdoes not say that it is not\b": "a missing statement is not a denial",
    r"\bis left out that\b": "is left out",
    r"\bheld at other times\b": "at other dates",
    r"\bsaid by nobody\b": "no source states it in words",
}
"""A pattern, and what to write instead."""

_COMPILED = {re.compile(pattern, re.IGNORECASE): plain for pattern, plain in FORBIDDEN.items()}


def forbidden_in(text: str) -> list[str]:
    """Return each forbidden phrase of a text with what to write instead."""
    line = " ".join(text.split())
    return [f"“{hit[0]}”: {plain}" for pattern, plain in _COMPILED.items() for hit in pattern.finditer(line)]

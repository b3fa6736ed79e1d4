"""What a gap on record says, in sentences: what no source says, or what was not read, and what is noted of it."""

from __future__ import annotations

import re

from ics_graph.answering.lists import is_short, sentence
from ics_graph.model import Gap

_QUESTIONS = ("whether", "which", "who", "whom", "whose", "when", "what", "how", "where")
_ASKING = tuple(f"{before}{word} " for before in ("", "by ", "for ", "of ", "on ", "to ", "at ") for word in _QUESTIONS)
_ASKING += ("since when ", "since when,", "from when ")
_NOT_SAID = re.compile(r",? is not said$")
_SAYING = {
    "accountability": "to whom it is accountable",
    "reporting": "to whom it reports",
    "membership": "who all of its members are",
    "chair": "who chairs it",
    "holder": "who holds it",
    "leadership": "who leads it",
    "structure": "all of what it consists of",
    "terms-of-reference": "what its terms of reference are",
    "decision-maker": "who decides",
    "commissioner": "who commissions it",
    "name": "what the whole name is",
    "date": "what all of its dates are",
    "area": "which area is its own",
    "figure": "what all of its figures are",
}
"""What no source says where a gap is of a topic; what the record itself says of it stands after it."""


def gap_in_words(gap: Gap) -> str:
    """Return what a gap on record says: what no source says or what was not read, and what the record notes on it."""
    topic, parts = _SAYING.get(gap.topic, ""), [part for part in (gap.note or "").rstrip(".").split("; ") if part]
    # A record may put itself what is missing: "to whom it answers is not said", or "which post she holds".
    for part in parts:
        question = _NOT_SAID.sub("", f"{part[:1].lower()}{part[1:]}" if part.lower().startswith(_ASKING) else part)
        if question.startswith(_ASKING) and (_NOT_SAID.search(part) or len(parts) == 1):
            topic, parts = question, [other for other in parts if other != part]
            break
    of_what = topic or (f"this ({gap.topic.replace('-', ' ')})" if gap.topic != "other" else "this")
    match gap.reason:
        case "not-read":
            text = f"a part of the source that may say {of_what} was not read"
        case "vacant":
            text = f"a source records a vacancy, so nobody is named for this ({gap.topic.replace('-', ' ')})"
        case "not-published":
            text = f"a source says that it does not publish {of_what}"
        case "to-be-confirmed":
            text = f"a source says that it is still to be confirmed {of_what}"
        case _:
            text = f"the sources do not say {of_what}"
    if len(parts) == 1 and is_short(f"{text}: {parts[0]}"):
        return sentence(f"{text}: {parts[0]}")
    return " ".join(map(sentence, [text, *parts]))

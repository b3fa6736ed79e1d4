"""What a gap on record says, in sentences: what no source says, or what was not read, and what is noted of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from ics_graph.answering.lists import sentence
from ics_graph.model import Gap

_QUESTIONS = ("whether", "which", "who", "whom", "whose", "when", "what", "how", "where")
_ASKING = tuple(f"{before}{word} " for before in ("", "by ", "for ", "of ", "on ", "to ", "at ") for word in _QUESTIONS)
_ASKING += ("since when ", "since when,", "from when ")
_SAYS_AGAIN = re.compile(
    r"^(?:no (?:lead|chair|holder|member) is named|nobody is named as its chair"
    r"|to whom (?:it|they|the system) (?:is to answer|answers?|reports?) is not said)$"
)
"""A note that says no more than the topic does."""
_NOT_SAID = re.compile(r",? is not said$")
_SAYING = {
    "accountability": "who it is accountable to",
    "reporting": "who it reports to",
    "membership": "who all its members are",
    "chair": "who chairs it",
    "holder": "who holds it",
    "leadership": "who leads it",
    "structure": "all that it consists of",
    "terms-of-reference": "what its terms of reference are",
    "decision-maker": "who decides",
    "commissioner": "who commissions it",
    "name": "what its full name is",
    "date": "when it was established",
    "area": "which area is its own",
    "figure": "what all its figures are",
}
"""What no source says where a gap is of a topic; what the record itself says of it stands after it."""


def gap_in_words(gap: Gap, said: Collection[str] = ()) -> str:
    """Return what a gap on record says: what no source says or what was not read, and what the record notes on it.

    ``said`` are the topics of which the headline has said it; nothing is left to say of a gap that says no more.
    """
    topic, parts = _SAYING.get(gap.topic, ""), [part for part in (gap.note or "").rstrip(".").split("; ") if part]
    parts = [part for part in parts if not _SAYS_AGAIN.match(part)]
    # A record may put itself what is missing: "to whom it answers is not said", or "which post she holds".
    for part in parts:
        question = _NOT_SAID.sub("", f"{part[:1].lower()}{part[1:]}" if part.lower().startswith(_ASKING) else part)
        if question.startswith(_ASKING) and (_NOT_SAID.search(part) or len(parts) == 1):
            topic, parts = question, [other for other in parts if other != part]
            break
    of_what = topic or (f"this ({gap.topic.replace('-', ' ')})" if gap.topic != "other" else "this")
    match gap.reason:
        case "not-read":
            places = [claim.locator for claim in gap.claims if claim.locator]
            part = places[0] if len(places) == 1 else "a part of the source"
            text = f"{part} may say {of_what}{'' if parts else ', and was not read in full'}"
        case "vacant":
            text = f"a source records a vacancy, so nobody is named for this ({gap.topic.replace('-', ' ')})"
        case "not-published":
            text = f"a source says that it does not publish {of_what}"
        case "to-be-confirmed":
            text = f"a source says that it is still to be confirmed {of_what}"
        case _:
            text = "" if gap.topic in said and topic == _SAYING.get(gap.topic) else f"the sources do not say {of_what}"
    return " ".join(filter(None, map(sentence, [text, *parts])))

"""What stands in the place of a name where there is nobody: a vacancy, a post to be filled, a name withheld.

One list for every importer. A new word is a line of ``_WHOLE`` where it is all that stands there, or of ``_WITHIN``
where it says so whatever stands around it. ``Acting`` and ``Interim`` are no words for nobody: they are a role.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ics_graph.model import GapReason

_WHOLE: dict[str, GapReason] = {
    "unfilled": "vacant",
    "empty": "vacant",
    "no post holder": "vacant",
    "no postholder": "vacant",
    "no one in post": "vacant",
    "nobody in post": "vacant",
    "not in post": "vacant",
    "none in post": "vacant",
    "interim": "vacant",
    "interim cover": "vacant",
    "acting": "vacant",
    "cover": "vacant",
    "nobody": "vacant",
    "no one": "vacant",
    "n/d": "not-published",
    "nd": "not-published",
    "tbd": "to-be-confirmed",
    "n/a": "not-stated",
    "na": "not-stated",
    "n.a": "not-stated",
    "nil": "not-stated",
    "none": "not-stated",
    "null": "not-stated",
    "unknown": "not-stated",
    "not known": "not-stated",
    "not stated": "not-stated",
    "not applicable": "not-stated",
    "no name": "not-stated",
    "unnamed": "not-stated",
    "-": "not-stated",
    "?": "not-stated",
    ".": "not-stated",
    "x": "not-stated",
    "xx": "not-stated",
    "xxx": "not-stated",
    "": "not-stated",
}
_WITHIN: tuple[tuple[str, GapReason], ...] = (
    (r"vacant|vacancy|vacancies", "vacant"),
    (r"post (?:is )?(?:eliminated|abolished|deleted|closed)|eliminated", "vacant"),
    (r"(?:awaiting|pending) (?:appointment|recruitment)|under recruitment|being recruited", "vacant"),
    (r"recruitment (?:in progress|under ?way|ongoing)", "vacant"),
    (r"to be (?:appointed|confirmed|recruited|advised|announced|determined|filled|decided)", "to-be-confirmed"),
    (r"tbc|tba|awaiting confirmation", "to-be-confirmed"),
    (r"(?:name )?(?:withheld|redacted|not disclosed|not published|not for publication)", "not-published"),
)
_ROLES = re.compile(
    r"[\s,;–-]*[(\[]\s*(?P<bracketed>acting|interim|temporary|job ?share|secondee|on secondment)[^)\]]*[)\]]"
    r"|^(?P<before>acting|interim)\s+(?=\S)|[\s,;–-]+(?P<after>acting|interim)$",
    re.IGNORECASE,
)
_AROUND = "\"'“”‘’«»()[]{}<>*_ \t.,;:–—"


class Nobody(NamedTuple):
    """That a text names nobody: why, and whether other words stand beside those that say so."""

    reason: GapReason
    with_more: bool


def nobody_in(text: str) -> Nobody | None:
    """Return why a text in the place of a name names nobody, or None where it may be somebody's name."""
    words = " ".join(text.casefold().split())
    bare = words.strip(_AROUND)
    if bare in _WHOLE or not bare:
        return Nobody(_WHOLE.get(bare, "not-stated"), with_more=False)
    for pattern, reason in _WITHIN:
        match = re.search(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", words)
        if match:
            rest = f"{words[: match.start()]} {words[match.end() :]}".strip(_AROUND)
            rest = re.sub(r"\b(?:currently|now|post|position|role|seat|the|is|this)\b", "", rest).strip(_AROUND)
            return Nobody(reason, with_more=bool(rest))
    return None


def says_nothing(text: str) -> bool:
    """Return whether all of a text says that there is nothing to say: ``n/a``, ``TBC``."""
    nobody = nobody_in(text)
    return nobody is not None and not nobody.with_more and not re.fullmatch("x+", text.strip().casefold())


def name_and_role(text: str) -> tuple[str, str | None]:
    """Return a person's name without a word for how the place is held, and that word: ``Ann Poe (Interim)``."""
    name = " ".join(text.split())
    match = _ROLES.search(name)
    if match is None:
        return name, None
    rest = f"{name[: match.start()]} {name[match.end() :]}".strip(" ,;–-")
    word = next(group for group in match.groups() if group)
    return (" ".join(rest.split()), word[:1].upper() + word[1:].lower()) if rest else (name, None)


def held_as(role: str | None, word: str | None) -> str | None:
    """Return a role with the word for how it is held: ``Chair (interim)``, or the word where there is no role."""
    if not word:
        return role
    return f"{role} ({word.lower()})" if role else word

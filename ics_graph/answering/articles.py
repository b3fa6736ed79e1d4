"""Which names take an article in a sentence: "the Central ICP", but "NHS Darlington CCG" and "Somerset Council".

A name takes one where the word that says what it is, is a common noun of the field, as a partnership, a committee or
a strategy. Trusts, councils, boards of the NHS and people take none.
"""

from __future__ import annotations

import re

from ics_graph.answering.grammar import SHOWN, is_plural

_NONE = {"council", "trust", "ccg", "icb", "ft", "hospital", "hospitals", "university", "practice", "surgery"}
_NONE |= {"healthwatch", "csu", "pct", "sha", "pcn", "hub"}
_SOME = {
    "act",
    "agency",
    "alliance",
    "assembly",
    "association",
    "authority",
    "bill",
    "board",
    "body",
    "borough",
    "cabinet",
    "chair",
    "cluster",
    "collaborative",
    "college",
    "commission",
    "commissioner",
    "committee",
    "confederation",
    "department",
    "director",
    "executive",
    "federation",
    "forum",
    "fund",
    "government",
    "group",
    "house",
    "icp",
    "ics",
    "lead",
    "leader",
    "level",
    "mandate",
    "mayor",
    "meeting",
    "minister",
    "ministry",
    "network",
    "office",
    "officer",
    "panel",
    "parliament",
    "partnership",
    "plan",
    "president",
    "programme",
    "project",
    "record",
    "region",
    "report",
    "review",
    "secretary",
    "senate",
    "service",
    "society",
    "stp",
    "strategy",
    "summit",
    "summits",
    "system",
    "team",
    "treasury",
    "union",
    "unit",
    "workstream",
}
_BRACKETS = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)$")
_AFTER = re.compile(r" (?:of|for|at|in|on|to|that|which|with|and the) ")
_OF_SOMETHING = ("university of ", "council of governors")
_NOT_BEFORE = ("a ", "an ", "any ", "each ", "the ", "Towards ", "Our ")
_BOARD_OF_THE_NHS = re.compile(r"^NHS .* Integrated Care Board$")
_OF_A_REGION = re.compile(
    r"^(?:North|South|East|West|Midlands)[^()]* \(NHS England region\)$|^Midlands \(NHS England region\)$"
)


def the(name: str) -> str:
    """Return a name as it stands within a sentence: with its article where it takes one, ``The`` in small letters."""
    if name.startswith("The "):
        return f"the {name.removeprefix('The ')}"
    if _OF_A_REGION.match(name):
        return f"NHS England's {name.removesuffix(' (NHS England region)')} region"
    return f"the {name}" if _takes_one(name) else name


def _takes_one(name: str) -> bool:
    if is_plural(name):
        return False
    bare = SHOWN.sub("", name)
    while shorter := _BRACKETS.sub("", bare):
        if shorter == bare:
            break
        bare = shorter
    if _BOARD_OF_THE_NHS.match(bare) or bare.startswith(_NOT_BEFORE):
        return False
    words = bare.lower().split()
    head = _AFTER.split(bare.lower())[0].split()
    if not head:
        return False
    if len(head) < len(words) and (head[-1] in _SOME or " ".join(words).startswith(_OF_SOMETHING)):
        return True
    return words[-1] not in _NONE and (head[-1] in _SOME or words[-1] in _SOME)

"""What may be asked of the graph: one function for each question, one module for each family, always an Answer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ics_graph.answering.registry import Question

# Every question and the module that answers it, in the order of the help. A new question is one line here and one
# function there; only the module of the question that is asked is imported.
MODULES: dict[str, str] = {
    "accountable-to": "accountability",
    "accountable-for": "accountability",
    "approvals": "accountability",
    "scrutiny": "accountability",
    "law": "law",
    "law-of-kind": "law",
    "reports-to": "reporting",
    "reporting-into": "reporting",
    "support": "reporting",
    "route": "reporting",
    "shared-members": "overlaps",
    "overlaps": "overlaps",
    "members": "membership",
    "memberships": "membership",
    "attendance": "membership",
    "documents": "membership",
    "not-represented": "representation",
    "leaders": "leadership",
    "roles": "leadership",
    "multiple-roles": "leadership",
    "spans": "overlaps",
    "figures": "figures",
    "levels": "figures",
    "structure": "structure",
    "coverage": "structure",
    "commissioning": "structure",
    "history": "history",
    "succession": "history",
    "changes": "changes",
    "evidence": "evidence",
    "show": "evidence",
    "facts": "facts",
    "statements": "facts",
    "names": "facts",
    "mentions": "mentions",
    "themes": "mentions",
    "gaps": "gaps",
    "uncertain": "gaps",
    "conflicts": "conflicts",
    "double-sided": "double_sided",
    "stated": "completeness",
    "bodies": "inventory",
    "all-lines": "inventory",
    "all-facts": "inventory",
    "sources": "inventory",
    "who-decides": "deciding",
    "powers": "delegations",
    "delegations": "delegations",
    "inherits": "delegations",
    "clause-conflicts": "decision_map",
    "decision-map": "decision_map",
    "decisions": "decisions_taken",
    "composition": "seats",
    "quorate": "meetings",
    "interests": "meetings",
    "attendance-record": "meetings",
    "stands-in": "deputies",
    "find": "search",
    "stats": "search",
}


def question_named(name: str) -> Question:
    """Return a question by its name, importing only its module. Raises UnknownWord where there is none of that name."""
    if name not in MODULES:
        from ics_graph.answering.lookup import hinted
        from ics_graph.errors import UnknownWord
        from ics_graph.validation import closest

        raise UnknownWord(hinted(f"there is no question '{name}'", closest(name, MODULES)))
    question: Question = getattr(import_module(f"{__name__}.{MODULES[name]}"), name.replace("-", "_")).question
    return question


def all_questions() -> dict[str, Question]:
    """Return all questions by name, in the order of the table."""
    return {name: question_named(name) for name in MODULES}

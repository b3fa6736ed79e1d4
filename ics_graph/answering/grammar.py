"""Verbs that agree: relations are worded of one body ("is a member of"), and several bodies are, have and report.

Whether a name stands for several is told by what ``shown_name`` puts after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ics_graph.answering.lists import listed

_IRREGULAR = {"is": "are", "has": "have", "was": "were", "does": "do"}
_NOUN = re.compile(r"^are an? (?P<noun>.+?)(?P<rest> (?:of|at|in|to|for)\b.*)?$")
_OF_WHAT = re.compile(r" (?:of|in|at|for|on|that)\b")
_OF = re.compile(r" (?:of|in|at|for|on|and)\b")
INCLUDING = re.compile(r"^(?P<noun>[a-z -]+?) (?P<verb>includes?|included|are to include)$")
"""A relation that is worded as a noun and what it includes: ``members include``."""
SHOWN = re.compile(r" \((?:(?P<several>(?:\d[\d,]*|several)(?:, not named| together))|any, in general)\)$")
"""What ``shown_name`` puts after the name of a body that is not one named body."""


def is_plural(shown: str) -> bool:
    """Return whether a name as it is shown stands for several bodies, or for any of a kind named in the plural."""
    mark = SHOWN.search(shown)
    if mark is None:
        return False
    if mark["several"]:
        return True
    head = _OF_WHAT.split(SHOWN.sub("", shown))[0].partition(" (")[0]
    return head.endswith("s") and not head.endswith("ss")


def verb(words: str, of: str | bool) -> str:
    """Return what is said of one body as it is said of ``of`` (a shown name, or whether it is several).

    ``is a member of`` is ``are members of``, ``reports to`` is ``report to``.
    """
    if not (is_plural(of) if isinstance(of, str) else of):
        return words
    if INCLUDING.match(words):
        return words
    first, _, rest = words.partition(" ")
    plural = f"{_IRREGULAR.get(first) or infinitive(first)} {rest}".strip()
    noun = _NOUN.match(plural)
    return f"are {_several(noun['noun'])}{noun['rest'] or ''}" if noun else plural


def subject_and_verb(shown: str, words: str, *, again: bool = False, tense: Callable[[str], str] = str) -> str:
    """Return a body and a relation as a sentence begins with them; ``again`` where the sentence has named the body.

    ``is a member of`` is ``X is a member of``, ``members include`` is ``the members of X include``.
    """
    words = tense(verb(words, shown))
    including = INCLUDING.match(words)
    if including is None:
        return words if again else f"{shown} {words}"
    if again:
        return f"{'their' if is_plural(shown) else 'its'} {words}"
    return f"the {including['noun']} of {shown} {including['verb']}"


def is_passive(words: str) -> bool:
    """Return whether a relation is better said from its other end: "is assessed by" as "assesses"."""
    return words.startswith(("is ", "has ")) and words.endswith(" by")


def acting(
    subject: str,
    words: Sequence[str],
    object_: str,
    inverses: Mapping[str, str],
    several: bool | None = None,
    tense: Callable[[str], str] = str,
) -> str:
    """Return what relations say, from the end of the one who acts: "NHS England assesses and may direct X".

    ``inverses`` has each relation as it is said from its object, and ``several`` whether the subject is several bodies,
    where its name does not show it. ``tense`` puts a verb into the past, where it has to be.
    """
    if is_passive(words[0]):
        verbs = [tense(verb(inverses[label], object_)) for label in words]
        return f"{object_} {listed(verbs)} {subject}"
    of = is_plural(subject) if several is None else several
    return f"{subject} {listed([tense(verb(label, of)) for label in words])} {object_}"


def to_be(words: str) -> str:
    """Return a relation as it is worded where it is only planned: ``is led by`` is ``is to be led by``."""
    if including := INCLUDING.match(words):
        return f"{including['noun']} are to include"
    first, _, rest = words.partition(" ")
    base = {"is": "be", "has": "have"}.get(first) or infinitive(first)
    return f"is to {base} {rest}".strip()


def planned_words(words: str, family: str) -> str:
    """Return how a planned relation is worded: who is to vote on a thing may yet refuse it."""
    if family != "approvals":
        return words
    future = f"{to_be(words)} "
    future = future.replace(" approve ", " consider or approve ")
    return future.replace(" be approved ", " be considered or approved ").rstrip()


def infinitive(word: str) -> str:
    """Return a verb as it stands after "does": ``says`` is ``say``."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _several(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def singular(noun: str) -> str:
    """Return what several are called as one is: ``ambulance trusts`` is ``ambulance trust``, ``people`` ``person``."""
    head = _OF.split(noun)[0]
    before, space, last = head.rpartition(" ")
    head_noun = "person" if last == "people" else infinitive(last)
    return f"{before}{space}{head_noun}{noun[len(head) :]}"

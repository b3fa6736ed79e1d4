"""Which body, source or event a cell means: by its ID, its name or another name of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, KeysView
from typing import NamedTuple

from ics_graph.names import fold
from ics_graph.validation import closest


class NameMatch(NamedTuple):
    """The id that was meant, or None and what is wrong: a message and, after a full stop, a remedy."""

    id: str | None
    problem: str = ""


class Hints:
    """What is most like a word, for the first of many: to compare each of thousands with thousands takes hours."""

    def __init__(self, most: int = 100) -> None:
        self.left = most

    def __call__(self, word: str, known: Iterable[str]) -> str:
        """Return a question with the most alike known word; empty where none is near, or no hint is left."""
        self.left -= 1
        return closest(word, known) if self.left >= 0 else ""


class NameIndex:
    """The names of one kind of thing."""

    def __init__(self, what: str, hints: Hints) -> None:
        self.what, self.hints = what, hints
        self._shown: dict[str, str] = {}
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[str, str] = {}

    @property
    def ids(self) -> KeysView[str]:
        """The ids that there are."""
        return self._shown.keys()

    def __contains__(self, id_: str) -> bool:
        return id_ in self._shown

    def add(self, id_: str, name: str, others: Iterable[str], kind: str | None, known: bool = False) -> None:
        """Make a thing known; one that is ``known`` from elsewhere gives way to this workbook's of the same id."""
        if known and id_ in self._shown:
            return
        self._shown[id_] = f"{name} ({kind})" if kind else name
        for called in (name, *others):
            self._by_name[_key(called)][id_] = None
            self._names.setdefault(called, id_)

    def may_mean(self, name: str, id_: str) -> bool:
        """Return whether a name (or the ID itself) may mean the thing of an id."""
        return name == id_ or id_ in self._by_name.get(_key(name), {})

    def find(self, text: str) -> NameMatch:
        """Return the one thing of this ID or name, or what is wrong."""
        if text in self._shown:
            return NameMatch(text)
        ids = list(self._by_name.get(_key(text), {}))
        if len(ids) == 1:
            return NameMatch(ids[0])
        if ids:
            choices = "; ".join(f"{id_} is {self._shown[id_]}" for id_ in ids)
            return NameMatch(None, f"'{text}' may be any of {len(ids)}. Write the ID instead: {choices}")
        sheet = {"body": "Bodies", "source": "Sources", "event": "Events"}[self.what]
        hint = self.hints(text, self._names) or f"Add it on the sheet {sheet}"
        return NameMatch(None, f"there is no {self.what} '{text}'. {hint}")


def _key(name: str) -> str:
    # Names of signs alone have nothing left when they are folded.
    return fold(name) or name.strip()

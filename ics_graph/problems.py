"""What is wrong with data, told to a person: one problem, many of them, and what is wrong with any text at all.

Nothing here knows a record or the ontology; ``validation`` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "finding"]
MOST_PROBLEMS = 1000
"""How many errors, and how many findings, are told one by one."""
LONGEST_CELL = 32_767
"""How many characters a cell of a spreadsheet can hold."""
# Nobody means a word of the vocabulary by a text that is longer.
_LONGEST_WORD = 500
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do; an ``error`` stops the load, a ``finding`` is reported and loads."""

    severity: Severity
    code: str
    message: str
    remedy: str
    section: str | None = None
    record: str | None = None
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        named = f"{self.section}/{self.record}" if self.section and self.record else self.record
        before = ": ".join(part for part in (place, named) if part)
        return f"{before}: {self.message}. {self.remedy}" if before else f"{self.message}. {self.remedy}"


class Problems(list[Problem]):
    """The first thousand errors and the first thousand findings; of the rest it is counted how many they are.

    A file that is wrong throughout has a problem in each of a million lines. The last say nothing that the first do
    not, and would fill the memory and the screen. ``left_out`` has their number, by severity.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.left_out: dict[Severity, int] = {"error": 0, "finding": 0}
        self._kept: dict[Severity, int] = {"error": 0, "finding": 0}
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Add a problem, or count it where there are enough of its severity."""
        if self._kept[problem.severity] < MOST_PROBLEMS:
            self._kept[problem.severity] += 1
            super().append(problem)
        else:
            self.left_out[problem.severity] += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems one by one; those that another collection left out are left out here as well."""
        for problem in list(problems) if problems is self else problems:
            self.append(problem)
        if isinstance(problems, Problems):
            for severity, number in problems.left_out.items():
                self.left_out[severity] += number

    def __iadd__(self, problems: Iterable[Problem]) -> Problems:  # type: ignore[override,misc]
        self.extend(problems)
        return self

    def number(self, severity: Severity) -> int:
        """Return how many there are of a severity, with those that were left out."""
        return self._kept[severity] + self.left_out[severity]

    def placed(self, place: Callable[[Problem], Problem]) -> Problems:
        """Return them with the places that ``place`` gives them."""
        placed = Problems(map(place, self))
        placed.left_out = dict(self.left_out)
        return placed

    def drop_after(self, length: int) -> None:
        """Forget the problems that were added since there were ``length`` of them."""
        for problem in self[length:]:
            self._kept[problem.severity] -= 1
        del self[length:]

    def rest(self, severity: Severity = "error") -> str:
        """Return in a sentence how many were left out; empty where none were."""
        number = self.left_out[severity]
        return f"The first {MOST_PROBLEMS:,} are shown; {number:,} more are like them." if number else ""


def closest(word: str, known: Iterable[str], say: str = "Did you mean '{}'?") -> str:
    """Return a question with the most alike known word, or an empty string where none is near."""
    if len(word) > _LONGEST_WORD:
        return ""
    words = list(known)
    if (same := next((other for other in words if other.casefold() == word.casefold()), None)) is not None:
        return say.format(same)
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, words, scorer=fuzz.WRatio, score_cutoff=60)
    return say.format(best[0]) if best else ""


def shortened(text: str, longest: int = 200) -> str:
    """Return a text as a message shows it: cut where it is long, and control characters as escapes."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut)


def text_problems(section: str, values: Mapping[str, object], record: str | None) -> list[Problem]:
    """Return what is wrong with the texts of a record, by the names of its fields; parts are looked into as well.

    NUL and half a character (a lone surrogate) can be in no file that we write, and are errors. A text that is too
    long for a cell, which the export to a spreadsheet refuses, is a finding. Other characters that cannot be seen are
    looked for where a dataset is read (``dataset.reader``).
    """
    problems: list[Problem] = []
    for name, value in values.items():
        for text in texts_of(value):
            if bad := _IMPOSSIBLE.search(text):
                message = f"'{name}' holds {_sign(bad[0])}, which no file can hold"
                problems.append(Problem("error", "character", message, "Remove it.", section, record))
            if len(text) > LONGEST_CELL:
                problems.append(_too_long(name, len(text), section, record))
        if name == "other_names" and isinstance(value, list | tuple):
            # They share one cell, with a mark between them.
            together = sum(len(text) + 3 for text in texts_of(value)) - 3
            if together > LONGEST_CELL and not any(len(text) > LONGEST_CELL for text in texts_of(value)):
                problems.append(_too_long(name, together, section, record))
    return problems


def _too_long(name: str, length: int, section: str, record: str | None) -> Problem:
    message = f"'{name}' has {length:,} characters, and a cell of a spreadsheet holds {LONGEST_CELL:,}"
    hint = "Shorten it, or it cannot be exported as xlsx."
    return Problem("finding", "long-text", message, hint, section, record)


def texts_of(value: object) -> Iterator[str]:
    """Yield the texts in a value of a record: itself, or those of its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def no_file_can_hold(text: str) -> bool:
    """Return whether a text holds NUL or half a character."""
    # Half a character is no ASCII, and to look for one sign takes a tenth of the time of a pattern.
    return "\0" in text if text.isascii() else _IMPOSSIBLE.search(text) is not None


def _sign(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"half a character ({code})" if "\ud800" <= char <= "\udfff" else code

"""Prose out of Markdown, help and answers: its sentences, and how many words each has.

What a program reads or writes is no prose: blocks of code, and addresses. A code span is one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 25
"""The most words that a sentence may have."""
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|S\.I|No|par|para|p|pp|vs|cf)\.$")
_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9*]|[\"“‘`])")
_FENCE = re.compile(r"^[ >]*(```|~~~).*?^[ >]*\1\s*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands."""

    place: str
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(words(self.text))


def words(text: str) -> list[str]:
    """Return the words of a text; a dash or a sign by itself is none."""
    return [word for word in text.split() if _WORD.search(word)]


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; a stop after an abbreviation ends none."""
    parts: list[str] = []
    for part in _END.split(" ".join(text.split())):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def paragraphs(markdown: str) -> Iterator[str]:
    """Yield the paragraphs, items and cells of a page of Markdown, without its marks."""
    text = _COMMENT.sub("", _FENCE.sub("\n\n", markdown))
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        bare = line.strip().removeprefix(">").strip()
        table = bare.startswith("|")
        if not bare or table or bare.startswith("#") or _ITEM.match(line):
            if lines:
                yield plain(" ".join(lines))
            lines = []
        if table:
            yield from (plain(cell) for cell in re.split(r"(?<!\\)\|", bare) if _WORD.search(cell))
        elif bare and not bare.startswith(("#", "!!!", "???")) and (lines or not line.startswith("    ")):
            lines.append(_ITEM.sub("", line).strip().removeprefix(">").strip())


def plain(markdown: str) -> str:
    """Return a line of Markdown as it is read: a code span is one word between its marks, a link its text."""
    text = re.sub(r"(`+)(.+?)\1", lambda span: f"`{'_'.join(span[2].split())}`", markdown)
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?", r"\1", text)
    text = re.sub(r"https?://\S+|<[^>]+>", "", text)
    return re.sub(r"\*+", "", text).strip()


def in_page(place: str, markdown: str) -> list[Sentence]:
    """Return the sentences of a page of Markdown."""
    return [Sentence(place, text) for part in paragraphs(markdown) for text in sentences(part)]

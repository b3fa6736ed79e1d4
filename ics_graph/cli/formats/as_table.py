"""An answer in a terminal: headline, chains as trees, a table per heading, caveats; colour only on a terminal."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, TextIO

from ics_graph.answering.answer import Answer, Path, Row, certainty_of
from ics_graph.answering.tabular import References, by_heading, cells, columns, notes
from ics_graph.answering.verdicts import verdict_line
from ics_graph.visible_text import seen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

_GAP = 2
"""Blanks between two columns."""
_CRAMPED = 6
"""A row that would be more lines high than this in a table is better read as a list."""
_SAYS = ("Of", "Relation", "Body", "Value")
"""The columns that together are what a row says."""
_LONG = ("Role", "Note")
_LEAST = 60
"""A terminal that is narrower than this gets no tables."""
_COLOURS = {
    "answered": "bold green",
    "only-tentative": "bold yellow",
    "beyond-sources": "bold yellow",
    "stated-none": "bold blue",
    "not-read": "bold red",
    "not-stated": "bold magenta",
}


def render(answer: Answer, to: TextIO) -> str:
    """Return the answer as text for ``to``: as wide as the terminal (100 elsewhere), coloured only on one."""
    from rich.console import Console
    from rich.text import Text

    answer = seen(answer)
    terminal = to.isatty()
    width = _width_of_terminal() if terminal or "COLUMNS" in os.environ else 100
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(width, 40),
        force_terminal=terminal,
        color_system="standard" if terminal and "NO_COLOR" not in os.environ else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(Text(answer.headline, style="bold"))
    console.print(Text(f"{verdict_line(answer)}.", style=_COLOURS[answer.verdict]))
    references = References(answer)
    for tree in _trees(answer):
        console.print()
        console.print(tree)
    for words, rows in by_heading(answer):
        console.print()
        if words:
            console.print(Text(f"{words}:", style="bold"))
        _rows(console, answer, rows, references)
    if references.numbers:
        console.print()
        console.print(Text("Sources", style="underline"))
        for line in references.lines():
            console.print(Text(line))
    sentences = notes(answer)
    if sentences:
        console.print()
        for sentence in sentences:
            console.print(Text(f"• {sentence}"))
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _width_of_terminal() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _rows(console: Console, answer: Answer, rows: tuple[Row, ...], references: References) -> None:
    """Write rows as a table, or as records where the terminal is too narrow for one: no word is ever split."""
    from rich.table import Table
    from rich.text import Text

    titles = columns(answer, rows)
    grid = [cells(row, titles, references) for row in rows]
    widths = _widths(titles, grid, console.width) if console.width >= _LEAST else None
    if widths is None:
        for line in grid:
            _record(console, {title: cell for title, cell in zip(titles, line, strict=True) if cell})
        return
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold underline")
    for title, width in zip(titles, widths, strict=True):
        table.add_column(title, width=width)
    for line in grid:
        table.add_row(*(Text(cell) for cell in line))
    console.print(table)


def _record(console: Console, filled: dict[str, str]) -> None:
    """Write a row as a list: what it says as a heading, then the rest with titles, long texts on their own lines."""
    from rich.padding import Padding
    from rich.text import Text

    head = [title for title in _SAYS if title in filled] or list(filled)[:1]
    console.print(Text(" – ".join(filled[title] for title in head), style="bold"))
    rest = {title: cell for title, cell in filled.items() if title not in head}
    short = "; ".join(f"{title}: {cell}" for title, cell in rest.items() if title not in _LONG)
    for text in filter(None, [short, *(f"{title}: {cell}" for title, cell in rest.items() if title in _LONG)]):
        console.print(Padding(Text(text), (0, 0, 0, 2)))


def _widths(titles: list[str], grid: list[list[str]], room: int) -> list[int] | None:
    """Return how wide each column is, or None where a table would split a word or be cramped.

    Every column has at least its longest word; what is left goes to those that want more, alike to each.
    """
    columns_ = [[title, *cells_] for title, *cells_ in zip(titles, *grid, strict=True)]
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns_]
    most = [max(map(len, column)) for column in columns_]
    room -= _GAP * (len(titles) - 1)
    if sum(least) > room:
        return None
    cap = max((c for c in range(1, room + 1) if sum(_capped(least, most, c)) <= room), default=0)
    widths = _capped(least, most, cap)
    for at in sorted(range(len(widths)), key=lambda i: widths[i] - most[i]):
        widths[at] += min(room - sum(widths), most[at] - widths[at])
    cramped = max(len(cell) / width for column, width in zip(columns_, widths, strict=True) for cell in column)
    return None if cramped > _CRAMPED else widths


def _capped(least: list[int], most: list[int], cap: int) -> list[int]:
    return [max(low, min(high, cap)) for low, high in zip(least, most, strict=True)]


def _trees(answer: Answer) -> list[Tree]:
    """Return the paths as trees from the body asked about, each shared beginning drawn once."""
    paths = [path for path in answer.paths if len(path.steps) > 1]
    if not paths:
        return []
    from rich.text import Text
    from rich.tree import Tree

    first = paths[0].steps[0]
    root = Tree(Text(first.of_name or "", style="bold"), guide_style="dim")
    branches: dict[tuple[str, ...], Tree] = {(): root}
    relations: dict[tuple[str, ...], list[str]] = {}
    for path in answer.paths:
        _grow(branches, relations, path)
    return [root]


def _grow(branches: dict[tuple[str, ...], Tree], relations: dict[tuple[str, ...], list[str]], path: Path) -> None:
    """Add a path to the tree. What several sections say of the same two bodies is one branch with all their words."""
    from rich.text import Text

    walked: tuple[str, ...] = ()
    for step in path.steps:
        by_law = step.certainty == "rule"
        before, walked = walked, (*walked, f"rule:{step.id}" if by_law else step.record or step.id)
        said = relations.setdefault(walked, [])
        if step.relation in said and walked in branches:
            continue
        said.append(step.relation)
        words = [*said, step.role, None if step.phase == "not-stated" else step.phase]
        words += [None if certainty_of(step) == "stated" else certainty_of(step)]
        label = Text(step.name)
        label.append(f"  ({', '.join(word for word in words if word)})", style="dim")
        if walked in branches:
            branches[walked].label = label
        else:
            branches[walked] = branches[before].add(label)

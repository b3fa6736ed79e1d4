"""An answer in a terminal: headline, chains as trees, a table per heading, caveats; colour only on a terminal."""

from __future__ import annotations

import io
import os
import shutil
from typing import TYPE_CHECKING, TextIO

from ics_graph.cli.formats.layout import References, by_heading, cells, columns, notes, verdict_in_words
from ics_graph.questions.answer import Answer, Path, Row

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

_NARROW = ("Holds", "Phase", "Certainty", "From", "Until")
_COLOURS = {
    "answered": "bold green",
    "only-tentative": "bold yellow",
    "stated-none": "bold blue",
    "not-stated": "bold magenta",
}


def render(answer: Answer, to: TextIO) -> str:
    """Return the answer as text for ``to``: as wide as the terminal (100 elsewhere), coloured only on one."""
    from rich.console import Console
    from rich.text import Text

    terminal = to.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal or "COLUMNS" in os.environ else 100
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
    console.print(Text(f"Verdict: {verdict_in_words(answer)}.", style=_COLOURS[answer.verdict]))
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
    said = notes(answer)
    if said:
        console.print()
        for sentence in said:
            console.print(Text(f"• {sentence}"))
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _rows(console: Console, answer: Answer, rows: tuple[Row, ...], references: References) -> None:
    """Write rows as a table, or as records where the terminal is too narrow for one."""
    from rich.table import Table
    from rich.text import Text

    titles = columns(answer, rows)
    if console.width < 90:
        for row in rows:
            first, *rest = [(t, c) for t, c in zip(titles, cells(row, titles, references), strict=True) if c]
            console.print(Text(f"{first[1]}", style="bold"))
            for title, cell in rest:
                console.print(Text(f"  {title}: {cell}"))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold underline")
    for title in titles:
        table.add_column(title, overflow="fold", no_wrap=title in _NARROW)
    for row in rows:
        table.add_row(*(Text(cell) for cell in cells(row, titles, references)))
    console.print(table)


def _trees(answer: Answer) -> list[Tree]:
    """Return the paths as trees from the body asked about, each shared beginning drawn once."""
    from rich.text import Text
    from rich.tree import Tree

    paths = [path for path in answer.paths if len(path.steps) > 1]
    if not paths:
        return []
    first = paths[0].steps[0]
    root = Tree(Text(first.of_name or "", style="bold"), guide_style="dim")
    branches: dict[tuple[str, ...], Tree] = {(): root}
    for path in answer.paths:
        _grow(branches, path)
    return [root]


def _grow(branches: dict[tuple[str, ...], Tree], path: Path) -> None:
    from rich.text import Text

    walked: tuple[str, ...] = ()
    for step in path.steps:
        before, walked = walked, (*walked, step.line or step.id)
        if walked not in branches:
            words = [step.relation, step.role, None if step.phase == "not-stated" else step.phase]
            words += [None if step.certainty == "stated" else step.certainty]
            label = Text(step.name)
            label.append(f"  ({', '.join(word for word in words if word)})", style="dim")
            branches[walked] = branches[before].add(label)

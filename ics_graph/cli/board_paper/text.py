"""What a paper is made of, whatever it is written as: sentences with numbered notes, lists, tables and sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Some words, and the numbers of the sources that bear them out."""

    words: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or the words of a cell; ``limit`` says how sure it is and to which day its sources reach."""

    spans: tuple[Span, ...]
    limit: str = ""
    lead: str = ""
    """What stands before it in bold type."""

    @property
    def plain(self) -> str:
        """The words alone, without notes and limit."""
        return "".join(span.words for span in self.spans)


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences one under the other, with numbers or dashes."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles. ``figures`` says that all columns but the first are numbers, ``widths`` are shares of 100."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    figures: bool = False
    widths: tuple[int, ...] = ()
    to_fill_in: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: its title and what is known of it, the places in it that the paper cites, and its address."""

    number: int
    title: str
    about: str
    places: str
    link: str | None = None

    @property
    def in_words(self) -> str:
        """All of it but the number and the address, without a full stop."""
        cited = f"Cited: {self.places}" if self.places else ""
        return ". ".join(filter(None, (self.title, self.about, cited)))


Block = Text | Listing | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands beneath it."""

    title: str
    blocks: tuple[Block, ...]


def text_of(words: str, notes: Iterable[int] = (), limit: str = "", lead: str = "") -> Text:
    """Return words with the numbers of their sources."""
    return Text((Span(words, tuple(notes)),), limit, lead)


def row(*cells: str | Text) -> tuple[Text, ...]:
    """Return the cells of a table's row."""
    return tuple(cell if isinstance(cell, Text) else text_of(cell) for cell in cells)


def table(
    columns: Sequence[str], rows: Sequence[tuple[Text, ...]], widths: Sequence[int] = (), once: Sequence[str] = ()
) -> list[Block]:
    """Return a table without the columns that are empty in every row.

    Of the columns named in ``once``, what is the same in all rows is said once, before the table. The first column
    always stays. Nothing where there is no row.
    """
    if not rows:
        return []
    kept, same = [0], []
    for number, title in enumerate(columns[1:], 1):
        first, *others = {cells[number] for cells in rows}
        if title in once and len(rows) > 2 and not others and first.plain:
            same.append(f"{title}, in all rows below: {first.plain}.")
        elif others or first.plain:
            kept.append(number)
    shares = tuple(widths[number] for number in kept) if widths else ()
    shown = tuple(tuple(cells[number] for number in kept) for cells in rows)
    blocks: list[Block] = [text_of(sentence) for sentence in same]
    return [*blocks, Table(tuple(columns[number] for number in kept), shown, widths=shares)]

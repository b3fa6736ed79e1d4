"""How an answer is written: one module per format, found by its name, each with a ``render(answer) -> str``."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from typing import TextIO

from ics_graph.answering.answer import Answer
from ics_graph.cli.streams import json_for, write_styled
from ics_graph.dates import in_words
from ics_graph.visible_text import in_a_line

FORMATS = ("table", "json", "csv", "markdown", "mermaid")
# What has a ``parts`` beside its ``render`` is written as it is made: an answer may have 60,000 rows.
_IN_PARTS = frozenset({"json", "csv"})


def write(answer: Answer, format_: str, to: TextIO) -> None:
    """Write an answer to a stream in one of the FORMATS."""
    module = importlib.import_module(f"{__name__}.as_{format_}")
    if format_ in _IN_PARTS:
        put = _put_json if format_ == "json" else write_styled
        last = ""
        for last in module.parts(answer):
            put(to, last)
        if not last.endswith("\n"):
            to.write("\n")
        return
    text: str = module.render(answer, to) if format_ == "table" else module.render(answer)
    # A table may be coloured; every format has made visible by now what its words come from.
    write_styled(to, text if text.endswith("\n") else text + "\n")


def _put_json(to: TextIO, text: str) -> None:
    to.write(json_for(to, text))


def write_all(answers: Sequence[Answer], format_: str, to: TextIO) -> None:
    """Write one answer as ``write`` does; several under their days and commands, as JSON in a list."""
    if len(answers) == 1:
        write(answers[0], format_, to)
        return
    module = importlib.import_module(f"{__name__}.as_{format_}")
    titled = [(title_of(answer), answer) for answer in answers]
    if format_ == "json":
        to.write(json_for(to, _as_list([module.render(answer) for answer in answers])) + "\n")
    elif format_ == "csv":
        write_styled(
            to, "".join(_csv_under(number, title, module.render(of)) for number, (title, of) in enumerate(titled))
        )
    elif format_ == "mermaid":
        parts = [_subgraph(number, title, module.render(answer)) for number, (title, answer) in enumerate(titled)]
        write_styled(to, "\n".join(["flowchart BT", *parts]) + "\n")
    else:
        marks = ("## ", "") if format_ == "markdown" else ("── ", " ──")
        for number, (title, answer) in enumerate(titled):
            text = module.render(answer, to) if format_ == "table" else module.render(answer)
            shown = module.escape(title) if format_ == "markdown" else in_a_line(title)
            write_styled(to, f"{'' if number == 0 else chr(10)}{marks[0]}{shown}{marks[1]}\n\n{text.rstrip()}\n")


def title_of(answer: Answer) -> str:
    """Return over several answers what tells one from the others: its command where it was read, and its day."""
    day = f"On {in_words(answer.as_of)}" if answer.as_of else ""
    return ": ".join(filter(None, [answer.read_as or answer.question, day]))


def _as_list(texts: Sequence[str]) -> str:
    indented = ["\n".join(f"  {line}" for line in text.rstrip().splitlines()) for text in texts]
    return "[\n" + ",\n".join(indented) + "\n]"


def _csv_under(number: int, title: str, text: str) -> str:
    """Return a table with a first column that says which answer a row is of; only the first has the header."""
    import csv
    import io

    from ics_graph.cli.formats.as_csv import safe

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line, row in enumerate(csv.reader(io.StringIO(text))):
        if line > 0 or number == 0:
            writer.writerow([safe(title) if line else "Asked", *row])
    return out.getvalue()


def _subgraph(number: int, title: str, text: str) -> str:
    """Return a flowchart as a part of one: its nodes are renamed, so that each answer has its own."""
    from ics_graph.exchange.diagram import mermaid_text

    lines = text.rstrip().splitlines()[1:]
    named = [_NODE.sub(lambda node: f"a{number}{node[0]}", line) for line in lines]
    return "\n".join([f'  subgraph s{number}["{mermaid_text(title)}"]', *named, "  end"])


# A node at the beginning of a line of a flowchart, and at the end of an arrow.
_NODE = re.compile(r"(?<=^  )(?:n\d+|nothing)(?=[ \[])|(?<= )n\d+$")

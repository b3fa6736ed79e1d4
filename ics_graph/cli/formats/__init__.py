"""How an answer is written: one module per format, found by its name, each with a ``render(answer) -> str``."""

from __future__ import annotations

import importlib
from typing import TextIO

from ics_graph.answering.answer import Answer
from ics_graph.cli.streams import json_for, write_styled

FORMATS = ("table", "json", "csv", "markdown", "mermaid")


def write(answer: Answer, format_: str, to: TextIO) -> None:
    """Write an answer to a stream in one of the FORMATS."""
    module = importlib.import_module(f"{__name__}.as_{format_}")
    text: str = module.render(answer, to) if format_ == "table" else module.render(answer)
    text = text if text.endswith("\n") else text + "\n"
    if format_ == "json":
        to.write(json_for(to, text))
    else:
        # A table may be coloured; every format has made visible by now what its words come from.
        write_styled(to, text)

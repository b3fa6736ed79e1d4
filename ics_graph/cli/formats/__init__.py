"""How an answer is written: one module per format, found by its name, each with a ``render(answer) -> str``."""

from __future__ import annotations

import importlib
from typing import TextIO

from ics_graph.answering.answer import Answer

FORMATS = ("table", "json", "csv", "markdown", "mermaid")


def write(answer: Answer, format_: str, to: TextIO) -> None:
    """Write an answer to a stream in one of the FORMATS."""
    module = importlib.import_module(f"{__name__}.as_{format_}")
    text: str = module.render(answer, to) if format_ == "table" else module.render(answer)
    to.write(text if text.endswith("\n") else text + "\n")

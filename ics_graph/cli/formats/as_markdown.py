"""An answer as Markdown; the module of the format, as the others have one."""

from __future__ import annotations

from ics_graph.answering.as_markdown import escape, render

__all__ = ["escape", "render"]

"""From a question in a person's own words to the exact command that it means, or to the choices; nothing is guessed.

This room knows the ways to ask that stand beside each question, and the names of the graph. It answers nothing itself,
and knows no terminal and no server. No model is asked, and no network.
"""

from ics_graph.phrasing.command import Command, Reading, answers_to
from ics_graph.phrasing.reading import read
from ics_graph.phrasing.refusal import NotRead

__all__ = ["Command", "NotRead", "Reading", "answers_to", "read"]

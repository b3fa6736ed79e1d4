"""What a shell completes: names of bodies, types, and other words of the ontology."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MOST = 40


def bodies(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names of bodies that begin as what was typed, then those that are like it; none where that fails."""
    from ics_graph.cli.options import folders
    from ics_graph.stores import open_store

    try:
        data = tuple(Path(part) for part in ctx.params.get("data") or ())
        with open_store(ctx.params.get("store"), folders(data)) as store:
            names = store.starting(incomplete, _MOST) or [match.matched for match in store.find(incomplete, 10)]
    except Exception:
        # A shell must not be disturbed: what is wrong is told when the command runs.
        return []
    return _items(map(_quoted, names))


def words_of(name: str) -> list[str]:
    """Return the words that a parameter of this name takes, from the ontology; none where it takes any text."""
    from ics_graph.ontology import load_ontology

    ontology = load_ontology()
    match name:
        case "type":
            return list(ontology.types)
        case "family":
            return list(ontology.families)
        case "kind":
            return [*ontology.families, *ontology.relations]
        case "property":
            return list(ontology.properties)
        case "only":
            return ["questions", "planned", "shadow"]
        case _:
            return []


def words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the words of the ontology that begin as what was typed."""
    return _items(_beginning(words_of(param.name or ""), incomplete))


def _items(texts: Iterable[str]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(text) for text in texts]


def _beginning(words: Iterable[str], typed: str) -> list[str]:
    return [word for word in words if word.lower().startswith(typed.lower())]


def _quoted(name: str) -> str:
    """Return a name as the shell wants it: Bash takes it as it is, so that outside quotes it brings its own.

    Backslashes would not do: Bash drops them where it fills in only what several names begin with.
    """
    if os.environ.get("_ICS_GRAPH_COMPLETE") != "bash_complete":
        return name
    typed, at = os.environ.get("COMP_WORDS", "").split("\n"), int(os.environ.get("COMP_CWORD") or 0)
    quoted = at < len(typed) and typed[at][:1] in ("'", '"')
    return name if quoted else '"' + re.sub(r'(["$`\\])', r"\\\1", name) + '"'

"""Where the program speaks: its help, its ontology and its pages, as sentences with their places."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from tests.wording.prose import Sentence, in_page, plain, sentences

ROOT = Path(__file__).resolve().parent.parent.parent
_VERBATIM = re.compile(r"\x08\n.*?(?:\n\n|\Z)", re.DOTALL)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the program by its whole name, groups and questions too."""
    from ics_graph.cli.main import commands as group

    yield from _of("ics-graph", group, click.Context(group))


def _of(name: str, command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            if inner is not None and not inner.hidden:
                yield from _of(f"{name} {each}", inner, click.Context(inner, parent=context))


def of_help() -> list[Sentence]:
    """Return the sentences of the help of every command, argument and option, each text once."""
    texts: dict[str, str] = {}
    for name, command in commands():
        text = inspect.cleandoc(command.help or "")
        for paragraph in _VERBATIM.sub("", f"{text}\n\n").split("\n\n"):
            texts.setdefault(plain(paragraph), f"{name} --help")
        for parameter in command.params:
            help_text = getattr(parameter, "help", None)
            if help_text:
                texts.setdefault(plain(help_text), f"{name} {parameter.name}")
    return [Sentence(place, text) for paragraph, place in texts.items() for text in sentences(paragraph)]


def pages(root: Path = ROOT) -> list[Path]:
    """Return the pages of a checkout."""
    return sorted(
        [*(root / "docs").rglob("*.md"), *(root / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))]
    )


def of_pages(root: Path = ROOT) -> list[Sentence]:
    """Return the sentences of the pages of a checkout, but those of decisions."""
    return [
        sentence
        for path in pages(root)
        if path.parent.name != "decisions"
        for sentence in in_page(str(path.relative_to(root)), path.read_text("utf-8"))
    ]


def of_ontology() -> list[Sentence]:
    """Return the sentences of all definitions of the ontology."""
    from rdflib import SKOS, Graph

    texts = []
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph = Graph().parse(path)
        texts += [(str(subject), str(text)) for subject, text in graph.subject_objects(SKOS.definition)]
    return [
        Sentence(subject.rpartition("#")[2] or subject, text)
        for subject, paragraph in sorted(texts)
        for text in sentences(paragraph)
    ]


def of_decisions() -> list[Sentence]:
    """Return the sentences of the decisions, which are not rewritten."""
    decisions = [path for path in pages() if path.parent.name == "decisions"]
    return [sentence for path in decisions for sentence in in_page(path.name, path.read_text("utf-8"))]

"""The page of the questions: one section a family, one entry a question."""

from __future__ import annotations

import importlib

import click

from generator.commands import context
from generator.markdown import anchor, block, code, document, prose, sentence, table
from ics_graph.answering.answer import verdict_of
from ics_graph.answering.registry import Question
from ics_graph.answering.tabular import HEADINGS
from ics_graph.answering.verdicts import VERDICTS
from ics_graph.cli.ask import _OWN_COMMANDS as OWN_COMMANDS
from ics_graph.cli.ask import ask, question_command
from ics_graph.cli.formats import FORMATS
from ics_graph.cli.main import commands
from ics_graph.ontology import load_ontology
from ics_graph.parameters import Parameter
from ics_graph.questions import all_questions

_SHOWN_WAYS = 2
_KINDS = {"body": "a body", "text": "text", "number": "a number", "flag": "on or off", "words": "words (several)"}
_LISTS = {
    "certainties": "Certainty: how well a line is known",
    "bases": "Basis: how a source says it",
    "phases": "Phase: how far a thing is in the world",
}


def page() -> str:
    """Return the page."""
    known = list(all_questions().values())
    families = {
        family: [asked for asked in known if asked.family == family]
        for family in dict.fromkeys(asked.family for asked in known)
    }
    contents = "\n".join(
        f"- [{family}]({anchor(_heading(family))}): " + ", ".join(f"[{q.name}]({anchor(q.name)})" for q in found)
        for family, found in families.items()
    )
    told = (
        "Each is a command of the terminal, and has the same name in Python (`store.ask(…)`)."
        " The [glossary](glossary.md) explains the words of their answers."
    )
    parts = ["# Questions", told, contents]
    for family, found in families.items():
        parts += [f"## {_heading(family)}", *(_entry(asked) for asked in found)]
    return document(*parts, *_shared())


def _heading(family: str) -> str:
    return f"Questions of {family}"


def _entry(asked: Question) -> str:
    prefix = "" if asked.name in OWN_COMMANDS else "ask "
    parent = context(commands, "ics-graph")
    parent = context(ask, "ask", parent) if prefix else parent
    command = (ask if prefix else commands).get_command(parent, asked.name)
    assert command is not None
    usage = " ".join(command.get_usage(context(command, asked.name, parent)).removeprefix("Usage: ").split())
    rows = [(_written(p), _KINDS[p.kind], _default(p), sentence(p.help)) for p in asked.parameters]
    return "\n\n".join(
        [
            f"### {asked.name}",
            block(usage),
            prose(asked.documentation),
            *([table(["parameter", "type", "default", "meaning"], rows)] if rows else []),
            f"Example: `ics-graph {prefix}{asked.example}`",
            f"Ways to ask: {', '.join(f'“{way}”' for way in asked.ways_to_ask[:_SHOWN_WAYS])}.",
        ]
    )


def _written(parameter: Parameter) -> str:
    name = parameter.name.upper() if parameter.required else f"--{parameter.name.replace('_', '-')}"
    return f"`{name}`"


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "needed"
    return "" if parameter.default in (None, False, ()) else f"`{parameter.default}`"


def _shared() -> list[str]:
    """Return what holds of every question."""
    schemes = load_ontology().schemes
    own = {f"--{parameter.name}" for asked in all_questions().values() for parameter in asked.parameters}
    some = question_command("members")
    options = [option for option in some.params if isinstance(option, click.Option) and option.opts[0] not in own]
    formats = [
        (f"`{name}`", _first_line(importlib.import_module(f"ics_graph.cli.formats.as_{name}").__doc__))
        for name in FORMATS
    ]
    return [
        "## What every question shares",
        "What an answer lets in, and what its words mean in full:"
        " [as-of, certainty and verdicts](../explanation/as-of.md).",
        "### Options",
        table(["option", "meaning"], [(code(*option.opts), option.help or "") for option in options]),
        "### Formats",
        table(["format", "what it is"], formats),
        "### Verdicts",
        prose((verdict_of.__doc__ or "").split("\n\n")[1]),
        table(["verdict", "in words"], [(f"`{name}`", words) for name, words in VERDICTS.items()]),
        "### Headings",
        "The rows of an answer stand under these; those in effect come first and have none.",
        table(["heading", "in words"], [(f"`{name}`", words or "–") for name, words in HEADINGS.items()]),
        *(
            f"### {title}\n\n"
            + table(["word", "meaning"], [(f"`{word.name}`", word.definition) for word in schemes[name].values()])
            for name, title in _LISTS.items()
        ),
    ]


def _first_line(docstring: str | None) -> str:
    return prose((docstring or "").split("\n\n")[0])

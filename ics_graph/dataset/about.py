"""What a dataset folder says of itself, in its ``dataset.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path
from typing import Any

from ics_graph.dataset.files import text_of
from ics_graph.dataset.folder import ABOUT_FILE
from ics_graph.dataset.yaml_tree import Mapping, read_yaml
from ics_graph.dates import PartialDate
from ics_graph.model import About, OpeningDay
from ics_graph.problems import Problem, closest, no_file_can_hold, shortened, text_problems, texts_of
from ics_graph.visible_text import unseen_in, visible

UNSEEN_HINT = "Remove it, unless the source itself has it; readers are shown the sign."
_FIELDS = ("title", "licence", "description", "uses", "opens_on")
_OPENING_FIELDS = ("day", "reason", "system")
_OPENING_HINT = "Write for example 'opens_on: {day: 2019-06-01, reason: the slides show the system in the making}'."

Wrong = Callable[[int, str, str], None]
"""Takes the line, message and remedy of something that is wrong in the file."""


def uses_of(folder: Path) -> tuple[str, ...]:
    """Return the folders whose entities a dataset folder refers to, as its ``dataset.yaml`` names them."""
    return about_in(folder, []).uses


def about_in(folder: Path, problems: list[Problem]) -> About:
    """Return what a folder says of itself, as far as it can be read; what is wrong is added to the ``problems``.

    An opening day that names no system keeps none: ``resolved`` adds them when the bodies are read.
    """
    file = folder / ABOUT_FILE
    text, unreadable = text_of(file)
    tree, faults = read_yaml(text) if text is not None else (None, [])
    problems += [unreadable] if unreadable else []
    problems.extend(Problem("error", "yaml", f.message, f.remedy, file=str(file), line=f.line) for f in faults)

    def wrong(line: int, message: str, remedy: str) -> None:
        problems.append(Problem("error", "about", message, remedy, file=str(file), line=line))

    if tree is not None and not isinstance(tree, Mapping):
        wrong(1, "the file is not a mapping", "Begin with 'title: …'.")
    about = tree if isinstance(tree, Mapping) else Mapping(1)
    openings: tuple[OpeningDay, ...] = ()
    for key, value in about.items():
        line = about.lines[key]
        if key not in _FIELDS:
            hint = closest(key, _FIELDS) or f"It may have {', '.join(_FIELDS)}."
            wrong(line, f"unknown field '{shortened(key)}'", hint)
        elif key == "uses":
            if not all(isinstance(name, str) for name in (value if isinstance(value, list) else [value or ""])):
                wrong(line, "'uses' is not a list of names", "Write for example 'uses: [national-frame]'.")
        elif key == "opens_on":
            openings = _openings(value, line, wrong)
        elif value is not None and not isinstance(value, str):
            wrong(line, f"'{key}' is not a text", "Write a text.")
        else:
            for problem in text_problems("dataset", {key: value}, None):
                problems.append(replace(problem, section=None, file=str(file), line=line))
        if signs := unseen_in(" ".join(text for text in texts_of(value) if not no_file_can_hold(text))):
            message = f"'{key}' holds what cannot be seen: {' '.join(signs)}"
            problems.append(Problem("finding", "unseen", message, UNSEEN_HINT, file=str(file), line=line))
    title = about.get("title")
    if (title is None or title == "") and not faults and unreadable is None:
        wrong(about.lines.get("title", 1), "a 'title' is missing", "Say what this dataset is, in a few words.")
    uses = about.get("uses") or []
    names = tuple(name for name in (uses if isinstance(uses, list) else [uses]) if isinstance(name, str))
    texts = {key: value for key in ("title", "licence", "description") if isinstance(value := about.get(key), str)}
    # A folder may be called what no file can hold as text.
    name = visible(folder.name)
    return About(name, texts.pop("title", "") or name, uses=names, opens_on=openings, **texts)


def _openings(value: Any, line: int, wrong: Wrong) -> tuple[OpeningDay, ...]:
    openings = []
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, Mapping):
            wrong(line, "'opens_on' is not a day with its reason", _OPENING_HINT)
            continue
        for key in entry:
            if key not in _OPENING_FIELDS:
                hint = closest(key, _OPENING_FIELDS) or f"It may have {', '.join(_OPENING_FIELDS)}."
                wrong(entry.lines[key], f"unknown field '{shortened(key)}' of 'opens_on'", hint)
        day, reason, system = (entry.get(field) for field in _OPENING_FIELDS)
        try:
            partial = PartialDate.parse(day) if isinstance(day, str) else None
        except ValueError:
            partial = None
        if partial is None or partial.day is None:
            wrong(entry.lines.get("day", entry.line), "'day' of 'opens_on' is not a day", "Write it as 2019-06-01.")
        if not isinstance(reason, str) or not reason.strip():
            wrong(entry.lines.get("reason", entry.line), "'opens_on' has no reason", "Say why that day tells most.")
        if system is not None and not isinstance(system, str):
            wrong(entry.lines["system"], "'system' of 'opens_on' is not an id", "Write the id of a body.")
        elif partial is not None and partial.day is not None and isinstance(reason, str) and reason.strip():
            openings.append(OpeningDay(partial, reason, system or ""))
    return tuple(openings)


def resolved(
    about: About, folder: Path, systems: Collection[str], entities: MappingOf[str, object], problems: list[Problem]
) -> About:
    """Return it with the system of each opening day: that which is named, else all those that the folder describes.

    A system that is not among the ``entities``, and a day for which there is none, are added to the ``problems``.
    """
    file = str(folder / ABOUT_FILE)
    openings: dict[str, OpeningDay] = {}
    for opening in about.opens_on:
        for system in [opening.system] if opening.system else sorted(systems):
            if system not in entities:
                message = f"'opens_on' is of '{shortened(system)}', which is not there"
                hint = closest(system, list(entities)) or "Write the id of a body of this dataset."
                problems.append(Problem("error", "about", message, hint, file=file))
            elif system in openings:
                message = f"'opens_on' has two days for '{shortened(system)}'"
                problems.append(Problem("error", "about", message, "Keep one of them.", file=file))
            else:
                openings[system] = replace(opening, system=system)
        if not opening.system and not systems:
            message, hint = "'opens_on' is of no system: the folder describes none", "Name a body as its 'system'."
            problems.append(Problem("error", "about", message, hint, file=file))
    return replace(about, opens_on=tuple(openings.values()))

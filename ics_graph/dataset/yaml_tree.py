"""YAML as people write it, read safely: every scalar a string, every value with its line.

Plain YAML turns ``001`` into 1, ``NO`` into False and ``2019-06-01`` into a date; a code would be lost before
anybody looked. Tags, aliases and anchors are refused, since a dataset needs none and they can run code or blow up
memory; so are keys given twice, which YAML readers otherwise drop in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DEEPEST = 20
"""How many levels deep lists and mappings may be nested."""
_TOO_DEEP = (f"nested deeper than {DEEPEST} levels", "Flatten it; no record needs that.")
MOST_FAULTS = 1000
"""How many faults of one file are told before the rest of it is left unread."""
MOST_VALUES = 4_000_000
"""How many values one file may have; its bulk belongs into CSV files, which take a tenth of the room."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text of a file, at a line (1 is the first)."""

    line: int
    message: str
    remedy: str


class Mapping(dict[str, Any]):
    """A mapping that knows the line of each of its keys (``lines``) and its own first line (``line``)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Sequence(list[Any]):
    """A list that knows the line of each of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read_yaml(text: str) -> tuple[Any, list[Fault]]:
    """Return the tree of a YAML text and every fault met; the tree is None where the text cannot be read."""
    import yaml

    # libyaml's loader, or the one in pure Python that is slower and says the same.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    faults: list[Fault] = []
    try:
        events = yaml.parse(text, Loader=loader)
        tree = _Builder(events, faults).document()
    except _TooMuch:
        return None, faults
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        broken = error.problem or error.context or ""
        # What is left open is met at the end, which is one line past the last.
        line = min(mark.line + 1 if mark else 1, max(len(text.splitlines()), 1))
        if "nesting depth" in broken:  # a libyaml with a limit of its own gives up before a level is counted here
            faults.append(Fault(line, *_TOO_DEEP))
        else:
            faults.append(Fault(line, f"the YAML is broken: {broken}", "Check indentation, quotes and colons there."))
        return None, faults
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        faults.append(Fault(line, "a character that YAML does not permit", "Remove control characters."))
        return None, faults
    return tree, faults


class _TooMuch(Exception):
    """Raised where a file goes beyond a limit: what comes after is not even looked at."""


class _Builder:
    def __init__(self, events: Iterator[Any], faults: list[Fault]) -> None:
        self.events = events
        self.faults = faults
        self.values = 0

    def document(self) -> Any:
        import yaml

        tree, seen = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                value = self.value(next(self.events), 0)
                if seen == 1:
                    tree = value
                else:
                    self.fault(event, "a second document in one file", "Put it into a file of its own.")
        return tree

    def fault(self, event: Any, message: str, remedy: str) -> None:
        if len(self.faults) >= MOST_FAULTS:
            remedy = "Mend those above first."
            self.faults.append(Fault(event.start_mark.line + 1, "the rest of the file was not looked at", remedy))
            raise _TooMuch
        self.faults.append(Fault(event.start_mark.line + 1, message, remedy))

    def value(self, event: Any, depth: int) -> Any:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self.fault(event, f"an alias (*{event.anchor})", "Write the value out where it is needed.")
            return None
        tag = event.tag
        if tag is not None and not (isinstance(event, yaml.ScalarEvent) and tag == "!"):
            self.fault(event, f"a tag ({tag})", "Remove it; tags are never needed here.")
        if depth > DEEPEST:
            self.fault(event, *_TOO_DEEP)
            raise _TooMuch
        self.values += 1
        if self.values > MOST_VALUES:
            hint = "Split it into several files, or put bulk records into CSV files."
            self.fault(event, f"more than {MOST_VALUES:,} values in one file", hint)
            raise _TooMuch
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(depth)
        return self.mapping(event, depth)

    def sequence(self, depth: int) -> Sequence:
        import yaml

        items = Sequence()
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.lines.append(event.start_mark.line + 1)
            items.append(self.value(event, depth + 1))
        return items

    def mapping(self, start: Any, depth: int) -> Mapping:
        import yaml

        mapping = Mapping(start.start_mark.line + 1)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if not isinstance(key, str):
                self.fault(event, "a key that is not a plain word", "Write 'name: value'.")
            elif key in mapping:
                first = mapping.lines[key]
                self.fault(event, f"'{key}' is given twice (first on line {first})", "Keep one of them.")
            else:
                mapping[key] = value
                mapping.lines[key] = event.start_mark.line + 1
        return mapping


def _scalar(event: Any) -> str | None:
    """Return the text; None where nothing, or YAML's own word for nothing, is written without quotes."""
    # A scalar without quotes has the style None in one loader and '' in the other.
    if not event.style and event.tag is None and event.value in ("", "~", "null"):
        return None
    value: str = event.value
    return value

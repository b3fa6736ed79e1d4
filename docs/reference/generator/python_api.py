"""The page of the Python API: the public names of the package, with their signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import ics_graph
from generator.markdown import anchor, block, document, table


def page() -> str:
    """Return the page."""
    public = {name: getattr(ics_graph, name) for name in sorted(ics_graph.__all__, key=str.lower)}
    functions = {name: value for name, value in public.items() if inspect.isfunction(value)}
    classes = {name: value for name, value in public.items() if inspect.isclass(value)}
    others = {name: value for name, value in public.items() if name not in functions | classes}
    opening, _, rest = _documentation(ics_graph).partition("\n\n")
    return document(
        "# Python API",
        opening,
        rest,
        " · ".join(f"[{name}]({anchor(name)})" for name in public),
        "What is not on this page may change from one version to the next.",
        "## Functions" if functions else "",
        *(_callable(name, value, "###") for name, value in functions.items()),
        "## Classes" if classes else "",
        *(part for name, value in classes.items() for part in _class(name, value)),
        "## Values" if others else "",
        *(f"### {name}\n\n`{value!r}`" for name, value in others.items()),
    )


def _class(name: str, kind: type[Any]) -> Iterator[str]:
    yield f"### {name}"
    yield f"From `{kind.__module__}`."
    if kind.__doc__ and not _made_by_dataclass(kind):
        yield _documentation(kind)
    fields = {
        field: str(annotation).replace("ClassVar", "")
        for field, annotation in vars(kind).get("__annotations__", {}).items()
        if not field.startswith("_")
    }
    if fields:
        yield table(["field", "type"], ((f"`{field}`", f"`{annotation}`") for field, annotation in fields.items()))
    properties = {key: value for key, value in _members(kind) if isinstance(value, property)}
    if properties:
        rows = ((f"`{key}`", _first(_documentation(value))) for key, value in properties.items())
        yield table(["property", "what it is"], rows)
    for key, value in _members(kind):
        if key not in properties and key not in fields:
            yield _callable(f"{name}.{key}", value, "####")


def _members(kind: type[Any]) -> list[tuple[str, Any]]:
    """Return the public methods and properties of a class in the order of its text, after those that it inherits."""
    members: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.startswith("ics_graph"):
            members |= {key: value for key, value in vars(each).items() if not key.startswith("_")}
    plain = {key: getattr(value, "__func__", value) for key, value in members.items()}
    return [(key, value) for key, value in plain.items() if isinstance(value, property) or inspect.isfunction(value)]


def _made_by_dataclass(kind: type[Any]) -> bool:
    return (kind.__doc__ or "").startswith(f"{kind.__name__}(")


def _callable(name: str, function: Any, level: str) -> str:
    parameters = [
        _parameter(each) for each in inspect.signature(function).parameters.values() if each.name not in ("self", "cls")
    ]
    returns = inspect.signature(function).return_annotation
    result = "" if returns is inspect.Signature.empty else f" -> {returns}"
    written = f"{name}({', '.join(parameters)}){result}"
    if len(written) > 100:
        lines = "".join(f"    {parameter},\n" for parameter in parameters)
        written = f"{name}(\n{lines}){result}"
    return "\n\n".join(part for part in (f"{level} {name}", block(written, "python"), _documentation(function)) if part)


def _parameter(parameter: inspect.Parameter) -> str:
    star = "*" if parameter.kind is inspect.Parameter.VAR_POSITIONAL else ""
    star = "**" if parameter.kind is inspect.Parameter.VAR_KEYWORD else star
    note = "" if parameter.annotation is inspect.Parameter.empty else f": {parameter.annotation}"
    default = "" if parameter.default is inspect.Parameter.empty else f" = {parameter.default!r}"
    return f"{star}{parameter.name}{note}{default}"


def _documentation(value: Any) -> str:
    """Return a docstring as Markdown: what is shown for the prompt of Python becomes a block of it."""
    text = (inspect.getdoc(value) or "").replace("``", "`")
    return re.sub(r"(?m)(^ *>>> .*\n?(?:^ *\S.*\n?)*)", lambda found: _example(found[0]), text).strip()


def _example(text: str) -> str:
    lines = inspect.cleandoc(text)
    return f"{block(lines, 'pycon')}\n"


def _first(text: str) -> str:
    return text.split("\n\n")[0].replace("\n", " ")

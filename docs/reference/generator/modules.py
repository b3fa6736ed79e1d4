"""The page of the modules: every room and module in the order of the layers, each with what it says of itself."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from generator.markdown import document, prose, table

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "ics_graph"


def layers() -> list[list[str]]:
    """Return the floors of the house, the top one first, each with its rooms."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return [[room.strip() for room in floor.split("|")] for floor in floors]


def page() -> str:
    """Return the page."""
    return document(
        "# Modules",
        "Every module with what it says of itself, from the top floor to the bottom. A room imports only from the"
        " floors below it; `lint-imports` holds that. Which to open for which change:"
        " [architecture](../explanation/architecture.md).",
        *(part for number, floor in enumerate(layers(), 1) for part in _floor(number, floor)),
        "## Beside the floors",
        table(["module", "what it is for"], _rows([PACKAGE / "__init__.py", PACKAGE / "__main__.py"])),
    )


def _floor(number: int, rooms: list[str]) -> Iterator[str]:
    yield f"## Floor {number}: {', '.join(rooms)}"
    for room in rooms:
        path = PACKAGE / room
        files = sorted(path.rglob("*.py"), key=_order) if path.is_dir() else [path.with_suffix(".py")]
        yield table(["module", "what it is for"], _rows(files))


def _order(path: Path) -> tuple[tuple[str, ...], bool, str]:
    return path.parent.parts, path.name != "__init__.py", path.name


def _rows(files: list[Path]) -> Iterator[tuple[str, str]]:
    for path in files:
        documentation = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        shown = path.parent if path.name == "__init__.py" else path
        name = shown.relative_to(ROOT).as_posix() + ("/" if path.name == "__init__.py" else "")
        yield f"`{name}`", prose(documentation.split("\n\n")[0])

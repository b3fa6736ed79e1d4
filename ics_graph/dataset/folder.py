"""A dataset folder from outside: which files are read. Nothing is opened here."""

from __future__ import annotations

from pathlib import Path

ABOUT_FILE = "dataset.yaml"
EXCEPTIONS_FILE = "exceptions.yaml"
_READ = (".yaml", ".yml", ".csv")


def data_files(folder: Path) -> list[Path]:
    """Return the YAML and CSV files of a folder in the order of their names, hidden ones left out.

    What a folder excepts from checks is no part of the graph (see ``dataset.exceptions``).
    """
    files = (p for p in folder.iterdir() if p.suffix.lower() in _READ and p.is_file() and p.name[0] != ".")
    return sorted(p for p in files if p.name != EXCEPTIONS_FILE)


def is_beside(used: str) -> bool:
    """Return whether a name under ``uses`` names a folder beside a dataset's own: one name, and no way to elsewhere.

    A link that lies there is followed, as whoever put it there meant it.
    """
    return used not in ("", ".", "..") and not set(used) & set("/\\:\0")


def no_files(folder: Path) -> list[Path]:
    """Return what has the name of a data file and is none: a pipe, a device, a link to nothing; folders may be."""
    found = (p for p in folder.iterdir() if p.suffix.lower() in _READ and p.name[0] != ".")
    return sorted(p for p in found if not p.is_file() and not p.is_dir())

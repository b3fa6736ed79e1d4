"""A dataset folder as it was at a revision of git: taken out, with what it uses, into a folder that goes again."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ics_graph.dataset.about import uses_of
from ics_graph.dataset.folder import ABOUT_FILE, is_beside
from ics_graph.dataset.reader import DatasetError
from ics_graph.validation import Problem


@contextmanager
def version_of(text: str) -> Iterator[Path]:
    """Yield the folder that ``text`` names: one that is there, or ``REVISION:FOLDER`` as git has it.

    Raises DatasetError where git, the repository, the revision or the folder in it is not there.
    """
    revision, colon, folder = text.partition(":")
    if Path(text).exists() or not colon or not revision:
        yield Path(text)
        return
    with tempfile.TemporaryDirectory(prefix="ics-graph-") as into:
        yield _taken_out(text, revision, Path(folder or "."), Path(into))


def commit_of(folders: Iterable[Path]) -> str | None:
    """Return the commit of dataset folders, with ``-dirty`` after it where a file differs from it.

    Several repositories have several, in their order. None where a folder is in no repository, or git is not there.
    """
    commits: dict[str, None] = {}
    for folder in folders:
        try:
            commit = _git("", folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
            is_dirty = bool(_git("", folder, "status", "--porcelain", "--", ".").strip())
        except (DatasetError, OSError):
            return None
        commits[f"{commit}-dirty" if is_dirty else commit] = None
    return ", ".join(commits) or None


def _taken_out(text: str, revision: str, folder: Path, into: Path) -> Path:
    near = folder.absolute()
    while not near.is_dir():
        near = near.parent
    top = Path(_git(text, near, "rev-parse", "--show-toplevel").decode().strip())
    inside = Path(os.path.relpath(os.path.realpath(folder), os.path.realpath(top)))
    if inside.parts[:1] == ("..",):
        raise _fault(text, f"{folder} is not in the repository {top}", "Name a folder of the repository you are in.")
    commit = _git(text, top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    root = into / top.name
    wanted, had = [inside], set[Path]()
    while wanted:
        place = wanted.pop()
        had.add(place)
        _unpack(_git(text, top, "archive", "--format=tar", commit.decode().strip(), "--", place.as_posix()), root)
        if (root / place / ABOUT_FILE).is_file():
            wanted += [
                beside
                for name in uses_of(root / place)
                # What may not be used is told when the dataset is read.
                if is_beside(name)
                and (beside := Path(os.path.normpath(place.parent / name))) not in had
                and beside.parts[:1] != ("..",)
            ]
    return root / inside


def _git(text: str, at: Path, *words: str) -> bytes:
    """Return what git writes, or raise DatasetError with what is wrong in the words of this project."""
    try:
        done = subprocess.run(["git", "-C", str(at), *words], capture_output=True, check=False)
    except FileNotFoundError as error:
        hint = "Install git, or name two folders."
        raise _fault(text, "git is not on this machine, so no revision can be read", hint) from error
    if done.returncode == 0:
        return done.stdout
    message = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
    match words[0], words[1]:
        case "rev-parse", "--show-toplevel":
            hint = "Name a folder that is there, or go into the repository. A name with a colon is REVISION:FOLDER."
            raise _fault(text, f"{at} is in no git repository, and there is no such folder", hint)
        case "rev-parse", _:
            revision = words[-1].removesuffix("^{commit}")
            hint = "'git log' lists revisions, 'git tag' and 'git branch -a' the names of some."
            raise _fault(text, f"the repository has no revision '{revision}'", hint)
        case _:
            raise _fault(text, f"that revision does not have the folder '{words[-1]}' ({message})", "Check its path.")


def _unpack(archive: bytes, into: Path) -> None:
    """Write the files of an archive that git made; links, which could lead out of the folder, are left out.

    One by one, since the filters of ``extractall`` are not in every Python 3.11.
    """
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            target = (into / member.name).resolve()
            if content is not None and target.is_relative_to(into.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


def _fault(text: str, message: str, hint: str) -> DatasetError:
    return DatasetError([Problem("error", "revision", message, hint, file=text)])

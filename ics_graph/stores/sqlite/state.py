"""Of which files a store is: known by their content, and looked at only where their size, time or place is another.

A file that was copied, checked out anew or touched is the file that it was. See
docs/decisions/0046-files-are-known-by-their-content.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ics_graph.dataset.folder import data_files
from ics_graph.package_data import shipped

_AT_ONCE = 1 << 20


class FileState(NamedTuple):
    """A file as it was when a store was built: how it is recognised at a glance, and a digest of its content.

    The digest is empty where the file changed while it was read: then it is never the file of today.
    """

    path: str
    size: int
    modified: int
    inode: int
    digest: str

    @property
    def content(self) -> tuple[str, int, str]:
        """What tells a file from one that says something else."""
        return self.path, self.size, self.digest


def taken(folders: Sequence[Path]) -> list[FileState]:
    """Return the state of each file that a store of these folders depends on, the ontology's among them.

    What cannot be read has no digest: whoever reads the dataset tells of it. Raises OSError where a file is gone.
    """
    return [_state_of(path) for path in _paths(folders)]


def at_a_glance(states: Iterable[FileState]) -> bool:
    """Return whether all files look as they did, so that none need be opened. Raises OSError where one is gone."""
    return all(map(_is_as_it_was, states))


def settled(states: Iterable[FileState]) -> list[FileState]:
    """Return the states without the digests of those files that are others by now."""
    return [state if _is_as_it_was(state) else state._replace(digest="") for state in states]


def of_today(states: Sequence[FileState], folders: Sequence[Path]) -> list[FileState] | None:
    """Return the states as they are now where every file has the content that it had; None where one has not.

    They are the very ones that were given where no file had to be opened. Raises OSError where a file cannot be read.
    """
    if [state.path for state in states] != [_as_text(path) for path in _paths(folders)]:
        return None
    now = []
    for state in states:
        if _is_as_it_was(state):
            now.append(state)
            continue
        # Of another size it is another file, and need not be read to know that.
        if not state.digest or os.stat(_path(state.path)).st_size != state.size:
            return None
        again = _state_of(_path(state.path))
        if again.content != state.content:
            return None
        now.append(again)
    return now


def as_text(states: Iterable[FileState]) -> str:
    """Return the states as a text that a store can keep."""
    return json.dumps(list(states), separators=(",", ":"))


def from_text(text: str | None) -> list[FileState]:
    """Return the states that ``as_text`` wrote; none where the text is another."""
    with suppress(ValueError, TypeError):
        return [FileState(*row) for row in json.loads(text or "[]")]
    return []


def seen_since(store: Path) -> Path:
    """Return the file beside a store that remembers how its files looked when they were last compared by content."""
    return store.with_suffix(".seen")


def read_seen(store: Path, states: Sequence[FileState]) -> Sequence[FileState]:
    """Return the states as they were last seen, where that was remembered and is of the same content; else as given."""
    try:
        seen = from_text(seen_since(store).read_text("utf-8"))
    except (OSError, ValueError):
        return states
    return seen if [state.content for state in seen] == [state.content for state in states] else states


def remember_seen(store: Path, states: Iterable[FileState]) -> None:
    """Remember how the files of a store look now, so that the next start need not open them; where that is possible."""
    from ics_graph.output import write

    with suppress(OSError):
        write(seen_since(store), as_text(states), private=True)


def _paths(folders: Sequence[Path]) -> list[Path]:
    ontology = sorted(shipped("ontology").glob("*.ttl"))
    # A store that is asked instead of folders is one file.
    return [*ontology, *(path for place in folders for path in ([place] if place.is_file() else data_files(place)))]


def _state_of(path: Path) -> FileState:
    from hashlib import blake2b

    # The status is of before the content: what changes between the two is seen by the next look.
    status = path.stat()
    state = FileState(_as_text(path), status.st_size, status.st_mtime_ns, status.st_ino, "")
    digest = blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while part := file.read(_AT_ONCE):
                digest.update(part)
    except OSError:
        return state
    return state._replace(digest=digest.hexdigest())


def _is_as_it_was(state: FileState) -> bool:
    status = os.stat(_path(state.path))
    return (status.st_size, status.st_mtime_ns, status.st_ino) == (state.size, state.modified, state.inode)


def _as_text(path: Path) -> str:
    """Return a path as a text that a store can hold: a name may have bytes that are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _path(text: str) -> Path:
    return Path(os.fsdecode(text.encode("utf-8", "surrogateescape")))

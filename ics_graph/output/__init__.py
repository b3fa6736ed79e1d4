"""How everything that this software leaves behind is written: whole or not at all, and never in the place of a device.

It knows bytes, files and folders, and nothing of what is in them. See docs/decisions/0027-one-way-to-write-a-file.md.
"""

from __future__ import annotations

from ics_graph.output.errors import CannotWrite
from ics_graph.output.file import create, replacing, write
from ics_graph.output.folder import FolderTaken, replacing_folder, whole_folder

__all__ = ["CannotWrite", "FolderTaken", "create", "replacing", "replacing_folder", "whole_folder", "write"]

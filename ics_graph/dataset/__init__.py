"""Dataset folders: YAML and CSV files ⇄ Dataset, with every problem at once, by file and line.

A folder has a ``dataset.yaml`` (title, licence, description, ``uses``) and any number of YAML files with the
sections of ``ics_graph.model.RECORDS`` and CSV files named after a section (``relations-2020.csv``).
"""

from __future__ import annotations

from ics_graph.dataset.reader import DatasetError, Loaded, fingerprint, folders_of, read_datasets

__all__ = ["DatasetError", "Loaded", "fingerprint", "folders_of", "read_datasets"]

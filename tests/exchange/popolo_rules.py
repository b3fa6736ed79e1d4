"""What the Popolo specification says of the properties that we write, restated class by class.

The specification: https://www.popoloproject.com/specs/, a page for each class (person.html, organization.html and so
on). It permits properties that it does not know; these rules do not, because one that is misspelt would pass.
"""

from __future__ import annotations

from typing import Any

from tests.shapes import record, several, text

# "Reduced precision" of ISO 8601: a year, a month or a day.
_DAY = text(r"\d{4}(-\d\d(-\d\d)?)?")
_URI = text(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_SOURCES = several(record({"url": _URI, "note": text()}, "url"))
_CODES = several(record({"scheme": text(), "identifier": text()}, "identifier"))
_NAMES = several(record({"name": text(), "start_date": _DAY, "end_date": _DAY}, "name"))
_ID = {"id": text(), "sources": _SOURCES}

CLASSES = {
    "persons": record({**_ID, "name": text(), "other_names": _NAMES, "identifiers": _CODES}),
    "organizations": record(
        {
            **_ID,
            "name": text(),
            "other_names": _NAMES,
            "identifiers": _CODES,
            "classification": text(),
            "parent_id": text(),
            "description": text(),
            "founding_date": _DAY,
            "dissolution_date": _DAY,
        }
    ),
    "posts": record(
        {
            **_ID,
            "label": text(),
            "other_label": several(text()),
            "organization_id": text(),
            "start_date": _DAY,
            "end_date": _DAY,
        }
    ),
    "memberships": record(
        {
            **_ID,
            "person_id": text(),
            "member": record({"id": text(), "name": text()}),
            "organization_id": text(),
            "post_id": text(),
            "on_behalf_of_id": text(),
            "role": text(),
            "start_date": _DAY,
            "end_date": _DAY,
        }
    ),
    "areas": record({**_ID, "name": text(), "classification": text(), "parent_id": text()}),
    "events": record(
        {
            **_ID,
            "name": text(),
            "classification": text(),
            "start_date": _DAY,
            "attendees": several(record({"id": text(), "name": text()})),
        }
    ),
}


def faults(tree: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return what in a tree of classes is not as the specification has it, in words with the place."""
    return [
        fault
        for class_, records in tree.items()
        for fault in (several(CLASSES[class_])(records, class_) if class_ in CLASSES else [f"{class_} is no class"])
    ]

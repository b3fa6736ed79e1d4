"""What a sheet is made of: its columns, and those that many sheets have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "id",
    "names",
    "date",
    "seen",
    "number",
    "count",
    "yes",
    "word",
    "body",
    "body-id",
    "bodies",
    "source",
    "record",
    "told",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field of the plain record (``from``, not ``since``), and what may stand in it.

    ``words`` names the list of a ``word``, or the field of the name beside a ``body-id``. ``needed`` cells may not be
    empty; ``more`` ones are for what is seldom said, and stand to the right.
    """

    heading: str
    field: str
    kind: Kind = "text"
    hint: str = ""
    words: str = ""
    needed: bool = False
    more: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the section whose records its rows are (or the part of a record), and its columns."""

    name: str
    section: str
    columns: tuple[Column, ...]
    says: str

    def of(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)


DATE = "A year, a month or a day: 2019, 2019-06 or 2019-06-01."
ID = Column("ID", "id", "id", "A short name that stays the same. May be left empty.", width=22)
FROM = Column("From", "from", "date", f"The first day. {DATE} Leave it empty where it is not stated.", width=12)
UNTIL = Column("Until", "until", "date", f"The last day. {DATE} Leave it empty where it is not stated.", width=12)
PHASE = Column("Phase", "phase", "word", "How far it is: empty means not stated.", "phases", width=12)
NOTE = Column("Note", "note", "text", "Anything a reader should know.", width=30)
TOLD = Column("Certainty", "certainty", "told", "Worked out from the sources; never read back.", more=True, width=12)


def body(heading: str, field: str, hint: str, needed: bool = True) -> Column:
    return Column(heading, field, "body", f"{hint}: its name or ID.", needed=needed, width=30)


def body_id(heading: str, field: str) -> Column:
    hint = "Only where the name could be several bodies. May be left empty."
    return Column(f"{heading} (ID)", field, "body-id", hint, field, more=True, width=22)


CLAIM = (
    Column("Source", "claim.source", "source", "Who says so: the title or ID of a source.", width=30),
    Column("Where in it", "claim.locator", "text", "Slide, page or paragraph.", width=14),
    Column("Said by", "claim.said_by", "text", "Whose words the source gives.", more=True),
    Column("Basis", "claim.basis", "word", "How it says so; empty: stated in words.", "bases", more=True, width=12),
    Column("Stance", "claim.stance", "word", "Empty: the source supports it.", "stances", more=True, width=12),
    Column("Confidence", "claim.confidence", "word", "How sure the reading is.", "confidences", more=True, width=12),
    Column(
        "Seen on", "claim.observed", "seen", f"When it held, if not on the source's date. {DATE} Or: never.", more=True
    ),
    Column("Recorded", "claim.recorded", "date", f"When this was written down. {DATE}", more=True, width=12),
    Column("About the source", "claim.note", "text", "Why it is read so.", more=True),
)

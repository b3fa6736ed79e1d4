"""The sheets and their columns: which field of which record each is, and how it is filled in.

One table serves the template, the export and the import, so that what goes out comes back. A record is one row; what
has several of something is in sheets of its own: codes, phases, who took part, and further sources.
"""

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


_DATE = "A year, a month or a day: 2019, 2019-06 or 2019-06-01."
_ID = Column("ID", "id", "id", "A short name that stays the same. May be left empty.", width=22)
_FROM = Column("From", "from", "date", f"The first day. {_DATE} Leave it empty where it is not stated.", width=12)
_UNTIL = Column("Until", "until", "date", f"The last day. {_DATE} Leave it empty where it is not stated.", width=12)
_PHASE = Column("Phase", "phase", "word", "How far it is: empty means not stated.", "phases", width=12)
_NOTE = Column("Note", "note", "text", "Anything a reader should know.", width=30)
_TOLD = Column("Certainty", "certainty", "told", "Worked out from the sources; never read back.", more=True, width=12)


def _body(heading: str, field: str, hint: str, needed: bool = True) -> Column:
    return Column(heading, field, "body", f"{hint}: its name or ID.", needed=needed, width=30)


def _body_id(heading: str, field: str) -> Column:
    hint = "Only where the name could be several bodies. May be left empty."
    return Column(f"{heading} (ID)", field, "body-id", hint, field, more=True, width=22)


_CLAIM = (
    Column("Source", "claim.source", "source", "Who says so: the title or ID of a source.", width=30),
    Column("Where in it", "claim.locator", "text", "Slide, page or paragraph.", width=14),
    Column("Said by", "claim.said_by", "text", "Whose words the source gives.", more=True),
    Column("Basis", "claim.basis", "word", "How it says so; empty: stated in words.", "bases", more=True, width=12),
    Column("Stance", "claim.stance", "word", "Empty: the source supports it.", "stances", more=True, width=12),
    Column("Confidence", "claim.confidence", "word", "How sure the reading is.", "confidences", more=True, width=12),
    Column(
        "Seen on", "claim.observed", "seen", f"When it held, if not on the source's date. {_DATE} Or: never.", more=True
    ),
    Column("Recorded", "claim.recorded", "date", f"When this was written down. {_DATE}", more=True, width=12),
    Column("About the source", "claim.note", "text", "Why it is read so.", more=True),
)

SHEETS = (
    Sheet(
        "Sources",
        "sources",
        (
            _ID,
            Column("Title", "title", "text", "As on its front page.", needed=True, width=50),
            Column("Kind", "kind", "text", "Slides, minutes, plan, letter …"),
            Column("Publisher", "publisher", width=24),
            Column("Date", "date", "date", f"When it was made. {_DATE}", width=12),
            Column("Not before", "not_before", "date", f"Where the date is only bounded. {_DATE}", more=True, width=12),
            Column("Not after", "not_after", "date", f"Where the date is only bounded. {_DATE}", more=True, width=12),
            Column("Why so dated", "date_note", more=True),
            Column("Licence", "licence"),
            Column("Link", "link", width=30),
            _NOTE,
        ),
        "The documents that say so. Every other row should name one.",
    ),
    Sheet(
        "Bodies",
        "entities",
        (
            _ID,
            Column("Name", "name", "text", "The whole name.", needed=True, width=40),
            Column("Type", "type", "word", "What it is; choose from the list.", "types", needed=True, width=28),
            Column("Other names", "other_names", "names", "Parted by | as in: CCG North | North CCG.", width=30),
            _FROM,
            _UNTIL,
            _PHASE,
            _NOTE,
            *_CLAIM,
            Column(
                "Extent",
                "extent",
                "word",
                "One body, several that are not named, or any.",
                "extents",
                more=True,
                width=12,
            ),
            Column("How many", "count", "count", "Where it stands for several.", more=True, width=12),
            Column("Unnamed", "unnamed", "yes", "yes where the source gives no name.", more=True, width=12),
            _TOLD,
        ),
        "Organisations, boards, committees, groups, posts, people and places.",
    ),
    Sheet(
        "Lines",
        "relations",
        (
            _ID,
            _body("Who", "subject", "The body, post or person that the line starts from"),
            Column("Relation", "type", "word", "Choose from the list.", "relations", needed=True, width=24),
            _body("To whom", "object", "The body that the line leads to"),
            Column("Role", "role", "text", "In the words of the source."),
            Column("Capacity", "capacity", "word", "For members.", "capacities", width=14),
            Column("Voting", "voting", "yes", "yes or no; empty: not stated.", width=8),
            _body("On behalf of", "on_behalf_of", "For whom a person sits there", needed=False),
            _FROM,
            _UNTIL,
            _PHASE,
            _NOTE,
            *_CLAIM,
            _body_id("Who", "subject"),
            _body_id("To whom", "object"),
            _body_id("On behalf of", "on_behalf_of"),
            _TOLD,
        ),
        "Who is accountable to whom, reports to whom, is a member of what, and so on: one line a row.",
    ),
    Sheet(
        "Facts",
        "facts",
        (
            _ID,
            _body("Body", "entity", "Whose property it is"),
            Column("Property", "property", "word", "Choose from the list.", "properties", needed=True, width=20),
            Column("Number", "number", "number", "Digits only."),
            Column("Unit", "unit", "text", "People, practices, pounds …"),
            Column("Approximately", "approximately", "yes", "yes where the source says so.", width=14),
            Column("Text", "text", "text", "Where it is no number.", width=40),
            _FROM,
            _UNTIL,
            _PHASE,
            _NOTE,
            *_CLAIM,
            _body_id("Body", "entity"),
            _TOLD,
        ),
        "Population, status, level, functions and other properties of a body.",
    ),
    Sheet(
        "Events",
        "events",
        (
            _ID,
            Column("Event", "name", "text", "In a few words.", needed=True, width=40),
            Column("Kind", "kind", "word", "Choose from the list.", "event-kinds", needed=True),
            Column("Date", "date", "date", _DATE, width=12),
            Column("Not before", "not_before", "date", f"Where the date is only bounded. {_DATE}", more=True, width=12),
            Column("Not after", "not_after", "date", f"Where the date is only bounded. {_DATE}", more=True, width=12),
            Column("Legal basis", "legal_basis"),
            _PHASE,
            _NOTE,
            *_CLAIM,
            _TOLD,
        ),
        "Mergers, splits, decisions, meetings. Who took part is on the next sheet.",
    ),
    Sheet(
        "Taking part",
        "participants",
        (
            Column("Event", "event", "record", "The name or ID of an event.", "events", needed=True, width=40),
            _body("Body", "entity", "Who took part"),
            Column("Side", "side", "word", "Predecessor, successor, …", "sides", needed=True, width=14),
            Column("How far", "part", "word", "Empty: the whole of it.", "parts", width=12),
            Column("Role", "role"),
            _body_id("Body", "entity"),
        ),
        "Which bodies an event has as predecessors and successors.",
    ),
    Sheet(
        "Gaps",
        "gaps",
        (
            _ID,
            _body("Body", "entity", "Of whom something is missing"),
            Column("What is missing", "topic", "word", "Choose from the list.", "gap-topics", needed=True, width=20),
            Column("Why", "reason", "word", "Empty: not stated.", "gap-reasons"),
            _NOTE,
            *_CLAIM,
            _body_id("Body", "entity"),
        ),
        "What no document says, or what is vacant: it is shown as such, never as none.",
    ),
    Sheet(
        "Whole lists",
        "complete",
        (
            _ID,
            _body("Body", "entity", "Whose list is whole"),
            Column("Of what", "family", "word", "Choose from the list.", "families", needed=True, width=20),
            _NOTE,
            *_CLAIM,
            _body_id("Body", "entity"),
        ),
        "Where a source gives a whole list, such as all members of a board.",
    ),
    Sheet(
        "Codes",
        "identifiers",
        (
            _body("Body", "entity", "Whose code it is"),
            Column("Scheme", "scheme", "text", "ods, for codes of the NHS.", needed=True),
            Column("Code", "value", "text", "As it is written: 007 stays 007.", needed=True),
            _FROM,
            _UNTIL,
            _body_id("Body", "entity"),
        ),
        "Codes of bodies, each for the time in which it was theirs.",
    ),
    Sheet(
        "Names",
        "names",
        (
            _body("Body", "entity", "Whose name it was"),
            Column("Name", "name", "text", "The whole name.", needed=True, width=40),
            _FROM,
            _UNTIL,
            *_CLAIM,
            _body_id("Body", "entity"),
        ),
        "Further names with dates or sources of their own. A plain one goes beside its body.",
    ),
    Sheet(
        "Kinds",
        "kinds",
        (
            _body("Body", "entity", "What was of this type"),
            Column("Type", "type", "word", "What it was; choose from the list.", "types", needed=True, width=28),
            _FROM,
            _UNTIL,
            *_CLAIM,
            _body_id("Body", "entity"),
        ),
        "All types of a body in their order, where it changed; the last is the one beside its body.",
    ),
    Sheet(
        "Phases",
        "phases",
        (
            Column("Sheet", "sheet", "word", "Where the record is.", "sheets with phases", needed=True, width=12),
            Column("Record", "record", "record", "Its ID (or the name of a body or event).", needed=True, width=30),
            Column("Phase", "phase", "word", "How far it was.", "phases", needed=True, width=12),
            _FROM,
            _UNTIL,
            *_CLAIM,
        ),
        "Phases with dates or sources of their own. A plain phase goes beside its record.",
    ),
    Sheet(
        "More sources",
        "claims",
        (
            Column("Sheet", "sheet", "word", "Where the record is.", "sheets with sources", needed=True, width=12),
            Column("Record", "record", "record", "Its ID (or the name of a body or event).", needed=True, width=30),
            Column(
                "Of phase", "spell", "count", "1 for its first phase, …; empty: of the record.", more=True, width=10
            ),
            Column("Of name", "name", "count", "1 for its first row on the sheet Names, ….", more=True, width=10),
            Column("Of kind", "kind", "count", "1 for its first row on the sheet Kinds, ….", more=True, width=10),
            *_CLAIM,
        ),
        "The second and further sources of a record.",
    ),
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
OF_SECTION = {sheet.section: sheet for sheet in SHEETS}
WITH_PHASES = tuple(sheet.name for sheet in SHEETS if _PHASE in sheet.columns)
WITH_SOURCES = tuple(sheet.name for sheet in SHEETS if _CLAIM[0] in sheet.columns and sheet.columns[0].field != "sheet")
README, ABOUT, WORDS = "Read me first", "About", "Words"
ABOUT_ROWS = {"title": "Title", "licence": "Licence", "description": "Description", "opens_on": "Opens on"}
EXAMPLE = "EXAMPLE"
"""A row whose first cell says this is an example, and is not imported."""

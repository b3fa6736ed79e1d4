"""The sheets and their columns: which field of which record each is, and how it is filled in.

One table serves the template, the export and the import, so that what goes out comes back. A record is one row; what
has several of something is in sheets of its own: codes, phases, who took part, and further sources.
"""

from __future__ import annotations

from ics_graph.exchange.spreadsheet.columns import (
    CLAIM,
    DATE,
    FROM,
    ID,
    NOTE,
    PHASE,
    TOLD,
    UNTIL,
    Column,
    Sheet,
    body,
    body_id,
)
from ics_graph.exchange.spreadsheet.decision_sheets import DECISION_SHEETS

GENERAL_SHEETS = (
    Sheet(
        "Sources",
        "sources",
        (
            ID,
            Column("Title", "title", "text", "As on its front page.", needed=True, width=50),
            Column("Kind", "kind", "text", "Slides, minutes, plan, letter …"),
            Column("Publisher", "publisher", width=24),
            Column("Date", "date", "date", f"When it was made. {DATE}", width=12),
            Column("Not before", "not_before", "date", f"Where the date is only bounded. {DATE}", more=True, width=12),
            Column("Not after", "not_after", "date", f"Where the date is only bounded. {DATE}", more=True, width=12),
            Column("Why so dated", "date_note", more=True),
            Column("Licence", "licence"),
            Column("Link", "link", width=30),
            NOTE,
        ),
        "The documents that say so. Every other row should name one.",
    ),
    Sheet(
        "Bodies",
        "entities",
        (
            ID,
            Column("Name", "name", "text", "The whole name.", needed=True, width=40),
            Column("Type", "type", "word", "What it is; choose from the list.", "types", needed=True, width=28),
            Column("Other names", "other_names", "names", "Parted by | as in: CCG North | North CCG.", width=30),
            FROM,
            UNTIL,
            PHASE,
            NOTE,
            *CLAIM,
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
            TOLD,
        ),
        "Organisations, boards, committees, groups, posts, people and places.",
    ),
    Sheet(
        "Lines",
        "relations",
        (
            ID,
            body("Who", "subject", "The body, post or person that the line starts from"),
            Column("Relation", "type", "word", "Choose from the list.", "relations", needed=True, width=24),
            body("To whom", "object", "The body that the line leads to"),
            Column("Role", "role", "text", "In the words of the source."),
            Column("Capacity", "capacity", "word", "For members.", "capacities", width=14),
            Column("Voting", "voting", "yes", "yes or no; empty: not stated.", width=8),
            body("On behalf of", "on_behalf_of", "For whom a person sits there", needed=False),
            FROM,
            UNTIL,
            PHASE,
            NOTE,
            *CLAIM,
            body_id("Who", "subject"),
            body_id("To whom", "object"),
            body_id("On behalf of", "on_behalf_of"),
            TOLD,
        ),
        "Who is accountable to whom, reports to whom, is a member of what, and so on: one line a row.",
    ),
    Sheet(
        "Facts",
        "facts",
        (
            ID,
            body("Body", "entity", "Whose property it is"),
            Column("Property", "property", "word", "Choose from the list.", "properties", needed=True, width=20),
            Column("Number", "number", "number", "Digits only."),
            Column("Unit", "unit", "text", "People, practices, pounds …"),
            Column("Approximately", "approximately", "yes", "yes where the source says so.", width=14),
            Column("Text", "text", "text", "Where it is no number.", width=40),
            FROM,
            UNTIL,
            PHASE,
            NOTE,
            *CLAIM,
            body_id("Body", "entity"),
            TOLD,
        ),
        "Population, status, level, functions and other properties of a body.",
    ),
    Sheet(
        "Events",
        "events",
        (
            ID,
            Column("Event", "name", "text", "In a few words.", needed=True, width=40),
            Column("Kind", "kind", "word", "Choose from the list.", "event-kinds", needed=True),
            Column("Date", "date", "date", DATE, width=12),
            Column("Not before", "not_before", "date", f"Where the date is only bounded. {DATE}", more=True, width=12),
            Column("Not after", "not_after", "date", f"Where the date is only bounded. {DATE}", more=True, width=12),
            Column("Legal basis", "legal_basis"),
            PHASE,
            NOTE,
            *CLAIM,
            TOLD,
        ),
        "Mergers, splits, decisions, meetings. Who took part is on the next sheet.",
    ),
    Sheet(
        "Taking part",
        "participants",
        (
            Column("Event", "event", "record", "The name or ID of an event.", "events", needed=True, width=40),
            body("Body", "entity", "Who took part"),
            Column("Side", "side", "word", "Predecessor, successor, …", "sides", needed=True, width=14),
            Column("How far", "part", "word", "Empty: the whole of it.", "parts", width=12),
            Column("Role", "role"),
            body_id("Body", "entity"),
        ),
        "Which bodies an event has as predecessors and successors.",
    ),
    Sheet(
        "Gaps",
        "gaps",
        (
            ID,
            body("Body", "entity", "Of whom something is missing"),
            Column("What is missing", "topic", "word", "Choose from the list.", "gap-topics", needed=True, width=20),
            Column("Why", "reason", "word", "Empty: not stated.", "gap-reasons"),
            NOTE,
            *CLAIM,
            body_id("Body", "entity"),
        ),
        "What no document says, or what is vacant: it is shown as such, never as none.",
    ),
    Sheet(
        "Whole lists",
        "complete",
        (
            ID,
            body("Body", "entity", "Whose list is whole"),
            Column("Of what", "family", "word", "Choose from the list.", "families", needed=True, width=20),
            NOTE,
            *CLAIM,
            body_id("Body", "entity"),
        ),
        "Where a source gives a whole list, such as all members of a board.",
    ),
    Sheet(
        "Codes",
        "identifiers",
        (
            body("Body", "entity", "Whose code it is"),
            Column("Scheme", "scheme", "text", "ods, for codes of the NHS.", needed=True),
            Column("Code", "value", "text", "As it is written: 007 stays 007.", needed=True),
            FROM,
            UNTIL,
            body_id("Body", "entity"),
        ),
        "Codes of bodies, each for the time in which it was theirs.",
    ),
    Sheet(
        "Names",
        "names",
        (
            body("Body", "entity", "Whose name it was"),
            Column("Name", "name", "text", "The whole name.", needed=True, width=40),
            FROM,
            UNTIL,
            *CLAIM,
            body_id("Body", "entity"),
        ),
        "Further names with dates or sources of their own. A plain one goes beside its body.",
    ),
    Sheet(
        "Kinds",
        "kinds",
        (
            body("Body", "entity", "What was of this type"),
            Column("Type", "type", "word", "What it was; choose from the list.", "types", needed=True, width=28),
            FROM,
            UNTIL,
            *CLAIM,
            body_id("Body", "entity"),
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
            FROM,
            UNTIL,
            *CLAIM,
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
            *CLAIM,
        ),
        "The second and further sources of a record.",
    ),
)
SHEETS = (*GENERAL_SHEETS, *DECISION_SHEETS)
PARTS_OF_DECISIONS = {"approvals": "versions", "needs": "quorum_rules", "attendance": "meetings", "items": "meetings"}
"""The sheets of parts of decision records, and of which section these are."""
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
OF_SECTION = {sheet.section: sheet for sheet in SHEETS}
WITH_PHASES = tuple(sheet.name for sheet in SHEETS if PHASE in sheet.columns)
WITH_SOURCES = tuple(sheet.name for sheet in SHEETS if CLAIM[0] in sheet.columns and sheet.columns[0].field != "sheet")
README, ABOUT, WORDS = "Read me first", "About", "Words"
ABOUT_ROWS = {"title": "Title", "licence": "Licence", "description": "Description", "opens_on": "Opens on"}
EXAMPLE = "EXAMPLE"
"""A row whose first cell says this is an example, and is not imported."""

"""The columns of a scheme of reservation and delegation, and by which headings published ones know them.

One table serves the export and the import, so that what goes out comes back. The headings are restated from schemes
that boards publish, which agree on what a row says and not on what its columns are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ics_graph.names import fold

Kind = Literal["text", "names", "amount", "day", "word", "yes"]


@dataclass(frozen=True, slots=True)
class SchemeColumn:
    """A column: its heading, the field that it holds, and the other headings under which it is found.

    One that is ``always`` there is written even where no row has anything in it. ``words`` names the list of a word.
    """

    field: str
    heading: str
    others: tuple[str, ...] = ()
    kind: Kind = "text"
    always: bool = False
    words: str = ""
    width: int = 12


COLUMNS = (
    SchemeColumn(
        "number",
        "Reference",
        ("Ref", "Ref no", "Reference number", "No", "Number", "Row", "Item", "Item no", "#"),
        always=True,
        width=9,
    ),
    SchemeColumn(
        "theme", "Theme", ("Area", "Category", "Heading", "Subject", "Policy area", "Section"), always=True, width=13
    ),
    SchemeColumn(
        "function",
        "Decision",
        (
            *("Matter", "Function", "Decision or function", "Decision/function", "Matters", "Power", "Duty"),
            *("Decision matter", "Matter reserved or delegated", "Function or decision", "Description", "Authority"),
            *("Delegated matter", "Decision or matter", "Responsibility", "Duty/function", "Statutory function"),
        ),
        always=True,
        width=24,
    ),
    SchemeColumn("act", "Act", ("Action", "What may be done"), "word", always=True, words="acts", width=11),
    SchemeColumn("scope", "Scope", ("For what part", "Coverage")),
    SchemeColumn("other_names", "Also called", ("Other names", "Also known as"), "names"),
    SchemeColumn("rights_of", "Function of", ("Whose function", "Functions of"), "names"),
    SchemeColumn(
        "reserved",
        "Reserved to",
        (
            *("Reserved to the Board", "Reserved for the Board", "Reserved to Board", "Reserved", "Board"),
            *("Matter reserved to the Board", "Reserved by the Board", "Reserved to the ICB Board", "ICB Board"),
            *("Reserved to the governing body", "Reserved for Board", "Reserved to the ICB", "Reserved matter"),
        ),
        "names",
        always=True,
        width=18,
    ),
    SchemeColumn(
        "committee",
        "Delegated to committee",
        (
            *(
                "Delegated to a committee",
                "Committee",
                "Committees",
                "Committee or sub-committee",
                "Delegated committee",
            ),
            *("Delegated to committee or sub-committee", "Delegated to Board committee", "Delegated to committees"),
            *("Delegated to the committee", "Delegated to joint committee", "Committee/sub-committee"),
        ),
        "names",
        always=True,
        width=18,
    ),
    SchemeColumn(
        "individual",
        "Delegated to individual",
        (
            *("Delegated to an individual", "Delegated to officer", "Officer", "Delegated officer", "Individual"),
            *("Delegated to post", "Post", "Delegated to employee", "Employee", "Delegated to executive", "Executive"),
            *("Delegated to individuals", "Delegated to individual or officer", "Individual or officer"),
            *("Delegated to an officer", "Individual/officer", "Delegated to director", "Authorised officer"),
            *("Delegated to individual (post)", "Delegated to individual/officer/post", "Budget holder"),
        ),
        "names",
        always=True,
        width=18,
    ),
    SchemeColumn(
        "delegated",
        "Delegated to",
        ("Authority delegated to", "Decision maker", "Decision-maker", "Who decides", "Delegate", "Held by"),
        "names",
        width=18,
    ),
    SchemeColumn("kind", "Kind of delegation", ("Kind of grant", "How delegated"), "word", words="grant-kinds"),
    SchemeColumn(
        "giver", "Given by", ("Delegated by", "Delegating body", "Authority from", "Delegated from"), "names", width=16
    ),
    SchemeColumn("jointly_with", "Jointly with", ("Joint with", "Together with"), "names"),
    SchemeColumn(
        "limit",
        "Financial limit",
        (
            *("Limit", "Limits", "Financial limits", "Value", "Threshold", "Financial threshold", "Delegated limit"),
            *("Financial value", "Delegated financial limit", "Amount", "Financial limit (£)", "Limit (£)"),
        ),
    ),
    SchemeColumn("over", "Over (£)", ("Over", "Above", "From value", "Lower limit", "More than"), "amount", True),
    SchemeColumn("up_to", "Up to (£)", ("Up to", "Maximum", "Upper limit", "To value", "Not over"), "amount", True),
    SchemeColumn("per", "Per", ("Limit is per", "Per what time"), "word", words="pers", width=10),
    SchemeColumn("per_what", "Per (what)", ("Added up for",)),
    SchemeColumn(
        "vat", "VAT", ("With or without VAT", "VAT included", "Inc or ex VAT"), "word", words="vats", width=10
    ),
    SchemeColumn("condition", "Condition", ("Conditions", "Conditions of use", "Constraints"), width=16),
    SchemeColumn("applies_if", "Applies only if", ("Only if", "Applies if", "Trigger"), width=16),
    SchemeColumn("exclusion", "Exclusion", ("Exclusions", "Exceptions", "Except", "Not covered"), width=16),
    SchemeColumn("since", "From", ("Row in force from", "Delegated from date", "Start date", "Valid from"), "day"),
    SchemeColumn("until", "Until", ("Row in force until", "End date", "Expires", "Expiry date", "Valid until"), "day"),
    SchemeColumn("ends_when", "Ends when", ("Ends with", "Ends on", "Until the event")),
    SchemeColumn("deputy", "Deputy", ("Deputies", "In absence", "Deputising", "Nominated deputy"), "names"),
    SchemeColumn(
        "passed_on",
        "May be passed on",
        ("May be sub-delegated", "Sub-delegation", "Sub-delegation allowed", "May sub-delegate", "Further delegation"),
        "yes",
        width=10,
    ),
    SchemeColumn("after", "After the row", ("After row", "Follows", "Preceded by")),
    SchemeColumn("accountable", "Accountable", ("Accountability", "Accountable body"), "names"),
    SchemeColumn("liable", "Liable", ("Liability", "Liable body"), "names"),
    SchemeColumn("continues", "Continues", ("Successor of the row", "Replaces row"), "names"),
    SchemeColumn(
        "granted_by",
        "Clause",
        (
            *("Constitution clause", "Source", "Clauses", "Constitution reference", "Source document", "Legal basis"),
            *("Constitution", "Clause reference", "Reference in the constitution", "Authority for delegation"),
            *("Source of authority", "Statutory reference", "Governing document", "Constitution or clause"),
        ),
        "names",
        always=True,
        width=16,
    ),
    SchemeColumn("lead", "Lead officer", ("Lead", "Lead director", "Executive lead", "Responsible officer")),
    SchemeColumn(
        "note",
        "Comments",
        ("Notes", "Note", "Comment", "Remarks", "Further information", "Additional information"),
        always=True,
        width=20,
    ),
)
HOLDERS = ("reserved", "committee", "individual", "delegated")
"""The columns that say who has a right."""
ABOUT = {
    "name": ("Document", "Title", "Name of document", "Instrument"),
    "short_name": ("Short name", "Abbreviation"),
    "kind": ("Kind of document", "Document type", "Type of document"),
    "body": ("Body", "Organisation", "Organisation name", "Board of"),
    "rights_of": ("Functions of",),
    "label": ("Version", "Version number", "Version no", "Document version"),
    "effective": ("In force from", "Effective from", "Effective date", "Effective", "Date effective", "Start date"),
    "until": ("In force until", "Effective until", "Expires", "Ends"),
    "approvals": ("Approved", "Approved by", "Approved on", "Date approved", "Approval date", "Ratified"),
    "published": ("Published", "Date published", "Publication date"),
    "review_due": ("Review due", "Review date", "Date of next review", "Next review", "Next review date"),
    "supersedes": ("Supersedes", "Replaces", "Previous version"),
    "draft": ("Draft",),
    "instrument_note": ("Note on the document",),
    "note": ("Note on this version",),
}
"""What stands above the table: the field, its heading, and the other headings under which it is found."""
BY_FIELD = {column.field: column for column in COLUMNS}
_BY_HEADING = {fold(name): column for column in COLUMNS for name in (column.heading, *column.others)}
_ABOUT_BY_HEADING = {fold(name): field for field, names in ABOUT.items() for name in names}


def column_of(heading: str) -> SchemeColumn | None:
    """Return the column that a heading means, or None; what stands in brackets after it does not count at first."""
    plain = fold(heading)
    if plain in _BY_HEADING:
        return _BY_HEADING[plain]
    return _BY_HEADING.get(fold(heading.partition("(")[0]))


def about_field(label: str) -> str | None:
    """Return what a label above the table means, or None."""
    return _ABOUT_BY_HEADING.get(fold(label.rstrip(": ")))

"""The sheets of who may decide what: instruments, grants, seats, quorum, meetings, decisions and interests.

An export has those in which something stands, and a template all of them where it is made with them.
"""

from __future__ import annotations

from ics_graph.exchange.spreadsheet.columns import (
    CLAIM,
    DATE,
    FROM,
    ID,
    NOTE,
    UNTIL,
    Column,
    Kind,
    Sheet,
    body,
    body_id,
)

_PARTED = "Several are parted by |."


def _ref(heading: str, field: str, sheet: str, needed: bool = False, more: bool = False) -> Column:
    return Column(heading, field, "text", f"The ID on the sheet {sheet}.", needed=needed, more=more, width=22)


def _refs(heading: str, field: str, sheet: str, more: bool = False) -> Column:
    return Column(heading, field, "names", f"IDs on the sheet {sheet}. {_PARTED}", more=more, width=22)


def _bodies(heading: str, field: str, hint: str, more: bool = False) -> Column:
    return Column(heading, field, "bodies", f"{hint}: names or IDs. {_PARTED}", more=more, width=26)


def _word(heading: str, field: str, words: str, hint: str, needed: bool = False, more: bool = False) -> Column:
    return Column(heading, field, "word", hint, words, needed=needed, more=more, width=16)


def _yes(heading: str, field: str, hint: str, more: bool = False) -> Column:
    return Column(heading, field, "yes", hint, more=more, width=12)


def _amount(heading: str, field: str, hint: str) -> Column:
    return Column(heading, field, "number", hint, width=14)


def _text(
    heading: str, field: str, hint: str = "", kind: Kind = "text", needed: bool = False, width: int = 20
) -> Column:
    return Column(heading, field, kind, hint, needed=needed, width=width)


DECISION_SHEETS = (
    Sheet(
        "Instruments",
        "instruments",
        (
            ID,
            _text("Instrument", "name", "Its whole title.", needed=True, width=40),
            _word("Kind", "kind", "instrument-kinds", "Choose from the list.", needed=True),
            _text("Short name", "short_name", "What people call it, such as SoRD."),
            body("Body", "body", "Whose document it is", needed=False),
            NOTE,
            *CLAIM,
            body_id("Body", "body"),
        ),
        "Documents that give or limit powers: constitution, scheme of reservation and delegation, terms of reference.",
    ),
    Sheet(
        "Versions",
        "versions",
        (
            ID,
            _ref("Instrument (ID)", "instrument", "Instruments", needed=True),
            _text("Version", "label", "What it calls itself, such as v2.", needed=True),
            _text("In force from", "effective", f"The day on which it takes effect. {DATE}", "date"),
            _text("In force until", "until", f"The last day that it states itself. {DATE}", "date"),
            _text("Published", "published", DATE, "date"),
            _text("Review due", "review_due", f"Past this day it still binds. {DATE}", "date"),
            _ref("Supersedes (ID)", "supersedes", "Versions"),
            _yes("Draft", "draft", "yes where it is only a draft."),
            NOTE,
            *CLAIM,
        ),
        "Each version of an instrument, with the day on which it takes effect.",
    ),
    Sheet(
        "Approvals",
        "approvals",
        (
            _ref("Version (ID)", "record", "Versions", needed=True),
            _text("Approved on", "date", DATE, "date"),
            body("Approved by", "by", "Who approved it", needed=False),
            body_id("Approved by", "by"),
        ),
        "Who approved a version, and when.",
    ),
    Sheet(
        "Clauses",
        "clauses",
        (
            ID,
            _ref("Version (ID)", "version", "Versions", needed=True),
            _text("Clause", "number", "Its number, such as 4.2.", needed=True, width=10),
            _text("What it says", "text", "In a sentence of your own.", needed=True, width=60),
            _word("Effect", "effect", "clause-effects", "What it does; empty: nothing that is asked for here."),
            body("Of whom", "body", "Of whom it says so", needed=False),
            _refs("About the rights (IDs)", "rights", "Rights", more=True),
            _ref("Prevails (ID)", "prevails", "Instruments", more=True),
            _refs("Prevails over (IDs)", "over", "Instruments", more=True),
            NOTE,
            *CLAIM,
            body_id("Of whom", "body"),
        ),
        "What a version says under a number, and what that does.",
    ),
    Sheet(
        "Rights",
        "rights",
        (
            ID,
            _text("Function", "function", "What is decided, such as: capital scheme.", needed=True, width=36),
            _word("Act", "act", "acts", "What may be done.", needed=True),
            body("Body", "body", "Whose function it is"),
            _text("Scope", "scope", "For what part of it."),
            _text("Theme", "theme", "The heading in the scheme."),
            _text("Other names", "other_names", f"What else people call it. {_PARTED}", "names"),
            NOTE,
            *CLAIM,
            body_id("Body", "body"),
        ),
        "Functions with one act each: approve a capital scheme, be consulted on the plan.",
    ),
    Sheet(
        "Grants",
        "grants",
        (
            ID,
            _ref("Version (ID)", "version", "Versions", needed=True),
            _text("Row", "number", "Its number in the document.", needed=True, width=8),
            _ref("Right (ID)", "right", "Rights", needed=True),
            _word("Kind of grant", "kind", "grant-kinds", "Kept, given, given on, or joint.", needed=True),
            body("Given by", "giver", "Who keeps or gives it"),
            body("Given to", "holder", "Who has it"),
            _bodies(
                "Jointly with",
                "jointly_with",
                "Who else has it, with the holder; of a joint committee, who else gives it",
            ),
            _amount("Over", "over", "Pounds; the amount itself is left out. Empty: no lower limit."),
            _amount("Up to", "up_to", "Pounds; the amount itself is in. Empty: no upper limit."),
            _word("Per", "per", "pers", "Of what the amounts are."),
            _text("Per (what)", "per_what", "For whom or what a year is added up."),
            _word("VAT", "vat", "vats", "Whether the amounts are with VAT. Empty: not stated."),
            _text("Condition", "condition", "How it is to be used.", width=30),
            _text("Applies only if", "applies_if", "What must be so for the row to apply at all.", width=30),
            _text("Exclusion", "exclusion", "What it does not cover.", width=30),
            FROM,
            UNTIL,
            _text("Until the event (ID)", "until_event", "The ID on the sheet Events.", width=22),
            _text("Ends when", "ends_when", "What it ends with, where that is no event here."),
            body("Deputy", "deputy", "Who may act for the holder", needed=False),
            _yes("No deputy", "no_deputy", "yes where it says that nobody may act for the holder."),
            _yes("May be passed on", "passed_on", "yes or no; empty: not stated."),
            _ref("After the row (ID)", "after", "Grants", more=True),
            _refs("Granted by (IDs)", "granted_by", "Clauses"),
            body("Accountable", "accountable", "Who stays accountable", needed=False),
            body("Liable", "liable", "Who stays liable", needed=False),
            _refs("Continues (IDs)", "continues", "Grants", more=True),
            NOTE,
            *CLAIM,
            body_id("Given by", "giver"),
            body_id("Given to", "holder"),
            body_id("Deputy", "deputy"),
            body_id("Accountable", "accountable"),
            body_id("Liable", "liable"),
        ),
        "The rows of a scheme: who may do what, up to which amount, by which clause.",
    ),
    Sheet(
        "Seats",
        "seats",
        (
            ID,
            body("Body", "body", "Whose seat it is"),
            _text("Kind of seat", "kind", "Such as non-executive member.", needed=True, width=26),
            Column("How many", "number", "count", "Empty: one.", width=10),
            _yes("Voting", "voting", "yes or no; empty: not stated."),
            _yes("Chair", "chair", "yes for the seat of the chair."),
            _refs("In the versions (IDs)", "versions", "Versions"),
            body("Post", "post", "The post whose holder has it", needed=False),
            body("Deputy", "deputy", "Who may sit for its holder", needed=False),
            _yes("No deputy", "no_deputy", "yes where it says that nobody may."),
            _bodies("Nominated by", "nominated_by", "Who nominates"),
            _yes("In turn", "in_turn", "yes where they do so one after the other."),
            _bodies("Appointed by", "appointed_by", "Who appoints"),
            _bodies("Approved by", "approved_by", "Who has to approve"),
            _text("Term", "term", "For how long."),
            FROM,
            UNTIL,
            _refs("Continues (IDs)", "continues", "Seats", more=True),
            NOTE,
            *CLAIM,
            body_id("Body", "body"),
            body_id("Post", "post"),
            body_id("Deputy", "deputy"),
        ),
        "Seats of a body: of which kind, how many, who nominates and appoints.",
    ),
    Sheet(
        "Appointments",
        "appointments",
        (
            ID,
            _ref("Seat (ID)", "seat", "Seats", needed=True),
            body("Person", "person", "Who holds it. Empty: it is stated to be vacant", needed=False),
            FROM,
            UNTIL,
            body("Nominated by", "nominated_by", "Who nominated this person", needed=False),
            NOTE,
            *CLAIM,
            body_id("Person", "person"),
            body_id("Nominated by", "nominated_by"),
        ),
        "Who holds a seat, or that it is stated to be vacant.",
    ),
    Sheet(
        "Quorum rules",
        "quorum_rules",
        (
            ID,
            body("Body", "body", "Whose meetings it is about"),
            _ref("Version (ID)", "version", "Versions", needed=True),
            Column("Number", "number", "count", "How many voting members.", width=10),
            _text("Share", "share", "Such as 1/2."),
            _word("Of", "base", "quorum bases", "Of whom it is a share."),
            _word("Rounding", "rounding", "roundings", "Empty: not stated."),
            _yes("Deputies count", "deputies", "Empty: the rule is silent."),
            _yes("The withdrawn count", "withdrawn", "Empty: the rule is silent."),
            _yes("Deputies for empty seats", "empty_seats", "Empty: the rule is silent."),
            _text("For items", "for_item", "Where it is for one kind of item only."),
            _refs("Clauses (IDs)", "clauses", "Clauses"),
            NOTE,
            *CLAIM,
            body_id("Body", "body"),
        ),
        "When a meeting of a body is quorate.",
    ),
    Sheet(
        "Quorum needs",
        "needs",
        (
            _ref("Quorum rule (ID)", "record", "Quorum rules", needed=True),
            Column("Kinds of seat", "seat_kinds", "names", f"One of these kinds. {_PARTED}", needed=True, width=30),
            Column("At least", "at_least", "count", "Empty: one.", width=10),
        ),
        "Who must be among a quorum.",
    ),
    Sheet(
        "Meetings",
        "meetings",
        (
            ID,
            body("Body", "body", "Whose meeting it is"),
            _text("Meeting", "name", "What it is called.", needed=True, width=30),
            _text("Date", "date", DATE, "date"),
            _refs("In common with (IDs)", "in_common_with", "Meetings", more=True),
            Column("Number present", "present", "count", "Where no names are given.", more=True, width=10),
            NOTE,
            *CLAIM,
            body_id("Body", "body"),
        ),
        "Meetings, one row for each body that met.",
    ),
    Sheet(
        "Attendance",
        "attendance",
        (
            _ref("Meeting (ID)", "record", "Meetings", needed=True),
            body("Person", "person", "Who"),
            _word("How", "state", "attending", "Empty: present."),
            body("Deputy for", "deputy_for", "In whose place", needed=False),
            body_id("Person", "person"),
            body_id("Deputy for", "deputy_for"),
        ),
        "Who was at a meeting, who sent apologies, who sat in whose place.",
    ),
    Sheet(
        "Agenda",
        "items",
        (
            _ref("Meeting (ID)", "record", "Meetings", needed=True),
            _text("Item", "number", "Its number.", needed=True, width=8),
            _text("Subject", "subject", "In a few words.", needed=True, width=40),
            _bodies("Names", "concerns", "The bodies that it is about"),
            _bodies("Withdrew", "withdrew", "Who withdrew from it"),
        ),
        "The items of a meeting, and who withdrew from them.",
    ),
    Sheet(
        "Decisions",
        "decisions",
        (
            ID,
            _text("Decision", "name", "What was decided.", needed=True, width=40),
            body("Decided by", "holder", "Who decided"),
            _ref("Right (ID)", "right", "Rights"),
            _ref("Meeting (ID)", "meeting", "Meetings"),
            _text("Item", "item", "Its number on the agenda.", width=8),
            _text("Date", "date", DATE, "date"),
            _text("Minute", "minute", "Where the record of it is."),
            _amount("Value", "value", "Pounds."),
            _word("VAT", "vat", "vats", "Whether the value is with VAT. Empty: not stated."),
            _word("Per", "per", "pers", "Of what it is the value."),
            _ref("Under the row (ID)", "grant", "Grants"),
            NOTE,
            *CLAIM,
            body_id("Decided by", "holder"),
        ),
        "Decisions, with the right that was used and the record of them.",
    ),
    Sheet(
        "Interests",
        "interests",
        (
            ID,
            body("Person", "person", "Whose interest it is"),
            body("Organisation", "organisation", "In whom"),
            _text("Kind", "kind", "In the words of the register.", needed=True, width=30),
            FROM,
            UNTIL,
            _text("Declared", "declared", DATE, "date"),
            _text("Mitigation", "mitigation", "What is done about it.", width=30),
            NOTE,
            *CLAIM,
            body_id("Person", "person"),
            body_id("Organisation", "organisation"),
        ),
        "The register of interests.",
    ),
)

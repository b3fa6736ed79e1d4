"""The template: an empty workbook with instructions, lists to choose from and one example a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from ics_graph.exchange.spreadsheet.columns import Sheet
from ics_graph.exchange.spreadsheet.decision_sheets import DECISION_SHEETS
from ics_graph.exchange.spreadsheet.layout import EXAMPLE, GENERAL_SHEETS
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.exchange.spreadsheet.workbook import write_book
from ics_graph.ontology import Ontology

_CITED = {"claim.source": "Governance of Anytown", "claim.locator": "slide 3"}
# What the example of each sheet says, by field; words as the lists have them.
_EXAMPLES: dict[str, dict[str, Any]] = {
    "Sources": {"title": "Governance of Anytown", "kind": "slides", "publisher": "Anytown ICS", "date": "2019-06"},
    "Bodies": {"name": "Anytown Board", "type": "partnership board", "from": "2018-04-01", **_CITED},
    "Lines": {
        "subject": "Anytown Board",
        "type": "is accountable to",
        "object": "Anytown ICS",
        "from": "2018",
        **_CITED,
    },
    "Facts": {"entity": "Anytown ICS", "property": "population", "number": 512000, "unit": "people", **_CITED},
    "Events": {"name": "Northtown joins Southtown", "kind": "merger", "date": "2020-04-01", **_CITED},
    "Taking part": {"entity": "Northtown CCG", "side": "predecessor"},
    "Gaps": {"entity": "Anytown Board", "topic": "chair", "reason": "vacant", **_CITED},
    "Whole lists": {"entity": "Anytown Board", "family": "membership", **_CITED},
    "Codes": {"scheme": "ods", "value": "007"},
    "Names": {"entity": "Anytown Board", "name": "Anytown Partnership", "until": "2019", **_CITED},
    "Kinds": {"entity": "Northtown Trust", "type": "NHS trust", "until": "2008-03-31", **_CITED},
    "Phases": {"record": "anytown-board", "phase": "shadow", "from": "2018", "until": "2018-03-31", **_CITED},
    "More sources": {"record": "anytown-board", **_CITED},
}
_CITED_SCHEME = {"claim.source": "Scheme of Anytown", "claim.locator": "row 8"}
_CITED_TERMS = {"claim.source": "Terms of reference of Anytown Finance", "claim.locator": "clause 6"}
_CITED_MINUTES = {"claim.source": "Minutes of Anytown Finance", "claim.locator": "item 4"}
# Those of who may decide what are one story: a scheme, a committee's terms of reference, and one of its meetings.
_DECISIONS: dict[str, dict[str, Any]] = {
    "Instruments": {
        "name": "Scheme of reservation and delegation of Anytown ICB",
        "kind": "scheme of reservation and delegation",
        "short_name": "SoRD",
        "body": "Anytown ICB",
        **_CITED_SCHEME,
    },
    "Versions": {
        "instrument": "sord",
        "label": "v2",
        "effective": "2025-11-01",
        "published": "2025-11-20",
        "review_due": "2026-11",
        "supersedes": "sord-v1",
        **_CITED_SCHEME,
    },
    "Approvals": {"date": "2025-09-18", "by": "Anytown Board"},
    "Clauses": {
        "version": "constitution-v2",
        "number": "4.2",
        "text": "The Board may give a function to a committee or a post.",
        "effect": "gives the power",
        "body": "Anytown Board",
        **_CITED_SCHEME,
    },
    "Rights": {
        "function": "capital scheme",
        "act": "approve",
        "body": "Anytown ICB",
        "theme": "Finance",
        "other_names": "capital investment | building scheme",
        **_CITED_SCHEME,
    },
    "Grants": {
        "version": "sord-v2",
        "number": "8",
        "right": "capital-scheme",
        "kind": "delegate",
        "giver": "Anytown Board",
        "holder": "Anytown Finance Committee",
        "over": 500000,
        "up_to": 2000000,
        "per": "decision",
        "vat": "with VAT",
        "condition": "reported to the next Board",
        "passed_on": "no",
        "granted_by": "constitution-v2-4.2",
        **_CITED_SCHEME,
    },
    "Seats": {
        "body": "Anytown Finance Committee",
        "kind": "non-executive member",
        "number": 2,
        "voting": "yes",
        "versions": "finance-terms-v1",
        "nominated_by": "Anytown Board",
        "appointed_by": "Anytown Board",
        "term": "three years",
        **_CITED_TERMS,
    },
    "Appointments": {
        "seat": "finance-non-executive",
        "person": "Robin Example",
        "from": "2025-11-01",
        "until": "2028-10-31",
        **_CITED_TERMS,
    },
    "Quorum rules": {
        "body": "Anytown Finance Committee",
        "version": "finance-terms-v1",
        "share": "1/2",
        "base": "all seats",
        "rounding": "up",
        "deputies": "no",
        "withdrawn": "no",
        **_CITED_TERMS,
    },
    "Quorum needs": {"seat_kinds": "non-executive member", "at_least": 1},
    "Meetings": {
        "body": "Anytown Finance Committee",
        "name": "Finance Committee, December 2025",
        "date": "2025-12-09",
        **_CITED_MINUTES,
    },
    "Attendance": {"person": "Robin Example", "state": "present"},
    "Agenda": {"number": "4", "subject": "new health centre", "concerns": "Anytown Builders"},
    "Decisions": {
        "name": "New health centre approved",
        "holder": "Anytown Finance Committee",
        "right": "capital-scheme",
        "meeting": "finance-2025-12",
        "item": "4",
        "date": "2025-12-09",
        "minute": "minute 4.3",
        "value": 1500000,
        "vat": "with VAT",
        "per": "decision",
        "grant": "sord-v2-8",
        **_CITED_MINUTES,
    },
    "Interests": {
        "person": "Robin Example",
        "organisation": "Anytown Builders",
        "kind": "family member is a director",
        "from": "2024",
        "declared": "2025-11-03",
        "mitigation": "withdraws from items that name it",
        **_CITED_MINUTES,
    },
}


def write_template(ontology: Ontology, to: IO[bytes], decisions: bool = False) -> None:
    """Write the template, with ``decisions`` also the sheets of who may decide; two are equal byte for byte."""
    words = Vocabulary(ontology)
    rows = {sheet.name: [_example(sheet, _EXAMPLES)] for sheet in GENERAL_SHEETS}
    if decisions:
        rows |= {sheet.name: [_example(sheet, _DECISIONS)] for sheet in DECISION_SHEETS}
    about = {"title": f"{EXAMPLE} – write here what this is about"}
    write_book(rows, about, words, to, template=True)


def _example(sheet: Sheet, examples: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    said = examples[sheet.name]
    return [EXAMPLE, *(said.get(column.field) if column.kind != "body-id" else None for column in sheet.columns[1:])]

"""The JSON Schemas of a dataset's files, from the records of the model, and what each field means.

Pydantic reads the records; what files write otherwise is changed here, and only here: ``from`` for ``since``,
``phase``, ``shared`` and ``claim_defaults``, the words of the ontology, and scalars, which an editor reads as YAML does
(``2019`` is a number to it) and the project as text.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from generator import COMMAND
from ics_graph.dataset.raw import CLAIM_DEFAULTS
from ics_graph.dates import PartialDate
from ics_graph.model import About, OpeningDay, Phase
from ics_graph.model.decisions import DECISION_RECORDS
from ics_graph.model.records import RECORDS
from ics_graph.ontology import load_ontology
from ics_graph.serialization import WRITTEN_AS
from ics_graph.validation import _ID

Schema = dict[str, Any]

_FROM = "The first day on which it holds; absent means not stated."
_UNTIL = "The last day on which it holds; absent means not stated, never 'for ever'."
_NOT_BEFORE = "The earliest that it can be, where the date is not stated."
_NOT_AFTER = "The latest that it can be, where the date is not stated."
_NOTE = "Anything else that a reader should know."
_CLAIMS = "Who says so, and where."
_PHASES = "How far it was in the world, and when."
_PHASE = "Short for one spell without dates, which the claims of the record stand behind."
_ID_MADE = "Its id; where it is absent, one is made from what the record says."
_WHOM = "The id of the entity that it is about."

# What each field means, by its name in files; the only place where it is written.
MEANINGS: dict[str, dict[str, str]] = {
    "Source": {
        "id": "Its id, which claims cite.",
        "title": "Its title, as answers print it.",
        "kind": "What it is, such as minutes, plan, slides or register.",
        "publisher": "Who published it.",
        "licence": "Under what terms it may be used.",
        "link": "Where it can be read.",
        "date": "When it was made, as exactly as it is known.",
        "not_before": _NOT_BEFORE,
        "not_after": _NOT_AFTER,
        "date_note": "How the date or its bounds are known.",
        "note": _NOTE,
    },
    "Entity": {
        "id": "Its id, which stays the same when its name changes.",
        "type": "What it is: the most exact type that a source bears out.",
        "name": "Its name, as answers print it.",
        "other_names": "Other names by which it can be asked for: texts, or names with days and claims of their own.",
        "identifiers": "Codes of it, such as that of the NHS Organisation Data Service.",
        "from": "The first day of its life; absent means not stated.",
        "until": "The last day of its life; absent means not stated, never 'for ever'.",
        "kinds": "All its types in their order, where it changed: the last is its type. Absent: it was of no other.",
        "phases": _PHASES,
        "phase": _PHASE,
        "extent": "A single one; several that no source names; or any such body at all.",
        "count": "How many they are, where the extent is 'several': 2 or more.",
        "unnamed": "Whether the name is only a description, as no source gives one.",
        "claims": "Who says that it is there, and where.",
        "note": _NOTE,
        "shared": "'yes' where another dataset has this id too: the two records become one.",
    },
    "Relation": {
        "id": _ID_MADE,
        "subject": "The id of the entity from which the line runs.",
        "type": "What the line says, read from the subject to the object.",
        "object": "The id of the entity to which the line runs.",
        "role": "In what role, in the words of the source.",
        "capacity": "In what capacity a member sits.",
        "voting": "Whether the member has a vote; absent means not stated.",
        "on_behalf_of": "The id of the entity for which the subject sits or acts.",
        "from": _FROM,
        "until": _UNTIL,
        "phases": _PHASES,
        "phase": _PHASE,
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Fact": {
        "id": _ID_MADE,
        "entity": _WHOM,
        "property": "What is said of it.",
        "number": "The number. A fact has a number, a text, or both.",
        "unit": "What the number counts, such as people or £.",
        "approximately": "Whether the source gives the number as a rough one.",
        "text": "The text, in the words of the source; where the property is 'level', a word of the list of levels.",
        "from": _FROM,
        "until": _UNTIL,
        "phases": _PHASES,
        "phase": _PHASE,
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Event": {
        "id": "Its id.",
        "kind": "What happened or is to happen.",
        "name": "What it is called, as answers print it.",
        "date": "When, as exactly as a source says.",
        "not_before": _NOT_BEFORE,
        "not_after": _NOT_AFTER,
        "participants": "Who was part of it, and how.",
        "legal_basis": "The Act or order behind it.",
        "phases": _PHASES,
        "phase": _PHASE,
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Gap": {
        "id": _ID_MADE,
        "entity": _WHOM,
        "topic": "On what there is nothing.",
        "reason": "Why it is missing.",
        "claims": "Which source shows that it is missing, and where.",
        "note": _NOTE,
    },
    "Completeness": {
        "id": _ID_MADE,
        "entity": _WHOM,
        "family": "Of which family of relations the source gives the whole list.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Claim": {
        "source": f"The id of the source; needed, unless '{CLAIM_DEFAULTS}' gives it.",
        "locator": "Where in the source: a slide, page, paragraph or item.",
        "basis": "How the source says it.",
        "stance": "Whether it supports it, denies it, or itself puts a question mark.",
        "said_by": "Who said it, in the words of the source, where the source passes it on.",
        "confidence": "How sure whoever read the source is of the reading.",
        "observed": "The day that it witnesses, if not the source's own; 'never' for what is past or to come.",
        "recorded": "When the claim was written down here.",
        "note": "Anything that a reader of the claim should know.",
    },
    "Identifier": {
        "scheme": "Whose code it is, such as ods or ons.",
        "value": "The code.",
        "from": "The first day on which the code was this body's.",
        "until": "The last day on which the code was this body's.",
    },
    "PhaseSpell": {
        "phase": "How far it was.",
        "from": "The first day of the spell.",
        "until": "The last day of the spell.",
        "claims": "Who says so; where there are none, the claims of the record.",
    },
    "NameSpell": {
        "name": "The name.",
        "from": "The first day on which the body had the name.",
        "until": "The last day on which the body had the name.",
        "claims": "Who says so; where there are none, the claims of the record.",
    },
    "KindSpell": {
        "type": "Of what type it was.",
        "from": "The first day of the spell; absent, it begins where the one before ends, or with the body.",
        "until": "The last day of the spell; absent, it ends where the next begins, or with the body.",
        "claims": "Who says so; each bears witness for the day of its source.",
    },
    "Participant": {
        "entity": "The id of who or what was part of it.",
        "side": "Whether it is a predecessor (original), a successor (resulting), the subject, or a participant.",
        "part": "Whether all of it was concerned, a part, or nobody says.",
        "role": "In what role, in the words of the source.",
    },
    "About": {
        "title": "What this dataset is, in a few words.",
        "licence": "Under what terms it may be used.",
        "description": "What is in it, from which sources, and what a reader should know.",
        "uses": "The names of folders beside this one whose entities and sources it refers to. A name is no path: what "
        "lies outside the folder in which this one lies is not read.",
        "opens_on": "As at which day the pages of its systems open. Without it that is the last day of the newest "
        "document that names the system, registers and laws apart.",
    },
    "OpeningDay": {
        "day": "The day, written YYYY-MM-DD.",
        "reason": "Why that day tells most; the page says so.",
        "system": "The id of the system; without it, each system that the folder describes.",
    },
    "Instrument": {
        "id": _ID_MADE,
        "kind": "What kind of instrument it is: a notation of the list of instrument kinds.",
        "name": "What it is called.",
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "short_name": "What people call an instrument for short, such as SoRD.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Version": {
        "id": _ID_MADE,
        "instrument": "The instrument that it is a version of.",
        "label": "What a version calls itself, such as v2.",
        "effective": "The first day on which a version is in force.",
        "until": "The last day that the version itself states.",
        "approvals": "An approval of a version, with its day.",
        "published": "The day on which a version was published.",
        "review_due": "The day on which a version is to be reviewed; past it, the version still binds.",
        "supersedes": "The version that this one replaces.",
        "draft": "True where a version is only a draft, which is never in force.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Clause": {
        "id": _ID_MADE,
        "version": "The version of an instrument in which it stands.",
        "number": "Its number in the document.",
        "text": "What the clause says, in our own words.",
        "effect": "What a clause does: a notation of the list of clause effects.",
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "rights": "A decision right that a clause is about; without one it is about all.",
        "prevails": "The instrument that prevails by a clause of precedence; absent: that in which the clause stands.",
        "over": "The instruments that give way.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "DecisionRight": {
        "id": _ID_MADE,
        "function": "What is decided, as the scheme words it.",
        "act": "What may be done: decide, approve, recommend, be consulted, note or sign.",
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "scope": "For what part of the function a right is.",
        "theme": "The heading under which a scheme has it.",
        "other_names": "Other words by which it can be asked for.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Grant": {
        "id": _ID_MADE,
        "version": "The version of an instrument in which it stands.",
        "number": "Its number in the document.",
        "right": "The decision right that is granted or was used.",
        "kind": "Whether a right is kept, given, given on, or exercised jointly.",
        "giver": "Who keeps a right or gives it.",
        "holder": "Who has a right by a grant, or used it.",
        "jointly_with": "Who else has the right, together with the holder; of a joint committee, who else gives it.",
        "over": "The amount over which a value must be; the amount itself is left out.",
        "up_to": "The amount up to which a value may be; the amount itself is in.",
        "per": "Of what an amount is: of one decision, of a financial year, or of the whole life.",
        "per_what": "For whom or what the amounts of a year are added up.",
        "vat": "Whether an amount is with value added tax or without; nobody says where absent.",
        "condition": "How a right is to be used.",
        "applies_if": "What must be so for a grant to apply at all.",
        "exclusion": "What a grant does not cover.",
        "from": _FROM,
        "until": _UNTIL,
        "until_event": "The event with which a grant ends.",
        "ends_when": "What a grant ends with, where no event of the data is that.",
        "deputy": "Who may act or sit in place of the holder.",
        "no_deputy": "True where it is said that no deputy may act.",
        "passed_on": "Whether the holder may give the right on; nobody says where absent.",
        "after": "The grant that has to be used before, where both are steps of one decision.",
        "granted_by": "A clause that lets the giver keep or give the right.",
        "accountable": "Who stays accountable for the use of a right.",
        "liable": "Who stays liable for the use of a right.",
        "continues": "The grant or seat of an earlier body that it takes the place of.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Seat": {
        "id": _ID_MADE,
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "kind": "A kind of seat.",
        "versions": "A version of an instrument that gives the seat.",
        "number": "How many seats there are.",
        "voting": "Whether the seat has a vote; absent means not stated.",
        "chair": "True of the seat of the chair.",
        "post": "The post whose holder has the seat.",
        "deputy": "Who may act or sit in place of the holder.",
        "no_deputy": "True where it is said that no deputy may act.",
        "nominated_by": "Who nominates for a seat, or nominated its holder.",
        "in_turn": "True where those who nominate do so one after the other.",
        "appointed_by": "Who appoints to a seat.",
        "approved_by": "Who has to approve an appointment to a seat.",
        "term": "For how long a seat is held.",
        "from": _FROM,
        "until": _UNTIL,
        "continues": "The grant or seat of an earlier body that it takes the place of.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Appointment": {
        "id": _ID_MADE,
        "seat": "The seat that a person holds.",
        "person": "The person who holds a seat, took part, or has an interest.",
        "from": _FROM,
        "until": _UNTIL,
        "nominated_by": "Who nominates for a seat, or nominated its holder.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "QuorumRule": {
        "id": _ID_MADE,
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "version": "The version of an instrument in which it stands.",
        "number": "How many voting members make a quorum.",
        "share": "What share of its base a quorum is, such as 1/2.",
        "base": "Of whom a quorum is a share: of all seats, of the members in post, or of those present.",
        "rounding": "Whether a share is rounded up or down; nobody says where absent.",
        "needs": "Who must be among a quorum.",
        "deputies": "Whether deputies count for a quorum; the rule is silent where absent.",
        "withdrawn": "Whether members who withdrew from an item count for it; the rule is silent where absent.",
        "empty_seats": "Whether a deputy for a seat that nobody holds counts; the rule is silent where absent.",
        "for_item": "The kind of item for which alone a quorum rule is.",
        "clauses": "A clause that sets a quorum rule.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Meeting": {
        "id": _ID_MADE,
        "body": "The body whose instrument, clause, right, seat, quorum rule or meeting it is.",
        "name": "What it is called.",
        "date": "When, as exactly as a source says.",
        "attendance": "How one person took part in a meeting.",
        "items": "An item of a meeting.",
        "present": "How many voting members were there, where a source gives the number and no names.",
        "in_common_with": "A meeting of another body that was held in common with it.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Decision": {
        "id": _ID_MADE,
        "name": "What it is called.",
        "holder": "Who has a right by a grant, or used it.",
        "right": "The decision right that is granted or was used.",
        "meeting": "The meeting that took a decision.",
        "item": "The number of the item under which a decision was taken.",
        "date": "When, as exactly as a source says.",
        "minute": "Where the record of a decision is.",
        "value": "The amount in pounds that was decided on.",
        "vat": "Whether an amount is with value added tax or without; nobody says where absent.",
        "per": "Of what an amount is: of one decision, of a financial year, or of the whole life.",
        "grant": "The grant that the record itself names.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Interest": {
        "id": _ID_MADE,
        "person": "The person who holds a seat, took part, or has an interest.",
        "organisation": "The organisation in which a person has an interest.",
        "kind": "What kind of interest it is, in the words of the register.",
        "from": _FROM,
        "until": _UNTIL,
        "declared": "The day on which an interest was declared.",
        "mitigation": "What is done about an interest.",
        "claims": _CLAIMS,
        "note": _NOTE,
    },
    "Approval": {
        "date": "When, as exactly as a source says.",
        "by": "The body that approved it.",
    },
    "Attendance": {
        "person": "The person who holds a seat, took part, or has an interest.",
        "state": "How a person took part: present, with apologies, as a deputy, in attendance, or not recorded.",
        "deputy_for": "The member in whose place a person sat.",
    },
    "AgendaItem": {
        "number": "Its number in the document.",
        "subject": "What an item is about, in a few words.",
        "concerns": "A body that an item names.",
        "withdrew": "A person who withdrew from an item.",
    },
    "QuorumNeed": {
        "seat_kinds": "A kind of seat.",
        "at_least": "How many there must be at the least.",
    },
}
# Which words of the ontology a field takes.
WORDS = {
    ("Entity", "type"): "entity-types",
    ("KindSpell", "type"): "entity-types",
    ("Relation", "type"): "relation-types",
    ("Relation", "capacity"): "capacities",
    ("Fact", "property"): "fact-properties",
    ("Event", "kind"): "event-kinds",
    ("Gap", "topic"): "gap-topics",
    ("Completeness", "family"): "families",
    ("Instrument", "kind"): "instrument-kinds",
    ("Clause", "effect"): "clause-effects",
}
_OTHERWISE: dict[str, Schema] = {
    "Fact": {
        "if": {"properties": {"property": {"const": "level"}}, "required": ["property", "text"]},
        "then": {"properties": {"text": {"$ref": "#/$defs/levels"}}},
    }
}
_PARTS = (
    *("Claim", "Identifier", "NameSpell", "KindSpell", "PhaseSpell", "Participant"),
    *("Approval", "QuorumNeed", "Attendance", "AgendaItem"),
)
# An entity, a source and an event need an id; that of another record can be made, and a claim may have defaults.
_NOT_NEEDED = {("Relation", "id"), ("Fact", "id"), ("Gap", "id"), ("Completeness", "id"), ("Claim", "source")}
_NOT_NEEDED |= {(record.__name__, "id") for record in DECISION_RECORDS.values()}


def as_json(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def records_file() -> Schema:
    """Return the schema of a YAML file of a dataset."""
    kinds: dict[str, Schema] = {}
    for record in RECORDS.values():
        made: Schema = TypeAdapter(record).json_schema()
        kinds |= made.pop("$defs", {})
        kinds[record.__name__] = made
    definitions = {name: _kind(name, kinds[name]) for name in (*(r.__name__ for r in RECORDS.values()), *_PARTS)}
    sections: Schema = {
        CLAIM_DEFAULTS: {
            "$ref": "#/$defs/Claim",
            "description": "What the claims of this file say unless they say other.",
        }
    }
    for section, record in RECORDS.items():
        items = {"$ref": f"#/$defs/{record.__name__}"}
        sections[section] = {"description": _summary(record), "type": ["array", "null"], "items": items}
    return {
        **_head("A YAML file of an ics-graph dataset"),
        **_object(sections),
        "$defs": {**definitions, **_words(), **_scalars()},
    }


def about_file() -> Schema:
    """Return the schema of the file ``dataset.yaml``."""
    made: Schema = TypeAdapter(About).json_schema()
    del made["properties"]["name"]  # the name of the folder
    made["required"].remove("name")
    shape = _kind("About", made)
    for name, single in (("uses", "text"), ("opens_on", "OpeningDay")):
        several = shape["properties"][name]
        either = {"anyOf": [several, {"$ref": f"#/$defs/{single}"}]}
        shape["properties"][name] = {"description": several.pop("description"), **either}
    opening = _kind("OpeningDay", TypeAdapter(OpeningDay).json_schema())
    needed = {"text": _scalars()["text"], "date": _scalars()["date"], "OpeningDay": opening}
    return {**_head("The file dataset.yaml of an ics-graph dataset"), **shape, "$defs": needed}


def _head(title: str) -> Schema:
    return {
        "$comment": f"Made from the code by `{COMMAND}`: change the code, not this file.",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    }


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    needed = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **needed, "additionalProperties": False}


def _kind(name: str, made: Schema) -> Schema:
    """Return one kind of record as files write it."""
    meanings = dict(MEANINGS[name])
    properties: Schema = {}
    if name == "Entity":  # names with days stand among the others
        plain, dated = made["properties"]["other_names"], made["properties"].pop("names")
        plain["items"] = {"anyOf": [plain["items"], dated["items"]]}
    for field, shape in made["properties"].items():
        written = WRITTEN_AS.get(field, field)
        properties[written] = {"description": meanings.pop(written), **_field(name, written, shape)}
    if "phases" in properties:
        properties["phase"] = {"description": meanings.pop("phase"), "enum": list(get_args(Phase))}
    if name == "Entity":
        properties["shared"] = {"description": meanings.pop("shared"), "enum": [True, "yes", "true"]}
    assert not meanings, f"{name} has no {', '.join(meanings)}"
    required = [field for field in made.get("required", ()) if (name, field) not in _NOT_NEEDED]
    return {**_object(properties, required), **_OTHERWISE.get(name, {})}


def _field(kind: str, name: str, shape: Schema) -> Schema:
    """Return the shape of a field without what only Python needs."""
    default = shape.get("default")
    kept = _value(shape)
    if (kind, name) in WORDS:
        kept = {"$ref": f"#/$defs/{WORDS[kind, name]}"}
        if shape.get("anyOf"):
            kept = {"anyOf": [kept, {"type": "null"}]}
    elif name == "id":
        kept["pattern"] = rf"^(?:{_ID.pattern})$"
    elif name == "basis":
        kept["enum"] = [word for word in kept["enum"] if word != "rule"]  # what the program gives to lines by law
    return kept if default in (None, []) else {**kept, "default": default}


def _value(shape: Schema) -> Schema:
    if "anyOf" in shape:
        several = [_value(part) for part in shape["anyOf"]]
        return {"anyOf": [part for at, part in enumerate(several) if part not in several[:at]]}
    if "$ref" in shape:
        return {"$ref": shape["$ref"]}
    if "enum" in shape or "const" in shape:
        return {"enum": shape.get("enum") or [shape["const"]]}
    if shape.get("format") == "partial-date":
        return {"$ref": "#/$defs/date"}
    named = {"string": "text", "boolean": "yes-or-no", "integer": "number", "number": "number"}
    if shape["type"] in named:
        return {"$ref": f"#/$defs/{named[shape['type']]}"}
    return {"type": "array", "items": _value(shape["items"])} if shape["type"] == "array" else {"type": shape["type"]}


def _words() -> Schema:
    """Return the words of the ontology, each with its definition for an editor to show."""
    ontology = load_ontology()
    lists: dict[str, dict[str, str]] = {
        "entity-types": {kind.name: kind.definition for kind in ontology.types.values() if not kind.abstract},
        "relation-types": {kind.name: kind.definition for kind in ontology.relations.values()},
        "fact-properties": {kind.name: kind.definition for kind in ontology.properties.values()},
        "families": {kind.name: kind.definition for kind in ontology.families.values()},
    }
    for name in sorted({"levels", *WORDS.values()} - set(lists)):
        lists[name] = {word.name: word.definition for word in ontology.schemes[name].values()}
    return {name: {"enum": list(words), "enumDescriptions": list(words.values())} for name, words in lists.items()}


def _scalars() -> Schema:
    date = TypeAdapter(PartialDate).json_schema()["pattern"]
    return {
        "text": {"type": ["string", "number", "boolean"]},
        "number": {"type": ["number", "string"], "pattern": r"^[+-]?\d+(\.\d+)?$"},
        "yes-or-no": {"enum": [True, False, "yes", "no", "true", "false"]},
        "date": {"type": ["string", "integer"], "pattern": date, "minimum": 1000, "maximum": 2999},
    }


def _summary(record: type[Any]) -> str:
    paragraph = (record.__doc__ or "").split("\n\n")[0]
    return " ".join(paragraph.replace("``", "'").split())

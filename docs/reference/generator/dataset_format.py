"""The page of the files of a dataset: how they are laid out, and every field, from the schemas that editors use."""

from __future__ import annotations

import inspect
from typing import Any

from generator import schema
from generator.markdown import anchor, code, document, prose, table
from ics_graph.dataset.raw import CLAIM_DEFAULTS, csv_columns
from ics_graph.model import Claim, Identifier, KindSpell, NameSpell, OpeningDay, Participant, PhaseSpell
from ics_graph.model.decisions import AgendaItem, Approval, Attendance, QuorumNeed
from ics_graph.model.records import RECORDS
from ics_graph.serialization import WRITTEN_AS

_TITLES = ["field", "needed", "what it takes", "meaning"]
_PARTS = {
    "Claim": "Claims",
    "PhaseSpell": "Phases",
    "KindSpell": "Kinds",
    "NameSpell": "Names with days",
    "Identifier": "Identifiers",
    "Participant": "Participants",
    "OpeningDay": "Opening days",
    "Approval": "Approvals",
    "QuorumNeed": "Needs of a quorum",
    "Attendance": "Attendance",
    "AgendaItem": "Agenda items",
}
_SCALARS = {"text": "text", "number": "number", "yes-or-no": "yes or no", "date": "date"}
# Where the ontology's page has the words; a list that is not here has its own name there.
_PLACES = {
    "entity-types": "Entity types",
    "relation-types": "Relation types",
    "fact-properties": "Fact properties",
    "families": "Relation types",
}

_CONTENTS = (
    ("dataset.yaml", *RECORDS),
    tuple(_PARTS.values()),
    ("CSV", "Exceptions", "In an editor", "Errors and findings"),
)
_OPENING = """
A dataset is a folder with a `dataset.yaml` and any number of YAML and CSV files beside it. `ics-graph check FOLDER`
says everything that is wrong with it, at once. Step by step, from an empty folder to the first answer:
[bring your own system](../tutorial/bring-your-own-system.md).
"""
_GENERAL = """
A YAML file has one or more of the sections below, each a list of records. Every value is text until the field says
otherwise, so `001` stays `001`; text and numbers may be written with or without quotes. A field that is empty, `~` or
`null` without quotes is not there. A date is `YYYY`, `YYYY-MM` or
`YYYY-MM-DD`. Types, relations and other words are those of [the ontology](ontology.md).

- An id is one record. Only an entity with `shared: yes` may have an id that another folder has. The two records become
  one, with the names, identifiers, phases and claims of both.
- A relation, fact, gap or complete without an `id` gets one from what it says: two that say the same need an `id` each.
- `phase: planned` is short for one spell without dates; `phases` lists spells with `phase`, `from`, `until` and their
  own claims.
- `kinds` says what a body was before it became what `type` says: `[{type: NHSTrust, until: 2008-03-31}, {type:
  FoundationTrust}]`. The last kind is `type`. One day dates a change for both sides; without one, its day is open.
- `other_names` takes texts, and beside them names with days: `[Our CCG, {name: NHS Old CCG, until: 2017-03-31}]`.

Some words in sources and claims are understood by the questions, and worth keeping to:

- a source of kind `data file` or `register` is cited for the days and codes that it bears;
- its own note stands where bodies of it are listed;
- `legislation` is the law behind a day, and not a document that names a body;
- the note of a claim that begins with `its first day` or `its last day` is cited for that end of a life only;
- a claim of low confidence whose note begins with `competes with` or `against this` is one of two readings:
  `conflicts` shows it.
"""
_CSV = """
For bulk records: a file named after a section (`relations.csv`, `relations-2020.csv`), UTF-8, its first line the names
of the fields, in any order. The fields of one claim are columns of their own (`source`, `locator`, …; `claim_note` for
its note). So are those of an identifier. Several other names are parted by `|`; so are several identifiers, in each of
their columns: `ods|ons` and `00L|E38000130`. Kinds and names with days need YAML.

A row may cite several sources: `minutes|register` in `source`. Each other column of the claim then has as many parts,
or none (`p3|line 4`, `p3|`).

A body may be named by a code in `subject`, `object` and `on_behalf_of`, and in `entity` of a fact or gap. `ods:99Z` is
whoever had the code on the first day of the record, or on its last where it has no first. Where nobody had it then, or
several had, that is an error that names them. This holds in YAML, too.

Files are read as a spreadsheet saves them. Capitals in headings, and columns and rows in which nothing stands, make no
difference; a row that ends too early is a finding. Semicolons or tabs in place of commas are an error.
"""
_CLOSING = """
## Exceptions

`exceptions.yaml` says which findings of the checks are accepted, by whom and why. It is no part of the graph:
[assurance](../how-to/assurance.md#exceptions).

## In an editor

[`dataset.schema.json`](dataset.schema.json) lets an editor complete fields, types and relations, and mark what is
wrong. With the YAML extension of VS Code, or another editor that has yaml-language-server, begin a file with

    # yaml-language-server: $schema=PATH/docs/reference/dataset.schema.json

where `PATH` is the checkout; for `dataset.yaml` there is [`dataset-yaml.schema.json`](dataset-yaml.schema.json). Ids,
dates in order and what a relation permits at its ends are for `ics-graph check`.

## Errors and findings

**Errors** stop a load: broken files, unknown words, ends that a relation does not permit, and ids given twice. So do
references to what is missing, and reversed or impossible dates. **Findings** are reported and stop nothing, since real
data have them. Examples are a line outside a life, two holders of one post at once, and a body that reports to itself.
Others are a source that saw a thing outside its dates, and bodies that contain one another. So are records that cite
nobody, and rules that cannot be placed. These four are about data that came from elsewhere:

- `spoilt-code`: a code of which a spreadsheet made a number or a day (`5.00E+01`);
- `no-day`: a day that registers write where there is none (`2999-12-31`, `1900-01-01`);
- `before-its-type` and `after-its-type`: a body that existed when no body of its type can have, by law;
- `two-records`: two records with one code of ODS or ONS at one time.

A **person called "Vacant"**, "TBC", "N/A" or "name withheld" is an error (`nobody`), and a finding where other words
stand beside it. Record a gap with its reason at the post or body. Where the name of somebody is not given, say
`unnamed: true` ([why](../decisions/0047-nobody-is-no-person.md)).
"""


def page() -> str:
    """Return the page."""
    records, about = schema.records_file(), schema.about_file()
    parts_of_records = (Claim, PhaseSpell, KindSpell, NameSpell, Identifier, Participant, OpeningDay)
    parts_of_decisions = (Approval, QuorumNeed, Attendance, AgendaItem)
    kinds: dict[str, type[Any]] = {kind.__name__: kind for kind in (*parts_of_records, *parts_of_decisions)}
    parts = [
        "# Dataset format",
        _OPENING,
        *(" · ".join(f"[{name}]({anchor(name)})" for name in names) for names in _CONTENTS),
        _GENERAL,
        "## dataset.yaml",
        table(_TITLES, _rows("About", about)),
    ]
    for section, record in RECORDS.items():
        parts += [f"## {section}", prose(inspect.getdoc(record) or "")]
        parts.append(table(_TITLES, _rows(record.__name__, records["$defs"][record.__name__])))
    for name, heading in _PARTS.items():
        parts += [f"## {heading}", prose(inspect.getdoc(kinds[name]) or "")]
        if name == "Claim":
            parts.append(
                f"`{CLAIM_DEFAULTS}`, at the top of a file, takes the same fields and fills in what claims leave out."
            )
        parts.append(table(_TITLES, _rows(name, (records["$defs"] | about["$defs"])[name])))
    return document(*parts, *_csv(), _CLOSING)


def _csv() -> list[str]:
    rows = []
    for section in RECORDS:
        columns = [WRITTEN_AS.get(name, name) for name in csv_columns(section)]
        rows.append((f"`{section}.csv`", code(",".join(columns))))
    return ["## CSV", _CSV, table(["file", "columns"], rows)]


def _rows(kind: str, shape: schema.Schema) -> list[tuple[str, str, str, str]]:
    needed = shape.get("required", ())
    return [
        (f"`{name}`", "yes" if name in needed else "", _takes(kind, name, field), field["description"])
        for name, field in shape["properties"].items()
    ]


def _takes(kind: str, name: str, field: schema.Schema) -> str:
    """Return what a field takes, in words, with links to the lists of the ontology."""
    if (kind, name) in schema.WORDS:
        words = schema.WORDS[kind, name]
        heading = _PLACES.get(words, words)
        what = "one of the families" if words == "families" else f"one of the {words.replace('-', ' ')}"
        return f"[{what}](ontology.md{anchor(heading)})"
    said = " or ".join(part for part in _shapes(field) if part)
    return f"{said}; `{_scalar(field['default'])}` where absent" if "default" in field else said


def _shapes(field: schema.Schema) -> list[str]:
    if "anyOf" in field:
        return list(dict.fromkeys(said for part in field["anyOf"] for said in _shapes(part)))
    if "enum" in field:
        return [code(*(word for word in field["enum"] if isinstance(word, str) and word != "true"))]
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[1]
        return [_SCALARS.get(name) or f"[{_PARTS[name].lower()}]({anchor(_PARTS[name])})"]
    if field.get("type") == "array":
        return [f"list of {' or '.join(_shapes(field['items']))}"]
    return []


def _scalar(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

"""An empty dataset as a folder of YAML files, each with examples as comments, and the schema that an editor reads."""

from __future__ import annotations

from os.path import abspath
from pathlib import Path

from ics_graph.output.folder import whole_folder
from ics_graph.package_data import shipped

SCHEMAS = ("dataset.schema.json", "dataset-yaml.schema.json")
SCHEMA_FOLDER = ".schema"
"""Where the schemas lie in the folder; it is hidden, so that no reader takes it for data."""

_HEAD = "# yaml-language-server: $schema={folder}/{schema}\n"
_FILES = {
    "dataset.yaml": """\
title: {title}
# description: Who sits on our board, and to whom it answers.
# licence: Facts restated from published papers
# uses: [national-frame]        a folder beside this one, whose bodies are named here
# opens_on: {{day: 2019-06-01, reason: The newest paper is of that day}}
""",
    "sources.yaml": """\
# Everything else points at a source. One without a date says between which days it was made.
sources: []
#  - {{id: minutes, title: Minutes of the board, kind: minutes, date: 2019-06-15, link: "https://…"}}
#  - {{id: slides, title: Slides, kind: slide deck, not_before: "2018", not_after: 2019-03, date_note: undated}}
""",
    "bodies.yaml": """\
# A body has an id of your choice, a type, its name as the source has it, and who says so, where.
# claim_defaults: {{source: minutes}}
entities: []
#  - {{id: board, type: PartnershipBoard, name: Our Partnership Board, claims: [{{locator: item 1}}]}}
#  - {{id: ccg, type: ClinicalCommissioningGroup, name: Our CCG, until: 2020-03-31, claims: [{{locator: item 1}}]}}
""",
    "relationships.yaml": """\
# A relationship goes from its subject to its object: the CCG is a member of the board.
# claim_defaults: {{source: minutes}}
relations: []
#  - {{subject: ccg, type: memberOf, object: board, from: 2018-04-01, claims: [{{locator: "item 2"}}]}}
""",
    "gaps.yaml": """\
# What no source says is recorded, with its reason. It is never written as "none".
# claim_defaults: {{source: minutes}}
gaps: []
#  - {{entity: board, topic: chair, reason: not-stated, note: no chair is named}}
""",
}
_DECISION_FILES = {
    "schemes.yaml": """\
# Who may decide what: documents, their versions and clauses, functions with one act each, and the rows of a scheme.
# Amounts are in pounds. "over" leaves the amount out, "up_to" takes it in. What is not stated is left out.
# claim_defaults: {{source: minutes}}
instruments: []
#  - {{id: con, kind: constitution, name: Our constitution, short_name: CON, body: icb}}
#  - {{id: sord, kind: scheme-of-reservation-and-delegation, name: Our scheme, short_name: SoRD, body: icb}}
#  - {{id: fc-terms, kind: terms-of-reference, name: Terms of reference, body: finance-committee}}
versions: []
#  - {{id: con-v2, instrument: con, label: v2, effective: 2025-11-01}}
#  - {{id: sord-v2, instrument: sord, label: v2, effective: 2025-11-01, published: 2025-11-20, review_due: 2026-11}}
#  - {{id: fc-terms-v1, instrument: fc-terms, label: v1, effective: 2025-11-01}}
clauses: []
#  - {{id: con-4.2, version: con-v2, number: "4.2", text: The Board may delegate., effect: power, body: board}}
rights: []
#  - {{id: capital-scheme, function: capital scheme, act: approve, body: icb, theme: Finance}}
grants: []
#  - id: sord-v2-8
#    version: sord-v2
#    number: "8"
#    right: capital-scheme
#    kind: delegate                 # or reserve, sub-delegate, joint
#    giver: board
#    holder: finance-committee      # a committee or a post
#    over: 500000
#    up_to: 2000000
#    per: decision                  # or year, whole-life
#    vat: with                      # or without; leave it out where the row does not say
#    passed_on: no                  # may it be given on?
#    granted_by: [con-4.2]          # the clauses that let the giver do so
#    claims: [{{locator: row 8}}]
""",
    "seats.yaml": """\
# Terms of reference: the seats of a body, who holds them, and when a meeting is quorate.
# claim_defaults: {{source: minutes}}
seats: []
#  - {{id: fc-nem, body: finance-committee, kind: non-executive member, number: 2, voting: yes, nominated_by: [board]}}
appointments: []
#  - {{id: fc-nem-1, seat: fc-nem, person: robin-example, from: 2025-11-01, until: 2028-10-31}}
quorum_rules: []
#  - {{id: fc-quorum, body: finance-committee, version: fc-terms-v1, share: 1/2, base: all-seats, rounding: up,
#    needs: [{{seat_kinds: [non-executive member], at_least: 1}}], deputies: no, withdrawn: no}}
""",
    "meetings.yaml": """\
# Minutes and registers: who attended, what each item was about, what was decided, and who had an interest in whom.
# claim_defaults: {{source: minutes}}
meetings: []
#  - id: fc-2025-12
#    body: finance-committee
#    name: Finance Committee, December 2025
#    date: 2025-12-09
#    attendance: [{{person: robin-example, state: present}}]
#    items: [{{number: "4", subject: new health centre, concerns: [builders], withdrew: [robin-example]}}]
decisions: []
#  - {{id: centre, name: New health centre approved, holder: finance-committee, right: capital-scheme,
#    meeting: fc-2025-12, item: "4", value: 1500000, vat: with, grant: sord-v2-8}}
interests: []
#  - {{id: robin-builders, person: robin-example, organisation: builders, kind: family member is a director}}
""",
}


def write_template_folder(folder: Path, decisions: bool = False) -> list[Path]:
    """Write an empty dataset and return its files in the order in which they are filled in.

    With ``decisions`` there are also files of who may decide what.

    Its title is the name of the folder. Raises FolderTaken where the folder is there already, and OSError where it
    cannot be written.
    """
    title = Path(abspath(folder)).name.replace("-", " ").replace("_", " ").capitalize() or "Our system"
    files = _FILES | (_DECISION_FILES if decisions else {})
    with whole_folder(folder, "dataset.yaml") as made:
        (made / SCHEMA_FOLDER).mkdir()
        for schema in SCHEMAS:
            (made / SCHEMA_FOLDER / schema).write_bytes((shipped("schemas") / schema).read_bytes())
        for name, text in files.items():
            schema = SCHEMAS[name == "dataset.yaml"]
            head = _HEAD.format(folder=SCHEMA_FOLDER, schema=schema)
            (made / name).write_text(head + text.format(title=f'"{title}"'), "utf-8")
    return [folder / name for name in files]

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


def write_template_folder(folder: Path) -> list[Path]:
    """Write an empty dataset and return its files in the order in which they are filled in.

    Its title is the name of the folder. Raises FolderTaken where the folder is there already, and OSError where it
    cannot be written.
    """
    title = Path(abspath(folder)).name.replace("-", " ").replace("_", " ").capitalize() or "Our system"
    with whole_folder(folder, "dataset.yaml") as made:
        (made / SCHEMA_FOLDER).mkdir()
        for schema in SCHEMAS:
            (made / SCHEMA_FOLDER / schema).write_bytes((shipped("schemas") / schema).read_bytes())
        for name, text in _FILES.items():
            schema = SCHEMAS[name == "dataset.yaml"]
            head = _HEAD.format(folder=SCHEMA_FOLDER, schema=schema)
            (made / name).write_text(head + text.format(title=f'"{title}"'), "utf-8")
    return [folder / name for name in _FILES]

"""The pages of the reference, each made from the part of the code that it is about."""

from __future__ import annotations

COMMAND = "python docs/reference/generate.py"


def pages() -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    from generator import commands, dataset_format, ontology, questions, schema

    return {
        "questions.md": questions.page(),
        "ontology.md": ontology.page(),
        "dataset-format.md": dataset_format.page(),
        "cli.md": commands.page(),
        "dataset.schema.json": schema.as_json(schema.records_file()),
        "dataset-yaml.schema.json": schema.as_json(schema.about_file()),
    }

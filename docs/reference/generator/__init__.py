"""The pages of the reference, each made from the part of the code that it is about."""

from __future__ import annotations

COMMAND = "python docs/reference/generate.py"


def pages() -> dict[str, str]:
    """Return the text of every page by its path within ``docs/``."""
    from generator import (
        checks,
        commands,
        dataset_format,
        decisions,
        errors,
        modules,
        neo4j_style,
        ontology,
        python_api,
        questions,
        schema,
        typed_questions,
    )

    return {
        "reference/questions.md": questions.page(),
        "reference/checks.md": checks.page(),
        "reference/ontology.md": ontology.page(),
        "reference/dataset-format.md": dataset_format.page(),
        "reference/cli.md": commands.page(),
        "reference/python-api.md": python_api.page(),
        "reference/errors.md": errors.page(),
        "reference/modules.md": modules.page(),
        "reference/dataset.schema.json": schema.as_json(schema.records_file()),
        "reference/dataset-yaml.schema.json": schema.as_json(schema.about_file()),
        "how-to/neo4j-browser.grass": neo4j_style.grass(),
        "how-to/neo4j-bloom.json": neo4j_style.perspective(),
        "decisions/index.md": decisions.page(),
        "../ics_graph/asking/typed.pyi": typed_questions.stub(),
    }

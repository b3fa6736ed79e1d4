"""What a plan of Neo4j tells of a query: whether it starts from an index."""

from __future__ import annotations

from typing import Any

from ics_graph.ontology import load_ontology


def scans(plan: dict[str, Any]) -> list[str]:
    """Return the operators of a plan that look through the whole database.

    Looking through the bodies of a type is none of them, as Neo4j has these listed, nor through the few types.
    """
    of_types = {f":{name}" for name in [*load_ontology().types, "Type"]} - {":Entity"}
    operator, details = plan["operatorType"].partition("@")[0], str(plan["args"].get("Details", ""))
    is_scan = "Scan" in operator and "Index" not in operator and not any(details.endswith(of) for of in of_types)
    return [
        *([f"{operator} {details}"] if is_scan else []),
        *(s for child in plan.get("children", ()) for s in scans(child)),
    ]

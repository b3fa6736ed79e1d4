"""How the graph looks in the Neo4j Browser and in Bloom: a style sheet and a perspective, from the ontology.

Neither tool can be run without a screen and an account, so both files are written from their documentation and from how
they write such files themselves.
"""

from __future__ import annotations

import json
from typing import Any

from ics_graph.ontology import load_ontology
from ics_graph.stores.neo4j.schema import CITED, LINKS, TAKES_PART, relationship_types

# Fill and edge of each kind of node: light fills, on which black text can be read.
_COLOURS = {
    "Person": ("#f7d8c4", "#b5562a"),
    "Organisation": ("#cfe0f5", "#1d4f91"),
    "OrganisationalUnit": ("#d9ead3", "#38761d"),
    "Collaboration": ("#cdeaea", "#1b6e6e"),
    "Post": ("#fdecc8", "#9a6b00"),
    "Area": ("#e4dcf1", "#5b3f8c"),
    "Activity": ("#e8efc9", "#5f6f13"),
    "Document": ("#ece4da", "#7a5c3a"),
    "Entity": ("#e6e6e6", "#555555"),
    "Event": ("#fff2b3", "#8a6d00"),
    "Fact": ("#f2f2f2", "#777777"),
    "Gap": ("#f9d0d0", "#a61c1c"),
    "Complete": ("#dff0ea", "#2b7a5f"),
    "Source": ("#ffffff", "#333333"),
    "Type": ("#eeeeee", "#999999"),
    "Name": ("#fafafa", "#aaaaaa"),
}
_CAPTIONS = {
    "Event": "name",
    "Fact": "property",
    "Gap": "topic",
    "Complete": "family",
    "Source": "title",
    "Type": "label",
    "Name": "text",
}
# What a question never follows is thin and pale.
_OF_ACCOUNTABILITY, _LINE, _LINK = ("#a61c1c", "3px"), ("#333333", "1px"), ("#bbbbbb", "1px")


def grass() -> str:
    """Return the style sheet of the Browser."""
    ontology = load_ontology()
    written = [
        "/* How the graph looks in the Neo4j Browser: drag this file onto it. Not tried. */",
        _rule("node", diameter="50px", color="#e6e6e6", **{"border-color": "#555555", "font-size": "10px"}),
        _rule("relationship", color=_LINE[0], **{"shaft-width": _LINE[1], "font-size": "8px", "caption": '"<type>"'}),
    ]
    for label, (fill, edge) in _known().items():
        more = {"border-color": edge, "border-width": "2px", "text-color-internal": "#000000"}
        written.append(_rule(f"node.{label}", color=fill, **more, caption=f'"{{{_CAPTIONS.get(label, "name")}}}"'))
    colour, width = _OF_ACCOUNTABILITY
    for type_ in relationship_types(ontology, ["accountability"]):
        written.append(_rule(f"relationship.{type_}", color=colour, **{"shaft-width": width, "caption": '"<type>"'}))
    for type_ in sorted([*LINKS, TAKES_PART, CITED]):
        written.append(
            _rule(f"relationship.{type_}", color=_LINK[0], **{"shaft-width": _LINK[1], "caption": '"<type>"'})
        )
    return "\n".join(written) + "\n"


def perspective() -> str:
    """Return the perspective of Bloom."""
    ontology = load_ontology()
    categories = [_category(at, label, fill) for at, (label, (fill, _)) in enumerate(_known().items(), start=1)]
    accountability = set(relationship_types(ontology, ["accountability"]))
    types = [
        _relationship(type_, _OF_ACCOUNTABILITY[0] if type_ in accountability else _LINE[0])
        for type_ in relationship_types(ontology)
    ]
    types += [_relationship(type_, _LINK[0]) for type_ in sorted([*LINKS, TAKES_PART, CITED])]
    written = {
        "name": "ics-graph",
        "id": "9f0f8a3e-52c1-5f0e-9a41-1c5a2a6d5b10",
        "version": "2.21.0",
        "type": "STANDARD_PERSPECTIVE",
        "createdAt": 0,
        "lastEditedAt": 0,
        "parentPerspectiveId": None,
        "hideUncategorisedData": False,
        "maxLimitToastMsgEnabled": False,
        "categories": categories,
        "labels": {
            category["name"]: [
                {"propertyKey": of["name"], "type": category["name"], "dataType": of["dataType"]}
                for of in category["properties"]
            ]
            for category in categories
        },
        "relationshipTypes": types,
        "hiddenRelationshipTypes": sorted(["FROM", "IN_FAMILY", "NAMES", "OF_TYPE", "SUBTYPE_OF", "TO"]),
        "palette": {"colors": [fill for fill, _ in _known().values()], "currentIndex": 0},
        "templates": [_accountable(accountability)],
        "sceneActions": [],
        "metadata": {
            "pathSegments": [],
            "indexes": [
                {"label": category["name"], "type": "native", "propertyKeys": [{"key": "graph", "metadataProp": False}]}
                for category in categories
                if category["name"] in ("Entity", "Event", "Fact", "Gap", "Complete", "Source")
            ],
        },
    }
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def _known() -> dict[str, tuple[str, str]]:
    """Return the kinds of nodes with their colours: records, and the types that the ontology has."""
    types = load_ontology().types
    return {label: colours for label, colours in _COLOURS.items() if label in types or label in (*_CAPTIONS, "Entity")}


def _rule(name: str, **properties: str) -> str:
    return "\n".join([f"{name} {{", *(f"  {key}: {value};" for key, value in properties.items()), "}"])


def _category(number: int, label: str, colour: str) -> dict[str, Any]:
    caption = _CAPTIONS.get(label, "name")
    return {
        "id": number,
        "name": label,
        "labels": [label],
        "properties": [
            {"name": caption, "exclude": False, "dataType": "string"},
            {"name": "id", "exclude": False, "dataType": "string"},
            {"name": "graph", "exclude": False, "dataType": "string"},
        ],
        "createdAt": 0,
        "lastEditedAt": 0,
        "color": colour,
        "icon": "no-icon",
        "size": 1,
        "textSize": 1,
        "textAlign": "top",
        "captions": [_caption(caption, "property")],
        "captionKeys": [],
        "styleRules": [],
    }


def _relationship(type_: str, colour: str) -> dict[str, Any]:
    return {
        "id": type_,
        "name": type_,
        "color": colour,
        "properties": [{"name": "in_effect", "exclude": False, "dataType": "boolean"}],
        "size": 1,
        "textSize": 1,
        "textAlign": "top",
        "captions": [_caption(type_, "relationship")],
        "captionKeys": [],
        "styleRules": [],
    }


def _caption(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "type": kind, "isCaption": True, "inTooltip": True, "styles": []}


def _accountable(types: set[str]) -> dict[str, Any]:
    """Return a search phrase: to whom a body is accountable today, all the way up."""
    among = "|".join(sorted(types))
    return {
        "id": "tmpl:accountable-to",
        "name": "To whom is it accountable today?",
        "text": "$body is accountable to",
        "createdAt": 0,
        "cypher": (
            f"MATCH path = (:Entity {{graph: 'ics', name: $body}})-[:{among}*1..10]->(:Entity) "
            "WHERE all(line IN relationships(path) WHERE line.in_effect AND line.start_min <= date() <= line.end_max) "
            "RETURN path"
        ),
        "hasCypherErrors": False,
        "params": [
            {
                "name": "$body",
                "dataType": "String",
                "collapsed": False,
                "suggestionLabel": "Entity",
                "suggestionProp": "name",
                "suggestionBoolean": False,
                "cypher": None,
            }
        ],
    }

"""What an agent is that no class tells: W3C ORG lets a member be any agent, a person, a body or a town."""

from __future__ import annotations

import re

from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph
from ics_graph.names import fold

_PLACES = r"place|city|town|village|settlement|municipality|ward|district|county|area|region|country|location|parish"
_PEOPLE = r"person|people|councillor|politician|employee|officer|minister|individual|director|governor"
_BODIES = (
    r"\b(academy|agency|association|authority|board|bureau|ccg|centre|charity|cic|clinic|college|commission|committee"
    r"|company|consortium|corporation|council|department|directorate|federation|foundation|forum|group|healthwatch"
    r"|hospital|icb|ics|institute|limited|llp|ltd|ministry|network|nhs|office|organisation|organization|panel"
    r"|partnership|pcn|pcp|plc|police|practice|school|service|services|society|surgery|trust|university)s?\b"
)
_TITLES = r"^(mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|baroness|cllr|councillor|rev|reverend|rt hon|hon)\b"
_PLAIN_NAME = re.compile(r"[^\W\d_][^\d_,;:/&]*(?:\s+[^\W\d_][^\d_,;:/&]*){1,4}")
_IN_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def kind_of_agent(graph: Graph, subject: str, name: str | None) -> str:
    """Return the type that an agent is most likely of: by its unknown classes, its properties, its address, its name.

    What speaks for nothing is a body: a person is never made of what may be none.
    """
    classes = [re.split(r"[/#:]", class_)[-1] for class_ in graph.resources(subject, words.TYPE)]
    plain = " ".join(_IN_CAMEL.sub(" ", class_) for class_ in classes if class_ not in ("Agent", "Thing"))
    for pattern, type_ in ((_PEOPLE, "Person"), (_PLACES, "GeographicArea"), (_BODIES, "Organisation")):
        if re.search(rf"\b(?:{pattern})s?\b", plain.replace("_", " "), re.IGNORECASE):
            return type_
    if plain and plain != "NamedIndividual":
        return "Organisation"
    if graph.all(subject, *words.GIVEN_NAMES, *words.FAMILY_NAMES) or re.search(r"/(person|people)/", subject):
        return "Person"
    text = fold(name or "")
    if re.search(_TITLES, text):
        return "Person"
    if re.search(_BODIES, text) or not _PLAIN_NAME.fullmatch((name or "").strip()):
        return "Organisation"
    return "Person"

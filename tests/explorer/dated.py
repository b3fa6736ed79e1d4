"""Made-up systems with dates of every kind, to hold what the page works out to what the store answers."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

_DATES = ["2017", "2018-04", "2018-07-15", "2019-01-01", "2019-10", "2020-03-31", "2020-04-01", "2021", "2021-06-30"]
_RELATIONS = ("accountableTo", "reportsTo", "memberOf", "partOf", "supports")
DAYS = ["2016-12-31", "2017-06-01", "2018-04-15", "2018-07-15", "2019-10-31", "2020-03-31", "2020-04-01", "2022-02-02"]
"""Days before, between, on and after the dates of these systems."""


def write_dated(folder: Path, seed: int, bodies: int = 26, lines: int = 70) -> Path:
    """Write a system of bodies and lines whose dates, phases and claims are drawn by lot, always alike for a seed."""
    draw = Random(seed)
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text("title: Made up\nlicence: none\n", "utf-8")
    sources = [{"id": "undated", "title": "An undated deck"}]
    sources += [{"id": f"s-{date}", "title": f"Minutes of {date}", "date": date} for date in ("2018-05-01", "2020")]
    sources.append({"id": "law", "title": "A law", "kind": "legislation"})
    entities: list[dict[str, Any]] = [
        {"id": "ics", "type": "IntegratedCareSystem", "name": "The system", "claims": [_claim(draw)]}
    ]
    ids = [f"b-{n:02}" for n in range(bodies)]
    spans: dict[str, dict[str, str]] = {}
    for n, id_ in enumerate(ids):
        spans[id_] = _span(draw) if draw.random() < 0.4 else {}
        kind = draw.choice(["Group", "Committee", "Board", "Council"])
        entity = {"id": id_, "type": kind, "name": f"{kind} {n:02}", "claims": [_claim(draw)], **spans[id_]}
        if draw.random() < 0.3:
            code = {"scheme": "ods", "value": f"X{n // 2:02}", **_span(draw)}
            entity["identifiers"] = [code]
        if draw.random() < 0.2 and not spans[id_]:
            entity["phases"] = [_spell(draw)]
        entities.append(entity)
    relations: list[dict[str, Any]] = []
    for n, id_ in enumerate(ids):
        relations.append(
            {"id": f"p-{n:02}", "subject": id_, "type": "partOf", "object": "ics", "claims": [_claim(draw)]}
        )
    for n in range(lines):
        one, two = draw.sample([*ids, "ics"], 2)
        relation: dict[str, Any] = {
            "id": f"r-{n:02}",
            "subject": one,
            "type": draw.choice(_RELATIONS),
            "object": two,
            "claims": [_claim(draw) for _ in range(draw.choice([1, 1, 2]))],
        }
        if draw.random() < 0.5:
            relation.update(_span(draw))
        if draw.random() < 0.3:
            relation["phases"] = [_spell(draw) for _ in range(draw.choice([1, 1, 2]))]
        relations.append(relation)
    # What the law says gives way to what a source says, on the days for which it says it.
    entities.append({"id": "nhse", "type": "NHSEngland", "name": "NHS England", "claims": [{"source": "s-2020"}]})
    for id_ in ("ccg-said", "ccg-unsaid"):
        kind = "ClinicalCommissioningGroup"
        entities.append({"id": id_, "type": kind, "name": id_, "claims": [{"source": "s-2020"}]})
        relations.append({"subject": id_, "type": "partOf", "object": "ics", "claims": [{"source": "s-2020"}]})
    relations.append(
        {
            "subject": "ccg-said",
            "type": "accountableTo",
            "object": "nhse",
            "from": "2019-01-01",
            "claims": [{"source": "s-2020"}],
        }
    )
    # One seat that surely passes from one body to another, for whatever lot brings.
    seat = {"subject": "b-00", "type": "memberOf", "claims": [{"source": "s-2020"}]}
    relations += [
        {**seat, "id": "seat-1", "object": "b-01", "until": "2020-03-31"},
        {**seat, "id": "seat-2", "object": "b-02", "from": "2020-04-01"},
    ]
    complete = _listed(sources, entities, relations)
    events = [
        {
            "id": f"e-{n}",
            "kind": "merger",
            "name": f"Merger {n}",
            "date": draw.choice(_DATES),
            "participants": [
                {"entity": draw.choice(ids[:9]), "side": "original"},
                {"entity": draw.choice(ids[9:]), "side": "resulting"},
            ],
            "claims": [{"source": "s-2020"}],
        }
        for n in range(4)
    ]
    plain = {"sources": sources, "entities": entities, "relations": _sound(relations, spans), "events": events}
    plain["complete"] = complete
    (folder / "all.yaml").write_text(json.dumps(plain), "utf-8")
    return folder


def _listed(
    sources: list[dict[str, Any]], entities: list[dict[str, Any]], relations: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Add a board of which four sources give the whole list of its members, and return that these are whole."""
    lists = {"2018-07-15": "abc", "2019-10": "ad", "2020-04-01": "bd", "2021-06-30": "ac"}
    sources += [{"id": f"list-{date}", "title": f"Members, {date}", "date": date} for date in lists]
    whole = [{"source": f"list-{date}"} for date in lists]
    entities.append({"id": "listed", "type": "Board", "name": "Board of the lists", "claims": whole[:1]})
    relations.append({"id": "listed-in", "subject": "listed", "type": "partOf", "object": "ics", "claims": whole[:1]})
    for name in "abcde":
        claims = [{"source": f"list-{date}"} for date, names in lists.items() if name in names]
        claims = claims or [{"source": "undated"}]
        entities.append({"id": f"m-{name}", "type": "Person", "name": f"Member {name}", "claims": claims})
        seat = {"id": f"seat-{name}", "subject": f"m-{name}", "type": "memberOf", "object": "listed", "claims": claims}
        relations.append(seat)
    return [{"entity": "listed", "family": "membership", "claims": whole}]


def _claim(draw: Random) -> dict[str, Any]:
    claim: dict[str, Any] = {"source": draw.choice(["undated", "s-2018-05-01", "s-2020"])}
    lot = draw.random()
    if lot < 0.08:
        claim["stance"] = "questions"
    elif lot < 0.12:
        claim["stance"] = "denies"
    elif lot < 0.3:
        claim["basis"] = draw.choice(["inferred", "reported"])
    return claim


def _span(draw: Random) -> dict[str, str]:
    since, until = sorted(draw.sample(_DATES, 2), key=lambda date: (date + "-01-01")[:10])
    lot = draw.random()
    return {"from": since} if lot < 0.4 else {"until": until} if lot < 0.6 else {"from": since, "until": until}


def _spell(draw: Random) -> dict[str, Any]:
    spell: dict[str, Any] = {"phase": draw.choice(["planned", "shadow", "established"]), "claims": [_claim(draw)]}
    if draw.random() < 0.6:
        spell.update(_span(draw))
    return spell


def _sound(relations: list[dict[str, Any]], spans: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """Return the relations without those that a check would refuse: never while both ends are there."""
    kept = []
    for relation in relations:
        own = [relation, spans.get(relation["subject"], {}), spans.get(relation["object"], {})]
        first = max(((one.get("from") or "0001") + "-01-01")[:10] for one in own)
        last = min(((one.get("until") or "9999") + "-01-01")[:10] for one in own)
        if first <= last:
            kept.append(relation)
    return kept

"""What the page tells of every body and line drawn: plain values, ready for JSON, each with its sources.

Nothing is said here that a question would not say: the rows, citations and gaps are those of the questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ics_graph.explorer.drawing import Drawn
from ics_graph.model import Claim, Gap, Source, all_claims
from ics_graph.questions.answer import Row, citation
from ics_graph.questions.gathering import Asked, shown_name, standing_of
from ics_graph.questions.records import fact_rows
from ics_graph.standing import phase_on
from ics_graph.stores.rows import EVERYTHING, Body, Line, claims_of

Plain = dict[str, Any]


class Teller:
    """Puts what a store knows of the drawn bodies and lines into plain values."""

    def __init__(self, asked: Asked, drawn: Drawn) -> None:
        self.asked = asked
        self.drawn = drawn
        store, families = asked.store, list(asked.ontology.families)
        ids = list(drawn.bodies)
        touching = [*store.lines(ids, "up", families, EVERYTHING), *store.lines(ids, "down", families, EVERYTHING)]
        self.touching = {line.id: line for line in touching}
        self.bodies = store.bodies({end for line in touching for end in (line.subject, line.object)} | set(ids))
        self.facts = store.facts(ids)
        self.gaps: dict[str, list[Gap]] = defaultdict(list)
        for gap in store.gaps(ids):
            self.gaps[gap.entity].append(gap)
        self.sources = store.sources()
        self.used: set[str] = set()

    def told(self) -> Plain:
        """Return the cards of all bodies, all lines at them, and the sources that these cite."""
        bodies = {id_: self._body(body) for id_, body in self.drawn.bodies.items()}
        lines = {id_: self._line(line) for id_, line in sorted(self.touching.items())}
        sources = {id_: _source(self.sources[id_]) for id_ in sorted(self.used) if id_ in self.sources}
        return {"bodies": bodies, "lines": lines, "sources": sources}

    def words(self, body: Body) -> list[str]:
        """Return the words that a card carries where a body is not simply there: planned, shadow, uncertain."""
        phase = self.drawn.phase(body, self.asked.view.as_of)
        words = [phase] if phase in ("planned", "shadow") else []
        return words if body.certainty == "stated" else [*words, body.certainty]

    def _body(self, body: Body) -> Plain:
        record, kind = body.record, self.asked.ontology.types[body.type]
        mine = [line for line in self.touching.values() if body.id in (line.subject, line.object)]
        claims = all_claims(record)
        facts = fact_rows(self.asked, [fact for fact in self.facts if fact.entity == body.id], body)
        return {
            "name": shown_name(body),
            "other": list(record.other_names),
            "codes": [f"{code.scheme} {code.value}{_when(code)}" for code in record.identifiers],
            "type": kind.label,
            "definition": kind.definition,
            "phase": self._phase(record),
            "certainty": self._certainty(body.certainty),
            "from": _said(record.since),
            "until": _said(record.until),
            "holds": _held(body.on(day)) if (day := self.asked.view.day) else None,
            "note": record.note,
            "facts": [self._fact(row) for row in facts],
            "gaps": self._gaps(body, mine),
            "lines": [line.id for line in sorted(mine, key=self._order)],
            "claims": self._claims(claims),
        }

    def _order(self, line: Line) -> tuple[int, str, str]:
        return list(self.asked.ontology.families).index(line.family), line.type, line.id

    def _gaps(self, body: Body, lines: Sequence[Line]) -> list[Plain]:
        """Return what nobody says of a body: the gaps on record, and a line of accountability where there is none."""
        topics, reasons = self.asked.ontology.schemes["gap-topics"], self.asked.ontology.schemes["gap-reasons"]
        gaps = [
            {
                "text": f"{reasons[gap.reason].label}: {topics[gap.topic].label if gap.topic in topics else gap.topic}",
                "note": gap.note,
                "claims": self._claims(gap.claims),
            }
            for gap in self.gaps[body.id]
        ]
        stated = any(
            line.family == "accountability" and line.subject == body.id and line.certainty not in ("rule", "denied")
            for line in lines
        )
        if not stated and not any(gap.topic == "accountability" for gap in self.gaps[body.id]):
            gaps.insert(0, {"text": "not stated: to whom it is accountable", "note": None, "claims": []})
        return gaps

    def _line(self, line: Line) -> Plain:
        record, kind = line.record, self.asked.ontology.relations[line.type]
        view = self.asked.view
        heading = standing_of(line, view)
        capacities, roles = self.asked.ontology.schemes["capacities"], self.asked.ontology.schemes["roles"]
        named = [(roles, record.role), (capacities, record.capacity)]
        role = " · ".join(scheme[name].label if name in scheme else name for scheme, name in named if name)
        ends = {"subject": self.bodies[line.subject], "object": self.bodies[line.object]}
        return {
            **{end: body.id for end, body in ends.items()},
            **{f"{end}Name": shown_name(body) for end, body in ends.items()},
            "label": kind.label,
            "inverse": kind.inverse_label,
            "definition": kind.definition,
            "family": self.asked.ontology.families[line.family].label,
            "familyName": line.family,
            "standing": heading,
            "phase": "planned" if heading == "planned" else self._phase(record),
            "certainty": self._certainty(line.certainty),
            "role": role or None,
            "from": _said(record.since),
            "until": _said(record.until),
            "holds": _held(line.on(view.day)) if view.day else None,
            "note": record.note,
            "claims": self._claims(claims_of(line)),
        }

    def _fact(self, row: Row) -> Plain:
        return {
            "label": row.relation,
            "value": row.value,
            "phase": row.phase.replace("-", " ") if row.phase else "",
            "certainty": self._certainty(row.certainty) if row.certainty else "",
            "from": _said(row.since),
            "until": _said(row.until),
            "note": row.note,
            "claims": [self._cited(cited) for cited in row.sources],
        }

    def _phase(self, record: Any) -> str:
        return self.asked.ontology.schemes["phases"][phase_on(record.phases, self.asked.view.as_of)].label

    def _certainty(self, name: str) -> str:
        return self.asked.ontology.schemes["certainties"][name].label

    def _claims(self, claims: Iterable[Claim]) -> list[Plain]:
        return [self._cited(citation(claim, self.sources)) for claim in claims]

    def _cited(self, cited: Any) -> Plain:
        self.used.add(cited.source)
        bases = self.asked.ontology.schemes["bases"]
        return {
            "source": cited.source,
            "locator": cited.locator,
            "basis": bases[cited.basis].label if cited.basis in bases else cited.basis,
            "stance": cited.stance,
            "confidence": cited.confidence,
            "saidBy": cited.said_by,
            "note": cited.note,
        }


def accountability(drawn: Drawn, sources: Mapping[str, Source]) -> str:
    """Return what can be said of accountability between the bodies drawn: silence is never read as "none"."""
    lines = [line for line in drawn.lines if line.family == "accountability"]
    rules = [line for line in lines if line.certainty == "rule"]
    stated = len(lines) - len(rules)
    if stated:
        said = f"{stated} line{'s' if stated > 1 else ''} of accountability {'are' if stated > 1 else 'is'} stated."
    else:
        said = "No source states a line of accountability between these bodies."
    if rules:
        laws = sorted({sources[c.source].title for line in rules for c in claims_of(line) if c.source in sources})
        verbs = ("follows", "is") if len(rules) == 1 else ("follow", "are")
        said += f" {len(rules)} {verbs[0]} from law alone ({'; '.join(laws)}) and {verbs[1]} marked “by rule”."
    return said


def _source(source: Source) -> Plain:
    bounds = [f"not before {source.not_before}"] if source.not_before else []
    bounds += [f"not after {source.not_after}"] if source.not_after else []
    dated = f"dated {source.date}" if source.date else "; ".join(["undated", *bounds])
    link = source.link if source.link and source.link.lower().startswith(("https://", "http://")) else None
    return {
        "title": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "date": None if source.kind == "legislation" and not source.date else dated,
        "why": source.date_note,
        "licence": source.licence,
        "link": link,
    }


def _said(date: object) -> str | None:
    return str(date) if date else None


def _held(holds: str) -> str:
    return {"yes": "holds on that day", "possibly": "possibly holds on that day", "no": "does not hold on that day"}[
        holds
    ]


def _when(code: Any) -> str:
    return f" ({code.since or '…'} to {code.until or '…'})" if code.since or code.until else ""

"""Where a finding belongs: to which systems, how much hangs on its body, and whether anybody but a register knows it.

A register lists hundreds of bodies and says of none to whom it answers. That nobody says so of these is one thing to
know; what a system's own documents leave open is what somebody can close.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from ics_graph.answering.asked import shown_name
from ics_graph.answering.provenance import is_document
from ics_graph.answering.scope import scope_of
from ics_graph.checks.context import Context
from ics_graph.checks.definitions import Finding
from ics_graph.governance import is_single
from ics_graph.model import Claim, all_claims
from ics_graph.stores.rows import Body, Line

_MOST_SYSTEMS = 60
"""England has 42 systems. Where there are more than this, findings are not put by system: each is read for itself."""


class Places:
    """Places findings in the part of a graph that is judged."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._register_only: dict[str, bool] = {}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The systems by which findings are put, by id, in the order of their names; none within one system."""
        context = self.context
        if context.scope.ids is not None:
            return {}
        kinds = context.ontology.kinds_of("IntegratedCareSystem")
        bodies = [body for body in context.bodies.values() if body.type in kinds and is_single(body)]
        if len(bodies) > _MOST_SYSTEMS:
            return {}
        return {body.id: shown_name(body) for body in sorted(bodies, key=lambda body: (body.name, body.id))}

    @cached_property
    def _scopes(self) -> dict[str, frozenset[str]]:
        return {id_: scope_of(self.context.asked, id_).ids or frozenset() for id_ in self.names}

    def placed(self, finding: Finding) -> Finding:
        """Return a finding with its systems and with what is known of its body."""
        body = self.context.bodies.get(finding.entity)
        if body is None:
            return finding
        return replace(
            finding,
            systems=tuple(id_ for id_, scope in self._scopes.items() if body.id in scope),
            kind=self.context.asked.label_of(body),
            lines=len({line.id for line in self._lines(body)}),
            # What a register says wrongly is no silence, and is listed.
            register_only=finding.section == "entities" and not finding.sources and self._only_in_registers(body),
        )

    def _lines(self, body: Body) -> list[Line]:
        families = self.context.ontology.families
        return [*self.context.at(body.id, "up", families), *self.context.at(body.id, "down", families)]

    def _only_in_registers(self, body: Body) -> bool:
        if body.id not in self._register_only:
            claims = [*all_claims(body.record), *self._facts.get(body.id, ())]
            cited = {claim.source for claim in claims if claim.basis != "rule"}
            cited = cited.union(*map(self.context.cited_by, self._lines(body)))
            registers = [not is_document(self.context.sources.get(source)) for source in cited]
            self._register_only[body.id] = bool(registers) and all(registers)
        return self._register_only[body.id]

    @cached_property
    def _facts(self) -> dict[str, list[Claim]]:
        """The claims of all facts, by the body that they are of."""
        context = self.context
        claims: dict[str, list[Claim]] = defaultdict(list)
        for fact in context.asked.store.facts(None if context.scope.ids is None else list(context.bodies)):
            claims[fact.entity] += all_claims(fact)
        return claims

"""What the ontology says of the codes of the register, looked up once for all of its records."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.ontology import Ontology


class RoleMarks:
    """The types that roles mark, and the relations that relationships are."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._combinations = [
            (kind.name, frozenset(combination.split("+")))
            for kind in ontology.types.values()
            for combination in kind.ods_roles
        ]
        self._of: dict[frozenset[str], tuple[tuple[str, frozenset[str]], ...]] = {}
        self.labels = {
            combination.rpartition("+")[2]: kind.label
            for kind in ontology.types.values()
            for combination in kind.ods_roles
        }
        """What a role is called by the ontology."""
        self.relations: dict[str, tuple[str, bool]] = {"partOf": ("partOf", False)}
        """The relation that a relationship is, and whether it runs the other way."""
        for relation in ontology.relations.values():
            for code in relation.ods_relationships:
                self.relations.setdefault(code, (relation.name, False))
            for code in relation.ods_inverse_relationships:
                self.relations.setdefault(code, (relation.name, True))

    def of(self, held: frozenset[str]) -> Sequence[tuple[str, frozenset[str]]]:
        """Return the types that roles which are held together mark, each with the roles that do."""
        marks = self._of.get(held)
        if marks is None:
            marks = tuple((name, roles) for name, roles in self._combinations if held >= roles)
            # A register has some hundred sets of roles; a file with more of them must not fill the memory.
            if len(self._of) < _MOST_SETS:
                self._of[held] = marks
        return marks


_MOST_SETS = 10_000
_latest: list[RoleMarks] = []


def role_marks(ontology: Ontology) -> RoleMarks:
    """Return what an ontology says of the codes of the register; that of the latest is kept."""
    if not _latest or _latest[0].ontology is not ontology:
        _latest[:] = [RoleMarks(ontology)]
    return _latest[0]

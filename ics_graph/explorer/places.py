"""Who stands with whom: the band of every body, the partnerships that head the columns, and the groups in the blocks.

The bands follow the types of bodies and the lines drawn; they are an arrangement and claim nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import permutations

from ics_graph.explorer.drawing import Drawn
from ics_graph.explorer.style import kind_of
from ics_graph.ontology import Ontology

BANDS = ("National", "System", "Sub-region", "Places and members", "Around the members")
NATIONAL, SYSTEM, SUBREGION, MEMBERS, AROUND = range(5)
_BAND_WORDS = (
    ("national", NATIONAL),
    ("neighbourhood", AROUND),
    ("people", AROUND),
    ("place", MEMBERS),
    ("sub-region", SUBREGION),
    ("sub region", SUBREGION),
    ("region", SYSTEM),
    ("system", SYSTEM),
)
_ROW = 6
"""How many cards a row holds: more would not fit beside each other."""

Group = tuple[str | None, list[str]]


class Places:
    """The band and group of every body of a drawing."""

    def __init__(self, drawn: Drawn, ontology: Ontology) -> None:
        self.drawn = drawn
        self.ontology = ontology
        self.linked: dict[str, set[str]] = defaultdict(set)
        for line in drawn.lines:
            self.linked[line.subject].add(line.object)
            self.linked[line.object].add(line.subject)
        self.levels = [id_ for id_ in drawn.bodies if self._is(id_, "SystemLevel")]
        self.anchors = self._ordered(self._anchors())
        self.under: dict[str, list[str]] = {anchor: [] for anchor in self.anchors}
        self.band = {id_: self._band(id_) for id_ in drawn.bodies if id_ not in self.levels}
        self._relieve(NATIONAL, _ROW, SYSTEM)
        self._relieve(AROUND, _ROW, MEMBERS)
        self._relieve(SUBREGION, 2 * len(self.anchors), SYSTEM)
        self.level_bands = self._levels()

    def rows(self) -> list[list[str]]:
        """Return the bodies of each band, without the levels and the system itself."""
        root = self.drawn.system.id
        return [
            [id_ for id_ in self.drawn.bodies if self.band.get(id_) == band and id_ != root]
            for band in range(len(BANDS))
        ]

    def _relieve(self, band: int, most: int, into: int) -> None:
        """Where a row is too full, let those with the fewest lines stand in a block instead."""
        full = [id_ for id_, found in self.band.items() if found == band]
        full.sort(key=lambda id_: (id_ not in self.anchors, -len(self.linked[id_]), id_))
        self.band.update(dict.fromkeys(full[most:], into))

    def _is(self, id_: str, *kinds: str) -> bool:
        return any(self.ontology.is_a(self.drawn.bodies[id_].type, kind) for kind in kinds)

    def _anchors(self) -> list[str]:
        system = self.drawn.system.id
        found = [id_ for id_ in sorted(self.linked[system]) if self._is(id_, "Collaboration")]
        return [id_ for id_ in found if any(self._is(far, "Organisation", "Area") for far in self.linked[id_])]

    def _ordered(self, anchors: list[str]) -> list[str]:
        """Put partnerships that share bodies side by side; by name where it makes no difference."""
        anchors = sorted(anchors, key=lambda id_: (self.drawn.bodies[id_].name, id_))
        if len(anchors) > 6:
            return anchors
        of = {id_: [anchor for anchor in anchors if id_ in self.linked[anchor]] for id_ in self.drawn.bodies}
        shared = [group for group in of.values() if len(group) > 1 and len(group) < len(anchors)]
        for id_ in self.drawn.bodies:
            if self._is(id_, "CombinedAuthority"):
                shared.append(sorted({anchor for far in self.linked[id_] for anchor in of.get(far, [])}))

        def spread(order: Sequence[str]) -> int:
            places = [[order.index(anchor) for anchor in group] for group in shared if group]
            return sum(max(place) - min(place) for place in places)

        orders = [list(order) for order in permutations(anchors)]
        return min(orders, key=lambda order: (spread(order), order))

    def _band(self, id_: str) -> int:
        if id_ == self.drawn.system.id:
            return SYSTEM
        if self._is(id_, "NationalBody", "GovernmentDepartment", "SecretaryOfState"):
            return NATIONAL
        if id_ in self.anchors:
            return SUBREGION
        if any(far in self.levels and far in self._anchor_levels() for far in self.linked[id_]):
            return SUBREGION
        if self._is(id_, "Organisation", "Area"):
            mine = [anchor for anchor in self.anchors if anchor in self.linked[id_]]
            if mine:
                self.under[mine[0]].append(id_)
                return MEMBERS
            direct = id_ in self.linked[self.drawn.system.id] or not self.linked[id_] - set(self.levels)
            return MEMBERS if direct or not self.anchors else AROUND
        near = {far for far in self.linked[id_] if self._is(far, "Organisation")}
        return AROUND if near and near == self.linked[id_] else SYSTEM

    def _anchor_levels(self) -> set[str]:
        return {far for anchor in self.anchors for far in self.linked[anchor] if far in self.levels}

    def kind(self, id_: str) -> str:
        """Return the kind of a body that has a look of its own."""
        return kind_of(self.ontology, self.drawn.bodies[id_].type)

    def groups(self, ids: list[str]) -> list[Group]:
        """Return who stands together under the system: what is around it, its groups, its activities by type."""
        linked = self.linked[self.drawn.system.id]
        types = Counter(self.drawn.bodies[id_].type for id_ in ids if id_ in linked)
        groups: dict[str, list[str]] = {"around": [], "groups": [], "activities": []}
        for id_ in ids:
            type_name = self.drawn.bodies[id_].type
            activity = self._is(id_, "Activity")
            name = "around" if id_ not in linked else "activities" if activity else "groups"
            groups.setdefault(type_name if name == "activities" and types[type_name] > 4 else name, []).append(id_)
        blocks: list[Group] = []
        for members in groups.values():
            most = _block(len(members))
            blocks += [(None, members[n : n + most]) for n in range(0, len(members), most)]
        return blocks

    def members(self, ids: list[str]) -> list[Group]:
        """Return who stands together under each partnership, and those under none."""
        groups: list[Group] = list(self.under.items())
        placed = {id_ for members in self.under.values() for id_ in members}
        rest = sorted(set(ids) - placed, key=lambda id_: (self.order(id_), self.drawn.bodies[id_].name, id_))
        most = _block(len(rest))
        return [*groups, *((None, rest[n : n + most]) for n in range(0, len(rest), most))]

    def order(self, id_: str) -> int:
        """Return how far down in its column a body stands: commissioners, providers, councils, others."""
        wanted = ("ClinicalCommissioningGroup", "NHSTrust", "Council", "CombinedAuthority", "Organisation", "Area")
        kind = self.kind(id_)
        return wanted.index(kind) if kind in wanted else len(wanted)

    def _levels(self) -> dict[int, list[str]]:
        """Return the levels by band: beside the bodies at them, else beside the rows that their names speak of."""
        at: dict[int, list[str]] = defaultdict(list)
        for id_ in sorted(self.levels, key=lambda id_: (-len(self.linked[id_] & set(self.levels)), id_)):
            bands = [self.band[far] for far in self.linked[id_] if far in self.band]
            name = self.drawn.bodies[id_].name.lower()
            named = next((band for word, band in _BAND_WORDS if word in name), SYSTEM)
            at[max(sorted(set(bands)), key=bands.count) if bands else named].append(id_)
        return at


def _block(count: int) -> int:
    """Return how many of ``count`` bodies stand in one block, so that the blocks are together wider than high."""
    return max(24, 2 * round(math.sqrt(count * 11.4) / 2))

"""Who stands in which row and with whom: bands by level as a device for the eye, which every line may overrule.

The bands follow the types of bodies; the rows within them, and the bands themselves, follow the lines (``ranks``).
They are an arrangement and claim nothing. A drawing about a body that is no system has no bands: its rows lie above
and beneath that body.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import permutations

from ics_graph.explorer.layout.ranks import Rank, Ranks, ordering
from ics_graph.explorer.selection import Selection, is_system
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
_ORDER = ("ClinicalCommissioningGroup", "NHSTrust", "Council", "CombinedAuthority", "Organisation", "Area")
_MAIN = 3
"""The first of these are what systems are made of, and stand among the members whatever they are linked to."""
_COLUMNS = 8
"""How many partnerships head columns of their own: more would make the drawing too wide to read."""


class Places:
    """The row of every body of a drawing, the levels at its side, and the groups that stand together in a row."""

    def __init__(self, drawn: Selection, ontology: Ontology) -> None:
        self.drawn = drawn
        self.ontology = ontology
        self.root = drawn.system.id
        self.linked: dict[str, set[str]] = defaultdict(set)
        for line in drawn.lines:
            self.linked[line.subject].add(line.object)
            self.linked[line.object].add(line.subject)
        self.pairs = ordering(drawn.lines)
        # The order in which bodies were reached says nothing, and must not show.
        self.ids = sorted(drawn.bodies)
        self.banded = is_system(ontology, drawn.system)
        self.levels = self._levels() if self.banded else []
        self.anchors = self._ordered(self._anchors()) if self.banded else []
        self.under: dict[str, list[str]] = {anchor: [] for anchor in self.anchors}
        self.companions: dict[str, str] = {}
        self._columns: dict[str, str] = {}
        bodies = [id_ for id_ in self.ids if id_ not in self.levels]
        self.ranks = Ranks(bodies, self.pairs)
        self.rank = self._banded(bodies) if self.banded else self._about()
        self.level_bands = self._level_bands()

    def rows(self) -> list[tuple[Rank, list[str]]]:
        """Return the rows from top to bottom: its rank, and the bodies in it."""
        rows: dict[Rank, list[str]] = defaultdict(list)
        for id_ in self.ids:
            if id_ in self.rank:
                rows[self.rank[id_]].append(id_)
        return sorted(rows.items())

    def column(self, id_: str) -> str | None:
        """Return the partnership beneath which a body stands, if it stands beneath one."""
        return self._columns.get(id_)

    def kind(self, id_: str) -> str:
        """Return the kind of a body that has a look of its own."""
        return kind_of(self.ontology, self.drawn.bodies[id_].type)

    def groups(self, ids: Sequence[str]) -> list[list[str]]:
        """Return who of a row stands together: activities by type, what is not the system's own apart, or by kind."""
        linked = self.linked[self.root]
        types = Counter(self.drawn.bodies[id_].type for id_ in ids if id_ in linked)
        groups: dict[str, list[str]] = {}
        for id_ in ids:
            type_name = self.drawn.bodies[id_].type
            if not self.banded:
                name = type_name
            elif self._is(id_, "Activity") and id_ in linked:
                name = type_name if types[type_name] > 4 else "activities"
            elif self.rank[id_][0] == SYSTEM:
                name = "groups" if id_ in linked else "around"
            else:
                name = "all"
            groups.setdefault(name, []).append(id_)
        made: list[list[str]] = []
        for members in groups.values():
            members = sorted(
                members, key=lambda id_: (self.order(id_), self.kind(id_), self.drawn.bodies[id_].name, id_)
            )
            most = _block(len(members))
            made += [members[n : n + most] for n in range(0, len(members), most)]
        return made

    def order(self, id_: str) -> int:
        """Return how far down in its block a body stands: commissioners, providers, councils, others."""
        kind = self.kind(id_)
        return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    def _is(self, id_: str, *kinds: str) -> bool:
        return any(self.ontology.is_a(self.drawn.bodies[id_].type, kind) for kind in kinds)

    def _levels(self) -> list[str]:
        """Return the levels that can stand at the side: those that no line leads away from to a body in the rows."""
        levels = {id_ for id_ in self.ids if self._is(id_, "SystemLevel")} - {self.root}
        while True:
            led = {low for low, high in self.pairs if low in levels and high not in levels}
            if not led:
                return [id_ for id_ in self.ids if id_ in levels]
            levels -= led

    def _anchors(self) -> list[str]:
        partnerships = [id_ for id_ in sorted(self.linked[self.root]) if self._is(id_, "Collaboration")]
        upper = {high for low, high in self.pairs if low == self.root}
        partnerships = [id_ for id_ in partnerships if id_ not in upper]
        heads = [id_ for id_ in partnerships if any(self._is(far, "Organisation", "Area") for far in self.linked[id_])]
        return sorted(heads, key=lambda id_: (-len(self.linked[id_]), id_))[:_COLUMNS]

    def _ordered(self, anchors: list[str]) -> list[str]:
        """Put partnerships that share bodies side by side; by name where it makes no difference."""
        anchors = sorted(anchors, key=lambda id_: (self.drawn.bodies[id_].name, id_))
        if len(anchors) > 6:
            return anchors
        of = {id_: [anchor for anchor in anchors if id_ in self.linked[anchor]] for id_ in self.ids}
        shared = [group for group in of.values() if len(group) > 1 and len(group) < len(anchors)]
        for id_ in self.ids:
            if self._is(id_, "CombinedAuthority"):
                shared.append(sorted({anchor for far in self.linked[id_] for anchor in of.get(far, [])}))

        def spread(order: Sequence[str]) -> int:
            places = [[order.index(anchor) for anchor in group] for group in shared if group]
            return sum(max(place) - min(place) for place in places)

        orders = [list(order) for order in permutations(anchors)]
        return min(orders, key=lambda order: (spread(order), order))

    def _banded(self, bodies: Sequence[str]) -> dict[str, Rank]:
        wanted = {id_: self._wanted(id_) for id_ in bodies}
        fixed = [id_ for id_ in (self.root, *self.anchors) if id_ in wanted]
        for ids, band in ((self.anchors, SUBREGION), ([self.root], SYSTEM)):
            for id_ in self.ranks.over(ids):
                if id_ not in fixed:
                    wanted[id_] = min(wanted[id_], band)
        # Those to whom the members of the partnerships belong stand above them, and not around them.
        for n in reversed(self.ranks.downwards):
            for id_ in self.ranks.circles[n]:
                led = [wanted[low] for m in self.ranks.below[n] for low in self.ranks.circles[m]]
                if wanted[id_] == AROUND and id_ not in fixed and {SUBREGION, MEMBERS} & set(led):
                    wanted[id_] = SUBREGION
        bands = self.ranks.bands(wanted, fixed)
        for id_ in self.anchors:
            if bands[id_] != SUBREGION:
                self.under[id_] = []
        heads = [id_ for id_ in self.anchors if bands[id_] == SUBREGION]
        self._columns = {
            id_: anchor for anchor in heads for id_ in self.under[anchor] if bands[id_] == MEMBERS and id_ not in heads
        }
        self.companions = self._companions(heads, bands)
        kinds = {id_: self.drawn.bodies[id_].type for id_ in bodies if bands[id_] in (SYSTEM, MEMBERS)}
        kinds.pop(self.root, None)
        depths = self.ranks.depths(bands, [*heads, *self.companions.values()], kinds)
        self._settle(bands, depths)
        return {id_: (bands[id_], depths[id_]) for id_ in bodies}

    def _settle(self, bands: dict[str, int], depths: dict[str, int]) -> None:
        """Let what no line ties to its band stand where there are others, beneath the system."""
        if bands[self.root] != SYSTEM:
            return
        lines = {id_ for low, high in self.pairs if bands.get(low) == bands.get(high) == SYSTEM for id_ in (low, high)}
        for id_, band in bands.items():
            if band == SYSTEM and id_ not in lines and id_ != self.root:
                depths[id_] = depths[self.root] + 1

    def _companions(self, heads: Sequence[str], bands: dict[str, int]) -> dict[str, str]:
        """Return what stands beside each partnership, at its level: by name, where there is at most one for each."""
        levels = {far for anchor in heads for far in self.linked[anchor] if far in self.levels}
        units = [
            id_
            for id_, band in bands.items()
            if band == SUBREGION
            and id_ not in heads
            and self.linked[id_] & levels
            and self._is(id_, "OrganisationalUnit")
        ]
        if len(units) > len(heads):
            return {}
        by_name = [sorted(ids, key=lambda id_: (self.drawn.bodies[id_].name, id_)) for ids in (heads, units)]
        return dict(zip(*by_name, strict=False))

    def _wanted(self, id_: str) -> int:
        """Return the band in which a body stands unless a line speaks against it."""
        if id_ == self.root:
            return SYSTEM
        if self._is(id_, "NationalBody", "GovernmentDepartment", "SecretaryOfState"):
            return NATIONAL
        if id_ in self.anchors:
            return SUBREGION
        at = {far for anchor in self.anchors for far in self.linked[anchor] if far in self.levels}
        if self.linked[id_] & at:
            return SUBREGION
        if self._is(id_, "Organisation", "Area"):
            mine = [anchor for anchor in self.anchors if anchor in self.linked[id_]]
            if mine:
                self.under[mine[0]].append(id_)
                return MEMBERS
            direct = id_ in self.linked[self.root] or not self.linked[id_] - set(self.levels)
            return MEMBERS if direct or not self.anchors or self.order(id_) < _MAIN else AROUND
        near = {far for far in self.linked[id_] if self._is(far, "Organisation")}
        return AROUND if near and near == self.linked[id_] else SYSTEM

    def _about(self) -> dict[str, Rank]:
        """Return the ranks about a body that is no system: what is above it, its own row, what is beneath it."""
        over, under = self.ranks.over([self.root]), self.ranks.under([self.root])
        beneath = self.ranks.over(under) - over
        wanted = {id_: 0 if id_ in over else 1 for id_ in self.ranks.of}
        wanted.update({id_: 2 for id_ in self.ranks.of if id_ in under and id_ not in over})
        # Whatever no line ties to the body stands beneath it, unless it leads what stands beneath.
        ordered = {id_ for pair in self.pairs for id_ in pair}
        wanted.update({id_: 2 for id_ in self.ranks.of if id_ not in ordered and id_ != self.root})
        wanted.update({id_: 1 for id_ in beneath if id_ not in under and id_ != self.root})
        bands = self.ranks.bands(wanted, [self.root])
        types = {id_: self.drawn.bodies[id_].type for id_ in self.ranks.of if id_ != self.root}
        depths = self.ranks.depths(bands, (), types)
        return {id_: (bands[id_], depths[id_]) for id_ in self.ranks.of}

    def _level_bands(self) -> dict[int, list[str]]:
        """Return the levels by band, none beneath a body that is at it nor beneath a level that is part of it."""
        level = Ranks(self.levels, self.pairs)
        band: dict[str, int] = {}
        for n in reversed(level.downwards):
            for id_ in level.circles[n]:
                bands = [self.rank[far][0] for far in sorted(self.linked[id_]) if far in self.rank]
                name = self.drawn.bodies[id_].name.lower()
                named = next((number for word, number in _BAND_WORDS if word in name), SYSTEM)
                led = [self.rank[low][0] for low, high in self.pairs if high == id_ and low in self.rank]
                led += [band[low] for m in level.below[n] for low in level.circles[m]]
                band[id_] = min([max(sorted(set(bands)), key=bands.count) if bands else named, *led])
        by_band: dict[int, list[str]] = defaultdict(list)
        for n in level.downwards:
            for id_ in level.circles[n]:
                by_band[band[id_]].append(id_)
        return by_band


def _block(count: int) -> int:
    """Return how many of ``count`` bodies stand in one block, so that the blocks are together wider than high."""
    return max(24, 2 * round(math.sqrt(count * 11.4) / 2))

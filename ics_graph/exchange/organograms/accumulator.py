"""What organograms were found to show: each thing once, each line by the spells in which snapshots show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ics_graph.dates import in_words
from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.organograms.tables import OrganogramRow, Snapshot
from ics_graph.model import (
    About,
    Claim,
    Completeness,
    Dataset,
    Entity,
    Extent,
    Fact,
    Gap,
    GapReason,
    Identifier,
    Relation,
    Source,
)
from ics_graph.model.records import key_of

# The lines of which a post's row says all that there are, and their families.
_OF_A_POST = {"reportsTo": "reporting", "holdsPost": "leadership", "postAt": "leadership"}


@dataclass(eq=False, slots=True)
class Thing:
    """An entity in the making."""

    type: str
    name: str
    identifiers: tuple[Identifier, ...] = ()
    other_names: set[str] = field(default_factory=set)
    claims: dict[Claim, None] = field(default_factory=dict)
    extent: Extent = "one"
    unnamed: bool = False
    note: str | None = None


@dataclass(eq=False, slots=True)
class _Seen:
    """On which snapshots of which organisation something was seen."""

    organisation: str
    kind: str
    claims: list[tuple[Snapshot, Claim]] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)


class Accumulator:
    """Gathers records; ``ids`` has the id of each thing by what makes it that thing."""

    def __init__(self, known_entities: KnownEntities, report: Report) -> None:
        self.known_entities = known_entities
        self.report = report
        self.things: dict[str, Thing] = {}
        self.lines: dict[tuple[str, str, str], _Seen] = {}
        self.facts: dict[tuple[str, str, float | None, str | None, str | None], list[Claim]] = defaultdict(list)
        self.gaps: dict[tuple[str, GapReason], list[Claim]] = defaultdict(list)
        self.days: dict[tuple[str, str], list[Snapshot]] = defaultdict(list)
        self.ids: dict[tuple[str, ...], str] = {}
        self.taken = set(known_entities.dataset.entities)

    def thing(
        self, row: OrganogramRow, key: tuple[str, ...], id_: str, type_: str, name: str, dated: bool = True
    ) -> str:
        """Return the id of an entity of this key, made where there is none; the row is a claim of it."""
        if key not in self.ids:
            new_id = fresh(id_ or "x", self.taken)
            self.taken.add(new_id)
            self.ids[key] = new_id
            self.things[new_id] = Thing(type_, name)
            near = self.known_entities.near("", "", type_, name)
            if near is not None and type_ not in ("Post", "Division"):
                reason = "a body or person that is known already has this name; made anew, as a name is no identity"
                self.report.doubt(row.snapshot.name, row.line, f"{name} ({near.id})", reason)
        id_ = self.ids[key]
        thing = self.things[id_]
        if (
            type_ in ("Post", "Person")
            or not thing.claims
            or row.snapshot.source not in {c.source for c in thing.claims}
        ):
            claim = self.claim(row) if dated else Claim(row.snapshot.source, f"line {row.line}", observed="never")
            thing.claims.setdefault(claim)
        return id_

    def line(
        self, row: OrganogramRow, subject: str, type_: str, object_: str, organisation: str, role: str | None = None
    ) -> None:
        """Take in a line, with the role that the row gives; of rows of one snapshot that agree the first is cited."""
        seen = self.lines.setdefault((subject, type_, object_), _Seen(organisation, row.snapshot.kind))
        if not any(snapshot is row.snapshot for snapshot, _ in seen.claims):
            seen.claims.append((row.snapshot, self.claim(row)))
        seen.roles |= {role: None} if role else {}

    def fact(
        self,
        row: OrganogramRow,
        entity: str,
        property_: str,
        number: float | None = None,
        unit: str | None = None,
        text: str | None = None,
    ) -> None:
        """Take in a fact, with the claims of all that agree."""
        claims = self.facts[entity, property_, number, unit, text]
        if all(claim.source != row.snapshot.source for claim in claims):
            claims.append(self.claim(row))

    def claim(self, row: OrganogramRow) -> Claim:
        """Return the claim of a row."""
        return Claim(row.snapshot.source, f"line {row.line}")

    def skip(self, row: OrganogramRow, reason: str) -> None:
        """Tell of a row that is not taken over."""
        self.report.skip(row.snapshot.name, row.line, row["ref"] or row["title"], reason)

    def doubt(self, row: OrganogramRow, reason: str) -> None:
        """Tell of a row that was taken over and should be looked at."""
        self.report.doubt(row.snapshot.name, row.line, row["ref"] or row["title"], reason)

    def dataset(self, snapshots: Sequence[Snapshot]) -> Dataset:
        """Return what was gathered."""
        taken = set(self.known_entities.dataset.sources)
        renamed = {}
        sources = {}
        for snapshot in snapshots:
            id_ = fresh(snapshot.source, taken)
            renamed[snapshot.source] = id_
            title = f"Organogram, {snapshot.kind} posts ({snapshot.name})"
            sources[id_] = Source(id_, title, "data file", date=snapshot.date)
        entities = {id_: _entity(id_, thing) for id_, thing in self.things.items()}
        names = dict.fromkeys(e.name for key, e in ((k, entities[i]) for k, i in self.ids.items()) if key[0] == "org")
        title = f"Organogram of {', '.join(names) or 'a department'}"
        facts: dict[str, Fact] = {}
        for (entity, property_, number, unit, text), claims in self.facts.items():
            fact = Fact("", entity, property_, number, unit, text=text, claims=tuple(claims))
            id_ = fresh(key_of(fact), facts)
            facts[id_] = Fact(id_, entity, property_, number, unit, text=text, claims=tuple(claims))
        gaps: dict[str, Gap] = {}
        for (entity, reason), claims in self.gaps.items():
            id_ = fresh(f"{entity}:gap:holder", gaps, f"{entity}:gap:holder:{reason}")
            gaps[id_] = Gap(id_, entity, "holder", reason, tuple(claims))
        relations = {relation.id: relation for relation in self.relations()}
        complete = {whole.id: whole for whole in self.complete()}
        made = Dataset((About("organogram", title),), sources, entities, relations, facts, {}, gaps, complete)
        return made if all(a == b for a, b in renamed.items()) else _renamed(made, renamed)

    def complete(self) -> Iterable[Completeness]:
        """Yield what snapshots give as the whole list of a post: of the next and the previous that lack a line of it.

        A row names the post above, the holder and the place; a post without a row has none of these.
        """
        lists: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
        for (subject, type_, object_), seen in self.lines.items():
            if type_ not in _OF_A_POST:
                continue
            post = object_ if type_ == "holdsPost" else subject
            shown = {snapshot.source for snapshot, _ in seen.claims}
            dates = {snapshot.date for snapshot, _ in seen.claims}
            days = [s for s in self.days[seen.organisation, seen.kind] if s.date is not None]
            for near, other in (pair for two in pairwise(days) for pair in (two, two[::-1])):
                # Of two files of one day, one may go on where the other ends.
                if near.source in shown and other.source not in shown and other.date not in dates:
                    lists[post, _OF_A_POST[type_]][other.source] = self.row_of(post, other)
        for (post, family), claims in lists.items():
            whole = Completeness("", post, family, tuple(claims[source] for source in sorted(claims)))
            yield replace(whole, id=key_of(whole))

    def row_of(self, post: str, snapshot: Snapshot) -> Claim:
        """Return the claim of a post's row in a snapshot, or that it has none."""
        rows = [claim for claim in self.things[post].claims if claim.source == snapshot.source]
        if rows:
            return Claim(snapshot.source, rows[-1].locator)
        return Claim(snapshot.source, basis="inferred", note="the file has no row of this post")

    def relations(self) -> Iterable[Relation]:
        """Yield each line by its spells: snapshots one after the other that all show it are one spell."""
        for (subject, type_, object_), seen in self.lines.items():
            days = [s for s in self.days[seen.organisation, seen.kind] if s.date is not None]
            spells: list[list[tuple[Snapshot, Claim]]] = []
            for snapshot, claim in seen.claims:
                before = spells[-1][-1][0] if spells else None
                together = before is None or before.date is None or snapshot.date is None
                together = together or not _between(before, snapshot, days)
                if spells and together:
                    spells[-1].append((snapshot, claim))
                else:
                    spells.append([(snapshot, claim)])
            for number, spell in enumerate(spells):
                id_ = f"{subject}:{type_}:{object_}" + (f":seen-{spell[0][0].date}" if number else "")
                last = spell[-1][0]
                after = next((s for s in days if last.date and s.date and s.date.earliest > last.date.latest), None)
                note = f"no longer in the organogram of {in_words(after.date)}" if after and after.date else None
                role = "; ".join(seen.roles) or None
                claims = tuple(claim for _, claim in spell)
                yield Relation(id_, subject, type_, object_, role=role, claims=claims, note=note)


def _between(before: Snapshot | None, after: Snapshot, days: Sequence[Snapshot]) -> bool:
    """Return whether there is a snapshot of the same organisation between two."""
    if before is None or before.date is None or after.date is None:
        return False
    return any(s.date and before.date.latest < s.date.earliest and s.date.latest < after.date.earliest for s in days)


def _renamed(made: Dataset, ids: dict[str, str]) -> Dataset:
    """Return a dataset whose claims cite their sources by the ids that these have got."""

    def cited(record: Entity | Relation | Fact | Gap | Completeness) -> tuple[Claim, ...]:
        return tuple(replace(claim, source=ids[claim.source]) for claim in record.claims)

    return replace(
        made,
        entities={id_: replace(r, claims=cited(r)) for id_, r in made.entities.items()},
        relations={id_: replace(r, claims=cited(r)) for id_, r in made.relations.items()},
        facts={id_: replace(r, claims=cited(r)) for id_, r in made.facts.items()},
        gaps={id_: replace(r, claims=cited(r)) for id_, r in made.gaps.items()},
        complete={id_: replace(r, claims=cited(r)) for id_, r in made.complete.items()},
    )


def _entity(id_: str, thing: Thing) -> Entity:
    return Entity(
        id_,
        thing.type,
        thing.name,
        tuple(thing.other_names - {thing.name}),
        thing.identifiers,
        extent=thing.extent,
        unnamed=thing.unnamed,
        claims=tuple(thing.claims),
        note=thing.note,
    )

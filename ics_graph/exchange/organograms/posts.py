"""From the rows of organograms to a dataset: posts and their holders as each snapshot shows them.

A snapshot says what was so on its day. That a line is not in the next one says that it had ended by then, and nobody
says on which day: so no last day is written, and a line that comes back after a snapshot without it is another spell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from ics_graph.exchange.matching import Known, fresh
from ics_graph.exchange.organograms.tables import Row, Snapshot
from ics_graph.exchange.reading import slug
from ics_graph.exchange.reports import Report
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Extent,
    Fact,
    Gap,
    GapReason,
    Identifier,
    Relation,
    Source,
    key_of,
)

_NOBODY: dict[str, GapReason] = {
    "vacant": "vacant",
    "vacancy": "vacant",
    "n/d": "not-published",
    "nd": "not-published",
    "not disclosed": "not-published",
    "redacted": "not-published",
    "tbc": "to-be-confirmed",
    "tba": "to-be-confirmed",
    "to be confirmed": "to-be-confirmed",
    "n/a": "not-stated",
    "na": "not-stated",
    "-": "not-stated",
    "": "not-stated",
}
_TOP = {"xx", "x", "n/a", "na", "-", ""}
_TITLES = re.compile(r"^((sir|dame|lord|lady|baroness|dr|prof|professor|mr|mrs|ms|miss|rt hon)\.? )+", re.IGNORECASE)
_ALIKE = 85
_TYPES = (
    (r"\b(CCG|Clinical Commissioning Group)$", "ClinicalCommissioningGroup"),
    (r"\bNHS Foundation Trust$", "FoundationTrust"),
    (r"\bNHS Trust$", "NHSTrust"),
)


@dataclass(eq=False, slots=True)
class _Thing:
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


class Posts:
    """Gathers what the snapshots show, row by row."""

    def __init__(self, known: Known, report: Report) -> None:
        self.known = known
        self.report = report
        self.things: dict[str, _Thing] = {}
        self.lines: dict[tuple[str, str, str], _Seen] = {}
        self.facts: dict[tuple[str, str, float | None, str | None, str | None], list[Claim]] = defaultdict(list)
        self.gaps: dict[tuple[str, GapReason], list[Claim]] = defaultdict(list)
        self.days: dict[tuple[str, str], list[Snapshot]] = defaultdict(list)
        self.people: dict[str, dict[str, Row]] = defaultdict(dict)
        self.ids: dict[tuple[str, ...], str] = {}
        self.only_named: dict[str, Row] = {}

    def add(self, snapshots: Sequence[Snapshot]) -> None:
        """Take in all rows."""
        for snapshot in snapshots:
            self.report.say(f"reading {snapshot.name}")
            heads: dict[str, list[Row]] = defaultdict(list)
            up: dict[str, set[str]] = defaultdict(set)
            seen: dict[tuple[tuple[str, str], ...], int] = {}
            holders: dict[str, set[str]] = defaultdict(set)
            for row in snapshot.rows:
                key = tuple(sorted(row.cells.items()))
                if key in seen:
                    self.skip(row, "the very row stands above")
                    continue
                seen[key] = row.line
                if not row["organisation"]:
                    self.skip(row, "the row names no organisation")
                    continue
                organisation = self.organisation(row)
                if snapshot not in self.days[organisation, snapshot.kind]:
                    self.days[organisation, snapshot.kind].append(snapshot)
                if snapshot.kind == "senior":
                    self.senior(row, organisation, heads, up, holders)
                else:
                    self.junior(row, organisation)
            self.tell_shape(heads, up, snapshot)

    def organisation(self, row: Row) -> str:
        """Return the organisation of a row, which is part of its department where it is another."""
        name, department = row["organisation"], row["department"]
        above = ""
        if department:
            above = self.thing(
                row, ("dept", department.casefold()), slug(department), "GovernmentDepartment", department
            )
        if name.casefold() == department.casefold():
            return above
        type_ = next((type_ for pattern, type_ in _TYPES if re.search(pattern, name, re.IGNORECASE)), "Organisation")
        id_ = self.thing(row, ("org", name.casefold()), slug(name), type_, name)
        if above:
            self.line(row, id_, "partOf", above, id_)
        return id_

    def unit(self, row: Row, organisation: str) -> str:
        """Return where a post is: in the unit that the row names, else in the organisation."""
        name = row["unit"]
        if not name or name.casefold() == row["organisation"].casefold():
            return organisation
        id_ = self.thing(
            row, ("unit", organisation, name.casefold()), f"{organisation}-{slug(name, 60)}", "Division", name
        )
        self.line(row, id_, "subOrganisationOf", organisation, organisation)
        return id_

    def senior(
        self,
        row: Row,
        organisation: str,
        heads: dict[str, list[Row]],
        up: dict[str, set[str]],
        holders: dict[str, set[str]],
    ) -> None:
        """Take in a post with its holder and the post that it reports to."""
        if not row["ref"] or row["ref"].casefold() in _TOP:
            self.skip(row, "the post has no reference")
            return
        holder = row["name"].casefold().strip(".")
        if holder in ("eliminated", "post eliminated"):
            post = self.post(row, organisation, row["ref"], eliminated=True)
            self.fact(row, post, "status", text="eliminated")
            return
        post = self.post(row, organisation, row["ref"])
        if row["valid"] in ("0", "no", "No", "FALSE", "false"):
            self.doubt(row, "the file itself marks the row as not valid")
        self.line(row, post, "postAt", self.unit(row, organisation), organisation)
        self.describe(row, post)
        if row["fte"]:
            self.full_time(row, post)
        reason = next((r for word, r in _NOBODY.items() if holder == word), None)
        if reason is None and holder.startswith("vacant"):
            reason = "vacant"
        if reason is not None:
            self.gaps[post, reason].append(self.claim(row))
        else:
            person = self.person(row, organisation)
            self.line(row, person, "holdsPost", post, organisation)
            holders[post].add(person)
            if len(holders[post]) > 1:
                self.doubt(row, "the post has several holders on one day: shared, or given twice")
        self.reports(row, post, organisation, heads, up)

    def reports(
        self, row: Row, post: str, organisation: str, heads: dict[str, list[Row]], up: dict[str, set[str]]
    ) -> None:
        """Take in the post that a senior post reports to, or that it is at the top."""
        above = row["reports"]
        if above.casefold() in _TOP:
            heads[organisation].append(row)
            return
        boss = self.post_named(row, organisation, above)
        self.line(row, post, "reportsTo", boss, organisation)
        if boss == post:
            self.doubt(row, "the post reports to itself")
        else:
            up[post].add(boss)

    def junior(self, row: Row, organisation: str) -> None:
        """Take in a group of posts that the file tells of by title and grade, with how many they are."""
        title = row["title"] or "Posts"
        grade = f", grade {row['grade']}" if row["grade"] else ""
        place = row["unit"] or row["organisation"]
        parts = (row["unit"], row["title"], row["grade"], row["reports"], row["profession"])
        key = ("posts", organisation, *(part.casefold() for part in parts))
        words = "-".join(slug(part, 30) for part in (title, row["grade"], row["unit"]) if part)
        group = self.thing(row, key, f"posts-{organisation}-{words}", "Post", f"{title}{grade}, {place}")
        number = _number(row["fte"])
        if number is not None and number > 1:
            self.things[group].extent = "several"
        self.line(row, group, "postAt", self.unit(row, organisation), organisation)
        self.describe(row, group)
        if row["fte"]:
            self.full_time(row, group)
        if row["reports"].casefold() in _TOP:
            self.doubt(row, "the posts report to no senior post")
        else:
            self.line(row, group, "reportsTo", self.post_named(row, organisation, row["reports"]), organisation)

    def post(self, row: Row, organisation: str, ref: str, eliminated: bool = False) -> str:
        """Return the post of a reference, with its name of this row."""
        place = row["unit"] or row["organisation"]
        name = f"{row['title'] or 'Post ' + ref}, {place}"
        key = ("post", organisation, ref.casefold())
        id_ = self.thing(row, key, f"post-{organisation}-{slug(ref) or 'x'}", "Post", name, dated=not eliminated)
        thing = self.things.get(id_)
        if thing is not None:
            thing.identifiers = (Identifier("organogram", ref),)
            if thing.unnamed or thing.name != name:
                thing.other_names |= set() if thing.unnamed else {thing.name}
                thing.name, thing.unnamed, thing.note = name, False, None
        return id_

    def post_named(self, row: Row, organisation: str, ref: str) -> str:
        """Return the post that a reference names: one of the file, or one known by its reference alone."""
        key = ("post", organisation, ref.casefold())
        if key not in self.ids:
            id_ = self.thing(row, key, f"post-{organisation}-{slug(ref) or 'x'}", "Post", f"Post {ref}")
            self.things[id_].unnamed = True
            self.things[id_].identifiers = (Identifier("organogram", ref),)
            self.things[id_].note = "known by its reference alone"
            self.only_named[id_] = row
        return self.ids[key]

    def person(self, row: Row, organisation: str) -> str:
        """Return the person that a row names; the same name in one organisation is the same person."""
        name = row["name"]
        key = ("person", organisation, name.casefold())
        id_ = self.thing(row, key, f"person-{slug(name, 50) or 'x'}-{organisation}", "Person", name)
        self.people[organisation].setdefault(id_, row)
        return id_

    def describe(self, row: Row, post: str) -> None:
        """Take in what a post is for, and its grade and profession."""
        if row["function"] and row["function"].casefold() not in _NOBODY:
            self.fact(row, post, "function", text=row["function"])
        for column in ("grade", "profession"):
            if row[column] and row[column].casefold() not in _NOBODY:
                self.fact(row, post, "note", text=f"{column}: {row[column]}")

    def full_time(self, row: Row, post: str) -> None:
        """Take in how many posts there are, in full-time equivalents."""
        number = _number(row["fte"])
        if number is None:
            self.doubt(row, "the number of posts is none; taken over without it")
        else:
            self.fact(row, post, "count", number=number, unit="posts (full-time equivalent)")

    def thing(self, row: Row, key: tuple[str, ...], id_: str, type_: str, name: str, dated: bool = True) -> str:
        """Return the id of an entity of this key, made where there is none; the row is a claim of it."""
        if key not in self.ids:
            found = fresh(id_ or "x", {*self.things, *self.known.dataset.entities})
            self.ids[key] = found
            self.things[found] = _Thing(type_, name)
            near = self.known.near("", "", type_, name)
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

    def line(self, row: Row, subject: str, type_: str, object_: str, organisation: str) -> None:
        """Take in a line; of rows of one snapshot that say the same the first is cited."""
        seen = self.lines.setdefault((subject, type_, object_), _Seen(organisation, row.snapshot.kind))
        if not any(snapshot is row.snapshot for snapshot, _ in seen.claims):
            seen.claims.append((row.snapshot, self.claim(row)))

    def fact(
        self,
        row: Row,
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

    def claim(self, row: Row) -> Claim:
        """Return the claim of a row."""
        return Claim(row.snapshot.source, f"line {row.line}")

    def skip(self, row: Row, reason: str) -> None:
        """Tell of a row that is not taken over."""
        self.report.skip(row.snapshot.name, row.line, row["ref"] or row["title"], reason)

    def doubt(self, row: Row, reason: str) -> None:
        """Tell of a row that was taken over and should be looked at."""
        self.report.doubt(row.snapshot.name, row.line, row["ref"] or row["title"], reason)

    def tell_shape(self, heads: dict[str, list[Row]], up: dict[str, set[str]], snapshot: Snapshot) -> None:
        """Tell of several posts at the top, and of posts that report to one another in a circle."""
        for rows in heads.values():
            if len(rows) > 1:
                for row in rows:
                    self.doubt(row, "one of several posts at the top: it reports to none")
        try:
            TopologicalSorter(up).prepare()
        except CycleError as error:
            names = ", ".join(dict.fromkeys(self.things[id_].name for id_ in error.args[1]))
            self.report.doubt(snapshot.name, None, names, "posts that report to one another in a circle")

    def ask_of_names(self) -> None:
        """Put near-identical names of one organisation as a question: they are never merged."""
        from rapidfuzz import fuzz

        for people in self.people.values():
            plain = {id_: _TITLES.sub("", self.things[id_].name).casefold() for id_ in people}
            for one, other in combinations(people, 2):
                if fuzz.ratio(plain[one], plain[other]) >= _ALIKE:
                    row = people[other]
                    reason = "a name much like another of the organisation; kept as two people, and put as a question"
                    names = f"{self.things[one].name} / {self.things[other].name}"
                    self.report.doubt(row.snapshot.name, row.line, names, reason)
                    claim = Claim(row.snapshot.source, f"line {row.line}", basis="inferred", note="the names are alike")
                    self.facts[other, "possiblySameAs", None, None, self.things[one].name].append(claim)

    def dataset(self, snapshots: Sequence[Snapshot]) -> Dataset:
        """Return what was gathered."""
        self.ask_of_names()
        for id_, row in self.only_named.items():
            if self.things[id_].unnamed:
                self.doubt(row, "it reports to a post that is not in the files; taken over by its reference alone")
        taken = set(self.known.dataset.sources)
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
        made = Dataset((About("organogram", title),), sources, entities, relations, facts, {}, gaps)
        return made if all(a == b for a, b in renamed.items()) else _renamed(made, renamed)

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
                note = f"no longer in the organogram of {after.date}" if after else None
                yield Relation(id_, subject, type_, object_, claims=tuple(claim for _, claim in spell), note=note)


def _between(before: Snapshot | None, after: Snapshot, days: Sequence[Snapshot]) -> bool:
    """Return whether there is a snapshot of the same organisation between two."""
    if before is None or before.date is None or after.date is None:
        return False
    return any(s.date and before.date.latest < s.date.earliest and s.date.latest < after.date.earliest for s in days)


def _renamed(made: Dataset, ids: dict[str, str]) -> Dataset:
    """Return a dataset whose claims cite their sources by the ids that these have got."""
    from dataclasses import replace

    def cited(record: Entity | Relation | Fact | Gap) -> tuple[Claim, ...]:
        return tuple(replace(claim, source=ids[claim.source]) for claim in record.claims)

    return replace(
        made,
        entities={id_: replace(r, claims=cited(r)) for id_, r in made.entities.items()},
        relations={id_: replace(r, claims=cited(r)) for id_, r in made.relations.items()},
        facts={id_: replace(r, claims=cited(r)) for id_, r in made.facts.items()},
        gaps={id_: replace(r, claims=cited(r)) for id_, r in made.gaps.items()},
    )


def _entity(id_: str, thing: _Thing) -> Entity:
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


def _number(text: str) -> float | int | None:
    """Return a number of posts, a whole one as an integer; None where it is none or not above nought."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    if not 0 < number < 1_000_000:
        return None
    return int(number) if number.is_integer() else number

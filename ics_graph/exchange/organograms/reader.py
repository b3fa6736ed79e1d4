"""From the rows of organograms to a dataset: posts and their holders as each snapshot shows them.

A snapshot says what was so on its day. That a line is not in the next one says that it had ended by then, and nobody
says on which day: so no last day is written, but that the next one gives a whole list of the post, which bounds it. A
line that comes back after a snapshot without it is another spell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from ics_graph.exchange.entity_matching import KnownEntities
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.organograms.accumulator import Accumulator
from ics_graph.exchange.organograms.tables import OrganogramRow, Snapshot
from ics_graph.exchange.text_files import slug
from ics_graph.governance import SHARES
from ics_graph.model import Claim, Dataset, Identifier
from ics_graph.nobody import name_and_role, nobody_in, says_nothing

_NO_POST = {"xx", "x", "n/a", "na", "-", ""}
_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")
_TITLES = re.compile(r"^((sir|dame|lord|lady|baroness|dr|prof|professor|mr|mrs|ms|miss|rt hon)\.? )+", re.IGNORECASE)
_ALIKE = 85
_TYPES = (
    (r"\b(CCG|Clinical Commissioning Group)$", "ClinicalCommissioningGroup"),
    (r"\bNHS Foundation Trust$", "FoundationTrust"),
    (r"\bNHS Trust$", "NHSTrust"),
)


class OrganogramReader:
    """Takes in what the snapshots show, row by row."""

    def __init__(self, known_entities: KnownEntities, report: Report) -> None:
        self.accumulator = Accumulator(known_entities, report)
        self.people: dict[str, dict[str, OrganogramRow]] = defaultdict(dict)
        self.only_named: dict[str, OrganogramRow] = {}
        self.spellings: dict[tuple[str, int], set[str]] = defaultdict(set)
        """How the files write the references of posts that are numbers, by organisation."""
        self.rows_of_ref: dict[tuple[str, str], list[OrganogramRow]] = defaultdict(list)
        """The rows of each reference in each snapshot."""
        self.shares: dict[tuple[str, str], dict[str, tuple[OrganogramRow, float]]] = defaultdict(dict)
        """Of each post in each snapshot, how much of it each row gives."""

    def add(self, snapshots: Sequence[Snapshot]) -> None:
        """Take in all rows."""
        for row in (row for snapshot in snapshots if snapshot.kind == "senior" for row in snapshot.rows):
            self.rows_of_ref[row.snapshot.source, row["ref"].casefold()].append(row)
            if match := _NUMBER.fullmatch(row["ref"]):
                self.spellings[row["organisation"].casefold(), int(match[1])].add(row["ref"])
        for snapshot in snapshots:
            self.accumulator.report.say(f"reading {snapshot.name}")
            heads: dict[str, list[OrganogramRow]] = defaultdict(list)
            up: dict[str, set[str]] = defaultdict(set)
            seen: dict[tuple[tuple[str, str], ...], int] = {}
            holders: dict[str, set[str]] = defaultdict(set)
            for row in snapshot.rows:
                key = tuple(sorted(row.cells.items()))
                if key in seen:
                    self.accumulator.skip(row, "the very row stands above")
                    continue
                seen[key] = row.line
                if not row["organisation"]:
                    self.accumulator.skip(row, "the row names no organisation")
                    continue
                organisation = self.organisation(row)
                if snapshot not in self.accumulator.days[organisation, snapshot.kind]:
                    self.accumulator.days[organisation, snapshot.kind].append(snapshot)
                if snapshot.kind == "senior":
                    self.senior(row, organisation, heads, up, holders)
                else:
                    self.junior(row, organisation)
            self.tell_shape(heads, up, snapshot)

    def organisation(self, row: OrganogramRow) -> str:
        """Return the organisation of a row, which is part of its department where it is another."""
        name, department = row["organisation"], row["department"]
        above = ""
        if department:
            above = self.accumulator.thing(
                row, ("dept", department.casefold()), slug(department), "GovernmentDepartment", department
            )
        if name.casefold() == department.casefold():
            return above
        type_ = next((type_ for pattern, type_ in _TYPES if re.search(pattern, name, re.IGNORECASE)), "Organisation")
        id_ = self.accumulator.thing(row, ("org", name.casefold()), slug(name), type_, name)
        if above:
            self.accumulator.line(row, id_, "partOf", above, id_)
        return id_

    def unit(self, row: OrganogramRow, organisation: str) -> str:
        """Return where a post is: in the unit that the row names, else in the organisation."""
        name = row["unit"]
        if not name or name.casefold() == row["organisation"].casefold():
            return organisation
        id_ = self.accumulator.thing(
            row, ("unit", organisation, name.casefold()), f"{organisation}-{slug(name, 60)}", "Division", name
        )
        self.accumulator.line(row, id_, "subOrganisationOf", organisation, organisation)
        return id_

    def senior(
        self,
        row: OrganogramRow,
        organisation: str,
        heads: dict[str, list[OrganogramRow]],
        up: dict[str, set[str]],
        holders: dict[str, set[str]],
    ) -> None:
        """Take in a post with its holder and the post that it reports to."""
        if _names_no_post(row["ref"]):
            self.accumulator.skip(row, "the post has no reference")
            return
        if re.fullmatch(r"\W*(post )?eliminated\W*", row["name"], re.IGNORECASE):
            post = self.post(row, organisation, row["ref"], eliminated=True)
            self.accumulator.fact(row, post, "status", text="eliminated")
            return
        post = self.post(row, organisation, row["ref"])
        if row["valid"] in ("0", "no", "No", "FALSE", "false"):
            self.accumulator.doubt(row, "the file itself marks the row as not valid")
        self.accumulator.line(row, post, "postAt", self.unit(row, organisation), organisation)
        self.describe(row, post)
        share = self.share(row, post)
        nobody = nobody_in(row["name"])
        if nobody is not None:
            self.accumulator.gaps[post, nobody.reason].append(self.accumulator.claim(row))
            if nobody.with_more:
                self.accumulator.doubt(row, "the name says that nobody holds the post, and has other words beside it")
        else:
            person = self.person(row, organisation)
            roles = [name_and_role(row["name"])[1], share]
            role = ", ".join(filter(None, roles)) or None
            self.accumulator.line(row, person, "holdsPost", post, organisation, role)
            holders[post].add(person)
            if len(holders[post]) > 1 and not share:
                self.accumulator.doubt(row, "the post has several holders on one day: shared, or given twice")
        self.reports(row, post, organisation, heads, up)

    def reports(
        self,
        row: OrganogramRow,
        post: str,
        organisation: str,
        heads: dict[str, list[OrganogramRow]],
        up: dict[str, set[str]],
    ) -> None:
        """Take in the post that a senior post reports to, or that it is at the top."""
        above = row["reports"]
        if _names_no_post(above):
            heads[organisation].append(row)
            return
        boss = self.post_named(row, organisation, above)
        self.accumulator.line(row, post, "reportsTo", boss, organisation)
        if boss == post:
            self.accumulator.doubt(row, "the post reports to itself")
        else:
            up[post].add(boss)

    def junior(self, row: OrganogramRow, organisation: str) -> None:
        """Take in a group of posts that the file tells of by title and grade, with how many they are."""
        title = row["title"] or "Posts"
        grade = f", grade {row['grade']}" if row["grade"] else ""
        place = row["unit"] or row["organisation"]
        parts = (row["unit"], row["title"], row["grade"], row["reports"], row["profession"])
        key = ("posts", organisation, *(part.casefold() for part in parts))
        words = "-".join(slug(part, 30) for part in (title, row["grade"], row["unit"]) if part)
        group = self.accumulator.thing(row, key, f"posts-{organisation}-{words}", "Post", f"{title}{grade}, {place}")
        number = self.full_time(row)
        if number is not None and number > 1:
            self.accumulator.things[group].extent = "several"
        self.accumulator.line(row, group, "postAt", self.unit(row, organisation), organisation)
        self.describe(row, group)
        if number is not None:
            self.count(row, group, number)
        if _names_no_post(row["reports"]):
            self.accumulator.doubt(row, "the posts report to no senior post")
        else:
            self.accumulator.line(
                row, group, "reportsTo", self.post_named(row, organisation, row["reports"]), organisation
            )

    def post(self, row: OrganogramRow, organisation: str, ref: str, eliminated: bool = False) -> str:
        """Return the post of a reference, with its name of this row."""
        place = row["unit"] or row["organisation"]
        name = f"{row['title'] or 'Post ' + ref}, {place}"
        key = ("post", organisation, ref.casefold())
        id_ = self.accumulator.thing(
            row, key, f"post-{organisation}-{slug(ref) or 'x'}", "Post", name, dated=not eliminated
        )
        thing = self.accumulator.things.get(id_)
        if thing is not None:
            thing.identifiers = (Identifier("organogram", ref),)
            if thing.unnamed or thing.name != name:
                thing.other_names |= set() if thing.unnamed else {thing.name}
                thing.name, thing.unnamed, thing.note = name, False, None
        return id_

    def post_named(self, row: OrganogramRow, organisation: str, ref: str) -> str:
        """Return the post that a reference names: one of the file, or one known by its reference alone."""
        if (match := _NUMBER.fullmatch(ref)) and int(match[1]):
            spelt = self.spellings[row["organisation"].casefold(), int(match[1])]
            if len(spelt) == 1 and ref not in spelt:
                (ref,) = spelt
                reason = "a reference written as another number in the file, as a spreadsheet writes it; read as that"
                self.accumulator.report.doubt(row.snapshot.name, row.line, f"{row['reports']} for {ref}", reason)
        key = ("post", organisation, ref.casefold())
        if key not in self.accumulator.ids:
            id_ = self.accumulator.thing(row, key, f"post-{organisation}-{slug(ref) or 'x'}", "Post", f"Post {ref}")
            self.accumulator.things[id_].unnamed = True
            self.accumulator.things[id_].identifiers = (Identifier("organogram", ref),)
            self.accumulator.things[id_].note = "known by its reference alone"
            self.only_named[id_] = row
        return self.accumulator.ids[key]

    def person(self, row: OrganogramRow, organisation: str) -> str:
        """Return the person that a row names; the same name in one organisation is the same person."""
        name = name_and_role(row["name"])[0]
        key = ("person", organisation, name.casefold())
        id_ = self.accumulator.thing(row, key, f"person-{slug(name, 50) or 'x'}-{organisation}", "Person", name)
        self.people[organisation].setdefault(id_, row)
        return id_

    def describe(self, row: OrganogramRow, post: str) -> None:
        """Take in what a post is for, and its grade and profession."""
        if row["function"] and not says_nothing(row["function"]):
            self.accumulator.fact(row, post, "function", text=row["function"])
        for column in ("grade", "profession"):
            if row[column] and not says_nothing(row[column]):
                self.accumulator.fact(row, post, "note", text=f"{column}: {row[column]}")

    def share(self, row: OrganogramRow, post: str) -> str | None:
        """Take in how much of a post a row of it gives; return its holder's share in words, if it is shared."""
        number = self.full_time(row)
        if number is None:
            return None
        self.shares[post, row.snapshot.source].setdefault(row["name"].casefold(), (row, number))
        rows = self.rows_of_ref[row.snapshot.source, row["ref"].casefold()]
        same = {(other["organisation"], other["title"].casefold()) for other in rows}
        numbers = {other["name"].casefold(): _number(other["fte"]) or 0 for other in rows}
        is_shared = len(numbers) > 1 and len(same) == 1 and abs(sum(numbers.values()) - 1) < 0.01
        return f"{SHARES}: {number:g} of full time" if is_shared else None

    def full_time(self, row: OrganogramRow) -> float | int | None:
        """Return how many posts a row gives, in full-time equivalents; None where it gives none, told where it errs."""
        number = _number(row["fte"]) if row["fte"] else None
        if number is not None and _DECIMAL_COMMA.fullmatch(row["fte"]) and not _THOUSANDS.fullmatch(row["fte"]):
            self.accumulator.doubt(row, f"'{row['fte']}' was read with a decimal comma, as {number:,}")
        if row["fte"] and number is None:
            self.accumulator.doubt(row, "the number of posts is none; taken over without it")
        return number

    def count(self, row: OrganogramRow, post: str, number: float | int) -> None:
        """Take in how many posts there are."""
        self.accumulator.fact(row, post, "count", number=number, unit="posts (full-time equivalent)")

    def tell_shape(self, heads: dict[str, list[OrganogramRow]], up: dict[str, set[str]], snapshot: Snapshot) -> None:
        """Tell of several posts at the top, and of posts that report to one another in a circle."""
        for rows in heads.values():
            if len(rows) > 1:
                for row in rows:
                    self.accumulator.doubt(row, "one of several posts at the top: it reports to none")
        try:
            TopologicalSorter(up).prepare()
        except CycleError as error:
            names = ", ".join(dict.fromkeys(self.accumulator.things[id_].name for id_ in error.args[1]))
            self.accumulator.report.doubt(snapshot.name, None, names, "posts that report to one another in a circle")

    def ask_of_names(self) -> None:
        """Put near-identical names of one organisation as a question: they are never merged."""
        from rapidfuzz import fuzz

        for people in self.people.values():
            plain = {id_: _TITLES.sub("", self.accumulator.things[id_].name).casefold() for id_ in people}
            for person, namesake in combinations(people, 2):
                if fuzz.ratio(plain[person], plain[namesake]) >= _ALIKE:
                    row = people[namesake]
                    reason = "a name much like another of the organisation; kept as two people, and put as a question"
                    names = f"{self.accumulator.things[person].name} / {self.accumulator.things[namesake].name}"
                    self.accumulator.report.doubt(row.snapshot.name, row.line, names, reason)
                    claim = Claim(row.snapshot.source, f"line {row.line}", basis="inferred", note="the names are alike")
                    self.accumulator.facts[
                        namesake, "possiblySameAs", None, None, self.accumulator.things[person].name
                    ].append(claim)

    def dataset(self, snapshots: Sequence[Snapshot]) -> Dataset:
        """Return all that was taken in, with the questions that it leaves."""
        self.ask_of_names()
        for (post, _), of_rows in self.shares.items():
            (row, first), *others = of_rows.values()
            total = round(first + sum(number for _, number in others), 4)
            self.count(row, post, int(total) if total == int(total) else total)
        for id_, row in self.only_named.items():
            if self.accumulator.things[id_].unnamed:
                reason = "it reports to a post that is not in the files; taken over by its reference alone"
                self.accumulator.doubt(row, reason)
        return self.accumulator.dataset(snapshots)


def _names_no_post(ref: str) -> bool:
    """Return whether a reference stands for no post: it is empty, crossed out or nought."""
    match = _NUMBER.fullmatch(ref)
    return ref.casefold() in _NO_POST or (match is not None and int(match[1]) == 0)


_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+|\d{1,3}(?:\.\d{3})+,\d+")


def _number(text: str) -> float | int | None:
    """Return a number of posts, a whole one as an integer; None where it is none or not above nought."""
    plain = text.replace(" ", "").replace("\u00a0", "")
    if _DECIMAL_COMMA.fullmatch(plain) and not _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = float(plain.replace(",", ""))
    except ValueError:
        return None
    if not 0 < number < 1_000_000:
        return None
    return int(number) if number.is_integer() else number

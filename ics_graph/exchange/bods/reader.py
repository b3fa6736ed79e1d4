"""From BODS statements to a dataset: bodies, people, and the interests that they have, each witnessed on its day.

Of people only their names are taken. What is not known of an interested party is a gap of the body, and no person.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from ics_graph.dates import PartialDate
from ics_graph.exchange.bods.fields import NOBODY, REASONS, code_of, count_left, reason_in_words, reason_of, text_of
from ics_graph.exchange.bods.interests import BOARD, in_words
from ics_graph.exchange.bods.statements import Plain, Statement, read_statements
from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.foreign_days import NoDay, foreign_day
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.soundness import sound_part
from ics_graph.exchange.text_files import in_order, slug
from ics_graph.governance import CHAIR
from ics_graph.model import About, Claim, Dataset, Entity, Fact, Gap, GapReason, Identifier, Relation, Source
from ics_graph.model.records import key_of
from ics_graph.names import fold
from ics_graph.nobody import nobody_in

_ID = re.compile(r"(?!rule:)[A-Za-z0-9][A-Za-z0-9._:~-]{0,399}")
_SCHEMES = {"GB-NHS": "ods"}
"""Schemes of org-id.guide that have a name of their own here."""
_NO_OWNER = "noBeneficialOwners"


class BodsReader:
    """Makes a dataset of statements."""

    def __init__(self, given: ImportInput, date: PartialDate | None) -> None:
        self.given, self.report, self.ontology = given, given.report, given.ontology
        self.statements = read_statements(given.files, given.report)
        self.known = KnownEntities(given.known, given.ontology)
        self.taken = {*given.known.entities, *given.known.relations}
        self.left = Counter[tuple[str, str, str]]()
        self.ids: dict[str, str] = {}
        self.nobodies: dict[str, tuple[GapReason, str]] = {}
        """The records that stand for nobody who is known: why, and what the file says of it."""
        self.entities: dict[str, Entity] = {}
        self.relations: dict[str, Relation] = {}
        self.facts: dict[str, Fact] = {}
        self.gaps: dict[str, Gap] = {}
        self.types = {
            fold(kind.label): kind.name
            for kind in self.ontology.types.values()
            if not kind.abstract and {"Organisation", "Collaboration", "OrganisationalUnit"} & set(kind.ancestors)
        }
        self.sources = self._sources(date)

    def _sources(self, date: PartialDate | None) -> dict[str, Source]:
        """Return the source of each file, with its publisher and licence where all its statements have the same."""
        published: dict[str, set[tuple[str, str]]] = {}
        for statement in (each for kind in self.statements.of.values() for each in kind.values()):
            details = statement.envelope.get("publicationDetails")
            details = details if isinstance(details, dict) else {}
            publisher = details.get("publisher")
            name = str(publisher.get("name") or publisher.get("url") or "") if isinstance(publisher, dict) else ""
            published.setdefault(statement.file, set()).add((name, str(details.get("license") or "")))
        sources = {}
        taken = set(self.given.known.sources)
        for path, name in in_order(self.given.files).items():
            id_ = fresh(f"bods-{slug(path.stem, 60) or 'statements'}", taken)
            taken.add(id_)
            whose = published.get(name, set())
            publisher, licence = next(iter(whose)) if len(whose) == 1 else ("", "")
            day = self.report.day_of_file(path, name, date)
            sources[name] = Source(id_, name, "BODS statements", publisher or None, licence or None, date=day)
        return sources

    def dataset(self) -> Dataset:
        """Return the dataset, without what no dataset can hold."""
        of = self.statements.of
        subjects = {self.meant(statement.details.get("subject")) for statement in of["relationship"].values()}
        for statement in of["entity"].values():
            self.entity(statement, is_subject=statement.record in subjects)
        for statement in of["person"].values():
            self.person(statement)
        for statement in of["relationship"].values():
            self.relationship(statement)
        for statement in (each for kind in of.values() for each in kind.values()):
            count_left(statement, self.left)
        for (file, what, reason), number in sorted(self.left.items()):
            self.report.skip(file, None, f"{what} ({number:,})", reason)
        names = ", ".join(Path(file).name for file in self.sources)
        about = About("bods", f"Who owns and controls bodies ({names})")
        made = Dataset(
            (about,),
            {source.id: source for source in self.sources.values()},
            self.entities,
            self.relations,
            self.facts,
            gaps=self.gaps,
        )
        return sound_part(made, self.given, {source.id: name for name, source in self.sources.items()})

    # --- bodies and people ---------------------------------------------------------------------------------------

    def entity(self, statement: Statement, is_subject: bool) -> None:
        """Add a body; one that is not known is a gap of those in which it has an interest, unless it is itself one."""
        it = statement.details
        kind = it.get("entityType")
        kind = kind if isinstance(kind, dict) else {}
        type_ = str(kind.get("type") or "")
        name = text_of(it.get("name"))
        nobody = nobody_in(name) if name else None
        if (type_ in NOBODY and not name) or nobody is not None:
            reason = nobody.reason if nobody else reason_of(type_, it.get("unspecifiedEntityDetails"))
            if not is_subject:
                self.nobodies[statement.record] = (
                    reason,
                    reason_in_words(it.get("unspecifiedEntityDetails")) or type_ or name,
                )
                self.doubt(statement, "it names nobody; the interests that it has are gaps")
                return
            name = ""
        since, until = self.days(statement, it, "foundingDate", "dissolutionDate")
        older = [text_of(details.get("name")) for details in statement.older]
        alternate = it.get("alternateNames")
        others = [text_of(other) for other in alternate] if isinstance(alternate, list) else []
        codes = self.codes(statement)
        shown = name or f"Body {statement.record}"
        claims = (self.claim(statement),)
        made = Entity(
            "",
            self.type_in_words(kind),
            shown,
            tuple({other for other in (*others, *older) if other} - {shown}),
            tuple(codes),
            since,
            until,
            unnamed=not name,
            claims=claims,
        )
        if not name:
            self.doubt(statement, "it has no name; taken over as a body without one")
        self.add(statement, made)
        id_ = self.ids[statement.record]
        sort = [text_of(kind.get(part)) for part in ("type", "subtype", "details")]
        # Words that are the label of a type of ours have made it of that type.
        sort = [word for word in sort if word and fold(word) not in self.types]
        if sort:
            self.fact(statement, id_, "note", f"classification: {', '.join(sort)}")
        statute = it.get("formedByStatute")
        if isinstance(statute, dict) and (named := text_of(statute.get("name"))):
            when = f" ({statute['date']})" if statute.get("date") else ""
            self.fact(statement, id_, "note", f"formed by statute: {named}{when}")

    def type_in_words(self, kind: Plain) -> str:
        """Return the type that the details of an entity type name by its label, else what the codes say."""
        named = self.types.get(fold(text_of(kind.get("details"))))
        if named is not None:
            return named
        return "GovernmentDepartment" if kind.get("subtype") == "governmentDepartment" else "Organisation"

    def person(self, statement: Statement) -> None:
        """Add a person by name alone; one who is not known, or whose name says that there is nobody, is a gap."""
        it = statement.details
        given = it.get("names")
        names: list[str] = []
        for name in given if isinstance(given, list) else ():
            if not isinstance(name, dict):
                continue
            if name.get("type") == "birth":
                self.left[statement.file, "recordDetails/names of birth", "they are the person's own affair"] += 1
                continue
            parts = [text_of(name.get(part)) for part in ("givenName", "patronymicName", "familyName")]
            text = text_of(name.get("fullName")) or " ".join(filter(None, parts))
            main = name.get("type") in (None, "legal", "individual")
            names = [text, *names] if main and text else [*names, *filter(None, [text])]
        type_ = str(it.get("personType") or "")
        nobody = nobody_in(names[0]) if names else None
        if nobody is not None or not names:
            details = it.get("unspecifiedPersonDetails")
            reason = nobody.reason if nobody else reason_of(type_, details)
            self.nobodies[statement.record] = reason, reason_in_words(details) or (names[0] if names else type_)
            self.doubt(statement, "it names nobody; the interests that it has are gaps")
            return
        made = Entity("", "Person", names[0], tuple(set(names[1:]) - {names[0]}), claims=(self.claim(statement),))
        self.add(statement, made)

    def add(self, statement: Statement, made: Entity) -> None:
        """Add a body under its record id, or find that it is known already by one of its codes."""
        for code in made.identifiers:
            known = self.known.by_code(code.scheme, code.value, made.type, made.since, made.until)
            if known is not None:
                self.ids[statement.record] = known.id
                self.report.matched[statement.record] = known.id
                return
        near = self.known.near("", "", made.type, made.name) if self.given.known.entities else None
        if near is not None:
            self.doubt(statement, "a body or person that is known already has this name; made anew")
        id_ = self.own_id(statement.record, {"Person": "person"}.get(made.type, "org"))
        self.ids[statement.record] = id_
        self.entities[id_] = replace(made, id=id_)

    def own_id(self, wanted: str, prefix: str) -> str:
        """Return an id of ours: the record's own, unless it is taken or cannot be one."""
        id_ = wanted if _ID.fullmatch(wanted) else f"{prefix}-{slug(wanted) or 'x'}"
        id_ = fresh(id_, self.taken)
        self.taken.add(id_)
        return id_

    def codes(self, statement: Statement) -> list[Identifier]:
        """Return the codes of a body by their schemes, and its address."""
        codes: dict[Identifier, None] = {}
        for details in (statement.details, *statement.older):
            given = details.get("identifiers")
            for code in given if isinstance(given, list) else ():
                value = text_of(code.get("id")) if isinstance(code, dict) else ""
                if not value:
                    self.left[statement.file, "recordDetails/identifiers", "a code without a value"] += 1
                    continue
                scheme = text_of(code.get("scheme")) or text_of(code.get("schemeName"))
                if not scheme:
                    self.doubt(statement, "a code without a scheme; its scheme is given as 'not stated'")
                codes.setdefault(Identifier(_SCHEMES.get(scheme, scheme) or "not stated", value))
            if uri := text_of(details.get("uri")):
                codes.setdefault(Identifier("iri", uri))
        return list(codes)

    # --- interests -----------------------------------------------------------------------------------------------

    def meant(self, end: Any) -> str:
        """Return the record id that an end of a relationship names, empty where it names none."""
        return self.statements.named(str(end)) if isinstance(end, str | int) else ""

    def relationship(self, statement: Statement) -> None:
        """Add the interests of one party in a body; where nobody is named, the gap and its reason."""
        it = statement.details
        subject = self.ids.get(self.meant(it.get("subject")))
        if subject is None:
            what = (
                reason_in_words(it.get("subject"))
                if isinstance(it.get("subject"), dict)
                else str(it.get("subject") or "")
            )
            self.skip(statement, "the body that it is about is not in the files", what)
            return
        party = it.get("interestedParty")
        record = self.meant(party)
        if isinstance(party, dict) or record in self.nobodies:
            self.nobody(statement, subject, record)
            return
        if record not in self.ids:
            self.skip(statement, "the interested party that it names is not in the files", record)
            return
        given = it.get("interests")
        interests = [interest for interest in given if isinstance(interest, dict)] if isinstance(given, list) else []
        if not interests:
            self.doubt(statement, "it names no interest; taken over as one of a kind that is not known")
        for number, interest in enumerate(interests or [{}], 1):
            self.interest(statement, self.ids[record], subject, interest, number if len(interests) > 1 else 0)

    def interest(self, statement: Statement, party: str, subject: str, interest: Plain, number: int) -> None:
        """Add one interest as a line, or as a membership where it is a seat on the board."""
        known = {"directOrIndirect": interest.get("interestLevel"), **interest}
        known = {**known, "type": code_of(known.get("type"))}
        try:
            role = in_words(known)
        except ValueError as error:
            self.doubt(statement, "a share that is none; taken over without it", str(error))
            role = in_words({**known, "share": None})
        since, until = self.days(statement, interest, "startDate", "endDate")
        is_seat = known["type"] in BOARD
        type_ = "memberOf" if is_seat else "hasInterestIn"
        kinds = self.type_of(party), self.type_of(subject)
        if not self.ontology.permits(type_, *kinds):
            self.skip(statement, f"'{type_}' does not go from a {kinds[0]} to a {kinds[1]}")
            return
        over = statement.is_closed and until is None
        if over:
            self.doubt(statement, "the record is closed, and no day is given on which the interest ended")
        when = statement.when
        if when and ((until and when.earliest > until.latest) or (since and when.latest < since.earliest)):
            # It speaks of what was over, or of what was still to come.
            over = True
        notes = [text_of(interest.get("details"))]
        notes += ["a component of an indirect interest"] if statement.details.get("isComponent") is True else []
        record = self.own_id(f"{statement.record}:{number}" if number else statement.record, "interest")
        self.relations[record] = Relation(
            record,
            party,
            type_,
            subject,
            role,
            CHAIR if known["type"] == "boardChair" else None,
            since=since,
            until=until,
            claims=(self.claim(statement, over=over or self.unsure(interest, "endDate")),),
            note="; ".join(filter(None, notes)) or None,
        )

    def nobody(self, statement: Statement, subject: str, record: str) -> None:
        """Add the gap of a body whose interested party is not named, or that it is said to have none."""
        party = statement.details.get("interestedParty")
        reason, words = self.nobodies.get(record, ("not-stated", ""))
        if isinstance(party, dict):
            code = str(party.get("reason") or "")
            reason, words = REASONS.get(code, "not-stated"), reason_in_words(party)
            if code == _NO_OWNER:
                text = f"it has no beneficial owner that has to be told: {words}"
                self.fact(statement, subject, "statement", text)
                return
        gap = Gap(
            "", subject, "other", reason, (self.claim(statement),), f"an interested party: {words or 'not named'}"
        )
        id_ = fresh(f"{key_of(gap)}:interested-party", {*self.gaps, *self.given.known.gaps})
        self.gaps[id_] = replace(gap, id=id_)

    # --- what all of them need -----------------------------------------------------------------------------------

    def type_of(self, id_: str) -> str:
        return (self.entities.get(id_) or self.given.known.entities[id_]).type

    def fact(self, statement: Statement, entity: str, property_: str, text: str) -> None:
        fact = Fact("", entity, property_, text=text, claims=(self.claim(statement),))
        id_ = fresh(key_of(fact), self.facts)
        self.facts[id_] = replace(fact, id=id_)

    def days(
        self, statement: Statement, values: Plain, first: str, last: str
    ) -> tuple[PartialDate | None, PartialDate | None]:
        """Return two days; neither where they are in the wrong order, which is told."""
        days = self.day(statement, values, first), self.day(statement, values, last)
        if days[0] and days[1] and days[0].earliest > days[1].latest:
            self.doubt(statement, "it ends before it begins; taken over without its days")
            return None, None
        return days

    def day(self, statement: Statement, values: Plain, name: str) -> PartialDate | None:
        try:
            return foreign_day(text_of(values.get(name)))
        except NoDay:
            self.doubt(statement, f"its '{name}' stands for no day; taken over without it")
        except ValueError:
            self.doubt(statement, f"its '{name}' is no day; taken over without it")
        return None

    def unsure(self, values: Plain, name: str) -> bool:
        """Return whether a day stands there that cannot be read, or two in the wrong order, so that it may be over."""
        try:
            first, last = (foreign_day(text_of(values.get(each))) for each in ("startDate", name))
        except NoDay:
            return False
        except ValueError:
            return True
        return bool(first and last and first.earliest > last.latest)

    def claim(self, statement: Statement, over: bool = False) -> Claim:
        """Return the claim of a statement, which bears witness for the day on which it is said to be true."""
        observed: PartialDate | Literal["never"] | None = "never" if over or statement.is_closed else statement.when
        source = statement.envelope.get("source")
        note = None
        if isinstance(source, dict):
            by = source.get("assertedBy")
            names = [text_of(each.get("name")) for each in by if isinstance(each, dict)] if isinstance(by, list) else []
            parts = [text_of(source.get("description")), text_of(source.get("url")), *names]
            note = "; ".join(filter(None, parts)) or None
        return Claim(self.sources[statement.file].id, statement.place, observed=observed, note=note)

    def skip(self, statement: Statement, reason: str, which: str = "") -> None:
        self.report.skip(statement.file, statement.line, " ".join(filter(None, (statement.place, which))), reason)

    def doubt(self, statement: Statement, reason: str, which: str = "") -> None:
        self.report.doubt(statement.file, statement.line, " ".join(filter(None, (statement.place, which))), reason)

"""From Popolo's records to ours; the file is the source of every claim, and contact details are never taken.

The file is long because it is one pass over Popolo's six classes, a method each, that share what is already known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from ics_graph.dates import PartialDate
from ics_graph.exchange.entity_matching import KnownEntities, fresh
from ics_graph.exchange.foreign_days import NoDay, foreign_day
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.popolo.records import (
    CLASSES,
    ONE,
    PopoloRecord,
    PopoloRecords,
    plain_text,
    read_records,
    texts_of,
)
from ics_graph.exchange.popolo.terms import Terms
from ics_graph.exchange.soundness import sound_part
from ics_graph.exchange.text_files import slug
from ics_graph.governance import seat_in_words
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    Gap,
    GapReason,
    Identifier,
    NameSpell,
    Participant,
    Relation,
    Source,
)
from ics_graph.model.records import key_of
from ics_graph.names import fold
from ics_graph.nobody import held_as, name_and_role, nobody_in

_ID = re.compile(r"(?!rule:)[A-Za-z0-9][A-Za-z0-9._:~-]{0,399}")
_CONTACT = {"contact_details", "email"}
# Fields that are read somewhere below, of all classes; whatever else is there is told as passed over.
_READ = {
    "persons": {"name", "family_name", "given_name", "other_names", "identifiers"},
    "organizations": {
        *("name", "other_names", "identifiers", "classification", "parent_id", "area_id"),
        *("founding_date", "dissolution_date", "description"),
    },
    "posts": {"label", "other_label", "role", "organization_id", "area_id", "start_date", "end_date"},
    "areas": {"name", "identifier", "classification", "parent_id"},
    "memberships": {
        *("role", "label", "person_id", "member_id", "organization_id", "post_id", "on_behalf_of_id"),
        *("area_id", "legislative_period_id", "start_date", "end_date"),
    },
    "events": {"name", "classification", "start_date", "end_date", "attendees", "organization_id"},
}
_A = {name: f"an {word}" if word[0] in "aeo" else f"a {word}" for name, word in ONE.items()}
_ALWAYS = {"id", "sources", "created_at", "updated_at", "@context", "@type"}


class PopoloReader:
    """Makes a dataset of the records of Popolo files."""

    def __init__(self, given: ImportInput, date: PartialDate | None = None) -> None:
        self.given, self.report, self.ontology = given, given.report, given.ontology
        self.records: PopoloRecords = read_records(list(given.files), given.report)
        self.ids: dict[tuple[str, str], str] = {}
        self.entities: dict[str, Entity] = {}
        self.relations: dict[str, Relation] = {}
        self.events: dict[str, Event] = {}
        self.gaps: dict[str, Gap] = {}
        self.facts: dict[str, Fact] = {}
        self.nobodies: dict[str, GapReason] = {}
        """The persons whose names say that there is nobody, by Popolo's id, and why."""
        self.words_for_holding: dict[str, str] = {}
        """How persons hold their places where their names say it (``Interim``), by Popolo's id."""
        self.terms = Terms(self.records, self.day)
        """The legislative periods, whose days are those of the memberships that name them."""
        self.sources: dict[str, Source] = {}
        taken = set(given.known.sources)
        for path, name in self.records.names.items():
            id_ = fresh(slug(Path(name).stem) or "popolo", taken)
            taken.add(id_)
            self.sources[name] = Source(id_, name, "Popolo JSON", date=self.report.day_of_file(path, name, date))
        existing = given.known
        self.taken = {*existing.entities, *existing.relations, *existing.events}
        self.known_entities = KnownEntities(given.known, given.ontology)
        self.types = {
            fold(word): kind.name for kind in self.ontology.types.values() for word in (kind.name, kind.label)
        }

    def dataset(self) -> Dataset:
        """Return the dataset."""
        for class_ in ("persons", "organizations", "posts", "areas"):
            for record in self.records.by_class[class_].values():
                self.body(record)
        for class_ in CLASSES:
            for record in self.records.by_class[class_].values():
                self.passed_over(record)
        for record in self.records.by_class["organizations"].values():
            self.part(record, "organizations", "subOrganisationOf")
        for record in self.records.by_class["areas"].values():
            self.part(record, "areas", "locatedWithin")
        for record in self.records.by_class["posts"].values():
            self.line(record, "posts", record.id, "postAt", "organizations", record.values.get("organization_id"))
        for record in self.records.by_class["memberships"].values():
            self.membership(record)
        for record in self.records.by_class["events"].values():
            self.event(record)
        first = Path(self.given.files[0])
        self.ask_of_names()
        made: tuple[Entity | Relation | Event | Gap | Fact, ...] = (
            *self.entities.values(),
            *self.relations.values(),
            *self.events.values(),
            *self.gaps.values(),
            *self.facts.values(),
        )
        cited = {claim.source for item in made for claim in item.claims}
        sources = {source.id: source for source in self.sources.values() if source.id in cited}
        about = About(first.stem, f"Imported from {', '.join(file.name for file in self.given.files)}")
        dataset = Dataset((about,), sources, self.entities, self.relations, self.facts, self.events, self.gaps)
        return sound_part(dataset, self.given, {source.id: name for name, source in self.sources.items()})

    # --- bodies --------------------------------------------------------------------------------------------------

    def body(self, record: PopoloRecord) -> None:
        """Add a person, organization, post or area; one without a name is passed over."""
        it = record.values
        name, in_other_languages = self.worded(record, "label" if record.class_ == "posts" else "name")
        if not name:
            parts = [self.worded(record, part)[0] for part in ("given_name", "family_name")]
            name = " ".join(filter(None, parts)) or (plain_text(it.get("role")) if record.class_ == "posts" else "")
        if not name:
            self.skip(record, "it has no name")
            return
        if record.class_ == "persons" and (nobody := nobody_in(name)) is not None:
            self.nobodies[record.id] = nobody.reason
            self.doubt(record, "the name says that there is nobody; the posts that it holds are gaps")
            return
        if record.class_ == "persons":
            name, word = name_and_role(name)
            if word:
                self.words_for_holding[record.id] = word
        since, until = {
            "organizations": ("founding_date", "dissolution_date"),
            "posts": ("start_date", "end_date"),
        }.get(record.class_, ("", ""))
        names = [*in_other_languages, *self.other_names(record)]
        made = Entity(
            "",
            self.type(record),
            name,
            tuple(name for name in names if isinstance(name, str)),
            tuple(self.codes(record)),
            *self.life(record, since, until),
            claims=(self.claim(record, over=self.is_unsure(record, until)),),
            names=tuple(name for name in names if not isinstance(name, str)),
            note=self.note(record),
        )
        matched = self.matched(record, made)
        id_ = matched or self.own_id(record)
        self.ids[record.class_, record.id] = id_
        if matched is None:
            self.entities[id_] = replace(made, id=id_)
        else:
            self.report.matched[f"{ONE[record.class_]} {record.id}"] = matched

    def matched(self, record: PopoloRecord, it: Entity) -> str | None:
        """Return the body of a matched dataset that it is: of the same code and type, or the same id, type and name."""
        existing = self.given.known.entities
        if not existing:
            return None
        same = existing.get(record.id)
        if same is not None and (same.type, fold(same.name)) == (it.type, fold(it.name)):
            return same.id
        for code in it.identifiers:
            there = self.known_entities.by_code(code.scheme, code.value, it.type, it.since, it.until)
            if there is not None:
                return there.id
        self.doubt(record, "no body of the datasets to match has its code and type; it is a new one")
        return None

    def type(self, record: PopoloRecord) -> str:
        """Return the type: of an organization or area, what its classification names."""
        plain = {"persons": "Person", "posts": "Post", "organizations": "Organisation", "areas": "GeographicArea"}
        default = plain[record.class_]
        if record.class_ not in ("organizations", "areas"):
            return default
        classified = self.types.get(fold(plain_text(record.values.get("classification"))))
        kind = self.ontology.types.get(classified or "")
        wanted = {"organizations": ("Organisation", "Collaboration", "OrganisationalUnit"), "areas": ("Area",)}
        if kind is not None and not kind.abstract and set(wanted[record.class_]) & set(kind.ancestors):
            return kind.name
        if record.values.get("classification"):
            self.doubt(record, f"its classification names none of our types; taken as {default}")
        return default

    def note(self, record: PopoloRecord) -> str | None:
        description = plain_text(record.values.get("description")) if record.class_ == "organizations" else ""
        parts = [description.rstrip(".")] if description else []
        word = plain_text(record.values.get("classification"))
        if word and record.class_ in ("organizations", "areas") and fold(word) not in self.types:
            parts.append(f"Classification: {word}")
        if record.class_ == "posts" and (role := plain_text(record.values.get("role"))) and record.values.get("label"):
            parts.append(f"Role: {role}")
        if record.class_ in ("organizations", "posts") and (area := self.area(record)):
            parts.append(f"Area: {area}")
        return description if description and len(parts) == 1 else ". ".join(parts) or None

    def area(self, record: PopoloRecord) -> str:
        """Return the name of the area to which a record is linked, empty where there is none; a missing one is told."""
        id_ = record.values.get("area_id")
        if id_ is None:
            return ""
        there = self.records.by_class["areas"].get(str(id_))
        if there is None:
            self.doubt(record, "the area that it names is not in the files; kept by its id")
        return (plain_text(there.values.get("name")) if there is not None else "") or str(id_)

    def life(self, record: PopoloRecord, since: str, until: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Return the first and last day of a body; neither where it ends before it begins, which is told."""
        days = self.date(record, since), self.date(record, until)
        if days[0] and days[1] and days[0].earliest > days[1].latest:
            self.doubt(record, "it ends before it begins; taken over without its days")
            return None, None
        return days

    def is_unsure(self, record: PopoloRecord, until: str) -> bool:
        """Return whether a last day stands there that is no day, so that it may be over."""
        try:
            foreign_day(plain_text(record.values.get(until)))
        except NoDay:
            return False
        except ValueError:
            return True
        return False

    def other_names(self, record: PopoloRecord) -> list[str | NameSpell]:
        """Return other names, those with dates as spells."""
        names: list[str | NameSpell] = []
        given = record.values.get("other_label" if record.class_ == "posts" else "other_names")
        for other in given if isinstance(given, list) else ():
            fields = other if isinstance(other, dict) and "name" in other else {}
            name, *more = texts_of(fields.get("name") if fields else other) or [""]
            if not name:
                self.skip(record, "another name of it is empty")
                continue
            names += more
            # The days of a person's names, from birth on, are that person's own affair.
            of_life = record.class_ == "persons"
            since, until = (
                None if of_life else self.day(record, end, fields.get(end)) for end in ("start_date", "end_date")
            )
            if of_life and {"start_date", "end_date"} & fields.keys():
                self.skip(record, "the dates of a person's other names")
            if since and until and since.earliest > until.latest:
                self.skip(record, "the dates of another name of it, which ends before it begins", name)
                since = until = None
            for name_of in sorted(fields.keys() - {"name", "start_date", "end_date"}):
                self.skip(record, f"the '{name_of}' of its other names")
            names.append(NameSpell(name, since, until) if since or until else name)
        return names

    def codes(self, record: PopoloRecord) -> list[Identifier]:
        codes = []
        given = record.values.get("identifiers")
        for code in given if isinstance(given, list) else ():
            value = code.get("identifier") if isinstance(code, dict) else None
            if not value:
                self.skip(record, "a code without a value")
                continue
            scheme = code.get("scheme")
            if not scheme:
                self.doubt(record, "a code without a scheme; its scheme is given as 'not stated'")
            codes.append(Identifier(str(scheme or "not stated"), str(value)))
        if record.class_ == "areas" and record.values.get("identifier"):
            codes.append(Identifier("not stated", str(record.values["identifier"])))
            self.doubt(record, "a code without a scheme; its scheme is given as 'not stated'")
        return codes

    def worded(self, record: PopoloRecord, field: str) -> tuple[str, list[str]]:
        """Return what a field says, and what it says in other languages where it is a map of them: English first."""
        texts = texts_of(record.values.get(field))
        return (texts[0], texts[1:]) if texts else ("", [])

    def ask_of_names(self) -> None:
        """Put as a question whether people of one name are one, where the files give one of them no id."""
        by_name: dict[str, list[PopoloRecord]] = {}
        for record in self.records.by_class["persons"].values():
            id_ = self.ids.get(("persons", record.id))
            if id_ in self.entities:
                by_name.setdefault(fold(self.entities[id_].name), []).append(record)
        for first, *others in by_name.values():
            for other in others:
                if not {first.id, other.id} & self.records.without_id:
                    continue
                self.doubt(
                    other, "another has the same name, and one of them no id; kept as two, and put as a question"
                )
                id_, namesake = self.ids["persons", other.id], self.ids["persons", first.id]
                claim = replace(self.claim(other), basis="inferred", note="the names are the same")
                text = f"{self.entities[namesake].name} ({namesake})"
                fact = Fact(f"{id_}:possiblySameAs", id_, "possiblySameAs", text=text, claims=(claim,))
                self.facts[fact.id] = fact

    # --- lines ---------------------------------------------------------------------------------------------------

    def part(self, record: PopoloRecord, class_: str, type_: str) -> None:
        self.line(record, class_, record.id, type_, class_, record.values.get("parent_id"))

    def line(self, record: PopoloRecord, class_: str, id_: Any, type_: str, to: str, other: Any, **more: Any) -> None:
        """Add a line where both its ends are there and the ontology lets it run between them."""
        if other is None:
            return
        low, high = self.meant(class_, id_), self.meant(to, other)
        if low is None or high is None:
            missing, which = (other, to) if high is None else (id_, class_)
            there = str(missing) in self.records.by_class[which]
            reason = "could not be taken over" if there else "is not in the files"
            self.skip(record, f"{_A[which]} that it names {reason}", str(missing))
            return
        ends = [self.kind(low), self.kind(high)]
        if not self.ontology.permits(type_, *ends):
            self.skip(record, f"'{type_}' does not go from a {ends[0]} to a {ends[1]}")
            return
        claim = self.claim(record, over=more.pop("observed", None) == "never")
        line = Relation(more.pop("key", ""), low, type_, high, claims=(claim,), **more)
        if not line.id:
            line = Relation(key_of(line), low, type_, high, claims=line.claims, **more)
        if line.id not in self.relations:
            self.relations[line.id] = line
        elif self.relations[line.id] != line:
            self.skip(record, "it says the same as another, from another file")

    def membership(self, record: PopoloRecord) -> None:
        """Add a membership: of a post it is holding the post, else being a member."""
        it = record.values
        who = (
            ("persons", it["person_id"]) if it.get("person_id") is not None else ("organizations", it.get("member_id"))
        )
        if who[1] is not None and self.meant(*who) is None and self.meant("persons", who[1]) is not None:
            who = ("persons", who[1])
        if who[1] is None:
            self.skip(record, "it names no member")
            return
        if who[0] == "persons" and str(who[1]) in self.nobodies:
            self.unfilled(record, self.nobodies[str(who[1])])
            return
        role, capacity = seat_in_words(self.ontology, plain_text(it.get("role")) or plain_text(it.get("label")) or None)
        if who[0] == "persons":
            role = held_as(role, self.words_for_holding.get(str(who[1])))
        behalf = it.get("on_behalf_of_id")
        on_behalf_of = self.meant("organizations", behalf) if behalf is not None else None
        if behalf is not None and on_behalf_of is None:
            self.skip(record, "on whose behalf: it is not in the files", str(behalf))
        since, until, note = self.terms.days(record, self.date(record, "start_date"), self.date(record, "end_date"))
        when: dict[str, Any] = {"since": since, "until": until}
        witness: dict[str, Any] = {}
        if since and until and since.earliest > until.latest:
            # Which of the two is wrong nobody says, and the line may be over.
            self.doubt(record, "it ends before it begins; taken over without its days")
            when, witness = {}, {"observed": "never"}
        elif self.is_unsure(record, "end_date"):
            self.doubt(record, "its last day cannot be read; so it may be over")
            witness = {"observed": "never"}
        if self.terms.is_missing(record):
            self.doubt(record, "the legislative period that it names is not in the files; taken without its days")
        if area := self.area(record):
            note = f"{note}; for {area}" if note else f"for {area}"
        details: dict[str, Any] = {
            "role": role,
            "capacity": capacity,
            "on_behalf_of": on_behalf_of,
            "note": note or None,
            **when,
            **witness,
            "key": self.own_id(record),
        }
        if it.get("post_id") is not None:
            self.line(record, *who, "holdsPost", "posts", it["post_id"], **details)
            if it.get("organization_id") is not None:
                self.where(record, it["post_id"], it["organization_id"])
            if it.get("organization_id") is not None and details["key"] in self.relations:
                # One record says both: who holds the post, and of what its holder is a member.
                also = {**details, "key": f"{details['key']}:member"}
                self.line(record, *who, "memberOf", "organizations", it["organization_id"], **also)
        elif it.get("organization_id") is not None:
            self.line(record, *who, "memberOf", "organizations", it["organization_id"], **details)
        else:
            self.skip(record, "it names neither a post nor an organization")

    def unfilled(self, record: PopoloRecord, reason: GapReason) -> None:
        """Add the gap of a post that nobody holds, or of a body of which a seat is held by nobody."""
        it = record.values
        of_post = it.get("post_id") is not None
        place = ("posts", it["post_id"]) if of_post else ("organizations", it.get("organization_id"))
        id_ = self.meant(*place) if place[1] is not None else None
        if id_ is None:
            self.skip(record, "nobody holds it, and it names no post or organization of the files")
            return
        topic = "holder" if place[0] == "posts" else "membership"
        note = None if place[0] == "posts" else f"a seat without a holder: {plain_text(it.get('role')) or 'member'}"
        gap = Gap(self.own_id(record), id_, topic, reason, (self.claim(record),), note)
        self.gaps[gap.id] = gap

    def where(self, record: PopoloRecord, post: Any, organization: Any) -> None:
        """Add where a post is, if nothing else says so; tell where the post itself says otherwise."""
        of = self.records.by_class["posts"].get(str(post))
        stated = of.values.get("organization_id") if of is not None else None
        if stated is None and of is not None:
            of.values["organization_id"] = organization
            self.line(record, "posts", post, "postAt", "organizations", organization)
        elif stated is not None and str(stated) != str(organization):
            self.doubt(record, "it names another organization than its post does; the post counts")

    def event(self, record: PopoloRecord) -> None:
        """Add an event of a kind that the ontology has."""
        it = record.values
        kinds = {fold(word.label): word.name for word in self.ontology.schemes["event-kinds"].values()}
        name = plain_text(it.get("name"))
        kind = kinds.get(fold(plain_text(it.get("classification"))))
        if kind is None or not name:
            reason = "an event of a kind that the ontology does not have" if name else "it has no name"
            if self.terms.is_term(record):
                reason = "a legislative period: its days are those of the memberships that name it"
            self.skip(record, reason)
            return
        parts = []
        attendees = it.get("attendees") or []
        for person in attendees if isinstance(attendees, list) else [attendees]:
            id_ = self.meant("persons", person.get("id")) if isinstance(person, dict) else None
            if id_ is None:
                self.skip(record, "a person that it names is not in the files")
            else:
                parts.append(Participant(id_, "took-part"))
        organiser = self.meant("organizations", it.get("organization_id")) if it.get("organization_id") else None
        if organiser is not None:
            parts.append(Participant(organiser, "took-part", role="organised it"))
        ended = self.date(record, "end_date")
        note = f"It ended on {ended}" if ended is not None else None
        id_ = self.own_id(record)
        when = self.date(record, "start_date")
        details: dict[str, Any] = {"participants": tuple(parts), "claims": (self.claim(record),), "note": note}
        self.events[id_] = Event(id_, kind, name, when, **details)

    # --- what all of them need -----------------------------------------------------------------------------------

    def meant(self, class_: str, id_: Any) -> str | None:
        """Return our id of a record that another names: of these files, or of a dataset that is matched."""
        own_id = self.ids.get((class_, str(id_)))
        return own_id or (str(id_) if str(id_) in self.given.known.entities else None)

    def kind(self, id_: str) -> str:
        return (self.entities.get(id_) or self.given.known.entities[id_]).type

    def own_id(self, record: PopoloRecord) -> str:
        """Return an id of ours: Popolo's own, unless another class has it, too, or it cannot be one."""
        id_ = record.id
        if record.class_ == "memberships":
            id_ = re.sub(r"[^A-Za-z0-9._:~-]+", "-", id_)
        if not _ID.fullmatch(id_) or id_ in self.taken:
            id_ = fresh(f"{ONE[record.class_]}-{slug(id_) or record.number}", self.taken)
        self.taken.add(id_)
        return id_

    def date(self, record: PopoloRecord, name: str) -> PartialDate | None:
        """Return a date with the precision that it has; of a time only the day."""
        return self.day(record, name, record.values.get(name))

    def day(self, record: PopoloRecord, name: str, value: object) -> PartialDate | None:
        """Return the date that a value of this name writes, in the record or a part of it."""
        try:
            return foreign_day(plain_text(value))
        except NoDay:
            self.skip(record, f"its '{name}' stands for no day", str(value).strip())
        except ValueError:
            self.skip(record, f"its '{name}' is no date", str(value))
        return None

    def claim(self, record: PopoloRecord, over: bool = False) -> Claim:
        """Return the claim of the file; what the record itself cites goes to its note.

        What may be ``over`` is not shown by the day of the file.
        """
        links = record.values.get("sources")
        cited = [of for of in links if isinstance(of, dict)] if isinstance(links, list) else []
        texts = [" ".join(str(part) for part in (of.get("note"), of.get("url")) if part) for of in cited]
        note = f"it cites: {'; '.join(texts)}" if texts else None
        observed: Literal["never"] | None = "never" if over else None
        place = f"{ONE[record.class_]} {record.id}"
        return Claim(self.sources[record.file].id, place, observed=observed, note=note)

    def passed_over(self, record: PopoloRecord) -> None:
        """Tell of every field that is not taken over; of contact details once for each record."""
        if _CONTACT & record.values.keys():
            self.skip(record, "contact details, which are never taken")
        for name in sorted(record.values.keys() - _READ[record.class_] - _ALWAYS - _CONTACT):
            self.skip(record, f"its '{name}'")
        for name in sorted(record.values.keys() & {"role", "classification", "description"}):
            if len(texts_of(record.values[name])) > 1:
                self.skip(record, f"its '{name}' in other languages")

    def skip(self, record: PopoloRecord, reason: str, which: str = "") -> None:
        self.report.skip(record.file, None, " ".join(filter(None, (ONE[record.class_], record.id, which))), reason)

    def doubt(self, record: PopoloRecord, reason: str) -> None:
        self.report.doubt(record.file, None, f"{ONE[record.class_]} {record.id}", reason)


def read(given: ImportInput, date: PartialDate | None) -> Dataset:
    """Return the dataset of files of this day, where their names say none; raise ImportFailed for no Popolo."""
    return PopoloReader(given, date).dataset()

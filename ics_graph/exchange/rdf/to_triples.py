"""The canonical RDF form of a Dataset: every relation, fact, claim and event a resource of its own, never a blank node.

Nothing is asserted that a consumer who ignores time could take for true now: there are no direct shortcuts such as
``org:memberOf``, and only a membership that a source supports and nobody merely plans is typed ``org:Membership``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from ics_graph.certainty import certainty
from ics_graph.dates import PartialDate
from ics_graph.errors import FormatError
from ics_graph.exchange.terms import (
    BASE,
    FIELDS,
    ICS,
    ORDER,
    ORG,
    RECORD_CLASS,
    TIME,
    TYPE,
    XSD,
    Field,
    Iri,
    Value,
    iri_of,
    vocabulary_iri,
)
from ics_graph.governance import is_general
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Event,
    Identifier,
    KindSpell,
    NameSpell,
    OpeningDay,
    Participant,
    PhaseSpell,
    Relation,
)
from ics_graph.model import all_claims as claims_of
from ics_graph.model.decisions import AgendaItem, Approval, Attendance, QuorumNeed
from ics_graph.model.records import RECORDS
from ics_graph.ontology import Ontology
from ics_graph.succession import passages
from ics_graph.validity import holds, only_planned

# What the third part of a statement is: a record or other data, a part of the same record, a word of a vocabulary;
# anything else is the datatype of a literal.
DATA, PART, WORD = "", "/", "@"
STRING, INTEGER, DOUBLE, BOOLEAN = (XSD + name for name in ("string", "integer", "double", "boolean"))
NESTED: dict[str, type[Any]] = {
    "claims": Claim,
    "phases": PhaseSpell,
    "names": NameSpell,
    "kinds": KindSpell,
    "identifiers": Identifier,
    "participants": Participant,
    "openings": OpeningDay,
    "approvals": Approval,
    "attendance": Attendance,
    "items": AgendaItem,
    "needs": QuorumNeed,
}
# By the length of a date as it is written: its datatype, and the OWL-Time property for it.
DATATYPES = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
_IN = {4: TIME + "inXSDgYear", 7: TIME + "inXSDgYearMonth", 10: TIME + "inXSDDate"}
_INSTANT = TIME + "Instant"
_MOST_SHARED = 4096
_ENDS = {"original": ORG + "originalOrganization", "resulting": ORG + "resultingOrganization"}

# A language, as "@en", marks text in it: the snapshot alone has such text.
# Predicate, value, and what the value is. Plain tuples: a big dataset has many million of them.
Statement = tuple[str, str, str]


class Shared(list[Statement]):
    """What is said alike of many resources, as of the claims of bulk data; ``text`` is for the one that writes it."""

    __slots__ = ("text",)

    def __init__(self, statements: Iterable[Statement]) -> None:
        super().__init__(statements)
        self.text: Any = None


# A subject with all that is said of it.
Resource = tuple[str, list[Statement]]
# A record: its resource, and after it those of its parts.
Group = list[Resource]


class Triple(NamedTuple):
    """One statement; subject and predicate are IRIs."""

    subject: str
    predicate: str
    object: Iri | Value


def groups(dataset: Dataset, ontology: Ontology, base: str = BASE) -> Iterator[Group]:
    """Yield the dataset record by record in a fixed order, streamed; only one record is held at a time.

    Raises ValueError where two folders of one name are in it, as their IRIs would be the same.
    """
    names = [about.name for about in dataset.about]
    if twice := {name for name in names if names.count(name) > 1}:
        raise FormatError(f"two dataset folders are named '{min(twice)}', and RDF would make one of them; rename one")
    builder = _TripleBuilder(base)
    for number, about in enumerate(dataset.about, start=1):
        group = builder.group("datasets", about.name, about)
        group[0][1].append((ORDER, str(number), INTEGER))
        yield group
    membership = {name for name, kind in ontology.relations.items() if kind.family == "membership"}
    for section in RECORDS:
        records = dataset.section(section)
        for id_ in sorted(records):
            record = records[id_]
            group = builder.group(section, id_, record)
            if section == "relations":
                _as_org_membership(group, record, dataset, membership, builder.shared)
            elif section == "events":
                _as_org_event(group, record, dataset, ontology)
            yield group


def record_group(section: str, id_: str, record: Any, base: str = BASE) -> Group:
    """Return a record by itself, such as a relation that the law gives and no dataset has."""
    group = _TripleBuilder(base).group(section, id_, record)
    if section == "relations":
        _with_time(group, record, None)
    return group


def triples(dataset: Dataset, ontology: Ontology, base: str = BASE) -> Iterator[Triple]:
    """Yield the dataset as triples, in the order of ``groups``."""
    for group in groups(dataset, ontology, base):
        for subject, statements in group:
            for predicate, value, kind in statements:
                end = Iri(value) if kind in (DATA, PART, WORD) else Value(value, kind)
                yield Triple(subject, predicate, end)


def interval(
    iri: str, since: PartialDate | None, until: PartialDate | None, shared: dict[Any, Shared] | None = None
) -> Group:
    """Return an OWL-Time interval with the ends that are stated, each with its precision."""
    statements: list[Statement] = [(TYPE, TIME + "ProperInterval", WORD)]
    group: Group = [(iri, statements)]
    for word, when in (("hasBeginning", since), ("hasEnd", until)):
        if when is not None:
            instant = f"{iri}/{word}"
            text = str(when)
            statements.append((TIME + word, instant, PART))
            resource = shared.get(text) if shared is not None else None
            if resource is None:
                resource = Shared(((TYPE, _INSTANT, WORD), (_IN[len(text)], text, DATATYPES[len(text)])))
                if shared is not None:
                    shared[text] = resource
            group.append((instant, resource))
    return group


@cache
def _plan(section: str) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[Any, Field], ...]]:
    """Return what gets the fields of a kind of record, and each field with what says nothing in it."""
    kind = NESTED.get(section) or (About if section == "datasets" else RECORDS[section])
    silent = {field.name: field.default for field in fields(kind)}
    names = FIELDS[section]
    return attrgetter(*names), tuple((silent[name], field) for name, field in names.items())


class _TripleBuilder:
    """Makes groups of records. What many claims and dates have in common is made once, and kept while it is few."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.shared: dict[Any, Shared] = {}

    def group(self, section: str, id_: str, record: Any) -> Group:
        if len(self.shared) > _MOST_SHARED:
            self.shared.clear()
        iri = iri_of(section, id_, self.base)
        kind = vocabulary_iri(record.type) if section == "entities" else RECORD_CLASS[section]
        group: Group = []
        self.add(group, section, iri, kind, record)
        return group

    def add(self, group: Group, section: str, iri: str, kind: str, record: Any, order: int = 0) -> None:
        """Add a record, or a part of one, and then its own parts."""
        statements: list[Statement] = [(TYPE, kind, WORD)]
        group.append((iri, statements))
        values, plan = _plan(section)
        for value, (silent, (predicate, sort, of)) in zip(values(record), plan, strict=True):
            if value is None or value == silent:
                continue
            if sort == "text":
                statements.append((predicate, value, STRING))
            elif sort == "reference":
                statements.append((predicate, iri_of(of, value, self.base), DATA))
            elif sort == "date" and value != "never":
                text = str(value)
                statements.append((predicate, text, DATATYPES[len(text)]))
            elif sort == "link":
                statements.append((predicate, vocabulary_iri(value), WORD))
            elif sort == "records":
                for number, item in enumerate(value, start=1):
                    part = f"{iri}/{of}/{number}"
                    statements.append((predicate, part, PART))
                    if of == "claims":
                        group.append((part, self.claim(item, number)))
                    else:
                        self.add(group, of, part, RECORD_CLASS[of], item, number)
            elif sort == "references":
                statements += [(predicate, iri_of(of, item, self.base), DATA) for item in value]
            elif sort == "texts":
                statements += [(predicate, item, STRING) for item in value]
            elif sort == "lines":
                # In the order in which they are read, which several literals would not keep.
                statements.append((predicate, "\n".join(value), STRING))
            elif sort == "bool":
                statements.append((predicate, "true" if value else "false", BOOLEAN))
            elif sort == "number":
                statements.append((predicate, *_number(value)))
            else:
                statements.append((predicate, value, STRING))
        if order:
            statements.append((ORDER, str(order), INTEGER))

    def claim(self, claim: Claim, order: int) -> Shared:
        """Return what a claim says; the dataset keeps it alive, so that its identity stands for it meanwhile."""
        key = id(claim), order
        shared = self.shared.get(key)
        if shared is None:
            group: Group = []
            self.add(group, "claims", "", RECORD_CLASS["claims"], claim, order)
            shared = self.shared[key] = Shared(group[0][1])
        return shared


def _number(value: float) -> tuple[str, str]:
    if isinstance(value, int):
        return str(value), INTEGER
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text := repr(value), text), DOUBLE


def _as_org_membership(
    group: Group, relation: Relation, dataset: Dataset, membership: set[str], shared: dict[Any, Shared]
) -> None:
    """Add the time as an OWL-Time interval, and a membership for those who know only W3C ORG."""
    statements = group[0][1]
    during = _with_time(group, relation, shared)
    if relation.type not in membership or only_planned(relation):
        return
    if certainty(claims_of(relation)) not in ("stated", "reported"):
        return
    if is_optional(relation) or any(is_general(dataset.entities[end]) for end in (relation.subject, relation.object)):
        return
    ends = {predicate: value for predicate, value, _ in statements if predicate in (ICS + "subject", ICS + "object")}
    statements.insert(1, (TYPE, ORG + "Membership", WORD))
    statements.append((ORG + "member", ends[ICS + "subject"], DATA))
    statements.append((ORG + "organization", ends[ICS + "object"], DATA))
    if during is not None:
        statements.append((ORG + "memberDuring", during, DATA))


def _with_time(group: Group, relation: Relation, shared: dict[Any, Shared] | None) -> str | None:
    """Add the time of a relation as an interval, and return its IRI; None where no day of it is stated."""
    if relation.since is None and relation.until is None:
        return None
    iri, statements = group[0]
    during = f"{iri}/time"
    statements.append((ICS + "during", during, PART))
    group += interval(during, relation.since, relation.until, shared)
    return during


def _as_org_event(group: Group, event: Event, dataset: Dataset, ontology: Ontology) -> None:
    """Add what W3C ORG says of a change of organisations, where a source says that it took place.

    Who took part only in passages of a part between two that both go on is left out: ORG means a change out of which
    comes another organisation. ``ics:side`` and ``ics:part`` tell of those.
    """
    if only_planned(event) or certainty(claims_of(event)) not in ("stated", "reported"):
        return
    lives = {part.entity: holds(dataset.entities[part.entity], dataset.sources) for part in event.participants}
    went_on: set[tuple[str, str]] = set()
    followed: set[tuple[str, str]] = set()
    for passage in passages(event, lives):
        ends = {("original", passage.original.entity), ("resulting", passage.resulting.entity)}
        (followed if passage.ends or passage.begins else went_on).update(ends)
    changed = []
    for (_, statements), part in zip(
        (resource for resource in group if "/participants/" in resource[0]), event.participants, strict=True
    ):
        whose = next(value for predicate, value, _ in statements if predicate == ICS + "about")
        if (part.side, part.entity) in went_on - followed:
            continue
        if part.side in _ENDS and is_organisation(dataset, ontology, part.entity):
            changed.append((_ENDS[part.side], whose, DATA))
    if changed:
        statements = group[0][1]
        statements.insert(1, (TYPE, ORG + "ChangeEvent", WORD))
        statements += dict.fromkeys(sorted(changed))


def is_optional(relation: Relation) -> bool:
    """Return whether it says who may become a member, and not who is one."""
    return (relation.role or "").casefold() == "may join"


def is_organisation(dataset: Dataset, ontology: Ontology, id_: str) -> bool:
    """Return whether an entity is of a type that W3C ORG would call an organisation."""
    kinds = ("Organisation", "Collaboration", "OrganisationalUnit")
    return any(ontology.is_a(dataset.entities[id_].type, kind) for kind in kinds)

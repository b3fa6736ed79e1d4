"""From the Turtle of a rule or a seat to what it says, each fault told by the name of its subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Protocol, cast

from ics_graph.ontology.law import Reading, Rule, Seat, Step

LEGISLATION = "https://www.legislation.gov.uk/"
_READINGS = ("read", "in-part", "not-read")
_STEP = re.compile(r"\^?[a-z][A-Za-z0-9]*")
Fault = Callable[[str], None]


class Subject(Protocol):
    """A subject of the Turtle, as its reader holds it."""

    @property
    def name(self) -> str:
        """The name of the subject, as in ``ics:rule-icb-assessment``."""

    def all(self, predicate: str) -> tuple[str, ...]:
        """Return every value of a predicate."""

    def maybe(self, predicate: str) -> str | None:
        """Return the value of a predicate, or None."""

    def value(self, predicate: str) -> str:
        """Return the value of a predicate, empty where there is none."""

    def own(self, predicate: str) -> tuple[str, ...]:
        """Return the names of this ontology among the values of a predicate."""


class Ends(Protocol):
    """The types that a relation permits at its ends."""

    @property
    def subjects(self) -> frozenset[str]:
        """The types that may be its subject."""

    @property
    def objects(self) -> frozenset[str]:
        """The types that may be its object."""


def day_of(subject: Subject, predicate: str, fault: Fault) -> str | None:
    """Return the day that a subject gives, or None; a day that is none is told."""
    written = subject.maybe(predicate)
    try:
        return date.fromisoformat(written).isoformat() if written is not None else None
    except ValueError:
        fault(f"{predicate} is no date: {written}")
        return None


def rule_of(
    subject: Subject, types: Collection[str], relations: Mapping[str, Ends], lines: Collection[str], fault: Fault
) -> Rule:
    """Return a statutory rule; every fault in it is told."""
    subjects, objects = subject.own("ics:subjectType"), subject.own("ics:objectType")
    excepted, unclear = subject.own("ics:exceptType"), subject.own("ics:unclearType")
    relation = next(iter(subject.own("ics:relationType")), None)
    line = subject.maybe("ics:lineByLaw")
    unknown = [name for name in (*subjects, *excepted, *unclear, *objects) if name not in types]
    unknown += [relation] if relation is not None and relation not in relations else []
    for name in unknown:
        fault(f"unknown name {name} in the rule")
    if (relation is None) == (line is None):
        fault("it needs either ics:relationType, for a line, or ics:lineByLaw, for none")
    if line is not None and line not in lines:
        fault(f"unknown word {line} in ics:lineByLaw")
    paths = _paths(subject, relations, fault)
    if not objects and subject.maybe("ics:objectName") is None:
        fault("it needs ics:objectType, or ics:objectName where there is no such type")
    said = _provision(subject, fault)
    if relation is not None:
        if len(objects) != 1:
            fault(f"a rule that makes a line needs one ics:objectType, not {len(objects)}")
        if said["reading"] != "read":
            fault("a rule whose words were not all read makes no line: give ics:lineByLaw in place of ics:relationType")
        if subject.maybe("ics:from") is None:
            fault("a rule that makes a line needs ics:from")
        if not unknown:
            _check_ends(relation, subjects, objects, relations[relation], fault)
    return Rule(
        subject_types=subjects,
        except_types=excepted,
        unclear_types=unclear,
        relation=relation,
        line=line,
        object_types=objects,
        object_name=subject.maybe("ics:objectName"),
        reached_by=paths,
        limits=subject.maybe("ics:limits"),
        **said,
    )


def seat_of(subject: Subject, types: Collection[str], fault: Fault) -> Seat:
    """Return a seat that the law gives a board; every fault in it is told."""
    seat_on = next(iter(subject.own("ics:seatOn")), "")
    if seat_on not in types:
        fault(f"unknown name {seat_on} in ics:seatOn")
    least, most = (int(number) if (number := subject.maybe(name)) else None for name in ("ics:least", "ics:most"))
    if least is not None and most is not None and most < least:
        fault(f"ics:most {most} is less than ics:least {least}")
    return Seat(
        seat_on=seat_on,
        organ=subject.maybe("ics:organ"),
        least=least,
        most=most,
        nominated_by=subject.maybe("ics:nominatedBy"),
        appointed_by=subject.maybe("ics:appointedBy"),
        approved_by=subject.maybe("ics:approvedBy"),
        **_provision(subject, fault),
    )


def _provision(subject: Subject, fault: Fault) -> dict[str, Any]:
    since, until = day_of(subject, "ics:from", fault), day_of(subject, "ics:until", fault)
    if since and until and until < since:
        fault(f"ics:until {until} lies before ics:from {since}")
    read_to, attested = day_of(subject, "ics:readTo", fault), day_of(subject, "ics:attestedOn", fault)
    reading = subject.maybe("ics:reading") or "read"
    if reading not in _READINGS:
        fault(f"ics:reading must be {', '.join(_READINGS)}, not {reading}")
    if until is None and read_to is None and reading != "not-read":
        fault("a rule without ics:until needs ics:readTo, the last day of the text that was read")
    if (attested is None) != (subject.maybe("ics:attestedBy") is None):
        fault("ics:attestedOn and ics:attestedBy go together")
    legislation = subject.value("ics:legislation")
    if not legislation.startswith(LEGISLATION):
        fault(f"ics:legislation must be a page of {LEGISLATION}")
    return {
        "name": re.sub(r"^(rule|seat)-", "", subject.name),
        "label": subject.value("rdfs:label"),
        "definition": subject.value("skos:definition"),
        "legal_basis": subject.value("ics:legalBasis"),
        "section": subject.value("ics:section"),
        "legislation": legislation,
        "inserted_by": subject.maybe("ics:insertedBy"),
        "since": since,
        "since_by": subject.maybe("ics:fromBasis"),
        "until": until,
        "until_by": subject.maybe("ics:untilBasis"),
        "read_to": read_to,
        "attested_on": attested,
        "attested_by": subject.maybe("ics:attestedBy"),
        "reading": cast("Reading", reading),
        "read_note": subject.maybe("ics:readNote"),
    }


def _paths(subject: Subject, relations: Mapping[str, Ends], fault: Fault) -> tuple[tuple[Step, ...], ...]:
    """Return the ways to a rule's object: alternatives by ``|``, steps by ``/``, against a relation by ``^``."""
    written = subject.maybe("ics:reachedBy")
    if written is None:
        return ()
    paths = []
    for way in written.split("|"):
        steps = [step.strip() for step in way.split("/")]
        for step in steps:
            if not _STEP.fullmatch(step) or step.removeprefix("^") not in relations:
                fault(f"unknown relation '{step}' in ics:reachedBy")
        paths.append(tuple(Step(step.removeprefix("^"), step.startswith("^")) for step in steps))
    return tuple(paths)


def _check_ends(
    relation: str, subjects: tuple[str, ...], objects: tuple[str, ...], permitted: Ends, fault: Fault
) -> None:
    for start in subjects:
        for end in objects:
            if start not in permitted.subjects or end not in permitted.objects:
                fault(f"{relation} may not run from {start} to {end}")

"""The extensions of the NHS in a FHIR resource: in which time it was active, and its roles with theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ics_graph.exchange.foreign_days import NoDay, foreign_day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.fhir_references import Resource
from ics_graph.exchange.ods.json_files import dicts, inside, text_of
from ics_graph.exchange.ods.records import NO_DAYS, Days, Record, Role


@dataclass(slots=True)
class Doubts:
    """What is doubtful of a resource: of its days, which may hide that it is over, and all else."""

    days: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def tell(self, report: Report, resource: Resource, record: str) -> None:
        """Tell each reason once."""
        for reason in dict.fromkeys((*self.days, *self.others)):
            report.doubt(resource.file.file.name, resource.line, record, reason)


def extended(record: Record, extension: dict[str, Any], doubts: Doubts) -> bool:
    """Take in an extension of the NHS: the time in which the organisation was active, or a role with its time.

    Return whether it is one that is understood.
    """
    url = text_of(extension.get("url")).casefold()
    parts = {text_of(part.get("url")): part for part in dicts(extension.get("extension"))}
    if "activeperiod" in url or "typedperiod" in url or url.endswith("/organization-period"):
        _life(record, extension, parts, doubts)
    elif "organizationrole" in url or "organisationrole" in url:
        coding = _coding(parts)
        code = text_of(coding.get("code"))
        if code:
            record.roles.append(_role(code, coding, parts, extension, doubts))
    else:
        # The day on which the register last changed its record is a day of the file, and was read before.
        return "typeddatetime" in url or "lastchangedate" in url
    return True


def _role(code: str, coding: Mapping[str, Any], parts: Mapping[str, Any], extension: Any, doubts: Doubts) -> Role:
    days = period_of(inside(parts.get("activePeriod"), "valuePeriod"), doubts)
    for part in dicts(extension.get("extension")):
        if "typedperiod" in text_of(part.get("url")).casefold() and not any(days):
            days = _typed_period(part, doubts)[1]
    primary = inside(parts.get("primaryRole"), "valueBoolean") is True
    ended = inside(parts.get("active"), "valueBoolean") is False and days[1] is None
    if ended:
        doubts.others.append("a role is not active, and no day is given on which it ended")
    id_ = code if code.upper().startswith("RO") else f"RO{code}"
    return Role(id_, primary, days, text_of(coding.get("display")), over=ended)


def _coding(parts: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("role", "roleCode", "instanceID"):
        part = parts.get(name)
        for coding in (*dicts(inside(part, "valueCoding")), *dicts(inside(part, "valueCodeableConcept", "coding"))):
            return coding
    return {}


def _life(record: Record, extension: dict[str, Any], parts: Mapping[str, Any], doubts: Doubts) -> None:
    what, days = named_period(extension, parts, doubts)
    if what.casefold() == "legal":
        record.legal = days
    else:
        record.operational = days


def named_period(extension: dict[str, Any], parts: Mapping[str, Any], doubts: Doubts) -> tuple[str, Days]:
    """Return what kind of days an extension gives, and the days; no kind where it says none."""
    if "valuePeriod" not in extension:
        return _typed_period(extension, doubts)
    period = extension["valuePeriod"]
    kinds = [text_of(part.get("valueString")) for part in dicts(inside(period, "extension"))]
    return (kinds[0] if kinds else ""), period_of(period, doubts)


def _typed_period(extension: dict[str, Any], doubts: Doubts) -> tuple[str, Days]:
    parts = {text_of(part.get("url")): part for part in dicts(extension.get("extension"))}
    kind = parts.get("dateType")
    what = text_of(inside(kind, "valueCoding", "code")) or text_of(inside(kind, "valueString"))
    return what, period_of(inside(parts.get("period"), "valuePeriod"), doubts)


def period_of(period: Any, doubts: Doubts) -> Days:
    """Return the first and last day of a period; an instant is the day that it was in England."""
    days = []
    for end in ("start", "end"):
        try:
            days.append(foreign_day(text_of(inside(period, end))))
        except NoDay:
            doubts.others.append("a day that stands for none, as 9999-12-31 does; taken over without it")
            days.append(None)
        except ValueError:
            doubts.days.append("an impossible day; taken over without it")
            days.append(None)
    since, until = days
    if since and until and since.earliest > until.latest:
        doubts.days.append("a time that ends before it begins; taken over without its days")
        return NO_DAYS
    return since, until

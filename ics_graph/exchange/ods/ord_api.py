"""Answers of the ODS ORD API as records of the register; places and contacts are not looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ics_graph.dates import PartialDate
from ics_graph.exchange.foreign_days import NoDay
from ics_graph.exchange.foreign_days import foreign_day as day
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.json_files import JsonFile, dicts, inside, text_of
from ics_graph.exchange.ods.records import NO_DAYS, Days, Follows, Link, Record, Role
from ics_graph.exchange.ods.rows import OdsFile, OdsRow


def records(files: Sequence[JsonFile], report: Report) -> Iterator[Record]:
    """Yield the organisations of the files; what is none is told."""
    for json_file in files:
        for line, value in json_file.values:
            for organisation in _organisations(value):
                report.read[json_file.file.name] += 1
                record = record_of(json_file.file, line, organisation, report)
                if record is not None:
                    yield record


def _organisations(value: Any) -> list[Any]:
    """Return the organisations of an answer: of one, of a search, or of a list of answers."""
    several = inside(value, "Organisations")
    if isinstance(several, list):
        return several
    organisation = inside(value, "Organisation")
    return organisation if isinstance(organisation, list) else [value if organisation is None else organisation]


def record_of(file: OdsFile, line: int, value: Any, report: Report) -> Record | None:
    """Return the record of an organisation as the API gives it, or None where it is none, which is told."""
    name = file.name
    org_id = inside(value, "OrgId")
    code = text_of(inside(org_id, "extension"))
    if not code and isinstance(org_id, str):
        report.skip(
            name, line, org_id, "a summary of a search without roles and dates; ask for the organisation itself"
        )
        return None
    if not code.isalnum():
        report.skip(
            name, line, code or text_of(inside(value, "Name")), "no organisation of the ORD API: it has no OrgId"
        )
        return None
    row = OdsRow(file, line, [code], f"organisation {code}")
    record = Record(row, code, text_of(value.get("Name")), site=text_of(value.get("orgRecordClass")) == "RC2")
    doubts: list[str] = []
    dates = _dates(value.get("Date"))
    doubts += dates.doubts
    record.legal, record.operational = dates.legal, dates.operational
    record.over = _over(value, dates, "it", doubts)
    for role in dicts(inside(value, "Roles", "Role")):
        dates = _dates(role.get("Date"))
        doubts += dates.doubts
        over = _over(role, dates, "a role", doubts)
        record.roles.append(Role(text_of(role.get("id")), role.get("primaryRole") is True, dates.days, over=over))
    for link in dicts(inside(value, "Rels", "Rel")):
        dates = _dates(link.get("Date"))
        doubts += dates.doubts
        key, over = text_of(link.get("uniqueRelId")), _over(link, dates, "a relationship", doubts)
        kind = text_of(link.get("id"))
        record.links.append(Link(kind, *_target(link), dates.legal, dates.operational, key, over))
    for follows in dicts(inside(value, "Succs", "Succ")):
        dates = _dates(follows.get("Date"))
        doubts += dates.doubts
        since = dates.legal[0] or dates.operational[0]
        later = text_of(follows.get("Type")) == "Successor"
        record.follows.append(Follows(later, *_target(follows), since, text_of(follows.get("uniqueSuccId"))))
    for reason in dict.fromkeys(doubts):
        report.doubt(name, line, code, reason)
    for wanted in (record.links, record.follows):
        for item in [item for item in wanted if not item.target.isalnum()]:
            report.skip(name, line, code, "a relationship or succession whose other end has no code")
            wanted.remove(item)  # type: ignore[arg-type]
    if value.get("GeoLoc") or value.get("Contacts"):
        report.skip(name, line, f"{code} GeoLoc, Contacts", "places and contacts are never taken over")
    _seen(file, value)
    return record


def _seen(file: OdsFile, value: dict[str, Any]) -> None:
    """The file was made no earlier than the last change that it knows of."""
    try:
        changed = day(text_of(value.get("LastChangeDate")))
    except ValueError:
        return
    if changed is not None and (file.seen is None or file.seen.earliest < changed.earliest):
        file.seen = changed


def _target(value: dict[str, Any]) -> tuple[str, str]:
    target = value.get("Target")
    return text_of(inside(target, "OrgId", "extension")), text_of(inside(target, "PrimaryRoleId", "id"))


class _Dates(NamedTuple):
    """What a list of dates comes to; ``unsound`` where a day cannot be read or comes before it may."""

    legal: Days
    operational: Days
    doubts: tuple[str, ...]
    unsound: bool

    @property
    def days(self) -> Days:
        return self.legal if any(self.legal) else self.operational


def _over(value: dict[str, Any], dates: _Dates, what: str, doubts: list[str]) -> bool:
    """Return whether something has ended or may have, and no day is given on which; what is inactive is told."""
    if dates.unsound:
        return True
    if text_of(value.get("Status")).casefold() != "inactive" or dates.days[1] is not None:
        return False
    doubts.append(f"{what} is inactive, and no day is given on which it ended")
    return True


def _dates(value: Any) -> _Dates:
    """Return the legal and the operational days of a list of dates."""
    return _read(
        tuple(
            [(text_of(item.get("Type")), text_of(item.get("Start")), text_of(item.get("End"))) for item in dicts(value)]
        )
    )


@lru_cache(maxsize=20_000)
def _read(dates: tuple[tuple[str, ...], ...]) -> _Dates:
    """Return what dates come to; a register has the same ones again and again."""
    doubts: list[str] = []
    unsound = False
    by_type: dict[str, Days] = {}
    for type_, *ends in dates:
        days: list[PartialDate | None] = []
        for text in ends:
            try:
                days.append(day(text))
            except NoDay:
                doubts.append(f"a day that stands for no day ({text}); read as none")
                days.append(None)
            except ValueError:
                doubts.append("an impossible day; taken over without it")
                unsound = True
                days.append(None)
        since, until = days
        if since and until and since.earliest > until.latest:
            doubts.append("a time that ends before it begins; taken over without its days")
            unsound = True
            since, until = None, None
        by_type[type_] = (since, until)
    return _Dates(by_type.get("Legal", NO_DAYS), by_type.get("Operational", NO_DAYS), tuple(doubts), unsound)

"""An organisation of the ODS register as a record: what its two JSON formats have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from ics_graph.dates import PartialDate
from ics_graph.exchange.ods.rows import OdsRow
from ics_graph.model import Identifier

Days = tuple[PartialDate | None, PartialDate | None]
NO_DAYS: Days = (None, None)


@dataclass(slots=True)
class Role:
    """A role of an organisation for a time; ``name`` is what the file calls it, empty where it gives the code alone.

    ``over``, here and below: it has ended or may have, and no day is given on which; so the file's day shows nothing.
    """

    id: str
    primary: bool
    days: Days
    name: str = ""
    over: bool = False


@dataclass(slots=True)
class Link:
    """A line to another organisation: its kind (RE5), the other's code and primary role, and its days.

    ``row`` is where it stands, if that is not in the record of the organisation where it begins.
    """

    kind: str
    target: str
    role: str
    legal: Days
    operational: Days
    key: str = ""
    over: bool = False
    row: OdsRow | None = None


@dataclass(slots=True)
class Follows:
    """That an organisation came before or after another, from a day on."""

    later: bool
    target: str
    role: str
    since: PartialDate | None
    key: str = ""


@dataclass(slots=True)
class Record:
    """One organisation of the register, as a file gives it; ``site`` where the register calls it a site of another.

    ``code_days`` are those of its code, where they are given apart from its own. ``kind`` is its type where no role
    says it, and ``notes`` are what the file says of it in words.
    """

    row: OdsRow
    code: str
    name: str
    legal: Days = NO_DAYS
    operational: Days = NO_DAYS
    scheme: str = "ods"
    roles: list[Role] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    follows: list[Follows] = field(default_factory=list)
    other_names: set[str] = field(default_factory=set)
    identifiers: list[Identifier] = field(default_factory=list)
    over: bool = False
    code_days: Days = NO_DAYS
    kind: str = ""
    notes: list[str] = field(default_factory=list)
    site: bool = False

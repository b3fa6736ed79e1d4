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
    """A line to another organisation: its kind (RE5), the other's code and primary role, and its days."""

    kind: str
    target: str
    role: str
    legal: Days
    operational: Days
    key: str = ""
    over: bool = False


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
    """One organisation of the register, as a file gives it; ``site`` where the register calls it a site of another."""

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
    site: bool = False

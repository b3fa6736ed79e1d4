"""From the rows of a document to the table that a board publishes: one row a grant, and above it what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from ics_graph.dates import PartialDate
from ics_graph.dates import in_words as day_in_words
from ics_graph.deciding.worlds import may
from ics_graph.errors import InvalidValue
from ics_graph.exchange.board_tables.columns import ABOUT, COLUMNS
from ics_graph.exchange.board_tables.document import Cell, Column, Document, Part
from ics_graph.exchange.board_tables.naming import Naming, in_a_list
from ics_graph.exchange.documents import in_force
from ics_graph.exchange.spreadsheet.cells import text_to
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.model import Dataset
from ics_graph.model.decisions import Approval, Grant, Instrument, Version
from ics_graph.names import fold
from ics_graph.ontology import Ontology
from ics_graph.validation import closest
from ics_graph.visible_text import in_a_line

# What is made of names, which are made fit for a cell one by one.
_NAMED = frozenset({"after", *(column.field for column in COLUMNS if column.kind == "names")})
_NAMED_ABOVE = frozenset({"body", "rights_of", "approvals", "supersedes"})


def body_meant(dataset: Dataset, text: str) -> str:
    """Return the id of the body of a name or id; raise InvalidValue where it is none, or several."""
    if text in dataset.entities:
        return text
    ids = [
        body.id for body in dataset.entities.values() if fold(text) in {fold(n) for n in (body.name, *body.also_called)}
    ]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise InvalidValue(f"'{text}' may be any of {len(ids)} bodies; write the id: {', '.join(sorted(ids))}")
    hint = closest(text, [body.name for body in dataset.entities.values()])
    raise InvalidValue(f"there is no body '{text}'. {hint}".rstrip())


class SchemeBooks:
    """The documents of one body that hold rows."""

    def __init__(self, dataset: Dataset, ontology: Ontology, body: str, day: date) -> None:
        self.dataset, self.ontology, self.body, self.day = dataset, ontology, body, day
        self.naming, self.words = Naming(dataset), Vocabulary(ontology)
        self.chosen: list[Version] = []

    def document(self, instrument: str | None, versions: Sequence[str]) -> Document:
        """Return the tables of the versions that are named, or of those in force on the day.

        Raises InvalidValue, with what there is, where no version with rows is meant.
        """
        chosen = self.chosen = self._chosen(instrument, versions)
        instruments = {version.instrument for version in chosen}
        of = self.dataset.entities[self.body].name
        only = self.dataset.instruments[next(iter(instruments))].name if len(instruments) == 1 else None
        return Document(in_a_line(only or f"Schemes of {of}"), tuple(self._part(version) for version in chosen))

    def left(self) -> dict[str, int]:
        """Return what the tables that were written do not show, with its number."""
        ids = {version.id for version in self.chosen}
        grants = [grant for grant in self.dataset.grants.values() if grant.version in ids]
        rights = {grant.right for grant in grants}
        cited = {id_ for grant in grants for id_ in grant.granted_by}
        return {
            "what clauses say that rows cite": len(cited),
            "notes on functions": sum(self.dataset.rights[id_].note is not None for id_ in rights),
            "sources of rows": sum(len(grant.claims) for grant in grants),
        }

    def _chosen(self, instrument: str | None, versions: Sequence[str]) -> list[Version]:
        with_rows = {grant.version for grant in self.dataset.grants.values()}
        all_versions = sorted(
            (
                version
                for version in self.dataset.versions.values()
                if version.id in with_rows and self.dataset.instruments[version.instrument].body == self.body
            ),
            key=lambda version: (version.instrument, _first(version), version.id),
        )
        name = self.dataset.entities[self.body].name
        if not all_versions:
            raise InvalidValue(f"these data hold no rows of a scheme of {name}")
        if instrument is not None:
            of = [version for version in all_versions if self._is_called(version.instrument, instrument)]
            if not of:
                names = dict.fromkeys(self.naming.version(v).removesuffix(v.label).strip() for v in all_versions)
                raise InvalidValue(f"{name} has no document '{instrument}' with rows; it has {', '.join(names)}")
            all_versions = of
        if versions:
            wanted = {fold(text) for text in versions}
            named = [v for v in all_versions if wanted & {fold(v.label), fold(v.id), fold(self.naming.version(v))}]
            missing = [
                text
                for text in versions
                if not any(fold(text) in {fold(v.label), fold(v.id), fold(self.naming.version(v))} for v in named)
            ]
            if missing:
                there = ", ".join(map(self.naming.version, all_versions))
                raise InvalidValue(f"there is no version '{missing[0]}' with rows; there are {there}")
            return named
        in_force = self._in_force(all_versions)
        if not in_force:
            there = ", ".join(map(self.naming.version, all_versions))
            message = f"no version with rows is in force on {day_in_words(self.day)}"
            raise InvalidValue(f"{message}; name one by --version, or a day by --as-of: {there}")
        return in_force

    def _is_called(self, id_: str, text: str) -> bool:
        instrument = self.dataset.instruments[id_]
        names = {fold(name) for name in (instrument.id, instrument.name, instrument.short_name or "")}
        return bool(fold(text)) and fold(text) in names

    def _in_force(self, versions: Sequence[Version]) -> list[Version]:
        force = in_force(self.dataset, self.ontology, self.day)
        return [version for version in versions if may(partial(force.version_in_force, version))]

    # --- one version -------------------------------------------------------------------------------------------------

    def _part(self, version: Version) -> Part:
        instrument = self.dataset.instruments[version.instrument]
        grants = sorted(
            (grant for grant in self.dataset.grants.values() if grant.version == version.id),
            key=lambda grant: (_in_order(grant.number), _in_order(grant.id)),
        )
        bodies = {self.dataset.rights[grant.right].body for grant in grants}
        rights_of = next(iter(bodies)) if len(bodies) == 1 else instrument.body
        texts = [self._texts(grant, version.id, str(rights_of)) for grant in grants]
        columns = [column for column in COLUMNS if column.always or any(row.get(column.field) for row in texts)]
        return Part(
            in_a_line(self.naming.version(version)),
            in_a_line(f"{instrument.name}, {version.label}"),
            tuple(self._about(instrument, version, rights_of)),
            tuple(
                Column(column.heading, "amount" if column.kind == "amount" else "text", column.width)
                for column in columns
            ),
            tuple(tuple(row.get(column.field) for column in columns) for row in texts),
        )

    def _about(self, instrument: Instrument, version: Version, rights_of: str | None) -> Iterator[tuple[str, str]]:
        supersedes = self.dataset.versions.get(version.supersedes or "")
        values: dict[str, str | None] = {
            "name": instrument.name,
            "short_name": instrument.short_name,
            "kind": self.words.label("instrument-kinds", instrument.kind),
            "body": self.naming.body(self.body),
            "rights_of": self.naming.body(rights_of) if rights_of and rights_of != self.body else None,
            "label": version.label,
            "effective": _day(version.effective),
            "until": _day(version.until),
            "approvals": "; ".join(map(self._approval, version.approvals)),
            "published": _day(version.published),
            "review_due": _day(version.review_due),
            "supersedes": self.naming.version(supersedes) if supersedes else None,
            "draft": "yes" if version.draft else None,
            "instrument_note": instrument.note,
            "note": version.note,
        }
        for field, headings in ABOUT.items():
            if value := values[field]:
                yield headings[0], value if field in _NAMED_ABOVE else text_to(value)

    def _approval(self, approval: Approval) -> str:
        by = f"by {self.naming.body(approval.by)}" if approval.by else ""
        return " ".join(filter(None, [_day(approval.date), by]))

    def _texts(self, grant: Grant, here: str, rights_of: str) -> Mapping[str, Cell]:
        """Return what stands in the row of a grant, by column."""
        right, naming = self.dataset.rights[grant.right], self.naming
        is_individual = any(self.ontology.is_a(self.dataset.entities[grant.holder].type, t) for t in ("Post", "Person"))
        holder = "reserved" if grant.kind == "reserve" else "individual" if is_individual else "committee"
        event = self.dataset.events.get(grant.until_event or "")
        ends = [f"{event.name} [{event.id}]"] if event else []
        ends += [grant.ends_when] if grant.ends_when else []
        cells: dict[str, Cell] = {
            "number": grant.number,
            "theme": right.theme,
            "function": right.function,
            "act": self.words.label("acts", right.act),
            "scope": right.scope,
            "other_names": "; ".join(map(in_a_list, right.other_names)),
            "rights_of": naming.body(right.body) if right.body != rights_of else None,
            holder: naming.body(grant.holder),
            "kind": grant.kind if grant.kind in ("sub-delegate", "joint") else None,
            "giver": naming.body(grant.giver),
            "jointly_with": naming.bodies(grant.jointly_with),
            "over": grant.over,
            "up_to": grant.up_to,
            "per": self.words.label("pers", grant.per) if grant.per else None,
            "per_what": grant.per_what,
            "vat": self.words.label("vats", grant.vat) if grant.vat else None,
            "condition": grant.condition,
            "applies_if": grant.applies_if,
            "exclusion": grant.exclusion,
            "since": _day(grant.since),
            "until": _day(grant.until),
            "ends_when": "; ".join(ends),
            "deputy": naming.body(grant.deputy) if grant.deputy else None,
            "passed_on": None if grant.passed_on is None else "yes" if grant.passed_on else "no",
            "after": self._row(grant.after, here) if grant.after else None,
            "granted_by": "; ".join(naming.place(self.dataset.clauses[id_], here) for id_ in grant.granted_by),
            "accountable": naming.body(grant.accountable) if grant.accountable else None,
            "liable": naming.body(grant.liable) if grant.liable else None,
            "continues": "; ".join(self._row(id_, here) for id_ in grant.continues),
            "note": grant.note,
        }
        if grant.no_deputy:
            cells["deputy"] = "; ".join(filter(None, [str(cells["deputy"] or ""), "no deputy"]))
        return {
            field: text_to(cell) if isinstance(cell, str) and field not in _NAMED else cell
            for field, cell in cells.items()
        }

    def _row(self, id_: str, here: str) -> str:
        """Return where a row stands; with its id where its number is that of several."""
        grant = self.dataset.grants[id_]
        alike = [g for g in self.dataset.grants.values() if (g.version, g.number) == (grant.version, grant.number)]
        return self.naming.place(grant, here) + (f" [{id_}]" if len(alike) > 1 else "")


def _first(version: Version) -> date:
    when = version.effective or version.published
    return when.earliest if when else date.min


def _day(when: PartialDate | None) -> str | None:
    return day_in_words(when) if when else None


def _in_order(number: str) -> Sequence[tuple[int, str]]:
    """Return a key by which 2 comes before 10, and 4.2 before 4.10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|[^\d.]+", number)]

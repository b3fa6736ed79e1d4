"""Which clause, version or row a cell of a scheme cites: a known one, or a clause of which nothing is known yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ics_graph.exchange.board_tables.naming import BY_ID, NOT_STATED
from ics_graph.exchange.entity_matching import fresh
from ics_graph.exchange.spreadsheet.cells import Unfit
from ics_graph.exchange.text_files import slug
from ics_graph.model import Claim, Dataset
from ics_graph.model.decisions import Clause, Instrument, Version
from ics_graph.names import fold

_WORD = r"(?:clauses?|sections?|paragraphs?|paras?\.?|parts?|articles?|rules?|ss?\.|§)"
_PLACE = re.compile(rf"(?s)(?:(?P<of>.*?)[,:]?\s+)?(?P<word>{_WORD})?\s*(?P<number>\d[\w.()-]*)", re.IGNORECASE)
_WORDED = re.compile(rf"(?s)(?:(?P<of>.*?)[,:]?\s+)?(?P<word>{_WORD})\s+(?P<number>.+)", re.IGNORECASE)
_ROW = re.compile(r"(?s)(?:(?P<of>.*?),?\s+)?rows?\s+(?P<number>.+)", re.IGNORECASE)
_LABEL = re.compile(r"(?s)(.+?)[,]?\s+(v(?:ersion)?\.?\s*\d[\w.]*|\d{4}(?:[/-]\d\d(?:\d\d)?)?)", re.IGNORECASE)
_KINDS = (
    (r"\bconstitution\b|^con$", "constitution"),
    (r"\bstanding financial instructions\b|\bsfis?\b", "standing-financial-instructions"),
    (r"\bterms of reference\b|\btor\b", "terms-of-reference"),
    (r"\bstanding orders\b|^sos?$", "standing-orders"),
    (r"\bregulations\b", "regulations"),
    (r"\bact\b", "act"),
    (r"\bguidance\b", "guidance"),
    (r"\bhandbook\b", "governance-handbook"),
    (r"\bdelegation agreement\b", "delegation-agreement"),
    (r"\bscheme of\b|\bsord\b", "scheme-of-reservation-and-delegation"),
)
_NOBODYS = ("act", "regulations", "guidance")
_STUB = "The scheme cites it for what it gives. What it says is not recorded here."
_WHY = "the scheme cites it as that by which the right is given"


def citations_in(text: str) -> list[str]:
    """Return the places that a cell cites: parted by semicolons or lines, or as in ``CON 4.1, 4.2 and 4.5``."""
    places: list[str] = []
    for part in re.split(r"[;\n]", text):
        pieces = re.split(r",\s*(?=\d)|\s+and\s+(?=\d)|\s*&\s*(?=\d)", part.strip())
        first = _PLACE.fullmatch(pieces[0])
        places.append(pieces[0])
        for piece in pieces[1:]:
            before = pieces[0][: first.start("number")] if first else ""
            places.append(f"{before}{piece}")
    return [place for place in places if place.strip()]


class Citations:
    """The instruments, versions and clauses that may be cited, and those that were made since nobody has them yet."""

    def __init__(self, known: Dataset, version: Version, instrument: Instrument) -> None:
        self.known, self.version, self.instrument = known, version, instrument
        self.instruments: dict[str, Instrument] = {instrument.id: instrument}
        self.versions: dict[str, Version] = {version.id: version}
        self.clauses: dict[str, Clause] = {}
        self._all_instruments = {**known.instruments, **self.instruments}
        self._all_versions = {**known.versions, **self.versions}
        self._by_number: dict[tuple[str, str], list[Clause]] = defaultdict(list)
        for clause in known.clauses.values():
            self._by_number[clause.version, fold(clause.number)].append(clause)

    def know(self, versions: dict[str, Version], instruments: dict[str, Instrument]) -> None:
        """Make the other documents of the same file known."""
        self._all_instruments |= instruments
        self._all_versions |= versions

    def version_called(self, text: str) -> str | None:
        """Return the id of the one version that a text names: ``SoRD v2``."""
        ids = [version.id for version in self._all_versions.values() if fold(text) in set(self._titles(version))]
        return ids[0] if len(ids) == 1 else None

    def clause(self, text: str, giver: str, claim: Claim, of_heading: str) -> tuple[str, bool]:
        """Return the id of the clause that a text cites for what ``giver`` gives, and whether it was made for that.

        Raises Unfit where it may be several.
        """
        by_id = BY_ID.fullmatch(text)
        if by_id and by_id[2] in self.known.clauses:
            return str(by_id[2]), False
        match = _WORDED.fullmatch(text) or _PLACE.fullmatch(text)
        number = match["number"].strip() if match else NOT_STATED
        of = (match["of"] or "").strip(" ,") if match else text.strip()
        versions = self._versions_of(of) if of else [self.version.id]
        if not of and not (match and match["word"]) and "constitution" in fold(of_heading):
            of = "Constitution"
            versions = self._versions_of(of)
        hits = [
            clause
            for version in versions
            for clause in (*self._by_number[version, fold(number)], *self._stubs(version, number))
        ]
        hits = [clause for clause in hits if clause.body in (None, giver)] or [
            c for c in hits if c.id in self.known.clauses
        ]
        if len(hits) == 1:
            return hits[0].id, False
        if len({clause.version for clause in hits}) > 1:
            titles = "; ".join(sorted(f"[{clause.id}]" for clause in hits))
            raise Unfit(f"'{text}' may be a clause of several versions. Name the version, or write one of {titles}")
        if hits:
            return hits[0].id, False
        return self._make(of, versions, number, giver, claim), True

    def row(self, text: str) -> tuple[str | None, str]:
        """Return the version that a text names (None: this one), and the number of the row in it; raises Unfit."""
        match = _ROW.fullmatch(text)
        if match is None:
            return None, text.strip()
        if not match["of"]:
            return None, match["number"].strip()
        id_ = self.version_called(match["of"])
        if id_ is None:
            raise Unfit(f"there is no document '{match['of']}' here. Name with --match the dataset that has it")
        return id_, match["number"].strip()

    def _stubs(self, version: str, number: str) -> list[Clause]:
        return [c for c in self.clauses.values() if c.version == version and fold(c.number) == fold(number)]

    def _titles(self, version: Version) -> Iterator[str]:
        instrument = self._all_instruments[version.instrument]
        label = "" if version.label == NOT_STATED else f" {version.label}"
        for name in (instrument.short_name, instrument.name, instrument.id):
            if name:
                yield fold(f"{name}{label}")
        yield fold(version.id)

    def _versions_of(self, text: str) -> list[str]:
        """Return the versions that a text may mean: one by its label, or all of an instrument that is named alone."""
        plain = fold(text)
        titled = [version.id for version in self._all_versions.values() if plain in set(self._titles(version))]
        if titled:
            return titled
        ids = {
            instrument.id
            for instrument in self._all_instruments.values()
            if plain in {fold(name) for name in (instrument.name, instrument.short_name or "")}
            or (plain == "constitution" and instrument.kind == plain and instrument.body == self.instrument.body)
        }
        return [version.id for version in self._all_versions.values() if version.instrument in ids]

    def _make(self, of: str, versions: list[str], number: str, giver: str, claim: Claim) -> str:
        version = versions[0] if len(versions) == 1 else self._version(of, claim) if of else self.version.id
        why = Claim(claim.source, claim.locator, "inferred", note=_WHY)
        taken = {*self.known.clauses, *self.clauses}
        id_ = fresh(f"{version}-{slug(number) or 'clause'}", taken)
        self.clauses[id_] = Clause(id_, version, number, _STUB, effect="power", body=giver, claims=(why,))
        return id_

    def _version(self, of: str, claim: Claim) -> str:
        """Return a new version of a document of which nothing is known but its name and, perhaps, its label."""
        labelled = _LABEL.fullmatch(of)
        name, label = (labelled[1].strip(" ,"), labelled[2]) if labelled else (of, NOT_STATED)
        instrument = next(
            (i for i in self._all_instruments.values() if fold(name) in {fold(i.name), fold(i.short_name or "")}), None
        )
        if instrument is None:
            kind = next((kind for words, kind in _KINDS if re.search(words, name, re.IGNORECASE)), "other-instrument")
            id_ = fresh(slug(name) or "document", self._all_instruments)
            body = None if kind in _NOBODYS else self.instrument.body
            instrument = Instrument(id_, kind, name, body, claims=(claim,))
            self.instruments[id_] = self._all_instruments[id_] = instrument
        id_ = fresh(f"{instrument.id}-{slug(label)}", self._all_versions)
        self.versions[id_] = self._all_versions[id_] = Version(id_, instrument.id, label, claims=(claim,))
        return id_

"""From the tables of a scheme to records, or to every problem at once, by cell.

The file is long because it is one pass: the document, then whom its rows name, then the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ics_graph.dates import PartialDate
from ics_graph.exchange.board_tables.bodies import SchemeBodies, names_in
from ics_graph.exchange.board_tables.cells import PERS, VATS, SchemeCells
from ics_graph.exchange.board_tables.citing import Citations, citations_in
from ics_graph.exchange.board_tables.columns import BY_FIELD, HOLDERS
from ics_graph.exchange.board_tables.given import GivenCell, tables_in
from ics_graph.exchange.board_tables.layout import Layout, SchemeRow, SchemeTable, unfit
from ics_graph.exchange.board_tables.naming import BY_ID, MARKS, NO_DEPUTY, NO_MARKS
from ics_graph.exchange.entity_matching import fresh
from ics_graph.exchange.formats import ImportInput
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.spreadsheet.cells import Unfit, text_from
from ics_graph.exchange.spreadsheet.vocabulary import Vocabulary
from ics_graph.exchange.text_files import slug
from ics_graph.model import About, Claim, Dataset, Source
from ics_graph.model.decisions import Act, Approval, DecisionRight, Grant, GrantKind, Instrument, Version
from ics_graph.names import fold
from ics_graph.validation import closest, validate

_ACTS: dict[str, Act] = {
    **dict.fromkeys(
        ("approve", "approval", "approves", "agree", "agreement", "authorise", "ratify", "ratification"), "approve"
    ),
    **dict.fromkeys(("decide", "decision", "decisions", "determine", "determination", "decides"), "decide"),
    **dict.fromkeys(("recommend", "recommendation", "recommends"), "recommend"),
    **dict.fromkeys(("consult", "consulted", "consultation", "be consulted"), "be-consulted"),
    **dict.fromkeys(("note", "noting", "receive"), "note"),
    **dict.fromkeys(("sign", "signing", "signature", "execute"), "sign"),
}
_LEADING = re.compile(
    rf"({'|'.join(sorted(_ACTS, key=len, reverse=True))})\b(?:\s+(?:of|on|the|to)\b)*\s+", re.IGNORECASE
)
_LIKE_A_RULE = re.compile(
    r"\b(?:until|expir\w+|ends?|from|not before|subject to|provided|only if|except|exclu(?:de|sion|ding)\w*|delegat\w+"
    r"|deput\w+)\b",
    re.IGNORECASE,
)
"""Words by which a comment may bound a right: what stands in it is shown with the row, and not judged by."""
_KINDS = {"delegated": "delegate", "sub-delegated": "sub-delegate", "delegated on": "sub-delegate", "jointly": "joint"}


@dataclass(slots=True)
class _Made:
    """What has been made of the documents of a file."""

    sources: dict[str, Source] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    clauses: dict[str, Any] = field(default_factory=dict)
    rights: dict[str, DecisionRight] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    rows: dict[str, SchemeRow] = field(default_factory=dict)


class SchemeReader:
    """Reads one file; ``dataset`` returns what it says, or raises ImportFailed with all that is wrong."""

    def __init__(
        self,
        given: ImportInput,
        body: str | None,
        instrument: str | None,
        version: str | None,
        effective: PartialDate | None,
    ) -> None:
        self.given, self.path = given, given.files[0]
        self.options = {"body": body, "name": instrument, "label": version}
        self.effective = effective
        self.file, self.report, self.known = self.path.name, given.report, given.known
        self.cells = SchemeCells(self.path, given.report, given.known, Vocabulary(given.ontology))
        self.bodies = SchemeBodies(given.known.entities, given.ontology, given.report, self.file)
        self.made = _Made()

    def dataset(self) -> Dataset:
        """Return the records of the file."""
        layout = Layout(self.file, self.report)
        schemes = layout.schemes(tables_in(self.path, self.report))
        for place, message, remedy in layout.problems:
            self.cells.fault(place, message, remedy)
        if not schemes:
            names = ", ".join(BY_FIELD[name].heading for name in ("number", "function", *HOLDERS[:3]))
            hint = f"A row of headings names the decision and who has it: {names}."
            self.cells.fault("", "no table in it has the headings of a scheme", hint)
        self.report.read[self.file] += sum(len(scheme.rows) for scheme in schemes)
        documents = [document for scheme in schemes if (document := self._document(scheme))]
        for document in documents:
            document.cites.know(self.made.versions, self.made.instruments)
        for document in documents:
            self._supersedes(document)
            for row in document.scheme.rows:
                self._holders(document, row)
        for document in documents:
            for row in document.scheme.rows:
                self._row(document, row)
        for document in documents:
            self._references(document)
        made = self.made
        for document in documents:
            made.instruments |= {i: r for i, r in document.cites.instruments.items() if i not in made.instruments}
            made.versions |= {i: r for i, r in document.cites.versions.items() if i not in made.versions}
            made.clauses |= document.cites.clauses
        title = next((i.name for i in made.instruments.values()), self.path.stem)
        dataset = Dataset(
            (About("sord", title),),
            made.sources,
            self.bodies.made,
            instruments=made.instruments,
            versions=made.versions,
            clauses=made.clauses,
            rights=made.rights,
            grants=made.grants,
        )
        self._check(dataset)
        if self.cells.problems:
            raise ImportFailed(self.cells.problems)
        return dataset

    # --- the document ------------------------------------------------------------------------------------------------

    def _document(self, scheme: SchemeTable) -> _Document | None:
        about = scheme.about
        place = scheme.name

        def text(name: str) -> str | None:
            return self.options.get(name) or (about[name].text if name in about else None)

        label = text("label")
        if label is None and self.effective is None and "effective" not in about:
            hint = 'Write "Version: v2" above the table, or give it by --version, such as --version v2.'
            self.cells.fault(place, "it is not said which version of the document this is", hint)
        label = label or "not stated"
        body_text = text("body")
        if body_text is None:
            name = "NHS Westmarch ICB"
            hint = f'Write "Body: {name}" above the table, or give it by --body, such as --body "{name}".'
            self.cells.fault(place, "it is not said whose document this is", hint)
        kind_text = text("kind")
        words = self.cells.words
        kind = words.name("instrument-kinds", kind_text) if kind_text else "scheme-of-reservation-and-delegation"
        if kind is None:
            kinds = words.labels["instrument-kinds"].values()
            self.cells.fault(
                about["kind"].place,
                f"'{kind_text}' is no kind of document",
                closest(str(kind_text), kinds) or f"It is one of: {', '.join(kinds)}.",
            )
        title = scheme.title.text if scheme.title else None
        name = text("name") or title or f"Scheme of reservation and delegation of {body_text}"
        if title and title not in (name, f"{name}, {label}"):
            self.report.skip(self.file, None, title[:60], "text above a table, which is not read")
        days = {key: self.cells.day(about.get(key)) for key in ("effective", "until", "published", "review_due")}
        days["effective"] = self.effective or days["effective"]
        # What is wrong above the table is told, and its rows are read all the same, for what is wrong in them.
        body_text, kind = body_text or "the body", kind or "scheme-of-reservation-and-delegation"
        source = fresh(slug(f"{text('short_name') or name} {label}") or "scheme", self.made.sources)
        claim = Claim(source, "the top of the document")
        whose = self._body(body_text, about["body"].place if "body" in about else "--body", None, "body", claim)
        functions_of = about.get("rights_of")
        rights_of = self._body(functions_of.text, functions_of.place, None, "body", claim) if functions_of else whose
        if whose is None or rights_of is None:
            return None
        body_name = (self.bodies.made.get(whose) or self.known.entities[whose]).name
        self.made.sources[source] = Source(
            source,
            f"{name}, {label}",
            kind=words.label("instrument-kinds", kind),
            publisher=body_name,
            date=days["published"],
            date_note=None if days["published"] else "The document does not say when it was published",
        )
        instrument = self._instrument(kind, name, text("short_name"), whose, about, claim)
        version = Version(
            "",
            instrument.id,
            label,
            effective=days["effective"],
            until=days["until"],
            approvals=tuple(self._approvals(about.get("approvals"), claim)),
            published=days["published"],
            review_due=days["review_due"],
            draft=self.cells.yes(about.get("draft")) or False,
            claims=(claim,),
            note=text("note"),
        )
        version = self._version(version, instrument, scheme)
        cites = Citations(self.known, version, instrument)
        return _Document(scheme, instrument, version, rights_of, source, cites)

    def _instrument(
        self, kind: str, name: str, short: str | None, whose: str, about: dict[str, GivenCell], claim: Claim
    ) -> Instrument:
        names = {fold(text) for text in (name, short) if text}
        for instrument in (*self.made.instruments.values(), *self.known.instruments.values()):
            called = {fold(text) for text in (instrument.name, instrument.short_name or "", instrument.id)}
            if instrument.body == whose and names & called:
                return instrument
        note = about["instrument_note"].text if "instrument_note" in about else None
        id_ = fresh(slug(short or name) or "scheme", {*self.known.instruments, *self.made.instruments})
        made = Instrument(id_, kind, name, whose, short, (claim,), note)
        self.made.instruments[id_] = made
        return made

    def _version(self, version: Version, instrument: Instrument, scheme: SchemeTable) -> Version:
        """Return the version that is known already, where it says the same, or a new one."""
        for other in self.known.versions.values():
            if other.instrument == instrument.id and fold(other.label) == fold(version.label):
                for key in ("effective", "until", "published", "review_due", "approvals", "draft", "note"):
                    mine, theirs = getattr(version, key), getattr(other, key)
                    if mine and mine != theirs:
                        place = scheme.about[key].place if key in scheme.about else scheme.name
                        what = key.replace("_", " ")
                        message = f"{instrument.name}, {other.label}, is recorded already with another '{what}'"
                        self.cells.fault(
                            place, message, "Correct it, or give the new version a label of its own by --version."
                        )
                return other
        id_ = fresh(f"{instrument.id}-{slug(version.label) or 'version'}", {*self.known.versions, *self.made.versions})
        made = replace(version, id=id_)
        self.made.versions[id_] = made
        return made

    def _supersedes(self, document: _Document) -> None:
        given = document.scheme.about.get("supersedes")
        if given is None or document.version.id not in self.made.versions:
            return
        earlier = document.cites.version_called(given.text) or self._earlier(document, given)
        if earlier is None:
            reason = "it supersedes a version of another document, which is not known here; that is left out"
            self.report.skip(self.file, None, f"{given.place} {given.text[:60]}", reason)
            return
        document.version = replace(document.version, supersedes=earlier)
        self.made.versions[document.version.id] = document.version

    def _earlier(self, document: _Document, given: GivenCell) -> str | None:
        """Return a new version of the same document, of which only the label is known; None where it is another's."""
        instrument, text = document.instrument, given.text
        names = sorted(filter(None, (instrument.short_name, instrument.name)), key=len, reverse=True)
        label = next((text[len(name) :] for name in names if fold(text).startswith(f"{fold(name)} ")), None)
        if label is None and re.fullmatch(r"v(ersion)?\.?\s*\d[\w.]*", text, re.IGNORECASE):
            label = text
        label = (label or "").strip(" ,")
        if not label:
            return None
        id_ = fresh(f"{instrument.id}-{slug(label) or 'version'}", {*self.known.versions, *self.made.versions})
        self.made.versions[id_] = Version(
            id_, instrument.id, label, claims=(Claim(document.source, "the top of the document"),)
        )
        reason = "the version that it supersedes is not known yet; it was made with nothing but its label"
        self.report.doubt(self.file, None, f"{given.place} {text[:60]}", reason)
        return id_

    def _approvals(self, given: GivenCell | None, claim: Claim) -> Iterator[Approval]:
        for text in names_in(given) if given else ():
            assert given is not None
            day_text, _, by = text.partition("by ") if text.startswith("by ") else text.partition(" by ")
            when = (
                self.cells.day_of(day_text.strip(), given.place)
                if day_text.strip() and (by or re.search(r"\d", day_text))
                else None
            )
            if when is None and not by:
                by = day_text
            yield Approval(when, self._body(by.strip(), given.place, None, "giver", claim) if by.strip() else None)

    # --- whom the rows name ------------------------------------------------------------------------------------------

    def _holders(self, document: _Document, row: SchemeRow) -> None:
        """Make the holders known whose column says of which kind they are, before others are named."""
        claim = document.claim(row)
        for name in HOLDERS:
            cell = row.cell(name)
            names = [] if cell is None else [n for n in names_in(cell) if n.casefold() not in NO_MARKS]
            for text in names:
                assert cell is not None
                if text.casefold() in MARKS:
                    if name == "reserved":
                        document.holders.setdefault(row.place, []).append((name, self._board(document, cell, row)))
                    else:
                        heading = BY_FIELD[name].heading
                        message = f"'{text}' says that it is delegated, and not to whom"
                        self.cells.fault(cell.place, message, f"Write the name under '{heading}'.")
                        document.holders.setdefault(row.place, [])
                    continue
                id_ = self._body(text, cell.place, row.number, name, claim)
                if id_ is not None:
                    document.holders.setdefault(row.place, []).append((name, id_))

    def _board(self, document: _Document, cell: GivenCell, row: SchemeRow) -> str:
        """Return the board of the body, for which a mark stands; it is made where nobody of its name is known."""
        body = self.bodies.made.get(str(document.instrument.body)) or self.known.entities[str(document.instrument.body)]
        for name in (f"Board of {body.name}", f"{body.name} Board", f"Governing Body of {body.name}"):
            if (id_ := self.bodies.has(name)) is not None:
                return id_
        return self.bodies.body(f"Board of {body.name}", cell.place, row.number, "reserved", document.claim(row))

    def _body(self, text: str, place: str, row: int | None, kind: str, claim: Claim) -> str | None:
        try:
            return self.bodies.body(text, place, row, kind, claim)
        except Unfit as error:
            message, _, remedy = str(error).partition(". ")
            self.cells.fault(place, message, remedy if remedy.endswith((".", "?")) else f"{remedy}.")
            return None

    # --- a row -------------------------------------------------------------------------------------------------------

    def _row(self, document: _Document, row: SchemeRow) -> None:
        before = len(self.cells.problems)
        function = row.cell("function")
        holders = document.holders.get(row.place)
        if function is None:
            self.cells.fault(row.place, "no decision is named", "Write it under 'Decision', or empty the row.")
            return
        if holders is None:
            hint = "Write who has it under 'Reserved to', 'Delegated to committee' or 'Delegated to individual'."
            self.cells.fault(row.place, f"nobody is named who has '{function.text[:60]}'", hint)
        right = self._right(document, row)
        fields = self._fields(document, row)
        if len(self.cells.problems) > before or not holders or right is None:
            return
        if len(holders) > 1:
            names = "a row that names several; each is read as having the right alone"
            self.report.doubt(self.file, row.number, row.place, names)
        for column, holder in holders:
            kind: GrantKind = fields["kind"] or ("reserve" if column == "reserved" else "delegate")
            self._grant(document, row, right, kind, holder, fields)

    def _right(self, document: _Document, row: SchemeRow) -> str | None:
        function = row.cell("function")
        assert function is not None
        text, act = function.text, self.cells.word(row, "act", "acts", _ACTS)
        if act is None and row.cell("act") is None:
            leading = _LEADING.match(text)
            if leading:
                text, act = text[leading.end() :], _ACTS[leading[1].casefold()]
                self.cells.doubt(row, function, "the act is read from the first word of the decision")
            else:
                act = "decide"
                self.cells.doubt(row, function, "no act is stated; read as: decide")
        whose = row.cell("rights_of")
        body = (
            self._body(whose.text, whose.place, row.number, "body", document.claim(row))
            if whose
            else document.rights_of
        )
        if act is None or body is None:
            return None
        names = row.cell("other_names")
        theme = row.cell("theme") or row.theme
        made = DecisionRight(
            "",
            text,
            act,
            body,
            self.cells.text(row, "scope"),
            theme.text if theme else None,
            tuple(names_in(names)) if names else (),
            (document.claim(row),),
        )
        like = [
            right
            for right in (*self.known.rights.values(), *self.made.rights.values())
            if (fold(right.function), right.act, right.body, right.scope) == (fold(text), act, body, made.scope)
        ]
        for right in like:
            if (right.function, right.theme, right.other_names) == (made.function, made.theme, made.other_names):
                return right.id
        own = next((right for right in like if right.id in self.known.rights), None)
        if own is not None:
            self.cells.doubt(
                row,
                function,
                "a function that is known already, with another theme or other names; these are not taken over",
            )
            return own.id
        taken = {*self.known.rights, *self.made.rights}
        plain = slug(text) or "function"
        id_ = fresh(plain, taken, f"{plain}-{act}")
        self.made.rights[id_] = replace(made, id=id_)
        return id_

    def _fields(self, document: _Document, row: SchemeRow) -> dict[str, Any]:
        """Return the fields of the grants of a row, as far as it says them."""
        claim = document.claim(row)
        limit = self.cells.limit(row)
        ends = row.cell("ends_when")
        until_event, ends_when = self.cells.end(ends)
        deputies = [text for text in names_in(cell)] if (cell := row.cell("deputy")) else []
        no_deputy = any(text.casefold() in NO_DEPUTY for text in deputies)
        deputies = [text for text in deputies if text.casefold() not in NO_DEPUTY]
        if len(deputies) > 1 and cell:
            self.cells.fault(
                cell.place, "it names several deputies, and one is held", "Name one, and the others under 'Comments'."
            )
        giver = self._one(document, row, "giver", "giver")
        if giver is None and row.cell("giver") is None:
            giver = document.instrument.body
            self.report.doubt(
                self.file,
                row.number,
                row.place,
                "it is not said who gives it; read as given by the body whose document it is",
            )
        notes = [text for _, cell in row.cells.get("note", ()) if (text := cell.text)]
        for text in notes:
            if _LIKE_A_RULE.search(text):
                self.report.doubt(
                    self.file,
                    row.number,
                    row.place,
                    f"the comment '{text}' is kept as a note and bounds nothing: put its days, condition or giver into "
                    "columns of their own",
                )
        notes += [f"{heading}: {cell.text}" for heading, cell in row.cells.get("lead", ())]
        conditions = [cell.text for _, cell in row.cells.get("condition", ())]
        return {
            "giver": giver,
            "jointly_with": tuple(filter(None, self._several(document, row, "jointly_with", "giver"))),
            "over": limit.over,
            "up_to": limit.up_to,
            "per": self.cells.word(row, "per", "pers", PERS) or limit.per,
            "per_what": self.cells.text(row, "per_what"),
            "vat": self.cells.word(row, "vat", "vats", VATS) or limit.vat,
            "condition": "; ".join(conditions) or None,
            "applies_if": self.cells.text(row, "applies_if"),
            "exclusion": self.cells.text(row, "exclusion"),
            "since": self.cells.day(row.cell("since")),
            "until": self.cells.day(row.cell("until")),
            "until_event": until_event,
            "ends_when": ends_when,
            "deputy": self._body(deputies[0], cell.place, row.number, "deputy", claim) if deputies and cell else None,
            "no_deputy": no_deputy,
            "passed_on": self.cells.yes(row.cell("passed_on")),
            "granted_by": tuple(self._clauses(document, row, giver)),
            "accountable": self._one(document, row, "accountable", "giver"),
            "liable": self._one(document, row, "liable", "giver"),
            "note": "\n".join(notes) or None,
            "kind": self.cells.word(row, "kind", "grant-kinds", _KINDS),
        }

    def _grant(
        self, document: _Document, row: SchemeRow, right: str, kind: GrantKind, holder: str, fields: dict[str, Any]
    ) -> None:
        number = document.number(row)
        values = {key: value for key, value in fields.items() if key != "kind"}
        made = Grant(
            "",
            document.version.id,
            number,
            right,
            kind,
            holder=holder,
            claims=(document.claim(row),),
            **values,
        )
        known = [
            grant
            for grant in self.known.grants.values()
            if (grant.version, grant.number, grant.right, grant.holder) == (made.version, number, right, holder)
        ]
        if known:
            id_ = known[0].id
            document.known[id_] = known[0]
        else:
            taken = {*self.known.grants, *self.made.grants}
            id_ = fresh(f"{document.version.id}-{slug(number) or 'row'}", taken)
        self.made.grants[id_] = replace(made, id=id_)
        self.made.rows[id_] = row
        document.grants.append(id_)

    def _references(self, document: _Document) -> None:
        """Add what refers to other rows, which all have their ids by now; compare rows that are known already."""
        for id_ in document.grants:
            row = self.made.rows[id_]
            after = row.cell("after")
            continues = row.cell("continues")
            grant = replace(
                self.made.grants[id_],
                after=self._other_row(document, after, after.text) if after else None,
                continues=tuple(
                    filter(None, (self._other_row(document, continues, text) for text in names_in(continues)))
                )
                if continues
                else (),
            )
            self.made.grants[id_] = grant
            other = document.known.get(id_)
            if other is None:
                continue
            differing = [
                name
                for name in Grant.__dataclass_fields__
                if name not in ("claims",) and getattr(grant, name) != getattr(other, name)
            ]
            for name in differing:
                column = BY_FIELD.get(name)
                cell = row.cell(name)
                what = column.heading if column else name
                message = f"row {grant.number} of {document.version.label} is recorded already with another '{what}'"
                hint = "Correct it, or give the new version a label of its own by --version."
                self.cells.fault(cell.place if cell else row.place, message, hint)
            # What is recorded already has its own sources.
            self.made.grants[id_] = other

    def _other_row(self, document: _Document, cell: GivenCell, text: str) -> str | None:
        by_id = BY_ID.fullmatch(text)
        if by_id and (by_id[2] in self.made.grants or by_id[2] in self.known.grants):
            return str(by_id[2])
        text = by_id[1] if by_id else text
        try:
            version, number = document.cites.row(text)
        except Unfit as error:
            self.cells.fault(*unfit(cell, error))
            return None
        rows = [
            grant.id
            for grant in {**self.known.grants, **self.made.grants}.values()
            if grant.version == (version or document.version.id) and fold(grant.number) == fold(number)
        ]
        if len(rows) == 1:
            return rows[0]
        if rows:
            self.cells.fault(
                cell.place,
                f"'{text}' may be any of {len(rows)} rows",
                f"Write its id behind it: {', '.join(f'[{id_}]' for id_ in rows)}.",
            )
        else:
            self.cells.fault(
                cell.place,
                f"there is no row '{number}'",
                "Correct its number, or name with --match the dataset that has it.",
            )
        return None

    def _clauses(self, document: _Document, row: SchemeRow, giver: str | None) -> Iterator[str]:
        if giver is None:
            return
        for heading, cell in row.cells.get("granted_by", ()):
            for text in citations_in(cell.value if isinstance(cell.value, str) else cell.text):
                try:
                    id_, is_new = document.cites.clause(text_from(text) or text, giver, document.claim(row), heading)
                except Unfit as error:
                    self.cells.fault(*unfit(cell, error))
                    continue
                if is_new:
                    reason = (
                        "a clause that is not known yet; it was made as one that gives the power, without what it says"
                    )
                    self.report.doubt(self.file, row.number, f"{cell.place} {text}", reason)
                yield id_

    def _one(self, document: _Document, row: SchemeRow, name: str, kind: str) -> str | None:
        ids = list(self._several(document, row, name, kind))
        if len(ids) > 1:
            cell = row.cell(name)
            assert cell is not None
            heading = BY_FIELD[name].heading
            self.cells.fault(
                cell.place,
                f"'{heading}' names several, and one is held",
                "Name one; others go to 'Jointly with' or 'Comments'.",
            )
        return ids[0] if ids else None

    def _several(self, document: _Document, row: SchemeRow, name: str, kind: str) -> Iterator[str | None]:
        cell = row.cell(name)
        for text in names_in(cell) if cell else ():
            assert cell is not None
            if text.casefold() in NO_MARKS:
                continue
            yield self._body(text, cell.place, row.number, kind, document.claim(row))

    def _check(self, dataset: Dataset) -> None:
        """Add what the ontology and time say of the records, each at its row."""
        sections = {
            name: {**self.known.section(name), **dataset.section(name)}
            for name in ("entities", "sources", "events", "instruments", "versions", "clauses", "rights", "grants")
        }
        wrong = bool(self.cells.problems)
        for problem in validate(Dataset(dataset.about, **sections), self.given.ontology):
            if problem.severity != "error" or problem.record not in dataset.section(problem.section or "entities"):
                continue
            # What hangs on a row that could not be read is not a second fault.
            if wrong and problem.code.startswith("dangling"):
                continue
            row = self.made.rows.get(str(problem.record)) if problem.section == "grants" else None
            self.cells.problems.append(
                replace(problem, file=f"{self.path} {row.place}" if row else str(self.path), line=None)
            )


@dataclass(slots=True)
class _Document:
    """A document in the making."""

    scheme: SchemeTable
    instrument: Instrument
    version: Version
    rights_of: str
    source: str
    cites: Citations
    holders: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    grants: list[str] = field(default_factory=list)
    known: dict[str, Grant] = field(default_factory=dict)

    def number(self, row: SchemeRow) -> str:
        """Return the number of a row; where it has none, its place in the table."""
        cell = row.cell("number")
        return cell.text if cell else str(self.scheme.rows.index(row) + 1)

    def claim(self, row: SchemeRow) -> Claim:
        """Return that the document says so in this row."""
        return Claim(self.source, f"row {self.number(row)}")

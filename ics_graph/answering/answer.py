"""What a question returns: one Answer, the same for the terminal, a file, the API and the explorer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any, Literal

from ics_graph.certainty import certainty_in_words
from ics_graph.dates import Holds
from ics_graph.model import Certainty, Claim, Phase, Source

Verdict = Literal["answered", "only-tentative", "beyond-sources", "stated-none", "not-read", "not-stated"]
Heading = Literal["in effect", "planned", "uncertain", "in general", "denied"]

DEPENDENTS = "What depends on these"
"""The title of rows that bear no verdict: they are stated, and stand at what is itself only planned or questioned."""
_IN_FORCE: tuple[Heading, ...] = ("in effect", "in general")


@dataclass(frozen=True, slots=True)
class Citation:
    """Which source says so and where; ``basis`` tells words from the reading of a slide and from a rule.

    ``link`` is where the source itself can be found; None where no link to it is known.
    """

    source: str
    title: str
    locator: str | None
    basis: str
    stance: str
    confidence: str | None = None
    said_by: str | None = None
    note: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of an answer: the body it leads to, how, when, how well known, and who says so.

    ``kind`` is the type in words (its abbreviation where it has one). ``holds`` is None where no day is asked about.
    ``record`` is the id of the line, fact, event or gap that the row shows. ``of`` is the body at the near end, and
    ``depth`` how many lines lie between it and the one asked about.
    ``forward`` is what the line says from its subject to its object, and ``upward`` whether ``id`` is the object.
    ``since`` and ``until`` are as stated (``until`` is the last day); None means not stated. ``reaches`` is the last
    day on which a source surely saw it; None where no such day is known, or nothing was there to see, as of a plan.
    ``scheme`` is that of the code which ``value`` is, where the row is of one.
    ``clause`` is where a document says it, with its version: ``SoRD v2 row 8``.
    ``group`` is the title under which an answer of several kinds of rows puts this one; most answers have one kind.
    """

    id: str
    name: str
    type: str
    kind: str = ""
    relation: str = ""
    record: str | None = None
    of: str | None = None
    of_name: str | None = None
    depth: int = 1
    role: str | None = None
    capacity: str | None = None
    value: str | None = None
    scheme: str | None = None
    holds: Holds | None = None
    phase: Phase | None = None
    certainty: Certainty | None = None
    since: str | None = None
    until: str | None = None
    reaches: str | None = None
    heading: Heading = "in effect"
    note: str | None = None
    forward: str = ""
    upward: bool = True
    sources: tuple[Citation, ...] = ()
    group: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of rows from the body asked about; it holds, and is known, as well as its weakest hop."""

    steps: tuple[Row, ...]
    holds: Holds | None
    certainty: Certainty
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """How many lines an answer leaves out for one reason, and the option that brings them in."""

    count: int
    reason: str
    option: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer:
    """What a question returns. ``headline`` is one plain sentence that can be pasted; silence is never a "no".

    A question's function gives what it found; ``question``, ``as_of`` and ``reaches`` are filled in where it is asked
    (``registry.Question.ask``). ``reaches`` is the last day to which the sources of the headline reach; None where that
    is not known (``horizon``). ``read_as`` is the command as which a question in a person's own words was read.
    ``outcome`` is what follows from rules, beside the verdict on the sources: "decided by", "two deciders", "possibly"
    or "not found". Of a meeting it is "yes", "possibly" or "no"; other questions have none.
    ``less`` is what the line of the verdict says of the headline beside what the rows show; it is no part of JSON.
    ``reaches_or_later`` is whether ``reaches`` is the first day on which sources without a date can have been made; it
    is no part of JSON either.
    ``verdict_words`` is that line where the rows alone would not make it, as where they were cut; else None.
    """

    read_as: str | None = None
    question: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    headline: str
    verdict: Verdict
    as_of: date | None = None
    reaches: str | None = None
    less: str | None = None
    reaches_or_later: bool | None = None
    verdict_words: str | None = None
    outcome: str | None = None
    rows: tuple[Row, ...] = ()
    paths: tuple[Path, ...] = ()
    caveats: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    def __repr__(self) -> str:
        day = f" as of {self.as_of}" if self.as_of else ""
        rows = f"{len(self.rows):,} row{'' if len(self.rows) == 1 else 's'}"
        return f"<Answer to {self.question or 'a question'}{day}: {self.headline!r} ({self.verdict}; {rows})>"

    def to_markdown(self) -> str:
        """Return the answer as Markdown for a paper: headline, verdict, tables, notes and numbered sources."""
        text: str = _shown_by("as_markdown").render(self)
        return text

    def to_frame(self, library: Literal["pandas", "polars"] | None = None) -> Any:
        """Return the rows as a data frame of pandas, or of polars where pandas is not installed; dates are dates.

        Raises MissingExtra where neither is installed: ``pip install 'ics-graph[notebook]'``.
        """
        return _shown_by("as_frame").as_frame(self, library)

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it: headline, verdict, tables, notes and sources."""
        text: str = _shown_by("as_html").render(self)
        return text


def _shown_by(module: str) -> Any:
    """Return what writes an answer. It is found by its name, as it is made for answers and comes after them."""
    return import_module(f"ics_graph.answering.{module}")


def citation(claim: Claim, sources: dict[str, Source]) -> Citation:
    """Return a claim as readers see it, with the title of its source."""
    source = sources.get(claim.source)
    return Citation(
        claim.source,
        source.title if source else claim.source,
        claim.locator,
        claim.basis,
        claim.stance,
        claim.confidence,
        claim.said_by,
        claim.note,
        source.link if source else None,
    )


def verdict_of(rows: tuple[Row, ...], stated_none: bool, not_read: bool = False) -> Verdict:
    """Return the verdict on an answer's rows.

    ``answered`` where a source supports one. ``only-tentative`` where all are planned, uncertain, by a rule alone or no
    more than inferred. ``stated-none`` where a source says that there is none (a denial, a vacancy, a whole list). Else
    ``not-stated``, or ``not-read`` where a gap on record says that a part of a source was not read (``not_read``).
    ``beyond-sources`` comes later, where the day asked about is known (``horizon``).
    """
    not_denied = [row for row in rows if row.heading != "denied"]
    if any(firm(row) for row in not_denied):
        return "answered"
    if not_denied:
        return "only-tentative"
    if stated_none or rows:
        return "stated-none"
    return "not-read" if not_read else "not-stated"


EMPTY: tuple[Verdict, ...] = ("stated-none", "not-read", "not-stated")
"""The verdicts of an answer that names nobody and nothing."""


def certainty_of(row: Row) -> str:
    """Return a row's certainty as a reader sees it, which tells a reading of a layout from words; empty where none."""
    if row.certainty is None:
        return ""
    return certainty_in_words(row.certainty, (cited.basis for cited in row.sources if cited.stance == "supports"))


def firm(row: Row) -> bool:
    """Return whether a source bears a row out: not a plan, a question, a rule, or what is only inferred."""
    return row.heading in _IN_FORCE and row.certainty in ("stated", "reported", "disputed")

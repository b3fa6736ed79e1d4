"""What legislation lays down, as dated data: rules that bind kinds of body, and seats that a board must have.

A rule says what its section says and of whom. Whether a body is bound on a day is worked out by those who know bodies.
The reasons are in ``docs/decisions/0040-the-law-by-its-section.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ics_graph.dates import in_words

Reading = Literal["read", "in-part", "not-read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A place in legislation, and from when to when it is in force; dates are ISO, both days in force.

    ``legal_basis`` is the Act, ``section`` the place in it, ``legislation`` its address. ``inserted_by`` is the
    provision of a later Act that put it there, ``since_by`` what brought it into force and ``until_by`` what ended it.

    ``read_to`` is the last day to which the text that was read speaks. ``attested_on`` is a later day on which
    something else that was read (``attested_by``) speaks of it as in force. ``reading`` says whether the words were
    read at all, and ``read_note`` where.
    """

    name: str
    label: str
    definition: str
    legal_basis: str
    section: str
    legislation: str
    inserted_by: str | None = None
    since: str | None = None
    since_by: str | None = None
    until: str | None = None
    until_by: str | None = None
    read_to: str | None = None
    attested_on: str | None = None
    attested_by: str | None = None
    reading: Reading = "read"
    read_note: str | None = None

    @property
    def known_to(self) -> str | None:
        """The last day on which it surely is in force: its end, else the last day of what was read of it."""
        return self.until or max(filter(None, (self.read_to, self.attested_on)), default=None)

    @property
    def days(self) -> str:
        """The days of the provision in words: ``from 1 April 2013 to 30 June 2022``."""
        start = f"from {in_words(self.since)}" if self.since else "first day not read"
        return f"{start} to {in_words(self.until)}" if self.until else start

    @property
    def cited(self) -> str:
        """The place and its days, as an answer cites them: ``section 14Z59(1), from 1 July 2022``."""
        return f"{self.section}, {self.days}"

    @property
    def remarks(self) -> str:
        """What is said of the provision's place in the statute book and of how it was read, in sentences."""
        sentences = [f"Inserted by the {self.inserted_by}." if self.inserted_by else ""]
        sentences.append(f"Brought into force by {self.since_by}." if self.since_by else "")
        sentences.append(f"Ended by {self.until_by}." if self.until_by else "")
        sentences.append(_HOW_READ.get(self.reading, ""))
        sentences.append(f"{self.read_note}." if self.read_note else "")
        if self.until is None and self.read_to:
            sentences.append(f"The text read speaks to {in_words(self.read_to)}.")
        if self.attested_on and self.attested_by:
            sentences.append(f"In force on {in_words(self.attested_on)} by {self.attested_by}.")
        return " ".join(filter(None, sentences))


_HOW_READ = {
    "in-part": "The words were read only in part.",
    "not-read": "The words were not read, so that no line follows from it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Provision):
    """What a provision lays down between bodies of some types and another.

    It binds bodies of ``subject_types`` and their kinds, but not of ``except_types``; of ``unclear_types`` it is not
    said whether they are bound. ``object_types`` are whom it binds them to, ``object_name`` in words where these data
    have no type for it.

    With a ``relation`` it makes a line to the one body of its object type, or to each that is ``reached_by`` a path
    of relations. Without one it has a ``line`` (what it says in words) and makes none. ``limits`` says what must not
    be read into it.
    """

    subject_types: tuple[str, ...]
    except_types: tuple[str, ...] = ()
    unclear_types: tuple[str, ...] = ()
    relation: str | None = None
    line: str | None = None
    object_types: tuple[str, ...] = ()
    object_name: str | None = None
    reached_by: tuple[tuple[Step, ...], ...] = ()
    limits: str | None = None

    @property
    def object_type(self) -> str:
        """The only type of its object; of a rule that makes a line to the one body of a type."""
        (only,) = self.object_types
        return only


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way to a rule's object, followed from its subject or (``inverse``) from its object."""

    relation: str
    inverse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Provision):
    """A seat that the law gives a board; ``label`` is whose it is, and numbers that no Act fixes are None.

    ``organ`` is the board where the type of the body, as a foundation trust, is not the board itself.
    """

    seat_on: str
    organ: str | None = None
    least: int | None = None
    most: int | None = None
    nominated_by: str | None = None
    appointed_by: str | None = None
    approved_by: str | None = None

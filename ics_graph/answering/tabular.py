"""An answer as a table: which columns it needs, a row's cells in words, its places numbered, and its notes."""

from __future__ import annotations

from collections.abc import Callable

from ics_graph.answering.answer import Answer, Citation, Excluded, Row, certainty_of
from ics_graph.answering.lists import be, counted, upper
from ics_graph.dates import in_words

# Column title → a row's cell. A column that is empty in every row is not written.
COLUMNS: dict[str, Callable[[Row], str]] = {
    "Of": lambda row: (row.of_name or "") if row.depth or row.value else "",
    "Relation": lambda row: row.relation,
    "Body": lambda row: "" if row.depth == 0 and row.value and row.of else row.name,
    "Id": lambda row: row.id if row.relation in ("is called", "closest name", "is a source") else "",
    "Type": lambda row: "" if row.depth == 0 and row.value and row.of else row.kind,
    "Scheme": lambda row: row.scheme or "",
    "Value": lambda row: row.value or "",
    "Clause": lambda row: row.clause or "",
    "Role": lambda row: ", ".join(part for part in (row.role, row.capacity) if part),
    "Holds": lambda row: row.holds or "",
    "Phase": lambda row: "" if row.phase in (None, "not-stated") else str(row.phase),
    "Certainty": lambda row: certainty_of(row),
    "From": lambda row: row.since or "",
    "Until": lambda row: row.until or "",
    "Note": lambda row: row.note or "",
    "Source": lambda row: sources_of(row),
}
# Questions of one relation: the headline words it, and a column of equal cells only takes room.
_ONE_RELATION = (
    "accountable-to",
    "accountable-for",
    "reports-to",
    "reporting-into",
    "members",
    "memberships",
    "not-represented",
    "names",
    "gaps",
    "sources",
)
_LEFT_OUT = {
    "planned": "{lines} {are} only planned",
    "uncertain": "a source marks {lines} with a question mark",
    "rule": "{lines} only by law {are} left out",
    "at other times": "{lines} at other dates {are} left out",
}
_NOT_FOLLOWED = ("It is not followed", "They are not followed")
HEADINGS = {
    "in effect": "",
    "planned": "Planned",
    "uncertain": "With a question mark in the source",
    "in general": "Said of any such body in general",
    "denied": "Denied by a source",
}


class References:
    """The places that answers cite, numbered in the order of their first use."""

    def __init__(self, *answers: Answer) -> None:
        self.numbers: dict[str, int] = {}
        self.links: dict[str, str | None] = {}
        self._link_at: dict[str, str | None] = {}
        for answer in answers:
            self.add(answer)

    def add(self, answer: Answer) -> None:
        """Number the places of one more answer; those that are known keep their number."""
        for row in answer.rows:
            for place in places_of(row):
                self.numbers.setdefault(place, len(self.numbers) + 1)
            self.links |= {cited.title: cited.link for cited in row.sources}
            self._link_at |= {_place(cited): cited.link for cited in row.sources}

    def of(self, row: Row) -> str:
        """Return the numbers of a row's places, such as ``[1] [3]``."""
        return " ".join(f"[{self.numbers[place]}]" for place in places_of(row))

    def link_at(self, place: str) -> str | None:
        """Return where the source of a place can be found; None where no link to it is known."""
        return self._link_at[place]

    def lines(self) -> list[str]:
        """Return the places with their numbers, as a list under the answer, and where their sources can be found."""
        places = [f"[{number}] {place}" for place, number in self.numbers.items()]
        linked = [f"{title}: {link}" for title, link in self.links.items() if link]
        without = [title for title, link in self.links.items() if not link]
        return [*places, *linked, *([f"No link is known to: {'; '.join(without)}."] if without else [])]


def columns(answer: Answer, rows: tuple[Row, ...]) -> list[str]:
    """Return the titles of the columns that at least one row fills, without those that the headline has said."""
    titles = [title for title, cell in COLUMNS.items() if any(cell(row) for row in rows)]
    ofs = {row.of for row in answer.rows if row.of}
    unneeded = set()
    names = {row.of_name or "" for row in answer.rows if row.of}
    if len(ofs) == 1 and (ofs <= set(answer.parameters.values()) or all(name in answer.headline for name in names)):
        unneeded.add("Of")
    if answer.outcome is not None:
        # Who gave it stands in the chain.
        unneeded |= {"Of"} | ({"Certainty"} if all(row.certainty in (None, "stated") for row in answer.rows) else set())
    if answer.question in _ONE_RELATION and len({row.relation for row in answer.rows}) == 1:
        unneeded.add("Relation")
    return [title for title in titles if title not in unneeded]


def cells(row: Row, titles: list[str], references: References | None = None) -> list[str]:
    """Return a row's cells under these titles, for people: days are in words; with references, sources are numbers."""
    return [_cell(row, title, references) for title in titles]


def _cell(row: Row, title: str, references: References | None) -> str:
    if references and title == "Source":
        return references.of(row)
    text = COLUMNS[title](row)
    return in_words(text) if text and title in ("From", "Until") else text


def by_heading(answer: Answer) -> list[tuple[str, tuple[Row, ...]]]:
    """Return the rows in groups, in the answer's order of them; in each those in effect first, then other headings."""
    groups = []
    for group in dict.fromkeys(row.group for row in answer.rows):
        for name, words in HEADINGS.items():
            rows = tuple(row for row in answer.rows if row.group == group and row.heading == name)
            groups += [(" – ".join(filter(None, (group, words))), rows)] if rows else []
    return groups


def sources_of(row: Row) -> str:
    """Return a row's citations in words."""
    return "; ".join(places_of(row))


def places_of(row: Row) -> list[str]:
    """Return each place that a row cites: source, locator, and how it was read."""
    return list(dict.fromkeys(map(_place, row.sources)))


def _place(cited: Citation) -> str:
    manner = {
        "layout": "read from the layout",
        "reported": "reported",
        "inferred": "inferred",
        "rule": "by law",
    }
    words = [manner[cited.basis]] if cited.basis in manner else []
    words += [f"said by {cited.said_by}"] if cited.said_by else []
    words += {"denies": ["denies it"], "questions": ["question mark"]}.get(cited.stance, [])
    words += [f"{cited.confidence} confidence"] if cited.confidence in ("low", "medium") else []
    note = f" ({', '.join(words)})" if words else ""
    where = f", {cited.locator}" if cited.locator else ""
    remark = f": {cited.note}" if cited.note else ""
    return f"{cited.title}{where}{note}{remark}"


def notes(answer: Answer) -> list[str]:
    """Return the sentences under an answer: caveats, then what was left out and how to bring it in."""
    sentences = list(answer.caveats)
    for left in answer.excluded:
        template = _LEFT_OUT.get(left.reason, f"{{lines}} {{are}} left out: {left.reason}")
        words = template.format(lines=counted(left.count, "relationship"), are=be(left.count))
        sentences.append(f"{upper(words)}{_where(answer, left)}.{_how(answer, left)}")
    return sentences


def _how(answer: Answer, left: Excluded) -> str:
    """Return a sentence, after a blank, on the option that brings in what was left out; nothing where it is shown."""
    if not left.option:
        return ""
    them = "it" if left.count == 1 else "them"
    option = left.option if left.option.startswith("omit ") else f"add {left.option}"
    if left.reason not in ("planned", "uncertain"):
        return f" To include {them}, {option}."
    return f" To follow {them}, {option}." if "not followed" in _where(answer, left) else ""


def _where(answer: Answer, left: Excluded) -> str:
    """Return where lines are found that are planned or have a question mark: under their heading, or nowhere."""
    if left.reason not in ("planned", "uncertain"):
        return ""
    if not any(row.heading == left.reason for row in answer.rows):
        return ". " + _NOT_FOLLOWED[left.count > 1]
    followed = ". " + _NOT_FOLLOWED[left.count > 1] if any(row.depth > 1 for row in answer.rows) else ""
    return f", shown under '{HEADINGS[left.reason]}'{followed}"

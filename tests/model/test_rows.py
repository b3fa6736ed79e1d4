"""What a line tells of its record before the record is decoded, and records that share all but a place in a source."""

from __future__ import annotations

import pytest

from ics_graph.dates import PartialDate
from ics_graph.model import Claim, PhaseSpell, Relation
from ics_graph.stores.compiler import doc
from ics_graph.stores.rows import Line, phases_of, without_locator

_IN_ROW = {"id", "subject", "type", "object"}
SINCE, UNTIL = PartialDate.parse("2013-04"), PartialDate.parse("2020-03-31")
SPELL = PhaseSpell("shadow", since=PartialDate.parse("2019"), claims=(Claim("plan", "slide 3"),))
RELATIONS = {
    "plain": Relation("r", "a", "memberOf", "b", since=SINCE, until=UNTIL, claims=(Claim("list", "row 7"),)),
    "no days": Relation("r", "a", "memberOf", "b", claims=(Claim("list", "row 7"),)),
    "no place": Relation("r", "a", "memberOf", "b", since=SINCE, claims=(Claim("list"),)),
    "two places": Relation("r", "a", "memberOf", "b", claims=(Claim("list", "row 7"), Claim("minutes", "page 1"))),
    "quotes": Relation("r", "a", "memberOf", "b", claims=(Claim("list", 'the "from":"2001" row'),), until=UNTIL),
    "days of a spell": Relation("r", "a", "memberOf", "b", phases=(SPELL,), claims=(Claim("list"),)),
    "a note": Relation("r", "a", "memberOf", "b", claims=(Claim("list", "row 7", note="read twice"),)),
    "empty place": Relation("r", "a", "memberOf", "b", claims=(Claim("list", ""),)),
}


def line_of(relation: Relation) -> Line:
    """Return the line of a relation, of which only the document matters here."""
    document, phases = doc(relation, _IN_ROW), phases_of(relation)
    ends = (relation.id, relation.subject, relation.type, "membership", relation.object)
    first, last = "0001-01-01", "9999-12-31"
    return Line(*ends, "stated", False, False, first, last, first, last, None, None, document, phases=phases)


@pytest.mark.parametrize("name", RELATIONS)
def test_a_line_gives_back_its_relation(name: str) -> None:
    # Twice, as what was decoded for one line is used again for the next.
    assert [line_of(RELATIONS[name]).record for _ in range(2)] == [RELATIONS[name]] * 2


@pytest.mark.parametrize("name", RELATIONS)
def test_the_days_of_a_line_are_those_of_its_record(name: str) -> None:
    line, relation = line_of(RELATIONS[name]), RELATIONS[name]
    assert (line.since, line.until) == (relation.since, relation.until)


def test_lines_that_differ_in_one_place_alone_share_their_document() -> None:
    first = line_of(RELATIONS["no days"])
    second = line_of(Relation("s", "a", "memberOf", "b", claims=(Claim("list", "row 8"),)))
    assert without_locator(first.doc) == without_locator(second.doc)
    assert (first.record.claims[0].locator, second.record.claims[0].locator) == ("row 7", "row 8")


def test_only_a_line_with_a_note_may_have_one() -> None:
    assert [name for name, relation in RELATIONS.items() if line_of(relation).may_have_notes] == ["a note"]

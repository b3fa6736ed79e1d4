"""What answers say in words: verbs that agree, chains as sure as their weakest line, plans and generalities as such."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ics_graph.answering.answer import Answer, Row
from ics_graph.answering.chain_certainty import with_chain_certainty
from ics_graph.answering.grammar import is_plural, planned_words, singular, subject_and_verb, verb
from ics_graph.answering.headlines import places_cited
from ics_graph.answering.lookup import UnknownName
from ics_graph.model import Certainty
from ics_graph.ontology import load_ontology
from tests.asking import SMALL, Asker, asking, names

ADDED = """\
entities:
  - {id: any-ccg, type: ClinicalCommissioningGroup, name: Clinical groups, extent: any, claims: [{locator: p. 1}]}
  - id: ccgs
    type: ClinicalCommissioningGroup
    name: The local CCGs
    extent: several
    count: 8
    unnamed: true
    claims: [{locator: p. 1}]
  - {id: level, type: SystemLevel, name: Place level, claims: [{locator: p. 1}]}
  - {id: people, type: Population, name: Local people, extent: any, claims: [{locator: p. 1}]}
  - {id: document, type: Document, name: Constitution, claims: [{locator: p. 1}]}
  - {id: lead, type: Person, name: Chief Officer of Southtown CCG, unnamed: true, claims: [{locator: p. 1}]}
  - {id: many, type: Person, name: Councillor Many, claims: [{locator: p. 1}]}
  - {id: guessed, type: Person, name: Councillor Guessed, claims: [{locator: p. 1}]}
  - {id: stp, type: SustainabilityAndTransformationPartnership, name: Anytown STP, claims: [{locator: p. 1}]}
  - {id: work, type: Workstream, name: Workstreams, extent: several, claims: [{locator: p. 1}]}
  - {id: cancer, type: Workstream, name: Cancer work, claims: [{locator: p. 1}]}
  - {id: icp-a, type: IntegratedCarePartnership, name: East Partnership, claims: [{locator: p. 1}]}
  - {id: icp-b, type: IntegratedCarePartnership, name: West Partnership, claims: [{locator: p. 1}]}
  - {id: area, type: Council, name: Middletown, claims: [{locator: p. 1}]}
relations:
  - {subject: ccgs, type: approves, object: document, phase: planned, claims: [{source: plan, locator: p. 5}]}
  - {subject: level, type: accountableTo, object: people, claims: [{locator: p. 5}]}
  - {subject: lead, type: holdsRole, object: ccg-south, role: Chief Officer, claims: [{locator: p. 5}]}
  - {subject: many, type: holdsRole, object: council, role: Leader, claims: [{locator: p. 5}]}
  - {subject: many, type: holdsRole, object: council, role: Speaker, claims: [{locator: p. 5}]}
  - {subject: many, type: memberOf, object: ics, claims: [{locator: p. 5, basis: inferred}]}
  - {subject: guessed, type: holdsRole, object: council, role: Member, claims: [{locator: p. 5}]}
  - {subject: guessed, type: memberOf, object: ics, claims: [{locator: p. 5, basis: inferred}]}
  - {subject: work, type: workstreamOf, object: stp, claims: [{locator: p. 5, basis: inferred}]}
  - {subject: cancer, type: partOf, object: work, claims: [{locator: p. 5}]}
  - {subject: stp, type: feedsInto, object: ics, claims: [{locator: p. 5}]}
  - {subject: area, type: memberOf, object: icp-a, claims: [{locator: p. 5}]}
  - {subject: icp-b, type: covers, object: area, claims: [{locator: p. 5}]}
  - {subject: icp-a, type: inGeographyOf, object: ics, claims: [{locator: p. 5}]}
  - {subject: icp-b, type: inGeographyOf, object: ics, claims: [{locator: p. 5}]}
  - {subject: icp-b, type: partOf, object: stp, claims: [{locator: p. 5}]}
facts:
  - entity: stp
    property: statement
    text: it has no shape
    claims: [{locator: p. 6, basis: reported, said_by: Councillor Many}]
  - {entity: stp, property: decisionRight, text: takes no decisions, claims: [{locator: p. 6}]}
  - {entity: stp, property: governanceProperty, text: independent chair, claims: [{locator: p. 6}]}
  - entity: level
    property: function
    text: services are bought here
    claims: [{source: slides, locator: slide 9, basis: layout, confidence: low, note: competes with another reading}]
gaps:
  - {entity: ics, topic: accountability, claims: [{locator: p. 5}]}
  - {entity: stp, topic: date, claims: [{locator: p. 5}]}
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("more")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    (folder / "more.yaml").write_text(f"claim_defaults: {{source: minutes}}\n{ADDED}", "utf-8")
    with asking(folder, tmp_path_factory.mktemp("store")) as asker:
        yield asker


@pytest.fixture
def ask_with(tmp_path: Path) -> Iterator[Callable[[str], Asker]]:
    """Ask of the small system with other lines of YAML beside it."""
    with ExitStack() as stack:

        def of(more: str) -> Asker:
            folder = tmp_path / "data"
            shutil.copytree(SMALL, folder)
            (folder / "more.yaml").write_text(f"claim_defaults: {{source: minutes}}\n{more}", "utf-8")
            return stack.enter_context(asking(folder, tmp_path))

        yield of


# --- verbs ---


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("is accountable to", "are accountable to"),
        ("is a member of", "are members of"),
        ("is a post at", "are posts at"),
        ("is a sub-organisation of", "are sub-organisations of"),
        ("has a contract with", "have a contract with"),
        ("members include", "members include"),
        ("reports to", "report to"),
        ("scrutinises", "scrutinise"),
        ("approves", "approve"),
        ("supplies", "supply"),
        ("reaches", "reach"),
        ("is to consider or approve", "are to consider or approve"),
        ("became", "became"),
    ],
)
def test_verbs_agree_with_several_bodies(one: str, several: str) -> None:
    assert verb(one, "The local CCGs (8, not named)") == several
    assert verb(one, "Northtown CCGs") == one


@pytest.mark.parametrize(
    ("shown", "words", "sentence", "again"),
    [
        ("Anytown", "is part of", "Anytown is part of", "is part of"),
        ("Anytown", "members include", "the members of Anytown include", "its members include"),
        ("Anytown", "geography includes", "the geography of Anytown includes", "its geography includes"),
        ("CCGs (8, not named)", "parts include", "the parts of CCGs (8, not named) include", "their parts include"),
    ],
)
def test_a_relation_begins_a_sentence_in_both_directions(shown: str, words: str, sentence: str, again: str) -> None:
    assert subject_and_verb(shown, words) == sentence
    assert subject_and_verb(shown, words, again=True) == again


def test_every_label_reads_as_the_verb_of_a_sentence_in_both_directions() -> None:
    for kind in load_ontology().relations.values():
        for words in (kind.label, kind.inverse_label):
            first, last = words.split()[0], words.split()[-1]
            assert first.endswith("s") or first in ("must", "may") or last in ("include", "includes"), words
            assert not words.startswith(("has as ", "has in ")), words


@pytest.mark.parametrize(
    ("shown", "plural"),
    [
        ("The local CCGs (8, not named)", True),
        ("Combined authorities (3 together)", True),
        ("Management (several, not named)", True),
        ("Integrated care systems (any, in general)", True),
        ("NHS providers (trusts) (any, in general)", True),
        ("Partnership board of integrated care systems (any, in general)", False),
        ("The NHS (any, in general)", False),
        ("Councils", False),
        ("Chief Officer (not named)", False),
    ],
)
def test_what_a_name_stands_for_is_told_by_what_is_shown_after_it(shown: str, plural: bool) -> None:
    assert is_plural(shown) is plural


def test_one_of_several_is_singular() -> None:
    words = ("people", "ambulance trusts", "committees in common", "local authorities")
    assert list(map(singular, words)) == ["person", "ambulance trust", "committee in common", "local authority"]


def test_what_is_to_be_voted_on_is_not_yet_approved() -> None:
    assert planned_words("approves", "approvals") == "is to consider or approve"
    assert planned_words("is approved by", "approvals") == "is to be considered or approved by"
    assert planned_words("is signed off by", "approvals") == "is to be signed off by"
    assert planned_words("is a member of", "membership") == "is a member of"


# --- in general, and together ---


def test_the_law_on_any_such_body_is_told_as_said_in_general(ask: Asker) -> None:
    answer = ask("accountable-to", "Clinical groups")
    assert answer.headline == (
        "No source says who Clinical groups (any, in general) are accountable to. By law, NHS "
        "England assessed and could direct Clinical groups (any, in general)."
    )
    assert (answer.verdict, names(answer, "in general")) == ("only-tentative", ["NHS England"] * 2)
    assert (answer.rows[0].certainty, answer.rows[0].sources[0].basis) == ("rule", "rule")
    assert ask("accountable-to", "Clinical groups", as_of="2023-01-01").rows == ()
    assert ask("accountable-to", "Clinical groups", rules=False).rows == ()


def test_the_law_binds_each_of_several_and_is_not_said_to_lack_its_body(ask: Asker) -> None:
    answer = ask("accountable-to", "The local CCGs")
    assert answer.headline == "No source says who the local CCGs (8, not named) are accountable to."
    laws = [caveat for caveat in answer.caveats if "Act" in caveat]
    assert len(laws) == 2
    for law in laws:
        assert "The law binds each of them" in law
        assert "no single body" not in law


def test_what_is_said_in_general_alone_is_said_to_be(ask: Asker) -> None:
    answer = ask("accountable-to", "Place level")
    assert answer.headline.startswith(
        "Said only in general: the Place level is accountable to Local people (any, in gene"
    )


# --- chains ---


def _row(of: str, to: str, certainty: Certainty) -> Row:
    return Row(id=to, name=to, type="Group", of=of, of_name=of, certainty=certainty)


def test_a_chain_is_as_sure_as_its_weakest_line_and_takes_the_surest_way() -> None:
    rows = [_row("a", "b", "inferred"), _row("b", "c", "stated"), _row("a", "d", "reported"), _row("d", "c", "stated")]
    assert [row.certainty for row in with_chain_certainty(rows, "a")] == [
        "inferred",
        "inferred",
        "reported",
        "reported",
    ]


def test_what_hangs_on_an_inferred_line_is_tentative(ask: Asker) -> None:
    answer = ask("structure", "Anytown STP")
    assert answer.verdict == "answered"
    assert answer.headline.startswith("The parts of the Anytown STP include the West Partnership.")
    assert (
        "It is inferred that the workstreams of the Anytown STP include Workstreams (several together). "
        "No source states this." in answer.caveats
    )
    hanging = "Cancer work is a workstream of Workstreams (several together)"
    assert any(caveat.startswith("1 more relationship depends on this") for caveat in answer.caveats), hanging
    inner = ask("structure", "Anytown ICS", as_of="2019-06-15")
    assert inner.verdict == "beyond-sources"
    assert inner.headline.endswith(" For the Finance Group the sources do not reach to that day.")


def test_where_all_hangs_on_inferred_lines_the_verdict_is_tentative(ask_with: Callable[[str], Asker]) -> None:
    answer = ask_with(
        "relations:\n  - {subject: group-b, type: partOf, object: trust-board, claims: [{locator: p. 5}]}\n"
    )("structure", "Southtown CCG")
    assert answer.verdict == "only-tentative"
    assert answer.headline == "No source says what Southtown CCG consists of."
    assert any(caveat.startswith("1 more relationship depends on this") for caveat in answer.caveats)


def test_caveats_name_lines_and_not_ends_where_the_end_is_shared(ask: Asker) -> None:
    caveats = ask("structure", "Cancer work", up=True).caveats
    told = "Workstreams (several together) are workstreams of the Anytown STP"
    assert f"It is inferred that {told}. No source states this." in caveats


def test_undrawn_paths_are_not_said_to_be_drawn(ask: Asker) -> None:
    assert any("so none is drawn" in caveat for caveat in ask("structure", "Anytown STP", limit=1).caveats)
    assert not any("drawn" in caveat for caveat in ask("structure", "Anytown ICS", limit=1).caveats)
    assert not any("drawn" in caveat for caveat in ask("accountable-for", "Anytown ICS", limit=1).caveats)


# --- speakers, roles, events ---


def test_who_is_reported_as_saying_a_fact_is_named_with_it_everywhere(ask: Asker) -> None:
    assert "Councillor Many: it has no shape" in [row.value for row in ask("facts", "Anytown STP").rows]
    assert "and 1 statement." in ask("facts", "Anytown STP").headline
    assert "Councillor Many: it has no shape" in [row.value for row in ask("evidence", "Anytown STP").rows]
    assert [row.value for row in ask("statements", "Councillor Many").rows] == ["it has no shape"]


def test_a_title_that_the_name_says_is_not_said_twice(ask: Asker) -> None:
    named = "The role holders of Southtown CCG include the Chief Officer of Southtown CCG"
    assert ask("leaders", "Southtown CCG").headline == f"{named}."
    roles = ask("roles", "Councillor Many").headline
    assert roles == "Councillor Many holds the posts of Leader and Speaker at Northtown."


def test_inferred_seats_are_counted_apart(ask: Asker) -> None:
    answer = ask("multiple-roles")
    assert answer.headline == ("Councillor Many (2 roles) holds more than one role or seat.")
    later = ask("multiple-roles", as_of="2019-06-16")
    assert later.headline.startswith(
        "In sources that reach to 15 June 2019, Councillor Many (2 roles) held more than one role or seat."
    )


def test_who_has_several_seats_only_by_inference_is_tentative(ask_with: Callable[[str], Asker]) -> None:
    answer = ask_with(
        "entities:\n  - {id: g, type: Person, name: G, claims: [{locator: p. 1}]}\n"
        "relations:\n"
        "  - {subject: g, type: memberOf, object: board, claims: [{locator: p. 5}]}\n"
        "  - {subject: g, type: memberOf, object: ics, claims: [{locator: p. 5, basis: inferred}]}\n"
    )("multiple-roles")
    assert answer.verdict == "only-tentative"
    assert answer.headline == "No source says that any person holds more than one role or seat."
    assert (
        "If inferred and planned roles are counted, 1 person has several: G (1 stated and 1 inferred)."
        in answer.caveats
    )


# --- what is beside an answer ---


def test_decision_rights_belong_to_approvals_and_a_chair_to_leaders(ask: Asker) -> None:
    decided = ask("approvals", "Anytown STP")
    assert decided.headline == "Sources give the decision right 'takes no decisions' for the Anytown STP."
    assert [row.value for row in decided.rows] == ["takes no decisions"]
    assert decided.verdict == "answered"
    led = ask("leaders", "Anytown STP")
    assert led.verdict == "not-stated"
    assert "Sources give the governance property 'independent chair' for the Anytown STP." in led.caveats


def test_planned_approvals_are_never_told_as_given(ask: Asker) -> None:
    answer = ask("approvals", "Constitution")
    assert "The local CCGs (8, not named) are to consider or approve Constitution." in answer.headline
    assert "is approved by" not in answer.headline
    other = ask("approvals", "The local CCGs").headline
    assert "The local CCGs (8, not named) are to consider or approve Constitution." in other


def test_a_function_is_told_beside_what_is_commissioned(ask: Asker) -> None:
    answer = ask("commissioning", "Place level")
    assert answer.verdict == "not-stated"
    (told,) = answer.caveats
    assert told.startswith("A source gives a function and does not say who commissions or provides it.")
    assert "It is 'services are bought here'. Competes with another reading." in told


def test_what_its_parts_cover_is_told_of_a_body_that_covers_nothing(ask: Asker) -> None:
    assert any(c.startswith("Its part the West Partnership covers Middletown") for c in ask("coverage", "stp").caveats)
    assert not any("Its part" in caveat for caveat in ask("coverage", "West Partnership").caveats)


# --- scope and comparison ---


def test_a_higher_body_does_not_belong_to_the_lower(ask: Asker) -> None:
    assert {row.id for row in ask("gaps", within="Anytown STP").rows} == {"stp"}
    assert {row.id for row in ask("gaps", within="Anytown ICS").rows} >= {"ics", "stp"}


def test_to_be_a_member_of_one_and_an_area_of_another_is_not_shared(ask: Asker) -> None:
    answer = ask("shared-members", "East Partnership", "West Partnership", as_of="2019-06-16")
    # Sources bear out both lines: the answer is of them, and not silence.
    assert answer.verdict == "beyond-sources"
    assert answer.headline == (
        "In sources that reach to 15 June 2019, Middletown was a member of the East Partnership and "
        "only covered by the West Partnership. These sources do not reach to 16 June 2019."
    )
    assert ask("shared-members", "East Partnership", "West Partnership", as_of="2019-06-15").verdict == "answered"


def test_to_lie_in_one_geography_is_no_overlap(ask: Asker) -> None:
    answer = ask("overlaps", "IntegratedCarePartnership")
    assert "Anytown ICS" not in answer.headline
    assert {row.relation for row in answer.rows} == {"is a member of", "covers"}
    spans = ask("spans", "IntegratedCarePartnership", as_of="2019-06-15").headline
    assert spans.startswith(
        "On 15 June 2019, Middletown was in 2 integrated care partnerships: the East Partnership as member and "
        "the West Partnership as area"
    )


def test_a_type_of_which_none_is_named_is_said_to_be_and_not_that_all_are_there(ask: Asker) -> None:
    none = ask("not-represented", "Anytown Board", among="Anytown STP", type="AmbulanceTrust")
    assert none.headline == (
        "The sources name no body of the type 'ambulance trust' as a member or part of the Anytown "
        "STP, to look for there."
    )
    assert none.verdict == "not-stated"
    areas = ask("not-represented", "Anytown Board", among="Anytown STP", type="Council")
    assert (
        "The bodies counted are members and parts. The count leaves out 1 area that is covered: Middletown."
    ) in areas.caveats
    every = ask("not-represented", "East Partnership", among="East Partnership")
    assert every.headline == (
        "Of the East Partnership, every one of 1 organisation that sources name as a member or part of "
        "it is named on the East Partnership."
    )
    assert every.verdict == "answered"


# --- names ---


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The local CCGs (8, not named)", "ccgs"),
        ("Clinical groups (any, in general)", "any-ccg"),
        ("Workstreams (several together)", "work"),
        ("chief officer", "lead"),
        ("Councillor M", None),
        ("Councillor", None),
        ("East", "icp-a"),
    ],
)
def test_names_as_shown_and_unique_beginnings_are_understood(ask: Asker, text: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(UnknownName):
            ask("show", text)
    else:
        assert ask("show", text).parameters == {"body": meant}


def test_how_many_ways_are_as_short_is_told(ask_with: Callable[[str], Asker]) -> None:
    asked = ask_with(
        "relations:\n"
        "  - {subject: ccg-north, type: memberOf, object: ics, claims: [{locator: p. 5}]}\n"
        "  - {subject: trust, type: memberOf, object: ccg-north, claims: [{locator: p. 5}]}\n"
    )
    answer: Answer = asked("route", "Anytown Hospitals", "Anytown ICS", family=("membership", "structure"))
    assert "2 relationships link " in answer.headline
    assert answer.headline.endswith(" 1 other way is as short.")
    one = asked("route", "Anytown Hospitals", "Anytown ICS", family=("membership", "structure"), limit=1)
    assert one.headline.endswith(" Another way may be as short.")


def test_a_headline_names_the_lines_that_may_not_have_held_on_the_day(tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "more")
    (folder / "more.yaml").write_text(
        "claim_defaults: {source: minutes}\n"
        "entities: [{id: pcn, type: PrimaryCareNetwork, name: Anytown PCN, claims: [{locator: p. 1}]}]\n"
        "relations: [{subject: pcn, type: memberOf, object: board, claims: [{locator: p. 9}]}]\n",
        encoding="utf-8",
    )
    with asking(folder, tmp_path) as ask:
        said = ask("members", "board", as_of="2018-06-01").headline
        assert "Northtown CCG" in said
        assert ". For Anytown PCN the sources' dates leave open whether that held on the day." in said
        assert "leave open" not in ask("members", "board").headline
    with asking(SMALL, tmp_path) as ask:
        assert "leave open" not in ask("members", "board", as_of="2018-06-01").headline


def test_a_line_for_which_nobody_is_cited_says_so_in_the_headline() -> None:
    assert places_cited([]) == "no source is named"

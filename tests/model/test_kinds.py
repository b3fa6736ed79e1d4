"""Of which kind a body was on a day: held to all the ways in which it can have been, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.dates import PartialDate
from ics_graph.kinds import is_of, kinds_of, stretches, types_on
from ics_graph.model import Claim, Entity, KindSpell, Source
from ics_graph.ontology import load_ontology
from tests.stores.contract.strategies import kinds_until

ONTOLOGY = load_ontology()
TRUSTS = {"NHSTrust", "FoundationTrust"}


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def trust(*kinds: KindSpell) -> Entity:
    return Entity("trust", "FoundationTrust", "Moor Trust", kinds=kinds)


def on(entity: Entity, when: str, types: set[str], sources: dict[str, Source] | None = None) -> str:
    kinds = kinds_of(entity, ONTOLOGY, sources or {})
    return is_of(kinds, types, date.fromisoformat(when))


def test_one_end_of_a_change_dates_both_kinds() -> None:
    for kinds in (
        (KindSpell("NHSTrust", until=day("2008-03-31")), KindSpell("FoundationTrust")),
        (KindSpell("NHSTrust"), KindSpell("FoundationTrust", since=day("2008-04-01"))),
    ):
        assert on(trust(*kinds), "2008-03-31", {"FoundationTrust"}) == "no"
        assert on(trust(*kinds), "2008-03-31", {"NHSTrust"}) == "yes"
        assert on(trust(*kinds), "2008-04-01", {"FoundationTrust"}) == "yes"
        assert on(trust(*kinds), "2008-04-01", {"NHSTrust"}) == "no"


def test_a_day_in_an_unknown_stretch_may_be_of_either_kind_and_is_surely_of_both_together() -> None:
    changed = trust(KindSpell("NHSTrust"), KindSpell("FoundationTrust", claims=(Claim("register"),)))
    sources = {"register": Source("register", "Register", date=day("2019-05-01"))}
    assert on(changed, "2004-03-31", {"FoundationTrust"}, sources) == "no", "the law knew none"
    assert on(changed, "2004-04-01", {"FoundationTrust"}, sources) == "possibly"
    assert on(changed, "2019-04-30", {"NHSTrust"}, sources) == "possibly"
    assert on(changed, "2010-01-01", TRUSTS, sources) == "yes"
    assert on(changed, "2019-05-01", {"FoundationTrust"}, sources) == "yes"
    kinds = kinds_of(changed, ONTOLOGY, sources)
    assert types_on(kinds, date(2010, 1, 1)) == ["NHSTrust", "FoundationTrust"]
    assert types_on(kinds, date(2003, 1, 1)) == ["NHSTrust"]


def test_the_law_alone_says_what_a_body_was_not() -> None:
    assert on(trust(), "2003-12-31", {"FoundationTrust"}) == "no"
    assert on(trust(), "2003-12-31", TRUSTS) == "possibly", "of what kind it was is not stated"
    assert on(trust(), "2004-04-01", {"FoundationTrust"}) == "yes"
    assert kinds_of(trust(), ONTOLOGY, {}, date(2004, 4, 1)) == [], "one that began later always was of its kind"


def test_days_between_two_kinds_are_of_neither() -> None:
    kinds = (KindSpell("Group", until=day("2018-12-31")), KindSpell("Committee", since=day("2020-01-01")))
    entity = Entity("g", "Committee", "Group", kinds=kinds)
    assert on(entity, "2019-06-01", {"Group"}) == "no"
    assert on(entity, "2019-06-01", {"Group", "Committee"}) == "no"
    assert on(entity, "2019-06-01", {"Group", "Committee", "Board"}) == "possibly"
    assert types_on(kinds_of(entity, ONTOLOGY, {}), date(2019, 6, 1)) == []
    assert len(stretches(kinds_of(entity, ONTOLOGY, {}), {"Group", "Committee"})) == 2


_MONTHS = [date(2018 + n // 12, n % 12 + 1, 1) for n in range(2, 42)]


@settings(deadline=None, max_examples=150)
@given(kinds_until("Committee"), st.sampled_from(_MONTHS))
def test_it_is_what_all_histories_that_fit_the_dates_have_in_common(kinds: tuple[KindSpell, ...], on_day: date) -> None:
    # Types that were there before all law, so that only the dates say what fits.
    old = {spell.type: kind for spell, kind in zip(kinds, ("Forum", "Committee", "Group", "Board"), strict=False)}
    undated = tuple(KindSpell(old[spell.type], spell.since, spell.until) for spell in kinds)
    entity = Entity("g", "Committee", "Group", kinds=undated)
    histories = [history for history in _histories(undated) if history]
    seen = {next((type_ for type_, first, last in history if first <= on_day <= last), "") for history in histories}
    held = kinds_of(entity, ONTOLOGY, {})
    for type_ in {spell.type for spell in undated}:
        expected = "yes" if seen == {type_} else "possibly" if type_ in seen else "no"
        assert is_of(held, {type_}, on_day) == expected, (undated, on_day, type_, seen)
    if "" not in seen:
        assert is_of(held, {spell.type for spell in undated}, on_day) == "yes"


def _histories(spells: tuple[KindSpell, ...]) -> list[list[tuple[str, date, date]]]:
    """Return first and last days of each kind that fit what is said, on a grid of days about all that is said."""
    edges = {date(2017, 12, 31), date(2022, 1, 1), *_MONTHS}
    for spell in spells:
        for when in (spell.since, spell.until):
            if when:
                edges |= {when.earliest, when.latest, when.earliest + timedelta(1), when.latest + timedelta(1)}
    grid = sorted(edges)
    starts = []
    for number, spell in enumerate(spells):
        if spell.since:
            starts.append([d for d in grid if spell.since.earliest <= d <= spell.since.latest])
        else:
            starts.append([date.min] if number == 0 else grid)
    found = []
    for firsts in product(*starts):
        if any(a >= b for a, b in pairwise(firsts)):
            continue
        lasts = []
        for number, spell in enumerate(spells):
            is_last = number + 1 == len(spells)
            after = date.max if is_last else firsts[number + 1] - timedelta(1)
            until, next_since = spell.until, None if is_last else spells[number + 1].since
            if until is None:
                lasts.append([after])
            elif is_last or (next_since and next_since.earliest > until.latest + timedelta(1)):
                lasts.append([d for d in grid if max(until.earliest, firsts[number]) <= d <= min(until.latest, after)])
            else:
                lasts.append([after] if until.earliest <= after <= until.latest else [])
        for ends in product(*lasts):
            found.append([(s.type, a, b) for s, a, b in zip(spells, firsts, ends, strict=True)])
    return found

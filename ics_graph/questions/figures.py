"""Numbers and levels: how many and how much, and the tiers that a source divides a system into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ics_graph.answering.answer import Answer, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.chains import places_not_read, stated_gaps
from ics_graph.answering.day_clauses import on_that_day
from ics_graph.answering.fact_values import value_in_words
from ics_graph.answering.headlines import MARKS, not_read
from ics_graph.answering.lists import as_headline, counted, firsts, of_day, sentence, sentences, upper
from ics_graph.answering.lookup import Name, body_named, property_named
from ics_graph.answering.registry import question
from ics_graph.answering.rows import cited_in, fact_rows, in_time, line_rows, source_in_words, without_speaker
from ics_graph.answering.scope import NAMED, SOURCE, scope_of
from ics_graph.model import Claim, Fact
from ics_graph.questions.facts import by_property, cautions
from ics_graph.stores.rows import EVERYTHING, Body, Direction, claims_of

_NUMBERS = ("population", "figure", "count")
_BOTH: tuple[Direction, Direction] = ("up", "down")


@question(
    "structure",
    'figures "North East and North Cumbria ICS" --property population',
    body="the system or body",
    property="keep one kind of figure: population, count or figure (may be repeated)",
    ways=(
        "what figures are given for {body}",
        "what is the population of {body} -> property=population",
        "[what] (figure|number|statistic|data) (of|for|on|about|give for|say of) {body}",
        "what (figure|number|statistic) (have|give|say|source give) [for|of|about] {body}",
        "what {body} (figure|number|statistic)",
        "how (big|large) {body}",
        "[what] size of {body}",
        "what (health|money) figure [deck] give for {body}",
        "[what] population of {body} -> property=population",
        "[what] {body} population -> property=population",
        "how many person (live|reside) in {body} -> property=population",
        "how many person (in|within) {body} -> property=population",
        "how many person {body} (serve|cover|have) -> property=population",
        "how populous {body} -> property=population",
        "[what] (money|health) figure (for|about) {body}",
        "[what] population of {parts} [what (largest|biggest)] [[and] what smallest]"
        " [[and] [what] (sum|total) [(fit|match|equal) {amount}]] -> property=population",
        "what of {parts} (largest|biggest|smallest) [population] -> property=population",
        "what of {parts} (most|fewest|least) person -> property=population",
        "(largest|biggest|smallest) of {parts} [by population] -> property=population",
    ),
)
def figures(asked: Asked, body: Name, property: tuple[str, ...] = ()) -> Answer:
    """The numbers that sources give for a body and for what belongs to it, the largest first, with sums of parts.

    A sum is worked out here, over parts of one type, to be held against what a source says of the whole.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    property = tuple(property_named(asked.ontology, word) for word in property)
    wanted = property or _NUMBERS
    scope = scope_of(asked, body)
    kept = [fact for fact in asked.store.facts(scope.ids) if fact.property in wanted]
    kept.sort(
        key=lambda fact: (
            _NUMBERS.index(fact.property) if fact.property in _NUMBERS else len(_NUMBERS),
            fact.entity != entity.id,
            fact.unit or "",
            -(fact.number or 0),
            fact.id,
        )
    )
    rows, other_times = in_time(fact_rows(asked, kept))
    start, open_ = on_that_day(asked, rows)
    if rows:
        # The figure of the body asked about is the answer; the others are of its bodies.
        first, *others = rows
        amount = f"{without_speaker(first)}{MARKS.get(first.heading, '')}"
        source = "a source gives" if len({cited.source for cited in first.sources}) == 1 else "sources give"
        gives = f"{start}{source} a {first.relation} of {amount} for {the(first.name)}"
        more = f"the sources give {counted(len(others), 'more figure')}{scope.for_it}" if others else ""
        top = as_headline(gives, *([open_, more] if open_ else [more]))
    else:
        nothing = f"no source gives a figure for {the(shown_name(entity))}, or for its bodies"
        top = as_headline(of_day(asked.view.as_of, nothing))
    text = top.text
    held = {row.record for row in rows}
    kept = [fact for fact in kept if fact.id in held]
    unread = places_not_read(asked, [entity.id], ("figure",))
    verdict = verdict_of(rows, stated_none=False, not_read=bool(unread))
    text = sentence(not_read(text)) if verdict == "not-read" else text
    gaps = (text for text, _ in stated_gaps(asked, entity.id, ("figure",)))
    caveats = (*top.notes, *_sums(asked, entity, kept), *cautions(rows, "figure"), *gaps)
    parameters = {"body": entity.id, **({"property": ",".join(property)} if property else {})}
    return Answer(
        parameters=parameters,
        headline=text,
        verdict=verdict,
        rows=rows,
        caveats=caveats,
        excluded=other_times,
    )


def _sums(asked: Asked, whole: Body, kept: Sequence[Fact]) -> list[str]:
    """Return a sentence for each kind of figure that several parts of one type have: largest, smallest and sum."""
    bodies = asked.store.bodies({fact.entity for fact in kept})
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in kept:
        if fact.number is not None and fact.entity != whole.id and fact.property == "population":
            groups[bodies[fact.entity].type, fact.property, fact.unit or ""].append(fact)
    sums = []
    for (kind, _, unit), of_parts in sorted(groups.items()):
        if len(of_parts) < 2 or len({fact.entity for fact in of_parts}) < len(of_parts):
            continue
        of_parts = sorted(of_parts, key=lambda fact: fact.number or 0)
        total = sum(fact.number or 0 for fact in of_parts)
        label = asked.ontology.types[kind].label
        most, least = (the(bodies[of_parts[place].entity].name) for place in (-1, 0))
        sums.append(f"Of these {counted(len(of_parts), label)}, {most} has the most {unit or 'people'}.")
        sums[-1] += f" {upper(least)} has the fewest."
        sums[-1] += f" Together the {len(of_parts):,} have {total:,} {unit}".rstrip() + "."
        sums += [
            f"A source gives {value_in_words(fact)} for {the(whole.name)} as a whole. "
            f"That is {_distance(total, fact.number)} the sum of the {len(of_parts):,}."
            for fact in kept
            if fact.entity == whole.id and fact.property == "population" and fact.number and (fact.unit or "") == unit
        ]
    return sums


def _distance(total: float, stated: float) -> str:
    share = abs(total - stated) / total if total else 1.0
    if share < 0.001:
        return "the same as" if total == stated else "within 0.1% of"
    return f"{share:.1%} {'more' if stated > total else 'less'} than"


@question(
    "structure",
    "levels --source nenc-deck",
    within="only those with a body of this system (default: all)",
    source=SOURCE,
    ways=(
        "what levels are there",
        "which levels is {within} divided into",
        "what level [there]",
        "what level {within} (divide into|have|distinguish|split into|organise into|use)",
        "what level [there] (in|of|within|for) {within}",
        "into what level {within} (divide|split|organise)",
        "level of {within}",
        "[with] what size [of level] [where give]",
        "what level {source} (distinguish|divide|have|show|use|give|describe) [[with] what size]",
        "what level [in|of] {source} deck",
    ),
)
def levels(asked: Asked, within: Name | None = None, source: str | None = None) -> Answer:
    """Which levels sources divide a system into: their size, their tasks, and who is there.

    Levels that a source nests in one another come first, the widest of them at the beginning; then those that stand
    by themselves, by name. Within a system they are those of the sources that place a body of it at a level, with all
    that these put there. What is done or commissioned at a level is given as the source has it; a level is no body.
    """
    scope = scope_of(asked, within)
    tiers = {level.id: level for level in asked.store.of_types(asked.ontology.kinds_of("SystemLevel"))}
    wider = {tier: set[str]() for tier in tiers}
    for line in asked.store.lines(tiers, "up", ["structure"], NAMED):
        if line.object in tiers and line.certainty not in ("uncertain", "denied"):
            wider[line.subject].add(line.object)
    rows: list[Row] = []
    linked = {tier for tier, above in wider.items() if above} | set[str]().union(*wider.values())
    placing = None if scope.ids is None else _placing(asked, tiers, scope.ids)
    there = tiers
    if placing is not None:
        there = {id_: level for id_, level in tiers.items() if _cites(level.record.claims, placing)}
    facts = asked.store.facts(there)
    works = asked.store.lines(there, "up", ["commissioning", "coverage"], EVERYTHING)
    up, down = (asked.store.lines(there, way, ["structure"], EVERYTHING) for way in _BOTH)
    down = [line for line in down if placing is None or _cites(claims_of(line), placing)]
    # Rows of all levels are made at once, and then put in order.
    of_facts = _by(fact_rows(asked, by_property(asked, facts)), lambda row: row.of)
    of_works, of_up = (_by(line_rows(asked, lines), lambda row: row.of) for lines in (works, up))
    of_down = _by(line_rows(asked, down), lambda row: row.id)
    for tier in sorted(there, key=lambda id_: (id_ not in linked, _above(id_, wider), tiers[id_].name, id_)):
        for of_tier in (of_facts, of_works, of_up, of_down):
            rows += of_tier.get(tier, [])
    rows = cited_in(asked, {row.record: row for row in rows}.values(), source)
    named = dict.fromkeys(
        name for row in rows for id_, name in ((row.id, row.name), (row.of, row.of_name)) if id_ in tiers
    )
    if rows:
        names = [the(name) for name in named if name]
        where = f"{source_in_words(asked, source).removeprefix(' in ')} has" if source else "the sources describe"
        count = f"{where.replace('sources', 'sources', 1)} {counted(len(named), 'level')}{scope.for_it}"
        text = sentences(count, f"{'it is' if len(named) == 1 else 'they include'} {firsts(names, 20)}")
    else:
        text = sentence(of_day(asked.view.as_of, f"no source gives levels{scope.words}"))
    verdict = verdict_of(tuple(rows), stated_none=False)
    parameters = {**scope.parameters, **({"source": source} if source else {})}
    caveats = tuple(cautions(rows))
    return Answer(
        parameters=parameters,
        headline=text,
        verdict=verdict,
        rows=tuple(rows),
        caveats=caveats,
    )


def _by(rows: Iterable[Row], key: Callable[[Row], str | None]) -> dict[str | None, list[Row]]:
    """Return the rows by the body that ``key`` reads off each, in their order."""
    by: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        by[key(row)].append(row)
    return by


def _placing(asked: Asked, tiers: Collection[str], ids: Collection[str]) -> set[str]:
    """Return the sources that place one of these bodies at a level."""
    lines = asked.store.lines(tiers, "down", ["structure"], NAMED)
    placed = [line for line in lines if line.subject in ids and line.subject not in tiers]
    return {claim.source for line in placed for claim in claims_of(line)}


def _cites(claims: Iterable[Claim], sources: Collection[str]) -> bool:
    return any(claim.source in sources for claim in claims)


def _above(tier: str, wider: Mapping[str, set[str]]) -> int:
    """Return how many levels are wider than one, so that the widest comes first; circles are walked once."""
    reached, waiting = set[str](), [tier]
    while waiting:
        more = wider[waiting.pop()] - reached
        reached |= more
        waiting += more
    return len(reached - {tier})

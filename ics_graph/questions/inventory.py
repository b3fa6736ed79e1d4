"""Questions over the whole of the data: bodies of a type, lines of a kind, sources, and where a word occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Row, Verdict, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.chains import places_not_read, topics_of
from ics_graph.answering.headlines import not_read
from ics_graph.answering.lists import (
    MOST_NAMES,
    as_headline,
    be,
    briefly,
    counted,
    either,
    is_short,
    listed,
    of_day,
    only_listed,
    plural,
    sentence,
    sentences,
)
from ics_graph.answering.lookup import Name, hinted, property_named, type_named
from ics_graph.answering.provenance import is_law_of_a_rule, kinds_of_a_later_day, register_notes
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_rows, cited_in, fact_rows, line_rows, source_in_words
from ics_graph.answering.scope import SOURCE, WITHIN, Scope, scope_of
from ics_graph.answering.tense import ended_in_words
from ics_graph.answering.traversal import heading_of
from ics_graph.answering.verdicts import COUNTED
from ics_graph.dates import Holds
from ics_graph.errors import UnknownWord
from ics_graph.governance import is_borne_out, is_several, is_single
from ics_graph.names import fold
from ics_graph.questions.evidence import dating
from ics_graph.stores.rows import EVERYTHING, FIRST_DAY, LAST_DAY, Body, Line, last_seen
from ics_graph.validation import closest


@question(
    "overview",
    "bodies ClinicalCommissioningGroup --as-of 2020-04-01 --limit 5",
    type="a type of the ontology, such as FoundationTrust",
    within=WITHIN,
    limit="the most bodies to list; all are counted",
    ways=(
        "which {type} are there",
        "how many {type} are there",
        "(list|all|every|name) {type}",
        "list (of|all|every) {type}",
        "what {type} [there]  exist",
        "what {type} there",
        "what {type} exist",
        "how many {type} [there]",
        "how many {type} exist",
        "how many {type} {within} (have|show|contain|include)",
        "what {type} operate",
        "what all {type}",
        "what {type} {within} (have|show|contain|include)",
        "number of {type}",
    ),
)
def bodies(asked: Asked, type: str, within: Name | None = None, limit: int = 500) -> Answer:
    """Which bodies of a type there are, or were on a day, each with its dates, and how many.

    All kinds of the type are in: foundation trusts are NHS trusts. A body whose dates do not settle whether it existed
    on the day is counted apart. So is one of which the source itself is not sure.
    """
    type = type_named(asked.ontology, type)
    scope = scope_of(asked, within)
    kinds = asked.ontology.kinds_of(type)
    every = [body for body in asked.store.of_types(kinds, ever=asked.view.day is not None) if scope.has(body.id)]
    single = [body for body in every if is_single(body)]
    held = {body.id: _held(asked, body, kinds) for body in single}
    there = [body for body in single if held[body.id] != "no"]
    rows = tuple(
        replace(row, holds=held[row.id] if asked.view.day else None) for row in body_rows(asked, there[:limit])
    )
    sure = [body for body in there if is_borne_out(body)]
    surely = [body for body in sure if held[body.id] == "yes"]
    text, *open_ = _how_many(asked, scope, type, there, surely)
    reasons = _of_another_kind(asked, type, single)
    text = f"{text}: {reasons[0]}" if reasons and not there else text
    if scope.body is not None and not single:
        text = (
            f"no source says which {plural(asked.ontology.types[type].label)} belong to {the(shown_name(scope.body))}"
        )
    beside = [shown_name(body) for body in there if body.id in scope.only_listed]
    only_beside = f"{'it is' if len(there) == 1 else 'they are'} only listed beside it" if beside else ""
    if 0 < len(beside) < len(there):
        only_beside = f"{len(beside):,} of them {be(len(beside))} only listed beside it"
    open_ = open_ if there else []
    details = open_ if len(open_) > 1 else []
    if details:
        others = len(there) - len(surely)
        it = "the sources do not settle it"
        open_ = [f"{f'another {others:,}' if others > 1 else 'one more'} may have: {it}"]
    caveats = [sentence(clause) for clause in (*details, *kinds_of_a_later_day(asked, sure))]
    caveats += [*(sentence(reason) for reason in reasons if there), *register_notes(asked, rows)]
    caveats += [only_listed(limit, len(there))] if len(there) > limit else []
    if beside:
        them = "it, or what came before or after it" if len(beside) == 1 else "them, or what came before or after them"
        caveats.append(f"No line makes it a part: a source lists {them}, beside the whole: {listed(beside, 8)}.")
    together = [shown_name(body) for body in every if is_several(body) and body.is_of(kinds, asked.view.as_of) != "no"]
    caveats += (
        [f"Groups of bodies are not counted: {briefly(together, most=1, noun='other group')}."] if together else []
    )
    parameters = {"type": type, **scope.parameters}
    # Where the data have such bodies, and all had gone or had yet to come, their dates say so.
    verdict: Verdict = "only-tentative" if there else "stated-none" if single else "not-stated"
    verdict = "answered" if any(body.certainty in ("stated", "reported", "disputed") for body in sure) else verdict
    ended = sum(body.record.until is not None for body in there)
    gone = [body for body in there if body.record.until is not None]
    has = "has" if ended == 1 else "have"
    number = "all" if ended == len(there) > 1 else f"{ended:,}"
    have_ended = f"{number} of them {has} {ended_in_words(asked, gone)}" if ended and asked.view.day is None else ""
    top = as_headline(of_day(asked.view.as_of, text), *open_, have_ended, only_beside)
    unsure = len(there) - len(surely)
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        reaches=_least_seen(surely or sure),
        less=f"certain for {len(surely):,} of {counted(len(there), 'body')}" if surely and unsure else None,
        rows=rows,
        caveats=(*top.notes, *caveats),
    )


def _how_many(asked: Asked, scope: Scope, type: str, there: Sequence[Body], surely: Sequence[Body]) -> list[str]:
    """Return how many bodies of a type there are, by kind where there are few, and clauses of how many are less sure.

    ``there`` are those that were or may have been of it, and ``surely`` those of them that sources bear out as that.
    """
    sure = [body for body in there if is_borne_out(body)]
    day, types, asked_for = asked.view.day, asked.ontology.types, asked.ontology.kinds_of(type)
    by_dates = [body for body in sure if day and body.on(day) == "possibly"]
    before = [body for body in by_dates if (last_seen(body) or LAST_DAY) < (day or FIRST_DAY)]
    # Where none surely was there, what is counted first is what was seen before: a nought says more than is known.
    main = before if before and not surely else surely
    kinds = Counter(tuple(body.types_on(asked.view.as_of)) for body in main)
    of_kinds = [_of_kind(asked, type, kind, number) for kind, number in kinds.most_common()]
    several = set(kinds) - {(type,)}
    with_kinds = f" of all kinds ({listed(of_kinds)})" if several and len(kinds) <= MOST_NAMES else ""
    # A count of a part says of what it is a part.
    part = f" in {the(shown_name(scope.body))}" if scope.body else ""
    number_of = counted(len(main), types[type].label) if main else f"no {types[type].label}"
    existed = "existed" if len(there) == len(surely) or main is before else "certainly existed"
    all_of_them = f"{number_of}{with_kinds}"
    parts = [f"{all_of_them}{part} {existed}" if day else f"the sources name {all_of_them}{part}"]
    parts += [f"the sources last mention {len(before):,} of the others before that day"] if before and surely else []
    number = len(by_dates) - len(before)
    its = "1 has dates that do" if number == 1 else f"{number:,} have dates that do"
    parts += [f"of the others, {its} not settle whether {'it' if number == 1 else 'they'} existed"] if number else []
    there_then = [body for body in sure if day and body.on(day) == "yes"]
    parts += _open_by_kind(asked, [b for b in there_then if b.is_of(asked_for, asked.view.as_of) != "yes"])
    uncertain = sum(body.certainty == "uncertain" and not body.planned for body in there)
    parts += [f"sources mark {uncertain:,} with a question mark"] if uncertain else []
    planned = sum(body.planned for body in there)
    parts += [f"{planned:,}{' more' if surely else ''} {be(planned)} planned"] if planned else []
    return parts


def _open_by_kind(asked: Asked, open_: Sequence[Body]) -> list[str]:
    """Return how many bodies that were there may have been of a type on the day, as their kinds leave open."""
    changing = sum(bool(body.types_on(asked.view.as_of)) for body in open_)
    of_no_kind = len(open_) - changing
    were = "it was" if changing == 1 else "they were"
    parts = [f"for {changing:,} of the others, no source says since when {were} of that type"] if changing else []
    of_kind = "of what type it then was" if of_no_kind == 1 else "of what types they then were"
    return [*parts, f"for {of_no_kind:,} of the others, no source says {of_kind}"] if of_no_kind else parts


def _least_seen(bodies: Sequence[Body]) -> str | None:
    """Return the earliest of the days on which bodies were last seen; None where one was seen on no known day."""
    days = [last_seen(body) for body in bodies]
    return min((day for day in days if day), default=None) if all(days) else None


def _held(asked: Asked, body: Body, kinds: Collection[str]) -> Holds:
    """Return whether a body was there on the day asked about, and of one of these kinds."""
    of_kind = body.is_of(kinds, asked.view.as_of)
    if asked.view.day is None:
        return of_kind
    return min(body.on(asked.view.day), of_kind, key=("no", "possibly", "yes").index)


def _of_kind(asked: Asked, type: str, kind: Sequence[str], number: int) -> str:
    """Return how many bodies were of one kind, or of one of several where a change between them has no day."""
    types = asked.ontology.types
    if len(kind) > 1:
        return f"{number:,} of which no source says whether {' or '.join(types[name].label for name in kind)}"
    return counted(number, types[kind[0]].label) if kind[0] != type else f"{number:,} of no narrower kind"


def _of_another_kind(asked: Asked, type: str, single: Sequence[Body]) -> list[str]:
    """Return how many bodies that were there on the day are of the type on other days alone, and what the law says."""
    day, kinds = asked.view.as_of, asked.ontology.kinds_of(type)
    if day is None:
        return []
    others = [body for body in single if body.on(day.isoformat()) != "no" and body.is_of(kinds, day) == "no"]
    kind = asked.ontology.types[type]
    if not others and not (kind.kind_from and day < kind.kind_from):
        return []
    law = ""
    if kind.kind_from is not None and day < kind.kind_from:
        first = f"{kind.kind_from.day} {kind.kind_from:%B %Y}"
        law = f"by law, there were none before {first} ({kind.kind_basis})"
    were = "a body that is one on other days is" if len(others) == 1 else "bodies that are such on other days are"
    of_others = f"{len(others):,} {were.removeprefix('a ')} not counted" if others else ""
    return ["; ".join(filter(None, [law, of_others]))]


@question(
    "overview",
    'all-lines accountability "reports to" employs chairs',
    kind="families or relations of the ontology, by name or in words: accountability, chairs, 'reports to'",
    within=WITHIN,
    source=SOURCE,
    limit="the most lines to list; all are counted",
    cut_last=True,
    ways=(
        "list all lines of {kinds}",
        "list every {kinds} line",
        "(list|all|every|what) {kinds} (line|relation|relationship|link)",
        "(list|all|every) (line|relation|relationship|link) of {kinds}",
        "(all|every) [the] (line|relation|relationship) (of|in) {kinds}",
        "(to|toward) who {family}",
        "for what of [these] (relation|line) [source|seed|data] (give|have) no instance {kinds}",
        "what [of these] (relation|line) (never occur|has no instance|have no instance|not used) {kinds}",
    ),
)
def all_lines(
    asked: Asked,
    kind: tuple[str, ...],
    within: Name | None = None,
    source: str | None = None,
    limit: int | None = None,
) -> Answer:
    """Every line of a family or relation, whoever it is about, and which of those asked for have none at all.

    So silence is seen: a relation of which no source gives an instance is named as that.
    """
    ontology = asked.ontology
    kind = tuple(dict.fromkeys(_kind_named(asked, word) for word in kind))
    scope = scope_of(asked, within)
    families = {name if name in ontology.families else ontology.relations[name].family for name in kind}
    lines = [
        line
        for line in asked.store.lines(None, "up", families, EVERYTHING)
        if (line.family in kind or line.type in kind) and scope.touches(line)
        if line.certainty != "rule" or asked.view.rules
    ]
    day = asked.view.day
    if day is not None:
        lines = [line for line in lines if line.planned or line.start_min <= day <= line.end_max]
    # Without a source to look for, no row has to be made of a line that is not listed: what the rows of all would say
    # of the whole is that it is stated, and to which day.
    whole = limit is None or source is not None or asked.view.day is not None
    reaches = None if whole else _reach_of(asked, lines)
    few = reaches is not None
    rows = tuple(cited_in(asked, line_rows(asked, lines[:limit] if few else lines), source))
    kept = {line.id for line in lines} if few else {row.record for row in rows}
    numbers = Counter(name for line in lines if line.id in kept for name in {line.family, line.type} & set(kind))
    counts = [
        f"{counted(numbers[name], 'relationship')} of the kind '{_label(asked, name)}'"
        for name in kind
        if numbers[name]
    ]
    none = [f"'{_label(asked, name)}'" for name in kind if not numbers[name]]
    of_what = f"{scope.for_it}{source_in_words(asked, source)}"
    parts = [f"this data has {listed(counts)}{of_what}"] if counts else []
    parts += [f"no source states a relationship of the kind {either(none)}{'' if counts else of_what}"] if none else []
    parameters = {"kind": ",".join(kind), **scope.parameters, **({"source": source} if source else {})}
    silent = {asked.ontology.relations[name].family if name in asked.ontology.relations else name for name in kind}
    silent -= {line.family for line in lines if line.id in kept}
    unread = places_not_read(asked, scope.ids, [topic for family in silent for topic in topics_of(family)])
    verdict = verdict_of(rows, stated_none=False, not_read=bool(unread))
    verdict = "answered" if few else verdict
    # What was only read in part may state what no source states.
    parts = [not_read(part) if unread and part.startswith("no source ") else part for part in parts]
    if len(parts) == 1 and not is_short(parts[0]):
        parts = [parts[0].removesuffix(of_what), f"this is asked{of_what}"]
    caveats = [f"{unread}, may state such relationships. It was not read in full."] if unread else []
    if limit is not None and len(kept) > limit:
        caveats.append(only_listed(limit, len(kept), "relationships"))
    return Answer(
        parameters=parameters,
        headline=sentences(*parts),
        verdict=verdict,
        reaches=reaches,
        # How sure all of them are, the rows of a few do not show.
        verdict_words=COUNTED if len(kept) > len(rows) else None,
        rows=rows,
        caveats=tuple(caveats),
    )


def _reach_of(asked: Asked, lines: Sequence[Line]) -> str | None:
    """Return the day to which sources show all of what they state in these lines; None where they state none so."""
    stated = [line for line in lines if line.certainty in ("stated", "reported", "disputed") and not line.planned]
    days = [last_seen(line) for line in stated if heading_of(line, asked.view) in ("in effect", "in general")]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


@question(
    "overview",
    "all-facts listedAlongside",
    property="properties of the ontology, such as priority or status",
    within=WITHIN,
    source=SOURCE,
    ways=(
        "list all {facet}",
        "what {facet} are given",
        "(list|all|every) [of] {facet}",
        "[what] all {facet}",
        "what {facet} [there] (give|record|state)",
        "what money {facet} give [and for what]",
        "every fact of {facet}",
    ),
)
def all_facts(asked: Asked, property: tuple[str, ...], within: Name | None = None, source: str | None = None) -> Answer:
    """Every fact of a property, whoever it is about: all priorities, all statuses, all that is listed alongside."""
    property = tuple(property_named(asked.ontology, word) for word in property)
    scope = scope_of(asked, within)
    facts = [fact for fact in asked.store.facts(scope.ids) if fact.property in property]
    rows = tuple(cited_in(asked, fact_rows(asked, facts), source))
    labels = listed([asked.ontology.properties[name].label for name in property])
    of_what = f"{scope.for_it}{source_in_words(asked, source)}"
    text = f"the sources give {counted(len(rows), 'fact')} of the kind '{labels}'{of_what}"
    if property == ("listedAlongside",) and rows:
        bodies_of = list(dict.fromkeys(the(row.name) for row in rows))
        beside = counted(len(bodies_of), "body")
        text = f"the sources list {beside} beside others, and do not say how they relate{of_what}"
    text = text if rows else f"no source gives a fact of the kind '{labels}'{of_what}"
    parameters = {"property": ",".join(property), **scope.parameters, **({"source": source} if source else {})}
    verdict = verdict_of(rows, stated_none=False)
    return Answer(
        parameters=parameters,
        headline=sentences(text, _of_whom(rows)),
        verdict=verdict,
        rows=rows,
    )


def _of_whom(rows: Sequence[Row]) -> str:
    """Return a clause of the first fact and of whom it is; nothing where there are none, or it is too long."""
    if not rows:
        return ""
    if {row.relation for row in rows} == {"listed alongside"}:
        names = list(dict.fromkeys(the(row.name) for row in rows))
        return f"{'it is' if len(names) == 1 else 'they are'} {briefly(names)}"
    clause = f"{'it is' if len(rows) == 1 else 'the first is'} of {the(rows[0].name)}: '{rows[0].value}'"
    return clause if is_short(clause) else f"{'it is' if len(rows) == 1 else 'the first is'} on {the(rows[0].name)}"


def _kind_named(asked: Asked, word: str) -> str:
    """Return the family or relation of this name, or of this label read either way (``chairs``, ``employs``)."""
    ontology, asked_for = asked.ontology, fold(word)
    if word in ontology.families or word in ontology.relations:
        return word
    for kind in ontology.relations.values():
        labels = {fold(label) for label in (kind.name, kind.label, kind.inverse_label)}
        if asked_for in labels | {label.removeprefix("is ") for label in labels}:
            return kind.name
    hint = closest(word, [*ontology.families, *(kind.label for kind in ontology.relations.values())])
    raise UnknownWord(hinted(f"'{word}' is neither a family nor a relation of the ontology", hint))


def _label(asked: Asked, name: str) -> str:
    kind = asked.ontology.families.get(name) or asked.ontology.relations[name]
    return kind.label


@question(
    "overview",
    "sources",
    dated=False,
    ways=(
        "what sources are there",
        "where does the data come from",
        "what source [there] [use|have|draw on|rest on|come from]",
        "what source you (use|have)",
        "what (data|graph|answer|this) (base on|rest on|draw on|come from)",
        "where [data|information|this] come from",
        "(list|all|every) source",
        "when [each] source (write|minute|date|publish|make) [or] [minute|write|publish|make]",
        "how old [the] (source|data)",
        "what document [is] [this] (base|rest) on",
    ),
)
def sources(asked: Asked) -> Answer:
    """Every source of the data, with when it was made as far as it says itself, and how it is known."""
    rows = []
    documents = [source for source in asked.store.sources().values() if not is_law_of_a_rule(source.id)]
    for source in documents:
        (when, *_) = [*dating(asked, [source.id]), f"The source '{source.title}' is legislation."]
        rows.append(
            Row(
                id=source.id,
                name=source.title,
                type="",
                kind=source.kind or "",
                relation="is a source",
                value=when.removeprefix(f"The source '{source.title}' is ").rstrip("."),
                since=str(source.date or source.not_before or "") or None,
                until=str(source.date or source.not_after or "") or None,
                note=source.note,
            )
        )
    undated = sum(row.since is None and row.until is None for row in rows)
    text = f"this data has {counted(len(rows), 'source')}" if rows else "this data has no sources"
    no_day = f"it gives no date for {undated:,} of them" if undated else ""
    verdict: Verdict = "answered" if rows else "not-stated"
    return Answer(parameters={}, headline=sentences(text, no_day), verdict=verdict, rows=tuple(rows))

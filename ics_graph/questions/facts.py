"""What sources say of a body apart from its lines: facts, figures, statements and names, each with who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from ics_graph.answering.answer import Answer, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.caveats import read_from_slides
from ics_graph.answering.chains import places_not_read, stated_gaps
from ics_graph.answering.day_clauses import on_that_day
from ics_graph.answering.existence import absence
from ics_graph.answering.grammar import is_plural, subject_and_verb
from ics_graph.answering.headlines import MARKS, not_read, places_cited
from ics_graph.answering.lists import (
    MOST_NAMES,
    a,
    as_headline,
    be,
    briefly,
    counted,
    first_of,
    listed,
    of_day,
    sentence,
    sentences,
    upper,
)
from ics_graph.answering.lookup import Name, body_named, property_named
from ics_graph.answering.names_of_the_day import code_held_on, held_on
from ics_graph.answering.nouns import share
from ics_graph.answering.provenance import citing, coded_by, named_by
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_row, citations, event_rows, fact_rows, in_time, line_rows, without_speaker
from ics_graph.answering.scope import NAMED
from ics_graph.certainty import certainty
from ics_graph.dates import in_words
from ics_graph.governance import is_several
from ics_graph.model import Claim, Fact, all_claims
from ics_graph.stores.rows import Body, claims_of

_MOST_IN_ONE = 20
"""How many words a count and its values have at most in one sentence, with room for the day before them."""


@question(
    "evidence",
    'facts "North West London ICS" --property function',
    body="the body, level, document or other entity",
    property="keep one kind of fact, such as priority or status (may be repeated)",
    ways=(
        "what are the {property} of {body}",
        "what facts are there about {body}",
        "[what] {property} of {body}",
        "[what] {property} for {body}",
        "what {body} {property}",
        "what {property} {body} (have|hold|get|set|give)",
        "what {property} (give|report|state|record|set|set out|list) (for|of|by|about) {body}",
        "[what] {property} and {also} of {body}",
        "what {property} and {also} (give|report|state|record|set|list) (for|of|by) {body}",
        "what {body} {property} and {also}",
        "what {property} and {also} {body} (have|hold)",
        "{body} {property}",
        "how {body} define -> property=definition",
        "[what] definition of {body} -> property=definition",
        "what {body} (for|meant for|supposed to do) -> property=function",
        "what remit of {body} -> property=function",
        "what {body} (prioritise|focus on) -> property=priority",
        "[what] fact (about|on|of|for) {body}",
        "[what] fact there (about|on|of|for) {body}",
        "what fact (know|record|have|give|state) (about|on|of|for) {body}",
        "how govern {body} -> property=governanceProperty",
    ),
)
def facts(asked: Asked, body: Name, property: tuple[str, ...] = ()) -> Answer:
    """What is said of a body apart from its lines: status, priorities, functions, principles, rules, figures."""
    entity = body_named(asked.store, body, asked.view.as_of)
    property = tuple(property_named(asked.ontology, word) for word in property)
    kept = [fact for fact in asked.store.facts([entity.id]) if not property or fact.property in property]
    rows, other_times = in_time(fact_rows(asked, by_property(asked, kept), entity))
    _, open_ = on_that_day(asked, rows)
    first, *more = _in_words(the(shown_name(entity)), rows, ", ".join(property))
    top = as_headline(of_day(asked.view.as_of, first), *([open_, *more] if open_ else more))
    text = top.text
    topics = asked.ontology.schemes["gap-topics"]
    topics_asked = [topic for topic in topics if topic in property]
    gaps = tuple(text for text, _ in stated_gaps(asked, entity.id, topics_asked))
    unread = places_not_read(asked, [entity.id], topics_asked)
    gone = absence(asked, entity)
    parameters = {"body": entity.id, **({"property": ",".join(property)} if property else {})}
    verdict = verdict_of(rows, stated_none=gone is not None, not_read=bool(unread))
    text = sentence(not_read(text)) if verdict == "not-read" else text
    beside = (*cautions(rows, "fact"), *gaps, *_of_several(asked, entity, property), *(gone.sources if gone else ()))
    caveats = (*(gone.notes if gone else top.notes), *beside)
    text = gone.words if gone else text
    return Answer(
        parameters=parameters,
        headline=text,
        verdict=verdict,
        rows=rows,
        caveats=caveats,
        excluded=other_times,
    )


def _of_several(asked: Asked, body: Body, properties: Sequence[str]) -> list[str]:
    """Return what is said of several bodies together of which this one is one: a remit of all three authorities."""
    lines = asked.store.lines([body.id], "up", ["structure"], NAMED)
    several = [whole for whole in asked.store.bodies({line.object for line in lines}).values() if _is_several(whole)]
    sentences = []
    for fact in asked.store.facts({whole.id for whole in several}):
        if not properties or fact.property in properties:
            (row,) = fact_rows(asked, [fact])
            words = f"A source gives this {row.relation} of them: {row.value}. Source: {places_cited([row])}."
            sentences.append(f"{upper(the(row.name))} include {the(body.name)}. {words}")
    return sentences


def _is_several(body: Body) -> bool:
    return is_several(body)


def _in_words(name: str, rows: Sequence[Row], what: str) -> list[str]:
    """Return a clause that counts the facts of a body, and one of what they are."""
    if not rows:
        return [f"no source gives {a(what) if what and ',' not in what else what or 'a fact'} for {name}"]
    values_by_relation: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        # Who says so stands in the row: a name before a function reads as whose function it is.
        values_by_relation[row.relation].append(f"{without_speaker(row)}{MARKS.get(row.heading, '')}")
    if len(values_by_relation) > 1:
        by_number = sorted(values_by_relation.items(), key=lambda kind: -len(kind[1]))
        counts = [counted(len(values), relation) for relation, values in by_number]
        most = f"{'they include' if len(counts) > MOST_NAMES else 'they are'} {listed(counts[:MOST_NAMES])}"
        return [f"the sources give {counted(len(rows), 'fact')} on {name}", most]
    ((relation, values),) = values_by_relation.items()
    # Where all are proposals, the verb says so once.
    proposed = all(row.heading == "planned" for row in rows)
    values = [without_speaker(row) for row in rows] if proposed else values
    if all(row.certainty == "inferred" and row.heading == "in effect" for row in rows):
        nothing = f"no source states {a(relation)} for {name}"
        quoted = briefly([f"'{value}'" for value in values])
        return [nothing, f"{'it is' if len(values) == 1 else 'these are'} inferred: {quoted}"]
    number = counted(len(values), relation)
    text = f"the sources give {number} for {name}"
    text = f"{number} {be(len(values))} planned or proposed for {name}" if proposed else text
    # Where one needs marks to be read as one value, all have them.
    marked = any(" and " in value or "," in value for value in values[:MOST_NAMES])
    values_in_words = briefly([f"'{value}'" for value in values] if marked else values)
    return (
        [f"{text}: {values_in_words}"]
        if len(f"{text}: {values_in_words}".split()) <= _MOST_IN_ONE
        else [text, f"{'it is' if len(values) == 1 else 'they are'} {values_in_words}"]
    )


@question(
    "evidence",
    'statements "Dr Amanda Doyle"',
    about="who said it, or the body that it was said of",
    ways=(
        "what did {body} say",
        "what was said about {body}",
        "what {body} (say|state|claim|tell|argue|report|comment|remark|mention)",
        "what (say|state|report|claim) (about|of|on) {body}",
        "what say by {body}",
        "[what] (statement|quote|remark|comment|claim|word) (of|from|by|about|on) {body}",
        "[what] {body} (statement|quote|remark|comment)",
        "what {body} (minuted|report) (as|to) saying",
    ),
)
def statements(asked: Asked, about: Name) -> Answer:
    """What was said of a body, by whom; of a person or forum, all that a source reports her, him or it as saying.

    Reported speech is what somebody is minuted as saying; the answer does not say that it is so.
    """
    entity = body_named(asked.store, about, asked.view.as_of)
    name = entity.name
    mentioned = asked.store.mentions(name)
    of_it = [fact for fact in asked.store.facts([entity.id]) if fact.property == "statement"]
    by_it = [fact for fact in mentioned.facts if any(claim.said_by == name for claim in all_claims(fact))]
    lines = [line for line in mentioned.lines if any(claim.said_by == name for claim in claims_of(line))]
    events = [event for event in mentioned.events if any(claim.said_by == name for claim in event.claims)]
    about_or_by = "of or by" if (of_it and by_it) else "by" if by_it or lines or events else "about"
    rows = fact_rows(asked, {fact.id: fact for fact in (*of_it, *by_it)}.values(), asked_about=entity)
    rows += [*line_rows(asked, lines), *event_rows(asked, events)]
    speakers = list(dict.fromkeys(c.said_by for row in rows for c in row.sources if c.said_by))
    who = the(shown_name(entity))
    if rows:
        text = f"the sources report {counted(len(rows), 'statement')} {about_or_by} {who}"
        text += f", said by {briefly(speakers)}" if speakers != [name] and speakers else ""
        values = [row.value or f"{subject_and_verb(row.of_name or '', row.relation)} {row.name}" for row in rows]
        text = sentences(text, first_of(values))
    else:
        text = sentence(f"no source reports a statement of or by {who}")
    verdict = verdict_of(tuple(rows), stated_none=False)
    caveats = ("A source reports what the speaker said. It does not say whether that is true.",) if speakers else ()
    return Answer(
        parameters={"about": entity.id},
        headline=text,
        verdict=verdict,
        rows=tuple(rows),
        caveats=caveats,
    )


@question(
    "evidence",
    'names "North East and North Cumbria ICS"',
    body="the body, by any of its names",
    ways=(
        "what other names does {body} have",
        "what is the code of {body}",
        "[what] [other|alternative|different] name (of|for|use for|have|go by) {body}",
        "what [other|alternative|different] name {body} (have|use|go by|know by)",
        "what {body} (call|name)",
        "what {body} also (call|know as|name)",
        "what else {body} (call|know as)",
        "by what name {body} (call|know|go)",
        "[what] [ods|organisation|nhs] (code|identifier|alias) (of|for) {body}",
        "what [ods|organisation|nhs] (code|identifier) {body} (have|use)",
        "what {body} [ods] (code|identifier|alias|abbreviation|acronym)",
        "what {body} (stand for|short for)",
        "what document (use|name) {body}",
        "what (acronym|abbreviation|short name) (of|for) {body}",
        "what (alias|acronym|abbreviation) {body} [have|go by]",
        "[what] (full|official|short|proper) name of {body}",
    ),
)
def names(asked: Asked, body: Name) -> Answer:
    """By which names and codes a body goes, and which source uses which.

    The wording of a source is given where it is on record; elsewhere the places are cited at which the body is named.
    Other names and codes have their days; a form that is only there to be found by has no source.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    record = entity.record
    kept = [fact for fact in asked.store.facts([entity.id]) if fact.property == "name"]
    worded = fact_rows(asked, kept, entity)
    named = _named(asked, entity, {cited.source for row in worded for cited in row.sources})
    texts = {fact.text for fact in kept}
    others = [name for name in record.other_names if name not in texts]
    stated = (*([named] if named else []), *worded)
    rows = (*stated, *_dated_names(asked, entity), *_codes(asked, entity))
    quoted = listed([f"'{other}'" for other in others], 20)
    them = "them" if is_plural(shown_name(entity)) else "it"
    caveats = [f"You can also find {them} by the name{'s' if len(others) > 1 else ''} {quoted}."] if others else []
    caveats += [text for text, _ in stated_gaps(asked, entity.id, ("name",))]
    caveats += _renamed_later(asked, entity)
    wordings = briefly([f"'{row.value}'" for row in worded])
    name = the(shown_name(entity))
    naming = {cited.source for cited in named.sources} if named else ()
    here = (
        f"{counted(len(naming), 'source')} {'uses' if len(naming) == 1 else 'use'} the name '{shown_name(entity)}', "
        "or one close to it"
        if named
        else ""
    )
    parts = [f"the sources call {name} by {counted(len(worded), 'other name')}: {wordings}"] if worded else []
    parts += [here] if here else []
    parts = parts or [f"no source is recorded for the names of {name}"]
    verdict = verdict_of(stated, stated_none=False)
    return Answer(
        parameters={"body": entity.id},
        headline=sentences(parts[0], *parts[1:]),
        verdict=verdict,
        rows=rows,
        caveats=tuple(caveats),
    )


def _renamed_later(asked: Asked, body: Body) -> list[str]:
    """Say that a body changed its name after the day, where no name of it has days."""
    day = asked.view.as_of
    if day is None or body.record.names:
        return []
    renamings = [
        event
        for event in asked.store.events([body.id])
        if event.kind == "rename" and event.date is not None and event.date.earliest > day
    ]
    return [
        f"A change of name is recorded for {in_words(event.date)} ({event.name}). The sources do not date its names, "
        f"so '{shown_name(body)}' may be a later name."
        for event in renamings
        if event.date is not None
    ]


def _dated_names(asked: Asked, body: Body) -> list[Row]:
    """Return a row for each name with days or sources of its own."""
    day = asked.view.as_of
    return [
        replace(
            _worded(asked, body, "is also called", spell.name, spell.claims),
            holds=held_on(spell, day) if day else None,
            since=str(spell.since) if spell.since else None,
            until=str(spell.until) if spell.until else None,
        )
        for spell in body.record.names
    ]


def _codes(asked: Asked, body: Body) -> list[Row]:
    """Return a row for each code: those of the day first, where one is asked about."""
    day = asked.view.as_of
    rows = [
        replace(
            _worded(asked, body, "has the code", code.value, coded_by(asked, body, code)),
            scheme=code.scheme,
            holds=code_held_on(body, code, day) if day else None,
            since=str(code.since) if code.since else None,
            until=str(code.until) if code.until else None,
        )
        for code in body.record.identifiers
    ]
    return sorted(rows, key=lambda row: row.holds == "no")


def _worded(asked: Asked, body: Body, relation: str, value: str, claims: Sequence[Claim] = ()) -> Row:
    """Return a row of a name or code of a body; one without claims is put there by this data, to be found by."""
    return Row(
        id=body.id,
        name=shown_name(body),
        type=asked.type_of(body),
        kind=asked.kind_of(body),
        relation=relation,
        of=body.id,
        of_name=shown_name(body),
        depth=0,
        value=value,
        certainty=certainty(claims) if claims else None,
        sources=citations(asked, claims),
    )


def _named(asked: Asked, body: Body, worded: Collection[str]) -> Row | None:
    """Return the name that this data uses, and where it stands; of sources whose wording is known, that is enough."""
    row, record = body_row(asked, body, spells=False), body.record
    if row is None or record.unnamed or body.name.endswith("(not named)"):
        return None
    sources = asked.store.sources({claim.source for claim in record.claims})
    naming = named_by(record.claims, sources, [body.name, *record.also_called])
    naming = [claim for claim in naming if claim.source not in worded]
    if not naming:
        return None
    # That a body is planned does not make its name a plan.
    heading = row.heading if row.heading == "uncertain" else "in effect"
    return citing(asked, replace(row, heading=heading, phase=None, since=None, until=None), naming)


def by_property(asked: Asked, kept: Sequence[Fact]) -> list[Fact]:
    """Return facts in the order of the ontology's properties."""
    order = list(asked.ontology.properties)
    return sorted(kept, key=lambda fact: (order.index(fact.property), fact.id))


def cautions(rows: Sequence[Row], noun: str = "entry") -> list[str]:
    """Return a sentence on the rows that are readings, and one on those that nobody says in words."""
    inferred = [row for row in rows if row.certainty == "inferred"]
    from_slides = [row for row in rows if any(cited.basis == "layout" for cited in row.sources) and row not in inferred]
    texts = read_from_slides(from_slides, len(rows), noun)
    if inferred:
        what = share(len(inferred), len(rows), noun, "inferred") if len(rows) > 1 else f"this {noun} is inferred"
        texts.append(f"{sentence(what).removesuffix('.')}: no source states {'it' if len(inferred) == 1 else 'them'}.")
    return texts

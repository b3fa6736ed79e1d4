"""What stands behind a line or a body: every claim, with its source, its place in it, and how it was read."""

from __future__ import annotations

from collections.abc import Collection

from ics_graph.answering.answer import Answer, Row, verdict_of
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.chains import stated_gaps
from ics_graph.answering.existence import absence
from ics_graph.answering.grammar import is_plural, verb
from ics_graph.answering.lists import a, counted, listed, sentence, sentences, upper
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.provenance import register_notes
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_row, event_rows, fact_rows, in_time, line_rows
from ics_graph.answering.spells import kinds_in_words, names_with_days
from ics_graph.answering.tense import past
from ics_graph.dates import in_words, period_in_words
from ics_graph.stores.rows import EVERYTHING, Body, Direction, ends
from ics_graph.validity import phase_on

_ALL = 10_000
_SCHEMES = {
    "ods": "code of the NHS Organisation Data Service (ODS)",
    "ons": "code of the Office for National Statistics (ONS)",
}


@question(
    "evidence",
    'evidence "NHS Darlington CCG"',
    about="a body (name, other name or code), or the id of a line, as tables and JSON give it",
    ways=(
        "what is the evidence for {body}",
        "who says so about {body}",
        "[what] (evidence|source|proof|basis|reference) (for|of|about|on|behind|support) {body}",
        "[what] (source|evidence) (back up|support|behind|show|stand behind|say) [what say (of|about)] {body}",
        "[who] say so about {body}",
        "who say so [of|about|for] {body}",
        "how know about {body}",
        "how you know about {body}",
        "where {body} (state|say|document|record|evidence)",
        "what source (say|mention|speak|tell) (of|about) {body}",
        "on what evidence {body}",
        "where evidence [for|about] {body}",
    ),
)
def evidence(asked: Asked, about: Name) -> Answer:
    """Every claim behind a line or a body: source, place in it, words or reading, confidence and notes.

    Of a body these are the claims of its being there, of its lines in every family, and of what is said of it.
    """
    line = asked.store.line(about)
    if line is not None:
        bodies = asked.store.bodies(ends([line]))
        rows = line_rows(asked, [line])
        name = f"'{shown_name(bodies[line.subject])} {rows[0].relation} {rows[0].name}'"
        what = f"the relationship {name}"
    else:
        body = body_named(asked.store, about, asked.view.as_of)
        rows, name = everything_of(asked, body), the(shown_name(body))
        what = f"the {counted(len(rows), 'entry').removeprefix('1 ')} on {name}"
    places = sum(len(row.sources) for row in rows)
    titles = dict.fromkeys(cited.title for row in rows for cited in row.sources)
    if places:
        verb = "supports" if len(titles) == 1 else "support"
        text = f"{counted(len(titles), 'source')} {verb} {what}, in {counted(places, 'place')}."
    else:
        text = f"No source is cited for {name}."
    caveats = tuple(dating(asked, {cited.source for row in rows for cited in row.sources}))
    verdict = verdict_of(rows, stated_none=False)
    return Answer(
        parameters={"about": about},
        headline=text,
        verdict=verdict,
        rows=rows,
        caveats=caveats,
    )


_PHASES = {"shadow": "in shadow form"}
"""How a phase is worded of a body that is in it, where that is not the phase's own word."""


@question(
    "evidence",
    'show "Central Integrated Care Partnership"',
    body="the body, by name, other name or code",
    ways=(
        "what is {body}",
        "tell me about {body}",
        "what {body}",
        "[everything|information|detail|anything|something|more] (about|on|of|regarding) {body}",
        "what know (about|of|on) {body}",
        "what (you|record|data|graph) (know|have|hold|say|tell) (about|of|on) {body}",
        "what (say|hold|record) (about|of|on) {body} in data",
        "(describe|summary of|overview of|profile of|detail of|info on|info about) {body}",
        "about {body}",
        "everything know (about|of|on) {body}",
        "everything [there] (about|on) {body}",
    ),
)
def show(asked: Asked, body: Name) -> Answer:
    """All that is known of one body: its names, its lines in every family, what is said of it, and what is not."""
    entity = body_named(asked.store, body, asked.view.as_of)
    record = entity.record
    rows, other_times = in_time(everything_of(asked, entity))
    caveats = []
    name, are = the(shown_name(entity)), verb("is", shown_name(entity))
    of_bodies = any(asked.ontology.is_a(entity.type, kind) for kind in ("Organisation", "Collaboration"))
    if record.also_called:
        caveats.append(f"{upper(name)} {are} also called {listed(names_with_days(record), _ALL)}.")
    caveats += [f"Its types are: {kinds_in_words(asked.ontology, entity)}."] if record.kinds else []
    for code in record.identifiers:
        when = f" ({period_in_words(code.since, code.until)})" if code.since or code.until else ""
        caveats.append(f"Its {_SCHEMES.get(code.scheme, f'{code.scheme} code')} is {code.value}{when}.")
    if record.note:
        caveats.append(record.note.rstrip(".") + ".")
    caveats += register_notes(asked, [row for row in rows if row.depth == 0 and row.record is None])
    undated = of_bodies and not (record.since or record.until)
    said = ["date"] if undated else []
    caveats += [text for text, _ in stated_gaps(asked, entity.id, asked.ontology.schemes["gap-topics"], said)]
    period = period_in_words(record.since, record.until)
    life = f" {period}{'' if record.until else ', and no source gives an end'}"
    phase = phase_on(record.phases, asked.view.as_of)
    life = life if record.since or record.until else ""
    words = past if asked.view.as_of is not None or record.until else str
    start = f"{name} {words(are)} {a(asked.label_of(entity))}{life}"
    it = "them" if is_plural(shown_name(entity)) or entity.type == "Person" else "it"
    entries = f"this data has {counted(len(rows), 'entry')} on {it if entity.type != 'Person' else name}"
    was = "they were" if it == "them" else "it was"
    text = sentences(start, f"the sources do not say when {was} established" if undated else entries)
    caveats = [sentence(entries), *caveats] if undated else caveats
    if phase != "not-stated":
        caveats.insert(0, f"{upper(name)} {words(are)} {_PHASES.get(phase, phase.replace('-', ' '))}.")
    gone = absence(asked, entity)
    caveats = [*(gone.notes if gone else ()), *caveats]
    caveats += gone.sources if gone else ()
    verdict = verdict_of(rows, stated_none=gone is not None)
    return Answer(
        parameters={"body": entity.id},
        headline=gone.words if gone else text,
        verdict=verdict,
        rows=rows,
        caveats=tuple(caveats),
        excluded=other_times,
    )


def everything_of(asked: Asked, body: Body) -> tuple[Row, ...]:
    """Return a row for the body's own claims, for each line at it in either direction, and for each fact and event."""
    families = list(asked.ontology.families)
    named = body_row(asked, body)
    rows = [named] if named else []
    directions: tuple[Direction, Direction] = ("up", "down")
    for direction in directions:
        lines = asked.store.lines([body.id], direction, families, EVERYTHING)
        lines = [line for line in lines if direction == "up" or line.subject != line.object]
        lines.sort(key=lambda line: (families.index(line.family), line.type, line.id))
        rows += line_rows(asked, lines, direction)
    events = event_rows(asked, asked.store.events([body.id]), body)
    return (*rows, *fact_rows(asked, asked.store.facts([body.id]), body), *events)


def dating(asked: Asked, ids: Collection[str]) -> list[str]:
    """Return what is known of when each source was made: its day, or between which days and why."""
    dates = []
    for source in asked.store.sources(ids).values():
        if source.date is not None:
            dates.append(f"The source '{source.title}' is dated {in_words(source.date)}.")
        elif source.kind != "legislation":
            first, last = (in_words(day) if day else "" for day in (source.not_before, source.not_after))
            bounds = f"between {first} and {last}" if first and last else f"{first} or later" if first else ""
            bounds = bounds or (f"{last} or earlier" if last else "")
            # The note of an undated source begins with that word.
            parts_of_note = [part for part in (source.date_note or "").split("; ") if part not in ("", "undated")]
            why = "".join(f" {sentence(part.rstrip('.'))}" for part in parts_of_note)
            of_its_time = f" It dates from {bounds}." if bounds else ""
            dates.append(f"The source '{source.title}' is undated.{of_its_time}{why}")
    return dates

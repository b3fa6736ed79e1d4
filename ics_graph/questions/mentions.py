"""Words: in which records of this data one is, and which subjects several sources put forward in their own words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.day_clauses import on_that_day
from ics_graph.answering.lists import briefly, counted, listed, sentences
from ics_graph.answering.lookup import Name, body_named
from ics_graph.answering.provenance import citing, is_document, named_by
from ics_graph.answering.registry import question
from ics_graph.answering.rows import body_row, event_rows, fact_rows, gap_rows, in_time, line_rows
from ics_graph.errors import InvalidValue
from ics_graph.model import Source
from ics_graph.stores.rows import EVERYTHING, Body, Direction, Line, Mentions, claims_of

_BOTH: tuple[Direction, Direction] = ("up", "down")
_OWN_FIELDS = ("function", "scope", "text", "condition", "exclusion", "applies_if", "ends_when")
_UNSEARCHED = "the sources' own wording was not searched"


@question(
    "evidence",
    "mentions accountab",
    text="a word, the beginning of one, or several words",
    ways=(
        "where is {text} mentioned",
        "which records mention {text}",
        "[in] what (record|document|source|place) (mention|use|contain|speak of|talk about) [word|term] {text}",
        "where [word|term|phrase] {text} (use|mention|occur|appear|stand|word|find|come up)",
        "where [in] [five] (document|source|record) [word|term] {text} (use|mention|occur|appear|word)",
        "who use [the] (word|term|phrase) {text}",
        "[what] mention of {text}",
        "what (mention|refer to) {text}",
        "(word|term) {text}",
    ),
)
def mentions(asked: Asked, text: str) -> Answer:
    """In which records of this data a word is: names of bodies, lines, facts and events, and of which sources.

    The records restate the sources in words of this data, and only these are searched. A source may use a word that no
    record has. Beginnings of words are found, in upper or lower case. Notes and gaps are not counted, and of a body
    only who names it is.
    """
    text = " ".join(text.split())
    if len(text) < 2:
        raise InvalidValue("give at least two letters")
    word = re.compile(rf"(?<![^\W_]){re.escape(text)}" if text[0].isalnum() else re.escape(text), re.IGNORECASE)
    matches, sources = asked.store.mentions(text), asked.store.sources()
    bodies = [body for body in matches.bodies if word.search(shown_name(body))]
    named = [_naming(asked, body, row, sources, text) for body in bodies if (row := body_row(asked, body)) is not None]
    rows = [*named, *line_rows(asked, _worded(asked, matches, word)), *fact_rows(asked, matches.facts)]
    rows += event_rows(asked, matches.events)
    rows = [row for row in rows if word.search(_own_words(row))]
    used: Counter[str] = Counter()
    formal = 0
    for row in rows:
        documents = {cited.source for cited in row.sources if is_document(sources.get(cited.source))}
        used.update(documents)
        formal += not documents
    near = _beside(asked, bodies) - set(used)
    gaps = [row for row in gap_rows(asked, matches.gaps) if word.search(f"{row.name} {row.relation} {row.value}")]
    verdict: Verdict = "answered" if rows else "not-stated"
    caveats = []
    if gaps:
        verb = "uses" if len(gaps) == 1 else "use"
        caveats.append(f"{counted(len(gaps), 'gap')} on record also {verb} '{text}'.")
    passages = _passages(matches, word)
    if passages:
        titles = listed([f"'{sources[id_].title}'" for id_ in sorted({id_ for each in passages for id_ in each})], 4)
        verb = "uses" if len(passages) == 1 else "use"
        caveats.append(f"{counted(len(passages), 'passage')} of schemes on record also {verb} '{text}': in {titles}.")
    caveats += ["This data restates its sources, so a source may use a word that is not found here."]
    headline = _mentions_of(text, sources, used, formal, bool(passages))
    caveats = [*(_by_source(sources, used, near) if used or near else []), *caveats]
    return Answer(
        parameters={"text": text},
        headline=headline,
        verdict=verdict,
        verdict_words="Only in schemes on record" if passages and not rows else None,
        rows=tuple(rows),
        caveats=tuple(caveats),
    )


def _passages(matches: Mentions, word: re.Pattern[str]) -> list[set[str]]:
    """Return the sources of each clause, right and row of a scheme that has a word in its own text."""
    worded = [
        record
        for record in matches.passages
        if any(word.search(getattr(record, name, None) or "") for name in _OWN_FIELDS)
    ]
    return [{claim.source for claim in record.claims} for record in worded]


def _mentions_of(text: str, sources: Mapping[str, Source], used: Counter[str], formal: int, in_schemes: bool) -> str:
    """Return in how many records and sources a text is, without a word on the sources themselves."""
    if not used and not formal:
        what = "name, relationship, fact or event" if in_schemes else "record"
        return sentences(f"no {what} of this data uses '{text}'", _UNSEARCHED)
    documents = [id_ for id_, source in sources.items() if is_document(source)]
    number = counted(sum(used.values()), "record")
    parts = [f"{number} from {len(used)} of the {counted(len(documents), 'document')}"] if used else []
    parts += [f"{counted(formal, 'record')} from registers or laws alone"] if formal else []
    use = "uses" if sum(used.values()) + formal == 1 else "use"
    return sentences(f"{' and '.join(parts)} {use} '{text}'", _UNSEARCHED)


def _by_source(sources: Mapping[str, Source], used: Counter[str], near: Collection[str]) -> list[str]:
    """Return a sentence for each document whose records have the text, and for each that speaks of a body so named."""
    words = list[str]()
    total = used.total()
    for id_, source in sources.items():
        if not is_document(source):
            continue
        if used[id_]:
            number = f"All {total:,} records" if used[id_] == total > 1 else f"{used[id_]:,} of the {total:,} records"
            number = number if total > 1 else "The record"
            words.append(f"{number} {'is' if used[id_] == 1 else 'are'} from '{source.title}'.")
        elif id_ in near:
            words.append(f"The records from '{source.title}' name a body so called, and do not use the text otherwise.")
    return words


def _naming(asked: Asked, body: Body, row: Row, sources: Mapping[str, Source], text: str) -> Row:
    """Return a body's row with those of its claims that name it so, or with all where none is known to."""
    naming = named_by(body.record.claims, sources, [text])
    return citing(asked, row, naming) if naming else row


def _worded(asked: Asked, matches: Mentions, word: re.Pattern[str]) -> list[Line]:
    """Return the lines that have a word themselves, in a role or in what kind of line they are."""
    relations = [r.name for r in asked.ontology.relations.values() if word.search(f"{r.label} {r.inverse_label}")]
    families = {asked.ontology.relations[name].family for name in relations}
    by_type = [line for line in asked.store.lines(None, "up", families, EVERYTHING) if line.type in relations]
    lines = {line.id: line for line in (*matches.lines, *by_type) if line.certainty != "rule"}
    return [lines[id_] for id_ in sorted(lines)]


def _own_words(row: Row) -> str:
    """Return the words that a record brings itself; those of the ends of a line are the bodies'."""
    if row.record is None or row.of is None:  # a body, or an event with who took part
        return f"{row.name} {row.value or ''}"
    return " ".join(filter(None, (row.relation, row.forward, row.role, row.capacity, row.value)))


def _beside(asked: Asked, bodies: Sequence[Body]) -> set[str]:
    """Return the sources of lines, facts and events of bodies: that they are silent on them is not said."""
    ids = [body.id for body in bodies]
    families = list(asked.ontology.families)
    lines = [line for way in _BOTH for line in asked.store.lines(ids, way, families, EVERYTHING)]
    claims = [claim for line in lines if line.certainty != "rule" for claim in claims_of(line)]
    claims += [claim for fact in asked.store.facts(ids) for claim in fact.claims]
    claims += [claim for event in asked.store.events(ids) for claim in event.claims]
    return {claim.source for claim in claims}


@question(
    "evidence",
    'themes "North East and North Cumbria ICS"',
    body="the system or body",
    ways=(
        "which themes come up for {body}",
        "what themes does {body} have",
        "[what] (theme|subject|topic) (of|for|come up for|in|across) {body}",
        "what (theme|subject|topic) (appear|come up|recur) in [two|three|four] {body} list",
        "what (theme|subject|topic) {body} (have|share|common)",
        "what (theme|subject|topic) (come up|raise|appear|recur) (for|in|at|by) {body}",
        "what (theme|subject|topic) [several] source (put forward|raise|share) for {body}",
        "what (theme|subject|topic) [several] source (have in common|mention|agree on) for {body}",
        "[what] (common|shared|recurring) (theme|subject|topic) (of|for|in|across) {body}",
    ),
)
def themes(asked: Asked, body: Name) -> Answer:
    """Which subjects several sources put forward for a body, by the words of its priorities and workstreams.

    Forms of one word count as one ("preventing", "prevention"). Nothing is merged: each list stays its source's.
    """
    entity = body_named(asked.store, body, asked.view.as_of)
    name = shown_name(entity)
    theme_rows = fact_rows(asked, [f for f in asked.store.facts([entity.id]) if f.property == "priority"], entity)
    work = asked.store.lines([entity.id], "down", ["structure"], EVERYTHING)
    theme_rows += [row for row in line_rows(asked, work, "down") if asked.ontology.is_a(row.type, "Workstream")]
    rows, other_times = in_time(theme_rows)
    stems: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for stem in _stems(row.value or row.name):
            for title in {cited.title for cited in row.sources}:
                stems[stem][title].append(row)
    titles = list(dict.fromkeys(cited.title for row in rows for cited in row.sources))
    common = {stem: by for stem, by in stems.items() if len(by) == len(titles) > 1}
    some = {stem: by for stem, by in stems.items() if 1 < len(by) < len(titles)}
    # Two words of one subject, as learning and disabilities, are one subject.
    in_all = list({_theme(stem, by): None for stem, by in sorted(common.items())})
    partly = list({_theme(stem, by): None for stem, by in sorted(some.items())})
    start, open_ = on_that_day(asked, rows)
    if not titles:
        text = f"no source puts forward priorities or workstreams of {the(name)}"
    elif len(titles) == 1:
        text = f"only one source puts forward priorities or workstreams of {the(name)}"
    elif in_all:
        subjects = briefly([word for word, _ in in_all])
        every = "both" if len(titles) == 2 else f"all {len(titles)}"
        text = f"{every} lists of priorities and workstreams of {the(name)} have {subjects}"
    else:
        text = f"no subject is in all of the {len(titles)} lists of priorities and workstreams of {the(name)}"
    some_have = listed([subject for subject, _ in partly], 20)
    caveats = [f"Some of the {len(titles)} lists have {some_have}."] if partly else []
    if titles:
        caveats.append(
            f"This answer compares the lists of {counted(len(titles), 'source')} word by word, and does not merge them."
            if len(titles) > 1
            else "There is no other list to compare the words of this source with."
        )
    shared = {id(row) for by in (*common.values(), *some.values()) for theme_rows in by.values() for row in theme_rows}
    kept = tuple(row for row in rows if id(row) in shared)
    verdict: Verdict = "answered" if common else "not-stated"
    headline = sentences(f"{start}{text}", open_)
    parameters = {"body": entity.id}
    return Answer(
        parameters=parameters,
        headline=headline,
        verdict=verdict,
        rows=kept,
        caveats=tuple(caveats),
        excluded=other_times,
    )


def _theme(stem: str, rows_by_title: dict[str, list[Row]]) -> tuple[str, str]:
    """Return a subject in the words that all sources have of it, or in its shortest word, and their wordings."""
    wordings = list(dict.fromkeys((row.value or row.name) for rows in rows_by_title.values() for row in rows))
    word = min(
        (word for text in wordings for word in _words(text) if _stem(word) == stem), key=lambda word: (len(word), word)
    )
    return _in_common(wordings, stem) or word, f"{listed(wordings, 4)}"


def _in_common(wordings: Sequence[str], stem: str) -> str:
    """Return the longest run of words around a subject that all wordings have; nothing where they have none."""
    texts = [" ".join(re.findall(r"[^\W_]+", text.casefold())) for text in wordings]
    words = texts[0].split()
    runs = [words[i:j] for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    runs = [run for run in runs if any(_stem(word) == stem for word in run)]
    shared = [run for run in runs if all(f" {' '.join(run)} " in f" {text} " for text in texts)]
    return max((" ".join(run) for run in shared), key=lambda text: len(text.split()), default="")


# Words that say nothing of the subject in a list of priorities of health and care.
_NO_SUBJECTS = {"services", "service", "health", "healthcare", "system", "quality", "better", "local", "improving"}
_NO_SUBJECTS |= {"development", "developing", "workstream", "programme"}
# Endings of one word's forms, taken off one after another: prevention, integrating, integrated.
_ENDINGS = (("s",), ("ion", "ing", "ed", "e"), ("at",))
_SHORTEST = 4


def _words(text: str) -> list[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in text.lower()).split()
    return [word for word in words if len(word) > 4 and word not in _NO_SUBJECTS]


def _stems(text: str) -> set[str]:
    """Return what is left of the words of a text without their endings, so that their forms are one subject."""
    return {_stem(word) for word in _words(text)}


def _stem(word: str) -> str:
    word = f"{word[:-3]}y" if word.endswith("ies") else word
    for endings in _ENDINGS:
        for ending in endings:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _SHORTEST and not word.endswith("ss"):
                word = stem
                break
    return word[:-1] if word[-2:-1] == word[-1] and len(word) > _SHORTEST else word

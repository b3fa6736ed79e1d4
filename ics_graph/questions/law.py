"""What the law says of a body, or of any body of a type: which provisions apply on a day, and which did before."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.answering.answer import Answer, Row, Verdict
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked
from ics_graph.answering.existence import absence
from ics_graph.answering.grammar import acting
from ics_graph.answering.lists import as_headline, be, counted, lower, on_day, sentence
from ics_graph.answering.lookup import Name, body_named, type_named
from ics_graph.answering.provisions import (
    BINDS,
    OTHER_TIMES,
    SEATS,
    Subject,
    is_accountability,
    of_body,
    provision_rows,
    unclear_rules,
)
from ics_graph.answering.registry import question
from ics_graph.answering.tense import has_ended, past
from ics_graph.dates import in_words
from ics_graph.stores.rows import last_seen

_NAMED = 2
_SHORT = 6
_ABOUT = "a word, such as chair, scrutinise or delegate: only provisions that say it"
_NO_PLAN = (
    "This answer lists sections of Acts, and no clauses of Bills. To see what a Bill would change, use 'ics-graph ask "
    "uncertain'."
)


@question(
    "accountability",
    'law "NHS England" --as-of 2023-01-01',
    body="the body, by name, other name or code",
    about=_ABOUT,
    ways=(
        "which law applies to {body}",
        "what does the law say of {body}",
        "what law say (of|about|on) {body}",
        "(may|can) {body} delegate [its function] -> about=delegat",
        "who appoint chair of {body} by law -> about=chair",
        "who scrutinise {body} by law -> about=scrutinis",
        "who {body} (must|have to) consult [by law] -> about=consult",
        "what (law|legislation|act|statute) (apply to|bind|govern|cover) {body}",
        "which (law|rule|provision|section|act) (apply to|bind|govern|cover) {body}",
        "[what] law (of|for|on|about) {body}",
        "what {body} (must|have to) do by law",
        "(under|by) which (section|act|provision|law) {body} (accountable|assess|direct|establish) [to who|by who]",
        "to who {body} accountable by law",
        "to who {body} accountable [and] by which section",
        "who {body} accountable to by law",
        "what legal (basis|duty|power) (of|for|have) {body}",
        "what statutory (duty|power|line|rule) [of|for|have] {body}",
    ),
)
def law(asked: Asked, body: Name, about: str | None = None) -> Answer:
    """Which provisions of the law apply to a body on a day, which did before, and which do not yet.

    Each row cites its section and says from when to when it is in force, by what, and what must not be read into it. A
    provision that makes no line, as a power to scrutinise or a consent, stands here as well. Where it names whom the
    data do not know, it says so in general. No Act read here says of a body that it is "accountable to" another: the
    rows say what the section says. Seats that the law gives a board come after. No Bill counts as law.
    """
    found = body_named(asked.store, body, asked.view.as_of)
    return _answer(asked, of_body(found), {"body": found.id}, about)


@question(
    "accountability",
    "law-of-kind IntegratedCareBoard --as-of 2023-08-01",
    type="a type of the ontology, such as FoundationTrust",
    about=_ABOUT,
    ways=(
        "which law applies to every {type}",
        "what does the law say of every {type}",
        "what (law|legislation|act|statute) (apply to|bind|govern|cover) [any|every|each] {type}",
        "which (law|rule|provision|section|act) (apply to|bind|govern|cover) [any|every|each] {type}",
        "[what] law (of|for|on|about) [any|every|each] {type}",
        "to who [any|every|each] {type} accountable [by law]",
        "to who [any|every|each] {type} accountable [and] by which section",
        "who [any|every|each] {type} accountable to [by law]",
        "who (assess|direct|establish|regulate) [any|every|each] {type}",
        "who (may|can) (assess|direct|establish) [any|every|each] {type}",
        "who hold (director|non-executive director) of [any|every|each] {type} to account -> about=directors",
        "who scrutinise [any|every|each] {type} -> about=scrutinis",
        "who (may|can) scrutinise [any|every|each] {type} -> about=scrutinis",
        "who appoint chair of [any|every|each] {type} -> about=chair",
        "who chair of [any|every|each] {type} appoint by -> about=chair",
        "who [any|every|each] {type} (must|have to) consult -> about=consult",
        "(may|can) [any|every|each] {type} delegate [function] -> about=delegat",
        "before who account of [any|every|each] {type} lay -> about=accounts",
        "who license [any|every|each] {type} -> about=licen",
        "who (must|have to) (sit on|be on) [any|every|each] {type} by law -> about=seat",
    ),
)
def law_of_kind(asked: Asked, type: str, about: str | None = None) -> Answer:
    """Which provisions of the law apply to any body of a type on a day, which did before, and which do not yet.

    It is the law of every such body, whether or not the data hold one.
    """
    name = type_named(asked.ontology, type)
    label = asked.ontology.types[name].label
    return _answer(asked, Subject(f"any {label}", (name,)), {"type": name}, about)


def _answer(asked: Asked, subject: Subject, parameters: dict[str, str], about: str | None) -> Answer:
    rows = provision_rows(asked, subject)
    if about is not None:
        parameters = {**parameters, "about": about}
        rows = [row for row in rows if _says(row, about)]
    day = asked.view.day
    applying = [row for row in rows if row.group != OTHER_TIMES]
    sure = [row for row in applying if row.holds in (None, "yes")]
    gone = absence(asked, subject.body) if subject.body is not None else None
    caveats = _caveats(asked, subject, applying) if rows else []
    own = [row for row in applying if row.group == BINDS and is_accountability(asked, row.record)]
    none_up = "" if own or about or not applying else _no_line(asked, subject)
    if gone or not rows:
        on = f" with the word '{about}'" if about else ""
        nothing = f"no provision known here speaks of {the(subject.name)}{on}"
        return Answer(
            parameters=parameters,
            headline=gone.words if gone else sentence(f"{on_day(asked.view.as_of)}{nothing}"),
            verdict="stated-none" if gone else "not-stated",
            rows=tuple(rows),
            caveats=(*(gone.notes if gone else ()), *caveats),
        )
    verdict: Verdict = "only-tentative" if sure else "beyond-sources" if applying else "not-stated"
    reached = [row.reaches for row in sure or applying if row.reaches]
    # Of a later day nothing is known that was read; on an earlier one all that is top surely held.
    reaches = (min if sure else max)(reached, default=None)
    if not sure and _may_be_gone(asked, subject, applying):
        # The sections may well have been read as they stood that day; what nobody saw then is the body.
        reaches = last_seen(subject.body) if subject.body is not None else None
    first, *others = _clauses_of(asked, subject, rows, applying, sure)
    top = as_headline(first, none_up, *others)
    return Answer(
        parameters=parameters,
        headline=top.text,
        verdict=verdict,
        reaches=reaches if day else last_seen(subject.body) if subject.body is not None and not sure else None,
        rows=tuple(rows),
        caveats=(*top.notes, *caveats),
    )


def _says(row: Row, word: str) -> bool:
    """Return whether a provision says a word: in what it lays down, or of whom."""
    texts = (row.relation, row.name, row.value)
    return any(word.casefold() in text.casefold() for text in texts if text)


def _no_line(asked: Asked, subject: Subject) -> str:
    """Return a clause that no law known here makes a body answer to another, which is no gap of the data."""
    if unclear_rules(asked, subject):
        return ""
    return f"no law known here has another body assess, direct or hold {the(subject.name)} to account"


def _clauses_of(
    asked: Asked, subject: Subject, rows: Sequence[Row], applying: Sequence[Row], sure: Sequence[Row]
) -> list[str]:
    """Return what the first provisions say, and what else is to be known; their sections stand in the sources."""
    start, name = on_day(asked.view.as_of), the(subject.name)
    if not applying:
        did = "1 provision did" if len(rows) == 1 else f"{len(rows):,} provisions did"
        return [f"{start}no provision known here applied to {name}", f"{did} on other days"]
    older = [row for row in applying if row.holds == "possibly"]
    if not sure:
        read = sorted({row.reaches for row in older if row.reaches})
        days = [in_words(day) for day in (read[:1] if len(read) == 1 else [read[0], read[-1]])] if read else []
        if asked.view.day is None:
            unseen = f"no source saw {name} since these provisions began, so whether they apply is not known"
            return [unseen, f"{counted(len(older), 'provision')} for bodies of its type {be(len(older))} listed"]
        clause, rest = _clauses(asked, subject, older)
        if _may_be_gone(asked, subject, older):
            unseen = f"the sources do not show whether {name} existed on {in_words(asked.view.day)}"
            return [unseen, f"if it did, by law, {clause}", rest]
        first = f"no law that was read reaches to {in_words(asked.view.day)}"
        until = f"the sections were read as they stood on {' or, at most, '.join(days)}" if days else ""
        return [first, f"as last read, by law, {clause}", rest, until]
    clause, rest = _clauses(asked, subject, sure)
    others = f"{len(older):,} other {'provision' if len(older) == 1 else 'provisions'}"
    open_ = f"the texts that were read do not show whether {others} applied" if older else ""
    return [f"by law, {lower(start)}{clause}", rest, open_]


def _may_be_gone(asked: Asked, subject: Subject, rows: Sequence[Row]) -> bool:
    """Return whether all that is open is whether a body was there on the day: a law was read as it stood then."""
    day = asked.view.day
    if day is None or subject.body is None or subject.body.on(day) != "possibly":
        return False
    return any(row.reaches is not None and row.reaches >= day for row in rows)


def _clauses(asked: Asked, subject: Subject, rows: Sequence[Row]) -> tuple[str, str]:
    """Return what the first provisions say, those of one other body together, and how many more there are."""
    verbs: dict[str, dict[str, int]] = {}
    top = [row for row in rows if row.group == BINDS] or [row for row in rows if row.group != SEATS]
    for row in top:
        relations = verbs.setdefault(row.name, {})
        relations[row.relation] = relations.get(row.relation, 0) + 1
    if not top:
        speak = "speaks" if len(rows) == 1 else "speak"
        return f"{counted(len(rows), 'provision')} {speak} of seats on {the(subject.name)}", ""
    name, relations = next(iter(verbs.items()))
    first, *others = relations
    # Only short ones go together in a sentence: "is assessed by, must comply with directions of and …".
    shown = [first, *(words for words in others if max(len(first.split()), len(words.split())) <= _SHORT)][:_NAMED]
    rest = len(rows) - sum(relations[relation] for relation in shown)
    more = f"the table lists {counted(rest, 'more provision')}" if rest else ""
    inverses = dict(asked.ontology.law_words(rule) for rule in asked.ontology.rules)
    ended = subject.body is not None and has_ended(subject.body)
    tense = past if asked.view.as_of is not None or ended else str
    return acting(the(subject.name), shown, the(name), inverses, tense=tense), more


def _caveats(asked: Asked, subject: Subject, applying: Sequence[Row]) -> list[str]:
    caveats = []
    unclear = unclear_rules(asked, subject)
    if unclear:
        label = asked.ontology.types[subject.types[-1]].label
        sections = list(dict.fromkeys(f"{rule.legal_basis}, {rule.section}" for rule in unclear))
        caveats.append(
            f"The type '{label}' does not say whether {the(subject.name)} is an NHS trust of section 25 or a "
            "foundation trust. The law has other provisions for each. "
            f"They stand in {counted(len(sections), 'section')}, such as {sections[0]}."
        )
    return [*caveats, _NO_PLAN] if applying else caveats

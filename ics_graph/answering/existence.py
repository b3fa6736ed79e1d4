"""Bodies that did not exist on the day asked about: what came before or after them, by the events of the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ics_graph.answering.answer import Answer
from ics_graph.answering.articles import the
from ics_graph.answering.asked import Asked, shown_name
from ics_graph.answering.bounds import plan_in_words, type_in_words
from ics_graph.answering.grammar import is_plural, verb
from ics_graph.answering.lists import (
    MOST_NAMES,
    Headline,
    as_headline,
    briefly,
    counted,
    followed_by,
    is_short,
    listed,
    sentence,
    sentences_of,
)
from ics_graph.answering.passed import NOT_STATED, Passed, passed, without_the_rest
from ics_graph.answering.provenance import same_codes
from ics_graph.certainty import certainty
from ics_graph.dates import in_words, period_in_words
from ics_graph.model import Event, all_claims
from ics_graph.stores.rows import Body
from ics_graph.validity import only_planned

_TELL_ITS_LIFE = ("history", "succession", "show", "names", "evidence", "figures", "statements")
_UNSURE = ("inferred", "reported", "disputed")
_MOST_SHARES = 15
NOT_YET, NO_LONGER = "did not yet exist", "no longer existed"


class Absence(NamedTuple):
    """That a body did not exist on the day asked about, with what was before or after it, and who says so."""

    words: str
    notes: tuple[str, ...]
    """What the headline has no room for."""
    sources: tuple[str, ...]
    """A sentence that names the sources, or another body that has its code where no event says what came."""


def absence(asked: Asked, body: Body) -> Absence | None:
    """Return that a body did not exist on the day asked about, and what was before or after it.

    None where no day is asked about, or the body existed or may have existed.
    """
    day = asked.view.as_of
    if day is None or body.on(day.isoformat()) != "no":
        return None
    early = day.isoformat() < body.start_min
    reason = plan_in_words(body) or type_in_words(asked, body) if early and not body.record.since else None
    passings = _took_place(asked, body, later=not early)
    top = _in_words(body, f"on {in_words(day)}{f': {reason}' if reason else ''}", early, reason is not None, passings)
    return Absence(*top, tuple(_sources(asked, body, early, reason is not None, passings)))


def absent_first(asked: Asked, body: Body, headline: Headline) -> Headline:
    """Return a headline behind the words that its body did not exist on the day asked about, where it did not."""
    gone = absence(asked, body)
    if gone is None:
        return headline
    first, *life = sentences_of(gone.words)
    answer, *more = sentences_of(headline.text)
    return Headline(f"{first} {answer}", (*more, *headline.notes, *life, *gone.notes))


def with_life(asked: Asked, answer: Answer, question: str) -> Answer:
    """Return an answer of no day on a body that has ended with when it existed, so that nobody takes it for today's.

    That is its second sentence, or where it has one, its first note; its verbs stand in the past.
    """
    id_ = answer.parameters.get("body")
    if answer.as_of is not None or id_ is None or question in _TELL_ITS_LIFE:
        return answer
    body = asked.store.bodies({id_}).get(id_)
    if body is None or body.record.until is None:
        return answer
    life = period_in_words(body.record.since, body.record.until)
    text, notes = followed_by(answer.headline, f"{the(shown_name(body))} existed {life}")
    return replace(answer, headline=text, caveats=(*notes, *answer.caveats))


def _in_words(body: Body, when_and_why: str, early: bool, has_reason: bool, passings: Sequence[Passed]) -> Headline:
    record = body.record
    name = shown_name(body)
    life = period_in_words(record.since, record.until)
    they, them = ("they", "them") if is_plural(name) else ("it", "it")
    # A post is named by what its holder is called, who may well be alive.
    whose = f"the post '{name}'" if body.type == "Post" else the(name)
    text = f"{whose} {NOT_YET if early else NO_LONGER} {when_and_why}"
    existed = f"{they} existed {life}" if life else ""
    others = [passing for passing in passings if passing.bounds]
    parts = _parts_in_words([] if early else [passing for passing in passings if not passing.bounds])
    if not others and has_reason:
        return as_headline(text, existed)
    if not others:
        other = f"which body {they} replaced" if early else f"which body replaced {them}"
        return as_headline(text, existed, f"no source says {other}", parts)
    came = verb(passed_in_words(others), name)
    rest = what_is_open(others)
    in_one = f"{existed}, then {came}"
    if existed and not early and is_short(in_one):
        return as_headline(text, in_one, rest, parts)
    return as_headline(text, f"{they} {came}", existed, rest, parts)


def _sources(asked: Asked, body: Body, early: bool, has_reason: bool, passings: Sequence[Passed]) -> list[str]:
    claims = [claim for passing in passings for claim in all_claims(passing.event)]
    sources = asked.store.sources({claim.source for claim in claims})
    if sources:
        names = list(dict.fromkeys(shown_name(passing.far) for passing in passings if passing.bounds))
        before = "It was formed from" if early else "It was replaced by"
        came = f"{before} {listed(list(map(the, names)), len(names))}. " if len(names) > MOST_NAMES else ""
        cited = "Source" if len(sources) == 1 else "Sources"
        return [f"{came}{cited}: {'; '.join(source.title for source in sources.values())}."]
    codes = [] if has_reason else same_codes(asked, body, later=not early)
    return [sentence(f"{'; '.join(codes)}, which does not say that one followed the other")] if codes else []


def _took_place(asked: Asked, body: Body, later: bool) -> list[Passed]:
    """Return what events passed from a body (``later``) or to it, those that took place where there are any at a bound.

    What was planned does not stand beside what took place; it is told where nothing else is known.
    """
    passings = passed(asked, [body.id], asked.store.events([body.id]), later)
    done = [passing for passing in passings if not only_planned(passing.event)]
    if any(passing.bounds for passing in done):
        return done
    return [*done, *(passing for passing in passings if only_planned(passing.event) and passing.bounds)]


def _parts_in_words(parts: Sequence[Passed]) -> str:
    """Return what a sentence adds on parts that left a body in its lifetime, which does not say what came after it."""
    words = {f"{the(shown_name(part.far))} ({how(part.event)}, {part.what})": None for part in parts}
    return f"a part of it went to {briefly(list(words))} in its lifetime" if words else ""


def passed_in_words(passings: Sequence[Passed], most_names: int = MOST_NAMES) -> str:
    """Return what became of a body, or what it was formed from: "merged into NHS Tees Valley CCG on 1 April 2020".

    Bodies of which there are more than ``most_names`` are counted.
    """
    by_how: dict[tuple[str, str], dict[str, None]] = {}
    with_shares = sum(len(f"{passing.far.name} {passing.share or ''}".split()) for passing in passings) <= _MOST_SHARES
    # That no share is stated is said once, and not with each name.
    with_shares = with_shares and any(passing.share not in (None, NOT_STATED) for passing in passings)
    for passing in passings:
        # Where there is no room for them, the table has the shares.
        name = f"{the(shown_name(passing.far))}{f' ({passing.share})' if passing.share and with_shares else ''}"
        by_how.setdefault((_verb_of(passing, passings), when_passed(passing.event)), {}).setdefault(name)
    number = sum(map(len, by_how.values()))
    clauses = []
    for (words, day), names in by_how.items():
        bodies = listed(list(names)) if number <= most_names else counted(len(names), "body")
        clauses.append(f"{words} {bodies} {day}")
    return listed(clauses)


def what_is_open(passings: Sequence[Passed]) -> str:
    """Return a clause on what no source says of a body that was divided: its rest, or the shares; nothing else."""
    divided = [passing for passing in passings if passing.later and passing.passage.ends and passing.share]
    if len(divided) > 1 and all(passing.share == NOT_STATED for passing in divided):
        return "no source says which part went to which"
    return "no source says what became of the rest of it" if without_the_rest(passings) else ""


def _verb_of(passing: Passed, all_of_them: Sequence[Passed]) -> str:
    """Return the field's own word for an event, seen from the body asked about."""
    kind, planned = passing.event.kind, only_planned(passing.event)
    be = "is to be" if planned else "was"
    if passing.later:
        if kind == "merger" and not passing.share:
            return "is to merge into" if planned else "merged into"
        parts = [other for other in all_of_them if other.event.id == passing.event.id and other.share]
        return (
            f"{be} divided between" if len(parts) > 1 else f"{be} replaced in part by" if parts else f"{be} replaced by"
        )
    return f"{be} formed from" if kind in ("merger", "split") else "is to replace" if planned else "replaced"


def _date_of(event: Event) -> str:
    if event.date is None:
        return "no date"
    return f"planned for {in_words(event.date)}" if only_planned(event) else in_words(event.date)


def when_passed(event: Event) -> str:
    """Return when an event took place or is planned for, as a sentence ends with it: "on 1 April 2020"."""
    if event.date is None or only_planned(event) or certainty(all_claims(event)) in _UNSURE:
        return f"({how(event)})"
    return f"{'in' if event.date.day is None else 'on'} {in_words(event.date)}"


def how(event: Event) -> str:
    """Return when an event took place or is planned for, and how sure that is where no source states it."""
    sure = [word] if (word := certainty(all_claims(event))) in _UNSURE else []
    return ", ".join([_date_of(event), *sure])

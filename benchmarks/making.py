"""The random datasets that several benchmarks measure with, always alike for the same size and seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_random(
    folder: Path,
    entities: int,
    bodies: Iterable[tuple[str, str]] = (),
    lines: Iterable[Sequence[str]] = (),
    seed: int = 2019,
) -> None:
    """Write groups, committees, CCGs and trusts with four relations each, and beside them what is given.

    ``bodies`` are further groups, each by id and name; ``lines`` further relations, each by id, subject, type, object.
    """
    draw = random.Random(seed)
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Made\n")
    (folder / "sources.csv").write_text("id,title,date\nmade,Made data,2019-06-15\n")
    kinds = ("Group", "Committee", "ClinicalCommissioningGroup", "FoundationTrust")
    with (folder / "entities.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "type", "name", "from", "source", "locator"])
        for n in range(entities):
            rows.writerow([f"e{n}", kinds[n % 4], f"Body number {n} of Anytown", "2013-04-01", "made", "row"])
        rows.writerows([id_, "Group", name, "2013-04-01", "made", "row"] for id_, name in bodies)
    with (folder / "relations.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "subject", "type", "object", "from", "until", "source", "locator"])
        for n in range(entities * 4):
            type_ = ("memberOf", "supports", "partOf", "engagesWith")[n % 4]
            low, high = sorted(draw.sample(range(entities), 2), reverse=True)  # parts in wholes, never in a circle
            until = "2020-03-31" if n % 5 == 0 else ""
            rows.writerow([f"r{n}", f"e{low}", type_, f"e{high}", "2018-04", until, "made", "row"])
        rows.writerows([*line, "2018-04", "", "made", "row"] for line in lines)


def make_system(folder: Path, bodies: int, seed: int = 2019) -> None:
    """Write a made system: partnerships in it, members in them, and lines of support between members."""
    draw = random.Random(seed)
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Made system\n")
    (folder / "sources.csv").write_text("id,title,date\nmade,Made data,2019-06-15\n")
    lines: list[tuple[str, str, str]] = []
    rows = [("ics", "IntegratedCareSystem", "Made ICS")]
    for n in range(bodies // 50):
        rows.append((f"p{n}", "IntegratedCarePartnership", f"Partnership {n}"))
        lines.append((f"p{n}", "partOf", "ics"))
    kinds = ("ClinicalCommissioningGroup", "FoundationTrust", "Council")
    for n in range(bodies - len(rows)):
        rows.append((f"m{n}", kinds[n % 3], f"Member {n} of Anytown"))
        lines.append((f"m{n}", "memberOf", f"p{n % (bodies // 50)}"))
    lines += [
        (f"m{a}", "supports", f"m{b}") for a, b in (draw.sample(range(bodies // 2), 2) for _ in range(bodies // 2))
    ]
    with (folder / "entities.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("id", "type", "name", "source"), *((*row, "made") for row in rows)])
    with (folder / "relations.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("subject", "type", "object", "source"), *((*line, "made") for line in dict.fromkeys(lines))]
        )

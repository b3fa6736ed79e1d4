"""The explorer: a page beside stock pyvis, and the server over a store of 300,000 entities, a hub of 100,000 in it.

python -m benchmarks.explorer [ENTITIES]
"""

from __future__ import annotations

import csv
import random
from pathlib import Path


def make(folder: Path, entities: int, hub: int) -> None:
    """Write a random dataset: organisations with groups and posts, four relations each, and one body with many."""
    draw = random.Random(2019)
    folder.mkdir()
    (folder / "dataset.yaml").write_text("title: Made\n")
    (folder / "sources.csv").write_text("id,title,date\nmade,Made data,2019-06-15\n")
    kinds = ("Group", "Committee", "ClinicalCommissioningGroup", "FoundationTrust")
    with (folder / "entities.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "type", "name", "from", "source", "locator"])
        rows.writerow(["hub", "Group", "Assembly of all", "2013-04-01", "made", "row"])
        for n in range(entities):
            rows.writerow([f"e{n}", kinds[n % 4], f"Body number {n} of Anytown", "2013-04-01", "made", "row"])
    with (folder / "relations.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "subject", "type", "object", "from", "until", "source", "locator"])
        for n in range(entities * 4):
            type_ = ("memberOf", "supports", "partOf", "engagesWith")[n % 4]
            low, high = sorted(draw.sample(range(entities), 2), reverse=True)  # parts in wholes, never in a circle
            until = "2020-03-31" if n % 5 == 0 else ""
            rows.writerow([f"r{n}", f"e{low}", type_, f"e{high}", "2018-04", until, "made", "row"])
        for n in range(hub):
            rows.writerow([f"h{n}", f"e{n}", "memberOf", "hub", "2018-04", "", "made", "row"])

"""Dataset folders for the tests of Neo4j: a small one of any name, and a big one that takes a while to load."""

from __future__ import annotations

from pathlib import Path


def village(folder: Path, name: str, groups: int = 3) -> Path:
    """Write a dataset: a board, and groups that report to it; ids are the same in every village, names are not."""
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text(f"title: The village of {name}\n", encoding="utf-8")
    lines = ["sources:", "  - {id: minutes, title: Minutes, date: 2019-06-15}", "entities:"]
    lines.append(f"  - {{id: board, type: PartnershipBoard, name: {name} Board, claims: [{{source: minutes}}]}}")
    for number in range(groups):
        said = f"type: Group, name: {name} Group {number}, claims: [{{source: minutes}}]"
        lines.append(f"  - {{id: group-{number}, {said}}}")
    lines.append("relations:" if groups else "")
    for number in range(groups):
        said = f"subject: group-{number}, type: reportsTo, object: board, claims: [{{source: minutes}}]"
        lines.append(f"  - {{id: line-{number}, {said}}}")
    (folder / "all.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def county(folder: Path, groups: int = 6_000) -> Path:
    """Write a dataset of many groups, each reporting to the next: several batches of each kind of record."""
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text("title: A county\n", encoding="utf-8")
    with (folder / "entities.csv").open("w", encoding="utf-8") as file:
        file.write("id,type,name\n")
        file.writelines(f"group-{number},Group,Group {number}\n" for number in range(groups))
    with (folder / "relations.csv").open("w", encoding="utf-8") as file:
        file.write("id,subject,type,object\n")
        for number in range(groups):
            file.write(f"line-{number},group-{number},reportsTo,group-{(number + 1) % groups}\n")
    return folder

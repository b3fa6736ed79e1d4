"""Writes the files of this dataset that are made from the NHS ODS files in ods/, always the same bytes.

    python seeds/national-frame/generate.py            writes them anew
    python seeds/national-frame/generate.py --check    says which of them differ, with exit status 1

What is read, written and left out, with the reason, is printed. national.yaml and sources.yaml are written by hand.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
ECCG, ETR, MAPPING, SUCCESSION = "ods-eccg", "ods-etr", "ods-ccg-mapping-2021", "ods-ccg-succession"
ACT, TRUSTS_ACT = "health-and-care-act-2022", "health-and-social-care-act-2003"
FIRST_OF_FOUNDATION_TRUSTS = "2004-04-01"
LAST_OF_CCGS, FIRST_OF_ICBS, IN_2021 = "2022-06-30", "2022-07-01", "2021-04-01"
# Columns of eccg.csv and etr.csv, which have no header.
CODE, NAME, REGION, BOARD, OPENED, CLOSED, ROLES = 0, 1, 2, 3, 10, 11, 13
NO_CCGS = {"RO218": "commissioning hub", "RO327": "sub-ICB reporting entity"}
SMALL_WORDS = {"and", "for", "in", "of", "on", "the", "upon", "with"}
SPELT = {"NHS": "NHS", "CCG": "CCG", "ICB": "ICB", "CROSSCITY": "CrossCity"}
# The mapping calls two CCGs "NHS HEREFORDSHIRE CCG"; this one came of four in both counties.
CORRECTED = {"18C": "NHS HEREFORDSHIRE AND WORCESTERSHIRE CCG"}
# No trust's kind is guessed from what it does. This one is a mental health trust by slide 10 of nenc-deck.
KINDS = {"RX3": "MentalHealthTrust"}
TRUST = re.compile(r",? (NHS FOUNDATION |NHS |NATIONAL HEALTH SERVICE |)TRUST$")
ENTITY = "id type name other_names from until note identifier_scheme identifier_value identifier_from identifier_until"
CLAIM = "source locator basis observed claim_note"
Record = dict[str, Any]


class Ods:
    """The rows of the files, by code, and the ids and names that they are given here."""

    def __init__(self, folder: Path, counted: Counter[str]) -> None:
        def read(name: str, header: bool = False) -> list[list[str]]:
            rows = list(csv.reader((folder / name).read_text("utf-8").splitlines()))[header:]
            counted[f"read: {name}"] = len(rows)
            return rows

        eccg, etr, mapping = read("eccg.csv"), read("etr.csv"), read("ccg_mapping_2021.csv", header=True)
        self.succession = read("ccg_succession.csv", header=True)
        counted.update(f"left out: {NO_CCGS[row[ROLES]]}" for row in eccg if row[ROLES] in NO_CCGS)
        self.ccgs = {row[CODE]: row for row in eccg if row[ROLES] not in NO_CCGS}
        self.last = {code: row for code, row in self.ccgs.items() if "RO319" in row[ROLES]}
        self.mapped = {row[0]: row for row in mapping if row[0] == row[1] != "Unknown"}
        counted["left out: mapping of an earlier CCG, or of 'Unknown'"] = len(mapping) - len(self.mapped)
        self.trusts = {row[CODE]: row for row in etr if row[REGION] != "W00"}
        counted["left out: trust in Wales"] = len(etr) - len(self.trusts)
        if {*self.mapped} != {*self.last} or {row[0] for row in self.succession} != {*self.ccgs} - {*self.last}:
            raise SystemExit("the files do not agree on which CCGs there were in 2021, or on which closed before")
        self.names = {code: row[NAME] for code, row in self.ccgs.items()}
        self.names |= {code: row[3] for code, row in self.mapped.items()} | CORRECTED
        self.ccg_ids = ids("ccg", {c: name[4:].removesuffix(" CCG") for c, name in self.names.items()})
        self.boards = {row[BOARD]: row[NAME].rpartition(" - ")[0] for row in self.last.values()}
        self.board_ids = ids("icb", {c: name[4:].removesuffix(" ICB") for c, name in self.boards.items()})
        self.stps = {row[5]: row for row in self.mapped.values()}
        self.stp_ids = ids("stp", {code: row[6] for code, row in self.stps.items()})
        self.regions = {row[8]: row for row in self.mapped.values()}
        self.region_ids = ids("region", {code: row[9] for code, row in self.regions.items()})


def cased(name: str) -> str:
    """Return a name in capitals as it is written in a sentence: NHS Stockton-on-Tees CCG."""

    def word(match: re.Match[str]) -> str:
        small = match[0].lower() in SMALL_WORDS and match.start() > 0
        return match[0].lower() if small else SPELT.get(match[0], match[0].capitalize())

    return re.sub(r"[A-Z][A-Z']*", word, name)


def ids(prefix: str, names: dict[str, str]) -> dict[str, str]:
    """Return an id for each code, of its name; with the code where two names would make the same."""
    plain = {code: name.lower().replace("&", "and").replace("'", "") for code, name in names.items()}
    slugs = {code: re.sub(r"[^a-z0-9]+", "-", name).strip("-") for code, name in plain.items()}
    often = Counter(slugs.values())
    return {code: f"{prefix}-{s}" + (f"-{code.lower()}" if often[s] > 1 else "") for code, s in slugs.items()}


def day(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""


def said(**fields: Any) -> Record:
    """Return a record without its empty fields; ``since`` stands for ``from``."""
    return {{"since": "from"}.get(key, key): value for key, value in fields.items() if value}


def ods_code(value: str, since: str = "", until: str = "") -> Record:
    return said(scheme="ods", value=value, since=since, until=until)


def in_mapping(locator: str, **more: str) -> Record:
    return said(source=MAPPING, locator=locator, observed=IN_2021, **more)


def entity(id_: str, type_: str, name: str, codes: list[Record], claims: list[Record], **more: Any) -> Record:
    return said(id=id_, type=type_, name=name, **more, identifiers=codes, claims=claims)


def ccgs(ods: Ods) -> Iterator[Record]:
    """Each CCG there has been; those of 2021 need three sources, as eccg.csv has them under names of today."""
    for code, row in ods.ccgs.items():
        since, until, name = day(row[OPENED]), day(row[CLOSED]) or LAST_OF_CCGS, cased(ods.names[code])
        codes, claims = [ods_code(code, since, until)], [said(source=ECCG, locator=f"row {code}")]
        if code in ods.last:
            mapped, basis = ods.mapped[code], "inferred" if code in CORRECTED else ""
            doubt = ", where another has that name; read from its predecessors and its board" if basis else ""
            codes.append(said(scheme="ons", value=mapped[2]))
            claims[0]["note"] = f"its first day; its name is there that of today, {row[NAME]}"
            claims.append(in_mapping(f"row {code}", basis=basis, note=f"its name in 2021: {mapped[3]}{doubt}"))
            claims.append(
                said(
                    source=ACT,
                    locator="Part 1",
                    observed="never",
                    note="its last day: CCGs were abolished on 1 July 2022",
                )
            )
        from_others = [r for r in ods.succession if r[3] == code and r[2] > row[OPENED]]
        note = ""
        if from_others:
            # A code may be opened early; the body was there from the day on which it took over.
            note = f"ODS opened its code on {since}, before its predecessors closed on {day(from_others[0][2])}"
            since = day(from_others[0][4])
            if note_of_code := claims[0].get("note"):
                claims[0]["note"] = note_of_code.replace("its first day", "the open date of its code")
            rows = ", ".join(r[0] for r in from_others)
            claims.append(said(source=SUCCESSION, locator=f"rows {rows}", basis="inferred", note="its first day"))
        more = {"other_names": [name.removeprefix("NHS ")], "since": since, "until": until, "note": note}
        yield entity(ods.ccg_ids[code], "ClinicalCommissioningGroup", name, codes, claims, **more)


def boards(ods: Ods) -> Iterator[Record]:
    """The integrated care boards, and their sub-ICB locations: the codes of the last CCGs in a new use."""
    for code, capitals in ods.boards.items():
        name, rows = cased(capitals), ", ".join(c for c, row in ods.last.items() if row[BOARD] == code)
        note = "its name and code, in those of its sub-ICB locations"
        claims = [said(source=ECCG, locator=f"rows {rows}", note=note)]
        claims.append(said(source=ACT, locator="Part 1", observed="never", note="its first day"))
        codes, short = [ods_code(code, FIRST_OF_ICBS)], [name.removeprefix("NHS ")]
        more = {"other_names": short, "since": FIRST_OF_ICBS}
        yield entity(ods.board_ids[code], "IntegratedCareBoard", name, codes, claims, **more)
    for code, row in ods.last.items():
        note = "the open date there is that of the CCG that had the code before"
        codes, claims = [ods_code(code, FIRST_OF_ICBS)], [said(source=ECCG, locator=f"row {code}", note=note)]
        id_, name = f"sub-icb-{code.lower()}", cased(row[NAME])
        yield entity(id_, "SubICBLocation", name, codes, claims, since=FIRST_OF_ICBS)


def partnerships(ods: Ods) -> Iterator[Record]:
    """The STPs and the regions of April 2021; from when until when they were, the mapping does not say."""
    for code, row in ods.stps.items():
        name = row[6] + ("" if re.search(r"(Partnership\)?|ICS)$", row[6]) else " STP")
        codes = [ods_code(code, until=LAST_OF_CCGS), said(scheme="ons", value=row[4])]
        claims = [in_mapping(f"STP21CDH {code}")]
        yield entity(ods.stp_ids[code], "SustainabilityAndTransformationPartnership", name, codes, claims)
    for code, row in ods.regions.items():
        name, short = f"{row[9]} (NHS England region)", [f"{row[9]} region"]
        codes, claims = [ods_code(code), said(scheme="ons", value=row[7])], [in_mapping(f"NHSER21CDH {code}")]
        yield entity(ods.region_ids[code], "NHSEnglandRegion", name, codes, claims, other_names=short)


def trusts(ods: Ods) -> Iterator[Record]:
    """The NHS trusts of England, by the name and kind of March 2022."""
    of = ids("trust", {c: TRUST.sub("", row[NAME]).removeprefix("THE ") for c, row in ods.trusts.items()})
    for code, row in ods.trusts.items():
        since, until = day(row[OPENED]), day(row[CLOSED])
        kind = "FoundationTrust" if "FOUNDATION TRUST" in row[NAME] else "NHSTrust"
        kind = KINDS.get(code, "AmbulanceTrust" if "AMBULANCE" in row[NAME] else kind)
        codes, claims = [ods_code(code, since, until)], [said(source=ETR, locator=f"row {code}")]
        kinds = (
            became_foundation_trust(code) if kind == "FoundationTrust" and since < FIRST_OF_FOUNDATION_TRUSTS else []
        )
        yield entity(of[code], kind, cased(row[NAME]), codes, claims, since=since, until=until, kinds=kinds)


def became_foundation_trust(code: str) -> list[Record]:
    """The kinds of a foundation trust whose code is older than all of them; the day of the change is not here."""
    note = "its code was open before there were foundation trusts, so that it was another kind of NHS trust"
    law = said(source=TRUSTS_ACT, locator="Part 1", basis="inferred", observed="never", note=note)
    return [
        {"type": "NHSTrust", "claims": [law]},
        {
            "type": "FoundationTrust",
            "claims": [said(source=ETR, locator=f"row {code}", note="by what it is called there")],
        },
    ]


def relations(ods: Ods) -> Iterator[Record]:
    """What lay in what: locations in boards since 2022; CCGs, STPs and regions in April 2021."""
    for code, row in ods.last.items():
        note = "the board of today there, by the location's name and the code in column 4"
        claim = said(source=ECCG, locator=f"row {code}", basis="layout", note=note)
        location, board = f"sub-icb-{code.lower()}", ods.board_ids[row[BOARD]]
        yield said(subject=location, type="partOf", object=board, since=FIRST_OF_ICBS, claims=[claim])
    for code, row in ods.mapped.items():
        claims = [in_mapping(f"row {code}")]
        yield said(subject=ods.ccg_ids[code], type="inGeographyOf", object=ods.stp_ids[row[5]], claims=claims)
    for code, row in ods.stps.items():
        claims = [in_mapping(f"STP21CDH {code}")]
        yield said(subject=ods.stp_ids[code], type="inGeographyOf", object=ods.region_ids[row[8]], claims=claims)
    for code, region in ods.region_ids.items():
        claims = [in_mapping(f"NHSER21CDH {code}", basis="layout", note="by the heading: NHS England region")]
        yield said(subject=region, type="subOrganisationOf", object="nhs-england", claims=claims)


def events(ods: Ods) -> Iterator[Record]:
    """What became of each CCG that closed before the end of them all: only mergers."""
    into: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for row in ods.succession:
        into[row[3], row[4]].append(row)
    if len({row[0] for row in ods.succession}) < len(ods.succession) or min(map(len, into.values())) < 2:
        raise SystemExit("ccg_succession.csv holds more than mergers: write here what else it means")
    for (code, effective), rows in into.items():
        id_, name = f"event-{ods.ccg_ids[code][4:]}-{day(effective)}", f"Merger into {cased(ods.names[code])}"
        parts = [said(entity=ods.ccg_ids[row[0]], side="original") for row in rows]
        parts.append(said(entity=ods.ccg_ids[code], side="resulting"))
        claims = []
        for row in rows:
            moved = f"worked out from the GP practices that moved: {row[6]}" if row[5] == "inferred" else ""
            claims.append(said(source=SUCCESSION, locator=f"row {row[0]}", basis=moved and row[5], note=moved))
        yield said(id=id_, kind="merger", name=name, date=day(effective), participants=parts, claims=claims)


def as_csv(columns: str, records: list[Record]) -> str:
    """Return records of one claim each as CSV; several identifiers and names are parted by a stroke."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns.split(), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for record in records:
        (claim,), codes = record["claims"], record.get("identifiers", [])
        cells = {**record, **claim, "note": record.get("note", ""), "claim_note": claim.get("note", "")}
        cells["other_names"] = "|".join(record.get("other_names", []))
        for field in ("scheme", "value", "from", "until"):
            column = [code.get(field, "") for code in codes]
            cells[f"identifier_{field}"] = "|".join(column) if any(column) else ""
        writer.writerow(cells)
    return text.getvalue()


def fits_a_row(record: Record) -> bool:
    """Return whether a row of CSV can say all of an entity."""
    return len(record["claims"]) == 1 and "kinds" not in record


def as_yaml(section: str, records: list[Record]) -> str:
    text = yaml.safe_dump({section: records}, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    return f"# Made by generate.py from the files in ods/: change it there.\n{text}"


def made(counted: Counter[str]) -> dict[str, str]:
    """Return the text of each file."""
    ods = Ods(HERE / "ods", counted)
    entities = sorted((*ccgs(ods), *boards(ods), *partnerships(ods), *trusts(ods)), key=lambda body: body["id"])
    lines = sorted(relations(ods), key=lambda line: (line["subject"], line["object"]))
    changes = sorted(events(ods), key=lambda event: event["id"])
    counted.update(f"written: {record['type']}" for record in (*entities, *lines))
    counted.update(f"written: {event['kind']}" for event in changes)
    return {
        "entities.csv": as_csv(f"{ENTITY} {CLAIM}", [e for e in entities if fits_a_row(e)]),
        "entities.yaml": as_yaml("entities", [e for e in entities if not fits_a_row(e)]),
        "events.yaml": as_yaml("events", changes),
        "relations.csv": as_csv(f"subject type object from {CLAIM}", lines),
    }


def main() -> None:
    checking, counted = "--check" in sys.argv[1:], Counter[str]()
    files = {HERE / name: text.encode() for name, text in made(counted).items()}
    different = {path: text for path, text in files.items() if not path.is_file() or path.read_bytes() != text}
    for path, text in ({} if checking else different).items():
        path.write_bytes(text)
    for what, number in sorted(counted.items()):
        print(f"{number:5} {what}")
    print("different:" if checking else "written:", ", ".join(path.name for path in different) or "none")
    sys.exit(bool(checking and different))


if __name__ == "__main__":
    main()

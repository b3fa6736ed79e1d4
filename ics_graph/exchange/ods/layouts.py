"""Which ODS files there are, what their columns mean, and how a file is recognised; nothing of what is made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# The columns, counted from 0, of the layout of 27 that most files share; those of addresses (4 to 9) and telephone
# numbers (17) have no name here, so that nothing can take them.
ORGANISATION = {
    "code": 0,
    "name": 1,
    "region": 2,
    "health": 3,
    "opened": 10,
    "closed": 11,
    "status": 12,
    "subtype": 13,
    "parent": 14,
    "joined": 15,
    "left": 16,
    "setting": 25,
}
MEMBERSHIP = {"code": 0, "parent": 1, "parent_type": 2, "joined": 3, "left": 4}
SUCCESSION = {"code": 0, "successor": 1, "reason": 2, "effective": 3, "indicator": 4}
_WIDTHS = {27: "organisations", 6: "epcmem", 5: "succ"}


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file: what it is called, the type of the bodies in it (None: rows of another sort), its width."""

    title: str
    type: str | None = None
    width: int = 27
    columns: tuple[tuple[str, int], ...] = tuple(ORGANISATION.items())


def _organisations(title: str, type_: str) -> Layout:
    return Layout(title, type_)


LAYOUTS: dict[str, Layout] = {
    "eccg": _organisations(
        "Clinical commissioning groups, commissioning hubs and sub-ICB locations", "ClinicalCommissioningGroup"
    ),
    "eccgsite": _organisations("Sites of clinical commissioning groups", "Site"),
    "ebranchs": _organisations("Branch surgeries of GP practices", "Site"),
    "esites": _organisations("Sites of organisations", "Site"),
    "etr": _organisations("NHS trusts", "NHSTrust"),
    "ets": _organisations("Sites of NHS trusts", "Site"),
    "etrust": _organisations("NHS trusts and their sites", "NHSTrust"),
    "ect": _organisations("Care trusts", "NHSTrust"),
    "ectsite": _organisations("Sites of care trusts", "Site"),
    "ecare": _organisations("Care trusts and their sites", "NHSTrust"),
    "epct": _organisations("Primary care trusts", "PrimaryCareTrust"),
    "epctsite": _organisations("Sites of primary care trusts", "Site"),
    "epraccur": _organisations("GP practices and prescribing cost centres", "GPPractice"),
    "npraccur": _organisations("GP practices of Northern Ireland", "GPPractice"),
    "wlhb": _organisations("Local health boards of Wales", "LocalHealthBoard"),
    "wlhbsite": _organisations("Sites of local health boards", "Site"),
    "espha": _organisations("Special health authorities", "NationalBody"),
    "ecsu": _organisations("Commissioning support units", "CommissioningSupportUnit"),
    "ecsusite": _organisations("Sites of commissioning support units", "Site"),
    "lauth": _organisations("Local authorities", "Council"),
    "lauthsite": _organisations("Sites of local authorities", "Site"),
    "ephp": _organisations("Independent sector providers", "Organisation"),
    "ephpsite": _organisations("Sites of independent sector providers", "Site"),
    "eother": _organisations("Other organisations", "Organisation"),
    "organisations": _organisations("Organisations", "Organisation"),
    "epcmem": Layout("Membership of GP practices in groups and trusts", None, 6, tuple(MEMBERSHIP.items())),
    "succ": Layout("Which organisation succeeded which", None, 5, tuple(SUCCESSION.items())),
    "pcn": Layout("Primary care networks", "PrimaryCareNetwork", 0, ()),
    "pcn-partners": Layout("Core partners of primary care networks", None, 0, ()),
    "ccg-succession": Layout("Which CCG succeeded which, and when", None, 0, ()),
    "ccg-mapping": Layout("Each CCG code by its CCG, STP and NHS England region", None, 0, ()),
    "ord": Layout("Organisations, from the ODS ORD API", None, 0, ()),
    "ods-xml": Layout("Organisations, from the XML of the whole register", None, 0, ()),
    "fhir": Layout("Organizations, as FHIR resources", None, 0, ()),
    "gp-map": Layout("GP practices by network, commissioner and region", None, 0, ()),
}
# Those of JSON and XML have commands of their own.
KINDS = tuple(kind for kind in LAYOUTS if kind not in ("ord", "fhir", "ods-xml"))
# What the rows of a file plainly are, and as what they may be given.
_MAY_BE = {
    "eccg": {"eccg"},
    "etr": {"etr", "etrust", "ect", "ecare"},
    "epraccur": {"epraccur", "npraccur"},
}
# Files of single people and where they work. They are refused: they hold persons' addresses and no governance.
_OF_PEOPLE = {"econarc", "econcur", "egparc", "egpcur", "enurse"}
_PERSON_CODE = re.compile(r"[GC]\d{7}|D\d{6}")
_CODE = re.compile(r"[A-Z0-9]{2,12}")
_DAY = re.compile(r"\d{8}(?:\.0+)?|\d{4}-\d\d-\d\d.*|\d{1,2}[/.-]\w+[/.-]\d{2,4}|\d{5}|\d(?:[.,]\d+)?E\+\d+|")
_SITES = re.compile(r"[ewl][a-z]*(?:sites?|branch(?:e)?s)")
# The headings of files that have them, by what they are called here; of each the first that is there counts.
_HEADED: dict[str, dict[str, str]] = {
    "pcn-partners": {
        "code": "partner organisation code",
        "parent": "pcn code",
        "parent_name": "pcn name",
        "joined": "practice to pcn ?relationship ?start date",
        "left": "practice to pcn ?relationship ?end date",
    },
    "pcn": {
        "code": "pcn code",
        "name": "pcn name",
        "within": "current (sub icb loc|ccg) code",
        "opened": "open date",
        "closed": "close date",
    },
    "ccg-succession": {
        "code": "predecessor",
        "name": "name",
        "closed": "closed",
        "successor": "successor",
        "effective": "effective",
        "basis": "basis",
        "moved": "practices_moved",
    },
    "ccg-mapping": {
        "code": "ccg_unmapped",
        "ccg": r"ccg\d\dcdh",
        "ccg_ons": r"ccg\d\dcd",
        "ccg_name": r"ccg\d\dnm",
        "stp": r"stp\d\dcdh",
        "stp_ons": r"stp\d\dcd",
        "stp_name": r"stp\d\dnm",
        "region": r"nhser\d\dcdh",
        "region_ons": r"nhser\d\dcd",
        "region_name": r"nhser\d\dnm",
    },
    "gp-map": {
        "day": "extract_date",
        "code": "practice_code",
        "name": "practice_name",
        "pcn": "pcn_code",
        "pcn_name": "pcn_name",
        "ccg": "ccg_code|sub_icb_loc(ation)?_code",
        "ccg_ons": "ons_ccg_code|ons_sub_icb_loc(ation)?_code",
        "ccg_name": "ccg_name|sub_icb_loc(ation)?_name",
        "stp": "stp_code|icb_code",
        "stp_ons": "ons_stp_code|ons_icb_code",
        "stp_name": "stp_name|icb_name",
        "region": "(nhse_)?comm_region_code|(nhse_)?region_code",
        "region_ons": "ons_comm_region_code|ons_region_code",
        "region_name": "comm_region_name|region_name",
    },
    # The layout of 27 columns under headings, whichever of them there are.
    "organisations": {
        "code": "((organi[sz]ation|org|ods|practice|site|trust|ccg|pct) )?code|(organi[sz]ation |org )?id|ods",
        "name": "((organi[sz]ation|org|practice|site|trust|ccg|pct) )?name",
        "region": "national grouping( code)?|(nhs england )?region( code)?",
        "health": "(high|higher) level health (geography|authority)( code)?|hl?hg|(icb|stp)( code)?",
        "opened": "open(ed|ing)?( date)?|((legal|operational) )?start date",
        "closed": "closed?( date)?|((legal|operational) )?end date",
        "status": "(organisation )?status( code)?",
        "subtype": "(organi[sz]ation |org )?sub ?type( code)?",
        "parent": "(parent|commissioner)( organi[sz]ation)?( code)?|provider purchaser",
        "joined": "join(ed)?( (parent|provider purchaser|commissioner))?( date)?",
        "left": "left( (parent|provider purchaser|commissioner))?( date)?",
        "setting": "prescribing setting",
    },
}
_LABELS = {
    **dict.fromkeys(range(4, 9), "address"),
    9: "postcode",
    17: "telephone number",
    21: "amended record indicator",
    23: "provider or purchaser",
}
"""What stands in columns of the layout of 27 that have no name here, as ODS calls them."""
_NEEDED = {
    "pcn-partners": {"code", "parent", "joined"},
    "pcn": {"code", "name", "opened"},
    "ccg-succession": {"code", "successor", "effective"},
    "ccg-mapping": {"code", "ccg", "stp", "region"},
    "gp-map": {"day", "code", "ccg"},
    "organisations": {"code", "name", "opened"},
}


def is_of_people(stem: str, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a file lists single doctors, nurses or dentists, by its name or the form of its codes."""
    if not _OF_PEOPLE.isdisjoint(_words(stem)):
        return True
    people = sum(1 for row in rows if len(row) == 27 and _PERSON_CODE.fullmatch(row[0]))
    return people * 2 > len(rows) > 0


def headings(header: Sequence[str]) -> tuple[str, dict[str, int]] | None:
    """Return the kind of a file with this header and where its columns are, or None where it is no known header."""
    names = [" ".join(cell.lower().split()) for cell in header]
    for kind, wanted in _HEADED.items():
        if kind == "organisations":
            names = [" ".join(re.findall("[a-z0-9]+", name)) for name in names]
        columns: dict[str, int] = {}
        for column, pattern in wanted.items():
            at = next((i for i, name in enumerate(names) if re.fullmatch(pattern, name)), None)
            if at is not None and at not in columns.values():
                columns[column] = at
        if columns.keys() >= _NEEDED[kind]:
            return kind, columns
    return None


def least_columns(kind: str, columns: Mapping[str, int]) -> int:
    """Return how many cells a row under headings must have to hold all that its kind needs."""
    return max(at for column, at in columns.items() if column in _NEEDED[kind]) + 1


def column_label(kind: str, number: int, header: Sequence[str]) -> str:
    """Return what a column is called that has no name here: its heading, or what ODS calls it; empty where nothing."""
    if number < len(header):
        return header[number].strip()
    labels = {27: _LABELS, 6: {5: "amended record indicator"}}.get(LAYOUTS[kind].width, {})
    return labels.get(number, "")


def is_private(label: str) -> bool:
    """Return whether a column holds addresses or the like, by what it is called."""
    return bool(
        re.search(r"address|addr|post ?code|telephone|phone|tel\b|fax|e-?mail|uprn|town|easting|northing", label, re.I)
    )


def is_header(row: Sequence[str]) -> bool:
    """Return whether the first row of a file of a fixed layout names its columns."""
    first = row[0].strip().lower() if row else ""
    return "code" in first.split() or first in ("organisation", "organisation_code", "organisationcode", "code")


def kind_by_name(stem: str) -> str | None:
    """Return the kind that a word in the name of a file says: ``a_eccg`` and ``eccg-2024`` are both ``eccg``."""
    words = _words(stem)
    named = next((word for word in words if word in LAYOUTS), None)
    return named or ("esites" if any(_SITES.fullmatch(word) for word in words) else None)


def kind_by_content(rows: Sequence[Sequence[str]]) -> str | None:
    """Return the kind that rows without a header look like, or None where they are of no ODS layout."""
    if not rows:
        return None
    width, often = Counter(len(row) for row in rows).most_common(1)[0]
    kind = _WIDTHS.get(width)
    alike = [row for row in rows if len(row) == width]
    if kind is None or often * 2 < len(rows):
        return None
    days = {27: (10, 11), 6: (3, 4), 5: (3,)}[width]
    fits = [row for row in alike if _CODE.fullmatch(row[0]) and all(_DAY.fullmatch(row[at]) for at in days)]
    if len(fits) * 2 < len(rows):
        return None
    return _more_exactly(fits) if kind == "organisations" else kind


def other_by_content(kind: str, rows: Sequence[Sequence[str]]) -> str | None:
    """Return the kind that rows of 27 columns plainly are, where that is not the one they are given as; else None."""
    if LAYOUTS[kind].width != 27 or kind == "organisations":
        return None
    looks_like = kind_by_content(rows)
    return looks_like if looks_like in _MAY_BE and kind not in _MAY_BE[looks_like] else None


def _more_exactly(rows: Sequence[Sequence[str]]) -> str:
    """Return which file of 27 columns these rows are like: by what only that file has in them."""

    def most(matches: int) -> bool:
        return matches * 2 > len(rows)

    if most(sum(1 for row in rows if row[12] in ("A", "C", "D", "P") and row[25].isdigit())):
        return "epraccur"
    if most(sum(1 for row in rows if re.search(r"\bCCG$|ICB - \w+$|COMMISSIONING HUB|REPORTING ENTITY$", row[1]))):
        return "eccg"
    if most(sum(1 for row in rows if re.search(r"\bTRUST$", row[1]) and len(row[0]) == 3)):
        return "etr"
    return "organisations"


def _words(stem: str) -> list[str]:
    return [word.rstrip("0123456789") for word in re.split(r"[^a-z0-9]+", stem.lower())]

"""Names of ODS files as they are written in a sentence, and readable ids made of them."""

from __future__ import annotations

import re
from functools import lru_cache

from ics_graph.exchange.text_files import slug

_SMALL = {"and", "at", "by", "for", "in", "of", "on", "the", "to", "upon", "with"}
# Words of names that are not written like others.
_SPELT = {
    "BMI": "BMI", "CATS": "CATS", "CCG": "CCG", "CIC": "CIC", "CROSSCITY": "CrossCity", "CSU": "CSU", "GP": "GP",
    "HCRG": "HCRG", "HMP": "HMP", "ICB": "ICB", "ICS": "ICS", "II": "II", "III": "III", "IV": "IV", "LHB": "LHB",
    "LLP": "LLP", "NHS": "NHS", "OOH": "OOH", "PCG": "PCG", "PCN": "PCN", "PCT": "PCT", "PLC": "PLC", "PMS": "PMS",
    "STP": "STP", "TPCT": "TPCT", "UK": "UK", "VI": "VI", "VII": "VII", "WIC": "WIC",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")
_THE = re.compile("^the ", re.IGNORECASE)
_PREFIXES = {
    "ClinicalCommissioningGroup": "ccg",
    "CommissioningHub": "hub",
    "CommissioningSupportUnit": "csu",
    "Council": "council",
    "GPPractice": "practice",
    "HealthAuthority": "ha",
    "IntegratedCareBoard": "icb",
    "LocalHealthBoard": "lhb",
    "NHSEnglandLocalOffice": "office",
    "NHSEnglandRegion": "region",
    "NHSTrust": "trust",
    "FoundationTrust": "trust",
    "AmbulanceTrust": "trust",
    "PrescribingCostCentre": "cost-centre",
    "PrimaryCareGroup": "pcg",
    "PrimaryCareNetwork": "pcn",
    "PrimaryCareTrust": "pct",
    "Site": "site",
    "StrategicHealthAuthority": "sha",
    "SubICBLocation": "sub-icb",
    "SubICBReportingEntity": "reporting-entity",
    "SustainabilityAndTransformationPartnership": "stp",
}
# There are so many of these that their names repeat; their codes are short and stay.
_BY_CODE = {
    "GPPractice",
    "PrescribingCostCentre",
    "PrimaryCareNetwork",
    "Site",
    "SubICBLocation",
    "SubICBReportingEntity",
}
_DROPPED = re.compile(
    r"^NHS | (CCG|ICB|PCT|STP|CSU)$|,? (NHS FOUNDATION |NHS |NATIONAL HEALTH SERVICE |)TRUST$| \(NHS ENGLAND REGION\)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def cased(name: str) -> str:
    """Return a name in capitals as it is written in a sentence (NHS Stockton-on-Tees CCG); any other as it is."""
    name = " ".join(name.split())
    if any(letter.islower() for letter in name):
        return name

    def word(match: re.Match[str]) -> str:
        text = match[0]
        if text in _SPELT:
            return _SPELT[text]
        if text.lower() in _SMALL and match.start() > 0:
            return text.lower()
        if text.startswith("O'") and len(text) > 3:
            return "O'" + text[2:].capitalize()
        return text.capitalize()

    return _WORD.sub(word, name)


def id_for(type_: str, code: str, name: str | None) -> tuple[str, str]:
    """Return the id that a body is to have, and the longer one, with its code, where that is taken already."""
    prefix = _PREFIXES.get(type_, "org")
    by_code = f"{prefix}-{slug(code) or 'x'}"
    plain = _DROPPED.sub("", _DROPPED.sub("", name or ""))
    short = slug(_THE.sub("", plain) if prefix == "trust" else plain)
    if not short or type_ in _BY_CODE:
        return by_code, f"{by_code}-2"
    return f"{prefix}-{short}", f"{prefix}-{short}-{slug(code)}"

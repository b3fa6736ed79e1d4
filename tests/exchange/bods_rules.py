"""What the Beneficial Ownership Data Standard 0.4 says of the properties that we write, restated.

The standard: https://standard.openownership.org/en/0.4.0/standard/reference.html. It permits more; these rules do not,
because a property that is misspelt would pass.
"""

from __future__ import annotations

from typing import Any

from tests.shapes import Rule, record, several, text, word_of

_DAY = text(r"\d{4}-\d\d-\d\d")
_SHARE_NAMES = ("exact", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_TYPES = (
    *("shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl", "seniorManagingOfficial"),
    *("settlor", "trustee", "protector", "beneficiaryOfLegalArrangement", "rightsToSurplusAssetsOnDissolution"),
    *("rightsToProfitOrIncome", "rightsGrantedByContract", "conditionalRightsGrantedByContract"),
    *("controlViaCompanyRulesOrArticles", "controlByLegalFramework", "boardMember", "boardChair", "unknownInterest"),
    *("unpublishedInterest", "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets", "nominee", "nominator"),
)


def _share(value: Any, at: str) -> Any:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 100:
        yield f"{at}: {value!r} is no number between 0 and 100"


_INTEREST = record(
    {
        "type": word_of(*_TYPES),
        "directOrIndirect": word_of("direct", "indirect", "unknown"),
        "beneficialOwnershipOrControl": word_of(True, False),  # type: ignore[arg-type]
        "details": text(),
        "share": record(dict.fromkeys(_SHARE_NAMES, _share)),
        "startDate": _DAY,
        "endDate": _DAY,
    }
)
_CODE = record({"id": text(), "scheme": text(r"[A-Z]{2}-[A-Z0-9]+"), "schemeName": text()}, "id")
_DETAILS: dict[str, Rule] = {
    "entity": record(
        {
            "isComponent": word_of(False),  # type: ignore[arg-type]
            "entityType": record(
                {
                    "type": word_of("registeredEntity", "legalEntity", "arrangement", "state", "stateBody"),
                    "subtype": word_of("governmentDepartment", "stateAgency", "other", "trust", "nomination"),
                    "details": text(),
                },
                "type",
            ),
            "name": text(),
            "alternateNames": several(text()),
            "identifiers": several(_CODE),
            "uri": text(r"[A-Za-z][A-Za-z0-9+.-]*:\S+"),
            "foundingDate": _DAY,
            "dissolutionDate": _DAY,
        },
        *("isComponent", "entityType"),
    ),
    "person": record(
        {
            "isComponent": word_of(False),  # type: ignore[arg-type]
            "personType": word_of("knownPerson"),
            "names": several(record({"type": word_of("alternative"), "fullName": text()}, "fullName")),
        },
        *("isComponent", "personType"),
    ),
    "relationship": record(
        {
            "isComponent": word_of(False),  # type: ignore[arg-type]
            "subject": text(),
            "interestedParty": text(),
            "interests": several(_INTEREST),
        },
        *("isComponent", "subject", "interestedParty"),
    ),
}
_PUBLICATION = record(
    {"publicationDate": _DAY, "bodsVersion": text(r"0\.4"), "publisher": record({"name": text()}, "name")},
    *("publicationDate", "bodsVersion", "publisher"),
)


def faults(statements: list[dict[str, Any]]) -> list[str]:
    """Return what in a list of statements is not as the standard has it, also that none names a later one."""
    wrong: list[str] = []
    before: set[str] = set()
    for number, statement in enumerate(statements):
        at = f"[{number}]"
        envelope = record(
            {
                "statementId": text(r".{32,64}"),
                "statementDate": _DAY,
                "declarationSubject": text(),
                "recordId": text(),
                "recordType": word_of(*_DETAILS),
                "recordStatus": word_of("new", "updated", "closed"),
                "recordDetails": _DETAILS[statement["recordType"]],
                "publicationDetails": _PUBLICATION,
                "source": record({"description": text(), "url": text(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")}),
            },
            *("statementId", "statementDate", "declarationSubject", "recordId", "recordType", "recordDetails"),
        )
        wrong += envelope(statement, at)
        ends = [statement["recordDetails"].get(end) for end in ("subject", "interestedParty")]
        wrong += [f"{at}: {end} stands in no statement before" for end in ends if end and end not in before]
        before.add(statement["recordId"])
    return wrong

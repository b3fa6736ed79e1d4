"""Which classes and properties of other vocabularies are understood, and as what. Data only."""

from __future__ import annotations

ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCT = "http://purl.org/dc/terms/"
TIME = "http://www.w3.org/2006/time#"
PROV = "http://www.w3.org/ns/prov#"
GOV = "http://reference.data.gov.uk/def/central-government/"
CPOV = "http://data.europa.eu/m8g/"
ADMS = "http://www.w3.org/ns/adms#"
REGORG = "http://www.w3.org/ns/regorg#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SCHEMAS = ("https://schema.org/", "http://schema.org/")


def _schema(*names: str) -> tuple[str, ...]:
    """Return names of schema.org in both of its addresses."""
    return tuple(f"{schema}{name}" for name in names for schema in SCHEMAS)


TYPE = f"{RDF}type"

# Classes as types of the ontology, the most exact first: a resource of several is of the first that it has.
TYPES: dict[str, str] = {
    f"{FOAF}Person": "Person",
    **{f"{schema}Person": "Person" for schema in SCHEMAS},
    "http://www.w3.org/ns/person#Person": "Person",
    f"{VCARD}Individual": "Person",
    f"{ORG}Site": "Site",
    f"{ORG}Post": "Post",
    f"{GOV}Post": "Post",
    f"{GOV}CivilServicePost": "Post",
    f"{GOV}Department": "GovernmentDepartment",
    f"{GOV}MinisterialDepartment": "GovernmentDepartment",
    f"{GOV}NonMinisterialDepartment": "GovernmentDepartment",
    f"{ORG}OrganizationalUnit": "Division",
    f"{ORG}FormalOrganization": "Organisation",
    f"{CPOV}PublicOrganisation": "Organisation",
    f"{GOV}PublicBody": "Organisation",
    f"{ORG}OrganizationalCollaboration": "Organisation",
    f"{ORG}Organization": "Organisation",
    f"{FOAF}Organization": "Organisation",
    f"{FOAF}Group": "Group",
    f"{REGORG}RegisteredOrganization": "Organisation",
    f"{VCARD}Organization": "Organisation",
    f"{VCARD}Group": "Group",
    **dict.fromkeys(_schema("CollegeOrUniversity"), "University"),
    **dict.fromkeys(_schema("NGO"), "VoluntaryOrganisation"),
    **dict.fromkeys(
        _schema(
            *("Organization", "GovernmentOrganization", "MedicalOrganization", "Hospital", "MedicalClinic", "Pharmacy"),
            *("Corporation", "EducationalOrganization", "ResearchOrganization", "LocalBusiness", "MedicalBusiness"),
            *("GovernmentOffice", "Consortium", "FundingAgency", "Dentist", "DiagnosticLab", "OnlineBusiness"),
        ),
        "Organisation",
    ),
    **dict.fromkeys(_schema("AdministrativeArea", "City"), "GeographicArea"),
}
# A line that schema.org writes as a thing of its own, with its role and days.
ROLES = set(_schema("Role", "OrganizationRole", "EmployeeRole"))
# Classes that are no bodies, but are understood where others name them.
HELPERS = {
    f"{ORG}Membership", f"{ORG}Role", f"{ORG}ChangeEvent", f"{SKOS}Concept", f"{SKOS}ConceptScheme", f"{TIME}Interval",
    f"{TIME}ProperInterval", f"{TIME}Instant", f"{TIME}TemporalEntity", f"{FOAF}Agent", f"{PROV}Activity",
    f"{PROV}Agent",
    f"{ADMS}Identifier", "http://www.w3.org/2002/07/owl#NamedIndividual", "http://www.w3.org/2002/07/owl#Thing",
    *ROLES, *_schema("PropertyValue", "Thing"),
}  # fmt: skip

# Of these classes anything may be: they say of an agent no more than that it is one.
ANYTHING = {
    f"{FOAF}Agent", f"{PROV}Agent", "http://www.w3.org/2002/07/owl#NamedIndividual",
    "http://www.w3.org/2002/07/owl#Thing", *_schema("Thing"),
}  # fmt: skip

# Properties as relations: the relation, and whether subject and object change places. The types are those that a
# resource must be of where nothing else says what it is.
RELATIONS: dict[str, tuple[str, bool, str, str]] = {
    f"{ORG}subOrganizationOf": ("subOrganisationOf", False, "Organisation", "Organisation"),
    f"{ORG}hasSubOrganization": ("subOrganisationOf", True, "Organisation", "Organisation"),
    f"{ORG}unitOf": ("subOrganisationOf", False, "Division", "Organisation"),
    f"{ORG}hasUnit": ("subOrganisationOf", True, "Organisation", "Division"),
    f"{ORG}memberOf": ("memberOf", False, "Person", "Organisation"),
    f"{ORG}hasMember": ("memberOf", True, "Organisation", "Person"),
    f"{FOAF}member": ("memberOf", True, "Organisation", "Person"),
    f"{ORG}headOf": ("leads", False, "Person", "Organisation"),
    f"{ORG}holds": ("holdsPost", False, "Person", "Post"),
    f"{ORG}heldBy": ("holdsPost", True, "Post", "Person"),
    f"{ORG}postIn": ("postAt", False, "Post", "Organisation"),
    f"{ORG}hasPost": ("postAt", True, "Organisation", "Post"),
    f"{ORG}reportsTo": ("reportsTo", False, "Post", "Post"),
    f"{ORG}siteOf": ("partOf", False, "Site", "Organisation"),
    **{f"{ORG}{name}": ("partOf", True, "Organisation", "Site") for name in ("hasSite", "hasPrimarySite")},
    f"{ORG}hasRegisteredSite": ("partOf", True, "Organisation", "Site"),
    f"{GOV}heldBy": ("holdsPost", True, "Post", "Person"),
    f"{GOV}postIn": ("postAt", False, "Post", "Organisation"),
    f"{GOV}reportsTo": ("reportsTo", False, "Post", "Post"),
    f"{GOV}parentDepartment": ("partOf", False, "Organisation", "GovernmentDepartment"),
    f"{VCARD}hasMember": ("memberOf", True, "Organisation", "Person"),
    **dict.fromkeys(_schema("memberOf"), ("memberOf", False, "Person", "Organisation")),
    **dict.fromkeys(_schema("member", "members"), ("memberOf", True, "Organisation", "Person")),
    **dict.fromkeys(_schema("employee", "employees"), ("employedBy", True, "Organisation", "Person")),
    **dict.fromkeys(_schema("worksFor"), ("employedBy", False, "Person", "Organisation")),
    **dict.fromkeys(_schema("department"), ("subOrganisationOf", True, "Organisation", "Organisation")),
    **dict.fromkeys(_schema("subOrganization"), ("subOrganisationOf", True, "Organisation", "Organisation")),
    **dict.fromkeys(_schema("parentOrganization"), ("subOrganisationOf", False, "Organisation", "Organisation")),
}
# Of these the one end is any agent, and the other one a body.
ANY_AGENT = {
    *(f"{ORG}memberOf", f"{ORG}hasMember", f"{FOAF}member", f"{VCARD}hasMember"),
    *_schema("memberOf", "member", "members"),
}
NAMES = (
    *(f"{SKOS}prefLabel", f"{RDFS}label", f"{FOAF}name", *_schema("name"), f"{DCT}title", f"{REGORG}legalName"),
    *(f"{VCARD}fn", f"{VCARD}organization-name"),
)
OTHER_NAMES = (f"{SKOS}altLabel", *_schema("legalName", "alternateName"), f"{FOAF}nick")
GIVEN_NAMES = (f"{FOAF}givenName", f"{FOAF}givenname", f"{FOAF}firstName", *_schema("givenName"), f"{VCARD}given-name")
FAMILY_NAMES = (
    *(f"{FOAF}familyName", f"{FOAF}family_name", f"{FOAF}lastName", f"{FOAF}surname"),
    *(*_schema("familyName"), f"{VCARD}family-name"),
)
CODES = (
    *(f"{ORG}identifier", f"{SKOS}notation", f"{DCT}identifier", f"{ADMS}identifier", f"{REGORG}registration"),
    *_schema("identifier"),
)
# An identifier of its own: its value, and who gives it or what its scheme is called.
NOTATIONS = (f"{SKOS}notation", *_schema("value"))
OF_SCHEME = (
    *(f"{SKOS}inScheme", f"{ADMS}schemeAgency", f"{ADMS}schemaAgency", f"{DCT}creator", *_schema("propertyID")),
)
SCHEMED = {
    **{name: "lei" for name in _schema("leiCode")},
    **{name: "vat" for name in _schema("vatID")},
    **{name: "iso6523" for name in _schema("iso6523Code")},
}
BEGINS = (f"{TIME}hasBeginning", f"{PROV}startedAtTime", *(f"{schema}startDate" for schema in SCHEMAS))
ENDS = (f"{TIME}hasEnd", f"{PROV}endedAtTime", *(f"{schema}endDate" for schema in SCHEMAS))
INSTANTS = tuple(
    f"{TIME}{name}"
    for name in ("inXSDDate", "inXSDgYearMonth", "inXSDgYear", "inXSDDateTimeStamp", "inXSDDateTime", "inDateTime")
)
FOUNDED = tuple(f"{schema}foundingDate" for schema in SCHEMAS)
DISSOLVED = tuple(f"{schema}dissolutionDate" for schema in SCHEMAS)
MEMBER, ORGANISATION, ROLE, DURING = (f"{ORG}{name}" for name in ("member", "organization", "role", "memberDuring"))
ROLE_NAMES = _schema("roleName", "namedPosition")
JOB_TITLES = _schema("jobTitle")
DESCRIPTIONS = (*_schema("description"), f"{DCT}description")
ORIGINAL, RESULTING = f"{ORG}originalOrganization", f"{ORG}resultingOrganization"
CHANGED_BY, RESULTED_FROM = f"{ORG}changedBy", f"{ORG}resultedFrom"
HAS_MEMBERSHIP = f"{ORG}hasMembership"
PURPOSE, CLASSIFICATION = f"{ORG}purpose", f"{ORG}classification"
DATES = (f"{DCT}date", f"{DCT}issued", f"{PROV}atTime", *BEGINS)
UNDERSTOOD = {
    TYPE, *RELATIONS, *NAMES, *OTHER_NAMES, *CODES, *BEGINS, *ENDS, *INSTANTS, *FOUNDED, *DISSOLVED, *DATES,
    MEMBER, ORGANISATION, ROLE, DURING, ORIGINAL, RESULTING, CHANGED_BY, RESULTED_FROM, HAS_MEMBERSHIP,
    PURPOSE, CLASSIFICATION, *GIVEN_NAMES, *FAMILY_NAMES, *NOTATIONS, *OF_SCHEME, *SCHEMED, *ROLE_NAMES, *JOB_TITLES,
    *DESCRIPTIONS,
}  # fmt: skip
# Words in the names of properties of pay, contact and home, which are never taken over.
PRIVATE = (
    "salary",
    "remuneration",
    "pay",
    "mbox",
    "email",
    "phone",
    "telephone",
    "fax",
    "address",
    "adr",
    "street",
    "postal",
    "postcode",
    "locality",
    "contact",
    "latitude",
    "longitude",
    "geo",
    "birth",
    "gender",
    "nationality",
)

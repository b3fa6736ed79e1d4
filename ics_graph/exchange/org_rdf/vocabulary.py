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
SCHEMAS = ("https://schema.org/", "http://schema.org/")
TYPE = f"{RDF}type"

# Classes as types of the ontology, the most exact first: a resource of several is of the first that it has.
TYPES: dict[str, str] = {
    f"{FOAF}Person": "Person",
    **{f"{schema}Person": "Person" for schema in SCHEMAS},
    "http://www.w3.org/ns/person#Person": "Person",
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
    **{f"{schema}Organization": "Organisation" for schema in SCHEMAS},
    **{f"{schema}GovernmentOrganization": "Organisation" for schema in SCHEMAS},
}
# Classes that are no bodies, but are understood where others name them.
HELPERS = {
    f"{ORG}Membership", f"{ORG}Role", f"{ORG}ChangeEvent", f"{SKOS}Concept", f"{SKOS}ConceptScheme", f"{TIME}Interval",
    f"{TIME}ProperInterval", f"{TIME}Instant", f"{TIME}TemporalEntity", f"{FOAF}Agent", f"{PROV}Activity",
    f"{PROV}Agent",
    "http://www.w3.org/2002/07/owl#NamedIndividual", "http://www.w3.org/2002/07/owl#Thing",
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
    f"{GOV}heldBy": ("holdsPost", True, "Post", "Person"),
    f"{GOV}postIn": ("postAt", False, "Post", "Organisation"),
    f"{GOV}reportsTo": ("reportsTo", False, "Post", "Post"),
    f"{GOV}parentDepartment": ("partOf", False, "Organisation", "GovernmentDepartment"),
}
NAMES = (f"{SKOS}prefLabel", f"{RDFS}label", f"{FOAF}name", *(f"{schema}name" for schema in SCHEMAS), f"{DCT}title")
OTHER_NAMES = (f"{SKOS}altLabel", *(f"{schema}alternateName" for schema in SCHEMAS))
CODES = (f"{ORG}identifier", f"{SKOS}notation", f"{DCT}identifier")
BEGINS = (f"{TIME}hasBeginning", f"{PROV}startedAtTime", *(f"{schema}startDate" for schema in SCHEMAS))
ENDS = (f"{TIME}hasEnd", f"{PROV}endedAtTime", *(f"{schema}endDate" for schema in SCHEMAS))
INSTANTS = tuple(
    f"{TIME}{name}"
    for name in ("inXSDDate", "inXSDgYearMonth", "inXSDgYear", "inXSDDateTimeStamp", "inXSDDateTime", "inDateTime")
)
FOUNDED = tuple(f"{schema}foundingDate" for schema in SCHEMAS)
DISSOLVED = tuple(f"{schema}dissolutionDate" for schema in SCHEMAS)
MEMBER, ORGANISATION, ROLE, DURING = (f"{ORG}{name}" for name in ("member", "organization", "role", "memberDuring"))
ORIGINAL, RESULTING = f"{ORG}originalOrganization", f"{ORG}resultingOrganization"
CHANGED_BY, RESULTED_FROM = f"{ORG}changedBy", f"{ORG}resultedFrom"
HAS_MEMBERSHIP = f"{ORG}hasMembership"
PURPOSE, CLASSIFICATION = f"{ORG}purpose", f"{ORG}classification"
DATES = (f"{DCT}date", f"{DCT}issued", f"{PROV}atTime", *BEGINS)
UNDERSTOOD = {
    TYPE, *RELATIONS, *NAMES, *OTHER_NAMES, *CODES, *BEGINS, *ENDS, *INSTANTS, *FOUNDED, *DISSOLVED, *DATES,
    MEMBER, ORGANISATION, ROLE, DURING, ORIGINAL, RESULTING, CHANGED_BY, RESULTED_FROM, HAS_MEMBERSHIP,
    PURPOSE, CLASSIFICATION,
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
)

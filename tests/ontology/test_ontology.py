"""What the shipped ontology says, and what the loader refuses."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ics_graph.ontology import NAMESPACE, ROOT, Ontology, OntologyError, load_ontology
from ics_graph.package_data import shipped

CHECKOUT = Path(__file__).resolve().parents[2]

FAMILIES = {
    "accountability": {
        "accountableTo", "assessedBy", "underDirectionsOf", "underMandateOf", "directorsHeldToAccountBy",
    },
    "reporting": {"reportsTo", "escalatesTo", "sendsAnnualReportTo", "sendsAccountsTo"},
    "membership": {"memberOf", "representedOn"},
    "leadership": {"leads", "chairs", "holdsRole", "employedBy", "holdsPost", "postAt"},
    "structure": {
        "partOf", "subOrganisationOf", "committeeOf", "workstreamOf", "programmeOf", "meetingOf",
        "locatedWithin", "atLevel", "directedBy", "operatedBy",
    },
    "commissioning": {"commissions", "providesServicesTo", "contractsWith"},
    "delegation": {"delegatesTo"},
    "coverage": {"covers", "inGeographyOf", "coTerminousWith", "sameSizeAs", "hosts"},
    "scrutiny": {"scrutinises"},
    "approvals": {"approves", "signsOff", "licensedBy"},
    "ownership": {"hasInterestIn"},
    "support": {"supports", "feedsInto", "engagesWith", "negotiatesWith", "comparedWith"},
    "participation": {"attends", "speaksAt", "presentsTo"},
    "document": {"produces", "receives", "citesData"},
    "listing": {"listedBeside"},
}  # fmt: skip

SMALL = """
@prefix ics: <https://w3id.org/ics-graph/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/ics-graph/ontology> a owl:Ontology ; owl:versionInfo "0.1" .

ics:Entity a owl:Class ; ics:abstract true ; rdfs:label "entity"@en ; skos:definition "Anything."@en .
ics:Trust a owl:Class ; rdfs:subClassOf ics:Entity , org:FormalOrganization ; skos:notation "T" ;
    ics:odsRole "RO197" ; rdfs:label "trust"@en ; skos:definition "A trust."@en .
ics:Office a owl:Class ; rdfs:subClassOf ics:Entity ; ics:singleton true ;
    rdfs:label "office"@en ; skos:definition "The office."@en .

ics:reporting a owl:ObjectProperty , ics:Family ; rdfs:label "reporting"@en ; skos:definition "Lines."@en .
ics:support a owl:ObjectProperty , ics:Family ; rdfs:label "support"@en ; skos:definition "Help."@en .
ics:reportsTo a owl:ObjectProperty ; rdfs:subPropertyOf ics:reporting ; ics:odsRelationship "RE9" ;
    rdfs:label "reports to"@en ; ics:inverseLabel "hears"@en ; skos:definition "A line."@en ;
    schema:domainIncludes ics:Trust ; schema:rangeIncludes ics:Office .

ics:note a owl:DatatypeProperty , ics:FactProperty ; ics:valueKind "text" ;
    rdfs:label "note"@en ; skos:definition "A remark."@en .

ics:Phases a skos:ConceptScheme ; rdfs:label "phases"@en ; skos:definition "Phases."@en .
ics:phase-planned a skos:Concept ; skos:inScheme ics:Phases ; skos:notation "planned" ; ics:rank 1 ;
    skos:prefLabel "planned"@en ; skos:definition "Meant."@en .

ics:rule-one a ics:StatutoryRule ; rdfs:label "A rule"@en ; skos:definition "By law."@en ;
    ics:subjectType ics:Trust ; ics:relationType ics:reportsTo ; ics:objectType ics:Office ;
    ics:legalBasis "An Act" ; ics:section "section 1" ; ics:legislation <https://www.legislation.gov.uk/ukpga/2012/7> ;
    ics:from "2013-04-01"^^xsd:date ; ics:until "2022-06-30"^^xsd:date .
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def load_text(folder: Path, text: str) -> Ontology:
    (folder / "small.ttl").write_text(text, encoding="utf-8")
    return load_ontology(folder / "small.ttl")


def problems_of(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(OntologyError) as caught:
        load_text(folder, text)
    return caught.value.problems


# Entity types


def test_a_foundation_trust_has_the_neo4j_labels_of_itself_and_its_ancestors(ontology: Ontology) -> None:
    assert ontology.labels_for_neo4j("FoundationTrust") == (
        "Entity", "Organisation", "NHSTrust", "FoundationTrust",
    )  # fmt: skip


def test_a_type_knows_its_abbreviation_ancestors_mappings_and_ods_roles(ontology: Ontology) -> None:
    ccg = ontology.types["ClinicalCommissioningGroup"]
    assert ccg.iri == "https://w3id.org/ics-graph/ontology#ClinicalCommissioningGroup"
    assert (ccg.label, ccg.abbreviation) == ("clinical commissioning group", "CCG")
    assert ccg.ancestors == ("ClinicalCommissioningGroup", "Organisation", "Entity")
    assert ccg.mappings == (
        "http://www.w3.org/ns/org#FormalOrganization",
        "http://data.europa.eu/m8g/PublicOrganisation",
    )
    assert ccg.ods_roles == ("RO98",)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("NHSTrust", "RO197"), ("FoundationTrust", "RO197+RO57"), ("Council", "RO141"),
        ("NHSEnglandRegion", "RO209"), ("IntegratedCareBoard", "RO261+RO318"),
        ("SustainabilityAndTransformationPartnership", "RO261+RO262"), ("PrimaryCareNetwork", "RO272"),
        ("CommissioningSupportUnit", "RO213"), ("PrimaryCareTrust", "RO179"), ("Site", "RO198"),
        ("LocalHealthBoard", "RO142"), ("PrimaryCareGroup", "RO171"),
    ],
)  # fmt: skip
def test_ods_roles_mark_the_types_that_have_them(ontology: Ontology, name: str, roles: str) -> None:
    assert ontology.types[name].ods_roles[0] == roles


@pytest.mark.parametrize(
    ("names", "mapped_to"),
    [
        ("ClinicalCommissioningGroup IntegratedCareBoard NHSTrust FoundationTrust Council CountyCouncil "
         "NHSEngland", "FormalOrganization"),
        ("IntegratedCareSystem SustainabilityAndTransformationPartnership IntegratedCarePartnership "
         "ProviderCollaborative PrimaryCareNetwork", "OrganizationalCollaboration"),
        ("Board GoverningBody Committee JointCommittee CommitteesInCommon Group", "OrganizationalUnit"),
        ("Post SecretaryOfState", "Post"),
    ],
)  # fmt: skip
def test_every_type_is_placed_in_w3c_org_by_itself_or_by_a_parent(
    ontology: Ontology, names: str, mapped_to: str
) -> None:
    for name in names.split():
        mappings = {iri for ancestor in ontology.types[name].ancestors for iri in ontology.types[ancestor].mappings}
        assert f"http://www.w3.org/ns/org#{mapped_to}" in mappings, name


def test_only_nhs_england_and_the_secretary_of_state_are_singletons(ontology: Ontology) -> None:
    single = {kind.name for kind in ontology.types.values() if kind.singleton}
    assert single == {"NHSEngland", "SecretaryOfState"}
    assert all(ontology.kinds_of(name) == {name} for name in single)


def test_abstract_types_only_group_others(ontology: Ontology) -> None:
    abstract = {kind.name for kind in ontology.types.values() if kind.abstract}
    assert abstract == {"Entity", "Collaboration", "OrganisationalUnit", "Area", "Activity"}
    assert all(len(ontology.kinds_of(name)) > 1 for name in abstract)


def test_every_type_descends_from_entity(ontology: Ontology) -> None:
    assert {kind.ancestors[-1] for kind in ontology.types.values()} == {ROOT}


def test_the_kinds_of_a_council_are_itself_and_the_five_kinds_of_council(ontology: Ontology) -> None:
    assert ontology.kinds_of("Council") == {
        "Council", "CountyCouncil", "DistrictCouncil", "UnitaryAuthority", "MetropolitanBoroughCouncil",
        "LondonBoroughCouncil",
    }  # fmt: skip


def test_is_a_goes_up_and_not_down(ontology: Ontology) -> None:
    assert ontology.is_a("FoundationTrust", "NHSTrust")
    assert ontology.is_a("FoundationTrust", "FoundationTrust")
    assert not ontology.is_a("NHSTrust", "FoundationTrust")
    assert not ontology.is_a("IntegratedCareSystem", "Organisation")


def test_asking_about_an_unknown_name_is_an_error_and_not_a_no(ontology: Ontology) -> None:
    with pytest.raises(KeyError, match="Hospital"):
        ontology.is_a("NHSTrust", "Hospital")
    with pytest.raises(KeyError, match="employs"):
        ontology.permits("employs", "NHSTrust", "Person")


# Relation types and families


def test_each_relation_is_in_its_one_family(ontology: Ontology) -> None:
    assert {family: set(ontology.in_family(family)) for family in ontology.families} == FAMILIES


def test_families_never_share_a_relation(ontology: Ontology) -> None:
    listed = [name for family in ontology.families for name in ontology.in_family(family)]
    assert sorted(listed) == sorted(ontology.relations)


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("ClinicalCommissioningGroup", "accountableTo", "NHSEngland"),
        ("SystemLevel", "accountableTo", "Population"),
        ("NHSEngland", "accountableTo", "SecretaryOfState"),
        ("LondonBoroughCouncil", "memberOf", "CombinedAuthority"),
        ("ProfessionalGroup", "memberOf", "Committee"),
        ("Post", "memberOf", "GoverningBody"),
        ("FoundationTrust", "memberOf", "IntegratedCarePartnership"),
        ("IntegratedCareSystem", "memberOf", "Programme"),
        ("GPPractice", "memberOf", "ClinicalCommissioningGroup"),
        ("Post", "postAt", "SustainabilityAndTransformationPartnership"),
        ("Post", "partOf", "SustainabilityAndTransformationPartnership"),
        ("Person", "chairs", "IntegratedCarePartnership"),
        ("SystemLevel", "commissions", "Service"),
        ("IntegratedCarePartnership", "covers", "UnitaryAuthority"),
        ("IntegratedCarePartnership", "covers", "GeographicArea"),
        ("JointCommittee", "covers", "IntegratedCareSystem"),
        ("SystemLevel", "sameSizeAs", "Council"),
        ("Group", "supports", "Post"),
        ("Meeting", "supports", "Group"),
        ("IntegratedCareSystem", "engagesWith", "Council"),
        ("CombinedAuthority", "negotiatesWith", "GovernmentDepartment"),
        ("ProfessionalGroup", "approves", "GoverningBody"),
        ("NHSEngland", "signsOff", "Document"),
        ("SubICBLocation", "commissions", "GPPractice"),
        ("NHSTrust", "inGeographyOf", "SustainabilityAndTransformationPartnership"),
        ("Document", "comparedWith", "Document"),
        ("HealthAndWellbeingBoard", "atLevel", "SystemLevel"),
    ],
)
def test_a_relation_that_real_sources_state_is_permitted(
    ontology: Ontology, subject: str, relation: str, object_: str
) -> None:
    assert ontology.permits(relation, subject, object_)


@pytest.mark.parametrize(
    ("subject", "relation", "object_"),
    [
        ("ClinicalCommissioningGroup", "subOrganisationOf", "IntegratedCareSystem"),
        ("IntegratedCarePartnership", "subOrganisationOf", "Organisation"),
        ("GeographicArea", "accountableTo", "NHSEngland"),
        ("Population", "accountableTo", "NHSEngland"),
        ("Post", "holdsPost", "Person"),
        ("Organisation", "holdsRole", "Organisation"),
        ("Service", "commissions", "ClinicalCommissioningGroup"),
        ("Person", "partOf", "Organisation"),
        ("Document", "memberOf", "Board"),
        ("Organisation", "covers", "Person"),
        ("Workstream", "committeeOf", "IntegratedCareSystem"),
        ("Organisation", "locatedWithin", "Place"),
        ("Document", "receives", "Board"),
    ],
)
def test_a_relation_that_makes_no_sense_is_refused(
    ontology: Ontology, subject: str, relation: str, object_: str
) -> None:
    assert not ontology.permits(relation, subject, object_)


def test_every_relation_has_permitted_ends_that_exist(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        assert set(relation.declared_subjects) <= relation.subjects <= ontology.types.keys(), relation.name
        assert set(relation.declared_objects) <= relation.objects <= ontology.types.keys(), relation.name
        assert relation.declared_subjects, relation.name
        assert relation.declared_objects, relation.name


def test_ends_take_in_the_kinds_of_the_types_declared(ontology: Ontology) -> None:
    chairs = ontology.relations["chairs"]
    assert chairs.declared_subjects == ("Person", "Post")
    assert chairs.subjects == {"Person", "Post", "SecretaryOfState"}


def test_symmetric_relations_read_the_same_both_ways_and_have_the_same_ends(ontology: Ontology) -> None:
    symmetric = [relation for relation in ontology.relations.values() if relation.symmetric]
    assert {relation.name for relation in symmetric} == {
        "contractsWith", "coTerminousWith", "sameSizeAs", "negotiatesWith", "comparedWith",
    }  # fmt: skip
    assert all(r.label == r.inverse_label and r.subjects == r.objects for r in symmetric)


def test_labels_read_from_subject_to_object_and_back(ontology: Ontology) -> None:
    accountable = ontology.relations["accountableTo"]
    assert (accountable.label, accountable.inverse_label) == ("is accountable to", "holds to account")


def test_neo4j_types_are_spelt_from_the_name(ontology: Ontology) -> None:
    assert ontology.relations["accountableTo"].neo4j_type == "ACCOUNTABLE_TO"
    assert ontology.relations["coTerminousWith"].neo4j_type == "CO_TERMINOUS_WITH"
    assert ontology.relations["leads"].neo4j_type == "LEADS"


def test_accountability_lies_under_org_linked_to_and_never_under_org_reports_to(ontology: Ontology) -> None:
    assert ontology.relations["accountableTo"].mappings == ("http://www.w3.org/ns/org#linkedTo",)
    assert ontology.relations["reportsTo"].mappings == ("http://www.w3.org/ns/org#reportsTo",)


def test_ods_relationships_say_which_way_they_run(ontology: Ontology) -> None:
    same = {code: r.name for r in ontology.relations.values() for code in r.ods_relationships}
    turned = {code: r.name for r in ontology.relations.values() for code in r.ods_inverse_relationships}
    assert same == {
        "RE2": "subOrganisationOf", "RE3": "directedBy", "RE5": "inGeographyOf", "RE6": "operatedBy",
        "RE8": "memberOf",
    }  # fmt: skip
    assert turned == {"RE4": "commissions"}


# Facts, lists and rules


def test_fact_properties_say_what_their_values_are(ontology: Ontology) -> None:
    kinds = {name: found.value_kind for name, found in ontology.properties.items()}
    assert {name for name, kind in kinds.items() if kind != "text"} == {"population", "count", "figure"}
    assert (kinds["population"], kinds["figure"], kinds["membershipRule"]) == ("either", "either", "text")


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("phases", "not-stated planned shadow established"),
        ("certainties", "stated reported inferred uncertain disputed denied rule"),
        ("bases", "explicit layout reported inferred rule"),
        ("capacities", "chair co-chair vice-chair voting-member member non-voting-member deputy observer"),
        ("levels", "national region system sub-region place neighbourhood"),
        ("event-kinds", "establishment merger split transfer rename abolition commencement consultation decision vote "
                        "meeting publication"),
        ("gap-reasons", "not-stated not-read vacant not-published to-be-confirmed"),
    ],
)  # fmt: skip
def test_closed_lists_hold_exactly_these_values(ontology: Ontology, scheme: str, names: str) -> None:
    assert list(ontology.schemes[scheme]) == names.split()


def test_open_lists_hold_the_usual_roles_and_topics(ontology: Ontology) -> None:
    assert ontology.schemes["roles"]["ics-lead"].label == "ICS lead"
    assert ontology.schemes["roles"]["chief-officer"].iri == f"{NAMESPACE}role-chief-officer"
    assert {"accountability", "chair", "terms-of-reference", "other"} <= ontology.schemes["gap-topics"].keys()


def test_levels_rank_from_national_down_to_neighbourhood(ontology: Ontology) -> None:
    assert [concept.rank for concept in ontology.schemes["levels"].values()] == [1, 2, 3, 4, 5, 6]


# The law


def test_the_lines_that_the_law_makes_are_these_with_their_sections_and_days(ontology: Ontology) -> None:
    """Each line was held against its section; a new one has to be, too, before it is written here."""
    lines = {
        rule.name: (rule.subject_types, rule.relation, rule.object_type, rule.section, rule.since, rule.until)
        for rule in ontology.rules
        if rule.relation is not None
    }
    ccg, icb, trust, ft = ("ClinicalCommissioningGroup",), ("IntegratedCareBoard",), ("NHSTrust",), ("FoundationTrust",)
    nhse, sos = "NHSEngland", "SecretaryOfState"
    assert lines == {
        "ccg-assessment": (ccg, "assessedBy", nhse, "section 14Z16(1)", "2013-04-01", "2022-06-30"),
        "ccg-directions": (ccg, "underDirectionsOf", nhse, "section 14Z21", "2013-04-01", "2022-06-30"),
        "ccg-annual-report": (ccg, "sendsAnnualReportTo", nhse, "section 14Z15(5)", "2013-04-01", "2022-06-30"),
        "icb-assessment": (icb, "assessedBy", nhse, "section 14Z59(1)", "2022-07-01", None),
        "icb-directions": (icb, "underDirectionsOf", nhse, "section 14Z61", "2022-07-01", None),
        "icb-directions-on-money": (icb, "underDirectionsOf", nhse, "section 223GB", "2022-07-01", None),
        "icb-annual-report": (icb, "sendsAnnualReportTo", nhse, "section 14Z58(6)(a)", "2022-07-01", None),
        "icb-accounts": (icb, "sendsAccountsTo", nhse, "Schedule 1B, paragraph 22(8)", "2022-07-01", None),
        "nhs-england-mandate": ((nhse,), "underMandateOf", sos, "sections 13A(7) and 13B(1)", "2013-04-01", None),
        "nhs-england-assessment": ((nhse,), "assessedBy", sos, "section 13U(4)", "2013-04-01", None),
        "nhs-england-directions-on-failure": (
            (nhse,), "underDirectionsOf", sos, "section 13Z2", "2013-04-01", "2022-06-30",
        ),
        "nhs-england-directions": ((nhse,), "underDirectionsOf", sos, "sections 13ZC and 13ZD", "2022-07-01", None),
        "nhs-trust-directions-secretary-of-state": (
            trust, "underDirectionsOf", sos, "section 8(1) and (2)(c)", "2007-03-01", None,
        ),
        "nhs-trust-directions-nhs-england": (trust, "underDirectionsOf", nhse, "section 27B", "2022-07-01", None),
        "nhs-trust-annual-report": (
            trust, "sendsAnnualReportTo", nhse, "Schedule 4, paragraph 12(1)", "2022-07-01", None,
        ),
        "nhs-trust-licence": (trust, "licensedBy", nhse, "sections 81 and 87A", "2023-04-01", None),
        "ft-licence": (ft, "licensedBy", nhse, "sections 81(1) and 88", "2022-07-01", None),
        "ft-accounts-copy": (ft, "sendsAccountsTo", nhse, "Schedule 7, paragraph 25(4)(b)", "2022-07-01", None),
        "ft-annual-report": (ft, "sendsAnnualReportTo", nhse, "Schedule 7, paragraph 26(1)", "2022-07-01", None),
        "ft-governors": (
            ft, "directorsHeldToAccountBy", "CouncilOfGovernors", "Schedule 7, paragraph 10A", "2013-04-01", None,
        ),
    }  # fmt: skip


def test_no_rule_puts_the_word_accountable_in_the_mouth_of_an_act(ontology: Ontology) -> None:
    assert "accountableTo" not in {rule.relation for rule in ontology.rules}
    assert not [rule.name for rule in ontology.rules if "accountable to" in f"{rule.label} {rule.definition}".lower()]


def test_a_rule_makes_a_line_only_where_its_words_were_read_and_its_object_is_found(ontology: Ontology) -> None:
    lines = [rule for rule in ontology.rules if rule.relation is not None]
    assert {rule.reading for rule in lines} == {"read"}
    assert all(rule.since for rule in lines)
    assert all(rule.reached_by or ontology.types[rule.object_type].singleton for rule in lines)


def test_every_provision_cites_a_section_of_its_own_on_a_page_of_that_act(ontology: Ontology) -> None:
    pages = {
        "National Health Service Act 2006": ("ukpga/2006/41/", "uksi/2013/218/", "ukpga/2012/7/section/151"),
        "Health and Social Care Act 2012": ("ukpga/2012/7/", "ukpga/2022/31/"),
        "Local Government and Public Involvement in Health Act 2007": ("ukpga/2007/28/",),
        "Health and Social Care Act 2008": ("ukpga/2022/31/",),
        "National Health Service (Joint Working and Delegation Arrangements) (England) Regulations 2022": (
            "uksi/2022/642/",
        ),
        "Local Authority (Public Health, Health and Wellbeing Boards and Health Scrutiny) Regulations 2013": (
            "uksi/2013/218/",
        ),
    }
    for provision in (*ontology.rules, *ontology.seats):
        page = provision.legislation.removeprefix("https://www.legislation.gov.uk/")
        assert page.startswith(pages[provision.legal_basis]), provision.name
        assert provision.section, provision.name


def test_a_rule_for_nhs_trusts_binds_neither_foundation_trusts_nor_trusts_of_either_sort(ontology: Ontology) -> None:
    rule = next(rule for rule in ontology.rules if rule.name == "nhs-trust-directions-nhs-england")
    assert ontology.bound_by(rule) == {"NHSTrust"}
    assert ontology.perhaps_bound_by(rule) == {"AmbulanceTrust", "MentalHealthTrust"}
    both = next(rule for rule in ontology.rules if rule.name == "trust-scrutiny")
    assert ontology.bound_by(both) == ontology.kinds_of("NHSTrust")


def test_what_was_read_tells_how_far_a_rule_is_known(ontology: Ontology) -> None:
    rules = {rule.name: rule for rule in ontology.rules}
    assert rules["ccg-assessment"].known_to == "2022-06-30"
    assert rules["icb-assessment"].known_to == "2025-09-01"
    # Something of a later day speaks of it as in force.
    assert (rules["ft-governors"].read_to, rules["ft-governors"].known_to) == ("2013-04-01", "2025-12-18")
    assert rules["pct-directions-secretary-of-state"].remarks.endswith(
        "The words were not read, so that no line follows from it. That the paragraph named primary care trusts is "
        "general knowledge."
    )


def test_seats_that_are_law_are_kept_as_data(ontology: Ontology) -> None:
    seats = {seat.name: seat for seat in ontology.seats}
    chair = seats["icb-chair"]
    assert (chair.seat_on, chair.least, chair.most) == ("IntegratedCareBoard", 1, 1)
    assert (chair.appointed_by, chair.approved_by) == ("NHS England", "the Secretary of State")
    assert (seats["hwb-ccgs"].until, seats["hwb-icbs"].since) == ("2022-06-30", "2022-07-01")
    assert seats["governors-staff"].organ == "council of governors"
    boards = {(seat.seat_on, seat.organ) for seat in ontology.seats}
    assert {
        ("IntegratedCarePartnership", None),
        ("HealthAndWellbeingBoard", None),
        ("FoundationTrust", "board of directors"),
    } <= boards


def test_definitions_are_sentences_and_labels_are_not(ontology: Ontology) -> None:
    lists = [concept for scheme in ontology.schemes.values() for concept in scheme.values()]
    said = {kind.name: (kind.label, kind.definition) for kind in ontology.types.values()}
    said |= {relation.name: (relation.label, relation.definition) for relation in ontology.relations.values()}
    said |= {found.name: (found.label, found.definition) for found in ontology.properties.values()}
    said |= {concept.iri: (concept.label, concept.definition) for concept in lists}
    for name, (label, definition) in said.items():
        assert definition.endswith("."), name
        assert not label.endswith("."), name


# The Turtle itself


def test_rdflib_reads_the_same_number_of_triples_as_pyoxigraph() -> None:
    import pyoxigraph
    import rdflib

    file = shipped("ontology") / "ics.ttl"
    read = set(pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(rdflib.Graph().parse(file, format="turtle")) == len(read)


def test_every_term_of_ours_that_the_turtle_uses_is_declared_in_it() -> None:
    import rdflib

    graph = rdflib.Graph().parse(shipped("ontology") / "ics.ttl", format="turtle")
    used = {term for triple in graph for term in triple if str(term).startswith(NAMESPACE)}
    used -= {term for term in used if isinstance(term, rdflib.Literal)}
    assert {str(term) for term in used - set(graph.subjects())} == set()


def test_importing_the_ontology_brings_in_no_heavy_package() -> None:
    code = (
        "import sys, ics_graph.ontology\n"
        "print(sorted({'pyoxigraph', 'rdflib', 'pydantic', 'networkx'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


# What the loader refuses


def test_the_small_ontology_of_these_tests_is_sound(tmp_path: Path) -> None:
    small = load_text(tmp_path, SMALL)
    assert (small.iri, small.version) == ("https://w3id.org/ics-graph/ontology", "0.1")
    assert small.permits("reportsTo", "Trust", "Office")


def test_a_type_exists_from_its_own_first_day_or_from_that_of_the_type_above_it(tmp_path: Path) -> None:
    kind = 'ics:{} a owl:Class ; rdfs:subClassOf ics:{} ; rdfs:label "{}"@en ; skos:definition "One."@en {}.\n'
    own = '; ics:existsFrom "2004-04-01"^^xsd:date ; ics:existsFromBasis "Another Act"@en '
    first = '"RO197" ; ics:existsFrom "1991"^^xsd:gYear ; ics:existsFromBasis "An Act"@en ;'
    text = SMALL.replace('"RO197" ;', first) + kind.format("Wing", "Trust", "wing", "")
    types = load_text(tmp_path, text + kind.format("Free", "Trust", "free", own)).types
    assert {
        name: (str(types[name].exists_from), types[name].exists_from_basis) for name in ("Trust", "Wing", "Free")
    } == {
        "Trust": ("1991", "An Act"),
        "Wing": ("1991", "An Act"),
        "Free": ("2004-04-01", "Another Act"),
    }
    assert types["Office"].exists_from is None


def test_every_first_day_of_the_shipped_ontology_says_what_it_rests_on(ontology: Ontology) -> None:
    first_days = {name: kind.exists_from for name, kind in ontology.types.items() if kind.exists_from}
    assert all(len(ontology.types[name].exists_from_basis or "") > 15 for name in first_days)
    # A trust of today may have been another kind of trust on the day that a register gives.
    assert not {"NHSTrust", "FoundationTrust", "Council", "SecretaryOfState"} & set(first_days)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"A trust."@en', '"A trust."@en ; rdfs:comment "x"@en', "Trust: unknown predicate rdfs:comment"),
        ('"A trust."@en', '"A trust."', "Trust: skos:definition must be en, not xsd:string"),
        ('"trust"@en', '""@en', "Trust: rdfs:label cannot be ''"),
        ("ics:singleton true", "ics:singleton ics:Office",
         "Office: ics:singleton must be xsd:boolean, not IRI"),
        ("ics:singleton true", 'ics:singleton "yes"^^xsd:boolean', "Office: ics:singleton cannot be 'yes'"),
        ("ics:rank 1", 'ics:rank "one"^^xsd:integer', "phase-planned: ics:rank cannot be 'one'"),
        ("ics:Trust a owl:Class ; ", "ics:Trust ", "Trust: it has no type"),
        ("ics:Trust a owl:Class", "ics:Trust a owl:Thing", "Trust: no subject has the types owl:Thing"),
        ("ics:Trust a owl:Class", "ics:Trust a owl:Class ; ics:valueKind 'text'",
         "Trust: ics:valueKind has no meaning on a type"),
        ('rdfs:label "trust"@en ; ', "", "Trust: rdfs:label is missing"),
        ('; skos:definition "A trust."@en', "", "Trust: skos:definition is missing"),
        ('"trust"@en', '"trust"@en , "a trust"@en', "Trust: rdfs:label is given 2 times"),
        ("ics:Entity , org:F", "ics:Office , ics:Entity , org:F",
         "Trust: it must have 1 parents among the classes here, not 2"),
        ("ics:Entity , org:F", "org:F", "Trust: it must have 1 parents among the classes here, not 0"),
        ("ics:Entity , org:F", "ics:Body , org:F", "Trust: unknown class Body in rdfs:subClassOf"),
        ("ics:Entity , org:F", "ics:Trust , org:F", "Trust: rdfs:subClassOf goes in a circle: Trust → Trust"),
        ("ics:Office a owl:Class ;", 'ics:Office a owl:Class ; skos:notation "T" ;',
         "Office: skos:notation T is also that of Trust"),
        ("ics:Office a owl:Class ;", 'ics:Office a owl:Class ; ics:odsRole "RO197" ;',
         "Office: ics:odsRole RO197 is also that of Trust"),
        ('"RO197" ;', '"RO197" ; ics:existsFrom "1991"^^xsd:gYear ;',
         "Trust: ics:existsFrom and ics:existsFromBasis go together"),
        ('"RO197" ;', '"RO197" ; ics:existsFromBasis "An Act"@en ;',
         "Trust: ics:existsFrom and ics:existsFromBasis go together"),
        ('"RO197" ;', '"RO197" ; ics:existsFrom "1991-02-30"^^xsd:date ; ics:existsFromBasis "An Act"@en ;',
         "Trust: ics:existsFrom is no date: 1991-02-30"),
        ('"RO197" ;', '"RO197" ; ics:existsFrom "91"^^xsd:gYear ; ics:existsFromBasis "An Act"@en ;',
         "Trust: ics:existsFrom cannot be '91'"),
        ('"RO197" ;', '"RO197" ; ics:existsFrom "1991" ; ics:existsFromBasis "An Act"@en ;',
         "Trust: ics:existsFrom must be xsd:date, not xsd:string"),
        ('"RO197"', '"197"', r"Trust: 197 is no ODS code of the form RO\d+(\+RO\d+)*"),
        ('"RE9"', '"RO9"', r"reportsTo: RO9 is no ODS code of the form RE\d+"),
        ("domainIncludes ics:Trust", "domainIncludes ics:Body",
         "reportsTo: unknown class ics:Body in schema:domainIncludes"),
        ("rangeIncludes ics:Office", "rangeIncludes org:Post",
         "reportsTo: unknown class org:Post in schema:rangeIncludes"),
        ("subPropertyOf ics:reporting", "subPropertyOf ics:reporting , ics:support",
         "reportsTo: it must belong to one family, not 2"),
        ("subPropertyOf ics:reporting", "subPropertyOf org:reportsTo",
         "reportsTo: it must belong to one family, not 0"),
        ("subPropertyOf ics:reporting", "subPropertyOf ics:scrutiny",
         "reportsTo: unknown family scrutiny in rdfs:subPropertyOf"),
        ('ics:inverseLabel "hears"@en ;', "", "reportsTo: ics:inverseLabel is missing"),
        ('ics:valueKind "text"', 'ics:valueKind "date"',
         "note: ics:valueKind must be number, text or either, not date"),
        ("inScheme ics:Phases", "inScheme ics:Stages",
         "phase-planned: unknown scheme Stages in skos:inScheme"),
        ('notation "planned"', 'notation "proposed"',
         "phase-planned: its name must end with its skos:notation, proposed"),
        ("ics:note a", "ics:Note a", "Note: the name of a property has the form [a-z][A-Za-z0-9]*"),
        ('"2013-04-01"', '"2013-02-30"', "rule-one: ics:from is no date: 2013-02-30"),
        ('"2013-04-01"', '"20130401"', "rule-one: ics:from cannot be '20130401'"),
        ('"2022-06-30"', '"2012-06-30"', "rule-one: ics:until 2012-06-30 lies before ics:from 2013-04-01"),
        ("objectType ics:Office", "objectType ics:Trust",
         "rule-one: reportsTo may not run from Trust to Trust"),
        ("objectType ics:Office", "objectType ics:Body", "rule-one: unknown name Body in the rule"),
        ("www.legislation.gov.uk", "example.org",
         "rule-one: ics:legislation must be a page of https://www.legislation.gov.uk/"),
        ("ontology> a owl:Ontology ; owl:versionInfo \"0.1\" .", "x> a skos:ConceptScheme .",
         "owl:Ontology: exactly one subject must have this type, not 0"),
    ],
)  # fmt: skip
def test_what_is_outside_the_closed_vocabulary_is_refused_by_name(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in SMALL
    assert problem in problems_of(tmp_path, SMALL.replace(old, new))


def test_two_concepts_of_one_list_cannot_share_a_name(tmp_path: Path) -> None:
    twin = """
        ics:stage-planned a skos:Concept ; skos:inScheme ics:Phases ; skos:notation "planned" ;
            skos:prefLabel "planned"@en ; skos:definition "Meant."@en .
    """
    assert problems_of(tmp_path, SMALL + twin) == (
        "stage-planned: skos:notation planned is also that of phase-planned",
    )


def test_a_circle_of_classes_is_named_by_each_class_on_it_and_by_no_other(tmp_path: Path) -> None:
    text = SMALL.replace("ics:Entity , org:F", "ics:Office , org:F").replace(
        "ics:Office a owl:Class ; rdfs:subClassOf ics:Entity",
        "ics:Office a owl:Class ; rdfs:subClassOf ics:Trust",
    )
    under = 'ics:Ward a owl:Class ; rdfs:subClassOf ics:Trust ; rdfs:label "w"@en ; skos:definition "W."@en .'
    assert problems_of(tmp_path, text + under) == (
        "Trust: rdfs:subClassOf goes in a circle: Trust → Office → Trust",
        "Office: rdfs:subClassOf goes in a circle: Office → Trust → Office",
    )


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = (
        SMALL.replace('rdfs:label "trust"@en ; ', "")
        .replace("subPropertyOf ics:reporting", "subPropertyOf ics:scrutiny")
        .replace('"2013-04-01"', '"2013-02-30"')
    )
    with pytest.raises(OntologyError) as caught:
        load_text(tmp_path, text)
    assert str(caught.value).splitlines() == [
        "Trust: rdfs:label is missing",
        "reportsTo: unknown family scrutiny in rdfs:subPropertyOf",
        "rule-one: ics:from is no date: 2013-02-30",
    ]


def test_a_subject_outside_the_namespace_is_refused(tmp_path: Path) -> None:
    text = SMALL + 'org:Post a owl:Class ; rdfs:subClassOf ics:Entity ; rdfs:label "p"@en ; skos:definition "P."@en .'
    assert problems_of(tmp_path, text) == (
        "http://www.w3.org/ns/org#Post: it is not in the namespace https://w3id.org/ics-graph/ontology#",
    )


def test_a_blank_node_is_refused(tmp_path: Path) -> None:
    assert "a blank node: it has no type" in problems_of(tmp_path, SMALL + '[] rdfs:label "nobody"@en .')


def test_broken_turtle_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "@prefix ics: <https://w3id.org/ics-graph/ontology#> .\n\nics:Trust a .\n")
    assert problem.startswith(f"{tmp_path / 'small.ttl'}, line 3: ")


def test_a_folder_is_read_whole_so_that_a_second_file_can_add_a_type(tmp_path: Path) -> None:
    (tmp_path / "ics.ttl").write_text(SMALL, encoding="utf-8")
    prefixes = SMALL.partition("<https://w3id.org/ics-graph/ontology> a")[0]
    ward = 'ics:Ward a owl:Class ; rdfs:subClassOf ics:Trust ; rdfs:label "w"@en ; skos:definition "W."@en .'
    (tmp_path / "more.ttl").write_text(prefixes + ward, encoding="utf-8")
    assert load_ontology(tmp_path).permits("reportsTo", "Ward", "Office")


def test_a_folder_without_turtle_is_not_an_empty_ontology(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"has no \.ttl file"):
        load_ontology(tmp_path)


# Where the shipped files are


def installed_in(folder: Path) -> ModuleType:
    """Return ``ics_graph.package_data`` as it runs when the package lies in ``folder``."""
    package = folder / "ics_graph"
    package.mkdir()
    copy = shutil.copy(CHECKOUT / "ics_graph" / "package_data.py", package)
    spec = importlib.util.spec_from_file_location("package_data_elsewhere", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_ontology_of_this_checkout_is_the_one_at_its_top() -> None:
    assert shipped("ontology") == CHECKOUT / "ontology"
    assert (shipped("ontology") / "ics.ttl").is_file()


def test_an_installed_wheel_uses_the_data_in_the_package(tmp_path: Path) -> None:
    package_data = installed_in(tmp_path)
    for kind in ("ontology", "seeds", "examples"):
        (tmp_path / "ics_graph" / "_data" / kind).mkdir(parents=True)
        assert package_data.shipped(kind) == tmp_path / "ics_graph" / "_data" / kind


def test_a_checkout_wins_over_a_stale_copy_in_the_package(tmp_path: Path) -> None:
    package_data = installed_in(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    for kind in ("ontology", "seeds", "examples"):
        (tmp_path / kind).mkdir()
        (tmp_path / "ics_graph" / "_data" / kind).mkdir(parents=True)
        assert package_data.shipped(kind) == tmp_path / kind


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="the shipped seeds should be in"):
        installed_in(tmp_path).shipped("seeds")

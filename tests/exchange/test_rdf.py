"""RDF out and back: from every syntax the same dataset, to rdflib the same graph, and no plan taken for true."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from ics_graph.dataset import read_datasets
from ics_graph.dates import PartialDate
from ics_graph.errors import FormatError
from ics_graph.exchange.formats import ExportInput, ImportInput, all_exports, all_imports
from ics_graph.exchange.import_report import ImportFailed
from ics_graph.exchange.rdf import jsonld_pieces
from ics_graph.exchange.rdf.from_triples import NotCanonical, dataset_of
from ics_graph.exchange.rdf.importer import SYNTAXES
from ics_graph.exchange.rdf.to_triples import triples
from ics_graph.exchange.rdflib import to_rdflib
from ics_graph.exchange.terms import BASE, ESCAPED, ICS, SKOS, Value, iri_of, record_of
from ics_graph.model import (
    About,
    Claim,
    Dataset,
    Entity,
    Event,
    Fact,
    KindSpell,
    NameSpell,
    Participant,
    PhaseSpell,
    Relation,
    Source,
)
from ics_graph.ontology import Ontology, load_ontology
from ics_graph.stores.sqlite.building import build
from tests.asking import NENC, SMALL
from tests.conftest import Ics
from tests.stores.contract.strategies import rich_datasets

ORG = Namespace("http://www.w3.org/ns/org#")
TIME = Namespace("http://www.w3.org/2006/time#")
GOLDEN = Path(__file__).parent / "golden"
FORBIDDEN = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
# Every way to write: the format, and its options.
WAYS: list[tuple[str, dict[str, str]]] = [
    *((syntax, {}) for syntax in SYNTAXES),
    ("trig", {"graphs": "sources"}),
    ("nquads", {"graphs": "sources"}),
]
way = pytest.mark.parametrize(
    ("syntax", "options"), WAYS, ids=["-".join([syntax, *options.values()]) for syntax, options in WAYS]
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def small() -> Dataset:
    return read_datasets([SMALL]).dataset


def written(dataset: Dataset, syntax: str = "turtle", **options: str) -> bytes:
    out = io.BytesIO()
    all_exports()[syntax].function(ExportInput(dataset, load_ontology()), out, **options)
    return out.getvalue()


def parsed(text: bytes, syntax: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=getattr(ox.RdfFormat, SYNTAXES[syntax][1])))


Back = Callable[..., Dataset]


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> Back:
    """Reads a text with the import of its syntax, from a file as a user would."""
    path = tmp_path_factory.mktemp("rdf") / "graph"

    def read(text: bytes, syntax: str = "turtle", given: ImportInput | None = None, **options: str) -> Dataset:
        path.write_bytes(text)
        dataset: Dataset = all_imports()[syntax].function(given or ImportInput([path], load_ontology()), **options)
        return dataset

    return read


@way
@pytest.mark.parametrize("folder", [SMALL, NENC], ids=lambda path: path.name)
def test_model_to_rdf_to_model_is_equality(folder: Path, syntax: str, options: dict[str, str], back: Back) -> None:
    dataset = read_datasets([folder]).dataset
    text = written(dataset, syntax, **options)
    assert back(text, syntax) == dataset
    assert written(dataset, syntax, **options) == text


def test_json_ld_that_is_taken_apart_says_the_same(
    small: Dataset, back: Back, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(jsonld_pieces, "_LONG_ENOUGH", 100)
    text, file = written(small, "jsonld"), tmp_path / "graph.jsonld"
    file.write_bytes(text)
    assert len(list(jsonld_pieces.pieces(file))) > 20
    assert back(text, "jsonld") == small
    # As another tool lays it out, it is read whole.
    laid_out = json.dumps(json.loads(text), indent=2).encode()
    file.write_bytes(laid_out)
    assert list(jsonld_pieces.pieces(file)) == []
    assert back(laid_out, "jsonld") == small


def test_json_ld_that_is_damaged_far_down_is_told_by_the_line_of_the_file(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = written(small, "jsonld")
    damaged = text.replace(b'{"@id": "id:relation/', b'{"@id" "id:relation/', 1)
    line = next(number for number, row in enumerate(damaged.split(b"\n"), 1) if b'{"@id" ' in row)
    monkeypatch.setattr(jsonld_pieces, "_LONG_ENOUGH", 100)
    (told,) = problems(tmp_path, "jsonld", damaged)
    assert told.startswith(f"graph0:{line}: this is not JSON-LD: ")
    (cut,) = problems(tmp_path, "jsonld", text[: len(text) // 2])
    assert "this is not JSON-LD: " in cut


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dataset=rich_datasets())
def test_any_dataset_comes_back_equal_from_every_syntax(dataset: Dataset, back: Back) -> None:
    for syntax, options in WAYS:
        assert back(written(dataset, syntax, **options), syntax) == dataset


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, in its reader of JSON-LD
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dataset=rich_datasets())
def test_rdflib_reads_from_every_syntax_the_very_graph_that_to_rdflib_builds(dataset: Dataset) -> None:
    built = set(to_rdflib(dataset))
    for syntax, theirs in RDFLIB.items():
        read = set(Graph().parse(data=written(dataset, syntax), format=theirs))
        if syntax == "rdfxml":  # XML cannot hold what these texts hold
            read = {triple for triple in read if getattr(triple[2], "datatype", None) != URIRef(ESCAPED)}
            assert read <= built
            assert all(set(str(end)) & FORBIDDEN for _, _, end in built - read)
        else:
            assert read == built, syntax


@way
def test_each_syntax_holds_the_triples_of_the_canonical_form(
    small: Dataset, ontology: Ontology, syntax: str, options: dict[str, str]
) -> None:
    held = {
        (str(quad.subject).strip("<>"), quad.predicate.value, getattr(quad.object, "value", ""))
        for quad in parsed(written(small, syntax, **options), syntax)
    }
    assert held == {(s, p, o.value) for s, p, o in triples(small, ontology)}


@way
def test_what_is_written_is_what_it_was(small: Dataset, syntax: str, options: dict[str, str]) -> None:
    """Golden files: a change of what is written is a change for everybody who reads it, so it is made on purpose."""
    name = "-".join([syntax, *options.values()])
    assert written(few(), syntax, **options) == (GOLDEN / name).read_bytes()


def few() -> Dataset:
    """A dataset of one record of most kinds, with what has to be escaped."""
    source = Source("minutes", 'Minutes of "Anytown" & more', date=PartialDate(2019, 6))
    claim = Claim("minutes", "p. 2", said_by="the chair", recorded=PartialDate(2020, 1, 2))
    denial = Claim("letter", "a bell: \a", stance="denies", observed="never")
    return Dataset(
        (About("few", "A few", uses=("b", "a")),),
        {"minutes": source, "letter": Source("letter", "Letter", not_before=PartialDate(2018))},
        {
            "ccg": Entity("ccg", "ClinicalCommissioningGroup", "Ærø CCG\n\\", ("A", "B"), claims=(claim,)),
            "board": Entity(
                "board",
                "Board",
                "Board <1>",
                phases=(PhaseSpell("planned", claims=(claim,)),),
                names=(NameSpell("Group & Co", until=PartialDate(2018, 3), claims=(claim,)),),
                kinds=(KindSpell("Group"), KindSpell("Board", PartialDate(2018, 4, 1), claims=(claim,))),
            ),
        },
        {
            "member": Relation(
                "member", "ccg", "memberOf", "board", voting=False, since=PartialDate(2013), claims=(claim,)
            ),
            "denied": Relation("denied", "ccg", "accountableTo", "board", claims=(denial,)),
        },
        {"people": Fact("people", "ccg", "population", 0.5, "million", approximately=True, claims=(claim,))},
        {
            "end": Event(
                "end",
                "abolition",
                "End",
                PartialDate(2020, 3, 31),
                participants=(Participant("ccg", "original"),),
                claims=(claim,),
            )
        },
    )


@way
@pytest.mark.parametrize("base", ["https://example.org/anytown/", "urn:example:é&'x#", "http://a/?q=1&r=/"])
def test_another_base_comes_back_the_same(
    small: Dataset, base: str, syntax: str, options: dict[str, str], back: Back
) -> None:
    text = written(small, syntax, base=base, **options)
    assert BASE.encode() not in text
    assert back(text, syntax, base=base) == small


def test_there_is_no_blank_node(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    assert all(isinstance(term, URIRef) for s, p, _ in graph for term in (s, p))
    assert all(isinstance(o, URIRef | Literal) for o in graph.objects())


def test_only_stated_memberships_that_nobody_merely_plans_are_org_memberships(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    found = {record_of(str(s)) for s in graph.subjects(RDF.type, ORG.Membership)}
    assert found == {
        ("relations", "ccg-north:memberOf:board:2018-04-01"),
        ("relations", "trust:memberOf:board:2018-04-01"),
        ("relations", "trust:memberOf:board:2019-03-01"),
    }


def test_there_are_no_shortcuts_that_a_consumer_could_take_for_true_now(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    for shortcut in (ORG.memberOf, ORG.reportsTo, ORG.subOrganizationOf, ORG.unitOf, ORG.linkedTo):
        assert (None, shortcut, None) not in graph


def test_dates_keep_their_precision(ontology: Ontology) -> None:
    graph = to_rdflib(read_datasets([SMALL]).dataset, ontology)
    line = URIRef(iri_of("relations", "group-c:accountableTo:group-b:2013"))
    assert graph.value(line, URIRef(ICS + "from")) == Literal("2013", datatype=XSD.gYear)
    start = graph.value(graph.value(line, URIRef(ICS + "during")), TIME.hasBeginning)
    assert graph.value(start, TIME.inXSDgYear) == Literal("2013", datatype=XSD.gYear)
    other = URIRef(iri_of("relations", "ics:accountableTo:nhse:2018-10"))
    assert graph.value(other, URIRef(ICS + "from")) == Literal("2018-10", datatype=XSD.gYearMonth)


def test_ids_of_any_characters_make_iris_and_come_back() -> None:
    for id_ in ("a:b~c", "rôle/ß", "a b?c#d%e", "日本"):
        assert record_of(iri_of("entities", id_)) == ("entities", id_)
    assert record_of("https://example.org/other") is None


@pytest.mark.parametrize("base", ["", "anytown", "https://example.org/x", "https://example.org/a b/", "http://a/<>/"])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_base_that_cannot_begin_an_iri_is_refused(small: Dataset, base: str, syntax: str) -> None:
    with pytest.raises(FormatError, match="cannot begin an IRI; write one that ends with / or #"):
        written(small, syntax, base=base)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_half_a_character_is_refused_with_words(syntax: str) -> None:
    source = Source("minutes", "Minutes \ud800")
    with pytest.raises(
        ValueError, match=r"source/minutes> cannot be written: .*title> holds half of a character \(U\+D800"
    ):
        written(Dataset(sources={"minutes": source}), syntax)
    with pytest.raises(FormatError, match="an id holds half of a character"):
        written(Dataset(sources={"\udfff": Source("\udfff", "Minutes")}), syntax)


@given(id_=st.text(min_size=1, max_size=8))
def test_any_id_makes_an_iri_and_comes_back(id_: str) -> None:
    iri = iri_of("entities", id_)
    assert ox.NamedNode(iri).value == iri
    assert record_of(iri) == ("entities", id_)


def test_two_folders_of_one_name_are_refused() -> None:
    with pytest.raises(FormatError, match="two dataset folders are named 'a'"):
        written(Dataset((About("a", "A"), About("a", "B"))))


def test_an_event_that_took_place_is_an_org_change_event_and_a_planned_one_is_not(small: Dataset) -> None:
    graph = to_rdflib(small)
    event = URIRef(iri_of("events", "merger-2020"))
    assert set(graph.objects(event, ORG.originalOrganization)) == {URIRef(iri_of("entities", "ccg-north"))}
    assert set(graph.objects(event, ORG.resultingOrganization)) == {URIRef(iri_of("entities", "ccg-south"))}
    planned = replace(small.events["merger-2020"], phases=(PhaseSpell("planned"),))
    graph = to_rdflib(replace(small, events={planned.id: planned}))
    assert (event, RDF.type, ORG.ChangeEvent) not in graph
    assert (None, ORG.originalOrganization, None) not in graph


def in_graphs(dataset: Dataset, subject: str) -> set[str]:
    """Return the graphs in which something is said of a subject; the default one is nameless."""
    quads = parsed(written(dataset, "trig", graphs="sources"), "trig")
    graphs = {str(getattr(quad.graph_name, "value", "")) for quad in quads if str(quad.subject) == f"<{subject}>"}
    return {(record_of(graph) or ("", ""))[1] for graph in graphs}


def test_a_graph_of_a_source_holds_what_it_supports_and_never_what_it_denies() -> None:
    dataset = few()
    assert in_graphs(dataset, iri_of("relations", "member")) == {"minutes"}
    assert in_graphs(dataset, iri_of("relations", "denied")) == {""}
    assert in_graphs(dataset, iri_of("relations", "denied") + "/claims/1") == {"letter"}
    assert in_graphs(dataset, iri_of("sources", "minutes")) == {""}


def test_a_line_of_two_sources_is_in_the_graphs_of_both() -> None:
    claims = (Claim("minutes"), Claim("letter"), Claim("plan", stance="questions"))
    dataset = replace(few(), relations={"both": Relation("both", "ccg", "partOf", "board", claims=claims)})
    assert in_graphs(dataset, iri_of("relations", "both")) == {"minutes", "letter"}
    assert in_graphs(dataset, iri_of("relations", "both") + "/claims/3") == {"plan"}


def test_lines_that_only_the_law_gives_are_never_written(ics: Ics, tmp_path: Path) -> None:
    shown = ics("ask", "accountable-to", "Northtown CCG", "--data", str(SMALL), "--format", "json")
    assert "rule:" in shown[1]
    build(tmp_path / "store.sqlite", read_datasets([SMALL]).dataset)
    for source in (["--data", str(SMALL)], ["--store", str(tmp_path / "store.sqlite")]):
        status, text, _ = ics("export", "ntriples", *source)
        assert status == 0
        assert "rule:" not in text
        assert "accountableTo" in text


# --- what is not in order -------------------------------------------------------------------------------------------

BROKEN = {
    "turtle": (b"@prefix a: <http://a/> .\na:b a:c .\n", 2),
    "ntriples": (b"<http://a/b> <http://a/c> <http://a/d> .\n<http://a/b> nothing .\n", 2),
    "nquads": (b"<http://a/b> <http://a/c> <http://a/d> .\n<http://a/b> nothing .\n", 2),
    "trig": (b"\n<http://a/g> { <http://a/b> }\n", 2),
    "rdfxml": (
        b'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a>\n</rdf:RDF>',
        4,
    ),
    "jsonld": (b'{"@graph": [\n{"@id": "http://a/b" "x": 1}]}', 2),
}


def problems(tmp_path: Path, syntax: str, *texts: bytes, suffix: str = "") -> list[str]:
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"graph{number}{suffix}")
        files[-1].write_bytes(text)
    with pytest.raises(ImportFailed) as failed:
        all_imports()[syntax].function(ImportInput(files, load_ontology()))
    return [str(problem).replace(f"{tmp_path}/", "") for problem in failed.value.problems]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_broken_file_is_told_by_line_with_a_remedy(syntax: str, tmp_path: Path) -> None:
    text, line = BROKEN[syntax]
    first, second = problems(tmp_path, syntax, text, text)
    assert first.startswith(f"graph0:{line}: this is not {SYNTAXES[syntax][0]}: ")
    assert first.endswith(f"Mend it there, or write it anew: ics-graph export {syntax}")
    assert second.startswith("graph1:")


def test_a_file_of_another_syntax_is_sent_to_its_own_import(small: Dataset, tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "turtle", written(small, "jsonld"), suffix=".jsonld")
    assert "By its name it is JSON-LD: ics-graph import jsonld graph0.jsonld" in told


def test_a_context_on_the_network_is_not_fetched(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "jsonld", b'{"@context": "https://schema.org/", "@id": "http://a/b", "name": "A"}')
    assert "nothing is fetched. Write the context into the file." in told


def test_rdf_of_others_is_sent_to_the_import_for_it(tmp_path: Path) -> None:
    text = b"<http://a/b> a <http://www.w3.org/ns/org#Organization> ."
    (told,) = problems(tmp_path, "turtle", text)
    assert "holds no record as ics-graph writes it" in told
    assert told.endswith("is for: ics-graph import org-rdf.")


def test_another_base_is_recognised_and_named(small: Dataset, tmp_path: Path) -> None:
    (told,) = problems(tmp_path, "ntriples", written(small, "ntriples", base="https://example.org/id/"))
    assert "Say --base https://example.org/id/" in told


def test_a_file_without_triples_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, "turtle", b"# nothing\n") == ["graph0: there is no triple in it. Check the file."]


def test_everything_that_is_wrong_with_records_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = f"""@prefix ics: <{ICS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}gap/x> a ics:Gap .
<{BASE}entity/a> a ics:Board ; skos:prefLabel "A" , "B" ; ics:from "soon" ; ics:claim <{BASE}entity/a/claims/1> .
<{BASE}entity/b> a ics:Board , ics:Group ; skos:prefLabel <{BASE}entity/a> ; ics:unnamed "perhaps" .
<{BASE}relation/r> a ics:Relation ; ics:relation <http://a/b> ; ics:subject <{BASE}source/s> ; ics:object "b" .
"""
    assert problems(tmp_path, "turtle", text.encode()) == [
        f"graph0:4: entities/a: <{SKOS}prefLabel> can only be one, and is 'A' and 'B'. Keep one.",
        f"graph0:4: entities/a: <{ICS}from>: 'soon' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD. "
        "A date is an xsd:gYear, xsd:gYearMonth or xsd:date.",
        f"graph0:4: entities/a: nothing is said of '{BASE}entity/a/claims/1', which <{ICS}claim> names. "
        "Export it again, or compare it with docs/reference/rdf.md.",
        f"graph0:5: entities/b: <{SKOS}prefLabel> is <{BASE}entity/a>. It is a text, no IRI.",
        f"graph0:5: entities/b: <{ICS}unnamed> is 'perhaps'. It is true or false.",
        "graph0:5: entities/b: it has 2 types of ours (Board, Group), and an entity has exactly one. "
        "Keep the most exact one, an ics: class.",
        f"graph0:3: gaps/x: <{ICS}about> is missing, and each of 'gaps' has it. "
        "Export it again, or compare it with docs/reference/rdf.md.",
        f"graph0:3: gaps/x: <{ICS}topic> is missing, and each of 'gaps' has it. "
        "Export it again, or compare it with docs/reference/rdf.md.",
        f"graph0:6: relations/r: <{ICS}subject> is '{BASE}source/s', which is none of our 'entities'. "
        f"Such an IRI begins with {BASE}.",
        f"graph0:6: relations/r: <{ICS}relation> is 'http://a/b'. It begins with {ICS}.",
        f"graph0:6: relations/r: <{ICS}object> is 'b', which is none of our 'entities'. "
        f"Such an IRI begins with {BASE}.",
    ]


def test_statements_of_others_are_passed_over_and_told(small: Dataset, tmp_path: Path) -> None:
    more = f"""
<{BASE}entity/board> <http://www.w3.org/2000/01/rdf-schema#comment> "said elsewhere" .
<http://a/b> <http://www.w3.org/2004/02/skos/core#prefLabel> "B" .
<{BASE}relation/nowhere/claims/1> <{ICS}locator> "p. 1" .
_:b <http://a/c> <http://a/d> .
"""
    file = tmp_path / "graph.nt"
    file.write_bytes(written(small, "ntriples") + more.encode())
    given = ImportInput([file], load_ontology())
    assert all_imports()["ntriples"].function(given) == small
    assert sorted(note.record.removeprefix(BASE) for note in given.report.skipped if note.record[0] != "_") == [
        "entity/board",
        "http://a/b",
        "relation/nowhere/claims/1",
    ]
    assert len(given.report.skipped) == 4


def test_several_files_are_read_as_one(small: Dataset, tmp_path: Path) -> None:
    lines = written(small, "ntriples").splitlines(keepends=True)
    for name, part in (("a.nt", lines[::2]), ("b.nt", [*lines[1::2], lines[0]])):
        (tmp_path / name).write_bytes(b"".join(part))
    given = ImportInput([tmp_path / "a.nt", tmp_path / "b.nt"], load_ontology())
    assert all_imports()["ntriples"].function(given) == small


def test_triples_in_any_order_make_the_same_dataset(small: Dataset, ontology: Ontology) -> None:
    assert dataset_of(reversed(list(triples(small, ontology)))) == small


def test_an_empty_dataset_is_no_triple_and_comes_back() -> None:
    assert parsed(written(Dataset()), "turtle") == []
    assert dataset_of([]) == Dataset()


def test_a_claim_without_its_place_is_not_put_somewhere(small: Dataset, ontology: Ontology) -> None:
    without = [t for t in triples(small, ontology) if t.predicate != ICS + "order" or "/claims/" not in t.subject]
    with pytest.raises(NotCanonical, match="has no place of its own among its like"):
        dataset_of(without)


def test_an_escaped_text_is_read_in_every_syntax() -> None:
    title = "http://purl.org/dc/terms/title"
    source = iri_of("sources", "s")
    found = dataset_of([(source, title, Value("bell \\u0007, \\u005C", ESCAPED))])  # type: ignore[list-item]
    assert found.sources["s"].title == "bell \x07, \\"


def test_from_the_command_line_and_back(ics: Ics, tmp_path: Path) -> None:
    for syntax in SYNTAXES:
        file, folder = str(tmp_path / f"graph.{syntax}"), str(tmp_path / syntax)
        assert ics("export", syntax, "--data", str(SMALL), "-o", file)[0] == 0
        assert ics("import", syntax, file, "--into", folder)[0] == 0
        brought, small = read_datasets([folder]).dataset, read_datasets([SMALL]).dataset
        assert replace(brought, about=()) == replace(small, about=())


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_memory_does_not_grow_with_the_dataset(syntax: str) -> None:
    """What is held while writing is a few hundred records, and one reference to each id to put them in order."""

    def peak(number: int) -> int:
        claims = (Claim("minutes", "p. 2"),)
        lines = {f"r{n}": Relation(f"r{n}", "ccg", "memberOf", "board", claims=claims) for n in range(number)}
        dataset, to = replace(few(), relations=lines), Nowhere()
        tracemalloc.start()
        all_exports()[syntax].function(ExportInput(dataset, load_ontology()), to)
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert to.size > 300 * number
        return held

    written(few(), syntax)  # what is made once, at first use
    assert peak(8_000) - peak(1_000) < 8_000 * 50


class Nowhere(io.RawIOBase):
    """Takes what is written and keeps only its size."""

    size = 0

    def write(self, data: Any) -> int:
        self.size += len(data)
        return len(data)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_record_that_is_not_whole_is_told_by_its_line_in_every_syntax(syntax: str, tmp_path: Path) -> None:
    text = written(few(), syntax)
    line = next(n for n, line in enumerate(text.splitlines(), start=1) if b"source/letter" in line)
    without = b"".join(part for part in text.splitlines(keepends=True) if b"title" not in part or b"Letter" not in part)
    if syntax == "jsonld":
        without = text.replace(b'"title": "Letter", ', b"")
    (told,) = problems(tmp_path, syntax, without)
    assert told.startswith(f"graph0:{line}: sources/letter: <http://purl.org/dc/terms/title> is missing")


def test_who_may_join_is_not_typed_as_a_member_yet() -> None:
    line = few().relations["member"]
    graph = to_rdflib(replace(few(), relations={line.id: replace(line, role="May join")}))
    assert (None, RDF.type, ORG.Membership) not in graph
    assert (None, ORG.member, None) not in graph


AWKWARD = [
    "two\nlines",
    "a\rreturn",
    "both\r\n",
    "\ttab\t",
    " edges ",
    'say "no"',
    "'''",
    "back\\slash \\n \\u0041",
    "]]> & <b> &amp;",
    "\x85\u2028\x7f\xa0",
    "日本語 عربي 😀",
    "e\u0301",
    "",
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("syntax", RDFLIB)
def test_each_awkward_text_is_the_same_to_rdflib_and_to_us(syntax: str, back: Back) -> None:
    dataset = Dataset(sources={f"s{n}": Source(f"s{n}", title) for n, title in enumerate(AWKWARD)})
    text = written(dataset, syntax)
    graph = Graph().parse(data=text, format=RDFLIB[syntax])
    titles = {str(s).rpartition("/s")[2]: str(o) for s, o in graph.subject_objects(DCTERMS.title)}
    assert [titles[str(n)] for n in range(len(AWKWARD))] == AWKWARD
    assert back(text, syntax) == dataset


def test_entities_that_grow_without_bound_are_refused(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<r>&b;</r>'
    assert problems(tmp_path, "rdfxml", text.encode()) == [
        "graph0:2: it has a DOCTYPE, whose entities can grow a few lines into gigabytes. "
        "No export here writes one; write the file anew without it."
    ]


def test_entities_are_refused_however_their_declaration_is_written(tmp_path: Path) -> None:
    text = '<?xml version="1.0"?>\n<!DocType r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<r>&b;</r>'
    assert problems(tmp_path, "rdfxml", text.encode())[0].startswith("graph0:2: it has a DOCTYPE")


def test_what_a_parser_shows_of_a_file_that_is_none_is_cut_short(tmp_path: Path) -> None:
    text = '{"Organisation": {\n' + '"Name": "A",\n' * 1000 + "}}"
    assert problems(tmp_path, "rdfxml", text.encode()) == [
        'graph0:1: this is not RDF/XML: Unexpected text event: \'{"Organisation": {…. '
        "Mend it there, or write it anew: ics-graph export rdfxml"
    ]

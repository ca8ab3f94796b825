from __future__ import annotations

import ontology
from kg.graph import glossary

BASE = ontology.DEFAULT_BASE
TERMS = glossary.read()


def iri(name: str) -> str:
    return f"{BASE}ontology#{name}"


def test_every_term_of_the_file_is_read_in_its_order() -> None:
    text = ontology.text("core")
    positions = [text.index(f"\nkc:{term.name}\n") for term in TERMS.terms]
    assert positions == sorted(positions)
    assert len(TERMS.terms) == text.count("rdfs:isDefinedBy")


def test_every_term_has_a_label_a_definition_and_a_section_in_both_languages() -> None:
    titles = {section.name for section in TERMS.sections}
    lacking = [
        term.name
        for term in TERMS.terms
        if not {"zh", "en"} <= set(term.labels) & set(term.definitions) or term.section not in titles
    ]
    assert lacking == []


def test_super_terms_are_followed_into_other_vocabularies() -> None:
    ancestors = TERMS.ancestors(iri("Laboratory"))
    assert ancestors[0] == iri("ResearchInstitution")
    assert "http://www.w3.org/ns/org#Organization" in ancestors


def test_children_are_the_direct_ones() -> None:
    assert iri("Laboratory") in {term.iri for term in TERMS.children(iri("ResearchInstitution"))}
    assert iri("Laboratory") not in {term.iri for term in TERMS.children(iri("Organization"))}


def test_another_base_moves_our_terms_and_no_others() -> None:
    moved = glossary.read("https://example.org/kg/")
    laboratory = next(term for term in moved.terms if term.name == "Laboratory")
    assert laboratory.iri == "https://example.org/kg/ontology#Laboratory"
    assert "http://www.w3.org/ns/org#Organization" in moved.ancestors(laboratory.iri)

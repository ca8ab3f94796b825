"""The pitfalls of OOPS! that a file shows: 25 of the 33 with an automatic checker.

Source: the catalogue of pitfalls of OOPS! (oops.linkeddata.es). Left out are those that need English WordNet (P30, P31)
or the web (P37).
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS

from kg.graph.fairness import structure, words
from kg.graph.fairness.finding import Check, Fault, Level
from kg.graph.fairness.vocabulary import Vocabulary

__all__ = ["CHECKS"]


def _unlicensed(vocabulary: Vocabulary) -> Iterator[Fault]:
    if (vocabulary.iri, DCTERMS.license, None) not in vocabulary.graph:
        yield Fault("", "no licence is declared")


CHECKS = (
    Check("OOPS P02-P27", Level.CRITICAL, "synonyms are labels", "keep one term, add a label", structure.equated),
    Check("OOPS P03", Level.CRITICAL, "no property does the work of rdf:type", "use rdf:type", words.named_is),
    Check("OOPS P04", Level.MINOR, "every class is connected", "say which property leads to it", structure.unconnected),
    Check("OOPS P05", Level.CRITICAL, "inverses mirror", "swap domain and range", structure.wrong_inverses),
    Check("OOPS P06", Level.CRITICAL, "no term is above itself", "break the circle", structure.cycles),
    Check("OOPS P07", Level.MINOR, "a class is one concept", "split the class", words.merged),
    Check("OOPS P08", Level.MINOR, "terms have labels and definitions in zh and en", "add them", words.undescribed),
    Check("OOPS P10", Level.IMPORTANT, "classes exclude each other", "declare disjointness", structure.undisjoint),
    Check("OOPS P11", Level.IMPORTANT, "properties have domain and range", "add them", structure.unbounded),
    Check("OOPS P12-P32", Level.MINOR, "no two terms share a label", "tell them apart", words.same_label),
    Check("OOPS P13", Level.MINOR, "object properties have inverses", "declare owl:inverseOf", structure.uninverted),
    Check("OOPS P19", Level.CRITICAL, "one domain and one range", "use domainIncludes", structure.bounded_twice),
    Check("OOPS P20", Level.MINOR, "labels and definitions stand in their places", "swap them", words.swapped),
    Check("OOPS P21", Level.MINOR, "no class is for the rest", "name what it holds", words.miscellaneous),
    Check("OOPS P22", Level.MINOR, "names keep one convention", "rename the term", words.misnamed),
    Check("OOPS P24", Level.IMPORTANT, "definitions define", "say kind and difference", words.circular),
    Check("OOPS P25", Level.IMPORTANT, "no term is its own inverse", "call it symmetric", structure.self_inverse),
    Check("OOPS P26", Level.IMPORTANT, "symmetric terms have no inverse", "drop it", structure.symmetric_inverse),
    Check("OOPS P28-P29", Level.CRITICAL, "characteristics fit", "drop them", structure.wrong_characteristics),
    Check("OOPS P33", Level.MINOR, "chains have two steps or more", "use rdfs:subPropertyOf", structure.short_chains),
    Check("OOPS P34-P35", Level.IMPORTANT, "every used term is declared", "declare it", structure.untyped),
    Check("OOPS P36", Level.MINOR, "the IRI names no file", "drop the extension", words.file_extension),
    Check("OOPS P38", Level.IMPORTANT, "the ontology is declared", "add an owl:Ontology", words.undeclared),
    Check("OOPS P39", Level.CRITICAL, "the namespace is clear", "declare one ontology a file", words.ambiguous),
    Check("OOPS P40", Level.CRITICAL, "no foreign term is defined", "state it of a sub-term", structure.hijacked),
    Check("OOPS P41", Level.IMPORTANT, "a licence is declared", "add dcterms:license", _unlicensed),
)

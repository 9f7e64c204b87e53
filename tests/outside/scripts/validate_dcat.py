"""Validate graphs by shapes: `validate_dcat.py SHAPES FILE…`.

Prints for each file what does not conform, how many triples it has, and its datasets
with the addresses of their distributions.
"""

import json
import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import DCAT, RDF, SH

FORMS = {".ttl": "turtle", ".jsonld": "json-ld", ".rdf": "xml"}
shapes = Graph().parse(sys.argv[1])


def told(path: Path) -> dict:
    graph = Graph().parse(path, format=FORMS[path.suffix])
    _conforms, results, _text = validate(graph, shacl_graph=shapes, advanced=False)
    return {
        "faults": sorted(str(each) for each in results.objects(None, SH.resultMessage)),
        "triples": len(graph),
        "datasets": {
            str(each): sorted(
                str(address)
                for distribution in graph.objects(each, DCAT.distribution)
                for address in graph.objects(distribution, DCAT.accessURL)
            )
            for each in graph.subjects(RDF.type, DCAT.Dataset)
        },
    }


json.dump({name: told(Path(name)) for name in sys.argv[2:]}, sys.stdout)

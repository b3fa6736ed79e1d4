"""RDF: the canonical form and the snapshot for W3C ORG, each syntax that carries them, and the way back.

``to_triples`` and ``snapshot`` say which triples there are, record by record. The syntaxes (``turtle``, ``ntriples``,
``rdfxml``, ``jsonld``) turn records into text and know nothing of the model. ``importer`` and ``from_triples`` are the
way back.
"""

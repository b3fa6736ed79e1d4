"""RDF: the canonical form and the snapshot for W3C ORG, each syntax that carries them, and the way back.

``canonical`` and ``snapshot`` say which triples there are, record by record; the syntaxes (``turtle``, ``ntriples``,
``rdfxml``, ``jsonld``) turn records into text and know nothing of the model; ``parsing`` and ``reading`` come back.
"""

"""RDF of elsewhere that uses the W3C Organization Ontology: organograms and directories published as linked data."""

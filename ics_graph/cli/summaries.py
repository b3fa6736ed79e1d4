"""The first sentence of each command, so that the list of commands is printed without importing one of them.

The command itself is the source, and ``tests/cli/test_start.py`` holds these to it.
"""

from __future__ import annotations

SUMMARIES = {
    "ask": "Ask a question of the graph; the answer says who says so, and what it leaves out.",
    "show": "All that is known of one body: its names, its lines in every family, what is said of...",
    "find": "Bodies that have a name, other name or code, and after them those with a near name, the...",
    "stats": "How many bodies there are of each type, lines of each relation, and records of other...",
    "check": "Read dataset folders and say everything that is wrong with them: file, line, record and...",
    "compare": "Say what was added, removed, renamed and changed, field by field, between two versions...",
    "lint": "Check the graph for what is missing, vacant, contradictory or old, and say what would...",
    "load": "Load dataset folders into a Neo4j server; what is there and not in them is removed.",
    "cypher": "Ask a Neo4j store in Cypher.",
    "export": "Write the graph, or a part of it, in another format.",
    "import": "Make a dataset folder from files of other tools; what is not taken over is told line by...",
    "template": "Write a spreadsheet to fill in, with instructions, examples and lists to choose from.",
    "ontology": "Write the ontology: every type, property, list and statutory rule, with labels and...",
    "sparql": 'Ask the graph in SPARQL, as "ics-graph export" writes it.',
    "report": "Write the board paper of a system: two pages and an appendix.",
    "render": "Write the network explorer of one system or about one body as a single HTML file, to...",
    "explore": "Serve the network explorer to this computer and open it in the browser; Ctrl-C stops it.",
    "tour": "Show what ics-graph does: three answers with their evidence, a file of RDF, and a page...",
    "completion": "Write what makes a shell complete commands, options and the names of bodies.",
}

"""``python -m ics_graph``: the same as the console script."""

from ics_graph.cli.main import main

main()

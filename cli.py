"""``python cli.py …`` from a checkout: the same as ``ics-graph …``."""

from ics_graph.cli.main import main

if __name__ == "__main__":
    main()

"""The tables that boards publish: what a document says of itself and its rows, as Excel, Word and HTML, both ways.

It knows records and tables, and no store. ``exports/sord`` and ``imports/sord`` are its doors.
"""

"""The browser's room: what is drawn of a store, where it stands on the page, and the page itself.

It asks the store and the questions like any other reader, and is imported by nothing but the command line. pyvis and
networkx are imported inside the functions that need them, so that no other command waits for them.
"""

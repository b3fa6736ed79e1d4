"""The spreadsheet: one layout for the template that people fill in, for what is exported, and for what is imported."""

import os

# The same writer whether or not lxml happens to be there: lxml's tells of a full disk by an error of its own kind.
os.environ.setdefault("OPENPYXL_LXML", "False")

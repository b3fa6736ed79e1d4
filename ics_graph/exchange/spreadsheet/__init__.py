"""The spreadsheet: one layout for the template that people fill in, for what is exported, and for what is imported."""

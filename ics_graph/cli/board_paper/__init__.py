"""The board paper: what it says (``front``, ``appendix``), as one document (``document``), and how it is written."""

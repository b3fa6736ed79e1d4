"""How the program speaks: sentences, phrases, labels and the glossary are held to written rules."""

"""Who may decide: the rules by which rows of schemes and clauses count, and nothing of how that is shown.

The rules are those of ``docs/decisions/0054-who-may-decide.md``.
"""

"""What is claimed: statements, the claims that they are split into, and what each says of what.

`statements.py` finds what stands for itself, `clauses.py` and `split.py` take it apart, `kinds/` says whether a claim
needs a citation, and `frame.py` gathers what it takes to compare two of them.
"""

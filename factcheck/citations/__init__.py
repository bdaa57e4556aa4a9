"""Which source covers a claim: marks resolved, sources named in words, and the status that follows.

`resolve.py` follows a mark, `manners/` finds those that stand in words, `attributions/` who a statement is attributed to,
`reach/` how far a citation goes, and `status.py` puts it together.
"""

"""The ledger: one YAML file an article with its claims, their status and their reviews, kept in git.

What people write there is theirs: a ledger is updated in its text, at the places that PyYAML's parser names, so
comments, unknown keys and the layout stay as they are, and nothing changes where nothing is to be said.
"""

from __future__ import annotations

from factcheck.ledger.matching import match
from factcheck.ledger.reading import article_of, read
from factcheck.ledger.reviews import review_problems
from factcheck.ledger.writing import merge

__all__ = ["article_of", "match", "merge", "read", "review_problems"]

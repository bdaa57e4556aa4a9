"""What a statement asserts, and whether that needs a citation.

Figures, causes, comparisons, dated events, laws and predictions need one; definitions, instructions, questions, opinions, a
publisher's own data and words about the text itself do not.
"""

"""How a citation, or the want of one, reaches claims from outside their own sentence.

Each function goes through a document and changes what its claims are judged to be; `status` says in which order.
"""

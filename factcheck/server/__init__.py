"""The language server: findings while typing, what is known of a claim under the pointer, edits to choose.

`serving.py` speaks the protocol; the modules beside it turn reports into what the protocol speaks of, and touch
nothing. Every open text stands in for its file, and the configured content is compared with it as `factcheck check`
does. Standard output belongs to the protocol; whatever else is said goes to standard error.
"""

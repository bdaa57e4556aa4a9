"""Directives in comments that keep findings quiet, and what is wrong with them.

`factcheck: ignore[FC101] reason` in a comment of the format covers the statement that it stands in or behind,
and on a line of its own the next statement. `ignore-next` always means the next one, `ignore-file` the whole
file, `off` and `on` what lies between them. Codes, prefixes and names may be listed; without brackets every
rule is meant. `until=2027-01-01` ends it after that day.
"""

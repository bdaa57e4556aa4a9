"""From configuration files to settings, in three steps: what a file says, merged with others, and resolved.

Nothing here reads a file or runs code: texts are handed in. Everything that a person can get wrong is a
`UserError` with the file, the line of the key and the nearest right name.
"""

from factcheck.configuration.keys import key_lines
from factcheck.configuration.merging import Configuration, laid_over, load
from factcheck.configuration.patterns import ignored_in, rebased_pattern
from factcheck.configuration.reading import Options, flag_options, options
from factcheck.configuration.resolving import resolve
from factcheck.configuration.selectors import selected
from factcheck.configuration.writing import as_toml, proposed

__all__ = [
    "Configuration",
    "Options",
    "as_toml",
    "flag_options",
    "ignored_in",
    "key_lines",
    "laid_over",
    "load",
    "options",
    "proposed",
    "rebased_pattern",
    "resolve",
    "selected",
]

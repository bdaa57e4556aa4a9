"""Directives of reStructuredText and Sphinx that are known: what their bodies and arguments are for."""

from __future__ import annotations

import re

CODE = frozenset(
    ("code", "code-block", "sourcecode", "literalinclude", "highlight", "parsed-literal", "doctest",
    "testcode", "testsetup",
     "testoutput", "testcleanup", "ipython", "jupyter-execute", "plot", "graphviz", "digraph", "graph",
     "mermaid", "uml",
     "productionlist", "raw", "prompt", "command-output", "program-output", "exec", "execute_code",
     "asciinema", "ditaa",
     "code-cell", "nbplot", "altair-plot", "bokeh-plot", "inheritance-diagram", "tikz", "pyrepl")
)  # fmt: skip
NO_PROSE = frozenset(
    ("contents", "toctree", "index", "include", "meta", "image", "highlightlang", "currentmodule", "module",
    "automodule",
     "autoclass", "autofunction", "automethod", "autoattribute", "autosummary", "autodata", "autoexception",
     "sectnum",
     "section-numbering", "default-role", "role", "header", "footer", "title", "target-notes",
     "restructuredtext-test-directive",
     "footbibliography", "bibliography", "tabularcolumns", "codeauthor", "sectionauthor", "moduleauthor",
     "date", "youtube",
     "video", "audio", "button-link", "button-ref", "galleria", "nbgallery", "nblinkgallery", "only-dummy",
     "program",
     "option-dummy", "default-domain", "acks", "unicode", "replace", "line-block")
)  # fmt: skip
TITLED = frozenset(
    (
        "admonition",
        "topic",
        "sidebar",
        "dropdown",
        "tab-item",
        "card",
        "tab",
        "collapse",
        "details",
        "grid-item-card",
    )
)
QUOTES = frozenset(("epigraph", "highlights", "pull-quote"))
VERSIONS = frozenset(("versionadded", "versionchanged", "versionremoved", "deprecated", "deprecated-removed"))
SKIP_ARGUMENT = frozenset(
    ("container", "compound", "class", "rst-class", "only", "ifconfig", "tabs", "tab-set", "grid",
    "grid-item",
    "glossary",
     "hlist", "group-tab", "list-table", "csv-table", "tags", "cssclass")
)  # fmt: skip
OBJECT = re.compile(
    r"\w+:\w+|function|class|method|attribute|data|exception|option|envvar|describe|object|confval|module"
)

"""What is known of directives and their like by their names."""

from __future__ import annotations

from factcheck.document import Role

PROSE = frozenset(
    """admonition note warning tip important caution danger error hint attention seealso topic sidebar
    margin dropdown card card-body grid grid-item grid-item-card tab-set tab-item tabs tab details
    epigraph pull-quote highlights versionadded versionchanged versionremoved deprecated exercise
    exercise-start solution solution-start figure figure-md table list-table rubric aside abstract
    glossary container div panels exec-summary callout pull blockquote attributions keypoints objectives
    questions discussion challenge prereq testimonial instructor spoiler checklist prf:proof prf:theorem
    prf:lemma prf:definition prf:example prf:remark prf:axiom prf:corollary prf:criterion prf:conjecture
    prf:property prf:observation prf:proposition proof theorem lemma definition example""".split()
)
"""Those whose body is Markdown."""
ROLES = {
    "figure": Role.CAPTION,
    "figure-md": Role.CAPTION,
    "caption": Role.CAPTION,
    "figure-caption": Role.CAPTION,
    "table-caption": Role.CAPTION,
    "epigraph": Role.QUOTATION,
    "pull-quote": Role.QUOTATION,
    "blockquote": Role.QUOTATION,
    "toctree": Role.NAVIGATION,
    "tableofcontents": Role.NAVIGATION,
    "contents": Role.NAVIGATION,
    "math": Role.MATH,
    "amsmath": Role.MATH,
    "bibliography": Role.METADATA,
    "footbibliography": Role.METADATA,
}
SLASHED = frozenset(
    """admonition note attention caution danger error tip hint warning important info success question failure bug
    example quote abstract details tab html define caption figure-caption table-caption""".split()
)
"""Blocks between lines of slashes."""
NO_PROSE = frozenset(
    """code code-block code-cell sourcecode literalinclude math amsmath toctree tableofcontents contents
    bibliography footbibliography raw eval-rst mermaid graphviz include csv-table image iframe autoclass
    automodule autofunction index embed video audio""".split()
)
CAPTIONED = frozenset({"table", "list-table", "csv-table"})

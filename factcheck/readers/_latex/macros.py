"""The macros and environments of LaTeX that are known: what each is for and how its arguments are written."""

from __future__ import annotations

import functools
from typing import Any

HEADINGS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
    "frametitle": 3,
}
"""Macros of headings with their levels."""
NARRATIVE = frozenset(
    ("citet", "Citet", "citealt", "Citealt", "textcite", "Textcite", "textcites", "Textcites", "citeauthor",
    "Citeauthor",
     "citeasnoun", "onlinecite", "citefullauthor", "newcite", "citetalias")
)  # fmt: skip
"""Citations whose mark is a word of the sentence."""
BRACKETED = frozenset(
    ("cite", "Cite", "citep", "Citep", "citealp", "Citealp", "parencite", "Parencite", "autocite", "Autocite",
    "footcite",
     "Footcite", "footcitetext", "smartcite", "Smartcite", "supercite", "fullcite", "footfullcite",
     "citeyear",
     "citeyearpar", "citetitle", "citenum", "citeurl", "citedate", "cites", "Cites", "parencites",
     "Parencites",
     "autocites", "Autocites", "footcites", "smartcites", "supercites", "citepalias", "citeN", "shortcite",
     "volcite",
     "pvolcite", "notecite", "pnotecite", "avolcite")
)  # fmt: skip
"""Citations whose mark stands beside the sentence."""
NOTES = frozenset(
    ("footnote", "footnotetext", "endnote", "sidenote", "marginnote", "tablefootnote", "thanks")
)
# Macros that say how and where, not what: their arguments are no words of the text.
SKIPPED: dict[str, str] = {
    "label": "{", "vspace": "*{", "hspace": "*{", "index": "[{", "glossary": "{", "bibliographystyle": "{",
    "usepackage": "[{", "documentclass": "[{", "input": "{", "include": "{", "includeonly": "{",
    "includegraphics": "*[[{",
    "nocite": "{", "pagestyle": "{", "thispagestyle": "{", "setlength": "{{", "addtolength": "{{",
    "setcounter": "{{",
    "addtocounter": "{{", "newcommand": "*{[[{", "renewcommand": "*{[[{", "providecommand": "*{[[{",
    "def": "{",
    "newenvironment": "*{[[{{", "renewenvironment": "*{[[{{", "newtheorem": "*{[{[",
    "DeclareMathOperator": "*{{",
    "color": "[{", "pagecolor": "[{", "graphicspath": "{", "hypersetup": "{", "geometry": "{",
    "definecolor": "{{{",
    "sisetup": "{", "lstset": "{", "setstretch": "{", "linespread": "{", "addcontentsline": "{{{",
    "markboth": "{{",
    "markright": "{", "phantomsection": "", "centering": "", "tableofcontents": "", "listoffigures": "",
    "listoftables": "",
    "maketitle": "", "printbibliography": "[", "printindex": "", "newpage": "", "clearpage": "",
    "pagebreak": "[",
    "linebreak": "[", "nopagebreak": "[", "noindent": "", "indent": "", "smallskip": "", "medskip": "",
    "bigskip": "",
    "hfill": "", "vfill": "", "hline": "", "toprule": "[", "midrule": "[", "bottomrule": "[",
    "cmidrule": "({",
    "cline": "{", "addlinespace": "[", "appendix": "", "protect": "", "frontmatter": "", "mainmatter": "",
    "backmatter": "", "raggedright": "", "tiny": "", "scriptsize": "", "footnotesize": "", "small": "",
    "normalsize": "",
    "large": "", "Large": "", "LARGE": "", "huge": "", "Huge": "", "bf": "", "it": "", "em": "", "tt": "",
    "sc": "",
    "rm": "", "sf": "", "sl": "", "bfseries": "", "itshape": "", "ttfamily": "", "selectlanguage": "{",
    "theoremstyle": "{", "captionsetup": "[{", "rule": "[{{", "footnotemark": "[", "pdfbookmark": "[{{",
    "hyphenation": "{",
    "newline": "", "AtBeginDocument": "{", "makeatletter": "", "makeatother": "", "onehalfspacing": "",
    "doublespacing": "",
    "DeclareSIUnit": "{{", "newacronym": "[{{{", "makeglossaries": "", "FloatBarrier": "",
    "bibliography": "{",
    "addbibresource": "[{", "date": "{", "institute": "[{", "affil": "[{", "address": "{", "email": "{",
    "keywords": "{",
}  # fmt: skip
REFERENCES = frozenset(
    (
        "ref",
        "pageref",
        "autoref",
        "nameref",
        "cref",
        "Cref",
        "eqref",
        "vref",
        "subref",
        "labelcref",
        "hyperref*",
    )
)
"""Macros that refer to a label of the text."""
# Arguments of macros whose words are read; `t` marks an argument that is text.
_ARGUMENTS: dict[str, str] = {
    "href": "[{{", "url": "{", "nolinkurl": "{", "path": "{", "doi": "{", "hyperref": "[{", "footnote": "[{",
    "footnotetext": "[{", "endnote": "[{", "sidenote": "[{", "marginnote": "[{", "tablefootnote": "[{",
    "thanks": "{",
    "caption": "*[{", "captionof": "*{[{", "subcaption": "*[{", "title": "[{", "subtitle": "{",
    "author": "[{",
    "enquote": "*{", "textquote": "[[{", "blockquote": "[[{", "textcquote": "[[{[{", "blockcquote": "[[{[{",
    "say": "{", "foreignquote": "*{{", "hyphenquote": "*{{", "foreigntextquote": "*{[[{",
    "hyphentextquote": "*{[[{", "foreignblockquote": "{[[{", "hyphenblockquote": "{[[{",
    "foreigntextcquote": "*{[[{[{", "hyphentextcquote": "*{[[{[{", "foreignblockcquote": "{[[{[{",
    "hyphenblockcquote": "{[[{[{",
    "SI": "[{[{", "si": "[{", "qty": "[{{", "unit": "[{", "num": "[{", "SIrange": "[{{{", "qtyrange": "[{{{",
    "numrange": "[{{",
    "ang": "[{", "bibitem": "[{", "multicolumn": "{{{", "multirow": "[{[{{", "textcolor": "[{{",
    "colorbox": "[{{",
    "fcolorbox": "[{{{", "parbox": "[[[{{", "makebox": "[[{", "framebox": "[[{", "raisebox": "{[[{",
    "resizebox": "*{{{",
    "scalebox": "{[{", "foreignlanguage": "[{{", "gls": "*[{[", "Gls": "*[{[", "glspl": "*[{[", "ac": "*{",
    "acs": "*{",
    "acl": "*{", "acf": "*{", "texorpdfstring": "{{", "section": "*[{",
    "chapter": "*[{",
    "part": "*[{", "subsection": "*[{", "subsubsection": "*[{", "paragraph": "*[{", "subparagraph": "*[{",
    "frametitle": "[{", "textsuperscript": "{", "textsubscript": "{", "ce": "{", "todo": "[{",
    "epigraph": "{{",
    "fnref": "{",
}  # fmt: skip
LISTS = frozenset(
    ("itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "tasks", "list")
)
QUOTES = frozenset(("quote", "quotation", "displayquote", "displaycquote", "verse", "blockquote", "quoting"))
TABLES: dict[str, str] = {
    "tabular": "[{", "tabular*": "{[{", "tabularx": "{[{", "tabulary": "{{", "longtable": "[{", "tabu": "{",
    "longtabu": "{",
    "supertabular": "{", "tblr": "[{", "xltabular": "[{{",
}  # fmt: skip
"""Environments of tables with their arguments."""
MATHS = frozenset(
    ("equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "flalign", "alignat",
    "dmath", "array",
     "split", "cases", "subequations")
)  # fmt: skip
VERBATIM = frozenset(
    ("verbatim", "verbatim*", "Verbatim", "BVerbatim", "LVerbatim", "lstlisting", "minted", "alltt",
    "filecontents",
     "filecontents*", "comment", "tikzpicture", "pgfpicture", "asy", "dot", "sagesilent", "luacode", "python",
     "algorithm", "algorithmic", "algorithm2e", "lstlisting*", "CCSXML", "semiverbatim")
)  # fmt: skip
SYMBOLS = {
    "%": "%", "&": "&", "#": "#", "_": "_", "$": "$", "{": "{", "}": "}", "textasciitilde": "~",
    "textbackslash": "\\",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textemdash": "—", "textendash": "–", "LaTeX": "LaTeX",
    "TeX": "TeX",
    "slash": "/", "-": "", "/": "", "@": "", "!": "", "textdegree": "°", "degree": "°", "celsius": "°C",
    "textmu": "µ",
    "micro": "µ", "euro": "€", "EUR": "€", "pounds": "£", "textsterling": "£", "texttimes": "×",
    "textpm": "±",
    "times": "×", "pm": "±", "approx": "≈", "sim": "~", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "cdot": "·",
    "percent": "%", "textpercent": "%", "lq": "‘", "rq": "’", "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘", "textquoteright": "’", "glqq": "„", "grqq": "“", "S": "§", "P": "¶", "dag": "†",
    "ddag": "‡",
    "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.",
}  # fmt: skip
"""Macros that stand for characters."""
SPACING = frozenset(
    (
        " ",
        ",",
        ";",
        ":",
        "~",
        "quad",
        "qquad",
        "space",
        "enspace",
        "thinspace",
        "nobreakspace",
        "newblock",
        "\n",
        "\t",
        ">",
        "hskip",
    )
)
"""Macros that stand for white space."""
FRONT = frozenset({"title", "author", "subtitle"})
BIBLIOGRAPHIES = frozenset({"bibliography", "addbibresource", "addglobalbib"})
CAPTIONS = frozenset({"caption", "captionof", "subcaption"})
LINKS = frozenset({"href", "url", "nolinkurl", "path", "doi"})
MEASURES = frozenset({"SI", "si", "qty", "unit", "num", "SIrange", "qtyrange", "numrange", "ang"})
"""Numbers and units of siunitx."""
QUOTATIONS = frozenset(
    """enquote textquote blockquote textcquote blockcquote say foreignquote hyphenquote foreigntextquote hyphentextquote
    foreignblockquote hyphenblockquote foreigntextcquote hyphentextcquote foreignblockcquote hyphenblockcquote""".split()
)
CODE = frozenset({"verb", "lstinline", "mintinline"})
PARAGRAPHS = frozenset({"par", "clearpage", "newpage", "item"})
"""Macros that end a paragraph."""
KEPT = frozenset(
    """multicolumn multirow textcolor colorbox fcolorbox parbox raisebox resizebox scalebox foreignlanguage hyperref
    makebox framebox""".split()
)
"""Macros whose last argument is read as if it stood there alone."""
_ENVIRONMENT_ARGUMENTS = {
    "thebibliography": "{", "figure": "[", "figure*": "[", "table": "[", "table*": "[", "wrapfigure": "[{[{",
    "minipage": "[[[{", "multicols": "{", "frame": "[[", "tcolorbox": "[", "mdframed": "[", "adjustbox": "{",
    "displayquote": "[[", "list": "{{", "itemize": "[", "enumerate": "[", "description": "[", "theorem": "[",
    "proof": "[",
}  # fmt: skip
"""Environments, those of tables apart, with the arguments that they take."""


@functools.cache
def walker_context() -> Any:
    """What pylatexenc has to know of the macros and environments to find their arguments."""
    from pylatexenc import latexwalker, macrospec

    from factcheck.readers._latex.unread import CODE_IN_LINE, CodeInLine, Verbatim

    context = latexwalker.get_default_latex_context_db()
    cites = [macrospec.MacroSpec(name, "*[[{") for name in sorted(NARRATIVE | BRACKETED)]
    skipped = [
        macrospec.MacroSpec(name, arguments)
        for name, arguments in SKIPPED.items()
        if "(" not in arguments and name != "def"
    ]
    arguments = [macrospec.MacroSpec(name, given) for name, given in _ARGUMENTS.items() if given]
    references = [macrospec.MacroSpec(name, "*{") for name in sorted(REFERENCES)]
    context.add_context_category(
        "prose",
        prepend=True,
        macros=[
            *cites,
            *skipped,
            *arguments,
            *references,
            *(macrospec.MacroSpec(name, args_parser=CodeInLine(code)) for name, code in CODE_IN_LINE.items()),
        ],
        environments=[
            *(macrospec.EnvironmentSpec(name, args_parser=Verbatim(name)) for name in sorted(VERBATIM)),
            *(macrospec.EnvironmentSpec(name, given) for name, given in TABLES.items()),
            *(macrospec.EnvironmentSpec(name, given) for name, given in _ENVIRONMENT_ARGUMENTS.items()),
        ],
    )
    return context

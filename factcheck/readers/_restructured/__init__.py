"""Parts of the reader of reStructuredText: inline markup, names, tables, views, directives."""

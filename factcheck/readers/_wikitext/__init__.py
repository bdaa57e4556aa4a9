"""Parts of the reader of wikitext: nodes, templates, what references are called by, blocks."""

"""Parts of the reader of HTML: what elements, marks, blocks and notes are, whatever reads the tokens."""

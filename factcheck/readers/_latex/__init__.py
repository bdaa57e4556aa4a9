"""Parts of the reader of LaTeX: which macros are known, what nodes hold, how units are printed."""

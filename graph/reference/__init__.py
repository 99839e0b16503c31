"""Reference pages: what every kind is, made from its spec; shown in the editor, and written into the manual."""

"""Source of a function for exported scripts: how the letters of a file are stored."""

from __future__ import annotations

LETTERS = '''\
def letters_of(path, encoding):
    """How the letters of a file are stored: as its byte-order mark says, whatever was said else."""
    with open(path, "rb") as file:
        start = file.read(3)
    if start == b"\\xef\\xbb\\xbf":
        return "utf-8-sig"
    return "utf-16" if start[:2] in (b"\\xff\\xfe", b"\\xfe\\xff") else encoding'''

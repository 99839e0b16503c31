"""Texts as constants of Python source, quoted as formatters do."""

from __future__ import annotations


def quoted(value: str) -> str:
    """A string constant in double quotes, in single ones where that takes fewer escapes."""
    inner = "".join(sign if sign in "'\"" else repr(sign)[1:-1] for sign in value)
    if value.count('"') > value.count("'"):
        return "'" + inner.replace("'", "\\'") + "'"
    return '"' + inner.replace('"', '\\"') + '"'


def quoted_tuple(values: tuple[str, ...]) -> str:
    """A tuple of string constants."""
    return f"({', '.join(map(quoted, values))}{',' if len(values) == 1 else ''})"

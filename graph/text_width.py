"""How wide a text will be, closely enough to make a box around it without knowing the font that will be used."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

PLAIN = (
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
    69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
    82, 59, 59, 52, 64, 34, 64, 84,
)  # fmt: skip
"""Widths of the signs from space to tilde in hundredths of the size, of a wide face; a narrower one leaves some air."""
BOLDER = 1.12
OTHER, WIDE = 0.66, 1.0


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line, in the unit of `size`."""
    total = sum(_sign(c) for c in text)
    return total * size * (BOLDER if bold else 1.0)


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis; control signs written out."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[:500])
    if text_width(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle] + "…", size, bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low] + "…"


def _sign(sign: str) -> float:
    number = ord(sign) - 32
    if 0 <= number < len(PLAIN):
        return PLAIN[number] / 100
    if combining(sign):
        return 0.0
    return WIDE if east_asian_width(sign) in "WF" else OTHER

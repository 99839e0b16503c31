"""How wide a text will be, closely enough to make a box around it without the font at hand."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

SIGNS = "".join(map(chr, range(32, 127))) + "×…·–→"
REGULAR = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593,
    620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672,
    565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562,
    612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818,
    546, 562, 552, 426, 333, 426, 662, 662, 864, 288, 500, 954,
)  # fmt: skip
"""Widths of SIGNS in thousandths of the size, of the face that is shipped."""
BOLD = (
    237, 338, 552, 649, 655, 1016, 672, 339, 377, 377, 559, 679, 334, 468, 334, 388, 674, 431, 630, 646, 676, 622,
    649, 582, 651, 649, 334, 343, 679, 679, 679, 560, 1016, 747, 662, 740, 722, 607, 587, 750, 747, 281, 584, 719,
    565, 932, 762, 771, 648, 777, 657, 655, 667, 732, 747, 1038, 738, 731, 664, 377, 388, 377, 487, 476, 365, 581,
    630, 588, 630, 596, 398, 632, 623, 271, 271, 580, 271, 913, 623, 613, 630, 630, 407, 560, 366, 623, 600, 850,
    580, 602, 573, 469, 372, 469, 679, 679, 1002, 334, 500, 954,
)  # fmt: skip
WIDTHS = {bold: dict(zip(SIGNS, widths, strict=True)) for bold, widths in ((False, REGULAR), (True, BOLD))}
OTHER, WIDE = 660, 1000


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line, in the unit of `size`."""
    known = WIDTHS[bold]
    return sum(known[sign] if sign in known else _other(sign) for sign in text) * size / 1000


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


def _other(sign: str) -> int:
    if combining(sign):
        return 0
    return WIDE if east_asian_width(sign) in "WF" else OTHER

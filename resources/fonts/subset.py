"""Makes the shipped fonts from the fonts they are parts of: `python resources/fonts/subset.py FOLDER`.

FOLDER holds the sources under the names in FACES, in whatever folders below; ATTRIBUTION.md says where they come from.
Which characters are kept is said here, and by the translations. The parts carry names of their own: a reserved name
stays with its font, and what is installed on a machine under the old name is never shown instead.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FOLDER = Path(__file__).resolve().parent
TEXTS = FOLDER.parent / "i18n"

ASCENT, DESCENT = 1984 / 2048, 494 / 2048
"""Of a line, as a share of the size: those of the Latin face, so that a line with Chinese signs is no taller."""
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x18F, 0x192),
    (0x1CD, 0x1DC),
    (0x218, 0x21B),
    (0x2B0, 0x36F),  # Latin, its marks
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x490, 0x491),
    (0x1D2C, 0x1D6A),
    (0x1E00, 0x1EFF),  # Greek, Cyrillic, small raised
)
SIGNS = (
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2150, 0x218B),  # dashes, indices, money
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),  # arrows, mathematics, keys
    (0x2500, 0x257F),
    (0x2580, 0x259F),
    (0x25A0, 0x25FF),
    (0x2600, 0x26FF),
    (0x2700, 0x27BF),  # boxes, shapes, ticks
)
CHINESE_SIGNS = ((0x20, 0x7E), (0x3000, 0x303F), (0xFF00, 0xFFEF))
OFF_BY = 1.0
"""How far a quadratic outline may lie from the one it replaces, in thousandths of the size."""
NO_INSTRUCTIONS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)
KEPT_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]
"""No ligatures: a name or a script must show the signs it is made of, `->` and not an arrow."""


@dataclass(frozen=True)
class Face:
    """One shipped file: its source, its name, and which characters it takes."""

    file: str
    source: str
    family: str
    style: str
    chinese: bool = False
    number: int = -1
    """Of the face within a collection."""


FACES = (
    Face("LayerloomSans-Regular.ttf", "Inter_400Regular.ttf", "Layerloom Sans", "Regular"),
    Face("LayerloomSans-SemiBold.ttf", "Inter_600SemiBold.ttf", "Layerloom Sans", "SemiBold"),
    Face("LayerloomSans-Bold.ttf", "Inter_700Bold.ttf", "Layerloom Sans", "Bold"),
    Face("LayerloomMono-Regular.ttf", "JetBrainsMono-Regular.ttf", "Layerloom Mono", "Regular"),
    Face("LayerloomHan-Regular.ttf", "NotoSansCJK-Regular.ttc", "Layerloom Han", "Regular", True, 2),
    Face("LayerloomHan-Bold.ttf", "NotoSansCJK-Bold.ttc", "Layerloom Han", "Bold", True, 2),
)


def gb2312() -> Iterator[str]:
    """Every character of GB 2312: 6,763 Chinese ones and 682 signs."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            yield bytes((high, low)).decode("gb2312", errors="ignore")


def of_translations() -> str:
    """All that the translations say, and what they are translations of."""
    return "".join("".join(ET.parse(path).getroot().itertext()) for path in sorted(TEXTS.glob("*.ts")))


def characters(chinese: bool) -> set[int]:
    """The code points a face takes of its source, as far as it has them."""
    found = {ord(sign) for sign in of_translations() if sign.isprintable()}
    if chinese:
        found |= {ord(sign) for sign in gb2312() if sign}
    for first, last in CHINESE_SIGNS if chinese else LETTERS + SIGNS:
        found |= set(range(first, last + 1))
    return found


def made(face: Face, source: Path) -> TTFont:
    """The part of the source that is shipped."""
    font = TTFont(source, fontNumber=face.number, lazy=True)
    options = Options(
        layout_features=[] if face.chinese else KEPT_FEATURES,
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        notdef_outline=True,
        drop_tables=["DSIG", "BASE", "VORG", "vhea", "vmtx", "STAT", "meta"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(face.chinese))
    subsetter.subset(font)
    rename(font, face)
    if face.chinese:
        make_quadratic(font)
        set_line_height(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    return font


def rename(font: TTFont, face: Face) -> None:
    """Family and style in all the names there are; copyright, trademark and licence stay."""
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    told = {1: face.family, 2: face.style, 3: postscript, 4: f"{face.family} {face.style}", 6: postscript}
    if face.style not in ("Regular", "Bold"):
        told |= {1: f"{face.family} {face.style}", 2: "Regular", 16: face.family, 17: face.style}
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)]
    names.names = [record for record in names.names if (record.platformID, record.langID) == (3, 0x409)]
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)


def make_quadratic(font: TTFont) -> None:
    """Outlines of the kind that the Latin face has: Qt thickens the stems of the other kind, and Chinese looks bold."""
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, OFF_BY, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font.sfntVersion = "\0\1\0\0"
    font["post"].formatType = 3.0
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x10000, 1
    for limit in NO_INSTRUCTIONS:
        setattr(most, limit, 0)


def set_line_height(font: TTFont) -> None:
    unit = font["head"].unitsPerEm
    up, down = round(ASCENT * unit), round(DESCENT * unit)
    line, windows = font["hhea"], font["OS/2"]
    line.ascent, line.descent, line.lineGap = up, -down, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = up, -down, 0
    windows.usWinAscent, windows.usWinDescent = up, down


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    sources = {path.name: path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()}
    missing = [face.source for face in FACES if face.source not in sources]
    if missing:
        print(f"{sys.argv[1]} doesn't hold {', '.join(missing)}. ATTRIBUTION.md says where they come from.")
        return 1
    for face in FACES:
        path = FOLDER / face.file
        made(face, sources[face.source]).save(path)
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The shipped fonts have every sign that the program writes, come with their licences, and are as wide as reckoned."""

from __future__ import annotations

import ast
import functools
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from graph.views.text_width import BOLD, REGULAR, SIGNS
from runtime.files.fonts import HAN, MONO, SANS, font_files

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
PACKAGES = ("graph", "runtime", "gui")
FAMILY, STYLE = (16, 1), (17, 2)
WEIGHTS = {
    SANS: {"Regular": 400, "SemiBold": 600, "Bold": 700},
    HAN: {"Regular": 400, "Bold": 700},
    MONO: {"Regular": 400},
}


@functools.cache
def opened() -> dict[tuple[str, str], TTFont]:
    """Every shipped face by family and style."""
    found = {}
    for path in font_files():
        font = TTFont(path)
        family, style = (next(filter(None, map(font["name"].getDebugName, ids))) for ids in (FAMILY, STYLE))
        found[str(family), str(style)] = font
    return found


def signs(*families: str) -> set[str]:
    """What these families have in all their weights."""
    each = {
        family: [set(font.getBestCmap()) for (of, _), font in opened().items() if of == family] for family in families
    }
    return {chr(code) for faces in each.values() for code in set.intersection(*faces)}


def literals(path: Path) -> Iterator[str]:
    """The texts in a source that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def missing(texts: str, *families: str) -> str:
    return "".join(sorted({sign for sign in texts if sign.isprintable()} - signs(*families)))


def test_the_faces_and_their_weights() -> None:
    weights: dict[str, dict[str, int]] = {}
    for (family, style), font in opened().items():
        weights.setdefault(family, {})[style] = font["OS/2"].usWeightClass
    assert weights == WEIGHTS


@pytest.mark.parametrize("path", sorted((ROOT / "resources" / "i18n").glob("*.ts")), ids=lambda path: path.stem)
def test_every_sign_of_every_translation_is_there(path: Path) -> None:
    assert missing("".join(ET.parse(path).getroot().itertext()), SANS, HAN) == ""


def test_every_sign_of_gb_2312_is_there() -> None:
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    known = "".join(code.decode("gb2312", errors="ignore") for code in codes)
    chinese = [sign for sign in known if "\u4e00" <= sign <= "\u9fff"]
    assert len(chinese) == 6763
    assert missing(known, HAN) == ""


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sign_that_the_program_writes_is_there(package: str) -> None:
    texts = (text for path in sorted((ROOT / package).rglob("*.py")) for text in literals(path))
    assert missing("".join(texts), SANS, HAN, MONO) == ""  # formulas are set as code


def test_every_sign_of_the_templates_is_there() -> None:
    paths = sorted((ROOT / "resources" / "templates").glob("*.loom"))
    assert missing("".join(path.read_text(encoding="utf-8") for path in paths), SANS, HAN) == ""


def test_code_has_the_signs_of_a_keyboard_and_of_the_table_in_a_script() -> None:
    assert missing("".join(map(chr, range(32, 127))) + "äéß×·…–│─├└", MONO) == ""


def test_a_line_with_chinese_signs_is_no_taller() -> None:
    heights = {
        (font["hhea"].ascent / font["head"].unitsPerEm, font["hhea"].descent / font["head"].unitsPerEm)
        for (family, _), font in opened().items()
        if family in (SANS, HAN)
    }
    assert max(up for up, _ in heights) - min(up for up, _ in heights) < 0.001
    assert max(down for _, down in heights) - min(down for _, down in heights) < 0.001


def test_no_outlines_are_of_the_kind_whose_stems_qt_thickens() -> None:
    assert [key for key, font in opened().items() if "glyf" not in font] == []


@pytest.mark.parametrize(("style", "widths"), [("Regular", REGULAR), ("Bold", BOLD)])
def test_widths_are_reckoned_with_those_of_the_shipped_face(style: str, widths: tuple[int, ...]) -> None:
    font = opened()[SANS, style]
    codes, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    assert tuple(round(advances[codes[ord(sign)]][0] / unit * 1000) for sign in SIGNS) == widths


def test_no_ligature_hides_what_a_name_or_a_script_is_made_of() -> None:
    for font in opened().values():
        features = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
        assert {feature.FeatureTag for feature in features} <= {"ccmp", "locl"}


def test_each_font_comes_with_its_licence_and_its_authors() -> None:
    told = (FONTS / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for path in font_files():
        assert path.stem.split("-")[0] in told
    for font in opened().values():
        assert "SIL Open Font License, Version 1.1" in str(font["name"].getDebugName(13))
        assert font["name"].getDebugName(0)
    licences = sorted(FONTS.glob("OFL-*.txt"))
    assert len(licences) == len({family for family, _ in opened()})
    for licence in licences:
        assert f"({licence.name})" in told
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in font_files()) < 5_000_000

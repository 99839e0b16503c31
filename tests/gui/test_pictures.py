"""Pictures of the canvas: as large as they should be, with text as text, all or the selection, in light or dark."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPageSize, QPdfWriter

from graph.document.document import Document, new_document
from graph.quick_add.drawing import draw_line
from gui.editing import Editing
from gui.pictures import AIR, Picture, PictureError
from gui.theme import Theme

LINE = "input 9 9 4 name=picture > conv 4 3 same relu name=first > residual 4 > gap > out 3"


@pytest.fixture
def drawn(qapp: object) -> Document:
    return draw_line(new_document("net"), "m1", LINE).document


def image(data: bytes) -> QImage:
    made = QImage.fromData(data)
    assert not made.isNull()
    return made


def test_png_has_the_scale_and_the_theme_that_were_asked_for(drawn: Document) -> None:
    small, large = (image(Picture(drawn, ("m1",)).png(scale)) for scale in (1.0, 3.0))
    assert abs(large.width() - 3 * small.width()) <= 3 and abs(large.height() - 3 * small.height()) <= 3
    for mode in ("light", "dark"):
        shown = image(Picture(drawn, ("m1",), None, mode).png(1.0))  # type: ignore[arg-type]
        assert QColor(shown.pixel(2, 2)).name() == Theme(mode).colors.canvas.name()  # type: ignore[arg-type]


def test_svg_has_text_as_text(drawn: Document) -> None:
    root = ET.fromstring(Picture(drawn, ("m1",)).svg())
    texts = " ".join("".join(node.itertext()) for node in root.iter() if node.tag.endswith("}text"))
    assert root.get("viewBox") and "Layerloom" not in ET.tostring(root, encoding="unicode")
    assert "picture" in texts and "first" in texts and "9 × 9 × 4" in texts and "<image" not in texts


def test_pdf_has_a_page_for_each_model_and_fonts(drawn: Document) -> None:
    one, both = Picture(drawn, ("m1",)).pdf(), Picture(drawn, ("m1",)).pdf(nested=True)
    pages = [len(re.findall(rb"/Type\s*/Page\b", data)) for data in (one, both)]
    assert pages == [1, 2] and b"/FontFile" in one and one.startswith(b"%PDF")


def test_only_the_selection_is_drawn(drawn: Document) -> None:
    key = next(k for k, layer in drawn.main.layers.items() if layer.name == "first")
    text = Picture(drawn, ("m1",), frozenset({key})).svg().decode()
    assert "first" in text and "picture" not in text
    whole, part = (image(Picture(drawn, ("m1",), keys).png(1.0)) for keys in (None, frozenset({key})))
    assert part.width() < whole.width() / 3


def test_the_picture_is_of_the_model_in_view_and_changes_nothing(drawn: Document) -> None:
    editing = Editing(drawn)
    inner = next(m for m in drawn.models if m != "m1")
    assert "conv2d" in Picture(drawn, ("m1", inner)).svg().decode()
    assert editing.document is drawn and not editing.is_modified


def test_it_is_printed_on_one_page(drawn: Document) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    paper = QPdfWriter(buffer)
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    Picture(drawn, ("m1",)).print_on(paper, QRectF(0, 0, paper.width(), paper.height()))
    assert len(re.findall(rb"/Type\s*/Page\b", bytes(buffer.data().data()))) == 1


def test_nothing_and_far_too_much_are_said(drawn: Document) -> None:
    with pytest.raises(PictureError, match="nothing to be drawn"):
        Picture(new_document(), ("m1",)).png()
    with pytest.raises(PictureError, match="smaller scale"):
        Picture(drawn, ("m1",)).png(100.0)
    assert AIR > 0

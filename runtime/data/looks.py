"""What a column seems to hold by its values and its name: identifiers, dates, postcodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.facts import COUNTRIES, DATES, FILES, IDS, POSTCODES, ROW_NUMBERS, TELEPHONES, TEXTS

SAMPLED = 200
NEARLY_ALL = 0.9
FEW = 20
"""Of fewer rows than these nothing is concluded from values that are all different."""
LONGEST_CATEGORY = 4
"""Texts of more words than these on average are no names of categories."""

_NAMES = {
    IDS: r"(^|[_\W])(id|uuid|guid|key|index|idx|nr|no|number|code)$|^(row|serial|account|customer|order|ticket)",
    TELEPHONES: r"phone|mobile|(^|[_\W])(tel|fax|cell)([_\W]|$)|telefon|handy|电话|手机",
    POSTCODES: r"(^|[_\W])(zip|plz|cap|cep)([_\W]|$)|zip_?code|post_?(al|code|leitzahl)|邮编|邮政",
    COUNTRIES: r"country|nation|(^|[_\W])(iso|land)([_\W]|$)|国家",
    DATES: r"date|time|(^|[_\W])(day|ts|datum)([_\W]|$)|timestamp|日期|时间",
}
_NAMED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _NAMES.items()}
_FILE = re.compile(
    r".*\.(png|jpe?g|jfif|gif|bmp|webp|avif|p[bgnp]m|tiff?|wav|mp3|flac|txt|pdf|csv|npy|json|xml|dcm|html?)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?"
    r"\s*([ap]m)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(\+|00?)[1-9][\d\s()/.-]{5,}\d|\(?\d{2,5}\)?[\s/-]+\d{2,}[\d\s/-]*\d{2}")
_MARK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-.*|[0-9a-f]{16,}|\S+@\S+\.\w+|https?://\S+", re.IGNORECASE)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|0\d{3,4}|\d{5}-\d{4}", re.IGNORECASE)


def looks_of_texts(name: str, texts: Sequence[str], rows: int) -> str:
    """What a column of texts seems to hold; `texts` are the different ones, nothing for plain categories."""
    seen = texts[:: max(1, len(texts) // SAMPLED)]
    for kind, pattern in ((DATES, _DATE), (FILES, _FILE), (IDS, _MARK)):
        if _share(seen, pattern) >= NEARLY_ALL:
            return kind
    if _share(seen, _TELEPHONE) >= NEARLY_ALL and (_named(TELEPHONES, name) or _digits(seen) >= 9):
        return TELEPHONES
    if _share(seen, _POSTCODE) >= NEARLY_ALL or (_named(POSTCODES, name) and all(map(str.isdigit, seen))):
        return POSTCODES
    if rows < FEW or len(texts) <= rows // 2:
        return ""
    words = sum(len(text.split()) for text in seen) / max(1, len(seen))
    return TEXTS if words > LONGEST_CATEGORY else IDS


def looks_of_numbers(name: str, values: NDArray[Any], different: int) -> str:
    """What a column of numbers seems to hold; `values` are those that are there, in their order."""
    if len(values) < FEW or (values.dtype.kind not in "iu" and not bool((values == np.floor(values)).all())):
        return ""
    steps = np.diff(values)
    if values[0] in (0, 1) and bool((steps == 1).all()):
        return ROW_NUMBERS  # from elsewhere, or in other steps, it is as likely a year or a measurement
    low, high = float(values.min()), float(values.max())
    if low >= 19000101 and high <= 21001231 and _are_days(values):
        return DATES
    if _named(DATES, name) and (1e8 <= low <= high < 5e9 or 1e11 <= low <= high < 5e12):
        return DATES  # seconds or milliseconds since 1970
    if _named(TELEPHONES, name) and high >= 1e6:
        return TELEPHONES
    if _named(POSTCODES, name) and low >= 100 and high < 1e6:
        return POSTCODES
    if _named(COUNTRIES, name) and low >= 1 and high < 1000 and different <= 250:
        return COUNTRIES
    if different >= NEARLY_ALL * len(values) and (_named(IDS, name) or low >= 1e8):
        return IDS
    return ""


def _named(kind: str, name: str) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)  # customerId: customer_Id
    return _NAMED[kind].search(spaced) is not None


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(text.strip()) is not None for text in texts) / max(1, len(texts))


def _digits(texts: Sequence[str]) -> int:
    """How many digits the shortest of some texts has."""
    return min((sum(sign.isdigit() for sign in text) for text in texts), default=0)


def _are_days(values: NDArray[Any]) -> bool:
    """Whether numbers are dates written as 20240131."""
    month, day = (values // 100) % 100, values % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())

"""Dates as numbers that say something: month, weekday, hour, and their places on a circle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

PARTS = ("year", "month", "day", "weekday", "hour", "minute", "day_of_year", "days")
CYCLES = ("month_cycle", "day_cycle", "weekday_cycle", "hour_cycle", "day_of_year_cycle")
DATES = '''\
def date_order(texts):
    """Day first or month first: what the dates can only be."""
    for text in texts:
        found = re.match(r"\\s*(\\d{1,2})[-/. ](\\d{1,2})[-/. ]", text)
        if found and max(int(found[1]), int(found[2])) > 12:
            return "dmy" if int(found[1]) > 12 else "mdy"
    return "dmy"


def read_date(text, order):
    """A date, perhaps with a time, whose parts stand in an order such as "dmy"; None where nothing stands."""
    if not text.strip():
        return None
    day = r"\\s*(\\d+)[-/. ](\\d+)[-/. ](\\d+)"
    time = r"(?:[T ]+(\\d+):(\\d+)(?::(\\d+)(?:[.,]\\d+)?)?\\s*([ap]m)?)?\\s*(?:Z|[+-]\\d\\d:?\\d\\d)?\\s*"
    found = re.fullmatch(day + time, text, re.IGNORECASE)
    if not found:
        raise ValueError(f"No date: {text!r}")
    numbers = dict(zip("ymd" if len(found[1]) == 4 else order, map(int, found.groups()[:3])))
    year = numbers["y"] + (0 if numbers["y"] > 99 else 2000 if numbers["y"] < 70 else 1900)
    hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "pm" else 0)
    return datetime.datetime(year, numbers["m"], numbers["d"], hour, minute, second)


def date_parts(array, names, order, since):
    """Rows of numbers for dates; NaN where one is missing."""
    start = read_date(since, "ymd")
    rows = {"": None}
    for text in set(array):
        date = read_date(text, order)
        rows[text] = None if date is None else part_numbers(date, names, start)
    width = next((len(row) for row in rows.values() if row), len(names))
    return np.array([rows[text] or [np.nan] * width for text in array], "float32")


def part_numbers(date, names, start):
    """What the parts of a date are; a cycle is the sine and the cosine of its place."""
    day = date.timetuple().tm_yday
    known = {"weekday": date.weekday(), "day_of_year": day, "days": (date - start).total_seconds() / 86400}
    places = {
        "month_cycle": (date.month - 1) / 12,
        "day_cycle": (date.day - 1) / 31,
        "weekday_cycle": date.weekday() / 7,
        "hour_cycle": (date.hour + date.minute / 60) / 24,
        "day_of_year_cycle": (day - 1) / 365.25,
    }
    found = []
    for name in names:
        if name in places:
            found += [np.sin(2 * np.pi * places[name]), np.cos(2 * np.pi * places[name])]
        else:
            found.append(known[name] if name in known else getattr(date, name))
    return found'''


@register
@dataclass(frozen=True)
class DateParts(Transform):
    """Dates become some of their parts, as numbers.

    These are year, month, day, weekday (Monday is 0), hour, minute, day_of_year, days since a date; month_cycle and the
    other cycles are two numbers, sine and cosine, for which December lies beside January. Dates are written year first
    (ISO), day first or month first, with or without a time. Which of the two last is meant is found out from the data,
    and asked for where every date could be either. A missing date gives NaN.
    """

    caption: ClassVar[str] = "Month, weekday, hour and other parts of dates"
    reads_texts: ClassVar[bool] = True
    function: ClassVar[str] = DATES
    imports: ClassVar[tuple[str, ...]] = ("import datetime", "import re")
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"parts": "year, days, hour_cycle", "format": "day_first", "since": "2000-01-01"},
    )
    parts: str = param("text", "year, month, day, weekday", f"Any of {', '.join((*PARTS, *CYCLES))}.")
    format: str = param(
        "choice",
        "auto",
        "How dates that don't begin with the year are written: 31/12/2024 or 12/31/2024.",
        choices=("auto", "day_first", "month_first"),
    )
    since: str = param("text", "1970-01-01", "The date that `days` are counted from.")

    @property
    def listed(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.parts.split(",") if part.strip())

    def check(self) -> None:
        if not re.fullmatch(r"\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])", self.since):
            raise SpecError(
                say("DateParts: since is a date such as 1970-01-31. Received: {since!r:.40}.", since=self.since)
            )
        strange = [name for name in self.listed if name not in (*PARTS, *CYCLES)]
        if strange or not self.listed:
            raise SpecError(
                say(
                    "DateParts: parts are some of {known}. Received: {given}.",
                    known=", ".join((*PARTS, *CYCLES)),
                    given=strange[0][:40] if strange else "none",
                )
            )

    @property
    def width(self) -> int:
        return sum(2 if name in CYCLES else 1 for name in self.listed)

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return (self.width,), "float32"

    def code(self, array: str, fitted: str) -> str:
        order = f"date_order({fitted})"
        if self.format != "auto":
            order = '"mdy"' if self.format == "month_first" else '"dmy"'
        parts = ", ".join(f'"{name}"' for name in self.listed)
        return f'date_parts({array}, [{parts}], {order}, "{self.since}")'

"""Dates as numbers that say something."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.dates import DateParts
from graph.data.transforms import Transform
from runtime.data.errors import bad
from runtime.data.text_rule import TextRule
from runtime.data.transforms import Arriving
from runtime.kinds.computes import computes

Array = NDArray[Any]
_DATE = re.compile(
    r"\s*(\d+)[-/. ](\d+)[-/. ](\d+)(?:[T ]+(\d+):(\d+)(?::(\d+)(?:[.,]\d+)?)?\s*([ap]m)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*",
    re.IGNORECASE,
)


@computes(DateParts)
class DatePartsRule(TextRule):
    @classmethod
    def settled(cls, spec: Any, data: Arriving) -> Transform:
        """Day first or month first: what the dates can only be; raises DataError where each could be either."""
        step: Transform = spec
        if spec.format != "auto":
            return step
        open_text = ""
        for text in data.classes:
            found = _DATE.fullmatch(text)
            if found is None or len(found[1]) == 4:
                continue
            first, second = int(found[1]), int(found[2])
            if first > 12 or second > 12:
                return step.replace(format="day_first" if first > 12 else "month_first")
            if first != second:
                open_text = open_text or text
        if open_text:
            raise bad(
                "Every date could be read day first or month first, such as {text}. Set the format of DateParts.",
                text=open_text,
            )
        return step.replace(format="day_first")

    def results(self, texts: Sequence[str]) -> Array:
        start = self._date(self.spec.since)
        rows = [self._numbers(self._date(text), start) for text in texts]
        return np.array([*rows, [math.nan] * self.spec.width], np.float32)

    def _date(self, text: str) -> datetime.datetime:
        order = "mdy" if self.spec.format == "month_first" else "dmy"
        found = _DATE.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            numbers = dict(zip("ymd" if len(found[1]) == 4 else order, map(int, found.groups()[:3]), strict=True))
            year = numbers["y"] + (0 if numbers["y"] > 99 else 2000 if numbers["y"] < 70 else 1900)
            hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
            if found[7]:
                hour = hour % 12 + (12 if found[7].lower() == "pm" else 0)
            return datetime.datetime(year, numbers["m"], numbers["d"], hour, minute, second)
        except ValueError:
            raise bad(
                "{text!r} is no date that is written {how}. Mend it, or set the format of DateParts.",
                text=text[:60],
                how="with the month first" if order == "mdy" else "year first or day first",
            ) from None

    def _numbers(self, date: datetime.datetime, start: datetime.datetime) -> list[float]:
        day = date.timetuple().tm_yday
        known = {"weekday": date.weekday(), "day_of_year": day, "days": (date - start).total_seconds() / 86400}
        places = {
            "month_cycle": (date.month - 1) / 12,
            "day_cycle": (date.day - 1) / 31,
            "weekday_cycle": date.weekday() / 7,
            "hour_cycle": (date.hour + date.minute / 60) / 24,
            "day_of_year_cycle": (day - 1) / 365.25,
        }
        found: list[float] = []
        for name in self.spec.listed:
            if name in places:
                found += [math.sin(2 * math.pi * places[name]), math.cos(2 * math.pi * places[name])]
            else:
                found.append(float(known[name] if name in known else getattr(date, name)))
        return found

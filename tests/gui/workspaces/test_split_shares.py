"""How the split says what share of each class is in both parts."""

from __future__ import annotations

from gui.workspaces.data.split import shares_text
from runtime.data.parts import Share


def test_a_class_and_its_numbers_stay_together() -> None:
    alike = (Share("no", 0.62, 0.62), Share("yes", 0.38, 0.38))
    assert shares_text(alike, 3, 10) == "no:\u00a062\u00a0%   yes:\u00a038\u00a0%   +3"
    two = shares_text((Share("no", 0.6, 0.5), Share("a name without end", 0.4, 0.5)), 0, 10)
    assert two.replace("\u00a0", "_") == "no:_60_%_|_50_%   a_name_with…:_40_%_|_50_%"

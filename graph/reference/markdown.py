"""Reference pages as Markdown; `translate` gives headings and help texts in another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.reference.page import ReferencePage, Sample
from graph.specs.message import Message, say

Translate = Callable[[Message | str], str]
"""A sentence, or a text of a spec, as the reader shall see it."""


def as_written(text: Message | str) -> str:
    return str(text)


def markdown(page: ReferencePage, translate: Translate = as_written, level: int = 1) -> str:
    """One page; `level` is that of its heading."""
    return "\n".join(_lines(page, translate, "#" * level)) + "\n"


def _lines(page: ReferencePage, t: Translate, mark: str) -> Iterator[str]:
    yield f"{mark} {page.kind}"
    yield ""
    if page.caption:
        yield plain(t(page.caption))
        yield ""
    if page.formula:
        yield from ("```", page.formula.strip("\n"), "```", "")
    if page.keras:
        others = t(say("also: {names}", names=", ".join(page.names))) if page.names else ""
        yield t(say("In Keras: {name}", name=f"`{page.keras}`")) + (f" ({plain(others)})" if others else "")
        yield ""
    if page.parameters:
        titles = t(say("Parameter")), t(say("Default")), t(say("Takes")), t(say("Meaning"))
        yield f"| {' | '.join(titles)} |"
        yield "|---|---|---|---|"
        for row in page.parameters:
            default = f"`{cell(row.default)}`" if row.default else t(say("needed"))
            meaning = t(row.help) if row.help else ""
            yield f"| `{row.name}` | {default} | {plain(t(row.allowed))} | {plain(meaning)} |"
        yield ""
    if len(page.inputs) > 1:
        yield t(say("Inputs: {names}", names=", ".join(page.inputs)))
        yield ""
    if len(page.outputs) > 1:
        yield t(say("Outputs: {names}", names=", ".join(page.outputs)))
        yield ""
    yield from _samples(page.samples, t, mark)


def _samples(samples: tuple[Sample, ...], t: Translate, mark: str) -> Iterator[str]:
    if not samples:
        return
    yield from (f"{mark}# {t(say('Examples'))}", "")
    for sample in samples:
        yield from ("```python", sample.code, "```", "")
        if sample.outputs:
            yield f"{', '.join(sample.inputs)} → {', '.join(sample.outputs)}"
            yield ""
        if sample.weights:
            shown = (
                f"`{n}` {shape}" + ("" if free else f" {t(say('(not trained)'))}") for n, shape, free in sample.weights
            )
            yield t(say("Weights: {weights}", weights=", ".join(shown)))
            yield ""


def plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return re.sub(r"([\\`*{}\[\]<>#|~])", r"\\\1", text)


def cell(text: str) -> str:
    """Source inside a table."""
    return text.replace("|", "\\|")

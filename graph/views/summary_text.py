"""A summary as text, in the look of Keras 3: a table of box-drawing characters and the totals below."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from graph.views.summary import BYTES, CallRow, Row, Table

UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
CHAIN_WIDTH, GRAPH_WIDTH, TRAINABLE_WIDTH = 88, 108, 12
CHAIN_COLUMNS, GRAPH_COLUMNS = (0.45, 0.80, 1.0), (0.3, 0.56, 0.74, 1.0)
NARROWEST = 44


def ends_of_columns(table: Table) -> tuple[float, ...]:
    """Where the columns of a table end, as shares of a line, that of `show_trainable` left out."""
    return CHAIN_COLUMNS if table.chain else GRAPH_COLUMNS


def summary_text(
    table: Table, width: int | None = None, line_length: int | None = None, ends: tuple[float, ...] | None = None
) -> str:
    """The text, with `line_length` characters a line: Keras' own unless given, at most `width` less 4 (a terminal's).

    Without `width`, as for a pipe or a file, nothing is cut. `ends` are where columns end, if not as usual.
    """
    columns = ends or ends_of_columns(table)
    length = line_length or (CHAIN_WIDTH if table.chain else GRAPH_WIDTH) + TRAINABLE_WIDTH * table.show_trainable
    if width is not None and line_length is None:
        length = min(length, width - 4)
    if table.show_trainable:
        columns = (*(0.9 * c for c in columns), 1.0)
    widths = column_widths(columns, max(length, NARROWEST))
    header = ["Layer (type)", "Output Shape", "Param #", *([] if table.chain else ["Connected to"])]
    header += ["Trainable"] if table.show_trainable else []
    aligns = "<<>" + ("" if table.chain else "<") + ("^" if table.show_trainable else "")
    rows = [_cells(table, row) for row in table.rows]
    lines = [f'Model: "{shown(table.name)}"', _rule("┏━┳┓", widths)]
    lines += _row([_cut(title, w) for title, w in zip(header, widths, strict=True)], widths, aligns, "┃")
    for number, row in enumerate(rows):
        lines += [_rule("├─┼┤" if number else "┡━╇┩", widths), *_row(row, widths, aligns, "│")]
    lines += [_rule("└─┴┘" if rows else "┗━┻┛", widths), *_totals(table)]
    return "\n".join(lines) + "\n"


def column_widths(ends: tuple[float, ...], length: int) -> list[int]:
    """The width of each cell without its padding: shares of the length, evenly reduced to make room for the frame."""
    widths, current = [], 0
    for end in ends:
        widths.append(int(end * length) - current + 2)
        current = int(end * length)
    excess, left = sum(widths) + len(widths) + 1 - length, len(widths)
    for column in range(len(widths)):
        cut = round(excess / left)
        widths[column] -= cut
        excess, left = excess - cut, left - 1
    return [max(width - 2, 1) for width in widths]


def size_text(weights: int) -> str:
    """The memory that so many weights take: `1.13 KB`."""
    size: float = weights * BYTES
    for unit in UNITS:
        if size < 1024 or unit == UNITS[-1]:
            break
        size /= 1024
    return f"{size:.2f} {unit}"


def shape_of_call(call: CallRow) -> str:
    """A call's output shape, a list of them for several results, `?` where unknown."""
    shapes = ["?" if t is None else f"({', '.join(map(str, t.shape))})" for t in call.outputs]
    return shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]" if shapes else "?"


def _cells(table: Table, row: Row) -> list[str]:
    prefix = "   " * row.depth + "└ " if row.depth else ""
    name = f"{prefix}{shown(row.name)} ({row.kind})" + ("" if row.used else " unused")
    params = "0 (unbuilt)" if row.params is None else f"{row.params:,}"
    cells = [name, "\n".join(shape_of_call(call) for call in row.calls) or "?", params]
    if not table.chain:
        cells.append("\n".join(", ".join(map(shown, call.sources)) or "-" for call in row.calls) or "-")
    if table.show_trainable:
        cells.append({True: "Y", False: "N", None: "-"}[row.trainable])
    return cells


def _totals(table: Table) -> list[str]:
    counts = table.counts
    named = [("Total", counts.total), ("Trainable", counts.trainable), ("Non-trainable", counts.non_trainable)]
    if counts.optimizer is not None:
        named.append(("Optimizer", counts.optimizer))
    return [f" {name} params: {count:,} ({size_text(count)})" for name, count in named]


def _rule(signs: str, widths: list[int]) -> str:
    left, line, between, right = tuple(signs)
    return left + between.join(line * (width + 2) for width in widths) + right


def _row(cells: list[str], widths: list[int], aligns: str, border: str) -> list[str]:
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    lines = []
    for number in range(height):
        texts = [lines_of[number] if number < len(lines_of) else "" for lines_of in wrapped]
        padded = [_aligned(t, w, a) for t, w, a in zip(texts, widths, aligns, strict=True)]
        lines.append(border + border.join(f" {text} " for text in padded) + border)
    return lines


def _cut(title: str, width: int) -> str:
    return title if len(title) <= width else f"{title[: width - 1]}…"


def _aligned(text: str, width: int, align: str) -> str:
    free = width - cells_of(text)
    before = {"<": 0, ">": free, "^": free // 2}[align]
    return " " * before + text + " " * (free - before)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken at spaces; a longer word goes on in the next line, uncut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        indent = len(paragraph) - len(paragraph.lstrip(" "))
        line = paragraph[:indent]
        for word in paragraph[indent:].split(" "):
            joined = f"{line} {word}" if line.strip() else f"{line}{word}"
            if cells_of(joined) <= width:
                line = joined
                continue
            if line.strip():
                lines.append(line)
                line = ""
            line += word
            while cells_of(line) > width:
                fitting = _fitting(line, width)
                lines.append(line[:fitting])
                line = line[fitting:]
        lines.append(line)
    return lines


def _fitting(text: str, width: int) -> int:
    """Where to break a word: before the last bracket that fits, else where it is full."""
    used = full = 0
    while full < len(text) and used + cells_of(text[full]) <= width:
        used += cells_of(text[full])
        full += 1
    bracket = text.rfind("[", 0, full + 1)
    return bracket if bracket > full // 2 else max(full, 1)


def cells_of(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide signs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def shown(name: str) -> str:
    """A name with control signs written out, so that it can't steer a terminal."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)

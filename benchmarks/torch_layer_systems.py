"""The systems of `layer_systems` in PyTorch, written as its users would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as f
from torch import Tensor, nn

Build = tuple[nn.Module, list[Tensor], list[Tensor], Callable[..., Tensor], str]


def normalized(inward: int, outward: int, size: int = 3, strides: int = 1, groups: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(inward, outward, size, strides, size // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outward, 1e-3, 0.01))


class Block(nn.Module):
    def __init__(self, inward: int, outward: int, strides: int) -> None:
        super().__init__()
        self.way = nn.Sequential(normalized(inward, outward, 3, strides), nn.ReLU(), normalized(outward, outward))
        self.short: nn.Module = normalized(inward, outward, 1, strides) if strides > 1 else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return f.relu(self.short(x) + self.way(x))


def resnet20() -> nn.Module:
    sizes = [(16, 16, 1)] * 3 + [(16, 32, 2)] + [(32, 32, 1)] * 2 + [(32, 64, 2)] + [(64, 64, 1)] * 2
    pool = nn.AdaptiveAvgPool2d(1)
    start = normalized(3, 16)
    return nn.Sequential(start, nn.ReLU(), *(Block(*s) for s in sizes), pool, nn.Flatten(), nn.Linear(64, 10))


def mobile() -> nn.Module:
    parts: list[nn.Module] = [normalized(3, 32), nn.ReLU6()]
    inward = 32
    for outward, strides in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        parts += [normalized(inward, inward, 3, strides, inward), nn.ReLU6()]
        parts += [normalized(inward, outward, 1), nn.ReLU6()]
        inward = outward
    return nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))


class TextCnn(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table, self.out = nn.Embedding(10000, 128), nn.Linear(192, 1)
        self.filters = nn.ModuleList([nn.Conv1d(128, 64, size) for size in (3, 4, 5)])

    def forward(self, words: Tensor) -> Tensor:
        x = self.table(words).transpose(1, 2)
        found = torch.cat([f.relu(conv(x)).amax(2) for conv in self.filters], 1)
        return self.out(f.dropout(found, 0.5, self.training)).sigmoid()


class Attending(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(128), nn.LayerNorm(128)
        self.attention = nn.MultiheadAttention(128, 4, batch_first=True)
        self.dense = nn.Sequential(nn.Linear(128, 512), nn.GELU(), nn.Linear(512, 128))

    def forward(self, x: Tensor) -> Tensor:
        y = self.first(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.dense(self.second(x))


class Transformer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.blocks, self.out = nn.Sequential(Attending(), Attending(), nn.LayerNorm(128)), nn.Linear(128, 10)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.blocks(x).mean(1))


class BiGru(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table, self.out = nn.Embedding(10000, 128, padding_idx=0), nn.Linear(128, 1)
        self.gru = nn.GRU(128, 64, batch_first=True, bidirectional=True)

    def forward(self, words: Tensor) -> Tensor:
        lengths = (words != 0).sum(1)
        packed = nn.utils.rnn.pack_padded_sequence(self.table(words), lengths, batch_first=True, enforce_sorted=False)
        state = self.gru(packed)[1]
        return self.out(torch.cat([state[0], state[1]], 1)).sigmoid()


def conv3d() -> nn.Module:
    def part(inward: int, outward: int) -> nn.Sequential:
        return nn.Sequential(nn.Conv3d(inward, outward, 3, padding=1), nn.ReLU())

    body = part(1, 16), nn.MaxPool3d(2), part(16, 32), nn.MaxPool3d(2), part(32, 64)
    return nn.Sequential(*body, nn.AdaptiveAvgPool3d(1), nn.Flatten(), nn.Linear(64, 10))


class ConvLstm(nn.Module):
    """One layer; torch has none, so its users write the loop."""

    def __init__(self, inward: int, units: int) -> None:
        super().__init__()
        self.given, self.state = nn.Conv2d(inward, 4 * units, 3, padding=1), nn.Conv2d(units, 4 * units, 3, padding=1)
        self.units = units

    def forward(self, x: Tensor) -> Tensor:
        batch, steps, _, rows, columns = x.shape
        h = c = x.new_zeros(batch, self.units, rows, columns)
        given = self.given(x.flatten(0, 1)).unflatten(0, (batch, steps))
        found = []
        for step in range(steps):
            i, o, g, a = (given[:, step] + self.state(h)).chunk(4, 1)
            c = g.sigmoid() * c + i.sigmoid() * a.tanh()
            h = o.sigmoid() * c.tanh()
            found.append(h)
        return torch.stack(found, 1)


class Film(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.out = ConvLstm(1, 16), ConvLstm(16, 16), nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.second(self.first(x))[:, -1]).sigmoid()


def layer_systems() -> dict[str, Callable[[], Build]]:
    """(model, inputs, targets, loss, optimizer) of each, by name."""
    r, bce, ce = torch.rand, f.binary_cross_entropy, f.cross_entropy

    def coin(*shape: int) -> Tensor:
        return torch.randint(0, 2, shape).float()

    def zeros(rows: int) -> Tensor:
        return torch.zeros(rows, dtype=torch.long)

    def texts() -> Tensor:
        words = torch.randint(1, 10000, (32, 100))
        words[torch.arange(100) >= torch.randint(20, 101, (32, 1))] = 0
        return words

    made: dict[str, Any] = {
        "resnet20": lambda: (resnet20(), [r(64, 3, 32, 32)], [zeros(64)], ce, "adam"),
        "mobile": lambda: (mobile(), [r(32, 3, 32, 32)], [zeros(32)], ce, "adam"),
        "text_cnn": lambda: (TextCnn(), [torch.randint(1, 10000, (32, 200))], [coin(32, 1)], bce, "adam"),
        "transformer": lambda: (Transformer(), [r(32, 128, 128)], [zeros(32)], ce, "adam"),
        "bigru": lambda: (BiGru(), [texts()], [coin(32, 1)], bce, "adam"),
        "conv3d": lambda: (conv3d(), [r(8, 1, 16, 32, 32)], [zeros(8)], ce, "adam"),
        "convlstm": lambda: (Film(), [r(8, 10, 1, 32, 32)], [coin(8, 1, 32, 32)], bce, "adam"),
    }
    return made

"""The same systems in PyTorch, written as its users would; `channels_last` sets the memory format of images."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as f
from torch import Tensor, nn

from benchmarks.torch_layer_systems import Build, layer_systems


class Last(nn.Module):
    """The last output of an LSTM."""

    def __init__(self, features: int, units: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(features, units, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.lstm(x)[0][:, -1]


class Headline(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table, self.lstm, self.second = nn.Embedding(10000, 512), Last(512, 32), nn.Linear(32, 1)
        hidden = [m for n in (37, 64, 64) for m in (nn.Linear(n, 64), nn.ReLU())]
        self.main = nn.Sequential(*hidden, nn.Linear(64, 1))

    def forward(self, words: Tensor, extra: Tensor) -> tuple[Tensor, Tensor]:
        state = self.lstm(self.table(words))
        return self.main(torch.cat([state, extra], 1)).sigmoid(), self.second(state).sigmoid()


class Tweets(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.dense = Last(256, 64), nn.Linear(128, 1)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return self.dense(torch.cat([self.lstm(a), self.lstm(b)], 1)).sigmoid()


def conv(inward: int, outward: int, size: int = 3, padding: int = 0) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inward, outward, size, padding=padding), nn.ReLU())


def paint(inward: int, outward: int) -> nn.Sequential:
    return nn.Sequential(nn.ConvTranspose2d(inward, outward, 3), nn.ReLU())


class Autoencoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(conv(1, 16), conv(16, 32), nn.MaxPool2d(3), conv(32, 32), conv(32, 16))
        self.decoder = nn.Sequential(
            paint(1, 16), paint(16, 32), nn.Upsample(scale_factor=3), paint(32, 16), paint(16, 1)
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.decoder(self.encoder(x).amax((2, 3)).reshape(-1, 1, 4, 4))


class Residual(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x)


class SmallResNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Sequential(conv(3, 32), conv(32, 64), nn.MaxPool2d(3))
        self.blocks = nn.ModuleList([nn.Sequential(conv(64, 64, 3, 1), conv(64, 64, 3, 1)) for _ in range(2)])
        self.last, self.hidden, self.out = conv(64, 64), nn.Linear(64, 256), nn.Linear(256, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.start(x)
        for block in self.blocks:
            x = block(x) + x
        x = f.dropout(f.relu(self.hidden(self.last(x).amax((2, 3)))), 0.5, self.training)
        return self.out(x)


class StackedLstm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table, self.lstm, self.dense = (
            nn.Embedding(20000, 128),
            nn.LSTM(128, 64, 2, batch_first=True),
            nn.Linear(64, 1),
        )

    def forward(self, words: Tensor) -> Tensor:
        return self.dense(self.lstm(self.table(words))[0][:, -1]).sigmoid()


class Siamese(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Sequential(
            conv(1, 32), nn.MaxPool2d(2), conv(32, 64), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1600, 64)
        )
        self.head = nn.Sequential(nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 1), nn.Sigmoid())

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return self.head(torch.cat([self.tower(a), self.tower(b)], 1))


class Inception(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.one = conv(64, 32, 1)
        self.three = nn.Sequential(conv(64, 48, 1), conv(48, 64, 3, 1))
        self.five = nn.Sequential(conv(64, 16, 1), conv(16, 32, 5, 2))
        self.pool = nn.Sequential(nn.MaxPool2d(3, 1, 1), conv(64, 32, 1))
        self.out = nn.Linear(160, 10)

    def forward(self, x: Tensor) -> Tensor:
        merged = torch.cat([self.one(x), self.three(x), self.five(x), self.pool(x)], 1)
        return self.out(merged.amax((2, 3)))


class UNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()

        def twice(inward: int, outward: int) -> nn.Sequential:
            return nn.Sequential(conv(inward, outward, 3, 1), conv(outward, outward, 3, 1))

        self.a, self.b, self.c = twice(1, 16), twice(16, 32), twice(32, 64)
        self.up1, self.d = nn.ConvTranspose2d(64, 32, 2, 2), twice(64, 32)
        self.up2, self.e = nn.ConvTranspose2d(32, 16, 2, 2), twice(32, 16)
        self.out = nn.Conv2d(16, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        a = self.a(x)
        b = self.b(f.max_pool2d(a, 2))
        c = self.c(f.max_pool2d(b, 2))
        x = self.d(torch.cat([self.up1(c), b], 1))
        return self.out(self.e(torch.cat([self.up2(x), a], 1))).sigmoid()


def dense(*sizes: int) -> nn.Sequential:
    parts: list[nn.Module] = []
    for a, b in pairwise(sizes):
        parts += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*parts[:-1])


def zeros(rows: int) -> Tensor:
    return torch.zeros(rows, dtype=torch.long)


def build(name: str) -> Build:
    """(model, inputs, targets, loss, optimizer) of a system."""
    r, coin = torch.rand, lambda n: torch.randint(0, 2, (n, 1)).float()
    bce, ce = f.binary_cross_entropy, f.cross_entropy
    image = r(32, 1, 28, 28)
    wide, small = r(16, 3, 256, 256), r(16, 1, 64, 64)
    made: dict[str, Callable[[], Build]] = {
        "fully_connected": lambda: (dense(784, 64, 64, 10), [r(32, 784)], [zeros(32)], ce, "rmsprop"),
        "headline": lambda: (
            Headline(),
            [torch.randint(1, 10000, (32, 100)), r(32, 5)],
            [coin(32)],
            two_losses,
            "rmsprop",
        ),
        "tweets": lambda: (Tweets(), [r(32, 280, 256), r(32, 280, 256)], [coin(32)], bce, "rmsprop"),
        "autoencoder": lambda: (Autoencoder(), [image], [image], f.mse_loss, "adam"),
        "residual": lambda: (Residual(), [wide], [wide], f.mse_loss, "rmsprop"),
        "small_resnet": lambda: (SmallResNet(), [r(64, 3, 32, 32)], [zeros(64)], ce, "rmsprop"),
        "stacked_lstm": lambda: (StackedLstm(), [torch.randint(1, 20000, (32, 80))], [coin(32)], bce, "adam"),
        "wide_dense": lambda: (dense(1024, 1024, 1024, 1024, 10), [r(256, 1024)], [zeros(256)], ce, "adam"),
        "siamese": lambda: (Siamese(), [r(64, 1, 28, 28), r(64, 1, 28, 28)], [coin(64)], bce, "adam"),
        "inception": lambda: (Inception(), [r(32, 64, 32, 32)], [zeros(32)], ce, "adam"),
        "unet": lambda: (UNet(), [small], [(small > 0.5).float()], bce, "adam"),
    }
    return (made | layer_systems())[name]()


def two_losses(outputs: tuple[Tensor, Tensor], target: Tensor) -> Tensor:
    main, second = outputs
    return f.binary_cross_entropy(main, target) + 0.2 * f.binary_cross_entropy(second, target)


def steps(name: str, channels_last: bool) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """A training step and a prediction of a system."""
    torch.manual_seed(1)
    model, inputs, targets, loss, optimizer = build(name)
    if channels_last:
        model = model.to(memory_format=torch.channels_last)
        formats = [x.contiguous(memory_format=torch.channels_last) if x.ndim == 4 else x for x in inputs]
        targets = [formats[0] if t is inputs[0] else t for t in targets]
        inputs = formats
    kind = torch.optim.Adam if optimizer == "adam" else torch.optim.RMSprop
    update = kind(model.parameters(), lr=1e-3)

    def train() -> float:
        update.zero_grad()
        value = loss(model(*inputs), *targets)
        value.backward()
        update.step()
        return float(value)

    def predict() -> Any:
        model.eval()
        with torch.inference_mode():
            found = model(*inputs)
        model.train()
        return found

    return train, predict

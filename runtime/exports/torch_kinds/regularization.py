"""What acts in training alone."""

from __future__ import annotations

from graph.layers.regularization.activity_regularization import ActivityRegularization
from graph.layers.regularization.dropout import Dropout
from graph.layers.regularization.noise import AlphaDropout, GaussianDropout, GaussianNoise
from graph.layers.regularization.spatial_dropout import SpatialDropout
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.torch_kinds.activations import each
from runtime.exports.torch_module import Module, Said, Unsayable, call, says


@says(Dropout)
def dropout(m: Module, s: Said) -> Tensor:
    if s.spec.noise_shape is not None:
        raise Unsayable(say("noise_shape has no counterpart there"))
    layer = m.member(call("nn.Dropout", s.spec.rate))
    return each(s.values[0], lambda x: f"{layer}({x})")


@says(SpatialDropout)
def spatial_dropout(m: Module, s: Said) -> Tensor:
    value = s.values[0]
    layer = m.member(call(f"nn.Dropout{value.rank - 2}d", s.spec.rate))
    if getattr(s.spec, "data_format", "channels_last") == "channels_first":
        return Tensor(value.rank, f"{layer}({m.last(value)})")
    return Tensor(value.rank, first=f"{layer}({m.first(value)})")


@says(AlphaDropout)
def alpha_dropout(m: Module, s: Said) -> Tensor:
    if getattr(s.spec, "noise_shape", None) is not None:
        raise Unsayable(say("noise_shape has no counterpart there"))
    layer = m.member(call("nn.AlphaDropout", s.spec.rate))
    return each(s.values[0], lambda x: f"{layer}({x})")


@says(GaussianNoise)
def gaussian_noise(m: Module, s: Said) -> Tensor:
    size = s.spec.stddev
    return each(s.values[0], lambda x: f"{x} + {size} * torch.randn_like({x}) if self.training else {x}")


@says(GaussianDropout)
def gaussian_dropout(m: Module, s: Said) -> Tensor:
    size = round((s.spec.rate / (1 - s.spec.rate)) ** 0.5, 12)
    return each(s.values[0], lambda x: f"{x} * (1 + {size} * torch.randn_like({x})) if self.training else {x}")


@says(ActivityRegularization)
def activity_regularization(m: Module, s: Said) -> Tensor:
    return Tensor(s.values[0].rank, s.values[0].last, s.values[0].first)

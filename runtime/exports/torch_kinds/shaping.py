"""Layers that move numbers and change none, or enlarge pictures."""

from __future__ import annotations

from graph.layers.reshaping.borders import Bordered
from graph.layers.reshaping.repeating import RepeatVector, UpSampling
from graph.layers.reshaping.reshape import Flatten, Permute, Reshape
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import free_size
from runtime.exports.torch_kinds.windows import surrounded
from runtime.exports.torch_module import Module, Said, Unsayable, call, says, single


@says(Flatten)
def flatten(m: Module, s: Said) -> str:
    x = m.last(s.values[0])
    if s.spec.data_format == "channels_first":
        x = m.last(Tensor(s.values[0].rank, first=x))
    return f"{x}.unsqueeze(1)" if s.values[0].rank == 1 else f"torch.flatten({x}, 1)"


@says(Reshape)
def reshape(m: Module, s: Said) -> str:
    shape = s.results[0].shape[1:]
    if sum(size is None for size in shape) > 1:
        raise free_size(s.results[0])
    x = m.last(s.values[0])
    batch = f"{x}.shape[0]" if None in shape else "-1"
    return f"{x}.reshape({', '.join([batch, *('-1' if size is None else str(size) for size in shape)])})"


@says(Permute)
def permute(m: Module, s: Said) -> str:
    return call(f"{m.last(s.values[0])}.permute", 0, *s.spec.dims)


@says(RepeatVector)
def repeat_vector(m: Module, s: Said) -> str:
    return f"{m.last(s.values[0])}.unsqueeze(1).repeat(1, {s.spec.n}, 1)"


@says(Bordered)
def borders(m: Module, s: Said) -> str:
    """Croppings and paddings: `F.pad` takes off what is less than nothing."""
    given = dict(zip(s.spec.axes(), s.spec.borders(), strict=True))
    rank = s.values[0].rank
    first = min(given)
    return surrounded(m.last(s.values[0]), [given.get(axis, (0, 0)) for axis in range(first, rank)])


@says(UpSampling)
def up_sampling(m: Module, s: Said) -> Tensor:
    spec, value = s.spec, s.values[0]
    mode = "nearest" if spec.repeats else spec.interpolation
    if mode not in ("nearest", "bilinear"):
        raise Unsayable(say("the interpolation {name} has no counterpart there", name=mode))
    first = getattr(spec, "data_format", "channels_last") == "channels_first"
    x = m.last(value) if first else m.first(value)
    factors = single([float(factor) for factor in spec.factors()])
    y = call("F.interpolate", x, scale_factor=factors, mode=mode, align_corners=False if mode == "bilinear" else None)
    return Tensor(value.rank, y) if first else Tensor(value.rank, first=y)

"""What parameters mean that many kinds share, said once: their help wherever a spec says nothing of its own."""

from __future__ import annotations

HELPS = {
    "activation": "applied to the result",
    "use_bias": "whether a bias is added",
    "activity_regularizer": "a penalty on the outputs, added to the loss",
    "data_format": "where the channels stand: last, or right after the batch",
    "padding": "valid: only whole windows; same: the input is padded, so that strides of 1 keep its size",
    "seed": "the same seed draws the same numbers",
    "dilation_rate": "gaps between the cells of a window",
    "epsilon": "a small number against division by zero",
    "axis": "the axis that is meant, counted with the batch as 0",
    "keepdims": "keep the axes that are summed up, with size 1",
    "dtype": "the type of its numbers",
}
ENDINGS = {
    "_initializer": "how the {part} begins",
    "_regularizer": "a penalty on the {part}, added to the loss",
    "_constraint": "what the {part} is held to after each step",
}


def standard_help(name: str) -> str:
    """The usual meaning of a parameter of that name, empty where there is none."""
    if name in HELPS:
        return HELPS[name]
    for ending, words in ENDINGS.items():
        if name.endswith(ending):
            return words.format(part=name.removesuffix(ending).replace("_", " "))
    return ""

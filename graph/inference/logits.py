"""Cross-entropies computed from logits: what a sigmoid or softmax makes exactly 0 or 1 can then still be learnt."""

from __future__ import annotations

from dataclasses import replace

from graph.inference.program import Program, ProgramOutput, Step
from graph.layers.activation import Activation
from graph.layers.activation.softmax import Softmax
from graph.specs.losses.loss import Loss

FUNCTIONS = {"binary": "sigmoid", "categorical": "softmax"}
"""The activation that gives the probabilities a loss expects, by `Loss.probabilities`."""


def through_logits(program: Program) -> Program:
    """The same program, its outputs told their logits wherever a loss of probabilities judges what an activation has
    just made of them.

    A layer that ends with such an activation becomes two steps of one call. Gradients of an output's other uses meet
    the loss's at the logits, behind the activation.
    """
    makers = {value: step for step in program.steps for value in step.outputs}
    values = list(program.values)
    logits: dict[int, int] = {}
    halves: dict[int, tuple[Step, Step]] = {}
    outputs: list[ProgramOutput] = []
    for output in program.outputs:
        maker = makers.get(output.value)
        if maker is None or not _hides_logits(output, maker):
            outputs.append(output)
            continue
        if output.value not in logits:
            if isinstance(maker.spec, (Activation, Softmax)):
                logits[output.value] = maker.inputs[0]
            else:
                logits[output.value] = len(values)
                values.append(program.values[output.value])
                halves[output.value] = _halves(maker, logits[output.value])
        outputs.append(replace(output, logits=logits[output.value]))
    steps = (half for step in program.steps for half in halves.get(step.outputs[0], (step,)))
    return replace(program, values=tuple(values), steps=tuple(steps), outputs=tuple(outputs))


def _hides_logits(output: ProgramOutput, maker: Step) -> bool:
    """Whether the output's loss expects probabilities and its last step makes them of logits."""
    loss, spec = output.spec.loss, maker.spec
    return (
        isinstance(loss, Loss)
        and not getattr(loss, "from_logits", True)
        and _function_at_the_end(maker) == FUNCTIONS.get(loss.probabilities, "")
        and getattr(spec, "activity_regularizer", None) is None  # it looks at what the activation gives
    )


def _function_at_the_end(step: Step) -> str | None:
    """The activation that a step ends with, along the last axis."""
    spec = step.spec
    if isinstance(spec, Softmax):
        return "softmax" if spec.axis == (-1,) and len(step.inputs) == 1 else None
    return getattr(spec, "activation", None) if spec.ends_with_activation else None


def _halves(step: Step, logits: int) -> tuple[Step, Step]:
    """The layer without its activation, and the activation."""
    name = dict(step.spec.non_default())["activation"]
    linear = replace(step, spec=step.spec.replace(activation="linear"), outputs=(logits,))
    activation = Activation(activation=name)
    return linear, replace(step, layer=(*step.layer, name), spec=activation, inputs=(logits,))

"""Lines of quick-add: what each draws, behind what, and what is said of those that draw nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, Source, new_document
from graph.editing.grouping import ungroup
from graph.inference.following import infer
from graph.layers.core.nested_model import NestedModel
from graph.quick_add.drawing import Drawn, draw_line
from graph.quick_add.pen import Start
from graph.specs.spec import TensorType
from graph.validate import problems
from runtime.files.templates import load


def drawn(*lines: str, document: Document | None = None) -> Drawn:
    """The lines one after another, each behind the last."""
    now, start, result = document or new_document(), Start(), None
    for line in lines:
        result = draw_line(now, now.root, line, start)
        now, start = result.document, Start(result.ends, start.mark or result.ends)
    assert result is not None
    return result


def specs(found: Drawn) -> list[tuple[str, dict[str, Any]]]:
    return [(x.spec.kind, dict(x.spec.non_default())) for x in found.document.main.layers.values()]


def wires(found: Drawn) -> list[tuple[str, str]]:
    """Every wire as (from, to), by the names of the layers."""
    model = found.document.main
    return [(model.layer_of(s.call).name, model.layer_of(call).name or "out") for s, call, _ in model.wires()]


def told(found: Drawn) -> str:
    return " ".join(str(problem.message) for problem in found.problems)


CONV = {"filters": 64, "kernel_size": (3, 3), "padding": "same", "activation": "relu"}


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("conv2d 64 3 same relu", "Conv2D", CONV),
        ("conv64 3 relu same", "Conv2D", CONV),
        ("c64 3r padding=same", "Conv2D", CONV),
        ("卷积 64 3 same relu", "Conv2D", CONV),
        ("conv2d 8 3x5 2", "Conv2D", {"filters": 8, "kernel_size": (3, 5), "strides": (2, 2)}),
        ("dense 10 softmax", "Dense", {"units": 10, "activation": "softmax"}),
        ("fc 10 nobias", "Dense", {"units": 10, "use_bias": False}),
        ("dense 10 he_normal", "Dense", {"units": 10}),
        ("lstm 32 seq", "LSTM", {"units": 32, "return_sequences": True}),
        ("drop .3", "Dropout", {"rate": 0.3}),
        ("bn .9", "BatchNormalization", {"momentum": 0.9}),
        ("input 28 28 1", "Input", {"shape": (28, 28, 1)}),
        ("input 28x28x1 int32", "Input", {"shape": (28, 28, 1), "dtype": "int32"}),
        ("reshape 4 4 1", "Reshape", {"target_shape": (4, 4, 1)}),
        ("maxpool", "MaxPooling2D", {}),
        ("bi layer=gru(units=3) mul", "Bidirectional", {}),
    ],
)
def test_words_are_parameters(line: str, kind: str, expected: dict[str, Any]) -> None:
    found = drawn(line)
    assert found.is_sound
    ((drawn_kind, given),) = specs(found)
    assert drawn_kind == kind and expected.items() <= given.items()


def test_the_axes_that_arrive_choose_among_kinds_of_one_name() -> None:
    assert [k for k, _ in specs(drawn("input 50 8 > conv 16 3 > maxpool 2 > gap"))][1:] == [
        "Conv1D",
        "MaxPooling1D",
        "GlobalAveragePooling1D",
    ]
    assert specs(drawn("input 9 9 9 1 > conv 4 3"))[-1][0] == "Conv3D"
    assert specs(drawn("conv 4 3"))[-1][0] == "Conv2D"


def test_steps_repetitions_and_lists_go_on_behind_each_other() -> None:
    found = drawn("input 8 > dense 64,32 relu *2 > out")
    units = [given["units"] for kind, given in specs(found) if kind == "Dense"]
    assert units == [64, 32, 64, 32]
    assert [end for _, end in wires(found)] == ["dense", "dense_1", "dense_2", "dense_3", "out"]


def test_a_line_goes_on_where_the_last_one_ended() -> None:
    assert wires(drawn("input 8", "dense 4 relu", "out")) == [("input", "dense"), ("dense", "out")]


def test_a_join_brings_the_beginning_back() -> None:
    found = drawn("input 9 9 4 > conv 4 3 same", "conv 4 3 same *2 | add", "conv 4 3 same | add")
    assert wires(found)[-5:] == [
        ("conv2d_2", "add"),
        ("conv2d", "add"),
        ("add", "conv2d_3"),
        ("conv2d_3", "add_1"),
        ("add", "add_1"),
    ]
    alone = drawn("input 9 9 4 > conv 4 3 same", "conv 4 3 same", "| add")
    assert wires(alone)[-2:] == [("conv2d_1", "add"), ("conv2d", "add")]
    named = drawn("input 8 name=a > dense 4 name=b > dense 4 name=c | concat b a > out")
    assert [w for w in wires(named) if w[1] == "concatenate"] == [(n, "concatenate") for n in ("c", "b", "a")]


def test_a_group_joins_with_what_entered_it_and_repeats_as_a_whole() -> None:
    found = drawn("input 9 9 4 > (conv 4 3 same | add)*2 > gap")
    assert wires(found) == [
        ("input", "conv2d"),
        ("conv2d", "add"),
        ("input", "add"),
        ("add", "conv2d_1"),
        ("conv2d_1", "add_1"),
        ("add", "add_1"),
        ("add_1", "global_average_pooling2d"),
    ]


def test_a_layer_behind_several_is_used_by_each_with_the_same_weights() -> None:
    found = drawn("tweets > lstm 64 > out")
    model = found.document.main
    shared = model.layer_named("lstm")
    assert shared is not None and len(model.calls_of(shared.id)) == 2
    assert ("lstm", "concatenate") in wires(found) and not found.problems


def test_a_layer_is_used_again_by_its_name() -> None:
    found = drawn("input 8 name=a > dense 8 name=twice > reuse twice", "input 8 name=b > @twi")
    model = found.document.main
    twice = model.layer_named("twice")
    assert twice is not None and len(model.calls_of(twice.id)) == 3
    assert wires(drawn("input 8 > dense 4 > dense 2", "@dense > out"))[-1] == ("dense", "out")


@pytest.mark.parametrize(
    ("line", "loss", "metrics", "head"),
    [
        ("input 8 > dense 10 softmax > out sparse", "SparseCategoricalCrossentropy", ["Accuracy"], None),
        ("input 8 > dense 1 sigmoid > out", "BinaryCrossentropy", ["Accuracy"], None),
        ("input 8 > dense 3 > out", "MeanSquaredError", [], None),
        ("input 8 > out 10", "SparseCategoricalCrossentropy", ["Accuracy"], (10, "softmax")),
        ("input 8 > out 1", "BinaryCrossentropy", ["Accuracy"], (1, "sigmoid")),
        ("input 8 > out 2 mse mae", "MeanSquaredError", ["MeanAbsoluteError"], (2, "linear")),
        ("input 8 > out 10 categorical auc", "CategoricalCrossentropy", ["AUC"], (10, "softmax")),
        ("input 8 > out 1 .25", "BinaryCrossentropy", ["Accuracy"], (1, "sigmoid")),
    ],
)
def test_an_output_has_the_loss_that_suits_it(
    line: str, loss: str, metrics: list[str], head: tuple[int, str] | None
) -> None:
    found = drawn(line)
    assert found.is_sound and not told(found)
    layers = list(found.document.main.layers.values())
    output: Any = layers[-1].spec
    assert output.loss.kind == loss and [m.kind for m in output.metrics] == metrics
    last: Any = layers[-2].spec
    assert head is None or (last.units, last.activation) == head
    assert output.loss_weight == (0.25 if ".25" in line else 1.0)


@pytest.mark.parametrize(
    ("lines", "sources"),
    [
        (("digits 28 > conv 8 3 relu > gap > out",), ["image", "digit"]),
        (("digits > flat > out categorical",), ["image", "digit"]),
        (
            ("headlines.h > emb 10000 8 > lstm 4 > out .2", "@l | cat a > dense 4 relu > out"),
            ["headline", "additional"],
        ),
        (("tweets 200 > lstm 4 > out",), ["tweet_a", "tweet_b", "same_author"]),
        (("points > dense 8 tanh > out",), ["point", "label"]),
        (("series > dense 16 > out",), ["x", "y"]),
        (("images 8 > conv 3 3 same > out",), ["image", "sharpened"]),
    ],
)
def test_a_data_set_feeds_what_is_drawn(lines: tuple[str, ...], sources: list[str]) -> None:
    """What is drawn from data can be trained as it is."""
    found = drawn(*lines)
    assert found.is_sound and not told(found)
    assert {binding.column for binding in found.document.data.bindings.values()} >= set(sources)
    assert [str(problem.message) for problem in problems(found.document)] == []


def test_the_small_resnet_is_a_line() -> None:
    line = "digits 32 > conv 32,64 3 relu > maxpool 3 > residual 64 *2 > conv 64 3 relu > gmp > dense 256 relu > drop"
    document = drawn(line, "out").document
    for key, layer in tuple(document.main.layers.items()):
        if isinstance(layer.spec, NestedModel):
            document, _ = ungroup(document, document.root, key)
    template = load("small_resnet")
    ours, theirs = (infer(d) for d in (document, template))
    assert sorted(map(str, ours.types.values())) == sorted(map(str, theirs.types.values()))
    assert sum(w.size for x in ours.weights.values() for w in x) == sum(
        w.size for x in theirs.weights.values() for w in x
    )


def test_the_stages_of_a_u_net_hand_over_what_they_kept() -> None:
    found = drawn("input 32 32 3 > down 8,16 > conv 32 3 same relu > unetup 16,8 > conv 1 1 sigmoid > out")
    assert not found.problems
    assert ("u_net_down_1", "u_net_up") in wires(found) and ("u_net_down", "u_net_up_1") in wires(found)
    assert infer(found.document).types[found.ends[0]] == TensorType((None, 32, 32, 1))


@pytest.mark.parametrize(
    ("line", "said", "where"),
    [
        ("denze 3", "Is it Dense?", "denze"),
        ("zzzzqqq", "begins with a layer", "zzzzqqq"),
        ("dense 64 rlu", "Is it relu?", "rlu"),
        ("dense 64 s", "may be", "s"),
        ("dense 0", "of 1 or more", "0"),
        ("dense 4 5", "no place for 5", "5"),
        ("flatten 3", "takes no number", "3"),
        ("dense unts=3", "closest is units", "unts=3"),
        ("conv2d 8 3 kernel_=3", "may be", "kernel_=3"),
        ("| add", "nothing yet to join", "| add"),
        ("dense 3 | add nobody", "no layer nobody", "nobody"),
        ("reuse", "needs the name", "reuse"),
        ("reuse nobody", "no layer nobody", "nobody"),
        ("npz", "needs a value for path", "npz"),
        ("input 4 4 2 > out 10", "Put flatten or gap", "out 10"),
        ("input 8 > residual 8", "expects from 3 to 5 axes", "residual 8"),
        ("dense 1,2,3,4,5,6,7,8,9 activation=relu *200", "at most", "dense 1,2,3,4,5,6,7,8,9 activation=relu"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(line: str, said: str, where: str) -> None:
    found = drawn(line)
    assert not found.is_sound and said in told(found)
    problem = next(p for p in found.problems if said in str(p.message))
    assert line[problem.start : problem.end] == where


def test_shapes_that_do_not_fit_only_warn() -> None:
    found = drawn("input 10 > conv2d 3 3")
    assert found.is_sound and len(found.layers) == 2
    (problem,) = found.problems
    assert problem.warns and "expects images" in str(problem.message)


def test_nothing_else_of_the_document_changes() -> None:
    before = load("tweets")
    found = draw_line(before, before.root, "dense 3 relu", Start((Source(next(iter(before.main.calls))),)))
    assert {k: v for k, v in found.document.main.layers.items() if k not in found.layers} == before.main.layers
    assert found.document.models.keys() == before.models.keys()


def test_new_boxes_cover_none() -> None:
    found = drawn("input 8 > dense 4", "@input > dense 3", "@input > dense 2 > dense 5")
    places = list(found.document.main.positions.values())
    assert all(abs(a[0] - b[0]) >= 190 or abs(a[1] - b[1]) >= 96 for i, a in enumerate(places) for b in places[:i])


WORDS = [
    "dense",
    "conv",
    "c64",
    "lstm",
    "3",
    "relu",
    ">",
    "|",
    "(",
    ")",
    "*2",
    "add",
    "@d",
    "reuse",
    "out",
    "digits",
    "64,3",
    "residual",
    "name=a",
    "units=",
    "=",
    "sparse",
    "headlines",
    "hea.h",
    "down",
    "up",
    "*",
    "x",
    '"',
    "input",
    "卷积",
    "a=b(c",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.booleans())
def test_no_line_breaks_it(words: list[str], glued: bool) -> None:
    found = draw_line(new_document(), "m1", ("" if glued else " ").join(words), Start())
    assert all(p.start <= p.end for p in found.problems)
    assert all(str(p.message) for p in found.problems)
    assert set(found.layers) == set(found.document.main.layers)

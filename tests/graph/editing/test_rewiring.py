"""Several wires changed in one edit."""

from __future__ import annotations

import pytest

from graph.document.document import Document, Source, new_document
from graph.editing.edits import EditError, add_layer, connect
from graph.editing.rewiring import (
    End,
    best_port,
    cut,
    free_ports,
    insert,
    insertable,
    misfit,
    move_wires,
    remove_and_reconnect,
    why_not,
)
from graph.inference.following import infer
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.merging.concatenate import Concatenate


class Net:
    """x → a → b, and loose layers; ids by name."""

    def __init__(self) -> None:
        self.document: Document = new_document()
        self.call: dict[str, str] = {}
        self.layer: dict[str, str] = {}
        self.add("x", Input(shape=(8,)))
        self.add("a", Dense(units=4), "x")
        self.add("b", Dense(units=2), "a")

    def add(self, name: str, spec: object, *sources: str) -> str:
        self.document, self.layer[name], call = add_layer(self.document, "m1", spec, name=name)  # type: ignore[arg-type]
        self.call[name] = call
        for port, source in enumerate(sources):
            self.document = connect(self.document, "m1", Source(self.call[source]), call, port)
        return call

    def inputs(self, document: Document, name: str) -> list[str | None]:
        names = {call: name for name, call in self.call.items()}
        return [s and names[s.call] for s in document.main.calls[self.call[name]].inputs]


@pytest.fixture
def net() -> Net:
    return Net()


def test_why_not_tells_a_cycle_from_a_misfit_from_nothing(net: Net) -> None:
    net.add("conv", Conv2D())
    source = Source(net.call["b"])
    assert "cycle" in str(why_not(net.document, "m1", source, End(net.call["a"], 0)))
    assert "Conv2D expects" in str(why_not(net.document, "m1", source, End(net.call["conv"], 0)))
    assert why_not(net.document, "m1", Source(net.call["x"]), End(net.call["b"], 0)) is None


def test_the_quick_judgement_agrees_with_the_exact_one(net: Net) -> None:
    net.add("conv", Conv2D())
    net.add("cat", Concatenate(), "x")
    shapes = infer(net.document, "m1")
    for name in ("b", "conv", "cat"):
        end, source = End(net.call[name], 0), Source(net.call["x"])
        quick = misfit(net.document.main, shapes, source, end)
        assert (quick is None) == (why_not(net.document, "m1", source, end) is None)


def test_free_ports_of_a_merging_layer_never_end(net: Net) -> None:
    cat = net.add("cat", Concatenate(), "x")
    assert list(free_ports(net.document, "m1", cat)) == [1]
    full = connect(net.document, "m1", Source(net.call["a"]), cat, 1)
    assert list(free_ports(full, "m1", cat)) == [2]


def test_the_best_port_is_the_first_free_one_that_fits(net: Net) -> None:
    cat = net.add("cat", Concatenate(), "x")
    assert best_port(net.document, "m1", Source(net.call["a"]), [cat]) == End(cat, 1)
    assert best_port(net.document, "m1", Source(net.call["x"]), [net.call["a"]]) is None


def test_insert_puts_a_call_between_both_ends(net: Net) -> None:
    call = net.add("d", Dense())
    assert insertable(net.document, "m1", call)
    document = insert(net.document, "m1", call, End(net.call["b"], 0))
    assert (net.inputs(document, "d"), net.inputs(document, "b")) == (["a"], ["d"])
    assert not insertable(document, "m1", call)


def test_an_input_and_an_output_are_not_insertable(net: Net) -> None:
    for name, spec in (("z", Input()), ("y", Output())):
        call = net.add(name, spec)
        assert not insertable(net.document, "m1", call)


def test_reconnecting_skips_every_deleted_layer(net: Net) -> None:
    net.add("c", Dense(), "b")
    document = remove_and_reconnect(net.document, "m1", [net.layer["a"], net.layer["b"]])
    assert net.inputs(document, "c") == ["x"]
    document = remove_and_reconnect(net.document, "m1", [net.layer["x"]])
    assert net.inputs(document, "a") == [None]


def test_cutting_several_wires_of_a_merging_layer(net: Net) -> None:
    cat = net.add("cat", Concatenate(), "x", "a", "b")
    document = cut(net.document, "m1", [End(cat, 0), End(cat, 2)])
    assert net.inputs(document, "cat") == ["a", None]


def test_moving_wires_refuses_a_cycle(net: Net) -> None:
    net.add("d", Dense(), "x")
    document = move_wires(net.document, "m1", Source(net.call["x"]), Source(net.call["x"]))
    assert document == net.document
    with pytest.raises(EditError, match="cycle"):
        move_wires(net.document, "m1", Source(net.call["x"]), Source(net.call["b"]))

"""A plan's workspace: pieces of one op lie apart, those of another in the same place."""

from __future__ import annotations

import numpy as np

from runtime.execution.workspace import FIRST, Workspace


def where(piece):
    return piece.ctypes.data


def test_pieces_lie_apart_and_begin_at_whole_vectors():
    give = Workspace(np.dtype("float32")).begin()
    pieces = [give(shape) for shape in ((3, 5), (1,), (0, 4), (100,))]
    assert [p.shape for p in pieces] == [(3, 5), (1,), (0, 4), (100,)]
    assert all(where(p) % 64 == 0 and p.dtype == np.float32 for p in pieces)
    for i, piece in enumerate(pieces):
        piece[...] = i
    assert all((p == i).all() for i, p in enumerate(pieces))


def test_everyone_begins_at_the_same_place():
    workspace = Workspace(np.dtype("float64"))
    assert where(workspace.begin()((7,))) == where(workspace.begin()((9, 9)))


def test_more_than_there_was():
    workspace = Workspace(np.dtype("float32"))
    small, give = workspace.begin()((8,)), workspace.begin()
    first, second = give((FIRST - 16,)), give((FIRST,))
    assert not np.shares_memory(first, second)
    assert np.shares_memory(small, first)
    # From now on all begin in the larger memory.
    assert np.shares_memory(workspace.begin()((8,)), second)


def test_numbers_of_another_kind_have_memory_of_their_own():
    workspace = Workspace(np.dtype("float32"))
    rows = workspace.begin()((5,), np.int64)
    assert rows.dtype == np.int64 and not np.shares_memory(rows, workspace.block(0))

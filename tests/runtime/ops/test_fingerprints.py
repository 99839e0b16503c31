"""Hashes as TensorFlow 2's `strings.to_hash_bucket_fast` and `to_hash_bucket_strong` give them."""

from __future__ import annotations

import pytest

from runtime.ops.preprocessing.fingerprints import crossed, fingerprint, keyed_hash

TEXTS = [
    *("", "a", "abc", "12345", "-7", "12345678", "abcdefghijklmnop", "abcdefghijklmnopq"),
    *("x" * 32, "x" * 33, "abcdefghij" * 6, "y" * 64, "y" * 65, "abcdefghij" * 13, "z" * 128, "z" * 129),
    "0123456789" * 30,
]
BUCKETS = 10**9 + 7
FAST = [
    912170738,
    384735799,
    775161712,
    519899262,
    561947187,
    980357041,
    969401595,
    994364072,
    688772086,
    50541667,
    711797796,
    823410248,
    122909171,
    5893079,
    178172049,
    260733747,
    172373564,
]
STRONG = [
    268986537,
    360830873,
    187114887,
    461926333,
    921977651,
    348558563,
    425439422,
    614801515,
    239381998,
    994903565,
    97535317,
    938221395,
    18032319,
    300584043,
    335942630,
    686057168,
    384868016,
]


@pytest.mark.parametrize("text, fast, strong", [*zip(TEXTS, FAST, STRONG, strict=True)], ids=range(len(TEXTS)))
def test_hashes_are_tensorflows(text: str, fast: int, strong: int) -> None:
    assert fingerprint(text.encode()) % BUCKETS == fast
    assert keyed_hash(text.encode(), (133, 2**40 + 7)) % BUCKETS == strong


def test_two_hashes_cross_as_in_tensorflow() -> None:
    """The categories that Keras' page on HashedCrossing shows."""
    key = 0xDECAFCAFFE
    pairs = zip("ABABA", (101, 101, 101, 102, 102))
    found = [crossed(crossed(key, fingerprint(text.encode())), number) % 5 for text, number in pairs]
    assert found == [1, 4, 1, 1, 3]

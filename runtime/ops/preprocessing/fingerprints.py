"""Hashes of bytes that are the same on every machine: FarmHash's Fingerprint64 (Google, 2014) and SipHash-2-4
(Aumasson and Bernstein, 2012), as TensorFlow's string ops take them."""

from __future__ import annotations

WORD = (1 << 64) - 1
K0, K1, K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F


def _turned(x: int, by: int) -> int:
    """A word of 64 bits turned to the right."""
    x &= WORD
    return ((x >> by) | (x << (64 - by))) & WORD


def _mixed(x: int) -> int:
    x &= WORD
    return x ^ (x >> 47)


def _joined(u: int, v: int, factor: int) -> int:
    a = _mixed((u ^ v) * factor)
    return (_mixed((v ^ a) * factor) * factor) & WORD


def _at(data: bytes, place: int, size: int = 8) -> int:
    return int.from_bytes(data[place : place + size], "little")


def fingerprint(data: bytes) -> int:
    """FarmHash's Fingerprint64."""
    n = len(data)
    if n > 64:
        return _long(data)
    factor = K2 + 2 * n
    if n > 16:
        return _medium(data, factor)
    if n >= 8:
        a, b = _at(data, 0) + K2, _at(data, n - 8)
        return _joined((_turned(b, 37) * factor + a) & WORD, ((_turned(a, 25) + b) * factor) & WORD, factor)
    if n >= 4:
        return _joined(n + (_at(data, 0, 4) << 3), _at(data, n - 4, 4), factor)
    if n:
        y, z = data[0] + (data[n >> 1] << 8), n + (data[n - 1] << 2)
        return (_mixed(y * K2 ^ z * K0) * K2) & WORD
    return K2


def _medium(data: bytes, factor: int) -> int:
    """Of 17 to 64 bytes."""
    n = len(data)
    b, c = _at(data, 8), _at(data, n - 8) * factor & WORD
    a = _at(data, 0) * (K1 if n <= 32 else K2) & WORD
    d = _at(data, n - 16) * K2
    y, x = (_turned(a + b, 43) + _turned(c, 30) + d) & WORD, (a + _turned(b + K2, 18) + c) & WORD
    z = _joined(y, x, factor)
    if n <= 32:
        return z
    e, f = _at(data, 16) * factor & WORD, _at(data, 24)
    g = (y + _at(data, n - 32)) * factor & WORD
    h = (z + _at(data, n - 24)) * factor
    return _joined(
        (_turned(e + f, 43) + _turned(g, 30) + h) & WORD, (e + _turned(f + a, 18) + g) & WORD, factor
    )  # fmt: skip


def _weak(data: bytes, place: int, a: int, b: int) -> tuple[int, int]:
    w, x, y, z = (_at(data, place + 8 * i) for i in range(4))
    a += w
    b = _turned(b + a + z, 21)
    c = a
    a += x + y
    return (a + z) & WORD, (b + _turned(a, 44) + c) & WORD


def _long(data: bytes) -> int:
    """Of more than 64 bytes."""
    n, seed = len(data), 81
    y = seed * K1 + 113 & WORD
    z = _mixed(y * K2 + 113) * K2 & WORD
    x = seed * K2 + _at(data, 0) & WORD
    v, w, place = (0, 0), (0, 0), 0
    end = (n - 1) // 64 * 64
    while place != end:
        x, y, z, v, w = _round(data, place, (x, y, z, v, w), K1, 1)
        place += 64
    factor = K1 + ((z & 0xFF) << 1)
    first = w[0] + (n - 1 & 63)
    v = (v[0] + first & WORD, v[1])
    w = (first + v[0] & WORD, w[1])
    x, y, z, v, w = _round(data, n - 64, (x, y, z, v, w), factor, 9)
    return _joined(
        _joined(v[0], w[0], factor) + _mixed(y) * K0 + z & WORD, _joined(v[1], w[1], factor) + x & WORD, factor
    )


_State = tuple[int, int, int, tuple[int, int], tuple[int, int]]


def _round(data: bytes, at: int, state: _State, factor: int, weight: int) -> _State:
    x, y, z, v, w = state
    x = _turned(x + y + v[0] + _at(data, at + 8), 37) * factor & WORD
    y = _turned(y + v[1] + _at(data, at + 48), 42) * factor & WORD
    x ^= w[1] * weight & WORD
    y = y + v[0] * weight + _at(data, at + 40) & WORD
    z = _turned(z + w[0], 33) * factor & WORD
    v = _weak(data, at, v[1] * factor, x + w[0])
    w = _weak(data, at + 32, z + w[1], y + _at(data, at + 16))
    return z, y, x, v, w


def crossed(first: int, second: int) -> int:
    """A hash of two, as TensorFlow's FingerprintCat64 mixes them."""
    factor = 0xC6A4A7935BD1E995
    both = (first ^ factor ^ _mixed(second * factor) * factor) * factor
    return _mixed(_mixed(both) * factor)


def keyed_hash(data: bytes, key: tuple[int, int]) -> int:
    """SipHash-2-4 with a key of two words."""
    a, b = key[0] & WORD, key[1] & WORD
    v = [a ^ 0x736F6D6570736575, b ^ 0x646F72616E646F6D, a ^ 0x6C7967656E657261, b ^ 0x7465646279746573]
    whole = len(data) // 8 * 8
    blocks = [_at(data, i) for i in range(0, whole, 8)]
    blocks.append(int.from_bytes(data[whole:], "little") | (len(data) & 0xFF) << 56)
    for block in blocks:
        v[3] ^= block
        _sip(v, 2)
        v[0] ^= block
    v[2] ^= 0xFF
    _sip(v, 4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def _sip(v: list[int], rounds: int) -> None:
    for _ in range(rounds):
        for i, j, first, last in ((0, 1, 13, 32), (2, 3, 16, 0), (0, 3, 21, 0), (2, 1, 17, 32)):
            v[i] = (v[i] + v[j]) & WORD
            v[j] = _turned(v[j], 64 - first) ^ v[i]
            if last:
                v[i] = _turned(v[i], last)

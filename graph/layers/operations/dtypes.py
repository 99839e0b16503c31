"""The type of what is computed from several types: Keras' rules of promotion, with "int" and "float" for numbers of
Python, which take the type of what they meet."""

from __future__ import annotations

SIGNED, UNSIGNED = "int", "uint"
WHOLE = ("uint8", "uint16", "uint32", "int8", "int16", "int32", "int64", "uint64")
DTYPES = ("float32", "bool", *WHOLE)
"""The types that a tensor may have; floats of other widths are not computed here."""


def promoted(*dtypes: str) -> str:
    """The type that numbers of these types meet in, 32 bits at most."""
    kinds = set(dtypes)
    if any(d.startswith("float") for d in kinds):
        return "float32"
    strong = kinds - {"int", "bool"}
    if not strong:
        return "int32" if "int" in kinds else "bool"
    signed = max((_bits(d) for d in strong if d.startswith(SIGNED)), default=0)
    unsigned = max((_bits(d) for d in strong if d.startswith(UNSIGNED)), default=0)
    if not unsigned:
        return f"int{min(signed, 32)}"
    if not signed:
        return f"uint{min(unsigned, 32)}"
    if unsigned == 64:
        return "float32"  # no whole numbers hold both
    return f"int{min(max(signed, 2 * unsigned), 32)}"


def _bits(dtype: str) -> int:
    return int("".join(c for c in dtype if c.isdigit()))


def floating(_dtype: str, /) -> str:
    """Functions whose results are fractions: floats."""
    return "float32"


def same(dtype: str, /) -> str:
    return dtype


def truth(_dtype: str, /) -> str:
    return "bool"


def counted(dtype: str, /) -> str:
    """True counts as 1."""
    return "int32" if dtype == "bool" else dtype


def summed(dtype: str, /) -> str:
    """The type of a sum: small whole numbers grow to 32 bits."""
    if dtype in ("bool", "int8", "int16", "int32", "int64"):
        return "int32"
    return "uint32" if dtype.startswith("uint") else "float32"

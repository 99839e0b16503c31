"""An archive gives exactly what was put in, or a sentence: whatever is forged, damaged or meant to fill the memory."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.storage import safe_zip
from graph.storage.safe_zip import SafeZip, ZipError

TEXT, NUMBERS = b"a text of some length " * 40, bytes(range(256)) * 20
CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def archive(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


GOOD = (("one.txt", TEXT), ("folder/two.bin", NUMBERS))


def everything(raw: bytes, most_members: int = 10, limit: int = 1 << 20) -> dict[str, bytes]:
    found = SafeZip(io.BytesIO(raw), most_members)
    return {name: found.read(name, limit) for name in found.members}


def patched(raw: bytes, find: bytes, offset: int, new: bytes, last: bool = False) -> bytes:
    at = (raw.rfind(find) if last else raw.find(find)) + offset
    assert at >= offset
    return raw[:at] + new + raw[at + len(new) :]


@contextmanager
def little_memory(most: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


class NoSeeking(io.RawIOBase):
    """Where sizes are only known afterwards, so that they follow each member."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.written += data
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("seeking", [True, False])
def test_what_was_put_in_comes_out(method: int, seeking: bool) -> None:
    raw = archive(*GOOD, method=method)
    if not seeking:
        stream = NoSeeking()
        with zipfile.ZipFile(stream, "w", method) as file:
            for name, data in GOOD:
                with file.open(name, "w", force_zip64=True) as member:
                    member.write(data)
        raw = bytes(stream.written)
    found = SafeZip(io.BytesIO(raw), 2)
    assert list(found.members) == ["one.txt", "folder/two.bin"]
    assert found.size("one.txt") == len(TEXT)
    assert found.is_stored("one.txt") == (method == zipfile.ZIP_STORED)
    assert {name: found.read(name, len(data)) for name, data in GOOD} == dict(GOOD)
    if method == zipfile.ZIP_STORED:
        assert raw[found.offset("one.txt") :].startswith(TEXT)
    with found.open("one.txt") as stream_of_member:
        assert stream_of_member.read(10) + stream_of_member.read(5000) == TEXT
        assert stream_of_member.read(1) == b""


def test_folders_may_be_entries_of_their_own() -> None:
    assert everything(archive(("assets/", b""), ("assets/words.txt", b"a"))) == {
        "assets/": b"",
        "assets/words.txt": b"a",
    }


def test_no_member_is_no_crime() -> None:
    assert everything(archive()) == {}


@pytest.mark.parametrize(
    "name",
    [
        "../config.json",
        "a/../../b",
        "a/..",
        "/etc/passwd",
        "//server/share",
        "C:/windows",
        "c:evil",
        "a\\b",
        "..\\config.json",
        "./a",
        "a//b",
        "/",
        "a\x07b",
        "a\nb",
        "\u202egpj.exe",
        "n" * 201,
    ],
)
def test_a_name_that_leads_elsewhere_or_lies_about_itself_is_refused(name: str) -> None:
    with pytest.raises(ZipError, match=r"^its member .* has a name that leads elsewhere or can't be shown$"):
        everything(archive((name, b"x")))


def test_a_nameless_member_is_refused() -> None:
    raw = archive(("a", b""))
    nameless = raw.replace(b"a", b"")
    for mark, offset in ((LOCAL, 26), (CENTRAL, 28)):
        nameless = patched(nameless, mark, offset, b"\0\0")
    at = nameless.find(CENTRAL)
    nameless = patched(nameless, END, 12, struct.pack("<II", len(nameless) - 22 - at, at))
    with pytest.raises(ZipError, match="name that leads elsewhere"):
        everything(nameless)


def test_a_name_that_goes_on_behind_a_nul_is_refused() -> None:
    raw = archive(("a.txtX.exe", b"x")).replace(b"a.txtX.exe", b"a.txt\0.exe")
    with pytest.raises(ZipError, match=r"'a\.txt\\x00\.exe' has a name that leads elsewhere"):
        everything(raw)


def with_mode(mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("config.json")
    member.external_attr = mode << 16
    return member


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060666, 0o010666, 0o140777])
def test_links_and_devices_are_refused(mode: int) -> None:
    with pytest.raises(ZipError, match=r"^its member 'config\.json' is a link or device$"):
        everything(archive((with_mode(mode), b"/etc/passwd")))


@pytest.mark.parametrize("flag", [b"\x01\x00", b"\x40\x00", b"\x00\x20"])
def test_encrypted_members_are_refused(flag: bytes) -> None:
    with pytest.raises(ZipError, match=r"^its member 'one\.txt' is encrypted$"):
        everything(patched(archive(*GOOD), CENTRAL, 8, flag))


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 99])
def test_methods_that_nobody_needs_are_refused(method: int) -> None:
    with pytest.raises(ZipError, match=r"^its member 'one\.txt' is packed by an unusual method$"):
        everything(patched(archive(*GOOD), CENTRAL, 10, struct.pack("<H", method)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused() -> None:
    with pytest.raises(ZipError, match=r"^it has two members called 'a'$"):
        everything(archive(("a", b"1"), ("a", b"2")))


def test_more_members_than_allowed_are_refused() -> None:
    raw = archive(*((str(n), b"") for n in range(11)))
    with pytest.raises(ZipError, match=r"^it lists 11 members, more than 10$"):
        everything(raw)
    assert len(everything(raw, most_members=11)) == 11


def test_a_hundred_thousand_members_are_refused_before_they_are_listed() -> None:
    raw = archive(*((f"{n:06}", b"") for n in range(100_000)))
    with little_memory(32 << 20), pytest.raises(ZipError, match=r"^its directory is larger than 4194304 bytes$"):
        everything(raw)


def forgetting(raw: bytes) -> bytes:
    """The directory without its last entry."""
    last, end = raw.rfind(CENTRAL), raw.find(END)
    first = raw.find(CENTRAL)
    return raw[:last] + patched(raw[end:], END, 8, struct.pack("<HHII", 1, 1, last - first, first))


OVERLAPS = {
    "prefix": lambda raw: b"#!/bin/sh\n" + raw,
    "same bytes twice": lambda raw: patched(raw, CENTRAL, 42, raw[raw.find(CENTRAL) + 42 :][:4], last=True),
    "beyond the end": lambda raw: patched(raw, CENTRAL, 42, b"\xf0\xff\xff\x7f", last=True),
    "inside another": lambda raw: patched(raw, CENTRAL, 42, b"\x28\x00\x00\x00", last=True),
    "one forgotten": forgetting,
}


def with_gap(raw: bytes, size: int, before: bytes) -> bytes:
    """So many bytes put in before the second member or the directory; all offsets follow."""
    at, end = (raw.rfind if before == LOCAL else raw.find)(before), raw.find(END)
    directory, last = raw.find(CENTRAL), raw.rfind(CENTRAL)
    changed = patched(raw, END, 16, struct.pack("<I", directory + size))
    if before == LOCAL:
        changed = patched(changed, CENTRAL, 42, struct.pack("<I", at + size), last=True)
    assert last < end
    return changed[:at] + bytes(size) + changed[at:]


@pytest.mark.parametrize("size", [1, 12, 24])
@pytest.mark.parametrize("before", [LOCAL, CENTRAL])
def test_not_a_byte_may_lie_between_members_unless_their_sizes_follow_them(size: int, before: bytes) -> None:
    sentence = (
        "its parts overlap or have gaps between them" if before == LOCAL else "its directory misses some of its parts"
    )
    with pytest.raises(ZipError, match=f"^{sentence}$"):
        everything(with_gap(archive(*GOOD), size, before))


def test_not_a_byte_may_stand_before_the_first_member() -> None:
    with pytest.raises(ZipError, match=r"^its parts overlap or have gaps between them$"):
        everything(b"\0" + archive(*GOOD))


@pytest.mark.parametrize("case", OVERLAPS)
def test_members_tile_the_file(case: str) -> None:
    raw = OVERLAPS[case](archive(*GOOD))
    with pytest.raises(ZipError, match=r"overlap|no member begins|misses|parts can't be read"):
        everything(raw)


def test_overlapping_members_that_agree_with_their_headers_are_refused() -> None:
    """The bomb of nested local headers: each member's bytes hold the next member, headers included."""
    inner = archive(("b", b"x" * 100))
    start = inner.find(CENTRAL)
    outer = archive(("a", inner[:start]))
    at = outer.find(CENTRAL)
    offset = outer.find(LOCAL, 4)
    entry = patched(inner[start : inner.find(END)], CENTRAL, 42, struct.pack("<I", offset))
    directory = outer[at : outer.find(END)] + entry
    raw = (
        outer[:at]
        + directory
        + patched(outer[outer.find(END) :], END, 8, struct.pack("<HHII", 2, 2, len(directory), at))
    )
    with pytest.raises(ZipError, match="overlap"):
        everything(raw)


def test_a_bomb_is_refused_by_its_ratio_and_by_its_size() -> None:
    raw = archive(("x", bytes(80 << 20)), method=zipfile.ZIP_DEFLATED)
    with (
        little_memory(8 << 20),
        pytest.raises(ZipError, match=r"^its 'x' would take 83886080 bytes where at most 1048576 make sense$"),
    ):
        everything(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safe_zip, "SUSPICIOUS_SIZE", 1 << 20)
        with (
            little_memory(8 << 20),
            pytest.raises(ZipError, match=r"^its member 'x' would unpack to more than 500 times its size$"),
        ):
            everything(raw)


def test_a_member_that_ends_before_its_size_is_named() -> None:
    raw = archive(("x", bytes(1000)), method=zipfile.ZIP_DEFLATED)
    for mark, offset in ((LOCAL, 22), (CENTRAL, 24)):
        raw = patched(raw, mark, offset, struct.pack("<I", 1001))
    with pytest.raises(ZipError, match=r"^its member 'x' ends too early$"):
        everything(raw)


def test_a_member_of_many_pieces_is_read_whole_and_a_piece_at_a_time() -> None:
    data = random.Random(0).randbytes(3 * safe_zip.PIECE + 5)
    assert everything(archive(("x", data)), limit=len(data)) == {"x": data}
    with SafeZip(io.BytesIO(archive(("x", data))), 1).open("x") as stream:
        assert stream.read(safe_zip.PIECE) == data[: safe_zip.PIECE]


def test_the_longest_name_is_still_one() -> None:
    name = "n" * safe_zip.LONGEST_NAME
    assert everything(archive((name, b"a"))) == {name: b"a"}


def test_a_long_extra_field_moves_the_bytes_behind_it() -> None:
    member = zipfile.ZipInfo("x")
    member.extra = struct.pack("<HH", 0x9999, 40_000) + bytes(40_000)
    raw = archive((member, TEXT))
    assert raw[SafeZip(io.BytesIO(raw), 1).offset("x") :].startswith(TEXT)
    assert everything(raw) == {"x": TEXT}


def test_a_member_without_a_header_is_named() -> None:
    raw = patched(archive(*GOOD), LOCAL, 0, b"XXXX")
    with pytest.raises(ZipError, match=r"^no member begins where 'one\.txt' should$"):
        everything(raw)


@pytest.mark.parametrize("size", [1, 100, 0xFFFFFFF0])
def test_a_member_that_lies_about_its_size_is_refused(size: int) -> None:
    raw = archive(("x", bytes(1 << 20)), method=zipfile.ZIP_DEFLATED)
    for mark, offset in ((LOCAL, 22), (CENTRAL, 24)):
        raw = patched(raw, mark, offset, struct.pack("<I", size))
    with little_memory(8 << 20), pytest.raises(ZipError, match=r"checksum|ends too early|at most|times its size"):
        everything(raw)


def test_stored_members_have_one_size() -> None:
    with pytest.raises(ZipError, match=r"^its member 'one\.txt' has two different sizes$"):
        everything(patched(archive(*GOOD), CENTRAL, 24, struct.pack("<I", 5)))


def test_a_wrong_checksum_is_named() -> None:
    with pytest.raises(ZipError, match=r"^the checksum of 'one\.txt' is wrong$"):
        everything(patched(archive(*GOOD), TEXT[:20], 3, b"\xff"))


def test_a_member_that_is_not_there_is_named() -> None:
    with pytest.raises(ZipError, match=r"^it holds no config\.json$"):
        SafeZip(io.BytesIO(archive(*GOOD)), 10).read("config.json", 10)


@pytest.mark.parametrize("raw", [b"", b"PK", b"no archive at all" * 10])
def test_what_is_no_archive_is_called_so(raw: bytes) -> None:
    with pytest.raises(ZipError, match=r"^it is no zip archive$"):
        everything(raw)


WHOLE = [archive(*GOOD), archive(*GOOD, method=zipfile.ZIP_DEFLATED)]


@pytest.mark.parametrize("raw", WHOLE)
def test_a_truncated_archive_is_refused(raw: bytes) -> None:
    for end in range(0, len(raw), 7):
        with pytest.raises(ZipError):
            everything(raw[:end])


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(WHOLE), st.integers(0, 2**32), st.integers(1, 6), st.booleans())
def test_no_damage_passes_as_other_contents(raw: bytes, seed: int, count: int, in_directory: bool) -> None:
    chance, changed = random.Random(seed), bytearray(raw)
    first = raw.find(CENTRAL) if in_directory else 0
    for _ in range(count):
        at = chance.randrange(first, len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.choice((0, 1, 0x7F, 0xFF))
            case 2:
                del changed[at : at + chance.randrange(1, 8)]
            case _:
                changed[at:at] = chance.randbytes(chance.randrange(1, 8))
    try:
        found = everything(bytes(changed))
    except ZipError as error:
        assert "\n" not in str(error)
        return
    assert sorted(found.values()) == sorted(data for _, data in GOOD)  # only a name, a date or a comment is another

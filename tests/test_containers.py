"""A zip is judged before it is touched: refused by list, streamed with limits."""

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool import containers
from archive_tool.containers import Limits, chunks, open_member, read, read_contents, require_sound, twins
from archive_tool.errors import Damaged

SMALL = Limits(packed=1_000_000, unpacked=2_000_000, members=50, ratio=10, ratio_from=10_000)


def zipped(*members, method=zipfile.ZIP_STORED):
    """A zip of (name, content) pairs; a name may be a ZipInfo."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def judged(data, allowed=SMALL, **ways):
    return read_contents(io.BytesIO(data), "x.zip", allowed, **ways)


def rules(data, allowed=SMALL, **ways):
    return {finding.rule for finding in judged(data, allowed, **ways).findings}


def info(name, mode=0o100644, system=3, **facts):
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = system, mode << 16
    for field, value in facts.items():
        setattr(made, field, value)
    return made


def test_an_ordinary_zip_is_sound_and_its_members_are_read():
    data = zipped(("a/b.txt", b"one"), ("a/c.txt", b"two" * 1000), method=zipfile.ZIP_DEFLATED)
    contents = judged(data)
    assert contents.sound
    assert contents.findings == ()
    handle = io.BytesIO(data)
    assert [b"".join(chunks(handle, member, "x.zip")) for member in contents.members] == [b"one", b"two" * 1000]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("/etc/passwd", "V-004"), ("C:/x", "V-004"), ("c:x", "V-004"), ("a/../../x", "V-005"), ("..", "V-005"),
        ("./a", "V-005"), ("a//b", "V-005"), ("a\nb", "V-006"), ("a\x85b", "V-006"), ("con", "V-010"), ("a/NUL.txt", "V-010"),
        ("COM¹.doc", "V-010"), ("a.", "V-010"), ("a ", "V-010"), ("a?b", "V-010"), ("考" * 67 + "", "V-011"),
    ],
)
def test_names_that_lead_out_or_that_some_system_cannot_keep_are_refused(name, rule):
    assert rule in rules(zipped((name, b"")))


def test_backslashes_are_refused_as_they_stand_in_the_zip():
    data = zipped(("aXbX..Xc", b"")).replace(b"aXbX..Xc", b"a\\b\\..\\c")
    assert rules(data) == {"V-006"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicates_twins_and_a_file_that_is_also_a_folder():
    assert "V-008" in rules(zipped(("a", b"1"), ("a", b"2")))
    assert rules(zipped(("A.txt", b"1"), ("a.TXT", b"2"))) == {"V-009"}
    assert rules(zipped(("\u00e9", b"1"), ("e\u0301", b"2"))) == {"V-009"}
    assert rules(zipped(("a", b"1"), ("a/b", b"2"))) == {"V-022"}
    assert rules(zipped(("a/", b""), ("a/b", b"2"))) == set()


def test_what_only_some_systems_cannot_keep_is_a_warning_when_nothing_is_unpacked():
    contents = judged(zipped(("A", b""), ("a", b""), ("con", b"")), portable=False)
    assert contents.sound
    assert {finding.rule for finding in contents.findings} == {"V-009", "V-010"}


def test_links_and_special_files_are_refused():
    assert rules(zipped((info("link", 0o120777), b"/etc/passwd"))) == {"V-012"}
    assert rules(zipped((info("pipe", 0o010644), b""))) == {"V-012"}
    assert rules(zipped((info("dir-that-is-none", 0o040755), b""))) == {"V-012"}
    assert rules(zipped((info("dos", 0o120777, system=0), b""))) == set()


def test_encryption_and_unknown_compression_are_refused():
    data = bytearray(zipped(("a", b"12345")))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    assert rules(bytes(data)) == {"V-013"}
    assert rules(zipped(("a", b"1"), method=zipfile.ZIP_BZIP2)) == {"V-014"}


def test_sizes_that_lie_are_found():
    data = zipped(("a", b"12345"))
    at = data.find(b"PK\x01\x02")
    for offset, change in ((22, b"\x07"), (at + 24, b"\x07"), (at + 20, b"\xff"), (14, b"\0"), (30, b"b"), (at + 46, b"b")):
        lying = data[:offset] + change + data[offset + 1 :]
        assert "V-015" in rules(lying), offset


def test_members_that_share_bytes_are_refused():
    data = zipped(("a", b"x" * 100), ("b", b"y" * 100))
    directory = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", directory + 1)
    body, rows = data[:directory], bytearray(data[directory:])
    struct.pack_into("<L", rows, second - directory + 42, 0)  # the second points at the first's header
    rows[second - directory + 46 : second - directory + 47] = b"a"
    found = rules(body + bytes(rows))
    assert "V-016" in found or "V-015" in found


def test_quoted_overlap_of_a_bomb_is_refused():
    """The header of the second stands inside the data of the first, as in Fifield's bomb."""
    inner = zipped(("b", b"y" * 50))
    inner_header = inner[: inner.find(b"PK\x01\x02")]
    outer = zipped(("a", inner_header), ("b", b"y" * 50))
    first_data = outer.find(inner_header)
    directory = outer.find(b"PK\x01\x02", first_data + len(inner_header))
    second = outer.find(b"PK\x01\x02", directory + 1)
    data = bytearray(outer)
    struct.pack_into("<L", data, second + 42, first_data)
    assert "V-016" in rules(bytes(data))


def test_a_bomb_is_told_by_its_ratio():
    assert rules(zipped(("a", b"\0" * 100_000), method=zipfile.ZIP_DEFLATED)) == {"V-017"}
    assert rules(zipped(("a", b"\0" * 9_000), method=zipfile.ZIP_DEFLATED)) == set()


@pytest.mark.parametrize(("more", "rule"), [(0, None), (1, "refused")])
def test_limits_hold_at_their_edge(more, rule):
    members = [(f"{number}", b"12345") for number in range(10)]
    data = zipped(*members)
    assert (rules(data, Limits(10**6, 10**6, 10 - more)) == {"V-018"}) is bool(rule)
    assert (rules(data, Limits(10**6, 50 - more, 10)) == {"V-019"}) is bool(rule)
    assert (rules(data, Limits(len(data) - more, 10**6, 10)) == {"V-023"}) is bool(rule)


def test_one_top_folder_where_one_is_required():
    assert rules(zipped(("a/b", b"")), one_top=True) == set()
    assert rules(zipped(("a/b", b""), ("c/d", b"")), one_top=True) == {"V-020"}
    assert rules(zipped(("a/b", b""), ("loose", b"")), one_top=True) == {"V-020"}
    assert rules(zipped(), one_top=True) == {"V-020"}


def test_bytes_that_belong_to_no_member_are_named():
    data = zipped(("a", b"1"))
    with_comment = io.BytesIO()
    with zipfile.ZipFile(with_comment, "w") as archive:
        archive.writestr("a", b"1")
        archive.comment = b"hidden"
    assert rules(with_comment.getvalue()) == {"V-021"}
    directory = data.find(b"PK\x01\x02")
    gap = bytearray(data[:directory] + b"hidden" + data[directory:])
    struct.pack_into("<L", gap, len(gap) - 6, directory + 6)
    assert rules(bytes(gap)) == {"V-021"}


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all" * 10, b"PK\x05\x06" + b"\0" * 17])
def test_what_is_no_zip_is_said(data):
    assert rules(data) == {"V-001"}


def test_a_damaged_directory_is_said():
    data = zipped(("a", b"1"), ("b", b"2"))
    end = data.find(b"PK\x05\x06")
    for offset, change in ((end + 4, b"\x01"), (end + 8, b"\x09"), (end + 10, b"\x09"), (end + 12, b"\x01"), (end + 16, b"\x01")):
        assert rules(data[:offset] + change + data[offset + 1 :]) == {"V-002"}
    at = data.find(b"PK\x01\x02")
    assert rules(data[:at] + b"XX" + data[at + 2 :]) == {"V-002"}
    assert rules(data[: at + 28] + b"\xff" + data[at + 29 :]) == {"V-002"}
    fewer = data[: end + 8] + b"\x01\0\x01\0" + data[end + 12 :]
    assert rules(fewer) == {"V-002"}


def test_names_in_another_encoding_are_named():
    data = zipped(("aaaa.txt", b"1")).replace(b"aaaa", "考察".encode("gbk"))
    assert rules(data) == {"V-007"}
    assert judged(data).findings[0].facts["file"] == "考察.txt"


def test_the_unicode_path_field_of_info_zip_is_read():
    raw = "考察.txt".encode("gbk")
    made = zipfile.ZipInfo("aaaa.txt")
    made.extra = struct.pack("<HHBL", 0x7075, 5 + len("考察.txt".encode()), 1, zlib.crc32(raw)) + "考察.txt".encode()
    data = zipped((made, b"1")).replace(b"aaaa.txt", raw)
    contents = judged(data)
    assert [member.name for member in contents.members] == ["考察.txt"]
    assert contents.sound


class Unseekable(io.RawIOBase):
    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_sizes_that_follow_the_data_are_held_against_the_directory(method):
    out = Unseekable()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a", b"12345" * 10)
        archive.writestr("b", b"6789")
    assert rules(out.data) == set()
    at = out.data.find(b"PK\x07\x08")
    assert rules(out.data[: at + 5] + b"\xff" + out.data[at + 6 :]) == {"V-015"}


def test_zip64_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open(zipfile.ZipInfo("a"), "w", force_zip64=True) as member:
        member.write(b"12345")
    contents = judged(buffer.getvalue())
    assert contents.sound
    assert contents.members[0].size == 5


@pytest.mark.slow
def test_many_members_need_the_zip64_end_record():
    data = zipped(*((f"{number}", b"") for number in range(65_536)))
    allowed = Limits(10**8, 10**8, 70_000)
    contents = judged(data, allowed)
    assert contents.sound
    assert len(contents.members) == 65_536
    end = data.find(b"PK\x06\x06")
    assert rules(data[:end] + b"XX" + data[end + 2 :], allowed) == {"V-002"}
    assert rules(data[: end + 24] + b"\x07" + data[end + 25 :], allowed) == {"V-002"}
    locator = data.find(b"PK\x06\x07")
    assert rules(data[:locator] + b"XX" + data[locator + 2 :], allowed) == {"V-002"}


def damaged_members():
    """Zips whose directory is sound but whose content is not."""
    plain = zipped(("a", b"12345"))
    packed = zipped(("a", b"12345" * 100), method=zipfile.ZIP_DEFLATED)
    data = plain.find(b"12345")
    yield plain[:data] + b"x" + plain[data + 1 :]
    yield packed[:33] + b"\xff\xff\xff" + packed[36:]
    longer = bytearray(packed)
    for offset in (22, packed.find(b"PK\x01\x02") + 24):
        struct.pack_into("<L", longer, offset, 400)
    yield bytes(longer)
    shorter = bytearray(packed)
    for offset in (22, packed.find(b"PK\x01\x02") + 24):
        struct.pack_into("<L", shorter, offset, 600)
    yield bytes(shorter)


@pytest.mark.parametrize("data", list(damaged_members()))
def test_content_is_never_longer_than_stated_and_damage_is_an_error(data):
    contents = judged(data)
    assert contents.sound
    member = contents.members[0]
    with pytest.raises(Damaged) as caught:
        read(io.BytesIO(data), member, "x.zip", 1000)
    assert caught.value.key == "V-024"
    assert caught.value.facts == {"source": "x.zip", "file": "a"}


def test_a_member_that_is_too_large_is_not_read():
    data = zipped(("a", b"12345"))
    with pytest.raises(Damaged) as caught:
        read(io.BytesIO(data), judged(data).members[0], "x.zip", 4)
    assert caught.value.key == "V-019"


def test_members_open_as_files_stored_ones_seekable():
    stored, packed = zipped(("a", b"0123456789")), zipped(("a", b"0123456789" * 50), method=zipfile.ZIP_DEFLATED)
    with open_member(io.BytesIO(stored), judged(stored).members[0], "x.zip") as handle:
        handle.seek(-4, io.SEEK_END)
        assert handle.read() == b"6789"
        handle.seek(2)
        assert handle.read(3) == b"234"
        assert handle.tell() == 5
        handle.seek(1, io.SEEK_CUR)
        assert handle.read(100) == b"6789"
    with open_member(io.BytesIO(packed), judged(packed).members[0], "x.zip") as handle:
        assert handle.read(7) == b"0123456"
        assert handle.read() == (b"0123456789" * 50)[7:]
        assert not handle.seekable()


def test_what_stands_against_reading_is_raised_with_its_rule():
    with pytest.raises(Damaged) as caught:
        require_sound(judged(zipped(("../x", b""))).findings)
    assert caught.value.key == "V-005"
    require_sound(judged(zipped(("x", b""))).findings)


def test_twins_count_neither_case_nor_unicode_form():
    assert twins(["a", "b", "\u00c9", "e\u0301"]) == [("\u00c9", "e\u0301")]


@given(st.binary(max_size=300), st.integers(0, 300), st.data())
def test_no_bytes_make_the_judge_fail(noise, cut, data):
    """Whatever stands in a zip, the judge answers with findings."""
    sound = zipped(("a/b.txt", b"one"), ("a/c.txt", b"two"))
    at = data.draw(st.integers(0, len(sound)))
    spoiled = sound[:at] + noise + sound[at + cut :]
    contents = judged(spoiled)
    handle = io.BytesIO(spoiled)
    for member in contents.members if contents.sound else ():
        with contextlib.suppress(Damaged):
            assert len(b"".join(chunks(handle, member, "x.zip"))) == member.size


def test_the_limits_are_those_of_the_table():
    assert containers.PACKAGE.members == 20_000
    assert containers.TEMPLATE.unpacked == 100 * 1024 * 1024

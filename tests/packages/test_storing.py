"""The shape of our zips, also beyond four gigabytes."""

import io
import zipfile

import pytest

from archive_tool.containers import Limits, read_contents
from archive_tool.packages.storing import Stored, crc_field, directory, local_header, zip_bytes

HUGE = Limits(1 << 40, 1 << 40, 100_000)


def test_a_small_zip_is_read_by_others_and_judged_sound():
    data = zip_bytes({"a.txt": b"one", "目录/b.txt": b"two"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.txt", "目录/b.txt"]
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
    assert read_contents(io.BytesIO(data), "x", HUGE).findings == ()


@pytest.mark.parametrize("size", [0xFFFFFFFE, 0xFFFFFFFF, 0x100000000, 0x140000000])
def test_sizes_and_places_beyond_four_gigabytes_use_zip64(tmp_path, size):
    """A file of holes stands for the content."""
    path = tmp_path / "large.zip"
    first = local_header("large/a", 7, size)
    second = local_header("large/b", 9, 1)
    members = [Stored("large/a", 7, size, 0), Stored("large/b", 9, 1, len(first) + size)]
    start = len(first) + size + len(second) + 1
    with path.open("wb") as out:
        out.write(first)
        out.seek(size, io.SEEK_CUR)
        out.write(second + b"x" + directory(members, start))
    with path.open("rb") as handle:
        contents = read_contents(handle, "x", HUGE)
    assert contents.findings == ()
    assert [(member.size, member.offset) for member in contents.members] == [(size, 0), (1, len(first) + size)]
    with zipfile.ZipFile(path) as archive:
        assert [info.file_size for info in archive.infolist()] == [size, 1]
        assert archive.getinfo("large/b").header_offset == len(first) + size


def test_the_crc_field_is_where_the_header_has_it():
    header = local_header("考", 0, 5)
    offset, field = crc_field(100, 0x12345678)
    patched = bytearray(b"\0" * 100 + header)
    patched[offset : offset + 4] = field
    assert bytes(patched[100:]) == local_header("考", 0x12345678, 5)

"""Opening packages, ours and foreign ones."""

import os
import zipfile
from pathlib import Path

import pytest

from archive_tool.errors import Damaged
from archive_tool.packages.bags import open_bag, read_small
from archive_tool.packages.reading import open_package


def test_members_open_as_streams(sealed):
    with open_package(sealed.path, source="x") as package:
        assert package.name == "考察档案-2026-001-永久"
        path = package.items[3].files[1].path
        with package.open_member(path) as handle:
            assert handle.read() == b"PK word"
        assert package.read(path, 100) == b"PK word"
        assert b"".join(package.chunks(path)) == b"PK word"
        assert package.files[path] == 7


def test_a_member_that_is_not_there_or_too_large_is_an_error(sealed):
    with open_package(sealed.path, source="x.zip") as package:
        with pytest.raises(Damaged) as caught:
            package.open_member("data/nothing")
        assert (caught.value.key, caught.value.facts) == ("package.no_member", {"package": "x.zip", "file": "data/nothing"})
        with pytest.raises(Damaged) as large:
            package.read("bagit.txt", 3)
        assert large.value.key == "V-140"


def test_any_folder_bag_opens_too(tmp_path):
    (tmp_path / "bag" / "data").mkdir(parents=True)
    (tmp_path / "bag" / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (tmp_path / "bag" / "data" / "a.txt").write_bytes(b"a")
    with open_package(tmp_path / "bag", source="bag") as package:
        assert package.items == ()
        assert package.catalogue is None
        assert dict(package.files) == {"bagit.txt": 54, "data/a.txt": 1}
        with package.open_member("data/a.txt") as handle:
            assert handle.read() == b"a"


def test_an_unsafe_zip_is_not_opened(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x/../../y", b"")
    with pytest.raises(Damaged) as caught:
        open_package(path, source="x.zip")
    assert caught.value.key == "V-005"


@pytest.mark.parametrize("make", [Path.is_file, os.mkfifo])
def test_what_is_no_file_is_said_without_waiting(tmp_path, make):
    make(tmp_path / "x.zip")
    with pytest.raises(Damaged) as caught:
        open_package(tmp_path / "x.zip", source="x.zip")
    assert caught.value.key == "package.unopened"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (b"{", "package.catalogue"), (b"[]", "package.catalogue"), (b'{"format": 2}', "package.newer"),
        (b'{"format": 1}', "package.catalogue"), (b"\xff", "package.catalogue"), (b"[" * 100_000, "package.catalogue"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_said(tmp_path, text, key):
    (tmp_path / "metadata").mkdir()
    (tmp_path / "metadata" / "catalogue.json").write_bytes(text)
    with pytest.raises(Damaged) as caught:
        open_package(tmp_path, source="x")
    assert caught.value.key == key


def test_a_file_that_vanishes_or_turns_into_a_link_is_damage_not_a_crash(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    with open_bag(tmp_path, "x") as bag:
        (tmp_path / "a").unlink()
        (tmp_path / "b").unlink()
        (tmp_path / "b").symlink_to("/etc/hostname")
        for name in ("a", "b"):
            with pytest.raises(Damaged) as caught:
                read_small(bag, name)
            assert caught.value.key == "V-129"

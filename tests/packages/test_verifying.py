"""Verdicts on bags: the right one on what RFC 8493 says, the file named, nothing changed, nothing followed."""

import hashlib
import os
import random
import socket
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_tool import limits
from archive_tool.errors import Damaged
from archive_tool.messages import LANGUAGES, speaker
from archive_tool.model.findings import Severity
from archive_tool.packages import bags
from archive_tool.packages.verifying import Level, verify

from .bag_cases import CASES, right, tagged


def as_folder(case_or_files, root: Path, folders=()) -> Path:
    for name in folders:
        (root / name).mkdir(parents=True, exist_ok=True)
    root.mkdir(exist_ok=True)
    for name, content in case_or_files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def as_zip(files, path: Path, folders=()) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in folders:
            archive.writestr(f"{path.stem}/{name}/", b"")
        for name, content in files.items():
            archive.writestr(f"{path.stem}/{name}", content)
    return path


def found(path, **ways):
    findings = verify(path, source="x", **ways)
    say = [speaker(language) for language in LANGUAGES]
    for finding in findings:
        for one in say:
            assert one(finding.rule, **finding.facts)
            assert one(f"{finding.rule}.hint", **finding.facts)
    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    return errors, {finding.rule for finding in findings} - errors


def test_the_set_is_large_enough():
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [case for case in CASES if case.only != "zip"], ids=lambda case: case.name)
def test_verdicts_on_folders(case, tmp_path):
    folder = as_folder(case.make(), tmp_path / "bag", case.folders)
    assert found(folder) == (case.errors, case.warnings)


@pytest.mark.parametrize("case", [case for case in CASES if case.only != "folder"], ids=lambda case: case.name)
def test_verdicts_on_zips(case, tmp_path):
    path = as_zip(case.make(), tmp_path / "bag.zip", case.folders)
    assert found(path) == (case.errors, case.warnings)


def snapshot(root):
    return {
        path.relative_to(root).as_posix(): (path.lstat().st_mtime_ns, path.lstat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(root.rglob("*"))
    }


def test_verifying_changes_nothing_and_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    files = {**right(), "fetch.txt": b"http://127.0.0.1:9/a - data/a.txt\n"}
    del files["data/a.txt"]
    as_folder(tagged(files, "sha256", "sha512"), tmp_path / "bag")
    before = snapshot(tmp_path)
    assert found(tmp_path / "bag")[0] == {"V-115", "V-123"}
    assert snapshot(tmp_path) == before


def test_links_and_pipes_are_named_and_never_followed(tmp_path):
    (tmp_path / "outside").write_bytes(b"alpha")
    folder = as_folder(right(), tmp_path / "bag")
    (folder / "data/a.txt").unlink()
    (folder / "data/a.txt").symlink_to(tmp_path / "outside")
    (folder / "data/loop").symlink_to(folder)
    os.mkfifo(folder / "data/pipe")
    os.mkfifo(folder / "tagmanifest-md5.txt")
    findings = verify(folder, source="x")
    named = {finding.facts["file"] for finding in findings if finding.rule == "V-012"}
    assert named == {"data/a.txt", "data/loop", "data/pipe", "tagmanifest-md5.txt"}
    assert {finding.facts["file"] for finding in findings if finding.rule == "V-112"} == {"data/a.txt"}


def test_a_zip_with_a_link_inside_is_refused_unread(tmp_path):
    path = tmp_path / "bag.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("bag/data/a.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    assert found(path) == ({"V-012"}, set())


def test_what_is_not_there_or_no_bag_is_said(tmp_path):
    (finding,) = verify(tmp_path / "none", source="x")
    assert finding.rule == "V-100"
    (tmp_path / "x.zip").write_bytes(b"nothing")
    assert found(tmp_path / "x.zip")[0] == {"V-001"}
    assert found(tmp_path)[0] == {"V-101"}


def test_a_zip_of_several_folders_is_no_bag(tmp_path):
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr("bag/bagit.txt", b"")
        archive.writestr("other/x", b"")
    assert found(tmp_path / "bag.zip")[0] == {"V-020"}


def test_a_renamed_zip_is_a_warning(tmp_path):
    path = as_zip(right(), tmp_path / "bag.zip")
    assert found(path.rename(tmp_path / "renamed.zip")) == (set(), {"V-132"})


def test_names_that_are_no_utf8_are_named(tmp_path):
    folder = as_folder(right(), tmp_path / "bag")
    (Path(os.fsdecode(bytes(folder) + b"/data/" + "考察".encode("gbk")))).write_bytes(b"x")
    findings = verify(folder, source="x")
    assert [finding.facts["file"] for finding in findings if finding.rule == "V-007"] == ["data/考察"]


def test_an_unreadable_folder_is_named(tmp_path, monkeypatch):
    folder = as_folder(right(), tmp_path / "bag")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("dir"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert "V-129" in found(folder)[0]


def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    folder = as_folder(right(), tmp_path / "bag")
    real = bags.open_ordinary

    def failing(path):
        if path.name in ("a.txt", "bag-info.txt"):
            raise OSError(5, "Input/output error")
        return real(path)

    monkeypatch.setattr(bags, "open_ordinary", failing)
    findings = verify(folder, source="x")
    assert {(finding.rule, finding.facts["file"]) for finding in findings} == {("V-129", "data/a.txt"), ("V-129", "bag-info.txt")}


def test_folders_and_tag_files_have_limits(tmp_path, monkeypatch):
    folder = as_folder(right(), tmp_path / "bag")
    monkeypatch.setattr(bags, "_FOLDER_MOST", 5)
    assert "V-018" in found(folder)[0]
    monkeypatch.undo()
    monkeypatch.setattr(bags.read_small, "__defaults__", (50,))
    assert "V-140" in found(folder)[0]


LEVELS = [
    (lambda files: files.pop("data/a.txt"), {"V-115"}, {"V-112", "V-115"}),
    (lambda files: files.update({"data/a.txt": b"Alpha"}), set(), set()),
    (lambda files: files.update({"data/x.txt": files.pop("data/a.txt")}), set(), {"V-112", "V-113"}),
]


@pytest.mark.parametrize(("change", "fast", "complete"), LEVELS)
def test_levels_look_as_deep_as_they_say(tmp_path, change, fast, complete):
    files = right()
    change(files)
    folder = as_folder(files, tmp_path / "bag")
    assert found(folder, level=Level.FAST)[0] == fast
    assert found(folder, level=Level.COMPLETE)[0] == complete


def test_fast_without_a_total_says_that_it_says_nothing(tmp_path):
    files = {name: content for name, content in right().items() if name != "bag-info.txt"}
    assert found(as_folder(files, tmp_path / "bag"), level=Level.FAST) == (set(), {"V-139"})


def test_shares_cover_every_payload_file_once(tmp_path):
    payload = {f"data/{number}.txt": b"x" for number in range(10)}
    files = right(payload=payload)
    for name in payload:
        files[name] = b"y"
    folder = as_folder(files, tmp_path / "bag")
    shares = [
        [finding.facts["file"] for finding in verify(folder, source="x", part=(number, 3))] for number in (1, 2, 3)
    ]
    assert sorted(name for share in shares for name in share) == sorted(payload)
    assert [len(share) for share in shares] == [4, 3, 3]


# ---------------------------------------------------------------- ours


def flipped(path, at, bit, target):
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    target.write_bytes(data)
    return target


def test_a_flipped_byte_in_any_members_data_is_found_and_the_file_named(sealed, tmp_path):
    target = tmp_path / "flipped" / sealed.path.name
    target.parent.mkdir()
    with zipfile.ZipFile(sealed.path) as archive:
        members = archive.infolist()
    for info in members:
        start = info.header_offset + 30 + len(info.filename.encode())
        for at in {start, start + info.file_size // 2, start + info.file_size - 1} if info.file_size else ():
            findings = verify(flipped(sealed.path, at, 0, target), source="x")
            named = {finding.facts["file"] for finding in findings if finding.stops}
            inner = info.filename.partition("/")[2]
            assert named, inner
            assert inner in named or inner.startswith(("manifest", "tagmanifest", "bagit.txt", "bag-info")), inner


@pytest.mark.slow
def test_any_flipped_bit_of_the_whole_package_is_found(sealed, tmp_path):
    chance = random.Random(11)
    target = tmp_path / "flipped" / sealed.path.name
    target.parent.mkdir()
    missed = []
    for _ in range(300):
        at, bit = chance.randrange(sealed.bytes), chance.randrange(8)
        if not any(finding.stops for finding in verify(flipped(sealed.path, at, bit, target), source="x")):
            missed.append((at, bit))
    assert missed == []


def test_every_bit_of_headers_directory_and_end_is_looked_at(sealed, tmp_path):
    target = tmp_path / "flipped" / sealed.path.name
    target.parent.mkdir()
    with zipfile.ZipFile(sealed.path) as archive:
        second = archive.infolist()[1].header_offset
        directory = archive.start_dir
    header = range(second, second + 30)
    row = range(directory, directory + 46)
    end = range(sealed.bytes - 22, sealed.bytes)
    chance = random.Random(5)
    missed = [
        at
        for at in (*header, *row, *end)
        if not any(f.stops for f in verify(flipped(sealed.path, at, chance.randrange(8), target), source="x"))
    ]
    assert missed == []


def test_a_package_zipped_again_by_another_program_is_whole_with_a_warning(sealed, tmp_path):
    target = tmp_path / sealed.path.name
    with zipfile.ZipFile(sealed.path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name in archive.namelist():
            again.writestr(name, archive.read(name))
    assert found(target) == (set(), {"V-136"})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_make_verifying_fail(tmp_path_factory, data):
    """Whatever stands in the tag files, the answer is findings."""
    files = right(data.draw(st.sampled_from(["0.93", "0.97", "1.0"])))
    name = data.draw(st.sampled_from([name for name in files if not name.startswith("data/")]))
    text = files[name]
    at = data.draw(st.integers(0, len(text)))
    noise = data.draw(st.one_of(st.binary(max_size=20), st.text(max_size=20).map(lambda t: t.encode("utf-8", "replace"))))
    files[name] = text[:at] + noise + text[at + data.draw(st.integers(0, 20)) :]
    path = as_zip(files, tmp_path_factory.mktemp("noise") / "bag.zip")
    found(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest()


def test_limits_of_a_package_are_asked_of_zips(tmp_path, monkeypatch):
    path = as_zip(right(), tmp_path / "bag.zip")
    monkeypatch.setattr(bags.containers, "PACKAGE", bags.containers.Limits(10**6, 10**6, 3))
    assert found(path)[0] == {"V-018"}
    assert limits.PACKAGE_MEMBERS == 20_000
    with pytest.raises(Damaged):
        bags.read_small(bags.FolderBag(as_folder(right(), tmp_path / "b"), "x"), "bagit.txt", 3)

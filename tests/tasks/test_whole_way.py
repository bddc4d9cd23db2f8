"""The whole way on the samples: generate, pack, verify, index, search, show, and what must never happen on it."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archive_tool.cli import main as door
from archive_tool.folding import fold
from archive_tool.search.asking import Filters, open_index
from archive_tool.search.words import kept
from archive_tool.texts.extracting import Extractor
from tests.tasks.conftest import DAY, SAMPLES

SHARED = ["--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"]
NO_OFFICE = {"ARCHIVE_TOOL_SOFFICE": "none"}


def run(folder: Path, *words: str) -> int:
    return door.run([*words, "-C", str(folder), *SHARED, "-q"], NO_OFFICE)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which every complete sample is sealed and indexed."""
    folder = tmp_path_factory.mktemp("whole") / "ws"
    shutil.copytree(SAMPLES, folder)
    assert run(folder, "generate") == 0
    assert run(folder, "pack", "--all") == 1  # the unfinished case is refused
    assert run(folder, "index") == 0
    return folder


def packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("archive/*/*.zip"))


def test_every_complete_sample_is_sealed_and_the_unfinished_one_is_not(sealed: Path) -> None:
    names = " ".join(path.name for path in packages(sealed))
    assert all(case in names for case in ("KC-2026-001", "KC-2026-002", "KC-2026-003", "JD-2026-05", "JD-2026-06"))
    assert "KC-2026-004" not in names


def test_a_complete_sample_has_no_error_and_few_warnings(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in ("KC-2026-001", "KC-2026-002", "KC-2026-003", "JD-2026-05", "JD-2026-06"):
        capsys.readouterr()
        assert run(sealed, "check", case, "--json") == 0
        counts = json.loads(capsys.readouterr().out)["counts"]
        assert counts["error"] == 0
        assert counts["warning"] <= 5


def test_a_second_pack_changes_nothing(sealed: Path) -> None:
    before = {path: path.read_bytes() for path in packages(sealed)}
    ledger = (sealed / "archive" / "ledger.jsonl").read_bytes()
    assert run(sealed, "pack", "KC-2026-001") == 0
    assert {path: path.read_bytes() for path in packages(sealed)} == before
    assert (sealed / "archive" / "ledger.jsonl").read_bytes() == ledger


def test_two_copies_of_a_workspace_seal_to_the_same_bytes(sealed: Path, tmp_path: Path) -> None:
    other = tmp_path / "copy"
    shutil.copytree(SAMPLES, other)
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C", "ARCHIVE_TOOL_SOFFICE": "none"}
    for words in (["generate"], ["pack", "--all"]):
        subprocess.run([sys.executable, "-m", "archive_tool", *words, "-C", str(other), *SHARED], env=environment, check=False, capture_output=True)
    mine = {path.name: path.read_bytes() for path in packages(sealed)}
    assert {path.name: path.read_bytes() for path in packages(other)} == mine


def test_packages_pass_bagit_and_sha256sum(sealed: Path, tmp_path: Path, program: Callable[[str], str]) -> None:
    for path in packages(sealed):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path)
        bag = tmp_path / path.stem
        subprocess.run([program("sha256sum"), "--quiet", "-c", "manifest-sha256.txt"], cwd=bag, check=True)
        done = subprocess.run([sys.executable, program("bagit"), "--validate", str(bag)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_what_the_four_property_check_finds_wrong_is_said_once_and_the_package_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(SAMPLES, folder)
    late = tmp_path / "名单.txt"
    late.write_bytes(b"")
    assert run(folder, "attach", "JD-2026-06", str(late), "--item", "D3") == 0
    assert run(folder, "generate", "JD-2026-06") == 0
    capsys.readouterr()
    assert run(folder, "pack", "JD-2026-06") == 0
    assert "四性检测有 1 项不合格：内容数据完整" in "".join(capsys.readouterr())
    assert packages(folder)


def test_the_archive_agrees_with_its_ledger(sealed: Path) -> None:
    assert run(sealed, "verify") == 0


def test_a_flipped_byte_in_any_member_is_found_and_the_file_named(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = min(packages(sealed), key=lambda each: each.stat().st_size)
    chance = random.Random(7)
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if info.file_size]
    for info in members:
        data = bytearray(path.read_bytes())
        start = info.header_offset + 30 + int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
        start += int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
        data[start + chance.randrange(info.file_size)] ^= 1 << chance.randrange(8)
        broken = tmp_path / path.name
        broken.write_bytes(data)
        capsys.readouterr()
        assert run(sealed, "verify", str(broken), "--json") == 6
        found = json.loads(capsys.readouterr().out)["packages"][0]
        assert found["valid"] is False
        named = info.filename.split("/", 1)[1]
        assert any(named in f["message"] or f["file"].endswith(named) for f in found["findings"]), named


def test_a_changed_case_is_refused_until_a_reason_makes_a_supplement(sealed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(sealed, folder)
    late = tmp_path / "迟到的复函.txt"
    late.write_text("来函收悉。", encoding="utf-8")
    assert run(folder, "attach", "KC-2026-003", str(late), "--item", "C5-1") == 0
    run(folder, "generate", "KC-2026-003")
    before = {path: path.read_bytes() for path in packages(folder)}
    assert run(folder, "pack", "KC-2026-003") == 5
    litter = next(iter(before)).with_name(".draft-00")
    litter.write_bytes(b"half")  # as a crash while a supplement was made leaves it
    assert run(folder, "pack", "KC-2026-003", "--replaces", "补收复函") == 0
    assert not litter.exists()
    after = {path: path.read_bytes() for path in packages(folder)}
    assert {path: after[path] for path in before} == before
    (supplement,) = set(after) - set(before)
    assert "补充1" in supplement.name
    lines = folder / "archive" / "ledger.jsonl"
    *others, last = lines.read_bytes().splitlines(keepends=True)
    assert supplement.name in last.decode()
    lines.write_bytes(b"".join(others))  # as a crash between the supplement and its line leaves it
    assert run(folder, "verify") == 6
    assert run(folder, "pack", "KC-2026-003") == 0  # nothing new since, but the line that was missing
    assert json.loads(lines.read_bytes().splitlines()[-1])["details"] == json.loads(last)["details"] | {"recovered": "yes"}
    assert run(folder, "verify") == 0


def texts_of(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Folded page texts by (package, item), read without the index."""
    found: dict[tuple[str, str], list[str]] = {}
    with Extractor() as extractor:
        for path in packages(folder):
            with zipfile.ZipFile(path) as archive:
                catalogue = json.loads(archive.read(f"{path.stem}/metadata/catalogue.json"))
                for item in catalogue["items"]:
                    for file in item["files"]:
                        with archive.open(f"{path.stem}/{file['path']}") as handle:
                            text = extractor.extract(handle, file["path"], Path(file["path"]).suffix)
                        found.setdefault((path.stem, item["item"]), []).extend(page.text for page in text.pages)
    return found


@pytest.fixture(scope="module")
def corpus(sealed: Path) -> dict[tuple[str, str], list[str]]:
    return texts_of(sealed)


def phrase(text: str) -> str:
    """A text as a quoted phrase: quote marks of its own kind doubled."""
    return '"' + text.replace('"', '""') + '"'


def test_a_reporters_name_stands_in_the_restricted_annex_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(SAMPLES, folder)
    register = next(folder.glob("cases/2026-05*/received.yaml"))
    text = register.read_text(encoding="utf-8")
    register.write_text(text.rstrip() + "\n反映登记:\n  - {序号: 1, 反映人: 钱试匿名}\n", encoding="utf-8")
    assert run(folder, "generate", "JD-2026-05") == 0
    assert run(folder, "pack", "JD-2026-05") == 0
    telling = set()
    for path in packages(folder):
        with zipfile.ZipFile(path) as archive:
            if "钱试匿名".encode() in b"".join(archive.read(name) for name in archive.namelist()):
                telling.add("限制查阅" in path.name)
    assert telling == {True}


def test_search_finds_a_phrase_and_marks_it(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(sealed, "search", '"河道整治"', "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] >= 1
    assert "".join(span["text"] for span in found["hits"][0]["excerpt"] if span["matched"])


def test_search_finds_traditional_characters_pinyin_and_people(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (['"河道整治"'], ['"河道整治"'.replace("整", "整").replace("治", "治")], ["shenyanqiu"], ["沈砚秋"]):
        capsys.readouterr()
        assert run(sealed, "search", *words, "--json") == 0
        assert json.loads(capsys.readouterr().out)["total"] >= 1


def test_a_word_after_a_minus_is_excluded_and_is_no_option(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    totals = []
    for words in (["河道"], ["河道", "-采砂"]):
        capsys.readouterr()
        assert run(sealed, "search", *words, "--json") == 0
        totals.append(json.loads(capsys.readouterr().out)["total"])
    assert totals[1] < totals[0]


def test_showing_a_file_gives_its_bytes_and_is_noted(sealed: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(sealed, folder)
    path = packages(folder)[0]
    capfdbinary.readouterr()
    assert run(folder, "show", path.stem, "先读我.txt") == 0
    with zipfile.ZipFile(path) as archive:
        assert capfdbinary.readouterr().out == archive.read(f"{path.stem}/先读我.txt")
    assert '"act":"shown"' in (folder / "archive" / "ledger.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_gets_text_with_its_controls_made_visible_and_nothing_binary(sealed: Path) -> None:
    import pty

    (package, *_) = packages(sealed)

    def said(member: str) -> tuple[int, str]:
        above, below = pty.openpty()
        words = [sys.executable, "-m", "archive_tool", "show", package.stem, member, "-C", str(sealed), *SHARED]
        done = subprocess.run(words, stdout=below, stderr=below, env={**os.environ, "PYTHONPATH": str(SAMPLES.parents[1])}, check=False)
        os.close(below)
        text = b""
        try:
            while piece := os.read(above, 65536):
                text += piece
        except OSError:  # Linux says so when the other end is closed
            pass
        os.close(above)
        return done.returncode, text.decode("utf-8", "replace")

    code, text = said("归档文件目录.docx")
    assert code == 2
    assert "不是文字" in text
    code, text = said("bagit.txt")
    assert code == 0
    assert "BagIt-Version: 1.0" in text


def test_an_index_that_is_gone_or_damaged_is_made_again(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(sealed, folder, copy_function=shutil.copy2)
    totals = []
    for harm in (lambda: None, lambda: shutil.rmtree(folder / "index"), lambda: _spoil(folder / "index")):
        harm()
        capsys.readouterr()
        assert run(folder, "search", "河道", "--json") == 0
        totals.append(json.loads(capsys.readouterr().out)["total"])
    assert len(set(totals)) == 1


def _spoil(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file() and path.stat().st_size > 100:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0xFF
            path.write_bytes(data)


def test_a_restricted_user_sees_nothing_of_what_is_above_them(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(sealed, folder)
    with (folder / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 低权限, clearance: 公开}\n  b: {name: 高权限, clearance: 绝密}\n")
    totals = {}
    for name in ("低权限", "高权限", "外人"):
        capsys.readouterr()
        assert door.run(["search", "河道", "--json", "-C", str(folder), "--lang", "zh", "--by", name, "--facets"], NO_OFFICE) == 0
        totals[name] = json.loads(capsys.readouterr().out)["total"]
    assert totals["高权限"] > 0
    assert totals["低权限"] == 0
    assert totals["外人"] == 0


def killed(folder: Path, words: list[str], after: float) -> None:
    command = [sys.executable, "-m", "archive_tool", *words, "-C", str(folder), *SHARED]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **NO_OFFICE})
    time.sleep(after)
    process.send_signal(signal.SIGTERM if sys.platform == "win32" else 9)
    process.wait()


@pytest.mark.slow
def test_pack_and_index_killed_at_any_moment_lose_nothing(sealed: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    for _ in range(int(os.environ.get("KILL_ROUNDS", "4"))):
        folder = tmp_path / "ws"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SAMPLES, folder)
        run(folder, "generate", "JD-2026-05", "JD-2026-06", "KC-2026-003")
        killed(folder, ["pack", "KC-2026-003", "JD-2026-05", "JD-2026-06"], 0.4 + chance.random())
        for path in packages(folder):
            assert run(folder, "verify", str(path)) == 0  # whole or not there
        assert run(folder, "pack", "KC-2026-003", "JD-2026-05", "JD-2026-06") == 0
        assert not list((folder / "archive").rglob(".draft-*"))
        assert run(folder, "verify") == 0
        killed(folder, ["index"], 0.4 + chance.random())
        assert run(folder, "search", "河道") == 0
        assert run(folder, "index") == 0


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_substring_is_found_in_either_script_with_exact_counts(
    sealed: Path, corpus: dict[tuple[str, str], list[str]], data: st.DataObject
) -> None:
    import opencc
    place = data.draw(st.sampled_from(sorted(key for key, pages in corpus.items() if any(p.strip() for p in pages))))
    page = data.draw(st.sampled_from([text for text in corpus[place] if text.strip()]))
    start, length = data.draw(st.integers(0, len(page) - 1)), data.draw(st.integers(1, 12))
    piece = page[start : start + length].strip()
    assume(piece and not any(ord(char) < 32 for char in piece))
    other = opencc.OpenCC("s2t").convert(piece)
    for asked in {piece, other if fold(other) == fold(piece) else piece}:  # the converter may choose by the word
        wanted = kept(piece)
        truth = {key for key, pages in corpus.items() if any(wanted in kept(text) for text in pages)}
        with open_index(sealed / "index") as index:
            answer = index.ask(phrase(asked), DAY, filters=Filters(), limit=1000)
        found = {(hit.package, hit.item) for hit in answer.hits}
        assert truth <= found
        assert answer.total == len(found)
        shown = {(hit.package, hit.item): "".join(span.text for span in hit.excerpt if span.matched) for hit in answer.hits}
        assert all(kept(shown[key]) for key in truth)


@pytest.fixture(autouse=True)
def _no_draft_left(sealed: Path) -> Iterator[None]:
    yield
    assert not list((sealed / "archive").rglob(".draft-*"))

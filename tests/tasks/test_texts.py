"""`attach --texts`: the text of older files and of scans, kept beside them once, found by search, marked as what it is."""

import importlib.util
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.errors import EngineFailed
from archive_tool.tasks import texts as tasks
from archive_tool.tasks.desk import Desk
from archive_tool.texts.extracting import Extractor
from archive_tool.texts.recognising import Recognised
from tests.tasks.conftest import DAY, cases_of

Tool = Callable[..., tuple[int, str, str]]
CASE = "KC-2026-004"


@pytest.fixture
def folder(desk: Desk) -> Path:
    return cases_of(desk, CASE)[0].folder


@pytest.fixture
def picture(tool: Tool, tmp_path: Path) -> None:
    """A picture, registered."""
    (tmp_path / "手写材料.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert tool("attach", CASE, str(tmp_path / "手写材料.png"), "--item", "Z2")[0] == 0


def pages(*told: Recognised) -> Callable[[Path], Iterator[Recognised]]:
    return lambda _path: iter(told)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an engine would say: the real one is tried where it is installed."""
    told = (Recognised(1, "关于沈砚秋同志的\n情况说明", 0.97), Recognised(2, "模糊的字", 0.55), Recognised(3, "", 0.0))
    monkeypatch.setattr(tasks, "available", lambda: True)
    monkeypatch.setattr(tasks, "recognised", pages(*told))


@pytest.mark.usefixtures("picture", "engine")
def test_a_scan_gets_a_text_beside_it_marked_and_counted_as_no_page(tool: Tool, desk: Desk, folder: Path) -> None:
    before = (folder / "attachments" / "Z2_01.png").read_bytes()
    code, out, err = tool("attach", CASE, "--texts")
    assert (code, "平均置信度 76.0%" in out) == (0, True), out + err
    assert "第 2 页识别把握不大" in err
    assert (folder / "attachments" / "Z2_01.png").read_bytes() == before
    path = folder / "attachments" / "Z2_01.png_文字.txt"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("【以下文字由程序从 Z2_01.png 识别，未经校对")
    with Extractor() as extractor, path.open("rb") as handle:
        read = extractor.extract(handle, path.name, path.suffix)
    assert [page.number for page in read.pages] == [1, 2, 3]
    assert "〔文字识别，第 2 页，置信度 55.0%〕\n模糊的字" in read.pages[1].text
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    kept = next(each for each in loaded.case.received if each.file == path.name)
    assert (kept.item, kept.role, kept.pages, kept.original_name) == ("Z2", "其他", 0, "Z2_01.png")


@pytest.mark.usefixtures("picture", "engine")
def test_a_text_is_made_once(tool: Tool, folder: Path) -> None:
    assert json.loads(tool("attach", CASE, "--texts", "--json")[1])["texts"][0]["weak"] == [2]
    register = (folder / "received.yaml").read_bytes()
    code, out, _ = tool("attach", CASE, "--texts")
    assert (code, "都已有可以检索的文字" in out) == (0, True)
    assert (folder / "received.yaml").read_bytes() == register


@pytest.mark.usefixtures("picture", "engine")
def test_a_dry_run_only_names_what_lacks_a_text(tool: Tool, folder: Path) -> None:
    code, out, _ = tool("attach", CASE, "--texts", "-n")
    assert (code, "Z2_01.png：还没有可以检索的文字" in out) == (0, True)
    assert not list((folder / "attachments").glob("*_文字.txt"))


@pytest.mark.usefixtures("picture")
@pytest.mark.parametrize(("there", "words"), [(False, "没有安装文字识别"), (True, "文字识别没有完成")])
def test_without_an_engine_the_paper_stays_and_it_is_said_so(tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch, there: bool, words: str) -> None:
    def failing(_path: Path) -> Iterator[Recognised]:
        raise EngineFailed("ocr.failed", path="Z2_01.png")

    monkeypatch.setattr(tasks, "available", lambda: there)
    monkeypatch.setattr(tasks, "recognised", failing)
    code, _, err = tool("attach", CASE, "--texts")
    assert (code, words in err) == (7, True)
    assert not list((folder / "attachments").glob("*_文字.txt"))


@pytest.mark.usefixtures("picture")
def test_a_scan_without_a_word_is_said_so(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "available", lambda: True)
    monkeypatch.setattr(tasks, "recognised", pages(Recognised(1, "", 0.0)))
    code, _, err = tool("attach", CASE, "--texts")
    assert (code, "没有文字可存" in err) == (0, True)


def test_older_files_are_said_to_need_libreoffice(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "旧.rtf").write_bytes(rb"{\rtf1\ansi hello}")
    assert tool("attach", CASE, str(tmp_path / "旧.rtf"), "--item", "Z2")[0] == 0
    code, _, err = tool("attach", CASE, "--texts")
    assert (code, "没有 LibreOffice" in err) == (7, True)


def test_older_files_are_read_through_libreoffice(workspace: Path, tool: Tool, program: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    office = program("soffice")
    rtf = "{\\rtf1\\ansi\\ansicpg936 " + "".join(f"\\u{ord(char)}?" for char in "沈砚秋同志廉政情况的复函") + "}"
    (folder,) = workspace.glob("cases/2026-04-*")
    (workspace / "复函.rtf").write_text(rtf, encoding="ascii")
    (workspace / "坏.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000))
    for name in ("复函.rtf", "坏.xls"):
        assert tool("attach", CASE, name, "--item", "Z2")[0] == 0
    words = ["attach", CASE, "--texts", "-C", str(workspace), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"]
    door.run(words, {"ARCHIVE_TOOL_SOFFICE": office, "PATH": str(Path(office).parent) + ":/usr/bin:/bin"})
    said = capsys.readouterr()
    assert "Z2_01.rtf：文字已存为 Z2_01.rtf_文字.txt" in said.out, said
    assert "沈砚秋同志廉政情况的复函" in (folder / "attachments" / "Z2_01.rtf_文字.txt").read_text(encoding="utf-8")
    assert "Z2_01.xls：没有文字可存" in said.err


@pytest.mark.skipif(importlib.util.find_spec("rapidocr_onnxruntime") is None, reason="the extra ocr is not installed")
def test_the_engine_reads_a_printed_page(tmp_path: Path, program: Callable[[str], str]) -> None:
    from archive_tool.texts.recognising import recognised

    page = tmp_path / "page.html"
    page.write_text("<body style='font-size:40px'>关于沈砚秋同志任职的通知", encoding="utf-8")
    shot = tmp_path / "page.png"
    subprocess.run([program("chromium"), "--headless", "--no-sandbox", f"--screenshot={shot}", "--window-size=900,200", str(page)], check=True, capture_output=True, timeout=60)
    (found,) = tuple(recognised(shot))
    assert "关于沈砚秋同志任职的通知" in found.text
    assert found.confidence > 0.8
    (tmp_path / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(EngineFailed):
        tuple(recognised(tmp_path / "坏.png"))

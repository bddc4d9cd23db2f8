"""查阅.html: what stands in it, what it finds, and that it asks nobody."""

import json
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

import pytest
from lxml import etree

from archive_tool import limits
from archive_tool.packages import looking
from archive_tool.packages.looking import Looker, squeezed
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.word import Page, Paragraph, word_file
from archive_tool.packages.writing import write_package

from .conftest import item

TITLE = '<script>alert("高")</script>&'


@pytest.fixture
def readable(dossier, papers):
    """A package with papers that have text, and a title that tries to be markup."""
    word = word_file(Page(), [Paragraph("该同志长期在基层工作，主持河道\n整治工程。")], title="考察材料", author="考察组")
    texts = (
        item("C1", "考察预告", [papers("n.txt", "公示期为五个工作日。</script><b>".encode(), role="定稿")], title=TITLE),
        item("C6", "考察材料", [papers("r.docx", word, role="定稿"), papers("r.pdf", b"%PDF-1.7 broken", role="版式文件")]),
        item("C5", "复函", [papers("s.jpg", b"\xff\xd8\xff"), papers("no.pdf", b"no PDF")], people=(), genre="函"),
        item("D3", "会议记录", [], note="参见 任免档案-2026-任3-永久"),
        item("C7", "举报材料", [papers("l.txt", "匿名信".encode())], restricted=True, title="李某的来信"),
    )
    return replace(dossier, items=texts)


def page_of(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"{path.stem}/查阅.html").decode()


@pytest.fixture
def made(readable, tmp_path):
    plan = plan_packages(readable)[0]
    return write_package(plan, tmp_path / f"{plan.name}.zip").path


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))


def test_it_lists_every_item_and_links_every_file(made):
    page = etree.HTML(page_of(made))
    rows = [["".join(cell.itertext()) for cell in row] for row in page.iterfind(".//tbody/tr")]
    assert [row[1] for row in rows] == ["C1", "C6", "C5"]
    assert rows[0][2] == TITLE
    with zipfile.ZipFile(made) as archive:
        files = {name.partition("/")[2] for name in archive.namelist()}
    linked = {unquote(link.get("href")) for link in page.iterfind(".//a")}
    assert linked == {name for name in files if name.startswith("data/")} | {"先读我.txt"}
    assert "参见 任免档案-2026-任3-永久" in "".join(page.itertext())


def test_it_loads_nothing_and_nothing_of_a_case_becomes_markup(made):
    page = page_of(made)
    tree = etree.HTML(page)
    assert [tag.get("type") for tag in tree.iterfind(".//script")] == ["application/json", None]
    assert not tree.xpath("//*[@src or @onclick or @style]")
    assert not tree.xpath("//link | //b | //iframe")
    assert "http:" not in page
    assert "https:" not in page
    policy = tree.find(".//meta[@http-equiv]").get("content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_it_says_of_which_files_the_text_cannot_be_searched(made):
    said = "".join(etree.HTML(page_of(made)).itertext())
    assert said.count("不可检索：文件已损坏，或不是它的扩展名所说的格式") == 2
    assert said.count("不可检索：图片，没有文字可供检索") == 1


def test_what_is_restricted_stands_in_its_own_page_alone(readable, made, tmp_path):
    plan = plan_packages(readable)[1]
    own = page_of(write_package(plan, tmp_path / f"{plan.name}.zip").path)
    assert "匿名信" in own
    assert "匿名信" not in page_of(made)
    assert "李某" not in page_of(made)


def test_the_folding_holds_only_what_can_lead_to_the_text(made):
    folding = data_of(page_of(made))["folding"]
    pairs = dict(zip(folding[::2], folding[1::2], strict=True))
    assert pairs["長"] == "长"
    assert "鱷" not in pairs
    assert len(pairs) < 1500


def test_text_is_squeezed_as_the_index_keeps_it():
    assert squeezed("河道\n 整治\u200b工程 No.  5\x00") == "河道整治工程 No. 5\ufffd"


def test_the_bounds_are_kept_and_said(tmp_path, monkeypatch):
    texts = {PurePosixPath(f"data/{n}.txt"): "一二三四五".encode() for n in range(3)}
    monkeypatch.setattr(limits, "VIEWER_CHARACTERS", 9)
    monkeypatch.setattr(limits, "VIEWER_READ_BYTES", 30)
    with Looker() as looker:
        for path, data in texts.items():
            looker.look(path, data)
        looker.glance(PurePosixPath("data/x.pdf"), b"%PDF-" + bytes(2000))
    found = list(looker.looks.values())
    assert [look.reason for look in found] == ["", looking.FULL, looking.NOT_READ, looking.NOT_READ]
    assert [look.opened for look in found] == [True, None, None, None]
    assert len(found[3].head) == looking.HEAD_BYTES


# ---------------------------------------------------------------- in a browser


@pytest.fixture
def shown(made, program, tmp_path):
    """The rows and excerpts that a browser without network shows for a search."""
    browser = program("chromium")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "disc")
    page = tmp_path / "disc" / made.stem / "查阅.html"

    def show(query):
        command = [
            browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=127.0.0.1:9", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000",
            "--dump-dom", f"{page.as_uri()}#{quote(query)}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60)
        tree = etree.HTML(done.stdout)
        rows = tree.xpath("//tbody/tr[not(@hidden)]")
        return (
            ["".join(row[1].itertext()) for row in rows],
            ["".join(mark.itertext()) for mark in tree.iterfind(".//mark")],
            "".join(tree.xpath("//*[@id='count']")[0].itertext()),
        )

    return show


@pytest.mark.parametrize(
    ("query", "codes", "marked"),
    [
        ("“河道 整治工程” gaomingyuan", ["C6"], ["河道整治工程"]),
        ("長期在基層 整治", ["C6"], ["长期在基层", "整治"]),
        ("gmy -公示期", ["C6"], []),
        ('"gmy"', [], []),
        ("</script><b>", ["C1"], ["</script><b>"]),
    ],
)
def test_a_browser_without_network_finds_in_both_scripts_and_by_sound(shown, query, codes, marked):
    found, marks, count = shown(query)
    assert found == codes
    assert marks == marked
    assert count == f"共 3 件，现列出 {len(codes)} 件。"

"""The board in headless Chromium, opened from disk: narrow and wide, before and after the end, printed, by keyboard."""

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import axe_core_python
import pytest

from archive_tool.notices.pages import Press, sheet

from .conftest import BOARD

pytestmark = pytest.mark.slow
TODAY = datetime.now(timezone(timedelta(hours=8))).date()  # as the page counts: midnight in China
# What the page says of itself once its own script has run; added to a copy whose policy allows it.
_PROBE = """
<script>window.addEventListener("load", function () {
  var order = [], seen = new Set();
  document.querySelectorAll("a[href], button, [tabindex='0']").forEach(function (part) { order.push(part.textContent.trim()); });
  var out = document.createElement("pre"); out.id = "probe";
  out.textContent = JSON.stringify({
    title: document.title, text: document.querySelector("main").innerText, order: order,
    wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth,
    size: parseFloat(getComputedStyle(document.querySelector("main p")).fontSize)
  });
  document.body.appendChild(out);
});</script></body>"""


@pytest.fixture
def chromium(program, tmp_path):
    browser = program("chromium")

    def run(*words: str) -> str:
        shared = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-extensions"]
        done = subprocess.run(
            [browser, *shared, f"--user-data-dir={tmp_path / 'profile'}", *words],
            capture_output=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "replace")

    return run


@pytest.fixture
def board(tmp_path, press: Press, notice):
    """`board(end)` writes a page whose last day is that and gives its path."""

    def write(end: date, *, probed: bool = False) -> Path:
        up = sheet(replace(notice, period=replace(notice.period, end=end)))
        page = press.page(BOARD, up).decode()
        if probed:
            page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace("</body>", _PROBE)
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        return path

    return write


def probe(chromium, path: Path, width: int = 1280) -> dict:
    import json
    from html import unescape

    said = chromium(f"--window-size={width},900", "--virtual-time-budget=3000", "--dump-dom", path.as_uri())
    return json.loads(unescape(re.search(r'<pre id="probe">(.*?)</pre>', said, re.DOTALL).group(1)))


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out_and_the_type_is_large(chromium, board, width):
    said = probe(chromium, board(TODAY + timedelta(days=3), probed=True), width)
    assert said["wide"] <= said["room"]
    assert said["size"] >= 18
    assert "高明远" in said["text"]


def test_the_keyboard_reaches_the_text_first(chromium, board):
    order = probe(chromium, board(TODAY + timedelta(days=3), probed=True))["order"]
    assert order == ["跳到正文", BOARD.name, "纯文本", "公示列表", "订阅更新", "日程文件"]


@pytest.mark.parametrize(("days", "shown"), [(3, True), (0, True), (-1, False)])
def test_after_the_end_the_text_is_gone(chromium, board, days, shown):
    """With the page's own policy in force: the script that hides it is allowed by its hash."""
    said = chromium("--virtual-time-budget=3000", "--dump-dom", board(TODAY + timedelta(days=days)).as_uri())
    visible = re.sub(r"<(script|style).*?</\1>", "", said, flags=re.DOTALL)
    assert ("高明远" in visible) is shown
    assert ('data-over="" hidden=""' in visible) is shown
    assert ("<title>关于高明远同志拟任职的公示</title>" in visible) is shown


def test_it_prints_on_paper_without_the_site_around_it(chromium, board, program, tmp_path):
    path = board(TODAY + timedelta(days=3))
    chromium("--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'p.pdf'}", path.as_uri())
    text = subprocess.run([program("pdftotext"), str(tmp_path / "p.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert "拟任云岭市水务局副局长" in re.sub(r"\s", "", text)
    assert "订阅更新" not in text


_AXE = """
<script>{axe}</script><script>window.addEventListener("load", function () {{
  axe.run(document, {{resultTypes: ["violations"]}}).then(function (found) {{
    var out = document.createElement("pre"); out.id = "probe";
    out.textContent = JSON.stringify(found.violations.map(function (each) {{ return [each.id, each.nodes.map(function (node) {{ return node.html; }})]; }}));
    document.body.appendChild(out);
  }});
}});</script></body>"""


def violations(chromium, page: bytes, path: Path, width: int) -> list:
    """What axe-core finds wrong with a page, in a copy whose policy lets it run."""
    import json
    from html import unescape

    axe = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    said = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.decode())
    path.write_text(said.replace("</body>", _AXE.format(axe=axe)), encoding="utf-8")
    shown = chromium(f"--window-size={width},900", "--virtual-time-budget=10000", "--dump-dom", path.as_uri())
    return json.loads(unescape(re.search(r'<pre id="probe">(.*?)</pre>', shown, re.DOTALL).group(1)))


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong(chromium, press: Press, notice, tmp_path, width):
    up = sheet(replace(notice, period=replace(notice.period, end=TODAY + timedelta(days=3))))
    pages = {"list": press.common(BOARD, [up])["index.html"], "empty": press.common(BOARD, [])["index.html"]}
    pages["notice"] = press.page(BOARD, up, (f"{up.stem}.docx", f"{up.stem}.pdf"))
    assert {name: violations(chromium, page, tmp_path / f"{name}.html", width) for name, page in pages.items()} == {
        "list": [], "empty": [], "notice": [],
    }  # fmt: skip


def test_axe_would_find_something_wrong(chromium, press: Press, notice, tmp_path):
    page = press.page(BOARD, sheet(notice)).replace(b'lang="zh', b'data-lang="zh')
    assert "html-has-lang" in [rule for rule, _ in violations(chromium, page, tmp_path / "page.html", 1280)]

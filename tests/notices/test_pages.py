"""The board: pages, feed, calendar, text to paste; templates of an organisation's own."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from lxml import etree

from archive_tool import resources
from archive_tool.errors import TemplateFailed
from archive_tool.notices.icalendar import Event, icalendar
from archive_tool.notices.pages import Board, Press, paste_text, sheet
from archive_tool.notices.wording import body_text, digest

from .conftest import BOARD

TEMPLATES = resources.folder("templates") / "site"
ATOM = "{http://www.w3.org/2005/Atom}"


class Tags(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def test_the_page_says_the_notice_and_its_end_first(press, notice):
    page = press.page(BOARD, sheet(notice)).decode().partition("<main")[2]
    text = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", "", page, flags=re.DOTALL)
    assert text.index("截止日期 2026年5月15日（5个工作日）") < text.index("关于高明远同志拟任职的公示")
    for line in body_text(notice).splitlines():
        assert line in text
    assert digest(notice) in text
    assert digest(notice) == sha256(body_text(notice).encode()).hexdigest()


def test_nothing_can_run_or_load_but_what_stands_there(press, notice):
    tags = Tags(press.page(BOARD, sheet(notice)))
    policy = next(meta["content"] for meta in tags.of("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not any("src" in attributes or any(name.startswith("on") or name == "style" for name in attributes) for _, attributes in tags.tags)
    assert all(not link["href"].startswith(("http", "//")) for link in tags.of("link") + tags.of("a"))


def test_the_hashes_are_of_what_the_page_holds(press, notice):
    from base64 import b64encode

    page = press.page(BOARD, sheet(notice)).decode()
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL).group(1)
        assert f"{tag}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in page


def test_markup_in_a_value_stays_text(press, notice):
    hostile = replace(notice, title='<script>alert("x")</script>&', signature="甲&乙<b>")
    page = press.page(BOARD, sheet(hostile))
    assert len(Tags(page).of("script")) == 1
    assert b"&lt;script&gt;alert" in page
    feed = press.common(BOARD, [sheet(replace(notice, number="<x>&"))])["feed.xml"]
    assert "（<x>&）" in etree.fromstring(feed).findtext(f"{ATOM}entry/{ATOM}title")


def test_file_names_tell_nothing(notice):
    assert re.fullmatch(r"gongshi-20260508-[0-9a-f]{8}", sheet(notice).stem)


def test_the_feed_has_titles_and_dates_and_nobody(press, notice):
    feed = press.common(BOARD, [sheet(notice)])["feed.xml"]
    root = etree.fromstring(feed)
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "干部任前公示（2026年第3号）"
    assert entry.findtext(f"{ATOM}published") == "2026-05-08T00:00:00+08:00"
    assert entry.find(f"{ATOM}link").get("href") == sheet(notice).file
    assert "高明远" not in feed.decode()
    assert root.findtext(f"{ATOM}id").startswith("urn:uuid:")


def test_the_calendar_covers_the_period_and_names_nobody(press, notice):
    data = press.common(BOARD, [sheet(notice)])["calendar.ics"].decode()
    assert "DTSTART;VALUE=DATE:20260511\r\nDTEND;VALUE=DATE:20260516\r\n" in data
    assert "SUMMARY:干部任前公示（2026年第3号）" in data
    assert "高明远" not in data


def test_the_list_has_the_newest_first(press, notice):
    older = replace(notice, dated=date(2026, 4, 1), title="旧的")
    index = press.common(BOARD, [sheet(older), sheet(notice)])["index.html"].decode()
    assert index.index(notice.title) < index.index("旧的")


def test_an_empty_board_says_so(press):
    made = press.common(BOARD, [])
    assert "目前没有正在公示的事项" in made["index.html"].decode()
    assert etree.fromstring(made["feed.xml"]).find(f"{ATOM}entry") is None


def test_the_text_to_paste_has_the_same_words(notice):
    lines = paste_text(sheet(notice)).decode().splitlines()
    assert [line.strip("　") for line in lines[: len(body_text(notice).splitlines())]] == body_text(notice).splitlines()
    assert lines[-1] == f"正文校验码（SHA-256）：{digest(notice)}"


def test_the_same_notice_gives_the_same_bytes(notice):
    def made() -> dict[str, bytes]:
        press = Press([TEMPLATES])
        return {"page": press.page(BOARD, sheet(notice)), **press.common(BOARD, [sheet(notice)])}

    assert made() == made()


def own(tmp_path, name: str, text: str) -> Press:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return Press([tmp_path, TEMPLATES])


def test_an_organisations_own_template_wins(tmp_path, notice):
    press = own(tmp_path, "notice.html", '{% extends "base.html" %}{% block content %}<h1>{{ notice.title }}</h1>{% endblock %}')
    page = press.page(BOARD, sheet(notice)).decode()
    assert "<h1>关于高明远同志拟任职的公示</h1>" in page
    assert "正文校验码" not in page


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ notice.id_number }}", "id_number"),
        ("{% for %}", "syntax"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ 1 / 0 }}", "division"),
        ("{{ notice.title + 1 }}", "concatenate"),
    ],
)
def test_a_template_that_cannot_be_filled_is_named(tmp_path, notice, text, reason):
    with pytest.raises(TemplateFailed) as caught:
        own(tmp_path, "notice.html", text).page(BOARD, sheet(notice))
    assert caught.value.facts["template"] == "notice.html"
    assert caught.value.facts["reason"]
    del reason


def test_a_template_without_the_policy_is_refused(tmp_path, notice):
    with pytest.raises(TemplateFailed, match="no_policy"):
        own(tmp_path, "notice.html", "<p>{{ notice.title }}").page(BOARD, sheet(notice))


def test_a_missing_template_is_named(tmp_path):
    with pytest.raises(TemplateFailed, match="no_template"):
        Press([tmp_path]).fixed_words()


def test_fixed_words_of_a_broken_template(tmp_path):
    with pytest.raises(TemplateFailed):
        own(tmp_path, "index.html", "{% if %}").fixed_words()


def test_the_templates_say_their_fixed_words(press):
    assert any("目前没有正在公示的事项" in words for words in press.fixed_words())


def test_a_file_of_windows_line_ends_has_the_same_policy(tmp_path, press):
    text = (TEMPLATES / "site.css").read_text(encoding="utf-8").replace("\n", "\r\n")
    (tmp_path / "site.css").write_bytes(text.encode())
    assert Press([tmp_path, TEMPLATES]).policy == press.policy


def test_calendar_lines_are_folded_and_escaped():
    data = icalendar("名,称", [Event("u", date(2026, 12, 31), date(2026, 12, 31), "字" * 60 + ";\n\\", date(2026, 1, 1))])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "")
    assert f"SUMMARY:{'字' * 60}\\;\\n\\\\" in unfolded
    assert "DTEND;VALUE=DATE:20270101" in unfolded
    assert "X-WR-CALNAME:名\\,称" in unfolded


def test_a_board_within_the_house_has_its_own_name(press, notice):
    page = press.page(Board("云岭市委组织部", "内部公示栏"), sheet(notice)).decode()
    assert "内部公示栏" in page

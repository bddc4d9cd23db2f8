"""Page templates of an organisation's own: the same pages, and no page that never ends."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.errors import TemplateFailed
from archive_tool.model.dates import Month
from archive_tool.model.notices import Amendment, TeamMember
from archive_tool.notices.pages import Press, sheet
from archive_tool.notices.pressing import ConfinedPress, _answer, press_of, said, understood

from .conftest import BOARD

SHIPPED = resources.folder("templates") / "site"


def test_a_notice_comes_back_from_json_as_it_went(notice):
    full = replace(
        notice, team=(TeamMember("陆青禾", "组长"),), posts=("局长",), visit=(date(2026, 5, 1), date(2026, 5, 2)),
        amendments=(Amendment(date(2026, 5, 12), restarted=True),), persons=(replace(notice.persons[0], work_start=Month(2004, 8)),),
    )  # fmt: skip
    assert understood(said(full)) == full
    assert understood(said(notice)) == notice


def test_the_child_prints_the_very_bytes_that_we_would_print(tmp_path, notice):
    (tmp_path / "site.css").write_bytes((SHIPPED / "site.css").read_bytes())
    one, ours = sheet(notice), Press([tmp_path, SHIPPED])
    with press_of(tmp_path, SHIPPED) as press:
        assert isinstance(press, ConfinedPress)
        assert press.page(BOARD, one, ("a.docx",)) == ours.page(BOARD, one, ("a.docx",))
        assert press.common(BOARD, [one]) == ours.common(BOARD, [one])
        assert press.fixed_words() == ours.fixed_words()


def test_without_templates_of_ones_own_nothing_is_started(tmp_path):
    with press_of(tmp_path, SHIPPED) as press:
        assert isinstance(press, Press)


ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GREEDY = "{% set ns = namespace(x='干部任前公示' * 1000) %}{% for a in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"


@pytest.mark.parametrize("template", [ENDLESS, GREEDY, "{{ 'x' * 99999999999 }}"])
def test_a_page_that_never_ends_or_eats_memory_is_refused_by_name(tmp_path: Path, notice, template):
    (tmp_path / "notice.html").write_text(template, encoding="utf-8")
    began = time.monotonic()
    with ConfinedPress((tmp_path, SHIPPED), seconds=1.5) as press, pytest.raises(TemplateFailed) as failed:
        press.page(BOARD, sheet(notice))
    assert failed.value.facts["template"] == "notice.html"
    assert time.monotonic() - began < 5
    with ConfinedPress((SHIPPED,)) as press:
        assert press.page(BOARD, sheet(notice))


def test_the_childs_own_answers(tmp_path, notice):
    """The same code without a child."""
    asked = {"folders": [str(SHIPPED)], "name": "x", "board": {"name": "甲", "title": "乙"}, "notices": [said(notice)], "copies": []}
    assert set(_answer({**asked, "what": "common"})["files"]) == {"index.html", "feed.xml", "calendar.ics"}
    assert set(_answer({**asked, "what": "page"})["files"]) == {""}
    assert _answer({**asked, "what": "fixed"})["words"]
    (tmp_path / "base.html").write_text("{% broken", encoding="utf-8")
    assert _answer({**asked, "folders": [str(tmp_path), str(SHIPPED)], "what": "page"})["error"] == "notices.template"

"""`explain` tells a clerk what a finding means and what to do about it."""

import json

import pytest

from archive_tool.cli import main as door
from archive_tool.procedure.book import BOOK


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.number)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_of_the_book_is_explained(rule, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["explain", rule.number.lower(), "--json", "--lang", language], {}) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["number"] == rule.number
    assert all(said[key] for key in ("says", "remedy", "title", "source", "confidence", "severity"))


def test_findings_outside_the_book_are_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["explain", "W-104", "--lang", "zh"], {}) == 0
    assert "attach" in capsys.readouterr().out


def test_a_rule_that_does_not_exist_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["explain", "R-50l", "--lang", "zh"], {}) == 2
    assert "R-50" in capsys.readouterr().err


def test_no_sentence_shows_a_place_holder_and_what_is_missing_has_its_weight(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["explain", "F-101", "--lang", "zh"], {}) == 0
    said = capsys.readouterr().out
    assert said.startswith("F-101    错误\n内容：缺少归档材料：×× ××。")
    assert "依据：归档范围和保管期限表" in said
    assert "归档项目（item）" in said
    assert door.run(["explain", "R-405", "--lang", "en"], {}) == 0
    assert "{" not in capsys.readouterr().out
    assert door.run(["explain", "S-114", "--lang", "zh"], {}) == 0
    assert "豁免" not in capsys.readouterr().out

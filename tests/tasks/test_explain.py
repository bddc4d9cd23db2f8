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

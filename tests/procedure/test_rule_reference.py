"""The generated reference of the rules is current and names every rule and every term."""

import subprocess
import sys
from pathlib import Path

from archive_tool.procedure.book import BOOK, ELSEWHERE
from archive_tool.procedure.terms import KEYS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "RULES.zh-CN.md"


def test_the_reference_is_current() -> None:
    done = subprocess.run([sys.executable, "tools/rule_reference.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run: python tools/rule_reference.py"


def test_the_reference_names_every_rule_and_every_term() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for rule in BOOK:
        assert f"### {rule.number} {rule.title.zh}\n" in text
    for number in ELSEWHERE:
        assert f"- {number}：" in text
    for key in KEYS:
        assert f"| `{key}` |" in text

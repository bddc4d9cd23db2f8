"""Writes RULES.zh-CN.md, the reference of every rule, from the rule book and the terms.

python tools/rule_reference.py            writes it
python tools/rule_reference.py --check    exits 1 when it is not current
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from archive_tool import resources
from archive_tool.model.findings import Severity
from archive_tool.procedure.book import BOOK, CHAPTERS, ELSEWHERE
from archive_tool.procedure.rule import Rule

TARGET = Path(__file__).resolve().parent.parent / "RULES.zh-CN.md"
WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示", Severity.PERSON: "待人工"}
KINDS = {"appointment": "任免考察案卷", "decision": "任免决定", "review": "一报告两评议", "outreach": "走访恳谈"}
HEAD = """# 规则手册

本页由 `tools/rule_reference.py` 从规则和口径生成，不要手工修改。单条规则用 `archive-tool explain R-501` 查看。

- **错误**：不改正或不经批准豁免，不能封存和发布；**警告**：请核对；**提示**：供参考；
  **待人工**：程序不能判断，由人核对。
- 同一规则在不同情形下轻重可能不同（见各条说明）；注明“较有把握”“未核实”的，依据尚待对照条文。
- 豁免：在案卷的“豁免”中写明规则编号、原因、批准人和日期；豁免后仍显示为“已豁免”，随案卷封存。
- 提示语中花括号内为具体内容。依据中的“文本一至五”指立项时的五篇资料：一为考察措施，二为考察失真分析，
  三为走访群众，四为考察纪律，五为考察程序和归档要求。
- 数值和各地做法见文末“口径”，可在 `archive-tool.yaml` 的 `terms` 中改定。
"""


def _held(rule: Rule) -> str:
    """From when and until when the rule holds, where it does not always."""
    since = f" · 自{rule.since}起" if rule.since else ""
    return since + (f" · 至{rule.until}止" if rule.until else "")


def _entry(rule: Rule) -> Iterator[str]:
    """One rule."""
    yield f"### {rule.number} {rule.title.zh}"
    yield ""
    kinds = "、".join(KINDS[kind] for kind in KINDS if kind in rule.kinds)
    yield f"{WEIGHTS[rule.severity]} · {kinds} · 依据：{rule.source}（{rule.confidence}）{_held(rule)}"
    yield ""
    yield f"- 提示语：{rule.says.zh}"
    yield f"- 怎么办：{rule.remedy.zh}"
    yield f"- 读取：{'、'.join(f'`{path}`' for path in rule.reads)}"
    yield ""


def _terms() -> Iterator[str]:
    """The terms with their shipped values and sources."""
    source = resources.folder("schemas") / "terms" / "terms.yaml"
    terms = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["terms"]
    yield "## 口径"
    yield ""
    yield "| 名称 | 键 | 默认值 | 依据 | 可靠程度 |"
    yield "|---|---|---|---|---|"
    for key, term in terms.items():
        value = "、".join(term["value"]) if isinstance(term["value"], list) else term["value"]
        yield f"| {term['zh']} | `{key}` | {value} | {term['source']} | {term['confidence']} |"


def reference() -> str:
    """The whole reference."""
    lines = [HEAD]
    for number, (title, _) in CHAPTERS.items():
        lines += [f"## 第{number}章 {title.zh}", ""]
        for rule in BOOK:
            if rule.chapter == number:
                lines += _entry(rule)
    lines += ["## 由别处核对的编号", ""]
    lines += [f"- {number}：{where.zh}" for number, where in ELSEWHERE.items()]
    lines += ["", *_terms(), ""]
    return "\n".join(lines)


def main() -> int:
    """Writes the reference, or says whether it is current."""
    text = reference()
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

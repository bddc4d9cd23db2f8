"""The four-property check through the commands: a scanner at filing, a report while keeping."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from archive_tool.cli import main as door
from tests.tasks.conftest import DAY

Tool = Callable[..., tuple[int, str, str]]


def test_a_scanner_is_called_at_filing_and_the_kept_package_is_reported_on(
    workspace: Path, tmp_path: Path, tool: Tool
) -> None:
    scanner = tmp_path / "clamscan"
    scanner.write_text("#!/bin/sh\nexit 0\n")
    scanner.chmod(0o755)
    environment = {"ARCHIVE_TOOL_SOFFICE": "none", "ARCHIVE_TOOL_SCANNER": str(scanner), "PATH": os.environ["PATH"]}
    shared = ["-C", str(workspace), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲", "-q"]
    assert door.run(["generate", "JD-2026-06", *shared], environment) == 0
    assert door.run(["pack", "JD-2026-06", *shared], environment) == 0
    (package,) = workspace.glob("archive/2026/*.zip")
    with zipfile.ZipFile(package) as archive:
        filed = json.loads(archive.read(f"{package.stem}/metadata/four-property-report.json"))
    assert {line["result"] for line in filed["results"] if line["group"] == "安全性" and line["number"] in ("4-1", "4-2")} == {"合格"}

    code, out, _ = tool("verify", "--report", str(tmp_path / "reports"))
    assert code == 0
    assert f"四性检测报告：{tmp_path / 'reports'}" in out
    kept = json.loads(next((tmp_path / "reports").glob("*.json")).read_text(encoding="utf-8"))
    assert (kept["stage"], kept["on"], kept["by"]) == ("长期保存", DAY.isoformat(), "经办人甲")
    verdicts = {line["name"]: line["result"] for line in kept["results"]}
    assert verdicts["固化信息有效性"] == verdicts["归档信息包一致性"] == "合格"
    assert verdicts["病毒感染"] == "未执行"  # no scanner this time, and that is said

    package.write_bytes(package.read_bytes() + b"x")
    (workspace / "archive" / "2026" / "foreign.zip").write_bytes(b"PK")
    code, _, told = tool("verify", "--report", str(tmp_path / "again"))
    assert code == 6
    reports = list((tmp_path / "again").glob("*.json"))
    assert len(reports) <= 1  # what cannot be opened has none, and that is said
    assert "foreign.zip：打不开，或者不是本工具的归档包，没有做四性检测报告" in told
    for path in reports:
        verdicts = {line["name"]: line["result"] for line in json.loads(path.read_text(encoding="utf-8"))["results"]}
        assert verdicts["归档信息包一致性"] == "不合格"

"""The door: languages, usage errors, and nothing but sentences."""

import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from archive_tool.cli import main as door
from archive_tool.cli.printing import Printer, counts, finding_json, finding_line, padded, shown, width, wrapped
from archive_tool.errors import Busy, Unreadable, worst
from archive_tool.messages import speaker
from archive_tool.model.findings import Finding, Severity, Waiver, ordered
from archive_tool.model.places import Place


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "en"),
        ([], {}, "en"),
        (["--lang", "zh", "check"], {"LANG": "C"}, "zh"),
        (["check", "--lang=en"], {"LANG": "zh_CN"}, "en"),
        (["check", "--lang", "fr"], {"LANG": "zh_TW"}, "zh"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_environments(words: list[str], environment: dict[str, str], language: str) -> None:
    assert door.chosen_language(words, environment) == language


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "相近的：check"),
        (["search", "--limmit", "3", "甲"], "--limit"),
        (["search", "甲", "--limit"], "--limit"),
        (["search", "甲", "--limit", "many"], "many"),
        (["check", "--as-of", "2026-13-01"], "2026-13-01"),
        (["new", "appointment"], "缺少 ID，请补上"),
        (["attach", "甲", "乙", "--item", "C6", "--agrees", "maybe"], "--agrees 的值“maybe”不对，可写：yes、no、unchecked"),
        (["generate", "--jobs", "99"], "--jobs 的值“99”不对，应为整数，范围 1–16"),
        (["notice", "feedback", "甲", "--close", "0"], "--close 的值“0”不对，应为整数，范围 1…"),
        (["notice", "--json"], "“archive-tool notice”后面还要写命令：close、correct"),
        (["init", "甲", "乙", "丙"], "多出了“乙 丙”"),
    ],
)
def test_wrong_usage_is_explained_in_chinese_with_code_2(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run([*words, "--lang", "zh"], {}) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "--help" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", door.COMMANDS)
@pytest.mark.parametrize(("language", "head"), [("zh", "用法："), ("en", "Usage:")])
def test_every_command_has_help_in_both_languages(name: str, language: str, head: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run([name, "--help", "--lang", language], {}) == 0
    out = capsys.readouterr().out
    assert out.startswith(head)
    assert all(width(line) <= 80 for line in out.splitlines())


def test_the_list_of_commands_is_shown_without_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run([], {"LANG": "zh_CN"}) == 2
    assert "新建工作区" in capsys.readouterr().out


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["--version"], {}) == 0
    assert capsys.readouterr().out.startswith("archive-tool 0.")


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 130), (click.Abort(), 130), (BrokenPipeError(), 0), (RuntimeError("x"), 70), (Busy("lock.held", path="a", holder="b"), 8)],
)
def test_whatever_stops_a_command_becomes_a_sentence_and_a_code(error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(door.Root, "main", fail)
    assert door.run(["doctor"], {}) == code
    assert code == 0 or capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_an_answer_for_which_the_disk_has_no_room_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "archive_tool", "--lang", "en", "explain", "R-101"]
        environment = {name: said for name, said in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(words, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 7
    assert done.stderr.startswith("The command has ended, but what it says could not be written out: No space left on device.")
    assert "Traceback" not in done.stderr


def test_the_module_runs_as_a_program() -> None:
    run = subprocess.run([sys.executable, "-m", "archive_tool", "--version"], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert run.stdout.startswith("archive-tool")


def test_control_and_direction_characters_are_made_visible() -> None:
    assert shown("甲\x1b[31m乙\u202e丙\n丁") == "甲\\u001b[31m乙\\u202e丙\n丁"


def test_columns_count_chinese_characters_as_two() -> None:
    assert width("考察C6") == 6
    assert padded("考", 4) == "考  "


FINDING = Finding("W-101", Severity.ERROR, Place("cases/甲/case.yaml", 3, 5, "id"), {"id": "1", "other": "乙"}, case="1")
EXCUSED = Finding("R-1", Severity.ERROR, Place("a", 1), excused=Waiver("R-1", "理由", "批准人", "2026-01-01", Place("a", 9)))


def test_a_finding_prints_as_compilers_do() -> None:
    line = finding_line(FINDING, "编号重复", "请改", speaker("zh"))
    assert line == "cases/甲/case.yaml:3: id: [W-101 错误] 编号重复\n    请改"
    assert "已豁免" in finding_line(EXCUSED, "甲", "", speaker("zh"))


def test_findings_in_json_have_the_promised_keys() -> None:
    assert list(finding_json(FINDING, "m", "h")) == ["rule", "severity", "case", "item", "file", "line", "field", "message", "hint", "excused"]
    assert finding_json(EXCUSED, "m", "h")["excused"] == "理由"


def test_counting_and_order() -> None:
    assert counts([FINDING, EXCUSED])["error"] == 1
    assert counts([FINDING, EXCUSED])["excused"] == 1
    assert ordered([FINDING, EXCUSED]) == (EXCUSED, FINDING)
    assert FINDING.stops
    assert not EXCUSED.stops


def test_an_unreadable_record_prints_its_findings_before_the_sentence() -> None:
    out, err = io.StringIO(), io.StringIO()
    printer = Printer(speaker("zh"), out=out, err=err)
    printer.failed(Unreadable("interrupted", findings=(FINDING,)))
    assert "W-101" in out.getvalue()
    assert "已中断" in err.getvalue()


def test_in_json_mode_only_the_document_stands_on_stdout() -> None:
    out = io.StringIO()
    printer = Printer(speaker("zh"), as_json=True, out=out, err=io.StringIO())
    printer.result("text")
    printer.table([("a", "b")])
    printer.document({"甲": 1})
    assert out.getvalue() == '{\n  "甲": 1\n}\n'


def test_chinese_wraps_by_columns_and_never_begins_a_line_with_a_stop() -> None:
    lines = wrapped("把记录做成文书，封装 archive-tool 归档。", 12)
    assert lines == ["把记录做成文", "书，封装", "archive-tool", "归档。"]
    assert all(width(line) <= 14 for line in lines)
    assert wrapped("", 10) == [""]


def test_tables_line_up() -> None:
    out = io.StringIO()
    printer = Printer(speaker("zh"), out=out)
    printer.table([("考察", "1"), ("a", "22")])
    printer.table([])
    assert out.getvalue() == "考察  1\na     22\n"


@pytest.mark.parametrize(("codes", "code"), [([], 0), ([1, 3], 3), ([8, 6], 6), ([1, 70], 70)])
def test_several_failures_leave_with_the_first_of_the_contracts_order(codes: list[int], code: int) -> None:
    assert worst(codes) == code


def test_what_must_be_given_is_said_so_in_the_users_language(capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("zh", "（必填）"), ("en", "(required)")):
        assert door.run(["notice", "withdraw", "--help", "--lang", language], {}) == 0
        out = capsys.readouterr().out
        assert said in out
        assert "[required]" not in out

"""The doctor names what is missing and what still works, in both languages, and never fails for it."""

import json
import os
import sys
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.messages import LANGUAGES, speaker
from archive_tool.packages.ledger import SEALED, Act, append
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.tasks import doctor, upkeep
from archive_tool.tasks.doctor import State
from tests.search.conftest import entry

FONTS = """#!/bin/sh
printf '方正小标宋简体,FZXiaoBiaoSong-B05S\\nFangSong_GB2312,仿宋_GB2312\\n楷体_GB2312\\n%s\\n' "$LAST_FACE"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    return tmp_path


def asked(capsys: pytest.CaptureFixture[str], *words: str, path: str = os.environ.get("PATH", "")) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit code and checks by name."""
    code = door.run(["doctor", "--json", *words], {"PATH": path})
    return code, {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}


def with_fonts(folder: Path, last: str) -> str:
    """A search path on which fc-list says three faces and one more."""
    program = folder / "fc-list"
    program.write_text(FONTS.replace("$LAST_FACE", last), encoding="utf-8")
    program.chmod(0o755)
    return str(folder)


def test_a_whole_machine_is_well_and_says_its_versions(workspace, tmp_path_factory, capsys):
    path = with_fonts(tmp_path_factory.mktemp("bin"), "SimHei")
    for program in ("soffice", "clamscan"):
        (Path(path) / program).touch(mode=0o755)
    code, checks = asked(capsys, "-C", str(workspace), "--as-of", "2026-05-01", "--lang", "zh", path=path)
    assert code == 0
    assert set(checks) >= {"python", "libraries", "files", "fonts", "workspace", "rights", "disk", "calendar"}
    optional = {"tantivy", "pyrage", "ocr", "disk"}  # extras, and what else lies on this disk
    assert {checks[name]["state"] for name in set(checks) - optional} == {"ok"}
    assert "click 8." in checks["libraries"]["detail"]
    assert all(not check["remedy"] for check in checks.values() if check["state"] == "ok")


def test_a_missing_face_is_named_with_what_follows(tmp_path, capsys):
    _, checks = asked(capsys, "--lang", "zh", path=with_fonts(tmp_path, "宋体"))
    assert checks["fonts"]["state"] == "degraded"
    assert checks["fonts"]["detail"].startswith("本机没有 黑体。")
    assert "安装" in checks["fonts"]["remedy"]


@pytest.mark.parametrize("program", [None, "#!/no/such/interpreter\n"])
def test_fonts_that_cannot_be_listed_are_no_failure(program, tmp_path, capsys):
    if program:
        (tmp_path / "fc-list").write_text(program, encoding="utf-8")
        (tmp_path / "fc-list").chmod(0o755)
    code, checks = asked(capsys, path=str(tmp_path))
    assert (code, checks["fonts"]["state"]) == (0, "degraded")


@pytest.mark.parametrize("asked_for", ["none", "/no/such/soffice"])
def test_without_libreoffice_the_report_says_what_still_works(asked_for, capsys):
    code = door.run(["doctor", "--json", "--lang", "zh"], {"ARCHIVE_TOOL_SOFFICE": asked_for})
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert (code, checks["soffice"]["state"]) == (0, "missing")
    assert asked_for in checks["soffice"]["detail"]
    assert "生成 Word、封装、检索不受影响" in checks["soffice"]["detail"]


def test_without_a_library_the_report_says_what_is_left_and_the_code_is_7(workspace, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "whoosh", None)
    code, checks = asked(capsys, "-C", str(workspace), "--lang", "zh")
    assert code == 7
    assert checks["Whoosh"]["state"] == "missing"
    assert "不能建索引和检索；其他命令不受影响" in checks["Whoosh"]["detail"]
    assert "pip install" in checks["Whoosh"]["remedy"]
    assert "workspace" not in checks


def test_an_incomplete_installation_is_named():
    check = doctor._shipped(("templates", "no-such-folder"))
    assert (check.state, check.needed, check.facts["folders"]) == (State.MISSING, True, "no-such-folder")


def test_a_library_without_its_own_description_is_there_all_the_same():
    assert [check.facts["libraries"] for check in doctor._libraries({"no-such-name": "json"})] == ["no-such-name ?"]
    assert [check.name for check in doctor._libraries({"no-such-name": "no_such_module"})] == ["no-such-name"]


@pytest.mark.parametrize(("running", "state"), [((3, 11), State.OK), ((3, 13), State.OK), ((3, 10), State.DEGRADED), ((3, 15), State.DEGRADED)])
def test_a_python_that_no_test_ran_on_is_said_so(running, state):
    assert doctor._python(running).state is state


def test_outside_a_workspace_only_the_machine_is_looked_at(tmp_path, capsys):
    code, checks = asked(capsys, "-C", str(tmp_path), "--lang", "en")
    assert code == 0
    assert checks["workspace"]["state"] == "degraded"
    assert "-C" in checks["workspace"]["remedy"]
    assert "calendar" not in checks


def test_settings_that_cannot_be_read_are_told_with_their_place(workspace, capsys):
    (workspace / "archive-tool.yaml").write_text("format: 1\nminutes_title: 会\n", encoding="utf-8")
    assert door.run(["doctor", "-C", str(workspace), "--lang", "zh"], {}) == 0
    out = capsys.readouterr().out
    assert "archive-tool.yaml:2:" in out
    assert "设置读不了" in out


def test_folders_open_to_others_are_named_with_the_command_that_closes_them(workspace, capsys):
    for name, mode in (("cases", 0o755), ("archive", 0o700), ("index", 0o750)):
        (workspace / name).mkdir()
        (workspace / name).chmod(mode)
    _, checks = asked(capsys, "-C", str(workspace), "--lang", "zh")
    assert checks["rights"]["detail"] == "其他用户也能打开：cases index。"
    assert "chmod -R go-rwx cases index" in checks["rights"]["remedy"]


def test_where_the_system_has_no_such_rights_the_report_says_where_to_look(workspace, monkeypatch, capsys):
    monkeypatch.setattr(upkeep, "UNIX", False)
    _, checks = asked(capsys, "-C", str(workspace), "--lang", "zh")
    assert checks["rights"]["state"] == "degraded"
    assert "安全" in checks["rights"]["remedy"]


def test_a_workspace_that_cannot_be_written_can_still_be_read(tmp_path):
    check = upkeep._writable(tmp_path / "gone")
    assert (check.state, check.key) == (State.DEGRADED, "doctor.workspace.read_only")
    assert list(tmp_path.iterdir()) == []


def test_the_index_is_measured_and_the_faster_engine_recommended_when_it_pays(workspace, monkeypatch, capsys):
    def line() -> tuple[str, str, str]:
        check = asked(capsys, "-C", str(workspace), "--lang", "zh")[1]["index"]
        return check["state"], check["detail"], check.get("remedy") or ""

    assert line()[:2] == ("ok", "还没有索引，第一次检索时自动建立。")
    folder = workspace / "index"
    shelf = [Shelved(f"p{number}", "d", lambda number=number: [entry(code, package=f"p{number}") for code in ("C6", "D3")]) for number in range(3)]
    for known in range(1, 4):
        refresh(folder, shelf[:known], "whoosh", "测试")
    assert line()[:2] == ("ok", "6 件，分 3 段，引擎 whoosh。")
    monkeypatch.setattr(upkeep, "SCATTERED_INDEX", 2)
    assert line()[0] == "degraded"
    assert "index --rebuild" in line()[2]
    monkeypatch.setattr(upkeep, "LARGE_INDEX", 5)
    assert "6 件" in line()[1]
    assert "search_engine: tantivy" in line()[2]
    (folder / "manifest.json").write_bytes(b"")
    assert line()[0] == "degraded"
    refresh(folder, shelf, "whoosh", "测试")
    next(folder.glob("segment-*/segment.json")).unlink()
    assert "自动重建" in line()[1]


def test_little_room_on_the_disk_is_said(workspace, monkeypatch, capsys):
    monkeypatch.setattr(upkeep, "ROOM_BYTES", 1 << 80)
    _, checks = asked(capsys, "-C", str(workspace), "--lang", "en")
    assert checks["disk"]["state"] == "degraded"


@pytest.mark.parametrize(
    ("as_of", "state", "named"),
    [("2026-10-31", "ok", "2026"), ("2026-11-01", "degraded", "2027"), ("2029-01-05", "degraded", "2029")],
)
def test_from_november_on_next_years_holidays_must_be_known(workspace, capsys, as_of, state, named):
    _, checks = asked(capsys, "-C", str(workspace), "--as-of", as_of, "--lang", "zh")
    assert checks["calendar"]["state"] == state
    assert named in checks["calendar"]["detail"] + checks["calendar"]["remedy"]


def test_a_year_file_of_the_organisation_makes_the_year_known(workspace, capsys):
    folder = workspace / "schemas" / "calendar"
    folder.mkdir(parents=True)
    (folder / "2027.yaml").write_text(
        "format: 1\nyear: 2027\nnotice: 国办发明电〔2026〕1号\noff: [2027-01-01]\n", encoding="utf-8"
    )
    _, checks = asked(capsys, "-C", str(workspace), "--as-of", "2026-12-01", "--lang", "zh")
    assert checks["calendar"]["state"] == "ok"
    assert "2027" in checks["calendar"]["detail"]


def test_an_optional_engine_is_no_fault_when_it_is_missing(monkeypatch, capsys):
    _, checks = asked(capsys, "--lang", "zh")
    assert (checks["tantivy"]["state"], checks["tantivy"]["remedy"]) == ("ok", "")
    monkeypatch.setitem(sys.modules, "tantivy", None)
    code, checks = asked(capsys, "--lang", "zh")
    assert (code, checks["tantivy"]["state"]) == (0, "missing")
    assert "Whoosh" in checks["tantivy"]["detail"]
    monkeypatch.setitem(sys.modules, "pyrage", None)
    code, checks = asked(capsys, "--lang", "zh")
    assert (code, checks["pyrage"]["state"]) == (0, "missing")
    assert "archive-tool[transport]" in checks["pyrage"]["remedy"]


SHARES = [f"{number}/3" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("checks", "state", "named"),
    [
        ([], "degraded", "-"),
        ([("2026-02-01", "full", "1/1")], "ok", "2026-02-01"),
        ([("2024-02-01", "full", "1/1")], "degraded", "2024-02-01"),
        ([("2026-02-01", "fast", "1/1")], "degraded", "-"),
        ([("2026-02-01", "full", "whole"), ("one day", "full", "1/1")], "degraded", "-"),
        ([("2026-02-01", "full", share) for share in SHARES[:2]], "degraded", "-"),
        ([(f"2026-0{month}-01", "full", share) for month, share in enumerate(SHARES, 1)], "ok", "2026-01-01"),
    ],
)
def test_a_full_verification_must_not_be_older_than_a_year(workspace, capsys, checks, state, named):
    ledger = workspace / "archive" / "ledger.jsonl"
    ledger.parent.mkdir(mode=0o700)
    append(ledger, Act(SEALED, "郑文澜", "2023-05-01T09:00:00+08:00", "archive/2023/a.zip", "0" * 64))
    for day, level, part in checks:
        append(ledger, Act("verified", "郑文澜", f"{day}T09:00:00+08:00", details={"level": level, "part": part}))
    _, found = asked(capsys, "-C", str(workspace), "--as-of", "2026-05-01", "--lang", "zh")
    assert found["archive"]["state"] == state
    assert f"最近一次全面核验：{named}" in found["archive"]["detail"]


def test_a_ledger_that_cannot_be_read_is_said(workspace, capsys):
    (workspace / "archive" / "ledger.jsonl").mkdir(parents=True)
    _, found = asked(capsys, "-C", str(workspace), "--lang", "en")
    assert found["archive"]["state"] == "degraded"
    assert "verify" in found["archive"]["remedy"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_one_line_a_thing_and_a_sum(language, capsys):
    assert door.run(["doctor", "--lang", language], {}) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"[{speaker(language)('doctor.state.ok')}] Python")
    assert any(character.isdigit() for character in lines[-1])

"""`notice …` on the samples: everything goes into received.yaml, the record stays as it is."""

import json
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.cli.printing import width
from archive_tool.documents.reading import lines_of

IN_FORCE, AFTER = "2026-04-28", "2026-05-09"


@pytest.fixture
def notice(workspace: Path, capsys: pytest.CaptureFixture[str]):
    """`notice(day, "withdraw", …)` gives exit code, stdout and stderr; `--json` gives a document."""

    def run(day: str, *words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        shared = ["-C", str(workspace), "--as-of", day, "--by", "经办人甲", "--lang", "zh"]
        code = door.run(["notice", *words, *shared], {})
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def record(workspace: Path) -> Path:
    """The decision without what came in on its notice."""
    path = workspace / "cases" / "2026-05-常委会任免决定" / "case.yaml"
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition("  proofs:\n")
    path.write_text(before + rest[rest.index("\nappointment:") :], encoding="utf-8")
    return path


def received(record: Path) -> str:
    return (record.parent / "received.yaml").read_text(encoding="utf-8")


def test_the_list_says_state_and_what_is_to_be_done(notice, record):
    code, out, _ = notice(IN_FORCE, "list", "JD-2026-05")
    assert code == 0
    assert "JD-2026-05-E1  公示中  2026-04-27 至 2026-05-06  关于沈砚秋、祁望舒同志拟任职的公示" in out
    assert "尚未登记公示凭证" in out
    _, out, _ = notice(IN_FORCE, "list", "--json")
    document = json.loads(out)
    assert {"id", "state", "start", "end", "title", "open", "due"} == set(document["notices"][0])


def test_the_list_as_a_calendar(notice, record):
    code, out, _ = notice(IN_FORCE, "list", "--ics")
    assert code == 0
    assert out.startswith("BEGIN:VCALENDAR")
    assert "沈砚秋" not in out


def test_a_workspace_without_notices(notice, workspace):
    for folder in list((workspace / "cases").iterdir()):
        (folder / "case.yaml").unlink()
    code, out, _ = notice(IN_FORCE, "list")
    assert code == 0
    assert "没有公示" in out


def test_the_options_may_stand_before_the_command(workspace, capsys):
    code = door.run(["-C", str(workspace), "--as-of", IN_FORCE, "--lang", "zh", "notice", "list", "JD-2026-05"], {})
    assert code == 0
    assert "JD-2026-05-E1  公示中" in capsys.readouterr().out


def test_from_feedback_to_filed_proof(notice, record, workspace):
    before = record.read_bytes()
    code, out, _ = notice(
        IN_FORCE, "feedback", "JD-2026-05", "--channel", "来电", "--summary", "反映一事", "--about", "shen-yanqiu",
        "--named", "--reporter", "某人", "--assign", "陶令仪", "--due", "2026-05-06",
    )  # fmt: skip
    assert (code, "第 1 号反映" in out) == (0, True)
    assert "反映人: 某人" in received(record)
    code, _, err = notice(AFTER, "close", "JD-2026-05", "--conclusion", "无反映")
    assert code == 1
    assert "未办结的反映：1" in err
    code, _, _ = notice(AFTER, "feedback", "JD-2026-05", "--close", "1", "--outcome", "不属实", "--affects", "no")
    assert code == 0
    code, _, err = notice(AFTER, "feedback", "JD-2026-05", "--close", "1", "--outcome", "不属实", "--affects", "no")
    assert (code, "已经办结" in err) == (2, True)
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲"], {})
    page = next((workspace / "site").glob("gongshi-*.html")).read_bytes()
    code, out, _ = notice(IN_FORCE, "proof", "JD-2026-05")
    assert code == 0
    assert out.count("已登记") == 2
    (photo := workspace / "照片.jpg").write_bytes(b"\xff\xd8photo")
    code, _, _ = notice(IN_FORCE, "proof", "JD-2026-05", str(photo), "--channel", "市水务局公告栏")
    assert code == 0
    filed = sorted(path.name for path in (record.parent / "attachments").glob("E1_公示凭证_*"))
    assert filed == ["E1_公示凭证_01.html", "E1_公示凭证_01.jpg", "E1_公示凭证_01.txt"]
    assert (record.parent / "attachments" / filed[0]).read_bytes() == page
    code, _, _ = notice(AFTER, "close", "JD-2026-05", "--conclusion", "反映已查清不影响")
    assert code == 0
    text = received(record)
    assert "公示结论: 反映已查清不影响" in text
    assert "正文校验码" in text
    assert record.read_bytes() == before
    _, out, _ = notice(AFTER, "list", "JD-2026-05")
    assert "尚未登记" not in out
    assert "请填写公示结论" not in out


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """Proof that the notice was up."""
    path = tmp_path / "公告栏.jpg"
    path.write_bytes(b"jpg")
    return str(path)


def test_what_was_never_up_cannot_be_closed(notice, record, photo):
    code, _, err = notice(AFTER, "close", "JD-2026-05", "--conclusion", "无反映")
    assert (code, "notice proof" in err) == (1, True)
    notice(IN_FORCE, "proof", "JD-2026-05", photo)
    assert notice(AFTER, "close", "JD-2026-05", "--conclusion", "无反映")[0] == 0


def test_proofs_that_a_crash_left_unregistered_are_taken_up(notice, record, photo, tmp_path):
    (second := tmp_path / "截图.jpg").write_bytes(b"screen")
    folder, before = record.parent / "attachments", received(record)
    assert notice(IN_FORCE, "proof", "JD-2026-05", photo, str(second))[0] == 0
    whole, names = received(record), sorted(path.name for path in folder.glob("E1_公示凭证_*"))
    (record.parent / "received.yaml").write_text(before, encoding="utf-8")
    assert notice(IN_FORCE, "proof", "JD-2026-05", photo, str(second))[0] == 0
    assert received(record) == whole
    assert sorted(path.name for path in folder.glob("E1_公示凭证_*")) == names == ["E1_公示凭证_01.jpg", "E1_公示凭证_02.jpg"]


def test_proof_of_before_a_correction_is_none_of_what_followed(notice, record, photo):
    notice(IN_FORCE, "proof", "JD-2026-05", photo)
    notice("2026-04-30", "correct", "JD-2026-05", "--before", "0000-8000311", "--after", "0000-8000399", "--reason", "电话有误")
    assert notice("2026-05-20", "close", "JD-2026-05", "--conclusion", "无反映")[0] == 1
    notice("2026-05-06", "proof", "JD-2026-05", photo)
    assert notice("2026-05-20", "close", "JD-2026-05", "--conclusion", "无反映")[0] == 0


def test_a_rehearsal_says_that_nothing_was_written(notice, record):
    _, out, _ = notice(IN_FORCE, "feedback", "JD-2026-05", "--channel", "来信", "--summary", "一事", "-n")
    assert "没有写任何文件" in out
    assert "一事" not in (received(record) if (record.parent / "received.yaml").exists() else "")


def test_a_closing_that_contradicts_what_was_found_is_told(notice, record, photo):
    notice(IN_FORCE, "proof", "JD-2026-05", photo)
    notice(IN_FORCE, "feedback", "JD-2026-05", "--channel", "来信", "--summary", "一事")
    notice(AFTER, "feedback", "JD-2026-05", "--close", "1", "--outcome", "属实", "--affects", "yes")
    code, out, _ = notice(AFTER, "close", "JD-2026-05", "--conclusion", "反映已查清不影响")
    assert (code, "N-202" in out) == (1, True)
    code, _, _ = notice(AFTER, "close", "JD-2026-05", "--conclusion", "影响任职")
    assert code == 0


def test_nothing_was_said_is_no_conclusion_where_something_was(notice, record):
    notice(IN_FORCE, "feedback", "JD-2026-05", "--channel", "来信", "--summary", "一事")
    notice(AFTER, "feedback", "JD-2026-05", "--close", "1", "--outcome", "不属实", "--affects", "no")
    code, _, err = notice(AFTER, "close", "JD-2026-05", "--conclusion", "无反映")
    assert (code, "登记了反映：1" in err, "反映已查清不影响" in err) == (1, True, True)
    assert "公示结论" not in received(record)


def test_a_later_closing_takes_the_place_of_the_one_before(notice, record, photo, workspace, capsys):
    notice(IN_FORCE, "proof", "JD-2026-05", photo)
    assert notice(AFTER, "close", "JD-2026-05", "--conclusion", "无反映")[0] == 0
    notice(AFTER, "feedback", "JD-2026-05", "--channel", "来信", "--summary", "一事")
    notice("2026-05-11", "feedback", "JD-2026-05", "--close", "1", "--outcome", "不属实", "--affects", "no")
    shared = ["-C", str(workspace), "--lang", "zh", "--as-of", "2026-05-12"]
    door.run(["check", "JD-2026-05", *shared], {})
    said = capsys.readouterr().out
    assert "已登记，结论却为“无反映”" in said
    assert "把公示结论改为" in said
    code, out, err = notice("2026-05-12", "close", "JD-2026-05", "--conclusion", "反映已查清不影响")
    assert code == 0, out + err
    door.run(["check", "JD-2026-05", *shared], {})
    said = capsys.readouterr().out
    assert "S-140" not in said
    assert "R-910" not in said


def test_withdrawn_it_is_gone_with_the_next_publish(notice, record, workspace):
    code, out, _ = notice(IN_FORCE, "withdraw", "JD-2026-05", "--reason", "另有安排")
    assert (code, "再执行一次 publish" in out) == (0, True)
    code, _, err = notice(IN_FORCE, "withdraw", "JD-2026-05", "--reason", "另有安排")
    assert (code, "不能" in err) == (1, True)
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲"], {})
    assert not list((workspace / "site").glob("gongshi-*"))


def test_one_person_can_be_withdrawn(notice, record, workspace):
    code, _, _ = notice(IN_FORCE, "withdraw", "JD-2026-05", "--reason", "缓议", "--person", "qi-wangshu")
    assert code == 0
    _, out, _ = notice(IN_FORCE, "list", "JD-2026-05")
    assert "关于沈砚秋同志拟任职的公示" in out
    code, _, err = notice(IN_FORCE, "withdraw", "JD-2026-05", "--reason", "x", "--person", "nobody")
    assert (code, "nobody" in err) == (2, True)


def test_a_correction_says_whether_the_period_starts_again(notice, record):
    code, out, _ = notice(
        IN_FORCE, "correct", "JD-2026-05", "--before", "规划建设科科长", "--after", "规划建设科副科长", "--reason", "误写"
    )
    assert (code, "公示期重新计算：2026-04-29 至 2026-05-08" in out) == (0, True)
    code, out, _ = notice(
        IN_FORCE, "correct", "JD-2026-05", "--before", "经市委常委会", "--after", "经云岫市委常委会", "--reason", "全称"
    )
    assert (code, "公示期不变" in out) == (0, True)


def test_a_period_that_starts_again_is_that_of_status_rules_and_result(notice, record, workspace, capsys):
    notice(
        IN_FORCE, "correct", "JD-2026-05", "--before", "规划建设科科长", "--after", "规划建设科副科长", "--reason", "误写"
    )
    assert "重新公示结束日期: 2026-05-08" in received(record)
    text = record.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "taken_down_on" not in line]
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def said(day: str, *words: str) -> str:
        capsys.readouterr()
        door.run([*words, "-C", str(workspace), "--lang", "zh", "--as-of", day], {})
        return capsys.readouterr().out

    assert "R-912" not in said("2026-05-08", "check", "JD-2026-05")
    assert "公示已于2026-05-08期满" in said("2026-05-09", "check", "JD-2026-05")
    assert "撤下公示（2026-05-09 前）" in said("2026-05-09", "status", "JD-2026-05")
    said("2026-05-09", "generate", "JD-2026-05", "--item", "E2", "--draft")
    made = record.parent / "documents" / "E2_公示结果情况.docx"
    sheet = "".join(lines_of(made.read_bytes()))
    assert "公示时间：2026年4月29日至2026年5月8日（5个工作日）。" in sheet
    assert "公示原定2026年4月27日至2026年5月6日，2026年4月28日更正公示内容，公示期自更正后重新计算。" in sheet
    listing = notice("2026-05-04", "list", "JD-2026-05")[1]
    assert "2026-04-27 至 2026-05-06" in listing
    assert "2026-04-29 至 2026-05-08" in listing


def test_a_correction_that_cannot_be_followed_is_not_written(notice, record):
    code, out, err = notice(
        IN_FORCE, "correct", "JD-2026-05", "--before", "没有这句话", "--after", "另一句话", "--reason", "x"
    )
    assert code == 1
    assert "N-114" in out
    assert "没有登记" in err
    path = record.parent / "received.yaml"
    assert not path.exists() or "没有这句话" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["close", "JD-2026-05", "--conclusion", "无反映"], 1, "才满"),
        (["feedback", "JD-2026-05", "--close", "9", "--outcome", "x", "--affects", "no"], 2, "第 9 号"),
        (["feedback", "JD-2026-05", "--close", "9", "--affects", "no"], 2, "--outcome"),
        (["feedback", "JD-2026-05", "--channel", "来电"], 2, "--summary"),
        (["feedback", "JD-2026-05", "--channel", "来电", "--summary", "x", "--about", "nobody"], 2, "nobody"),
        (["proof", "JD-2026-05"], 2, "公示栏上没有"),
        (["proof", "JD-2026-05", "none.jpg"], 2, "none.jpg"),
        (["withdraw", "KC-2026-001", "--reason", "x"], 2, "KC-2026-001-E1"),
        (["withdraw", "KC-2026-001", "--item", "C1", "--reason", "x"], 1, "已经期满"),
    ],
)
def test_what_cannot_be_done_is_said(notice, record, words, code, said):
    found, out, err = notice(IN_FORCE, *words)
    assert (found, said in out + err) == (code, True), out + err


def test_a_case_that_cannot_be_read(notice, record, workspace):
    record.write_text("id: JD-2026-05\n：", encoding="utf-8")
    code, _, _ = notice(IN_FORCE, "withdraw", str(record.parent), "--reason", "x")
    assert code == 3
    code, out, _ = notice(IN_FORCE, "list")
    assert code == 3
    assert "KC-2026-001-C1" in out


def test_dry_run_writes_nothing(notice, record):
    there = set(record.parent.rglob("*"))
    assert notice(IN_FORCE, "withdraw", "JD-2026-05", "--reason", "x", "-n")[0] == 0
    assert set(record.parent.rglob("*")) == there


@pytest.mark.parametrize("name", ["list", "feedback", "withdraw", "correct", "close", "proof"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_subcommand_has_help_that_fits(name, language, capsys):
    assert door.run(["notice", name, "--help", "--lang", language], {}) == 0
    assert all(width(line) <= 100 for line in capsys.readouterr().out.splitlines())

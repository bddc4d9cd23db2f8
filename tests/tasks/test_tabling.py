"""Tables of a case come in from xlsx, stand in tables/ and are read as part of the record."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from archive_tool.errors import Unreadable
from archive_tool.intake.workbooks import read_sheets
from archive_tool.model.tree import groups, text, value
from archive_tool.records.schema import load_schema
from archive_tool.resources import folder as shipped
from archive_tool.tasks.desk import Desk
from tests.tasks.conftest import cases_of

Tool = Callable[..., tuple[int, str, str]]
CASE = "KC-2026-001"
HEAD = ("姓名", "项目", "优秀", "称职", "基本称职", "不称职", "不了解")
GOOD = ("沈砚秋", "学", 49, 13, 1, 0, 0)


@pytest.fixture
def case(workspace: Path) -> Path:
    return workspace / "cases" / "2026-01-水务局副局长"


def book(path: Path, *lines: Sequence[object], title: str = "测评") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for line in lines:
        sheet.append(line)
    made.save(path)
    return path


def cells(path: Path) -> list[list[object]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_rows_become_part_of_the_record(tool: Tool, desk: Desk, case: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "测评.xlsx", ("市水务局民主测评情况",), HEAD, GOOD, ("合计", None, 49))
    code, out, _ = tool("import", str(path), "--case", CASE)
    assert code == 0, out
    assert "新增 1 行" in out
    kept = (case / "tables" / "民主测评.csv").read_text(encoding="utf-8-sig")
    assert kept == "姓名,项目,优秀,称职,基本称职,不称职,不了解\r\n沈砚秋,学,49,13,1,0,0\r\n".replace("\r\n", "\n")  # read_text turns the line ends
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    row = next(row for row in loaded.case.groups("assessments[0].rows") if text(row, "dimension") == "学")
    assert (text(row, "person"), value(row, "excellent")) == ("shen-yanqiu", 49)
    assert row.place.source.endswith("tables/民主测评.csv")


@pytest.mark.parametrize(
    ("line", "cell", "rule"),
    [
        (("沈砚秋", "学", "四十九"), "C2", "S-110"),
        (("沈砚秋", None, 49), "B2", "I-125"),
        (("沈砚秋", "学", "#REF!"), "C2", "I-122"),
        (("沈砚秋", "学", "=1+1"), "C2", "I-120"),
        (("沈砚秋", "学", -3.5), "C2", "S-110"),
        (("沈砚秋", "学\x85", 3), "B2", "I-126"),
    ],
)
def test_a_bad_cell_is_named_and_its_row_goes_back(tool: Tool, workspace: Path, line: Sequence[object], cell: str, rule: str) -> None:
    path = book(workspace / "测评.xlsx", HEAD, line, GOOD)
    code, out, _ = tool("import", str(path), "--case", CASE, "--json")
    said = json.loads(out)
    assert code == 3
    assert [(each["rule"], each["field"]) for each in said["findings"] if each["severity"] == "error"] == [(rule, f"测评!{cell}")]
    assert said["tables"][0]["new"] == 1
    assert said["tables"][0]["bad"] == 1
    (back,) = workspace.glob("测评_民主测评_退回.xlsx")
    assert cells(back)[0][-1] == "备注"
    assert str(cells(back)[1][-1]).startswith(cell)


def test_a_row_twice_and_a_row_of_nothing_known_go_back(tool: Tool, tmp_path: Path) -> None:
    path = book(tmp_path / "测评.xlsx", ("测评编号", *HEAD), (None, *GOOD), (None, *GOOD), ("cp9", *GOOD))
    out = json.loads(tool("import", str(path), "--case", CASE, "--json")[1])
    assert [each["rule"] for each in out["findings"]] == ["I-123", "I-124"]
    assert out["tables"][0]["bad"] == 2


def test_what_goes_back_comes_in_when_it_is_mended(tool: Tool, workspace: Path, case: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "测评.xlsx", HEAD, ("=HYPERLINK(1)", "学", "x"), GOOD)
    made = openpyxl.load_workbook(path)
    assert made.active is not None
    made.active["A2"].value = "'+沈"
    made.save(path)
    assert tool("import", str(path), "--case", CASE)[0] == 3
    (back,) = workspace.glob("*_退回.xlsx")
    mended = openpyxl.load_workbook(back)
    assert mended.active is not None
    assert mended.active["A2"].value == "'+沈"
    mended.active["C2"].value = 5
    mended.save(back)
    assert tool("import", str(back), "--case", CASE)[0] == 0
    assert "'+沈" in (case / "tables" / "民主测评.csv").read_text(encoding="utf-8-sig")


def test_rows_that_change_are_agreed_to_first(tool: Tool, case: Path, tmp_path: Path) -> None:
    tool("import", str(book(tmp_path / "一.xlsx", HEAD, GOOD)), "--case", CASE)
    changed = book(tmp_path / "二.xlsx", HEAD, (*GOOD[:2], 50, *GOOD[3:]))
    code, out, err = tool("import", str(changed), "--case", CASE)
    assert (code, "更改 1 行" in out, "--yes" in err) == (5, True, True)
    assert ",49," in (case / "tables" / "民主测评.csv").read_text(encoding="utf-8-sig")
    assert tool("import", str(changed), "--case", CASE, "--yes")[0] == 0
    assert ",50," in (case / "tables" / "民主测评.csv").read_text(encoding="utf-8-sig")
    assert list((case / "history").glob("*tables!民主测评.csv"))
    assert "未变 1 行" in tool("import", str(changed), "--case", CASE)[1]


def test_a_value_that_differs_from_the_record_is_a_finding(tool: Tool, tmp_path: Path) -> None:
    path = book(tmp_path / "测评.xlsx", HEAD, ("沈砚秋", "绩", 49, 13, 1, 0, 0))
    tool("import", str(path), "--case", CASE)
    code, out, _ = tool("check", CASE)
    assert code == 1
    assert "S-140" in out
    assert "tables/民主测评.csv" in out


def test_a_table_that_was_damaged_by_hand_is_said_so(tool: Tool, case: Path) -> None:
    (case / "tables").mkdir()
    (case / "tables" / "民主测评.csv").write_text("姓名,优秀\n沈砚秋,3\n", encoding="utf-8")
    (case / "tables" / "别的.csv").write_text("x\n", encoding="utf-8")
    code, out, _ = tool("check", CASE)
    assert code == 1
    assert out.count("W-115 ") == 2


def test_a_kept_table_in_gbk_is_read_and_its_faults_are_named_by_cell(tool: Tool, case: Path) -> None:
    (case / "tables").mkdir()
    (case / "tables" / "民主测评.csv").write_bytes("姓名,项目,优秀\n沈砚秋,学,很多\n".encode("gbk"))
    out = tool("check", CASE)[1]
    assert "民主测评.csv:2: C2: [S-110" in out


def test_the_empty_sheet_of_every_table_is_read_as_that_table(tool: Tool, desk: Desk, tmp_path: Path) -> None:
    for table in desk.tables("appointment"):
        path = tmp_path / f"{table.name}空表.xlsx"
        assert tool("import", str(path), "--case", CASE, "--table", table.name, "--blank")[0] == 0
        (sheet,) = read_sheets(path.read_bytes(), path.name, desk.tables("appointment")).sheets
        assert (sheet.table, sheet.rows, sheet.findings) == (table, (), ())


def test_talks_attendance_and_votes_come_in_too(tool: Tool, desk: Desk, tmp_path: Path) -> None:
    talks = ("编号", "谈话对象", "单位", "日期", "开始时间", "谈话人", "态度"), ("zz1", "庄序言", "云岭市水务局", "2026/3/31", 0.375, "陶令仪、蒋行简", "同意")
    team = ("姓名", "日期", "在岗", "批准人"), ("陶令仪", "20260331", "是", None)
    votes = ("推荐编号", "被推荐人", "得票数", "领导班子成员得票数"), ("tj1", "庄序言", 1, 1)
    paths = [book(tmp_path / f"{n}.xlsx", *lines, title=f"表{n}") for n, lines in enumerate((talks, team, votes))]
    code, out, err = tool("import", *map(str, paths), "--case", CASE)
    assert code == 0, (out, err)
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    talk = next(each for each in loaded.case.groups("talks") if text(each, "id") == "zz1")
    assert [text(talk, path) for path in ("date", "from", "interviewee.name")] == ["2026-03-31", "09:00:00", "庄序言"]
    assert len(groups(talk, "interviewers")) == 2
    row = next(row for row in loaded.case.groups("recommendations[0].rows") if text(row, "name") == "庄序言")
    assert value(row, "votes_by_group.领导班子成员") == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((("甲", "乙"), (1, 2)), "没有一张工作表"),
        ((("姓名", "优秀", "称职"), (1, 2, 3)), "缺少栏目：项目"),
        ((("姓名", "项目", "优秀", "优秀"), (1, 2, 3)), "两栏"),
    ],
)
def test_a_book_without_a_table_is_refused_with_what_it_lacks(tool: Tool, tmp_path: Path, lines: tuple[Sequence[object], ...], words: str) -> None:
    code, _, err = tool("import", str(book(tmp_path / "表.xlsx", *lines)), "--case", CASE)
    assert code == 3
    assert words in err


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_sheets(b"PK\x03\x04", "x.xlsx", ())


@pytest.mark.parametrize(
    "words",
    [
        ("x.xlsx", "--table", "民主测评"),
        ("x.xlsx", "--case", CASE, "--id", "a"),
        ("x.xlsx", "--case", CASE, "--table", "没有"),
        ("none.xlsx", "--case", CASE),
        ("x.xlsx", "y.xlsx", "--case", CASE, "--blank"),
        ("x.xlsx", "--case", CASE, "--blank"),
        ("x.csv", "--case", CASE, "--blank", "--table", "考勤"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(tool: Tool, workspace: Path, words: tuple[str, ...]) -> None:
    book(workspace / "x.xlsx", HEAD, GOOD)
    assert tool("import", *words)[0] == 2


def test_an_empty_sheet_never_replaces_a_file(tool: Tool, workspace: Path) -> None:
    path = book(workspace / "x.xlsx", HEAD, GOOD)
    before = path.read_bytes()
    assert tool("import", "x.xlsx", "--case", CASE, "--blank", "--table", "考勤")[0] == 5
    assert path.read_bytes() == before


def test_one_table_from_two_books_at_once_is_refused(tool: Tool, tmp_path: Path) -> None:
    paths = [str(book(tmp_path / name, HEAD, GOOD)) for name in ("一.xlsx", "二.xlsx")]
    assert tool("import", *paths, "--case", CASE)[0] == 2


def test_a_dry_run_writes_nothing(tool: Tool, workspace: Path, tmp_path: Path) -> None:
    before = sorted(workspace.rglob("*"))
    path = book(tmp_path / "测评.xlsx", HEAD, ("沈砚秋", "学", "x"), GOOD)
    assert tool("import", str(path), "--case", CASE, "-n")[0] == 3
    assert tool("import", "空.xlsx", "--case", CASE, "--table", "考勤", "--blank", "-n")[0] == 0
    assert sorted(workspace.rglob("*")) == before


def test_a_table_of_the_organisations_own_needs_no_python(tool: Tool, desk: Desk, workspace: Path, case: Path, tmp_path: Path) -> None:
    own = workspace / "schemas" / "appointment" / "tables"
    own.mkdir(parents=True)
    (own / "纪实.yaml").write_text(
        "格式: 1\n类型: table\n中文名: 纪实\n英文名: log\n填入: log\n栏目:\n  - {表头: 日期, 字段: date, 必填: 是}\n  - {表头: 内容, 字段: what, 必填: 是}\n",
        encoding="utf-8",
    )
    path = book(tmp_path / "纪实.xlsx", ("日期", "内容"), ("2026-03-01", "动议"), ("2026-03-01", "动议"))
    assert tool("import", str(path), "--case", CASE)[0] == 0
    assert (case / "tables" / "纪实.csv").read_text(encoding="utf-8-sig").count("动议") == 2


def test_a_table_that_names_no_field_of_the_schema_is_refused(tool: Tool, workspace: Path) -> None:
    own = workspace / "schemas" / "appointment" / "tables"
    own.mkdir(parents=True)
    whole = "格式: 1\n类型: table\n中文名: 纪实\n英文名: log\n填入: {into}\n栏目:\n  - {{表头: 日期, 字段: {field}}}\n"
    for into, field in (("log", "nothing"), ("nothing", "date"), ("team", "date"), ("log", "date.*")):
        (own / "纪实.yaml").write_text(whole.format(into=into, field=field), encoding="utf-8")
        code, out, _ = tool("import", "空.xlsx", "--case", CASE, "--table", "纪实", "--blank")
        assert code == 3, (into, field)
        assert "S-150" in out


def test_every_shipped_table_names_fields_of_its_schema(desk: Desk) -> None:
    kinds = {path.parent.parent.name for path in shipped("schemas").glob("*/tables/*.yaml")}
    assert {"appointment"} <= kinds
    for kind in kinds:
        assert load_schema((shipped("schemas"),), kind)
        assert all(table.columns and table.en for table in desk.tables(kind))


def test_a_book_that_lies_about_its_width_is_refused(tool: Tool, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.append(HEAD)
    made.active.append(GOOD)
    made.active.cell(2, 300).value = "x"
    buffer = io.BytesIO()
    made.save(buffer)
    (tmp_path / "宽.xlsx").write_bytes(buffer.getvalue())
    assert tool("import", str(tmp_path / "宽.xlsx"), "--case", CASE)[0] == 3

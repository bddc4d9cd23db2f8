"""Who may not see something sees an archive without it: no hit, count, facet, excerpt or list tells the difference."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from archive_tool.cli import main as door
from archive_tool.tasks.desk import Circumstances, open_desk
from tests.tasks.conftest import DAY
from tests.tasks.shelving import Paper, about, person, seal

SETTINGS = 'format: 1\norg: {full_name: 中共云岫市委员会, fonds_name: 中共云岫市委组织部, fonds_number: "0031"}\noffice_code: ZZB\n'
USERS = "\nusers:\n  a: {name: 低权限, clearance: 工作秘密}\n  b: {name: 丁回避, clearance: 绝密}\n  c: {name: 高权限, clearance: 绝密}\n"
RECORD = (
    "format: 1\nkind: appointment\nid: {case}\ntitle: 示例{case}\nyear: 2026\nmode: 差额\npurpose: 提拔任职\n"
    "positions:\n  - {{id: zw1, title: 云岫市水务局副局长, unit: 云岫市水务局}}\n"
    "candidates:\n  - {{person: p{case}, position: zw1, proposed_post: 云岫市水务局副局长, result: 任用, result_on: 2026-05-20}}\n"
    "publicity:\n  published_on: 2026-05-08\n  start: 2026-05-11\n  end: 2026-05-15\n"
)
OPEN, HIDDEN = "河道采砂公开整治", "河道采砂绝密线索"


def shelve(root: Path, *, hidden: bool, whose: str, mixed: bool) -> Path:
    """An archive; with `hidden` it has more than the acting person may see: items, a case, an old dossier."""
    folder = root / ("with" if hidden else "without")
    assert door.run(["init", str(folder)], {}) == 0
    (folder / "archive-tool.yaml").write_text(SETTINGS + USERS, encoding="utf-8")
    desk = open_desk(folder, Circumstances({}, DAY, by="高权限"))
    secret = "机密" if whose == "低权限" else "工作秘密"
    barred = "team:\n  recusal:\n    - {person: {name: 丁回避}, has_relation: 是}\n" if whose == "丁回避" else ""
    for number in range(3):
        case = f"AN-{number}"
        papers = [Paper("C6", about(f"甲{number}明"), OPEN), Paper("E1", about(f"甲{number}明"), secrecy="公开")]
        if hidden and mixed:
            papers.append(Paper("D3", about("丙密"), HIDDEN, secrecy=secret))
        seal(desk, RECORD.format(case=case), {f"p{case}": person(f"甲{number}明", identity=f"p{case}")}, papers)
    if hidden:
        papers = [Paper("C6", about("丙密"), HIDDEN, secrecy=secret), Paper("E4", about("丙密"), OPEN, secrecy=secret)]
        seal(desk, RECORD.format(case="BX-1") + barred, {"pBX-1": person("丙密", identity="pBX-1")}, papers)
        old = root / "old" / "2012年丙密材料"
        old.mkdir(parents=True)
        (old / "考察材料.txt").write_text(HIDDEN, encoding="utf-8")
        (old / "扫描.jpg").write_bytes(b"\xff\xd8\xff\xe0")
        run = ["-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "高权限", "-q"]
        assert door.run(["accession", str(old), "--id", "BX-2", *run], {}) == 0
        record = folder / "cases" / "BX-2" / "case.yaml"
        more = f"密级: {secret}\n" + (
            "人员:\n  a: {姓名: 丙密}\n考察对象:\n  - {人员编号: a, 结果: 任用}\n" if whose == "低权限" else "人员:\n  a: {姓名: 丁回避}\n考察对象:\n  - {人员编号: a, 结果: 任用}\n"
        )
        record.write_text(record.read_text(encoding="utf-8") + more, encoding="utf-8")
        assert door.run(["pack", "BX-2", *run], {}) == 0
    return folder


QUERIES = (
    ["search", "河道采砂"], ["search", f'"{HIDDEN}"'], ["search", "-没有的词", "--facets"], ["search", "丙密"], ["search", "bm"], ["search", "丙mi"],
    ["search", "year:2012"], ["search", "case:BX-2 OR case:BX-1"], ["search", "secrecy:机密"], ["search", "--since", "2010", "--sort", "date"],
    ["search", "--person", "丙密"], ["search", "--like", "AN-0"], ["search", "--like", "BX-1"], ["search", "河道", "--offset", "3"],
    ["search", "--saved", "存"], ["search", "河道", "--open", "4", "-n"], ["person", "丙密"], ["person", "bingmi"], ["person", "甲0明"], ["roster"],
    ["roster", "--announced", "--since", "2019"], ["roster", "--appointed"], ["show", "考察档案-AN-0-永久"],
    ["retain", "due", "--all"], ["codes", "print", "lists", "-n"],
)  # fmt: skip


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def ask(folder: Path, by: str, *words: str) -> str:
        capsys.readouterr()
        code = door.run([*words, "-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", by], {})
        told = capsys.readouterr()
        text = f"{code}\n{told.out}\n{told.err}"
        text = re.sub(r'"took_ms": [\d.]+|（\d+ 毫秒）|台账末行：\S+|"(number|digest)": \S+', "", text)
        return text.replace(str(folder), "")

    return ask


# Where a package holds both what may be seen and what may not, its record is not shown: the roster then says less.
@pytest.mark.parametrize(("whose", "mixed"), [("低权限", True), ("低权限", False), ("丁回避", False)])
def test_whoever_may_not_see_it_is_told_the_same_as_if_it_were_not_there(tmp_path: Path, said: Callable[..., str], whose: str, *, mixed: bool) -> None:
    folders = [shelve(tmp_path, hidden=hidden, whose=whose, mixed=mixed) for hidden in (True, False)]
    for folder in folders:
        said(folder, whose, "search", "河道", "--save", "存")
    differs = 0
    for words in QUERIES:
        if mixed and words[0] == "roster":
            continue
        for more in [["--json"], *([[]] if "roster" in words or "--facets" in words else [])]:
            one, other = (said(folder, whose, *words, *more) for folder in folders)
            assert one == other, words
            if "BX" not in " ".join(words) and "丙密" not in words:
                assert HIDDEN not in one
                assert "丙密" not in one
            differs += said(folders[0], "高权限", *words, *more) != one
    assert differs > len(QUERIES) // 2  # who may see it is told more
    lists = []
    for folder in folders:
        target = folder / "list.csv"
        said(folder, whose, "search", "-没有的词", "--export", str(target))
        said(folder, whose, "roster", "--export", str(folder / "roster.csv"))
        without_head = [line for line in (folder / "roster.csv").read_text(encoding="utf-8-sig").splitlines() if "台账末行" not in line]
        lists.append((target.read_bytes(), [] if mixed else without_head))
    assert lists[0] == lists[1]
    assert "列" in said(folders[0], whose, "codes", "print", str(tmp_path / "lists"))
    printed = [docx.Document(str(path)) for path in (tmp_path / "lists").glob("*.docx")]
    assert printed
    assert not any("丙密" in document.element.xml for document in printed)
    for package in ("考察档案-BX-1-永久", "旧案卷-BX-2-永久"):
        for words in (["show", package, "C6"], ["show", package, "metadata/case.yaml"], ["export", package, str(tmp_path / "copy")]):
            told = said(folders[0], whose, *words)
            assert HIDDEN not in told
            assert told[0] != "0", words
    found = re.search(r'"total": (\d+)', said(folders[0], "高权限", "search", f'"{HIDDEN}"', "--json"))
    assert found is not None
    assert int(found[1]) > 1

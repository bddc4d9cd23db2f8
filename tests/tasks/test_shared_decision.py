"""Six cases and thirty persons under one decision: its papers exist once, a name is corrected once."""

from datetime import datetime
from pathlib import Path

import pytest

from archive_tool.messages import speaker
from archive_tool.packages.planning import plan_packages
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.dossier import build_dossier
from archive_tool.tasks.generate import Wanted, generate
from archive_tool.tasks.standing import standing
from archive_tool.tasks.status import status_of
from tests.tasks.conftest import DAY, SAMPLES, cases_of

SURNAMES = "甄贾尤冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻"
NAMES = [f"{surname}试{'一二三四五六'[n // 5]}" for n, surname in enumerate(SURNAMES)]
SAY = speaker("zh")


def person(number: int) -> str:
    return (
        f"format: 1\nid: p{number:02d}\nname: {NAMES[number]}\nsex: 男\nbirth: 1983.10\nethnicity: 汉族\n"
        f"native_place: 虚构县\npolitics: 中共党员\nparty_join: 2006.05\nwork_start: 2005.07\n"
        f"education: {{fulltime: {{level: 大学, degree: 学士, school: 虚构大学}}}}\n"
        f"current_post: {{title: 某局科长, unit: 某局, since: 2019.01}}\n"
    )


def case(number: int) -> str:
    people = range(number * 5, number * 5 + 5)
    candidates = "".join(f"  - {{person: p{n:02d}, proposed_post: 某局副局长, result: 任用, result_on: 2026-05-08}}\n" for n in people)
    reports = "".join(f"  - {{candidate: p{n:02d}, date: 2026-04-20}}\n" for n in people)
    return (
        f"format: 1\nkind: appointment\nid: K{number}\ntitle: 第{number}案\nyear: 2026\npurpose: 提拔任职\ndecision: J1\n"
        f"candidates:\n{candidates}reports:\n{reports}"
    )


def decision() -> str:
    entries = "".join(
        f"  - {{case: K{n // 5}, person: p{n:02d}, proposed_post: 某局副局长, result: 任用, result_on: 2026-05-08}}\n" for n in range(30)
    )
    persons = "".join(f"      - {{person: p{n:02d}, appoint: [某局副局长]}}\n" for n in range(30))
    return (
        "format: 1\nkind: decision\nid: J1\ntitle: 一次会议\nyear: 2026\n"
        f"candidates:\n{entries}"
        "deliberation:\n  meeting: {body: 某市委常委会, date: 2026-05-08, place: 会议室, chair: {name: 主持甲}, recorder: {name: 记录乙}}\n"
        "  minutes: {no: 某纪〔2026〕1号, issue_date: 2026-05-09}\n"
        "publicity: {published_on: 2026-05-11, decided_on: 2026-05-08}\n"
        f"appointment:\n  documents:\n  - doc_no: 某委〔2026〕1号\n    date: 2026-05-25\n    decided_on: 2026-05-08\n    to: [各单位]\n    persons:\n{persons}"
    )


@pytest.fixture
def many(tmp_path: Path) -> Desk:
    root = tmp_path / "ws"
    (root / "people").mkdir(parents=True)
    (root / "archive-tool.yaml").write_text((SAMPLES / "archive-tool.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for number in range(30):
        (root / "people" / f"p{number:02d}.yaml").write_text(person(number), encoding="utf-8")
    for name, text in {**{f"K{n}": case(n) for n in range(6)}, "J1": decision()}.items():
        (root / "cases" / name).mkdir(parents=True)
        (root / "cases" / name / "case.yaml").write_text(text, encoding="utf-8")
    return open_desk(root, Circumstances({}, DAY, by="经办人甲"))


def write(desk: Desk) -> None:
    outcomes = generate(desk, cases_of(desk), Wanted(draft=True), SAY, datetime(2026, 6, 30, 12))  # noqa: DTZ001
    assert not [o for o in outcomes if o.state == "failed"], outcomes


def files(desk: Desk, pattern: str) -> list[Path]:
    return sorted(desk.layout.cases.glob(f"*/documents/{pattern}"))


def test_the_meetings_papers_exist_once(many: Desk) -> None:
    write(many)
    for pattern in ("D3_*.docx", "D4_*.docx", "E1_*.docx", "E4_*.docx"):
        assert [path.parent.parent.name for path in files(many, pattern)] == ["J1"]
    assert len(files(many, "C6_*.docx")) == 30


def test_each_cases_package_holds_what_the_plan_says_of_shared_papers(many: Desk) -> None:
    write(many)
    for loaded in cases_of(many, "K0", "K5"):
        assert loaded.case is not None
        plan, states = standing(loaded.case, many)
        (package,) = plan_packages(build_dossier(loaded.case, plan, states, many.settings, {}))
        held = {planned.item.code for planned in package.items}
        noted = {item.code: item.note for item in package.noted}
        for line in plan.items:
            if line.shared == "copy" and line.code in ("E1", "E4", "D4"):
                assert line.code in held, line.code
            if line.shared == "reference" and line.code == "D3":
                assert noted["D3"] == "参见 J1"


def test_a_paper_registered_in_the_case_is_sealed_with_it_beside_the_copy_from_the_decision(many: Desk, tmp_path: Path) -> None:
    from archive_tool.cli import main as door

    write(many)
    where = ["-C", str(many.layout.root), "--lang", "zh", "--by", "经办人甲", "--as-of", DAY.isoformat(), "-q"]
    papers = {("K0", "D3"): "本案的会议记录补页", ("K0", "D4"): "本案收到的纪要", ("J1", "D4"): "决定案卷的纪要扫描件"}
    for (owner, item), words in papers.items():
        paper = tmp_path / f"{owner}-{item}.txt"
        paper.write_text(words, encoding="utf-8")
        assert door.run(["attach", owner, str(paper), "--item", item, *where], {}) == 0
    (loaded,) = cases_of(many, "K0")
    assert loaded.case is not None
    plan, states = standing(loaded.case, many)
    (package,) = plan_packages(build_dossier(loaded.case, plan, states, many.settings, {}))
    sealed = {planned.file.source.read_text("utf-8") for planned in package.files if planned.file.source.suffix == ".txt"}
    assert sealed == set(papers.values())


def test_a_name_corrected_once_makes_the_files_of_that_person_stale_and_no_others(many: Desk) -> None:
    write(many)
    path = many.layout.people / "p07.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(NAMES[7], "更名者"), encoding="utf-8")
    fresh = open_desk(many.layout.root, Circumstances({}, DAY, by="经办人甲"))
    stale = {
        (status.id, state.item.key)
        for status in status_of(fresh, cases_of(fresh), SAY)
        for state in status.states
        if state.state == "stale" and not state.reason.startswith("参见")
    }
    assert ("K1", "C6-3") in stale
    assert {("J1", "E1"), ("J1", "E4-1")} <= stale
    assert {case for case, _ in stale} == {"K1", "J1"}
    assert ("K1", "C6-1") not in stale


def test_a_signed_copy_of_a_stale_paper_is_named(many: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from archive_tool.cli import main as door

    write(many)
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(b"%PDF-1.4 not read here")
    where = ["-C", str(many.layout.root), "--lang", "zh", "--by", "经办人甲", "--as-of", DAY.isoformat()]
    assert door.run(["attach", "K1", str(scan), "--item", "C6-3", "--role", "正本", *where], {}) == 0
    path = many.layout.people / "p07.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(NAMES[7], "更名者"), encoding="utf-8")
    capsys.readouterr()
    assert door.run(["status", "K1", *where], {}) == 0
    assert "C6-3 的签字件与现在的记录不一致" in capsys.readouterr().out


def test_a_decision_that_does_not_exist_is_named(many: Desk) -> None:
    record = many.layout.cases / "K2" / "case.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("decision: J1", "decision: J9"), encoding="utf-8")
    (loaded,) = cases_of(many, "K2")
    assert [finding.rule for finding in loaded.findings if finding.stops] == ["W-102"]


def test_a_person_whose_id_is_not_the_file_name_is_an_error(many: Desk) -> None:
    path = many.layout.people / "p01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: p01", "id: p99"), encoding="utf-8")
    (loaded,) = cases_of(many, "K0")
    assert [finding.rule for finding in loaded.findings if finding.stops] == ["W-110"]


def test_an_id_used_twice_is_an_error(many: Desk) -> None:
    record = many.layout.cases / "K2" / "case.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("id: K2\n", "id: K1\n"), encoding="utf-8")
    rules = [finding.rule for loaded in cases_of(many) for finding in loaded.findings if finding.stops]
    assert rules == ["W-101"]

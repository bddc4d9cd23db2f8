"""Whatever happens to record, templates and files between two runs: no edit is lost, and no mere save is one."""

import random
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from docx.document import Document

from archive_tool import resources
from archive_tool.documents.reading import text_digest
from archive_tool.messages import speaker
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.generate import Outcome, Wanted, generate
from tests.tasks.conftest import cases_of

CASE, FEW, MANY = "KC-2026-001", 4, 100
START = datetime(2026, 6, 30, 8)  # noqa: DTZ001 - made names in history


def add_words(paper: Document, chance: random.Random, words: str) -> None:
    chance.choice(paper.paragraphs).add_run(words)


def add_paragraph(paper: Document, chance: random.Random, words: str) -> None:
    chance.choice(paper.paragraphs).insert_paragraph_before(words)


def change_a_number(paper: Document, chance: random.Random, words: str) -> None:
    paragraphs = [p for p in paper.paragraphs if any(sign.isdigit() for sign in p.text)] or paper.paragraphs[:1]
    runs = [run for run in chance.choice(paragraphs).runs if run.text] or [paper.paragraphs[0].add_run("0")]
    chance.choice(runs).text += words[-1]


def change_a_cell(paper: Document, chance: random.Random, words: str) -> None:
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    if cells:
        chance.choice(cells).text = words
    else:
        add_words(paper, chance, words)


def add_a_row(paper: Document, chance: random.Random, words: str) -> None:
    if paper.tables:
        chance.choice(paper.tables).add_row()
    else:
        add_paragraph(paper, chance, words)


def write_in_the_footer(paper: Document, _chance: random.Random, words: str) -> None:
    paper.sections[0].footer.paragraphs[0].add_run(words)


def take_words_out(paper: Document, chance: random.Random, words: str) -> None:
    said = [p for p in paper.paragraphs if p.text.strip() and p.runs]
    if said:
        for run in chance.choice(said).runs:
            run.text = ""
    else:
        add_words(paper, chance, words)


def comment(paper: Document, chance: random.Random, words: str) -> None:
    runs = [run for p in paper.paragraphs for run in p.runs if run.text]
    paper.add_comment(chance.choice(runs or [paper.paragraphs[0].add_run(words)]), text=words, author="钱某")


EDITS = (
    add_words, add_paragraph, change_a_number, change_a_cell, add_a_row, write_in_the_footer, take_words_out, comment,
)  # fmt: skip


class Office:
    """One clerk's case, what happened to its files so far, and the office program that saves them."""

    def __init__(self, workspace: Path, soffice: str, scratch: Path, seed: int) -> None:
        self.workspace, self.soffice, self.scratch = workspace, soffice, scratch
        self.chance = random.Random(seed)
        self.desk = open_desk(workspace, Circumstances({}, date(2026, 6, 30), by="经办人甲"))
        (loaded,) = cases_of(self.desk, CASE)
        self.folder = loaded.folder
        self.edited: set[str] = set()
        self.round = 0

    def run(self, **wanted: object) -> dict[str, Outcome]:
        now = START + timedelta(minutes=self.round)
        desk = open_desk(self.workspace, Circumstances({}, date(2026, 6, 30), by="经办人甲"))
        return {o.file: o for o in generate(desk, cases_of(desk, CASE), Wanted(**wanted), speaker("zh"), now)}  # type: ignore[arg-type]

    def papers(self) -> list[Path]:
        return sorted(path for path in (self.folder / "documents").glob("*.docx") if "（新稿）" not in path.name)

    def change_the_record(self) -> None:
        record = self.folder / "case.yaml"
        said = record.read_text(encoding="utf-8")
        old = self.chance.choice(("0000-8000311", "0000-8000312", "市水务局二楼小会议室", "市水务局一楼大厅意见箱", "政治坚定"))
        record.write_text(said.replace(old, f"{old[:-3]}{self.round:03d}" if old[0] == "0" else f"{old}（{self.round}）", 1), encoding="utf-8")
        person = self.workspace / "people" / "shen-yanqiu.yaml"
        said = person.read_text(encoding="utf-8")
        person.write_text(said.replace("沈砚秋", "沈砚秌") if self.round % 2 else said.replace("沈砚秌", "沈砚秋"), encoding="utf-8")

    def change_a_template(self) -> None:
        own = self.workspace / "templates" / "appointment"
        own.mkdir(parents=True, exist_ok=True)
        name = self.chance.choice(("C3_个别谈话记录.docx", "C6_考察材料.docx", "X9_印证比对表.docx", "B4_考察工作方案.docx"))
        source = own / name if (own / name).exists() else resources.folder("templates") / "appointment" / name
        paper = docx.Document(str(source))
        paper.paragraphs[0].insert_paragraph_before(f"模板第{self.round}版 {{{{ title }}}}")
        paper.save(str(own / name))

    def edit(self) -> None:
        for path in self.chance.sample(self.papers(), 2):
            before = text_digest(path.read_bytes())
            paper = docx.Document(str(path))
            self.chance.choice(EDITS)(paper, self.chance, f"手工改动第{self.round}次")
            paper.save(str(path))
            assert text_digest(path.read_bytes()) != before, path.name
            self.edited.add(path.name)

    def open_and_save(self) -> None:
        chosen = self.chance.sample(self.papers(), 4)
        short = {f"f{number}.docx": path for number, path in enumerate(chosen)}
        for name, path in short.items():
            (self.scratch / name).write_bytes(path.read_bytes())
        out = self.scratch / "out"
        subprocess.run(
            [self.soffice, f"-env:UserInstallation={(self.scratch / 'profile').as_uri()}", "--headless",
             "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *(str(self.scratch / name) for name in short)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        for name, path in short.items():
            path.write_bytes((out / name).read_bytes())

    def regenerate(self) -> None:
        """Generates all, or names one item; then looks what became of every file."""
        before = {path.name: path.read_bytes() for path in self.papers()}
        named = self.chance.choice(sorted(self.edited)) if self.edited and self.chance.random() < 0.5 else ""
        force = bool(named) and self.chance.random() < 0.5
        code = named.partition("_")[0] if named else ""
        if named:
            (item,) = [o.item for o in self.run(dry_run=True).values() if o.file == named]
            outcomes = self.run(items=(item,), force=force)
        else:
            outcomes = self.run()
        for name, data in before.items():
            now = (self.folder / "documents" / name).read_bytes()
            kept = {path.read_bytes() for path in (self.folder / "history").glob(f"*{name}")}
            if name in self.edited:
                assert now == data or (force and name == named and data in kept), f"an edit of {name} is lost"
            if not named:
                said = outcomes[name].state
                assert said == ("kept_edited" if name in self.edited else said), name
                assert name in self.edited or said in ("written", "unchanged"), f"{name} was only saved, and counts as {said}"
        if named and not force:
            assert outcomes[f"{named.removesuffix('.docx')}（新稿）.docx"].state == "written", code
        if force:
            self.edited.discard(named)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_no_edit_is_lost_and_no_save_is_taken_for_one(
    workspace: Path, tmp_path: Path, program: Callable[[str], str], full: bool
) -> None:
    scratch = tmp_path / "office"
    scratch.mkdir()
    office = Office(workspace, program("soffice"), scratch, seed=20261124)
    office.run()
    for office.round in range(1, (MANY if full else FEW) + 1):
        steps = [office.change_the_record, office.change_a_template, office.edit, office.open_and_save]
        office.chance.shuffle(steps)
        for step in steps:
            step()
        office.regenerate()
    everything = office.run()
    assert {name for name, outcome in everything.items() if outcome.state == "kept_edited"} == office.edited
    assert all(outcome.state in ("written", "unchanged", "kept_edited") for outcome in everything.values())
    again = office.run()
    assert {outcome.state for name, outcome in again.items() if name not in office.edited} == {"unchanged"}


@pytest.mark.parametrize("lock", ["~$_考察材料_1.docx", ".~C6_考察材料_1.docx", ".~lock.C6_考察材料_1.docx#"])
def test_a_file_that_is_open_is_said_to_be(workspace: Path, tool: Callable[..., tuple[int, str, str]], lock: str) -> None:
    tool("generate", CASE)
    (path,) = workspace.glob("cases/*/documents/C6_考察材料_1.docx")
    path.with_name(lock).write_bytes(b"")
    _, out, _ = tool("status", CASE)
    (line,) = [line for line in out.splitlines() if " C6-1 " in line]
    program = {"~": "Word", ".~C": "WPS", ".~l": "LibreOffice"}[lock[:3] if lock[0] == "." else lock[0]]
    assert f"（正在 {program} 中打开）" in line
    code, out, _ = tool("generate", CASE, "--item", "C6-1", "--force")
    assert (code, f"正在 {program} 中打开，没有改动" in out) == (5, True)

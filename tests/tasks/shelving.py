"""Packages on a shelf, sealed from records as a test writes them, with short papers in text files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from archive_tool.model.filing import Dossier, FiledFile, FiledItem, NamedPerson
from archive_tool.packages.ledger import SEALED
from archive_tool.packages.planning import Replaced, plan_packages, plan_supplement
from archive_tool.packages.writing import write_package
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import make_folder

STAGES = (("C", "03_考察"), ("D", "04_上会讨论"), ("E", "05_任职"), ("Z", "99_其他"))
NOW = datetime(2026, 6, 30, 9, 0)  # noqa: DTZ001 - made aware where it is written


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a case: its code, whom it names, its text, and what the catalogue says of it."""

    code: str
    people: tuple[NamedPerson, ...] = ()
    text: str = "内容从略。"
    date: str = "20260420"
    doc_no: str = ""
    secrecy: str = "工作秘密"
    suffix: str = ".txt"


def about(*names: str, role: str = "考察对象") -> tuple[NamedPerson, ...]:
    return tuple(NamedPerson(name, role) for name in names)


def person(name: str, *, identity: str, former: str = "", birth: str = "1983.10") -> str:
    """A person's file as people/ keeps it."""
    lines = ["format: 1", "kind: person", f"id: {identity}", f"name: {name}", "sex: 男", f"birth: {birth}"]
    lines += [f"former_names: [{former}]"] if former else []
    return "\n".join([*lines, "current_post: {title: 规划科科长, unit: 云岫市水务局}", ""])


def seal(
    desk: Desk,
    record: str,
    people: Mapping[str, str] | None = None,
    papers: Iterable[Paper] = (),
    *,
    received: str = "",
    supplement: bool = False,
) -> Path:
    """Seals a record, as `pack` would, without asking the rules of procedure. Gives the package."""
    facts = dict(line.split(": ", 1) for line in record.splitlines() if ": " in line and not line.startswith((" ", "-")))
    case, sources = facts["id"], make_folder(desk.layout.root / "papers" / facts["id"])
    documents = {"case.yaml": record.encode(), **{f"people/{i}.yaml": t.encode() for i, t in (people or {}).items()}}
    if received:
        documents["received.yaml"] = received.encode()
    known = desk.known_plan(facts["kind"])
    dossier = Dossier(
        case, facts["kind"], facts.get("title", case), int(facts["year"]), STAGES,
        tuple(_filed(sources, paper, number) for number, paper in enumerate(papers)),
        "2026-06-30", "经办人甲", {}, documents, known.label if known else "档案",
    )  # fmt: skip
    (plan,) = plan_packages(dossier)
    if supplement:
        plan = plan_supplement(plan, 1, [paper.code for paper in papers], Replaced(plan.name, "0" * 64, "更正", ()))
    target = make_folder(desk.layout.archive / plan.folder) / f"{plan.name}.zip"
    sealed = write_package(plan, target)
    Shelf(desk).note(SEALED, NOW, target, sealed.sha256)
    return target


def _filed(folder: Path, paper: Paper, number: int) -> FiledItem:
    source = folder / f"{number}{paper.suffix}"
    source.write_text(paper.text, encoding="utf-8")
    item = FiledItem(
        paper.code, 0, f"{paper.code}_材料", paper.code[0], f"材料{paper.code}", "材料", paper.date, paper.doc_no,
        "云岫市委组织部", paper.secrecy, "永久", "", (FiledFile(source, paper.suffix, "正本"),),
    )  # fmt: skip
    return replace(item, people=paper.people)

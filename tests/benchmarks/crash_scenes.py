"""The commands that write, and what must be there before each: small workspaces, so that a run takes about a second."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import openpyxl
from pypdf import PdfWriter

from archive_tool.model.filing import Dossier, FiledFile, FiledItem
from archive_tool.packages.ledger import SEALED
from archive_tool.packages.planning import plan_packages
from archive_tool.packages.writing import write_package
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import make_folder
from tests.intake.forms import PLAIN, lrmx
from tests.tasks.shelving import STAGES

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "valid"
DECISION, EARLIER, OLD = "JD-2026-06", "JD-2026-05", "KC-2014-001"
BY, SECOND = "经办人甲", "监销人乙"
DAY, IN_FORCE, AFTER = "2026-06-30", "2026-04-28", "2026-05-09"
EVER, TEN = f"档案-{OLD}-永久", f"档案-{OLD}-10年"

Words = tuple[str, ...]


# ---------------------------------------------------------------- workspaces


def samples(workspace: Path) -> None:
    """The samples."""
    shutil.copytree(SAMPLES, workspace)


def announced(workspace: Path) -> None:
    """One decision whose notice is up, without what came in on it."""
    folder = "cases/2026-05-常委会任免决定"
    for part in (folder, "people"):
        shutil.copytree(SAMPLES / part, workspace / part)
    shutil.copy(SAMPLES / "archive-tool.yaml", workspace)
    record = workspace / folder / "case.yaml"
    before, _, rest = record.read_text(encoding="utf-8").partition("  proofs:\n")
    record.write_text(before + rest[rest.index("\nappointment:") :], encoding="utf-8")


def shelved(workspace: Path) -> None:
    """An old case, sealed: three items kept for ever, one of them of two PDFs, and one for ten years that are over."""
    papers = make_folder(workspace / "papers")
    make_folder(workspace / "cases")
    shutil.copy(SAMPLES / "archive-tool.yaml", workspace)

    def file(name: str, data: bytes, role: str = "正本") -> FiledFile:
        (papers / name).write_bytes(data)
        return FiledFile(papers / name, Path(name).suffix, role)

    def item(code: str, *files: FiledFile, retention: str = "永久") -> FiledItem:
        return FiledItem(
            code, 0, f"{code}_材料", code[0], f"材料{code}", "材料", "20140420", "", "云岫市委组织部", "工作秘密",
            retention, "", files,
        )  # fmt: skip

    items = (
        item("C5", file("a.pdf", pdf(100)), file("b.pdf", pdf(200), "附件")),
        item("C6", file("c.txt", "内容从略。\n".encode())),
        item("D3", file("d.pdf", pdf(300))),
        item("C2", file("e.txt", "推荐票。\n".encode()), retention="10年"),
    )
    dossier = Dossier(OLD, "appointment", "旧案", 2014, STAGES, items, "2014-12-30", BY, {}, {"case.yaml": b"format: 1\n"})
    desk = open_desk(workspace, Circumstances({}, date(2014, 12, 30), by=BY))
    for plan in plan_packages(dossier):
        target = make_folder(desk.layout.archive / plan.folder) / f"{plan.name}.zip"
        Shelf(desk).note(SEALED, datetime(2014, 12, 30, 9).astimezone(), target, write_package(plan, target).sha256)


def pdf(width: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width, 500)
    writer.write(out)
    return out.getvalue()


# ---------------------------------------------------------------- beside the workspace


def beside(folder: Path) -> dict[str, Path]:
    """What lies beside a workspace, by the name that commands call it."""
    return {
        "paper": folder / "paper.txt", "aside": folder / "aside", "loose": folder / "旧案卷2012", "form": folder / "表.lrmx",
        "again": folder / "again" / "表.lrmx", "list": folder / "清单.xlsx", "photo": folder / "公告栏.jpg",
        "written": folder / "沈砚秋.lrmx",
    }  # fmt: skip


def lay_beside(folder: Path) -> None:
    """Writes all of it; `aside` is where copies go, and is not there yet."""
    lies = beside(folder)
    lies["paper"].write_text("补交的材料。\n", encoding="utf-8")
    lies["photo"].write_bytes(b"\xff\xd8photo")
    lies["form"].write_text(lrmx(PLAIN), encoding="utf-8")
    lies["again"].parent.mkdir()
    lies["again"].write_text(lrmx(PLAIN | {"ZhuanYeJiShuZhiWu": "正高级工程师"}), encoding="utf-8")
    lies["loose"].mkdir()
    for name in ("考察材料.txt", "民主推荐情况.txt", "任免通知.txt"):
        (lies["loose"] / name).write_text(f"{Path(name).stem}，2012年，内容从略。\n", encoding="utf-8")
    book = openpyxl.Workbook()
    rows = [("档号", "电子文件号"), *((f"0031-WS·2014-Y-{n:04d}", f"{EVER}/{code}_材料") for n, code in enumerate(("C5", "C6", "D3"), 1))]
    for row in rows:
        book.active.append(row)
    book.save(lies["list"])


# ---------------------------------------------------------------- scenes

@dataclass(frozen=True)
class Scene:
    """A command, the commands before it, and how the workspace is made; `{name}` is something beside the workspace.

    A command that goes on without what it cannot read or note says so, by a finding or a sentence of `names`.
    """

    name: str
    command: Words
    before: tuple[Words, ...] = ()
    made: Callable[[Path], None] = samples
    day: str = DAY
    names: Words = ()


_MADE = ("generate", DECISION)
_SEALED = ("pack", DECISION)
_LATE = ("attach", DECISION, "{paper}", "--item", "Z2")
_TAKEN_IN = ("accession", "{loose}", "--id", "JS-2012")
_CODED = ("codes", "assign")
_LENT = ("paper", "lend", EVER, "--to", "丁某")
_OBJECTED = ("notice", "feedback", EARLIER, "--channel", "来电", "--summary", "反映一事")
_PROVED = ("notice", "proof", EARLIER, "{photo}")

_TOLD = ("[V-", "没有在台账中登记", "没有做四性检测报告")

SCENES = (
    Scene("generate", _MADE),
    Scene("attach", _LATE, (_MADE,)),
    Scene("pack", _SEALED, (_MADE,)),
    Scene("verify", ("verify",), (_MADE, _SEALED), names=_TOLD),
    Scene("index", ("index",), (_MADE, _SEALED)),
    Scene("export", ("export", "任免档案-JD-2026-06-永久", "{aside}", "--as", "bag"), (_MADE, _SEALED)),
    Scene("publish", ("publish",), (("generate",),)),
    Scene("accession", _TAKEN_IN, made=announced),
    Scene("old", ("pack", "JS-2012"), (_TAKEN_IN,), made=announced),
    Scene("assign", _CODED, made=shelved, names=("K-107",)),
    Scene("codes", ("codes", "import", "{list}"), made=shelved, names=("K-107",)),
    Scene("archive", ("export", EVER, "{aside}", "--as", "archive"), (_CODED,), made=shelved),
    Scene("print", ("codes", "print", "{aside}"), (_CODED,), made=shelved),
    Scene("report", ("verify", "--report", "{aside}"), made=shelved, names=_TOLD),
    Scene("place", ("paper", "place", EVER, "--box", "12", "--shelf", "3库2排"), made=shelved),
    Scene("lend", _LENT, made=shelved),
    Scene("return", ("paper", "return", EVER), (_LENT,), made=shelved),
    Scene("dispose", ("retain", "dispose", TEN, "--second", SECOND, "--reason", "鉴定意见第1号"), (_CODED,), made=shelved),
    Scene("feedback", _OBJECTED, made=announced, day=IN_FORCE),
    Scene("withdraw", ("notice", "withdraw", EARLIER, "--reason", "情况有变"), made=announced, day=IN_FORCE),
    Scene("proof", _PROVED, made=announced, day=IN_FORCE),
    Scene("close", ("notice", "close", EARLIER, "--conclusion", "无反映"), (_PROVED,), made=announced, day=AFTER),
    Scene("new", ("new", "appointment", "KC-2026-099"), made=announced),
    Scene("person", ("new", "person", "lu-zhiyao"), made=announced),
    Scene("import", ("import", "{form}"), made=announced),
    Scene("change", ("import", "{again}", "--yes"), (("import", "{form}"),), made=announced),
    Scene("copy", ("template", "copy", "E1"), made=announced),
    Scene("save", ("search", "公示", "--save", "公示"), made=announced),
    Scene("form", ("person", "沈砚秋", "--lrmx", "{written}"), made=announced),
    Scene("supplement", (*_SEALED, "--replaces", "补收材料"), (_MADE, _SEALED, _LATE)),
)

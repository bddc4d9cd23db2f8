"""A thousand random dossiers, sealed in two time zones and locales, exported again, and looked at by other programs.

    python tests/benchmarks/thousand_dossiers.py [--dossiers 1000] [--flips 1000] [--no-large]

Names in rare characters, empty files, files of the same bytes, titles of every kind, deep folders, PDFs that are none;
one dossier more with a file over 2 GiB. For each package: the same bytes from both children; the export gives back
every file; `bagit.py`, `sha256sum -c` and `unzip -t` agree. Then single bits of packages drawn by lot are flipped.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import bagit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from archive_tool.model.filing import Dossier, FiledFile, FiledItem, NamedPerson  # noqa: E402 - run from anywhere
from archive_tool.packages.planning import PackagePlan, plan_packages  # noqa: E402 - as above
from archive_tool.packages.verifying import verify  # noqa: E402 - as above
from archive_tool.packages.writing import write_package  # noqa: E402 - as above
from archive_tool.tasks.desk import Circumstances, open_desk  # noqa: E402 - as above
from archive_tool.tasks.export import export  # noqa: E402 - as above

STAGES = (("A", "01_计划"), ("C", "03_考察/二级/三级/四级/五级"), ("E", "05_任职"), ("Z", "99_其他"))
LETTERS = "高明远沈砚秋𬀩㛃𠮷龘〇·Ａ％ éß\u00ad\u200b\u0301\uffff😀\n\t=+@&<>\"'\\/%"
SUFFIXES = (".docx", ".pdf", ".jpg", ".txt", ".xlsx", "", ".MP3", ".doc", ".ofd", ".𠮷")
ROLES = ("正本", "定稿", "版式文件", "附件", "复函", "公示凭证")
TWO_GIB = 2 << 30
WAYS = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "2"},
)


def said(chance: random.Random, most: int = 30) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randrange(most)))


def content(chance: random.Random) -> bytes:
    size = chance.choice((0, 1, 17, 4096, chance.randrange(60_000)))
    head = chance.choice((b"", b"%PDF-1.7\n", b"PK\x03\x04", "考察材料。".encode()))
    return (head + chance.randbytes(size))[:size]


def dossier(number: int, folder: Path) -> Dossier:
    """The dossier of that number; its papers lie deep in `folder`."""
    chance = random.Random(number)
    sources = folder.joinpath(*("深" * 20 for _ in range(chance.randrange(8))))
    sources.mkdir(parents=True, exist_ok=True)
    items = []
    for place in range(1, chance.randrange(2, 12)):
        files = []
        for copy in range(chance.randrange(1, 5)):
            source = sources / f"{place}-{copy}-{chance.choice('甲𬀩乙')}"
            source.write_bytes(content(chance))
            pages = chance.choice((None, 1, 300))
            files.append(FiledFile(source, chance.choice(SUFFIXES), chance.choice(ROLES), pages, said(chance), said(chance)))
        stage, _ = chance.choice(STAGES)
        people = tuple(NamedPerson(said(chance), "考察对象", (said(chance),)) for _ in range(chance.randrange(3)))
        items.append(
            FiledItem(f"{stage}1", place, f"{stage}1_材料_{place}", stage, said(chance), "报告", chance.choice(("", "2026", "20260508")),
                      said(chance), said(chance), chance.choice(("工作秘密", "秘密", "")), chance.choice(("永久", "30年")), "",
                      tuple(files), people, note=said(chance), restricted=chance.random() < 0.1)
        )  # fmt: skip
    facts = {name: said(chance) for name in ("organisation", "department", "fonds_name", "address")}
    return Dossier(f"D-{number:04d}", "appointment", said(chance) or "某案", 2026, STAGES, tuple(items), "2026-06-01",
                   said(chance) or "周文", facts, {"case.yaml": said(chance).encode("utf-8", "replace")})  # fmt: skip


def plans(count: int, folder: Path) -> Iterator[PackagePlan]:
    for number in range(count):
        yield from plan_packages(dossier(number, folder / str(number)))


def make(count: int, sources: Path, target: Path) -> None:
    """A child's work: seals all and prints the digest of each."""
    for plan in plans(count, sources):
        print(write_package(plan, target / f"{plan.name}.zip").sha256, plan.name, flush=True)


def sealed(count: int, folder: Path, way: dict[str, str], mask: int) -> list[str]:
    (folder / "archive" / "2026").mkdir(parents=True)
    (folder / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    os.umask(mask)
    words = [sys.executable, __file__, "--child", str(folder), "--dossiers", str(count)]
    environment = {**os.environ, **way, "PYTHONUTF8": "1"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def disagreements(plan: PackagePlan, package: Path, desk: object, aside: Path) -> Iterator[str]:
    """What any program says against a package, or differs in its export."""
    done = export(desk, package, aside, "bag", datetime(2026, 6, 1))  # type: ignore[arg-type]  # noqa: DTZ001 - made aware where it is written
    for planned in plan.files:
        if (done.path / planned.path).read_bytes() != planned.file.source.read_bytes():
            yield f"export differs: {planned.path}"
    if any(finding.stops for finding in verify(package, source="x")):
        yield "verify"
    try:
        bagit.Bag(str(done.path)).validate()
    except bagit.BagError as error:
        yield f"bagit: {error}"
    for words, where in ((["sha256sum", "-c", "--quiet", "--strict", "manifest-sha256.txt"], done.path), (["unzip", "-tqq", str(package)], aside)):
        checked = subprocess.run(words, cwd=where, capture_output=True, text=True, check=False)
        if checked.returncode:
            yield f"{words[0]}: {checked.stdout[-300:]}{checked.stderr[-300:]}"
    subprocess.run(["rm", "-rf", str(done.path)], check=True)


def missed(packages: list[Path], flips: int, target: Path) -> list[str]:
    """The flips of one bit that verifying did not see."""
    chance = random.Random(5)
    found = []
    for _ in range(flips):
        package = chance.choice(packages)
        data = bytearray(package.read_bytes())
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        data[at] ^= 1 << bit
        flipped = target / package.name
        flipped.write_bytes(data)
        if not any(finding.stops for finding in verify(flipped, source="x")):
            found.append(f"{package.name}: byte {at}, bit {bit}")
        flipped.unlink()
    return found


def large(folder: Path, desk: object) -> Iterator[str]:
    """A dossier with a file over 2 GiB, and one beside it."""
    sources = folder / "large"
    sources.mkdir()
    whole = sources / "谈话录像.mp4"
    with whole.open("wb") as out:
        out.truncate(TWO_GIB + 12_345)
        out.seek(TWO_GIB + 1_000)
        out.write("录像".encode())
    (sources / "a.txt").write_bytes("说明".encode())
    files = (FiledFile(whole, ".mp4", "正本"), FiledFile(sources / "a.txt", ".txt", "附件"))
    item = FiledItem("C4", 1, "C4_谈话记录_1", "C", "谈话记录", "记录", "20260501", "", "考察组", "工作秘密", "永久", "", files)
    case = Dossier("L-1", "appointment", "某案", 2026, STAGES, (item,), "2026-06-01", "周文")
    (plan,) = plan_packages(case)
    made = write_package(plan, folder / "archive" / "2026" / f"{plan.name}.zip")
    if hashlib.sha256(made.path.read_bytes()).hexdigest() != made.sha256:
        yield "digest of the whole"
    yield from disagreements(plan, made.path, desk, folder / "aside")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--no-large", action="store_true")
    parser.add_argument("--child", default="")
    wanted = parser.parse_args()
    if wanted.child:
        make(wanted.dossiers, Path(wanted.child) / "sources", Path(wanted.child) / "archive" / "2026")
        return 0
    with tempfile.TemporaryDirectory() as made:
        first, second = Path(made) / "first", Path(made) / "second"
        digests = sealed(wanted.dossiers, first, WAYS[0], 0o022)
        wrong = ["two places differ"] if digests != sealed(wanted.dossiers, second, WAYS[1], 0o077) else []
        subprocess.run(["rm", "-rf", str(second)], check=True)
        desk = open_desk(first, Circumstances({}, datetime(2026, 6, 1).date(), by="周文"))  # noqa: DTZ001 - a day
        aside = first / "aside"
        aside.mkdir()
        for plan in plans(wanted.dossiers, first / "sources"):
            package = first / "archive" / "2026" / f"{plan.name}.zip"
            wrong += [f"{plan.name}: {each}" for each in disagreements(plan, package, desk, aside)]
        packages = sorted((first / "archive" / "2026").glob("*.zip"))
        print(f"{wanted.dossiers} dossiers, {len(packages)} packages, {len(wrong)} things wrong", flush=True)
        unseen = missed(packages, wanted.flips, aside)
        print(f"{wanted.flips - len(unseen)} of {wanted.flips} flipped bits seen", flush=True)
        if not wanted.no_large:
            over = list(large(first, desk))
            print(f"a file of {TWO_GIB + 12_345} bytes: {len(over)} things wrong", flush=True)
            wrong += over
        for each in (*wrong[:50], *unseen[:50]):
            print(f"  {each}")
    return 1 if wrong or unseen else 0


if __name__ == "__main__":
    sys.exit(main())

"""Packing against one pass that does nothing but what must be done; verifying against hashing; bagit and zipfile beside.

    python tests/benchmarks/bench_packages.py [--small 2000] [--large 10] [--megabytes 100] [--runs 5]

The floor reads every file once, computes both digests (the second in a thread of its own for large files), writes a
stored zip and flushes it to the disk. Ours also makes the lists and metadata, and the digest of the whole for the
ledger. The bounds hold for the small and the large files in one package; the small ones alone, where lists and metadata
weigh as much as the papers, are printed for the record. So is what the bounds do not hold: the papers there are random
bytes, in which no text is read for 查阅.html and nothing is merged into 全卷.pdf; a dossier of readable PDFs costs that
beside, in child processes, whose memory is printed too.
"""

import argparse
import hashlib
import os
import queue
import random
import resource
import shutil
import sys
import tempfile
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path

import bagit
from pairs import compared, report, seconds
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from archive_tool.model.filing import Dossier, FiledFile, FiledItem
from archive_tool.packages.planning import PackagePlan, plan_packages
from archive_tool.packages.verifying import verify
from archive_tool.packages.writing import write_package

CHUNK = 1 << 20
SMALL = 1 << 18


def make_files(folder: Path, count: int, sizes: Sequence[int]) -> list[Path]:
    folder.mkdir()
    chance = random.Random(3)
    paths = []
    for number in range(count):
        path = folder / f"{number}.pdf"
        with path.open("wb") as out:
            left = sizes[number % len(sizes)]
            while left:
                out.write(chance.randbytes(min(CHUNK, left)))
                left -= min(CHUNK, left)
        paths.append(path)
    return paths


def plan(paths: list[Path]) -> PackagePlan:
    """A package with one item a file."""
    items = [
        FiledItem("C4", number, f"C4_谈话记录_{number}", "C", "谈话记录", "记录", "20260501", "", "考察组", "工作秘密",
                  "永久", "", (FiledFile(path, ".pdf", "正本", 1),))
        for number, path in enumerate(paths, 1)
    ]  # fmt: skip
    dossier = Dossier("b-1", "appointment", "某案", 2026, (("C", "03_考察"),), tuple(items), "2026-06-01", "周文")
    return plan_packages(dossier)[0]


def hash_both(pieces, *, threaded: bool) -> None:
    first, second = hashlib.sha256(), hashlib.sha512()
    if not threaded:
        for piece in pieces:
            first.update(piece)
            second.update(piece)
        return
    waiting: queue.Queue[bytes | None] = queue.Queue(4)

    def work() -> None:
        while (piece := waiting.get()) is not None:
            second.update(piece)

    thread = threading.Thread(target=work)
    thread.start()
    for piece in pieces:
        waiting.put(piece)
        first.update(piece)
    waiting.put(None)
    thread.join()


def floor(paths: list[Path], target: Path) -> None:
    with target.open("wb") as out:
        with zipfile.ZipFile(out, "w") as archive:
            for path in paths:

                def pieces(path: Path = path):
                    with path.open("rb") as source, archive.open(zipfile.ZipInfo(str(path)), "w") as member:
                        while piece := source.read(CHUNK):
                            member.write(piece)
                            yield piece

                hash_both(pieces(), threaded=path.stat().st_size > SMALL)
        out.flush()
        os.fsync(out.fileno())


def hash_zip(path: Path) -> None:
    """Every byte of the zip through both digests: what verifying cannot go below."""
    def pieces():
        with path.open("rb") as source:
            while piece := source.read(CHUNK):
                yield piece

    hash_both(pieces(), threaded=False)


def bagit_and_zip(paths: list[Path], folder: Path) -> None:
    bag, target = folder / "bag", folder / "bag.zip"
    bag.mkdir()
    for path in paths:
        shutil.copy(path, bag / path.name)
    bagit.make_bag(str(bag), checksums=["sha256", "sha512"])
    with target.open("wb") as out:
        with zipfile.ZipFile(out, "w") as archive:
            for path in sorted(bag.rglob("*")):
                archive.write(path, path.relative_to(folder))
        out.flush()
        os.fsync(out.fileno())
    shutil.rmtree(bag)
    target.unlink()


def peak_growth() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(name: str, paths: list[Path], folder: Path, runs: int) -> bool:
    target, other = folder / f"{plan(paths).name}.zip", folder / "floor.zip"

    def ours() -> None:
        target.unlink(missing_ok=True)
        write_package(planned, target)

    planned = plan(paths)
    before = peak_growth()
    ours()
    assert verify(target, source="x") == ()
    print(f"{name}: peak memory {peak_growth() - before:.0f} MB above start")
    mine, least = compared(ours, lambda: floor(paths, other), runs)
    good = report(f"{name}: pack", mine, "floor", least, 1.3)
    peer = seconds(lambda: bagit_and_zip(paths, folder))
    print(f"{name}: bagit + zipfile {peer * 1000:.1f} ms, {peer / mine:.1f} times ours")
    mine, least = compared(lambda: verify(target, source="x"), lambda: hash_zip(target), runs)
    return report(f"{name}: verify", mine, "hashing", least, 1.1) and good


def readable(folder: Path, count: int) -> list[Path]:
    """PDFs of three pages with text, as an office program makes them in size."""
    folder.mkdir()
    paths = []
    for number in range(count):
        writer = PdfWriter()
        for page in range(3):
            made = writer.add_blank_page(595, 842)
            said = DecodedStreamObject()
            said.set_data("\n".join(f"BT /F1 12 Tf 72 {780 - 18 * line} Td (page {page} line {line} of {number}) Tj ET" for line in range(35)).encode())
            made[NameObject("/Contents")] = writer._add_object(said)
            font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
            face = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
            made[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): face})})
        paths.append(folder / f"{number}.pdf")
        with paths[-1].open("wb") as out:
            writer.write(out)
    return paths


def show(paths: list[Path], folder: Path) -> None:
    planned = plan(paths)
    target = folder / f"{planned.name}.zip"
    ours, least = seconds(lambda: write_package(planned, target)), seconds(lambda: floor(paths, folder / "floor.zip"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(paths)} readable PDFs: pack {ours:.1f} s, floor {least:.2f} s; a child's peak {children:.0f} MB, no bound")
    target.unlink()


def main() -> int:
    parser = argparse.ArgumentParser()
    for name, default in (("small", 2000), ("large", 10), ("megabytes", 100), ("runs", 5)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        show(readable(folder / "readable", wanted.small // 20), folder)
        large = make_files(folder / "large", wanted.large, [wanted.megabytes << 20])
        small = make_files(folder / "small", wanted.small, range(2_000, 20_000, 90))
        compare("small files alone", small, folder, wanted.runs)
        good = compare("small and large files", [*small, *large], folder, wanted.runs)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

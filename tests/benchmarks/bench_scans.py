"""An 80-page scan of six papers: split, attached, recognised, sealed and found again by page.

    python tests/benchmarks/bench_scans.py [PAGES]

Pages are drawn by us from invented prose at 300 dpi, with the noise and grain of a scanner, so that every character is
known. Says: character error (Levenshtein over characters without spaces), seconds a page, phrases found with their page.
Needs the extra `ocr` (its Pillow and numpy draw the pages) and a font with Chinese.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
PAPER = (2480, 3508)
SIZE, PITCH = 67, 120  # pixels: 16 pt, and the line pitch of GB/T 9704
MARGIN, LINES, ACROSS = (330, 430), 22, 28
CASE = "KC-2026-001"
ITEMS = ("C4a-1", "C4b-1", "C4c-1", "C5-1", "X7-1", "Z2")
FONTS = (
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)


def sentences() -> list[str]:
    """The prose of the samples, which has the words of the trade."""
    found: list[str] = []
    for path in sorted((ROOT / "samples" / "valid" / "cases").glob("*/case.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            said = line.partition(": ")[2].strip()
            if len(said) > 40 and not set(said) & set("{}[]\"'#<>|"):
                found.append(said)
    return found


def pages(count: int) -> list[list[str]]:
    """So many pages of lines, the same every time."""
    prose = sentences()
    chosen = random.Random(2026)
    made = []
    for _ in range(count):
        text = "".join(chosen.sample(prose, 14))
        made.append([text[at : at + ACROSS] for at in range(0, LINES * ACROSS, ACROSS) if text[at : at + ACROSS]])
    return made


def drawn(lines: list[str], font: ImageFont.FreeTypeFont, grain: np.random.Generator) -> Image.Image:
    """A page as a scanner gives it: grey, with noise, a grain of dust and a slight slant."""
    picture = Image.new("L", PAPER, 247)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((MARGIN[0], MARGIN[1] + number * PITCH), line, font=font, fill=35)
    picture = picture.rotate(float(grain.normal(0, 0.15)), fillcolor=247)
    points = np.asarray(picture).astype("int16") + grain.normal(0, 10, (PAPER[1], PAPER[0])).astype("int16")
    for _ in range(60):
        x, y = grain.integers(0, PAPER[0] - 4), grain.integers(0, PAPER[1] - 4)
        points[y : y + 3, x : x + 3] = 60
    return Image.fromarray(np.clip(points, 0, 255).astype("uint8"))


def distance(first: str, second: str) -> int:
    """Levenshtein."""
    row = np.arange(len(second) + 1)
    other = np.array([ord(char) for char in second])
    steps = np.arange(len(second) + 1)
    for number, char in enumerate(first, 1):
        below = np.minimum(row[1:] + 1, row[:-1] + (other != ord(char)))
        now = np.concatenate(([number], below))
        row = np.minimum.accumulate(now - steps) + steps
    return int(row[-1])


def bare(text: str) -> str:
    return "".join(text.split())


def tool(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "archive_tool", *words, "-C", str(folder), "--lang", "zh", "--by", "经办人甲", "--as-of", "2026-06-30"],
        capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout + done.stderr


def main(count: int) -> None:
    written = pages(count)
    grain = np.random.default_rng(2026)
    face = ImageFont.truetype(next(path for path in FONTS if Path(path).exists()), SIZE)
    with TemporaryDirectory() as place:
        scan = Path(place) / "扫描_001.pdf"
        pictures = [drawn(lines, face, grain) for lines in written]
        pictures[0].save(scan, save_all=True, append_images=pictures[1:], resolution=300, quality=80)
        print(f"scan: {count} pages, {scan.stat().st_size / 2**20:.0f} MiB")
        whole_way(Path(place), scan, written)


def whole_way(place: Path, scan: Path, written: list[list[str]]) -> None:
    """Split over six items, texts kept, sealed, indexed; a phrase of each paper is asked for."""
    workspace = place / "ws"
    subprocess.run(["cp", "-r", str(ROOT / "samples" / "valid"), str(workspace)], check=True)
    share = len(written) // len(ITEMS)
    ranges = [(at * share + 1, (at + 1) * share if at < len(ITEMS) - 1 else len(written)) for at in range(len(ITEMS))]
    for item, (first, last) in zip(ITEMS, ranges, strict=True):
        print(tool(workspace, "attach", CASE, str(scan), "--item", item, "--pages", f"{first}-{last}").strip().splitlines()[0])
    began = time.perf_counter()
    print(tool(workspace, "attach", CASE, "--texts").strip())
    spent = time.perf_counter() - began
    errors = characters = 0
    for item, (first, last) in zip(ITEMS, ranges, strict=True):
        (path,) = workspace.glob(f"cases/*/attachments/{item}_*.pdf_文字.txt")
        for lines, page in zip(written[first - 1 : last], path.read_text(encoding="utf-8").removesuffix("\f").split("\f"), strict=True):
            due = bare("".join(lines))
            errors += distance(due, bare(page.rpartition("〕\n")[2]))
            characters += len(due)
    print(f"{spent / len(written):.2f} s a page; character error {errors / characters:.2%} of {characters}")
    tool(workspace, "generate")
    print(tool(workspace, "pack", CASE, "--all").strip()[-300:])
    print(tool(workspace, "index").strip())
    found = 0
    for item, (first, last) in zip(ITEMS, ranges, strict=True):
        page = (first + last) // 2
        phrase = written[page - 1][10][4:14]
        hits = json.loads(tool(workspace, "search", f'"{phrase}"', "--json"))["hits"]
        there = [at for at, lines in enumerate(written[first - 1 : last], 1) if phrase in "".join(lines)]
        found += any(hit["item"] == item and hit["page"] in there for hit in hits)  # it may stand on several pages
    print(f"phrases found by search with item and page: {found} of {len(ITEMS)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)

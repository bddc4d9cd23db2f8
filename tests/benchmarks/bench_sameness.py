"""Two near copies found among 10,000 reports, against the extraction of their texts from docx, in one run.

    python tests/benchmarks/bench_sameness.py [RUNS] [REPORTS]

Ends 1 when extraction, sketching and finding together take more than 1.5 times the extraction alone, or when the pair
is not found, or anything else is.
"""

import functools
import random
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pairs import compared, report

from archive_tool.procedure import sameness
from archive_tool.texts.extracting import Extractor

MOST = 1.5
LEAST = 0.35
GENRE = ("政治立场坚定，", "工作中敢于担当，", "近三年年度考核均为称职以上，", "经查核无不同意见，")


def paragraphs(seed: int) -> list[str]:
    """A report of some 1,600 characters: own words, and in every third sentence a phrase that all of them use."""
    drawn = random.Random(seed)
    return [
        "。".join(
            (drawn.choice(GENRE) if drawn.random() < 1 / 3 else "")
            + "".join(chr(drawn.randint(0x4E00, 0x7E00)) for _ in range(drawn.randint(12, 30)))
            for _ in range(6)
        )
        for _ in range(12)
    ]


@functools.cache
def empty() -> dict[str, bytes]:
    """The members of a Word file without text; python-docx takes a tenth of a second for each file of its own."""
    held = BytesIO()
    Document().save(held)
    with ZipFile(held) as package:
        return {name: package.read(name) for name in package.namelist()}


def word_file(name: str, texts: list[str]) -> bytes:
    """The report as a Word file."""
    said = (f"{name}同志考察材料", *(f"{name}同志{text}" for text in texts))
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in said).encode()
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        for member, data in empty().items():
            package.writestr(member, data.replace(b"<w:body>", b"<w:body>" + body))
    return held.getvalue()


def extracted(files: dict[str, bytes]) -> dict[str, str]:
    """The texts of all files."""
    with Extractor() as extractor:
        return {
            key: "\n".join(page.text for page in extractor.extract(BytesIO(data), key, ".docx").pages)
            for key, data in files.items()
        }


def found(files: dict[str, bytes], names: dict[str, str], new: list[str]) -> list[sameness.Near]:
    """The near copies of the new reports among all of them."""
    texts = extracted(files)
    known = {key: sameness.sketch(sameness.masked(text, (names[key],)), sparse=True) for key, text in texts.items()}
    return list(sameness.near_copies(new, known, LEAST))


def main(runs: int, reports: int) -> int:
    names = {f"r{number}": f"人{chr(0x4E00 + number % 500)}{chr(0x5000 + number % 700)}" for number in range(reports)}
    files = {key: word_file(name, paragraphs(number)) for number, (key, name) in enumerate(names.items())}
    copied = paragraphs(7)
    copied[3:5] = paragraphs(reports + 1)[:2]
    names["copy"], files["copy"] = "云知远", word_file("云知远", copied)
    pairs = found(files, names, ["r7", "copy"])
    print(f"{len(files)} reports; near copies: {[(near.one, near.other, round(near.share, 2)) for near in pairs]}")
    ours = functools.partial(found, files, names, ["r7", "copy"])
    mine, theirs = compared(ours, functools.partial(extracted, files), runs)
    good = report("extraction, sketches, near copies", mine, "extraction", theirs, MOST)
    return 0 if good and [(near.one, near.other) for near in pairs] == [("r7", "copy")] else 1


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [3, 10_000][len(numbers) :])))

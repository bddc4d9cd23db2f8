"""The measures of chapter 5 on texts, numbers only: what the thresholds in schemas/terms are set by.

    python tests/benchmarks/measure_prose.py [FILE...]

Without files the reports of the samples. A file is cut at its headings 第N篇 (or taken whole), folded to Simplified
characters, and stands for prose that nobody wrote as a report: of it nothing but figures is printed.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from archive_tool.folding import fold
from archive_tool.procedure import prose, sameness
from archive_tool.procedure.chapter05_prose import texts_of
from archive_tool.procedure.view import View
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Circumstances, open_desk

ROOT = Path(__file__).resolve().parents[2]
DESK = open_desk(ROOT / "samples" / "valid", Circumstances({}, date(2026, 6, 30)))


def reports() -> Iterator[tuple[str, str]]:
    """Name and text of each report of the samples."""
    for loaded in Reader(DESK).chosen((), DESK.layout.root):
        case = loaded.case
        view = View(case, DESK.terms, DESK.calendar, DESK.settings.today)
        for number, report in enumerate(texts_of(view).reports, 1):
            yield f"{case.id} {number}", report.text


def pieces(path: Path) -> Iterator[tuple[str, str]]:
    for number, piece in enumerate(re.split(r"(?m)^第.{1,2}篇", path.read_text("utf-8")), 0):
        if piece.strip():
            yield f"{path.name[:12]} {number}", fold(piece)


def main(files: list[str]) -> None:
    texts = [each for file in files for each in pieces(Path(file))] or list(reports())
    for name, text in texts:
        found = prose.measured(text, DESK.terms)
        print(
            f"{name}: {found.characters} characters, {found.sentences} sentences, worn-out phrases in "
            f"{100 * len(found.cliches) // max(1, found.sentences)} of 100, facts in {100 * found.facts // max(1, found.sentences)} of 100"
        )
    masked = {name: sameness.masked(text, ()) for name, text in texts}
    alike = sorted((sameness.resemblance(masked[one], masked[other]), one, other) for one, other in combinations(masked, 2))
    for share, one, other in alike[-3:]:
        print(f"most alike: {one}, {other}: {share:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])

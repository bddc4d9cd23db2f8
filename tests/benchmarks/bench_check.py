"""`check` on 1,000 copies of a sample against a bare `yaml.compose` with the C loader on the same bytes: at most 4 times
a record (issue: the main job, acceptance 7).

Similarity of reports and comparison with Word files are aside: a thousand copies of one report would find nothing else.
A record of the peer is what a record of ours costs to read: the case and the persons it refers to are composed by both.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pairs import compared, report

from archive_tool import resources
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.check import check_loaded
from archive_tool.tasks.desk import Circumstances, open_desk

SAMPLE = "2026-01-水务局副局长"
COPIES = 1_000
RUNS = 1  # of a thousand each
MOST = 4.0


def copied(root: Path) -> list[Path]:
    """A workspace with 1,000 copies of the sample, each with an id of its own."""
    samples = resources.folder("samples") / "valid"
    shutil.copytree(samples, root, ignore=shutil.ignore_patterns("cases"))
    text = (samples / "cases" / SAMPLE / "case.yaml").read_text(encoding="utf-8")
    # It stands alone: a decision would be read once for all, which the peer has no word for.
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("decision:")]
    records = []
    for number in range(COPIES):
        record = root / "cases" / f"c{number:04}" / "case.yaml"
        record.parent.mkdir(parents=True)
        record.write_text(
            "".join(f"id: C-{number:04}\n" if line.startswith("id:") else line for line in lines), encoding="utf-8"
        )
        records.append(record)
    return records


def composed(records: list[Path]) -> None:
    for record in records:
        yaml.compose(record.read_bytes(), Loader=yaml.CSafeLoader)


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "workspace"
        records = copied(root)

        def checked() -> None:
            desk = open_desk(root, Circumstances({}, date(2026, 6, 30)))
            assert sum(check_loaded(desk, loaded).readable for loaded in Reader(desk).chosen((), root)) == COPIES

        mine, theirs = compared(checked, lambda: composed(records), RUNS)
        name, peer = f"check of {COPIES} records", "yaml.compose with the C loader"
        return 0 if report(name, mine, peer, theirs, MOST) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`archive-tool --help` against `python -c "import click"`: at most 2.5 times (issue: the main job, acceptance 7)."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pairs import compared, report

RUNS = 31
MOST = 2.5
PROGRAM = Path(sys.executable).with_name("archive-tool")


def run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    mine, theirs = compared(
        lambda: run(str(PROGRAM), "--help"), lambda: run(sys.executable, "-c", "import click"), RUNS
    )
    return 0 if report("archive-tool --help", mine, 'python -c "import click"', theirs, MOST) else 1


if __name__ == "__main__":
    sys.exit(main())

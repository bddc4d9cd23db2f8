"""What every test may ask for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A law holds or not; how long an example takes says something of the machine. Hanging is caught by pytest-timeout.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# The name a test asks for -> the names under which systems know the program.
PROGRAMS = {
    "soffice": ("soffice", "libreoffice"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
    "unzip": ("unzip",),
    "sha256sum": ("sha256sum",),
    "bagit": ("bagit.py",),
    "git": ("git",),
    "fc-list": ("fc-list",),
    "make": ("make",),
    "strace": ("strace",),
    "age": ("age",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}


# Programs that live in an environment of their own, which tools/programs.sh makes.
OWN = {"eark-validator": Path(__file__).resolve().parent.parent / ".eark" / "bin" / "python"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="count in full what the standing run counts in part: 1,000 dossiers, 500 kills …",
    )


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether this run counts in full (`pytest --full`); the standing run counts a part, so that it stays short."""
    return bool(request.config.getoption("--full"))


def found(name: str) -> str | None:
    """Path of the program: that of this Python's own scripts first (bagit), then the search path."""
    if name in OWN:
        return str(OWN[name]) if OWN[name].exists() else None
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join((scripts, os.environ.get("PATH", "")))
    return next((place for known in PROGRAMS[name] if (place := shutil.which(known, path=path))), None)


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """`program("soffice")` is the path of a helper program.

    Where it is missing the test is skipped with that reason; with CI=true it fails, so that nothing that CI should
    have looked at passes unseen.
    """

    def path_of(name: str) -> str:
        place = found(name)
        if place is None:
            reason = f"{name} is not installed (`make test` names the package)"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
        return place

    return path_of


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """A workspace on which `archive-tool demo` went the whole way; tests read it and change nothing in it."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "archive_tool", "demo", str(folder), "--lang", "zh"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1", "ARCHIVE_TOOL_SOFFICE": "none"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder

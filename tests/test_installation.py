"""A wheel, an editable install and a plain checkout all work, from any folder and without network."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from archive_tool import VERSION

ROOT = Path(__file__).resolve().parent.parent
# Nothing of the test's own Python reaches the installed tool but what is handed over here.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PYTEST"))}


def quiet(*words: object, folder: Path, **environment: str) -> str:
    """Runs a program that must succeed; what it printed."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder,
        env={**CLEAN, "PYTHONUTF8": "1", **environment},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def clean_checkout(program, tmp_path_factory) -> Path:
    """The tracked files as they stand, and nothing else."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run([program("git"), "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode("utf-8").split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def wheel(clean_checkout, tmp_path_factory) -> Path:
    house = tmp_path_factory.mktemp("wheelhouse")
    quiet(
        sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--no-index",
        "--wheel-dir", house, clean_checkout, folder=house,
    )
    return next(house.glob("archive_tool-*.whl"))


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory) -> Path:
    """The program of an installation from the wheel; its dependencies are lent by the Python that tests."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    site = home / Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    quiet(
        sys.executable, "-m", "pip", "--python", home, "install", "-qq", "--no-deps", "--no-index", wheel, folder=home
    )
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    scripts = home / Path(sysconfig.get_path("scripts", vars={"base": str(home)}))
    return scripts / "archive-tool"


@pytest.mark.slow
def test_the_wheel_carries_every_template_schema_and_sample(wheel, clean_checkout):
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {
        f"archive_tool/{path.relative_to(clean_checkout).as_posix()}"
        for folder in ("templates", "schemas", "samples")
        for path in (clean_checkout / folder).rglob("*")
        if path.is_file()
    } | {
        path.relative_to(clean_checkout).as_posix()
        for path in (clean_checkout / "archive_tool").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    assert carried == expected


@pytest.mark.slow
def test_the_installed_wheel_says_its_version_and_comes_from_its_own_folder(installed, tmp_path):
    assert VERSION in quiet(installed, "--version", folder=tmp_path)
    where = quiet(
        installed.with_name("python"), "-c", "import archive_tool; print(archive_tool.__file__)", folder=tmp_path
    )
    assert Path(where.strip()).is_relative_to(installed.parent.parent)


@pytest.mark.slow
def test_the_installed_wheel_goes_the_whole_way_in_an_empty_folder(installed, tmp_path):
    said = quiet(installed, "demo", "--lang", "zh", folder=tmp_path, ARCHIVE_TOOL_SOFFICE="none")
    assert "已封装" in said
    assert re.search("共 [1-9][0-9]* 件", said)
    assert len(list((tmp_path / "demo" / "archive").rglob("*.zip"))) >= 5  # three cases, two decisions


def test_a_plain_checkout_runs_from_any_folder(tmp_path):
    said = quiet(sys.executable, "-m", "archive_tool", "--version", folder=tmp_path, PYTHONPATH=str(ROOT))
    assert VERSION in said


@pytest.mark.slow
def test_an_editable_install_runs_from_any_folder_and_finds_what_stands_beside_it(clean_checkout, tmp_path):
    home = tmp_path / "editable"
    venv.create(home, with_pip=False)
    quiet(
        sys.executable, "-m", "pip", "--python", home, "install", "-qq", "--no-deps", "--no-index",
        "--no-build-isolation", "--editable", clean_checkout, folder=tmp_path,
        PYTHONPATH=sysconfig.get_path("purelib"),
    )
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", vars={"base": str(home)}))
    assert VERSION in quiet(scripts / "archive-tool", "--version", folder=tmp_path)
    found = quiet(
        scripts / "python", "-c", "from archive_tool import resources; print(resources.folder('schemas'))",
        folder=tmp_path,
    )
    assert Path(found.strip()) == clean_checkout / "schemas"

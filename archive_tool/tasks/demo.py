"""`demo`: a workspace of the samples, so that somebody sees the whole way on a machine where nothing is prepared."""

import shutil
from datetime import date
from pathlib import Path

from archive_tool import resources
from archive_tool.errors import Conflict
from archive_tool.workspace.layout import SETTINGS
from archive_tool.writing import make_folder

SAMPLE_DAY = date(2026, 6, 30)  # the samples' own time: what they say is judged by what held then
NOTICE_DAY = date(2026, 6, 10)  # a day on which one of their notices is up
UNFINISHED = "KC-2026-004"


def copy_samples(target: Path) -> Path:
    """Copies the sample workspace to a new folder and returns it.

    Raises Conflict when the folder holds something already: a demo never touches what is there.
    """
    if target.exists() and any(target.iterdir()):
        raise Conflict("demo.exists", path=target)
    source = resources.folder("samples") / "valid"
    make_folder(target)
    for path in sorted(source.rglob("*")):
        to = target / path.relative_to(source)
        if path.is_dir():
            make_folder(to)
        elif path.suffix != ".pyc":
            shutil.copyfile(path, to)
    assert (target / SETTINGS).is_file()
    return target

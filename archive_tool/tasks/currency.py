"""Whether the index holds exactly what lies on the shelf; asked before every search, so nothing heavy loads here."""

from pathlib import Path

from archive_tool.search.doubt import Doubtful
from archive_tool.search.manifest import read_manifest
from archive_tool.tasks.desk import Desk


def identity(path: Path) -> str:
    """Tells one package file from another without reading it: a sealed package never changes in place."""
    facts = path.stat()
    return f"{facts.st_size}:{facts.st_mtime_ns}"


def is_current(desk: Desk) -> bool:
    """Whether the index was made by the engine in use, of the packages that are there."""
    wanted = {path.stem: identity(path) for path in desk.layout.archive.glob("*/*.zip") if path.is_file()}
    try:
        manifest = read_manifest(desk.layout.index)
    except Doubtful:
        return False
    return manifest.engine == desk.settings.search_engine and dict(manifest.packages) == wanted

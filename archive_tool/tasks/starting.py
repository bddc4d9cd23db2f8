"""`init` and `new`: a workspace, and a commented record in it."""

from pathlib import Path

from archive_tool.errors import Conflict, WrongUsage
from archive_tool.records.checking import is_id
from archive_tool.records.schema import load_schema
from archive_tool.records.sketching import sketch
from archive_tool.tasks.desk import Desk, schema_folders
from archive_tool.workspace.layout import RECORDS, Layout
from archive_tool.workspace.locating import case_folders, peek_id
from archive_tool.writing import make_folder, write_bytes

PERSON = "person"  # the one record that is no case


def init_workspace(folder: Path, *, dry_run: bool = False) -> Path:
    """Makes a workspace with a commented archive-tool.yaml and returns that file's path.

    Raises Conflict when the folder is a workspace already.
    """
    layout = Layout(folder.absolute())
    if layout.settings.exists():
        raise Conflict("workspace.exists", path=layout.settings)
    text = sketch(load_schema(schema_folders(layout), "workspace"), "")
    if not dry_run:
        for each in (layout.root, layout.people, layout.cases, layout.archive):
            make_folder(each)
        write_bytes(layout.settings, text.encode(), read_back=True)
    return layout.settings


def new_record(desk: Desk, kind: str, identity: str, *, chinese: bool = True, dry_run: bool = False) -> Path:
    """Writes a record with every key, its comment and an example, and returns its path.

    Raises WrongUsage for a kind that does not exist or an id that cannot be one, Conflict when the id is taken.
    """
    known = [*desk.case_kinds, PERSON]
    if kind not in known:
        raise WrongUsage("new.no_such_kind", kind=kind, known="、".join(known))
    if not is_id(identity):
        raise WrongUsage("new.bad_id", id=identity)
    path = _place(desk, kind, identity)
    taken = next((each for each in case_folders(desk.layout) if kind != PERSON and peek_id(each) == identity), None)
    if taken is not None:
        raise Conflict("new.id_taken", id=identity, path=desk.layout.shown(taken))
    if path.exists() or any((path.parent / name).exists() for name in RECORDS if kind != PERSON):
        raise Conflict("workspace.exists", path=desk.layout.shown(path))
    text = sketch(desk.schema(kind), identity, chinese=chinese)
    if not dry_run:
        make_folder(path.parent)
        write_bytes(path, text.encode(), read_back=True)
    return path


def _place(desk: Desk, kind: str, identity: str) -> Path:
    if kind == PERSON:
        return desk.layout.people / f"{identity}.yaml"
    return desk.layout.cases / identity / RECORDS[0]

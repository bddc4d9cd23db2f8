"""`init` and `new`: a workspace, and a commented record in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, WrongUsage
from archive_tool.model.tree import text
from archive_tool.records.checking import is_id
from archive_tool.records.formatting import Plain, format_record, in_chinese
from archive_tool.records.schema import load_schema
from archive_tool.records.sketching import sketch
from archive_tool.tasks.desk import Desk, schema_folders
from archive_tool.tasks.people import found_person, person_record
from archive_tool.workspace.layout import RECORDS, Layout
from archive_tool.workspace.locating import case_folders, peek_id
from archive_tool.writing import locked, make_folder, sweep, write_bytes

PERSON = "person"  # the one record that is no case
# Of an approval form, what belongs to one appointment; `import` keeps it under 自定义.
_FROM_FORMS: Final = {"proposed_post": "拟任职务", "removed_post": "拟免职务", "reason": "任免理由"}


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


def new_record(
    desk: Desk, kind: str, identity: str, people: Sequence[str] = (), *, chinese: bool = True, dry_run: bool = False
) -> Path:
    """Writes a record with every key, its comment and an example, and returns its path.

    With people, by id or name, its candidates and posts stand in it already, as their approval forms had them.

    Raises WrongUsage for a kind that does not exist or an id that cannot be one, for people who are not there and kinds
    that have no candidates, Conflict when the id is taken.
    """
    known = [*desk.case_kinds, PERSON]
    if kind not in known:
        raise WrongUsage("new.no_such_kind", kind=kind, known="、".join(known))
    if not is_id(identity):
        raise WrongUsage("new.bad_id", id=identity)
    path = _place(desk, kind, identity)
    written = sketch(desk.schema(kind), identity, chinese=chinese)
    if people:
        written += _candidates(desk, kind, people, chinese=chinese)
    with locked(desk.layout.lock, f"{desk.settings.actor} new"):
        _require_free(desk, kind, identity, path)
        if not dry_run:
            sweep(make_folder(path.parent))
            write_bytes(path, written.encode(), read_back=True)
    return path


def _require_free(desk: Desk, kind: str, identity: str, path: Path) -> None:
    """Nothing is overwritten, and no two cases bear one number. Raises Conflict."""
    taken = next((each for each in case_folders(desk.layout) if kind != PERSON and peek_id(each) == identity), None)
    if taken is not None:
        raise Conflict("new.id_taken", id=identity, path=desk.layout.shown(taken))
    if path.exists() or any((path.parent / name).exists() for name in RECORDS if kind != PERSON):
        raise Conflict("workspace.exists", path=desk.layout.shown(path))


def _candidates(desk: Desk, kind: str, people: Sequence[str], *, chinese: bool) -> str:
    """The lines that name the candidates, and the posts for which their forms propose them."""
    shape = desk.schema(kind).shape
    if not {"candidates", "positions"} <= set(shape.fields):
        raise WrongUsage("new.no_candidates", kind=kind)
    posts: dict[str, str] = {}
    candidates: list[Plain] = []
    for wanted in people:
        identity = found_person(desk, wanted)
        record = person_record(desk, identity)
        said = {key: text(record, f"custom.{name}") for key, name in _FROM_FORMS.items()}
        post = said["proposed_post"]
        place = posts.setdefault(post, f"zw{len(posts) + 1}") if post else ""
        entry = {"person": identity, "position": place, **said}
        candidates.append({key: told for key, told in entry.items() if told})
    listed: list[Plain] = [{"id": place, "title": post} for post, place in posts.items()]
    fields: dict[str, Plain] = {**({"positions": listed} if listed else {}), "candidates": candidates}
    return "\n" + format_record(in_chinese(fields, shape) if chinese else fields)


def _place(desk: Desk, kind: str, identity: str) -> Path:
    if kind == PERSON:
        return desk.layout.people / f"{identity}.yaml"
    return desk.layout.cases / identity / RECORDS[0]

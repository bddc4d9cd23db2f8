"""Somebody of people/, by id or by name."""

from archive_tool.errors import Unreadable, WrongUsage
from archive_tool.model.tree import Group
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.tasks.desk import Desk


def found_person(desk: Desk, wanted: str) -> str:
    """The id of somebody by id or name. Raises WrongUsage when nobody is called so or several are."""
    paths = sorted(desk.layout.people.glob("*.yaml"))
    if any(path.stem == wanted for path in paths):
        return wanted
    named = [path.stem for path in paths if read(load(path), "").text("name", "姓名") == wanted]
    if len(named) != 1:
        key = "lrmx.several" if named else "lrmx.nobody"
        raise WrongUsage(key, name=wanted, known="、".join(named))
    return named[0]


def person_record(desk: Desk, identity: str) -> Group:
    """Somebody's file, typed. Raises Unreadable when it cannot be used."""
    path = desk.layout.people / f"{identity}.yaml"
    shown = desk.layout.shown(path)
    checked = check(read(load(path), shown), desk.schema("person"))
    if checked.record is None:
        raise Unreadable("workspace.unusable", findings=checked.findings, path=shown)
    return checked.record

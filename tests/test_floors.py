"""The house keeps its floors: a module imports its own room and the floors below, nothing else."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "archive_tool"
FLOOR = {
    "model": 0, "workdays": 0, "names": 0, "folding": 0, "resources": 0,
    "errors": 1, "messages": 1, "writing": 1, "limits": 1, "containers": 1, "confining": 1, "texts": 1, "platforms": 1,
    "scanning": 1,
    "settings": 2, "workspace": 2, "records": 2, "procedure": 2, "documents": 2, "packages": 2, "search": 2, "notices": 2, "intake": 2,
    "tasks": 3,
    "cli": 4, "web": 4,
}
LAZY_ALLOWED = {"cli"}
MODULES = sorted(p for p in ROOT.rglob("*.py") if p.relative_to(ROOT).parts[0] not in ("__init__.py", "__main__.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(tree: ast.Module) -> list[tuple[str, int, bool]]:
    """(room, line, whether inside a function) of each import of ours."""
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "archive_tool":
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
            found += [(name, node.lineno, id(node) in inside) for name in names]
        elif isinstance(node, ast.Import):
            found += [
                (alias.name.split(".")[1], node.lineno, id(node) in inside)
                for alias in node.names if alias.name.startswith("archive_tool.")
            ]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_module_imports_only_its_room_and_the_floors_below(path: Path) -> None:
    room = room_of(path)
    for other, line, lazy in imported_rooms(ast.parse(path.read_text(encoding="utf-8"))):
        if other in ("VERSION", room):
            continue
        assert FLOOR[other] < FLOOR[room] or (FLOOR[other] == FLOOR[room] <= 1), f"{path.name}:{line} reaches {other}"
        assert not lazy or room in LAZY_ALLOWED, f"{path.name}:{line}: import inside a function"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_stand_at_the_top_and_name_their_module_in_full(path: Path) -> None:
    """Except in the doors, and in the one load() of an engine dictionary, which imports by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    relative = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative, f"{path.name}: relative imports in lines {relative}"
    hidden = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "load"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert room_of(path) in LAZY_ALLOWED or not hidden, f"{path.name}: imports inside functions in lines {hidden}"

"""How many small changes of the rules the tests notice: a sample of mutants of archive_tool/procedure/, one after another.

    python tests/benchmarks/mutate_procedure.py [MUTANTS] [SEED] [MODULE...]

Each mutant changes one thing in one module: a comparison turned, a number raised, `and` for `or`, a condition negated, a
constant text emptied, a sum for a difference, True for False. The tests of tests/procedure/ run on a copy until one
fails. Sentences in decorators and docstrings are left alone. Ends 1 when fewer than 90 in 100 are noticed.
"""

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOM = Path("archive_tool") / "procedure"
LEAST = 90
SECONDS = 600  # a mutant that never ends is noticed
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def sites(tree: ast.Module) -> Iterator[ast.AST]:
    """What can be changed: everything in functions but their decorators, annotations and docstrings."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            body = function.body[1:] if ast.get_docstring(function) is not None else function.body
            for statement in body:
                for node in ast.walk(statement):
                    if _changed(copy.deepcopy(node)) is not None:
                        yield node


def _changed(node: ast.AST) -> ast.AST | None:
    """The node changed in place; None when there is nothing to change in it."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in TURNED:
            node.ops = [TURNED[type(operator)]()]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
            node.op = ast.UAdd()
            return node.operand
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.Constant(value=bool(said)):
            node.value = not said
        case ast.Constant(value=int(said)):
            node.value = said + 1
        case ast.Constant(value=str(said)) if said.isascii() and said.replace("_", "").replace(".", "").isalnum():
            node.value = f"{said}x"
        case _:
            return None
    return node


def mutant(source: str, number: int) -> str:
    """The source with its site of that number changed."""
    tree = ast.parse(source)
    wanted = list(sites(tree))[number]
    changed = _changed(wanted)
    if changed is not wanted:  # `not x` becomes `x`
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is wanted:
                    setattr(parent, name, changed)
                elif isinstance(value, list):
                    value[:] = [changed if one is wanted else one for one in value]
    return ast.unparse(tree)


def noticed(folder: Path) -> bool:
    """Whether a test fails."""
    command = [sys.executable, "-m", "pytest", "tests/procedure", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": "default"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main(mutants: int, seed: int, modules: list[str]) -> int:
    chosen = [path for path in sorted((ROOT / ROOM).glob("*.py")) if not modules or path.stem in modules]
    every = [(path.name, n) for path in chosen for n in range(len(list(sites(ast.parse(path.read_text("utf-8"))))))]
    sample = random.Random(seed).sample(every, min(mutants, len(every)))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", "demo", "build"))
        if noticed(folder):
            print("the tests fail without any change")
            return 2
        survivors = []
        for count, (name, number) in enumerate(sorted(sample), 1):
            path = folder / ROOM / name
            source = path.read_text(encoding="utf-8")
            site = list(sites(ast.parse(source)))[number]
            path.write_text(mutant(source, number), encoding="utf-8")
            if not noticed(folder):
                survivors.append(f"{name}:{getattr(site, 'lineno', 0)}: {ast.unparse(site)}")
                print("unnoticed", survivors[-1], flush=True)
            path.write_text(source, encoding="utf-8")
            if count % 20 == 0:
                print(f"{count} of {len(sample)}, {len(survivors)} unnoticed", flush=True)
    share = 100 * (len(sample) - len(survivors)) / len(sample)
    print(f"{len(sample)} of {len(every)} mutants, {len(survivors)} unnoticed: {share:.1f} % noticed, at least {LEAST}")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    words = sys.argv[1:]
    sys.exit(main(int(words[0]) if words else 200, int(words[1]) if len(words) > 1 else 1, words[2:]))

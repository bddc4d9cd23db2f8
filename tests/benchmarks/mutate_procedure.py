"""How many small changes of the rules the tests notice: mutants of archive_tool/procedure/, one after another.

    python tests/benchmarks/mutate_procedure.py [--mutants 0] [--seed 1] [--only chapter03_eligibility,tallies] [--quick]

Each mutant changes one thing in one function: a comparison turned, a number raised, `and` for `or`, a condition negated,
a constant text changed, a sum for a difference, True for False. Sentences in decorators and docstrings are left alone.
The tests of tests/procedure/ are collected once; for each mutant a fork puts the changed code into the functions and
runs them until one fails, those of its rule or module first; with `--quick` only those of its rule, which is nearly the
same and takes a tenth. `--mutants 0` makes all of them, else so many by chance. Ends 1 when fewer than 90 in 100 are
noticed.
"""

import argparse
import ast
import copy
import gc
import os
import random
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "archive_tool" / "procedure"
LEAST = 90
SECONDS = 120  # of the processor: a mutant that never ends is noticed, a slow machine is not
FAILED = 1
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_RULE = re.compile(r"\b[A-Z]{1,2}-\d{3,4}\b")


@dataclass(frozen=True)
class Mutant:
    """The n-th site of a module."""

    path: Path
    number: int


def sites(tree: ast.Module) -> Iterator[ast.AST]:
    """What can be changed: everything in functions but their decorators, annotations and docstrings."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            body = function.body[1:] if ast.get_docstring(function) is not None else function.body
            for statement in body:
                for node in ast.walk(statement):
                    if _changed(copy.copy(node)) is not None:
                        yield node


def _changed(node: ast.AST) -> ast.AST | None:
    """The node changed in place; None when there is nothing to change in it."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in TURNED:
            node.ops = [TURNED[type(operator)]()]
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
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


@cache
def read(path: Path) -> tuple[ast.Module, list[ast.AST]]:
    """A module and its sites, read once; a fork changes its own copy."""
    tree = ast.parse(path.read_text("utf-8"))
    return tree, list(sites(tree))


def mutated(mutant: Mutant) -> ast.Module:
    """The module with its site of that number changed, in place."""
    tree, found = read(mutant.path)
    wanted = found[mutant.number]
    changed = _changed(wanted)
    if changed is not wanted:  # `not x` becomes `x`
        for parent in ast.walk(tree):
            for name, value in ast.iter_fields(parent):
                if value is wanted:
                    setattr(parent, name, changed)
                elif isinstance(value, list):
                    value[:] = [changed if one is wanted else one for one in value]
    return tree


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function that stands in a module or class, not of those inside another function."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & 0x02:  # CO_NEWLOCALS: a function's, not a class's
                yield inner
            else:
                yield from codes(inner)


def put_in(mutant: Mutant) -> None:
    """Gives the living functions of the module the changed code."""
    tree = mutated(mutant)
    new = {(code.co_qualname, code.co_firstlineno): code for code in codes(compile(tree, str(mutant.path), "exec"))}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(mutant.path):
            code = new.get((one.__code__.co_qualname, one.__code__.co_firstlineno))
            if code is not None:
                one.__code__ = code


def rules_about(mutant: Mutant) -> frozenset[str]:
    """The numbers of the rules whose functions hold the site, or use the function that does, at first or second hand."""
    tree, found = read(mutant.path)
    site = found[mutant.number]
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    uses = {name: {node.id for node in ast.walk(one) if isinstance(node, ast.Name)} for name, one in functions.items()}
    wanted = {name for name, one in functions.items() if any(node is site for node in ast.walk(one))}
    while more := {name for name in functions if name not in wanted and uses[name] & wanted}:
        wanted |= more
    said = " ".join(ast.unparse(decorator) for name in wanted for decorator in functions[name].decorator_list)
    return frozenset(_RULE.findall(said))


def own_tests(items: Sequence[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
    """The tests that name the rule of the mutant, those of its module where it is of no rule."""
    about, file = rules_about(mutant), f"test_{mutant.path.stem}.py"
    return [item for item in items if (about & set(_RULE.findall(item.nodeid)) if about else item.path.name == file)]


def said_of(mutant: Mutant) -> str:
    site = read(mutant.path)[1][mutant.number]
    return f"{mutant.path.name}:{getattr(site, 'lineno', 0)}: {ast.unparse(site)}"


class Trial:
    """A pytest plugin: instead of the tests once, the tests for each mutant."""

    def __init__(self, mutants: Sequence[Mutant], *, quick: bool) -> None:
        self.mutants = mutants
        self.quick = quick
        self.unnoticed: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not session.items or self._fails(session, None):
            pytest.exit("the tests fail without any change", 2)
        for count, mutant in enumerate(self.mutants, 1):
            if not self._fails(session, mutant):
                self.unnoticed.append(said_of(mutant))
                print(f"unnoticed {self.unnoticed[-1]}", flush=True)
            if count % 50 == 0:
                print(f"{count} of {len(self.mutants)}, {len(self.unnoticed)} unnoticed", flush=True)
        return True

    def _fails(self, session: pytest.Session, mutant: Mutant | None) -> bool:
        """Whether a test fails in a fork of this process."""
        child = os.fork()
        if child == 0:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            os._exit(self._run(session, mutant))
        _, status = os.waitpid(child, 0)
        return status != 0

    def _run(self, session: pytest.Session, mutant: Mutant | None) -> int:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        items = list(session.items)
        if mutant is not None:
            put_in(mutant)
            own = own_tests(items, mutant)
            alone = own and self.quick and rules_about(mutant)
            items = own if alone else [*own, *(item for item in items if item not in set(own))]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return FAILED
        return 0


def chosen(only: Sequence[str], mutants: int, seed: int) -> tuple[list[Mutant], int]:
    """The mutants to try, and how many there are."""
    paths = [path for path in sorted(ROOM.glob("*.py")) if not only or path.stem in only]
    every = [Mutant(path, number) for path in paths for number in range(len(read(path)[1]))]
    sample = random.Random(seed).sample(every, mutants) if 0 < mutants < len(every) else every
    return sorted(sample, key=lambda one: (one.path, one.number)), len(every)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=0, help="so many, by chance; 0 is all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="modules, with commas between")
    parser.add_argument("--quick", action="store_true", help="only the tests that name the mutant's rule")
    wanted = parser.parse_args()
    sample, every = chosen([name for name in wanted.only.split(",") if name], wanted.mutants, wanted.seed)
    trial = Trial(sample, quick=wanted.quick)
    os.chdir(ROOT)
    options = ["tests/procedure", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
    if pytest.main(options, plugins=[trial]) not in (0, 5):
        print("the tests fail without any change")
        return 2
    share = 100 * (len(sample) - len(trial.unnoticed)) / len(sample)
    print(f"{len(sample)} of {every} mutants, {len(trial.unnoticed)} unnoticed: {share:.1f} % noticed, at least {LEAST}")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())

"""Reading, checking and building a record against a bare `yaml.compose` with the C loader on the same bytes, by turns.

    python tests/benchmarks/bench_records.py [RUNS]

Ends 1 when a record takes more than 2.5 times as long; `check` as a whole may take 4 times.
"""

import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pairs import compared, report

from archive_tool import resources
from archive_tool.model.cases import Case, Person
from archive_tool.records.building import build_case, build_person
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import Schema, load_schema

VALID = resources.folder("samples") / "valid"
MOST = 2.5
AT_ONCE = 400_000  # bytes that one timing goes through: a small record many times


def built(path: Path, data: bytes, schema: Schema, register: dict[str, Person]) -> Case:
    """The record all the way from its bytes."""
    return build_case(check(read(data, path.name), schema, frozenset(register)), path.parent, register)[0]


def times(work: Callable[[], object], number: int) -> None:
    for _ in range(number):
        work()


def main(runs: int) -> int:
    schemas = (resources.folder("schemas"),)
    begun = time.perf_counter()
    kinds = {kind: load_schema(schemas, kind) for kind in ("appointment", "decision", "person")}
    print(f"schemas of three kinds, once: {(time.perf_counter() - begun) * 1000:.0f} ms")
    persons = sorted((VALID / "people").glob("*.yaml"))
    records = {path.stem: check(read(path.read_bytes(), path.name), kinds["person"]).record for path in persons}
    register = {name: build_person(record) for name, record in records.items() if record is not None}
    reached = []
    for path in sorted((VALID / "cases").glob("*/case.yaml")):
        data = path.read_bytes()
        schema = kinds[read(data, path.name).text("kind", "类型")]
        ours = functools.partial(built, path, data, schema, register)
        peer = functools.partial(yaml.compose, data, yaml.CLoader)
        number = max(1, AT_ONCE // len(data))
        mine, theirs = compared(functools.partial(times, ours, number), functools.partial(times, peer, number), runs)
        mine, theirs = mine / number, theirs / number
        reached.append(report(f"{path.parent.name}, {len(data) / 1024:.0f} KB", mine, "yaml.compose", theirs, MOST))
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 11))

"""Reading, checking and building records against a bare `yaml.compose` with the C loader, in one run.

    python tests/benchmarks/bench_records.py [ROUNDS]

Prints for each record its size, the time of the floor and of ours, and the ratio; the figure to reach is 2.5.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from archive_tool import resources
from archive_tool.records.building import build_case, build_person
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import load_schema

VALID = resources.folder("samples") / "valid"
TO_REACH = 2.5


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of one call: the best of several rounds, so that what else the machine does matters little."""
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return min(took)


def main(rounds: int) -> None:
    schemas = (resources.folder("schemas"),)
    begun = time.perf_counter()
    kinds = {kind: load_schema(schemas, kind) for kind in ("appointment", "decision", "person")}
    print(f"schemas loaded once: {(time.perf_counter() - begun) * 1000:.0f} ms")
    register = {}
    for path in sorted((VALID / "people").glob("*.yaml")):
        record = check(read(path.read_bytes(), path.name), kinds["person"]).record
        if record is not None:
            register[path.stem] = build_person(record)
    known = frozenset(register)
    for path in sorted((VALID / "cases").glob("*/case.yaml")):
        data = path.read_bytes()
        schema = kinds[read(data, path.name).text("kind", "类型")]

        def ours(data: bytes = data, schema=schema, folder: Path = path.parent) -> object:
            checked = check(read(data, "case.yaml"), schema, known)
            return None if checked.record is None else build_case(checked, folder, register)

        gc.collect()
        floor = best(lambda data=data: yaml.compose(data, yaml.CLoader), rounds)
        took = best(ours, rounds)
        print(f"{path.parent.name}  {len(data) / 1024:5.1f} KB  compose {floor * 1000:6.2f} ms  "
              f"read+check+build {took * 1000:6.2f} ms  ratio {took / floor:.2f} (to reach {TO_REACH})")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)

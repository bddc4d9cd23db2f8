"""The index damaged anywhere or its writer killed at any moment: rebuilt, never a wrong answer in silence.

`pytest --full` counts 200 damaged places with 200 queries each, and 500 kills, for both engines together.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_tool.search.asking import open_index
from archive_tool.search.doubt import Doubtful
from archive_tool.search.indexing import Shelved, refresh
from tests.search.conftest import TODAY, entry, person

ENGINES = ("whoosh", "tantivy")
ROOT = Path(__file__).resolve().parents[2]
WORDS = ("公示", "考察组", "组长", "干部任免", "票数", "同意", "河道", "审批", "2019年", "Zhang", "、", "。")
NAMES = ("高明远", "单雄信", "查知秋", "欧阳若水")


def shelf(packages: int, seed: int = 1) -> list[Shelved]:
    """Packages of ten items each; the same seed gives the same texts."""
    rng = random.Random(seed)
    made = []
    for number in range(packages):
        name = f"p{number}"
        entries = tuple(
            entry(
                f"C{n}", "".join(rng.choices(WORDS, k=150)), package=name, date=f"20{10 + n}-03-05",
                people=(person(rng.choice(NAMES)),), units=(f"第{rng.randrange(4)}局",),
            )
            for n in range(10)
        )  # fmt: skip
        made.append(Shelved(name, f"d{seed}", lambda entries=entries: entries))
    return made


def questions(count: int) -> list[str]:
    rng = random.Random(2)
    made = []
    for _ in range(count):
        piece = "".join(rng.choices(WORDS, k=2))
        start = rng.randrange(len(piece) - 1)
        made.append(rng.choice((f'"{piece[start : start + rng.randint(1, 6)]}"', rng.choice(NAMES)[:2], f"unit:第{rng.randrange(4)}局 公示", "gmy", "date:[2012 TO 2015] -河道")))
    return made


def answers(folder: Path, asked: list[str]) -> list[object]:
    """What is found, whole but for how long it took. Raises Doubtful."""
    with open_index(folder) as index:
        return [index.ask(query, TODAY, limit=5, facets=("unit",)) for query in asked]


@pytest.mark.parametrize("engine", ENGINES)
def test_damaged_anywhere_it_answers_the_same_or_is_made_again(tmp_path: Path, engine: str, *, full: bool) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    packages, asked = shelf(4), questions(200 if full else 40)
    folder, whole = tmp_path / "index", tmp_path / "whole"
    refresh(folder, packages[:3], engine, "测试")
    refresh(folder, packages, engine, "测试")
    right = answers(folder, asked)
    shutil.copytree(folder, whole)
    rng, noticed = random.Random(11), 0
    places = 100 if full else 15
    for number in range(places):
        shutil.rmtree(folder)
        if number:  # the first time there is no index at all
            shutil.copytree(whole, folder)
            damage(folder, rng)
        try:
            assert answers(folder, asked) == right
        except Doubtful:
            noticed += 1
            refresh(folder, packages, engine, "测试")  # as the door does: what is in doubt is made again
            try:
                assert answers(folder, asked) == right
            except Doubtful:
                refresh(folder, packages, engine, "测试", rebuild=True)
                assert answers(folder, asked) == right
    print(f"{engine}: {places} places, {noticed} noticed and made again, the rest answered {len(asked)} queries the same")
    assert noticed > places // 4


def damage(folder: Path, rng: random.Random) -> None:
    """One bit turned, a tail cut off, a stretch overwritten, or a file gone."""
    path = rng.choice(sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock"))
    data = bytearray(path.read_bytes())
    kind = rng.random()
    if kind < 0.1 or not data:
        path.unlink()
        return
    at = rng.randrange(len(data))
    if kind < 0.25:
        del data[at:]
    elif kind < 0.4:
        data[at : at + 50] = rng.randbytes(len(data[at : at + 50]))
    else:
        data[at] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


WRITER = """
import os, sys
from pathlib import Path
from archive_tool.search.indexing import refresh
from tests.search.test_damage import shelf
folder, engine = Path(sys.argv[1]), sys.argv[2]
after = shelf(3) + [held for held in shelf(5, 7) if held.name not in ("p0", "p1", "p2")]
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        for number in range(1000):
            refresh(folder, after if number % 2 == 0 else shelf(3), engine, "测试", rebuild=line.startswith("rebuild"))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@pytest.fixture
def writer(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator["subprocess.Popen[str]"]:
    """A process that starts writers, one a line, and says their ids."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "index"), request.param]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.timeout(3_600)  # 250 kills take a while
@pytest.mark.parametrize("writer", ENGINES, indirect=True)
def test_killed_at_any_moment_the_next_search_answers_as_before_or_after(
    tmp_path: Path, writer: "subprocess.Popen[str]", request: pytest.FixtureRequest, *, full: bool
) -> None:
    engine = request.node.callspec.params["writer"]
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    folder, asked = tmp_path / "index", questions(12)
    after = shelf(3) + shelf(5, 7)[3:]
    known = []
    began = time.monotonic()
    for packages in (after, shelf(3)):
        refresh(folder, packages, engine, "测试")
        known.append(answers(folder, asked))
    pace = time.monotonic() - began  # two turns of the writer, whatever the machine
    assert known[0] != known[1]
    rng = random.Random(9)
    kills, seen = 250 if full else 5, [0, 0]
    assert writer.stdin is not None
    assert writer.stdout is not None
    for number in range(kills):
        writer.stdin.write("rebuild\n" if number % 3 == 0 else "refresh\n")
        writer.stdin.flush()
        child = int(writer.stdout.readline())
        time.sleep(rng.random() * 2 * pace)
        os.kill(child, signal.SIGKILL)
        assert writer.stdout.readline() == "gone\n"
        found = answers(folder, asked)
        assert found in known
        seen[known.index(found)] += 1
    print(f"{engine}: killed {kills} times; {seen[1]} answered as before, {seen[0]} as after")
    refresh(folder, shelf(3), engine, "测试")
    assert answers(folder, asked) == known[1]
    assert not list(folder.glob(".draft-*"))

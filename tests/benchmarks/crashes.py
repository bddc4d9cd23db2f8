"""Every command that writes, stopped at every system call that touches the workspace: killed, and with a broken disk.

    python tests/benchmarks/crashes.py [--only pack] [--at-most 0] [--chance 0] [--kills 0]

strace makes the n-th call of a kind fail, or kills at it: what the kernel would do, with nothing of ours replaced. Each
command is a process of its own, forked from this one, which has its modules loaded: to load them takes longer than most
commands. A first run says which calls touch the workspace; calls that change nothing are tried with EIO only, for a kill there
leaves what the kill before it left. After each: no traceback and a sentence; what was there is there, byte for byte or
as the command leaves it; every package whole; then the same command succeeds and leaves what it leaves when nothing
happens, and no litter. With `--kills N` commands are killed N times at moments drawn by lot instead.
"""

import argparse
import hashlib
import importlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from crash_scenes import BY, SCENES, Scene, beside, lay_beside

from archive_tool.cli.main import main as tool

ROOT = Path(__file__).resolve().parents[2]
SHARED = ("--lang", "zh", "--by", BY, "-q")
CHANGING = (
    "openat", "write", "fsync", "rename", "renameat2", "mkdir", "unlink", "unlinkat", "rmdir", "chmod", "fchmod",
    "ftruncate", "flock",
)  # fmt: skip
READING = ("read", "getdents64", "newfstatat")
FAULTS = ("kill", "ENOSPC", "EIO", "EROFS")
_CALL = re.compile(r"^(\w+)\((.*)$")
_DRAFT = re.compile(r"\.draft-[0-9a-f]+")
_KEPT = re.compile(r"history/\d{8}T\d{6}_\d{3}_")
_WITH_HEAD = ("移交清单", "电子档案移交与接收登记表", "销毁清册", "归档文件目录", "脊背", "归档章")  # papers on which the ledger's head stands
_HEAD = re.compile(r"(\d+:)?[0-9a-f]{64}")
_TRACEBACK, _BUG = "Traceback", 70

State = Mapping[str, str]


@dataclass(frozen=True)
class Point:
    """The n-th call of a kind, what happens at it."""

    call: str
    number: int
    fault: str


def command(workspace: Path, words: Iterable[str], day: str) -> list[str]:
    lies = beside(workspace.parent)
    return [*(word.format(**lies) for word in words), "-C", str(workspace), *SHARED, "--as-of", day]


@dataclass
class Started:
    """A command in a process of its own that waits for the sign to begin."""

    words: list[str]
    learns: bool = False  # whether this process loads what the command had to load
    out: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    err: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    loaded: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    pid: int = 0

    def __post_init__(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        self.pid = os.fork()
        if self.pid == 0:
            signal.sigwait({signal.SIGUSR1})
            self._does()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})

    def _does(self) -> NoReturn:
        code = _BUG
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
            os.environ.update(ARCHIVE_TOOL_SOFFICE="none", PYTHONPATH=str(ROOT))
            os.dup2(self.out.fileno(), 1)
            os.dup2(self.err.fileno(), 2)
            sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
            try:
                tool(self.words)
            except SystemExit as left:
                code = int(left.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
            if self.learns:
                os.write(self.loaded.fileno(), "\n".join(sys.modules).encode())
        except BaseException:  # noqa: BLE001 - what the interpreter would print
            os.write(self.err.fileno(), traceback.format_exc().encode())
        finally:
            os._exit(code)

    def begin(self) -> None:
        os.kill(self.pid, signal.SIGUSR1)

    def ended(self) -> subprocess.CompletedProcess[str]:
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        said = []
        for stream in (self.out, self.err, self.loaded):
            with stream:
                stream.seek(0)
                said.append(stream.read().decode("utf-8", "replace"))
        for name in said[2].split():
            with suppress(Exception):
                importlib.import_module(name)
        return subprocess.CompletedProcess(self.words, code, *said[:2])


def run(words: list[str], *traced: str, learns: bool = False) -> subprocess.CompletedProcess[str]:
    """A command; with options of strace, under it."""
    started = Started(words, learns)
    if not traced:
        started.begin()
        return started.ended()
    with subprocess.Popen(["strace", "-p", str(started.pid), *traced], stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        started.begin()
        done = started.ended()
    assert "attached" in said, said
    return done


def prepare(scene: Scene, folder: Path) -> Path:
    workspace = folder / "ws"
    scene.made(workspace)
    lay_beside(folder)
    for words in scene.before:
        done = run(command(workspace, words, scene.day), learns=True)
        assert _TRACEBACK not in done.stderr, done.stderr
    return workspace


def copy(base: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(base, target, symlinks=True)
    return target / "ws"


def state(folder: Path) -> State:
    """Digest of each file, and drafts that are empty folders. Names of drafts count as one, moments in names of kept
    files not at all; index and ledger count by what they mean only, what bears the ledger's head without it.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = _KEPT.sub("history/", _DRAFT.sub(".draft", str(path.relative_to(folder))))
        if "/index/" in f"/{name}" or name.endswith((".lock", "asked.jsonl")):
            continue
        if path.is_dir():
            found |= {f"{name}/": "folder"} if path.name.startswith(".draft") else {}
        else:
            found[name] = digest(name, path.read_bytes())
    return found


def digest(name: str, content: bytes) -> str:
    if name.endswith("ledger.jsonl"):
        return meaning(content)
    if name.endswith("校验.sha256.txt"):
        content = b"".join(line for line in content.splitlines(keepends=True) if "移交清单" not in line.decode())
    elif name.rpartition("/")[2].startswith(_WITH_HEAD) and content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as word:
            if "word/document.xml" in word.namelist():
                content = _HEAD.sub("", word.read("word/document.xml").decode()).encode()
    return hashlib.sha256(content).hexdigest()


def meaning(ledger: bytes) -> str:
    lines = []
    for line in ledger.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        lines.append(f"{said['act']} {said['package']} {said['sha256']}")
    return "\n".join(sorted(set(lines)))


def visible(found: State) -> State:
    """Without drafts: those that nobody sees may wait for the next run."""
    return {name: content for name, content in found.items() if ".draft" not in name}


def calls(workspace: Path, words: list[str], trace: Path) -> Iterator[tuple[str, int, bool]]:
    """Kind, ordinal among its kind, and whether it changes something, of each call that touches the workspace."""
    run(words, "-o", str(trace), "-y", "-e", f"trace={','.join((*CHANGING, *READING))}")
    counted: Counter[str] = Counter()
    for line in trace.read_text("utf-8", "replace").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        call, rest = found.groups()
        counted[call] += 1
        where = rest.partition('"')[0] if call in ("read", "write") else rest  # not in what is read or written
        if str(workspace.parent) not in where.replace("\\", ""):
            continue
        reads = call in READING or (call == "openat" and "O_CREAT" not in rest and "O_WRONLY" not in rest)
        yield call, counted[call], not reads


def points(found: Iterable[tuple[str, int, bool]]) -> list[Point]:
    wanted = []
    for call, number, changes in found:
        possible = FAULTS if changes else () if call == "newfstatat" else ("EIO",)
        wanted += [Point(call, number, fault) for fault in possible]
    return wanted


def broken(base: Path, scene: Scene, point: Point, folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    workspace = copy(base, folder)
    happens = "signal=KILL" if point.fault == "kill" else f"error={point.fault}"
    inject = f"inject={point.call}:{happens}:when={point.number}"
    words = command(workspace, scene.command, scene.day)
    return workspace, run(words, "-o", "/dev/null", "-e", f"trace={point.call}", "-e", inject)


def wrongs(before: State, after: State, clean: State, done: subprocess.CompletedProcess[str], point: Point) -> Iterator[str]:
    """What is wrong right after: a traceback, silence, something lost, something half there."""
    if point.fault != "kill":
        if _TRACEBACK in done.stderr or done.returncode == _BUG or done.returncode < 0:
            yield f"no clear sentence: exit {done.returncode}: {done.stderr.strip()[-300:]}"
        elif done.returncode and not (done.stderr.strip() or done.stdout.strip()):
            yield f"silence: exit {done.returncode}"
    for name, digest in before.items():
        if after.get(name) not in (digest, clean.get(name)) and not name.endswith("ledger.jsonl"):
            yield f"lost or half written: {name}"
    for name, digest in after.items():
        if name not in before and digest != clean.get(name) and ".draft" not in name and not name.endswith("ledger.jsonl"):
            yield f"half visible: {name}"


def tried(scene: Scene, at_most: int, folder: Path, *, chance: int = 0) -> tuple[int, list[str]]:
    """How often the command was broken, and what was wrong; `at_most` 0 is everywhere, else so many places by chance."""
    stage = staged(scene, folder)
    workspace = copy(stage.base, folder / "run")
    wanted = points(calls(workspace, command(workspace, scene.command, scene.day), folder / "trace"))
    wanted = random.Random(chance).sample(wanted, min(at_most, len(wanted))) if at_most else wanted
    said = []
    for number, point in enumerate(wanted, 1):
        workspace, done = broken(stage.base, scene, point, folder / "run")
        for each in stage.judged(workspace, done, point):
            print(f"  {each}", flush=True)
            said.append(each)
        if number % 50 == 0:
            print(f"  {scene.name}: {number} of {len(wanted)}, {len(said)} things wrong", flush=True)
    return len(wanted), said


@dataclass
class Stage:
    """A scene made ready: what it leaves when nothing happens, and what its second run left after each state so far."""

    scene: Scene
    base: Path
    expected: int
    before: State
    clean: State
    ended: dict[str, list[str]] = field(default_factory=dict)

    def judged(self, workspace: Path, done: subprocess.CompletedProcess[str], point: Point) -> list[str]:
        """What is wrong after a fault, and after the same command once more."""
        after, partly = state(workspace.parent), any(name in done.stdout + done.stderr for name in self.scene.names)
        found = list(wrongs(self.before, self.clean if partly else after, self.clean, done, point))
        if point.fault != "kill" and not done.returncode and not partly and visible(after) != visible(self.clean):
            differs = sorted(name for name in {*after, *self.clean} if after.get(name) != self.clean.get(name))
            found.append(f"says that it is done, and it is not: {differs}")
        key = json.dumps(after, sort_keys=True)
        if key not in self.ended:
            self.ended[key] = again(workspace, self.scene, self.expected, None if partly else self.clean)
        return [f"{self.scene.name}: {point}: {each}" for each in (*found, *self.ended[key])]


def staged(scene: Scene, folder: Path) -> Stage:
    base = folder / "base"
    base.mkdir(parents=True)
    prepare(scene, base)
    workspace = copy(base, folder / "clean")
    done = run(command(workspace, scene.command, scene.day), learns=True)
    clean = state(workspace.parent)
    run(command(workspace, ("verify",), scene.day), learns=True)
    return Stage(scene, base, done.returncode, state(copy(base, folder / "run").parent), clean)


def takes(stage: Stage, folder: Path) -> float:
    """Seconds, when nothing happens."""
    workspace = copy(stage.base, folder)
    start = time.perf_counter()
    run(command(workspace, stage.scene.command, stage.scene.day))
    return time.perf_counter() - start


def killed(stage: Stage, after: float, folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    workspace = copy(stage.base, folder)
    started = Started(command(workspace, stage.scene.command, stage.scene.day))
    started.begin()
    time.sleep(after)
    os.kill(started.pid, signal.SIGKILL)
    return workspace, started.ended()


def random_kills(scenes: Iterable[Scene], count: int, folder: Path) -> tuple[int, list[str]]:
    """How many kills came before the command had ended, and what was wrong after any."""
    chance = random.Random(17)
    stages = [staged(scene, folder / scene.name) for scene in scenes]
    seconds = [takes(stage, folder / stage.scene.name / "run") for stage in stages]
    early, said = 0, []
    for number in range(count):
        stage = stages[number % len(stages)]
        workspace, done = killed(stage, chance.random() * seconds[number % len(stages)], folder / stage.scene.name / "run")
        early += done.returncode < 0
        for each in stage.judged(workspace, done, Point("moment", number, "kill")):
            print(f"  {each}", flush=True)
            said.append(each)
        if (number + 1) % 50 == 0:
            print(f"  {number + 1} of {count}, {len(said)} things wrong", flush=True)
    return early, said


def again(workspace: Path, scene: Scene, expected: int, clean: State | None) -> list[str]:
    """The same command once more, on what the fault left; without `clean` only litter counts."""
    already = state(workspace.parent) == clean
    done = run(command(workspace, scene.command, scene.day))
    last = state(workspace.parent)
    found = []
    if done.returncode != expected and not already:
        found.append(f"again: exit {done.returncode}, not {expected}: {done.stderr.strip()[-300:]}")
    found += [f"again: litter {name}" for name in last if ".draft" in name]
    if clean is not None and not already:
        found += [f"again: {name} differs" for name in sorted({*last, *clean}) if last.get(name) != clean.get(name)]
    checked = run(command(workspace, ("verify",), scene.day))
    if checked.returncode not in (0, 6) or (checked.returncode and "V-201" not in checked.stdout):
        found.append(f"verify: exit {checked.returncode}: {checked.stdout.strip()[-300:]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--at-most", type=int, default=0, help="places of each command, by chance; 0 is all")
    parser.add_argument("--chance", type=int, default=0, help="which places, when not all")
    parser.add_argument("--kills", type=int, default=0, help="kill so often, at moments drawn by lot, instead")
    wanted = parser.parse_args()
    bad = 0
    if wanted.kills:
        with tempfile.TemporaryDirectory() as made:
            early, said = random_kills(SCENES, wanted.kills, Path(made))
        print(f"killed {wanted.kills} times, {early} of them before the command had ended: {len(said)} things wrong")
        return 1 if said else 0
    for scene in SCENES:
        if wanted.only and scene.name not in wanted.only.split(","):
            continue
        with tempfile.TemporaryDirectory() as made:
            count, said = tried(scene, wanted.at_most, Path(made), chance=wanted.chance)
        print(f"{scene.name}: broken {count} times, {len(said)} things wrong", flush=True)
        bad += len(said)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

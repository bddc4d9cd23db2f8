"""Every command that writes, stopped at every system call that touches the workspace: killed, and with a broken disk.

    python tests/benchmarks/crashes.py [--only pack] [--at-most 0] [--kills 0]

strace makes the n-th call of a kind fail, or kills at it: what the kernel would do, with nothing of ours replaced. A
first run says which calls touch the workspace; calls that change nothing are tried with EIO only, for a kill there
leaves what the kill before it left. After each: no traceback and a sentence; what was there is there, byte for byte or
as the command leaves it; every package whole; then the same command succeeds and leaves what it leaves when nothing
happens, and no litter. With `--kills N` commands are killed N times at moments drawn by lot instead.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "valid"
SHARED = ("--lang", "zh", "--as-of", "2026-06-30", "--by", "经办人甲", "-q")
CHANGING = (
    "openat", "write", "fsync", "rename", "renameat2", "mkdir", "unlink", "unlinkat", "rmdir", "chmod", "fchmod",
    "ftruncate", "flock",
)  # fmt: skip
READING = ("read", "getdents64", "newfstatat")
FAULTS = ("kill", "ENOSPC", "EIO", "EROFS")
CASE, DECISION = "KC-2026-003", "JD-2026-06"
_CALL = re.compile(r"^(\w+)\((.*)$")
_DRAFT = re.compile(r"\.draft-[0-9a-f]+")
_TRACEBACK, _BUG = "Traceback", 70

State = Mapping[str, str]


@dataclass(frozen=True)
class Scene:
    """A command and what must have been done before it."""

    name: str
    command: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Point:
    """The n-th call of a kind, what happens at it."""

    call: str
    number: int
    fault: str


_MADE = ("generate", DECISION)
_SEALED = ("pack", DECISION)
SCENES = (
    Scene("generate", ("generate", DECISION)),
    Scene("attach", ("attach", DECISION, "{paper}", "--item", "Z2"), (_MADE,)),
    Scene("pack", _SEALED, (_MADE,)),
    Scene("verify", ("verify",), (_MADE, _SEALED)),
    Scene("index", ("index",), (_MADE, _SEALED)),
    Scene("export", ("export", "任免档案-JD-2026-06-永久", "{aside}", "--as", "bag"), (_MADE, _SEALED)),
    Scene("publish", ("publish",), (("generate",),)),
)


def command(workspace: Path, words: Iterable[str]) -> list[str]:
    known = {"paper": workspace.parent / "paper.txt", "aside": workspace.parent / "aside"}
    said = [word.format(**known) for word in words]
    return [sys.executable, "-m", "archive_tool", *said, "-C", str(workspace), *SHARED]


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ARCHIVE_TOOL_SOFFICE": "none", "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def prepare(scene: Scene, folder: Path) -> Path:
    workspace = folder / "ws"
    shutil.copytree(SAMPLES, workspace)
    (folder / "paper.txt").write_text("补交的材料。\n", encoding="utf-8")
    for words in scene.before:
        done = run(command(workspace, words))
        assert _TRACEBACK not in done.stderr, done.stderr
    return workspace


def copy(base: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(base, target, symlinks=True)
    return target / "ws"


def state(folder: Path) -> State:
    """Digest of each file; names of drafts count as one, index and ledger by what they mean only."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = _DRAFT.sub(".draft", str(path.relative_to(folder)))
        if path.is_dir() or "/index/" in f"/{name}" or name.endswith(".lock"):
            continue
        content = path.read_bytes()
        found[name] = meaning(content) if name.endswith("ledger.jsonl") else hashlib.sha256(content).hexdigest()
    return found


def meaning(ledger: bytes) -> str:
    lines = []
    for line in ledger.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        lines.append(f"{said['act']} {said['package']} {said['sha256']}")
    return "\n".join(sorted(set(lines)))


def calls(workspace: Path, words: list[str], trace: Path) -> Iterator[tuple[str, int, bool]]:
    """Kind, ordinal among its kind, and whether it changes something, of each call that touches the workspace."""
    run(["strace", "-o", str(trace), "-y", "-e", f"trace={','.join((*CHANGING, *READING))}", *words])
    counted: Counter[str] = Counter()
    for line in trace.read_text("utf-8", "replace").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        call, rest = found.groups()
        counted[call] += 1
        if str(workspace.parent) not in rest.replace("\\", ""):
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
    words = command(workspace, scene.command)
    return workspace, run(["strace", "-o", "/dev/null", "-e", f"trace={point.call}", "-e", inject, *words])


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
    wanted = points(calls(workspace, command(workspace, scene.command), folder / "trace"))
    wanted = random.Random(chance).sample(wanted, min(at_most, len(wanted))) if at_most else wanted
    said = []
    for point in wanted:
        workspace, done = broken(stage.base, scene, point, folder / "run")
        said += stage.judged(workspace, done, point)
    return len(wanted), said


@dataclass
class Stage:
    """A scene made ready: what it leaves when nothing happens, and what its second run left after each state so far."""

    scene: Scene
    base: Path
    seconds: float
    expected: int
    before: State
    clean: State
    ended: dict[str, list[str]] = field(default_factory=dict)

    def judged(self, workspace: Path, done: subprocess.CompletedProcess[str], point: Point) -> list[str]:
        """What is wrong after a fault, and after the same command once more."""
        after = state(workspace.parent)
        found = list(wrongs(self.before, after, self.clean, done, point))
        key = json.dumps(after, sort_keys=True)
        if key not in self.ended:
            self.ended[key] = again(workspace, self.scene, self.expected, self.clean)
        return [f"{self.scene.name}: {point}: {each}" for each in (*found, *self.ended[key])]


def staged(scene: Scene, folder: Path) -> Stage:
    base = folder / "base"
    base.mkdir(parents=True)
    prepare(scene, base)
    workspace = copy(base, folder / "clean")
    start = time.perf_counter()
    done = run(command(workspace, scene.command))
    seconds, clean = time.perf_counter() - start, state(workspace.parent)
    return Stage(scene, base, seconds, done.returncode, state(copy(base, folder / "run").parent), clean)


def killed(stage: Stage, after: float, folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    workspace = copy(stage.base, folder)
    environment = {**os.environ, "ARCHIVE_TOOL_SOFFICE": "none", "PYTHONPATH": str(ROOT)}
    words = command(workspace, stage.scene.command)
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(after)
        process.kill()
    return workspace, subprocess.CompletedProcess(words, process.returncode, "", "")


def random_kills(scenes: Iterable[Scene], count: int, folder: Path) -> tuple[int, list[str]]:
    """How many kills came before the command had ended, and what was wrong after any."""
    chance = random.Random(17)
    stages = [staged(scene, folder / scene.name) for scene in scenes]
    early, said = 0, []
    for number in range(count):
        stage = stages[number % len(stages)]
        workspace, done = killed(stage, chance.uniform(0.2, 1.0) * stage.seconds, folder / stage.scene.name / "run")
        early += done.returncode < 0
        said += stage.judged(workspace, done, Point("moment", number, "kill"))
    return early, said


def again(workspace: Path, scene: Scene, expected: int, clean: State) -> list[str]:
    """The same command once more, on what the fault left."""
    already = state(workspace.parent) == clean
    done = run(command(workspace, scene.command))
    last = state(workspace.parent)
    found = []
    if done.returncode != expected and not already:
        found.append(f"again: exit {done.returncode}, not {expected}: {done.stderr.strip()[-300:]}")
    if not already:
        found += [f"again: {name} differs" for name in sorted({*last, *clean}) if last.get(name) != clean.get(name)]
    checked = run(command(workspace, ("verify",)))
    if checked.returncode not in (0, 6) or (checked.returncode and "V-201" not in checked.stdout):
        found.append(f"verify: exit {checked.returncode}: {checked.stdout.strip()[-300:]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--at-most", type=int, default=0, help="places of each command, by chance; 0 is all")
    parser.add_argument("--kills", type=int, default=0, help="kill so often, at moments drawn by lot, instead")
    wanted = parser.parse_args()
    bad = 0
    if wanted.kills:
        with tempfile.TemporaryDirectory() as made:
            early, said = random_kills(SCENES, wanted.kills, Path(made))
        print(f"killed {wanted.kills} times, {early} of them before the command had ended: {len(said)} things wrong")
        for each in said:
            print(f"  {each}")
        return 1 if said else 0
    for scene in SCENES:
        if wanted.only and scene.name not in wanted.only.split(","):
            continue
        with tempfile.TemporaryDirectory() as made:
            count, said = tried(scene, wanted.at_most, Path(made))
        print(f"{scene.name}: broken {count} times, {len(said)} things wrong", flush=True)
        for each in said:
            print(f"  {each}", flush=True)
        bad += len(said)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

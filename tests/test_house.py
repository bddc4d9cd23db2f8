"""What holds for every file of the checkout: names, origins, systems, completeness, tests that can fail."""

import ast
import configparser
import os
import re
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from archive_tool import limits
from archive_tool.tasks import doctor

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "archive_tool"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.fixture(scope="module")
def tracked(program) -> list[str]:
    listed = subprocess.run([program("git"), "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    names = listed.stdout.decode("utf-8").split("\0")
    return [name for name in names if name and (ROOT / name).exists()]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------- names that every system can keep

RESERVED = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in "0123456789¹²³")}
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
LONGEST_PATH = 160  # of the 259 that Windows allows, the rest is for the folder a checkout lies in


def unfit_for_windows(name: str) -> str:
    """Why Windows cannot keep a file of this path; empty when it can."""
    for part in name.split("/"):
        if part.split(".")[0].rstrip().lower() in RESERVED:
            return "reserved name"
        if FORBIDDEN.search(part):
            return "forbidden character"
        if part != part.rstrip(" ."):
            return "ends with a dot or a space"
        if len(part.encode("utf-8")) > limits.NAME_BYTES:
            return "name too long"
    return "path too long" if len(name.encode("utf-16-le")) // 2 > LONGEST_PATH else ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("templates/appointment/C6_考察材料.docx", ""),
        ("a/COM1.txt", "reserved name"),
        ("aux", "reserved name"),
        ("a/第一稿?.yaml", "forbidden character"),
        ("a./b", "ends with a dot or a space"),
        ("考" * 70, "name too long"),
        ("/".join(["abcdefghi"] * 20), "path too long"),
    ],
)
def test_names_that_windows_cannot_keep_are_known(name, reason):
    assert unfit_for_windows(name) == reason


def test_every_tracked_file_can_be_kept_on_windows(tracked):
    assert {name: reason for name in tracked if (reason := unfit_for_windows(name))} == {}


def test_no_two_tracked_files_are_one_where_case_or_unicode_form_do_not_count(tracked):
    counted = Counter(unicodedata.normalize("NFC", name).casefold() for name in tracked)
    assert [name for name, times in counted.items() if times > 1] == []
    assert [name for name in tracked if name != unicodedata.normalize("NFC", name)] == []


# ---------------------------------------------------------------- nothing of the machine it was made on

# Put together here, so that this file does not contain what it looks for.
FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot)/",
            r"(?:py" + r"pi|py" + r"thonhosted|registry\.np" + r"mjs|deb\.de" + r"bian)\.org",
            r"index" + r"-url|--registry[ =]|PIP_" + r"INDEX",
        )
    ).encode()
)


def contents(path: Path) -> list[bytes]:
    """The bytes of a file; of a zip (docx, xlsx, package) those of its members too."""
    found = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return found


def test_no_tracked_file_names_a_registry_or_a_path_of_some_machine(tracked):
    naming = {
        name: hit.group().decode("utf-8", "replace")
        for name in tracked
        for content in contents(ROOT / name)
        if (hit := FOREIGN.search(content))
    }
    assert naming == {}


def test_what_is_looked_for_is_found():
    assert FOREIGN.search(b"see /ro" + b"ot/x")
    assert FOREIGN.search(b"https://py" + b"pi.org/simple")
    assert not FOREIGN.search(b"cases/x/homework/ and network/")


# ---------------------------------------------------------------- systems: what is Unix-only has one module

UNIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "crypt", "spwd", "curses"}
WINDOWS_MODULES = {"msvcrt", "winreg", "_winapi", "winsound"}
UNIX_NAMES = {
    "os": {
        "fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getgroups", "setuid", "setgid", "setsid",
        "killpg", "getpgid", "setpgid", "chown", "lchown", "fchown", "fchmod", "chroot", "mkfifo", "mknod", "nice",
        "sync", "uname", "wait", "wait3", "wait4", "posix_fallocate", "posix_fadvise", "sched_getaffinity",
        "getloadavg", "sendfile", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "openpty", "ttyname",
    },
    "signal": {"SIGKILL", "SIGALRM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGCHLD", "alarm", "setitimer", "pause"},
    "time": {"tzset", "clock_settime"},
    "socket": {"AF_UNIX"},
}
UNIX_ARGUMENTS = {"preexec_fn", "pass_fds"}


def for_one_system_only(tree: ast.Module) -> list[str]:
    """`line: name` of everything that only one kind of system has."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")[0]
            names = [module, *(a.name for a in node.names if a.name in UNIX_NAMES.get(module, ()))]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = [node.attr] if node.attr in UNIX_NAMES.get(node.value.id, ()) else []
            found += [f"{node.lineno}: {name}" for name in names]
            continue
        elif isinstance(node, ast.Call):
            found += [f"{node.lineno}: {k.arg}" for k in node.keywords if k.arg in UNIX_ARGUMENTS]
            continue
        else:
            continue
        one_system = UNIX_MODULES | WINDOWS_MODULES | set().union(*UNIX_NAMES.values())
        found += [f"{node.lineno}: {name}" for name in names if name in one_system]
    return found


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_platforms_uses_what_one_system_has(path):
    assert path.name == "platforms.py" or for_one_system_only(parsed(path)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["1: fcntl"]),
        ("from os import fork, path", ["1: fork"]),
        ("import os\nos.killpg(1, 2)", ["2: killpg"]),
        ("import subprocess\nsubprocess.run([], preexec_fn=print)", ["2: preexec_fn"]),
        ("import os\nos.replace('a', 'b')", []),
    ],
)
def test_what_one_system_has_is_recognised(source, found):
    assert for_one_system_only(ast.parse(source)) == found


# Runs in a Python that takes itself for Windows: fcntl and resource cannot be imported, and msvcrt stands in with a
# kernel lock of its own kind, so that waiting and refusing are real.
AS_ON_WINDOWS = """
import sys, types, fcntl
import multiprocessing, shutil, subprocess, tempfile  # the standard library's own choice is made before
def locking(handle, mode, count):
    fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, count)
sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
from pathlib import Path
sys.platform = "win32"
sys.modules["fcntl"] = sys.modules["resource"] = None
from archive_tool import platforms, writing
from archive_tool.errors import Busy
assert not platforms.UNIX
folder = Path(sys.argv[1])
writing.write_bytes(folder / "a", b"new", read_back=True)
writing.append_line(folder / "ledger", b"one")
writing.make_folder(folder / "made" / "deep")
writing.swap_folder(folder / "made", folder / "index")
platforms.limit_child(1 << 30, 3)
with writing.locked(folder / "lock", "first"):
    other = subprocess.run([sys.executable, "-c", sys.argv[2], sys.argv[1]], capture_output=True, text=True)
print(sorted(path.name for path in folder.iterdir()), other.stdout.strip(), other.stderr)
"""
SECOND_WRITER = AS_ON_WINDOWS.partition("folder = Path")[0] + """
try:
    with writing.locked(Path(sys.argv[1]) / "lock", "second", seconds=0.2):
        print("got it")
except Busy as busy:
    print("busy", busy.facts["holder"])
"""


def test_the_fallback_for_other_systems_writes_and_locks(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS, str(tmp_path), SECOND_WRITER],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "['a', 'index', 'ledger', 'lock'] busy first"


# ---------------------------------------------------------------- packaging: complete, and each dependency explained


@pytest.fixture(scope="module")
def setup_cfg() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def test_every_folder_of_code_is_packaged_and_every_packaged_folder_is_there(setup_cfg):
    listed = set(setup_cfg["options"]["packages"].split())
    mapped = {f"archive_tool.{name}" for name in ("templates", "schemas", "samples")}
    code = {relative(path.parent).replace("/", ".") for path in PACKAGE.rglob("__init__.py")}
    assert listed == code | mapped
    assert {relative(path.parent).replace("/", ".") for path in MODULES} <= listed
    assert [name for name in mapped if not (ROOT / name.split(".")[1]).is_dir()] == []


def test_what_is_imported_is_asked_for_and_what_is_asked_for_is_imported(setup_cfg):
    asked = {re.split(r"[<>=]", line)[0] for line in setup_cfg["options"]["install_requires"].split()}
    ours = {"archive_tool", "__future__", "tantivy", "pyrage", "rapidocr_onnxruntime", "numpy", *sys.stdlib_module_names}
    imported = {
        name.split(".")[0]
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    } - ours
    known = {name.lower(): module for name, module in doctor.NEEDED.items()} | {"markupsafe": "markupsafe"}
    brought_along = {"markupsafe"}  # by Jinja2, whose words it holds
    assert {known[name.lower()] for name in asked} == imported - brought_along
    assert {name.lower() for name in asked} == {name.lower() for name in doctor.NEEDED}


def test_every_dependency_is_explained_in_contributing(setup_cfg):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    asked = setup_cfg["options"]["install_requires"].split("\n")
    for extra in setup_cfg["options.extras_require"].values():
        asked += extra.split("\n")
    names = {re.split(r"[<>=!~\[; ]", line.strip())[0] for line in asked if line.strip()}
    assert sorted(name for name in names if not re.search(rf"\| {name}( \(extra `\w+`\))? \|", text)) == []


def test_ci_runs_make_test_and_nothing_cleverer():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["#!/usr/bin/env bash", "set -euo pipefail"]
    assert lines[-1] == "make test"


# ---------------------------------------------------------------- tests that can fail


def calls(function: ast.FunctionDef) -> set[str]:
    """The names of everything a function calls, `a.b()` as `b`."""
    return {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }


def asserts(function: ast.FunctionDef, helpers: dict[str, ast.FunctionDef]) -> bool:
    """Whether it asserts something, itself or through a helper of its own file."""
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)) or calls(function) & {"raises", "warns", "fail"}:
        return True
    rest = {name: helper for name, helper in helpers.items() if helper is not function}
    return any(asserts(rest[name], rest) for name in calls(function) if name in rest)


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_every_test_asserts_something(path):
    functions = {node.name: node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)}
    assert [n for n, node in functions.items() if n.startswith("test_") and not asserts(node, functions)] == []

"""A virus scanner that is there is called; what it says is believed, what it does not say is not made up."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool import scanning
from archive_tool.model.filing import Scan
from archive_tool.scanning import scan, scanners

Program = Callable[[str, str], str]


@pytest.fixture
def scanner(tmp_path: Path) -> Program:
    """A stand-in that finds a virus in files that hold the word EICAR; `how` is put before its end."""

    def make(name: str, how: str) -> str:
        place = tmp_path / "bin" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(
            '#!/bin/sh\nfound=0\nwhile [ "$1" != -- ]; do shift; done; shift\n'
            'for file in "$@"; do if grep -q EICAR "$file"; then echo "$file: Eicar-Test FOUND"; found=1; fi; done\n'
            f"{how}\nexit $found\n"
        )
        place.chmod(0o755)
        return str(place)

    return make


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in (("干净.txt", "x"), ("甲: 乙.txt", "EICAR")):
        (tmp_path / name).write_text(text)
    return [tmp_path / "干净.txt", tmp_path / "甲: 乙.txt"]


def test_what_is_infected_is_named_and_what_is_clean_is_not(scanner: Program, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    program = scanner("clamscan", "")
    assert scan(files, [program]) == Scan("clamscan", 2, (("甲: 乙.txt", "Eicar-Test"),))
    assert scan(files[:1], [program]) == Scan("clamscan", 1)
    monkeypatch.setattr(scanning, "_AT_ONCE", 1)
    assert scan(files, [program]) == Scan("clamscan", 2, (("甲: 乙.txt", "Eicar-Test"),))


def test_without_a_scanner_nothing_is_said(files: list[Path]) -> None:
    assert scan(files, []) is None


def test_a_scanner_that_fails_is_no_answer_and_the_next_one_is_asked(scanner: Program, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    dead, live = scanner("clamdscan", "exit 2"), scanner("clamscan", "")
    assert scan(files[:1], [dead]) == Scan("clamdscan", 1, failed="2")
    assert scan(files[:1], [dead, live]) == Scan("clamscan", 1)
    assert scan(files[:1], [scanner("odd", "exit 1")]) == Scan("odd", 1, failed="1")  # infected, and nothing named
    assert scan(files[:1], ["/nowhere/clamscan"]) == Scan("clamscan", 1, failed="FileNotFoundError")
    monkeypatch.setattr(scanning, "_SECONDS", 0.05)
    assert scan(files[:1], [scanner("slow", "exec sleep 5")]) == Scan("slow", 1, failed="TimeoutExpired")


def test_the_one_named_is_called_and_none_means_none(scanner: Program) -> None:
    first, second = scanner("clamdscan", ""), scanner("clamscan", "")
    path = str(Path(first).parent)
    assert scanners("", path) == (first, second)
    assert scanners(second, os.defpath) == (second,)
    assert scanners("none", path) == ()
    assert scanners("/nowhere/scanner", path) == ()
    assert scanners("", "/nowhere") == ()

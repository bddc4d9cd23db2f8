"""The ledger (archive/ledger.jsonl): one line for each act, each holding the digest of the line before.

The chain shows any change, insertion, swap or loss of a line but the last ones: that the end was cut off shows only by
packages without an entry and by the head that was printed or noted elsewhere. Time and person are handed in.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from archive_tool import limits
from archive_tool.errors import Damaged
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.packages.digesting import digest_of
from archive_tool.writing import append_line

SEALED: Final = "sealed"
DISPOSED: Final = "disposed"
_LINE_MOST: Final = limits.MIB
_START: Final = hashlib.sha256(b"").hexdigest()  # stands where no line is before


@dataclass(frozen=True, slots=True)
class Act:
    """What was done.

    Attributes:
        act: sealed, verified, exported, shown, disposed …
        by: who.
        at: when, ISO 8601 with zone.
        package: path of the package relative to the workspace, empty when none is concerned.
        sha256: digest of the whole package file, empty when none is concerned.
        details: what else is worth keeping, by name.
    """

    act: str
    by: str
    at: str
    package: str = ""
    sha256: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger; `number` is that of the line in the file, from 1; `digest` that of the line itself."""

    number: int
    act: Act
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the ledger: number and digest of its last line; printed on every list made after sealing."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


def append(path: Path, act: Act) -> Head:
    """Adds a line and flushes it to the disk; the caller holds the archive's lock. Returns the new head.

    Raises Damaged when the ledger cannot be read.
    """
    head = read_head(path)
    line = ledger_line(act, head)
    append_line(path, line)
    return Head(head.number + 1, digest_of([line]))


def ledger_line(act: Act, head: Head) -> bytes:
    """The line of an act that follows that head, without its end."""
    whole = {
        "number": head.number + 1,
        "at": act.at,
        "by": act.by,
        "act": act.act,
        "package": act.package,
        "sha256": act.sha256,
        "details": dict(sorted(act.details.items())),
        "previous": head.digest,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def read_head(path: Path) -> Head:
    """The head of a ledger: of an empty or absent one number 0. Raises Damaged when it cannot be read."""
    number, last = 0, b""
    for number, last in enumerate(_lines(path), 1):  # noqa: B007 - the last one counts
        pass
    return Head(number, digest_of([last]) if number else _START)


def read_ledger(path: Path, source: str) -> tuple[tuple[LedgerLine, ...], tuple[Finding, ...]]:
    """Every line that can be read, and whatever breaks the chain: changed, dropped, inserted, swapped or cut lines.

    Raises Damaged when the file cannot be read at all.
    """
    lines: list[LedgerLine] = []
    findings: list[Finding] = []
    previous, before = _START, ""
    for number, raw in enumerate(_lines(path), 1):
        parsed = _parsed(raw)
        if parsed is None:
            findings.append(_finding("V-201", source, number))
        else:
            stated, link, act = parsed
            if stated != number:
                findings.append(_finding("V-202", source, number, stated=stated))
            if link != previous:
                findings.append(_finding("V-203", source, number))
            if act.at < before:
                findings.append(_finding("V-204", source, number, Severity.WARNING, at=act.at, before=before))
            before = max(before, act.at)
            lines.append(LedgerLine(number, act, link, digest_of([raw])))
        previous = digest_of([raw])
    return tuple(lines), tuple(findings)


def check_head(lines: Iterable[LedgerLine], noted: Head, source: str) -> tuple[Finding, ...]:
    """Whether the ledger still holds the line that was noted elsewhere as its head."""
    held = next((line for line in lines if line.number == noted.number), None)
    if held is not None and held.digest == noted.digest:
        return ()
    return (_finding("V-205", source, noted.number, head=str(noted)),)


def compare_packages(
    lines: Iterable[LedgerLine], packages: Mapping[str, str | None], source: str
) -> tuple[Finding, ...]:
    """The packages on disk against the ledger.

    Args:
        lines: of the ledger.
        packages: digest of each package file that is there, by path; None when it was not computed.
        source: the ledger as the user names it.
    """
    sealed: dict[str, LedgerLine] = {}
    for line in lines:
        if line.act.act == SEALED:
            sealed[line.act.package] = line
        elif line.act.act == DISPOSED:
            sealed.pop(line.act.package, None)
    findings = [_finding("V-206", path, 0) for path in packages if path not in sealed]
    for path, line in sealed.items():
        if path not in packages:
            findings.append(_finding("V-207", source, line.number, package=path, at=line.act.at, by=line.act.by))
        elif packages[path] not in (None, line.act.sha256):
            findings.append(_finding("V-208", path, 0, number=line.number, at=line.act.at, by=line.act.by))
    return tuple(findings)


def _lines(path: Path) -> Iterator[bytes]:
    """The lines without their ends; a last line without an end counts. Raises Damaged."""
    try:
        with path.open("rb") as handle:
            yield from _split(handle, path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Damaged("ledger.unreadable", path=path, reason=error.strerror or str(error)) from error


def _split(handle: io.BufferedReader, path: Path) -> Iterator[bytes]:
    while line := handle.readline(_LINE_MOST):
        if len(line) >= _LINE_MOST:
            raise Damaged("ledger.unreadable", path=path, reason=f"> {_LINE_MOST}")
        yield line.removesuffix(b"\n")


def _parsed(raw: bytes) -> tuple[int, str, Act] | None:
    """Number, digest of the line before, act; None for what is no line of a ledger, byte for byte."""
    try:
        found = json.loads(raw)
        details = {name: _text(value) for name, value in found["details"].items()}
        act = Act(**{name: _text(found[name]) for name in ("act", "by", "at", "package", "sha256")}, details=details)
        number, previous = int(found["number"]), _text(found["previous"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    same = ledger_line(act, Head(number - 1, previous)) == raw
    return (number, previous, act) if same else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _finding(rule: str, source: str, line: int, severity: Severity = Severity.ERROR, /, **facts: object) -> Finding:
    return Finding(rule, severity, Place(source, line), {"source": source, "line": line, **facts})

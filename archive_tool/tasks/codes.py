"""`codes`: reference codes in the register beside the packages, by a rule or by the archive room's list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.model.tree import text
from archive_tool.packages.code_lists import match, merged, read_list
from archive_tool.packages.codes import (
    WITH_OFFICE,
    WITHOUT_OFFICE,
    Coded,
    CodeRule,
    assign,
    examine,
    register_bytes,
)
from archive_tool.packages.digesting import digest_of
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import disposals, holdings, read_codes
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import locked, sweep, write_bytes

CODED: Final = "coded"
_LAST_FIGURES: Final = re.compile(r"\d+$")
_CLASS: Final = "WS"  # 文书, DA/T 13


@dataclass(frozen=True, slots=True)
class Numbered:
    """What was given: the new lines of the register, all findings, how many rows are other papers."""

    codes: tuple[Coded, ...]
    findings: tuple[Finding, ...] = ()
    others: int = 0


def code_rule(desk: Desk) -> CodeRule:
    """The organisation's rule. Raises WrongUsage when it cannot be followed."""
    record = desk.settings.record
    office = text(record, "office_code")
    pattern = text(record, "reference_code") or (WITH_OFFICE if office else WITHOUT_OFFICE)
    fixed = {"全宗号": text(record, "org.fonds_number"), "门类": text(record, "record_class") or _CLASS, "机构": office}
    return CodeRule(pattern, fixed)


def assign_codes(desk: Desk, year: int | None, now: datetime, *, dry_run: bool = False) -> Numbered:
    """Gives a code to every sealed item that has none, of one year or of all.

    Raises WrongUsage for a rule that cannot be followed, Unreadable for a register that cannot be read.
    """
    rule = code_rule(desk)
    with locked(desk.layout.lock, f"{desk.settings.actor} codes"):
        found = holdings(desk)
        register = read_codes(desk)
        items = [held for held in found.items if year in (None, held.catalogue.year)]
        given = assign(rule, items, register, desk.settings.today.isoformat(), desk.settings.actor)
        noted = _noted(desk)
        if (given or not noted.holds) and not dry_run:
            _keep(desk, (*register, *given), now, {"assigned": str(len(given)), "rule": rule.pattern})
    return Numbered(given, ordered((*noted.findings, *_unreadable(found.unreadable))))


def import_codes(desk: Desk, path: Path, now: datetime, *, replace: bool = False, dry_run: bool = False) -> Numbered:
    """Takes in the codes that an archive room's xlsx gives to our items; good rows count, others are named.

    Args:
        desk: where the work is done.
        path: the list.
        now: the real time, for the ledger.
        replace: the list wins over a code that the register gives otherwise.
        dry_run: only look.

    Raises:
        Unreadable: the file is no list with a column 档号, or the register cannot be read.
    """
    data = _list_bytes(path)
    rows = read_list(data, path.name)
    with locked(desk.layout.lock, f"{desk.settings.actor} codes"):
        found = holdings(desk)
        register = read_codes(desk)
        matched = match(rows, found.items, path.name)
        on, by = desk.settings.today.isoformat(), desk.settings.actor
        after, new, conflicts = merged(register, matched, on=on, by=by, replace=replace, source=path.name)
        noted = _noted(desk)
        if (new or not noted.holds) and not dry_run:
            _keep(desk, after, now, {"imported": str(len(new)), "list": path.name, "list_sha256": digest_of([data])})
    findings = ordered((*matched.findings, *conflicts, *noted.findings, *_unreadable(found.unreadable)))
    return Numbered(new, findings, matched.others)


def _list_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            data = handle.read(limits.TEXT_FILE_BYTES + 1)
    except OSError as error:
        raise Unreadable("codes.cannot_read", path=path.name, reason=error.strerror or str(error)) from error
    if len(data) > limits.TEXT_FILE_BYTES:
        raise Unreadable("codes.no_list", path=path.name)
    return data


def check_codes(desk: Desk) -> tuple[tuple[Coded, ...], tuple[Finding, ...]]:
    """The register and what is wrong with it: doubles, gaps, items without, and changes by hand."""
    rule, found, register = code_rule(desk), holdings(desk), read_codes(desk)
    source = desk.layout.shown(desk.layout.codes)
    gone = frozenset(PurePosixPath(package).stem for package in disposals(desk))
    findings = (*examine(rule, found.items, register, gone, source), *_unreadable(found.unreadable))
    return register, ordered((*findings, *_noted(desk).findings))


@dataclass(frozen=True, slots=True)
class _Noted:
    """Whether the ledger knows the register as it is; `findings` say when it is another than the one noted last."""

    holds: bool
    findings: tuple[Finding, ...] = ()


def _noted(desk: Desk) -> _Noted:
    """Asks the ledger; no register needs no line. A crash between the two leaves a register without its line."""
    path = desk.layout.codes
    if not path.is_file():
        return _Noted(holds=True)
    last = next((line for line in reversed(Shelf(desk).lines()) if line.act.act == CODED), None)
    if last is None:
        return _Noted(holds=False)
    if digest_of([path.read_bytes()]) == last.act.details.get("register_sha256"):
        return _Noted(holds=True)
    facts = {"number": last.number, "at": last.act.at, "by": last.act.by}
    return _Noted(holds=False, findings=(Finding("K-106", Severity.WARNING, Place(desk.layout.shown(path)), facts),))


def _keep(desk: Desk, register: Sequence[Coded], now: datetime, details: dict[str, str]) -> None:
    """Writes the register, then the line that notes it."""
    data = register_bytes(register)
    sweep(desk.layout.archive)
    write_bytes(desk.layout.codes, data, read_back=True)
    Shelf(desk).note(CODED, now, details={**details, "register_sha256": digest_of([data])})


def _unreadable(packages: Sequence[str]) -> tuple[Finding, ...]:
    return tuple(Finding("K-107", Severity.WARNING, Place(package)) for package in packages)


def codes_by_item(register: Sequence[Coded]) -> dict[tuple[str, str], str]:
    """The code of each item."""
    return {entry.key: entry.code for entry in register}


def number_said(code: str, rule: CodeRule) -> str:
    """件号 of a code by the rule; of a code that does not follow it the figures at its end."""
    known = rule.split(code)
    if known is not None:
        return f"{known[1]:04d}"
    last = _LAST_FIGURES.search(code)
    return last[0] if last else ""

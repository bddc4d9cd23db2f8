"""`notice`: what becomes of a notice, registered in received.yaml; the record itself is never touched."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from archive_tool import limits
from archive_tool.errors import Refused, Unreadable, WrongUsage
from archive_tool.messages import Say
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding
from archive_tool.model.notices import NoticeKind, NoticeState, Period, Posting
from archive_tool.model.tree import groups, text, value
from archive_tool.notices.life import (
    NOTHING_SAID,
    Plain,
    What,
    act_entry,
    feedback_entry,
    next_number,
    objections,
    proof_entry,
    proofs,
    settling_entry,
    unfinished,
)
from archive_tool.notices.pages import sheet
from archive_tool.notices.reminders import Reminder, reminder_calendar, reminders
from archive_tool.records.building import with_received
from archive_tool.records.checking import check
from archive_tool.records.formatting import add_received
from archive_tool.records.reading import load, read
from archive_tool.records.schema import Schema
from archive_tool.tasks.cases import Loaded, Reader
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.posting import INTRANET, SITE, notices_of, present
from archive_tool.tasks.shelf import file_digest
from archive_tool.workspace.layout import ATTACHMENTS, RECEIVED
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import locked, make_folder, write_bytes

_ALIVE = (NoticeState.UPCOMING, NoticeState.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A notice as `notice list` shows it: itself, what is open about its case, and what is to be done."""

    posting: Posting
    open: tuple[int, ...]
    due: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Which notice a command is about: CASE as typed, where relative paths start, C1 or E1."""

    case: str
    here: Path
    item: NoticeKind = NoticeKind.APPOINTMENT


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of a notice, as the clerk keys it in; `reporter` goes into the restricted annex only."""

    channel: str
    summary: str
    about: str = ""
    real_name: bool | None = None
    reporter: str = ""
    assigned_to: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the notice as it stands now, what was written, and what speaks against it."""

    posting: Posting
    file: str = ""
    number: int = 0
    findings: tuple[Finding, ...] = ()


def listed(desk: Desk, cases: Iterable[Loaded]) -> tuple[Listed, ...]:
    """The notices of these cases with what is open and what is to be done about them."""
    found = []
    for case in (each.case for each in cases if each.case is not None):
        standing = notices_of(desk, (case,))
        waiting = tuple(each.number for each in objections(case) if each.closed_on is None)
        due = reminders(case, standing, desk.settings.today)
        for posting in standing:
            mine = waiting if posting.item is NoticeKind.APPOINTMENT else ()
            found.append(Listed(posting, mine, tuple(each for each in due if each.posting == posting.id)))
    return tuple(found)


def calendar_of(found: Iterable[Listed], today: date, say: Say) -> bytes:
    """What is to be done about these notices, as iCalendar."""
    due = [each for one in found for each in one.due]
    return reminder_calendar(say("notices.calendar"), due, today, say)


def register_feedback(desk: Desk, target: Target, said: Feedback, *, dry_run: bool = False) -> Outcome:
    """Registers what somebody said; it gets the next number. Raises WrongUsage for somebody not on the record."""
    with _held(desk, target) as held:
        _known(held.case, (said.about,) if said.about else ())
        number = next_number(held.case)
        entry = feedback_entry(
            number,
            desk.settings.today,
            said.channel,
            said.summary,
            about=said.about,
            real_name=said.real_name,
            reporter=said.reporter,
            assigned_to=said.assigned_to,
            due=said.due,
        )
        return replace(held.add(("objections", entry), dry_run=dry_run), number=number)


def settle_feedback(
    desk: Desk, target: Target, number: int, outcome: str, *, affects_use: bool, dry_run: bool = False
) -> Outcome:
    """Closes an objection with what was found. Raises WrongUsage when there is none of that number or it is closed."""
    with _held(desk, target) as held:
        one = next((each for each in objections(held.case) if each.number == number), None)
        if one is None:
            raise WrongUsage("notices.no_objection", id=held.posting.id, number=number)
        if one.closed_on is not None:
            raise WrongUsage("notices.objection_closed", id=held.posting.id, number=number)
        entry = settling_entry(number, desk.settings.today, outcome, affects_use=affects_use)
        return replace(held.add(("objections", entry), dry_run=dry_run), number=number)


def withdraw(
    desk: Desk, target: Target, reason: str, persons: tuple[str, ...] = (), *, dry_run: bool = False
) -> Outcome:
    """Takes a notice, or what it says of some persons, down. Raises Refused for one that is not alive."""
    with _held(desk, target) as held:
        held.must_be((*_ALIVE, NoticeState.DRAFT))
        _known(held.case, persons)
        return held.act(What.WITHDRAWN, reason, persons=persons, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong, what it shall be, why, and with whom when not with everybody."""

    before: str
    after: str
    reason: str
    persons: tuple[str, ...] = ()


def correct(desk: Desk, target: Target, said: Correction, *, dry_run: bool = False) -> Outcome:
    """Corrects a wording; whether the period starts again follows from what was wrong.

    Nothing is written when the correction cannot be followed; its findings say why.
    """
    with _held(desk, target) as held:
        held.must_be(_ALIVE)
        _known(held.case, said.persons)
        tried = held.act(
            What.CORRECTED, said.reason, persons=said.persons, before=said.before, after=said.after, dry_run=True
        )
        notice = tried.posting.notice
        if dry_run or tried.findings or notice is None:
            return tried
        period = notice.period if notice.amendments[-1].restarted else None
        return held.act(
            What.CORRECTED,
            said.reason,
            persons=said.persons,
            before=said.before,
            after=said.after,
            period=period,
            dry_run=False,
        )


def close(
    desk: Desk, target: Target, conclusion: str, persons: tuple[str, ...] = (), *, dry_run: bool = False
) -> Outcome:
    """Closes a notice whose time is over with its conclusion, which gives each person's result.

    Raises Refused while its period runs or something is open. A conclusion that contradicts what was found is not
    written; the findings say so.
    """
    with _held(desk, target) as held:
        held.must_be((NoticeState.OVER, NoticeState.IN_FORCE))
        notice = held.posting.notice
        if held.posting.state is NoticeState.IN_FORCE and notice is not None:
            raise Refused("notices.not_over", id=held.posting.id, end=notice.period.end)
        waiting = [str(each.number) for each in objections(held.case) if each.closed_on is None]
        if waiting and target.item is NoticeKind.APPOINTMENT:
            raise Refused("notices.open", id=held.posting.id, numbers="、".join(waiting))
        brought = [str(each.number) for each in objections(held.case)]
        if brought and conclusion == NOTHING_SAID and target.item is NoticeKind.APPOINTMENT:
            raise Refused("notices.reflected", id=held.posting.id, numbers="、".join(brought))
        if not _shown_up(held.case, held.posting):
            raise Refused("notices.never_up", id=held.posting.id)
        _known(held.case, persons)
        done = held.act(What.CLOSED, "", persons=persons, conclusion=conclusion, dry_run=True)
        against = (*done.findings, *unfinished(held.changed, desk.settings.today, ended=True))
        if against or dry_run:
            return replace(done, findings=against)
        return held.act(What.CLOSED, "", persons=persons, conclusion=conclusion, dry_run=False)


def prove(
    desk: Desk, target: Target, files: tuple[Path, ...], kind: str, channel: str, *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """Files proof that a notice was up: the files given, else the exact bytes of its page and text on our boards.

    Raises WrongUsage when a file is none, or when the notice stands on no board of ours and no file was given.
    """
    with _held(desk, target) as held:
        sources = tuple(target.here / path for path in files) or held.pages()
        if not sources:
            raise WrongUsage("notices.no_page", id=held.posting.id)
        return held.file(sources, kind, channel, own=not files, dry_run=dry_run)


def _shown_up(case: Case, posting: Posting) -> bool:
    """Whether there is proof that the notice was up, as it reads now: none of before its last correction counts."""
    assert posting.notice is not None
    since = max((each.on for each in posting.notice.amendments), default=None)
    days = [value(proof, "taken_on") for proof in proofs(case, posting.item)]
    return any(since is None or (isinstance(day, date) and day >= since) for day in days)


@dataclass(slots=True)
class _Held:
    """A case with its notice, held under the workspace's lock while something is added to received.yaml."""

    desk: Desk
    case: Case
    item: NoticeKind
    posting: Posting
    changed: Case

    def must_be(self, states: tuple[NoticeState, ...]) -> None:
        if self.posting.state not in states:
            raise Refused(f"notices.not_alive.{self.posting.state}", id=self.posting.id)

    def act(
        self,
        what: What,
        reason: str,
        *,
        persons: tuple[str, ...],
        before: str = "",
        after: str = "",
        period: Period | None = None,
        conclusion: str = "",
        dry_run: bool,
    ) -> Outcome:
        entry = act_entry(
            self.item,
            what,
            self.desk.settings.today,
            by=self.desk.settings.actor,
            reason=reason,
            persons=persons,
            before=before,
            after=after,
            period=period,
            conclusion=conclusion,
        )
        return self.add(("notices", entry), dry_run=dry_run)

    def add(self, *entries: tuple[str, Mapping[str, Plain]], dry_run: bool) -> Outcome:
        """Adds entries, all with one writing, unless they bring errors that were not there before."""
        schema, path = self.desk.schema("received"), self.case.folder / RECEIVED
        source = self.desk.layout.shown(path)
        alone = check(read(_with("", schema, entries).encode(), source), schema).record
        assert alone is not None
        record, differs = with_received(self.case.record, alone)
        self.changed = replace(self.case, record=record)
        posting = present(notices_of(self.desk, (self.changed,)), self.case.id, self.item)
        assert posting is not None
        known = {(finding.rule, finding.place.field) for finding in self.posting.findings}
        new = [f for f in (*posting.findings, *differs) if f.stops and (f.rule, f.place.field) not in known]
        if not new and not dry_run:
            before = load(path).decode("utf-8-sig") if path.is_file() else ""
            write_bytes(path, _with(before, schema, entries).encode(), read_back=True)
        return Outcome(posting, findings=tuple(new))

    def pages(self) -> tuple[Path, ...]:
        """Page and text of the notice on the first of our boards that has it."""
        if self.posting.notice is None:
            return ()
        one = sheet(self.posting.notice)
        for name in (SITE, INTRANET):
            found = tuple(self.desk.layout.root / name / file for file in (one.file, one.text_file))
            if all(path.is_file() for path in found):
                return found
        return ()

    def file(
        self, sources: Sequence[Path], kind: str, channel: str, *, own: bool, dry_run: bool
    ) -> tuple[Outcome, ...]:
        """Copies proofs to the case, then registers all of them with one writing: a crash leaves none half known."""
        taken = {each.file for each in self.case.received}
        names: list[str] = []
        entries: list[tuple[str, Mapping[str, Plain]]] = []
        for source in sources:
            if not source.is_file() or source.stat().st_size > limits.PACKAGE_BYTES:
                raise WrongUsage("notices.no_file", path=source)
            digest = file_digest(source)
            name = self._name(source, digest, taken)
            taken.add(name)
            names.append(name)
            where = channel or (source.parent.name if own else "")
            proof = proof_entry(self.item, name, kind if not own else "其他", where, self.desk.settings.today)
            entries += [("attachments", self._registered(name, source.name, digest)), ("proofs", proof)]
        outcome = self.add(*entries, dry_run=True)
        if not outcome.findings and not dry_run:
            folder = make_folder(self.case.folder / ATTACHMENTS)
            for source, name in zip(sources, names, strict=True):
                write_bytes(folder / name, source.read_bytes(), read_back=True)
            outcome = self.add(*entries, dry_run=False)
        return tuple(replace(outcome, file=name) for name in names)

    def _name(self, source: Path, digest: str, taken: Collection[str]) -> str:
        """The next free name, or that of the very same file which a crash left before it was registered."""
        suffix, folder = source.suffix.lower(), self.case.folder / ATTACHMENTS
        return next(
            name
            for number in range(1, 10_000)
            if (name := f"{self.item}_公示凭证_{number:02d}{suffix}") not in taken
            and (not (folder / name).exists() or file_digest(folder / name) == digest)
        )

    def _registered(self, name: str, original: str, digest: str) -> Mapping[str, Plain]:
        notice, today = self.posting.notice, self.desk.settings.today.isoformat()
        entry = {
            "file": name,
            "item": self.item.value,
            "role": "公示凭证",
            "date": today,
            "original_name": original,
            "sha256": digest,
            "received_on": today,
            "received_by": self.desk.settings.actor,
        }
        if notice is not None:
            shown = sheet(notice)
            entry["title"] = f"{notice.title}（{notice.period.start}至{notice.period.end}）"
            entry["note"] = f"正文校验码 {shown.digest}"
        return {key: said for key, said in entry.items() if said}


def _with(text: str, schema: Schema, entries: Iterable[tuple[str, Mapping[str, Plain]]]) -> str:
    for key, entry in entries:
        text = add_received(text, schema, key, entry)
    return text


@contextmanager
def _held(desk: Desk, target: Target) -> Iterator[_Held]:
    """The case and its notice, the workspace's lock held.

    Raises Unreadable for a case that cannot be read, WrongUsage when it has no such notice.
    """
    with locked(desk.layout.lock, f"{desk.settings.actor} notice"):
        (loaded,) = Reader(desk).chosen((target.case,), target.here)
        case = loaded.case
        if case is None:
            raise Unreadable("workspace.unusable", findings=loaded.findings, path=desk.layout.shown(loaded.folder))
        posting = present(notices_of(desk, (case,)), case.id, target.item)
        if posting is None:
            raise WrongUsage("notices.no_such", id=f"{case.id}-{target.item}")
        sweep_case(loaded.folder)
        yield _Held(desk, case, target.item, posting, case)


def _known(case: Case, persons: Iterable[str]) -> None:
    """Raises WrongUsage for a person who is not a candidate of the record."""
    candidates = [text(entry, "person") for entry in groups(case.record, "candidates")]
    for person in persons:
        if person not in candidates:
            raise WrongUsage("notices.no_person", person=person, known="、".join(candidates) or "-")

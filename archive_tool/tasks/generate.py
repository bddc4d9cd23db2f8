"""`generate`: writes the Word files, never over what somebody edited or has open."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from archive_tool.documents.comparing import Difference, differences
from archive_tool.documents.confined import Confined
from archive_tool.documents.linting import lint
from archive_tool.documents.made import MadeFile, format_made, made_file
from archive_tool.documents.opening import open_in
from archive_tool.documents.planning import Action, Decision, beside, decide, file_name, state_of
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import text_digest
from archive_tool.documents.rendering import Rendered, Template, load_template, render
from archive_tool.documents.vocabulary import COMPUTED, Known, chinese, vocabulary
from archive_tool.documents.wording import context
from archive_tool.errors import Conflict, Refused, TemplateFailed, ToolError, Unreadable
from archive_tool.messages import Say
from archive_tool.model.cases import Case
from archive_tool.model.filing import ItemState, State
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.notices import NoticeKind, NoticeState
from archive_tool.model.plans import FilePlan, Item, PlanItem
from archive_tool.model.tree import Group, Node, text
from archive_tool.notices.life import unfinished
from archive_tool.procedure.filing import item_date, items
from archive_tool.procedure.posts import filled_in, record_filled_in
from archive_tool.procedure.rule import Word
from archive_tool.tasks.cases import Loaded
from archive_tool.tasks.computing import about, computed
from archive_tool.tasks.desk import Desk, is_shipped, template_path
from archive_tool.tasks.made import own_items, read_made
from archive_tool.tasks.naming import field_words
from archive_tool.tasks.portraits import Portrait, Portraits
from archive_tool.tasks.posting import notices_of, present
from archive_tool.tasks.standing import Change, document_path, standing
from archive_tool.workspace.history import keep
from archive_tool.workspace.layout import DOCUMENTS, MADE
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import locked, make_folder, write_bytes

PLAIN = re.compile(r"\[\d+\]")
_FEW = 5  # changed fields that are named
MISSING_FIELD = "T-101"
_NAMING = frozenset({"name", "unit", "post", "title", "proposed_post", "removed_post", "current_post"})
STATES = {
    Action.WRITE: "written",
    Action.REPLACE: "written",
    Action.BESIDE: "written",
    Action.UNCHANGED: "unchanged",
    Action.KEEP: "kept_edited",
    Action.OPEN: "failed",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for: some items or all, drafts, and whether an edited file may be replaced."""

    items: tuple[str, ...] = ()
    draft: bool = False
    force: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item's document; the state is the contract's."""

    case: str
    item: str
    file: str
    state: str
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)  # of the sentence that `reason` names when it failed
    differences: tuple[Difference, ...] = ()  # what an edited file says otherwise than the document would now


@dataclass(frozen=True, slots=True)
class Fresh:
    """A document as it would be written now, and how the file on disk stands."""

    item: Item
    template: Template | None = None
    rendered: Rendered | None = None
    state: State = State.NOT_GENERATED
    differs: tuple[str, ...] = ()
    error: ToolError | None = None
    notes: tuple[Finding, ...] = ()  # what is not as the record wants it, though the document can be made
    unreadable: bool = False  # what lies there under the document's name is no Word file


@dataclass(slots=True)
class Studio:
    """Renders the documents of one call's cases; each template is patched and compiled once."""

    desk: Desk
    say: Say
    _templates: dict[tuple[str, Path], Template] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)
    _confined: Confined = field(default_factory=Confined)
    _portraits: Portraits | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._confined.close()

    def fresh(self, case: Case, wanted: Iterable[Item], *, draft: bool = False) -> tuple[Fresh, ...]:
        """Each item's document as it would be now, compared with the file on disk. Writes nothing."""
        plan, states = standing(case, self.desk)
        made = read_made(case)
        extras = computed(case, plan, [s for s in states if not s.item.plan.shows_states], self.desk, self.say)
        return tuple(self._fresh(case, item, extras, made, draft=draft) for item in wanted)

    def changes(self, case: Case) -> dict[str, Change]:
        """What became of every Word file of a case, by item key: for `status`."""
        plan = self.desk.plan(case.kind)
        there = [item for item in own_items(case, plan, self.desk) if document_path(case, item).is_file()]
        return {each.item.key: Change(each.state, "、".join(each.differs)) for each in self.fresh(case, there)}

    def compared(self, case: Case, fresh: Fresh) -> tuple[Difference, ...]:
        """What an edited file says otherwise than the document would now; the factual ones are numbers, dates, names.

        Nothing for a file that nobody edited, or that cannot be filled; ask `fresh` for drafts where fields may lack.
        """
        path = document_path(case, fresh.item)
        if fresh.state is not State.EDITED or fresh.rendered is None or not path.is_file():
            return ()
        return differences(fresh.rendered.data, path.read_bytes(), _names(case, fresh.rendered))

    def edited(self, case: Case, touched: Iterable[Item]) -> tuple[Fresh, ...]:
        """Those of the touched Word files that people have written on, each with what it would say now.

        Fields that are not filled in stay marks, as in a draft: a file with room for them is compared all the same.
        """
        return tuple(each for each in self.fresh(case, touched, draft=True) if each.state is State.EDITED)

    def _fresh(
        self, case: Case, item: Item, extras: Mapping[str, Node], made: Mapping[str, MadeFile], *, draft: bool
    ) -> Fresh:
        path = document_path(case, item)
        data = path.read_bytes() if path.is_file() else None
        entry = made.get(path.name)
        try:
            standing_text = None if data is None else text_digest(data)
        except TemplateFailed:
            return Fresh(item, state=State.EDITED, unreadable=True)  # whatever it is, it is not ours to replace
        try:
            source = template_path(self.desk.layout, case.kind, item.plan.template)
            template = self._template(case.kind, source)
            portrait = self._portrait(case, item, template)
            rendered = self._render(case, item, template, source, extras, photo=portrait.photo, draft=draft)
        except ToolError as error:
            state, _ = state_of(data, entry, None)
            return Fresh(item, state=state, error=error)  # what cannot be filled is never a reason to touch a file
        if standing_text == rendered.text_digest:
            entry = made_file(item.key, template, rendered)  # it says what we would say: ours, whatever made.json lost
        state, differs = state_of(data, entry, rendered, template.digest)
        notes = (portrait.finding,) if portrait.finding is not None else ()
        return Fresh(item, template, rendered, state, differs, notes=notes)

    def _portrait(self, case: Case, item: Item, template: Template) -> Portrait:
        """The photo for a template that has a place for one."""
        if not template.photo:
            return Portrait()
        if self._portraits is None:
            self._portraits = Portraits(self.desk)
        return self._portraits.of(case, item)

    def previewed(self, case: Case, line: PlanItem, source: Path) -> Rendered:
        """A template filled with a case as a draft, whether or not the case asks for such an item.

        Raises TemplateFailed when it cannot be filled.
        """
        plan, states = standing(case, self.desk)
        extras = computed(case, plan, states, self.desk, self.say)
        wanted = replace(plan, items=(replace(line, when=()),))
        item = items(wanted, case, self.desk.terms.ranks)[0]
        template = self._template(case.kind, source)
        photo = self._portrait(case, item, template).photo
        return self._render(case, item, template, source, extras, photo=photo, draft=True)

    def _render(
        self,
        case: Case,
        item: Item,
        template: Template,
        source: Path,
        extras: Mapping[str, Node],
        *,
        photo: bytes,
        draft: bool,
    ) -> Rendered:
        """Shipped templates are filled here, an organisation's own in a child with limits (security, section 5, 7)."""
        own, paths = about(item, photo)
        whole = with_decision(case)
        own = {name: filled_in(whole, name, node) for name, node in own.items()}
        whole = replace(whole, record=record_filled_in(whole))
        known = chinese(self.known(case.kind))
        words = context(whole, extra={**extras, **own}, paths=paths, vocabulary=known, photo=photo)
        said = marks(case, item, self.desk)
        if is_shipped(source):
            return render(template, words, said, draft=draft)
        return self._confined.render(template.name, source.read_bytes(), words, said, draft=draft)

    def said(self, kind: str, paths: Iterable[str]) -> str:
        """Changed fields as a clerk knows them: by their Chinese names, each once, the first few."""
        names = {PLAIN.sub("", path).partition(".")[0]: path for path in paths}
        found = dict.fromkeys(self._field_name(kind, top, path) for top, path in names.items())
        listed = [name for name in found if name]
        return "、".join(listed[:_FEW]) + (" …" if len(listed) > _FEW else "")

    def _field_name(self, kind: str, top: str, path: str) -> str:
        computed = next((name.zh for name in COMPUTED[""] if name.key == top), "")
        record = self.desk.schema("person" if top in ("people", "person") else kind)
        field = record.field_at(path.partition(".")[2] if top == "people" else path) or record.field_at(top)
        return computed or (field.zh if field else "")

    def known(self, kind: str) -> Known:
        """The fields that templates of a kind may name."""
        if kind not in self._known:
            subjects = {line.name: line.each for line in self.desk.plan(kind).items if line.name}
            record, person = self.desk.schema(kind), self.desk.schema("person")
            self._known[kind] = vocabulary(record.shape, person.shape, subjects)
        return self._known[kind]

    def _template(self, kind: str, source: Path) -> Template:
        """A template, patched and compiled once; an organisation's own is linted first. Raises TemplateFailed."""
        if (kind, source) not in self._templates:
            data = source.read_bytes()
            if not is_shipped(source):
                findings = lint(self.desk.layout.shown(source), data, self.known(kind))
                if any(finding.stops for finding in findings):
                    raise TemplateFailed("template.refused", findings=findings, template=source.name)
            self._templates[kind, source] = load_template(source.name, data)
        return self._templates[kind, source]


def _names(case: Case, rendered: Rendered) -> frozenset[str]:
    """What counts as a name in a document: of every person of the case, and of units and posts that it prints."""
    cases = (case, *([case.decision] if case.decision is not None else []), *case.served)
    people = {person.name for each in cases for person in each.people.values()}
    printed = {said for path, said in rendered.reads.items() if path.rpartition(".")[2] in _NAMING}
    return frozenset(people | printed)


def generate(desk: Desk, cases: Iterable[Loaded], wanted: Wanted, say: Say, now: datetime) -> tuple[Outcome, ...]:
    """Writes the documents of the cases; one bad document never stops the others.

    Args:
        desk: where we work.
        cases: as read; one that could not be built counts as failed.
        wanted: what the user asked for.
        say: Chinese, for words of ours that stand in documents.
        now: names what goes to history.
    """
    outcomes: list[Outcome] = []
    # Decisions first: the sheets of their cases show how the shared papers stand.
    ordered = sorted(cases, key=lambda each: each.case is None or each.case.decision is not None)
    with Studio(desk, say) as studio:
        for loaded in ordered:
            if loaded.case is None:
                outcomes.append(Outcome(loaded.id, "", "", "failed", "", loaded.findings, Unreadable.exit_code))
            else:
                with _alone(desk, loaded.folder, wanted):
                    outcomes += _generate(studio, loaded.case, wanted, now)
    return tuple(outcomes)


@contextmanager
def _alone(desk: Desk, folder: Path, wanted: Wanted) -> Iterator[None]:
    """Nobody else writes while the documents of a case are written; what a crash left there goes first."""
    if wanted.dry_run:
        yield
        return
    with locked(desk.layout.lock, f"{desk.settings.actor} generate"):
        sweep_case(folder)
        yield


def _generate(studio: Studio, case: Case, wanted: Wanted, now: datetime) -> list[Outcome]:
    plan, states = standing(case, studio.desk)
    chosen = chosen_items(case, plan, states, wanted, studio.desk)
    made = dict(read_made(case))
    outcomes: list[Outcome] = []
    waiting = () if wanted.draft else tuple(item for item in chosen if item.plan.after_notice)
    if waiting and (open_still := notice_open(case, studio.desk)):
        outcomes += [_waiting(case, item, open_still) for item in waiting]
        chosen = tuple(item for item in chosen if not item.plan.after_notice)
    # The sheet of states comes last: it shows what the others have become.
    for last in (False, True):
        batch = [item for item in chosen if item.plan.shows_states is last]
        made_now = studio.fresh(case, batch, draft=wanted.draft) if batch else ()
        for fresh in made_now:
            differs = studio.compared(case, fresh)
            done = _write(case, fresh, wanted, made, now=now, desk=studio.desk)
            reason = done.reason if done.state == "failed" else studio.said(case.kind, fresh.differs)
            outcomes.append(replace(done, reason=reason, differences=differs))
    if not wanted.dry_run and made != read_made(case):  # also what a crash left written and unregistered
        write_bytes(case.folder / MADE, format_made(made), read_back=True)
    return outcomes


_STATES_OPEN = {
    NoticeState.DRAFT: Word("还没有批准发布", "has not been approved"),
    NoticeState.WITHDRAWN: Word("已经撤回", "was withdrawn"),
}


def notice_open(case: Case, desk: Desk) -> tuple[Finding, ...]:
    """What of the pre-appointment notice stands in the way of an appointment document on the day that counts."""
    posting = present(notices_of(desk, (case,)), case.id, NoticeKind.APPOINTMENT)
    runs = posting is not None and posting.state in (NoticeState.UPCOMING, NoticeState.IN_FORCE)
    until = posting.notice.period.end if runs and posting is not None and posting.notice is not None else None
    ended = posting is not None and posting.state is NoticeState.OVER
    if posting is not None and posting.state in (NoticeState.DRAFT, NoticeState.WITHDRAWN):
        state = _STATES_OPEN[posting.state]
        return (Finding("N-205", Severity.ERROR, case.place("publicity"), {"state": state}, case.id, posting.item),)
    return unfinished(case, desk.settings.today, ended=ended, until=until)


def _waiting(case: Case, item: Item, findings: tuple[Finding, ...]) -> Outcome:
    file = document_path(case, item).name
    return Outcome(case.id, item.key, file, "failed", "generate.notice_open", findings, Refused.exit_code)


def chosen_items(
    case: Case, plan: FilePlan, states: Iterable[ItemState], wanted: Wanted, desk: Desk
) -> tuple[Item, ...]:
    """The items to write: those named, else all that can be made and that no attached paper stands for already."""
    own = own_items(case, plan, desk)
    if wanted.items:
        named = {name.casefold() for name in wanted.items}
        return tuple(item for item in own if {item.key.casefold(), item.plan.code.casefold()} & named)
    can_be_made = {
        state.item.key for state in states if state.state not in (State.MISSING, State.EXCUSED, State.ATTACHED)
    }
    return tuple(item for item in own if item.key in can_be_made)


def _named(finding: Finding, case: Case, item: Item, desk: Desk) -> Finding:
    """A template's finding said of an item, its field by the names that a clerk writes in the record."""
    facts = dict(finding.facts)
    if finding.rule == MISSING_FIELD:
        path = str(facts["field"])
        facts["field"] = Word(field_words(desk, case.kind, path), path)
    return replace(finding, facts=facts, case=case.id, item=item.key)


def _together(words: Iterable[object]) -> Word:
    listed = [word for word in words if isinstance(word, Word)]
    return Word("、".join(word.zh for word in listed), ", ".join(word.en for word in listed))


def _write(
    case: Case, fresh: Fresh, wanted: Wanted, made: dict[str, MadeFile], *, now: datetime, desk: Desk
) -> Outcome:
    item, path = fresh.item, document_path(case, fresh.item)
    if fresh.unreadable:
        return Outcome(case.id, item.key, path.name, "failed", "generate.not_word", (), 5, {"file": path.name})
    if fresh.rendered is None or fresh.template is None:
        if fresh.state is State.EDITED and not wanted.items:
            return Outcome(case.id, item.key, path.name, STATES[Action.KEEP])
        error = fresh.error or TemplateFailed("template.unreadable", template=item.plan.template, reason="")
        findings = tuple(_named(each, case, item, desk) for each in getattr(error, "findings", ()))
        if error.key == MISSING_FIELD:
            lacking = {"fields": _together(each.facts["field"] for each in findings)}
            return Outcome(case.id, item.key, path.name, "failed", "generate.lacks", findings, 4, lacking)
        return Outcome(case.id, item.key, path.name, "failed", error.key, findings, error.exit_code, error.facts)
    named = bool(wanted.items)
    aside = path.with_name(beside(path.name))
    busy = open_in(path), open_in(aside)
    decision = decide(item, fresh.state, fresh.differs, named=named, force=wanted.force, open_in=busy)
    if decision.action is Action.OPEN:
        opened = {"program": "".join(decision.reason)}
        return Outcome(case.id, item.key, decision.file, "failed", "generate.open", (), Conflict.exit_code, opened)
    if decision.action in (Action.WRITE, Action.REPLACE, Action.BESIDE) and not wanted.dry_run:
        _carry_out(case, decision, fresh.rendered, now)
    if decision.action in (Action.WRITE, Action.REPLACE, Action.UNCHANGED):
        made[file_name(item)] = made_file(item.key, fresh.template, fresh.rendered)
    notes = tuple(_named(each, case, item, desk) for each in fresh.notes)
    return Outcome(case.id, item.key, decision.file, STATES[decision.action], "、".join(decision.reason), notes)


def _carry_out(case: Case, decision: Decision, rendered: Rendered, now: datetime) -> None:
    target = make_folder(case.folder / DOCUMENTS) / decision.file
    if target.exists():  # a new text that stands beside an edited one may have been edited too
        keep(case.folder, target, now)
    write_bytes(target, rendered.data, read_back=True)


def with_decision(case: Case) -> Case:
    """The case as its templates read it: a section that it begins itself goes on in the decision it comes under."""
    if case.decision is None:
        return case
    fields = dict(case.record.fields)
    for key, theirs in case.decision.record.fields.items():
        mine = fields.get(key)
        if isinstance(mine, Group) and isinstance(theirs, Group):
            fields[key] = Group({**theirs.fields, **mine.fields}, mine.place)
    return replace(case, record=Group(fields, case.record.place))


def marks(case: Case, item: Item, desk: Desk) -> Marks:
    """What the finished file says of itself."""
    author = text(desk.settings.record, "defaults.author") or case.text("org.organisation_department")
    try:
        on = date.fromisoformat(item_date(item, case))
    except ValueError:
        on = None  # a month is no day
    return Marks(title=item.title, author=author, on=on, item=item.key, case=case.id, public=item.plan.public)

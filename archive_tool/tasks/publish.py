"""`publish`: the board for the public (site/) and that within the house (intranet/), each made anew and swapped in."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_tool import resources
from archive_tool.errors import Unreadable
from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding
from archive_tool.model.notices import NoticeKind, Posting
from archive_tool.model.tree import text
from archive_tool.notices.guarding import guarded
from archive_tool.notices.pages import Board, Printing
from archive_tool.notices.pressing import press_of
from archive_tool.notices.publishing import Audience, Keepers, Plan, decide
from archive_tool.procedure.book import BY_NUMBER
from archive_tool.procedure.checking import check_rules, excuse
from archive_tool.tasks.cases import NOT_READ, Loaded
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.papers import Papers, papers_of
from archive_tool.tasks.posting import INTRANET, SITE, notices_of, practice_of
from archive_tool.writing import DRAFT_PREFIX, locked, make_folder, swap_folder, sweep, write_bytes

# What must stand before a notice goes up: every rule of the chapters on the steps before it, and those on the notice
# itself that hold on its day; the others of its chapter speak of what comes after.
_STEPS = {NoticeKind.APPOINTMENT: range(1, 9), NoticeKind.INSPECTION: range(2, 5)}
_BEFORE = {
    NoticeKind.APPOINTMENT: ("R-901", "R-902", "R-903", "R-904", "R-905", "R-906"),
    NoticeKind.INSPECTION: ("R-507", "R-508"),
}
_TITLES = {SITE: "干部公示公告", INTRANET: "干部公示公告（内部）"}


@dataclass(frozen=True, slots=True)
class Published:
    """What was done.

    Attributes:
        postings: every notice there is.
        pages: every file of both boards, from the workspace's root.
        removed: files that were there before and are gone.
        urls: the page of each notice that is up, by posting id.
        withheld: notices in force that may not go up, and why.
        unread: findings of cases that could not be read, by case.
    """

    postings: tuple[Posting, ...]
    pages: tuple[str, ...]
    removed: tuple[str, ...]
    urls: Mapping[str, str]
    withheld: Mapping[str, tuple[Finding, ...]]
    unread: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


def publish(desk: Desk, cases: Iterable[Loaded], *, dry_run: bool = False) -> Published:
    """Builds both boards from the approved notices in force.

    One bad case or notice never stops the others. A record that the disk does not give stops everything: whether its
    notice must stand or fall nobody knows, and a notice in force does not fall for a bad cable. Raises Unreadable
    then, Refused when what the notices share would leak, TemplateFailed
    for a page template that cannot be filled, Busy when another writer holds the workspace.
    """
    loaded = tuple(cases)
    not_given = [finding.place.source for each in loaded for finding in each.findings if finding.rule == NOT_READ]
    if not_given:
        raise Unreadable("publish.not_given", files="、".join(not_given))
    read = tuple(each.case for each in loaded if each.case is not None)
    found = tuple(_ruled(desk, read, posting) for posting in notices_of(desk, read))
    papers = papers_of(desk, found, {case.id: case for case in read})
    found = tuple(replace(each, findings=(*each.findings, *papers.said.get(each.id, ()))) for each in found)
    keepers = _keepers(desk, read, papers)
    with locked(desk.layout.lock, f"{desk.settings.actor} publish"):
        with press_of(desk.layout.templates / "site", resources.folder("templates") / "site") as press:
            plans = {name: _plan(desk, name, found, press, keepers) for name in (SITE, INTRANET)}
        if not dry_run:
            for name, plan in plans.items():
                _write(desk.layout.root, name, plan)
    return Published(
        found,
        tuple(f"{name}/{file}" for name, plan in plans.items() for file in sorted(plan.files)),
        tuple(f"{name}/{file}" for name, plan in plans.items() for file in plan.removed),
        {id_: f"{name}/{page}" for name in (INTRANET, SITE) for id_, page in plans[name].shown.items()},
        {**plans[SITE].withheld, **plans[INTRANET].withheld},
        {each.id: each.findings for each in loaded if each.case is None},
    )


def _keepers(desk: Desk, cases: Iterable[Case], papers: Papers) -> Keepers:
    return Keepers(
        guarded={case.id: guarded(case) for case in cases},
        office=practice_of(desk).office,
        also=papers.texts,
        copies=papers.copies,
        fixed=tuple(papers.fixed),
    )


def _ruled(desk: Desk, cases: Iterable[Case], posting: Posting) -> Posting:
    """The notice with the un-excused errors that stand against it, in its record and in the cases a decision serves."""
    known = tuple(cases)
    own = [each for each in known if each.id == posting.case]
    served = [each for each in known if each.decision is not None and each.decision.id == posting.case]
    against = tuple(
        finding
        for case in (*own, *served)
        for finding in excuse(check_rules(case, desk.terms, desk.calendar, desk.settings.today), case)
        if finding.stops and _is_due(finding, posting.item)
    )
    return replace(posting, findings=(*posting.findings, *against))


def _is_due(finding: Finding, item: NoticeKind) -> bool:
    """Whether a rule speaks of what must stand before such a notice."""
    rule = BY_NUMBER.get(finding.rule)
    return finding.rule in _BEFORE[item] or (rule is not None and rule.chapter in _STEPS[item])


def _plan(desk: Desk, name: str, found: tuple[Posting, ...], press: Printing, keepers: Keepers) -> Plan:
    folder = desk.layout.root / name
    standing = tuple(path.name for path in folder.iterdir()) if folder.is_dir() else ()
    organisation = text(desk.settings.org, "organisation_department") or text(desk.settings.org, "full_name")
    board = Board(organisation or _TITLES[name], _TITLES[name])
    return decide(found, press, Audience(board, internal=name == INTRANET), standing, keepers)


def _write(root: Path, name: str, plan: Plan) -> None:
    sweep(root)
    made = make_folder(root / f"{DRAFT_PREFIX}{secrets.token_hex(8)}", private=False)
    for file, data in plan.files.items():
        write_bytes(made / file, data, private=False)
    swap_folder(made, root / name)

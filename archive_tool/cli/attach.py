"""`attach CASE FILE... --item CODE`; without an item it proposes one, for what was dropped too."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, DateType, command
from archive_tool.cli.opening import desk_of, typed
from archive_tool.messages import Say, speaker

if TYPE_CHECKING:
    from archive_tool.tasks.attach import Attached, Paper
    from archive_tool.tasks.suggesting import Suggested
    from archive_tool.tasks.texts import Made

_PAGES_SHOWN = 20
_ENGINES = frozenset({"ocr.missing", "ocr.failed", "texts.no_office"})
ROLES = ("正本", "附件", "复函", "原始表格", "公示凭证", "其他", "来件")
AGREES = {"yes": "一致", "no": "有改动", "unchecked": "未核对"}


class PageRange(click.ParamType[tuple[int, int]]):
    """Pages `3-7`, or one page `3`, counted from 1."""

    name = "pages"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """First and last page. Fails with a usage error when it is no range."""
        first, _, last = str(value).partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            self.fail(str(value), param, ctx)
        return int(first), int(last or first)


def build(say: Say) -> click.Command:
    files = click.Argument(["files"], nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
    params = [
        click.Argument(["case"]),
        files,
        click.Option(["--item"], default="", metavar="CODE", help=say("help.attach.item")),
        click.Option(["--yes"], is_flag=True, help=say("help.attach.yes")),
        click.Option(["--texts"], is_flag=True, help=say("help.attach.texts")),
        click.Option(["--pages"], type=PageRange(), metavar="A-B", help=say("help.attach.pages")),
        click.Option(["--agrees"], type=click.Choice(list(AGREES)), help=say("help.attach.agrees")),
        click.Option(["--role"], type=click.Choice(ROLES), help=say("help.attach.role")),
        click.Option(["--title"], default="", help=say("help.attach.title")),
        click.Option(["--date"], type=DateType(), metavar="DATE", help=say("help.attach.date")),
        click.Option(["--maker"], default="", help=say("help.attach.maker")),
        click.Option(["--doc-no"], default="", help=say("help.attach.doc_no")),
        click.Option(["--page-count"], type=click.IntRange(1), help=say("help.attach.page_count")),
    ]
    return command("attach", say, act, params, writes=True)


def act(call: Call, case: str, files: tuple[Path, ...], item: str, yes: bool, **said: object) -> int:
    """Takes files in under an item; without one proposes items and takes in what is confirmed."""
    from archive_tool.tasks.attach import Paper

    paper = Paper(
        item=item,
        role=str(said["role"] or ""),
        title=str(said["title"]),
        date=str(said["date"] or ""),
        maker=str(said["maker"]),
        doc_no=str(said["doc_no"]),
        pages=int(str(said["page_count"])) if said["page_count"] else None,
        agrees=AGREES.get(str(said["agrees"]), ""),
        taken=said["pages"] if isinstance(said["pages"], tuple) else None,
    )
    paths = [typed(call, path) for path in files]
    if said["texts"]:
        return _texts(call, case)
    if item and not paths:
        raise click.UsageError(call.say("attach.which_file"))
    if item:
        taken = _taken(call, case, paths, paper)
        call.printer.document({"attached": [_as_json(each, paper.item) for each in taken]})
        return 0
    return _proposed(call, case, paths, paper, yes=yes)


def _texts(call: Call, case: str) -> int:
    """Makes the texts that papers of the case lack."""
    from archive_tool.errors import EngineFailed
    from archive_tool.tasks.attach import opened_case
    from archive_tool.tasks.texts import make_texts

    desk = desk_of(call)
    known = opened_case(desk, case, call.folder)
    made = make_texts(
        desk, known, call.environment, speaker("zh"), dry_run=call.dry_run,
        tell=lambda name: call.printer.trouble(call.say("texts.working", file=name)) if asks(call) else None,
    )  # fmt: skip
    for one in made:
        facts = {"file": one.file, "text": one.text, "pages": one.pages, "share": f"{one.confidence * 100:.1f}%"}
        if one.reason:
            call.printer.trouble(call.say("texts.none", file=one.file, why=call.say(one.reason, path=one.file)))
        elif call.dry_run:
            call.printer.result(call.say("texts.lacks", **facts))
        else:
            call.printer.result(call.say("texts.made" if one.pages is None else "texts.made_pages", **facts))
        if one.weak:
            call.printer.trouble(call.say("texts.weak", file=one.file, pages="、".join(map(str, one.weak))))
    if not made:
        call.printer.result(call.say("texts.all_there"))
    call.printer.document({"texts": [_text_json(one) for one in made]})
    return EngineFailed.exit_code if any(one.reason in _ENGINES for one in made) else 0


def _text_json(one: "Made") -> dict[str, object]:
    return {
        "file": one.file, "text": one.text, "pages": one.pages, "confidence": one.confidence, "weak": list(one.weak),
        "reason": one.reason,
    }  # fmt: skip


def _taken(call: Call, case: str, paths: list[Path], paper: "Paper") -> "tuple[Attached, ...]":
    """Takes the files in and says under which names, and what is doubtful in them."""
    from archive_tool.tasks.attach import UNCHECKED, attach_files, signed_copy

    desk = desk_of(call)
    if not paper.agrees and not call.dry_run and asks(call) and signed_copy(desk, case, call.folder, paper):
        known = click.Choice(list(AGREES))
        answer = click.prompt(call.say("attach.ask_agrees"), type=known, default="unchecked", err=True)
        paper = replace(paper, agrees=AGREES[answer])
    taken = attach_files(desk, case, call.folder, paths, paper, dry_run=call.dry_run)
    for one in taken:
        call.printer.result(call.say("attach.done", source=one.source.name, file=one.file, item=paper.item))
        if one.source.suffix.lower() == ".pdf" and one.pages is None:
            call.printer.trouble(call.say("attach.unreadable", file=one.source.name))
        for key in one.told:
            call.printer.trouble(call.say("attach.told", file=one.source.name, what=call.say(key)))
        for key, pages in (("attach.blank", one.blank), ("attach.turned", one.turned)):
            if pages:
                listed = "、".join(map(str, pages[:_PAGES_SHOWN])) + ("…" if len(pages) > _PAGES_SHOWN else "")
                call.printer.trouble(call.say(key, file=one.file, pages=listed, count=len(pages)))
        if one.agrees == UNCHECKED:
            call.printer.trouble(call.say("attach.unchecked", file=one.file, item=paper.item))
    return taken


def _proposed(call: Call, case: str, paths: list[Path], paper: "Paper", *, yes: bool) -> int:
    """Proposes an item for each file, the dropped ones where none is named, and takes in what is confirmed."""
    from archive_tool.tasks.attach import opened_case
    from archive_tool.tasks.suggesting import dropped, suggest

    desk = desk_of(call)
    known = opened_case(desk, case, call.folder)
    found = suggest(desk, known, paths or dropped(known))
    attached: list[dict[str, object]] = []
    left = 0
    for each in found:
        call.printer.result(_sentence(call, each))
        if not call.dry_run and each.proposal.item and _confirmed(call, each, yes=yes):
            key = each.proposal.item
            attached += [_as_json(one, key) for one in _taken(call, case, [each.path], replace(paper, item=key))]
        else:
            left += 1
    if not found:
        call.printer.result(call.say("attach.nothing"))
    elif left:
        call.printer.trouble(call.say("attach.left", count=left, case=case))
    call.printer.document({"proposed": [_proposal_json(each) for each in found], "attached": attached})
    return 0


def _sentence(call: Call, each: "Suggested") -> str:
    """`复函.pdf → C5-1 …（较有把握：名称里有“…”）；也可能是 …`."""
    proposal, say = each.proposal, call.say
    if not proposal.item:
        return say("attach.no_idea", file=each.path.name)
    why = "；".join(say(f"attach.why_{reason.kind}", words=reason.words) for reason in proposal.why)
    facts = {"file": each.path.name, "item": proposal.item, "title": each.title, "why": why}
    others = say("attach.others", known="、".join(proposal.others)) if proposal.others else ""
    return say("attach.proposed", sure=say(f"attach.sure_{proposal.sure}"), **facts) + others


def _confirmed(call: Call, each: "Suggested", *, yes: bool) -> bool:
    """What is doubtful is never taken without being asked for one by one."""
    if asks(call) and not yes:
        return click.confirm(call.say("attach.confirm"), default=each.proposal.sure != "doubtful", err=True)
    return yes and each.proposal.sure != "doubtful"


def asks(call: Call) -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and not call.printer.as_json


def _as_json(one: "Attached", item: str) -> dict[str, object]:
    return {
        "source": str(one.source), "file": one.file, "item": item, "sha256": one.sha256, "pages": one.pages,
        "blank": list(one.blank), "turned": list(one.turned), "agrees": one.agrees, "told": list(one.told),
    }  # fmt: skip


def _proposal_json(each: "Suggested") -> dict[str, object]:
    why = [{"kind": reason.kind, "words": reason.words} for reason in each.proposal.why]
    return {
        "file": str(each.path), "item": each.proposal.item, "sure": each.proposal.sure.value, "why": why,
        "others": list(each.proposal.others),
    }  # fmt: skip

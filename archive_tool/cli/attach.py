"""`attach CASE FILE... --item CODE`."""

from pathlib import Path

import click

from archive_tool.cli.building import Call, DateType, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

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
    files = click.Argument(["files"], nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
    params = [
        click.Argument(["case"]),
        files,
        click.Option(["--item"], required=True, metavar="CODE", help=say("help.attach.item")),
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


def act(call: Call, case: str, files: tuple[Path, ...], item: str, **said: object) -> int:
    """Takes the files in and says under which names."""
    from archive_tool.tasks.attach import Paper, attach_files

    desk = desk_of(call)
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
    paths = [call.folder / path for path in files]
    taken = attach_files(desk, case, call.folder, paths, paper, dry_run=call.dry_run)
    for one in taken:
        call.printer.result(call.say("attach.done", source=one.source.name, file=one.file, item=item))
        if one.source.suffix.lower() == ".pdf" and one.pages is None:
            call.printer.trouble(call.say("attach.unreadable", file=one.source.name))
    call.printer.document({"attached": [{"source": str(o.source), "file": o.file, "sha256": o.sha256} for o in taken]})
    return 0

"""`publish [--as-of DATE]`."""

from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, command
from archive_tool.cli.opening import desk_of
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.tasks.publish import Published


# Where the approval of a notice stands in the record.
_SECTIONS = {"C1": ("notice", "考察预告"), "E1": ("publicity", "任前公示")}


def build(say: Say) -> click.Command:
    return command("publish", say, act, writes=True)


def act(call: Call) -> int:
    """Makes the boards and says what is up, what is held back and why, and what was taken down."""
    from archive_tool.errors import worst
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.publish import publish

    desk = desk_of(call)
    done = publish(desk, Reader(desk).chosen((), call.folder), dry_run=call.dry_run)
    _print(call, done)
    return worst([3] * bool(done.unread) + [1] * bool(done.withheld))


def _print(call: Call, done: "Published") -> None:
    from archive_tool.procedure.checking import wording

    say, words = call.say, wording(call.language)
    for findings in done.unread.values():
        call.printer.findings(findings, words)
    for posting in done.postings:
        url = done.urls.get(posting.id)
        if posting.id in done.withheld:
            call.printer.result(say("publish.withheld", id=posting.id))
            call.printer.findings(done.withheld[posting.id], words)
        elif url and posting.notice is not None:
            call.printer.result(say("publish.up", id=posting.id, url=url, end=posting.notice.period.end))
            call.printer.findings(posting.findings, words, brief=call.quiet)
        elif posting.state == "draft":
            section = _SECTIONS[posting.item]
            call.printer.result(say("publish.draft", id=posting.id, section=section[call.language != "en"]))
    for file in done.removed:
        call.printer.result(say("publish.removed", file=file))
    call.printer.result(
        say("publish.totals", up=len(done.urls), withheld=len(done.withheld), removed=len(done.removed))
    )
    if call.dry_run:
        call.printer.result(say("publish.dry"))
    call.printer.document(
        {
            "pages": list(done.pages),
            "notices": [
                {
                    "id": posting.id,
                    "state": posting.state.value,
                    "start": posting.notice.period.start if posting.notice else None,
                    "end": posting.notice.period.end if posting.notice else None,
                    "url": done.urls.get(posting.id),
                    "withheld": [finding.rule for finding in done.withheld.get(posting.id, ())],
                }
                for posting in done.postings
            ],
            "removed": list(done.removed),
        }
    )

"""`notice list|feedback|withdraw|correct|close|proof`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive_tool.cli.building import Call, DateType, Group, command, everywhere
from archive_tool.cli.opening import acting_desk_of, desk_of, typed
from archive_tool.messages import Say

if TYPE_CHECKING:
    from archive_tool.model.notices import Posting
    from archive_tool.tasks.notice import Outcome, Target

CHANNELS = ("来电", "来信", "来访", "网络", "12380")
CONCLUSIONS = ("无反映", "反映已查清不影响", "影响任职", "延期")
KINDS = ("照片", "网页截图", "回执", "其他")


def build(say: Say) -> click.Command:
    group = Group(say, name="notice", params=everywhere(say), help=say("help.notice"))
    case = click.Argument(["case"])
    item = click.Option(["--item"], type=click.Choice(["E1", "C1"]), default="E1", help=say("help.notice.item"))
    persons = click.Option(["--person", "persons"], multiple=True, metavar="ID", help=say("help.notice.person"))
    reason = click.Option(["--reason"], required=True, help=say("help.notice.reason"))
    listing = [
        click.Argument(["cases"], nargs=-1, metavar="[CASE]..."),
        click.Option(["--ics"], is_flag=True, help=say("help.list.ics")),
    ]
    group.add_command(command("list", say, act_list, listing))
    group.add_command(command("feedback", say, act_feedback, [case, *_feedback(say)], writes=True))
    group.add_command(command("withdraw", say, act_withdraw, [case, item, persons, reason], writes=True))
    correction = [
        click.Option(["--before"], required=True, help=say("help.correct.before")),
        click.Option(["--after"], required=True, help=say("help.correct.after")),
    ]
    group.add_command(command("correct", say, act_correct, [case, item, persons, reason, *correction], writes=True))
    conclusion = click.Option(
        ["--conclusion"], required=True, type=click.Choice(CONCLUSIONS), help=say("help.close.conclusion")
    )
    group.add_command(command("close", say, act_close, [case, item, persons, conclusion], writes=True))
    proof = [
        click.Argument(["files"], nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path)),
        click.Option(["--kind"], type=click.Choice(KINDS), default="照片", help=say("help.proof.kind")),
        click.Option(["--channel"], default="", help=say("help.proof.channel")),
    ]
    group.add_command(command("proof", say, act_proof, [case, *proof, item], writes=True))
    return group


def _feedback(say: Say) -> list[click.Parameter]:
    return [
        click.Option(["--channel"], type=click.Choice(CHANNELS), help=say("help.feedback.channel")),
        click.Option(["--summary"], default="", help=say("help.feedback.summary")),
        click.Option(["--about"], default="", metavar="ID", help=say("help.feedback.about")),
        click.Option(["--named/--anonymous"], default=None, help=say("help.feedback.named")),
        click.Option(["--reporter"], default="", help=say("help.feedback.reporter")),
        click.Option(["--assign"], default="", metavar="NAME", help=say("help.feedback.assign")),
        click.Option(["--due"], type=DateType(), metavar="DATE", help=say("help.feedback.due")),
        click.Option(["--close"], type=click.IntRange(1), metavar="N", help=say("help.feedback.close")),
        click.Option(["--outcome"], default="", help=say("help.feedback.outcome")),
        click.Option(["--affects"], type=click.Choice(["yes", "no"]), help=say("help.feedback.affects")),
    ]


def act_list(call: Call, cases: tuple[str, ...], ics: bool) -> int:
    """Prints each notice with its state, what is open and what is to be done; or the latter as iCalendar."""
    from archive_tool.errors import worst
    from archive_tool.procedure.checking import wording
    from archive_tool.tasks.cases import Reader
    from archive_tool.tasks.notice import calendar_of, listed

    desk = desk_of(call)
    loaded = tuple(Reader(desk).chosen(cases, call.folder))
    found = listed(desk, loaded)
    if ics:
        click.echo(calendar_of(found, desk.settings.today, call.say).decode(), nl=False)
        return 0
    for each in loaded:
        if each.case is None:
            call.printer.findings(each.findings, wording(call.language))
    for one in found:
        call.printer.result(_row(call, one.posting))
        call.printer.findings(one.posting.findings, wording(call.language), brief=call.quiet)
        if one.open:
            call.printer.result(call.say("notices.row.open", numbers="、".join(map(str, one.open))))
        for reminder in one.due:
            what = call.say(reminder.key, posting=reminder.posting, **reminder.facts)
            call.printer.result(call.say("notices.row.due", on=reminder.on, what=what))
    if not found:
        call.printer.result(call.say("notices.none"))
    call.printer.document(
        {
            "notices": [
                {**_as_json(one.posting), "open": list(one.open), "due": [[each.on, each.key] for each in one.due]}
                for one in found
            ]
        }
    )
    return worst([3 if each.case is None else 0 for each in loaded])


def act_feedback(call: Call, case: str, close: int | None, **said: object) -> int:
    """Registers an objection, or closes one."""
    from archive_tool.tasks.notice import Feedback, register_feedback, settle_feedback

    named = said["named"]
    needed = ("outcome", "affects") if close else ("channel", "summary")
    for name in needed:
        if not said[name]:
            raise click.MissingParameter(param_hint=f"--{name}", param=click.Option([f"--{name}"]))
    if close:
        done = settle_feedback(
            acting_desk_of(call),
            _target(call, case, "E1"),
            close,
            str(said["outcome"]),
            affects_use=said["affects"] == "yes",
            dry_run=call.dry_run,
        )
        return _registered(call, done, call.say("notices.settled", number=close))
    from datetime import date

    due = said["due"]
    feedback = Feedback(
        channel=str(said["channel"]),
        summary=str(said["summary"]),
        about=str(said["about"]),
        real_name=named if isinstance(named, bool) else None,
        reporter=str(said["reporter"]),
        assigned_to=str(said["assign"]),
        due=due if isinstance(due, date) else None,
    )
    done = register_feedback(acting_desk_of(call), _target(call, case, "E1"), feedback, dry_run=call.dry_run)
    return _registered(call, done, call.say("notices.feedback", number=done.number))


def act_withdraw(call: Call, case: str, item: str, persons: tuple[str, ...], reason: str) -> int:
    """Withdraws a notice or some of its persons."""
    from archive_tool.tasks.notice import withdraw

    done = withdraw(acting_desk_of(call), _target(call, case, item), reason, persons, dry_run=call.dry_run)
    return _registered(call, done, call.say("notices.withdrawn"), again=True)


def act_correct(call: Call, case: str, item: str, persons: tuple[str, ...], **said: str) -> int:
    """Corrects a wording and says whether the period starts again."""
    from archive_tool.tasks.notice import Correction, correct

    correction = Correction(said["before"], said["after"], said["reason"], persons)
    done = correct(acting_desk_of(call), _target(call, case, item), correction, dry_run=call.dry_run)
    code = _registered(call, done, call.say("notices.corrected"), again=True)
    notice = done.posting.notice
    if code == 0 and notice is not None and notice.amendments:
        key = "notices.corrected.restarts" if notice.amendments[-1].restarted else "notices.corrected.goes_on"
        call.printer.result(call.say(key, start=notice.period.start, end=notice.period.end))
    return code


def act_close(call: Call, case: str, item: str, persons: tuple[str, ...], conclusion: str) -> int:
    """Closes a notice with its conclusion."""
    from archive_tool.tasks.notice import close

    done = close(acting_desk_of(call), _target(call, case, item), conclusion, persons, dry_run=call.dry_run)
    return _registered(call, done, call.say("notices.closed", conclusion=conclusion))


def act_proof(call: Call, case: str, item: str, files: tuple[Path, ...], **said: str) -> int:
    """Files proofs with the case."""
    from archive_tool.errors import worst
    from archive_tool.tasks.notice import prove

    target = _target(call, case, item)
    there = tuple(typed(call, file) for file in files)
    done = prove(acting_desk_of(call), target, there, said["kind"], said["channel"], dry_run=call.dry_run)
    return worst([_registered(call, one, call.say("notices.proof", file=one.file)) for one in done])


def _target(call: Call, case: str, item: str) -> "Target":
    from archive_tool.model.notices import NoticeKind
    from archive_tool.tasks.notice import Target

    return Target(case, call.folder, NoticeKind(item))


def _registered(call: Call, done: "Outcome", what: str, *, again: bool = False) -> int:
    """Says what was registered, or why not."""
    from archive_tool.procedure.checking import wording

    call.printer.findings(done.findings, wording(call.language))
    if any(finding.stops for finding in done.findings):
        call.printer.trouble(call.say("notices.refused"))
        return 1
    call.printer.result(call.say("notices.registered", id=done.posting.id, what=what))
    if call.dry_run:
        call.printer.result(call.say("notices.would"))
    if again:
        call.printer.result(call.say("notices.publish_again"))
    call.printer.document({"notice": _as_json(done.posting), "number": done.number or None, "file": done.file or None})
    return 0


def _row(call: Call, posting: "Posting") -> str:
    state = call.say(f"notices.state.{posting.state}")
    notice = posting.notice
    if notice is None:
        return call.say("notices.row.none", id=posting.id, state=state)
    facts = {"start": notice.period.start, "end": notice.period.end, "title": notice.title}
    return call.say("notices.row", id=posting.id, state=state, **facts)


def _as_json(posting: "Posting") -> dict[str, object]:
    notice = posting.notice
    return {
        "id": posting.id,
        "state": posting.state.value,
        "start": notice.period.start if notice else None,
        "end": notice.period.end if notice else None,
        "title": notice.title if notice else None,
    }

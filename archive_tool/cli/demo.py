"""`demo [DIR]`: the same commands that a person would type, one after the other."""

from pathlib import Path

import click

from archive_tool.cli.building import Call, command
from archive_tool.messages import Say


def build(say: Say) -> click.Command:
    folder = click.Argument(["folder_named"], required=False, metavar="[DIR]", type=click.Path(path_type=Path))
    return command("demo", say, act, [folder])


def act(call: Call, folder_named: Path | None) -> int:
    """Copies the samples, goes the whole way, and says what to open."""
    from archive_tool.cli.main import run
    from archive_tool.tasks.demo import NOTICE_DAY, SAMPLE_DAY, UNFINISHED, copy_samples

    folder = copy_samples((call.folder / folder_named if folder_named else call.folder / "demo").absolute())
    shared = [
        "-C",
        str(folder),
        "--lang",
        call.language,
        "--as-of",
        SAMPLE_DAY.isoformat(),
        "--by",
        call.say("demo.by"),
    ]
    say, show = call.say, call.printer.result
    show(say("demo.made", path=folder))
    steps: list[tuple[str, list[str], tuple[int, ...]]] = [
        ("demo.generate", ["generate", "-q"], (0,)),
        ("demo.check", ["check", "-q"], (0, 1)),
        ("demo.status", ["status", UNFINISHED], (0,)),
        ("demo.pack", ["pack", "--all", "-q"], (1,)),
        ("demo.verify", ["verify"], (0,)),
        ("demo.index", ["index", "-q"], (0,)),
        ("demo.search", ["search", say("demo.query"), "--limit", "5"], (0,)),
        ("demo.publish", ["publish", "--as-of", NOTICE_DAY.isoformat()], (0,)),
    ]
    for title, words, expected in steps:
        show()
        show(f"── {say(title)}")
        show(f"$ archive-tool {' '.join(words)}")
        code = run([words[0], *shared, *words[1:]], call.environment)
        if code not in expected:
            call.printer.trouble(say("demo.stopped", step=words[0], code=code))
            return code
    show()
    show(say("demo.next", path=folder))
    call.printer.document({"workspace": str(folder)})
    return 0

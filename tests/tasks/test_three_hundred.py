"""A guard that stops good notices gets switched off: 300 notices by somebody who had not seen it, 30 with a leak."""

from datetime import datetime
from pathlib import Path

from archive_tool.messages import speaker
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.generate import Wanted, generate
from archive_tool.tasks.publish import publish
from tests.tasks import three_hundred as stranger
from tests.tasks.conftest import cases_of

NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001
_PLACES = {
    "comment": "word/comments.xml", "tracked deletion": "#word/document.xml#deleted", "header": "#word/header",
    "body": "#word/document.xml",
}  # fmt: skip


def hits(folder: Path, notice: stranger.Notice, case: str) -> list[tuple[str, str]]:
    """What `publish` says against a notice on its first day, after a clerk worked on its Word file: rule and place."""
    desk = open_desk(folder, Circumstances({}, stranger.day(notice), by="经办人"))
    loaded = cases_of(desk, case)
    (outcome,) = generate(desk, loaded, Wanted((stranger.code(notice),)), speaker("zh"), NOON)
    assert outcome.state == "written", [(f.rule, f.place.field, dict(f.facts)) for f in outcome.findings]
    stranger.edit(loaded[0].folder / "documents" / outcome.file, notice)
    done = publish(desk, loaded, dry_run=True)
    (posting,) = (each for each in done.postings if each.item == stranger.code(notice))
    assert posting.state == "in_force"
    said = done.withheld.get(posting.id, ())
    return [(each.rule, each.place.source) for each in said if each.rule.startswith("N-3")]


def test_every_leak_is_stopped_where_it_stands_and_nothing_else_is(tmp_path: Path, full: bool) -> None:
    wanted = stranger.notices()
    if not full:
        clean = [each for each in wanted if "leak" not in each][:40]
        wanted = [*clean, *(each for each in wanted if "leak" in each)]
    missed, wrong = [], []
    for notice, case in zip(wanted, stranger.workspace(tmp_path, wanted), strict=True):
        said = hits(tmp_path, notice, case)
        leak = notice.get("leak")
        if leak is None:
            wrong += [(notice["number"], *each) for each in said]
        else:
            place = _PLACES.get(leak["where"], "#docProps/core.xml")
            missed += [] if any(place in each for _, each in said) else [(leak["how"], leak["what"], said)]
    assert missed == []
    assert wrong == []

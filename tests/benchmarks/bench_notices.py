"""500 notice pages, worded, digested and with their QR codes, against bare Jinja2 filling the same template with ready
values: at most 2 times (issue: notices, acceptance 5). Both write the files.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pairs import compared, report

from archive_tool import resources
from archive_tool.model.dates import Month
from archive_tool.model.notices import Contacts, Notice, NoticeKind, Period, PublicPerson
from archive_tool.notices.pages import Board, Press, sheet

TEMPLATES = resources.folder("templates") / "site"
BOARD = Board("中共云岭市委组织部", "干部公示公告")
PAGES = 500
RUNS = 9
MOST = 2.0


def notices() -> list[Notice]:
    person = PublicPerson(
        name="高明远", sex="男", ethnicity="汉族", birth=Month(1983, 10), native_place="南江省云岭市",
        education="在职研究生学历，公共管理硕士", politics="中共党员", work_start=Month(2004, 8),
        current_post="云岭市水务局办公室主任", proposed_post="云岭市水务局副局长",
    )  # fmt: skip
    one = Notice(
        kind=NoticeKind.APPOINTMENT, public=True, title="关于高明远等同志拟任职的公示", dated=date(2026, 5, 8),
        period=Period(date(2026, 5, 11), date(2026, 5, 15), 5), signature="中共云岭市委组织部",
        contacts=Contacts("中共云岭市委组织部", "云岭市和平路1号", "000000", "0000-8000000", "12380"),
        basis="根据《党政领导干部选拔任用工作条例》有关规定，现将高明远等3名同志拟任职的有关情况公示如下：",
        persons=(person, replace(person, name="祁望舒"), replace(person, name="沈砚秋")),
    )  # fmt: skip
    return [replace(one, number=f"2026年第{number}号") for number in range(PAGES)]


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        out, press, wanted = Path(place), Press([TEMPLATES]), notices()

        def ours() -> None:
            for number, notice in enumerate(wanted):
                (out / f"{number}.html").write_bytes(press.page(BOARD, sheet(notice)))

        environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
        template = environment.get_template("notice.html")
        style, script = (Markup((TEMPLATES / name).read_text(encoding="utf-8")) for name in ("site.css", "site.js"))
        ready = [
            {
                "notice": one.notice, "paragraphs": [(said.role, said.text) for said in one.said], "digest": one.digest,
                "code": "M0 0.5" * 200, "until": one.until, "end": one.end, "plain_title": one.plain_title,
                "text_file": one.text_file, "site": BOARD, "policy": press.policy, "style": style, "script": script,
            }
            for one in map(sheet, wanted)
        ]  # fmt: skip

        def peer() -> None:
            for number, values in enumerate(ready):
                (out / f"{number}.html").write_bytes(template.render(values).encode())

        mine, theirs = compared(ours, peer, RUNS)
        return 0 if report(f"{PAGES} notice pages", mine, "bare Jinja2 with ready values", theirs, MOST) else 1


if __name__ == "__main__":
    sys.exit(main())

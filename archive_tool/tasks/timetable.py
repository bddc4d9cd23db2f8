"""程序时间节点表: every step of the procedure with its days across cases, for an inspection, as Word or xlsx."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from archive_tool.errors import Conflict, WrongUsage
from archive_tool.model.cases import Case
from archive_tool.model.tree import groups, text, value
from archive_tool.packages.ledger import read_head
from archive_tool.packages.sheet import sheet
from archive_tool.procedure.status import STEPS, Step, timetable
from archive_tool.tasks.computing import publicity_period
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.printing import TIMETABLE, Press
from archive_tool.writing import write_aside

TITLE: Final = "程序时间节点表"
NONE: Final = "—"
_WORKDAYS: Final = "公示工作日数"
_ACROSS: Final = "abcd"  # cases side by side on a page
_HEADS: Final = ("案卷编号", "题名", "考察对象")
_WIDTHS: Final = (28.0, 60.0, 26.0)  # millimetres
_STEP_WIDTH: Final = 25.0


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one case: its steps in order, each with its days in words."""

    id: str
    title: str
    people: str
    days: tuple[str, ...]


def courses(desk: Desk, cases: Iterable[Case]) -> tuple[Course, ...]:
    """The courses of cases that appoint; a decision has none of its own besides those of the cases that it serves."""
    chosen = tuple(case for case in cases if desk.plan(case.kind).appoints)
    served = {case.decision.id for case in chosen if case.decision is not None}
    return tuple(_course(desk, case) for case in chosen if case.id not in served)


def _course(desk: Desk, case: Case) -> Course:
    steps = timetable(case, desk.terms, desk.calendar, desk.settings.today)
    period = publicity_period(case, desk)
    workdays = str(value(period, "workdays")) if period is not None else NONE
    people = (case.person(text(entry, "person")) for entry in groups(case.record, "candidates"))
    named = "、".join(person.name for person in people if person)
    return Course(case.id, case.title, named or NONE, (*map(_days, steps), workdays))


def _days(step: Step) -> str:
    """2026.03.24, or 2026.03.24—03.26."""
    if step.first is None or step.last is None:
        return NONE
    if step.first == step.last:
        return _dotted(step.first)
    last = _dotted(step.last)
    return f"{_dotted(step.first)}—{last.removeprefix(f'{step.first.year}.')}"


def _dotted(day: date) -> str:
    return f"{day.year}.{day.month:02}.{day.day:02}"


def names_of_steps() -> tuple[str, ...]:
    """What stands in the first column."""
    return (*(name.zh for name, _ in STEPS), _WORKDAYS)


def write_timetable(desk: Desk, made: Sequence[Course], path: Path, *, dry_run: bool = False) -> None:
    """Writes the timetable as Word or xlsx, by the ending; never over a file that is there.

    Raises WrongUsage for another ending, Conflict when the file exists, TemplateFailed.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise WrongUsage("status.timetable.suffix", path=path.name)
    if not path.parent.is_dir():
        raise WrongUsage("export.no_folder", path=path.parent)
    if path.exists():
        raise Conflict("export.exists", path=path)
    data = form(desk, made)
    if not dry_run:
        write_aside(path, data, private=True)


def _word(desk: Desk, made: Sequence[Course]) -> bytes:
    tables = [_table(made[first : first + len(_ACROSS)]) for first in range(0, len(made), len(_ACROSS))]
    facts = {"timetables": tables, "count": len(made)}
    with Press(desk) as press:
        return press.printed(TIMETABLE, facts, head=read_head(desk.layout.ledger))


def _table(four: Sequence[Course]) -> dict[str, object]:
    return {
        "ids": _columns(course.id for course in four),
        "titles": _columns(course.title for course in four),
        "people": _columns(course.people for course in four),
        "steps": [
            {"number": number + 1, "name": name, "days": _columns(course.days[number] for course in four)}
            for number, name in enumerate(names_of_steps())
        ],
    }


def _columns(words: Iterable[str]) -> dict[str, str]:
    return dict(zip(_ACROSS, words, strict=False))


def _workbook(_desk: Desk, made: Sequence[Course]) -> bytes:
    head = (*_HEADS, *names_of_steps())
    rows = [(course.id, course.title, course.people, *course.days) for course in made]
    return sheet(TITLE, head, rows, widths=(*_WIDTHS, *(_STEP_WIDTH for _ in names_of_steps())))


_FORMS: Final[dict[str, Callable[[Desk, Sequence[Course]], bytes]]] = {".docx": _word, ".xlsx": _workbook}

"""Pages from an organisation's own templates are printed in a child with limits on time and memory.

with press_of(own, shipped) as press: ...      the shipped templates are filled here, where a folder of one's own
stands beside them everything is filled in the child
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from archive_tool import limits
from archive_tool.confining import Child
from archive_tool.errors import TemplateFailed
from archive_tool.model.dates import Month
from archive_tool.model.notices import Amendment, Contacts, Notice, NoticeKind, Period, PublicPerson, TeamMember
from archive_tool.notices.pages import TEMPLATES, Board, Press, Printing, Sheet, sheet

_MONTHS: Final = ("birth", "work_start", "party_join")


def press_of(own: Path, shipped: Path) -> AbstractContextManager[Printing]:
    """The press for a workspace whose own page templates, if it has any, stand in `own`."""
    if any((own / name).is_file() for name in TEMPLATES):
        return ConfinedPress((own, shipped))
    return nullcontext(Press((shipped,)))


class ConfinedPress(Child):
    """A `Press` in a child.

    Args:
        folders: where templates are looked for, in this order.
        seconds: how long one page may take.
        memory: bytes that the child may have.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        seconds: float = limits.TEMPLATE_SECONDS,
        memory: int = limits.TEMPLATE_MEMORY_BYTES,
    ) -> None:
        self._folders = [str(folder) for folder in folders]
        super().__init__(__name__, seconds, memory)

    def page(self, board: Board, one: Sheet, copies: Sequence[str] = ()) -> bytes:
        """As `Press.page`; raises TemplateFailed besides when the template takes too long or too much."""
        question = {"what": "page", "board": asdict(board), "notices": [said(one.notice)], "copies": [*copies]}
        answer = self._ask("notice.html", **question)
        return base64.b64decode(answer["files"][""])

    def common(self, board: Board, sheets: Sequence[Sheet]) -> dict[str, bytes]:
        """As `Press.common`."""
        notices = [said(one.notice) for one in sheets]
        answer = self._ask("index.html", what="common", board=asdict(board), notices=notices)
        return {name: base64.b64decode(data) for name, data in answer["files"].items()}

    def fixed_words(self) -> tuple[str, ...]:
        """As `Press.fixed_words`."""
        return tuple(self._ask("base.html", what="fixed")["words"])

    def _ask(self, name: str, **question: object) -> Mapping[str, Any]:
        answer = self.ask(name, {"folders": self._folders, "name": name, **question})
        if "error" in answer:
            raise TemplateFailed(answer["error"], **answer["facts"])
        return answer


def said(notice: Notice) -> dict[str, Any]:
    """A notice as JSON."""
    found = asdict(notice)
    found["persons"] = [
        {**person, **{key: str(getattr(one, key)) if getattr(one, key) else None for key in _MONTHS}}
        for person, one in zip(found["persons"], notice.persons, strict=True)
    ]
    found["period"] |= {"start": notice.period.start.isoformat(), "end": notice.period.end.isoformat()}
    found["visit"] = [day.isoformat() for day in notice.visit] if notice.visit else None
    found["amendments"] = [{"on": each.on.isoformat(), "restarted": each.restarted} for each in notice.amendments]
    return found | {"kind": notice.kind.value, "dated": notice.dated.isoformat()}


def understood(found: Mapping[str, Any]) -> Notice:
    """The notice of such JSON."""
    period, visit = found["period"], found["visit"]
    made: dict[str, Any] = {
        "kind": NoticeKind(found["kind"]),
        "dated": date.fromisoformat(found["dated"]),
        "period": Period(**{**period, "start": _day(period["start"]), "end": _day(period["end"])}),
        "contacts": Contacts(**found["contacts"]),
        "persons": tuple(
            PublicPerson(**{**one, **{key: _month(one[key]) for key in _MONTHS}}) for one in found["persons"]
        ),
        "visit": (_day(visit[0]), _day(visit[1])) if visit else None,
        "team": tuple(TeamMember(**member) for member in found["team"]),
        "amendments": tuple(Amendment(_day(each["on"]), each["restarted"]) for each in found["amendments"]),
        **{key: tuple(found[key]) for key in ("posts", "standards", "annexes")},
    }
    return Notice(**{**found, **made})


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _month(written: str | None) -> Month | None:
    return Month(*(int(part) for part in written.split("-"))) if written else None


@cache
def _press(folders: tuple[str, ...]) -> Press:
    return Press([Path(folder) for folder in folders])


def answering() -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """The child: prints what it is asked for."""
    return _answer


def _answer(question: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return _printed(_press(tuple(question["folders"])), question)
    except TemplateFailed as error:
        return {"error": error.key, "facts": {key: str(fact) for key, fact in error.facts.items()}}
    except (MemoryError, RecursionError):
        return {"error": "T-109", "facts": {"template": question["name"], "seconds": ""}}


def _printed(press: Press, question: Mapping[str, Any]) -> dict[str, Any]:
    if question["what"] == "fixed":
        return {"words": press.fixed_words()}
    board, sheets = Board(**question["board"]), [sheet(understood(each)) for each in question["notices"]]
    if question["what"] == "page":
        files = {"": press.page(board, sheets[0], question["copies"])}
    else:
        files = press.common(board, sheets)
    return {"files": {name: base64.b64encode(data).decode() for name, data in files.items()}}

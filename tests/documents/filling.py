"""The words that fill each shipped template: the invented case's, those of the lists, or of the kind's sample."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from archive_tool.documents.vocabulary import chinese
from archive_tool.documents.wording import Words, as_node, context
from archive_tool.messages import speaker
from archive_tool.model.cases import Case
from archive_tool.model.tree import Group
from archive_tool.procedure.filing import items
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.computing import about, computed
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.generate import Studio
from archive_tool.tasks.standing import standing
from tests.documents.record import LISTS, words

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "valid"
DAY = date(2026, 12, 31)


def words_for(kind: str, template: str) -> Words:
    """What fills `C6_考察材料.docx` of a kind; kinds that the invented case knows nothing of are filled from a sample."""
    if kind in ("appointment", "decision"):
        return words()
    if kind == "archive":
        lists = as_node(LISTS, "lists")
        assert isinstance(lists, Group)
        return Words(lists)
    return _sampled(kind, template)


@cache
def _desk() -> tuple[Desk, dict[str, Case]]:
    desk = open_desk(SAMPLES, Circumstances({"ARCHIVE_TOOL_SOFFICE": "none"}, DAY, by="经办人甲"))
    found = {each.case.kind: each.case for each in Reader(desk).chosen((), SAMPLES) if each.case is not None}
    return desk, found


@cache
def _sampled(kind: str, template: str) -> Words:
    desk, cases = _desk()
    case, say = cases[kind], speaker("zh")
    plan, states = standing(case, desk)
    line = next(line for line in plan.items if line.template == template)
    item = items(replace(plan, items=(replace(line, when=()),)), case, desk.terms.ranks)[0]
    own, paths = about(item)
    known = chinese(Studio(desk, say).known(kind))
    return context(case, extra={**computed(case, plan, states, desk, say), **own}, paths=paths, vocabulary=known)

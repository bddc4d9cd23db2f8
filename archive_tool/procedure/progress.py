"""How far a case has come, by what its record already says.

reached(case) -> str            code of the latest stage with anything in it: A, B, C, D, E
stage_of(case, plan) -> str     the same along the plan of any kind
"""

from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import text
from archive_tool.procedure.conditions import is_there
from archive_tool.procedure.paths import of_candidate

STAGES: Final = "ABCDE"
_SIGNS: Final = (
    ("E", ("publicity.published_on", "publicity.start", "appointment.talks", "appointment.documents")),
    ("D", ("deliberation.meeting.date", "deliberation.consultation", "deliberation.proposal.date")),
    ("C", ("notice.date", "talks", "assessments", "recommendations", "determination.date", "visits", "reports")),
    ("B", ("motion",)),
)
ENDED: Final = frozenset({"缓议", "暂缓", "未任用", "终止"})
OPEN: Final = frozenset({"", "进行中"})


def reached(case: Case) -> str:
    """The latest stage that the record shows signs of; the last one for a closed case."""
    if case.record.fields.get("closed_on") is not None:
        return STAGES[-1]
    return next((stage for stage, paths in _SIGNS if any(is_there(case.find(path)) for path in paths)), STAGES[0])


def stage_of(case: Case, plan: FilePlan) -> str:
    """The latest stage of a plan: as `reached` reads an appointment, of any other kind by the sections of its items."""
    codes = [stage.code for stage in plan.stages]
    if plan.appoints:
        code = reached(case)
        return code if code in codes else codes[0]
    if case.record.fields.get("closed_on") is not None:
        return codes[-1]
    begun = {
        item.stage
        for item in plan.items
        if any(is_there(case.find(path)) for path in (item.needs, item.date, item.each) if path)
    }
    return next((code for code in reversed(codes) if code in begun), codes[0])


def is_decided(case: Case) -> bool:
    """Whether every candidate has a result, here or in the decision."""
    results = [text(of_candidate(case, one, "result")) for one in case.rows("candidates")]
    return bool(results) and OPEN.isdisjoint(results)

"""Chapter 4, arithmetic: every figure of a ballot is worked out again."""

from collections.abc import Iterable, Iterator

from archive_tool.model.findings import Severity
from archive_tool.model.tree import Group
from archive_tool.procedure import tallies
from archive_tool.procedure.rule import SURE, Breach, breach, rule
from archive_tool.procedure.view import View


def _told(where: str, slips: Iterable[tallies.Slip]) -> Iterator[Breach]:
    """Slips as breaches; what is only doubtful is a warning."""
    for slip in slips:
        severity = Severity.WARNING if slip.is_doubt else None
        yield breach(f"{where}.{slip.path}", severity, what=slip.what, found=slip.found, due=slip.due)


@rule(
    "R-405",
    Severity.ERROR,
    source="算术；收回票多于发出票的推荐无效",
    confidence=SURE,
    reads=("recommendations", "assessments", "surveys", "scoring"),
    title=("票数相符", "the ballots add up"),
    says=("{what}：记录为 {found}，应为 {due}。", "{what}: {found} is written, {due} is due."),
    remedy=("请对照原始票表核对。", "Check against the raw ballots."),
)
def ballots_add_up(view: View) -> Iterator[Breach]:
    """Recommendations, assessments, surveys and scores."""
    for where, entry in view.entries("recommendations"):
        yield from _told(where, tallies.counted(entry))
        yield from _told(where, tallies.voted(entry, view.terms.share_base))
    for where, entry in view.entries("assessments"):
        yield from _told(where, tallies.counted(entry))
        yield from _told(where, tallies.graded(entry))
    for where, entry in view.entries("surveys"):
        yield from _told(where, tallies.counted(entry))
        yield from _told(where, tallies.answered(entry))
    scoring = view.find("scoring")
    if isinstance(scoring, Group):
        yield from _told("scoring", tallies.weighted(scoring))

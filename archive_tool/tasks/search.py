"""`search`: asks the index. The door brings one that is not current up to date first."""

import time
from dataclasses import dataclass

from archive_tool.model.entries import Answer
from archive_tool.search.asking import Filters, open_index
from archive_tool.tasks.clearance import allowed_to
from archive_tool.tasks.desk import Desk


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: query, filters, how many hits from where, in which order, and whether to count values."""

    query: str
    filters: Filters
    limit: int = 10
    offset: int = 0
    sort: str = "relevance"
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer and how long the asking took, in milliseconds."""

    answer: Answer
    took_ms: float


def search(desk: Desk, question: Question) -> Reply:
    """Answers a question within what the asking person may see.

    Raises WrongUsage that says what to write, Doubtful when the index is missing or damaged: then it is made again.
    """
    begun = time.perf_counter()
    with open_index(desk.layout.index) as index:
        answer = index.ask(
            question.query,
            desk.settings.today,
            filters=question.filters,
            limit=question.limit,
            offset=question.offset,
            sort=question.sort,
            facets=question.facets,
            allowed=allowed_to(desk),
        )
    return Reply(answer, round((time.perf_counter() - begun) * 1000, 2))

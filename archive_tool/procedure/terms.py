"""Figures and practices that differ from place to place: the shipped terms, and what an organisation sets of them.

    read_terms(shipped: Group, own: Group | None) -> Terms       raises Unreadable with findings

`shipped` is schemas/terms/terms.yaml, each term with its source; `own` the `terms` of archive-tool.yaml: the same keys,
English or Chinese, with the value alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tree import Group, Node, Rows, find, rows, text


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one organisation; what each means, its unit and its source stand in schemas/terms/terms.yaml."""

    profile: str
    publicity_workdays: int
    publicity_count_first: bool
    notice_lead_workdays: int
    notice_former_unit_years: int
    former_unit_years: int
    recommendation_valid_days: int
    verification_valid_months: int
    analysis_characters: int
    report_characters_least: int
    report_characters_most: int
    share_base: str
    split_share: Fraction
    talks_per_day: int
    filling_minutes: int
    inspection_days: int
    interviewers: int
    recommendation_kinds: tuple[str, ...]
    report_years: int
    dual_consent_days: int
    circle_share: int
    ranks: tuple[str, ...]
    local_rank: str
    publicity_rank: str
    probation_rank: str
    circles: tuple[str, ...]
    layers: tuple[str, ...]
    aspects: tuple[str, ...]
    grades: tuple[str, ...]
    exceptional_grounds: tuple[str, ...]
    praise_cliches: tuple[str, ...]
    shortcoming_cliches: tuple[str, ...]
    degree_words: tuple[str, ...]
    hearsay_words: tuple[str, ...]
    cliche_share: int
    fact_share: int
    shortcoming_share: int
    report_similarity: int
    talk_similarity: int
    approval_share: int
    review_groups: tuple[str, ...]
    visit_quota_office: int
    visit_quota_station: int

    def level(self, rank: str) -> int | None:
        """The place of a level of posts, higher for higher; None for a level that has none."""
        return self.ranks.index(rank) if rank in self.ranks else None


_YES_NO: Final = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}
_WHOLE: Final = 1_000_000  # no term is as large; a larger number is a slip of the pen


def _number(node: Node) -> int:
    """A whole number, not negative."""
    number = int(text(node))
    if not 0 <= number < _WHOLE:
        raise ValueError(number)
    return number


def _yes_no(node: Node) -> bool:
    """A yes or no, typed or still text."""
    return _YES_NO[text(node).lower()]


def _share(node: Node) -> Fraction:
    """A share between 0 and 1, such as 1/3 or 0.33."""
    share = Fraction(text(node))
    if not 0 < share < 1:
        raise ValueError(share)
    return share


def _words(node: Node) -> tuple[str, ...]:
    """A list of words, or one text with 、 between them; it may not be empty."""
    found = tuple(text(entry) for entry in rows(node)) if isinstance(node, Rows) else tuple(text(node).split("、"))
    if not all(found) or not found:
        raise ValueError(found)
    return found


def _word(node: Node) -> str:
    """One word."""
    if not text(node):  # a list or group has no text either
        raise ValueError(node)
    return text(node)


_READERS: Final[Mapping[Any, Callable[[Node], object]]] = {
    int: _number,
    bool: _yes_no,
    Fraction: _share,
    str: _word,
    tuple[str, ...]: _words,
}
KEYS: Final[Mapping[str, Any]] = dict(Terms.__annotations__)


def _own_values(own: Group | None, zh: Mapping[str, str]) -> Mapping[str, tuple[str, Node]]:
    """What the organisation sets, by English key, with the key it wrote."""
    return {} if own is None else {zh.get(key, key): (key, node) for key, node in own.fields.items()}


def _read(key: str, node: Node, choices: tuple[str, ...]) -> object:
    """One term typed. Raises ValueError or KeyError when it is not of its type or none of the choices."""
    read = _READERS[KEYS[key]](node)
    if choices and read not in choices:
        raise ValueError(read)
    return read


def read_terms(shipped: Group, own: Group | None = None) -> Terms:
    """The terms of an organisation.

    Raises:
        Unreadable: a term that does not exist, or whose value is not of its type; the findings say where.
    """
    described = {key: node for key, node in _described(shipped) if key in KEYS}
    mine = _own_values(own, {text(node, "zh"): key for key, node in described.items()})
    problems = [
        Finding("F-011", Severity.ERROR, node.place, {"term": written})
        for key, (written, node) in mine.items()
        if key not in described
    ]
    values: dict[str, Any] = {}
    for key, node in described.items():
        _, chosen = mine.get(key, ("", find(node, "value")))
        choices = tuple(text(choice) for choice in rows(node, "choices"))
        try:
            values[key] = _read(key, chosen if chosen is not None else node, choices)
        except (ValueError, KeyError, ZeroDivisionError):
            place = node.place if chosen is None else chosen.place
            facts = {"term": text(node, "zh"), "value": text(chosen), "choices": "、".join(choices)}
            problems.append(Finding("F-012", Severity.ERROR, place, facts))
    if problems:
        raise Unreadable("terms.unreadable", findings=tuple(problems), source=problems[0].place.source)
    return Terms(**values)


def _described(shipped: Group) -> Iterator[tuple[str, Group]]:
    """The shipped terms by key."""
    node = find(shipped, "terms")
    if isinstance(node, Group):
        yield from ((key, child) for key, child in node.fields.items() if isinstance(child, Group))

"""What a person should put right in their data: values, collected, never raised."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from archive_tool.model.places import Place


class Severity(StrEnum):
    """How much a finding weighs; `PERSON` is for what only a person can judge (待人工)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved excuse for a finding, as the record states it."""

    rule: str
    reason: str
    approver: str
    on: str
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right.

    Attributes:
        rule: stable number: `Y-` reading, `S-` schema, `F-` filing, `R-` procedure, `V-` verifying, `T-` template,
            `N-` notice, `I-` intake, `W-` workspace, `K-` reference codes, `H-` hand-over.
        severity: see `Severity`.
        place: points at the user's own file.
        facts: what the sentence needs, by name; said in either language later.
        case: id of the case, if any.
        item: file-plan code, if any.
        excused: the waiver that excuses it, if any.
    """

    rule: str
    severity: Severity
    place: Place
    facts: Mapping[str, object] = field(default_factory=dict)
    case: str = ""
    item: str = ""
    excused: Waiver | None = None

    @property
    def stops(self) -> bool:
        """Whether it stands in the way of sealing and publishing."""
        return self.severity is Severity.ERROR and self.excused is None

    def within(self, case: str) -> "Finding":
        """The same finding, said of a case."""
        return replace(self, case=case)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, line, column and rule: the order in which a person mends them."""
    return tuple(
        sorted(findings, key=lambda f: (f.place.source, f.place.line, f.place.column, f.rule, f.place.field))
    )

"""What the rules look at: a case with the terms, the calendar and the day that counts, and its facts read once.

Everything here is a fact of the record, none is a judgement. A candidate knows his person, his post and his outcome; a
mention knows whom it names. Days that are only known to the month are compared so that no rule breaks on what was
not said: a day comes too late only if it does so however the month is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from archive_tool.model.cases import Case
from archive_tool.model.dates import AnyDate, Month, Year, earliest, latest
from archive_tool.model.tree import Group, Leaf, Node, find, rows, text, value
from archive_tool.procedure import progress
from archive_tool.procedure.conditions import is_there
from archive_tool.procedure.paths import mentions, of_candidate, person, persons_of
from archive_tool.procedure.terms import Terms
from archive_tool.workdays import Calendar

# 职级晋升 is a promotion in grade, not in post: the chapters on eligibility and probation do not ask for it.
PROMOTIONS: Final = frozenset({"提拔任职", "换届"})
INSPECTED: Final = frozenset({"提拔任职", "进一步使用", "转任重要岗位", "职级晋升", "换届", "后备"})
VERIFIED: Final = INSPECTED - {"后备"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody the record names.

    Attributes:
        id: of the person in the register, or empty.
        name: as written or as the register has it.
        path: where.
    """

    id: str
    name: str
    path: str

    @property
    def key(self) -> str:
        """What tells two people apart: the id, else the name."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person inspected or decided on.

    Attributes:
        path: of the entry, `candidates[0]`.
        node: the entry.
        id: of the person.
        name: of the person, the id while the person is not known.
        person: the person's record, None when not known.
        post: the entry of `positions` it is about, None when not known.
        purpose: of the case the person comes from.
        result: here or in the decision; empty while open.
    """

    path: str
    node: Group
    id: str
    name: str
    person: Group | None
    post: Group | None
    purpose: str
    result: str

    def says(self, key: str) -> bool | None:
        """A yes/no of the entry, None when it is not said."""
        return flag(self.node, key)

    def of_person(self, field: str) -> str:
        """The path of a field of the person's own record, `people.shen-yanqiu.health`."""
        return f"people.{self.id}.{field}"

    @property
    def is_exceptional(self) -> bool:
        """Whether the promotion is exceptional (破格)."""
        return flag(self.node, "exceptional.is") is True

    @property
    def is_live(self) -> bool:
        """Whether the person has not dropped out."""
        return self.result not in progress.ENDED


def flag(node: Node | None, path: str = "") -> bool | None:
    """A yes/no at a path, None when it is not said."""
    found = value(node, path)
    return found if isinstance(found, bool) else None


def number(node: Node | None, path: str = "") -> int | None:
    """A whole number at a path, None when it is not said."""
    found = value(node, path)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def when(node: Node | None, path: str = "") -> AnyDate | None:
    """A date at a path, as precise as it was written; None when it is not said."""
    found = value(node, path)
    return found if isinstance(found, date | Month | Year) else None


def day(node: Node | None, path: str = "") -> date | None:
    """A date known to the day, else None."""
    found = value(node, path)
    return found if isinstance(found, date) else None


def is_after(one: AnyDate | None, other: AnyDate | None) -> bool:
    """Whether one day certainly lies after the other; not when either is unknown."""
    return one is not None and other is not None and earliest(one) > latest(other)


def years_between(since: AnyDate, until: AnyDate) -> int:
    """Full years between, read in favour of the person where a month or year alone is known."""
    first, last = earliest(since), latest(until)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def a_year_after(start: date) -> date:
    """The same day a year later; 28 February for 29 February."""
    try:
        return start.replace(year=start.year + 1)
    except ValueError:
        return start.replace(year=start.year + 1, day=28)


class View:
    """A case as the rules see it; facts are read when first asked for and kept.

    Attributes:
        case: the case or decision.
        terms: figures and practices of the organisation.
        calendar: working days.
        as_of: the day that counts as today.
    """

    def __init__(self, case: Case, terms: Terms, calendar: Calendar, as_of: date) -> None:
        self.case = case
        self.terms = terms
        self.calendar = calendar
        self.as_of = as_of

    # -- the record ---------------------------------------------------------------------------------------------

    def find(self, path: str) -> Node | None:
        """The node at a path, here or in the decision."""
        return self.case.find(path)

    def has(self, path: str) -> bool:
        """Whether anything is said at a path."""
        return is_there(self.case.find(path))

    def text(self, path: str) -> str:
        """The text at a path."""
        return text(self.case.find(path))

    def day(self, path: str) -> date | None:
        """A date known to the day at a path."""
        return day(self.case.find(path))

    def number(self, path: str) -> int | None:
        """A whole number at a path."""
        return number(self.case.find(path))

    def entries(self, path: str) -> Iterator[tuple[str, Group]]:
        """The groups of a list, each with its path."""
        for place, entry in enumerate(self.case.rows(path)):
            if isinstance(entry, Group):
                yield f"{path}[{place}]", entry

    # -- how far the case is ------------------------------------------------------------------------------------

    @cached_property
    def stage(self) -> str:
        """The latest stage reached."""
        return progress.reached(self.case)

    def is_at(self, stage: str) -> bool:
        """Whether the case has come to a stage."""
        return self.stage >= stage

    @cached_property
    def is_closed(self) -> bool:
        """Whether the case was closed."""
        return self.day("closed_on") is not None

    @cached_property
    def purpose(self) -> str:
        """The purpose of the case; empty for a decision."""
        return text(self.case.record, "purpose")

    @cached_property
    def is_inspected(self) -> bool:
        """Whether the purpose asks for an inspection."""
        return self.purpose in INSPECTED

    @cached_property
    def mode(self) -> str:
        """差额 or 等额定向, as the scheme says it, else the case."""
        return self.text("motion.scheme.mode") or self.text("mode")

    @cached_property
    def decided_on(self) -> date | None:
        """The day of the deciding meeting."""
        return self.day("deliberation.meeting.date")

    @cached_property
    def counts_on(self) -> date:
        """The day on which eligibility counts: of the deciding meeting, else today."""
        return self.decided_on or self.as_of

    # -- people -------------------------------------------------------------------------------------------------

    @cached_property
    def posts(self) -> dict[str, Group]:
        """The posts of this case by id."""
        return {text(post, "id"): post for _, post in self.entries("positions")}

    def _candidate(self, path: str, entry: Group) -> Candidate:
        """One candidate with the facts that stand elsewhere."""
        home = next((case for case in self.case.served if case.id == text(entry, "case")), self.case)
        known = person(self.case, text(entry, "person")) or person(home, text(entry, "person"))
        own = next((post for post in home.groups("positions") if text(post, "id") == text(entry, "position")), None)
        return Candidate(
            path=path,
            node=entry,
            id=text(entry, "person"),
            name=known.name if known else text(entry, "person"),
            person=known.record if known else None,
            post=own,
            purpose=text(home.record, "purpose"),
            result=text(of_candidate(self.case, entry, "result")),
        )

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody inspected, or decided on."""
        return tuple(self._candidate(path, entry) for path, entry in self.entries("candidates"))

    @cached_property
    def live(self) -> tuple[Candidate, ...]:
        """Those who have not dropped out."""
        return tuple(one for one in self.candidates if one.is_live)

    @cached_property
    def voted_on(self) -> frozenset[str]:
        """The ids of those the deciding meeting voted on."""
        return frozenset(text(item, "candidate") for _, item in self.entries("deliberation.meeting.items")) - {""}

    @cached_property
    def discussed(self) -> tuple[Candidate, ...]:
        """Those put before the deciding meeting: whom it voted on, else who has not dropped out."""
        return tuple(one for one in self.candidates if one.id in self.voted_on) or self.live

    @cached_property
    def appointed(self) -> tuple[Candidate, ...]:
        """Those with the result 任用 or named in an appointment document."""
        named = {
            text(one, "person") for _, paper in self.entries("appointment.documents") for one in rows(paper, "persons")
        }
        return tuple(one for one in self.candidates if one.result == "任用" or (one.id in named and one.is_live))

    def candidate(self, reference: str) -> Candidate | None:
        """The candidate of that id."""
        return next((one for one in self.candidates if one.id == reference), None)

    def mentions(self, path: str) -> tuple[Mention, ...]:
        """Everybody named at a path: one mention or a list of them."""
        node = self.case.find(path)
        many = not isinstance(node, Leaf | Group)
        return tuple(
            Mention(reference, name, f"{path}[{place}]" if many else path)
            for place, (reference, name, _) in enumerate(mentions(self.case, node))
        )

    def named(self, node: Node | None, path: str) -> tuple[Mention, ...]:
        """Everybody a node names; `path` is where it stands."""
        return tuple(Mention(reference, name, path) for reference, name, _ in mentions(self.case, node))

    @cached_property
    def team(self) -> tuple[Mention, ...]:
        """Leader and members of the inspection team, each once."""
        found: dict[str, Mention] = {}
        for one in (*self.mentions("team.leader"), *self.mentions("team.members")):
            found.setdefault(one.key, one)
        return tuple(found.values())

    # -- what speaks of whom ------------------------------------------------------------------------------------

    def about(self, path: str, candidate: Candidate) -> Iterator[tuple[str, Group]]:
        """The entries of a list that speak of a candidate, each with its path."""
        for where, entry in self.entries(path):
            if candidate.id in persons_of(entry):
                yield where, entry

    def heard_of(self, path: str, candidate: Candidate) -> Iterator[tuple[str, Group]]:
        """The talks, visits or opinions about a candidate; one that names nobody is about everybody."""
        for where, entry in self.entries(path):
            objects = {text(one) for key in ("objects", "candidates") for one in rows(entry, key)}
            if not objects or candidate.id in objects:
                yield where, entry

    def days(self, paths: Iterable[str]) -> list[tuple[str, date]]:
        """The days that stand at paths; `list[].key` reads every entry."""
        found = []
        for path in paths:
            head, through, tail = path.partition("[].")
            if through:
                found += [(f"{where}.{tail}", day(entry, tail)) for where, entry in self.entries(head)]
            else:
                found.append((path, self.day(path)))
        return [(path, known) for path, known in found if known is not None]


def listed(node: Node | None, path: str) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(text(one) for one in rows(node, path))


def missing(node: Node | None, keys: Iterable[str]) -> list[str]:
    """The keys of a group under which nothing is said."""
    return [key for key in keys if not is_there(find(node, key))]

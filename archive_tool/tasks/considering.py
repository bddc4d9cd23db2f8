"""Every time somebody was considered for a post, put together from the sealed records of the case and its decisions.

The facts that a paper tells (the notice, the appointment document) are there for whoever may see that paper; the rest
of a record only for whoever may see its package whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from archive_tool.model.cases import Person
from archive_tool.model.dates import AnyDate, Month, Year
from archive_tool.model.notices import NoticeKind
from archive_tool.model.tree import Group, groups, rows, text, value
from archive_tool.notices.drafting import NOT_SHOWN, postings
from archive_tool.notices.life import What, acts
from archive_tool.notices.persons import current_post
from archive_tool.packages.reading import PackedItem
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.posting import practice_of
from archive_tool.tasks.sealed import SealedRecord
from archive_tool.tasks.sight import Sight

WITHDRAWN: Final = "withdrawn"
NOT_APPOINTED: Final = "not_appointed"
_APPOINTED: Final = "任用"
_AFFECTED: Final = "影响任职"
_UNSAID: Final = "未写明"
_NOTICE: Final = "E1"
_TELLING: Final = ("D4", "D3", "D1a", "C6")  # items that tell how it ended, the best first
_ABOUT: Final = "考察对象"


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a row can be looked up: a file of an item of a package; for the record itself the item is empty."""

    package: str
    item: str
    file: str


@dataclass(frozen=True, slots=True)
class Considered:
    """One time somebody was considered for a post.

    Attributes:
        identity: tells persons apart: the same for one who is kept once for all cases.
        facts: by column; what nobody wrote, or the acting person may not see, is not there.
        announced: whether a pre-appointment notice named them; None when the record does not tell.
        announced_from, announced_to: the days of that notice.
        appointed: whether they were appointed.
        appointed_on: the day from which the post counts.
        ended_on: when it was known how it ended.
        mark: WITHDRAWN, NOT_APPOINTED or empty.
        proofs: at least one.
    """

    identity: tuple[str, ...]
    facts: Mapping[str, str]
    announced: bool | None
    announced_from: AnyDate | None
    announced_to: AnyDate | None
    appointed: bool
    appointed_on: AnyDate | None
    ended_on: AnyDate | None
    mark: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of `candidates` and the record that holds it."""

    record: SealedRecord
    group: Group


@dataclass(frozen=True, slots=True)
class _Notice:
    """The notice that names somebody, with what it prints of them; `proof` is None when they may not see it."""

    record: SealedRecord
    printed: Group | None
    first: AnyDate | None
    last: AnyDate | None
    withdrawn_on: date | None
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class _Document:
    """The document that appoints somebody: its number, the posts given and from when."""

    number: str
    posts: tuple[str, ...]
    start: AnyDate | None
    dated: AnyDate | None
    proof: Proof | None


def considered(desk: Desk, records: Mapping[str, SealedRecord], sight: Sight) -> Iterator[Considered]:
    """Everybody in the records whom the acting person may see, themselves never."""
    for entries in _together(desk, records):
        made = _One(desk, sight, entries).made()
        if made is not None:
            yield made


def unknown(records: Mapping[str, SealedRecord], sight: Sight) -> tuple[str, ...]:
    """Ids of persons whom records name and whose own data were not sealed, or cannot be read, as `case: id`."""
    found = (
        f"{entry.record.case.id}: {text(entry.group, 'person')}"
        for record in records.values()
        if whole(record, sight)
        for entry in entries_of(record)
        if record.case.person(text(entry.group, "person")) is None
    )
    return tuple(dict.fromkeys(found))


def entries_of(record: SealedRecord) -> "tuple[_Entry, ...]":
    """Everybody a record is about: its candidates, and whom its notice or its documents name besides."""
    stated = record.case.record
    own = groups(stated, "candidates")
    known = {text(group, "person") for group in own}
    besides: dict[str, Group] = {}
    for named in (
        *groups(stated, "publicity.persons"),
        *(each for document in groups(stated, "appointment.documents") for each in groups(document, "persons")),
    ):
        if text(named, "person") not in known:
            besides.setdefault(text(named, "person"), Group({"person": named.fields["person"]}, named.place))
    return tuple(_Entry(record, group) for group in (*own, *besides.values()))


def whole(record: SealedRecord, sight: Sight) -> bool:
    """Whether the acting person may see everything of a record."""
    return all((package, "") in sight.items for package in record.open_packages)


# ---------------------------------------------------------------- which entries speak of the same


def _together(desk: Desk, records: Mapping[str, SealedRecord]) -> Iterator[tuple[_Entry, ...]]:
    """The entry of a case with that of a decision on it, several decisions in turn; entries without a partner alone."""
    decided: dict[str, list[_Entry]] = defaultdict(list)
    for record in records.values():
        if desk.gathers(record.case.kind):
            for entry in entries_of(record):
                decided[text(entry.group, "case")].append(entry)
    used: set[int] = set()
    for record in records.values():
        if not desk.gathers(record.case.kind):
            decision = text(record.case.record, "decision")
            loose = (entry for entry in decided[""] if decision and entry.record.case.id == decision)
            candidates = (*decided[record.case.id], *loose)
            for own in entries_of(record):
                matching = [entry for entry in candidates if _same(own.group, entry.group)]
                used.update(id(entry) for entry in matching)
                yield from ((own, entry) for entry in matching)
                if not matching:
                    yield (own,)
    for entries in decided.values():
        yield from ((entry,) for entry in entries if id(entry) not in used)


def _same(one: Group, other: Group) -> bool:
    posts = {text(one, "position"), text(other, "position")} - {""}
    return text(one, "person") == text(other, "person") and len(posts) < 2  # noqa: PLR2004 - two posts are two matters


# ---------------------------------------------------------------- what they say


@dataclass(frozen=True, slots=True)
class _One:
    """Somebody, considered once: entries of the case and of the decision, as far as there are both."""

    desk: Desk
    sight: Sight
    entries: tuple[_Entry, ...]

    @property
    def reference(self) -> str:
        """Their id in the records."""
        return text(self.entries[0].group, "person")

    @property
    def holders(self) -> tuple[SealedRecord, ...]:
        """The records in the order in which they are asked: the decision knows better than the case."""
        return tuple(entry.record for entry in reversed(self.entries))

    def made(self) -> Considered | None:
        person = self.person()
        barred = self.sight.allowed.barred_people
        if person is None or barred & {person.name, *_former_names(person)}:
            return None
        seen = tuple(entry for entry in reversed(self.entries) if whole(entry.record, self.sight))
        announced, notice = self.notice()
        document = self.document()
        told = notice is not None and (notice.proof is not None or self.is_whole(notice.record))
        proved = document is not None and (document.proof is not None or bool(seen))
        if not (seen or told or proved):
            return None
        return self.put_together(
            person,
            seen,
            (announced if told or seen else None, notice if told else None),
            document if proved else None,
        )

    def put_together(
        self,
        person: Person,
        seen: tuple[_Entry, ...],
        announced: tuple[bool | None, _Notice | None],
        document: _Document | None,
    ) -> Considered:
        """The facts that may be seen: `seen` are the entries of packages that may be seen whole, best first."""
        notice = announced[1]
        result = _first(seen, "result") or (_APPOINTED if document and document.posts else "")
        ended = _day(_first_value(seen, "result_on"))
        start = (document and document.start) or _day(_first_value(seen, "in_office_from"))
        facts = {
            "name": person.name,
            "result": self.outcome(result, seen, notice),
            **self.posts(person, seen, notice, document),
            **_of_person(person, everything=bool(seen), notice=notice is not None),
        }
        if notice is not None:
            facts["notice"] = _from_to(notice.first, notice.last)
            facts["notice_no"] = text(notice.record.case.record, "publicity.no")
        if document is not None:
            facts["doc_no"] = document.number
        if start is not None:
            facts["in_office_from"] = str(start)
        gathers = self.desk.gathers
        facts |= {
            "removed_post": _first(seen, "removed_post"),
            "result_on": str(ended or ""),
            "result_reason": _first(seen, "result_reason"),
            "case": next((e.record.case.id for e in seen if not gathers(e.record.case.kind)), _first(seen, "case")),
            "decision": next((e.record.case.id for e in seen if gathers(e.record.case.kind)), ""),
        }
        withdrawn = notice is not None and notice.withdrawn_on is not None
        appointed = result == _APPOINTED or bool(document and document.posts)
        return Considered(
            identity=self.identity(person),
            facts={name: said for name, said in facts.items() if said},
            announced=announced[0],
            announced_from=notice.first if notice else None,
            announced_to=notice.last if notice else None,
            appointed=appointed,
            appointed_on=start or (document.dated if document else None) or (ended if appointed else None),
            ended_on=ended,
            mark=WITHDRAWN if withdrawn else NOT_APPOINTED if result in NOT_SHOWN else "",
            proofs=self.proofs(person, seen, notice, document),
        )

    def person(self) -> Person | None:
        return next((known for entry in self.entries if (known := entry.record.case.person(self.reference))), None)

    def identity(self, person: Person) -> tuple[str, ...]:
        """One who is kept once for all cases is the same in all; one whom a record holds itself only within it."""
        if any(self.reference in entry.record.registered for entry in self.entries):
            return self.reference, text(person.record, "birth")
        return self.reference, text(person.record, "birth"), self.entries[0].record.case.id

    def is_whole(self, record: SealedRecord) -> bool:
        return whole(record, self.sight)

    def outcome(self, result: str, seen: tuple[_Entry, ...], notice: _Notice | None) -> str:
        """结果: as written, with what befell the notice; what nobody wrote is said to be so."""
        said = [result or (_UNSAID if seen else "")]
        if notice is not None and notice.withdrawn_on is not None:
            said.append(f"公示已撤回（{notice.withdrawn_on}）")
        if notice is not None and self.is_whole(notice.record):
            conclusion = text(notice.record.case.record, "publicity.conclusion")
            said += ["公示结论：影响任职"] if conclusion == _AFFECTED and self.affected(notice) else []
        return "；".join(part for part in said if part)

    def affected(self, notice: _Notice) -> bool:
        """Whether the conclusion 影响任职 is about them: of several persons on a notice, the objection says whom."""
        about = {
            text(entry, "about")
            for entry in groups(notice.record.case.record, "publicity.objections")
            if value(entry, "affects_use") is True
        } - {""}
        return not about or self.reference in about

    def posts(
        self, person: Person, seen: tuple[_Entry, ...], notice: _Notice | None, document: _Document | None
    ) -> dict[str, str]:
        """原任 and 拟任: as the notice prints them, else as the records say, else as the document appoints."""
        printed = notice.printed if notice else None
        entries = tuple(reversed(self.entries)) if notice else seen
        proposed = text(printed, "proposed_post") or _first(entries, "proposed_post")
        if not proposed:
            proposed = next((said for entry in entries if (said := self.position(entry))), "")
        if not proposed and document is not None:
            proposed = "、".join(document.posts)
        present = text(printed, "current_post") or (current_post(person) if entries else "")
        return {"current_post": present, "proposed_post": proposed.removeprefix("拟任")}

    def position(self, entry: _Entry) -> str:
        """The post to be filled, where the entry does not word it."""
        wanted = text(entry.group, "position")
        every = groups(entry.record.case.record, "positions")
        return next((text(post, "title") for post in every if wanted and text(post, "id") == wanted), "")

    # ------------------------------------------------------------ the notice

    def notice(self) -> tuple[bool | None, _Notice | None]:
        """Whether a notice named them, and which; None when there is one and nothing tells whom it named."""
        answer: bool | None = False
        for record in self.holders:
            if not isinstance(record.case.record.fields.get("publicity"), Group):
                continue
            named = self.named_by(record)
            if named:
                return True, self.notice_in(record)
            answer = answer if named is False else None
        return (self.told_otherwise() if answer is False else answer), None

    def told_otherwise(self) -> bool | None:
        """Without any notice: nobody was announced who fell out before, or need not be; else the record has a gap."""
        groups_ = [entry.group for entry in self.entries]
        fell_out = any(text(group, "result") in NOT_SHOWN for group in groups_)
        exempt = any(text(group, "notice_exempt_reason") for group in groups_)
        has_notice = any(isinstance(record.case.record.fields.get("publicity"), Group) for record in self.holders)
        decided = any(text(group, "result") == _APPOINTED for group in groups_)
        return None if decided and not (fell_out or exempt or has_notice) else False

    def named_by(self, record: SealedRecord) -> bool | None:
        """A notice names those it lists, else every candidate still meant on its day; None when that day is unknown."""
        listed = groups(record.case.record, "publicity.persons")
        if listed:
            return any(text(entry, "person") == self.reference for entry in listed)
        entry = next((each.group for each in reversed(self.entries)), None)
        if text(entry, "notice_exempt_reason"):
            return False
        if not any(text(each, "person") == self.reference for each in groups(record.case.record, "candidates")):
            return False
        if not any(text(each.group, "result") in NOT_SHOWN for each in self.entries):
            return True
        ended = _day(_first_value(tuple(reversed(self.entries)), "result_on"))
        began = self.days(record)[0]
        if isinstance(ended, date) and isinstance(began, date):
            return ended >= began
        return None

    def notice_in(self, record: SealedRecord) -> _Notice:
        case = record.case
        first, last = self.days(record)
        printed = next(
            (each for each in groups(case.record, "publicity.persons") if text(each, "person") == self.reference), None
        )
        done = acts(case, NoticeKind.APPOINTMENT, self.desk.settings.today)
        withdrawn = [act.on for act in done if act.what is What.WITHDRAWN and self.concerns(act.persons)]
        proof = self.find((record, *self.holders), lambda item: item.code == _NOTICE)
        return _Notice(record, printed, first, last, withdrawn[-1] if withdrawn else None, proof)

    def concerns(self, persons: frozenset[str]) -> bool:
        return not persons or self.reference in persons

    def days(self, record: SealedRecord) -> tuple[AnyDate | None, AnyDate | None]:
        """The days of a notice as the record states them; counted only where it leaves the end out."""
        stated = record.case.record
        first = _day(value(stated, "publicity.start") or value(stated, "publicity.published_on"))
        last = _day(value(stated, "publicity.extended_to") or value(stated, "publicity.end"))
        if last is not None or first is None:
            return first, last
        found = postings(record.case, practice_of(self.desk), self.desk.settings.today)
        counted = [each.notice.period for each in found if each.item is NoticeKind.APPOINTMENT and each.notice]
        return (counted[-1].start, counted[-1].end) if counted else (first, None)

    # ------------------------------------------------------------ the document

    def document(self) -> _Document | None:
        """The document that appoints them; one that only removes them when there is no other; else a nomination."""
        found = [
            (record, document, entry)
            for record in self.holders
            for document in groups(record.case.record, "appointment.documents")
            for entry in groups(document, "persons")
            if text(entry, "person") == self.reference
        ]
        if not found:
            return self.nomination()
        record, document, entry = min(found, key=lambda one: not rows(one[2], "appoint"))
        number = text(document, "doc_no")
        return _Document(
            number,
            tuple(text(post) for post in rows(entry, "appoint")),
            _day(value(entry, "start")),
            _day(value(document, "date")),
            self.find((record, *self.holders), lambda item: _tells(item, number)),
        )

    def nomination(self) -> _Document | None:
        """An appointment by a people's congress or government, on the committee's nomination."""
        for record in self.holders:
            for entry in groups(record.case.record, "appointment.nominations"):
                if text(entry, "person") == self.reference and text(entry, "result") != "未通过":
                    number = text(entry, "appointed_doc_no") or text(entry, "doc_no")
                    on = _day(value(entry, "elected_on"))
                    posts = (text(entry, "post"),) if on is not None and text(entry, "post") else ()
                    proof = self.find((record,), lambda item: item.code.startswith("E5"))
                    return _Document(number, posts, on, on, proof)
        return None

    # ------------------------------------------------------------ proofs

    def find(self, records: Iterable[SealedRecord], wanted: Callable[[PackedItem], bool]) -> Proof | None:
        """The newest such item."""
        every = (found for record in records for found in _items(record, self.sight))
        return next((proof for item, proof in every if wanted(item)), None)

    def proofs(
        self, person: Person, seen: tuple[_Entry, ...], notice: _Notice | None, document: _Document | None
    ) -> tuple[Proof, ...]:
        """Notice and document; without both the paper that tells how it ended, or else the record itself."""
        papers = [part.proof for part in (notice, document) if part is not None and part.proof is not None]
        if papers:
            return tuple(papers)
        ended = _first(seen, "result_on").replace("-", "")
        telling = [
            (item.date != ended, rank, proof)
            for rank, code in enumerate(_TELLING)
            for record in self.holders
            for item, proof in _items(record, self.sight)
            if _about(item, code, person.name)
        ]
        if telling:
            return (min(telling, key=lambda found: found[:2])[2],)
        return tuple(Proof(entry.record.open_packages[0], "", "metadata/case.yaml") for entry in seen[:1])


def _items(record: SealedRecord, sight: Sight) -> Iterator[tuple[PackedItem, Proof]]:
    """The items of a record that may be seen and stand, the newest packages first."""
    withdrawn: set[str] = set()
    for catalogue in record.catalogues:
        for item in catalogue.items:
            if item.item not in withdrawn and (catalogue.package, item.item) in sight.items:
                yield item, Proof(catalogue.package, item.item, item.files[0].path if item.files else "")
        withdrawn.update(catalogue.supplements.withdrawn if catalogue.supplements else ())


def _tells(item: PackedItem, number: str) -> bool:
    return item.code == "E4" and (not number or item.doc_no == number)


def _about(item: PackedItem, code: str, name: str) -> bool:
    named = any(person.name == name and person.role == _ABOUT for person in item.people)
    return named and item.code == code


def _of_person(person: Person, *, everything: bool, notice: bool) -> dict[str, str]:
    """What the notice shows of a person too, and what only the record has."""
    shown = {"sex": text(person.record, "sex"), "birth": text(person.record, "birth")} if everything or notice else {}
    return {**shown, "former_names": "、".join(_former_names(person))} if everything else shown


def _former_names(person: Person) -> tuple[str, ...]:
    return tuple(text(name) for name in rows(person.record, "former_names"))


def _first(entries: Sequence[_Entry], path: str) -> str:
    return next((said for entry in entries if (said := text(entry.group, path))), "")


def _first_value(entries: Sequence[_Entry], path: str) -> object:
    return next((found for entry in entries if (found := value(entry.group, path)) is not None), None)


def _day(found: object) -> AnyDate | None:
    return found if isinstance(found, date | Month | Year) else None


def _from_to(first: AnyDate | None, last: AnyDate | None) -> str:
    if first is None and last is None:
        return ""
    return f"{first or ''}—{last or ''}"

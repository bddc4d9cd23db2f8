"""A form becomes the facts of a person and what must be kept for the way back; a person becomes a form again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias

from archive_tool.errors import Unreadable
from archive_tool.intake import photos
from archive_tool.intake.forms import LABELS, ORDER, PHOTO, Entry, Facts, Form
from archive_tool.intake.parts import PARTS, Note, Part, born_by, said, sex_by
from archive_tool.model.dates import Month
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, find, groups, rows

# Fields of a person's record by English key, as they are typed in: texts, lists and groups.
Fields: TypeAlias = "dict[str, str | Fields | list[str | Fields]]"

_KEPT: Final = "任免审批表"  # under `custom`: what the way back to the editor needs besides the record
_ORDER: Final = "顺序"
_WORDING: Final = "原文"
_LISTS: Final = {
    "resume": ("from", "to", "text", "aside"),
    "family": ("relation", "name", "birth", "age", "politics", "post", "deceased"),
    "annual_reviews": ("year", "grade"),
    "other_parties": ("party",),
}
INFORMS: Final = frozenset({"I-113", "I-114", "I-115", "I-117", "I-118"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person who came in.

    Attributes:
        source: the file as the user names it.
        fields: of the record, by English key, without id.
        photo: the picture, empty when there is none.
        findings: what a person should look at.
        row: of a roster, counted from 1; 0 for a form.
        cells: of that row, by the names of the columns.
        printed: whether it was read from the print of a form, which leaves out what a record knows better.
    """

    source: str
    fields: Fields
    photo: bytes = b""
    findings: tuple[Finding, ...] = ()
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)
    printed: bool = False

    @property
    def name(self) -> str:
        """姓名; empty in a row that lacks it."""
        return str(self.fields.get("name", ""))


def person_of(form: Form, source: str) -> Arrival:
    """The person that a form is about. Raises Unreadable without a name or with a photo that cannot be read."""
    texts = form.texts
    facts, notes = facts_of(texts)
    if not said(facts, "name"):
        raise Unreadable("intake.no_name", file=source)
    head, photo = _photo(texts.get(PHOTO, ""), source)
    kept = _kept(form, facts, head)
    unknown = [Note("I-115", "", {"element": entry.text[:60]}, lost=False) for entry in form.entries if not entry.tag]
    findings = tuple(_finding(note, source) for note in (*notes, *unknown))
    fields = nested(facts)
    if kept:
        custom = fields.setdefault("custom", {})
        if isinstance(custom, dict):
            custom[_KEPT] = kept
    return Arrival(source, fields, photo, (*form.findings, *findings))


def without_order(arrival: Arrival) -> Arrival:
    """The same without the order of elements, which a form that was no file of the editor does not have."""
    custom = arrival.fields.get("custom", {})
    kept = custom.get(_KEPT) if isinstance(custom, dict) else None
    if not isinstance(custom, dict) or not isinstance(kept, dict):
        return arrival
    rest = {key: said for key, said in kept.items() if key != _ORDER}
    others = {key: said for key, said in custom.items() if key != _KEPT} | ({_KEPT: rest} if rest else {})
    fields = {key: said for key, said in arrival.fields.items() if key != "custom"}
    return replace(arrival, fields={**fields, **({"custom": others} if others else {})})


def facts_of(texts: Mapping[str, str]) -> tuple[Facts, list[Note]]:
    """The facts that the elements of a form, or the cells of a roster, say; and what is to be noted of them."""
    notes: list[Note] = []
    facts: Facts = {}
    for part in PARTS:
        facts |= part.take(texts, notes)
    number, birth, sex = said(facts, "id_number"), said(facts, "birth"), said(facts, "sex")
    if number and birth and born_by(number) != birth[: len("2024.01")]:
        notes.append(Note("I-111", "ShenFenZheng", {"found": born_by(number) or "?", "birth": birth}, lost=False))
    if number and sex and sex_by(number) != sex:
        notes.append(Note("I-112", "ShenFenZheng", {"found": sex_by(number), "sex": sex}, lost=False))
    return facts, notes


def form_of(record: Group, photo: bytes = b"") -> Form:
    """The form of a person's record. What was kept when it came in is used as long as it says what the record says."""
    facts = _facts_in(record)
    wording = _wording(record)
    texts = {PHOTO: photos.packed(wording.get(PHOTO, ""), photo)}
    for part in PARTS:
        texts |= _texts_of(part, facts, wording)
    order = [leaf.raw for leaf in rows(record, f"custom.{_KEPT}.{_ORDER}") if isinstance(leaf, Leaf)] or list(ORDER)
    for tag in LABELS:
        if tag not in order and texts.get(tag):
            order.insert(_place(tag, order), tag)
    return Form(tuple(Entry(tag, texts.get(tag, "")) if tag in LABELS else Entry("", tag) for tag in order))


def nested(facts: Facts) -> Fields:
    """Facts by dotted path as fields within fields."""
    fields: Fields = {}
    for path, fact in facts.items():
        inside = fields
        *above, key = path.split(".")
        for step in above:
            below = inside.setdefault(step, {})
            if isinstance(below, dict):
                inside = below
        inside[key] = fact if isinstance(fact, str) else [dict(entry) for entry in fact]
    return fields


def _finding(note: Note, source: str) -> Finding:
    severity = Severity.INFO if note.rule in INFORMS else Severity.WARNING
    return Finding(note.rule, severity, Place(source, field=note.tag), dict(note.facts))


def _photo(text: str, source: str) -> tuple[str, bytes]:
    if not text:
        return "", b""
    found = photos.unpacked(text)
    if found is None:
        raise Unreadable("intake.photo", file=source, element=PHOTO, label=LABELS[PHOTO])
    return found


def _kept(form: Form, facts: Facts, head: str) -> Fields:
    """The order where it is not the usual one, and every text that the record alone would give back otherwise."""
    texts = form.texts
    wording = {
        tag: texts.get(tag, "")
        for part in PARTS
        for tag, given in part.give(facts).items()
        if texts.get(tag, "") != given
    }
    if head:
        wording[PHOTO] = head
    order = [entry.tag or entry.text for entry in form.entries]
    kept: Fields = {}
    if order != list(ORDER):
        kept[_ORDER] = list(order)
    if wording:
        kept[_WORDING] = dict(wording)
    return kept


def _texts_of(part: Part, facts: Facts, wording: Mapping[str, str]) -> dict[str, str]:
    given = part.give(facts)
    kept = {tag: wording.get(tag, given.get(tag, "")) for tag in part.tags}
    mine = {key: facts[key] for key in part.keys if facts.get(key)}
    return kept if part.take(kept, []) == mine else given


def _place(tag: str, order: list[str]) -> int:
    """Where an element that the order lacks belongs: behind the nearest one before it in the usual order."""
    before = list(LABELS)[: list(LABELS).index(tag)]
    return max((order.index(each) + 1 for each in before if each in order), default=0)


def _wording(record: Group) -> dict[str, str]:
    kept = find(record, f"custom.{_KEPT}.{_WORDING}")
    if not isinstance(kept, Group):
        return {}
    return {tag: leaf.raw for tag, leaf in kept.fields.items() if isinstance(leaf, Leaf)}


def _facts_in(record: Group) -> Facts:
    """The facts of a record that the form knows too, dates as we write them."""
    facts: Facts = {}
    for key in (key for part in PARTS for key in part.keys):
        if key in _LISTS:
            entries = [dict(_said_in(entry, _LISTS[key])) for entry in groups(record, key)]
            facts[key] = entries
        else:
            leaf = find(record, key)
            facts[key] = _raw(leaf) if isinstance(leaf, Leaf) else ""
    return {key: fact for key, fact in facts.items() if fact}


def _said_in(entry: Group, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in keys:
        leaf = entry.fields.get(key)
        if isinstance(leaf, Leaf) and leaf.value is not False:
            yield key, _raw(leaf)


def _raw(leaf: Leaf) -> str:
    value = leaf.value
    if value is True:
        return "是"
    if isinstance(value, date):
        return f"{value:%Y.%m.%d}"
    if isinstance(value, Month):
        return f"{value.year:04d}.{value.month:02d}"
    return str(value)

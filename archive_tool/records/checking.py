"""The typed walk: what was written, held against the schema, becomes the tree that everybody reads.

Keys become English, scalars become values of the schema's types, an empty value is not there. Everything wrong is a
finding at its line; nothing is changed and nothing guessed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from archive_tool import limits
from archive_tool.model.dates import Year
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value, rows, text
from archive_tool.records import dates, raw, traps
from archive_tool.records.reading import Reading, bounded
from archive_tool.records.schema import ANYBODY, CUSTOM, FORMAT, NO, YES, Field, Schema, Shape

_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,11})", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ?[%％]", re.ASCII)
_ID: Final = re.compile(r"[0-9A-Za-z\u3400-\u9fff](?:[0-9A-Za-z\u3400-\u9fff._-]{0,62}[0-9A-Za-z\u3400-\u9fff_-])?")
_RESERVED: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LATIN_ID: Final = re.compile(r"[0-9A-Za-z._-]+")
_ID_NUMBER: Final = re.compile(r"\d{17}[\dXx]|\d{15}", re.ASCII)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_FILE_PART: Final = re.compile(r'[^\\/:*?"<>|\x00-\x1f]+')
_WIDE_BRACKETS: Final = ("［", "【", "｛", "（")
_DASH: Final = re.compile(r"\s*[-－–—•]")
_NAMES_SHOWN: Final = 12
_SHOWN: Final = 40
_MANY: Final = 300


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that was written: to a `person` or a `record`, its id and where."""

    to: str
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """A record held against its schema.

    Attributes:
        record: the typed tree; None when it cannot be used.
        findings: of reading and of checking, in the order of the file.
        references: to persons and records, in written order.
    """

    record: Group | None
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...] = ()


def check(reading: Reading, schema: Schema, people: frozenset[str] | None = None) -> Checked:
    """The typed tree of what was read, and everything wrong with it.

    Args:
        reading: what `reading.read` gave.
        schema: of the record's kind.
        people: ids of the persons of the register; None: references to persons are not checked.
    """
    if reading.root is None:
        return Checked(None, reading.findings)
    walk = _Walk(reading, schema, people)
    record = walk.record(reading.root)
    read = [finding for finding in reading.findings if (finding.rule, finding.place.line) not in walk.better]
    newer = [finding for finding in walk.findings if finding.rule == "S-001"]  # then the rest says nothing
    findings = bounded((*read, *(newer or walk.findings)), reading.source)
    usable = not any(finding.stops for finding in findings)
    return Checked(record if usable else None, findings, tuple(walk.references))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list that did not stand in the record: typed, with its findings and references."""

    group: Group
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]


class EntryChecker:
    """Holds entries that stand elsewhere, rows of a table, against the shape of a list of a record."""

    def __init__(self, schema: Schema, shape: Shape, source: str, record: Group, people: frozenset[str]) -> None:
        """Knows the record that the entries belong to, for references to its lists.

        Args:
            schema: of the record's kind.
            shape: of an entry.
            source: the file in which the entries stand.
            record: the record, checked.
            people: ids of the persons of the register and of the record.
        """
        self._walk = _Walk(Reading(source, None, ()), schema, people, known=people)
        self._shape = shape
        self._record = record

    def check(self, entry: raw.Mapping, path: str) -> Entry:
        """The entry typed; `path` is where it would stand, `talks[3]`."""
        walk = self._walk
        walk.findings, walk.references, walk.inside = [], [], []
        group = walk.group(self._shape, entry, path)
        walk.references_hold(self._record)
        return Entry(group, tuple(walk.findings), tuple(walk.references))


@dataclass(slots=True)
class _Walk:
    reading: Reading
    schema: Schema
    people: frozenset[str] | None
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    inside: list[tuple[Reference, Leaf]] = field(default_factory=list)  # references to lists of this record
    known: frozenset[str] = frozenset()  # persons of the register and of the record itself
    better: set[tuple[str, int]] = field(default_factory=set)  # what reading found and the schema knows better
    listed: dict[str, frozenset[str]] = field(default_factory=dict)  # ids in lists of this record, by path
    source: str = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.reading.source

    def record(self, root: raw.Mapping) -> Group:
        self.known = self.people_inside(root) | (self.people or frozenset())
        record = self.group(self.schema.shape, root, "")
        self.references_hold(record)
        return record

    def people_inside(self, root: raw.Mapping) -> frozenset[str]:
        known = self.schema.shape.fields.get("people")
        node = root.get("people", known.zh) if known is not None else None
        return frozenset(key.text for key, _ in node.entries) if isinstance(node, raw.Mapping) else frozenset()

    def say(
        self, rule: str, node: raw.RawNode, path: str, severity: Severity = Severity.ERROR, **facts: object
    ) -> None:
        self.findings.append(Finding(rule, severity, Place(self.source, node.line, node.column, path), facts))

    def empty(self, rule: str, node: raw.Scalar, path: str, severity: Severity, **facts: object) -> None:
        """A value that was not written, unless it stood in what reading had to leave out."""
        if node.line + 1 not in self.reading.left_out:
            self.say(rule, node, path, severity, **facts)

    def node(self, shape: Shape, node: raw.RawNode, path: str, name: str) -> Node | None:
        """A node of any shape, typed; None when there is nothing to use."""
        sort = shape.sort
        if isinstance(node, raw.Scalar):
            if node.empty:
                self.empty("Y-509", node, path, Severity.WARNING, key=name)
                return None
            parse = _PARSERS.get(sort)
            if parse is None:
                return self.scalar_instead(shape, node, path, name)
            value = parse(self, shape, node, path, name)
            return None if value is None else Leaf(value, node.text, Place(self.source, node.line, node.column, path))
        return self.nested(shape, node, path, name)

    def nested(
        self, shape: Shape, node: raw.Mapping | raw.Sequence | raw.Unusable, path: str, name: str
    ) -> Node | None:
        found: Node | None = None
        if shape.sort == "free":
            found = self.free(node, path)
        elif isinstance(node, raw.Mapping) and shape.sort == "group":
            found = self.group(shape, node, path)
        elif isinstance(node, raw.Mapping) and shape.sort == "map":
            found = self.map(shape, node, path)
        elif isinstance(node, raw.Sequence) and shape.sort == "list":
            found = self.list(shape, node, path, name)
        elif not isinstance(node, raw.Unusable):
            self.wrong_shape(shape, node, path, name)
        return found

    def wrong_shape(self, shape: Shape, node: raw.RawNode, path: str, name: str) -> None:
        found = "group" if isinstance(node, raw.Mapping) else "list" if isinstance(node, raw.Sequence) else "text"
        rule = {"list": "S-105", "group": "S-106", "map": "S-106"}.get(shape.sort, "S-107")
        first = next(iter(shape.names), "") if shape.sort == "group" else "…"
        self.say(rule, node, path, key=name, found=found, first=first)

    def scalar_instead(self, shape: Shape, node: raw.Scalar, path: str, name: str) -> Node | None:
        """A bare scalar where a group or list belongs: a shorthand, or one of the traps that look like text to YAML."""
        if shape.sort == "free":
            return Leaf(node.text, node.text, self.place(node, path))
        if shape.sort == "group" and shape.shorthand and not ("：" in node.text and self.wide_colon(shape, node, path)):
            return self.short(shape, node, path)
        if self.several_lines(node, path):
            return None
        if shape.sort == "list" and _DASH.match(node.text):
            self.say("Y-305", node, path, text=node.text[:_SHOWN])
        elif not node.style and node.text.startswith(_WIDE_BRACKETS):
            self.say("Y-303", node, path, bracket=node.text[0])
        elif not self.wide_colon(shape, node, path):
            self.wrong_shape(shape, node, path, name)
        return None

    def several_lines(self, node: raw.Scalar, path: str) -> bool:
        """Whether text over several lines is really a group or list with a trap in its lines, which are named."""
        if node.style or node.last == node.line:
            return False
        found = [
            (number, trap)
            for number, line in enumerate(self.reading.lines(node.line, node.last), node.line)
            for trap in traps.line_traps(line)[1]
        ]
        for number, trap in found:
            place = Place(self.source, number, trap.column, path)
            self.findings.append(Finding(trap.rule, Severity.ERROR, place, trap.facts))
        if found:
            self.better.add(("Y-510", node.line))
        return bool(found)

    def wide_colon(self, shape: Shape, node: raw.Scalar, path: str) -> bool:
        """Whether the text is a field of the group with a full-width colon: `姓名：甲`, or with none after it."""
        if shape.sort == "list" and (shape.of is None or shape.of.sort != "group"):
            return False
        names = shape.of.names if shape.sort == "list" and shape.of is not None else shape.names
        for colon, rule in (("：", "Y-302"), (":", "Y-304")):
            key, found, _ = node.text.partition(colon)
            if found and not node.style and (key.strip() in names or (colon == "：" and not shape.shorthand)):
                self.say(rule, node, path, key=key.strip())
                return True
        return False

    def place(self, node: raw.RawNode, path: str) -> Place:
        return Place(self.source, node.line, node.column, path)

    def short(self, shape: Shape, node: raw.Scalar, path: str) -> Group | None:
        """The group that a bare scalar stands for: the id of a known person, else what the shorthand says."""
        text = node.text
        by_id = shape.by_id and (text in self.known or (bool(_LATIN_ID.fullmatch(text)) and not text.isdigit()))
        fields: dict[str, Node] = {}
        for key in (shape.by_id,) if by_id else shape.shorthand:
            inner = shape.fields[key]
            typed = self.node(inner.shape, node, f"{path}.{key}", inner.zh)
            if typed is not None:
                fields[key] = typed
        return Group(fields, self.place(node, path)) if fields else None

    def group(self, shape: Shape, mapping: raw.Mapping, path: str) -> Group:
        fields: dict[str, Node] = {}
        seen: dict[str, raw.Scalar] = {}
        names = shape.names
        before = f"{path}." if path else ""
        for key, node in mapping.entries:
            known = names.get(key.text) or (_CUSTOM if key.text in CUSTOM else None)
            if known is None:
                self.unknown(shape, key, before)
                continue
            name = known.key
            first = seen.setdefault(name, key)
            if first is not key:
                self.say("Y-512", key, before + name, key=key.text, other=first.text, first=first.line)
            elif known.required and isinstance(node, raw.Scalar) and node.empty:
                self.empty("S-104", key, before + name, Severity.ERROR, key=key.text, example=known.example)
            else:
                typed = self.node(known.shape, node, before + name, key.text)
                if typed is not None:
                    fields[name] = typed
        if self.reading.whole:  # where parts were left out in reading, what is missing says nothing
            for known in shape.needed:
                if known.key not in seen:
                    at = before + known.key
                    self.say("S-103", mapping, at, key=known.zh, en=known.key, example=known.example)
        return Group(fields, self.place(mapping, path))

    def unknown(self, shape: Shape, key: raw.Scalar, before: str) -> None:
        """A key that the schema does not have, with the nearest one that it has."""
        near = self.nearest(key.text, shape.names)
        fields = list(shape.fields.values())[:_NAMES_SHOWN]
        known = "、".join(field.key if key.text.isascii() else field.zh for field in fields)
        place = before + key.text
        if near:
            self.say("S-101", key, place, key=key.text, near=near)
        else:
            self.say("S-102", key, place, key=key.text, known=known)

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """The nearest known word, if one is near; not sought any more when there are very many findings."""
        if len(self.findings) > _MANY:
            return ""
        return next(iter(get_close_matches(word[:_SHOWN], known, 1, 0.5)), "")

    def map(self, shape: Shape, mapping: raw.Mapping, path: str) -> Group:
        fields: dict[str, Node] = {}
        persons = shape.of is not None and shape.of.name == "person"
        for key, node in mapping.entries:
            if persons and not is_id(key.text):
                self.say("S-120", key, f"{path}.{key.text}", value=key.text)
            typed = None if shape.of is None else self.node(shape.of, node, f"{path}.{key.text}", key.text)
            if typed is not None:
                fields[key.text] = typed
        return Group(fields, self.place(mapping, path))

    def list(self, shape: Shape, sequence: raw.Sequence, path: str, name: str) -> Rows:
        items: list[Node] = []
        of = shape.of
        number = 0  # an entry that was not written does not count
        for node in sequence.items:
            here = f"{path}[{number}]"
            typed = None if of is None else self.node(of, node, here, name)
            if isinstance(node, raw.Scalar):
                if node.empty:
                    continue
                if sequence.flow:
                    self.wide_comma(of, node, here)
            number += 1
            if typed is not None:
                items.append(typed)
        rows = Rows(tuple(items), self.place(sequence, path))
        if of is not None and "id" in of.fields:
            self.ids_differ(rows)
        return rows

    def wide_comma(self, of: Shape | None, node: raw.Scalar, path: str) -> None:
        """`[甲，乙]` is one entry to YAML; in prose a full-width comma is at home."""
        if not node.style and "，" in node.text and of is not None and of.sort not in {"prose", "free"}:
            self.say("Y-307", node, path, Severity.WARNING, text=node.text)

    def ids_differ(self, entries: Rows) -> None:
        """Entries of a list that have ids must have different ones."""
        seen: dict[str, Leaf] = {}
        for entry in entries:
            leaf = entry.fields.get("id") if isinstance(entry, Group) else None
            if isinstance(leaf, Leaf) and seen.setdefault(leaf.raw, leaf) is not leaf:
                facts = {"value": leaf.raw, "first": seen[leaf.raw].place.line}
                self.findings.append(Finding("S-132", Severity.ERROR, leaf.place, facts))

    def free(self, node: raw.RawNode, path: str) -> Node | None:
        """What may be anything: texts, lists and groups as they were written."""
        place = self.place(node, path)
        if isinstance(node, raw.Scalar):
            return None if node.empty else Leaf(node.text, node.text, place)
        if isinstance(node, raw.Sequence):
            typed = (self.free(item, f"{path}[{number}]") for number, item in enumerate(node.items))
            return Rows(tuple(item for item in typed if item is not None), place)
        if isinstance(node, raw.Mapping):
            fields = {key.text: self.free(value, f"{path}.{key.text}") for key, value in node.entries}
            return Group({key: item for key, item in fields.items() if item is not None}, place)
        return None

    def references_hold(self, record: Group) -> None:
        """References to entries of lists of this record, and to persons."""
        ids = self.listed
        for reference, leaf in self.inside:
            if reference.to not in ids:
                ids[reference.to] = frozenset(text(entry, "id") for entry in rows(record, reference.to))
            if reference.id not in ids[reference.to]:
                self.missing("S-130", reference, leaf, ids[reference.to])

    def missing(self, rule: str, reference: Reference, leaf: Leaf, known: frozenset[str]) -> None:
        near = self.nearest(reference.id, known)
        listed = self.schema.field_at(reference.to)
        to = reference.to if listed is None else f"{listed.zh}（{listed.key}）"
        facts = {"value": leaf.raw, "to": to, "near": near or "、".join(sorted(known)[:5])}
        self.findings.append(Finding(rule, Severity.ERROR, leaf.place, facts))

    # The scalar types: each gives the value, or says what is wrong and gives None.

    def format(self, _shape: Shape, node: raw.Scalar, path: str, _name: str) -> Value | None:
        if node.text == str(FORMAT):
            return FORMAT
        newer = _INTEGER.fullmatch(node.text) and int(node.text) > FORMAT
        self.say("S-001" if newer else "S-002", node, path, found=node.text[:_SHOWN], known=FORMAT)
        return None

    def kind(self, _shape: Shape, node: raw.Scalar, path: str, _name: str) -> Value | None:
        if node.text == self.schema.kind:
            return node.text
        self.say("S-003", node, path, found=node.text[:_SHOWN], known=self.schema.kind)
        return None

    def plain(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        if node.text.strip() == ANYBODY:
            self.say("S-160", node, path, Severity.WARNING, key=name, value=ANYBODY)
        return node.text.rstrip("\n") if node.style else node.text

    def integer(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        if _INTEGER.fullmatch(node.text):
            return int(node.text)
        self.say("S-110", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def number(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        if _NUMBER.fullmatch(node.text):
            return Decimal(node.text)
        self.say("S-111", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def percent(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        match = _PERCENT.fullmatch(node.text)
        if match is not None:
            return Decimal(match[1])
        self.say("S-112", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def date(self, shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        found = dates.parse_date(node.text)
        if isinstance(found, dates.Trouble):
            if shape.or_text and not node.text[0].isdigit():
                return node.text
            self.say(_DATE_TROUBLES[found], node, path, key=name, value=node.text[:_SHOWN])
            return None
        if dates.precision(found) not in shape.precision:
            asked = "、".join(example for part, example in _EXAMPLES.items() if part in shape.precision)
            self.say("S-116", node, path, key=name, value=node.text, asked=asked)
            return None
        return found

    def year(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        found = dates.parse_year(node.text)
        if isinstance(found, Year):
            return found
        self.say("S-117", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def time(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        found = dates.parse_time(node.text)
        if found is None:
            self.say("S-118", node, path, key=name, value=node.text[:_SHOWN])
        return found

    def yes_no(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        said = node.text.lower()
        if said in YES or said in NO:
            return said in YES
        self.say("S-119", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def choice(self, shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        if node.text in shape.choices or shape.open:
            return node.text
        known = "、".join(shape.choices)
        near = self.nearest(node.text, shape.choices) or known
        self.say("S-108", node, path, key=name, value=node.text[:_SHOWN], known=known, near=near)
        return None

    def id(self, _shape: Shape, node: raw.Scalar, path: str, _name: str) -> Value | None:
        if is_id(node.text):
            return node.text
        self.say("S-120", node, path, value=node.text[:_SHOWN])
        return None

    def id_number(self, _shape: Shape, node: raw.Scalar, path: str, _name: str) -> Value | None:
        if not _ID_NUMBER.fullmatch(node.text):
            self.say("S-121", node, path, length=len(node.text))
            return None
        if len(node.text) > len(_ID_WEIGHTS) and node.text[-1].upper() != id_check(node.text):
            self.say("S-122", node, path, Severity.WARNING)
        return node.text

    def file(self, _shape: Shape, node: raw.Scalar, path: str, name: str) -> Value | None:
        parts = node.text.split("/")
        if all(_good_name(part) for part in parts):
            return node.text
        self.say("S-123", node, path, key=name, value=node.text[:_SHOWN])
        return None

    def reference(self, shape: Shape, node: raw.Scalar, path: str, _name: str) -> Value | None:
        if not is_id(node.text):
            self.say("S-120", node, path, value=node.text[:_SHOWN])
            return None
        place = self.place(node, path)
        reference = Reference(shape.to, node.text, place)
        leaf = Leaf(node.text, node.text, place)
        if shape.to not in {"person", "record"}:  # an entry of a list of this record
            self.inside.append((reference, leaf))
            return node.text
        self.references.append(reference)
        if shape.to == "person" and self.people is not None and node.text not in self.known:
            self.missing("S-131", reference, leaf, self.known)
        return node.text


def is_id(text: str) -> bool:
    """Whether a text can be an id: letters, digits, Chinese characters, `.` `_` `-`, and a file name anywhere."""
    return _ID.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None


def id_check(number: str) -> str:
    """The last place of an identity number of 18 places, as GB 11643 computes it from the others."""
    return _ID_CHECKS[sum(int(place) * weight for place, weight in zip(number, _ID_WEIGHTS, strict=False)) % 11]


def _good_name(part: str) -> bool:
    return (
        _FILE_PART.fullmatch(part) is not None
        and part[-1] not in ". "
        and _RESERVED.fullmatch(part) is None
        and len(part.encode()) <= limits.NAME_BYTES
    )


_CUSTOM: Final = Field(CUSTOM[0], CUSTOM[1], "", Shape("free"))
_EXAMPLES: Final = {"day": "2024-03-05", "month": "2024-03", "year": "2024"}
_DATE_TROUBLES: Final = {
    dates.Trouble.UNKNOWN: "S-113",
    dates.Trouble.AMBIGUOUS: "S-114",
    dates.Trouble.IMPOSSIBLE: "S-115",
}
_Parser = Callable[[_Walk, Shape, raw.Scalar, str, str], Value | None]
_PARSERS: Final[Mapping[str, _Parser]] = {
    "text": _Walk.plain, "prose": _Walk.plain, "integer": _Walk.integer, "number": _Walk.number,
    "percent": _Walk.percent, "date": _Walk.date, "time": _Walk.time, "year": _Walk.year, "yes_no": _Walk.yes_no,
    "choice": _Walk.choice, "id": _Walk.id, "id_number": _Walk.id_number, "file": _Walk.file,
    "reference": _Walk.reference, "format": _Walk.format, "kind": _Walk.kind,
}  # fmt: skip

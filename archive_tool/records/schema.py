"""The schema language: what a kind of record may say. One file per kind, schemas/<kind>/record.yaml.

A schema file has `format`, `kind`, `zh`, `en`, `uses` (kinds whose types it borrows; such a kind is itself a type,
without format, kind and id), `extends` (a kind, its own shipped form included, whose fields and types it adds to or
replaces), `types` and `fields`. A field or type says

    zh, en        the Chinese key, and what it means in English (the English key is the key itself)
    help          what it means in Chinese, when the key does not say it
    type          a named type, or one of SCALARS, `group`, `list`, `map`, `free`; by default `group` where there are
                  fields, `choice` where there are choices, else `text`
    fields        of a group, or of the groups of a list
    of            what a list or map holds
    choices, open the words it may take; `open: yes` allows others too
    precision     of a date: day, month, year; by default day alone
    or_text       a date that may also be words
    (type format) the version of the record format; (type kind) the kind of this very schema
    to            what a reference names: person, record, or a list of this record by its path
    shorthand     field or fields that a bare scalar in place of the group fills
    by_id         field that it fills when it is the id of a known person
    extends       the named group type it adds to
    required, example
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.model.findings import Finding, Severity, ordered
from archive_tool.model.places import Place
from archive_tool.records import raw
from archive_tool.records.reading import load, read

SCALARS: Final = frozenset(
    {
        "text", "prose", "integer", "number", "percent", "date", "time", "year", "yes_no", "choice", "id", "id_number",
        "file", "reference", "format", "kind",
    }
)  # fmt: skip
NESTED: Final = frozenset({"group", "list", "map", "free"})
PRECISIONS: Final = ("day", "month", "year")
YES: Final = frozenset({"是", "有", "yes", "true"})
NO: Final = frozenset({"否", "无", "no", "false"})
CUSTOM: Final = ("custom", "自定义")
_IDENTITY: Final = ("format", "kind", "id")
_KEYS: Final = frozenset(
    {
        "zh", "en", "help", "type", "fields", "of", "choices", "open", "precision", "or_text", "to", "shorthand",
        "by_id", "extends", "required", "example",
    }
)  # fmt: skip
_TOP_KEYS: Final = frozenset({"format", "kind", "zh", "en", "uses", "extends", "types", "fields"})
FORMAT: Final = 1
ANYBODY: Final = "某某"  # the example of a text that has none of its own
_STEP: Final = re.compile(r"[^.\[\]]+|\[\w*\]")


@dataclass(slots=True)
class Shape:
    """What may stand in a place. Filled in two steps, because types may name one another in a circle.

    Attributes:
        sort: one of SCALARS or NESTED.
        name: of the named type it comes from, if any.
        fields: of a group, by English key.
        names: of a group: both keys of every field, to the field.
        needed: of a group: its required fields.
        of: what a list or map holds.
    """

    sort: str
    name: str = ""
    zh: str = ""
    en: str = ""
    fields: "dict[str, Field]" = field(default_factory=dict)
    names: "dict[str, Field]" = field(default_factory=dict)
    needed: "tuple[Field, ...]" = ()
    of: "Shape | None" = None
    choices: tuple[str, ...] = ()
    open: bool = False
    precision: frozenset[str] = frozenset({"day"})
    or_text: bool = False
    to: str = ""
    shorthand: tuple[str, ...] = ()
    by_id: str = ""


@dataclass(slots=True)
class Field:
    """A field of a group: its English key, its Chinese key, what may stand there, and what is said of it."""

    key: str
    zh: str
    en: str
    shape: Shape
    help: str = ""
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a kind of record may say; `shape` is its group of the first level."""

    kind: str
    zh: str
    en: str
    shape: Shape

    def paths(self) -> "Iterator[tuple[str, Field]]":
        """Every dotted path with its field, lists and maps as `[]`; a type inside itself is not opened again."""
        yield from _paths(self.shape, "", ())

    def field_at(self, path: str) -> Field | None:
        """The field that a dotted path names, indexes and `[]` left out or not; None when there is none.

        Under a map any step names an entry.
        """
        shape: Shape | None = self.shape
        found: Field | None = None
        for step in _STEP.findall(path):
            if shape is not None and shape.sort in {"list", "map"} and (step[0] == "[" or step.isdigit()):
                shape = shape.of
                continue
            while shape is not None and shape.sort == "list":
                shape = shape.of
            if shape is None or shape.sort in SCALARS:
                return None
            if shape.sort == "free":
                return found
            if shape.sort == "map":
                shape = shape.of
                continue
            found = shape.names.get(step)
            if found is None:
                return None
            shape = found.shape
        return found


def _paths(shape: Shape, before: str, above: tuple[int, ...]) -> "Iterator[tuple[str, Field]]":
    while shape.of is not None:
        before += "[]"
        shape = shape.of
    if id(shape) in above:
        return
    for key, known in shape.fields.items():
        path = f"{before}.{key}" if before else key
        yield path, known
        yield from _paths(known.shape, path, (*above, id(shape)))


def load_schema(folders: Sequence[Path], kind: str) -> Schema:
    """The schema of a kind; an earlier folder (the organisation's own) wins over a later one (the shipped).

    Raises Unreadable, with findings, for a schema that cannot be used, and without for a kind that nobody has.
    """
    return _Loader(tuple(folders)).schema(kind)


def kinds(folders: Sequence[Path]) -> tuple[str, ...]:
    """The kinds that have a schema in one of the folders, in alphabetical order."""
    return tuple(sorted({path.parent.name for folder in folders for path in folder.glob("*/record.yaml")}))


@dataclass(slots=True)
class _Source:
    """One schema file as read, with what it borrows."""

    kind: str
    path: str
    root: raw.Mapping
    types: dict[str, "_Entry"] = field(default_factory=dict)
    inherited: dict[str, "_Entry"] = field(default_factory=dict)  # types of the kind it extends, before its own
    fields: dict[str, "_Entry"] = field(default_factory=dict)
    made: dict[str, Shape] = field(default_factory=dict)


_Entry = tuple[_Source, raw.Mapping]  # the file in which the type names of an entry are looked up, and what it says


class _Loader:
    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.sources: dict[tuple[str, int], _Source] = {}
        self.findings: list[Finding] = []

    def schema(self, kind: str) -> Schema:
        source = self.source(kind, 0)
        shape = Shape("group", kind, _said(source.root, "zh"), _said(source.root, "en"))
        self.fill(shape, source.fields)
        self.stop_at_findings()
        return Schema(kind, shape.zh, shape.en, shape)

    def stop_at_findings(self) -> None:
        if self.findings:
            raise Unreadable("schema.broken", ordered(self.findings), path=self.findings[0].place.source)

    def say(self, rule: str, source: _Source, node: raw.RawNode, **facts: object) -> None:
        self.findings.append(Finding(rule, Severity.ERROR, Place(source.path, node.line, node.column), facts))

    def source(self, kind: str, first: int) -> _Source:
        """The schema file of a kind, searched from a folder on, with what it extends and uses."""
        known = self.sources.get((kind, first))
        if known is not None:
            return known
        at = next((at for at in range(first, len(self.folders)) if self.path(at, kind).is_file()), None)
        if at is None:
            raise Unreadable("schema.unknown-kind", kind=kind, known="、".join(kinds(self.folders)))
        path = self.path(at, kind)
        reading = read(load(path), path.as_posix())
        if reading.root is None or not reading.sound:
            raise Unreadable("schema.broken", reading.findings, path=path.as_posix())
        source = _Source(kind, path.as_posix(), reading.root)
        self.sources[kind, first] = self.sources[kind, at] = source
        self.borrow(source, at)
        for name, place in (("types", source.types), ("fields", source.fields)):
            place.update({key.text: (source, value) for key, value in self.entries(source, reading.root, name)})
        for key, _ in reading.root.entries:
            if key.text not in _TOP_KEYS:
                self.say("S-901", source, key, key=key.text)
        if reading.text("format") != str(FORMAT):
            self.say("S-001", source, reading.root, found=reading.text("format"), known=FORMAT)
        self.stop_at_findings()
        return source

    def path(self, at: int, kind: str) -> Path:
        return self.folders[at] / kind / "record.yaml"

    def borrow(self, source: _Source, at: int) -> None:
        """Types of the kinds it uses, types and fields of the one it extends; its own are put on top later."""
        uses = source.root.get("uses")
        for name in uses.items if isinstance(uses, raw.Sequence) else ():
            if isinstance(name, raw.Scalar):
                used = self.source(name.text, 0)
                source.types.update(used.types)
                source.types.setdefault(name.text, (used, used.root))
        base = _said(source.root, "extends")
        if base:
            extended = self.source(base, at + 1 if base == source.kind else 0)
            # Names within what is inherited mean the types of the heir: what it changes is changed throughout.
            for place, theirs in ((source.inherited, extended.types), (source.fields, extended.fields)):
                for key, (home, said) in theirs.items():
                    place[key] = (source if home is extended else home, said)
            source.types.update(source.inherited)

    def entries(
        self, source: _Source, mapping: raw.Mapping, name: str
    ) -> "Iterator[tuple[raw.Scalar, raw.Mapping]]":
        node = mapping.get(name)
        if node is not None and not isinstance(node, raw.Mapping):
            self.say("S-902", source, node, key=name)
        for key, value in node.entries if isinstance(node, raw.Mapping) else ():
            if isinstance(value, raw.Mapping):
                yield key, value
            else:
                self.say("S-902", source, value, key=key.text)

    def fill(self, shape: Shape, fields: dict[str, _Entry]) -> None:
        """Gives a group its fields; both keys of every field must be its own."""
        for key, (source, said) in fields.items():
            made = Field(
                key, _said(said, "zh") or key, _said(said, "en"), self.shape(source, said), _said(said, "help"),
                _said(said, "required") in YES, _said(said, "example"),
            )  # fmt: skip
            shape.fields[key] = made
            for name in dict.fromkeys((key, made.zh)):
                if shape.names.setdefault(name, made) is not made:
                    self.say("S-903", source, said, key=name)
        shape.needed = tuple(known for known in shape.fields.values() if known.required)

    def shape(self, source: _Source, said: raw.Mapping) -> Shape:
        """What a field or type allows."""
        for key, _ in said.entries:
            if key.text not in _KEYS and said is not source.root:
                self.say("S-901", source, key, key=key.text)
        sort = _sort(said)
        if sort not in SCALARS and sort not in NESTED:
            return self.named(source, sort, said)
        shape = Shape(sort, zh=_said(said, "zh"), en=_said(said, "en"))
        return self.complete(shape, source, said)

    def complete(self, shape: Shape, source: _Source, said: raw.Mapping) -> Shape:
        """Fills a shape of which only the sort is known."""
        shape.choices = _words(said, "choices")
        shape.open = _said(said, "open") in YES
        shape.precision = frozenset(_words(said, "precision")) or frozenset({"day"})
        shape.or_text = _said(said, "or_text") in YES
        shape.to = _said(said, "to")
        shape.shorthand = _words(said, "shorthand")
        shape.by_id = _said(said, "by_id")
        if not shape.precision <= set(PRECISIONS):
            self.say("S-902", source, said, key="precision")
        if shape.sort == "choice" and not shape.choices:
            self.say("S-904", source, said)
        if shape.sort in {"list", "map"}:
            of = _said(said, "of")
            shape.of = self.item(source, said) if not of else self.named(source, of, said)
        elif shape.sort == "group":
            self.fill_group(shape, source, said)
        return shape

    def item(self, source: _Source, said: raw.Mapping) -> Shape:
        """The groups of a list whose fields stand in the list itself."""
        group = Shape("group", zh=_said(said, "zh"), en=_said(said, "en"))
        group.shorthand = _words(said, "shorthand")
        self.fill_group(group, source, said)
        return group

    def fill_group(self, shape: Shape, source: _Source, said: raw.Mapping) -> None:
        fields: dict[str, _Entry] = {}
        base = _said(said, "extends")
        if base:
            extended = self.base(source, base, shape, said)
            shape.shorthand = shape.shorthand or extended.shorthand
            shape.by_id = shape.by_id or extended.by_id
            shape.fields.update(extended.fields)
            shape.names.update(extended.names)
        for key, value in self.entries(source, said, "fields"):
            old = shape.fields.pop(key.text, None)
            if old is not None:
                shape.names = {name: known for name, known in shape.names.items() if known is not old}
            fields[key.text] = (source, value)
        self.fill(shape, fields)
        if not shape.fields:
            self.say("S-904", source, said)

    def base(self, source: _Source, name: str, shape: Shape, said: raw.Mapping) -> Shape:
        """The group that one extends; a type that extends its own name means the inherited one."""
        if name != shape.name or name not in source.inherited:
            return self.named(source, name, said)
        home, inherited = source.inherited[name]
        return self.complete(Shape("group", zh=_said(inherited, "zh")), home, inherited)

    def named(self, source: _Source, name: str, asked: raw.Mapping) -> Shape:
        """A named type, or a scalar type by its name."""
        if name in SCALARS - {"choice"} or name == "free":
            return Shape(name)
        if name not in source.made:
            if name in source.types:
                source.made[name] = Shape("free")  # in case it is met before it is known: two names for one another
                self.make(source, name, asked)
            else:
                self.say("S-905", source, asked, type=name)
                source.made[name] = Shape("free")
        return source.made[name]

    def make(self, source: _Source, name: str, asked: raw.Mapping) -> None:
        """Makes the shape of a named type; it is known before its fields are, which may name it."""
        home, said = source.types[name]
        if said is home.root:
            made = source.made[name] = Shape("group", name, _said(said, "zh"), _said(said, "en"))
            self.fill(made, {key: value for key, value in home.fields.items() if key not in _IDENTITY})
            return
        if home is not source:
            source.made[name] = self.named(home, name, asked)
            return
        sort = _sort(said)
        if sort in SCALARS or sort in NESTED:
            made = source.made[name] = Shape(sort, name, _said(said, "zh"), _said(said, "en"))
            self.complete(made, source, said)
        else:
            source.made[name] = replace(self.named(source, sort, said), name=name)


def _sort(said: raw.Mapping) -> str:
    """The type that an entry names or implies."""
    if said.get("type") is not None:
        return _said(said, "type")
    if said.get("fields") is not None or said.get("extends") is not None:
        return "group"
    return "text" if said.get("choices") is None else "choice"


def _said(mapping: raw.Mapping, name: str) -> str:
    node = mapping.get(name)
    return node.text if isinstance(node, raw.Scalar) else ""


def _words(mapping: raw.Mapping, name: str) -> tuple[str, ...]:
    """The words of a list, or the one word that stands there."""
    node = mapping.get(name)
    if isinstance(node, raw.Sequence):
        return tuple(item.text for item in node.items if isinstance(item, raw.Scalar))
    return (node.text,) if isinstance(node, raw.Scalar) and node.text else ()

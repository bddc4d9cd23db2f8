"""What templates see: the record as our own mapping, where no key collides with a method (`meeting.items`).

English and Chinese field names both work. Where the record refers to a person by id, the template finds the person:
`candidate.person.name`, and `talk.interviewee.name` whether the interviewee stands in the register or only here.
What a template read is recorded, because a document is stale when a value that its template read has changed.

    context(case, extra=…, vocabulary=…) -> Words
    as_node({"end": date(2026, 5, 9), "states": [...]}, "computed") -> Group
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import Undefined
from jinja2.exceptions import UndefinedError

from archive_tool.model.cases import Case
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value

Vocabulary = Mapping[str, Mapping[str, str]]
"""English key by Chinese key, by the path of the group that holds them: `candidates.exceptional`; `` is the record
itself, `person` a person's record."""

ABSENT: Final = ""  # how an absent field stands among the values that were read
_NOT_A_REFERENCE: Final = frozenset({"id", "case", "decision", "position"})
_COUNTER: Final = re.compile(r"\[\d+\]|^people\.[^.]+")
_NUMBER: Final = re.compile(r"\d+(?=\])")
_PERSON_FIELDS: Final = {"unit": "current_post.unit", "post": "current_post.title"}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that templates of one case may say.

    Attributes:
        record: the case's record.
        behind: where a field is looked for next, the decision's record.
        extra: what the corridor computed or the item is about: `candidate`, `item`, `states`, `end` …
        paths: where an extra stands in the record, `candidates[1]` for `candidate`, so that one value has one path.
        people: records of the persons by id.
        vocabulary: Chinese field names.
        photo: the person's picture as JPEG, put where the template has one described as 照片; empty when there is none.
    """

    record: Group
    behind: Group | None = None
    extra: Mapping[str, Node] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Group] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=dict)
    photo: bytes = b""


def context(
    case: Case,
    *,
    extra: Mapping[str, Node] | None = None,
    paths: Mapping[str, str] | None = None,
    vocabulary: Vocabulary | None = None,
    photo: bytes = b"",
) -> Words:
    """The words of a case: its record, that of the decision behind it, its persons, and what the corridor adds.

    An `org` among the extras (the workspace's facts) yields field by field to the record's own `org`.
    """
    added = dict(extra or {})
    org, own = added.get("org"), case.find("org")
    if isinstance(org, Group) and isinstance(own, Group):
        added["org"] = Group({**org.fields, **own.fields}, own.place)
    people = dict(case.people)
    if case.decision is not None:
        people = {**case.decision.people, **people}
    for served in case.served:
        people = {**served.people, **people}
    return Words(
        record=case.record,
        behind=case.decision.record if case.decision is not None else None,
        extra=added,
        paths=paths or {},
        people={key: person.record for key, person in people.items()},
        vocabulary=vocabulary or {},
        photo=photo,
    )


def as_node(value: object, source: str, path: str = "") -> Node:
    """Plain data (mappings, sequences, values) as a tree, for what is computed and stands in no file."""
    place = Place(source, field=path)
    if isinstance(value, Group | Rows | Leaf):
        return value
    if isinstance(value, Mapping):
        return Group({str(key): as_node(entry, source, f"{path}.{key}") for key, entry in value.items()}, place)
    if isinstance(value, list | tuple):
        return Rows(tuple(as_node(entry, source, f"{path}[{i}]") for i, entry in enumerate(value)), place)
    leaf: Any = value
    return Leaf(leaf, str(value), place)


class Reading:
    """One rendering's memory: what was read, what was emitted in order, what was missing."""

    __slots__ = ("emitted", "missing", "reads", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self.reads: dict[str, object] = {}
        self.emitted: list[str] = []
        self.missing: dict[str, None] = {}

    def root(self, key: str) -> Any:
        """The field of the record (or of the extras, or of the decision behind) with that name, in either language."""
        words = self.words
        english = key if key.isascii() else words.vocabulary.get("", {}).get(key, key)
        for fields in (words.extra, words.record.fields, words.behind.fields if words.behind else {}):
            node = fields.get(english)
            if node is not None:
                return self.shown(node, words.paths.get(english, english), english)
        return self.absent(english)

    def absent(self, path: str) -> "Absent":
        """Nothing stands at that path, which counts as read."""
        self.reads[path] = ABSENT
        return Absent(name=path, reading=self)

    def label(self, path: str) -> str:
        """A dotted path as a clerk knows it: Chinese names, a person by name, an entry of a list by its number."""
        steps = path.split(".")
        said, group = [], ""
        if steps[0] == "people" and len(steps) > 1:
            person = self.words.people.get(steps[1])
            name = person.fields.get("name") if person is not None else None
            said, group, steps = [str(name.value) if isinstance(name, Leaf) else steps[1]], "person", steps[2:]
        for step in steps:
            key, _, counters = step.partition("[")
            names = {**self.words.vocabulary.get("person", {}), **self.words.vocabulary.get(group, {})}
            chinese = next((zh for zh, en in names.items() if en == key), key)
            numbers = [str(int(number) + 1) for number in _NUMBER.findall(counters)]
            said.append("".join((chinese.replace("】", "）"), *numbers)))
            group = f"{group}.{key}" if group else key
        return "·".join(said)

    def shown(self, node: Node, path: str, key: str) -> Any:
        """What a template gets for a node."""
        if type(node) is Leaf:
            value = node.value
            if value == "":
                return self.absent(path)
            self.reads[path] = value
            if type(value) is str and value in self.words.people and key not in _NOT_A_REFERENCE:
                return Fields(self, self.words.people[value], f"people.{value}")
            return value
        if type(node) is Group:
            return Fields(self, node, path)
        assert isinstance(node, Rows)
        return Many(self, node, path)


class Fields:
    """A group of fields as a template sees it: by `look` alone, its Python attributes are out of a template's reach."""

    __slots__ = ("node", "path", "reading")

    def __init__(self, reading: Reading, node: Group, path: str) -> None:
        self.reading = reading
        self.node = node
        self.path = path

    def look(self, key: str) -> Any:
        """The field of that name in English or Chinese; failing that, that of the person the group speaks of."""
        fields = self.node.fields
        node = fields.get(key)
        if node is None:
            return self.elsewhere(key)
        return self.reading.shown(node, f"{self.path}.{key}", key)

    def elsewhere(self, key: str) -> Any:
        """The field by its Chinese name, or that of the person the group speaks of."""
        reading = self.reading
        if not key.isascii():
            english = reading.words.vocabulary.get(_COUNTER.sub(_whole, self.path), {}).get(key)
            if english is not None:
                return self.look(english)
        person = self.node.fields.get("person")
        if isinstance(person, Leaf) and person.value in reading.words.people:
            reading.reads[f"{self.path}.person"] = person.value
            reading.reads[f"{self.path}.{key}"] = ABSENT
            behind = Fields(reading, reading.words.people[str(person.value)], f"people.{person.value}")
            if key in _PERSON_FIELDS:
                post = behind.look("current_post")
                return post.look(_PERSON_FIELDS[key].partition(".")[2]) if isinstance(post, Fields) else post
            found = behind.look(key)
            if isinstance(found, Absent) and self.is_only_own(key):
                return reading.absent(f"{self.path}.{key}")
            return found
        return reading.absent(f"{self.path}.{key}")

    def is_only_own(self, key: str) -> bool:
        """Whether the schema has the field in this group and not in a person, so that it is here that it lacks."""
        known = self.reading.words.vocabulary
        own = known.get(_COUNTER.sub(_whole, self.path), {})
        return key in own.values() and key not in known.get("person", {}).values()

    def __getitem__(self, key: object) -> Any:
        return self.look(str(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.node.fields)

    def __bool__(self) -> bool:
        return bool(self.node.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and self.node is other.node

    def __hash__(self) -> int:
        return id(self.node)

    def __str__(self) -> str:
        """A person or a mention of one is written as the name."""
        return str(self.look("name"))


def _whole(found: re.Match[str]) -> str:
    """The path of a group without counters: `candidates[1].checks` is `candidates.checks`, a person is `person`."""
    return "person" if found[0].startswith("people.") else ""


class Many:
    """A list as a template sees it."""

    __slots__ = ("node", "path", "reading")

    def __init__(self, reading: Reading, node: Rows, path: str) -> None:
        self.reading = reading
        self.node = node
        self.path = path
        reading.reads[path] = len(node.items)

    def __len__(self) -> int:
        return len(self.node.items)

    def __iter__(self) -> Iterator[Any]:
        shown, path = self.reading.shown, self.path
        for number, node in enumerate(self.node.items):
            yield shown(node, f"{path}[{number}]", "")

    def __getitem__(self, key: object) -> Any:
        number = int(key) if isinstance(key, int) or (isinstance(key, str) and key.isdigit()) else -1
        if 0 <= number < len(self.node.items):
            return self.reading.shown(self.node.items[number], f"{self.path}[{number}]", "")
        return self.reading.absent(f"{self.path}[{key}]")


class Absent(Undefined):
    """A field that is not there: false in a condition, missing when it is printed or walked through."""

    __slots__ = ("reading",)

    def __init__(
        self,
        hint: str | None = None,
        obj: object = None,  # noqa: ARG002 - as Jinja calls it
        name: str | None = None,
        exc: type[Exception] | None = None,  # noqa: ARG002 - as Jinja calls it
        *,
        reading: Reading | None = None,
    ) -> None:
        super().__init__(hint=hint, name=name)
        self.reading = reading

    @property
    def path(self) -> str:
        """Where it would stand."""
        return str(self._undefined_name)

    def miss(self) -> str:
        """Notes that the field is missing and gives what stands in its place in a draft."""
        if self.reading is None:
            raise UndefinedError(self.path)
        self.reading.missing[self.path] = None
        return f"【待填：{self.reading.label(self.path)}】"

    def under(self, key: object) -> "Absent":
        """A field of it, or an entry of the list it is not, which is absent too."""
        path = f"{self.path}[{key}]" if isinstance(key, int) else f"{self.path}.{key}"
        return self.reading.absent(path) if self.reading is not None else Absent(name=path)

    def __str__(self) -> str:
        return self.miss()

    def __iter__(self) -> Iterator[Any]:
        self.miss()
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Undefined)

    def __hash__(self) -> int:
        return hash(Undefined)


class Nothing:
    """A row of a form that people fill by hand: each of its fields is empty, and that is meant."""

    __slots__ = ()

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False


NOTHING: Final = Nothing()


def plain(value: object) -> Value | None:
    """A value that a filter can compute with: the leaf itself, a person's name, None for what is absent."""
    if isinstance(value, Undefined):
        return None
    if isinstance(value, Fields):
        return str(value)
    leaf: Any = value
    return leaf  # type: ignore[no-any-return]

"""A case: its record, the persons it speaks of, the decision it comes under, and what came in later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Node, Value, find, groups, rows, text, value


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the register: the typed fields of people/<id>.yaml or of the case's own `people`."""

    id: str
    record: Group

    @property
    def name(self) -> str:
        """姓名, as it was typed."""
        return text(self.record, "name")

    def value(self, path: str) -> Value | None:
        """The value at a dotted path of the person's record."""
        return value(self.record, path)


@dataclass(frozen=True, slots=True)
class Attachment:
    """What others supplied, as received.yaml registers it.

    Attributes:
        file: name under attachments/.
        item: key of the item it belongs to, `C5` or `C6-2`.
        role: 正本 (the signed copy), 附件, 复函, 原始表格, 公示凭证, 其他.
        title, date, maker, doc_no: of the paper itself; may be empty.
        pages: counted or keyed in; None when unknown, never guessed.
        agrees: whether the Word file agrees with the signed copy: 一致, 有改动：…, 未核对, or empty.
        original_name: what it was called when it came.
        sha256: digest when it was taken in.
    """

    file: str
    item: str
    place: Place
    role: str = "附件"
    title: str = ""
    date: str = ""
    maker: str = ""
    doc_no: str = ""
    pages: int | None = None
    agrees: str = ""
    original_name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A record of any kind, built and typed.

    Attributes:
        id: stands inside the record.
        kind: `appointment`, `decision`, …
        record: the tree.
        folder: its folder on disk.
        people: every person the record refers to, by id.
        decision: the decision it comes under, if any.
        received: what attach registered.
        served: for a decision: the cases that point to it.
        recalled: what was read out of the archive for it, by the names of its file plan.
    """

    id: str
    kind: str
    record: Group
    folder: Path
    people: Mapping[str, Person] = field(default_factory=dict)
    decision: "Case | None" = None
    received: tuple[Attachment, ...] = ()
    served: tuple["Case", ...] = ()
    recalled: Mapping[str, Node] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """题名, or the id when none was given."""
        return text(self.record, "title") or self.id

    @property
    def source(self) -> str:
        """The record's file as the user names it."""
        return self.record.place.source

    def find(self, path: str) -> Node | None:
        """The node at a path: the record's own, else that of the decision it comes under."""
        found = find(self.record, path)
        if found is None and self.decision is not None:
            return find(self.decision.record, path)
        return found

    def value(self, path: str) -> Value | None:
        """The value of the leaf at a path, here or in the decision."""
        return value(self.find(path))

    def text(self, path: str) -> str:
        """The same as text, empty when there is none."""
        return text(self.find(path))

    def rows(self, path: str) -> tuple[Node, ...]:
        """The entries of the list at a path, here or in the decision."""
        return rows(self.find(path))

    def groups(self, path: str) -> tuple[Group, ...]:
        """Those of them that are groups."""
        return groups(self.find(path))

    def person(self, reference: str) -> Person | None:
        """The person of that id."""
        return self.people.get(reference)

    def place(self, path: str) -> Place:
        """Where a path stands; for a missing one the nearest node above it, with the full path as field."""
        steps = path
        while True:
            found = self.find(steps)
            if found is not None:
                return found.place.at(path)
            if not steps:
                return self.record.place.at(path)
            cut = max(steps.rfind("."), steps.rfind("["))
            steps = steps[:cut] if cut > 0 else ""

"""`new KIND ID`: a record with every key, its comment and an example.

What must be filled in stands open; all else is commented out, key by key, so that what is taken in reads without a
finding. Lines with `##` explain; taking the first `# ` from another line turns it on.
"""

from dataclasses import dataclass, field
from typing import Final

from archive_tool.records.formatting import scalar
from archive_tool.records.schema import ANYBODY, CUSTOM, FORMAT, SCALARS, Field, Schema, Shape

_EXAMPLES: Final = {
    "integer": "1", "number": "10", "percent": "85.71%", "time": "9:30", "year": "2026", "yes_no": "是", "id": "bh1",
    "id_number": "000000199001010018", "file": "0001.pdf", "text": ANYBODY, "prose": ANYBODY, "free": ANYBODY,
}  # fmt: skip
_DATES: Final = (("day", "2026-03-05"), ("month", "2026-03"), ("year", "2026"))
_MOST_CHOICES: Final = 12


@dataclass(slots=True)
class _Sketch:
    """The lines so far; a named group is opened once, later it is only pointed at."""

    chinese: bool
    lines: list[str] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)

    def name(self, known: Field) -> str:
        return scalar(known.zh if self.chinese else known.key)

    def comment(self, known: Field) -> str:
        """What a key is, whether it must be, what it may be."""
        parts = [known.key if self.chinese else known.zh, known.help, "必填" if known.required else ""]
        if known.shape.choices:
            more = known.shape.open or len(known.shape.choices) > _MOST_CHOICES
            parts.append(f"可选 {'、'.join(known.shape.choices[:_MOST_CHOICES])}{' 等' if more else ''}")
        return "；".join(part for part in parts if part)

    def line(self, text: str, *comments: str) -> None:
        self.lines.append("  # ".join((text, "；".join(comment for comment in comments if comment))).rstrip(" #"))

    def group(self, shape: Shape, depth: int, first: str = "") -> None:
        """The fields of a group, commented out; `first` stands before the first key (the dash of a list)."""
        for number, known in enumerate(shape.fields.values()):
            lead = "  " * depth if number or not first else first
            self.below(f"# {lead}{self.name(known)}:", known, known.shape, depth)

    def below(self, head: str, known: Field, shape: Shape, depth: int) -> None:
        """A key and what may stand below it."""
        comment = self.comment(known) if shape is known.shape else ""
        of = shape.of
        if shape.sort == "map" and of is not None:
            self.line(head, comment)
            key = "gao-mingyuan" if of.name == "person" else "名称"
            self.below(f"# {'  ' * (depth + 1)}{key}:", known, of, depth + 1)
        elif shape.sort == "list" and of is not None:
            self.entries(head, known, of, depth)
        elif shape.sort != "group":
            self.line(f"{head} {scalar(known.example or example_of(shape))}", comment)
        elif shape.name in self.opened:
            self.line(f"{head} {self.short(shape)}", comment, self.see(shape))
        else:
            self.line(head, comment)
            self.open(shape, known)
            self.group(shape, depth + 1)

    def entries(self, head: str, known: Field, of: Shape, depth: int) -> None:
        comment = self.comment(known)
        if of.sort != "group":
            self.line(f"{head} [{scalar(known.example or example_of(of))}]", comment)
        elif of.name in self.opened:
            self.line(f"{head} [{self.short(of)}]", comment, self.see(of))
        else:
            self.line(head, comment)
            self.open(of, known)
            self.group(of, depth + 2, "  " * (depth + 1) + "- ")

    def open(self, shape: Shape, known: Field) -> None:
        if shape.name:
            self.opened[shape.name] = self.name(known)

    def see(self, shape: Shape) -> str:
        return f"栏目同上文“{self.opened[shape.name]}”"

    def short(self, shape: Shape) -> str:
        """A group in braces with what it must have; its other keys stand where it was opened."""
        needed = shape.needed or tuple(shape.fields.values())[:1]
        if shape.by_id:
            needed = tuple(shape.fields[key] for key in shape.shorthand)
        inner = ", ".join(f"{self.name(known)}: {scalar(known.example or example_of(known.shape))}" for known in needed)
        return f"{{{inner}}}"


def example_of(shape: Shape) -> str:
    """Something that a field of that shape takes."""
    if shape.choices:
        return shape.choices[0]
    if shape.sort == "date":
        return next(example for part, example in _DATES if part in shape.precision)
    if shape.sort == "reference":
        return {"person": "gao-mingyuan", "record": "KC-2026-001", "positions": "zw1"}.get(shape.to, "bh1")
    return _EXAMPLES.get(shape.sort, ANYBODY)


def sketch(schema: Schema, record_id: str, *, chinese: bool = True) -> str:
    """The text of a new record of a kind.

    Args:
        schema: of the kind.
        record_id: the id that it is to have; empty for kinds without ids.
        chinese: keys in Chinese, with the English ones in the comments; else the other way round.
    """
    made = _Sketch(chinese)
    made.lines += [
        f"## {schema.zh}",
        "## 以 # 开头的行是可以填写的栏目：删去行首的“# ”，把例子改成实际内容；不需要的不必理会。",
        "## 冒号用半角，后面空一格；日期写成 2026-03-05 或 2026年3月5日；几行的文字写在 | 之下。",
        "",
    ]
    for known in schema.shape.fields.values():
        fixed = {"format": str(FORMAT), "kind": schema.kind, "id": record_id}.get(known.key, "")
        head = f"{made.name(known)}:"
        if known.key == CUSTOM[0]:
            made.line(f"# {head}", made.comment(known))
            made.line(f"#   名称: {ANYBODY}")
        elif not known.required:
            made.below(f"# {head}", known, known.shape, 0)
        elif known.shape.sort in SCALARS:
            made.line(f"{head} {scalar(fixed) if fixed else ''}".rstrip(), made.comment(known))
        else:
            made.below(head, known, known.shape, 0)
    return "\n".join([*made.lines, ""])

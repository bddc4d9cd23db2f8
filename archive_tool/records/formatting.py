"""Records as YAML text that reads back to the same: for received.yaml and for whatever else the tool writes.

What people wrote is left as it stands, comments too: an entry is added to the text, not the file written anew.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from archive_tool.model.tree import Leaf, Node, Rows
from archive_tool.records import raw
from archive_tool.records.characters import BREAK, suspicious
from archive_tool.records.reading import read
from archive_tool.records.schema import Schema, Shape

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain]"

# Text that YAML takes as it stands: a first character without a meaning, no `: `, no ` #`, no wide colon (a trap).
_BARE: Final = re.compile(
    r"(?!\.\.\.)[^\s\-?:,\[\]{}#&*!|>'\"%@`：［【｛（－–—•=](?:[^\s:#：,\[\]{}]| (?=[^\s#])|:(?=[^\s])|#)*"
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED: Final = "\n\t\r"
_PLANE: Final = 0xFFFF
_LINES: Final = re.compile(r"[^ \t\r\n\x85\u2028\u2029][^\t\r\x85\u2028\u2029]*")


def format_record(fields: Mapping[str, Plain]) -> str:
    """The YAML text of a record."""
    return "".join(f"{line}\n" for line in _group(fields, 0))


def plain(node: Node) -> Plain:
    """A typed node as it was typed in: texts, lists and groups."""
    if isinstance(node, Leaf):
        return node.raw
    if isinstance(node, Rows):
        return [plain(entry) for entry in node]
    return {key: plain(child) for key, child in node.fields.items()}


def in_chinese(fields: Mapping[str, Plain], shape: Shape) -> dict[str, Plain]:
    """The same fields under their Chinese keys."""
    return {known.zh if known else key: _below(child, known.shape if known else None)
            for key, child in fields.items() for known in (shape.names.get(key),)}  # fmt: skip


def _below(node: Plain, shape: Shape | None) -> Plain:
    if shape is None or isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        return in_chinese(node, shape) if shape.sort == "group" else node
    return [_below(entry, shape.of) for entry in node]


def new_received(schema: Schema) -> str:
    """An empty received.yaml, with a comment that says what it is."""
    return f"# {schema.zh}：由 attach、notice 等命令登记，也可以手工修改。\n{schema.shape.fields['format'].zh}: 1\n"


def add_received(text: str, schema: Schema, key: str, entry: Mapping[str, Plain]) -> str:
    """The text of received.yaml with one more entry in one of its lists; all else stands as it was.

    Args:
        text: of the file, empty when there is none yet; it must be readable.
        schema: of the kind `received`.
        key: English key of the list, `attachments`.
        entry: by English keys; written under the Chinese ones.
    """
    if not text.strip():
        text = new_received(schema)
    known = schema.shape.fields[key]
    shape = known.shape.of
    said = in_chinese(entry, shape) if shape is not None else dict(entry)
    root = read(text.encode(), "").root
    if root is None:
        raise ValueError(key)
    found = next((at for at, (name, _) in enumerate(root.entries) if name.text in {key, known.zh}), None)
    lines = BREAK.split(text.rstrip())
    if found is None:
        return _with(lines, len(lines), [f"{known.zh}:", *_list([said], 1)], text)
    name, value = root.entries[found]
    following = [key.line - 1 for key, _ in root.entries[found + 1 :]]
    end = _last_line(lines, name.line - 1, following[0] if following else len(lines))
    if isinstance(value, raw.Sequence) and lines[value.line - 1][value.column - 1 : value.column] == "-":
        return _with(lines, end, [" " * (value.column - 1) + line for line in _list([said], 0)], text)
    old = [_as_plain(item) for item in value.items] if isinstance(value, raw.Sequence) else []
    del lines[name.line - 1 : end]
    return _with(lines, name.line - 1, [f"{name.text}:", *_list([*old, said], 1)], text)


def _last_line(lines: list[str], first: int, following: int) -> int:
    """Behind the last line of what begins at a line: blanks and comments before the next key belong to that."""
    end = following
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _with(lines: list[str], at: int, more: list[str], text: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    return ending.join([*lines[:at], *more, *lines[at:]]) + ending


def _as_plain(node: raw.RawNode) -> Plain:
    if isinstance(node, raw.Scalar):
        return node.text
    if isinstance(node, raw.Mapping):
        return {key.text: _as_plain(child) for key, child in node.entries}
    return [_as_plain(item) for item in node.items] if isinstance(node, raw.Sequence) else ""


def _group(fields: Mapping[str, Plain], depth: int) -> list[str]:
    lines: list[str] = []
    for key, node in fields.items():
        lines += _entry(f"{'  ' * depth}{scalar(key)}:", node, depth)
    return lines


def _entry(head: str, node: Plain, depth: int) -> list[str]:
    """A key or dash with what stands behind or below it."""
    if isinstance(node, str):
        return _text(head, node, depth)
    if not node:
        return [f"{head} {'{}' if isinstance(node, Mapping) else '[]'}"]
    return [head, *(_group(node, depth + 1) if isinstance(node, Mapping) else _list(node, depth + 1))]


def _list(items: Sequence[Plain], depth: int) -> list[str]:
    lines: list[str] = []
    indent = "  " * depth
    for item in items:
        below = _entry(f"{indent}-", item, depth)
        if isinstance(item, Mapping) and item:  # the first key beside the dash
            below = [f"{indent}- {below[1].lstrip(' ')}", *below[2:]]
        lines += below
    return lines


def _text(head: str, text: str, depth: int) -> list[str]:
    body = text.rstrip("\n")
    as_block = "\n" in body and body[0] != "\n" and all(not line or _LINES.fullmatch(line) for line in body.split("\n"))
    as_block = as_block and not suspicious(text)
    if not as_block:
        return [f"{head} {scalar(text)}"]
    tail = len(text) - len(body)
    sign = "-" if tail == 0 else "" if tail == 1 else "+"
    indent = "  " * (depth + 1)
    lines = [indent + line if line else "" for line in body.split("\n")]
    return [f"{head} |{sign}", *lines, *[""] * (tail - 1)]


def scalar(text: str) -> str:
    """A text as YAML scalar on one line: bare where it can stand so, else quoted."""
    unseen = any(mark in _ESCAPED for mark in text) or suspicious(text)
    if not unseen and _BARE.fullmatch(text):
        return text
    if not unseen and "'" not in text:
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(mark) or (_numbered(mark) if suspicious(mark) else mark) for mark in text) + '"'


def _numbered(mark: str) -> str:
    """A character that cannot be seen, by its number."""
    number = ord(mark)
    return f"\\U{number:08X}" if number > _PLANE else f"\\u{number:04X}"

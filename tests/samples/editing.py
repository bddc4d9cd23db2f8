"""Changes a YAML record as a person does, in its text: the value at a path written otherwise, taken out, or added.

    edited(text, {"talks[0].date": "2026-01-01", "motion.meeting": None, "waivers[+]": {...}}) -> str

Everything else stays as it was typed, comments included. Keys are as the record writes them.
"""

import re
from typing import Any

import yaml


def edited(text: str, edits: dict[str, Any]) -> str:
    """The text with each edit made; None takes the entry out, `[+]` adds one to a list."""
    for path, value in edits.items():
        text = _edited(text, re.findall(r"[^.\[\]]+", path), value)
    return text


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return str(value)


def _edited(text: str, steps: list[str], value: Any) -> str:
    node: yaml.Node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if isinstance(node, yaml.SequenceNode):
            if step == "+":
                return _added(text, node, _flow(_wrapped(steps[number + 1 :], value)))
            entry = node.value[int(step)]
            if last:
                return _replaced(text, node, (entry, entry), value)
            node = entry
            continue
        found = next(((key, one) for key, one in node.value if key.value == step), None)
        if found is None:
            return _added(text, node, f"{step}: {_flow(_wrapped(steps[number + 1 :], value))}")
        if last:
            return _replaced(text, node, found, value)
        node = found[1]
    raise AssertionError(steps)


def _wrapped(steps: list[str], value: Any) -> Any:
    for step in reversed(steps):
        value = [value] if step in ("0", "+") else {step: value}
    return value


def _replaced(text: str, parent: yaml.Node, entry: tuple[yaml.Node, yaml.Node], value: Any) -> str:
    key, old = entry
    start, end = old.start_mark.index, old.end_mark.index
    while end > start and text[end - 1].isspace():  # a block ends where the next thing begins
        end -= 1
    if value is not None:
        if text[:start].rstrip(" ").endswith("\n"):  # a block below its key comes up beside it
            start = text.rindex(":", 0, start) + 1
            return f"{text[:start]} {_flow(value)}{text[end:]}"
        return text[:start] + _flow(value) + text[end:]
    start = key.start_mark.index
    if parent.flow_style:
        after = re.compile(r"\s*,\s*").match(text, end)
        if after:
            return text[:start] + text[after.end() :]
        return re.sub(r",\s*$", "", text[:start]) + text[end:]
    begin = text.rindex("\n", 0, start) + 1
    close = text.find("\n", end) + 1 or len(text)
    head = text[begin:start]
    if "-" in head and isinstance(parent, yaml.MappingNode):  # the first key of an entry: the next takes its place
        following = re.compile(r" *").match(text, close)
        assert following is not None
        return text[:start] + text[following.end() :]
    return text[:begin] + text[close:]


def _added(text: str, parent: yaml.Node, words: str) -> str:
    start, end = parent.start_mark.index, parent.end_mark.index
    if parent.flow_style:
        close = end - 1
        gap = ", " if parent.value else ""
        return f"{text[:close]}{gap}{words}{text[close:]}"
    column = parent.start_mark.column
    mark = "- " if isinstance(parent, yaml.SequenceNode) else ""
    if mark:
        while text[end - 1].isspace():
            end -= 1
        close = text.find("\n", end) + 1 or len(text)
        return f"{text[:close]}{' ' * column}{mark}{words}\n{text[close:]}"
    return f"{text[:start]}{words}\n{' ' * column}{text[start:]}"

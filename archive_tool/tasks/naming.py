"""Fields as a clerk knows them: the Chinese names of a dotted path, for whoever writes records with Chinese keys."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from archive_tool.model.findings import Finding
from archive_tool.tasks.desk import Desk

_ENTRY: Final = re.compile(r"\[(\d+)\]")


def field_words(desk: Desk, kind: str, path: str) -> str:
    """A dotted path by the Chinese names of its steps, entries of lists counted from 1: 谈话 3 › 日期.

    Facts of the organisation stand in archive-tool.yaml. A step that the schema does not know stays as it is.
    """
    steps = path.split(".")
    person = steps[0] in ("person", "people")
    schema = desk.schema("person" if person else kind)
    named = []
    for end in range(2 if steps[0] == "people" else 1, len(steps) + 1):
        field = schema.field_at(".".join(steps[1:end] if person else steps[:end]))
        step = steps[end - 1]
        number = _ENTRY.search(step)
        said = field.zh if field and field.zh else _ENTRY.sub("", step)
        named.append(f"{said} {int(number[1]) + 1}" if number else said)
    where = "（archive-tool.yaml）" if steps[0] == "org" else ""
    return " › ".join(name for name in named if name) + where


def field_namer(desk: Desk, kinds: Mapping[str, str]) -> Callable[[Finding], str]:
    """A function that names the field of a finding on a record; empty where there is nothing to name.

    Args:
        desk: where we work.
        kinds: the kind of each case by its id.
    """

    def named(finding: Finding) -> str:
        kind, path = kinds.get(finding.case, ""), finding.place.field
        if not kind or not path or not finding.place.source.endswith((".yaml", ".yml")):
            return ""
        source = finding.place.source
        inside = {"people": "person"}.get(
            source.split("/")[0], "received" if source.endswith("received.yaml") else kind
        )
        said = field_words(desk, inside, path)
        return "" if said == path else said

    return named

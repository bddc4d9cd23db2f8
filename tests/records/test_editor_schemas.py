"""The editor schemas are current, and an editor that uses them accepts the samples."""

import json
import re
from typing import Any

import jsonschema
import pytest

from archive_tool import resources
from archive_tool.records.raw import Mapping, RawNode, Scalar, Sequence
from archive_tool.records.reading import load, read
from archive_tool.records.schema import load_schema
from archive_tool.records.sketching import sketch
from tools.editor_schemas import SCHEMAS, editor_schemas

NUMBER = re.compile(r"[-+]?(\d+)(\.\d*)?")
VALID = resources.folder("samples") / "valid"


def as_an_editor_takes_it(node: RawNode) -> Any:
    """Plain scalars by the core schema of YAML 1.2, as editors resolve them."""
    if isinstance(node, Mapping):
        return {key.text: as_an_editor_takes_it(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_an_editor_takes_it(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.style:
        return node.text
    if node.text in {"true", "false"}:
        return node.text == "true"
    number = NUMBER.fullmatch(node.text)
    if number is None:
        return node.text or None
    return float(node.text) if number[2] else int(node.text)


def problems(kind: str, form: str, text: str) -> list[str]:
    schema = json.loads((SCHEMAS / kind / f"editor.{form}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    record = as_an_editor_takes_it(read(text.encode(), "x").root)
    return [f"{error.json_path}: {error.message}"[:200] for error in jsonschema.Draft7Validator(schema).iter_errors(record)]


def test_they_are_current():
    made = editor_schemas(SCHEMAS)
    stale = [path.relative_to(SCHEMAS).as_posix() for path, text in made.items()
             if not path.is_file() or path.read_text(encoding="utf-8") != text]  # fmt: skip
    assert stale == [], "run: python tools/editor_schemas.py"
    assert set(SCHEMAS.glob("*/editor.*.json")) == set(made)


@pytest.mark.parametrize("form", ["en", "zh"])
@pytest.mark.parametrize("kind", ["appointment", "decision", "person", "received", "calendar", "workspace"])
def test_an_editor_accepts_everything_that_new_writes(schemas, kind, form):
    schema = load_schema(schemas, kind)
    text = re.sub(r"(?m)^# ", "", sketch(schema, "KC-2026-001", chinese=form == "zh"))
    for known in schema.shape.needed:
        name = known.zh if form == "zh" else known.key
        text = re.sub(rf"(?m)^{name}:(?=  #)", f"{name}: {known.example}", text)
    assert problems(kind, form, text) == []


@pytest.mark.parametrize("path", sorted(VALID.rglob("*.yaml")), ids=lambda path: path.relative_to(VALID).as_posix())
def test_an_editor_accepts_the_samples(path):
    reading = read(load(path), path.name)
    by_name = {"archive-tool.yaml": "workspace", "received.yaml": "received"}
    kind = reading.text("kind", "类型") or by_name.get(path.name, "person")
    first = reading.root.entries[0][0].text
    assert problems(kind, "en" if first.isascii() else "zh", reading.written) == []


@pytest.mark.parametrize(
    ("form", "text"),
    [("en", "candidtes: []\n"), ("en", "mode: 随便\n"), ("en", "positions: [{id: a, title: b, headcount: 一}]\n"), ("zh", "mode: 差额\n"), ("en", "talks: 一\n")],
)
def test_an_editor_marks_what_is_wrong(form, text):
    head = "format: 1\nkind: appointment\nid: a\ntitle: b\nyear: 2026\npurpose: 提拔任职\n"
    if form == "zh":
        head = "格式: 1\n类型: appointment\n编号: a\n题名: b\n年度: 2026\n考察目的: 提拔任职\n"
    assert problems("appointment", form, head) == []
    assert len(problems("appointment", form, head + text)) == 1


def test_what_an_editor_takes_for_a_number_or_truth_value_is_accepted():
    text = "format: 1\nkind: appointment\nid: 0123\ntitle: 2026\nyear: 2026\npurpose: 提拔任职\npaper_kept: true\npeople: {a: {name: 甲, birth: 1983.10}}\n"
    assert problems("appointment", "en", text) == []

"""Makes schemas/<kind>/editor.{en,zh}.json, from which editors complete and check, out of schemas/<kind>/record.yaml.

An editor reads YAML its own way: `1983.10` is a number to it and `true` a truth value. So every scalar also takes
what an editor may take it for; that the text is right is for `archive-tool check` to say.

    python tools/editor_schemas.py            writes them
    python tools/editor_schemas.py --check    ends 1 when one is not current
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from archive_tool.records.schema import CUSTOM, FORMAT, Field, Schema, Shape, kinds, load_schema

SCHEMAS: Final = Path(__file__).resolve().parent.parent / "schemas"
FORMS: Final = ("en", "zh")
_SCALAR: Final = {"type": ["string", "number"]}
_SCALARS: Final[dict[str, dict[str, Any]]] = {
    "text": _SCALAR,
    "prose": _SCALAR,
    "integer": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]},
    "number": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}]},
    "percent": {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)? ?[%％]$"},
    "date": _SCALAR,
    "time": _SCALAR,
    "year": _SCALAR,
    "yes_no": {"enum": ["是", "否", "有", "无", "yes", "no", "true", "false", True, False]},
    "id": _SCALAR,
    "id_number": _SCALAR,
    "file": _SCALAR,
    "reference": _SCALAR,
    "format": {"enum": [FORMAT, str(FORMAT)]},
}


class _Form:
    """One editor schema in the making: its named types, and the names by which they are known."""

    def __init__(self, schema: Schema, form: str) -> None:
        self.schema = schema
        self.form = form
        self.types: dict[str, Any] = {}
        self.names: dict[int, str] = {}

    def key(self, known: Field) -> str:
        return known.zh if self.form == "zh" else known.key

    def whole(self) -> dict[str, Any]:
        record = self.group(self.schema.shape)
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": f"{self.schema.zh} {self.schema.en}",
            **record,
            "definitions": dict(sorted(self.types.items())),
        }

    def group(self, shape: Shape) -> dict[str, Any]:
        properties = {self.key(known): self.described(known) for known in shape.fields.values()}
        properties.setdefault(CUSTOM[1] if self.form == "zh" else CUSTOM[0], {})
        made: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
        if shape.needed:
            made["required"] = [self.key(known) for known in shape.needed]
        return made

    def described(self, known: Field) -> dict[str, Any]:
        made = dict(self.node(known.shape))
        other = known.key if self.form == "zh" else known.zh
        said = "；".join(part for part in (other, known.help, known.en) if part)
        if "$ref" in made:  # what stands beside a reference is not looked at
            made = {"allOf": [made]}
        made["description"] = said
        if known.example and known.shape.sort not in {"list", "map", "group", "free"}:
            made["examples"] = [known.example]
        return made

    def node(self, shape: Shape) -> dict[str, Any]:
        if shape.name and shape.sort in {"group", "list", "map"}:
            return {"$ref": f"#/definitions/{self.named(shape)}"}
        return self.bare(shape)

    def named(self, shape: Shape) -> str:
        """The name of a type; two types of one name, from two kinds, get two."""
        if id(shape) not in self.names:
            name, number = shape.name, 1
            while name in self.types:
                number += 1
                name = f"{shape.name}-{number}"
            self.names[id(shape)] = name
            self.types[name] = {}
            self.types[name] = self.bare(shape)
        return self.names[id(shape)]

    def bare(self, shape: Shape) -> dict[str, Any]:
        if shape.sort == "kind":
            return {"const": self.schema.kind}
        if shape.sort == "choice":
            return self.choice(shape)
        if shape.sort == "list" and shape.of is not None:
            return {"type": "array", "items": self.node(shape.of)}
        if shape.sort == "map" and shape.of is not None:
            return {"type": "object", "additionalProperties": self.node(shape.of)}
        if shape.sort == "group":
            group = self.group(shape)
            return {"anyOf": [_SCALAR, group]} if shape.shorthand else group
        return _SCALARS.get(shape.sort, {})

    @staticmethod
    def choice(shape: Shape) -> dict[str, Any]:
        words: list[str | int] = [*shape.choices, *(int(word) for word in shape.choices if word.isdecimal())]
        return {"anyOf": [{"enum": words}, _SCALAR]} if shape.open else {"enum": words}


def editor_schema(schema: Schema, form: str) -> str:
    """The JSON Schema of a kind, with English (`en`) or Chinese (`zh`) keys."""
    return json.dumps(_Form(schema, form).whole(), ensure_ascii=False, indent=1) + "\n"


def editor_schemas(folder: Path) -> dict[Path, str]:
    """Every editor schema that a folder of schemas should have."""
    return {
        folder / kind / f"editor.{form}.json": editor_schema(load_schema([folder], kind), form)
        for kind in kinds([folder])
        for form in FORMS
    }


def main() -> int:
    """Writes them, or says which are not current."""
    checking = "--check" in sys.argv[1:]
    stale = 0
    for path, text in editor_schemas(SCHEMAS).items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(f"{'not current' if checking else 'written'}: {path.relative_to(SCHEMAS.parent)}")
        if not checking:
            path.write_text(text, encoding="utf-8")
    return int(checking and stale > 0)


if __name__ == "__main__":
    sys.exit(main())

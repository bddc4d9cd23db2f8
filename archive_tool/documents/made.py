"""made.json: for each file we made, what it said, of which template it came and what that template read.

    parse_made(data) -> Mapping[str, MadeFile]      raises Unreadable when it is damaged
    format_made(files) -> bytes                     the same bytes for the same content

The corridor reads and writes the file. Lost, or without an entry for a file, that file counts as edited.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from archive_tool.errors import Unreadable

if TYPE_CHECKING:  # `check` asks what was made and renders nothing: docxtpl stays out
    from archive_tool.documents.rendering import Rendered, Template

FORMAT: Final = 1
_SHORT: Final = 16  # characters of a value's digest: enough to tell that it changed


@dataclass(frozen=True, slots=True)
class MadeFile:
    """What we know of a file that we made.

    Attributes:
        item: key of the item, `C6-2`.
        text: digest of its text and structure when we wrote it.
        template: digest of the template.
        values: digest of everything the template read.
        reads: digest of each value by its path, so that what changed can be named.
    """

    item: str
    text: str
    template: str
    values: str
    reads: Mapping[str, str]


def made_file(item: str, template: "Template", rendered: "Rendered") -> MadeFile:
    """The entry for a document just rendered."""
    return MadeFile(item, rendered.text_digest, template.digest, rendered.values_digest, value_digests(rendered.reads))


def value_digests(reads: Mapping[str, str]) -> dict[str, str]:
    """The digest of each value by its path."""
    return {
        path: hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]
        for path, value in reads.items()
    }


def changed(entry: MadeFile, reads: Mapping[str, str]) -> tuple[str, ...]:
    """Paths whose values differ between when the file was made and now, those that came or went included."""
    now = value_digests(reads)
    return tuple(path for path in sorted({*entry.reads, *now}) if entry.reads.get(path) != now.get(path))


def parse_made(data: bytes) -> dict[str, MadeFile]:
    """The entries of made.json by file name. Raises Unreadable when it is not what we wrote."""
    try:
        said = json.loads(data.decode("utf-8"))
        if said["format"] != FORMAT:
            raise Unreadable("made.newer", format=said["format"])
        return {
            name: MadeFile(
                item=str(entry["item"]), text=str(entry["text"]), template=str(entry["template"]),
                values=str(entry["values"]), reads={str(k): str(v) for k, v in entry["reads"].items()},
            )
            for name, entry in said["files"].items()
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("made.damaged", reason=f"{type(error).__name__}: {error}") from error


def format_made(files: Mapping[str, MadeFile]) -> bytes:
    """made.json with those entries."""
    said = {
        "format": FORMAT,
        "files": {
            name: {
                "item": made.item, "text": made.text, "template": made.template, "values": made.values,
                "reads": dict(sorted(made.reads.items())),
            }
            for name, made in sorted(files.items())
        },
    }  # fmt: skip
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()

"""Whether what would be sealed today is what was sealed: item by item, and the record with its persons.

The day of sealing, who sealed, and the tool's version do not count; every file's bytes and every fact of an item do.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive_tool.model.filing import FiledItem
from archive_tool.packages.catalogue import file_facts, item_facts
from archive_tool.packages.digesting import digest_of
from archive_tool.packages.planning import PackagePlan, item_key
from archive_tool.packages.reading import Catalogue, PackedItem
from archive_tool.packages.sources import ordinary_size, read_pieces


@dataclass(frozen=True, slots=True)
class Content:
    """What a package says of its case, as digests: of each item by key, and of each document under metadata/."""

    items: Mapping[str, str]
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs from what was sealed, by key of the item; `documents` are parts of the record as sealed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    documents: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn or self.documents)

    @property
    def said(self) -> str:
        """All of it in one line, for a sentence."""
        return "、".join((*self.added, *self.changed, *self.withdrawn, *self.documents))


def planned_content(plan: PackagePlan) -> Content:
    """The content that a plan would seal; reads every file once.

    Raises Refused, Conflict or EngineFailed as `write_package` does.
    """
    items = {}
    for entry in plan.items:
        files = [
            [file_facts(planned.file), digest_of(read_pieces(planned.file.source, ordinary_size(planned.file.source)))]
            for planned in entry.files
        ]
        items[item_key(entry.item)] = _digest([item_facts(entry.item), files])
    documents = {name: digest_of([content]) for name, content in plan.dossier.documents.items()}
    return Content(items | _noted(plan.noted), documents)


def sealed_content(catalogues: Iterable[Catalogue]) -> Content:
    """The content of a package and its supplements, in the order in which they were sealed; later ones win."""
    items: dict[str, str] = {}
    documents: Mapping[str, str] = {}
    for catalogue in catalogues:
        items |= {item.item: _sealed(item) for item in catalogue.items}
        items |= {item.item: _digest([item.item, item.note]) for item in catalogue.noted}
        for key in catalogue.supplements.withdrawn if catalogue.supplements else ():
            items.pop(key, None)
        documents = catalogue.documents
    return Content(items, documents)


def difference(planned: Content, sealed: Content) -> Difference:
    """What differs between the two; falsy when nothing does."""
    return Difference(
        added=tuple(key for key in planned.items if key not in sealed.items),
        changed=tuple(key for key in planned.items if key in sealed.items and planned.items[key] != sealed.items[key]),
        withdrawn=tuple(key for key in sealed.items if key not in planned.items),
        documents=tuple(
            name
            for name in sorted({*planned.documents, *sealed.documents})
            if planned.documents.get(name) != sealed.documents.get(name)
        ),
    )


def _noted(items: Iterable[FiledItem]) -> dict[str, str]:
    return {item_key(item): _digest([item_key(item), item.note]) for item in items}


def _sealed(item: PackedItem) -> str:
    return _digest([item_facts(item), [[file_facts(file), file.sha256] for file in item.files]])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()

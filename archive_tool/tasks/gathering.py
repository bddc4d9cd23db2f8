"""The files of a folder of papers, with digest and the beginning of the text; links are never followed."""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive_tool import limits
from archive_tool.errors import EngineFailed
from archive_tool.model.entries import FileText
from archive_tool.texts.extracting import Extractor
from archive_tool.texts.splitting import count_pages

# What file managers leave in folders; it is no paper. Lock files of Word and WPS begin with ~$ and .~.
_LITTER: Final = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~.*|\._.*", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_COUNTABLE: Final = frozenset({"texts.scan", "texts.garbled", "texts.too_costly"})  # PDFs whose pages can be counted
_HEAD: Final = 2_000  # characters of a paper by which it is known


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person must decide or should know: the key of its sentence and the facts."""

    key: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder before anything is done: how it is called below it, and what is known of its text."""

    name: str
    path: Path
    size: int
    sha256: str
    head: str
    unread: str
    pages: int | None


def files_of(folder: Path, left_out: list[Decision]) -> Iterator[tuple[str, Path]]:
    """Every ordinary file, by path; links are never followed, and what is no file is named.

    Raises EngineFailed when a folder or file cannot be looked at: a paper must not be missed in silence.
    """

    def stop(error: OSError) -> None:
        raise unreadable(Path(error.filename or folder), error)

    for root, below, names in os.walk(folder, onerror=stop):
        below.sort()
        linked = [Path(root, name) for name in below if Path(root, name).is_symlink()]
        left_out.extend(_left("accession.link", path, folder) for path in linked)
        for name in sorted(name for name in names if not _LITTER.fullmatch(name)):
            path = Path(root, name)
            try:
                facts = path.lstat()
            except OSError as error:
                raise unreadable(path, error) from error
            if not stat.S_ISREG(facts.st_mode):
                left_out.append(_left("accession.link", path, folder))
            elif facts.st_size > limits.PACKAGE_BYTES:
                left_out.append(_left("accession.too_large", path, folder))
            else:
                yield _called(path, folder), path


def unreadable(path: Path, error: OSError) -> EngineFailed:
    """The error for a file or folder that cannot be looked at."""
    return EngineFailed("accession.unreadable", path=path, reason=error.strerror or str(error))


def _called(path: Path, folder: Path) -> str:
    """A path below the folder as records can hold it; a name in another encoding than UTF-8 is read as GBK."""
    name = path.relative_to(folder).as_posix()
    if any("\udc80" <= char <= "\udcff" for char in name):
        name = os.fsencode(name).decode("gb18030", "replace")
    return _CONTROL.sub("□", unicodedata.normalize("NFC", name))


def _left(key: str, path: Path, folder: Path) -> Decision:
    return Decision(key, {"file": _called(path, folder), "most": str(limits.PACKAGE_BYTES // limits.MIB)})


def read_file(path: Path, name: str, extractor: Extractor) -> Found:
    """What is known of a file. Raises EngineFailed when it cannot be read."""
    try:
        with path.open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
            size = handle.tell()
            handle.seek(0)
            text = extractor.extract(handle, name, path.suffix)
    except OSError as error:
        raise unreadable(path, error) from error
    unread = text.reason if size else "texts.empty"
    head = "\n".join(page.text for page in text.pages[:1])[:_HEAD]
    return Found(name, path, size, sha256, head, unread, _pages(path, text) if size else None)


def _pages(path: Path, text: FileText) -> int | None:
    if path.suffix.lower() != ".pdf":
        return None
    return len(text.pages) or (count_pages(path) if text.reason in _COUNTABLE else None)

"""300 old folders with 1,797 papers, names and right items written by somebody who had not seen the tool.

Everything in them is invented. `materialise` makes the files as such folders have them: Word files, PDFs with and without
text, pictures, old .doc files, broken, locked and empty ones.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from tests.texts.conftest import paragraph, pdf, word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class OldPaper:
    """A paper: `item` is the right one, empty when it belongs to none or (`undecidable`) nobody could tell."""

    name: str
    text: str
    kind: str
    well_named: bool
    item: str
    undecidable: bool

    @property
    def unreadable(self) -> bool:
        """Whether its file, as made here, has no text that can be read."""
        return not self.text or self.kind in ("broken", "encrypted", "empty", "jpg", "doc")


@dataclass(frozen=True, slots=True)
class OldFolder:
    name: str
    papers: tuple[OldPaper, ...]


def old_folders() -> tuple[OldFolder, ...]:
    data = json.loads(gzip.decompress(Path(__file__).with_name("old_folders.json.gz").read_bytes()))
    return tuple(OldFolder(name, tuple(OldPaper(*paper) for paper in papers)) for name, papers in data)


def materialise(folders: Sequence[OldFolder], target: Path) -> None:
    for folder in folders:
        place = target / folder.name
        place.mkdir(parents=True)
        for number, paper in enumerate(folder.papers):
            (place / paper.name).write_bytes(_bytes(paper, number))


def _bytes(paper: OldPaper, number: int) -> bytes:
    suffix = Path(paper.name).suffix.lower()
    unlike = {
        "empty": b"",
        "broken": b"%PDF-1.4\nPK\x03\x04" + paper.name.encode() * 3,
        "encrypted": _locked(number) if suffix == ".pdf" else _OLE + b"EncryptedPackage" + bytes(500),
        "jpg": b"\xff\xd8\xff\xe0" + f"{paper.name}{number}".encode(),
    }
    if paper.kind in unlike:
        return unlike[paper.kind]
    made = {".docx": lambda: word(paragraph(paper.text)), ".pdf": lambda: pdf(paper.text)}
    if suffix in made:
        return made[suffix]()
    return paper.text.encode("gb18030") if suffix == ".txt" else _OLE + f"{paper.name}{number}".encode()


def _locked(number: int) -> bytes:
    writer = PdfWriter(BytesIO(pdf(f"第{number}页")))
    writer.encrypt("秘密")
    out = BytesIO()
    writer.write(out)
    assert PdfReader(out).is_encrypted
    return out.getvalue()

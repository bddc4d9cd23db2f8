"""What ought not to stay in a Word file that is signed or sealed: revision marks, comments, hidden text, open gaps.

    leftovers(data) -> ((Leftover.REVISIONS, 2), …)

Looked for in the bytes of each part, so that a whole case is looked through without building a tree.
"""

import re
import zlib
from enum import StrEnum
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from archive_tool import limits


class Leftover(StrEnum):
    """A kind of leftover, with its words for people in both languages."""

    REVISIONS = "revisions"
    COMMENTS = "comments"
    HIDDEN = "hidden"
    GAPS = "gaps"

    @property
    def zh(self) -> str:
        """修订痕迹, 批注, 隐藏文字, 没有填写的【待填】."""
        return _WORDS[self.value][0]

    @property
    def en(self) -> str:
        """As Word calls it; what a draft left open is a gap."""
        return _WORDS[self.value][1]


_WORDS: Final = {
    "revisions": ("修订痕迹", "tracked changes"),
    "comments": ("批注", "comments"),
    "hidden": ("隐藏文字", "hidden text"),
    "gaps": ("没有填写的【待填】", "gaps marked 【待填】"),
}


_PART: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG: Final = re.compile(rb"<[^>]*>")
_GAP: Final = "【待填：".encode()
_MARKS: Final = {
    Leftover.REVISIONS: re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|[a-z]+PrChange|cellIns|cellDel)(?=[\s/>])"),
    Leftover.COMMENTS: re.compile(rb"<w:commentReference(?=[\s/>])"),
    Leftover.HIDDEN: re.compile(
        rb"<w:r(?:\s[^>]*)?>\s*<w:rPr>(?:(?!</w:rPr>).)*?<w:vanish(?!\s[^>]*w:val=\"(?:0|false|off)\")(?=[\s/>])",
        re.DOTALL,
    ),
}


def leftovers(data: bytes) -> tuple[tuple[Leftover, int], ...]:
    """Each kind that a Word file holds, with how often; nothing for what is no readable Word file, others say that."""
    counts = dict.fromkeys(Leftover, 0)
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = [info for info in package.infolist() if _PART.fullmatch(info.filename)]
            for info in parts:
                if info.file_size <= limits.TEXT_PART_BYTES:
                    with package.open(info) as part:
                        said = part.read(limits.TEXT_PART_BYTES)
                    for kind, mark in _MARKS.items():
                        counts[kind] += sum(1 for _ in mark.finditer(said))
                    if _GAP[3:9] in said:  # 待填; the bracket may stand in another run
                        counts[Leftover.GAPS] += _TAG.sub(b"", said).count(_GAP)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError):
        return ()
    return tuple((kind, count) for kind, count in counts.items() if count)

"""Puts right what a Chinese keyboard does to the tags of a template: full-width braces, percent signs, bars, quotes.

    repaired(data) -> (bytes, number of paragraphs put right)

Each character is replaced by one character, so that runs keep their dress even where Word has split a tag over them.
Text outside of tags is left alone.
"""

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from lxml import etree

from archive_tool.documents.reading import W, parsed
from archive_tool.documents.zipping import packed, zipped

_FILLED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_TAG: Final = re.compile(r"[{｛][{｛%％#](?:(?![{｛][{｛%％#]).)*?[}｝%％#][}｝]")
_INSIDE: Final = str.maketrans("｛｝％｜“”‘’", "{}%|\"\"''")


def repaired(data: bytes) -> tuple[bytes, int]:
    """The template with its tags in half-width characters, and how many paragraphs that took.

    The template must have been judged as a zip before (`linting`).
    """
    count = 0
    members = []
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            if _FILLED.fullmatch(name):
                tree = parsed(content)
                found = sum(_repair(paragraph) for paragraph in tree.iter(f"{W}p"))
                if found:
                    content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                count += found
            members.append(packed(name, content))
    return (zipped(members) if count else data), count


def _repair(paragraph: etree._Element) -> bool:
    """Whether something in a paragraph was put right."""
    texts = [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]
    words = "".join(text.text or "" for text in texts)
    mended = _TAG.sub(lambda tag: tag[0].translate(_INSIDE), words)
    if mended == words:
        return False
    at = 0
    for text in texts:
        length = len(text.text or "")
        text.text = mended[at : at + length]
        at += length
    return True

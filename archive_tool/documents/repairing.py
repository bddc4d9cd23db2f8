"""Puts right what a Chinese keyboard does to the tags of a template: full-width braces, percent signs, bars, quotes.

    repaired(data) -> (bytes, number of paragraphs put right)

A tag that Word has split over several runs is put together in the run where it begins, whose dress is that of the
value. Text outside of tags is left alone.
"""

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from lxml import etree

from archive_tool.documents.reading import W, own_texts, parsed
from archive_tool.documents.zipping import packed, zipped

_FILLED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_TAG: Final = re.compile(r"[{｛][{｛%％#](?:(?![{｛][{｛%％#]).)*?[}｝%％#][}｝]")
_WHOLE: Final = re.compile(r"\{[{%#](?:(?!\{[{%#]).)*?[}%#]\}")
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
    texts = own_texts(paragraph)
    words = "".join(text.text or "" for text in texts)
    mended = _TAG.sub(lambda tag: tag[0].translate(_INSIDE), words)
    owners = [number for number, text in enumerate(texts) for _ in text.text or ""]
    for tag in _WHOLE.finditer(mended):  # the whole of a tag goes where it begins
        owners[tag.start() : tag.end()] = [owners[tag.start()]] * (tag.end() - tag.start())
    said = [
        "".join(sign for sign, owner in zip(mended, owners, strict=True) if owner == at) for at in range(len(texts))
    ]
    if said == [text.text or "" for text in texts]:
        return False
    for text, now in zip(texts, said, strict=True):
        text.text = now
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return True

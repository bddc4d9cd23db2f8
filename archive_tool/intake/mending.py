"""Old exports wrote `&` and `<` into their text as they stand. Mended only where it cannot mean anything else."""

import re
from itertools import islice
from typing import Final

from archive_tool.intake.forms import FAMILY, LABELS, MEMBER, ROOT

_AMPERSAND: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?![A-Za-z]{1,20};)")
_LESS: Final = re.compile(r"<(?![/!?A-Za-z_])|<(?=/?[^\x00-\x7f])")
_MOST: Final = 1_000  # more bare marks than that are no slip
_DEEPEST: Final = 16  # a form is four elements deep
_MEMBERS: Final = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")
_KNOWN: Final = frozenset({ROOT, MEMBER, *LABELS, *_MEMBERS})
_TAG: Final = re.compile(r"<(/?)([A-Za-z_][\w.-]{0,80})\s*(/?)>", re.ASCII)
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;"}


def mended(xml: str) -> tuple[str, tuple[str, ...]]:
    """The text with bare `&` and `<` escaped, and the names of the elements in which they stood.

    Certain is: an `&` that begins no reference, and a `<` that begins no tag, because what follows is no name in
    Latin letters. Everything else is left, and whoever parses the result refuses it; so is a text with sections in
    which both may stand as they are. In comments they may, too.
    """
    if "<![" in xml:
        return xml, ()
    bare = _without_comments(xml)
    marks = [*islice(_AMPERSAND.finditer(bare), _MOST), *islice(_LESS.finditer(bare), _MOST)]
    if len(marks) >= _MOST:
        return xml, ()
    marks.sort(key=re.Match.start)
    pieces: list[str] = []
    done = 0
    for mark in marks:
        pieces += [xml[done : mark.start()], _ESCAPED[mark[0]]]
        done = mark.end()
    names = dict.fromkeys(_names_at(xml, [mark.start() for mark in marks]))
    return "".join([*pieces, xml[done:]]), tuple(names)


def _without_comments(xml: str) -> str:
    """The text, of the same length, with comments blank."""
    pieces: list[str] = []
    done = 0
    while (start := xml.find("<!--", done)) >= 0 and (end := xml.find("-->", start)) >= 0:
        pieces += [xml[done:start], " " * (end + 3 - start)]
        done = end + 3
    return "".join([*pieces, xml[done:]])


def element_at(xml: str, line: int, column: int) -> str:
    """The name of the known element that stands open at a line and column counted from 1; `Person` when none does."""
    lines = xml.split("\n")
    offset = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    return _names_at(xml, [offset])[0]


def _names_at(xml: str, offsets: list[int]) -> list[str]:
    """For each offset, rising, the known element last opened before it."""
    tags = (tag for tag in _TAG.finditer(xml) if tag[2] in _KNOWN)
    names: list[str] = []
    open_ones: list[str] = []
    tag = next(tags, None)
    for offset in offsets:
        while tag is not None and tag.start() < offset:
            _step(open_ones, tag)
            tag = next(tags, None)
        names.append(_said(open_ones))
    return names


def _step(open_ones: list[str], tag: re.Match[str]) -> None:
    if tag[1]:
        while tag[2] in open_ones and open_ones.pop() != tag[2]:
            pass
    elif not tag[3] and len(open_ones) < _DEEPEST:
        open_ones.append(tag[2])


def _said(open_ones: list[str]) -> str:
    inner = [name for name in open_ones if name not in (ROOT, MEMBER)]
    if not inner:
        return ROOT
    return "/".join((FAMILY, inner[-1])) if FAMILY in inner and inner[-1] != FAMILY else inner[-1]

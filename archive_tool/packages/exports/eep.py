"""EEP, the encapsulation of DA/T 48-2009: one XML document for each item, the bytes of its files inside as Base64.

Written piece by piece, so that a large file costs no memory. The schema (schemas/exchange/eep.xsd) is ours, written
from public descriptions of the standard: the official file was not at hand.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from archive_tool import VERSION
from archive_tool.packages.catalogue import title_of
from archive_tool.packages.formats import format_of
from archive_tool.packages.holdings import Held
from archive_tool.packages.markup import Attributes, Element, xml_bytes
from archive_tool.packages.reading import PackedFile

SCHEMA: Final = "eep.xsd"
_SPACE: Final = "http://www.saac.gov.cn/standards/ERM/encapsulation"
_FORMAT: Final = "本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成"
_KIND: Final = "本封装包包含电子文件数据及其元数据，原始封装，未经修改"
_ENCODING: Final = "本封装包中“编码数据”元素存储的是计算机文件二进制流的Base64编码"
_DECODING: Final = "base64"
_MARK: Final = "@file-{}@"  # stands for the bytes of a file until they are written; no value may hold it
_UNKNOWN: Final = "[不详]"  # in brackets: said by the archivist, not by the paper


@dataclass(frozen=True, slots=True)
class Handing:
    """Who hands over: the organisation, the acting person, and when (ISO 8601 with zone)."""

    organisation: str
    actor: str
    at: str


def eep_pieces(
    held: Held, code: Mapping[str, str], handing: Handing, read: Callable[[str], Iterable[bytes]]
) -> Iterator[bytes]:
    """The document of one item, piece by piece.

    Args:
        held: the item.
        code: parts of its code: 档号, 全宗号, 机构, 件号.
        handing: who makes it.
        read: gives the bytes of a file of the package in pieces.
    """
    frame = xml_bytes(_package(held, code, handing))
    for number, file in enumerate(held.item.files, 1):
        before, _, frame = frame.partition(_MARK.format(number).encode())
        yield before
        yield from _encoded(read(file.path))
    yield frame


def _encoded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        left += piece
        whole = len(left) - len(left) % 3
        yield base64.b64encode(left[:whole])
        left = left[whole:]
    yield base64.b64encode(left)


def _package(held: Held, code: Mapping[str, str], handing: Handing) -> Element:
    signed: Element = (
        "被签名对象",
        (
            ("封装包类型", "原始型"),
            ("封装包类型描述", _KIND),
            ("封装包创建时间", handing.at),
            ("封装包创建单位", handing.organisation),
            (
                "封装内容",
                (
                    ("文件实体块", (_entity(held, code, handing),)),
                    ("业务实体块", tuple(_acts(held, handing))),
                    ("机构人员实体块", tuple(_agents(held, handing))),
                ),
            ),
        ),
        (("eep版本", "2009"),),
    )
    return ("电子文件封装包", (("封装包格式描述", _FORMAT), ("版本", "2009"), signed), (("xmlns", _SPACE),))


def _entity(held: Held, code: Mapping[str, str], handing: Handing) -> Element:
    item, facts = held.item, held.catalogue.facts
    numbers: Element = (
        "档号",
        (
            ("全宗号", code.get("全宗号", "")),
            ("年度", f"{held.catalogue.year:04d}"),
            ("保管期限", item.retention),
            ("机构或问题", code.get("机构", "")),
            ("室编件号", str(int(code["件号"]))),
        ),
    )
    content: Element = (
        "内容描述",
        (
            ("题名", _safe(title_of(item))),
            ("人名", _safe("；".join(person.name for person in item.people))),
            ("分类号", item.code),
            ("文件编号", _safe(item.doc_no)),
            ("责任者", _safe(item.maker) or _UNKNOWN),
            ("日期", item.date or _UNKNOWN),
            ("文种", _safe(item.genre)),
            ("密级", item.secrecy),
        ),
    )
    form: Element = (
        "形式特征",
        (
            ("文件组合类型", "组合文件" if len(item.files) > 1 else "单件"),
            ("页数", str(item.pages) if item.pages else ""),
            ("语种", "汉语"),
        ),
    )
    documents = tuple(_document(file, number, held) for number, file in enumerate(item.files, 1))
    return (
        "文件实体",
        (
            ("聚合层次", "文件"),
            ("来源", (("全宗名称", facts.get("fonds_name", "")), ("立档单位名称", handing.organisation))),
            ("电子文件号", held.number),
            numbers,
            content,
            form,
            ("信息系统描述", f"archive-tool {VERSION}"),
            ("附注", _safe(f"档号 {code['档号']}" + (f"；{item.note}" if item.note else ""))),
            ("文件数据", documents),
        ),
    )


def _document(file: PackedFile, number: int, held: Held) -> Element:
    path = PurePosixPath(file.path)
    properties: Element = (
        "电子属性",
        (
            ("格式信息", format_of(path.suffix.lower()).name),
            ("计算机文件名", path.name),
            ("计算机文件大小", f"{file.size}字节"),
        ),
    )
    own: Attributes = (("编码数据ID", f"修改0-文档{number}-文档数据1-编码1-编码数据1"),)
    data: Element = ("编码数据", _MARK.format(number), own)
    coding: Element = (
        "编码",
        (properties, ("编码描述", _ENCODING), ("反编码关键字", _DECODING), data),
        (("编码ID", f"修改0-文档{number}-文档数据1-编码1"),),
    )
    return (
        "文档",
        (
            ("文档标识符", f"{held.number}/{number}"),
            ("文档序号", str(number)),
            ("文档主从声明", "主文档" if number == 1 else "附属文档"),
            ("题名", _safe(path.stem)),
            ("文档数据", (coding,), (("文档数据ID", f"修改0-文档{number}-文档数据1"),)),
        ),
    )


def _acts(held: Held, handing: Handing) -> Iterator[Element]:
    """What was done to the item: sealed on its day, then handed over."""
    sealed = ("封装", held.catalogue.sealed_by, f"{held.catalogue.sealed_on}T00:00:00", held.catalogue.package)
    for number, (act, by, at, said) in enumerate((sealed, ("导出", handing.actor, handing.at, "DA/T 48-2009")), 1):
        yield (
            "业务实体",
            (
                ("业务标识符", f"{held.number}#{number}"),
                ("机构人员标识符", by),
                ("文件标识符", held.number),
                ("业务状态", "历史行为"),
                ("业务行为", act),
                ("行为时间", at),
                ("行为描述", said),
            ),
        )


def _agents(held: Held, handing: Handing) -> Iterator[Element]:
    kinds = {held.catalogue.sealed_by: "个人", handing.actor: "个人", handing.organisation: "单位"}
    for name, kind in kinds.items():
        yield ("机构人员实体", (("机构人员标识符", name), ("机构人员类型", kind), ("机构人员名称", name)))


def _safe(text: str) -> str:
    """No value may look like the place of a file."""
    return text.replace("@file-", "＠file-")

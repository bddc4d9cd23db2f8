"""`.lrm`: the older sibling of `.lrmx`, one line of quoted fields in GBK; `#` breaks a line, `@` parts entries.

The order of the 33 fields is that of two public readers (domain notes on formats, section 5).
"""

import csv
import io
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.intake.forms import FAMILY, Entry, Form
from archive_tool.intake.lrmx import family_of

_FIELDS: Final = (
    "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "RuDangShiJian", "JianKangZhuangKuang", "ChuShengDi",
    "CanJiaGongZuoShiJian", "", "", "ZhuanYeJiShuZhiWu", "", "", "", "", "ShuXiZhuanYeYouHeZhuanChang", "JianLi",
    "JiangChengQingKuang", "NianDuKaoHeJieGuo", "", "", "", "", "", "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu",
    "RenMianLiYou", "ChengBaoDanWei", "JiSuanNianLingShiJian", "TianBiaoRen", "TianBiaoShiJian",
)  # fmt: skip
_EDUCATION: Final = ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei")
_LEVELS, _SCHOOLS = 9, 10
_PAIR: Final = 2
_UNUSED: Final = range(12, 16)
_KIN: Final = range(20, 25)
_MEMBER: Final = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")


def read_old_form(data: bytes, source: str) -> Form:
    """The form that the bytes of an `.lrm` file are. Raises Unreadable for anything that cannot be read for certain."""
    fields = _fields(data, source)
    for number in _UNUSED:
        if fields[number].strip():
            raise Unreadable("intake.lrm_extra", file=source, number=number + 1)
    entries = [Entry(tag, _lines(text)) for tag, text in zip(_FIELDS, fields, strict=True) if tag]
    for at, ending in ((_LEVELS, ""), (_SCHOOLS, "_BiYeYuanXiaoXi")):
        four = _four(fields[at], source, at)
        entries += [Entry(tag + ending, text) for tag, text in zip(_EDUCATION, four, strict=True)]
    entries.append(Entry(FAMILY, family_of(_members([fields[number] for number in _KIN]))))
    return Form(tuple(entries))


def _fields(data: bytes, source: str) -> list[str]:
    try:
        text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
    except UnicodeDecodeError as error:
        raise Unreadable("intake.encoding", file=source) from error
    except csv.Error as error:
        raise Unreadable("intake.lrm_line", file=source) from error
    if len(rows) != 1 or len(rows[0]) != len(_FIELDS):
        raise Unreadable("intake.lrm_fields", file=source, count=len(rows[0]) if rows else 0, asked=len(_FIELDS))
    return rows[0]


def _lines(text: str) -> str:
    return text.replace("#", "\n").rstrip("\n")


def _four(text: str, source: str, at: int) -> tuple[str, ...]:
    """`全日制学历#全日制学位@在职学历#在职学位`."""
    halves = [half.split("#") for half in text.split("@")]
    if len(halves) > _PAIR or any(len(half) > _PAIR for half in halves):
        raise Unreadable("intake.lrm_extra", file=source, number=at + 1)
    padded = [[*half, ""][:_PAIR] for half in (*halves, [""])][:_PAIR]
    return tuple(part for half in padded for part in half)


def _members(columns: list[str]) -> list[dict[str, str]]:
    """One dictionary a member; the columns are joined by `@` and may be of different length."""
    split = [column.split("@") for column in columns]
    most = max(len(column) for column in split)
    rows = [[column[n] if n < len(column) else "" for column in split] for n in range(most)]
    return [dict(zip(_MEMBER, map(_lines, row), strict=True)) for row in rows if any(cell.strip() for cell in row)]

"""The approval form of the editor (任免审批表) as a list of elements, whichever file it came from.

Names and order of the elements as public readers and writers of `.lrmx` have them (domain notes on formats, section 5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from archive_tool.model.findings import Finding

# A fact of a person: a text, or a list of groups of texts (résumé, family). Keyed by dotted path, `current_post.title`.
Fact: TypeAlias = "str | list[dict[str, str]]"
Facts: TypeAlias = dict[str, Fact]

ROOT: Final = "Person"
FAMILY: Final = "JiaTingChengYuan"
MEMBER: Final = "Item"
PHOTO: Final = "ZhaoPian"
LABELS: Final[Mapping[str, str]] = {
    "XingMing": "姓名",
    "XingBie": "性别",
    "ChuShengNianYue": "出生年月",
    "MinZu": "民族",
    "JiGuan": "籍贯",
    "ChuShengDi": "出生地",
    "RuDangShiJian": "入党时间",
    "CanJiaGongZuoShiJian": "参加工作时间",
    "DaoLingNianYue": "到龄年月",
    "JianKangZhuangKuang": "健康状况",
    "ZhuanYeJiShuZhiWu": "专业技术职务",
    "ShuXiZhuanYeYouHeZhuanChang": "熟悉专业有何专长",
    "QuanRiZhiJiaoYu_XueLi": "全日制学历",
    "QuanRiZhiJiaoYu_XueWei": "全日制学位",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "全日制学历毕业院校系及专业",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "全日制学位毕业院校系及专业",
    "ZaiZhiJiaoYu_XueLi": "在职学历",
    "ZaiZhiJiaoYu_XueWei": "在职学位",
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "在职学历毕业院校系及专业",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "在职学位毕业院校系及专业",
    "XianRenZhiWu": "现任职务",
    "NiRenZhiWu": "拟任职务",
    "NiMianZhiWu": "拟免职务",
    "JianLi": "简历",
    "JiangChengQingKuang": "奖惩情况",
    "NianDuKaoHeJieGuo": "年度考核结果",
    "RenMianLiYou": "任免理由",
    FAMILY: "家庭主要成员及重要社会关系",
    "ChengBaoDanWei": "呈报单位",
    "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限",
    "JiSuanNianLingShiJian": "计算年龄时间",
    "TianBiaoShiJian": "填表时间",
    "TianBiaoRen": "填表人",
    "ShenFenZheng": "身份证号",
    PHOTO: "照片",
    "Version": "版本",
    "ZhengZhiMianMao": "政治面貌",
}
NEWER: Final = frozenset({"DaoLingNianYue", "GaiGeQianRenZhiNianLingJieXian", "ZhengZhiMianMao"})
ORDER: Final = tuple(tag for tag in LABELS if tag not in NEWER)  # what every writer writes
# What no record may have: control characters, line separators, half surrogates, non-characters.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One element below the root.

    Attributes:
        tag: its name; empty for what is kept as it stands (an unknown element, a comment).
        text: its text; of the family and of what is kept the markup.
    """

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read: its elements in their order, and what had to be mended to read it."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the known elements."""
        return {entry.tag: entry.text for entry in self.entries if entry.tag}

"""Whether a text looks like what a cell of the approval form asks for. For flagging, never for deciding."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from archive_tool.intake import reviews
from archive_tool.intake.digits import dotted, is_year

_HAN: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff〇]"
_NAME: Final = re.compile(rf"{_HAN}{{2,8}}|{_HAN}{{1,12}}(?:[·•・]{_HAN}{{1,12}}){{1,4}}")
_PLACE: Final = re.compile(rf"{_HAN}{{2,20}}")
_NATION: Final = re.compile(rf"{_HAN}{{1,8}}族|外国血统|外国民族|加入中国籍的外国人|其他族?|未识别民族")
_PARTIES: Final = (
    "中共党员|中共预备党员|预备党员|中国共产党党员|共青团员|团员|民革|民盟|民建|民进|农工|致公|九三|台盟|无党派|群众|党员"
)
_POLITICS: Final = re.compile(rf"(?:{_PARTIES}).{{0,12}}")
_JOINED: Final = re.compile(
    rf"(?:\d{{4}}\D{{0,2}}\d{{0,2}}[^\d]{{0,2}}[;；,，、]\s*)?(?:{_PARTIES}|中国).{{0,20}}", re.ASCII
)
_HEALTH: Final = re.compile("健康|良好|一般|较差|较弱|有慢性病|残疾.{0,20}")
_LEVEL: Final = re.compile(
    "(?:.{0,20})(?:研究生|本科|大学|大专|专科|大普|中专|中技|高中|初中|小学|党校|班|肄业|毕业|结业|无)(?:.{0,10})"
)
_DEGREE: Final = re.compile("(?:.{0,20})(?:学士|硕士|博士|学位|无)(?:.{0,10})")
_SCHOOL: Final = re.compile("(?:大学|学院|学校|党校|中学|专科|分校|研究院|研究所|研究生院|校|院|系|专业)")
_POST: Final = re.compile(rf"(?=.*{_HAN}{{2}}).{{2,300}}", re.DOTALL)
_DATED: Final = re.compile(r"^\s*(?:\d{4}[.．年/-]\s*\d{1,2}|\d{6})", re.ASCII)
_RELATION: Final = re.compile(
    ".{0,4}(?:妻|夫|配偶|儿|子|女|父|母|兄|弟|姐|姊|妹|公|婆|岳|祖|孙|伯|叔|姑|舅|姨|侄|甥|婿|媳|嫂|继|养|监护).{0,4}"
)
_AGE: Final = re.compile(r"\d{1,3}岁?", re.ASCII)
_GONE: Final = re.compile("已?去世|已故|病故")
_OLDEST: Final = 120
_ID: Final = re.compile(r"\d{17}[\dXx]|\d{15}", re.ASCII)


def likely(tag: str, told: str) -> bool:
    """Whether a text can be what an element of the form asks for; `family.…` for a member of the family."""
    asked = _ASKED.get(tag)
    return asked is None or asked(told)


def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda told: pattern.fullmatch(told) is not None


def _month(told: str) -> bool:
    found = dotted(told)
    return bool(found) and not is_year(found)


def _joined(told: str) -> bool:
    return _month(told) or _JOINED.fullmatch(told) is not None


def _born(told: str) -> bool:
    return _month(told) or (_AGE.fullmatch(told) is not None and int(told.removesuffix("岁")) <= _OLDEST)


def _resume(told: str) -> bool:
    """Its first line begins with a date, and so do most of those that are not set in."""
    lines = [line for line in told.split("\n") if line.strip()]
    return bool(lines) and _DATED.match(lines[0]) is not None


def _post(told: str) -> bool:
    return _POST.fullmatch(told) is not None and not _DATED.match(told) and not _NAME_ALONE.fullmatch(told)


_NAME_ALONE: Final = re.compile(rf"{_HAN}{{2}}|男|女|{_HAN}{{1,4}}族")


def _no_date(told: str) -> bool:
    return not _month(told) and not _AGE.fullmatch(told)


def _prose(told: str) -> bool:
    return _no_date(told) and told not in ("男", "女") and not _NATION.fullmatch(told)


def _reviewed(told: str) -> bool:
    found, left = reviews.grades(told)
    return not left and (bool(found) or told.strip(" 。/—") in ("", "无"))


def _rewarded(told: str) -> bool:
    return told.strip("。 ") == "无" or (_prose(told) and re.search(_HAN, told) is not None and len(told) > 1)


_ASKED: Final[Mapping[str, Callable[[str], bool]]] = {
    "XingMing": _whole(re.compile(rf"{_HAN}\s*{_HAN}|{_NAME.pattern}")),
    "XingBie": lambda told: told in ("男", "女", "男性", "女性"),
    "ChuShengNianYue": _month, "CanJiaGongZuoShiJian": _month, "DaoLingNianYue": _month, "RuDangShiJian": _joined,
    "MinZu": _whole(_NATION), "JiGuan": _whole(_PLACE), "ChuShengDi": _whole(_PLACE),
    "JianKangZhuangKuang": _whole(_HEALTH), "ZhengZhiMianMao": _whole(_POLITICS),
    "ZhuanYeJiShuZhiWu": _prose, "ShuXiZhuanYeYouHeZhuanChang": _prose,
    "QuanRiZhiJiaoYu_XueLi": _whole(_LEVEL), "ZaiZhiJiaoYu_XueLi": _whole(_LEVEL),
    "QuanRiZhiJiaoYu_XueWei": _whole(_DEGREE), "ZaiZhiJiaoYu_XueWei": _whole(_DEGREE),
    "school": lambda told: _SCHOOL.search(told) is not None,
    "XianRenZhiWu": _post, "NiRenZhiWu": _post, "NiMianZhiWu": _post, "JianLi": _resume,
    "JiangChengQingKuang": _rewarded, "NianDuKaoHeJieGuo": _reviewed, "RenMianLiYou": _post,
    "ChengBaoDanWei": _post, "ShenFenZheng": _whole(_ID),
    "family.ChengWei": _whole(_RELATION), "family.XingMing": _whole(re.compile(rf"{_HAN}\s*{_HAN}|{_NAME.pattern}")),
    "family.ChuShengRiQi": _born, "family.ZhengZhiMianMao": _whole(_POLITICS),
    "family.GongZuoDanWeiJiZhiWu": lambda told: _prose(told) and _POST.fullmatch(told) is not None,
}  # fmt: skip

"""Approval forms made in every way that the notes on the format know, and how they are written to a file."""

import base64
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(64)) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))

PLAIN = {
    "XingMing": "高明远", "XingBie": "男", "ChuShengNianYue": "198310", "MinZu": "汉族", "JiGuan": "南江省云岭市",
    "ChuShengDi": "南江省云岭市", "RuDangShiJian": "200605", "CanJiaGongZuoShiJian": "200408",
    "JianKangZhuangKuang": "健康", "ZhuanYeJiShuZhiWu": "高级工程师", "ShuXiZhuanYeYouHeZhuanChang": "水利工程管理",
    "QuanRiZhiJiaoYu_XueLi": "大学", "QuanRiZhiJiaoYu_XueWei": "管理学学士",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "云岭大学行政管理专业",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "云岭大学行政管理专业",
    "ZaiZhiJiaoYu_XueLi": "", "ZaiZhiJiaoYu_XueWei": "", "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "", "XianRenZhiWu": "云岭市水务局办公室主任", "NiRenZhiWu": "云岭市水务局副局长",
    "NiMianZhiWu": "云岭市水务局办公室主任",
    "JianLi": "2000.09--2004.07  云岭大学行政管理专业学生\n2004.07--2012.03  云岭市水务局科员\n"
              "                  （其间：2009.09--2011.06在云岭大学在职学习）\n2012.03--         云岭市水务局办公室主任",
    "JiangChengQingKuang": "2020年记三等功一次", "NianDuKaoHeJieGuo": "2022年优秀；2023年称职；2024年优秀",
    "RenMianLiYou": "工作需要", "ChengBaoDanWei": "中共云岭市水务局党组", "JiSuanNianLingShiJian": "20260630",
    "TianBiaoShiJian": "20260601", "TianBiaoRen": "郑文澜", "ShenFenZheng": "000000198310170018",
    "ZhaoPian": "", "Version": "3.2.1.6",
}  # fmt: skip
FAMILY = (
    {"ChengWei": "妻子", "XingMing": "林若溪", "ChuShengRiQi": "198503", "ZhengZhiMianMao": "群众", "GongZuoDanWeiJiZhiWu": "云岭市第二中学教师"},
    {"ChengWei": "父亲", "XingMing": "高大川", "ChuShengRiQi": "", "ZhengZhiMianMao": "中共党员", "GongZuoDanWeiJiZhiWu": "已去世"},
)


@dataclass
class Made:
    """A form as it was meant, and its bytes."""

    texts: dict[str, str]
    family: tuple[dict[str, str], ...]
    data: bytes
    how: list[str] = field(default_factory=list)

    def written(self, dice: random.Random) -> "Made":
        """With its bytes, in the order and the encoding that its kind asks for."""
        if "missing" in self.how:
            del self.texts[dice.choice(["MinZu", "JianLi", "ShenFenZheng", "Version", "ZaiZhiJiaoYu_XueLi"])]
        if "shuffled" in self.how:
            self.texts = dict(dice.sample(list(self.texts.items()), len(self.texts)))
        bad = "bad escaping" in self.how
        if bad:
            self.texts["XianRenZhiWu"] = BAD
        extra = "<DanWeiBianMa 类别='一'>A01<x/></DanWeiBianMa><!-- 备注 & 说明 -->" if "unknown" in self.how else ""
        xml = lrmx(self.texts, self.family, extra=extra)
        xml = xml.replace(escape(BAD), BAD) if bad else xml
        if "GB" in self.how:
            self.data = xml.replace("utf-8", "gb2312", 1).encode("gb18030")
        else:
            self.data = (b"\xef\xbb\xbf" if "mark" in self.how else b"") + xml.encode("utf-8")
        return self


def element(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else f"<{tag} />"


def members(family: tuple[dict[str, str], ...]) -> str:
    return "".join(f"<Item>{''.join(element(tag, escape(text)) for tag, text in each.items())}</Item>" for each in family)


def lrmx(texts: dict[str, str], family: tuple[dict[str, str], ...] = FAMILY, *, extra: str = "", raw: bool = False) -> str:
    """The XML of a form; `raw` writes texts as old exporters did, without escaping."""
    said = [element(tag, text if raw else escape(text)) for tag, text in texts.items()]
    kin = f"<JiaTingChengYuan>{members(family)}</JiaTingChengYuan>"
    said.insert(list(texts).index("ChengBaoDanWei") if "ChengBaoDanWei" in texts else len(said), kin)
    return '<?xml version="1.0" encoding="utf-8"?>\n<Person>\n  ' + "\n  ".join([*said, extra]) + "\n</Person>\n"


NAMES = ("沈望舒", "陆知遥", "司徒映雪", "阿依努尔·买买提", "程以安", "欧阳若谷", "温如故", "顾长卿")
# What may differ, how often, and what it makes of the texts; later ones see what earlier ones made.
CHANGES = {
    "dots": (0.3, {"ChuShengNianYue": "1983.10", "RuDangShiJian": "2006.05", "TianBiaoShiJian": "2026.06.01"}),
    "eight digits": (0.2, {"ChuShengNianYue": "19831017", "CanJiaGongZuoShiJian": "20040801"}),
    "four digits": (0.2, {"CanJiaGongZuoShiJian": "2004"}),
    "other party": (0.15, {"RuDangShiJian": "民盟"}),
    "two parties": (0.15, {"RuDangShiJian": "200605；民盟"}),
    "newer elements": (0.3, {"DaoLingNianYue": "204310", "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限为60岁", "ZhengZhiMianMao": "中共党员"}),
    "photo": (0.3, {"ZhaoPian": base64.b64encode(JPEG).decode()}),
    "data URI": (0.2, {"ZhaoPian": "data:image/jpeg;base64," + base64.b64encode(PNG).decode()}),
    "breaks": (0.3, {"JianLi": PLAIN["JianLi"].replace("\n", "<br>")}),
    "other breaks": (0.1, {"JianLi": PLAIN["JianLi"].replace("\n", "\r\n")}),
    "marks": (0.3, {"XianRenZhiWu": '云岭市A&B公司<筹>总经理 "主持"'}),
    "odd values": (0.3, {"XingBie": "不详", "ShenFenZheng": "12345", "NianDuKaoHeJieGuo": "近三年均为称职以上"}),
}
BAD = "云岭市甲&乙公司 <副总经理>、年薪< 20万"


def variations(count: int = 200, seed: int = 5) -> Iterator[Made]:
    """Forms that vary in everything documented; the same ones each time."""
    dice = random.Random(seed)
    for _ in range(count):
        how = [what for what, (odds, _) in CHANGES.items() if dice.random() < odds]
        how += [what for what in ("no family", "missing", "shuffled", "unknown", "bad escaping", "mark", "GB") if dice.random() < 0.25]
        texts = PLAIN | {"XingMing": dice.choice(NAMES)}
        for what in how:
            texts |= CHANGES.get(what, (0, {}))[1]
        yield Made(texts, () if "no family" in how else FAMILY, b"", how).written(dice)


LRM_FIELDS = [
    "高明远", "男", "1983.10", "汉族", "南江省云岭市", "2006.05", "健康", "南江省云岭市", "2004.08", "大学#管理学学士@研究生#",
    "云岭大学#云岭大学@云岭党校#", "高级工程师", "", "", "", "", "水利工程管理",
    "2004.07--2012.03  云岭市水务局科员#2012.03--         云岭市水务局办公室主任", "无", "2022年优秀；2023年称职", "妻子@父亲@@",
    "林若溪@高大川@@", "1985.03@1955.11@@", "群众@中共党员@@", "云岭市第二中学教师@退休@@", "云岭市水务局办公室主任",
    "云岭市水务局副局长", "", "工作需要", "中共云岭市水务局党组", "2026.06.30", "郑文澜", "2026.06.01",
]  # fmt: skip


def lrm(fields: list[str]) -> bytes:
    return (",".join('"' + each.replace('"', '""') + '"' for each in fields) + "\r\n").encode("gb18030")

"""Invented texts for the search benchmark: as many items as wanted, 400 to 2,500 characters, always the same ones.

Words follow Zipf's law: some two hundred of the trade, then several thousand made of common characters, so that posting
lists have the lengths of real ones. Nothing in it is a real record.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from archive_tool.model.entries import Entry, FileText, Page
from archive_tool.model.filing import NamedPerson

TRADE = [
    "干部", "考察", "工作", "组织", "同志", "领导", "班子", "民主", "推荐", "测评", "谈话", "任职", "公示",
    "会议", "讨论", "决定", "意见", "情况", "材料", "对象", "考察组", "党委", "党组", "单位", "职务", "局长",
    "副局长", "主任", "副主任", "处长", "科长", "书记", "委员", "提名", "人选", "拟任", "拟免", "任免",
    "审批", "报告", "记录", "纪要", "通知", "函复", "征求", "纪检", "监察", "廉洁", "自律", "表现", "政治",
    "素质", "能力", "作风", "实绩", "突出", "主要", "特点", "不足", "希望", "建议", "群众", "公认", "同意",
    "不同意", "弃权", "票数", "参加", "人数", "应到", "实到", "有效", "得票", "比例", "档案", "审核", "个人",
    "有关", "事项", "核查", "回避", "保密", "纪律", "责任", "监督", "全程", "纪实", "程序", "动议", "酝酿",
    "沟通", "方案", "预告", "范围", "时间", "地点", "方式", "电话", "邮箱", "受理", "反映", "问题", "调查",
    "核实", "结论", "试用期", "年度", "考核", "优秀", "称职", "基层", "经验", "熟悉", "业务", "水利", "交通",
    "教育", "卫生", "财政", "农业", "统计", "审计", "统筹", "协调", "落实", "推进", "改革", "发展", "服务",
    "项目", "建设", "管理", "制度", "完善",
]  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
OFFICES = ("水利", "交通", "教育", "卫生", "财政", "农业", "统计", "审计", "民政", "司法", "住建", "商务", "文旅", "体育", "林业", "气象")
UNITS = [f"云岭市{office}局" for office in OFFICES]
POSTS = ["局长", "副局长", "处长", "副处长", "主任", "副主任", "科长", "总工程师"]
STAGES = ["01_计划", "02_动议", "03_考察", "04_上会讨论", "05_任职"]
ITEMS_A_CASE = 30
RARE = "欧阳墨笙"  # the name that one item alone has


CLAUSES = 5_000  # sentences that come again and again, the first ones most
FRESH = 0.1  # share of words that belong to no such sentence


@cache
def phrasebook() -> tuple[list[str], list[float], list[str], list[float], list[str]]:
    """Clauses and words with their weights summed up, and characters for given names."""
    rng = random.Random(7)
    everyday = bytes(byte for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    common = list(everyday.decode("gb2312", "ignore"))  # the first level of GB 2312: what simplified texts are written in
    rng.shuffle(common)
    common = common[:2_500]
    words = TRADE + ["".join(rng.choices(common, k=rng.choice((2, 2, 2, 3, 4)))) for _ in range(6_000)]
    weights = [1 / (rank + 12) for rank in range(len(words))]
    clauses = ["".join(rng.choices(words, weights, k=rng.randint(3, 9))) for _ in range(CLAUSES)]
    clause_weights = accumulate(1 / (rank + 50) for rank in range(CLAUSES))
    return clauses, list(clause_weights), words, list(accumulate(weights)), common[:400]


def item(number: int, count: int) -> Entry:
    """Item `number` of so many."""
    clauses, clause_weights, words, weights, given = phrasebook()
    rng = random.Random(number)
    length = rng.randint(400, 2_500)
    pieces = []
    for clause in rng.choices(clauses, cum_weights=clause_weights, k=length // 10):
        pieces += [clause, rng.choice("，，，。；\n")]
        if rng.random() < FRESH * 5:
            pieces += rng.choices(words, cum_weights=weights, k=2)
    name = RARE if number == count // 2 else rng.choice(SURNAMES) + "".join(rng.choices(given, k=2))
    pieces.insert(10, name)
    day = date(2015, 1, 1) + timedelta(rng.randrange(365 * 11))
    case, unit, post = number // ITEMS_A_CASE, rng.choice(UNITS), rng.choice(POSTS)
    return Entry(
        package=f"p{case:05}", case=f"case-{case:05}", item=f"C{number % ITEMS_A_CASE}", title=f"{unit}{post}考察材料",
        kind="appointment", stage=rng.choice(STAGES), date=day.isoformat(), year=day.year, doc_no="", secrecy="工作秘密",
        retention="永久", people=(NamedPerson(name, "考察对象"),), units=(unit,), posts=(post,),
        files=(FileText(f"data/{number}.docx", (Page("".join(pieces)[:length]),)),),
    )  # fmt: skip


def items(count: int) -> Iterator[Entry]:
    """So many items, case by case."""
    return (item(number, count) for number in range(count))

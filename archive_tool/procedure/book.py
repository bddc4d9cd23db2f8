"""The rule book: every rule, chapter by chapter, and where what no rule judges is judged instead."""

from collections.abc import Mapping
from types import ModuleType
from typing import Final

from archive_tool.procedure import (
    chapter01_order,
    chapter02_motion,
    chapter03_eligibility,
    chapter04_recommendation,
    chapter04_votes,
    chapter05_inspection,
    chapter05_prose,
    chapter05_report,
    chapter06_verification,
    chapter07_decision,
    chapter08_recusal,
    chapter09_publicity,
    chapter10_appointment,
    chapter10_review,
    chapter11_discipline,
    chapter12_figures,
    chapter12_outreach,
)
from archive_tool.procedure.rule import Rule, Word, rules_of

CHAPTERS: Final[Mapping[int, tuple[Word, tuple[ModuleType, ...]]]] = {
    1: (Word("程序与完整", "Order and completeness"), (chapter01_order,)),
    2: (Word("动议", "Motion"), (chapter02_motion,)),
    3: (Word("任职资格", "Eligibility"), (chapter03_eligibility,)),
    4: (Word("民主推荐和测评", "Recommendation and assessment"), (chapter04_recommendation, chapter04_votes)),
    5: (Word("考察", "Inspection"), (chapter05_inspection, chapter05_report, chapter05_prose)),
    6: (Word("凡提四必", "Verification"), (chapter06_verification,)),
    7: (Word("讨论决定", "Deliberation and decision"), (chapter07_decision, chapter08_recusal)),
    8: (Word("回避", "Recusal"), (chapter08_recusal,)),
    9: (Word("任前公示", "Publicity"), (chapter09_publicity,)),
    10: (Word("任职和任后", "Appointment and after"), (chapter10_appointment, chapter10_review)),
    11: (Word("纪律和保密", "Discipline and secrecy"), (chapter11_discipline,)),
    12: (Word("走访群众", "Visits and petitions"), (chapter12_outreach, chapter12_figures)),
}
BOOK: Final[tuple[Rule, ...]] = tuple(
    rule
    for chapter, (_, modules) in CHAPTERS.items()
    for rule in sorted((one for module in modules for one in rules_of(module)), key=lambda one: one.number)
    if rule.chapter == chapter
)
BY_NUMBER: Final[Mapping[str, Rule]] = {rule.number: rule for rule in BOOK}

# Numbers of the domain's list that are no rule of their own, and where they are judged.
ELSEWHERE: Final[Mapping[str, Word]] = {
    "R-102": Word("归档完整性由 F-101 至 F-109 核对", "completeness: F-101 to F-109"),
    "R-521": Word("考察文书档案由归档范围（F-101）核对", "the inspection archive: the file plan (F-101)"),
    "R-803": Word("参会人员回避见 R-709", "members of the meeting: R-709"),
    "R-908": Word("实名反映要求由公示模板印出", "printed by the template of the notice"),
    "R-911": Word("网页和张贴文本由同一数据生成", "web and board are made from one source"),
    "R-1010": Word("进一步使用是否推荐由 R-401 按目的判断", "R-401 reads the purpose"),
    "R-1107": Word("谈话场所由人掌握，不能由程序判断", "no program can judge the room of a talk"),
}

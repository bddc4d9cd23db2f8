"""An invented case, rich enough to fill every document; every name in it is made up."""

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

from archive_tool.documents.wording import Words, as_node, context
from archive_tool.model.cases import Case, Person
from archive_tool.model.dates import Month, Year
from archive_tool.model.tree import Group

D = date


def _resume(*lines: tuple[Month, Month | None, str]) -> list[dict[str, object]]:
    return [{"from": start, **({"to": end} if end else {}), "text": words} for start, end, words in lines]


PEOPLE: dict[str, dict[str, object]] = {
    "gao-mingyuan": {
        "id": "gao-mingyuan", "name": "高明远", "sex": "男", "birth": Month(1983, 10), "ethnicity": "汉族",
        "native_place": "南江省云岭市", "birth_place": "南江省云岭市", "politics": "中共党员", "party_join": Month(2006, 5),
        "work_start": Month(2006, 8), "health": "健康", "professional_title": "高级工程师", "expertise": "水利工程管理",
        "education": {
            "fulltime": {"level": "大学", "degree": "工学学士", "school": "南江水利学院水利系", "major": "水利水电工程"},
            "parttime": {"level": "研究生", "degree": "公共管理硕士", "school": "云岭大学公共管理学院", "major": "公共管理"},
        },
        "current_post": {"title": "云岭市水务局办公室主任", "unit": "云岭市水务局", "since": Month(2021, 6), "rank": "乡科级正职"},
        "resume": _resume(
            (Month(2002, 9), Month(2006, 8), "南江水利学院水利系水利水电工程专业学习"),
            (Month(2006, 8), Month(2011, 3), "云岭市水利工程管理站技术员、助理工程师"),
            (Month(2011, 3), Month(2015, 6), "云岭市水务局工程建设科科员"),
            (Month(2015, 6), Month(2018, 9), "云岭市水务局工程建设科副科长"),
            (Month(2018, 9), Month(2021, 6), "云岭市青石镇党委委员、副镇长"),
            (Month(2021, 6), None, "云岭市水务局办公室主任"),
        ),
        "rewards": "2020年，云岭市委、市政府授予“防汛抗旱先进个人”称号。",
        "annual_reviews": [{"year": Year(2023), "grade": "优秀"}, {"year": Year(2024), "grade": "称职"}, {"year": Year(2025), "grade": "优秀"}],
        "family": [
            {"relation": "妻子", "name": "林若溪", "birth": Month(1985, 3), "politics": "群众", "post": "云岭市第二中学教师"},
            {"relation": "女儿", "name": "高思齐", "birth": Month(2012, 11), "politics": "少先队员", "post": "云岭市实验小学学生"},
            {"relation": "父亲", "name": "高守田", "birth": Month(1955, 1), "politics": "中共党员", "post": "已去世", "deceased": True},
        ],
        "id_number": "330000198310100018", "reported_by": "中共云岭市水务局党组", "filled_by": "周砚秋", "filled_on": D(2026, 4, 20), "age_on": D(2026, 4, 20),
    },
    "shen-zhiwen": {
        "id": "shen-zhiwen", "name": "沈知文", "sex": "女", "birth": Month(1981, 2), "ethnicity": "汉族", "native_place": "南江省临溪县",
        "politics": "中共党员", "party_join": Month(2003, 6), "work_start": Month(2003, 7),
        "education": {"fulltime": {"level": "大学", "degree": "法学学士", "school": "南江大学法学院", "major": "法学"}},
        "current_post": {"title": "云岭市水务局政策法规科科长", "unit": "云岭市水务局", "since": Month(2019, 3)},
        "annual_reviews": [{"year": Year(2023), "grade": "称职"}, {"year": Year(2024), "grade": "优秀"}, {"year": Year(2025), "grade": "称职"}],
    },
    "wei-dong": {
        "id": "wei-dong", "name": "魏东", "sex": "男", "birth": Month(1979, 12), "ethnicity": "回族", "native_place": "南江省云岭市",
        "politics": "中共党员", "party_join": Month(2008, 7), "work_start": Month(2001, 7),
        "education": {"fulltime": {"level": "大学", "degree": "管理学学士", "school": "南江财经学院", "major": "会计学"}},
        "current_post": {"title": "云岭市水利工程管理站站长", "unit": "云岭市水利工程管理站", "since": Month(2018, 1)},
        "annual_reviews": [{"year": Year(2023), "grade": "称职"}, {"year": Year(2024), "grade": "称职"}, {"year": Year(2025), "grade": "称职"}],
    },
}  # fmt: skip


def mention(name: str, post: str = "", unit: str = "", **more: object) -> dict[str, object]:
    return {"name": name, **({"unit": unit} if unit else {}), **({"post": post} if post else {}), **more}


TEAM_LEADER = mention("郑文澜", "云岭市委组织部干部一科科长", role="组长", sex="男", politics="中共党员", duty="主持考察工作")
TEAM = [
    mention("周砚秋", "云岭市委组织部干部一科副科长", role="副组长", sex="女", politics="中共党员", duty="谈话、起草考察材料"),
    mention("何青禾", "云岭市委组织部干部监督科干部", role="成员", sex="女", politics="中共党员", duty="档案审核、记录"),
    mention("孟怀瑾", "云岭市纪委监委干部", role="成员", sex="男", politics="中共党员", duty="谈话、核查"),
]
PRESENT = [mention(name) for name in ("江予安", "陆承平", "方思远", "秦素问", "罗振声", "叶清和", "谭启明", "苏见微", "丁向阳")]
GROUPS = [
    {"name": "领导班子成员", "layer": 1, "expected": 6, "present": 6, "issued": 6, "returned": 6, "valid": 6},
    {"name": "机关人员", "layer": 2, "expected": 28, "present": 26, "issued": 26, "returned": 26, "valid": 25, "invalid": 1},
    {"name": "直属单位负责人和基层代表", "layer": 3, "expected": 16, "present": 14, "issued": 14, "returned": 14, "valid": 14},
]


def _votes(person: str, first: int, second: int, third: int, rank: int) -> dict[str, object]:
    groups = dict(zip((group["name"] for group in GROUPS), (first, second, third), strict=True))
    return {"person": person, "votes_by_group": groups, "total": first + second + third, "rank": rank}


def _grades(person: str, dimension: str, *counts: int, group: str = "") -> dict[str, object]:
    keys = ("excellent", "competent", "basic", "incompetent", "unknown")
    return {"person": person, "dimension": dimension, **({"group": group} if group else {}), **dict(zip(keys, counts, strict=True))}


def _stances(who: str) -> list[dict[str, object]]:
    said = [
        ("陆承平", f"{who}同志熟悉业务，作风扎实，群众公认度较高，同意提名"), ("方思远", "考察程序规范，材料客观，同意"),
        ("秦素问", "没有收到影响使用的反映，同意"), ("罗振声", "同意"), ("叶清和", "同意"), ("谭启明", "同意"), ("苏见微", "同意"), ("丁向阳", "同意"),
        ("江予安", "同意大家的意见"),
    ]  # fmt: skip
    return [{"name": name, "order": i, "stance": "同意", "text": words} for i, (name, words) in enumerate(said, 1)]


RECORD: dict[str, object] = {
    "format": 1, "kind": "appointment", "id": "KC-2026-001", "title": "云岭市水务局副局长人选考察", "year": Year(2026),
    "mode": "差额", "purpose": "提拔任职", "occasion": "个别", "secrecy": "工作秘密",
    "units": [{"name": "云岭市水务局", "kind": "主管部门", "headcount": 46, "principal_leader": mention("贺长川", "局长", "云岭市水务局")}],
    "plan": {
        "year": Year(2026), "line": "第3项", "basis": "根据《党政领导干部选拔任用工作条例》和市委2026年工作要点，结合市直单位领导班子建设需要，制定本计划。",
        "objects": [
            {"unit": "云岭市水务局", "post": "副局长", "purpose": "提拔任职", "mode": "差额", "planned_for": Month(2026, 3)},
            {"unit": "云岭市交通运输局", "post": "总工程师", "purpose": "提拔任职", "mode": "等额定向", "planned_for": Month(2026, 6)},
        ],
        "method": "采取民主推荐、民主测评、个别谈话、查阅材料、征求意见、延伸考察等方式进行。",
        "schedule": [
            {"step": "动议和制定方案", "from": Month(2026, 2), "to": Month(2026, 3), "owner": "干部一科"},
            {"step": "组织考察", "from": Month(2026, 3), "to": Month(2026, 4), "owner": "考察组"},
        ],
        "staffing": "每个考察组由3至5人组成，组长由熟悉干部工作的科级以上干部担任。",
        "discipline": "严格执行干部选拔任用工作纪律，坚持原则，公道正派，实行考察工作责任制和回避制度。",
        "approved_by": "江予安", "approved_on": D(2026, 1, 20),
    },
    "positions": [
        {
            "id": "zw1", "title": "云岭市水务局副局长", "unit": "云岭市水务局", "rank": "县处级副职", "headcount": 1,
            "vacancy_reason": "原任同志到龄退休", "announced_on": D(2026, 2, 25),
            "duties": ["协助局长分管工程建设、安全生产工作"],
            "qualifications": ["政治素质好，坚决贯彻执行党的路线方针政策", "熟悉水务工作，具有较强的组织协调能力", "任乡科级正职满三年，近三年年度考核均为称职以上等次"],
        }
    ],
    "candidates": [
        {"person": "gao-mingyuan", "position": "zw1", "proposed_post": "云岭市水务局副局长", "removed_post": "云岭市水务局办公室主任", "probation": True, "result": "任用", "reason": "工作需要", "prior_unit": {"name": "云岭市青石镇人民政府", "until": Month(2021, 6)}},
        {"person": "shen-zhiwen", "position": "zw1", "proposed_post": "云岭市水务局副局长", "result": "未任用"},
        {"person": "wei-dong", "position": "zw1", "proposed_post": "云岭市水务局副局长", "result": "未任用"},
    ],
    "team": {"leader": TEAM_LEADER, "members": TEAM, "split_of_work": "组长主持全面工作，副组长负责谈话安排和材料起草，其他成员负责记录、档案审核和核查。", "phone": "0000-8000001",
             "liaison": mention("何青禾"), "pledge_signed_on": D(2026, 3, 9),
             "recusal": [{"person": mention(name), "has_relation": False, "signed_on": D(2026, 3, 9)} for name in ("郑文澜", "周砚秋", "何青禾", "孟怀瑾")]},
    "motion": {
        "requests": [{
            "unit": "中共云岭市水务局党组", "doc_no": "云水党〔2026〕3号", "date": D(2026, 2, 12), "title": "关于补充配备副局长的请示", "signer": "贺长川", "contact": "许闻笛", "phone": "0000-8000010", "to": "中共云岭市委组织部",
            "positions": ["云岭市水务局副局长"], "text": "我局原副局长顾守拙同志因到龄退休，领导班子现缺副局长1名。为保证工作正常开展，拟请补充配备副局长1名。",
            "summary": {"professional_structure": "班子成员中水利专业2人，经济管理专业2人。", "age_structure": "平均年龄50.2岁，缺少45岁以下干部。", "person_direction": "建议配备水利工程专业干部。", "potential": "建议注重基层经历和应急处置能力。", "acceptance": "建议人选应有较好的群众基础。"},
        }],
        "unit_analysis": {
            "trigger": "云岭市水务局原副局长顾守拙同志因到龄退休，该职位出现空缺。", "team_size_approved": 5, "team_size_actual": 4, "vacancies": 1,
            "members": [
                mention("贺长川", "局长", sex="男", birth=Month(1971, 4), education="大学", major="水利工程", since=Month(2019, 5), duty="主持全面工作"),
                mention("袁素秋", "副局长", sex="女", birth=Month(1976, 8), education="研究生", major="经济管理", since=Month(2020, 1), duty="分管规划财务"),
                mention("乔一川", "副局长", sex="男", birth=Month(1979, 6), education="大学", major="水利工程", since=Month(2022, 3), duty="分管水资源"),
                mention("施远帆", "总工程师", sex="男", birth=Month(1984, 1), education="研究生", major="水文水资源", since=Month(2023, 7), duty="分管技术"),
            ],
            "operation": "班子团结协作，重点工程推进有力。", "gaps": "工程建设和安全生产力量不足。", "adjustment_options": "拟选配副局长1名，从市直单位和乡镇符合条件的乡科级正职干部中产生，采取差额考察方式。", "conclusion": "建议启动动议程序。", "author": mention("周砚秋"), "date": D(2026, 2, 18),
        },
        "meeting": {
            "body": "市委组织部部务会", "name": "干部工作专题会议", "no": "2026年第2次", "date": D(2026, 2, 20), "from": time(15, 0), "to": time(16, 20), "place": "市委组织部会议室", "chair": mention("方思远"), "recorder": mention("何青禾"),
            "members_due": 5, "present": [mention(n) for n in ("方思远", "郑文澜", "周砚秋", "孟怀瑾")], "absent": [mention("纪知行", reason="外出学习")],
            "agenda": [{"title": "研究云岭市水务局副局长职位选配工作", "introduced_by": mention("郑文澜"), "text": "汇报职位空缺情况、领导班子分析意见和选配初步建议。"}],
            "speeches": [mention("周砚秋", text="建议扩大比选范围", order=1), mention("方思远", text="同意启动，坚持事业为上、以事择人", order=2)],
            "decisions": [{"text": "同意启动云岭市水务局副局长职位选配工作"}, {"text": "采取差额考察方式，由干部一科牵头制定考察工作方案"}],
        },
        "scheme": {
            "doc_no": "云组考〔2026〕1号", "date": D(2026, 3, 3), "mode": "差额", "basis": "根据《党政领导干部选拔任用工作条例》和部务会研究意见，制定本方案。", "task": "考察云岭市水务局副局长人选，全面了解考察对象的德、能、勤、绩、廉情况。",
            "content": ["政治素质", "专业素养和组织领导能力", "工作作风和工作实绩", "廉洁自律情况"], "procedure": "发布预告、民主推荐、民主测评、个别谈话、查阅档案、征求意见、综合分析、撰写材料。",
            "talk_range": "水务局领导班子成员、内设机构负责人、直属单位主要负责人及有关知情人。", "assessment_range": "水务局机关全体人员和直属单位负责人。", "extension": "到青石镇进行延伸考察。", "circles": "了解工作圈、生活圈、社交圈情况。",
            "schedule": [{"step": "民主推荐", "from": D(2026, 3, 5), "owner": "考察组"}, {"step": "考察谈话和测评", "from": D(2026, 3, 10), "to": D(2026, 3, 12), "owner": "考察组"}],
            "discipline": "严格保密，严守程序，谁考察谁负责。", "recusal": "考察组成员与考察对象有夫妻、直系血亲、三代以内旁系血亲、近姻亲关系的，应当回避。", "annexes": ["考察组成员名单", "谈话提纲"],
            "approved_by": "方思远", "approved_on": D(2026, 3, 4),
        },
        "approval_slip": {"no": "2026-03", "date": D(2026, 3, 3), "matter": "云岭市水务局副局长职位空缺，拟按规定组织考察。", "time_from": D(2026, 3, 10), "time_to": D(2026, 3, 12), "approved_on": D(2026, 3, 4),
                          "office_opinion": {"text": "拟同意，请领导审批。", "signer": "郑文澜", "on": D(2026, 3, 3)}},
    },
    "recommendations": [{
        "id": "tj1", "kind": "会议推荐", "date": D(2026, 3, 5), "place": "市水务局三楼会议室", "post": "云岭市水务局副局长", "headcount": 1, "scope_text": "市水务局领导班子成员、机关全体人员、直属单位负责人和基层代表",
        "expected": 50, "present": 46, "issued": 46, "returned": 46, "valid": 45, "invalid": 1, "abstain": 0, "groups": GROUPS, "tellers": [mention("何青禾"), mention("许闻笛")], "supervisor": mention("孟怀瑾"),
        "rows": [_votes("gao-mingyuan", 5, 19, 12, 1), _votes("shen-zhiwen", 3, 14, 8, 2), _votes("wei-dong", 2, 9, 6, 3)], "analysis": "高明远同志在三个层次的得票率均居首位，各层次之间差异不大。",
    }],
    "determination": {"date": D(2026, 3, 6), "body": "市委组织部部务会", "basis": "综合民主推荐结果、平时考核、年度考核和人岗相适情况。", "persons": ["gao-mingyuan", "shen-zhiwen", "wei-dong"]},
    "notice": {
        "no": "2026年第1号", "date": D(2026, 3, 9), "addressee": "市水务局机关各科室、直属各单位", "channel": ["张贴", "内部网站"], "scope": "市水务局机关及直属单位", "time_from": D(2026, 3, 10), "time_to": D(2026, 3, 12), "place": "市水务局机关（云岭市和平路18号）",
        "phone": "0000-8000001", "supervision_phone": "0000-12380", "mailbox": "市水务局一楼大厅考察意见箱", "contact_hours": "工作日上午8:30至12:00，下午2:00至5:30",
    },
    "assessments": [{
        "id": "cp1", "kind": "民主测评", "date": D(2026, 3, 10), "place": "市水务局三楼会议室", "scope_text": "市水务局领导班子成员、机关全体人员、直属单位负责人和基层代表", "expected": 50, "present": 46, "issued": 46, "returned": 46, "valid": 46, "invalid": 0, "groups": GROUPS,
        "tellers": [mention("何青禾"), mention("许闻笛")], "supervisor": mention("孟怀瑾"),
        "rows": [
            *(_grades("gao-mingyuan", d, *n) for d, n in zip("德能勤绩廉", ((40, 6, 0, 0, 0), (38, 7, 1, 0, 0), (41, 5, 0, 0, 0), (37, 8, 1, 0, 0), (42, 4, 0, 0, 0)), strict=True)),
            _grades("gao-mingyuan", "总体评价", 39, 6, 1, 0, 0),
            *(_grades("gao-mingyuan", "总体评价", *n, group=str(g["name"])) for g, n in zip(GROUPS, ((5, 1, 0, 0, 0), (22, 3, 1, 0, 0), (12, 2, 0, 0, 0)), strict=True)),
            *(_grades("shen-zhiwen", d, *n) for d, n in zip("德能勤绩廉", ((36, 10, 0, 0, 0), (33, 11, 2, 0, 0), (37, 9, 0, 0, 0), (31, 13, 2, 0, 0), (38, 8, 0, 0, 0)), strict=True)),
            _grades("shen-zhiwen", "总体评价", 34, 11, 1, 0, 0),
        ],
    }],
    "surveys": [{"id": "dc1", "kind": "民意调查", "date": D(2026, 3, 11), "place": "青石镇", "present": 30, "issued": 30, "returned": 30, "valid": 30, "sample": "青石镇机关干部和村民代表30人", "candidates": ["gao-mingyuan"], "indicators": ["思想品德", "工作作风"],
                 "rows": [{"person": "gao-mingyuan", "indicator": "思想品德", "answers": {"满意": 27, "基本满意": 3}}, {"person": "gao-mingyuan", "indicator": "工作作风", "answers": {"满意": 26, "基本满意": 4}}], "conclusion": "群众认可度较高。"}],
    "scoring": {"date": D(2026, 3, 13), "method": "按百分制对考察对象量化评分。", "weights": [{"dimension": d, "weight": w} for d, w in zip("德能勤绩廉", (20, 15, 15, 30, 20), strict=True)],
                "rows": [{"candidate": who, "dimension": d, "score": s} for who, scores in (("gao-mingyuan", (95, 92, 94, 90, 96)), ("shen-zhiwen", (93, 90, 93, 86, 95)), ("wei-dong", (90, 86, 92, 84, 95))) for d, s in zip("德能勤绩廉", scores, strict=True)]},
    "comparison": {"date": D(2026, 3, 13), "author": mention("周砚秋"), "conclusion": "综合比较，高明远同志更适合该职位。", "rows": [
        {"position": "zw1", "dimension": "专业和经历", "entries": [{"candidate": "gao-mingyuan", "text": "水利专业，有乡镇工作经历"}, {"candidate": "shen-zhiwen", "text": "法学专业，长期从事政策法规工作"}, {"candidate": "wei-dong", "text": "会计专业，有直属单位管理经历"}]},
        {"position": "zw1", "dimension": "工作实绩", "entries": [{"candidate": "gao-mingyuan", "text": "牵头完成青石河治理"}, {"candidate": "shen-zhiwen", "text": "完成12项制度修订"}, {"candidate": "wei-dong", "text": "完成泵站改造3座"}]}]},
    "interviews": [{"date": D(2026, 3, 7), "place": "市委组织部", "candidate": "gao-mingyuan", "panel": [mention("方思远"), mention("郑文澜"), mention("孟怀瑾")], "questions": [{"text": "如何统筹在建工程安全度汛", "score": 92, "note": "思路清晰"}], "total": 92}],
    "opinions": [
        {"circle": "工作圈", "department": "云岭市信访局", "body": "信访", "method": "书面", "candidates": ["gao-mingyuan", "shen-zhiwen"], "asked_on": D(2026, 3, 10), "doc_no": "云组函〔2026〕12号", "due": D(2026, 3, 16), "answered_on": D(2026, 3, 13), "reply_no": "云信函〔2026〕7号", "substance": "未收到有关人选的信访反映。", "conclusion": "无不同意见"},
        {"circle": "生活圈", "department": "青石街道和平社区", "body": "社区", "method": "当面", "candidates": ["gao-mingyuan"], "asked_on": D(2026, 3, 11), "answered_on": D(2026, 3, 11), "substance": "邻里关系和睦。", "conclusion": "无不同意见"},
    ],
    "talks": [
        {"id": "th1", "no": 1, "kind": "考察谈话", "date": D(2026, 3, 10), "from": time(9, 0), "to": time(9, 40), "place": "市水务局二楼小会议室", "interviewers": [mention("郑文澜"), mention("孟怀瑾")], "recorder": mention("何青禾"),
         "interviewee": mention("贺长川", "局长", "云岭市水务局", layer=1, circle="工作圈", relationship="上级"), "objects": ["gao-mingyuan", "shen-zhiwen"], "outline": ["对考察对象的了解程度", "德、能、勤、绩、廉情况，请举一两个事例", "主要不足", "是否适合拟任职位"],
         "questions": [{"question": "请谈谈对高明远同志的总体印象。", "answer": "政治上可靠，熟悉业务，2024年汛期连续值守十一天，组织转移群众三百余人。"}, {"question": "主要不足是什么？", "answer": "推进工作有时较急，对年轻干部具体指导还不够细。"}],
         "summary": "肯定高明远同志的业务能力和担当精神，同意提名。", "attitude": "同意", "signature_state": "已签名", "confidentiality_told": True},
        {"id": "th2", "no": 2, "kind": "考察谈话", "date": D(2026, 3, 11), "place": "青石镇政府", "interviewers": [mention("周砚秋"), mention("孟怀瑾")], "recorder": mention("何青禾"), "interviewee": mention("田有禾", "青石镇石桥村党支部书记", layer=3, circle="生活圈"), "objects": ["gao-mingyuan"], "attitude": "同意", "setting": "前一任职单位", "summary": "办事实在，修渠时一直住在村里。"},
    ],
    "visits": [{"id": "zf1", "no": 1, "date": D(2026, 3, 11), "place": "青石河治理工程工地", "unit": "青石镇人民政府", "setting": "前一任职单位", "visitors": [mention("周砚秋"), mention("孟怀瑾")], "recorder": mention("何青禾"), "objects": ["gao-mingyuan"], "met": [mention("田有禾", "石桥村党支部书记")], "content": "实地查看工程运行情况，听取村干部和群众意见。", "work_site": True, "kind": "考察"}],
    "extension": {"small_unit": {"unit": "云岭市科协", "headcount": 9, "reason": "单位人数较少，邀请相关委员参加测评。", "invited": [mention("温知遥", "市科协委员")]}, "related_units": {"units": ["云岭市应急管理局"], "participants": [mention("邵临风", "副局长")], "reason": "业务联系密切。"}},
    "readings": [{"source": s, "candidate": "gao-mingyuan", "read_on": D(2026, 3, 12), "readers": [mention("何青禾"), mention("周砚秋")], "papers": ["发言提纲"], "found": "内容完整，与谈话情况相符。"} for s in ("个人档案", "实绩档案", "民主生活会材料")],
    "claims": [{"id": "yz1", "candidate": "gao-mingyuan", "claim": "2024年汛期组织转移群众三百余人", "sources": [{"kind": "谈话", "ref": "th1", "text": "贺长川谈话提及", "agrees": True}, {"kind": "材料查阅", "text": "防汛总结有记载", "agrees": True}]}],
    "checks": {
        "archive": [{"candidate": "gao-mingyuan", "examined_on": D(2026, 3, 12), "examiners": [mention("何青禾"), mention("纪知行")], "rows": [{"item": i, "file_says": "与审批表一致", "form_says": "见审批表", "consistent": True, "evidence_doc": "干部履历表"} for i in ("出生时间", "参加工作时间", "入党时间", "全日制学历学位", "工作经历")], "conclusion": "档案材料齐全，三龄两历一身份认定清楚。"}],
        "matters": [{"candidate": "gao-mingyuan", "asked_on": D(2026, 3, 10), "answered_on": D(2026, 3, 16), "doc_no": "核〔2026〕21号", "verdict": "一致", "conclusion": "个人有关事项报告与查核结果一致。"}],
        "performance": [{"candidate": "gao-mingyuan", "goals": "完成在建工程年度任务。", "duties": "负责办公室工作，牵头督办重点工程。", "achievements": [{"year": Year(2024), "work": "防汛值守", "result": "安全度汛"}, {"year": Year(2025), "work": "青石河治理", "result": "按期完工"}], "awards": ["2020年防汛抗旱先进个人"], "summary": "履职情况良好。", "maker": "云岭市水务局", "date": D(2026, 3, 12)}],
        "audit": [{"candidate": "gao-mingyuan", "kind": "离任审计", "maker": "云岭市审计局", "doc_no": "云审〔2021〕9号", "date": D(2021, 9, 1), "conclusion": "未发现问题。"}],
        "discipline": [{"body": "中共云岭市纪律检查委员会", "level": "派出考察组单位同级", "heard_by": "组织部门", "candidates": ["gao-mingyuan", "shen-zhiwen", "wei-dong"], "asked_on": D(2026, 3, 10), "doc_no": "云组函〔2026〕11号", "due": D(2026, 3, 17), "reply_on": D(2026, 3, 16), "reply_no": "云纪函〔2026〕30号", "conclusion": "无不同意见", "replies": [{"candidate": "gao-mingyuan", "reflections_received": False, "conclusion": "无不同意见", "text": "未发现影响使用的问题。"}]}],
        "petition": [{"candidate": "gao-mingyuan", "asked_on": D(2026, 3, 10), "answered_on": D(2026, 3, 13), "found": False, "conclusion": "近三年未收到信访反映。"}],
        "political_quality": [{"candidate": "gao-mingyuan", "date": D(2026, 3, 13), "rows": [{"aspect": "政治忠诚", "evaluation": "好", "evidence_refs": ["th1"]}, {"aspect": "政治定力", "evaluation": "好"}], "conclusion": "政治素质好。", "evaluators": [mention("郑文澜")]}],
        "integrity_statement": [{"candidate": "gao-mingyuan", "unit": "中共云岭市水务局党组", "date": D(2026, 3, 14), "text": "该同志遵守廉洁自律规定，未发现问题。", "conclusion": "廉洁自律情况良好。"}],
    },
    "feedback": {"date": D(2026, 3, 18), "place": "市水务局", "unit": "云岭市水务局", "leader": mention("贺长川", "局长"), "reporter": mention("郑文澜"), "recorder": mention("何青禾"), "content": "反馈考察总体情况和考察对象主要特点。", "unit_opinion": "同意考察组意见。", "leader_view": "考察客观公正，赞成提名高明远同志。"},
    "reports": [{
        "candidate": "gao-mingyuan", "date": D(2026, 3, 19), "political_quality": "政治立场坚定，自觉同党中央保持高度一致，2023年以来带头讲党课6次",
        "traits": [
            {"heading": "熟悉业务，专业能力较强", "aspect": "能", "text": "长期从事水利工作，具有高级工程师职称，2022年主持编制市区排涝规划，提出的三项措施被采纳。"},
            {"heading": "敢于担当，在急难任务面前靠得住", "aspect": "德", "text": "2024年汛期连续值守十一天，组织转移青石镇沿河群众三百余人，无一伤亡。"},
            {"heading": "勤勉务实，推动工作有办法", "aspect": "勤", "text": "任办公室主任以来，牵头建立重点工程周调度制度，2025年督办事项按期办结率由82%提高到97%。"},
            {"heading": "注重实绩，工作成效明显", "aspect": "绩", "text": "任青石镇副镇长期间，完成青石河治理工程4.6公里，受益农田1.2万亩。"},
            {"heading": "严格自律，作风正派", "aspect": "廉", "text": "经手工程资金1.3亿元，审计未发现问题。"},
        ],
        "speciality": "熟悉水利工程建设和应急管理", "shortcomings": [{"text": "推进工作有时较急，2023年泵站改造中与设计单位沟通不充分，造成一次返工", "post_relevance": "任副局长后需注意统筹协调"}, {"text": "对年轻干部的具体指导不够细"}],
        "recommendation_ref": "tj1", "assessment_ref": "cp1", "conclusion": "考察组认为，高明远同志政治素质好，业务能力较强，实绩明显，群众公认，具备担任云岭市水务局副局长的条件。", "proposal": "建议提名高明远同志任云岭市水务局副局长，试用期一年。",
        "authors": [TEAM_LEADER, *TEAM], "responsible": [TEAM_LEADER],
    }],
    "deliberation": {
        "proposal": {"body": "市委组织部部务会", "no": "2026年第4次", "date": D(2026, 3, 20), "place": "市委组织部会议室", "chair": mention("方思远"), "recorder": mention("何青禾"), "members_due": 5, "present": [mention(n) for n in ("方思远", "郑文澜", "周砚秋", "纪知行")], "agenda": [{"title": "研究云岭市水务局副局长人选任用建议方案"}], "decisions": [{"text": "建议提名高明远同志任云岭市水务局副局长"}]},
        "consultation": [{"date": D(2026, 3, 23), "place": "市委小会议室", "form": "小范围", "circle": "分管领导", "host": mention("江予安"), "participants": [mention("江予安"), mention("陆承平"), mention("方思远")], "candidates": ["gao-mingyuan"], "matter": "酝酿云岭市水务局副局长人选", "opinions": [mention("陆承平", stance="同意", text="人选较成熟", order=1), mention("江予安", stance="同意", order=2)], "result": "一致同意提交", "recorder": mention("何青禾")}],
        "papers": ["干部任免建议方案", "考察材料", "民主推荐和民主测评情况汇总", "干部任免审批表"],
        "disclosure": {"date": D(2026, 3, 26), "meeting": "市委常委会2026年第5次会议", "contents": ["测评结果", "谈话情况", "反映问题及查核结果"], "signed_by": [mention("江予安"), mention("陆承平")]},
        "meeting": {
            "body": "市委常委会", "no": "2026年第5次", "date": D(2026, 3, 26), "from": time(9, 30), "to": time(11, 0), "place": "市委常委会议室", "chair": mention("江予安"), "recorder": mention("许闻笛"), "members_due": 11, "present": PRESENT,
            "absent": [mention("纪知行", reason="外出学习"), mention("简从文", reason="因公出差")], "observers": [mention("郑文澜", "市委组织部干部一科科长")], "agenda": [{"title": "研究云岭市水务局副局长人选", "introduced_by": mention("方思远")}],
            "items": [{"candidate": "gao-mingyuan", "introduced_by": mention("方思远"), "opinions": _stances("高明远"), "method": "无记名投票", "issued": 9, "returned": 9, "agree": 9, "against": 0, "abstain": 0, "defer": 0, "result": "通过", "last_speaker": mention("江予安")},
                      {"matter": "其他人选暂不提名", "method": "口头", "agree": 9, "result": "通过"}],
        },
        "minutes": {"no": "〔2026〕5号", "issue_date": D(2026, 3, 27), "distribution": ["市委常委", "市人大常委会党组", "市政府党组", "市水务局党组"]},
    },
    "publicity": {"no": "2026年第3号", "decided_on": D(2026, 3, 26), "published_on": D(2026, 3, 27), "start": D(2026, 3, 30), "persons": [{"person": "gao-mingyuan"}], "channels": ["市委组织部网站"], "scope": "公开",
                  "contacts": {"organisation": "中共云岭市委组织部干部监督科", "address": "云岭市和平路1号", "postcode": "000000", "phone": "0000-8000005", "hotline": "0000-12380", "mail": "jdk@example.invalid"},
                  "conclusion": "无反映", "conclusion_on": D(2026, 4, 7), "report_text": "公示期间未收到对公示对象的反映。", "signers": [mention("郑文澜"), mention("何青禾")], "release": {"drafted_by": "周砚秋", "checked_by": "郑文澜", "approved_by": "方思远", "approved_on": D(2026, 3, 27), "channels": ["市委组织部网站"]},
                  "objections": [{"no": 1, "received_on": D(2026, 3, 31), "channel": "来电", "real_name": False, "about": "gao-mingyuan", "summary": "询问任职条件", "assigned_to": mention("何青禾"), "outcome": "已答复", "closed_on": D(2026, 4, 1), "reporter": "匿名"}]},
    "appointment": {
        "talks": [{"person": "gao-mingyuan", "date": D(2026, 4, 9), "place": "市委组织部", "talker": mention("方思远"), "recorder": mention("何青禾"), "affirmed": ["肯定其业务能力和担当精神"], "shortcomings": ["推进工作有时较急"], "requirements": ["尽快转变角色，加强统筹协调"], "integrity": ["严格遵守廉洁自律各项规定"], "statement": "感谢组织培养，将尽职尽责。"}],
        "documents": [{"doc_no": "云委干〔2026〕12号", "date": D(2026, 4, 10), "decided_on": D(2026, 3, 26), "to": ["各县（区）委", "市委各部委", "市直各单位党组织"], "cc": ["市人大常委会办公室", "市政府办公室", "市政协办公室"], "persons": [{"person": "gao-mingyuan", "appoint": ["云岭市水务局副局长"], "remove": ["云岭市水务局办公室主任"], "probation": True}]}],
        "probation": [{"person": "gao-mingyuan", "from": D(2026, 3, 26), "until": D(2027, 3, 26)}],
        "nominations": [{"person": "gao-mingyuan", "body": "云岭市人民代表大会常务委员会", "post": "云岭市水务局副局长", "nominated_on": D(2026, 4, 10), "doc_no": "云委函〔2026〕3号"}],
    },
    "review": {"year": Year(2026)},
    "responsibility": [{"item": "C6", "subject": "高明远同志考察材料", "persons": [TEAM_LEADER, TEAM[0]], "signed_on": D(2026, 3, 19)}, {"item": "C2a", "subject": "民主推荐计票", "persons": [TEAM[1]], "signed_on": D(2026, 3, 5)}],
    "supervision": [{"channel": "考察预告", "number": "0000-12380", "from": D(2026, 3, 9), "to": D(2026, 3, 12)}, {"channel": "任前公示", "number": "0000-12380", "from": D(2026, 3, 27)}],
    "log": [
        {"date": D(2026, 3, 5), "step": "民主推荐", "place": "市水务局", "actor": mention("郑文澜"), "what": "召开民主推荐会议，46人参加", "evidence": ["tj1"]},
        {"date": D(2026, 3, 9), "time": time(8, 30), "step": "考察预告", "actor": mention("周砚秋"), "what": "张贴考察预告"},
        {"date": D(2026, 3, 10), "step": "民主测评", "place": "市水务局", "actor": mention("郑文澜"), "what": "召开民主测评会议并开展个别谈话"},
        {"date": D(2026, 3, 26), "step": "讨论决定", "place": "市委常委会议室", "actor": mention("方思远"), "what": "市委常委会讨论决定"},
    ],
    "custody": [{"carrier": "U盘", "label": "03", "content": "谈话录音", "handed_by": mention("何青禾"), "received_by": mention("许闻笛"), "handed_on": D(2026, 3, 20), "place": "干部档案室"}],
    "missing_papers": [{"item": "X6", "title": "民意调查问卷原件", "reason": "问卷由青石镇统一保管，已留存复印件", "responsible": mention("何青禾"), "on": D(2026, 4, 12)}],
}  # fmt: skip
ORG: dict[str, object] = {
    "full_name": "中共云岭市委员会", "short_name": "云岭市委", "party_committee": "中共云岭市委员会", "organisation_department": "中共云岭市委组织部", "document_code": "云委干",
    "fonds_number": "0123", "address": "云岭市和平路1号", "postcode": "000000", "phone": "0000-8000000", "supervision_phone": "0000-12380",
}  # fmt: skip
STATES = [
    {"stage": "考察", "code": "C1", "title": "考察预告", "state": "已生成", "date": D(2026, 3, 9)},
    {"stage": "考察", "code": "C2a", "title": "会议推荐情况汇总", "state": "已附正本", "date": D(2026, 3, 5)},
    {"stage": "考察", "code": "C6-1", "title": "高明远同志考察材料", "state": "已生成", "date": D(2026, 3, 19)},
    {"stage": "讨论", "code": "D3", "title": "会议记录", "state": "缺少"},
]
# What the corridor computes and hands in.
COMPUTED: dict[str, object] = {
    "period": {"start": D(2026, 3, 30), "end": D(2026, 4, 3), "workdays": 5}, "minutes_title": "常委会纪要", "share_base": "有效票", "states": STATES, "made_on": D(2026, 4, 12),
    "in_force": [{"person": "gao-mingyuan", "proposed_post": "云岭市水务局副局长"}], "org": ORG, "secrecy": "工作秘密", "code": "C1",
}  # fmt: skip


def case(record: Mapping[str, object] = RECORD, people: Mapping[str, Mapping[str, object]] = PEOPLE) -> Case:
    tree = as_node(record, "cases/a/case.yaml")
    assert isinstance(tree, Group)
    persons = {}
    for key, facts in people.items():
        group = as_node(facts, f"people/{key}.yaml")
        assert isinstance(group, Group)
        persons[key] = Person(key, group)
    return Case(str(record["id"]), "appointment", tree, Path("cases/a"), persons)


def words(
    record: Mapping[str, object] = RECORD, people: Mapping[str, Mapping[str, object]] = PEOPLE, *, number: int = 0, **extra: object
) -> Words:
    """The words of the case for a document about its `number`th candidate, talk, request and so on."""
    made = case(record, people)
    lists = {"candidate": "candidates", "recommendation": "recommendations", "assessment": "assessments", "survey": "surveys", "talk": "talks",
             "request": "motion.requests", "position": "positions", "opinion": "opinions", "document": "appointment.documents", "nomination": "appointment.nominations", "inquiry": "checks.discipline", "consultation": "deliberation.consultation", "interview": "interviews"}  # fmt: skip
    computed = {key: as_node(value, "computed") for key, value in {**COMPUTED, **extra}.items()}
    subjects = {name: made.rows(path)[number] for name, path in lists.items() if number < len(made.rows(path))}
    paths = {name: f"{path}[{number}]" for name, path in lists.items()}
    return context(made, extra={**computed, **subjects}, paths=paths)


_LISTED = {"sequence": "1", "code": "0123-KC·2026-001-Y-0001", "doc_no": "云委干〔2026〕12号", "maker": "中共云岭市委组织部", "title": "高明远同志考察材料", "date": "20260319", "secrecy": "工作秘密", "pages": "3", "note": "", "file": "0123-KC·2026-001-Y-0001.pdf", "bytes": "102400"}
_SLIP = {"fonds_number": "0123", "year": "2026", "number": "0001", "office": "干部", "retention": "永久", "pages": "3", "code": "0123-KC·2026-001", "title": "考察材料"}
# What is printed after sealing is no case: lists, labels, registers.
LISTS: dict[str, object] = {
    "org_name": "云岭市委", "fonds_name": "中共云岭市委员会", "fonds_number": "0123", "office": "干部", "year": "2026", "retention": "永久", "package": "KC-2026-001", "case_title": "云岭市水务局副局长人选考察",
    "items": [_LISTED, {**_LISTED, "sequence": "2"}], "spines": [{"fonds_number": "0123", "year": "2026", "retention": "永久", "office": "干部", "numbers": "0001—0024", "box": "1", "place": "2排3列"}],
    "slips": [{"a": _SLIP, "b": _SLIP, "c": _SLIP}], "count": "2", "files": "4", "bytes": "204800", "pages": "6", "digest": "0" * 64, "carrier": "光盘01", "sender": "云岭市委组织部", "receiver": "云岭市档案馆", "copy": "第1份",
    "timetables": [{"ids": {"a": "KC-2026-001"}, "titles": {"a": "副局长人选考察"}, "people": {"a": "高明远"}, "steps": [{"number": "1", "name": "动议", "days": {"a": "2026.02.20", "b": "—"}}]}],
    "method": "载体移交", "reason": "保管期满", "first": "何青禾", "second": "孟怀瑾", "head": "12", "made_on": "2026年6月30日",
}  # fmt: skip


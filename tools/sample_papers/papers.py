"""The papers of one case or decision, in filing order.

Every function is one kind of paper and yields it with what stands on it. What our own side would write comes from the
record; what others wrote (audits, replies, photographs) stands beside it in `others.yaml`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tools.sample_papers.reading import dotted, spoken
from tools.sample_writers import BODY, HAND, HEADING, PLAIN, RIGHT, TABLE, Block

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """One attached paper: where it belongs, how it is kept, what stands on it."""

    item: str
    title: str
    date: str
    maker: str
    blocks: tuple[Block, ...]
    form: str = "docx"
    role: str = "正本"
    doc_no: str = ""
    file: str = ""
    secrecy: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A record with what its papers need to know besides."""

    record: Record
    people: Mapping[str, Record]
    org: Record

    def at(self, path: str, default: Any = "") -> Any:
        """The value at a dotted path of the record."""
        found: Any = self.record
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return default if found is None else found

    def name(self, one: Any) -> str:
        """The name of a person given by id, by name or as a mention."""
        if isinstance(one, Mapping):
            return self.name(one["person"]) if "person" in one else str(one.get("name", ""))
        own = self.at("people", {})
        known = self.people.get(str(one)) or own.get(str(one))
        return str(known["name"]) if known else str(one)

    def names(self, many: Sequence[Any]) -> str:
        """Names in one line."""
        return "、".join(self.name(one) for one in many)

    def of(self, one: Any) -> str:
        """Unit, post and name."""
        if isinstance(one, Mapping) and "person" not in one:
            return f"{one.get('unit', '')}{one.get('post', '')}{one.get('name', '')}"
        known = self.person(one)
        return f"{known['current_post']['title']}{known['name']}" if known else self.name(one)

    def person(self, one: Any) -> Record:
        """The register's record of a person."""
        key = one["person"] if isinstance(one, Mapping) else one
        found: Record = self.people.get(key) or self.at("people", {}).get(key) or {}
        return found

    @property
    def department(self) -> str:
        """The organisation department's name."""
        return str(self.org["organisation_department"])


Maker = Callable[[Desk], Iterator[Paper]]


def _p(*lines: str) -> tuple[Block, ...]:
    return tuple((BODY, line) for line in lines if line)


def _part(heading: str, *lines: str) -> tuple[Block, ...]:
    return ((HEADING, heading), *_p(*lines))


def _signed(maker: str, on: str) -> tuple[Block, ...]:
    return ((RIGHT, maker), (RIGHT, spoken(on)))


def _sheet(*rows: Sequence[str]) -> Block:
    return (TABLE, [[str(cell) for cell in row] for row in rows])


def plan(desk: Desk) -> Iterator[Paper]:
    """A1."""
    one = desk.at("plan")
    if not one.get("approved_on"):
        return
    objects = [
        [str(n), each["unit"], each["post"], each["purpose"], each["mode"], dotted(each["planned_for"])]
        for n, each in enumerate(one["objects"], 1)
    ]
    steps = [
        f"{step['step']}：{dotted(step['from'])}至{dotted(step['to'])}，由{step['owner']}负责。"
        for step in one["schedule"]
    ]
    yield Paper(
        "A1", one["title"], one["approved_on"], desk.department,
        (
            *_part("一、依据", one["basis"]),
            (HEADING, "二、考察对象和范围"),
            _sheet(["序号", "单位", "职位", "考察类型", "方式", "计划时间"], *objects),
            *_part("三、方法步骤", one["method"]), *_part("四、时间安排", *steps),
            *_part("五、考察组组成", one["staffing"]), *_part("六、纪律要求", one["discipline"]),
            (HAND, f"批准：{one['approved_by']}"), *_signed(desk.department, one["approved_on"]),
        ),
    )  # fmt: skip


_POINTS: Final = (
    ("professional_structure", "专业结构"), ("age_structure", "年龄结构"), ("person_direction", "人选专业方向"),
    ("potential", "素质潜力"), ("acceptance", "群众认可度"),
)  # fmt: skip


def requests(desk: Desk) -> Iterator[Paper]:
    """B1."""
    for number, one in enumerate(desk.at("motion.requests", []), 1):
        points = [f"{name}。{one['summary'][key]}" for key, name in _POINTS]
        contact = f"（联系人：{one['contact']}，电话：{one['phone']}）" if one.get("contact") else ""
        yield Paper(
            f"B1-{number}", one["title"], one["date"], one["unit"],
            (
                (PLAIN, f"{one['doc_no']}　　　　签发人：{one['signer']}"), (PLAIN, f"{one['to']}："),
                *_p(f"因工作需要，拟请补充{'、'.join(one['positions'])}。现将有关情况报告如下。", *points,
                    "妥否，请批示。", contact),
                *_signed(one["unit"], one["date"]),
            ),
            form="pdf" if number == 1 and desk.record["id"] != "KC-2026-004" else "docx", doc_no=one["doc_no"],
        )  # fmt: skip


def analysis(desk: Desk) -> Iterator[Paper]:
    """B2."""
    one = desk.at("motion.unit_analysis")
    members = [
        [each["name"], each["post"], dotted(each.get("birth", "")), each.get("education", ""), each.get("major", ""),
         each.get("duty", "")] for each in one["members"]
    ]  # fmt: skip
    size = f"核定{one['team_size_approved']}名，实有{one['team_size_actual']}名，空缺{one['vacancies']}名。"
    yield Paper(
        "B2", f"{desk.at('positions')[0]['unit']}领导班子分析报告", one["date"], desk.name(one["author"]),
        (
            *_part("一、动议起因", one["trigger"]),
            *_part("二、领导班子现状", size, one.get("statistics", "")),
            _sheet(["姓名", "职务", "出生年月", "学历", "专业", "分工"], *members),
            *_part("三、运行情况和问题", one["operation"], one.get("strengths", ""), one["gaps"]),
            *_part("四、选配意向", one.get("adjustment_options", "")), *_part("五、建议", one["conclusion"]),
            *_signed(desk.name(one["author"]), one["date"]),
        ),
    )  # fmt: skip


def _meeting(desk: Desk, one: Record) -> tuple[Block, ...]:
    absent = "；".join(f"{each['name']}（{each['reason']}）" for each in one.get("absent", ())) or "无"
    said: list[Block] = []
    for each in one.get("speeches", ()):
        said.extend(_p(f"{each['name']}：{each['text']}"))
    for vote in one.get("items", ()):
        count = f"同意{vote['agree']}，反对{vote['against']}，弃权{vote['abstain']}，缓议{vote['defer']}"
        stances = "；".join(f"{each['name']}：{each['stance']}" for each in vote["opinions"])
        said.extend(_p(f"{desk.name(vote['candidate'])}任用建议（{vote['method']}表决）：{stances}。{count}。"))
    return (
        _sheet(
            ["会议名称", f"{one['name']}（{one['no']}）"],
            ["时间", f"{spoken(one['date'])} {one['from']}—{one['to']}"], ["地点", one["place"]],
            ["主持人", desk.name(one["chair"])], ["记录人", desk.name(one["recorder"])],
            ["应到/实到", f"{one['members_due']}/{len(one['present'])}"],
            ["出席", desk.names(one["present"])], ["请假", absent],
            ["列席", desk.names(one.get("observers", [])) or "无"],
        ),
        *(block for n, each in enumerate(one["agenda"], 1)
          for block in _part(f"议题{n}：{each['title']}", each.get("text", ""))),
        *said,
        *_part("会议决定", *(each["text"] for each in one["decisions"])),
        (HAND, f"主持人：{desk.name(one['chair'])}　记录人：{desk.name(one['recorder'])}"),
    )  # fmt: skip


def motion_meeting(desk: Desk) -> Iterator[Paper]:
    """B3."""
    one = desk.at("motion.meeting")
    yield Paper("B3", f"{one['name']}记录", one["date"], one["body"], _meeting(desk, one))


def scheme(desk: Desk) -> Iterator[Paper]:
    """B4, B4a, B4b, B4c."""
    one, team, slip = desk.at("motion.scheme"), desk.at("team"), desk.at("motion.approval_slip")
    steps = [[each["step"], dotted(each["from"]), dotted(each["to"]), each["owner"]] for each in one["steps"]]
    reason = f"考察方式为{one['mode']}。{one.get('mode_reason', '')}"
    yield Paper(
        "B4", f"{desk.record['title']}工作方案", one["date"], desk.department,
        (
            *_part("一、任务和依据", one["basis"], one["task"]),
            *_part("二、职位和任职条件", one["post"], *one["conditions"]),
            *_part("三、考察对象和方式", one["range"], one["method"], reason),
            *_part("四、考察内容", *one["content"]),
            *_part("五、方式和程序", one["procedure"], one["talk_range"], one["assessment_range"],
                   one.get("extension", ""), one.get("circles", "")),
            (HEADING, "六、时间安排"), _sheet(["步骤", "自", "至", "责任人"], *steps),
            *_part("七、纪律和回避", one["discipline"], one["recusal"]),
            *_part("八、与单位主要领导沟通", f"{spoken(one['consultation']['date'])}与"
                   f"{desk.of(one['consultation']['leader'])}沟通：{one['consultation']['opinion']}"),
            (HAND, f"批准：{one['approved_by']}　{spoken(one['approved_on'])}"),
            *_signed(desk.department, one["date"]),
        ),
        doc_no=one["doc_no"],
    )  # fmt: skip
    members = [team["leader"], *team["members"]]
    rows = [
        [str(n), each["name"], each["sex"], each["politics"], f"{each['unit']}{each['post']}", each["role"],
         each["duty"], each["recused"]] for n, each in enumerate(members, 1)
    ]  # fmt: skip
    head = ["序号", "姓名", "性别", "政治面貌", "单位及职务", "组内职务", "分工", "是否需回避"]
    yield Paper("B4a", "考察组成员名单", one["date"], desk.department, (_sheet(head, *rows),))
    opinions = [
        [name, f"{slip[key]['text']}　{slip[key]['signer']}　{spoken(slip[key]['on'])}"]
        for key, name in (("office_opinion", "承办处室意见"), ("leader_opinion", "分管领导意见"),
                          ("principal_opinion", "主要领导意见"))
    ]  # fmt: skip
    yield Paper(
        "B4b", "干部考察呈批单", slip["approved_on"], desk.department,
        (
            _sheet(
                ["事由", slip["matter"]], ["考察职位", one["post"]], ["考察方式", one["mode"]],
                ["考察时间", f"{spoken(slip['time_from'])}至{spoken(slip['time_to'])}"],
                ["考察组成员", desk.names(members)], *opinions, ["备注", slip.get("remarks", "")],
            ),
        ),
        form="pdf" if desk.record["id"] == "KC-2026-001" else "docx", doc_no=slip["no"],
    )  # fmt: skip
    talks = [
        [str(n), desk.name(each["interviewee"]), each["interviewee"].get("unit", "") +
         each["interviewee"].get("post", ""), each["interviewee"].get("layer", "")]
        for n, each in enumerate(desk.at("talks", []), 1)
    ]  # fmt: skip
    yield Paper(
        "B4c", "考察谈话名单", one["date"], desk.department, (_sheet(["序号", "姓名", "单位及职务", "层次"], *talks),),
    )  # fmt: skip


def vacancy(desk: Desk) -> Iterator[Paper]:
    """X13."""
    for number, one in enumerate(desk.at("positions", []), 1):
        if "announcement" in one:
            said = one["announcement"]
            yield Paper(
                f"X13-{number}", f"{one['title']}职位空缺公告", one["announced_on"], desk.department,
                (*_p(said["text"]), *_part("任职条件", *one["qualifications"]),
                 *_signed(desk.department, one["announced_on"])),
                doc_no=said["no"],
            )  # fmt: skip


def notice(desk: Desk) -> Iterator[Paper]:
    """C1a, C1b, X18."""
    one, post = desk.at("notice"), desk.at("positions")[0]
    yield Paper(
        "C1a", f"{post['title']}岗位任职标准", one["date"], desk.department,
        (*_part("一、岗位职责", *post["duties"]), *_part("二、任职标准", *one["standards"]),
         *_signed(desk.department, one["date"])),
    )  # fmt: skip
    rows = [[str(n), desk.name(each), each["basics"]] for n, each in enumerate(one["persons"], 1)]
    yield Paper(
        "C1b", "符合条件人选名单", one["date"], desk.department,
        (*_p(f"按{one['mode']}考察方式，符合条件人选如下。"), _sheet(["序号", "姓名", "基本情况"], *rows),
         *_signed(desk.department, one["date"])),
    )  # fmt: skip
    for kept in desk.at("supervision", []):
        if kept["channel"] == "考察预告":
            yield Paper(
                "X18", "监督电话公布记录", one["date"], desk.department,
                (_sheet(["渠道", "电话", "自", "至"],
                        *([each["channel"], each["number"], dotted(each["from"]), dotted(each["to"])]
                          for each in desk.at("supervision", []))),),
            )  # fmt: skip


def determination(desk: Desk) -> Iterator[Paper]:
    """C2d."""
    one = desk.at("determination")
    yield Paper(
        "C2d", "确定考察对象记录", one["date"], desk.department,
        (*_p(one["basis"], f"确定考察对象：{desk.names(one['persons'])}。"), *_signed(one["body"], one["date"])),
    )  # fmt: skip


def talks(desk: Desk) -> Iterator[Paper]:
    """C3, C3b: one paper a talk; a few as the plain text that the recorder typed."""
    for number, one in enumerate(desk.at("talks", []), 1):
        face = one["kind"] == "面谈"
        met = one["interviewee"]
        said: list[Block] = []
        for each in one["questions"]:
            said.extend(_p(f"问：{each['question']}", f"答：{each['answer']}"))
        yield Paper(
            f"{'C3b' if face else 'C3'}-{number}",
            f"与{desk.name(met)}{'面谈' if face else '谈话'}记录", one["date"], desk.department,
            (
                _sheet(
                    ["谈话时间", f"{spoken(one['date'])} {one['from']}—{one['to']}"], ["谈话地点", one["place"]],
                    ["谈话人", desk.names(one["interviewers"])], ["记录人", desk.name(one["recorder"])],
                    ["谈话对象", desk.of(met)], ["关系和层次", f"{met.get('relationship', '')}，第{met['layer']}层"],
                    ["考察对象", desk.names(one["objects"])],
                ),
                *_p("谈话前已告知保密要求。"), *said, (HAND, f"记录人：{desk.name(one['recorder'])}"),
            ),
            form="txt" if met.get("circle") == "社交圈" and not face else "docx",
        )  # fmt: skip


def talk_summary(desk: Desk) -> Iterator[Paper]:
    """C3a and X1, as the sheet that the team kept."""
    if not desk.at("feedback"):
        return
    every = desk.at("talks", [])
    rows = [
        [str(n), desk.name(each["interviewee"]), each["interviewee"].get("layer", ""),
         each["interviewee"].get("circle", "本人"), each["summary"], each["attitude"]]
        for n, each in enumerate(every, 1)
    ]  # fmt: skip
    last = max(each["date"] for each in every)
    head = ["序号", "姓名", "层次", "圈层", "主要意见", "态度"]
    yield Paper("C3a", "谈话情况汇总表", last, desk.department, (_sheet(head, *rows),), form="xlsx")
    circles = []
    for circle in ("工作圈", "生活圈", "社交圈"):
        spoke = [desk.name(each["interviewee"]) for each in every if each["interviewee"].get("circle") == circle]
        went = [each["unit"] for each in desk.at("visits", []) if each.get("circle") == circle]
        asked = [each["department"] for each in desk.at("opinions", []) if each.get("circle") == circle]
        circles.append([circle, "、".join(spoke) or "—", "、".join(went) or "—", "、".join(asked) or "—"])
    head = ["圈层", "谈话", "走访", "征求意见"]
    yield Paper("X1", "三圈意见汇总表", last, desk.department, (_sheet(head, *circles),))


def candidates(desk: Desk) -> Iterator[Paper]:
    """C7, X3, C4a, C4b, C4c, C5b of each candidate."""
    for number, one in enumerate(desk.at("candidates", []), 1):
        key = one["person"]
        for section, make in _OF_CANDIDATE.items():
            found = next((each for each in desk.at(f"checks.{section}", []) if each["candidate"] == key), None)
            if found:
                yield from make(desk, number, found)
        went = [each for each in desk.at("visits", []) if each.get("setting") == "前一任职单位"]
        for visit in went if "prior_unit" in one else ():
            if key not in visit["objects"]:
                continue
            yield Paper(
                f"X3-{number}", f"{desk.name(key)}前一任职单位延伸考察记录", visit["date"], desk.department,
                (_sheet(["时间", spoken(visit["date"])], ["地点", visit["place"]],
                        ["走访人员", desk.names(visit["visitors"])], ["接触人员", desk.names(visit["met"])]),
                 *_p(visit["content"]), (HAND, f"记录人：{desk.name(visit['recorder'])}")),
            )  # fmt: skip


def _quality(desk: Desk, number: int, one: Record) -> Iterator[Paper]:
    rows = [[each["aspect"], each["evaluation"]] for each in one["rows"]]
    yield Paper(
        f"C7-{number}", f"{desk.name(one['candidate'])}政治素质考察评价表", one["date"], desk.department,
        (_sheet(["项目", "评价"], *rows, ["结论", one["conclusion"]], ["评价人", desk.names(one["evaluators"])]),),
    )  # fmt: skip


def _archive(desk: Desk, number: int, one: Record) -> Iterator[Paper]:
    known = desk.person(one["candidate"])
    rows = [
        [each["item"], each.get("file_says", ""), each.get("form_says", ""), each["consistent"],
         each.get("treatment", each.get("evidence_doc", ""))] for each in one["rows"]
    ]  # fmt: skip
    signed = "；".join(f"{each['signer']}（{each['text']}，{dotted(each['on'])}）" for each in one["signatures"])
    yield Paper(
        f"C4a-{number}", f"{known['name']}干部档案审核情况登记表", one["examined_on"], desk.department,
        (
            _sheet(["姓名", known["name"], "性别", known["sex"]],
                   ["现任职务", known["current_post"]["title"], "出生年月", dotted(known["birth"])]),
            _sheet(["审核项目", "档案记载", "审批表填写", "是否一致", "依据或处理"], *rows),
            *_p(f"问题及处理意见：{one['problem_handling']}", f"审核结论：{one['conclusion']}"), (HAND, signed),
        ),
    )  # fmt: skip


def _matters(desk: Desk, number: int, one: Record) -> Iterator[Paper]:
    if "verdict" not in one:
        return
    name = desk.name(one["candidate"])
    yield Paper(
        f"C4b-{number}", f"{name}个人有关事项报告查核情况", one["answered_on"], "干部监督部门",
        (*_p(f"{spoken(one['asked_on'])}委托查询，{spoken(one['answered_on'])}反馈。查核结果：{one['verdict']}。",
             f"本人说明：{one.get('explanation', '')}" if "explanation" in one else "",
             f"处理：{one.get('treatment', '')}" if "treatment" in one else "", one["conclusion"]),
         *_signed("干部监督部门", one["answered_on"])),
        form="pdf" if number == 1 else "docx", doc_no=one["doc_no"],
    )  # fmt: skip


def _performance(desk: Desk, number: int, one: Record) -> Iterator[Paper]:
    reviews = [[each["year"], each["grade"], each["unit"], each["doc_no"]]
               for each in desk.person(one["candidate"])["annual_reviews"]]  # fmt: skip
    works = [[each["year"], each["work"], each["result"]] for each in one["achievements"]]
    yield Paper(
        f"C4c-{number}", f"{desk.name(one['candidate'])}履职、考核结果情况", one["date"], one["maker"],
        (*_p(f"任期目标：{one['goals']}", one["duties"]),
         _sheet(["年度", "考核等次", "组织单位", "依据文号"], *reviews),
         _sheet(["年度", "主要工作", "成效"], *works), *_p(one["summary"]), *_signed(one["maker"], one["date"])),
        form="xlsx" if number == 2 else "docx",
    )  # fmt: skip


def _integrity(desk: Desk, number: int, one: Record) -> Iterator[Paper]:
    signed = "　".join(f"{each['post']}：{each['name']}" for each in one["signed_by"])
    yield Paper(
        f"C5b-{number}", f"{desk.name(one['candidate'])}廉洁从业结论性意见", one["date"], one["unit"],
        (*_p(one["text"], f"结论：{one['conclusion']}"), (HAND, signed), *_signed(one["unit"], one["date"])),
        form="png" if number == 1 and desk.record["id"] == "KC-2026-001" else "docx",
    )  # fmt: skip


_OF_CANDIDATE: Final[Mapping[str, Callable[[Desk, int, Record], Iterator[Paper]]]] = {
    "political_quality": _quality, "archive": _archive, "matters": _matters, "performance": _performance,
    "integrity_statement": _integrity,
}  # fmt: skip


def discipline(desk: Desk) -> Iterator[Paper]:
    """C5: the letter, and the reply when it has come."""
    for number, one in enumerate(desk.at("checks.discipline", []), 1):
        rows = []
        for n, key in enumerate(one["candidates"], 1):
            known = desk.person(key)
            rows.append([str(n), known["name"], known["sex"], dotted(known["birth"]), known["current_post"]["title"]])
        yield Paper(
            f"C5-{number}", f"关于征求{desk.names(one['candidates'])}党风廉政情况意见的函", one["asked_on"],
            desk.department,
            ((PLAIN, f"{one['body']}："),
             *_p(f"因工作需要，请对下列{len(rows)}名同志的党风廉政情况提出意见，于{spoken(one['due'])}前函复。"),
             _sheet(["序号", "姓名", "性别", "出生年月", "现任职务"], *rows),
             *_signed(desk.department, one["asked_on"])),
            role="附件", doc_no=one["doc_no"], file=f"C5-{number}_征求意见函.docx",
        )  # fmt: skip
        if "reply_on" in one:
            said = [f"{desk.name(each['candidate'])}：{each['text']}" for each in one["replies"]]
            yield Paper(
                f"C5-{number}", f"关于{one['doc_no']}的复函", one["reply_on"], one["body"],
                ((PLAIN, f"{desk.department}："), *_p("来函收悉。经了解，现将意见函复如下。", *said),
                 (HAND, f"签发：{one['signed_by']}"), *_signed(one["body"], one["reply_on"])),
                role="复函", doc_no=one["reply_no"], form="pdf" if number == 1 else "jpg",
                file=f"C5-{number}_复函.{'pdf' if number == 1 else 'jpg'}",
            )  # fmt: skip


def opinions(desk: Desk) -> Iterator[Paper]:
    """X7."""
    for number, one in enumerate(desk.at("opinions", []), 1):
        yield Paper(
            f"X7-{number}", f"征求{one['department']}意见情况", one["answered_on"], one["department"],
            (_sheet(["征求单位", one["department"]], ["涉及人选", desk.names(one["candidates"])],
                    ["征求方式", one["method"]], ["征求日期", spoken(one["asked_on"])],
                    ["回复日期", spoken(one["answered_on"])], ["意见", one["substance"]],
                    ["结论", one["conclusion"]]),),
            role="复函", doc_no=one.get("reply_no", ""),
        )  # fmt: skip


def survey(desk: Desk) -> Iterator[Paper]:
    """X6."""
    for number, one in enumerate(desk.at("surveys", []), 1):
        rows = [[desk.name(each), each["indicator"], *each["answers"].values()] for each in one["rows"]]
        yield Paper(
            f"X6-{number}", "民意调查结果汇总表", one["date"], desk.department,
            (_sheet(["调查对象", "指标", *one["rows"][0]["answers"]], *rows),
             *_p(f"样本：{one['sample']}。发出{one['issued']}份，收回{one['returned']}份，有效{one['valid']}份。",
                 one["conclusion"])),
            form="xlsx",
        )  # fmt: skip


def compared(desk: Desk) -> Iterator[Paper]:
    """X5, X8, X9, X10."""
    related = desk.at("extension.related_units")
    if related:
        yield Paper("X5", "专业相近单位扩大考察说明", desk.at("notice.time_to"), desk.department,
                    _p(related["reason"], f"听取意见单位：{'、'.join(related['units'])}。"))  # fmt: skip
    read = [
        [each["source"], desk.name(each["candidate"]), dotted(each["read_on"]), desk.names(each["readers"]),
         "、".join(each["papers"]), each["found"]] for each in desk.at("readings", [])
    ]  # fmt: skip
    if read:
        head = ["材料", "考察对象", "日期", "查阅人", "具体材料", "查阅情况"]
        last = max(each["read_on"] for each in desk.at("readings"))
        yield Paper("X8", "材料查阅记录", last, desk.department, (_sheet(head, *read),))
    claims = [
        [desk.name(each["candidate"]), each["claim"],
         "；".join(f"{source['kind']}{source['ref']}：{source['text']}" for source in each["sources"])]
        for each in desk.at("claims", [])
    ]  # fmt: skip
    if claims:
        yield Paper("X9", "印证比对表", desk.at("feedback.date"), desk.department,
                    (_sheet(["考察对象", "事项", "来源"], *claims),))  # fmt: skip
    one = desk.at("comparison")
    if one:
        head = ["项目", *(desk.name(each["person"]) for each in desk.at("candidates"))]
        rows = [[each["dimension"], *(entry["text"] for entry in each["entries"])] for each in one["rows"]]
        yield Paper("X10", "差额考察对比表", one["date"], desk.department,
                    (_sheet(head, *rows), *_p(one["conclusion"]),
                     (HAND, f"填表人：{desk.name(one['author'])}")))  # fmt: skip


def scores(desk: Desk) -> Iterator[Paper]:
    """X11, X12."""
    one = desk.at("scoring")
    if one:
        by_person: dict[str, list[str]] = {}
        for each in one["rows"]:
            by_person.setdefault(desk.name(each["candidate"]), []).append(each["score"])
        totals = {desk.name(each["candidate"]): each["total"] for each in one["rows"] if "total" in each}
        rows = [[name, *found, totals[name]] for name, found in by_person.items()]
        head = ["考察对象", *(f"{each['dimension']}（{each['weight']}）" for each in one["weights"]), "合计"]
        yield Paper("X11", "量化考察评分表", one["date"], desk.department, (_sheet(head, *rows), *_p(one["method"])),
                    form="xlsx")  # fmt: skip
    for number, each in enumerate(desk.at("interviews", []), 1):
        rows = [[asked["text"], asked["score"], asked["note"]] for asked in each["questions"]]
        yield Paper(
            f"X12-{number}", f"{desk.name(each['candidate'])}组织面试记录", each["date"], desk.department,
            (_sheet(["时间", spoken(each["date"])], ["地点", each["place"]], ["面试官", desk.names(each["panel"])]),
             _sheet(["题目", "得分", "评语"], *rows, ["合计", each["total"], ""])),
        )  # fmt: skip


def subordinates(desk: Desk) -> Iterator[Paper]:
    """X2."""
    for visit in desk.at("visits", []):
        if visit.get("setting") == "下属单位":
            yield Paper(
                "X2", "下属单位延伸考察记录", visit["date"], desk.department,
                (_sheet(["时间", spoken(visit["date"])], ["单位", visit["unit"]], ["地点", visit["place"]],
                        ["走访人员", desk.names(visit["visitors"])], ["接触人员", desk.names(visit["met"])]),
                 *_p(visit["content"]), (HAND, f"记录人：{desk.name(visit['recorder'])}")),
            )  # fmt: skip


def feedback(desk: Desk) -> Iterator[Paper]:
    """X14."""
    one = desk.at("feedback")
    if one:
        yield Paper(
            "X14", "考察情况反馈记录", one["date"], desk.department,
            (_sheet(["时间", spoken(one["date"])], ["地点", one["place"]], ["反馈对象", desk.of(one["leader"])],
                    ["反馈人", desk.name(one["reporter"])]),
             *_part("反馈内容", one["content"]), *_part("单位意见", one["unit_opinion"]),
             *_part("主要领导意见", one["leader_view"]), (HAND, f"记录人：{desk.name(one['recorder'])}")),
        )  # fmt: skip


def responsibility(desk: Desk) -> Iterator[Paper]:
    """X17 and the pledges, under Z2."""
    rows = [[each["item"], each["subject"], desk.names(each["persons"]), dotted(each["signed_on"])]
            for each in desk.at("responsibility", [])]  # fmt: skip
    if rows:
        yield Paper("X17", "考察责任认定书", desk.at("responsibility")[0]["signed_on"], desk.department,
                    (*_p("考察组成员对所形成的材料负责，谁考察谁负责。"),
                     _sheet(["归档项目", "事项", "责任人", "签署日期"], *rows)))  # fmt: skip
    team = desk.at("team")
    if team:
        declared = [[each["person"] if isinstance(each["person"], str) else desk.name(each["person"]),
                     each["has_relation"], spoken(each["signed_on"])] for each in team["recusal"]]  # fmt: skip
        yield Paper("Z2", "考察组成员承诺书和回避申报", team["pledge_signed_on"], desk.department,
                    (*_p(team["pledge_text"]), _sheet(["签名", "有无需回避的关系", "日期"], *declared)),
                    file="Z2_承诺书和回避申报.docx")  # fmt: skip


def deliberation(desk: Desk) -> Iterator[Paper]:
    """D1a, D1, D2, X15."""
    one = desk.at("deliberation.proposal")
    if one:
        yield Paper("D1a", f"{one['name']}记录", one["date"], desk.department, _meeting(desk, one))
    for number, each in enumerate(desk.at("deliberation.consultation", []), 1):
        said = [f"{who['name']}（{who['stance']}）：{who['text']}" for who in each["opinions"]]
        yield Paper(
            f"D1-{number}", "会前沟通酝酿纪要", each["date"], desk.department,
            (_sheet(["时间", spoken(each["date"])], ["地点", each["place"]], ["形式", each["form"]],
                    ["参加人员", desk.names(each["participants"])], ["事项", each["matter"]]),
             *_p(*said, f"结果：{each['result']}。"), (HAND, f"记录人：{desk.name(each['recorder'])}")),
        )  # fmt: skip
    if one:
        rows = [
            [desk.name(each["person"]), desk.person(each["person"])["current_post"]["title"], each["proposed_post"],
             each["removed_post"], each["reason"]] for each in desk.at("candidates") if each.get("result") != "未任用"
        ]  # fmt: skip
        yield Paper(
            "D2", "干部任免建议方案和上会材料目录", one["date"], desk.department,
            (_sheet(["姓名", "现任职务", "拟任职务", "拟免职务", "简要情况"], *rows),
             *_part("上会材料", "1. 任免建议方案", "2. 考察材料", "3. 民主推荐和测评情况汇总", "4. 四项核查结论",
                    "5. 任免审批表"), *_signed(desk.department, one["date"])),
        )  # fmt: skip
    for each in desk.at("deliberation.disclosure", []):
        yield Paper("X15", "会议公开材料清单", each["date"], desk.department,
                    (*_p(*each["contents"]), (HAND, f"签收：{desk.names(each['signed_by'])}")))  # fmt: skip


def _release(desk: Desk, one: Record, item: str) -> Iterator[Paper]:
    yield Paper(
        item, "信息发布审批单", one["approved_on"], desk.department,
        (_sheet(["编号", one["no"]], ["拟稿", one["drafted_by"]], ["审核", one["checked_by"]],
                ["批准", one["approved_by"]], ["批准日期", spoken(one["approved_on"])],
                ["发布渠道", "、".join(one["channels"])]),),
        doc_no=one["no"],
    )  # fmt: skip


_REPORTER: Final = "毛小顺（虚构人名，只在受限件中出现）"


def publicity(desk: Desk) -> Iterator[Paper]:
    """E1a, E2, E2a."""
    one = desk.at("publicity")
    if not one:
        return
    yield from _release(desk, one["release"], "E1a")
    found = [
        f"{each['no']}. {spoken(each['received_on'])}{each['channel']}：{each['summary']}"
        f"查核结果：{each['outcome']}" for each in one.get("objections", ())
    ]  # fmt: skip
    yield Paper(
        "E2", "任前公示结果情况报告", one["conclusion_on"], desk.department,
        (*_p(one["report_text"], *found, f"结论：{one['conclusion']}。"),
         (HAND, f"签字：{desk.names(one['signers'])}"), *_signed(desk.department, one["conclusion_on"])),
    )  # fmt: skip
    if found:
        rows = [
            [each["no"], dotted(each["received_on"]), each["channel"], _REPORTER, each["summary"]]
            for each in one["objections"]
        ]
        yield Paper("E2a", "举报受理登记表", one["objections"][0]["received_on"], desk.department,
                    (_sheet(["序号", "日期", "渠道", "反映人", "内容"], *rows),))  # fmt: skip


def appointment(desk: Desk) -> Iterator[Paper]:
    """D2a, E3."""
    for number, one in enumerate(desk.at("candidates", []), 1):
        talk = next((each for each in desk.at("appointment.talks", []) if each["person"] == one["person"]), None)
        if talk is None or "closed_on" not in desk.record:
            continue
        known = desk.person(one["person"])
        line = [f"{dotted(each['from'])}—{dotted(each.get('to', ''))}　{each['text']}" for each in known["resume"]]
        yield Paper(
            f"D2a-{number}", f"{known['name']}干部任免审批表", desk.at("deliberation.proposal.date"), desk.department,
            (_sheet(["姓名", known["name"], "性别", known["sex"]],
                    ["出生年月", dotted(known["birth"]), "民族", known["ethnicity"]],
                    ["籍贯", known["native_place"], "入党时间", dotted(known["party_join"])],
                    ["现任职务", known["current_post"]["title"]], ["拟任职务", one["proposed_post"]],
                    ["拟免职务", one["removed_post"]]), *_part("简历", *line), *_part("任免理由", one["reason"])),
        )  # fmt: skip
        yield Paper(
            f"E3-{number}", f"{known['name']}任前谈话记录", talk["date"], desk.department,
            (_sheet(["时间", spoken(talk["date"])], ["地点", talk["place"]], ["谈话人", desk.of(talk["talker"])],
                    ["记录人", desk.name(talk["recorder"])], ["谈话对象", known["name"]]),
             *_part("肯定成绩", *talk["affirmed"]), *_part("指出不足", *talk["shortcomings"]),
             *_part("提出要求", *talk["requirements"], *talk["integrity"]), *_part("本人表态", talk["statement"]),
             (HAND, f"谈话人：{desk.name(talk['talker'])}　谈话对象：{known['name']}")),
        )  # fmt: skip


def review(desk: Desk) -> Iterator[Paper]:
    """F1: the report, and the sheet of the two appraisals."""
    one = desk.at("review")
    if not one or "meeting" not in one:  # a reference to the record of the year
        return
    names = (("overall", "一、总体情况"), ("line", "二、贯彻执行干部路线情况"), ("innovation", "三、机制创新情况"),
             ("malpractice", "四、整治用人不正之风及上年整改情况"), ("problems", "五、存在问题和改进措施"),
             ("others", "六、其他"))  # fmt: skip
    held = one["meeting"]["date"]
    parts = [block for key, heading in names for block in _part(heading, one["report_sections"][key])]
    yield Paper("F1", "选人用人工作专题报告", held, desk.department, (*parts, *_signed(desk.department, held)))
    work = one["work_ballot"]
    rows = [[desk.name(each), *each["grades"].values()] for each in one["cadre_ballots"]]
    yield Paper(
        "F1", "一报告两评议汇总表", held, desk.department,
        (_sheet(["工作评议", *work["grades"]], [f"有效票{work['valid']}张", *work["grades"].values()]),
         _sheet(["新提拔干部", *one["cadre_ballots"][0]["grades"]], *rows)),
        form="xlsx", role="附件", file="F1_两评议汇总表.xlsx",
    )  # fmt: skip


PAPERS: Final[Mapping[str, tuple[Maker, ...]]] = {
    "appointment": (
        plan, requests, analysis, motion_meeting, scheme, vacancy, notice, determination, talks, talk_summary,
        candidates, discipline, opinions, survey, compared, scores, subordinates,
        feedback, responsibility, deliberation, appointment, review,
    ),
    "decision": (publicity,),
}  # fmt: skip


def papers(desk: Desk) -> Iterator[Paper]:
    """Everything that is attached to the record, its own papers first in filing order."""
    for make in PAPERS.get(desk.record["kind"], ()):
        yield from make(desk)

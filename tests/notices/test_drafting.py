"""What a notice says, and to whom; what it refuses to say."""

from dataclasses import replace
from datetime import date

import pytest

from archive_tool.model.dates import Month
from archive_tool.model.findings import Severity
from archive_tool.model.notices import Amendment, Contacts, NoticeKind, NoticeState, PublicPerson
from archive_tool.notices.drafting import postings
from archive_tool.notices.wording import body_text, digest, for_templates, paragraphs, plain_title, sentence

from .conftest import PRACTICE, TODAY

BODY = """关于高明远同志拟任职的公示
2026年第3号
根据《党政领导干部选拔任用工作条例》有关规定，经2026年5月6日市委常委会研究决定，现将高明远同志拟任职的有关情况公示如下：
高明远，男，汉族，1983年10月生，南江省云岭市人，在职研究生学历，公共管理硕士，中共党员，2004年8月参加工作，现任云岭市水务局办公室主任，拟任云岭市水务局副局长。
公示期限：2026年5月11日至2026年5月15日（5个工作日）。"""


def rules(posting) -> list[str]:
    return [finding.rule for finding in posting.findings]


def test_a_notice_in_the_words_of_the_trade(notice):
    assert body_text(notice).startswith(BODY)
    assert body_text(notice).endswith("中共云岭市委组织部\n2026年5月8日")
    assert plain_title(notice) == "干部任前公示（2026年第3号）"


def test_contacts_come_from_the_organisation_where_the_notice_names_none(notice):
    said = [paragraph.text for paragraph in paragraphs(notice) if paragraph.role == "contact"]
    assert said == [
        "受理单位：中共云岭市委组织部", "地址：云岭市和平路1号", "邮政编码：000000", "电话：0000-8000000",
        "举报电话：12380", "电子邮箱：zzb@yunling.example.invalid",
    ]  # fmt: skip


def test_the_day_of_birth_has_no_place(notice):
    assert notice.persons[0].birth == Month(1983, 10)
    assert "17日" not in body_text(notice)


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["祁望舒"], "关于高明远、祁望舒同志拟任职的公示"),
        (["祁望舒", "沈砚秋"], "关于高明远等同志拟任职的公示"),
    ],
)
def test_the_title_follows_the_number_of_persons(posted, names, title):
    people = "".join(
        f"\n  p{i}:\n    name: {name}\n    current_post: {{title: 云岭市财政局科长}}" for i, name in enumerate(names)
    )
    entries = "".join(f"\n  - {{person: p{i}, proposed_post: 云岭市财政局副局长}}" for i in range(len(names)))
    posting = posted(replace={"\ncandidates:": f"{people}\ncandidates:", "\nteam:": f"{entries}\nteam:"})
    assert posting.notice.title == title
    assert f"高明远等{len(names) + 1}名同志拟任职" in posting.notice.basis


def test_what_a_person_lacks_is_named_and_left_out(posted):
    posting = posted(replace={"    ethnicity: 汉族\n": "", "    work_start: 2004-08\n": ""})
    assert sentence(posting.notice.persons[0]).startswith("高明远，男，1983年10月生")
    assert [(f.rule, f.severity, f.facts["fact"]) for f in posting.findings] == [
        ("N-109", Severity.WARNING, "民族（ethnicity）"),
        ("N-109", Severity.WARNING, "参加工作时间（work_start）"),
    ]


def test_without_a_post_nothing_is_published(posted):
    posting = posted(replace={"    current_post: {unit: 云岭市水务局, title: 办公室主任}\n": ""})
    assert [f.rule for f in posting.findings if f.stops] == ["N-108"]


def test_exceptional_promotion_says_circumstances_and_reason(posted):
    entry = "{person: gao-mingyuan, position: zw1, exceptional: {is: 是, circumstances: 任现职未满规定年限, reason: 抗洪抢险实绩突出。}}"
    posting = posted(replace={"{person: gao-mingyuan, position: zw1, result: 进行中}": entry})
    assert sentence(posting.notice.persons[0]).endswith(
        "拟任云岭市水务局副局长。破格提拔情形：任现职未满规定年限。破格提拔理由：抗洪抢险实绩突出。"
    )
    assert "N-110" not in rules(posting)


def test_exceptional_promotion_without_reason_is_refused(posted):
    entry = "{person: gao-mingyuan, position: zw1, exceptional: {is: 是, circumstances: 任现职未满规定年限}}"
    assert "N-110" in rules(posted(replace={"{person: gao-mingyuan, position: zw1, result: 进行中}": entry}))


def test_a_remark_for_publication_stands_in_for_them(posted):
    entry = "{person: gao-mingyuan, position: zw1, exceptional: {is: 是}}"
    listed = "  persons:\n    - {person: gao-mingyuan, proposed_post: 拟任市水务局副局长, note: 因抗洪抢险实绩突出破格提拔}\n  release:"
    posting = posted(replace={"{person: gao-mingyuan, position: zw1, result: 进行中}": entry, "  release:": listed})
    assert sentence(posting.notice.persons[0]).endswith("，拟任市水务局副局长。因抗洪抢险实绩突出破格提拔。")
    assert "N-110" not in rules(posting)


@pytest.mark.parametrize("result", ["缓议", "暂缓", "未任用", "终止"])
def test_who_is_no_longer_meant_is_not_shown(posted, result):
    posting = posted(replace={"result: 进行中": f"result: {result}"})
    assert posting.notice is None
    assert rules(posting) == ["N-101"]


def test_naming_somebody_who_must_not_be_shown_is_refused(posted):
    listed = "  persons: [gao-mingyuan]\n  release:"
    posting = posted(
        replace={"title: 云岭市水务局副局长, qual": "title: 云岭市水务局副局长, secret_post: 是, qual", "  release:": listed}
    )
    assert rules(posting) == ["N-101", "N-106"]
    assert posting.findings[1].facts["reason"] == "特殊岗位"


def test_an_unknown_person_is_named(posted):
    assert "N-107" in rules(posted(replace={"  release:": "  persons: [nobody]\n  release:"}))


def test_public_by_default_and_internal_when_said(posted):
    assert posted().notice.public
    assert not posted(replace={"  release:": "  scope: 内部\n  release:"}).notice.public
    assert not posted(replace={"  release:": "  scope: 市直机关\n  release:"}).notice.public


def test_without_approval_it_is_a_draft(posted):
    assert posted(replace={"approved_by: 秦嘉树, ": ""}).state is NoticeState.DRAFT
    assert posted(replace={"approved_on: 2026-05-07": "no: x"}).state is NoticeState.DRAFT
    assert posted(as_of=date(2026, 5, 6)).state is NoticeState.DRAFT


def test_from_publication_to_the_last_day_it_is_in_force(posted):
    states = {day: posted(as_of=date(2026, 5, day)).state.value for day in (7, 8, 15, 16)}
    assert states == {7: "upcoming", 8: "in_force", 15: "in_force", 16: "over"}


def test_taken_down_early_it_is_over(posted):
    assert posted(replace={"  release:": "  taken_down_on: 2026-05-11\n  release:"}).state is NoticeState.OVER


def test_stated_working_days_that_do_not_agree_are_refused(posted):
    posting = posted(replace={"  workdays: 5": "  workdays: 5\n  end: 2026-05-14"})
    assert rules(posting) == ["N-104"]
    assert posting.findings[0].facts["counted"] == 4


def test_an_end_before_the_start_is_refused(posted):
    posting = posted(replace={"  workdays: 5": "  end: 2026-05-04"})
    assert posting.notice is None
    assert rules(posting) == ["N-103"]


def test_no_dates_no_notice(posted):
    posting = posted(replace={"  published_on: 2026-05-08\n  start: 2026-05-11\n": ""})
    assert rules(posting) == ["N-102"]
    assert posting.state is NoticeState.DRAFT


def test_an_extension_is_said(posted):
    posting = posted(replace={"  workdays: 5": "  workdays: 5\n  extended_to: 2026-05-20"})
    assert "2026年5月11日至2026年5月20日（已延长，共8个工作日）" in body_text(posting.notice)
    assert rules(posting) == []


def test_missing_contacts_and_signature(posted):
    posting = posted(replace={'  postcode: "000000"\n': "", "  organisation_department: 中共云岭市委组织部\n": "", "  full_name: 中共云岭市委员会\n": ""})
    assert sorted(rules(posting)) == ["N-111", "N-111", "N-115"]


INSPECTION = """
notice:
  no: 第2号
  date: 2026-04-13
  time_from: 2026-04-15
  time_to: 2026-04-17
  place: 市水务局三楼会议室
  mode: 等额定向
  task: 考察云岭市水务局副局长人选。
  phone: 0000-8000001
  mailbox: 市水务局一楼大厅意见箱
  annexes: [岗位任职标准]
  release: {approved_by: 秦嘉树, approved_on: 2026-04-10}
"""


def test_an_inspection_notice_names_posts_persons_and_team(made):
    preview, _ = postings(made(extra=INSPECTION), PRACTICE, date(2026, 4, 14))
    assert preview.id == "KC-2026-001-C1"
    assert preview.item is NoticeKind.INSPECTION
    assert preview.state is NoticeState.IN_FORCE
    assert not preview.notice.public
    assert body_text(preview.notice) == (
        "关于考察高明远同志的预告\n第2号\n"
        "根据干部工作安排，考察组将于2026年4月15日至2026年4月17日在市水务局三楼会议室开展干部考察工作。现将有关事项预告如下：\n"
        "考察任务：考察云岭市水务局副局长人选。\n考察职位：云岭市水务局副局长。\n"
        "任职标准：\n具有五年以上工作经历。\n考察方式：等额定向考察。\n"
        "考察对象：\n高明远，男，汉族，1983年10月生，在职研究生学历，公共管理硕士，中共党员，现任云岭市水务局办公室主任。\n"
        "考察组成员：\n组长：郑文澜（云岭市委组织部干部一科科长）。\n成员：陆青禾（云岭市委组织部干部一科干部）。\n"
        "考察期间，欢迎广大干部群众通过以下方式向考察组反映情况、提出意见。反映情况应当客观真实，提倡署真实姓名。\n"
        "电话：0000-8000001\n举报电话：12380\n意见箱：市水务局一楼大厅意见箱\n特此预告。\n附件：岗位任职标准\n"
        "中共云岭市委组织部\n2026年4月13日"
    )


def test_an_inspection_notice_by_plain_names(made):
    listed = INSPECTION + "  persons:\n    - {name: 祁望舒, unit: 云岭市统计局, post: 副局长, basics: 大学学历}\n  team:\n    - {name: 孟子衿}\n  standards: [熟悉水利]\n  addressee: 市水务局各科室\n"
    text = body_text(postings(made(extra=listed), PRACTICE, TODAY)[0].notice)
    assert "祁望舒，现任云岭市统计局副局长。大学学历。" in text
    assert "成员：孟子衿。" in text
    own = listed.replace("{name: 祁望舒, unit: 云岭市统计局, post: 副局长, basics: 大学学历}", "{person: gao-mingyuan, basics: 高明远，男，1983年10月生}")
    assert "高明远，男，1983年10月生。\n" in body_text(postings(made(extra=own), PRACTICE, TODAY)[0].notice)
    assert "任职标准：\n熟悉水利。" in text
    assert "市水务局各科室：\n" in text


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  date: 2026-04-13\n", "", "N-102"),
        ("  time_from: 2026-04-15\n  time_to: 2026-04-17\n", "", "N-102"),
        ("  time_to: 2026-04-17", "  time_to: 2026-04-01", "N-103"),
        ("  annexes:", "  persons: [{unit: 云岭市统计局}]\n  annexes:", "N-101"),
    ],
)
def test_an_inspection_notice_that_cannot_be_drafted(made, old, new, rule):
    preview = postings(made(extra=INSPECTION.replace(old, new)), PRACTICE, TODAY)[0]
    assert preview.notice is None
    assert rule in rules(preview)


def test_whose_post_is_secret_is_not_in_a_preview(made):
    changed = {"title: 云岭市水务局副局长, qual": "title: 云岭市水务局副局长, secret_post: 是, qual"}
    preview = postings(made(extra=INSPECTION, replace=changed), PRACTICE, TODAY)[0]
    assert rules(preview) == ["N-101"]
    listed = INSPECTION + "  persons:\n    - {person: gao-mingyuan, position: zw1}\n"
    assert "N-106" in rules(postings(made(extra=listed, replace=changed), PRACTICE, TODAY)[0])


def test_a_notice_that_says_little(notice):
    bare = replace(
        notice, number="", addressee="各单位", contacts=Contacts(), signature="", annexes=("名单", "简历"),
        persons=(PublicPerson("高明远"),), kind=NoticeKind.INSPECTION, basis="",
    )  # fmt: skip
    assert plain_title(bare) == "干部考察预告"
    assert body_text(bare) == (
        "关于高明远同志拟任职的公示\n各单位：\n"
        "根据干部工作安排，考察组将于2026年5月11日至2026年5月15日开展干部考察工作。现将有关事项预告如下：\n"
        "考察对象：\n高明远。\n考察期间，欢迎广大干部群众通过以下方式向考察组反映情况、提出意见。"
        "反映情况应当客观真实，提倡署真实姓名。\n特此预告。\n附件：1.名单\n2.简历\n2026年5月8日"
    )
    nobody = body_text(replace(bare, persons=(), annexes=(), amendments=(Amendment(date(2026, 5, 12), False),)))
    assert "本预告已于2026年5月12日更正。" in nobody
    assert "考察对象" not in nobody


def test_one_source_for_word_and_web(notice):
    words = for_templates(notice)
    assert words["digest"] == digest(notice)
    assert "\n".join(part["text"] for part in words["paragraphs"] if part["role"] != "gap") == body_text(notice)
    roles = [part["role"] for part in words["paragraphs"]]
    assert roles[:4] == ["title", "number", "gap", "text"]
    assert roles[-3:] == ["gap", "signature", "date"]


def test_a_case_does_not_say_the_notice_of_its_decision(made):
    case = made(replace={"publicity:\n  no": "custom:\n  no"})
    assert postings(case, PRACTICE, TODAY) == ()

"""What templates see of a record, and what their filters make of it."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from archive_tool.documents.filters import FILTERS, fit, fitted_size
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import lines_of
from archive_tool.documents.rendering import load_template, render
from archive_tool.documents.vocabulary import chinese, listed
from archive_tool.documents.wording import Words, as_node, context
from archive_tool.errors import TemplateFailed
from archive_tool.model.cases import Case, Person
from archive_tool.model.dates import Month, Year
from archive_tool.model.tree import Group
from tests.documents.record import case, words
from tests.documents.test_templates import known
from tools import parts

D = date


def group(values: object) -> Group:
    made = as_node(values, "r")
    assert isinstance(made, Group)
    return made


def said(text: str, given: Words | None = None, **values: object) -> str:
    made = load_template("t.docx", parts.document(parts.p(text)))
    return "\n".join(lines_of(render(made, given or Words(group(values)), Marks()).data))


PEOPLE = {
    "gao": {"name": "高明远", "sex": "男", "birth": Month(1983, 10), "ethnicity": "汉族", "native_place": "南江省云岭市", "party_join": Month(2006, 5), "work_start": Month(2006, 8), "current_post": {"title": "办公室主任", "unit": "水务局"}, "education": {"fulltime": {"level": "大学", "degree": "工学学士"}, "parttime": {"level": "研究生"}}},
    "wei": {"name": "魏东", "politics": "无党派", "education": {"fulltime": {"level": "大学"}}},
}


def people(**values: object) -> Words:
    return Words(group(values), people={key: group(facts) for key, facts in PEOPLE.items()})


def test_a_key_never_collides_with_a_method() -> None:
    assert said("{{ meeting.items[0].keys }}", meeting={"items": [{"keys": "议程"}]}) == "议程"


def test_persons_are_found_by_their_id_wherever_they_are_mentioned() -> None:
    given = people(candidates=[{"person": "gao"}], team=["wei", "郑文澜"], talk={"interviewee": {"person": "gao", "post": "组长"}}, chair={"name": "李四"})
    assert said("{{ candidates[0].person.name }}，{{ candidates[0].name }}", given) == "高明远，高明远"
    assert said("{% for one in team %}{{ one.name }}{{ one.politics|blank }}；{% endfor %}", given) == "魏东无党派；郑文澜；"
    assert said("{{ talk.interviewee.name }}{{ talk.interviewee.post }}{{ talk.interviewee.unit }}", given) == "高明远组长水务局"
    assert said("{{ chair }}和{{ candidates[0] }}", given) == "李四和高明远"


def test_chinese_names_work_as_english_ones_do() -> None:
    vocabulary = chinese(known("appointment"))
    given = context(case(), vocabulary=vocabulary)
    assert said("{{ 题名 }}：{{ 考察对象[0].拟任职务 }}，{{ 考察对象[0].人员编号.姓名 }}，{{ 考察对象[0].人员编号.现任职务.单位 }}", given) == "云岭市水务局副局长人选考察：云岭市水务局副局长，高明远，云岭市水务局"
    assert said("{{ 讨论决定.会议.主持人.姓名 }}", given) == "江予安"


def test_the_decision_stands_behind_the_case_and_the_workspace_behind_org() -> None:
    decision = Case("JD", "decision", group({"deliberation": {"meeting": {"place": "会议室"}}}), Path("d"), {"wei": Person("wei", group({"name": "魏东"}))})
    own = Case("KC", "appointment", group({"chair": "wei", "org": {"phone": "1"}}), Path("c"), {}, decision)
    given = context(own, extra={"org": group({"phone": "2", "full_name": "市委"})})
    assert said("{{ deliberation.meeting.place }}{{ org.phone }}{{ org.full_name }}{{ chair.name }}", given) == "会议室1市委魏东"
    served = Case("JD", "decision", group({"who": "wei"}), Path("d"), served=(Case("KC", "appointment", group({}), Path("c"), {"wei": Person("wei", group({"name": "魏东"}))}),))
    assert said("{{ who.name }}", context(served)) == "魏东"


def test_dates_are_written_as_the_trade_writes_them() -> None:
    given = {"day": D(2026, 5, 8), "month": Month(2026, 5), "year": Year(2026), "at": time(9, 5), "number": Decimal("12.50"), "yes": True, "no": False}
    assert said("{{ day }}{{ month }}{{ year }}年{{ at }}，{{ number }}{{ yes }}{{ no }}", **given) == "2026年5月8日2026年5月2026年9:05，12.5是否"
    assert said("{{ day|dotted }}，{{ month|dotted }}，{{ day|month_dotted }}，{{ year|dotted }}", **given) == "2026.05.08，2026.05，2026.05，2026"
    assert said("{{ day|month }}，{{ day|month_day }}，{{ day|汉字日期 }}，{{ month|han_date }}，{{ year|han_date }}", **given) == "2026年5月，5月8日，二〇二六年五月八日，二〇二六年五月，二〇二六年"
    assert said("{{ '民盟'|dotted }}{{ '民盟'|month }}{{ '民盟'|month_day }}{{ '民盟'|han_date }}") == "民盟" * 4
    assert said("{{ day.year }}{{ day.月 }}{{ month|first_day }}{{ 'x'|first_day }}", **given) == "202652026年5月1日x"
    assert [said("{{ n|han_number }}", n=n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [(Month(1983, 10), D(2026, 9, 30), 42), (Month(1983, 10), D(2026, 10, 1), 43), (D(1983, 10, 5), D(2026, 10, 4), 42), (D(1983, 10, 5), D(2026, 10, 5), 43)],
)
def test_age_is_one_less_while_the_month_has_not_come(born: object, on: date, years: int) -> None:
    assert said("{{ born|age(on) }}", born=born, on=on) == str(years)


def test_an_age_of_nobody_is_missing() -> None:
    with pytest.raises(TemplateFailed):
        said("{{ born|age(on) }}", on=D(2026, 1, 1))


def test_numbers_of_documents_shares_and_boxes() -> None:
    assert said("{{ a|doc_no }}{{ b|文号 }}", a="云委干[2026]5号", b="云委干（2026）6号") == "云委干〔2026〕5号云委干〔2026〕6号"
    assert said("{{ 36|percent(42) }}，{{ 36|share(42) }}，{{ 1|percent(0) }}，{{ 1|share(0) }}") == "85.71%，85.71%（有效票42张），—，—"
    assert said("{{ g|tick('优秀') }}{{ g|tick('称职') }}{{ nothing|tick('称职') }}{{ many|tick('a') }}{{ many|tick('z') }}", g="优秀", many=["a", "b"]) == "☑□□☑□"
    assert said("[{{ 5|bar(10, 4) }}][{{ 0|bar(10) }}][{{ 1|bar(1000) }}][{{ x|bar(1) }}][{{ 1|bar(0) }}]") == "[██][][█][][]"
    with pytest.raises(TemplateFailed):
        said("{{ nothing|percent(3) }}{{ 3|percent(nothing) }}")


def test_names() -> None:
    given = people(one=["gao"], two=["gao", "wei"], three=["gao", "wei", "李四"], posts=[{"name": "甲", "unit": "水务局", "post": "局长"}, {"name": "乙"}], plain="丙丁")
    assert said("{{ one|title_names }}，{{ two|title_names }}，{{ three|title_names }}", given) == "高明远，高明远、魏东，高明远等"
    assert said("{{ three|joined }}；{{ two|joined('和') }}；{{ plain|joined }}；{{ three }}", given) == "高明远、魏东、李四；高明远和魏东；丙丁；高明远、魏东、李四"
    assert said("{{ plain|aligned }}{{ one[0]|aligned }}{{ 'ab'|aligned }}", given) == "丙　丁高明远ab"
    assert said("{{ posts|with_posts }}", given) == "甲（水务局局长）、乙"
    for filter_ in ("title_names", "joined", "aligned", "with_posts"):
        with pytest.raises(TemplateFailed):
            said(f"{{{{ nobody|{filter_} }}}}", given)


def test_entries_about_a_person() -> None:
    given = people(
        candidates=[{"person": "gao"}, {"person": "wei"}], reports=[{"candidate": "wei", "text": "魏的"}, {"candidate": "gao", "text": "高的"}],
        talks=[{"objects": ["gao", "wei"], "n": 1}, {"objects": ["wei"], "n": 2}], pledges=[{"person": {"name": "李四"}, "n": 3}], rows=[{"name": "李四", "n": 4}], texts=["x"],
    )  # fmt: skip
    assert said("{{ (reports|of(candidates[0])).text }}", given) == "高的"
    assert said("{% for one in talks|all_of(candidates[1]) %}{{ one.n }}{% endfor %}", given) == "12"
    assert said("{{ (pledges|of(rows[0])).n }}{{ (rows|of('李四')).n }}{{ texts|all_of('x')|length }}{{ pledges|all_of(nobody)|length }}", given) == "3400"
    with pytest.raises(TemplateFailed) as failed:
        said("{{ (talks|of('王五')).n }}{{ (nix|of('王五')).n }}{{ (()|of('王五')).n }}", given)
    assert [finding.place.field for finding in failed.value.findings] == ["talks[王五].n", "nix.n", "[王五].n"]


def test_lists() -> None:
    given = people(rows=[{"k": "a", "n": 2, "g": 1}, {"k": "b", "n": 1}, {"k": "a", "n": 3}, {"k": "c"}], ids=[{"id": "x", "v": 1}], words=["甲", "乙", "甲"])
    assert said("{% for one in rows|where('k', 'a') %}{{ one.n }}{% endfor %},{{ rows|where('k', ['b', 'c'])|length }},{{ rows|without('g')|length }},{{ rows|having('g')|length }}", given) == "23,2,3,1"
    assert said("{{ rows|unique('k')|joined }},{{ words|unique|joined }},{{ rows|having('n')|total('n') }}", given) == "a、b、c,甲、乙,6"
    assert said("{% for one in rows|ordered('n') %}{{ one.k }}{% endfor %},{% for one in rows|ordered('n', true) %}{{ one.k }}{% endfor %}", given) == "baac,aabc"
    assert said("{{ (ids|named('x')).v }}{{ rows[0].k }}{{ rows|length }}{{ rows[1]['k'] }}", given) == "1a4b"
    assert said("{% for one in rows|counted('k') %}{{ one.value }}{{ one.count }} {% endfor %}", given) == "a2 b1 c1"
    assert said("{{ nix|where('k', 1)|length }}{{ nix|without('k')|length }}{{ nix|having('k')|length }}{{ nix|all_of('x')|length }}{{ nix|length }}{{ nix|unique|length }}{{ nix|counted('x')|length }}", given) == "0" * 7
    for wrong in ("rows[9].k", "rows['x'].k", "(ids|named('y')).v", "(ids|named(nix)).v", "rows[0].k.x", "words[0].foo"):
        with pytest.raises(TemplateFailed):
            said(f"{{{{ {wrong} }}}}", given)


def test_rows_of_a_form() -> None:
    given = people(rows=[{"k": "甲"}])
    assert said("{% for row in rows|numbered(3) %}{{ row.no }}{{ row.entry.k }}{{ row.entry.k.deep if not row.entry else '' }};{% endfor %}", given) == "1甲;2;3;"
    assert said("{% for row in nix|numbered(2) %}{{ row.no }}{% endfor %}", given) == "12"


def test_text() -> None:
    assert said("{{ a|ended }}{{ a|bare }}|{{ 3|ended }}{{ 3|bare }}", a="一。") == "一。一|33"
    assert said("{% for line in a|paragraphs %}[{{ line }}]{% endfor %}", a="一\n\n二 ") == "[一][二]"
    assert said("{% for line in a|paragraphs %}[{{ line }}]{% endfor %}", a=["一", "二"]) == "[一][二]"
    assert said("{% for line in nix|paragraphs(2) %}[{{ line }}]{% endfor %}") == "[][]"
    with pytest.raises(TemplateFailed):
        said("{% for line in nix|paragraphs %}{% endfor %}")
    assert said("{{ nix|default('无') }}{{ 1|default('无') }}{{ 'x'|写出 }}") == "无1x"


def test_a_person_as_a_notice_prints_it() -> None:
    given = people(a="gao", b="wei", persons=[{"person": "gao", "current_post": "现任"}], c={"unit": "局"}, d="丁")
    assert said("{{ a|person_line }}", given) == "高明远，男，汉族，1983年10月生，南江省云岭市人，在职研究生，2006年5月加入中国共产党，2006年8月参加工作"
    assert said("{{ b|person_line }}", given) == "魏东，大学，无党派"
    assert said("{{ a|unit_post }}，{{ persons[0]|unit_post }}，{{ c|unit_post }}，{{ d|unit_post }}，{{ d|person_line }}", given) == "水务局办公室主任，现任，局，，丁"
    with pytest.raises(TemplateFailed):
        said("{{ nobody|unit_post }}", given)


def test_structure_of_a_team() -> None:
    given = Words(group({"members": [{"name": "甲", "birth": Month(1990, 1), "education": "大学"}, {"name": "乙", "birth": Month(1970, 6)}, {"name": "丙"}], "day": D(2026, 6, 1)}))
    assert said("{{ members|mean_age(day) }}：{% for one in members|age_bands(day) %}{{ one.count }}{% endfor %}", given) == "46.0：010001"
    assert said("{{ members[0]|education }}{{ members[2]|education }}[{{ (members|without('birth'))|mean_age(day) }}]", given) == "大学[]"


def test_weighted_scores() -> None:
    assert said("{{ rows|weighted(weights) }}", rows=[{"dimension": "德", "score": Decimal(90)}, {"dimension": "能", "score": 80}], weights=[{"dimension": "德", "weight": 60}, {"dimension": "能", "weight": 40}]) == "86"


def test_the_resume_of_the_approval_form() -> None:
    lines = [{"from": Month(2006, 8), "to": Month(2011, 3), "text": "技术员"}, {"from": Month(2011, 3), "text": "科员", "aside": "其间：挂职"}, {"from": Year(2012), "text": "副科长", "aside": "（其间：学习）"}]
    data = load_template("t.docx", parts.document(parts.tag("for line in resume|resume_lines(20)"), parts.p("{{r line }}", "Resume"), parts.tag("endfor")))
    made = lines_of(render(data, Words(group({"resume": lines})), Marks()).data)
    assert made == ("2006.08--2011.03  技术员", "2011.03--         科员", "（其间：挂职）", "2012--         副科长", "（其间：学习）")
    assert [fitted_size(count) for count in (1, 12, 13, 24, 28, 34, 38, 40, 44, 45, 60, 200)] == [28, 28, 27, 26, 25, 24, 23, 22, 21, 20, 17, 16]
    assert said("{{ nix|resume_lines|length }}") == "0"


def test_every_filter_has_a_name_in_both_languages() -> None:
    assert sum(name.isascii() for name in FILTERS) == sum(not name.isascii() for name in FILTERS)


def test_fields_are_listed_with_both_names_and_their_sort() -> None:
    fields = {path: (zh, sort) for path, zh, sort in listed(known("appointment"))}
    assert fields["candidates[].proposed_post"] == ("考察对象[].拟任职务", "text")
    assert fields["talks[].interviewee.layer"] == ("个别谈话[].谈话对象.层次", "integer")
    assert fields["person.education.fulltime.degree"][0] == "人员.学历学位.全日制教育.学位"
    assert fields["period.workdays"] == ("公示期.工作日数", "integer")


def test_a_reading_names_what_it_depends_on_once_for_each_value() -> None:
    made = load_template("t.docx", parts.document(parts.p("{{ candidate.person.name }}{{ candidates[1].proposed_post }}{% if candidate.reason %}x{% endif %}")))
    reads = render(made, words(number=1), Marks()).reads
    assert reads["candidates[1].proposed_post"] == "云岭市水务局副局长"
    assert reads["people.shen-zhiwen.name"] == "沈知文"
    assert reads["candidates[1].reason"] == ""


def test_pictures_and_fitting() -> None:
    assert said("图{{r 5|bar_picture(10, 4) }}，{{r 0|bar_picture(10) }}，{{r 1|条形图(1000) }}，{{r x|bar_picture(1) }}，{{r 1|bar_picture(0) }}") == "图\u00a0\u00a0，，\u00a0，，"
    assert said("{{r a|fit(4) }}，{{r b|缩放(4, 2) }}，{{r ''|fit(4) }}", a="南江省云岭市", b="上\n下") == "南江省云岭市，上 下，"
    with pytest.raises(TemplateFailed):
        said("{{r nobody|fit(4) }}")


@pytest.mark.parametrize(("text", "lines", "size"), [("四个汉字", 1, 28), ("五个汉字了", 1, 22), ("五个汉字了", 2, 28), ("字" * 40, 2, 16), ("", 1, 28), ("abcdefgh", 1, 28), ("一\n二\n三", 2, 28)])
def test_the_size_at_which_a_value_fits_its_cell(text: str, lines: int, size: int) -> None:
    """Four characters a line at 14 pt; never under 8 pt."""
    assert f'w:val="{size}"' in fit(text, 4, lines) or not text


def test_what_finds_no_room_and_who_withdrew() -> None:
    given = people(
        family=[{"name": str(number)} for number in range(9)], vote={"candidate": "gao"}, matter={"matter": "其他"},
        recused=[{"name": "甲", "candidate": "gao"}, {"name": "乙", "candidate": "wei"}, {"name": "丙", "item": "其他"}, {"name": "丁"}],
    )  # fmt: skip
    assert said("{{ family|after(7)|joined }}，{{ nix|此后(7)|length }}", given) == "7、8，0"
    assert said("{{ recused|withdrawn(vote)|joined }}，{{ recused|回避者(matter)|joined }}，{{ nix|withdrawn(vote)|length }}", given) == "甲、丁，丙、丁，0"

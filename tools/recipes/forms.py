"""干部任免审批表 in both variants, by the grids measured from public forms (formats.md, 4.1 and 4.2)."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import Cell, Page, Row, c, document, p, r, section, table

_FIRST = Page(top=629, bottom=680, left=1247, right=1134, header=340, footer=454, numbers="")
_SECOND = Page(top=1576, bottom=567, left=1276, right=1134, header=340, footer=454, numbers="")
_PERSON = "candidate.person"


def _n(words: str, span: int = 1, **more: object) -> Cell:
    """The name of a field of the form."""
    return Cell(words, "FormCell", span, **more)  # type: ignore[arg-type]


def _v(words: str, span: int = 1, **more: object) -> Cell:
    """A value of the form."""
    return Cell(words, "FormValue", span, **more)  # type: ignore[arg-type]


def _t(words: str, span: int = 1, **more: object) -> Cell:
    """Running text of the form."""
    return Cell(words, "FormText", span, **more)  # type: ignore[arg-type]


_NAME = "{{ " + _PERSON + ".name|aligned }}"
_BIRTH = p("{{ " + _PERSON + ".birth|month_dotted|blank }}", "FormValue") + p("{% if " + _PERSON + ".birth %}（{{ " + _PERSON + ".birth|age(" + _PERSON + ".age_on or made_on) }}岁）{% endif %}", "FormValue")
_PARTY = "{{ " + _PERSON + ".party_join|month_dotted|blank }}"


def _field(name: str, how: str = "blank") -> str:
    return "{{ " + _PERSON + "." + name + "|" + how + " }}"


def _school(kind: str) -> str:
    path = _PERSON + ".education." + kind
    return "{{ " + path + ".school|blank }}{{ " + path + ".major|blank }}"


def _posts(span: int, value_span: int) -> tuple[Row, ...]:
    return (
        r(_n("现任职务", span), _v("{{ " + _PERSON + "|unit_post|blank }}", value_span), height=709, exact=True),
        r(_n("拟任职务", span), _v("{{ candidate.proposed_post|blank }}", value_span), height=709, exact=True),
        r(_n("拟免职务", span), _v("{{ candidate.removed_post|blank }}", value_span), height=709, exact=True),
    )


def _resume(width: int) -> str:
    line = f"{{%p for line in {_PERSON}.resume|resume_lines({width}) %}}"
    return p(line, "Tag") + p("{{r line }}", "Resume", extra='<w:ind w:left="2520" w:hanging="2520"/>') + p("{%p endfor %}", "Tag")


_REVIEWS = "{% for one in candidate.person.annual_reviews|or_empty %}{{ one.year }}年{{ one.grade }}{{ '' if loop.last else '；' }}{% endfor %}"


def _family(first: str) -> tuple[Row, ...]:
    """Seven printed rows; more members continue on an attached page."""
    cells = ("{{ one.relation }}", "{{ one.name|aligned|blank }}", first, "{{ one.politics|blank }}")
    rows = []
    for number in range(7):
        path = f"candidate.person.family[{number}]"
        values = [words.replace("one.", f"{path}.") for words in cells]
        values[0] = "{{ " + path + ".relation|blank }}"
        post = "{{ " + path + ".post|blank }}{% if " + path + ".deceased and not " + path + ".post %}已去世{% endif %}"
        rows.append(r(_n("", down="continue"), *(_v(words) for words in values), _t(post, 2), height=697))
    return tuple(rows)


_AGE = "{% if one.birth and not one.deceased %}{{ one.birth|age(candidate.person.age_on or made_on) }}{% elif not one.deceased %}{{ one.age|blank }}{% endif %}"
_BORN = "{{ one.birth|month_dotted|blank }}"


def _second_page(age_head: str, age: str) -> tuple[str, ...]:
    reasons = "{{ candidate.reason|blank }}"
    grid = (739, 1089, 1300, 1190, 1169, 782, 3152)  # the columns of the family rows, summing to the form's width
    opinion = p("（盖章）", "FormText", align="right") + p("　　年　　月　　日", "FormText", align="right")
    return (
        table(
            grid,
            r(_n("奖惩情况"), _t("{{ candidate.person.rewards|blank }}", 6), height=1418),
            r(_n("年度考核结果"), _t(_REVIEWS, 6), height=1021),
            r(_n("任免理由"), _t(reasons, 6), height=1361),
            r(_n("家庭主要成员及重要社会关系", down="restart", upright=True), _n("称谓"), _n("姓名"), _n(age_head), _n("政治面貌"), _n("工作单位及职务", 2), height=646),
            *_family(age),
            r(_n("呈报单位", down="restart"), _t("{{ candidate.person.reported_by|blank }}", 6), height=1332),
            r(_n("", down="continue"), c(p("　　年　　月　　日", "FormText", align="right"), span=6), height=737),
            r(_n("审批机关意见"), Cell(opinion, span=4), _n("行政机关任免意见"), Cell(opinion), height=2019),
        ),
        p("填表人：{{ candidate.person.filled_by|blank }}", "FormText"),
    )  # fmt: skip


def approval_form() -> bytes:
    """D2a 干部任免审批表, the variant with 到龄时间 (2025)."""
    first = (785, 236, 1304, 1063, 1302, 1315, 1330, 2058)
    photo = "（照　片）"
    edu = f"{_PERSON}.education"
    return document(
        p("干 部 任 免 审 批 表", "FormTitle"),
        table(
            first,
            r(_n("姓　名", 2), _v(_NAME), _n("性　别"), _v(_field("sex")), _n("出生年月（岁）"), _v(_BIRTH), _v(photo, down="restart"), height=709, exact=True),
            r(_n("民　族", 2), _v(_field("ethnicity")), _n("籍　贯"), _v(_field("native_place")), _n("出生地"), _v(_field("birth_place")), _v("", down="continue"), height=692, exact=True),
            r(_n("入　党时　间", 2), _v(_PARTY), _n("参加工作时间"), _v(_field("work_start", "month_dotted|blank")), _n("到龄时间"), _v(_field("retirement_due", "month_dotted|blank")), _v("", down="continue"), height=680, exact=True),
            r(_n("健康状况", 2), _v(_field("health")), _n("专业技术职务"), _v(_field("professional_title")), _n("熟悉专业有何专长"), _v(_field("expertise")), _v("", down="continue"), height=680, exact=True),
            r(_n("学　历学　位", 2, down="restart"), _n("全日制教　育", down="restart"), _v("{{ " + edu + ".fulltime.level|blank }}", 2), _n("毕业院校系及专业", down="restart"), _v(_school("fulltime"), 2, down="restart"), height=346, exact=True),
            r(_n("", 2, down="continue"), _n("", down="continue"), _v("{{ " + edu + ".fulltime.degree|blank }}", 2), _n("", down="continue"), _v("", 2, down="continue"), height=346, exact=True),
            r(_n("", 2, down="continue"), _n("在　职教　育", down="restart"), _v("{{ " + edu + ".parttime.level|blank }}", 2), _n("毕业院校系及专业", down="restart"), _v(_school("parttime"), 2, down="restart"), height=346, exact=True),
            r(_n("", 2, down="continue"), _n("", down="continue"), _v("{{ " + edu + ".parttime.degree|blank }}", 2), _n("", down="continue"), _v("", 2, down="continue"), height=346, exact=True),
            *_posts(3, 5),
            r(_n("简　　历", upright=True), Cell(_resume(42), "FormText", 7, top=True), height=7133, exact=True),
        ),
        section(_FIRST, (), inner=True),
        *_second_page("年龄", _AGE),
        page=_SECOND,
    )  # fmt: skip


def approval_form_old() -> bytes:
    """D2a 干部任免审批表, the older variant without 到龄时间."""
    grid = (1182, 1081, 284, 992, 142, 992, 425, 594, 257, 567, 1407, 1843)
    edu = f"{_PERSON}.education"
    return document(
        p("干部任免审批表", "FormTitle"),
        table(
            grid,
            r(_n("姓　名"), _v(_NAME, 2), _n("性　别"), _v(_field("sex"), 3), _n("出生年月（岁）", 3), _v(_BIRTH), _v("（照　片）", down="restart"), height=629),
            r(_n("民　族"), _v(_field("ethnicity"), 2), _n("籍　贯"), _v(_field("native_place"), 3), _n("出生地", 3), _v(_field("birth_place")), _v("", down="continue"), height=629),
            r(_n("入党时间"), _v(_PARTY, 2), _n("参加工作时间"), _v(_field("work_start", "month_dotted|blank"), 3), _n("健康状况", 3), _v(_field("health")), _v("", down="continue"), height=629),
            r(_n("专业技术职务"), _v(_field("professional_title"), 4), _n("熟悉专业有何专长", 3), _v(_field("expertise"), 3), _v("", down="continue"), height=629),
            r(_n("学　历学　位", down="restart"), _n("全日制教育", 2), _v("{{ " + edu + ".fulltime.level|blank }}　{{ " + edu + ".fulltime.degree|blank }}", 4), _n("毕业院校系及专业", 3), _v(_school("fulltime"), 2), height=629),
            r(_n("", down="continue"), _n("在职教育", 2), _v("{{ " + edu + ".parttime.level|blank }}　{{ " + edu + ".parttime.degree|blank }}", 4), _n("毕业院校系及专业", 3), _v(_school("parttime"), 2), height=629),
            r(_n("现任职务", 2), _v("{{ " + _PERSON + "|unit_post|blank }}", 10), height=629),
            r(_n("拟任职务", 2), _v("{{ candidate.proposed_post|blank }}", 10), height=629),
            r(_n("拟免职务", 2), _v("{{ candidate.removed_post|blank }}", 10), height=629),
            r(_n("简　　历", upright=True), Cell(_resume(44), "FormText", 11, top=True), height=6779, exact=True),
        ),
        section(_FIRST, (), inner=True),
        *_second_page("出生年月", _BORN),
        page=_SECOND,
    )  # fmt: skip

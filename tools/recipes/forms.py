"""干部任免审批表 in both variants, by the grids measured from public forms (formats.md, 4.1 and 4.2)."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import CELL_MARGIN, Cell, Page, Row, c, document, either, p, picture, r, row_tag, section, table, when

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


def _fitted(value: str, width: int, lines: int = 2) -> str:
    """A value in the size at which it fits a cell of that width in twips."""
    return "{{r (" + value + ")|fit(" + str((width - 2 * CELL_MARGIN) // 280) + ", " + str(lines) + ") }}"


def _field(name: str, width: int, how: str = "blank", lines: int = 2) -> str:
    return _fitted(f"{_PERSON}.{name}|{how}", width, lines)


def _school(kind: str, width: int) -> str:
    path = _PERSON + ".education." + kind
    return _fitted(f"{path}.school|blank ~ {path}.major|blank", width)


def _posts(span: int, value_span: int, width: int, height: int) -> tuple[Row, ...]:
    values = (("现任职务", f"{_PERSON}|unit_post|blank"), ("拟任职务", "candidate.proposed_post|blank"), ("拟免职务", "candidate.removed_post|blank"))
    return tuple(r(_n(words, span), _v(_fitted(value, width), value_span), height=height) for words, value in values)


def _photo(width: int, height: int) -> Cell:
    """The frame with the person's photo, or the word for it: a picture is put in by the tool, never distorted."""
    return Cell(either("photo", [picture("照片", width, height)], [p("（照　片）", "FormValue")]), "FormValue", down="restart")


def _resume(width: int) -> str:
    line = f"{{%p for line in {_PERSON}.resume|resume_lines({width}) %}}"
    return p(line, "Tag") + p("{{r line }}", "Resume", extra='<w:ind w:left="2520" w:hanging="2520"/>') + p("{%p endfor %}", "Tag")


_REVIEWS = "{% for one in candidate.person.annual_reviews|or_empty %}{{ one.year }}年{{ one.grade }}{{ '' if loop.last else '；' }}{% endfor %}"


def _kin_post(one: str) -> str:
    return f"{one}.post|blank ~ ('已去世' if {one}.deceased and not {one}.post else '')"


def _family(first: str) -> tuple[Row, ...]:
    """Seven printed rows; more members continue on an attached page."""
    cells = ("{{ one.relation }}", "{{ one.name|aligned|blank }}", first, _fitted("one.politics|blank", 1169))
    rows = []
    for number in range(7):
        path = f"candidate.person.family[{number}]"
        values = [words.replace("one.", f"{path}.") for words in cells]
        values[0] = "{{ " + path + ".relation|blank }}"
        post = _fitted(_kin_post(path), 3934)
        rows.append(r(_n("", down="continue"), *(_v(words) for words in values), _t(post, 2), height=697))
    return tuple(rows)


_AGE = "{% if one.birth and not one.deceased %}{{ one.birth|age(candidate.person.age_on or made_on) }}{% elif not one.deceased %}{{ one.age|blank }}{% endif %}"
_BORN = "{{ one.birth|month_dotted|blank }}"


_ROWS_OF_FAMILY = 7


def _continued(age_head: str, age: str) -> str:
    """The further sheet for members of the family who find no room on the form; without them there is none."""
    more = f"candidate.person.family|or_empty|after({_ROWS_OF_FAMILY})"
    return when(
        more,
        p("干部任免审批表（续页）", "FormTitle", break_before=True),
        p("姓名：{{ candidate.person.name }}", "FormText"),
        table(
            (1300, 1500, 1190, 1169, 4262),
            r(_n("称谓"), _n("姓名"), _n(age_head), _n("政　治\n面　貌"), _n("工作单位及职务"), height=646, header=True),
            row_tag(f"for one in {more}"),
            r(_v("{{ one.relation|blank }}"), _v("{{ one.name|aligned|blank }}"), _v(age), _v(_fitted("one.politics|blank", 1169)), _t(_fitted(_kin_post("one"), 4262)), height=697),
            row_tag("endfor"),
        ),
        p("（接“家庭主要成员及重要社会关系”栏）", "FormText"),
    )


def _second_page(age_head: str, age: str) -> tuple[str, ...]:
    grid = (739, 1089, 1300, 1190, 1169, 782, 3152)  # the columns of the family rows, summing to the form's width
    opinion = p("（盖章）", "FormText", align="right") + p("　　年　　月　　日", "FormText", align="right")
    return (
        table(
            grid,
            r(_n("奖惩\n情况"), _t(_fitted("candidate.person.rewards|blank", 8682, 4), 6), height=1418),
            r(_n("年度\n考核\n结果"), _t(_REVIEWS, 6), height=1021),
            r(_n("任免\n理由"), _t(_fitted("candidate.reason|blank", 8682, 4), 6), height=1361),
            r(_n("家庭主要成员及重要社会关系", down="restart", upright=True), _n("称谓"), _n("姓名"), _n(age_head), _n("政　治\n面　貌"), _n("工作单位及职务", 2), height=646),
            *_family(age),
            r(_n("呈报\n单位", down="restart"), _t("{{ candidate.person.reported_by|blank }}", 6), height=1332),
            r(_n("", down="continue"), c(p("　　年　　月　　日", "FormText", align="right"), span=6), height=737),
            r(_n("审批\n机关\n意见"), Cell(opinion, span=4), _n("行政\n机关\n任免\n意见"), Cell(opinion), height=2019),
        ),
        p("填表人：{{ candidate.person.filled_by|blank }}", "FormText"),
        _continued(age_head, age),
    )  # fmt: skip


def approval_form() -> bytes:
    """D2a 干部任免审批表, the variant with 到龄时间 (2025)."""
    first = (785, 236, 1304, 1063, 1302, 1315, 1330, 2058)
    edu = f"{_PERSON}.education"
    return document(
        p("干 部 任 免 审 批 表", "FormTitle"),
        table(
            first,
            r(_n("姓　名", 2), _v(_NAME), _n("性　别"), _v(_field("sex", 1302)), _n("出生年月\n（岁）"), _v(_BIRTH), _photo(1900, 2660), height=709),
            r(_n("民　族", 2), _v(_field("ethnicity", 1304)), _n("籍　贯"), _v(_field("native_place", 1302)), _n("出生地"), _v(_field("birth_place", 1330)), _v("", down="continue"), height=692),
            r(_n("入　党\n时　间", 2), _v(_PARTY), _n("参加工\n作时间"), _v(_field("work_start", 1302, "month_dotted|blank")), _n("到　龄\n时　间"), _v(_field("retirement_due", 1330, "month_dotted|blank")), _v("", down="continue"), height=680),
            r(_n("健　康\n状　况", 2), _v(_field("health", 1304)), _n("专业技\n术职务"), _v(_field("professional_title", 1302)), _n("熟悉专业\n有何专长"), _v(_field("expertise", 1330)), _v("", down="continue"), height=680),
            r(_n("学　历\n学　位", 2, down="restart"), _n("全日制\n教　育", down="restart"), _v(_fitted(edu + ".fulltime.level|blank", 2365, 1), 2), _n("毕业院校\n系及专业", down="restart"), _v(_school("fulltime", 3388), 2, down="restart"), height=346),
            r(_n("", 2, down="continue"), _n("", down="continue"), _v(_fitted(edu + ".fulltime.degree|blank", 2365, 1), 2), _n("", down="continue"), _v("", 2, down="continue"), height=346),
            r(_n("", 2, down="continue"), _n("在　职\n教　育", down="restart"), _v(_fitted(edu + ".parttime.level|blank", 2365, 1), 2), _n("毕业院校\n系及专业", down="restart"), _v(_school("parttime", 3388), 2, down="restart"), height=346),
            r(_n("", 2, down="continue"), _n("", down="continue"), _v(_fitted(edu + ".parttime.degree|blank", 2365, 1), 2), _n("", down="continue"), _v("", 2, down="continue"), height=346),
            *_posts(3, 5, 7068, 709),
            r(_n("简　　历", upright=True), Cell(_resume(42), "FormText", 7, top=True), height=7133),
        ),
        section(_FIRST, (), inner=True),
        *_second_page("年龄", _AGE),
        page=_SECOND,
    )  # fmt: skip


def approval_form_old() -> bytes:
    """D2a 干部任免审批表, the older variant without 到龄时间."""
    grid = (1182, 1081, 284, 992, 142, 992, 425, 594, 257, 567, 1407, 1843)
    edu = f"{_PERSON}.education"
    both = "{kind}.level|blank ~ '　' ~ {kind}.degree|blank"
    return document(
        p("干部任免审批表", "FormTitle"),
        table(
            grid,
            r(_n("姓　名"), _v(_NAME, 2), _n("性　别"), _v(_field("sex", 1559), 3), _n("出生年月\n（岁）", 3), _v(_BIRTH), _photo(1720, 2408), height=629),
            r(_n("民　族"), _v(_field("ethnicity", 1365), 2), _n("籍　贯"), _v(_field("native_place", 1559), 3), _n("出生地", 3), _v(_field("birth_place", 1407)), _v("", down="continue"), height=629),
            r(_n("入　党\n时　间"), _v(_PARTY, 2), _n("参加工\n作时间"), _v(_field("work_start", 1559, "month_dotted|blank"), 3), _n("健康状况", 3), _v(_field("health", 1407)), _v("", down="continue"), height=629),
            r(_n("专业技\n术职务"), _v(_field("professional_title", 2499), 4), _n("熟悉专业\n有何专长", 3), _v(_field("expertise", 2231), 3), _v("", down="continue"), height=629),
            r(_n("学　历\n学　位", down="restart"), _n("全日制\n教　育", 2), _v(_fitted(both.format(kind=edu + ".fulltime"), 2551), 4), _n("毕业院校\n系及专业", 3), _v(_school("fulltime", 3250), 2), height=629),
            r(_n("", down="continue"), _n("在　职\n教　育", 2), _v(_fitted(both.format(kind=edu + ".parttime"), 2551), 4), _n("毕业院校\n系及专业", 3), _v(_school("parttime", 3250), 2), height=629),
            *_posts(2, 10, 7503, 629),
            r(_n("简　　历", upright=True), Cell(_resume(44), "FormText", 11, top=True), height=6779),
        ),
        section(_FIRST, (), inner=True),
        *_second_page("出生\n年月", _BORN),
        page=_SECOND,
    )  # fmt: skip

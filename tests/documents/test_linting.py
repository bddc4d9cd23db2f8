"""Hostile and mistaken templates are refused by name, and nothing of them runs."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from archive_tool.documents.linting import lint
from tests.documents.test_templates import known
from tools import parts

KNOWN = known("appointment")


def rules(data: bytes) -> dict[str, dict[str, object]]:
    return {finding.rule: dict(finding.facts) for finding in lint("own.docx", data, KNOWN)}


def saying(*words: str) -> bytes:
    return parts.document(*(parts.p(line) for line in words))


def with_part(name: str, change: Callable[[str], str] | str, data: bytes | None = None) -> bytes:
    """A template with a part added, or changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data or saying("{{ title }}"))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            content = old.read(part).decode()
            new.writestr(part, change(content) if part == name and not isinstance(change, str) else content)
        if name not in old.namelist():
            new.writestr(name, change if isinstance(change, str) else "")
    return made.getvalue()


def body(insert: str) -> bytes:
    return with_part("word/document.xml", lambda xml: xml.replace("<w:body>", f"<w:body>{insert}", 1))


def test_a_good_template_has_no_findings() -> None:
    assert rules(saying("{{ title }}", "{%p for candidate in candidates %}", "{{ candidate.person.name }}，{{ candidate.拟任职务 }}", "{%p endfor %}")) == {}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"no zip at all", "V-001"),
        (with_part("word/vbaProject.bin", "x"), "T-122"),
        (with_part("word/activeX/activeX1.xml", "<x/>"), "T-122"),
        (with_part("word/embeddings/oleObject1.bin", "x"), "T-122"),
        (with_part("word/afchunk.html", "<x/>"), "T-122"),
        (with_part("[Content_Types].xml", lambda xml: xml.replace("document.main+xml", "document.macroEnabled.main+xml")), "T-123"),
        (with_part("word/styles.xml", lambda xml: xml.replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1)), "T-121"),
        (with_part("word/styles.xml", lambda xml: xml[:-20]), "T-120"),
        (body('<w:altChunk r:id="rId9"/>'), "T-123"),
        (body("<w:p><w:r><w:object/></w:r></w:p>"), "T-123"),
        (body('<w:p><w:fldSimple w:instr=" INCLUDETEXT http://example.invalid "/></w:p>'), "T-124"),
        (body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), "T-124"),
        (body("<w:p><w:r><w:instrText>DDE x</w:instrText></w:r></w:p>"), "T-124"),
        (with_part("docProps/core.xml", "<x>{{ title }}</x>"), "T-125"),
        (with_part("word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", '<Relationship Id="x" Type="http://a/attachedTemplate" Target="file:///c" TargetMode="External"/></Relationships>')), "T-123"),
        (with_part("word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", '<Relationship Id="x" Type="http://a/image" Target="http://example.invalid/a.png" TargetMode="External"/></Relationships>')), "T-126"),
        (with_part("word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", '<Relationship Id="x" Type="http://a/hyperlink" Target="\\\\\\\\server\\\\share"/></Relationships>')), "T-126"),
        (saying("｛｛ title ｝｝"), "T-130"),
        (saying("{{ title"), "T-131"),
        (saying("{%p if title %}{%p if id %}"), "T-132"),
        (body("<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"), "T-133"),
        (with_part("word/styles.xml", lambda xml: xml.replace("w:eastAsia=", "w:hAnsi2=")), "T-134"),
        (saying("{{ title|default(“无”) }}"), "T-137"),
        (saying("{{ title|joine }}"), "T-140"),
        (saying("{% if title is strange %}x{% endif %}"), "T-140"),
        (saying("{{ titel }}"), "T-135"),
        (saying("{{ 甲乙丙 }}"), "T-136"),
        (saying("{% if title %}"), "T-105"),
        (saying("{{ title.upper() }}"), "T-105"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(data: bytes, rule: str) -> None:
    assert rule in rules(data)


def test_a_zip_bomb_is_refused_before_anything_is_read() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (120 * 1024 * 1024))
    assert any(rule.startswith("V-") for rule in rules(made.getvalue()))


def test_a_package_without_a_body_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/styles.xml", "<x/>")
    assert rules(made.getvalue())["T-120"]["part"] == "word/document.xml"


def test_the_place_and_the_nearest_field_are_named() -> None:
    table = parts.table(parts.columns(1, 1), parts.r("甲", "乙"), parts.r("丙", "{{ org.phon }}"))
    facts = rules(parts.document(table))["T-135"]
    assert (facts["field"], facts["nearest"]) == ("org.phon", "phone")
    facts = rules(parts.document(table.replace("{{ org.phon }}", "{{ org.phone")))["T-131"]
    assert facts["where"] == "document T1R2C2"


def test_each_finding_names_the_paragraph_cell_header_or_footer() -> None:
    table = parts.table(parts.columns(1, 1), parts.r("{{ id }}", "{{ org.phone }}"), parts.r("{%tr for x in talks %}", ""), parts.r("{{ x.date }}", "{{ x.plac }}"), parts.r("{%tr endfor %}", ""))
    words = [parts.p("无语句"), parts.p("{%p for one in talks %}"), parts.p("{{ one.date }} 与 {{ one.dat }}"), parts.p("{%p endfor %}"), table, parts.p([parts.run("{{ ti"), parts.run("tel }} {{ id"), parts.run(" }}")])]
    data = with_part("word/footer1.xml", lambda xml: xml.replace("</w:ftr>", parts.p("{{ org.phon }}") + "</w:ftr>"), parts.document(*words))
    found = {finding.facts["field"]: finding.facts["where"] for finding in lint("own.docx", data, KNOWN) if finding.stops}
    assert found == {"one.dat": "document P3", "x.plac": "document T1R3C2", "titel": "document P5", "org.phon": "footer1 P2"}
    assert [where.zh for where in found.values()] == ["正文第 3 段", "正文表 1 第 3 行第 2 格", "正文第 5 段", "页脚1 第 2 段"]
    assert [where.en for where in found.values()][1:] == ["body, table 1, row 3, cell 2", "body, paragraph 5", "footer 1, paragraph 2"]


def test_a_statement_that_is_not_closed_is_found_where_it_ends() -> None:
    facts = rules(parts.document(parts.p("甲"), parts.p("{{ title }}"), parts.p("{% for x in talks %}{{ x.date }}")))["T-105"]
    assert facts["where"] == "document P3"
    nested = ["{%p for x in talks %}", "{{ x.date }}", "{%p if x.plac %}", "{%p endif %}", "乙", "{%p if x.date %}", "{%p endfor %}"]
    assert rules(saying(*nested))["T-105"]["where"] == "document P7"
    assert rules(saying(*nested[:6]))["T-105"]["where"] == "document P6"


def test_loops_nested_beyond_reason_are_refused_by_name() -> None:
    assert {"T-110", "T-105"} & set(rules(saying("{% if title %}" * 3000 + "{% endif %}" * 3000)))


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("{% for one in candidates %}{{ one.persn }}{% endfor %}", "one.persn"),
        ("{% for one in candidates|or_empty %}{{ one.person.nam }}{% endfor %}", "one.person.nam"),
        ("{% set report = reports|of(candidate) %}{{ report.conclusio }}", "report.conclusio"),
        ("{{ talks[0].plac }}", "talks[0].plac"),
        ("{{ (notice.persons or candidates)[0].wrong_key }}", "…[0].wrong_key"),
        ("{% for row in plan.objects|numbered(3) %}{{ row.entry.unt }}{% endfor %}", "row.entry.unt"),
        ("{{ notice['phne'] }}", "notice[phne]"),
        ("{{ org.phone if org.phon else '' }}", "org.phon"),
        ("{% if talks|where('attitude', '同意') and org.mial %}x{% endif %}", "org.mial"),
    ],
)
def test_fields_are_followed_through_loops_and_assignments(words: str, unknown: str) -> None:
    found = [finding.facts["field"] for finding in lint("own.docx", saying(words), KNOWN)]
    assert found == [unknown]


@pytest.mark.parametrize(
    "words",
    [
        "{{ custom.whatever.you.like }}", "{{ 案卷 if false else title }}"[:0] + "{{ 题名 }}", "{{ candidates[0].person.现任职务.职务 }}", "{% for one in talks %}{{ loop.index }}{{ one.谈话对象.姓名 }}{% endfor %}",
        "{% for answer in surveys[0].rows[0].answers %}{{ answer }}{% endfor %}", "{{ period.workdays }}", "{% for a, b in talks %}{{ a.x }}{% endfor %}", "{{ recommendations[0].rows[0].votes_by_group[title] }}",
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(words: str) -> None:
    assert lint("own.docx", saying(words), KNOWN) == ()

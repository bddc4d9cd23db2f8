"""What several recipes share."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import DATE, Row, c, columns, each, either, head, heading, p, r, table

ORG = "{{ org.organisation_department }}"
PARTY = "{{ org.party_committee }}"


def section(words: str) -> str:
    """The heading of a part of a form."""
    return heading(words)


def announced(words: str, *otherwise: str) -> str:
    """A notice in the very words of the notice board, with their digest.

    `otherwise` stands while the record does not give the notice yet: a draft that shows what is missing.
    """
    said = either("loop.nextitem and loop.nextitem.role in ['gap', 'annex']", [p("{{ said.text }}", "BodyKeep")], [p("{{ said.text }}")])
    styles = {"title": "Title1", "number": "SubTitle", "addressee": "Addressee", "heading": "H1", "annex": "Annexes", "signature": "Sign", "date": "SignDate"}
    for role, style in styles.items():
        said = either(f"said.role == '{role}'", [p("{{ said.text }}", style)], [said])
    said = either("said.role == 'gap'", [p("", "Gap")], [said])
    digest = p(f"正文校验码（SHA-256）：{{{{ {words}.digest }}}}", "FormNote")
    return either(words, [each("said", f"{words}.paragraphs", said), digest], otherwise)


def hand_lines(*labels: str) -> str:
    """Lines to be signed by hand, without a name."""
    return p("", "Gap") + "".join(p(f"{label}：", "SignLine", extra="<w:keepNext/>") for label in labels)


def opinion_row(label: str, opinion: str, *, span: int, height: int = 1500) -> Row:
    """A row of an approval slip: the opinion if there is one, then room for name and date."""
    words = (
        p("{{ " + opinion + ".text|blank }}", "Cell")
        + p("{{ " + opinion + ".signer|blank(6) }}　　{% if " + opinion + ".on %}{{ " + opinion + ".on }}{% else %}" + DATE + "{% endif %}", "Cell", align="right")
    )
    return r(head(label), c(words, span=span), height=height)


def pair_rows(*pairs: tuple[str, str], span: int) -> tuple[Row, ...]:
    """Rows 栏目 | 内容."""
    return tuple(r(head(label), c(words, "Cell", span=span), height=620, splits=True) for label, words in pairs)


def sign_lines(*lines: tuple[str, str]) -> str:
    """Lines to be signed by hand: the label, the names where they are known, and room for the signature."""
    made = []
    for label, field in lines:
        names = "{% if " + field + " %}（{{ (" + field + ")|joined }}）{% endif %}"
        made.append(p(f"{label}{names}签名：", "SignLine", extra="<w:keepNext/>"))
    return p("", "Gap") + "".join(made)


def tally_head(row: str, label: str, about: str) -> str:
    """The head of every tally: post or persons, range, when and where, ballots."""
    widths = columns(2.2, 3.4, 2.2, 3.4)
    return table(
        widths,
        r(head(label), c(about, "Cell", span=3)),
        r(head("参加范围"), c("{{ " + row + ".scope_text|blank }}", "Cell", span=3)),
        r(head("时　　间"), "{{ " + row + ".date }}", head("地　　点"), "{{ " + row + ".place|blank }}"),
        r(head("应到人数"), "{{ " + row + ".expected|blank }}", head("实到人数"), "{{ " + row + ".present }}"),
        r(head("发　　出"), "{{ " + row + ".issued }}", head("收　　回"), "{{ " + row + ".returned }}"),
        r(head("有　　效"), "{{ " + row + ".valid }}", head("无效/弃权"), "{{ " + row + ".invalid|default(0) }}/{{ " + row + ".abstain|default(0) }}"),
    )  # fmt: skip

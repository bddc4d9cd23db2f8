"""What several recipes share."""

from tools.parts import c, columns, head, heading, p, r, run, table, when

ORG = "{{ org.organisation_department }}"
PARTY = "{{ org.party_committee }}"


def section(words: str) -> str:
    """The heading of a part of a form."""
    return heading(words)


def number(field: str) -> str:
    """A document number as it is printed."""
    return "{{ " + field + "|doc_no }}"


def people_line(label: str, field: str, *, posts: bool = False) -> str:
    """One line 标签：甲、乙."""
    kind = "with_posts" if posts else "joined"
    return p([run(f"{label}：", "heading1"), run("{{ " + field + "|" + kind + " }}")], "Attend")


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

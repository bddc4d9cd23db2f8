"""Which notices a board shows, which it loses, what is held back; and that nothing private ever gets there."""

import os
import random
from datetime import date

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive_tool import resources
from archive_tool.errors import Refused
from archive_tool.model.notices import NoticeState
from archive_tool.notices.drafting import postings
from archive_tool.notices.guarding import guarded
from archive_tool.notices.pages import Board, Press
from archive_tool.notices.publishing import Audience, Keepers, decide
from archive_tool.notices.reminders import reminders

from .conftest import BOARD, PRACTICE, TODAY, built

PUBLIC = Audience(BOARD)
HOUSE = Audience(Board("中共云岭市委组织部", "内部公示栏"), internal=True)


def keepers(case, **more) -> Keepers:
    return Keepers({case.id: guarded(case)}, **more)


def test_a_notice_in_force_goes_up(made, press):
    case = made()
    plan = decide(postings(case, PRACTICE, TODAY), press, PUBLIC, (), keepers(case))
    page = plan.shown["KC-2026-001-E1"]
    assert sorted(plan.files) == sorted({"index.html", "feed.xml", "calendar.ics", page, page.replace(".html", ".txt")})
    assert plan.withheld == {}


def without_private_words(plan) -> bool:
    return all("高明远" not in data.decode() for data in plan.files.values())


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2026, 5, 16), ""),
        (TODAY, "notices:\n  - {item: E1, act: 撤回, on: 2026-05-11}\n"),
        (TODAY, "notices:\n  - {item: E1, act: 结束, on: 2026-05-11}\n"),
        (date(2026, 5, 7), ""),
    ],
    ids=["over", "withdrawn", "closed", "not yet"],
)
def test_what_is_not_in_force_is_gone_from_every_file(made, press, as_of, said):
    before = decide(postings(made(), PRACTICE, TODAY), press, PUBLIC, (), keepers(made()))
    case = made(said)
    after = decide(postings(case, PRACTICE, as_of), press, PUBLIC, tuple(before.files), keepers(case))
    assert set(after.files) == {"index.html", "feed.xml", "calendar.ics"}
    assert without_private_words(after)
    assert "2026年第3号" not in "".join(data.decode() for data in after.files.values())
    assert after.removed == tuple(sorted(set(before.files) - set(after.files)))


def test_a_correction_takes_the_old_page_away(made, press):
    before = decide(postings(made(), PRACTICE, TODAY), press, PUBLIC, (), keepers(made()))
    case = made("notices:\n  - {item: E1, act: 更正, on: 2026-05-11, before: 办公室主任, after: 办公室副主任}\n")
    after = decide(postings(case, PRACTICE, TODAY), press, PUBLIC, tuple(before.files), keepers(case))
    assert list(after.shown) == ["KC-2026-001-E1-2"]
    assert len(after.removed) == 2
    assert all("办公室主任" not in data.decode() for data in after.files.values())


def test_what_is_for_the_house_stays_in_it(made, press):
    case = made(replace={"  release:": "  scope: 内部\n  release:"})
    assert decide(postings(case, PRACTICE, TODAY), press, PUBLIC, (), keepers(case)).shown == {}
    assert len(decide(postings(case, PRACTICE, TODAY), press, HOUSE, (), keepers(case)).shown) == 1


def test_one_bad_notice_does_not_stop_the_others(made, press):
    good = made()
    bad = made(replace={"KC-2026-001": "KC-2026-002", "  release:": "  basis: 高明远同志（其妻林若溪）拟任职情况公示如下：\n  release:"})
    both = Keepers({good.id: guarded(good), bad.id: guarded(bad)})
    plan = decide((*postings(good, PRACTICE, TODAY), *postings(bad, PRACTICE, TODAY)), press, PUBLIC, (), both)
    assert list(plan.shown) == ["KC-2026-001-E1"]
    (held,) = plan.withheld.items()
    assert held[0] == "KC-2026-002-E1"
    assert {(f.rule, f.case) for f in held[1]} == {("N-306", "KC-2026-002")}
    assert all("林若溪" not in data.decode() for data in plan.files.values())


def test_a_notice_that_is_wrong_is_held_back(made, press):
    case = made(replace={"  workdays: 5": "  workdays: 5\n  end: 2026-05-14"})
    plan = decide(postings(case, PRACTICE, TODAY), press, PUBLIC, (), keepers(case))
    assert [f.rule for f in plan.withheld["KC-2026-001-E1"]] == ["N-104"]


def test_what_leaves_beside_the_page_is_looked_at_too(made, press):
    case = made()
    also = {"KC-2026-001-E1": {"documents/E1.docx（已删除的文字）": "性格比较急躁，批评下属"}}
    plan = decide(postings(case, PRACTICE, TODAY), press, PUBLIC, (), keepers(case, also=also))
    assert [(f.rule, f.place.source) for f in plan.withheld["KC-2026-001-E1"]] == [
        ("N-307", "documents/E1.docx（已删除的文字）")
    ]


def test_a_leak_in_a_template_of_ones_own_is_a_leak(made, press, tmp_path):
    case = made()
    (tmp_path / "feed.xml").write_text("<feed>{{ site.name }}{% for e in entries %}{{ '1390000' ~ '1111' }}{% endfor %}</feed>", encoding="utf-8")
    own = Press([tmp_path, resources.folder("templates") / "site"])
    with pytest.raises(Refused, match="leak") as caught:
        decide(postings(case, PRACTICE, TODAY), own, PUBLIC, (), keepers(case))
    assert caught.value.facts["place"] == "feed.xml#text"


def test_canaries_are_handed_in(made, press):
    case = made()
    plan = decide(postings(case, PRACTICE, TODAY), press, PUBLIC, (), keepers(case, canaries=("公共管理硕士",)))
    assert [f.rule for f in plan.withheld["KC-2026-001-E1"]] == ["N-308"] * 2


# Canaries: a dossier with a marker word in every field that takes text; none may reach a published byte.

_WHITELIST = {
    "publicity.title", "publicity.no", "publicity.addressee", "publicity.basis", "publicity.persons.current_post",
    "publicity.persons.proposed_post", "publicity.persons.note", "deliberation.meeting.body",
    "org.organisation_department", "org.address", "org.postcode", "org.phone", "org.mail", "org.website",
    "org.supervision_phone", "positions.title", "positions.qualifications", "candidates.proposed_post",
    "candidates.exceptional.circumstances", "candidates.exceptional.reason",
    "notice.no", "notice.title", "notice.addressee", "notice.task", "notice.place", "notice.standards",
    "notice.persons.basics", "notice.persons.name", "notice.persons.unit", "notice.persons.post", "notice.phone",
    "notice.supervision_phone", "notice.mailbox", "notice.contact_hours", "notice.annexes", "notice.scope",
    "team.phone", *(f"{team}.{key}" for team in ("team.leader", "team.members", "notice.team") for key in ("name", "unit", "post")),
    *(f"publicity.contacts.{key}" for key in ("organisation", "address", "postcode", "phone", "hotline", "mail", "website", "hours")),
    "people.name", "people.ethnicity", "people.native_place", "people.politics", "people.current_post.title",
    "people.current_post.unit", *(f"people.education.{kind}.{key}" for kind in ("fulltime", "parttime") for key in ("level", "degree")),
}  # fmt: skip
_FIXED = {
    "people": {"p1": None}, "candidates.person": "p1", "positions.id": "zw1", "candidates.position": "zw1",
    "notice.persons.person": "p1", "publicity.persons.person": "p1",
}  # fmt: skip


def schema(kind: str) -> dict:
    return yaml.load((resources.folder("schemas") / kind / "record.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


PERSON, APPOINTMENT = schema("person"), schema("appointment")
TYPES = {**PERSON["types"], **APPOINTMENT["types"], "person": {"fields": {k: v for k, v in PERSON["fields"].items() if k not in ("format", "kind", "id")}}}


class Planter:
    """Writes a record with every field of the schema in it, a canary in each that takes text."""

    def __init__(self, draw: random.Random, density: float) -> None:
        self.draw = draw
        self.density = density
        self.canaries: list[str] = []

    def canary(self, path: str) -> str:
        if path in _WHITELIST:
            return "公开用语"
        word = f"鹮{len(self.canaries)}鹮{self.draw.choice(['朱鹭', '金丝雀', 'canary', '雀&<鸟>'])}"
        self.canaries.append(word)
        return word

    def value(self, spec: dict | str, path: str, depth: int = 0):
        spec = {"type": spec} if isinstance(spec, str) else dict(spec)
        kind = spec.get("type") or ("choice" if "choices" in spec else "group" if "fields" in spec else "text")
        if path in _FIXED and path != "people":
            return _FIXED[path]
        if kind in TYPES:
            return self.value({**TYPES[kind], **{k: v for k, v in spec.items() if k == "required"}}, path, depth)
        if kind == "list":
            inner = spec["of"] if "of" in spec else {"fields": spec["fields"], **({"extends": spec["extends"]} if "extends" in spec else {})}
            found = [self.value(inner, path, depth + 1) for _ in range(self.draw.choice([1, 1, 2]))]
            return [one for one in found if one is not None]
        if kind == "map":
            return None if path != "people" else {"p1": self.value("person", path, depth + 1)}
        if kind == "group":
            found = self.group(spec, path, depth)
            return found or ({"name": self.canary(f"{path}.name")} if spec.get("required") == "yes" else None)
        return self.scalar(kind, path, spec)

    def group(self, spec: dict, path: str, depth: int):
        fields = dict(spec["fields"])
        above = spec.get("extends")
        while above:
            fields = {**TYPES[above]["fields"], **fields}
            above = TYPES[above].get("extends")
        top = path.count(".") < 1
        found = {}
        for key, inner in fields.items():
            where = f"{path}.{key}" if path else key
            needed = top or where in _FIXED or (isinstance(inner, dict) and inner.get("required") == "yes")
            if not needed and (depth > 7 or self.draw.random() > self.density):
                continue
            said = self.value(inner, where, depth + 1)
            if said is not None:
                found[key] = said
        return found or None

    def scalar(self, kind: str, path: str, spec: dict):
        if "choices" in spec:
            return self.draw.choice(spec["choices"])
        if kind == "reference":
            return "p1" if spec.get("to") == "person" and spec.get("required") == "yes" else None
        if kind in ("text", "prose"):
            return self.canary(path)
        if kind == "date":
            return "2026-04-08"
        if kind == "file":
            return f"{self.canary(path).translate(str.maketrans('', '', '&<>'))}.pdf"
        simple = {"integer": "3", "number": "3", "percent": "3%", "time": "9:30", "year": "2026", "yes_no": "否"}
        return simple.get(kind)


def planted(seed: int, density: float) -> tuple:
    planter = Planter(random.Random(seed), density)
    record = planter.group({"fields": APPOINTMENT["fields"]}, "", 0)
    record.update(format="1", kind="appointment", id="KC-1", title=planter.canary("title"), purpose="提拔任职")
    for key in ("decision", "custom"):
        record.pop(key, None)
    record["custom"] = {"x": planter.canary("custom.x")}
    record["people"]["p1"] |= {"name": "高明远", "birth": "1983-10-17"}
    record["people"]["p1"].setdefault("current_post", {})["title"] = "公开用语"
    record["org"] = {**(record.get("org") or {}), "organisation_department": "公开用语"}
    for act in (act for part in ("notice", "publicity") for act in record[part].get("acts", ())):
        act["act"] = "发布"
    for entry in record["candidates"]:
        entry.update(person="p1", result="进行中")
        entry.pop("notice_exempt_reason", None)
    record["candidates"] = record["candidates"][:1]
    record["positions"] = [{**record["positions"][0], "id": "zw1", "secret_post": "否", "title": "公开用语"}]
    release = {"approved_by": planter.canary("x"), "approved_on": "2026-05-07"}
    record["publicity"] |= {"published_on": "2026-05-08", "start": "2026-05-11", "workdays": "5", "scope": "公开", "release": release}
    for key in ("end", "extended_to", "taken_down_on", "count_first_day", "persons"):
        record["publicity"].pop(key, None)
    record["publicity"]["persons"] = [{"person": "p1"}]
    record["notice"] |= {"date": "2026-05-08", "time_from": "2026-05-11", "time_to": "2026-05-15", "scope": "公开", "release": release}
    return record, planter.canaries


def plain(node):
    return {k: plain(v) for k, v in node.items()} if isinstance(node, dict) else [plain(v) for v in node] if isinstance(node, list) else node


@settings(max_examples=int(os.environ.get("CANARY_DOSSIERS", "20")), deadline=None, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32), density=st.sampled_from([0.3, 0.7, 1.0]))
@pytest.mark.slow
def test_no_canary_reaches_a_published_byte(press, seed, density):
    record, canaries = planted(seed, density)
    text = yaml.dump(plain(record), allow_unicode=True, sort_keys=False, default_style='"')
    case = built(text)
    found = tuple(postings(case, PRACTICE, TODAY))
    assert [posting.state for posting in found] == [NoticeState.IN_FORCE] * 2
    for audience in (PUBLIC, HOUSE):
        plan = decide(found, press, audience, (), Keepers())  # without the screening: what is not in the type cannot leak
        published = b"".join(plan.files.values()).decode()
        assert len(plan.shown) == 2, [f for fs in plan.withheld.values() for f in fs]
        assert [word for word in canaries if word in published or word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in published] == []
        assert "鹮" not in published
        assert "10月17日" not in published
        screened = decide(found, press, audience, (), Keepers({case.id: guarded(case)}))
        assert len(screened.shown) == 2, [(f.rule, f.facts) for fs in screened.withheld.values() for f in fs]
    assert len(canaries) > 100 * density
    assert all("鹮" not in str(each.facts) for each in reminders(case, found, TODAY))

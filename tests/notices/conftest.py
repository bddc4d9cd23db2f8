"""A dossier with one notice, read by the real reader; every name is invented."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.model.cases import Case
from archive_tool.model.notices import Notice, Posting
from archive_tool.notices.drafting import postings
from archive_tool.notices.pages import Board, Press
from archive_tool.notices.periods import Practice
from archive_tool.records.building import build_case
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import Schema, load_schema
from archive_tool.workdays import Calendar

SCHEMAS = (resources.folder("schemas"),)
BOARD = Board("中共云岭市委组织部", "干部任前公示")
PRACTICE = Practice(Calendar())
TODAY = date(2026, 5, 11)

RECORD = """
format: 1
kind: appointment
id: KC-2026-001
title: 云岭市水务局副局长人选考察
year: 2026
purpose: 提拔任职
org:
  full_name: 中共云岭市委员会
  organisation_department: 中共云岭市委组织部
  address: 云岭市和平路1号
  postcode: "000000"
  phone: 0000-8000000
  supervision_phone: "12380"
  mail: zzb@yunling.example.invalid
positions:
  - {id: zw1, title: 云岭市水务局副局长, qualifications: [具有五年以上工作经历]}
people:
  gao-mingyuan:
    name: 高明远
    former_names: [高小满]
    sex: 男
    birth: 1983-10-17
    ethnicity: 汉族
    native_place: 南江省云岭市
    politics: 中共党员
    work_start: 2004-08
    education:
      fulltime: {level: 大学, degree: 管理学学士, school: 云岭大学}
      parttime: {level: 研究生, degree: 公共管理硕士}
    current_post: {unit: 云岭市水务局, title: 办公室主任}
    id_number: "110101198310170011"
    phone: "13900001111"
    address: 云岭市青石街18号2单元301室
    family:
      - {relation: 妻子, name: 林若溪, birth: 1985-03-09, post: 云岭市第二中学教师}
      - {relation: 儿子, name: 高峰}
candidates:
  - {person: gao-mingyuan, position: zw1, result: 进行中}
team:
  leader: {name: 郑文澜, unit: 云岭市委组织部, post: 干部一科科长}
  members:
    - {name: 陆青禾, unit: 云岭市委组织部, post: 干部一科干部}
deliberation:
  meeting: {body: 市委常委会, date: 2026-05-06}
talks:
  - id: th1
    interviewee: {name: 向南星, unit: 云岭市水务局, post: 科员}
    summary: 高明远同志性格比较急躁，批评下属有时不讲究方式方法。
publicity:
  no: 2026年第3号
  published_on: 2026-05-08
  start: 2026-05-11
  workdays: 5
  release: {approved_by: 秦嘉树, approved_on: 2026-05-07}
"""


@cache
def schema(kind: str) -> Schema:
    return load_schema(SCHEMAS, kind)


def built(text: str, received: str = "", kind: str = "appointment") -> Case:
    """The case that these texts are."""
    checked = check(read(text.encode(), "case.yaml"), schema(kind))
    assert checked.record is not None, [(f.rule, f.place, f.facts) for f in checked.findings]
    register = None
    if received:
        later = check(read(f"format: 1\n{received}".encode(), "received.yaml"), schema("received"))
        assert later.record is not None, [(f.rule, f.place, f.facts) for f in later.findings]
        register = later.record
    case, _ = build_case(checked, Path("cases/x"), {}, received=register)
    return case


@pytest.fixture(scope="session")
def made() -> Callable[..., Case]:
    """`made(received=…, replace={old: new})` is the usual case, changed."""

    def make(received: str = "", replace: dict[str, str] | None = None, extra: str = "") -> Case:
        text = RECORD
        for old, new in (replace or {}).items():
            assert old in text, old
            text = text.replace(old, new)
        return built(text + extra, received)

    return make


@pytest.fixture(scope="session")
def posted(made) -> Callable[..., Posting]:
    """The last version of the case's only notice."""

    def last(received: str = "", as_of: date = TODAY, practice: Practice = PRACTICE, **changes) -> Posting:
        return postings(made(received, **changes), practice, as_of)[-1]

    return last


@pytest.fixture(scope="session")
def notice(posted) -> Notice:
    """The notice as it reads in the usual case."""
    found = posted().notice
    assert found is not None
    return found


@pytest.fixture(scope="session")
def press() -> Press:
    return Press([resources.folder("templates") / "site"])

"""`.lrm`: the old line of quoted fields."""

import pytest

from archive_tool.errors import Unreadable
from archive_tool.intake.lrm import read_old_form
from archive_tool.intake.persons import person_of
from tests.intake.forms import LRM_FIELDS, lrm


def test_an_old_form_says_the_same_as_a_new_one() -> None:
    fields = person_of(read_old_form(lrm(LRM_FIELDS), "表.lrm"), "表.lrm").fields
    assert fields["name"] == "高明远"
    assert fields["work_start"] == "2004.08"
    assert fields["education"] == {
        "fulltime": {"level": "大学", "degree": "管理学学士", "school": "云岭大学"},
        "parttime": {"level": "研究生", "school": "云岭党校"},
    }
    assert [each["text"] for each in fields["resume"]] == ["云岭市水务局科员", "云岭市水务局办公室主任"]  # type: ignore[index, union-attr, call-overload]
    assert fields["family"] == [
        {"relation": "妻子", "name": "林若溪", "birth": "1985.03", "politics": "群众", "post": "云岭市第二中学教师"},
        {"relation": "父亲", "name": "高大川", "birth": "1955.11", "politics": "中共党员", "post": "退休"},
    ]
    assert fields["filled_by"] == "郑文澜"


def test_education_may_be_of_one_kind_only() -> None:
    fields = [*LRM_FIELDS]
    fields[9] = fields[10] = "大学"
    assert person_of(read_old_form(lrm(fields), "表"), "表").fields["education"] == {"fulltime": {"level": "大学", "school": "大学"}}


def changed(number: int, text: str) -> bytes:
    fields = [*LRM_FIELDS]
    fields[number] = text
    return lrm(fields)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (changed(12, "不认识"), "intake.lrm_extra"),
        (changed(9, "大学#学士#另"), "intake.lrm_extra"),
        (changed(10, "甲@乙@丙"), "intake.lrm_extra"),
        (lrm(LRM_FIELDS[:-1]), "intake.lrm_fields"),
        (lrm(LRM_FIELDS) * 2, "intake.lrm_fields"),
        (b"", "intake.lrm_fields"),
        (b'"a"b,', "intake.lrm_line"),
        (b'"' + b"a" * 200_000 + b'"', "intake.lrm_line"),
        (b"\xff\xff\xff", "intake.encoding"),
    ],
)
def test_what_is_no_old_form_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_old_form(data, "表.lrm")
    assert caught.value.key == key


def test_an_old_form_saved_again_with_a_mark_is_utf_8() -> None:
    data = b"\xef\xbb\xbf" + lrm(LRM_FIELDS).decode("gb18030").encode()
    assert person_of(read_old_form(data, "表"), "表").name == "高明远"

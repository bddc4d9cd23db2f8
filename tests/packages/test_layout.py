from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.containers import unportable_name, unsafe_name
from archive_tool.errors import Refused
from archive_tool.model.filing import FiledFile
from archive_tool.packages import layout

from .conftest import item


def names(*files, stem_number=0):
    filed = item("C6", "考察材料", [FiledFile(Path("x"), suffix, role) for suffix, role in files], number=stem_number)
    return [str(path) for path, _ in layout.names_of(filed, "03_考察", set())]


def test_signed_word_and_pdf_stand_side_by_side_under_the_fixed_title():
    assert names((".pdf", "版式文件"), (".docx", "定稿"), (".pdf", "正本"), stem_number=2) == [
        "data/03_考察/C6_考察材料_2.pdf",
        "data/03_考察/C6_考察材料_2.docx",
        "data/03_考察/C6_考察材料_2_版式文件.pdf",
    ]


def test_annexes_say_what_they_are_and_none_is_lost():
    assert names((".pdf", "正本"), (".jpg", "附件"), (".jpg", "附件"), (".pdf", "复函"), (".pdf", "正本")) == [
        "data/03_考察/C6_考察材料.pdf",
        "data/03_考察/C6_考察材料_正本.pdf",
        "data/03_考察/C6_考察材料_附件1.jpg",
        "data/03_考察/C6_考察材料_附件2.jpg",
        "data/03_考察/C6_考察材料_复函1.pdf",
    ]


@pytest.mark.parametrize(
    ("suffix", "fit"),
    [(".PDF", ".pdf"), ("", ""), (".", ""), (".a/b", ""), (".x" * 20, ""), (".文档", ".文档"), (".p df", "")],
)
def test_endings_are_kept_when_they_fit_a_file_name(suffix, fit):
    assert layout.fit_suffix(suffix) == fit


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=8)), max_size=12))
def test_every_file_gets_a_name_of_its_own_that_every_system_keeps(files):
    given_names = names(*files)
    assert len({name.casefold() for name in given_names}) == len(files)
    assert [name for name in given_names if unsafe_name(name) or unportable_name(name)] == []


def test_packages_are_named_by_case_and_retention():
    assert layout.package_name("考察档案", "2026-001", "永久") == "考察档案-2026-001-永久"
    assert layout.package_name("任免档案", "2026-任3", "10年") == "任免档案-2026-任3-10年"
    assert layout.package_name("档案", "x", "30年", restricted=True, supplement=2) == "档案-x-30年-限制查阅-补充2"


@pytest.mark.parametrize("case", ["考" * 64, "a/b", "a:b"])
def test_an_id_that_names_no_package_is_refused(case):
    with pytest.raises(Refused) as caught:
        layout.package_name("考察档案", case, "永久")
    assert caught.value.key == "package.unfit_id"


def test_titles_that_no_system_keeps_are_refused():
    with pytest.raises(Refused) as caught:
        layout.check_names([PurePosixPath("data/03_考察/C6_什么?.pdf")], "2026-001")
    assert caught.value.facts["file"] == PurePosixPath("data/03_考察/C6_什么?.pdf")


def test_retentions_stand_in_order_of_weight():
    assert layout.retention_order(["10年", "长期", "永久", "30年", "10年"]) == ("永久", "30年", "10年", "长期")

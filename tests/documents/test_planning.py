"""What is written is decided first; nothing that somebody edited or has open is overwritten."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_tool.documents.made import MadeFile, changed, format_made, made_file, parse_made
from archive_tool.documents.opening import open_in
from archive_tool.documents.planning import (
    TEMPLATE_CHANGED,
    Action,
    beside,
    decide,
    file_name,
    state_of,
)  # fmt: skip
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import lines_of, text_digest
from archive_tool.documents.rendering import Rendered, Template, load_template, render
from archive_tool.documents.wording import Words, as_node
from archive_tool.errors import TemplateFailed, Unreadable
from archive_tool.model.filing import State
from archive_tool.model.plans import Item, Making, PlanItem
from archive_tool.model.tree import Group
from tools import parts

ITEM = Item(PlanItem("C6", "C", "考察材料", "report", "考察材料", Making.SIGNED), "KC-1", 2)
TEMPLATE = load_template("t.docx", parts.document(parts.p("姓名：{{ name }}"), parts.p("职务：{{ post }}")))

OTHER = load_template("t.docx", parts.document(parts.p("名：{{ name }}"), parts.p("职：{{ post }}")))


def made(template: Template = TEMPLATE, **values: object) -> Rendered:
    group = as_node({"name": "张三", "post": "科员", **values}, "r")
    assert isinstance(group, Group)
    return render(template, Words(group), Marks())


def edited(data: bytes, words: str = "人工改过") -> bytes:
    document = docx.Document(BytesIO(data))
    document.paragraphs[0].add_run(words)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def saved_again(data: bytes) -> bytes:
    saved = BytesIO()
    docx.Document(BytesIO(data)).save(saved)
    return saved.getvalue()


FIRST = made()
ENTRY = made_file("C6-2", TEMPLATE, FIRST)


def test_states() -> None:
    other = OTHER
    assert state_of(None, None, FIRST) == (State.NOT_GENERATED, ())
    assert state_of(FIRST.data, ENTRY, FIRST, TEMPLATE.digest) == (State.CURRENT, ())
    assert state_of(saved_again(FIRST.data), ENTRY, FIRST, TEMPLATE.digest) == (State.CURRENT, ())
    assert state_of(FIRST.data, ENTRY, made(post="科长"), TEMPLATE.digest) == (State.STALE, ("post",))
    assert state_of(edited(FIRST.data), ENTRY, FIRST, TEMPLATE.digest) == (State.EDITED, ())
    assert state_of(edited(FIRST.data), ENTRY, made(post="科长"), TEMPLATE.digest) == (State.EDITED, ("post",))
    assert state_of(FIRST.data, None, FIRST, TEMPLATE.digest) == (State.EDITED, ())
    assert state_of(FIRST.data, ENTRY, None, TEMPLATE.digest) == (State.CURRENT, ())
    assert state_of(FIRST.data, ENTRY, made(other), other.digest) == (State.STALE, (TEMPLATE_CHANGED,))


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same file with one part changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            content = old.read(info).decode("utf-8")
            new.writestr(info.filename, change(content) if info.filename == name else content)
    return made.getvalue()


def commented(data: bytes) -> bytes:
    document = docx.Document(BytesIO(data))
    document.add_comment(document.paragraphs[0].runs[0], text="此处请再核", author="钱某")
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: with_part(data, "word/footer1.xml", lambda xml: xml.replace("</w:p>", "<w:r><w:t>内部材料</w:t></w:r></w:p>", 1)),
        lambda data: with_part(data, "word/document.xml", lambda xml: xml.replace("</w:p>", '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', 1)),
        lambda data: with_part(data, "word/document.xml", lambda xml: xml.replace("</w:p>", "<w:r><w:pict/></w:r></w:p>", 1)),
        lambda data: with_part(data, "word/document.xml", lambda xml: xml.replace("张三", "张</w:t></w:r><w:ins><w:r><w:t>小</w:t></w:r></w:ins><w:r><w:t>三", 1)),
        commented,
    ],
    ids=["footer", "footnote", "picture", "revision", "comment"],
)
def test_whatever_people_add_is_an_edit(edit: Callable[[bytes], bytes]) -> None:
    assert state_of(edit(FIRST.data), ENTRY, FIRST, TEMPLATE.digest) == (State.EDITED, ())


def test_a_page_number_that_an_office_program_counts_is_no_edit() -> None:
    counted = with_part(FIRST.data, "word/footer1.xml", lambda xml: re.sub(r"(fldCharType=\"separate\"/></w:r>.*?<w:t[^>]*>)[^<]*", r"\g<1>17", xml, count=1))
    assert "17" in str(zipfile.ZipFile(BytesIO(counted)).read("word/footer1.xml"))
    assert state_of(counted, ENTRY, FIRST, TEMPLATE.digest) == (State.CURRENT, ())


def test_words_filled_into_a_footer_count() -> None:
    template = load_template("t.docx", with_part(parts.document(parts.p("甲")), "word/footer1.xml", lambda xml: xml.replace("</w:p>", "<w:r><w:t>{{ post }}</w:t></w:r></w:p>", 1)))
    first = made(template)
    assert text_digest(first.data) == first.text_digest != made(template, post="科长").text_digest


def test_a_file_that_cannot_be_read_is_an_error_and_not_an_edit() -> None:
    with pytest.raises(TemplateFailed):
        state_of(b"PK", ENTRY, FIRST)


@pytest.mark.parametrize(
    ("state", "named", "force", "open_in_", "action"),
    [
        (State.NOT_GENERATED, False, False, "", Action.WRITE),
        (State.CURRENT, False, False, "", Action.UNCHANGED),
        (State.CURRENT, True, True, "", Action.REPLACE),
        (State.STALE, False, False, "", Action.REPLACE),
        (State.STALE, False, False, "Word", Action.OPEN),
        (State.EDITED, False, False, "", Action.KEEP),
        (State.EDITED, False, True, "", Action.KEEP),
        (State.EDITED, True, False, "", Action.BESIDE),
        (State.EDITED, True, True, "", Action.REPLACE),
        (State.EDITED, True, True, "WPS", Action.OPEN),
        (State.EDITED, True, False, "WPS", Action.OPEN),
    ],
)
def test_decisions(state: State, named: bool, force: bool, open_in_: str, action: Action) -> None:
    decision = decide(ITEM, state, ("post",), named=named, force=force, open_in=(open_in_, open_in_))
    assert decision.action is action
    beside_it = state is State.EDITED and named and not force
    assert decision.file == ("C6_考察材料_2（新稿）.docx" if beside_it else "C6_考察材料_2.docx")


def test_names() -> None:
    assert file_name(ITEM) == "C6_考察材料_2.docx"
    assert beside("A.docx") == "A（新稿）.docx"


@pytest.mark.parametrize("lock", ["~$_考察材料_2.docx", ".~C6_考察材料_2.docx", "~$C6_考察材料_2.docx", ".~lock.C6_考察材料_2.docx#"])
def test_lock_files_of_word_wps_and_libreoffice_are_seen(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "C6_考察材料_2.docx"
    assert open_in(path) == ""
    (tmp_path / lock).write_bytes(b"")
    assert open_in(path)


@pytest.mark.parametrize(("name", "lock"), [("短名.docx", "~$短名.docx"), ("1234567.docx", "~$234567.docx"), ("12345678.docx", "~$345678.docx")])
def test_word_shortens_longer_names(tmp_path: Path, name: str, lock: str) -> None:
    (tmp_path / lock).write_bytes(b"")
    assert open_in(tmp_path / name) == "Word"


def test_made_json_comes_back_as_it_was() -> None:
    files = {"C6_考察材料_2.docx": ENTRY}
    assert parse_made(format_made(files)) == files
    assert format_made(parse_made(format_made(files))) == format_made(files)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"format": 2, "files": {}}', b'{"format": 1, "files": {"a": {}}}', b"\xff", b"[" * 5000, b'{"format": 1, "files": []}'])
def test_a_damaged_made_json_is_said_so(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_made(data)


def test_what_changed_is_named_by_its_path() -> None:
    assert changed(ENTRY, made(name="李四").reads) == ("name",)
    assert changed(MadeFile("C6", "", "", "", {}), {"a": "1"}) == ("a",)


STEPS = st.lists(st.sampled_from(["record", "template", "edit", "save", "regenerate"]), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_no_edit_is_ever_lost_and_no_save_is_taken_for_one(steps: list[str]) -> None:
    template, post, was_edited = TEMPLATE, "科员", False
    rendered = made(template, post=post)
    data, entry = rendered.data, made_file("C6-2", template, rendered)
    for number, step in enumerate(steps):
        if step == "record":
            post = f"职务{number}"
        elif step == "template":
            template = OTHER if template is TEMPLATE else TEMPLATE
        elif step == "edit":
            data, was_edited = edited(data, f"改{number}"), True
        elif step == "save":
            data = saved_again(data)
        else:
            fresh = made(template, post=post)
            state, differs = state_of(data, entry, fresh, template.digest)
            assert (state is State.EDITED) is was_edited
            action = decide(ITEM, state, differs, named=False, force=False).action
            if action is Action.REPLACE:
                assert not was_edited
                data, entry = fresh.data, made_file("C6-2", template, fresh)
            assert was_edited or text_digest(data) == fresh.text_digest
    assert not was_edited or "改" in "".join(lines_of(data))

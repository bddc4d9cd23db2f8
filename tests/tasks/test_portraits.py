"""The photo of the person a form is about stands in its frame."""

from zipfile import ZipFile

from PIL import Image


def test_the_photo_of_the_person_stands_in_the_form_and_one_that_cannot_be_read_is_said(workspace, tool):
    person = workspace / "people" / "shen-yanqiu.yaml"
    person.write_text(person.read_text(encoding="utf-8") + "photo: shen.png\n", encoding="utf-8")
    form = ("generate", "KC-2026-001", "--item", "D2a", "--json")
    code, said, told = tool(*form)
    assert code == 0
    assert "T-150" in said + told
    assert "shen.png" in said + told
    Image.new("RGB", (50, 70), "red").save(workspace / "people" / "shen.png")
    code, said, told = tool(*form)
    assert code == 0
    assert "T-15" not in said + told
    with_photo = [path for path in (workspace / "cases").rglob("D2a_*.docx") if "<w:drawing>" in ZipFile(path).read("word/document.xml").decode()]
    assert len(with_photo) == 1
    (workspace / "people" / "shen.png").write_bytes(b"no picture")
    assert "T-151" in "".join(map(str, tool(*form)))

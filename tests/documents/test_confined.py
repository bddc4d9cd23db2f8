"""An organisation's own templates are filled in a child with limits; its death is an ordinary refusal."""

from base64 import b64encode
from datetime import date

import pytest

from archive_tool import resources
from archive_tool.documents.confined import Confined, _answer, _words_out, answering, decoded, encoded
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import Template, load_template, render
from archive_tool.errors import TemplateFailed
from tests.documents.record import case, words
from tools import parts

MARKS = Marks("题名", "作者", date(2026, 3, 1), "C6-1", "KC")
REPORT = (resources.folder("templates") / "appointment/C6_考察材料.docx").read_bytes()


def test_a_tree_comes_back_from_json_as_it_went() -> None:
    record = case().record
    assert encoded(decoded(encoded(record))) == encoded(record)


def test_the_child_makes_the_very_bytes_that_we_would_make() -> None:
    with Confined() as child:
        ours = render(load_template("own.docx", REPORT), words(), MARKS)
        assert child.render("own.docx", REPORT, words(), MARKS) == ours
        assert child.render("own.docx", REPORT, words(), MARKS) == ours


@pytest.mark.slow
def test_loops_and_memory_bombs_are_ended_and_the_next_template_is_filled() -> None:
    with Confined(seconds=1) as child:
        for bomb in ("{{ 'A' * 2000000000 }}", "{% for a in 'x" + "x" * 200 + "' %}{% for b in 'x" + "x" * 200 + "' %}{% for c in 'x" + "x" * 200 + "' %}{% for d in 'x" + "x" * 200 + "' %}{{ d }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "{% for a in 'xx' %}" * 30 + "y" + "{% endfor %}" * 30):
            with pytest.raises(TemplateFailed) as failed:
                child.render("own.docx", parts.document(parts.p(bomb)), words(), MARKS)
            assert failed.value.key in ("T-108", "T-109", "T-110")
        assert child.render("own.docx", parts.document(parts.p("{{ title }}")), words(), MARKS).data


def test_the_childs_own_answers() -> None:
    """The same code without a child: what it answers to a good request, to a bad template and to missing fields."""
    asked = {"name": "own.docx", "template": b64encode(REPORT).decode(), "words": _words_out(words()), "draft": False, "marks": {"title": "", "author": "", "on": "2026-03-01", "item": "", "case": "", "public": False}}
    known: dict[str, Template] = {}
    assert _answer(asked, known)["data"]
    assert known
    assert _answer({**asked, "template": b64encode(b"x").decode()}, known)["error"] == "template.unreadable"
    missing = parts.document(parts.p("{{ nothing.here }}"))
    answer = _answer({**asked, "template": b64encode(missing).decode(), "marks": {**asked["marks"], "on": None}}, known)  # type: ignore[dict-item]
    assert answer["findings"][0]["field"] == "nothing.here"
    bomb = parts.document(parts.p("{{ 'A' * 9223372036854775807 }}"))
    assert _answer({**asked, "template": b64encode(bomb).decode()}, known)["error"] in ("T-109", "T-106")


def test_what_is_missing_is_told_with_its_findings() -> None:
    with Confined() as child, pytest.raises(TemplateFailed) as failed:
        child.render("own.docx", parts.document(parts.p("{{ notice.nothing }}")), words(), MARKS)
    assert failed.value.findings[0].place.field == "notice.nothing"
    assert failed.value.findings[0].facts["where"] == "document P1"


def test_a_draft_is_made_there_too() -> None:
    with Confined() as child:
        made = child.render("own.docx", parts.document(parts.p("{{ notice.nothing }}")), words(), Marks(), draft=True)
    assert made.missing == ("notice.nothing",)


def test_the_child_keeps_what_it_compiled() -> None:
    answer = answering()
    asked = {"name": "own.docx", "template": b64encode(REPORT).decode(), "words": _words_out(words()), "draft": False, "marks": {"title": "", "author": "", "on": "2026-03-01", "item": "", "case": "", "public": False}}
    assert answer(asked) == answer(asked)

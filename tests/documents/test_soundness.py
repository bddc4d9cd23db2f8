"""A template that can only give well-formed XML is known as one; of the others each document is parsed."""

import pytest

from archive_tool.documents.expressions import Expressions
from archive_tool.documents.soundness import is_sound

BEFORE, AFTER = '<a xmlns:w="urn:w">', "</a>"


@pytest.mark.parametrize(
    ("template", "sound"),
    [
        ("<w:p>{{ x }}</w:p>", True),
        ("{% for x in y %}<w:p>{% if x %}{{ x }}{% elif y %}<w:t/>{% else %}z{% endif %}</w:p>{% else %}<w:p/>{% endfor %}", True),
        ("{% set x = 1 %}{# a word #}<w:p/>", True),
        ("{% if x %}<w:p>{% endif %}</w:p>", False),
        ("<w:p>{% if x %}</w:p>{% else %}</w:p>{% endif %}", False),
        ('<w:p w:a="{{ x }}"/>', False),
        ('<w:p {% if x %}w:a="1"{% endif %}/>', False),
        ("{% if x %}<!-- <w:p> -->{% endif %}", False),
        ("<v:p/>{{ x }}</a><a>", False),
    ],
)
def test_soundness(template: str, sound: bool) -> None:
    assert is_sound(Expressions().parse(template), BEFORE, AFTER) is sound

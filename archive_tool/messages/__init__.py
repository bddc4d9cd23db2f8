"""Every sentence the tool itself says, in Chinese and English.

A sentence has a key; `messages/<language>/<room>.py` holds a dictionary `SENTENCES` from key to text with
`{named}` facts. A finding's sentence has the finding's rule as key, its remedy the key `<rule>.hint`; a command's help stands
under `help.<command>`, an option's under `help.<command>.<option>` or, when shared, `option.<name>`. A test holds the two
languages against each other. (A procedure rule's own sentences stand with the rule.)
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Protocol

LANGUAGES = ("zh", "en")
ROOMS = ("common", "cli", "records", "workspace", "procedure", "documents", "packages", "search", "notices", "texts", "intake", "keeping")


class Say(Protocol):
    """Says a sentence in one language."""

    def __call__(self, key: str, /, **facts: object) -> str:
        """The sentence of that key, filled with the facts."""
        ...


@cache
def table(language: str) -> Mapping[str, str]:
    """All sentences of a language, by key."""
    found: dict[str, str] = {}
    for room in ROOMS:
        found.update(import_module(f"archive_tool.messages.{language}.{room}").SENTENCES)
    return found


def speaker(language: str) -> Say:
    """A function that says sentences in that language. A missing key raises KeyError: a bug of ours.

    A fact that knows its own words in both languages (`zh`, `en`) is said in that language.
    """
    sentences = table(language)

    def say(key: str, /, **facts: object) -> str:
        return sentences[key].format(**{name: getattr(fact, language, fact) for name, fact in facts.items()})

    return say


def named_facts(sentence: str) -> frozenset[str]:
    """The facts that a sentence names."""
    return frozenset(name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(sentence) if name)

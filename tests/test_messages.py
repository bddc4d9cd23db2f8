"""Every sentence stands in both languages with the same facts, is asked for under its own key, and gets its facts."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from archive_tool import errors
from archive_tool.cli.main import COMMANDS
from archive_tool.messages import LANGUAGES, ROOMS, named_facts, speaker, table

PACKAGE = Path(__file__).resolve().parent.parent / "archive_tool"
MESSAGES = PACKAGE / "messages"
CODE = sorted(path for path in PACKAGE.rglob("*.py") if MESSAGES not in path.parents)
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.ToolError)}
# A finding's number. Those of procedure rules (R-...) bring their sentences with them.
RULE = re.compile(r"[A-QS-Z]-\d{3,4}")
DECLARED_BY_CALL = {"say", "self.say"} | ERRORS


def source(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(PACKAGE.parent).as_posix()}:{node.lineno}"


def called(node: ast.Call) -> str:
    """The name called: `say`, `self.say`, `Refused` ..."""
    return ast.unparse(node.func).removeprefix("errors.")


def first_text(node: ast.Call) -> str | None:
    """The first argument, where it is plain text."""
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def given_facts(node: ast.Call) -> set[str] | None:
    """The facts that a call hands over by name, also in a dictionary of a Finding; None when they are not written out."""
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    if called(node) == "Finding":
        facts = next((a for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Dict)), None)
        if facts is not None and all(isinstance(key, ast.Constant) for key in facts.keys):
            return {str(key.value) for key in facts.keys}
        return set() if len(node.args) <= 3 and not node.keywords else None
    return {str(keyword.arg) for keyword in node.keywords}


def constants(tree: ast.Module) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def patterns(tree: ast.Module) -> set[str]:
    """What an f-string may become, as a pattern; those that say nothing of a key are left out."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[^ ]+" for p in node.values]
            if any(re.search(r"\\\.", part) or part.endswith("-") for part in parts):
                found.add("".join(parts))
    return found


SOURCES = {path: source(path) for path in CODE}
CALLS = [(path, node) for path, tree in SOURCES.items() for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_keys_room_by_room_and_each_key_once(room):
    keys = {}
    for language in LANGUAGES:
        path = MESSAGES / language / f"{room}.py"
        written = [
            key.value
            for node in ast.walk(source(path))
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        ]
        assert [key for key, times in Counter(written).items() if times > 1] == [], path
        keys[language] = set(written)
    assert keys["zh"] == keys["en"]


def test_no_key_stands_in_two_rooms():
    for language in LANGUAGES:
        modules = [source(MESSAGES / language / f"{room}.py") for room in ROOMS]
        keys = Counter(
            key.value
            for tree in modules
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        )
        assert [key for key, times in keys.items() if times > 1] == []


def test_every_module_of_sentences_belongs_to_a_room():
    for language in LANGUAGES:
        assert {path.stem for path in (MESSAGES / language).glob("*.py")} - {"__init__"} == set(ROOMS)


def test_both_languages_name_the_same_facts():
    chinese, english = table("zh"), table("en")
    assert {key: (named_facts(chinese[key]), named_facts(english[key])) for key in chinese
            if named_facts(chinese[key]) != named_facts(english.get(key, ""))} == {}


def test_the_chinese_sentences_are_chinese_and_the_english_ones_english():
    han = re.compile("[一-鿿]")
    assert [key for key, text in table("zh").items() if not han.search(text) and re.search("[a-z]{4,} [a-z]{2,}", text)] == []
    # English sentences may quote a word of the trade, but do not consist of Chinese.
    assert [key for key, text in table("en").items() if len(han.findall(text)) > len(text) / 2 and len(text) > 20] == []


def test_every_key_that_an_error_or_a_speaker_is_given_has_a_sentence():
    sentences = table("zh")
    missing = {
        where(path, node): key
        for path, node in CALLS
        if called(node) in DECLARED_BY_CALL and (key := first_text(node)) is not None and key not in sentences
    }
    assert missing == {}


def test_every_finding_has_a_sentence_and_a_remedy():
    sentences = table("zh")
    rules = {text for tree in SOURCES.values() for text in constants(tree) if RULE.fullmatch(text)}
    assert sorted(key for rule in rules for key in (rule, f"{rule}.hint") if key not in sentences) == []


def test_every_sentence_gets_the_facts_it_names():
    sentences = table("zh")
    lacking = {}
    for path, node in CALLS:
        key = first_text(node)
        given = given_facts(node)
        if called(node) not in DECLARED_BY_CALL | {"Finding"} or key not in sentences or given is None:
            continue
        named = named_facts(sentences[key]) | named_facts(sentences.get(f"{key}.hint", ""))
        if named - given:
            lacking[where(path, node)] = (key, sorted(named - given))
    assert lacking == {}


def test_every_command_and_option_is_explained():
    sentences = table("zh")
    assert [key for name in COMMANDS for key in (f"help.{name}", f"help.{name}.short") if key not in sentences] == []


def test_no_sentence_is_left_that_nobody_says():
    said = {text for tree in SOURCES.values() for text in constants(tree)}
    built = re.compile("|".join(sorted({p for tree in SOURCES.values() for p in patterns(tree)} | {"(?!)"})))
    assert [
        key
        for key in table("zh")
        if key not in said and key.removesuffix(".hint") not in said and not built.fullmatch(key)
    ] == []


def test_a_key_without_a_sentence_is_a_bug_of_ours():
    with pytest.raises(KeyError):
        speaker("zh")("no.such.key")

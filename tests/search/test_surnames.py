"""60 surnames and 40 names that are often misread, chosen by somebody who had not seen the tables: all are found."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive_tool.search.asking import Index, open_index
from archive_tool.search.indexing import refresh
from tests.search.conftest import TODAY, entry, person, shelved

GIVEN, GIVEN_SOUND = "明远", "mingyuan"


@cache
def chosen() -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load(Path(__file__).with_name("surnames.yaml").read_text(encoding="utf-8"))


def ways(entry: dict[str, Any]) -> Iterator[str]:
    """Every reading: the right one, the common wrong ones, a second lawful one."""
    yield entry["right"]
    yield from entry["wrong"]
    yield from entry.get("also", ())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    names = [each["surname"] + GIVEN for each in chosen()["surnames"]] + [each["name"] for each in chosen()["names"]]
    entries = [entry(f"C{n}", "内容从略。", people=(person(name),)) for n, name in enumerate(names)]
    folder = tmp_path_factory.mktemp("surnames") / "index"
    refresh(folder, shelved(entries), "whoosh", "测试")
    with open_index(folder) as opened:
        yield opened


def found(index: Index, typed: str, name: str) -> bool:
    answer = index.ask(typed, TODAY, limit=200)
    return any(hit.people == (name,) and hit.via in ("pinyin", "field") for hit in answer.hits)


def test_the_list_is_as_long_as_asked() -> None:
    assert (len(chosen()["surnames"]), len(chosen()["names"])) == (60, 40)


@pytest.mark.parametrize("entry", chosen()["surnames"], ids=lambda entry: entry["surname"])
def test_a_surname_is_found_however_it_is_read(index: Index, entry: dict[str, Any]) -> None:
    name = entry["surname"] + GIVEN
    for way in ways(entry):
        for typed in (way, way + GIVEN_SOUND, way + GIVEN, f"{way} {GIVEN_SOUND}", f"person:{way}{GIVEN_SOUND}"):
            assert found(index, typed, name), typed
    assert found(index, entry["surname"] + GIVEN_SOUND, name)
    assert found(index, entry["surname"] + "my", name)


@pytest.mark.parametrize("entry", chosen()["names"], ids=lambda entry: entry["name"])
def test_a_name_is_found_by_each_reading_by_initials_and_mixed(index: Index, entry: dict[str, Any]) -> None:
    for way in ways(entry):
        assert found(index, way.replace(" ", ""), entry["name"]), way
    assert found(index, entry["initials"], entry["name"])
    assert found(index, entry["name"][0] + entry["initials"][1:], entry["name"])

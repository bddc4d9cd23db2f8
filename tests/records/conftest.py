from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.messages import LANGUAGES, speaker
from archive_tool.records.checking import Checked, check
from archive_tool.records.reading import read
from archive_tool.records.schema import Schema, load_schema

HEAD = """format: 1
kind: appointment
id: YL-2026-900
title: 云岭市水务局副局长人选考察
year: 2026
purpose: 提拔任职
"""


@pytest.fixture(scope="session")
def schemas() -> tuple[Path, ...]:
    return (resources.folder("schemas"),)


@pytest.fixture(scope="session")
def appointment(schemas) -> Schema:
    return load_schema(schemas, "appointment")


@pytest.fixture(scope="session")
def checked(appointment):
    """`checked("closed_on: 2026-03-05")` is an appointment record with that added, held against the schema."""

    def checked(text: str, people: frozenset[str] | None = frozenset({"gao-mingyuan"})) -> Checked:
        return check(read((HEAD + text).encode(), "case.yaml"), appointment, people)

    return checked


@pytest.fixture(scope="session")
def said():
    """The findings of a Checked or Reading as (rule, line, field); each can be said, with a remedy, in both languages."""

    def said(found) -> list[tuple[str, int, str]]:
        for say in map(speaker, LANGUAGES):
            for finding in found.findings:
                assert say(finding.rule, **finding.facts)
                assert say(f"{finding.rule}.hint", **finding.facts)
        return [(finding.rule, finding.place.line, finding.place.field) for finding in found.findings]

    return said

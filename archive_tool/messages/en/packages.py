"""Sentences of the packages room."""

SENTENCES: dict[str, str] = {}

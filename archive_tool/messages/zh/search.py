"""Sentences of the search room."""

SENTENCES: dict[str, str] = {}

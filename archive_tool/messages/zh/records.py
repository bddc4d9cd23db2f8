"""Sentences of the records room."""

SENTENCES: dict[str, str] = {}

"""Sentences of the texts room."""

SENTENCES: dict[str, str] = {}

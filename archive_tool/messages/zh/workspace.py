"""Sentences of the workspace room."""

SENTENCES: dict[str, str] = {}

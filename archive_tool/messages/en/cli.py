"""Sentences of the doors."""

SENTENCES: dict[str, str] = {}
